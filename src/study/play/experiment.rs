//! The experiment: which runs are played, in which order, and what for.
//!
//! 1. Where a strategy has several plans, each is played on training settings, and the best is kept.
//! 2. Every strategy is played at the stated values, there some runs also with talk a little less and a little
//!    more convincing, and in every drawn setting.
//! 3. Where asked, more is played until the comparison is decided.
//! 4. The leader is played without each of its tactics, and every strategy with less and more money.
//! 5. Leader and closest competitor are played over the ranges of the assumptions that surely move the lead,
//!    and in worlds in which every number that is assumed and carries no range stands at one of its ends.
//!
//! Always true: what is played is a function of the draws and their results alone, so that a study
//! that goes on from an earlier one ends as if played at once; runs that the earlier one kept are
//! not played again.

use crate::engine::record::{RunId, RunRecord};
use crate::scenario::plan::{Compare, Plan, Until};
use crate::study::calibrate::Quick;
use crate::study::play::flips::{self, Duel};
use crate::study::play::screening;
use crate::study::play::{
    Account, Batch, Checkpoint, Choice, DirectPlay, Draws, InterimLooks, Job, Line, MoneyLevel, Part,
    PlayedOn, Player, Removal, Runs, ScaleFrom, Screening, StudyError, money_levels, other_talk,
    plan_selection, played_on, removal, setting_name, stopping,
};
use crate::study::sensitivity::Settings;

/// Replication numbers of drawn settings begin here, so that their luck is their own.
const OF_SETTINGS: u32 = 1 << 30;

/// All that was played.
#[derive(Debug)]
pub struct Experiment {
    /// The plan with the plans chosen.
    pub plan: Plan,
    /// What was tried for each strategy, and what was chosen.
    pub choices: Vec<Choice>,
    /// The runs at the stated values, and some of them with other talk.
    pub stated: Runs,
    /// Those of each drawn setting.
    pub drawn: Vec<Runs>,
    /// The leader without its tactics.
    pub removal: Option<Removal>,
    /// What giving up cost the strategies that may.
    pub played_on: Vec<PlayedOn>,
    /// Every strategy with less and more money.
    pub budgets: Vec<MoneyLevel>,
    /// Leader and closest competitor over the range of one assumption at a time.
    pub flips: Vec<DirectPlay>,
    /// Leader and closest competitor with all numbers without a range at their ends.
    pub screening: Screening,
    /// The looks at whether it is decided, where asked for.
    pub looks: Option<InterimLooks>,
    /// Every run as a line, in the order of the steps.
    pub lines: Vec<Line>,
    /// Its runs, their work, time and memory.
    pub account: Account,
}

impl Experiment {
    /// The runs at the stated values and in drawn settings.
    pub fn all_records(&self) -> impl Iterator<Item = &RunRecord> {
        self.stated.records.iter().chain(self.drawn.iter().flat_map(|d| &d.records))
    }
}

