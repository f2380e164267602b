//! The verdict: who leads, how surely, at which horizon, and who takes off.
//!
//! Said once for runs at the stated values and for drawn settings: what is counted is `runs` or `settings`.

use super::decides::settings_move;
use crate::report::format::{people, percent, plural, signed, when, when_among, with_ends};
use crate::report::lead;
use crate::report::titles::{name_of, no_take_off};
use crate::scenario::plan::{Judged, Plan};
use crate::statistics::{Interval, Share};
use crate::study::Results;
use crate::study::sensitivity::Settings;
use crate::study::summary::{Contest, Standing};
use crate::units::{Day, StrategyId};

/// The strategy ahead, how surely, and at which horizons.
pub fn verdict(results: &Results) -> Vec<String> {
    let (plan, sample, day) = (&results.plan, results.sample(), results.plan.last_horizon());
    let (Some(leader), base) = (results.leader(), plan.compare.baseline) else { return Vec::new() };
    let competitor = results.settings.as_ref().map(|u| u.competitor).or(results.best_beside_baseline());
    let Some(competitor) = competitor else {
        return vec!["There is one strategy: nothing to compare it with.".into()];
    };
    let noun = if results.settings.is_some() { "settings" } else { "runs" };
    let other = if leader == base { competitor } else { base };
    let at = |day| sample.contest(leader, other, day).or_else(|| sample.contest(other, leader, day));
    let mut lines = Vec::new();
    if leader == base {
        lines.push(baseline_first(plan, at(day), competitor));
    }
    lines.extend(
        at(day)
            .into_iter()
            .flat_map(|c| contest(plan, c, &format!("At {} ", when_among(day, &plan.compare.at_days)), noun)),
    );
    if let Some((_, days)) = plan.compare.at_days.split_last().filter(|(_, days)| !days.is_empty()) {
        lines.extend(earlier(plan, &days.iter().filter_map(|day| at(*day)).collect::<Vec<_>>(), noun));
        lines.extend(leaders(results));
    }
    if let Some(u) = &results.settings {
        lines.extend(over_settings(plan, u, other));
        lines.extend(as_stated(results, u));
    }
    lines
}

/// That no strategy passes the baseline, as surely as it is known.
fn baseline_first(plan: &Plan, contest: Option<&Contest>, competitor: StrategyId) -> String {
    let (base, when) = (plan.compare.baseline, when(plan.last_horizon()));
    let [name, other] = [base, competitor].map(|s| name_of(plan, s));
    let standing = contest.map_or(Standing::Open, |c| seen_from(c, base));
    match standing {
        Standing::Ahead => format!("{name}, the baseline, leads at {when}."),
        Standing::Same => format!("{name}, the baseline, and {other} are the same at {when}."),
        Standing::Level => format!("{name}, the baseline, and {other} are level at {when}."),
        Standing::Behind | Standing::Open => {
            format!("No strategy surely passes {name}, the baseline, at {when}.")
        }
    }
}

fn seen_from(c: &Contest, strategy: StrategyId) -> Standing {
    if c.strategy == strategy { c.standing } else { c.standing.turned() }
}

/// The leader against its closest competitor at the stated values, and who leads there where that is
/// somebody else.
fn as_stated(results: &Results, u: &Settings) -> Vec<String> {
    let plan = &results.plan;
    let c = results.against(u.leader, u.competitor);
    let mut lines: Vec<String> = stated(plan, &c, results.stated.runs).into_iter().collect();
    let first = results.stated_ranking().first().map(|a| a.strategy);
    let another = first.filter(|s| ![u.leader, u.competitor].contains(s));
    let sure = another.map(|s| results.against(s, u.leader)).filter(|c| c.standing == Standing::Ahead);
    lines.extend(sure.and_then(|c| stated(plan, &c, results.stated.runs)));
    lines
}

fn stated(plan: &Plan, c: &Contest, runs: usize) -> Option<String> {
    let [name, other] = [c.strategy, c.other].map(|s| name_of(plan, s));
    let estimate = c.mean_lead?;
    let ratio = with_ends(estimate.mean, estimate.interval, |of| lead::said(plan, of));
    let runs = plural(runs, "run", "runs");
    Some(match c.standing {
        Standing::Same => format!("As stated, {name} and {other} are the same in every run."),
        Standing::Ahead => format!("As stated, {name} is ahead of {other}: {ratio}."),
        Standing::Level => format!("As stated, {name} and {other} are level: {ratio}."),
        Standing::Behind => format!("As stated, {other} is ahead of {name}, unlike over settings: {ratio}."),
        Standing::Open => format!("As stated, {name} against {other} is not decided by {runs}: {ratio}."),
    })
}

