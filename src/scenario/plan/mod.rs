//! The plan: what a scenario means, with every default filled in and every range proven.
//!
//! Plain data. A checked plan cannot fail inside a tick, so nothing here returns an error.
//! Rates are per day, durations in days, shares in [0, 1], money in the plan's currency.
//! Defaults and their sources stand where they are filled in, beside the parser.

use jiff::civil::Date;
use serde::Serialize;

use crate::units::LayerId;

mod compare;
mod strategy;
mod world;

pub use compare::*;
pub use strategy::*;
pub use world::*;

/// Drawn settings that share a network.
const SETTINGS_PER_NETWORK: u32 = 4;

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
}

impl Plan {
    /// Length of a tick in days.
    pub fn tick_days(&self) -> f64 {
        1.0 / f64::from(self.ticks_per_day)
    }

    /// Replications that share one network: an imported one is never drawn anew.
    pub fn runs_per_network(&self) -> u32 {
        let imported = self.layers.iter().all(|l| matches!(l.kind, LayerKind::Import { .. }));
        if imported { self.compare.replications } else { self.compare.runs_per_network }
    }

    /// The network that a drawn setting is played on, from 0. Settings differ far more than networks
    /// do, so a few share one.
    pub fn network_of_setting(&self, setting: u32) -> u32 {
        let imported = self.layers.iter().all(|l| matches!(l.kind, LayerKind::Import { .. }));
        if imported { 0 } else { setting / SETTINGS_PER_NETWORK }
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

    /// Horizon in days, rounded up to whole days.
    pub fn horizon_days(&self) -> u32 {
        self.horizon_ticks.div_ceil(self.ticks_per_day)
    }

    /// The last day at which strategies are compared.
    pub fn last_horizon(&self) -> u32 {
        self.compare.at_days.last().copied().unwrap_or(self.horizon_days())
    }

    /// The seeds of a strategy: its own, or the common ones.
    pub fn seeds_of<'a>(&'a self, strategy: &'a Strategy) -> &'a Seeds {
        strategy.seeds.as_ref().unwrap_or(&self.seeds)
    }

    /// The strategy that spends nothing: the first one without tactics and with the common seeds,
    /// else the first one without tactics.
    pub fn organic(&self) -> Option<usize> {
        let idle = |own_seeds: bool| {
            self.strategies.iter().position(|s| s.tactics.is_empty() && (own_seeds || s.seeds.is_none()))
        };
        idle(false).or_else(|| idle(true))
    }
}

/// When within a tick new owners begin, and how outside influence adds up in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Time {
    /// At a moment of their own; outside influence wins with 1 − e^{−hazard·dt} a tick. The tick is
    /// only the step of observation.
    Continuous,
    /// At the tick's end; outside influence wins with min(1, hazard·dt). The tick is the period of
    /// the model, as in Bass (1969) by periods and Goldenberg, Libai & Muller (2001).
    WholePeriods,
}

/// How persuasion works and how long talk lasts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Talk {
    /// Law of the one resistance each person has.
    pub resistance: Resistance,
    /// What fixes β, the hazard of one exposure of weight 1.
    pub scale: Scale,
    /// Mean days an owner stays fresh; `None` means for ever.
    pub fresh_days: Option<f64>,
    /// Talk rate of settled owners relative to fresh ones.
    pub settled: f64,
    /// Talk rate of participants relative to fresh owners.
    pub participant: f64,
    /// Talk rate of advocates relative to fresh owners.
    pub advocate: f64,
    /// Weight of speaking again over a tie already used, relative to the first time.
    pub same_friend_again: f64,
    /// Factor of one more distinct voice: min(1 + slope·n, cap).
    pub voice_slope: f64,
    /// Largest factor of distinct voices.
    pub voice_cap: f64,
    /// Days after which the count of voices halves.
    pub voice_days: f64,
    /// Trust in a participant's word relative to another owner's.
    pub trust_participant: f64,
    /// Trust in an advocate's word relative to another owner's.
    pub trust_advocate: f64,
    /// Extra weight of an exposure to somebody who met the other kind (paid / personal).
    pub overlap: f64,
    /// Days within which the other kind counts as met.
    pub overlap_days: f64,
    /// Negative talk rate of aggrieved owners relative to fresh ones.
    pub grievance: f64,
    /// Mean days a grievance lasts.
    pub grievance_days: f64,
    /// Factor on the hazard per negative message heard.
    pub warning_factor: f64,
    /// Days after which the count of negative messages halves.
    pub doubt_days: f64,
    /// Chance that one negative message makes an undecided person a rejecter.
    pub reject: f64,
    /// Whether rejecters made by a warning pass it on at the rate of aggrieved owners (Chen et al.
    /// 2011), until they reconsider.
    pub rejecters_warn: bool,
    /// Chance that a fresh owner loses interest on telling somebody, in a chat, who already has or
    /// had it or waits for it (Daley & Kendall 1965; Maki & Thompson 1973).
    pub stifle: f64,
    /// Half-life in days of wanting something that is not to be had.
    pub wanting_half_life: f64,
}

