//! The runs that a sample is made of, by setting.

use crate::engine::record::RunRecord;
use crate::statistics::{Spread, mean};
use crate::study::play::{Runs, active};
use crate::units::StrategyId;

/// The runs of a sample, by setting.
#[derive(Clone, Copy)]
pub(super) struct Body<'a> {
    pub settings: &'a [Runs],
    /// Whether they are drawn; else the stated values alone.
    pub drawn: bool,
}

impl<'a> Body<'a> {
    /// All runs of a strategy.
    pub fn all(self, strategy: StrategyId) -> Vec<&'a RunRecord> {
        self.settings.iter().flat_map(|s| s.of(strategy)).collect()
    }

    pub fn active(self, strategy: StrategyId, day: u32) -> Spread {
        Spread::of(self.all(strategy).into_iter().map(|r| active(r, day)))
    }

    /// Values of independent draws, and which of these may be alike: runs with their networks, or
    /// the mean of each setting.
    pub fn draws(self, values: impl Fn(&'a Runs) -> Vec<(f64, u32)>) -> (Vec<f64>, Vec<u32>) {
        if !self.drawn {
            return self.settings.iter().flat_map(values).unzip();
        }
        let of = |s| mean(&values(s).into_iter().map(|v| v.0).collect::<Vec<_>>());
        self.settings.iter().map(of).zip(0..).unzip()
    }
}
