//! The verdict: who leads, how surely, at which horizon, and who takes off.

use crate::report::findings::decides;
use crate::report::format::{count, factor, people, percent, plural, signed, when, with_ends};
use crate::report::titles::name_of;
use crate::scenario::plan::Plan;
use crate::statistics::estimate::{Interval, Share};
use crate::study::Results;
use crate::study::sensitivity::Settings;
use crate::study::summary::contest::{Contest, Difference};
use crate::study::summary::milestones::Milestone;
use crate::units::StrategyId;

/// Who is ahead, how surely, and at which horizons; over drawn settings also what decides.
pub fn verdict(results: &Results) -> Vec<String> {
    match &results.settings {
        Some(u) => [over_settings(&results.plan, u), decides::what_decides(&results.plan, u)].concat(),
        None => over_runs(results),
    }
}

/// Whether the leader beats the baseline, how surely, and at which horizons it does not.
fn over_runs(results: &Results) -> Vec<String> {
    let (plan, day) = (&results.plan, results.plan.last_horizon());
    let Some(first) = results.leader() else { return Vec::new() };
    let Some(competitor) = results.best_beside_baseline() else {
        return vec!["There is one strategy: nothing to compare it with.".into()];
    };
    let Some((pair, of)) = results.pair(competitor, day).and_then(|p| Some((p, p.difference.as_ref()?)))
    else {
        return Vec::new();
    };
    let (name, base) = (name_of(plan, competitor), name_of(plan, plan.compare.baseline));
    let mut lines = Vec::new();
    if first == plan.compare.baseline {
        lines.push(format!("{base}, the baseline, leads at {}.", when(day)));
    }
    lines.push(score(plan, pair, &name, &base));
    lines.push(difference(pair, of, &name, &base));
    lines.extend(horizons(plan, results, competitor, &name, &base));
    lines
}

fn score(plan: &Plan, pair: &Contest, name: &str, base: &str) -> String {
    let [ahead, low, high] =
        [pair.ahead.value, pair.ahead.interval.low, pair.ahead.interval.high].map(percent);
    let [tie, level, behind] = [plan.compare.tie, pair.level.value, pair.behind.value].map(percent);
    format!(
        "{name} beats {base} in {ahead} of runs (95 % interval {low} to {high}); ties (within {tie}) in {level}; loses \
         in {behind}."
    )
}

fn difference(pair: &Contest, of: &Difference, name: &str, base: &str) -> String {
    let size = format!(
        "With the same luck {name} has {} the active owners of {base} (median); mean difference {}",
        factor(pair.median_ratio),
        signed(of.mean),
    );
    let Some(Interval { low, high }) = of.interval else {
        return format!("{size}; one pair of runs gives no interval.");
    };
    let verdict = match pair.more {
        _ if of.is_decided() => "decided".into(),
        Some(more) => {
            format!("not decided, about {} more would be needed", plural(more as usize, "run", "runs"))
        }
        None => "no difference to be found".into(),
    };
    format!("{size} (95 % interval {} to {}): {verdict}.", signed(low), signed(high))
}

/// How the score, and the leader, change with the horizon.
fn horizons(plan: &Plan, results: &Results, competitor: StrategyId, name: &str, base: &str) -> Vec<String> {
    let Some((_, earlier)) = plan.compare.at_days.split_last().filter(|(_, rest)| !rest.is_empty()) else {
        return Vec::new();
    };
    let scores: Vec<String> = earlier
        .iter()
        .filter_map(|day| results.pair(competitor, *day))
        .map(|p| format!("{} of runs at {}", percent(p.ahead.value), when(p.day)))
        .collect();
    let mut lines = vec![format!("Earlier, {name} was ahead of {base} in {}.", scores.join(", in "))];
    let mut leaders: Vec<(StrategyId, Vec<String>)> = Vec::new();
    for day in &plan.compare.at_days {
        let ranking = results.stated.ranking(*day);
        let Some(first) = ranking.first() else { continue };
        let day = when(*day);
        match leaders.last_mut() {
            Some((strategy, days)) if *strategy == first.strategy => days.push(day),
            _ => leaders.push((first.strategy, vec![day])),
        }
    }
    let told = |(s, days): &(StrategyId, Vec<String>), and: &str| (name_of(plan, *s), days.join(and));
    lines.push(if let [only] = &leaders[..] {
        let (name, days) = told(only, ", ");
        format!("By medians {name} leads at every horizon asked for ({days}).")
    } else {
        let all =
            leaders.iter().map(|l| told(l, " and ")).map(|(name, days)| format!("{name} leads at {days}"));
        format!("The horizon decides: by medians {}.", all.collect::<Vec<_>>().join(", "))
    });
    lines
}

