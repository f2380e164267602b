//! What came out of drawn settings: the outcome of a strategy in a setting, and which was ahead.
//!
//! Luck is averaged within a setting before settings are compared: leads are means over paired runs,
//! by the study's [`Yardstick`].

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::statistics::{Chances, WithoutLuck, mean, sd};
use crate::study::play::{Runs, Yardstick, pairs};
use crate::units::StrategyId;

/// What is typical of a strategy in each drawn setting.
pub fn outcomes(drawn: &[Runs], strategy: StrategyId, yardstick: &Yardstick) -> Vec<f64> {
    let one = |d: &Runs| {
        yardstick.typical(&d.of(strategy).into_iter().map(|r| yardstick.value(r)).collect::<Vec<_>>())
    };
    drawn.iter().map(one).collect()
}

/// Mean lead of a strategy over another in each drawn setting, over pairs with the same luck.
pub fn against(drawn: &[Runs], strategy: StrategyId, other: StrategyId, yardstick: &Yardstick) -> Vec<f64> {
    drawn.iter().map(|d| mean(&leads(&d.records, strategy, other, yardstick))).collect()
}

/// Leads of the pairs among the runs of one setting.
pub fn leads(
    records: &[RunRecord],
    strategy: StrategyId,
    other: StrategyId,
    yardstick: &Yardstick,
) -> Vec<f64> {
    pairs(records, strategy, other).iter().map(|(a, b)| yardstick.lead_of(a, b)).collect()
}

/// The largest lead that is level in each setting, from what is typical of the two there.
pub fn bounds(drawn: &[Runs], a: StrategyId, b: StrategyId, yardstick: &Yardstick) -> Vec<f64> {
    let [a, b] = [a, b].map(|s| outcomes(drawn, s, yardstick));
    a.iter().zip(b).map(|(a, b)| yardstick.bound(*a, b)).collect()
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

    /// The outcome of a lead: level within half the width of a tie.
    pub fn of(lead: f64, bound: f64) -> Outcome {
        // A hair of slack: a tie that is one exactly must not hang on rounding.
        if lead.abs() <= bound * (1.0 + 1e-12) + 1e-12 {
            Outcome::Level
        } else if lead > 0.0 {
            Outcome::Ahead
        } else {
            Outcome::Behind
        }
    }

    /// The likeliest outcome by its chances.
    pub fn likeliest(chances: &Chances) -> Outcome {
        let [ahead, level, behind] = *chances;
        if level >= ahead && level >= behind {
            Outcome::Level
        } else if ahead > behind {
            Outcome::Ahead
        } else {
            Outcome::Behind
        }
    }
}

/// The lead of a strategy over another in each drawn setting with luck and networks taken out; they are
/// not known where each was played once.
pub fn without_luck(
    drawn: &[Runs],
    strategy: StrategyId,
    other: StrategyId,
    yardstick: &Yardstick,
) -> WithoutLuck {
    let one = |(a, b): (&RunRecord, &RunRecord)| (yardstick.lead_of(a, b), a.network);
    let of = |d: &Runs| pairs(&d.records, strategy, other).into_iter().map(one).collect();
    WithoutLuck::new(&drawn.iter().map(of).collect::<Vec<_>>())
}

/// Variance of leads within settings, pooled, and its degrees of freedom.
pub fn luck(leads: &[Vec<f64>]) -> (f64, usize) {
    let freedom: usize = leads.iter().map(|of| of.len().saturating_sub(1)).sum();
    let squares: f64 = leads.iter().map(|of| sd(of).powi(2) * of.len().saturating_sub(1) as f64).sum();
    (if freedom > 0 { squares / freedom as f64 } else { 0.0 }, freedom)
}
