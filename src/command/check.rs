//! `groundswell check SCENARIO`: every mistake at once, and the size of the job.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use clap::Args;
use groundswell::engine::halt::{Halt, Meter};
use groundswell::report::findings::{Page, saturated, talk_kept, word_of_mouth};
use groundswell::report::format::{grouped, to_digits};
use groundswell::scenario::Scenario;
use groundswell::scenario::plan::{Plan, Until};
use groundswell::study::calibrate::{self, Ground, MOST_WORK, PilotError, TalkScale};
use groundswell::study::play::{
    ArmSize, Draws, Job, PilotGrounds, Setting, Size, StudyError, check_seeds, kind_of_world,
    seeds_are_scarce, size, talk_scale,
};
use groundswell::study::summary::eligible;
use groundswell::world::World;

use super::failure::Failure;
use super::given_up::given_up;
use super::reading::Reading;
use super::terminal::{answer, stop_flag};
use super::world_lines;

/// Bought impressions a head above which most come too late.
const MANY_IMPRESSIONS: f64 = 60.0;
/// Further acts that one causes from which on growth may hang on them alone.
const NEAR_ENDLESS: f64 = 0.9;

/// Relative difference below which two scales of talk are called the same.
const SAME: f64 = 0.02;

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    reading: Reading,
    /// Folder of an earlier result, whose scale of talk is set beside this one (default: output/ and the
    /// scenario's name).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print JSON instead of words.
    #[arg(long)]
    json: bool,
    /// Acts and exposures after which the search for the scale of talk is given up.
    #[arg(long, hide = true, default_value_t = MOST_WORK)]
    most_work: u64,
}

impl Check {
    /// Checks a scenario and sizes its job.
    pub fn run(&self) -> Result<(), Failure> {
        self.reading.use_threads();
        let scenario = self.reading.load(false)?;
        let plan = &scenario.plan;
        let world = World::build(plan, &scenario.imports, 0).map_err(Failure::usage)?;
        check_seeds(plan, &world, &scenario.imports).map_err(|error| refused(error, &scenario))?;
        let draws = Draws::of(&scenario).map_err(Failure::Scenario)?;
        let settings = &draws.drawn[..(plan.compare.settings as usize).min(draws.drawn.len())];
        seeds_of_settings(&scenario, settings, &world)?;
        let (stop, silent, meter) = (stop_flag(), |_| {}, Meter::new(self.most_work));
        let job = Job { meter: Some(&meter), ..Job::new(&scenario.imports, &stop, &silent) };
        let mut grounds = PilotGrounds::default();
        let solved = match talk_scale(plan, (&world, 0), &mut grounds, None, job) {
            Err(StudyError::Pilot(PilotError::TooMuch)) => None,
            found => Some(found.map_err(|error| refused(error, &scenario))?),
        };
        let given_up = solved.is_none().then(|| given_up(plan.reference(), &world, self.most_work));
        let not_found = TalkScale { target: plan.reference().talk.organic_r, ..TalkScale::stated(f64::NAN) };
        let solved = solved.unwrap_or(not_found);
        let mut size = size(plan, &scenario.unranged, &world, solved);
        for arm in &mut size.strategies {
            // An empty sum is −0, which would be printed as such.
            arm.impressions_per_head += 0.0;
            arm.spiral_gain += 0.0;
        }
        let reach = match solved.r_hat {
            Some(_) => {
                let ground = grounds.of_reference(plan, (&world, 0), job).map_err(Failure::usage)?;
                Reach::of(&scenario, settings, (ground, solved), (&stop, self.most_work))?
            }
            None => Reach::default(),
        };
        let out = self.out.clone().unwrap_or_else(|| PathBuf::from("output").join(self.reading.stem()));
        let moved = moved(&scenario, solved, &out);
        answer(self.json.then_some(&size), || in_words(&scenario, &size, reach, [given_up, moved]))
    }
}

