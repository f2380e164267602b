//! A strategy's ratio to the baseline by day, and the days on which it passes 1.

use serde::Serialize;

use crate::statistics::{Spread, mean};
use crate::study::play::{active, log_ratio, pairs};
use crate::study::summary::body::Body;
use crate::units::StrategyId;

/// One day of a strategy's ratio to the baseline, (A + 1)/(B + 1): of each pair of runs at the stated values;
/// over drawn settings that of each setting, exp of the mean ln ratio of its pairs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct RatioPoint {
    /// Day, 0 is the start.
    pub day: u32,
    /// 5 % quantile of it.
    pub p05: f64,
    /// Median.
    pub p50: f64,
    /// 95 % quantile.
    pub p95: f64,
    /// exp of the mean ln ratio: what a setting counts for.
    pub typical: f64,
}

/// A strategy's ratio to the baseline, day by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RatioCurve {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// A point for each day of the curves of the sample.
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
pub(super) fn ratio(
    body: Body<'_>,
    strategy: StrategyId,
    baseline: StrategyId,
    days: &[u32],
    tie: f64,
) -> RatioCurve {
    let settings: Vec<_> =
        body.settings.iter().map(|runs| pairs(&runs.records, strategy, baseline)).collect();
    let point = |day: &u32| {
        let logs = settings.iter().map(|pairs| -> Vec<f64> {
            pairs.iter().map(|(a, b)| log_ratio(active(a, *day), active(b, *day))).collect()
        });
        let spread = match body.drawn {
            true => Spread::of(logs.map(|of| mean(&of))),
            false => Spread::of(logs.flatten()),
        };
        let [p05, p50, p95, typical] = [spread.p05, spread.p50, spread.p95, spread.mean].map(f64::exp);
        RatioPoint { day: *day, p05, p50, p95, typical }
    };
    let points: Vec<RatioPoint> = days.iter().map(point).collect();
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
        let points: Vec<RatioPoint> = (0_u32..)
            .zip(medians)
            .map(|(day, p50)| RatioPoint { day, p05: p50, p50, p95: p50, typical: p50 })
            .collect();
        assert_eq!(crossings(&points, 0.05), [Crossing { day: 4, upwards: true }]);
    }
}
