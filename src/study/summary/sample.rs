//! Every strategy over a body of runs: those at the stated values, or those of all drawn settings.
//!
//! Always true: over drawn settings a setting counts once, however often it was played; at the
//! stated values a run counts once.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::statistics::clusters::{Ratio, share_of};
use crate::statistics::estimate::{Estimate, Share, Spread, Z95, mean, median, wilson};
use crate::study::play::player::Drawn;
use crate::study::play::select::{active, first_day, pairs, runs_of, spent_by};
use crate::study::summary::contest::{self, Contest};
use crate::study::summary::curves::{Curve, Point, Series, curves};
use crate::study::summary::milestones::take_off_level;
use crate::units::StrategyId;

/// What a body of runs says of every strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sample {
    /// Settings: 1 at the stated values.
    pub settings: usize,
    /// Runs of each strategy in each setting.
    pub runs: usize,
    /// Networks they were played on.
    pub networks: usize,
    /// Every strategy at every horizon.
    pub arms: Vec<Arm>,
    /// Every other strategy against the baseline; over drawn settings also the leader against every
    /// other; at every horizon.
    pub contests: Vec<Contest>,
    /// Every quantity of every strategy by day; over drawn settings active owners only, by week.
    pub curves: Vec<Curve>,
    /// How the service floor held, by strategy.
    pub service: Vec<Service>,
    /// Share of runs that won over 90 % of the market, by strategy.
    pub used_up: Vec<Share>,
}

/// One strategy at one horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Arm {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// Day of the horizon.
    pub day: u32,
    /// Active owners over all runs.
    pub active: Spread,
    /// Mean money spent by then.
    pub spent: f64,
    /// Money per extra active owner over the organic arm, a ratio of means; `None` where there are
    /// none extra, or no organic arm.
    pub cost: Option<Ratio>,
    /// Mean share of runs taken off by then.
    pub taken_off: Estimate,
}

/// How the service floor held.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Service {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// Share of runs in which the mean wait of some day passed the promise.
    pub overrun: Share,
    /// Median of active owners on the first such day, over the runs that had one.
    pub owners_then: Option<f64>,
}

