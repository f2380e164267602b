//! The constants of a run, compiled for the tick loop.

use crate::contract::Segments;
use crate::engine::ad_awareness::AwareOrder;
use crate::engine::channel::{self, ChannelRule, PerTie};
use crate::engine::clock::MOST_ACTS;
use crate::engine::eligibility::Eligibility;
use crate::engine::fit::Susceptible;
use crate::engine::{ByClock, ROWS, Response, Row};
use crate::hints::prefetch;
use crate::network::Csr;
use crate::rng::{Luck, Purpose, exp1, unit};
use crate::rules::{self, ACCOUNT_ONE, COUNT_CAP};
use crate::scenario::plan::{
    Channel, ChannelKind, Chat, Feed, LayerKind, Need, Pace, Plan, Resistance, Strategy,
};
use crate::units::{ChannelId, LayerId, PersonId, Stage};
use crate::world::people::CLASSES;
use crate::world::{Ties, World};

/// log2 of the block size: 65,536 people share a block of accounts that stays in cache.
pub const BLOCK_BITS: u32 = 16;

/// Clock units of a talk clock that counts acts per tie, relative to other clocks, where they fit:
/// somebody with 100,000 ties still waits hundreds of units, so that rounding cannot show.
const TIE_SCALE: f64 = 64.0;
/// Most expected acts over a tie that such a clock is finer for.
const TIE_ACTS_A_TICK: f64 = 1_024.0;

/// A compiled run.
pub struct Model<'a> {
    /// The plan of the scenario.
    pub plan: &'a Plan,
    /// The arm that runs.
    pub strategy: &'a Strategy,
    /// People and ties.
    pub world: &'a World,
    /// Order in which ads make people aware; needed where a tactic buys impressions.
    pub aware_order: Option<&'a AwareOrder>,
    /// Draws of this replication.
    pub luck: Luck,
    /// Draws of this network.
    pub world_luck: Luck,
    /// Hazard of one exposure of weight 1.
    pub beta: f64,
    /// One per channel.
    pub channels: Vec<ChannelRule>,
    /// Factor of n distinct voices.
    pub voices: [f64; COUNT_CAP + 1],
    /// Factor of d negative messages.
    pub doubt: [f64; COUNT_CAP + 1],
    /// Trust in a speaker by stage.
    pub trust: [f64; 10],
    /// Talk rate by clock row, relative to a fresh owner.
    pub talk_share: [f64; ROWS],
    /// Share of the acts of an aggrieved owner that nobody hears, unless their complaint was ignored.
    pub unsaid: f64,
    /// 2²⁰ ÷ talk factor, by activity class.
    pub gap_scale: [f64; 256],
    /// The channel over whose ties people speak at a rate each (`acts_per_tie_per_day`).
    pub per_tie: Option<PerTie>,
    /// Clock units per expected act of the talk clock, relative to 2²⁰ (see `talk_scale`).
    pub talk_scale: f64,
    /// Whether each clock of each row can ever move.
    pub live: ByClock<bool>,
    /// Whether each clock can ever move in some row.
    pub any_live: [bool; 3],
    /// Whether adopters ever act or wait on a clock.
    pub acts_later: bool,
    /// Whether every channel sends its successes only.
    pub all_thin: bool,
    /// Whether any channel speaks over all ties at once.
    pub bursts: bool,
    /// Whether anything said in a chat takes its time.
    pub letters: bool,
    /// Place of each class of susceptibility among all people by segment, and share of the segment; `None` where anybody
    /// needs to take part alike.
    pub need: Option<Box<[(f64, f64); CLASSES]>>,
    /// Layers whose ties have spoken bits; none where nothing depends on them.
    pub bit_layers: Vec<LayerId>,
    /// Stored layers that some channel rides.
    pub stored: Vec<&'a Csr>,
    /// Share of people who could ever be won.
    pub eligible_share: f64,
    /// Who can be won first or more than others; `None` where all are alike.
    pub eligible_of: Option<Box<Eligibility>>,
    /// Susceptibility of each class while no tactic is focused.
    pub(super) susceptible: Susceptible,
    /// Days after which voices and doubts halve.
    pub fade_days: (u32, u32),
    /// Days within which the other kind of exposure counts as met.
    pub overlap_days: u32,
    /// Whether the strategy buys impressions.
    pub buys: bool,
    /// Whether its tactics choose people.
    pub picks: bool,
    /// The tactics that choose among the owners they won, as bits.
    pub winners: u64,
    /// log2 of the block size.
    pub block_bits: u32,
    /// Last generation that speaks (pilots only).
    pub generations: Option<u8>,
}

