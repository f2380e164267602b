//! A strategy against another, over pairs of runs with the same luck or over drawn settings.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::statistics::{
    Estimate, Interval, Share, Z95, error, estimate, mean, median, quantile, runs_to_decide, sd, share_of,
};
use crate::study::play::{Outcome, Runs, active, outcome, pairs};
use crate::units::StrategyId;

/// A strategy against another at one horizon; outcome: active owners.
///
/// At the stated values, what is counted and compared are pairs of runs with the same luck; over
/// drawn settings it is settings, whose pairs are averaged first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contest {
    /// Position of the strategy (A).
    pub strategy: StrategyId,
    /// Position of the other (B).
    pub other: StrategyId,
    /// Day of the horizon.
    pub day: u32,
    /// A is ahead by more than the tie.
    pub ahead: Share,
    /// They are level: |A − B| ≤ tie · max(A, B).
    pub level: Share,
    /// A is behind by more than the tie.
    pub behind: Share,
    /// Median of A's multiple of B, (A + 1)/(B + 1); the 1 keeps dead runs comparable.
    pub median_ratio: f64,
    /// 5 % and 95 % quantiles of it.
    pub ratio_band: Interval,
    /// More runs or settings needed to decide, were everything as now; 0 where it is decided, `None`
    /// where no number can be named. Decided: the interval of the mean difference excludes 0, or
    /// over settings, one outcome is surely the majority.
    pub more: Option<u64>,
    /// The difference in people, at the stated values.
    pub difference: Option<Difference>,
    /// How far the ln ratio moves by luck alone, a standard deviation; 0 with one run a setting.
    pub by_luck: f64,
    /// How far it moves by settings alone, a standard deviation, with the part of luck taken off.
    pub by_settings: f64,
}

/// The difference of two strategies under the same luck, in people.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Mean of A − B, with its interval over networks.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Median of A − B.
    pub median: f64,
    /// What the common luck saves: variance of A − B over var A + var B; `None` where neither varies.
    pub variance_ratio: Option<f64>,
}

/// Compares two strategies over pairs of runs; `tie` is the relative difference that still counts as equal.
pub fn over_runs(
    records: &[RunRecord],
    strategy: StrategyId,
    other: StrategyId,
    day: u32,
    tie: f64,
) -> Contest {
    let pairs = pairs(records, strategy, other);
    let networks: Vec<u32> = pairs.iter().map(|(a, _)| a.network).collect();
    let outcomes: Vec<(f64, f64)> = pairs.iter().map(|(a, b)| (active(a, day), active(b, day))).collect();
    let n = outcomes.len();
    let differences: Vec<f64> = outcomes.iter().map(|(a, b)| a - b).collect();
    let mut ratios: Vec<f64> = outcomes.iter().map(|(a, b)| (a + 1.0) / (b + 1.0)).collect();
    ratios.sort_by(f64::total_cmp);
    let logs: Vec<f64> = ratios.iter().map(|r| r.ln()).collect();
    let tied = |a: f64, b: f64| (a - b).abs() <= tie * a.max(b);
    let count = |holds: &dyn Fn(f64, f64) -> bool| {
        share_of(outcomes.iter().zip(&networks).map(|((a, b), network)| (holds(*a, *b), *network)))
    };
    let difference = Difference {
        estimate: estimate(&differences, &networks),
        median: median(&differences),
        variance_ratio: variance_ratio(&outcomes),
    };
    let more = if difference.estimate.is_sure() {
        Some(0)
    } else {
        error(&differences, &networks).and_then(|error| {
            let sd = error.se * (n as f64).sqrt();
            let all = runs_to_decide(difference.estimate.mean, sd, (n / error.draws) as u64)?;
            Some(all.saturating_sub(n as u64).max(1))
        })
    };
    Contest {
        strategy,
        other,
        day,
        ahead: count(&|a, b| a > b && !tied(a, b)),
        level: count(&tied),
        behind: count(&|a, b| a < b && !tied(a, b)),
        median_ratio: quantile(&ratios, 0.5),
        ratio_band: Interval { low: quantile(&ratios, 0.05), high: quantile(&ratios, 0.95) },
        more,
        difference: Some(difference),
        by_luck: sd(&logs),
        by_settings: 0.0,
    }
}