/// The runs of a sample.
#[derive(Clone, Copy)]
enum Runs<'a> {
    Stated(&'a [RunRecord]),
    Drawn(&'a [Drawn]),
}

impl Sample {
    /// The runs at the stated values.
    pub fn stated(plan: &Plan, records: &[RunRecord]) -> Sample {
        let all = plan.strategy_ids();
        let base = plan.compare.baseline;
        let of = |s: StrategyId| runs_of(records, s);
        Sample {
            settings: 1,
            runs: all.clone().map(|s| of(s).len()).min().unwrap_or(0),
            contests: all
                .clone()
                .filter(|s| *s != base)
                .flat_map(|s| plan.compare.at_days.iter().map(move |day| (s, *day)))
                .map(|(s, day)| contest::over_runs(records, s, base, day, plan.compare.tie))
                .collect(),
            curves: all.flat_map(|s| curves(s, &of(s), plan.horizon_days())).collect(),
            ..Sample::of(plan, Runs::Stated(records))
        }
    }

    /// The runs of drawn settings; `leader` is set against every other strategy.
    pub fn drawn(plan: &Plan, drawn: &[Drawn], leader: StrategyId) -> Sample {
        let (all, base) = (plan.strategy_ids(), plan.compare.baseline);
        let mut set: Vec<(StrategyId, StrategyId)> =
            all.clone().filter(|s| *s != base).map(|s| (s, base)).collect();
        set.extend(all.clone().filter(|s| *s != leader && *s != base).map(|s| (leader, s)));
        let horizon = plan.horizon_days();
        let weeks = || (0..=horizon).filter(|d| d.is_multiple_of(7) || *d == horizon);
        let sample = Runs::Drawn(drawn);
        let curve = |strategy| Curve {
            strategy,
            series: Series::Active,
            points: weeks().map(|day| Point { day, spread: sample.active(strategy, day) }).collect(),
        };
        Sample {
            settings: drawn.len(),
            runs: plan.compare.replications_per_setting as usize,
            contests: set
                .into_iter()
                .flat_map(|pair| plan.compare.at_days.iter().map(move |day| (pair, *day)))
                .map(|((a, b), day)| contest::over_settings(drawn, a, b, day, plan.compare.tie))
                .collect(),
            curves: all.map(curve).collect(),
            ..Sample::of(plan, sample)
        }
    }

    fn of(plan: &Plan, runs: Runs) -> Sample {
        let all = plan.strategy_ids();
        let days = &plan.compare.at_days;
        Sample {
            settings: 0,
            runs: 0,
            networks: runs.networks(),
            arms: all.clone().flat_map(|s| days.iter().map(move |day| arm(plan, runs, s, *day))).collect(),
            contests: Vec::new(),
            curves: Vec::new(),
            service: all.clone().map(|s| service(plan, s, &runs.all(s))).collect(),
            used_up: all.map(|s| used_up(&runs.all(s))).collect(),
        }
    }

    /// A strategy at a horizon.
    pub fn arm(&self, strategy: StrategyId, day: u32) -> Option<&Arm> {
        self.arms.iter().find(|a| (a.strategy, a.day) == (strategy, day))
    }

    /// The strategies at a horizon, the largest median first; of equal medians the larger mean, then
    /// the order of the scenario.
    pub fn ranking(&self, day: u32) -> Vec<&Arm> {
        let mut arms: Vec<&Arm> = self.arms.iter().filter(|a| a.day == day).collect();
        arms.sort_by(|a, b| {
            b.active.p50.total_cmp(&a.active.p50).then(b.active.mean.total_cmp(&a.active.mean))
        });
        arms
    }

    /// A strategy against another at a horizon.
    pub fn contest(&self, strategy: StrategyId, other: StrategyId, day: u32) -> Option<&Contest> {
        self.contests.iter().find(|c| (c.strategy, c.other, c.day) == (strategy, other, day))
    }

    /// The curve of a quantity of a strategy; empty where there is none.
    pub fn curve(&self, strategy: StrategyId, series: Series) -> &[Point] {
        let found = self.curves.iter().find(|c| c.strategy == strategy && c.series == series);
        found.map_or(&[], |c| &c.points)
    }
}

impl<'a> Runs<'a> {
    /// All runs of a strategy.
    fn all(self, strategy: StrategyId) -> Vec<&'a RunRecord> {
        match self {
            Runs::Stated(records) => runs_of(records, strategy),
            Runs::Drawn(drawn) => drawn.iter().flat_map(|d| runs_of(&d.records, strategy)).collect(),
        }
    }

    fn networks(self) -> usize {
        let networks: BTreeSet<u32> = match self {
            Runs::Stated(records) => records.iter().map(|r| r.network).collect(),
            Runs::Drawn(drawn) => drawn.iter().flat_map(|d| &d.records).map(|r| r.network).collect(),
        };
        networks.len()
    }

    fn active(self, strategy: StrategyId, day: u32) -> Spread {
        Spread::of(&self.all(strategy).into_iter().map(|r| active(r, day)).collect::<Vec<_>>())
    }

    /// Values of independent draws, and which of these may be alike: runs with their networks, or
    /// the mean of each setting.
    fn draws(self, values: impl Fn(&'a [RunRecord]) -> Vec<(f64, u32)>) -> (Vec<f64>, Vec<u32>) {
        match self {
            Runs::Stated(records) => values(records).into_iter().unzip(),
            Runs::Drawn(drawn) => drawn
                .iter()
                .zip(0..)
                .map(|(d, k)| (mean(&values(&d.records).into_iter().map(|v| v.0).collect::<Vec<_>>()), k))
                .unzip(),
        }
    }
}

fn arm(plan: &Plan, runs: Runs, strategy: StrategyId, day: u32) -> Arm {
    let horizon = plan.horizon_days();
    let money = |r: &RunRecord| spent_by(r, None, day, horizon);
    let each = |records, value: &dyn Fn(&RunRecord) -> f64| -> Vec<(f64, u32)> {
        runs_of(records, strategy).into_iter().map(|r| (value(r), r.network)).collect()
    };
    let (spent, clusters) = runs.draws(|records| each(records, &money));
    let cost = plan.organic().filter(|o| *o != strategy).and_then(|organic| {
        let (extra, _) = runs.draws(|records| {
            let pairs = pairs(records, strategy, organic);
            pairs.iter().map(|(a, b)| (active(a, day) - active(b, day), a.network)).collect()
        });
        Ratio::of(&spent, &extra, &clusters)
    });
    let off = |r: &RunRecord| first_day(r, take_off_level(plan)).is_some_and(|first| first <= day);
    let (taken_off, networks) = runs.draws(|records| each(records, &|r| f64::from(u8::from(off(r)))));
    let taken_off = match runs {
        Runs::Stated(_) => {
            let share = share_of(taken_off.iter().zip(networks).map(|(off, n)| (*off > 0.0, n)));
            Estimate { mean: share.value, interval: Some(share.interval()) }
        }
        Runs::Drawn(_) => {
            let off = mean(&taken_off);
            Estimate { mean: off, interval: Some(wilson(off, taken_off.len() as f64, Z95)) }
        }
    };
    Arm { strategy, day, active: runs.active(strategy, day), spent: mean(&spent), cost, taken_off }
}

/// How the service floor held over these runs of a strategy.
fn service(plan: &Plan, strategy: StrategyId, runs: &[&RunRecord]) -> Service {
    let promise = plan.service.promise_days * 24.0;
    let first_overrun = |r: &RunRecord| r.days.iter().find(|d| d.wait_hours > promise).map(|d| d.active());
    let owners: Vec<f64> = runs.iter().filter_map(|r| first_overrun(r)).map(f64::from).collect();
    Service {
        strategy,
        overrun: share_of(runs.iter().map(|r| (first_overrun(r).is_some(), r.network))),
        owners_then: (!owners.is_empty()).then(|| median(&owners)),
    }
}

/// Runs that won over 90 % of the people whom their market held at the end.
fn used_up(runs: &[&RunRecord]) -> Share {
    let full =
        |r: &RunRecord| r.days.last().is_some_and(|d| u64::from(d.adopted) * 10 > u64::from(d.market) * 9);
    share_of(runs.iter().map(|r| (full(r), r.network)))
}
