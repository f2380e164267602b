//! What the ledger of one run says beyond credit, small enough to keep when the ledger is dropped:
//! its trees by size, how many people each day's adopters won, and what came sooner, or came at
//! all, against the organic arm.
//!
//! Always true: everybody in the ledger is in one tree and in one cohort; children of all cohorts
//! and roots of all trees sum to the ledger's length; acceleration and expansion sum to the total.

use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::{Deserialize, Serialize};

use crate::engine::record::{Adoption, RunRecord};
use crate::scenario::plan::Plan;
use crate::study::cascades::{ledger_parents, trees};
use crate::units::{PersonId, StrategyId};

/// Days of a year of discounting.
pub const YEAR: f64 = 365.25;

/// Most bytes of ledgers that are kept at a time so that they can be digested.
const LEDGER_BYTES: u64 = 2 << 30;

/// What is kept of one run's ledger.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LedgerDigest {
    pub strategy: StrategyId,
    pub replication: u32,
    pub network: u32,
    /// Trees by size: class k holds those of 2ᵏ to 2ᵏ⁺¹ − 1 people; ends with the largest tree.
    pub trees: Vec<TreeClass>,
    /// Adopters of each day and the people they won by the horizon; day 0 are the seeds.
    pub cohorts: Vec<Cohort>,
    /// People won by adopters of the first half of the horizon, by days after their parent's
    /// adoption; ends with the longest wait.
    pub delays: Vec<u32>,
    /// Against the organic arm with the same luck; `None` for that arm itself, or without one.
    pub gain: Option<Gain>,
}

/// Trees of one size class of one run.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct TreeClass {
    pub trees: u32,
    pub people: u64,
    /// Sum of their structural viralities.
    pub virality: f64,
    /// Sum of their depths.
    pub depth: u64,
    /// The largest depth.
    pub deepest: u32,
    /// People of the largest tree.
    pub largest: u32,
}

/// Everybody who adopted on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Cohort {
    pub adopters: u32,
    /// Last-touch children: people that one of them convinced, by the horizon.
    pub won: u32,
}

/// What a strategy gained over the organic arm, in two measures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Gain {
    /// Adoptions, each worth e^(−r·t) with t its time in years: today's adoptions' worth.
    pub discounted: Split,
    /// Days from adoption to the horizon, whether or not it was given up in between.
    pub person_days: Split,
}

/// A difference between two arms, split by who adopts in which.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Split {
    /// The strategy's sum minus the organic arm's.
    pub total: f64,
    /// Of people who adopt in both: they adopt sooner, or (below 0) later.
    pub acceleration: f64,
    /// Of people who adopt in one arm only: gained, minus those lost.
    pub expansion: f64,
}

/// How ticks become days and worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Clock {
    pub ticks_per_day: u32,
    pub horizon_ticks: u32,
    /// Discount a year (r), at least 0.
    pub discount: f64,
}

impl Clock {
    /// The clock of a plan, discounting as its comparison says.
    pub fn of(plan: &Plan) -> Clock {
        Clock {
            ticks_per_day: plan.ticks_per_day,
            horizon_ticks: plan.horizon_ticks,
            discount: plan.compare.discount_per_year,
        }
    }

    fn days(&self, ticks: u32) -> f64 {
        f64::from(ticks) / f64::from(self.ticks_per_day)
    }

    /// What an adoption at this tick counts, in both measures.
    fn worth(&self, tick: u32) -> [f64; 2] {
        let years = self.days(tick) / YEAR;
        [libm::exp(-self.discount * years), self.days(self.horizon_ticks.saturating_sub(tick))]
    }
}

/// Digests one run; `organic` is the ledger of the organic arm with the same luck.
///
/// O(lines of both ledgers), measured on 2 shared cores: 20 ns a line where it has 10,000, 40 to 90 ns
/// where it has 100,000 to a million (the people looked up lie anywhere in memory), and 13 to 60 ns
/// a line of both ledgers for the gain.
pub fn digest(run: &RunRecord, organic: Option<&[Adoption]>, clock: Clock) -> LedgerDigest {
    let parents = ledger_parents(&run.ledger);
    let (cohorts, delays) = cohorts(&run.ledger, &parents, clock);
    LedgerDigest {
        strategy: run.strategy,
        replication: run.replication,
        network: run.network,
        trees: classes(&parents),
        cohorts,
        delays,
        gain: organic.map(|organic| gain(&run.ledger, organic, clock)),
    }
}