fn with_interval(share: &Share) -> String {
    with_ends(share.value, Some(share.interval), percent)
}

/// Who is ahead, in how many settings, at which horizon, and how far luck and settings move it.
fn over_settings(plan: &Plan, u: &Settings) -> Vec<String> {
    let day = plan.last_horizon();
    let (name, base) = (name_of(plan, u.leader), plan.compare.baseline);
    let mut lines = Vec::new();
    let first = if u.leader == base { u.competitor } else { base };
    lines.extend(
        u.sample
            .contest(u.leader, first, day)
            .map(|c| format!("At {} {}", when(day), contest(plan, &name, c))),
    );
    let earlier: Vec<String> = plan.compare.at_days[..plan.compare.at_days.len() - 1]
        .iter()
        .filter_map(|d| u.sample.contest(u.leader, first, *d))
        .map(|c| format!("{} of settings at {}", with_interval(&c.ahead), when(c.day)))
        .collect();
    if !earlier.is_empty() {
        let (other, told) = (name_of(plan, first), earlier.join(", in "));
        lines.push(format!("Earlier it was ahead of {other} in {told}.{}", leaders(plan, u)));
    }
    if u.competitor != first
        && let Some(c) = u.sample.contest(u.leader, u.competitor, day)
    {
        lines.push(format!("Its closest rival: {}", contest(plan, &name, c)));
    }
    let others: Vec<String> = plan
        .strategy_ids()
        .filter(|s| ![u.leader, u.competitor, first].contains(s))
        .filter_map(|s| Some((s, u.sample.contest(u.leader, s, day)?)))
        .map(|(s, c)| format!("{} in {}", name_of(plan, s), percent(c.ahead.value)))
        .collect();
    if !others.is_empty() {
        lines.push(format!("Of the others it is ahead of {} of settings.", others.join(", ")));
    }
    let apart = u.sample.contest(u.leader, u.competitor, day).map(|c| apart(plan, u, c));
    lines.push(format!(
        "These are shares of the ranges written in the scenario, not probabilities of the world. {}",
        apart.unwrap_or_default()
    ));
    lines
}

fn contest(plan: &Plan, name: &str, c: &Contest) -> String {
    let other = name_of(plan, c.other);
    format!(
        "{name} is ahead of {other} in {} of settings (95 % interval), level (within {}) in {}, behind in {}; its \
         multiple of {other}: median {} (5–95 %: {} to {}).{}",
        with_interval(&c.ahead),
        percent(plan.compare.tie),
        percent(c.level.value),
        percent(c.behind.value),
        factor(c.median_ratio),
        factor(c.ratio_band.low),
        factor(c.ratio_band.high),
        match c.more {
            Some(0) => String::new(),
            Some(more) =>
                format!(" About {} more would show a majority.", plural(more as usize, "setting", "settings")),
            None => " No majority is in sight.".into(),
        }
    )
}

/// Who leads by medians at each horizon, where that changes.
fn leaders(plan: &Plan, u: &Settings) -> String {
    let first = |day: u32| u.sample.ranking(day).first().map(|a| a.strategy);
    let told: Vec<(StrategyId, String)> =
        plan.compare.at_days.iter().filter_map(|day| Some((first(*day)?, when(*day)))).collect();
    if told.windows(2).all(|w| w[0].0 == w[1].0) {
        return String::new();
    }
    let told: Vec<String> = told.iter().map(|(s, day)| format!("{} at {day}", name_of(plan, *s))).collect();
    format!(" The horizon decides: the largest median is that of {}.", told.join(", "))
}