/// Plays an experiment; `checkpoint` holds what an earlier one kept, and then what this one does.
pub fn play(draws: &Draws, checkpoint: &mut Checkpoint, job: Job) -> Result<Experiment, StudyError> {
    let job = Job { digest: true, ..job };
    let mut player = Player { checkpoint: Some(checkpoint), ..Player::new(job) };
    let (choices, chosen) = plan_selection::choose(draws, &mut player)?;
    let plan = draws.stated.with_plans(&chosen);
    let drawn_plans: Vec<Plan> = draws.drawn.iter().map(|s| s.plan.with_plans(&chosen)).collect();
    let mut looks = (plan.compare.until == Until::Decided).then(|| InterimLooks::new(&plan.compare));
    let (mut runs, mut settings) = (plan.compare.replications, plan.compare.settings);
    let (stated, drawn) = loop {
        let (stated, drawn) = base(draws, &plan, &drawn_plans, (runs, settings), &mut player)?;
        let Some(looks) = &mut looks else { break (stated, drawn) };
        let now = if settings > 0 { &mut settings } else { &mut runs };
        if looks.look(&plan, *now, &stated, &drawn) || *now >= plan.compare.at_most {
            break (stated, drawn);
        }
        *now = now.saturating_mul(2).min(plan.compare.at_most);
    };
    let plan = Plan { compare: compare(&plan, runs, settings), ..plan };
    let leader = stopping::leader(&plan, &stated, &drawn);
    let judged = removal::Judged { plan: &plan, drawn_plans: &drawn_plans, stated: &stated, drawn: &drawn };
    let removal = match leader {
        Some(leader) => removal::play(&judged, leader, &mut player)?,
        None => None,
    };
    let played_on = played_on::play(&plan, &stated, &mut player)?;
    let budgets = money_levels::play(&plan, &stated, &mut player)?;
    let (flips, screening) = of_the_lead(draws, &plan, &chosen, (&stated, &drawn), &mut player)?;
    let (effort, lines) = (player.effort, player.lines);
    let lines = lines.into_iter().flat_map(|of| of.1).collect();
    let (runs, reused) = checkpoint.close();
    let account = Account { effort, runs, reused, ..Account::default() };
    let mut found = Experiment {
        plan,
        choices,
        stated,
        drawn,
        removal,
        played_on,
        budgets,
        flips,
        screening,
        looks,
        lines,
        account,
    };
    for work in found.all_records().map(|run| run.work).collect::<Vec<_>>() {
        found.account.judged_runs += 1;
        found.account.judged_work += work;
    }
    Ok(found)
}

/// Plays leader and closest competitor over the ranges of the surest movers, and at the ends of what carries
/// no range.
fn of_the_lead(
    draws: &Draws,
    plan: &Plan,
    chosen: &[usize],
    (stated, drawn): (&Runs, &[Runs]),
    player: &mut Player,
) -> Result<(Vec<DirectPlay>, Screening), StudyError> {
    let Some(found) = Settings::of(plan, stated, drawn) else { return Ok((Vec::new(), Screening::Nothing)) };
    let movers: Vec<usize> = found.movers().map(|e| e.assumption).collect();
    let duel = Duel { plan, chosen, stated, leader: found.leader, competitor: found.competitor };
    let flips = flips::play(draws, &duel, &movers, player)?;
    let so_far = player.lines.iter().map(|of| of.1.len() as u64).sum();
    Ok((flips, screening::play(draws, &duel, so_far, player)?))
}

fn compare(plan: &Plan, runs: u32, settings: u32) -> Compare {
    Compare { replications: runs, settings, ..plan.compare.clone() }
}

/// The runs at the stated values and in the first `settings` drawn settings.
fn base(
    draws: &Draws,
    plan: &Plan,
    drawn_plans: &[Plan],
    (runs, settings): (u32, u32),
    player: &mut Player,
) -> Result<(Runs, Vec<Runs>), StudyError> {
    let plan = Plan { compare: compare(plan, runs, settings), ..plan.clone() };
    let mut stated = player.stated(&plan)?;
    stated.other_talk = other_talk::play(&plan, &stated, player)?;
    let batches = (0..settings)
        .zip(drawn_plans)
        .map(|(number, plan)| {
            let scale =
                ScaleFrom::Quick(Quick { near: Some((draws.stated.reference(), stated.solved)), number });
            (
                setting_name(number),
                Batch::new(Part::Setting(number), plan, runs_of_setting(plan, number), scale),
            )
        })
        .collect();
    let played = player.play(batches)?;
    let drawn = played.into_iter().zip(&draws.drawn);
    let drawn = drawn.map(|(runs, setting)| Runs { position: setting.position.clone(), ..runs });
    Ok((stated, drawn.collect()))
}

/// The runs of a drawn setting: replication `r` of setting `s` is number 2³⁰ + r·2¹⁶ + s, whatever
/// the numbers of runs and settings are.
pub fn runs_of_setting(plan: &Plan, number: u32) -> Vec<RunId> {
    (0..plan.compare.replications_per_setting)
        .flat_map(|r| {
            let replication = OF_SETTINGS + (r << 16) + number;
            let network = plan.network_of_setting(number, r);
            plan.strategy_ids().map(move |strategy| RunId { strategy, replication, network })
        })
        .collect()
}
