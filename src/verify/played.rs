//! The results of playing a case, and their comparison with theory.

use super::comparison::Comparison;
use crate::engine::record::RunRecord;
use crate::units::PersonId;

/// All replications of a case.
#[derive(Debug)]
pub struct Played {
    pub people: f64,
    pub runs: Vec<RunRecord>,
}

impl Played {
    pub fn each(&self, of: impl Fn(&RunRecord) -> f64) -> Vec<f64> {
        self.runs.iter().map(of).collect()
    }

    /// Adopters at the end of each run, seeds counted.
    pub fn sizes(&self) -> Vec<f64> {
        self.each(size)
    }

    /// Share of people who have adopted by the end of a day, for each run.
    pub fn shares_on(&self, day: usize) -> Vec<f64> {
        self.each(|r| f64::from(r.rows[day].adopted) / self.people)
    }

    pub fn count(&self, does: impl Fn(&RunRecord) -> bool) -> usize {
        self.runs.iter().filter(|r| does(r)).count()
    }

    /// Runs that end with so many adopters.
    pub fn ending_with(&self, people: u32) -> usize {
        self.count(|r| size(r) as u32 == people)
    }

    /// Runs in which a person has adopted by the end.
    pub fn having(&self, person: u32) -> usize {
        self.count(|r| r.ledger.iter().any(|a| a.person == PersonId(person)))
    }

    /// Final shares of the runs that reach more than `least` of all people, and their number.
    pub fn outbreaks(&self, least: f64) -> (usize, Vec<f64>) {
        let shares = self.sizes().into_iter().map(|s| s / self.people);
        let large: Vec<f64> = shares.filter(|s| *s > least).collect();
        (large.len(), large)
    }

    /// Mean of a number over the runs of each network: runs on one network are not independent.
    pub fn by_network(&self, of: impl Fn(&RunRecord) -> f64) -> Vec<f64> {
        let mean = |runs: &[RunRecord]| runs.iter().map(&of).sum::<f64>() / runs.len() as f64;
        self.runs.chunk_by(|a, b| a.network == b.network).map(mean).collect()
    }

    /// The mean size, compared.
    pub(super) fn mean_size(&self, expected: f64) -> Comparison {
        Comparison::mean("mean size", &self.sizes(), expected)
    }

    /// The standard deviation of the size, compared.
    pub(super) fn sd_of_size(&self, expected: f64) -> Comparison {
        Comparison::deviation("sd of the size", &self.sizes(), expected)
    }

    /// A share of the runs, compared.
    pub(super) fn share(&self, name: impl Into<String>, hits: usize, expected: f64) -> Comparison {
        Comparison::share(name, hits, self.runs.len(), expected)
    }

    /// The share of runs that end with so many adopters, compared.
    pub(super) fn ends(&self, name: impl Into<String>, people: u32, expected: f64) -> Comparison {
        self.share(name, self.ending_with(people), expected)
    }
}

/// Adopters at the end of a run, seeds counted.
pub fn size(run: &RunRecord) -> f64 {
    run.rows.last().map_or(0.0, |d| f64::from(d.adopted))
}