/// How the scale of talk moved against the result in a folder, and what changed; nothing where there is no
/// result, or talk is as convincing as there.
fn moved(scenario: &Scenario, solved: TalkScale, folder: &Path) -> Option<String> {
    let manifest = std::fs::read_to_string(folder.join("manifest.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).ok()?;
    let before = manifest["beta"].as_f64().filter(|beta| *beta > 0.0)?;
    let earlier = std::fs::read_to_string(folder.join("scenario.resolved.toml")).ok()?;
    let changes = scenario.talk_changes_since(&earlier);
    solved.r_hat?;
    let (r, factor) = (solved.target?, solved.beta / before);
    if changes.is_empty() || (factor - 1.0).abs() < SAME {
        return None;
    }
    let few = &changes[..changes.len().min(3)];
    let more = if changes.len() > few.len() {
        format!(" and {} more", changes.len() - few.len())
    } else {
        String::new()
    };
    Some(format!(
        "Since the result in {}: {}{more}. Talk became {} times as convincing (β {before:.5} → {:.5}), so that R is {r}. To \
         ask what the change does, set it with --set, or write holds_at beside organic_r.",
        folder.display(),
        few.join(", "),
        to_digits(factor, 2),
        solved.beta,
    ))
}

/// Looks whether the drawn settings have the seeds that each strategy asks for, where they may be too few.
fn seeds_of_settings(scenario: &Scenario, settings: &[Setting], world: &World) -> Result<(), Failure> {
    let own = kind_of_world(&scenario.plan);
    for plan in settings.iter().map(|setting| &setting.plan).filter(|plan| seeds_are_scarce(plan)) {
        let other = (kind_of_world(plan) != own)
            .then(|| World::build(plan, &scenario.imports, 0))
            .transpose()
            .map_err(Failure::usage)?;
        let here = other.as_ref().unwrap_or(world);
        check_seeds(plan, here, &scenario.imports).map_err(|error| Failure::of_study(error, scenario))?;
    }
    Ok(())
}

/// Why a scenario cannot be checked.
fn refused(error: StudyError, scenario: &Scenario) -> Failure {
    match error {
        StudyError::Interrupted { .. } => Failure::Run("interrupted".to_owned()),
        other => Failure::of_study(other, scenario),
    }
}

/// Whether R is within reach in drawn settings.
#[derive(Debug, Clone, Copy, Default)]
struct Reach {
    /// Settings whose R no talk reaches.
    short: usize,
    /// Settings that were asked, until that took too many acts.
    asked: usize,
    settings: usize,
}

impl Reach {
    /// Asks the drawn settings; those of another kind of world are asked on one network of it.
    fn of(
        scenario: &Scenario,
        settings: &[Setting],
        (ground, solved): (Ground, TalkScale),
        (stop, most_work): (&AtomicBool, u64),
    ) -> Result<Reach, Failure> {
        let reference = scenario.plan.reference();
        let own = kind_of_world(reference);
        let meter = Meter::new(most_work);
        let mut reach = Reach { settings: settings.len(), ..Reach::default() };
        for setting in settings {
            let plan = setting.plan.reference();
            let other = (kind_of_world(plan) != own)
                .then(|| World::build(plan, &scenario.imports, 0))
                .transpose()
                .map_err(Failure::usage)?;
            let ground = other.as_ref().map_or(ground, Ground::alone);
            let halt = Halt { stop, meter: Some(&meter) };
            match calibrate::out_of_reach(plan, ground, (reference, solved), halt) {
                Err(PilotError::TooMuch) => break,
                out => {
                    reach.short += usize::from(out.map_err(|error| refused(error.into(), scenario))?);
                    reach.asked += 1;
                }
            }
        }
        Ok(reach)
    }
}

fn runs(plan: &Plan, size: &Size) -> String {
    let compare = &plan.compare;
    let each = match compare.settings {
        0 => format!("{} replications", compare.replications),
        n => format!(
            "({} as stated + {n} settings × {})",
            compare.replications, compare.replications_per_setting
        ),
    };
    let training = match size.training_runs {
        0 => String::new(),
        n => format!(", {n} more to choose among plans"),
    };
    let weighing = match size.weighing_runs {
        0 => String::new(),
        n => format!(", up to {n} to weigh tactics, money and assumptions"),
    };
    let screening = match size.screening_runs {
        0 => String::new(),
        n => format!(", up to {n} to try numbers without a range"),
    };
    let until = match compare.until {
        Until::Decided => format!(", or more: up to {}", compare.at_most),
        Until::Done => String::new(),
    };
    let (runs, strategies, ticks) = (size.runs, plan.strategies.len(), size.ticks);
    format!(
        "{runs} ({strategies} strategies × {each}){until}{training}{weighing}{screening}; {ticks} ticks each"
    )
}

fn megabytes(bytes: u64) -> String {
    format!("{} MB", grouped((bytes as f64 / 1e6).ceil()))
}

fn in_words(
    scenario: &Scenario,
    size: &Size,
    reach: Reach,
    [given_up, moved]: [Option<String>; 2],
) -> String {
    let plan = &scenario.plan;
    // The reader warns of impressions, above.
    let unsaid = scenario.warnings.is_empty();
    let far = |arm: &ArmSize| {
        unsaid && arm.impressions_per_head > MANY_IMPRESSIONS || arm.spiral_gain >= NEAR_ENDLESS
    };
    let Reach { short, asked, settings } = reach;
    let below = given_up.is_some()
        || short > 0
        || saturated(&size.solved).is_some()
        || size.strategies.iter().any(far);
    let verdict = match (scenario.warnings.is_empty(), below) {
        (true, false) => "nothing wrong",
        (false, false) => "it can be played, with the warnings above",
        (true, true) => "it can be played, with the warnings below",
        (false, true) => "it can be played, with the warnings above and below",
    };
    let mut text = format!("{}: {verdict}.\n\n", plan.name);
    let mut line = |label: &str, value: String| {
        let _ = writeln!(text, "  {label:<22}{value}");
    };
    line("people", format!("{} ({} eligible)", grouped(size.people), grouped(eligible(plan))));
    let networks = match size.networks {
        1 => "one network serves all runs".to_owned(),
        n => format!("{n} networks are drawn"),
    };
    line("ties", format!("{} ({networks})", grouped(size.ties as f64)));
    for network in scenario.imported() {
        let (people, lines) = (grouped(f64::from(network.people)), grouped(network.lines as f64));
        line("imported", format!("{}: {people} people and {lines} ties in {}", network.layer, network.file));
        network.said.into_iter().for_each(|said| line("", said));
    }
    for said in &scenario.tables {
        line("table", said.clone());
    }
    line("runs", runs(plan, size));
    let (network, run) = (megabytes(size.memory.0), megabytes(size.memory.1));
    line("memory", format!("about {network} for a network, {run} for each run at a time"));
    let beta = size.solved.beta;
    let scale = match (size.solved.target, size.solved.r_hat, size.solved.r_error) {
        (Some(target), Some(pilot), Some(error)) => format!(
            "β = {beta:.5}, so that R is {target} (pilots: {pilot:.3}, standard error {:.1} %)",
            error * 100.0
        ),
        (Some(target), Some(pilot), None) => {
            format!("β = {beta:.5}, so that R is {target} (pilot: {pilot:.3})")
        }
        (Some(target), None, _) => format!("not found for an R of {target}, see below"),
        (None, ..) => format!("β = {beta} as stated"),
    };
    line("talk scale", scale);
    for change in &scenario.changes {
        line("changed", change.clone());
    }
    for (label, said) in world_lines::of(plan) {
        line(label, said);
    }
    for said in &size.seeds {
        line("seeds", said.clone());
    }
    if let Some(cap) = plan.compare.cap {
        line("cap", format!("{} {} a strategy", grouped(cap), plan.currency));
    }
    let mut page = Page::default();
    let (kept, talk) = (talk_kept(scenario, &size.solved), word_of_mouth(plan, &size.solved));
    for said in [given_up, kept, talk, saturated(&size.solved), moved].into_iter().flatten() {
        page.say(said);
    }
    if short > 0 {
        page.say(format!(
            "Warning: in about {short} of {asked} settings the organic_r drawn is out of reach, however convincing \
             talk is; the strongest talk there would be played. A range that ends lower would do, or more acts a day, \
             longer freshness or more eligible people."
        ));
    }
    if asked < settings {
        page.say(format!(
            "Whether R is within reach was asked of {asked} of {settings} settings; more would take too many acts."
        ));
    }
    if size.solved.target.is_some() {
        let _ = write!(text, "\n{page}");
    }
    let _ = writeln!(text, "\n  {:<34}{:>14}{:>16}{:>12}", "strategy", "may spend", "impressions", "spiral");
    let _ = writeln!(text, "  {:<34}{:>14}{:>16}{:>12}", "", plan.currency, "a head", "gain");
    for arm in &size.strategies {
        let planned = arm.planned.map_or("no limit".to_owned(), grouped);
        let (impressions, gain) = (arm.impressions_per_head, arm.spiral_gain);
        let _ = writeln!(text, "  {:<34}{planned:>14}{impressions:>16.1}{gain:>12.2}", arm.name);
        for note in &arm.notes {
            let _ = writeln!(text, "    {note}");
        }
        if impressions > MANY_IMPRESSIONS {
            text += "    Warning: more than 60 impressions a head: most of them come after everybody has seen enough\n";
        }
        if gain >= NEAR_ENDLESS {
            text += "    Warning: one act causes nearly another: growth may hang on this loop alone\n";
        }
    }
    text
}
