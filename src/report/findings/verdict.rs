//! The verdict: the best strategy against the baseline, by horizon, and who takes off.

use crate::report::findings::plural;
use crate::report::numbers::{factor, people, percent, signed, when};
use crate::report::sentences::{challenger, leader, name_of};
use crate::scenario::plan::Plan;
use crate::study::Summary;
use crate::study::sensitivity::Uncertainty;
use crate::study::summary::milestones::Between;
use crate::study::summary::paired::Paired;

/// Whether the leader beats the baseline, how surely, and at which horizons it does not.
pub fn verdict(plan: &Plan, summary: &Summary) -> Vec<String> {
    let Some((first, day)) = leader(summary) else { return Vec::new() };
    let Some(rival) = challenger(summary) else {
        return vec!["There is one strategy: nothing to compare it with.".into()];
    };
    let Some(pair) = summary.pair(rival, day) else { return Vec::new() };
    let (name, base) = (name_of(plan, rival), name_of(plan, summary.baseline));
    let mut lines = Vec::new();
    if first == summary.baseline {
        lines.push(format!("{base}, the baseline, leads at {}.", when(f64::from(day))));
    }
    lines.push(score(plan, pair, &name, &base));
    lines.push(difference(pair, &name, &base));
    lines.extend(horizons(plan, summary, rival, &name, &base));
    lines
}

fn score(plan: &Plan, pair: &Paired, name: &str, base: &str) -> String {
    format!(
        "{name} beats {base} in {} of runs (95 % interval {} to {}); ties (within {}) in {}; loses in {}.",
        percent(pair.ahead.value),
        percent(pair.ahead.low),
        percent(pair.ahead.high),
        percent(plan.compare.tie),
        percent(pair.tied.value),
        percent(pair.behind.value),
    )
}

fn difference(pair: &Paired, name: &str, base: &str) -> String {
    let size = format!(
        "With the same luck {name} has {} the active owners of {base} (median); mean difference {}",
        factor(pair.median_ratio),
        signed(pair.mean_difference),
    );
    match (pair.interval, pair.decided, pair.more_runs) {
        (None, ..) => format!("{size}; one pair of runs gives no interval."),
        (Some((low, high)), true, _) => {
            format!("{size} (95 % interval {} to {}): decided.", signed(low), signed(high))
        }
        (Some((low, high)), false, Some(more)) => format!(
            "{size} (95 % interval {} to {}): not decided, about {} more would be needed.",
            signed(low),
            signed(high),
            plural(usize::try_from(more).unwrap_or(usize::MAX), "run", "runs")
        ),
        (Some((low, high)), false, None) => {
            format!("{size} (95 % interval {} to {}): no difference to be found.", signed(low), signed(high))
        }
    }
}

/// How the score, and the leader, change with the horizon.
fn horizons(plan: &Plan, summary: &Summary, rival: usize, name: &str, base: &str) -> Vec<String> {
    let Some((_, earlier)) = summary.ranks.split_last().filter(|(_, rest)| !rest.is_empty()) else {
        return Vec::new();
    };
    let scores: Vec<String> = earlier
        .iter()
        .filter_map(|rank| summary.pair(rival, rank.day))
        .map(|p| format!("{} of runs at {}", percent(p.ahead.value), when(f64::from(p.day))))
        .collect();
    let mut lines = vec![format!("Earlier, {name} was ahead of {base} in {}.", scores.join(", in "))];
    let mut leaders: Vec<(usize, Vec<String>)> = Vec::new();
    for rank in &summary.ranks {
        let Some(first) = rank.places.first() else { continue };
        let day = when(f64::from(rank.day));
        match leaders.last_mut() {
            Some((strategy, days)) if *strategy == first.strategy => days.push(day),
            _ => leaders.push((first.strategy, vec![day])),
        }
    }
    let told: Vec<String> = leaders
        .iter()
        .map(|(s, days)| format!("{} leads at {}", name_of(plan, *s), days.join(" and ")))
        .collect();
    lines.push(match &leaders[..] {
        [(strategy, days)] => format!(
            "By medians {} leads at every horizon asked for ({}).",
            name_of(plan, *strategy),
            days.join(", ")
        ),
        _ => format!("The horizon decides: by medians {}.", told.join(", ")),
    });
    lines
}

/// Share of runs that take off over settings and luck, and when they do as stated.
pub fn take_off_in_settings(plan: &Plan, summary: &Summary, u: &Uncertainty) -> Vec<String> {
    let day = plan.last_horizon();
    let told: Vec<String> = (0..summary.strategies.len())
        .filter_map(|s| Some((s, u.arm(s, day)?.taken_off)))
        .map(|(s, (share, low, high))| {
            format!("{} {} ({} to {})", name_of(plan, s), percent(share), percent(low), percent(high))
        })
        .collect();
    let level = summary.take_off(0).map_or(0, |m| m.level.people);
    let times: Vec<String> = (0..summary.strategies.len())
        .filter_map(|s| summary.take_off(s))
        .map(|m| m.median_day.map_or("not reached by half".into(), |d| when(f64::from(d))))
        .collect();
    vec![format!(
        "Take-off ({} active by {}; share over settings and luck, 95 % interval): {}. As stated, half of the runs \
         are there by: {}.",
        people(f64::from(level)),
        when(f64::from(day)),
        told.join(", "),
        times.join(" / ")
    )]
}

/// A day in words with its interval: `week 19 (17 to 22)`, `day 12 (day 9 to week 3)`.
fn time(day: u32, between: Between) -> String {
    let said = |d: u32| when(f64::from(d));
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

/// Share of runs that take off, and the week by which half have.
pub fn take_off(plan: &Plan, summary: &Summary) -> Vec<String> {
    let all: Vec<_> = (0..summary.strategies.len()).filter_map(|s| summary.take_off(s)).collect();
    let Some(first) = all.first() else { return Vec::new() };
    let told: Vec<String> = all
        .iter()
        .map(|m| {
            let time = m.median_day.map_or("not reached by half".into(), |d| time(d, m.median_between));
            format!(
                "{} {} ({} to {}), {time}",
                name_of(plan, m.strategy),
                percent(m.reached.value),
                percent(m.reached.low),
                percent(m.reached.high)
            )
        })
        .collect();
    let certain = all.iter().all(|m| m.reached.count == m.reached.of);
    vec![format!(
        "Take-off ({} active; share of runs and when half of them are there, with 95 % intervals): {}.{}",
        people(f64::from(first.level.people)),
        told.join("; "),
        if certain { "" } else { " The missing runs fizzled or came too late." }
    )]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_names_its_unit_once_and_an_open_end_never() {
        let between = |low, high| Between { low: Some(low), high };
        assert_eq!(time(133, between(119, Some(154))), "week 19 (17 to 22)");
        assert_eq!(time(12, between(9, Some(21))), "day 12 (9 to week 3)");
        assert_eq!(time(133, between(132, Some(134))), "week 19");
        assert_eq!(time(133, between(0, None)), "week 19");
        assert_eq!(time(133, between(119, None)), "week 19 (17 to never)");
        assert_eq!(time(21, between(12, Some(28))), "week 3 (day 12 to week 4)");
    }
}