impl<'a> Model<'a> {
    /// Compiles a run of `strategy` on `world`, replication luck and world luck given.
    pub fn new(
        plan: &'a Plan,
        strategy: &'a Strategy,
        world: &'a World,
        aware_order: Option<&'a AwareOrder>,
        beta: f64,
        luck: Luck,
        world_luck: Luck,
    ) -> Model<'a> {
        let talk = &plan.talk;
        let channels: Vec<ChannelRule> =
            plan.channels.iter().map(|c| ChannelRule::new(plan, world, c, beta)).collect();
        let per_tie = plan.channels.iter().find_map(|c| PerTie::new(plan, world, c));
        let talk_share = talk_share(plan);
        let any_once =
            plan.channels.iter().any(|c| matches!(c.kind, ChannelKind::Chat(Chat { once: true, .. })));
        let uses_bits = any_once
            || per_tie.is_some_and(|t| t.untold)
            || talk.distinct_voices.slope > 0.0
            || talk.same_friend_again < 1.0;
        let ridden = |l: LayerId, by: &dyn Fn(&Channel) -> bool| {
            plan.channels.iter().any(|c| c.layer.is_some_and(|x| x == l) && by(c))
        };
        let rows = |l: LayerId| match &world.layers[l] {
            Ties::Stored(csr) => Some(csr),
            Ties::Complete { .. } => None,
        };
        let layers = (0..world.layers.len()).map(LayerId);
        let stored = layers.clone().filter(|l| ridden(*l, &|_| true)).filter_map(rows).collect();
        let bit_layers: Vec<LayerId> = layers
            .filter(|l| uses_bits && rows(*l).is_some() && ridden(*l, &|c| c.pace != Pace::All))
            .collect();
        let mut model =
            Model {
                plan,
                strategy,
                world,
                aware_order,
                luck,
                world_luck,
                beta,
                voices: std::array::from_fn(|n| {
                    rules::voices(n, talk.distinct_voices.slope, talk.distinct_voices.cap)
                }),
                doubt: std::array::from_fn(|d| libm::pow(talk.warning_factor, d as f64)),
                trust: std::array::from_fn(|s| match Stage::ALL[s] {
                    Stage::Participant => talk.trust.participant,
                    Stage::Advocate => talk.trust.advocate,
                    _ => 1.0,
                }),
                talk_scale: talk_scale(plan, strategy, &channels, &talk_share, per_tie.is_some()),
                talk_share,
                unsaid: 1.0 - 1.0 / plan.service.ignored,
                gap_scale: std::array::from_fn(|c| ACCOUNT_ONE / f64::from(world.people.activity_of[c])),
                per_tie,
                live: ByClock::default(),
                any_live: [false; 3],
                acts_later: true,
                all_thin: channels.iter().all(|c| c.thinned.is_some()),
                bursts: plan.channels.iter().any(|c| c.pace == Pace::All),
                letters: plan.channels.iter().zip(&channels).any(|(plan, rule)| {
                    matches!(plan.kind, ChannelKind::Chat(_)) && rule.post_delay.is_some()
                }),
                need: need_by_class(plan, world),
                bit_layers,
                stored,
                eligible_share: plan.market.eligible_share(),
                susceptible: Susceptible::new(world.people.susceptibility_of),
                eligible_of: Eligibility::of(plan, world),
                fade_days: (whole_days(talk.distinct_voices.half_life), whole_days(talk.doubt_days)),
                overlap_days: whole_days(talk.overlap_days),
                buys: strategy.buys_impressions(),
                picks: strategy.tactics.iter().any(|t| t.spec.needs().picks),
                winners: (0..)
                    .zip(&strategy.tactics)
                    .map(|(t, tactic)| u64::from(tactic.spec.needs().winners) << t)
                    .sum(),
                block_bits: BLOCK_BITS,
                generations: None,
                channels,
            };
        model.live = model.live_clocks();
        model.any_live = std::array::from_fn(|c| model.live.iter().any(|row| row[c]));
        model.acts_later = model.any_live.contains(&true);
        model
    }

    fn live_clocks(&self) -> ByClock<bool> {
        let talks = self.channels.iter().any(|c| c.per_day > 0.0) || self.strategy.invites_per_day() > 0.0;
        let opened = self.strategy.tactics.iter().any(|t| t.spec.needs().opens_participation);
        let product = &self.plan.product;
        let lapses = product.lapse_per_day > 0.0;
        let trouble = product.trouble_per_day > 0.0 && product.may_disappoint();
        let fresh_ends = self.plan.talk.fresh_days.is_some();
        let upset = channel::dissatisfied(self.plan);
        Row::table(|row| match row.stage() {
            Stage::Wanting => [false, false, product.delay_days > 0.0 || self.strategy.holds_sale()],
            Stage::Fresh => [talks, opened, lapses || trouble || fresh_ends],
            Stage::Settled | Stage::Participant | Stage::Advocate => [talks, opened, lapses || trouble],
            Stage::Aggrieved => [talks && upset, false, upset],
            Stage::Rejecter => [talks && self.plan.talk.rejecters_warn, false, false],
            Stage::Unaware | Stage::Aware | Stage::Lapsed => [false; 3],
        })
    }

    /// Resistance of a person in account units (whole neighbours under `1/degree`, strength units
    /// under `strength/degree`), at least 1.
    pub fn resistance(&self, person: PersonId, redraws: u32) -> u32 {
        let word = || self.luck.draws(Purpose::Resistance, person.0, redraws, 0)[0];
        let whole = self.channels.iter().find(|c| c.response.counts());
        let of = |c: &ChannelRule| {
            let ties = &self.world.layers[c.layer];
            if c.response == Response::Strengths {
                ties.in_strength(person.0)
            } else {
                ties.in_degree(person.0)
            }
        };
        let degree = || whole.map(|c| f64::from(of(c)));
        let units = match self.plan.talk.resistance {
            Resistance::Exponential => exp1(word()) * ACCOUNT_ONE,
            Resistance::Uniform => {
                degree().map_or(unit(word()) * ACCOUNT_ONE, |d| libm::ceil(unit(word()) * d))
            }
            Resistance::Share(phi) => degree().map_or(phi * ACCOUNT_ONE, |d| libm::ceil(phi * d - 1e-9)),
        };
        (units as u32).max(1)
    }

    /// Strength of a person's tie as a factor of weights: 1 on channels where ties do not differ.
    pub fn strength_over(&self, channel: ChannelId, person: PersonId, tie: u32) -> f64 {
        let rule = &self.channels[channel];
        if rule.even { 1.0 } else { f64::from(self.world.layers[rule.layer].strength(person.0, tie)) }
    }

    /// Ticks that a repost takes on a channel; `None` where nothing is passed on.
    pub fn latency(&self, channel: ChannelId) -> Option<u32> {
        match self.plan.channels[channel].kind {
            ChannelKind::Feed(Feed { latency_ticks, .. }) => Some(latency_ticks),
            ChannelKind::Chat(_) | ChannelKind::Club(_) => None,
        }
    }

    /// Whether a person is of one of these segments.
    pub fn is_of(&self, person: PersonId, segments: &Segments) -> bool {
        *segments == Segments::ALL || segments.has(self.world.people.segment(person.0))
    }

    /// Whether a person can be won while the eligible share of all people is `units`/65,536.
    #[inline]
    pub fn eligible(&self, person: PersonId, units: u32) -> bool {
        // A look-up is spared where everybody is eligible.
        if units > u32::from(u16::MAX) {
            return true;
        }
        let listener = self.world.people.listener[person];
        match &self.eligible_of {
            None => u32::from(listener.eligibility) < units,
            Some(of) => {
                let own = of.units(self.world, person, listener.susceptibility, units);
                f64::from(listener.eligibility) < own
            }
        }
    }

    /// Prefetches the row offsets of a person's ties.
    #[inline]
    pub fn prefetch_rows(&self, person: PersonId) {
        for layer in &self.stored {
            layer.with_row_place(person.0, prefetch);
        }
    }

    /// Prefetches a person's ties.
    #[inline]
    pub fn prefetch_ties(&self, person: PersonId) {
        for layer in &self.stored {
            // All lines of a row of up to 32 ties; of longer ones the first and the last.
            if let [first, .., last] = layer.hearers(person.0) {
                prefetch(first);
                prefetch(last);
            }
        }
    }
}

