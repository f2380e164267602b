//! Paired comparison: the same luck under a strategy and under the baseline.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::study::statistics::clusters::{error, mean_interval, share_of};
use crate::study::statistics::estimate::{Share, Spread, mean, median, runs_to_decide, sd};
use crate::study::statistics::select::{active, pairs};

/// A strategy against the baseline at one horizon; outcome: active owners.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Paired {
    /// Position of the strategy (A).
    pub strategy: usize,
    /// Position of the baseline (B).
    pub baseline: usize,
    /// Day of the horizon.
    pub day: u32,
    /// Pairs of runs.
    pub runs: usize,
    /// Mean of A − B in people.
    pub mean_difference: f64,
    /// 95 % t interval of the mean difference over networks; `None` with fewer than two pairs.
    pub interval: Option<(f64, f64)>,
    /// Median of A − B in people.
    pub median_difference: f64,
    /// Median of (A + 1)/(B + 1); the 1 keeps dead runs comparable.
    pub median_ratio: f64,
    /// Share of pairs in which A is ahead by more than the tie: P(A beats B).
    pub ahead: Share,
    /// Share of pairs that tie: |A − B| ≤ tie · max(A, B).
    pub tied: Share,
    /// Share of pairs in which A is behind by more than the tie.
    pub behind: Share,
    /// What the common luck saves ([`variance_ratio`]); `None` where it cannot be told.
    pub variance_ratio: Option<f64>,
    /// Whether the interval of the mean difference already excludes 0.
    pub decided: bool,
    /// More runs needed until it would, were mean and deviation as now; 0 where decided, `None`
    /// where no number of runs can be named (difference 0, or one pair only).
    pub more_runs: Option<u64>,
}

/// Compares two strategies at a horizon; `tie` is the relative difference that still counts as equal.
pub fn compare(records: &[RunRecord], strategy: usize, baseline: usize, day: u32, tie: f64) -> Paired {
    let pairs = pairs(records, strategy, baseline);
    let networks: Vec<u32> = pairs.iter().map(|(a, _)| a.network).collect();
    let outcomes: Vec<(f64, f64)> = pairs.iter().map(|(a, b)| (active(a, day), active(b, day))).collect();
    let n = outcomes.len();
    let differences: Vec<f64> = outcomes.iter().map(|(a, b)| a - b).collect();
    let ratios: Vec<f64> = outcomes.iter().map(|(a, b)| (a + 1.0) / (b + 1.0)).collect();
    let tied = |a: f64, b: f64| (a - b).abs() <= tie * a.max(b);
    let count = |holds: &dyn Fn(f64, f64) -> bool| {
        share_of(outcomes.iter().zip(&networks).map(|((a, b), network)| (holds(*a, *b), *network)))
    };
    let interval = mean_interval(&differences, &networks);
    let decided = interval.is_some_and(|(low, high)| low > 0.0 || high < 0.0);
    let more_runs = if decided {
        Some(0)
    } else {
        error(&differences, &networks).and_then(|error| {
            let sd = error.se * (n as f64).sqrt();
            let all = runs_to_decide(mean(&differences), sd, (n / error.draws) as u64)?;
            Some(all.saturating_sub(n as u64).max(1))
        })
    };
    Paired {
        strategy,
        baseline,
        day,
        runs: n,
        mean_difference: mean(&differences),
        interval,
        median_difference: median(&differences),
        median_ratio: median(&ratios),
        ahead: count(&|a, b| a > b && !tied(a, b)),
        tied: count(&tied),
        behind: count(&|a, b| a < b && !tied(a, b)),
        variance_ratio: variance_ratio(&outcomes),
        decided,
        more_runs,
    }
}

/// Variance of the paired difference A − B over var A + var B, which runs with luck of their own
/// would have: 0.25 says that 100 pairs tell as much as 400 independent runs of each. `None` for
/// fewer than two pairs, or where neither varies.
pub fn variance_ratio(outcomes: &[(f64, f64)]) -> Option<f64> {
    let variance = |of: fn(&(f64, f64)) -> f64| sd(&outcomes.iter().map(of).collect::<Vec<_>>()).powi(2);
    let apart = variance(|o| o.0) + variance(|o| o.1);
    (apart > 0.0).then(|| variance(|o| o.0 - o.1) / apart)
}

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
pub struct Ratio {
    /// Position of the strategy.
    pub strategy: usize,
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
pub fn ratio(records: &[RunRecord], strategy: usize, baseline: usize, horizon: u32, tie: f64) -> Ratio {
    let pairs = pairs(records, strategy, baseline);
    let points: Vec<RatioPoint> = (0..=horizon)
        .map(|day| {
            let logs: Vec<f64> =
                pairs.iter().map(|(a, b)| ((active(a, day) + 1.0) / (active(b, day) + 1.0)).ln()).collect();
            let spread = Spread::of(&logs);
            RatioPoint { day, p05: spread.p05.exp(), p50: spread.p50.exp(), p95: spread.p95.exp() }
        })
        .collect();
    let crossings = crossings(&points, tie);
    Ratio { strategy, points, crossings }
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
    fn variance_ratio_is_0_where_luck_is_all_common_and_2_where_it_is_opposed() {
        let common = [(1.0, 3.0), (2.0, 4.0), (5.0, 7.0)];
        assert_eq!(variance_ratio(&common), Some(0.0));
        let opposed = [(1.0, 3.0), (2.0, 2.0), (3.0, 1.0)];
        assert_eq!(variance_ratio(&opposed), Some(2.0));
        assert_eq!(variance_ratio(&[(1.0, 2.0), (1.0, 2.0)]), None);
        assert_eq!(variance_ratio(&[(1.0, 2.0)]), None);
    }

    #[test]
    fn a_crossing_is_dated_by_its_first_day_and_trembling_is_none() {
        let medians = [1.0, 0.8, 0.7, 0.9, 1.01, 1.2, 1.02, 0.99, 1.3];
        let points: Vec<RatioPoint> =
            (0_u32..).zip(medians).map(|(day, p50)| RatioPoint { day, p05: p50, p50, p95: p50 }).collect();
        assert_eq!(crossings(&points, 0.05), [Crossing { day: 4, upwards: true }]);
    }
}
