//! What the ledgers of all runs say beyond credit, by strategy: trees by size, reproduction by day of
//! adoption, and how much of the gain over the organic arm is people won sooner, how much people
//! won at all.
//!
//! Always true: trees and people of all size classes sum to those of the strategy; the means of
//! acceleration and expansion sum to the mean of the total.

use serde::Serialize;

use crate::scenario::plan::Plan;
use crate::statistics::{Estimate, Interval, estimate, mean, ratio_interval};
use crate::study::play::{Gain, LedgerDigest, OtherTalk, Runs, Split, TreeClass};
use crate::units::StrategyId;

/// A cohort is complete once this share of the people that it wins has adopted.
const COMPLETE: f64 = 0.95;

/// What the ledgers of a study say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LedgerStatistics {
    /// Trees by strategy and size.
    pub cascades: Vec<CascadeClass>,
    /// People won per adopter, by strategy and day of adoption.
    pub reproduction: Vec<Reproduction>,
    /// The gain over the organic arm, by strategy and measure.
    pub value: Vec<Value>,
}

/// Trees of one size class of one strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CascadeClass {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// Smallest tree of the class, in people.
    pub from: u64,
    /// Largest tree that the class could hold.
    pub to: u64,
    /// Mean number of trees a run.
    pub trees: f64,
    /// Mean number of people in them a run.
    pub people: f64,
    /// Mean structural virality of its trees (`cascades::Tree`); 0 where it has none.
    pub virality: f64,
    /// Mean depth of its trees.
    pub depth: f64,
    /// The largest depth in any run.
    pub deepest: u32,
    /// People of the largest tree of any run.
    pub largest: u32,
}

/// The reproduction number of one strategy's adopters, day by day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reproduction {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// Days by which 95 % of the people won by the adopters of the first half of the horizon had
    /// come; `None` where they won nobody.
    pub complete_after: Option<u32>,
    /// First day whose adopters have had less time than that: from here on the horizon cuts the
    /// count short.
    pub censored_from: Option<u32>,
    /// Days with adopters in some run, ascending; day 0 are the seeds.
    pub points: Vec<CohortPoint>,
}

/// The adopters of one day, over runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CohortPoint {
    /// Day of adoption.
    pub day: u32,
    /// Mean number of adopters a run.
    pub adopters: f64,
    /// People they won by the horizon ÷ adopters, of all runs together: a ratio of means.
    pub r: f64,
    /// 95 % interval of the ratio (delta method), at least 0; `None` with fewer than two runs.
    pub interval: Option<Interval>,
}

/// A gain over the organic arm in one measure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Value {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// What is counted.
    pub measure: Measure,
    /// Discount a year, where the measure discounts.
    pub discount_per_year: Option<f64>,
    /// The whole difference.
    pub total: Gained,
    /// What comes of people who adopt in both arms, sooner or later.
    pub acceleration: Gained,
    /// What comes of people who adopt in one arm only.
    pub expansion: Gained,
}

/// What an adoption counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// e^(−r·years until it).
    DiscountedAdoptions,
    /// Days from it to the horizon.
    PersonDays,
}

impl Measure {
    /// The name used in tables.
    pub fn name(self) -> &'static str {
        match self {
            Measure::DiscountedAdoptions => "discounted_adoptions",
            Measure::PersonDays => "person_days",
        }
    }
}

/// A mean over runs.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Gained {
    /// Mean a run.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// Mean ÷ mean of the total; `None` where that is not surely on one side of 0.
    pub share: Option<f64>,
}

/// Sums the digests of the stated runs up by strategy, the error of β in the intervals; `None` where there are
/// none.
pub fn ledger_statistics(plan: &Plan, stated: &Runs) -> Option<LedgerStatistics> {
    if stated.digests.is_empty() {
        return None;
    }
    let mut all = LedgerStatistics { cascades: Vec::new(), reproduction: Vec::new(), value: Vec::new() };
    let discount = plan.compare.discount_per_year;
    for strategy in plan.strategy_ids() {
        let runs = digests_of(stated, strategy);
        all.cascades.extend(cascades(strategy, &runs));
        let (mut own, mut values) = (reproduction(strategy, &runs), value(strategy, &runs, discount));
        if let Some(talk) = &stated.other_talk {
            let other = [&talk.weaker, &talk.stronger].map(|runs| digests_of(runs, strategy));
            own.take_in_error(talk, &other.each_ref().map(|runs| reproduction(strategy, runs)));
            let other = other.map(|runs| value(strategy, &runs, discount));
            for (k, of) in values.iter_mut().enumerate() {
                if let [Some(weaker), Some(stronger)] = other.each_ref().map(|values| values.get(k)) {
                    of.take_in_error(talk, (weaker, stronger));
                }
            }
        }
        all.reproduction.push(own);
        all.value.extend(values);
    }
    Some(all)
}

fn digests_of(runs: &Runs, strategy: StrategyId) -> Vec<&LedgerDigest> {
    runs.digests.iter().filter(|r| r.strategy == strategy).collect()
}

impl Reproduction {
    /// Takes the error of β into the intervals, by the same days with weaker and with stronger talk.
    fn take_in_error(&mut self, talk: &OtherTalk, [weaker, stronger]: &[Reproduction; 2]) {
        let on = |of: &Reproduction, day: u32| of.points.iter().find(|p| p.day == day).map(|p| p.r);
        for point in &mut self.points {
            let error = on(weaker, point.day)
                .zip(on(stronger, point.day))
                .map_or(0.0, |(weaker, stronger)| talk.error_between(weaker, stronger));
            point.interval = point.interval.map(|i| {
                let wider = i.with_error(point.r, error);
                Interval { low: wider.low.max(0.0), ..wider }
            });
        }
    }
}