/// The law of the resistance a person's account must pass.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Resistance {
    /// Exp(1): hazards (independent cascade, Bass, the model's own).
    Exponential,
    /// Uniform on (0, 1) of the degree: linear threshold.
    Uniform,
    /// This share of the degree: Watts' threshold.
    Share(f64),
}

/// What fixes β.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Scale {
    /// People one owner wins in a virgin market with no tactic; β is solved by a pilot.
    OrganicR(f64),
    /// β itself.
    Beta(f64),
}

/// What owners experience.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Product {
    /// Share of new owners who are satisfied (quality Q at the start).
    pub satisfied: f64,
    /// Best Q that improvements can reach.
    pub satisfied_at_best: f64,
    /// Margin earned per owner, in money.
    pub margin_per_owner: f64,
    /// Hazard per day of giving the product up (0 for never).
    pub lapse_per_day: f64,
    /// Lapse of participants relative to other owners.
    pub lapse_participant: f64,
    /// Lapse of advocates relative to other owners.
    pub lapse_advocate: f64,
    /// Lapse of aggrieved owners relative to other owners.
    pub lapse_aggrieved: f64,
    /// Troubles per day at Q = 0 (rate is this times 1 − Q).
    pub trouble_per_day: f64,
    /// Mean days between being convinced and having it; 0 for the same tick.
    pub delay_days: f64,
}

/// The service floor, the same for every strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Service {
    /// Heads per 100,000 owners.
    pub staff_per_100_000: f64,
    /// Wage per head and month.
    pub wage_per_month: f64,
    /// Promised answer time in days.
    pub promise_days: f64,
    /// Share of troubles told to the company.
    pub voiced: f64,
    /// Chance that an answer without a wait restores satisfaction.
    pub recovery: f64,
    /// Days of waiting that cut recovery by e (τ).
    pub patience_days: f64,
    /// Tickets a head settles per day.
    pub tickets_per_head_day: f64,
}

/// The people the product starts with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Seeds {
    /// How many, at most the number of people; 0 only where something else can start growth.
    pub count: u32,
    /// How many of them start deeply involved (.8), on their way to being advocates.
    pub super_users: u32,
    /// Share of them who are satisfied; the others start aggrieved.
    pub satisfied: f64,
    /// How they are chosen.
    pub pick: Pick,
    /// The layer that degree and core are read from.
    pub layer: LayerId,
}

/// How seeds are chosen.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Pick {
    /// At random, anew in each replication.
    Random,
    /// Most ties first.
    Degree,
    /// Highest k-core first, then most ties.
    Core,
    /// At random, anew in each replication, among this share of people with most ties.
    Top(f64),
    /// At random within a segment.
    Segment(usize),
    /// These ids, in this order (imported people: the ids of the file).
    List(Vec<String>),
}

/// People in the top `share` of `people`: rounded to the nearest, at least one.
pub(crate) fn top_people(share: f64, people: u32) -> u32 {
    ((share * f64::from(people)).round() as u32).clamp(1, people.max(1))
}
