//! The summary: everything the report says, as plain numbers.
//!
//! Always true: made of the plan, the records and their reflections alone, so the same records give
//! the same bytes.

pub mod attribution;
pub mod curves;
pub mod ledger_statistics;
pub mod milestones;
pub mod money;
pub mod paired;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::study::play::ledger_digest::Reflection;
use crate::study::statistics::clusters::share_of;
use crate::study::statistics::estimate::{Share, Spread, median};
use crate::study::statistics::select::{active, row, runs_of};
use crate::study::summary::attribution::{Credit, credits, measured_r};
use crate::study::summary::curves::{Curve, Series, curves};
use crate::study::summary::ledger_statistics::{Reflected, reflected};
use crate::study::summary::milestones::{Milestone, eligible, levels, milestone};
use crate::study::summary::money::{Money, money};
use crate::study::summary::paired::{Paired, Ratio, compare, ratio};

/// Statistics of a whole study.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Title of the scenario.
    pub name: String,
    /// People in the market.
    pub people: u32,
    /// People who could ever be won.
    pub eligible: u32,
    /// Horizon in days.
    pub horizon_days: u32,
    /// Names of the strategies, by position.
    pub strategies: Vec<String>,
    /// Position of the strategy the others are compared with.
    pub baseline: usize,
    /// Position of the strategy without tactics, if there is one.
    pub organic: Option<usize>,
    /// Runs of each strategy.
    pub runs: usize,
    /// Networks the runs were on.
    pub networks: usize,
    /// Every quantity of every strategy, day by day.
    pub curves: Vec<Curve>,
    /// Every level of every strategy; the take-off is the last level.
    pub milestones: Vec<Milestone>,
    /// Every other strategy against the baseline at each horizon.
    pub paired: Vec<Paired>,
    /// Every other strategy's ratio to the baseline by day.
    pub ratios: Vec<Ratio>,
    /// Money by strategy.
    pub money: Vec<Money>,
    /// Credits by first and last touch.
    pub credits: Vec<Credit>,
    /// The order of the strategies at each horizon.
    pub ranks: Vec<Rank>,
    /// Service by strategy.
    pub service: Vec<Service>,
    /// Share of runs that won over 90 % of the eligible, by strategy.
    pub saturated: Vec<Share>,
    /// When each tactic first acted.
    pub begins: Vec<Begin>,
    /// Notes of the runs with the number of runs that made them.
    pub notes: Vec<Note>,
    /// Last-touch children per head of generations 1 and 2 of the organic arm.
    pub measured_r: Option<f64>,
    /// What the ledgers say beyond credit; `None` where they were not reflected on.
    pub reflected: Option<Reflected>,
}

/// Strategies at one horizon, the largest median first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Rank {
    /// Day of the horizon.
    pub day: u32,
    /// Places, the first place first.
    pub places: Vec<Place>,
}

/// One strategy's place.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// Position of the strategy in the plan.
    pub strategy: usize,
    /// Active owners over runs.
    pub active: Spread,
}

/// How the service floor held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Service {
    /// Position of the strategy in the plan.
    pub strategy: usize,
    /// Share of runs in which the mean wait of some day passed the promise.
    pub overrun: Share,
    /// Median of active owners on the first such day, over the runs that had one.
    pub owners_then: Option<f64>,
}

/// When a tactic first acted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Begin {
    /// Position of the strategy in the plan.
    pub strategy: usize,
    /// Position of the tactic in its strategy.
    pub tactic: usize,
    /// Name of the tactic.
    pub name: String,
    /// Share of runs in which it ever acted.
    pub began: Share,
    /// Median day over the runs in which it did.
    pub median_day: Option<f64>,
}

/// A note that runs left behind.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Position of the strategy in the plan.
    pub strategy: usize,
    /// What it says.
    pub text: String,
    /// Runs that left it.
    pub runs: usize,
}

impl Summary {
    /// The curve of a quantity of a strategy; empty where there is none.
    pub fn curve(&self, strategy: usize, series: Series) -> &[crate::study::summary::curves::Point] {
        let found = self.curves.iter().find(|c| c.strategy == strategy && c.series == series);
        found.map_or(&[], |c| &c.points)
    }

    /// The take-off of a strategy.
    pub fn take_off(&self, strategy: usize) -> Option<&Milestone> {
        self.milestones.iter().rfind(|m| m.strategy == strategy)
    }

    /// A strategy against the baseline at a horizon.
    pub fn pair(&self, strategy: usize, day: u32) -> Option<&Paired> {
        self.paired.iter().find(|p| p.strategy == strategy && p.day == day)
    }
}

