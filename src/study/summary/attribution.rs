//! Attribution: which cause the ledger credits with each adopter, and how many people the first
//! generations won.
//!
//! Always true: the counts of one touch sum exactly to everybody who ever had it, seeds included.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::statistics::{Interval, Ratio};
use crate::study::play::Runs;
use crate::units::{Cause, Source, StrategyId, TacticId};

/// Which exposure of an adopter gets the credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Touch {
    /// The first one that reached them.
    First,
    /// The one that convinced them.
    Last,
}

impl Touch {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Touch::First => "first",
            Touch::Last => "last",
        }
    }
}

/// Adopters credited to one cause.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Credit {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// First or last touch.
    pub touch: Touch,
    /// Readable name of the cause, such as `weibo ← Launch event`.
    pub cause: String,
    /// Adopters of all runs together.
    pub adopters: u64,
    /// Mean adopters a run.
    pub mean: f64,
    /// Share of all adopters of the strategy.
    pub share: f64,
    /// Its 95 % interval over runs: the ratio of mean credited to mean adopters, delta method.
    pub interval: Option<Interval>,
    /// Mean adopters a run by week (days 7w + 1 to 7w + 7, so without the seeds of day 0); last
    /// touch only.
    pub weekly: Vec<f64>,
}

/// A cause in words: `seed`, `outside`, a channel, a tactic's `name (direct)`, and `← name` where
/// a tactic's lift caused the act.
pub fn cause_name(plan: &Plan, strategy: StrategyId, cause: Cause) -> String {
    let tactic = |t: TacticId| &plan.strategies[strategy].tactics[t.index()].name;
    let source = match cause.source {
        Source::Seed => "seed".to_string(),
        Source::Outside => "outside".to_string(),
        Source::Channel(c) => plan.channels[c.index()].name.clone(),
        Source::Tactic(t) => format!("{} (direct)", tactic(t)),
    };
    match cause.mark {
        Some(mark) if cause.source != Source::Tactic(mark) => format!("{source} ← {}", tactic(mark)),
        _ => source,
    }
}

/// What one cause got: adopters by run, and by week over all runs.
#[derive(Default)]
struct Tally {
    by_run: Vec<u64>,
    weekly: Vec<u64>,
}

/// Credits of one strategy by first and by last touch, each by falling number of adopters; the error of β is in
/// their intervals.
pub fn credits(plan: &Plan, strategy: StrategyId, stated: &Runs) -> Vec<Credit> {
    let mut credits = credits_of(plan, strategy, &stated.of(strategy));
    let Some(talk) = &stated.other_talk else { return credits };
    let other = [&talk.weaker, &talk.stronger].map(|runs| credits_of(plan, strategy, &runs.of(strategy)));
    for credit in &mut credits {
        let share = |of: &[Credit]| {
            let same = of.iter().find(|c| (c.touch, &c.cause) == (credit.touch, &credit.cause));
            same.map_or(0.0, |c| c.share)
        };
        let error = talk.error_between(share(&other[0]), share(&other[1]));
        credit.interval = credit.interval.map(|i| i.with_error(credit.share, error).within(0.0, 1.0));
    }
    credits
}

fn credits_of(plan: &Plan, strategy: StrategyId, runs: &[&RunRecord]) -> Vec<Credit> {
    let weeks = ((plan.horizon_days().0 / 7.0).ceil() as usize).max(1);
    let mut tallies: BTreeMap<(Touch, Cause), Tally> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        let mut credit = |touch: Touch, cause: Cause, count: u32, week: Option<usize>| {
            let tally = tallies.entry((touch, cause)).or_default();
            tally.by_run.resize(runs.len(), 0);
            tally.by_run[at] += u64::from(count);
            if touch == Touch::Last {
                tally.weekly.resize(weeks, 0);
                if let Some(week) = week {
                    tally.weekly[week] += u64::from(count);
                }
            }
        };
        for (cause, count) in run.causes.iter().zip(&run.first_touch) {
            credit(Touch::First, *cause, *count, None);
        }
        for (row, counts) in run.last_touch.iter().enumerate() {
            // The end of a week belongs to it.
            let week = || ((run.timeline.day_of_row(row).0 / 7.0).ceil() as usize).clamp(1, weeks) - 1;
            let week = (row > 0).then(week);
            for (cause, count) in run.causes.iter().zip(counts) {
                credit(Touch::Last, *cause, *count, week);
            }
        }
    }
    let n = runs.len().max(1) as f64;
    let networks: Vec<u32> = runs.iter().map(|r| r.network).collect();
    let all: Vec<f64> = runs.iter().map(|r| r.first_touch.iter().map(|c| f64::from(*c)).sum()).collect();
    let mut credits: Vec<Credit> = tallies
        .into_iter()
        .map(|((touch, cause), tally)| {
            let adopters: u64 = tally.by_run.iter().sum();
            let by_run: Vec<f64> = tally.by_run.iter().map(|c| *c as f64).collect();
            let ratio = Ratio::of(&by_run, &all, &networks);
            Credit {
                strategy,
                touch,
                cause: cause_name(plan, strategy, cause),
                adopters,
                mean: adopters as f64 / n,
                share: adopters as f64 / all.iter().sum::<f64>().max(1.0),
                interval: ratio.and_then(|r| r.interval.closed()).map(|i| i.within(0.0, 1.0)),
                weekly: tally.weekly.into_iter().map(|w| w as f64 / n).collect(),
            }
        })
        .collect();
    credits.retain(|c| c.adopters > 0);
    credits.sort_by(|a, b| (a.touch, b.adopters, &a.cause).cmp(&(b.touch, a.adopters, &b.cause)));
    credits
}

/// People won per head of generations 1 and 2 in the first year of having it, by last touch. A person
/// without a parent starts a tree as generation 0. `None` where the runs hold nobody of generation 1
/// or 2 for a whole year.
pub fn measured_r(runs: &[&RunRecord]) -> Option<f64> {
    let (children, heads) = runs.iter().fold((0, 0), |a, r| (a.0 + r.offspring.0, a.1 + r.offspring.1));
    (heads > 0).then(|| children as f64 / heads as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::record::Adoption;
    use crate::units::PersonId;

    #[test]
    fn measured_r_counts_what_generations_1_and_2_won_in_a_year_that_the_run_holds() {
        // 0 is a seed; 1, 2 its children; 3 the child of 1; 4, 5 the children of 3; 6 of 5.
        // Generations 1 and 2 are 1, 2, 3; their children 3, 4, 5. Nobody won person 7.
        let line = |(person, parent): (u32, Option<u32>)| Adoption {
            person: PersonId(person),
            tick: person,
            parent: parent.map(PersonId),
            last: 1,
            first: 1,
        };
        let parents = [None, Some(0), Some(0), Some(1), Some(3), Some(3), Some(5), None];
        let run = RunRecord { ledger: (0..).zip(parents).map(line).collect(), ..RunRecord::default() };
        let counted = |year, end| {
            measured_r(&[&RunRecord { offspring: run.count_offspring(year, end), ..run.clone() }])
        };
        assert_eq!(counted(365, 400), Some(1.0));
        // Within 2 ticks of their own adoption: 1 won 3; 2 nobody; 3 won 4 and 5, the latter just in time.
        assert_eq!(counted(2, 400), Some(1.0));
        assert_eq!(counted(1, 400), Some(1.0 / 3.0));
        // Only 1 was seen for 3 ticks by tick 4, and nobody for a year.
        assert_eq!(counted(3, 4), Some(1.0));
        assert_eq!(counted(365, 104), None);
        assert_eq!(measured_r(&[]), None);
    }
}