fn apart(plan: &Plan, u: &Settings, c: &Contest) -> String {
    let multiple = format!("the multiple of {} to {}", name_of(plan, u.leader), name_of(plan, u.competitor));
    let settings = format!("settings by a factor of {} (one standard deviation)", plain(c.by_settings.exp()));
    if u.sample.runs < 2 {
        return format!(
            "Luck and settings move {multiple}; with one run a setting they cannot be told apart."
        );
    }
    format!("Luck alone moves {multiple} by a factor of {}, {settings}.", plain(c.by_luck.exp()))
}

fn plain(value: f64) -> String {
    if value < 10.0 { format!("{value:.2}") } else { count(value) }
}

/// A day in words with its interval: `week 19 (17 to 22)`, `day 12 (day 9 to week 3)`.
fn time(day: u32, between: Interval<Option<u32>>) -> String {
    let said = |d: u32| when(d);
    let low = said(between.low.unwrap_or(0));
    let same = between.high.is_some_and(|high| said(high) == low);
    // Of very few runs the interval holds every day.
    let nothing = between.low == Some(0) && between.high.is_none();
    if same || nothing {
        return said(day);
    }
    let high = between.high.map_or("never".into(), said);
    let unit = |text: &str| text.split(' ').next().map(String::from);
    let high = match high.split_once(' ') {
        Some((_, number)) if unit(&high) == unit(&low) => number.to_string(),
        _ => high,
    };
    let low = match low.split_once(' ') {
        Some((_, number)) if unit(&low) == unit(&said(day)) => number.to_string(),
        _ => low,
    };
    format!("{} ({low} to {high})", said(day))
}

/// Share of runs that take off, and when half of them have at the stated values.
pub fn take_off(results: &Results) -> Vec<String> {
    let plan = &results.plan;
    let all: Vec<_> = plan.strategy_ids().filter_map(|s| results.take_off(s)).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let level = people(first.level.people);
    let by = |m: &Milestone, said: &dyn Fn(u32) -> String| {
        m.median_day.map_or("not reached by half".to_owned(), said)
    };
    let share = |strategy: StrategyId| {
        let found = results.sample().arm(strategy, plan.last_horizon())?.taken_off;
        let told = with_ends(found.mean, Some(found.interval?), percent);
        Some(format!("{} {told}", name_of(plan, strategy)))
    };
    if results.settings.is_some() {
        let told: Vec<String> = all.iter().filter_map(|m| share(m.strategy)).collect();
        let times: Vec<String> = all.iter().map(|m| by(m, &|d| when(d))).collect();
        return vec![format!(
            "Take-off ({level} active by {}; share over settings and luck, 95 % interval): {}. As stated, half of the \
             runs are there by: {}.",
            when(plan.last_horizon()),
            told.join(", "),
            times.join(" / ")
        )];
    }
    let told: Vec<String> = all
        .iter()
        .filter_map(|m| Some(format!("{}, {}", share(m.strategy)?, by(m, &|d| time(d, m.median_between)))))
        .collect();
    let certain = all.iter().all(|m| m.reached.count == m.reached.of);
    vec![format!(
        "Take-off ({level} active; share of runs and when half of them are there, with 95 % intervals): {}.{}",
        told.join("; "),
        if certain { "" } else { " The missing runs fizzled or came too late." }
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_names_its_unit_once_and_an_open_end_never() {
        let between = |low, high| Interval { low: Some(low), high };
        assert_eq!(time(133, between(119, Some(154))), "week 19 (17 to 22)");
        assert_eq!(time(12, between(9, Some(21))), "day 12 (9 to week 3)");
        assert_eq!(time(133, between(132, Some(134))), "week 19");
        assert_eq!(time(133, between(0, None)), "week 19");
        assert_eq!(time(133, between(119, None)), "week 19 (17 to never)");
        assert_eq!(time(21, between(12, Some(28))), "week 3 (day 12 to week 4)");
    }
}
