//! The head of the findings: the size of the study, what was varied, and how far it went.

use crate::report::findings::talk;
use crate::report::format::{count, grouped, plural, to_digits, when};
use crate::scenario::own_assumptions;
use crate::scenario::plan::{Plan, Strategy};
use crate::study::Results;
use crate::study::play::InterimLooks;
use crate::study::sensitivity::Settings;
use crate::study::summary::eligible;
use crate::units::Day;

pub fn header(results: &Results) -> Vec<String> {
    let mut lines = size(results);
    lines.extend(results.settings.as_ref().map(|u| varied(&results.plan, u)));
    lines.extend(tried(results));
    lines.extend(rests_on(results));
    lines.extend(results.looks.as_ref().map(|looks| looked(looks, results.settings.is_some())));
    lines
}

fn size(results: &Results) -> Vec<String> {
    let (plan, stated) = (&results.plan, &results.stated);
    let length = match plan.horizon_days() {
        Day(days) if days >= 14.0 => format!("{:.0} weeks", days / 7.0),
        days if days.is_whole() => plural(days.0 as usize, "day", "days"),
        Day(days) => format!("{} hours", to_digits(days * 24.0, 4)),
    };
    let cap = plan.compare.cap.map_or("no cap".into(), |cap| format!("cap {} {}", count(cap), plan.currency));
    let mut lines = vec![format!(
        "{}: {} people ({} eligible), {length}, {}, {cap}.",
        plan.name,
        grouped(plan.market.people),
        grouped(eligible(plan)),
        plural(plan.strategies.len(), "strategy", "strategies"),
    )];
    lines.extend(plan.question.iter().map(|q| format!("Question: {q}")));
    lines.push(format!(
        "Luck: the same for every strategy, in {} of each on {}.",
        plural(stated.runs, "run", "runs"),
        plural(stated.networks, "network", "networks"),
    ));
    let talk =
        [talk::word_of_mouth(plan, &results.solved), talk::in_the_runs(results.measured_r, &results.solved)];
    let told: Vec<String> = talk.into_iter().flatten().collect();
    lines.extend((!told.is_empty()).then(|| told.join(" ")));
    if let Some(scenario) = &results.origin.scenario {
        lines.extend(talk::talk_kept(scenario, &results.solved));
        for network in scenario.imported().into_iter().filter(|network| !network.said.is_empty()) {
            lines.push(format!("Network {} ({}): {}", network.layer, network.file, network.said.join(" ")));
        }
        lines.extend(scenario.tables.iter().map(|said| format!("Table {said}")));
        lines.extend(scenario.changes.iter().map(|change| format!("Changed: {change}.")));
    }
    lines
}

/// What was varied, for the header.
fn varied(plan: &Plan, u: &Settings) -> String {
    format!(
        "Settings: nobody knows them exactly, so {} varied over {} (assumptions.csv). There are {} × {} on {}.{}",
        plural(plan.assumptions.len(), "assumed number was", "assumed numbers were"),
        if plan.assumptions.len() == 1 { "its range" } else { "their ranges" },
        plural(u.sample.settings, "setting", "settings"),
        plural(u.sample.runs, "run", "runs"),
        plural(u.sample.networks, "network", "networks"),
        match (plan.talk.organic_r, &plan.reference) {
            (None, _) => "",
            (Some(_), None) => " In each, talk is as convincing as the R drawn for it asks.",
            (Some(_), Some(_)) => {
                " In each, talk is as convincing as the R drawn for it asks at the values that R holds at."
            }
        },
    )
}

/// How many assumed numbers each strategy rests on beside those of the world.
fn rests_on(results: &Results) -> Option<String> {
    let (plan, scenario) = (&results.plan, results.origin.scenario.as_ref()?);
    let own = |s: &Strategy| own_assumptions(plan, &scenario.unranged, s);
    if plan.strategies.iter().all(|s| own(s) == 0) {
        return None;
    }
    let each: Vec<String> =
        plan.strategies.iter().map(|s| format!("{} {}", s.title(), or_none(own(s)))).collect();
    Some(format!("Assumed numbers of their own, beside those of the world: {}.", each.join(", ")))
}

fn or_none(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

/// That plans were tried, and what for.
fn tried(results: &Results) -> Option<String> {
    let day = results.plan.last_horizon();
    let runs = results.choices.iter().map(|c| c.runs).max().filter(|runs| *runs > 0)?;
    Some(format!(
        "Plans: where a strategy has several, each was tried in {} that are not judged on. The best for {} is \
         played (plans.csv).",
        plural(runs, "training run", "training runs"),
        when(day)
    ))
}

/// How far a study that grows until it is decided went.
fn looked(looks: &InterimLooks, drawn: bool) -> String {
    let what = if drawn { "settings" } else { "runs" };
    let at: Vec<String> = looks.at.iter().map(ToString::to_string).collect();
    format!(
        "Played until decided, looking at {} {what}: {} (5 % chance of a false decision over at most {}).",
        at.join(", "),
        if looks.decided { "decided" } else { "not decided by then" },
        plural(looks.most as usize, "look", "looks")
    )
}