/// Summarises the runs of a plan, without their ledgers.
pub fn summarise(plan: &Plan, records: &[RunRecord]) -> Summary {
    let horizon = plan.horizon_days();
    let baseline = plan.compare.baseline;
    let tie = plan.compare.tie;
    let all = 0..plan.strategies.len();
    let by_strategy: Vec<Vec<&RunRecord>> = all.clone().map(|s| runs_of(records, s)).collect();
    let levels = levels(plan);
    let others = || all.clone().filter(|s| *s != baseline);
    let organic = plan.organic();
    Summary {
        name: plan.name.clone(),
        people: plan.market.people,
        eligible: eligible(plan),
        horizon_days: horizon,
        strategies: plan.strategies.iter().map(|s| s.name.clone()).collect(),
        baseline,
        organic,
        runs: by_strategy.iter().map(Vec::len).min().unwrap_or(0),
        networks: records.iter().map(|r| r.network).collect::<BTreeSet<_>>().len(),
        curves: all.clone().flat_map(|s| curves(s, &by_strategy[s], horizon)).collect(),
        milestones: all
            .clone()
            .flat_map(|s| levels.iter().map(move |level| (s, level)))
            .map(|(s, level)| milestone(s, &by_strategy[s], level, horizon))
            .collect(),
        paired: others()
            .flat_map(|s| plan.compare.at_days.iter().map(move |day| (s, *day)))
            .map(|(s, day)| compare(records, s, baseline, day, tie))
            .collect(),
        ratios: others().map(|s| ratio(records, s, baseline, horizon, tie)).collect(),
        money: all.clone().map(|s| money(plan, records, s)).collect(),
        credits: all.clone().flat_map(|s| credits(plan, s, &by_strategy[s])).collect(),
        ranks: plan.compare.at_days.iter().map(|day| rank(&by_strategy, *day)).collect(),
        service: all.clone().map(|s| service(plan, s, &by_strategy[s])).collect(),
        saturated: by_strategy.iter().map(|runs| saturated(plan, runs)).collect(),
        begins: all.clone().flat_map(|s| begins(plan, s, &by_strategy[s])).collect(),
        notes: all.flat_map(|s| notes(s, &by_strategy[s])).collect(),
        measured_r: organic.and_then(|s| measured_r(&by_strategy[s])),
        reflected: None,
    }
}

/// Summarises the runs of a plan with what was kept of their ledgers.
pub fn summarise_with(plan: &Plan, records: &[RunRecord], reflections: &[Reflection]) -> Summary {
    Summary { reflected: reflected(plan, reflections), ..summarise(plan, records) }
}

fn rank(by_strategy: &[Vec<&RunRecord>], day: u32) -> Rank {
    let mut places: Vec<Place> = by_strategy
        .iter()
        .enumerate()
        .map(|(strategy, runs)| {
            let values: Vec<f64> = runs.iter().map(|r| active(r, day)).collect();
            Place { strategy, active: Spread::of(&values) }
        })
        .collect();
    // Equal medians: the larger mean first, then the order of the scenario (the sort is stable).
    places
        .sort_by(|a, b| b.active.p50.total_cmp(&a.active.p50).then(b.active.mean.total_cmp(&a.active.mean)));
    Rank { day, places }
}

/// How the service floor held over these runs of a strategy.
pub fn service(plan: &Plan, strategy: usize, runs: &[&RunRecord]) -> Service {
    let promise = plan.service.promise_days * 24.0;
    let first_overrun = |r: &RunRecord| r.days.iter().find(|d| d.wait_hours > promise).map(|d| d.active());
    let owners: Vec<f64> = runs.iter().filter_map(|r| first_overrun(r)).map(f64::from).collect();
    Service {
        strategy,
        overrun: share_of(runs.iter().map(|r| (first_overrun(r).is_some(), r.network))),
        owners_then: (!owners.is_empty()).then(|| median(&owners)),
    }
}

fn saturated(plan: &Plan, runs: &[&RunRecord]) -> Share {
    let limit = 0.9 * f64::from(eligible(plan));
    let full = |r: &RunRecord| f64::from(row(r, plan.horizon_days()).adopted) > limit;
    share_of(runs.iter().map(|r| (full(r), r.network)))
}

fn begins(plan: &Plan, strategy: usize, runs: &[&RunRecord]) -> Vec<Begin> {
    let tactics = plan.strategies[strategy].tactics.iter().enumerate();
    tactics
        .map(|(tactic, written)| {
            let first = |r: &RunRecord| r.began.get(tactic).copied().flatten();
            let days: Vec<f64> = runs.iter().filter_map(|r| first(r)).map(f64::from).collect();
            Begin {
                strategy,
                tactic,
                name: written.name.clone(),
                began: share_of(runs.iter().map(|r| (first(r).is_some(), r.network))),
                median_day: (!days.is_empty()).then(|| median(&days)),
            }
        })
        .collect()
}

fn notes(strategy: usize, runs: &[&RunRecord]) -> Vec<Note> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for run in runs {
        for text in run.notes.iter().collect::<BTreeSet<_>>() {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts.into_iter().map(|(text, runs)| Note { strategy, text: text.into(), runs }).collect()
}
