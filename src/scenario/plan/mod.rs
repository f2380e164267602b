//! The plan: what a scenario means, with every default filled in and every range proven.
//!
//! Plain data. A checked plan cannot fail inside a tick, so nothing here returns an error.
//! Rates are per day, durations in days, shares in [0, 1], money in the plan's currency.
//! A default and its source stand in the declaration of its key.

use crate::units::{Day, StrategyId, Timeline};
use jiff::civil::Date;
use serde::Serialize;

mod assumption;
mod strategy;
mod unranged;

pub use super::arrivals::{Arrivals, PerDay};
pub use super::channels::{Channel, ChannelKind};
#[doc(hidden)]
pub use super::channels::{Chat, Club, Feed};
pub use super::compare::{Compare, Judged, Until};
pub use super::degrees::DegreeLaw;
pub use super::market::{Cities, CitySizes, First, Growth, Market, Segment};
pub use super::market_rules::{MarketRules, Need};
#[doc(hidden)]
pub use super::network::{Communities, PowerLaw, Random, SmallWorld};
pub use super::network::{Layer, LayerKind};
pub use super::product::Product;
pub use super::rival::RivalPlan;
pub(crate) use super::seeds::top_people;
pub use super::seeds::{Pick, Seeds};
pub use super::service::Service;
pub use super::shock::Shock;
pub use super::speech::{Force, Pace};
#[doc(hidden)]
pub use super::talk::{DistinctVoices, TalkRates, Trust};
pub use super::talk::{Resistance, Talk};
pub use super::top::Time;
pub use super::trend::{Trend, hour_factor, wind};
pub use assumption::*;
pub use strategy::*;
pub use unranged::Unranged;

/// Drawn settings that share a network of many people.
const SETTINGS_PER_NETWORK: u32 = 4;
/// People from which on networks hardly differ, and take seconds to draw.
const MANY: u32 = 200_000;

/// Everything a run needs to know.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// Title, shown in every output.
    pub name: String,
    /// The question the scenario asks, if it says one.
    pub question: Option<String>,
    /// Calendar date of day 0.
    pub start: Date,
    /// Number of ticks to run, at least 1.
    pub horizon_ticks: u32,
    /// Ticks a day, at least 1: a tick never lasts longer than a day and divides it.
    pub ticks_per_day: u32,
    /// Ticks from one row of a run's record to the next; they divide a day.
    pub ticks_per_row: u32,
    /// When within a tick new owners begin.
    pub time: Time,
    /// Master seed of all draws.
    pub seed: u64,
    /// Currency code shown beside money.
    pub currency: String,
    /// Who could ever have the product.
    pub market: Market,
    /// Social networks, at least one.
    pub layers: Vec<Layer>,
    /// How persuasion works and how long talk lasts.
    pub talk: Talk,
    /// Ways of speaking, at most 32.
    pub channels: Vec<Channel>,
    /// What owners experience.
    pub product: Product,
    /// The service floor every strategy has.
    pub service: Service,
    /// The people the product starts with.
    pub seeds: Seeds,
    /// How strategies are compared.
    pub compare: Compare,
    /// At least one; an organic one is added when every written one has a tactic.
    pub strategies: Vec<Strategy>,
    /// Every number written with a range.
    pub assumptions: Vec<Assumption>,
    /// The world in which one owner wins `talk.organic_r` people, where it is another one than this:
    /// talk is as convincing as there. It has no strategies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Box<Plan>>,
}

impl Plan {
    /// Says that R holds in another world; nothing where that differs in nothing.
    pub(super) fn hold_at(&mut self, world: Plan) {
        let own = (self.strategies.clone(), self.compare.clone(), self.assumptions.clone());
        let (strategies, compare, assumptions) = own;
        let same = *self == Plan { strategies, compare, assumptions, ..world.clone() };
        let world = Plan { strategies: Vec::new(), assumptions: Vec::new(), ..world };
        self.reference = (!same).then(|| Box::new(world));
    }

    /// The world in which one owner wins `talk.organic_r` people.
    pub fn reference(&self) -> &Plan {
        self.reference.as_deref().unwrap_or(self)
    }

    /// Length of a tick in days.
    pub fn tick_days(&self) -> f64 {
        1.0 / f64::from(self.ticks_per_day)
    }

    /// Whether every layer is an import, so that there is one network.
    fn all_imported(&self) -> bool {
        let given = |l: &Layer| matches!(l.kind, LayerKind::Import { .. }) && l.part_of.is_none();
        self.layers.iter().all(given)
    }

    /// Replications that share one network: an imported one is never drawn anew.
    pub fn runs_per_network(&self) -> u32 {
        if self.all_imported() { self.compare.replications } else { self.compare.runs_per_network }
    }

    /// The network that run `run` of a drawn setting is played on, from 0: a setting begins with one of
    /// its own, and up to four runs go on with those of its neighbours, so that how they differ holds
    /// all luck. Where there are many people a few settings share one.
    pub fn network_of_setting(&self, setting: u32, run: u32) -> u32 {
        let first = match self.market.people {
            _ if self.all_imported() => return 0,
            people if people >= MANY => setting / SETTINGS_PER_NETWORK,
            _ => setting,
        };
        first ^ (run % 4)
    }

    /// Networks that the replications at the stated values are played on.
    pub fn networks(&self) -> u32 {
        self.compare.replications.div_ceil(self.runs_per_network())
    }

    /// The same plan with one of the plans tried for each strategy, by position; strategies with
    /// one plan only stay as they are.
    pub fn with_plans(&self, chosen: &[usize]) -> Plan {
        let mut plan = self.clone();
        for (strategy, k) in plan.strategies.iter_mut().zip(chosen) {
            if let Some(tried) = strategy.plans.get(*k) {
                strategy.tactics.clone_from(&tried.tactics);
                strategy.seeds.clone_from(&tried.seeds);
            }
        }
        plan
    }

    /// When the rows of a run stand.
    pub fn timeline(&self) -> Timeline {
        let Plan { ticks_per_day, ticks_per_row, horizon_ticks, .. } = *self;
        Timeline { ticks_per_day, ticks_per_row, horizon_ticks }
    }

    /// Horizon in days.
    pub fn horizon_days(&self) -> Day {
        self.timeline().horizon()
    }

    /// The last day at which strategies are compared.
    pub fn last_horizon(&self) -> Day {
        self.compare.at_days.last().copied().unwrap_or(self.horizon_days())
    }

    /// The ids of all strategies, in order.
    pub fn strategy_ids(&self) -> impl Iterator<Item = StrategyId> + Clone {
        StrategyId::all(self.strategies.len())
    }

    /// The seeds of a strategy: its own, or the common ones.
    pub fn seeds_of<'a>(&'a self, strategy: &'a Strategy) -> &'a Seeds {
        strategy.seeds.as_ref().unwrap_or(&self.seeds)
    }

    /// The cap less the price of a strategy's seeds: what its tactics may spend.
    pub fn money_of(&self, strategy: &Strategy) -> Option<f64> {
        self.compare.cap.map(|cap| (cap - self.seeds_of(strategy).cost()).max(0.0))
    }

    /// The strategy that spends nothing: the first one without tactics and with the common seeds,
    /// else the first one without tactics.
    pub fn organic(&self) -> Option<StrategyId> {
        let idle = |own_seeds: bool| {
            let spends_nothing = |s: &Strategy| s.tactics.is_empty() && (own_seeds || s.seeds.is_none());
            self.strategies.iter().position(spends_nothing).map(StrategyId)
        };
        idle(false).or_else(|| idle(true))
    }
}
