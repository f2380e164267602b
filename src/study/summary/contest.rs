//! A strategy against another, over pairs of runs with the same luck or over drawn settings.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::statistics::{
    Differ, Estimate, Interval, Share, Z95, error, estimate, mean, median, quantile, runs_to_decide, sd,
    share_of,
};
use crate::study::play::{OtherTalk, Runs, Yardstick, outcome, pairs};
use crate::units::{Day, StrategyId};

/// A strategy against another at one horizon, by active owners, or by profit where that is judged.
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
    pub day: Day,
    /// A is ahead by more than the tie.
    pub ahead: Share,
    /// They are level: |A − B| ≤ max(tie · max(A, B), tie · seeds); of profit, the larger is that in size, and
    /// seeds count by their margin.
    pub level: Share,
    /// A is behind by more than the tie.
    pub behind: Share,
    /// Median lead: A's multiple of B, (A + 1)/(B + 1), in which the 1 keeps dead runs comparable; the
    /// difference A − B of profit.
    pub median_lead: f64,
    /// 5 % and 95 % quantiles of it.
    pub lead_band: Interval,
    /// More runs or settings needed to decide, were everything as now; 0 where it is decided, `None`
    /// where no number can be named. Decided: the interval of the mean difference excludes 0, or
    /// over settings, one outcome is surely the majority.
    pub more: Option<u64>,
    /// What may be said of it.
    pub standing: Standing,
    /// Mean ln ratio over runs, or mean difference of profit, with its interval over networks; at the stated
    /// values.
    pub mean_lead: Option<Estimate>,
    /// The difference in people, or in money, at the stated values.
    pub difference: Option<Difference>,
    /// How far the ln ratio, or the difference of profit, moves by luck alone, a standard deviation; 0 with
    /// one run a setting.
    pub by_luck: f64,
    /// How far it moves by settings alone, luck taken out.
    pub by_settings: Differ,
}

/// What may be said of a strategy against another. Where both are alike, `Ahead` or `Behind` comes up in
/// at most 5 % of studies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Their outcomes are the same in every run.
    Same,
    /// Ahead by more than the tie: the 95 % interval of the mean lead lies beyond it; over settings,
    /// the interval of the share in which it is ahead lies above one half.
    Ahead,
    /// Level in the same way.
    Level,
    /// Behind in the same way.
    Behind,
    /// None of these: not decided.
    Open,
}

impl Standing {
    /// Of the mean lead of runs; level is `bound` to either side of 0.
    fn of_runs(estimate: &Estimate, bound: f64) -> Standing {
        match estimate.interval {
            Some(i) if i.low > bound => Standing::Ahead,
            Some(i) if i.high < -bound => Standing::Behind,
            Some(i) if i.low >= -bound && i.high <= bound => Standing::Level,
            Some(_) | None => Standing::Open,
        }
    }

    /// Of the shares of settings in which a strategy is ahead, level and behind.
    fn of_settings(shares: &[Share; 3]) -> Standing {
        let sure = shares.map(|share| share.interval.low > 0.5);
        match sure {
            [true, ..] => Standing::Ahead,
            [_, true, _] => Standing::Level,
            [.., true] => Standing::Behind,
            [false, false, false] => Standing::Open,
        }
    }

    /// The same seen from the other strategy.
    pub fn turned(self) -> Standing {
        match self {
            Standing::Ahead => Standing::Behind,
            Standing::Behind => Standing::Ahead,
            Standing::Same | Standing::Level | Standing::Open => self,
        }
    }
}

/// The difference of two strategies under the same luck, in people or in money.
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

/// What is judged of each pair of runs.
fn outcomes(
    records: &[RunRecord],
    strategy: StrategyId,
    other: StrategyId,
    yardstick: &Yardstick,
) -> Vec<(f64, f64)> {
    pairs(records, strategy, other).iter().map(|(a, b)| (yardstick.value(a), yardstick.value(b))).collect()
}