/// Compares two strategies over drawn settings.
pub fn over_settings(drawn: &[Runs], strategy: StrategyId, other: StrategyId, day: u32, tie: f64) -> Contest {
    let ratios: Vec<Vec<f64>> =
        drawn.iter().map(|d| outcome::ratios(&d.records, strategy, other, day)).collect();
    let mut logs: Vec<f64> = ratios.iter().map(|of| mean(of)).collect();
    let (by_luck, by_settings) = apart(&ratios, &logs);
    let count = |o: Outcome| logs.iter().filter(|log| Outcome::of(**log, tie) == o).count();
    let [ahead, level, behind] = Outcome::ALL.map(|o| Share::of(count(o), logs.len()));
    let most = [ahead, level, behind].into_iter().fold(ahead, |a, b| if b.count > a.count { b } else { a });
    logs.sort_by(f64::total_cmp);
    let at = |p| quantile(&logs, p).exp();
    Contest {
        strategy,
        other,
        day,
        ahead,
        level,
        behind,
        median_ratio: at(0.5),
        ratio_band: Interval { low: at(0.05), high: at(0.95) },
        more: settings_to_decide(most.value).map(|n| n.saturating_sub(logs.len() as u64)),
        difference: None,
        by_luck,
        by_settings,
    }
}

/// Settings at which a share would surely be a majority, were it what it is: the smallest n at which
/// the lower end of Wilson's interval passes one half; `None` for a share of half or less.
fn settings_to_decide(share: f64) -> Option<u64> {
    // (p + z²/2n − z·√(p(1−p)/n + z²/4n²))/(1 + z²/n) > ½ ⇔ n·(p − ½)² > z²·p(1−p) + … ; solved by
    // Wald's equivalent for the score test at one half: n > z²/4 ÷ (p − ½)².
    let z = Z95;
    (share > 0.5).then(|| (z * z / 4.0 / (share - 0.5).powi(2)).ceil() as u64)
}

/// Standard deviations of the ln ratios within settings (luck), and between them with the part of
/// luck taken off; luck is 0 where settings have one run each.
fn apart(ratios: &[Vec<f64>], means: &[f64]) -> (f64, f64) {
    let (mut squares, mut freedom, mut runs) = (0.0, 0.0, 0.0);
    for logs in ratios {
        squares += sd(logs).powi(2) * (logs.len().saturating_sub(1)) as f64;
        freedom += logs.len().saturating_sub(1) as f64;
        runs += logs.len() as f64 / ratios.len() as f64;
    }
    let luck = if freedom > 0.0 { squares / freedom } else { 0.0 };
    let between = (sd(means).powi(2) - luck / runs.max(1.0)).max(0.0);
    (luck.sqrt(), between.sqrt())
}

/// Variance of the paired difference A − B over var A + var B, which runs with luck of their own
/// would have: 0.25 says that 100 pairs tell as much as 400 independent runs of each. `None` for
/// fewer than two pairs, or where neither varies.
pub fn variance_ratio(outcomes: &[(f64, f64)]) -> Option<f64> {
    let variance = |of: fn(&(f64, f64)) -> f64| sd(&outcomes.iter().map(of).collect::<Vec<_>>()).powi(2);
    let apart = variance(|o| o.0) + variance(|o| o.1);
    (apart > 0.0).then(|| variance(|o| o.0 - o.1) / apart)
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
    fn settings_to_decide_is_the_first_number_at_which_wilson_excludes_a_half() {
        for share in [0.55, 0.6, 0.75, 0.9] {
            let n = settings_to_decide(share).expect("a majority");
            let excludes = |n: u64| {
                let (p, n) = (share, n as f64);
                let z2 = 3.841_458_820_694_124;
                let low = (p + z2 / (2.0 * n) - (z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n))).sqrt())
                    / (1.0 + z2 / n);
                low > 0.5 - 1e-12
            };
            assert!(excludes(n) && !excludes(n - 1), "{share}: {n}");
        }
        assert_eq!(settings_to_decide(0.5), None);
    }
}
