//! Every strategy over all drawn settings: what may come of it, and at what cost.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::study::play::player::Drawn;
use crate::study::statistics::clusters::Ratio;
use crate::study::statistics::estimate::{Share, Spread, Z95, mean, wilson};
use crate::study::statistics::select::spent_by;
use crate::study::statistics::select::{active, first_day, pairs, runs_of};
use crate::study::summary::milestones::take_off_level;

/// One strategy at one horizon, over settings and luck together.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Arm {
    /// Position of the strategy.
    pub strategy: usize,
    /// Day of the horizon.
    pub day: u32,
    /// Active owners over all runs of all settings.
    pub active: Spread,
    /// Mean money spent by then.
    pub spent: f64,
    /// Money per extra active owner over the organic arm: ratio of means over settings; `None`
    /// where there are none extra, or no organic arm.
    pub cost: Option<Ratio>,
    /// Mean share of runs taken off by then, and its 95 % interval (Wilson, settings as the sample).
    pub taken_off: (f64, f64, f64),
}

/// Active owners of a strategy over settings and luck together, by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Band {
    /// Position of the strategy.
    pub strategy: usize,
    /// Every seventh day and the horizon.
    pub points: Vec<BandPoint>,
}

/// One day of a band.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BandPoint {
    /// Day, 0 is the start.
    pub day: u32,
    /// Spread over all runs of all settings.
    pub active: Spread,
}

/// Every strategy at every horizon.
pub fn arms(plan: &Plan, drawn: &[Drawn]) -> Vec<Arm> {
    let organic = plan.organic();
    // Settings are the independent draws.
    let each: Vec<u32> = (0..drawn.len() as u32).collect();
    let arm = |strategy: usize, day: u32| {
        let level = |d: &Drawn| {
            let runs = runs_of(&d.records, strategy);
            let over = |r: &&&RunRecord| first_day(r, take_off_level(plan)).is_some_and(|first| first <= day);
            runs.iter().filter(over).count() as f64 / runs.len().max(1) as f64
        };
        let off = mean(&drawn.iter().map(level).collect::<Vec<_>>());
        let (low, high) = wilson(off, drawn.len() as f64, Z95);
        let horizon = plan.horizon_days();
        let money: Vec<f64> = drawn
            .iter()
            .map(|d| of_runs(&runs_of(&d.records, strategy), |r| spent_by(r, None, day, horizon)))
            .collect();
        let extra = organic.filter(|o| *o != strategy).map(|organic| -> Vec<f64> {
            let more = |d: &Drawn| {
                let pairs = pairs(&d.records, strategy, organic);
                mean(&pairs.iter().map(|(a, b)| active(a, day) - active(b, day)).collect::<Vec<_>>())
            };
            drawn.iter().map(more).collect()
        });
        Arm {
            strategy,
            day,
            active: spread(drawn, strategy, day),
            spent: mean(&money),
            cost: extra.and_then(|extra| Ratio::of(&money, &extra, &each)),
            taken_off: (off, low, high),
        }
    };
    let all = 0..plan.strategies.len();
    all.flat_map(|s| plan.compare.at_days.iter().map(move |day| (s, *day)))
        .map(|(s, day)| arm(s, day))
        .collect()
}

fn of_runs(runs: &[&RunRecord], value: impl Fn(&RunRecord) -> f64) -> f64 {
    mean(&runs.iter().map(|r| value(r)).collect::<Vec<_>>())
}

/// All runs of a strategy in all settings.
pub fn runs(drawn: &[Drawn], strategy: usize) -> Vec<&RunRecord> {
    drawn.iter().flat_map(|d| runs_of(&d.records, strategy)).collect()
}

/// Runs that won over 90 % of everybody who could be won.
pub fn used_up(runs: &[&RunRecord]) -> Share {
    let full = |r: &&&RunRecord| r.days.last().is_some_and(|d| d.adopted > d.market / 10 * 9);
    Share::of(runs.iter().filter(full).count(), runs.len())
}

fn spread(drawn: &[Drawn], strategy: usize, day: u32) -> Spread {
    let values: Vec<f64> = runs(drawn, strategy).into_iter().map(|r| active(r, day)).collect();
    Spread::of(&values)
}

/// Bands of every strategy.
pub fn bands(plan: &Plan, drawn: &[Drawn]) -> Vec<Band> {
    let horizon = plan.horizon_days();
    let days = || (0..=horizon).filter(|d| d.is_multiple_of(7) || *d == horizon);
    (0..plan.strategies.len())
        .map(|strategy| Band {
            strategy,
            points: days().map(|day| BandPoint { day, active: spread(drawn, strategy, day) }).collect(),
        })
        .collect()
}
