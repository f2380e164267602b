//! A strategy's lead over the baseline by day, and the days on which it passes or falls behind it.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Judged;
use crate::statistics::{Spread, mean};
use crate::study::play::{Flows, Yardstick, flows, pairs};
use crate::study::summary::body::Body;
use crate::units::{Day, StrategyId};

/// One day of a strategy's lead over the baseline: its multiple (A + 1)/(B + 1) of active owners, or the
/// difference A − B of profit where profit is judged. Of each pair of runs at the stated values; over drawn
/// settings that of each setting, exp of the mean ln ratio of its pairs, or their mean difference.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LeadPoint {
    /// Day, 0 is the start.
    pub day: Day,
    /// 5 % quantile of it.
    pub p05: f64,
    /// Median.
    pub p50: f64,
    /// 95 % quantile.
    pub p95: f64,
    /// exp of the mean ln ratio, or the mean difference: what a setting counts for.
    pub typical: f64,
}

/// A strategy's lead over the baseline, day by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LeadCurve {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// A point for each day of the curves of the sample.
    pub points: Vec<LeadPoint>,
    /// Days on which the median passes level for good or for a while.
    pub crossings: Vec<Crossing>,
}

/// The median lead passes from one side of level to the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Crossing {
    /// First day on the new side.
    pub day: Day,
    /// Whether the strategy passes the baseline (else it falls behind).
    pub upwards: bool,
}

/// Lead over the baseline by day; quantiles of logarithms are taken of multiples, so that ½ and 2 weigh alike.
pub(super) fn lead(
    body: Body<'_>,
    strategy: StrategyId,
    baseline: StrategyId,
    days: &[Day],
    yardstick: &Yardstick,
) -> LeadCurve {
    // Of each setting, of each pair of its runs, the lead on every day.
    let settings: Vec<Vec<Vec<f64>>> = body
        .settings
        .iter()
        .map(|runs| {
            let pairs = pairs(&runs.records, strategy, baseline).into_iter();
            pairs
                .map(|(a, b)| {
                    on(days, yardstick, a)
                        .zip(on(days, yardstick, b))
                        .map(|(a, b)| yardstick.lead(a, b))
                        .collect()
                })
                .collect()
        })
        .collect();
    let point = |(at, day): (usize, &Day)| {
        let leads =
            settings.iter().map(|pairs| pairs.iter().map(|pair: &Vec<f64>| pair[at]).collect::<Vec<_>>());
        let spread = match body.drawn {
            true => Spread::of(leads.map(|of| mean(&of))),
            false => Spread::of(leads.flatten()),
        };
        let [p05, p50, p95, typical] =
            [spread.p05, spread.p50, spread.p95, spread.mean].map(|lead| yardstick.read(lead));
        LeadPoint { day: *day, p05, p50, p95, typical }
    };
    let points: Vec<LeadPoint> = days.iter().enumerate().map(point).collect();
    let medians: Vec<(Day, f64)> = points.iter().map(|p| (p.day, yardstick.unread(p.p50))).collect();
    let crossings = crossings(&medians, yardstick.clear(medians.iter().map(|m| m.1)));
    LeadCurve { strategy, points, crossings }
}

/// What is judged of a run on these days.
fn on<'a>(days: &'a [Day], yardstick: &Yardstick, run: &'a RunRecord) -> impl Iterator<Item = f64> {
    let whole: Vec<f64> = match yardstick.outcome {
        Judged::Active => run.rows.iter().map(|row| f64::from(row.active())).collect(),
        Judged::Profit => flows(run).iter().map(Flows::profit).collect(),
    };
    let line = run.timeline;
    days.iter().map(move |day| whole.get(line.row_of(*day)).or(whole.last()).copied().unwrap_or_default())
}

/// Where the median lead passes 0. A side counts once the median stands more than `clear` away from it,
/// so a curve that hugs it does not cross it every day.
///
/// - `medians`: day, and the median ln ratio or difference
fn crossings(medians: &[(Day, f64)], clear: f64) -> Vec<Crossing> {
    let mut found = Vec::new();
    let (mut side, mut passed) = (None, Day(0.0));
    let mut before = 0.0_f64;
    for (day, lead) in medians {
        if *lead != 0.0 && (*lead > 0.0) != (before > 0.0) {
            passed = *day;
        }
        before = *lead;
        if lead.abs() > clear {
            let upwards = *lead > 0.0;
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
        let medians = [1.0, 0.8, 0.7, 0.9, 1.01, 1.2, 1.02, 0.99, 1.3_f64];
        let medians: Vec<(Day, f64)> = (0_u32..).map(Day::from).zip(medians.map(f64::ln)).collect();
        assert_eq!(crossings(&medians, 0.05_f64.ln_1p()), [Crossing { day: Day(4.0), upwards: true }]);
    }
}