fn interval(share: &Share) -> String {
    format!("{} to {}", percent(share.interval.low), percent(share.interval.high))
}

/// In how many runs or settings a strategy is ahead of another, how far, and whether that is decided.
fn contest(plan: &Plan, c: &Contest, opening: &str, noun: &str) -> Vec<String> {
    let [name, other] = [c.strategy, c.other].map(|s| name_of(plan, s));
    let [ahead, tie, level, behind] =
        [c.ahead.value, plan.compare.tie, c.level.value, c.behind.value].map(percent);
    let [median, low, high] =
        [c.median_lead, c.lead_band.low, c.lead_band.high].map(|of| lead::shown(plan, of));
    let mut lines = vec![
        format!(
            "{opening}{name} is ahead of {other} in {ahead} of {noun} (95 % interval {}).",
            interval(&c.ahead)
        ),
        format!("It is level with {other} (within {tie}) in {level}, and behind in {behind}."),
        match plan.compare.outcome {
            Judged::Active => format!(
                "With the same luck it has {median} the active owners of {other} (median; 5–95 %: {low} to {high})."
            ),
            Judged::Profit => format!(
                "With the same luck its profit less that of {other} is {median} (median; 5–95 %: {low} to {high})."
            ),
        },
    ];
    let more = c.more.map(|more| plural(more as usize, noun.trim_end_matches('s'), noun));
    if let Some(of) = c.difference.as_ref().map(|d| d.estimate) {
        let size = format!("The mean difference is {}", signed(of.mean));
        let decided = match more {
            _ if of.is_sure() => "decided".into(),
            Some(more) => format!("not decided, about {more} more would be needed"),
            None if c.standing == Standing::Same => "the same in every run".into(),
            None => "no difference to be found".into(),
        };
        lines.push(match of.interval {
            Some(i) => format!("{size} (95 % interval {} to {}): {decided}.", signed(i.low), signed(i.high)),
            None => format!("{size}; one pair of runs gives no interval."),
        });
    } else if c.more != Some(0) {
        lines.push(match more {
            Some(more) => {
                let settings = plural(c.ahead.of, "setting", "settings");
                format!("Not decided by {settings}; about {more} more would show a majority.")
            }
            None => "Not decided: no majority is in sight.".into(),
        });
    }
    lines
}

/// How often the one was ahead of the other at earlier horizons.
fn earlier(plan: &Plan, contests: &[&Contest], noun: &str) -> Option<String> {
    let first = contests.first()?;
    let [name, other] = [first.strategy, first.other].map(|s| name_of(plan, s));
    let told: Vec<String> = contests
        .iter()
        .map(|c| {
            format!(
                "{} of {noun} ({}) at {}",
                percent(c.ahead.value),
                interval(&c.ahead),
                when_among(c.day, &plan.compare.at_days)
            )
        })
        .collect();
    Some(format!("Earlier {name} was ahead of {other} in {}.", told.join(", in ")))
}

/// Whether the lead surely changes between two horizons, or is surely the same strategy's at all.
fn leaders(results: &Results) -> Option<String> {
    let (plan, sample) = (&results.plan, results.sample());
    let first = |day: Day| Some((day, sample.ranking(day).first()?.strategy));
    let all: Vec<(Day, StrategyId)> = plan.compare.at_days.iter().filter_map(|day| first(*day)).collect();
    let surely = |a: StrategyId, b: StrategyId, day| {
        let either = sample.contest(a, b, day).or_else(|| sample.contest(b, a, day));
        either.is_some_and(|c| seen_from(c, a) == Standing::Ahead)
    };
    let turned =
        all.iter().flat_map(|early| all.iter().map(move |late| (*early, *late))).find(|(early, late)| {
            early.0 < late.0
                && early.1 != late.1
                && surely(early.1, late.1, early.0)
                && surely(late.1, early.1, late.0)
        });
    if let Some((early, late)) = turned {
        let told = |(day, strategy): (Day, StrategyId)| {
            format!("{} leads at {}", name_of(plan, strategy), when_among(day, &plan.compare.at_days))
        };
        return Some(format!("The horizon decides: {}, {}.", told(early), told(late)));
    }
    let (_, leader) = *all.first()?;
    let others = || plan.strategy_ids().filter(|s| *s != leader);
    let always = all.iter().all(|(day, strategy)| {
        *strategy == leader && others().all(|s| surely(leader, s, *day)) && others().next().is_some()
    });
    let days: Vec<String> = all.iter().map(|(day, _)| when_among(*day, &plan.compare.at_days)).collect();
    Some(if always {
        format!("{} leads at every horizon: {}.", name_of(plan, leader), days.join(", "))
    } else {
        "No change of the lead between horizons is sure.".into()
    })
}

