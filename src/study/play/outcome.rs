//! What came out of drawn settings: the outcome of a strategy in a setting, and who was ahead.
//!
//! Luck is averaged within a setting before settings are compared: the outcome of a strategy in a
//! setting is exp(mean of ln(1 + active)) − 1 over its runs, and ratios are means of logarithms of
//! paired runs, so that a half and a double weigh alike.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::statistics::mean;
use crate::study::play::{Runs, active, pairs};
use crate::units::StrategyId;

/// ln((a + 1)/(b + 1)); the 1 keeps dead runs comparable.
pub fn log_ratio(a: f64, b: f64) -> f64 {
    a.ln_1p() - b.ln_1p()
}

/// The outcome of a strategy in each drawn setting.
pub fn outcomes(drawn: &[Runs], strategy: StrategyId, day: u32) -> Vec<f64> {
    let one = |d: &Runs| {
        let logs: Vec<f64> = d.of(strategy).iter().map(|r| active(r, day).ln_1p()).collect();
        mean(&logs).exp_m1()
    };
    drawn.iter().map(one).collect()
}

/// Mean log ratio of a strategy to another in each drawn setting, over pairs with the same luck.
pub fn against(drawn: &[Runs], strategy: StrategyId, other: StrategyId, day: u32) -> Vec<f64> {
    drawn.iter().map(|d| mean(&ratios(&d.records, strategy, other, day))).collect()
}

/// Log ratios of the pairs among the runs of one setting.
pub fn ratios(records: &[RunRecord], strategy: StrategyId, other: StrategyId, day: u32) -> Vec<f64> {
    pairs(records, strategy, other).iter().map(|(a, b)| log_ratio(active(a, day), active(b, day))).collect()
}

/// How a comparison came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Ahead by more than the tie.
    Ahead,
    /// Within the tie.
    Level,
    /// Behind by more than the tie.
    Behind,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Outcome; 3] = [Outcome::Ahead, Outcome::Level, Outcome::Behind];

    /// The outcome of a log ratio: level where the smaller is at least 1 − tie of the larger.
    pub fn of(log: f64, tie: f64) -> Outcome {
        // A hair of slack: a tie that is one exactly must not hang on rounding.
        if log.abs() <= -(-tie).ln_1p() + 1e-12 {
            Outcome::Level
        } else if log > 0.0 {
            Outcome::Ahead
        } else {
            Outcome::Behind
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_is_five_per_cent_of_the_larger() {
        assert_eq!(Outcome::of(log_ratio(99.0, 94.0), 0.05), Outcome::Level);
        assert_eq!(Outcome::of(log_ratio(99.0, 93.0), 0.05), Outcome::Ahead);
        assert_eq!(Outcome::of(log_ratio(93.0, 99.0), 0.05), Outcome::Behind);
        assert_eq!(Outcome::of(0.0, 0.0), Outcome::Level);
        assert_eq!(Outcome::of(-1e9, 1.0), Outcome::Level);
    }
}
