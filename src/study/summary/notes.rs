//! When each tactic began, and what the runs noted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::statistics::{Share, median, share_of};
use crate::study::play::Runs;
use crate::units::{StrategyId, TacticId};

/// When a tactic first acted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Begin {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// The tactic.
    pub tactic: TacticId,
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
    pub strategy: StrategyId,
    /// What it says.
    pub text: String,
    /// Runs that left it.
    pub runs: usize,
}

/// When the tactics of a strategy first acted in the stated runs.
pub fn begins(plan: &Plan, strategy: StrategyId, stated: &Runs) -> Vec<Begin> {
    let runs = stated.of(strategy);
    let tactics = &plan.strategies[strategy].tactics;
    let tactics = TacticId::all(tactics.len()).zip(tactics);
    tactics
        .map(|(tactic, written)| {
            let first = |r: &RunRecord| r.began.get(tactic.index()).copied().flatten();
            let days: Vec<f64> = runs.iter().filter_map(|r| first(r)).map(f64::from).collect();
            let began = |runs: &Runs| {
                share_of(runs.of(strategy).into_iter().map(|r| (first(r).is_some(), r.network)))
            };
            Begin {
                strategy,
                tactic,
                name: written.name.clone(),
                began: began(stated).with_error(stated.error_of_talk(|runs| Some(began(runs).value))),
                median_day: (!days.is_empty()).then(|| median(&days)),
            }
        })
        .collect()
}

/// Notes of these runs of a strategy, each with the number of runs that left it.
pub fn notes(strategy: StrategyId, runs: &[&RunRecord]) -> Vec<Note> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for run in runs {
        for text in run.notes.iter().collect::<BTreeSet<_>>() {
            *counts.entry(text).or_default() += 1;
        }
    }
    counts.into_iter().map(|(text, runs)| Note { strategy, text: text.into(), runs }).collect()
}