/// The runner-up, the others, and how far luck and settings move the lead; `told` is said already.
fn over_settings(plan: &Plan, u: &Settings, told: StrategyId) -> Vec<String> {
    let against = |s: StrategyId| u.sample.contest(u.leader, s, plan.last_horizon());
    let [name, competitor] = [u.leader, u.competitor].map(|s| name_of(plan, s));
    let mut lines = Vec::new();
    if let Some(c) = against(u.competitor).filter(|_| u.competitor != told) {
        lines.extend(contest(plan, c, "Runner-up: ", "settings"));
    }
    let others: Vec<String> = plan
        .strategy_ids()
        .filter(|s| ![u.leader, u.competitor, told].contains(s))
        .filter_map(|s| Some(format!("{} in {}", name_of(plan, s), percent(against(s)?.ahead.value))))
        .collect();
    if !others.is_empty() {
        lines.push(format!("Of the others {name} is ahead of {} of settings.", others.join(", ")));
    }
    lines.push(
        "These are shares of the ranges written in the scenario, not probabilities of the world.".into(),
    );
    let Some(c) = against(u.competitor) else { return lines };
    if !matches!(c.standing, Standing::Ahead | Standing::Same) {
        lines.push(format!(
            "{name} was chosen on these settings, which flatters it a little against {competitor}."
        ));
    }
    let multiple = lead::name(plan, &name, &competitor);
    if u.sample.runs < 2 {
        lines.push(format!("With one run a setting, luck and settings cannot be told apart in {multiple}."));
    } else {
        let luck = lead::amount(plan, c.by_luck);
        lines.push(format!(
            "Luck and networks move {multiple} by {luck} from run to run (one standard deviation)."
        ));
        lines.push(settings_move(plan, u, c));
    }
    lines
}

/// A day in words with its interval: `week 19 (17 to 22)`, `day 12 (day 9 to week 3)`.
fn time(day: Day, between: Interval<Option<Day>>) -> String {
    let (day, low, high) = (when(day), when(between.low.unwrap_or_default()), between.high.map(when));
    // Of very few runs the interval holds every day.
    let nothing = between.low == Some(Day(0.0)) && high.is_none();
    if nothing || high.as_ref() == Some(&low) {
        return day;
    }
    // A unit that stands before is not said again.
    let after = |text: &str, before: &str| match text.split_once(' ') {
        Some((unit, number)) if before.starts_with(unit) => number.to_owned(),
        Some(_) | None => text.to_owned(),
    };
    let high = high.unwrap_or("never".into());
    format!("{day} ({} to {})", after(&low, &day), after(&high, &low))
}

/// Share of runs that take off, and when half of them have.
pub fn take_off(results: &Results) -> Vec<String> {
    let (plan, sample) = (&results.plan, results.sample());
    let all: Vec<_> = plan.strategy_ids().filter_map(|s| results.take_off(s)).collect();
    if let Some(none) = no_take_off(results) {
        return vec![format!("{none}.")];
    }
    let Some(first) = all.first() else { return Vec::new() };
    let over = if results.settings.is_some() { "of runs over settings and luck" } else { "of runs" };
    let mut lines = vec![
        format!(
            "Take-off is {} active owners by {}, half-way by factors from the seeds to the best strategy's median.",
            people(first.level.people),
            when(plan.last_horizon())
        ),
        format!("Shares {over}, and when half of them are there, with 95 % intervals:"),
    ];
    let mut certain = true;
    for m in all {
        let Some(found) = sample.arm(m.strategy, plan.last_horizon()).and_then(|a| a.taken_off) else {
            continue;
        };
        certain &= found.mean >= 1.0;
        let share = with_ends(found.mean, found.interval, percent);
        let by = m.median_day.map_or("not reached by half".into(), |day| time(day, m.median_between));
        lines.push(format!("- {}: {share}; {by}", name_of(plan, m.strategy)));
    }
    if !certain {
        lines.push("The missing runs fizzled or came too late.".into());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_names_its_unit_once_and_an_open_end_never() {
        let between =
            |low: u32, high: Option<u32>| Interval { low: Some(low.into()), high: high.map(Day::from) };
        let time = |day: u32, between| time(day.into(), between);
        assert_eq!(time(133, between(119, Some(154))), "week 19 (17 to 22)");
        assert_eq!(time(12, between(9, Some(21))), "day 12 (9 to week 3)");
        assert_eq!(time(133, between(132, Some(134))), "week 19");
        assert_eq!(time(133, between(0, None)), "week 19");
        assert_eq!(time(133, between(119, None)), "week 19 (17 to never)");
        assert_eq!(time(21, between(12, Some(28))), "week 3 (day 12 to week 4)");
    }
}
