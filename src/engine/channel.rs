//! Compiles a channel for the tick loop and decides where simulating only the successful exposures is
//! exact (thinning).
//!
//! Where one hazard holds for all listeners and nothing can change it, an Exp(1) resistance has no
//! memory: an exposure convinces with its probability, whatever came before. Playing only the
//! successes then gives the same law. Where people speak over each tie at a rate, only the first
//! success over each tie can matter. The scenario decides this, not the strategy or the run, because
//! strategies share their luck.

use crate::engine::post_delay::{PostDelay, ln_later};
use crate::rules;
use crate::scenario::plan::{
    Channel, ChannelKind, Chat, Club, Force, Pace, Plan, Resistance, Strategy, Trust,
};
use crate::units::LayerId;
use crate::world::{Catchment, Ties, World};

/// How an exposure counts in its hearer's account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Response {
    /// β times the channel's weight and the tie's strength, times the hearer's susceptibility.
    Weight,
    /// The hazard of a stated probability, whatever the hearer's susceptibility.
    Probability,
    /// The hazard of the tie's own probability.
    TieProbability,
    /// The hazard of one over the number of ties into the hearer.
    DegreeProbability,
    /// One whole neighbour (thresholds).
    Neighbours,
    /// The tie's strength in whole units (thresholds).
    Strengths,
}

impl Response {
    /// Whether whole units are counted, so that only sign and eligibility of an exposure matter.
    #[inline]
    pub fn counts(self) -> bool {
        matches!(self, Response::Neighbours | Response::Strengths)
    }
}

/// A channel, compiled.
#[derive(Debug, Clone)]
pub struct ChannelRule {
    /// Its layer; meaningless for clubs.
    pub layer: LayerId,
    /// Hazard of one exposure before the listener's factors: β·weight, or −ln(1 − p).
    pub base: f64,
    /// How an exposure counts in its hearer's account.
    pub response: Response,
    /// Whether every tie carries the same hazard, `base`.
    pub even: bool,
    /// Success probability where only the successes need be sent.
    pub thinned: Option<f64>,
    /// ln(1 − p) of that p.
    pub ln_miss: f64,
    /// Acts per day of a fresh owner; 0 for `all`.
    pub per_day: f64,
    /// Delay of a post's views or readers, or of letters; `None` where all come at once.
    pub post_delay: Option<PostDelay>,
    /// Readers of a club.
    pub catchment: Option<Catchment>,
}

/// Talk at a rate for each tie.
#[derive(Debug, Clone, Copy)]
pub struct PerTie {
    /// Layer of the ties.
    pub layer: LayerId,
    /// Whether only acts over unspoken ties are played, because other acts change nothing.
    pub untold: bool,
    /// Share of the acts that are played: the chance of success where only the first success over a
    /// tie can matter.
    pub share: f64,
}

impl ChannelRule {
    /// Compiles a channel; `beta` is the hazard of one exposure of weight 1.
    pub fn new(plan: &Plan, world: &World, c: &Channel, beta: f64) -> ChannelRule {
        let (base, response) = match c.force {
            Force::Weight(w) => (beta * w, Response::Weight),
            Force::Probability(p) => (rules::hazard_of(p), Response::Probability),
            Force::TieProbability => (0.0, Response::TieProbability),
            Force::DegreeProbability => (0.0, Response::DegreeProbability),
            Force::PerDegree => (0.0, Response::Neighbours),
            Force::StrengthShare => (0.0, Response::Strengths),
        };
        ChannelRule {
            layer: c.layer.unwrap_or(LayerId(usize::MAX)),
            base,
            response,
            even: matches!(response, Response::Weight | Response::Probability)
                && c.layer.is_none_or(|l| !world.layers[l].has_strengths()),
            thinned: match c.force {
                Force::Probability(p) if memoryless(plan) && once(c) => Some(p),
                Force::Probability(_) if first_success_matters(plan, world, c) => Some(1.0),
                _ => None,
            },
            ln_miss: match c.force {
                Force::Probability(p) => libm::log1p(-p),
                _ => 0.0,
            },
            per_day: match c.pace {
                Pace::PerDay(r) | Pace::PerTiePerDay(r) => r,
                Pace::All => 0.0,
            },
            post_delay: {
                let ln_later = ln_later(c, plan.tick_days());
                (ln_later > -7.0).then(|| PostDelay::new(ln_later))
            },
            catchment: match &c.kind {
                ChannelKind::Club(Club { catchment, .. }) => Some(world.catchment(catchment)),
                _ => None,
            },
        }
    }
}

