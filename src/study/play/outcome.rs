//! What came out of drawn settings: the outcome of a strategy in a setting, and who was ahead.
//!
//! Luck is averaged within a setting before settings are compared: the outcome of a strategy in a
//! setting is exp(mean of ln(1 + active)) − 1 over its runs, and ratios are means of logarithms of
//! paired runs, so that a half and a double weigh alike.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::statistics::{Chances, WithoutLuck, mean, sd};
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

    /// The outcome of a log ratio: level within half the width of a tie.
    pub fn of(log: f64, bound: f64) -> Outcome {
        // A hair of slack: a tie that is one exactly must not hang on rounding.
        if log.abs() <= bound + 1e-12 {
            Outcome::Level
        } else if log > 0.0 {
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

/// What counts as a tie: |A − B| ≤ max(share · max(A, B), people).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie {
    /// Share of the larger.
    pub share: f64,
    /// Active owners: the same share of the seeds, so that a handful against nobody is level.
    pub people: f64,
}

impl Tie {
    /// That of a plan.
    pub fn of(plan: &Plan) -> Tie {
        let share = plan.compare.tie;
        Tie { share, people: share * f64::from(plan.seeds.count) }
    }

    /// Whether two numbers of active owners are level.
    pub fn holds(self, a: f64, b: f64) -> bool {
        (a - b).abs() <= (self.share * a.max(b)).max(self.people)
    }

    /// The largest |ln ratio| that is level where the smaller of the two has so many active owners.
    pub fn bound(self, smaller: f64) -> f64 {
        (-(-self.share).ln_1p()).max((self.people / (smaller + 1.0)).ln_1p())
    }

    /// The bound between two strategies in each setting, from what is typical of them there.
    pub fn bounds(self, drawn: &[Runs], a: StrategyId, b: StrategyId, day: u32) -> Vec<f64> {
        let [a, b] = [a, b].map(|s| outcomes(drawn, s, day));
        a.iter().zip(b).map(|(a, b)| self.bound(a.min(b))).collect()
    }
}

/// The ln ratio of a strategy to another in each drawn setting with luck and networks taken out; they are
/// not known where each was played once.
pub fn without_luck(drawn: &[Runs], strategy: StrategyId, other: StrategyId, day: u32) -> WithoutLuck {
    let one = |(a, b): (&RunRecord, &RunRecord)| (log_ratio(active(a, day), active(b, day)), a.network);
    let of = |d: &Runs| pairs(&d.records, strategy, other).into_iter().map(one).collect();
    WithoutLuck::new(&drawn.iter().map(of).collect::<Vec<_>>())
}

/// Variance of ln ratios within settings, pooled, and its degrees of freedom.
pub fn luck(ratios: &[Vec<f64>]) -> (f64, usize) {
    let freedom: usize = ratios.iter().map(|of| of.len().saturating_sub(1)).sum();
    let squares: f64 = ratios.iter().map(|of| sd(of).powi(2) * of.len().saturating_sub(1) as f64).sum();
    (if freedom > 0 { squares / freedom as f64 } else { 0.0 }, freedom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tie_is_five_per_cent_of_the_larger() {
        let tie = Tie { share: 0.05, people: 0.0 };
        let of = |a, b| Outcome::of(log_ratio(a, b), tie.bound(f64::min(a, b)));
        assert_eq!(of(99.0, 94.0), Outcome::Level);
        assert_eq!(of(99.0, 93.0), Outcome::Ahead);
        assert_eq!(of(93.0, 99.0), Outcome::Behind);
        assert_eq!(Outcome::of(0.0, 0.0), Outcome::Level);
        assert_eq!(Outcome::of(-1e9, Tie { share: 1.0, people: 0.0 }.bound(0.0)), Outcome::Level);
    }

    #[test]
    fn a_handful_against_nobody_is_level_and_more_than_a_handful_is_not() {
        // 5 % of 100 seeds are 5 people.
        let tie = Tie { share: 0.05, people: 5.0 };
        let of = |a, b| Outcome::of(log_ratio(a, b), tie.bound(f64::min(a, b)));
        for (a, b, wanted) in
            [(5.0, 0.0, Outcome::Level), (0.0, 6.0, Outcome::Behind), (25.0, 19.0, Outcome::Ahead)]
        {
            assert_eq!(of(a, b), wanted, "{a} {b}");
            assert_eq!(tie.holds(a, b), wanted == Outcome::Level, "{a} {b}");
        }
        assert!(tie.holds(1_000.0, 950.0) && !tie.holds(1_000.0, 949.0));
    }
}