fn classes(parents: &[Option<u32>]) -> Vec<TreeClass> {
    let mut classes: Vec<TreeClass> = Vec::new();
    for tree in trees(parents) {
        let class = tree.size.ilog2() as usize;
        if classes.len() <= class {
            classes.resize(class + 1, TreeClass::default());
        }
        let of = &mut classes[class];
        of.trees += 1;
        of.people += u64::from(tree.size);
        of.virality += tree.virality;
        of.depth += u64::from(tree.depth);
        of.deepest = of.deepest.max(tree.depth);
        of.largest = of.largest.max(tree.size);
    }
    classes
}

fn cohorts(ledger: &[Adoption], parents: &[Option<u32>], clock: Clock) -> (Vec<Cohort>, Vec<u32>) {
    let day = |tick: u32| tick.div_ceil(clock.ticks_per_day) as usize;
    let horizon = day(clock.horizon_ticks);
    let mut cohorts = vec![Cohort::default(); horizon + 1];
    let mut delays: Vec<u32> = Vec::new();
    for (adoption, parent) in ledger.iter().zip(parents) {
        let own = day(adoption.tick).min(horizon);
        cohorts[own].adopters += 1;
        let Some(parent) = *parent else { continue };
        let by = day(ledger[parent as usize].tick).min(horizon);
        cohorts[by].won += 1;
        if 2 * by <= horizon {
            let delay = own - by;
            if delays.len() <= delay {
                delays.resize(delay + 1, 0);
            }
            delays[delay] += 1;
        }
    }
    (cohorts, delays)
}

/// Splits what a strategy gained over the organic arm into what came sooner and what came at all.
///
/// A person who adopts in both arms counts with the difference of the two worths (acceleration), a
/// person who adopts in one only with the whole worth there (expansion).
/// The two parts and their sum are those of Libai, Muller & Peres 2013, *Journal of Marketing
/// Research* 50:161; the same luck in both arms makes "the same person without it" a fact here.
pub fn gain(ledger: &[Adoption], organic: &[Adoption], clock: Clock) -> Gain {
    let mut there: FxHashMap<PersonId, u32> =
        FxHashMap::with_capacity_and_hasher(organic.len(), FxBuildHasher);
    let mut splits = [Split::default(); 2];
    for adoption in organic {
        there.insert(adoption.person, adoption.tick);
        for (split, worth) in splits.iter_mut().zip(clock.worth(adoption.tick)) {
            split.total -= worth;
            split.expansion -= worth;
        }
    }
    for adoption in ledger {
        let here = clock.worth(adoption.tick);
        let without = there.get(&adoption.person).map(|tick| clock.worth(*tick));
        for (k, split) in splits.iter_mut().enumerate() {
            split.total += here[k];
            match without {
                // Taken back from those who adopt there only.
                Some(without) => {
                    split.expansion += without[k];
                    split.acceleration += here[k] - without[k];
                }
                None => split.expansion += here[k],
            }
        }
    }
    let [discounted, person_days] = splits;
    Gain { discounted, person_days }
}

/// Whether the ledgers of so many replications of every strategy fit into 2 GiB, were everybody
/// eligible to adopt in all of them.
pub fn ledgers_fit(plan: &Plan, replications: u32) -> bool {
    let eligible = f64::from(plan.market.people) * plan.market.eligible_share();
    let runs = plan.strategies.len() as f64 * f64::from(replications);
    eligible * runs * (size_of::<Adoption>() as f64) <= LEDGER_BYTES as f64
}

/// Digests runs that still have their ledgers, each against the organic arm among them with the
/// same replication number; in the order of the runs, whatever the threads.
pub fn digest_all(plan: &Plan, runs: &[RunRecord]) -> Vec<LedgerDigest> {
    let clock = Clock::of(plan);
    let organic = plan.organic();
    let without: FxHashMap<u32, &RunRecord> =
        runs.iter().filter(|r| Some(r.strategy) == organic).map(|r| (r.replication, r)).collect();
    runs.par_iter()
        .map(|run| {
            let other = without.get(&run.replication).filter(|_| Some(run.strategy) != organic);
            digest(run, other.map(|o| o.ledger.as_slice()), clock)
        })
        .collect()
}
