//! A strategy's ratio to the baseline by day, and the days on which it passes 1.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::statistics::Spread;
use crate::study::play::{active, pairs};
use crate::units::StrategyId;

/// One day of a strategy's ratio to the baseline.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RatioPoint {
    /// Day, 0 is the start.
    pub day: u32,
    /// 5 % quantile of (A + 1)/(B + 1) over pairs.
    pub p05: f64,
    /// Median.
    pub p50: f64,
    /// 95 % quantile.
    pub p95: f64,
}

/// A strategy's ratio to the baseline, day by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RatioCurve {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// A point per day.
    pub points: Vec<RatioPoint>,
    /// Days on which the median passes 1 for good or for a while.
    pub crossings: Vec<Crossing>,
}

/// The median ratio passes from one side of 1 to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Crossing {
    /// First day on the new side.
    pub day: u32,
    /// Whether the strategy passes the baseline (else it falls behind).
    pub upwards: bool,
}

/// Ratio to the baseline by day; quantiles of logarithms are taken, so that ½ and 2 weigh alike.
pub fn ratio(
    records: &[RunRecord],
    strategy: StrategyId,
    baseline: StrategyId,
    horizon: u32,
    tie: f64,
) -> RatioCurve {
    let pairs = pairs(records, strategy, baseline);
    let points: Vec<RatioPoint> = (0..=horizon)
        .map(|day| {
            let ratios = pairs.iter().map(|(a, b)| (active(a, day) + 1.0) / (active(b, day) + 1.0));
            let spread = Spread::of(ratios.map(f64::ln));
            RatioPoint { day, p05: spread.p05.exp(), p50: spread.p50.exp(), p95: spread.p95.exp() }
        })
        .collect();
    let crossings = crossings(&points, tie);
    RatioCurve { strategy, points, crossings }
}

/// Where the median passes 1. A side counts once the median stands more than the tie away from 1,
/// so a curve that hugs 1 does not cross it every day.
pub fn crossings(points: &[RatioPoint], tie: f64) -> Vec<Crossing> {
    let margin = tie.max(0.0).ln_1p();
    let mut found = Vec::new();
    let (mut side, mut passed) = (None, 0);
    let mut before = 0.0_f64;
    for point in points {
        let log = point.p50.ln();
        if log != 0.0 && (log > 0.0) != (before > 0.0) {
            passed = point.day;
        }
        before = log;
        if log.abs() > margin {
            let upwards = log > 0.0;
            if side.is_some_and(|s| s != upwards) {
                found.push(Crossing { day: passed, upwards });
            }
            side = Some(upwards);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crossing_is_dated_by_its_first_day_and_trembling_is_none() {
        let medians = [1.0, 0.8, 0.7, 0.9, 1.01, 1.2, 1.02, 0.99, 1.3];
        let points: Vec<RatioPoint> =
            (0_u32..).zip(medians).map(|(day, p50)| RatioPoint { day, p05: p50, p50, p95: p50 }).collect();
        assert_eq!(crossings(&points, 0.05), [Crossing { day: 4, upwards: true }]);
    }
}