impl Value {
    /// Takes the error of β into the intervals, by the same gain with weaker and with stronger talk.
    fn take_in_error(&mut self, talk: &OtherTalk, (weaker, stronger): (&Value, &Value)) {
        let parts = |of: &Value| [of.total, of.acceleration, of.expansion].map(|part| part.estimate.mean);
        let (weaker, stronger) = (parts(weaker), parts(stronger));
        for (k, part) in
            [&mut self.total, &mut self.acceleration, &mut self.expansion].into_iter().enumerate()
        {
            part.estimate = part.estimate.with_error(talk.error_between(weaker[k], stronger[k]));
        }
        if !self.total.estimate.is_sure() {
            for part in [&mut self.total, &mut self.acceleration, &mut self.expansion] {
                part.share = None;
            }
        }
    }
}

fn cascades(strategy: StrategyId, runs: &[&LedgerDigest]) -> Vec<CascadeClass> {
    let classes = runs.iter().map(|r| r.trees.len()).max().unwrap_or(0);
    let n = runs.len().max(1) as f64;
    (0..classes)
        .map(|class| {
            let mut sum = TreeClass::default();
            let mut trees = 0_u64;
            for of in runs.iter().filter_map(|r| r.trees.get(class)) {
                trees += u64::from(of.trees);
                sum.people += of.people;
                sum.virality += of.virality;
                sum.depth += of.depth;
                sum.deepest = sum.deepest.max(of.deepest);
                sum.largest = sum.largest.max(of.largest);
            }
            let a_tree = |total: f64| if trees > 0 { total / trees as f64 } else { 0.0 };
            CascadeClass {
                strategy,
                from: 1 << class,
                to: (2 << class) - 1,
                trees: trees as f64 / n,
                people: sum.people as f64 / n,
                virality: a_tree(sum.virality),
                depth: a_tree(sum.depth as f64),
                deepest: sum.deepest,
                largest: sum.largest,
            }
        })
        .collect()
}

/// People won per adopter, by day of adoption, over the runs of one strategy.
pub fn reproduction(strategy: StrategyId, runs: &[&LedgerDigest]) -> Reproduction {
    let days = runs.iter().map(|r| r.cohorts.len()).max().unwrap_or(0);
    let networks: Vec<u32> = runs.iter().map(|r| r.network).collect();
    let points = (0..days)
        .filter_map(|day| {
            let cohort = |r: &&LedgerDigest| r.cohorts.get(day).copied().unwrap_or_default();
            let adopters: Vec<f64> = runs.iter().map(|r| f64::from(cohort(r).adopters)).collect();
            let won: Vec<f64> = runs.iter().map(|r| f64::from(cohort(r).won)).collect();
            let heads = mean(&adopters);
            (heads > 0.0).then(|| CohortPoint {
                day: day as u32,
                adopters: heads,
                r: mean(&won) / heads,
                interval: ratio_interval(&won, &adopters, &networks)
                    .map(|i| Interval { low: i.low.max(0.0), ..i }),
            })
        })
        .collect();
    let complete_after = complete_after(runs);
    let last = days.saturating_sub(1) as u32;
    Reproduction {
        strategy,
        complete_after,
        censored_from: complete_after.map(|wait| last.saturating_sub(wait) + 1),
        points,
    }
}

/// Days after adoption by which [`COMPLETE`] of the people that the adopters of the first half of
/// the horizon won had come.
fn complete_after(runs: &[&LedgerDigest]) -> Option<u32> {
    let longest = runs.iter().map(|r| r.delays.len()).max().unwrap_or(0);
    let by_delay: Vec<u64> = (0..longest)
        .map(|wait| runs.iter().filter_map(|r| r.delays.get(wait)).map(|n| u64::from(*n)).sum())
        .collect();
    let all: u64 = by_delay.iter().sum();
    let mut come = 0;
    by_delay
        .iter()
        .position(|n| {
            come += n;
            come as f64 >= COMPLETE * all as f64
        })
        .map(|wait| wait as u32)
}

/// The gain of one strategy over the organic arm in both measures; empty where no run has one.
pub fn value(strategy: StrategyId, runs: &[&LedgerDigest], discount: f64) -> Vec<Value> {
    let (gains, networks): (Vec<Gain>, Vec<u32>) =
        runs.iter().filter_map(|r| Some((r.gain?, r.network))).unzip();
    if gains.is_empty() {
        return Vec::new();
    }
    let of = |measure, discount_per_year, splits: Vec<Split>| {
        let total: Vec<f64> = splits.iter().map(|s| s.total).collect();
        let whole = estimate(&total, &networks);
        let gained = |part: fn(&Split) -> f64| {
            let values: Vec<f64> = splits.iter().map(part).collect();
            let estimate = estimate(&values, &networks);
            Gained { estimate, share: whole.is_sure().then(|| estimate.mean / whole.mean) }
        };
        Value {
            strategy,
            measure,
            discount_per_year,
            total: gained(|s| s.total),
            acceleration: gained(|s| s.acceleration),
            expansion: gained(|s| s.expansion),
        }
    };
    vec![
        of(Measure::DiscountedAdoptions, Some(discount), gains.iter().map(|g| g.discounted).collect()),
        of(Measure::PersonDays, None, gains.iter().map(|g| g.person_days).collect()),
    ]
}