impl PerTie {
    /// Compiles a channel of this pace; `None` for others.
    pub fn new(plan: &Plan, world: &World, c: &Channel) -> Option<PerTie> {
        let layer = c.layer.filter(|_| matches!(c.pace, Pace::PerTiePerDay(_)))?;
        let share = match c.force {
            Force::Probability(p) if !once(c) && first_success_matters(plan, world, c) => Some(p),
            _ => once(c).then_some(1.0),
        };
        let untold = share.is_some() && stored(world, c);
        Some(PerTie { layer, untold, share: share.filter(|_| untold).unwrap_or(1.0) })
    }
}

/// Whether each tie of a chat is told at most once.
fn once(c: &Channel) -> bool {
    let chat = matches!(c.kind, ChannelKind::Chat(_));
    chat && (c.pace == Pace::All || matches!(c.kind, ChannelKind::Chat(Chat { once: true, .. })))
}

fn stored(world: &World, c: &Channel) -> bool {
    c.layer.is_some_and(|l| matches!(world.layers[l], Ties::Stored(_)))
}

/// Whether an exposure of a stated probability convinces with it, whatever came before.
fn memoryless(plan: &Plan) -> bool {
    let talk = &plan.talk;
    talk.resistance == Resistance::Exponential
        && talk.distinct_voices.slope == 0.0
        && talk.stifle == 0.0
        && !negatives_possible(plan)
        && !(plan.strategies.iter().any(Strategy::buys_impressions) && talk.overlap > 0.0)
        && uniform_trust(plan)
        && !plan.strategies.iter().any(Strategy::moves_price)
}

/// Whether only the first success over a tie matters, because a hearer that it does not win can
/// never be won.
fn first_success_matters(plan: &Plan, world: &World, c: &Channel) -> bool {
    matches!(c.kind, ChannelKind::Chat(Chat { by_strength: false, .. }))
        && matches!(c.pace, Pace::PerTiePerDay(_))
        && stored(world, c)
        && memoryless(plan)
        && plan.talk.same_friend_again == 1.0
        && plan.market.grows.is_none()
        && plan.market.rival_per_day == 0.0
        && plan.market.rules.rival.is_none()
        && !plan.strategies.iter().any(Strategy::holds_sale)
}

/// Whether warnings can occur.
fn negatives_possible(plan: &Plan) -> bool {
    let warn = plan.strategies.iter().flat_map(|s| &s.tactics).any(|t| t.spec.needs().warns);
    warn || dissatisfied(plan)
        && (plan.talk.grievance > 0.0 || plan.channels.iter().any(|c| c.pace == Pace::All))
}

/// Whether aggrieved owners can occur.
pub(super) fn dissatisfied(plan: &Plan) -> bool {
    let mut seeds = plan.strategies.iter().filter_map(|s| s.seeds.as_ref()).chain([&plan.seeds]);
    plan.product.may_disappoint() || seeds.any(|s| s.satisfied < 1.0)
}

/// Whether every owner's word counts the same.
fn uniform_trust(plan: &Plan) -> bool {
    let tactics = plan.strategies.iter().flat_map(|s| &s.tactics);
    let changed = tactics.into_iter().any(|t| t.spec.needs().changes_trust);
    let seeds = plan.strategies.iter().filter_map(|s| s.seeds.as_ref()).chain([&plan.seeds]);
    let supers = seeds.into_iter().any(|s| s.super_users > 0);
    (plan.talk.trust == Trust { participant: 1.0, advocate: 1.0 }) || !(changed || supers)
}