/// Talk rate by clock row, relative to a fresh owner; that of aggrieved owners whose complaint was ignored.
fn talk_share(plan: &Plan) -> [f64; ROWS] {
    let talk = &plan.talk;
    Row::table(|row| match row.stage() {
        Stage::Fresh => 1.0,
        Stage::Settled => talk.rates.settled,
        Stage::Participant => talk.rates.participant,
        Stage::Advocate => talk.rates.advocate,
        Stage::Aggrieved => talk.grievance * plan.service.ignored,
        Stage::Rejecter => talk.grievance,
        Stage::Unaware | Stage::Aware | Stage::Wanting | Stage::Lapsed => 0.0,
    })
}

/// Clock units per expected act of the talk clock, relative to 2²⁰: 1, more where people speak over each of many
/// ties at a rate, less where somebody may act so often in a tick that the clock would move further than
/// readings can be told apart.
fn talk_scale(
    plan: &Plan,
    strategy: &Strategy,
    channels: &[ChannelRule],
    share: &[f64; ROWS],
    per_tie: bool,
) -> f64 {
    let dt = plan.tick_days();
    let busiest = plan.market.rules.day.iter().fold(1.0_f64, |most, hour| most.max(*hour));
    let fastest = channels.iter().fold(0.0_f64, |most, c| most.max(c.per_day)) * busiest * dt;
    let fine = if per_tie && fastest > 0.0 { TIE_SCALE.min(TIE_ACTS_A_TICK / fastest).max(1.0) } else { 1.0 };
    let lifted = if strategy.tactics.is_empty() { 1.0 } else { 1.0 + rules::LIFT_CAP };
    let most_share = share.iter().fold(0.0_f64, |most, share| most.max(*share));
    let most = channels.iter().map(|c| c.per_day).sum::<f64>()
        * busiest
        * plan.product.shown()
        * lifted
        * most_share
        * dt
        + strategy.invites_per_day() * dt;
    if fine * most > MOST_ACTS { MOST_ACTS / most } else { fine }
}

/// Where the needs of each class begin and how wide they are, from the first segment to the last.
fn need_by_class(plan: &Plan, world: &World) -> Option<Box<[(f64, f64); CLASSES]>> {
    let segments = &plan.market.segments;
    if plan.market.rules.need == Need::Alone || segments.is_empty() {
        return None;
    }
    let below = |segment: usize| segments[..segment].iter().map(|s| s.share).sum::<f64>();
    let place = |segment: u8| (below(usize::from(segment)), segments[usize::from(segment)].share);
    Some(Box::new(world.people.segment_of.map(place)))
}

fn whole_days(days: f64) -> u32 {
    (days.round() as u32).max(1)
}

/// Whether a layer is generated implicitly, so that worlds of it cannot be tiled.
pub fn has_complete_layer(plan: &Plan) -> bool {
    plan.layers.iter().any(|l| l.kind == LayerKind::Complete)
}