/// Compares two strategies over pairs of runs; `talk` are some of them with other talk, for the error of β.
pub fn over_runs(
    records: &[RunRecord],
    talk: Option<&OtherTalk>,
    strategy: StrategyId,
    other: StrategyId,
    yardstick: &Yardstick,
) -> Contest {
    let networks: Vec<u32> = pairs(records, strategy, other).iter().map(|(a, _)| a.network).collect();
    let outcomes_of = |records: &[RunRecord]| outcomes(records, strategy, other, yardstick);
    let outcomes = outcomes_of(records);
    let n = outcomes.len();
    // What the error of β does to the mean of something over pairs.
    let error_of_talk = |of: &dyn Fn(&(f64, f64)) -> f64| {
        let figure = |runs: &Runs| Some(mean(&outcomes_of(&runs.records).iter().map(of).collect::<Vec<_>>()));
        talk.map_or(0.0, |talk| talk.error_of(figure))
    };
    let of_difference = error_of_talk(&|(a, b)| a - b);
    let differences: Vec<f64> = outcomes.iter().map(|(a, b)| a - b).collect();
    let mut shown: Vec<f64> = outcomes.iter().map(|(a, b)| yardstick.shown(*a, *b)).collect();
    shown.sort_by(f64::total_cmp);
    let leads: Vec<f64> = outcomes.iter().map(|(a, b)| yardstick.lead(*a, *b)).collect();
    let of_lead = error_of_talk(&|(a, b)| yardstick.lead(*a, *b));
    let mean_lead = estimate(&leads, &networks).with_error(of_lead);
    let typical =
        |of: fn(&(f64, f64)) -> f64| yardstick.typical(&outcomes.iter().map(of).collect::<Vec<_>>());
    let bound = yardstick.bound(typical(|o| o.0), typical(|o| o.1));
    let same = n > 0 && outcomes.iter().all(|(a, b)| a == b);
    let tied = |a: f64, b: f64| yardstick.is_level(a, b);
    let count = |holds: &dyn Fn(f64, f64) -> bool| {
        let share =
            share_of(outcomes.iter().zip(&networks).map(|((a, b), network)| (holds(*a, *b), *network)));
        share.with_error(error_of_talk(&|(a, b)| f64::from(u8::from(holds(*a, *b)))))
    };
    let difference = Difference {
        estimate: estimate(&differences, &networks).with_error(of_difference),
        median: median(&differences),
        variance_ratio: variance_ratio(&outcomes),
    };
    let more = if difference.estimate.is_sure() {
        Some(0)
    } else {
        error(&differences, &networks).and_then(|error| {
            let sd = error.se * (n as f64).sqrt();
            // More runs make luck smaller and leave the error of β as it is.
            let left = difference.estimate.mean.powi(2) - (Z95 * of_difference).powi(2);
            let all = runs_to_decide(left.max(0.0).sqrt(), sd, (n / error.draws) as u64)?;
            Some(all.saturating_sub(n as u64).max(1))
        })
    };
    Contest {
        strategy,
        other,
        day: yardstick.day,
        ahead: count(&|a, b| a > b && !tied(a, b)),
        level: count(&tied),
        behind: count(&|a, b| a < b && !tied(a, b)),
        median_lead: quantile(&shown, 0.5),
        lead_band: Interval { low: quantile(&shown, 0.05), high: quantile(&shown, 0.95) },
        more,
        standing: if same { Standing::Same } else { Standing::of_runs(&mean_lead, bound) },
        mean_lead: Some(mean_lead),
        difference: Some(difference),
        by_luck: sd(&leads),
        by_settings: Differ::default(),
    }
}

/// Compares two strategies over drawn settings.
pub fn over_settings(
    drawn: &[Runs],
    strategy: StrategyId,
    other: StrategyId,
    yardstick: &Yardstick,
) -> Contest {
    let leads: Vec<Vec<f64>> =
        drawn.iter().map(|d| outcome::leads(&d.records, strategy, other, yardstick)).collect();
    let luck_free = outcome::without_luck(drawn, strategy, other, yardstick);
    let [ahead, level, behind] = luck_free.shares(&outcome::bounds(drawn, strategy, other, yardstick));
    let all = [ahead, level, behind];
    let most = all.into_iter().fold(ahead, |a, b| if b.value > a.value { b } else { a });
    let decided = Standing::of_settings(&all) != Standing::Open;
    let mut means: Vec<f64> = leads.iter().map(|of| mean(of)).collect();
    means.sort_by(f64::total_cmp);
    let at = |p| yardstick.read(quantile(&means, p));
    Contest {
        strategy,
        other,
        day: yardstick.day,
        ahead,
        level,
        behind,
        median_lead: at(0.5),
        lead_band: Interval { low: at(0.05), high: at(0.95) },
        more: match settings_to_decide(most.value) {
            _ if decided => Some(0),
            needed => needed.map(|n| n.saturating_sub(means.len() as u64).max(1)),
        },
        standing: if leads.iter().flatten().all(|lead| *lead == 0.0) {
            Standing::Same
        } else {
            Standing::of_settings(&all)
        },
        mean_lead: None,
        difference: None,
        by_luck: outcome::luck(&leads).0.sqrt(),
        by_settings: luck_free.differ(),
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
