//! Which runs belong together: those of a strategy, and pairs that share their luck.

use crate::engine::record::{DayRow, RunRecord};
use crate::units::{StrategyId, TacticId};

/// The runs of one strategy, in the order of their replication numbers.
pub fn runs_of(records: &[RunRecord], strategy: StrategyId) -> Vec<&RunRecord> {
    let mut runs: Vec<&RunRecord> = records.iter().filter(|r| r.strategy == strategy).collect();
    runs.sort_by_key(|r| r.replication);
    runs
}

/// Pairs of runs with the same replication number, hence the same luck: (of `a`, of `b`).
pub fn pairs(records: &[RunRecord], a: StrategyId, b: StrategyId) -> Vec<(&RunRecord, &RunRecord)> {
    let others = runs_of(records, b);
    runs_of(records, a)
        .into_iter()
        .filter_map(|run| {
            let at = others.binary_search_by_key(&run.replication, |r| r.replication).ok()?;
            Some((run, others[at]))
        })
        .collect()
}

/// The row of a day; the last one where the run is shorter, an empty one where it has none.
pub fn row(run: &RunRecord, day: u32) -> DayRow {
    run.days.get(day as usize).or(run.days.last()).copied().unwrap_or_default()
}

/// Active owners at the end of a day.
pub fn active(run: &RunRecord, day: u32) -> f64 {
    f64::from(row(run, day).active())
}

/// The first day on which at least `level` people are active.
pub fn first_day(run: &RunRecord, level: u32) -> Option<u32> {
    run.days.iter().position(|d| d.active() >= level).and_then(|day| u32::try_from(day).ok())
}

/// Money a run has spent by the end of a day, by one tactic or by all. What is booked on day d
/// (from 0) is spent by the end of that day, which is row d + 1.
pub fn spent_by(run: &RunRecord, tactic: Option<TacticId>, day: u32, horizon: u32) -> f64 {
    run.expenses
        .iter()
        .filter(|e| tactic.is_none_or(|t| e.tactic == t))
        .filter(|e| e.day.saturating_add(1).min(horizon) <= day)
        .map(|e| e.amount)
        .sum()
}
