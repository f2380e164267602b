//! What each tactic did, week by week, over the runs at the stated values.

use serde::Serialize;

use crate::contract::{Did, Measure};
use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::statistics::{Spread, median};
use crate::study::play::Runs;
use crate::units::{Day, StrategyId, TacticId};

/// One measure of one tactic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Activity {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// The tactic.
    pub tactic: TacticId,
    /// What is measured.
    pub measure: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// The weeks that have a value in some run, from 1, and the values over these runs.
    pub weeks: Vec<(u32, Spread)>,
    /// Medians over runs of the total (or mean, where weeks do not add up) and of the last week.
    #[serde(skip)]
    pub did: Did,
}

/// The measures of all tactics of a strategy.
pub fn activity(plan: &Plan, strategy: StrategyId, stated: &Runs) -> Vec<Activity> {
    let runs = stated.of(strategy);
    let tactics = &plan.strategies[strategy].tactics;
    let of_tactic = |tactic: TacticId| {
        let measures = tactics[tactic].spec.measures().iter().enumerate();
        measures
            .map(|(i, measure)| one(strategy, tactic, (i, measure), &runs, plan.horizon_days()))
            .collect::<Vec<_>>()
    };
    TacticId::all(tactics.len()).flat_map(of_tactic).collect()
}

fn one(
    strategy: StrategyId,
    tactic: TacticId,
    (position, measure): (usize, &'static Measure),
    runs: &[&RunRecord],
    Day(horizon): Day,
) -> Activity {
    let weeks_of = |run: &&RunRecord| {
        let tactics = run.activity.get(tactic.index());
        tactics.and_then(|t| t.get(position)).cloned().unwrap_or_default()
    };
    let all: Vec<Vec<Option<f64>>> =
        runs.iter().map(|run| weeks_of(run).into_iter().map(|week| week.map(f64::from)).collect()).collect();
    let longest = all.iter().map(Vec::len).max().unwrap_or(0);
    let known = |weeks: &[Option<f64>]| weeks.iter().flatten().copied().collect::<Vec<f64>>();
    let week = |w: usize| {
        let values: Vec<f64> = all.iter().filter_map(|run| *run.get(w)?).collect();
        (!values.is_empty()).then(|| (w as u32 + 1, Spread::of(values)))
    };
    let over_runs = |of: &dyn Fn(&[f64]) -> Option<f64>| {
        let values: Vec<f64> = all.iter().filter_map(|run| of(&known(run))).collect();
        if values.is_empty() { 0.0 } else { median(&values) }
    };
    let total = over_runs(&|weeks| match measure.adds_up() {
        true => Some(weeks.iter().sum()),
        false => (!weeks.is_empty()).then(|| weeks.iter().sum::<f64>() / weeks.len() as f64),
    });
    let whole = ((horizon / 7.0).floor() as usize).max(1) - 1;
    let last = over_runs(&|weeks| match measure.adds_up() {
        true => weeks.get(whole).map(|week| week / horizon.min(7.0)),
        false => weeks.last().copied(),
    });
    let weeks = (0..longest).filter_map(week).collect();
    Activity { strategy, tactic, measure: measure.name, unit: measure.unit, weeks, did: Did { total, last } }
}
