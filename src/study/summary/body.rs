//! The runs that a sample is made of, by setting.

use crate::engine::record::RunRecord;
use crate::statistics::{Spread, mean};
use crate::study::play::{OtherTalk, Runs, active};
use crate::units::{Day, StrategyId};

/// The runs of a sample, by setting.
#[derive(Clone, Copy)]
pub(super) struct Body<'a> {
    pub settings: &'a [Runs],
    /// Whether they are drawn; else the stated values alone.
    pub drawn: bool,
}

impl<'a> Body<'a> {
    /// Standard error that the error of β gives a figure of this body; 0 over drawn settings, each of which
    /// has pilots of its own, so that the spread between them shows it.
    pub fn error_of_talk(self, figure: impl Fn(Body<'_>) -> Option<f64>) -> f64 {
        let stated = if self.drawn { None } else { self.settings.first() };
        stated.map_or(0.0, |runs| {
            runs.error_of_talk(|other| figure(Body { settings: std::slice::from_ref(other), drawn: false }))
        })
    }

    /// The runs at the stated values with other talk, where there are some.
    pub fn other_talk(self) -> Option<&'a OtherTalk> {
        if self.drawn { None } else { self.settings.first()?.other_talk.as_deref() }
    }

    /// All runs of a strategy.
    pub fn all(self, strategy: StrategyId) -> Vec<&'a RunRecord> {
        self.settings.iter().flat_map(|s| s.of(strategy)).collect()
    }

    pub fn active(self, strategy: StrategyId, day: Day) -> Spread {
        Spread::of(self.all(strategy).into_iter().map(|r| active(r, day)))
    }

    /// All runs of a strategy, each with the number of its setting, or of its network at the stated values.
    pub fn clustered(self, strategy: StrategyId) -> Vec<(&'a RunRecord, u32)> {
        let alike = |setting, run: &RunRecord| if self.drawn { setting } else { run.network };
        let of = |(setting, runs): (u32, &'a Runs)| {
            runs.of(strategy).into_iter().map(move |run| (run, alike(setting, run)))
        };
        (0..).zip(self.settings).flat_map(of).collect()
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
