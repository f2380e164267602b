//! Runs that belong together: those of a setting, those of a strategy, and pairs that share their luck.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::engine::record::{RecordRow, RunRecord};
use crate::study::calibrate::TalkScale;
use crate::study::play::LedgerDigest;
use crate::units::{Day, StrategyId, TacticId};

/// Runs of one setting, what their ledgers say, and the talk scale that they were played with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Runs {
    /// By strategy, then replication.
    pub records: Vec<RunRecord>,
    /// What their ledgers say, in the same order; empty where they were not to be digested, or
    /// the ledgers of one network could pass 2 GiB.
    pub digests: Vec<LedgerDigest>,
    /// The talk scale; where the R drawn was out of reach, that of the strongest talk.
    pub solved: TalkScale,
    /// Share of the way through its range of each assumption; empty at the stated values.
    #[serde(skip)]
    pub position: Vec<f64>,
    /// Some of them with other talk, at the stated values where β was solved for.
    #[serde(skip)]
    pub other_talk: Option<Box<OtherTalk>>,
}

/// Some runs at the stated values played once more, on the same luck, with talk that is a little less and a
/// little more convincing.
///
/// β comes of pilots and is the same in all runs of a study, so that no spread between runs shows what pilots
/// got wrong of it. These runs do: a figure f of the study has the further standard error
/// |f(stronger) − f(weaker)| ÷ ln(β stronger ÷ β weaker) · standard error of ln β.
#[derive(Debug, Clone)]
pub struct OtherTalk {
    /// Runs at a smaller β.
    pub weaker: Runs,
    /// The same runs at a larger β.
    pub stronger: Runs,
    /// Standard error of ln β.
    pub error: f64,
}

impl OtherTalk {
    /// Standard error that the error of β gives a figure of runs; 0 where the figure cannot be told of both.
    pub fn error_of(&self, figure: impl Fn(&Runs) -> Option<f64>) -> f64 {
        let Some((weaker, stronger)) = figure(&self.weaker).zip(figure(&self.stronger)) else { return 0.0 };
        self.error_between(weaker, stronger)
    }

    /// The same of a figure whose values with weaker and with stronger talk are known.
    pub fn error_between(&self, weaker: f64, stronger: f64) -> f64 {
        let error = (stronger - weaker).abs()
            / libm::log(self.stronger.solved.beta / self.weaker.solved.beta)
            * self.error;
        if error.is_finite() { error } else { 0.0 }
    }
}

impl From<Vec<RunRecord>> for Runs {
    /// Runs at the stated values whose ledgers say nothing, with a talk scale of 1.
    fn from(records: Vec<RunRecord>) -> Runs {
        Runs {
            records,
            digests: Vec::new(),
            solved: TalkScale::stated(1.0),
            position: Vec::new(),
            other_talk: None,
        }
    }
}

impl Runs {
    /// These runs and more of the same setting, in order.
    pub fn with(mut self, more: Runs) -> Runs {
        self.records.extend(more.records);
        self.digests.extend(more.digests);
        self.records.sort_by_key(|r| (r.strategy, r.replication));
        self.digests.sort_by_key(|r| (r.strategy, r.replication));
        // Some of them without the others would say nothing of all runs.
        if self.digests.len() < self.records.len() {
            self.digests.clear();
        }
        self
    }

    /// Standard error that the error of β gives a figure of these runs; 0 where β is stated.
    pub fn error_of_talk(&self, figure: impl Fn(&Runs) -> Option<f64>) -> f64 {
        self.other_talk.as_ref().map_or(0.0, |talk| talk.error_of(figure))
    }

    /// The runs of one strategy, in the order of their replication numbers.
    pub fn of(&self, strategy: StrategyId) -> Vec<&RunRecord> {
        runs_of(&self.records, strategy)
    }
}

/// The runs of one strategy, in the order of their replication numbers.
pub fn runs_of(records: &[RunRecord], strategy: StrategyId) -> Vec<&RunRecord> {
    let mut runs: Vec<&RunRecord> = records.iter().filter(|r| r.strategy == strategy).collect();
    runs.sort_by_key(|r| r.replication);
    runs
}

/// The runs of a strategy, those first that stand for all where only `most` are played on: they are on as
/// many networks as there are (the first of each network, then the second of each and so on). These
/// and the rest go by their replication numbers.
pub fn spread(runs: Vec<&RunRecord>, most: usize) -> Vec<&RunRecord> {
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    let mut placed: Vec<(usize, &RunRecord)> = runs
        .into_iter()
        .map(|run| {
            let of_network = seen.entry(run.network).or_default();
            *of_network += 1;
            (*of_network, run)
        })
        .collect();
    placed.sort_by_key(|(place, run)| (*place, run.network));
    let most = most.min(placed.len());
    let (few, rest) = placed.split_at_mut(most);
    few.sort_by_key(|(_, run)| run.replication);
    rest.sort_by_key(|(_, run)| run.replication);
    placed.into_iter().map(|(_, run)| run).collect()
}

/// The settings that a verdict is about: the drawn ones where there are some, else the stated values.
pub fn judged<'a>(stated: &'a Runs, drawn: &'a [Runs]) -> &'a [Runs] {
    if drawn.is_empty() { std::slice::from_ref(stated) } else { drawn }
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

/// The row of a time; the last one where the run is shorter, an empty one where it has none.
pub fn row(run: &RunRecord, day: impl Into<Day>) -> RecordRow {
    run.rows.get(run.timeline.row_of(day.into())).or(run.rows.last()).copied().unwrap_or_default()
}

/// Active owners at a time.
pub fn active(run: &RunRecord, day: impl Into<Day>) -> f64 {
    f64::from(row(run, day).active())
}

/// The time of the first row with at least `level` active people.
pub fn first_day(run: &RunRecord, level: u32) -> Option<Day> {
    run.rows.iter().position(|d| d.active() >= level).map(|row| run.timeline.day_of_row(row))
}

/// The time by which money booked on a day (from 0) is spent: the end of that day, at most the horizon.
pub fn spent_at(booked: u32, horizon: Day) -> Day {
    Day::from(booked.saturating_add(1)).min(horizon)
}

/// Money a run has spent by a time, by one tactic, or by all and on seeds; it is booked by the day.
pub fn spent_by(
    run: &RunRecord,
    tactic: Option<TacticId>,
    day: impl Into<Day>,
    horizon: impl Into<Day>,
) -> f64 {
    let (day, horizon) = (day.into(), horizon.into());
    let of_tactics: f64 = run
        .expenses
        .iter()
        .filter(|e| tactic.is_none_or(|t| e.tactic == t))
        .filter(|e| spent_at(e.day, horizon) <= day)
        .map(|e| e.amount)
        .sum();
    of_tactics + if tactic.is_none() { run.seeds_cost } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_runs_are_taken_on_many_networks() {
        let run = |replication| RunRecord { replication, network: replication / 3, ..RunRecord::default() };
        let runs: Vec<RunRecord> = (0..8).map(run).collect();
        let taken = |most| -> Vec<u32> {
            spread(runs.iter().collect(), most).iter().map(|run| run.replication).collect()
        };
        assert_eq!(taken(2), [0, 3, 1, 2, 4, 5, 6, 7]);
        assert_eq!(taken(4)[..4], [0, 1, 3, 6]);
        assert_eq!(taken(99), [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
