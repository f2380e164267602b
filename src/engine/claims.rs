//! Claims: which exposure gets the credit of a conviction, and which one made somebody aware.
//!
//! Always true: a claim wins by a keyed draw, so the order of exposures cannot show.

use crate::engine::best_claims::BestClaims;
use crate::engine::{Exposure, Model, Repost};
use crate::rng::{Luck, Purpose, exp1};
use crate::units::{PersonId, TacticId};

/// A claim to the credit of a conviction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CreditClaim {
    /// The convinced person.
    pub person: PersonId,
    /// The sender who claims it.
    pub from: PersonId,
    /// The sender's act.
    pub act: u32,
    /// Packed cause.
    pub cause: u16,
    /// Hazard of the exposure.
    pub hazard: f64,
    /// Its draw over its hazard ([`CreditClaim::key`]), once needed.
    key: Option<f64>,
}

impl CreditClaim {
    /// A claim not yet compared with another.
    pub(super) fn new(person: PersonId, from: PersonId, act: u32, cause: u16, hazard: f64) -> CreditClaim {
        CreditClaim { person, from, act, cause, hazard, key: None }
    }

    /// Exp(1)/h, keyed: the smallest of a tick's claims wins, in proportion to hazards.
    fn key(&mut self, luck: Luck) -> f64 {
        let CreditClaim { person, from, act, hazard, .. } = *self;
        // The hazard of a certain exposure is infinite; all of them claim alike.
        let draw = || exp1(luck.draws(Purpose::Credit, person.0, from.0, act)[0]) / hazard.clamp(1e-12, 1e6);
        *self.key.get_or_insert_with(draw)
    }

    /// The claim of an exposure's sender.
    pub(super) fn of(exposure: &Exposure, hazard: f64) -> CreditClaim {
        CreditClaim::new(exposure.to, exposure.from, u32::from(exposure.act), exposure.cause(), hazard)
    }

    pub(super) fn beats(&mut self, other: &mut CreditClaim, luck: Luck) -> bool {
        let keys = self.key(luck).total_cmp(&other.key(luck));
        let whose = |c: &CreditClaim| (c.from, c.act, c.cause);
        keys.then(whose(self).cmp(&whose(other))).is_lt()
    }
}

/// Scratch memory of listening, reused from block to block.
#[derive(Debug, Default)]
pub struct Scratch {
    /// People convinced in this tick, and the claims to their credit.
    pub(super) convinced: BestClaims<CreditClaim>,
    /// People who hear for the first time, and the claims of the people who told them.
    pub(super) heard: BestClaims<AwarenessClaim>,
    pub(super) warned: Vec<PersonId>,
    pub(super) reposts: Vec<(u32, Repost)>,
    /// People who begin to follow an account because of a repost, with the tactic that keeps it.
    pub(super) followers: Vec<(PersonId, TacticId)>,
}

impl Scratch {
    /// Enters a claim to the credit of a person marked as convinced.
    #[inline]
    pub(super) fn claim(&mut self, model: &Model, place: usize, claim: CreditClaim) {
        self.convinced.enter(place, claim, |a, b| a.beats(b, model.luck));
    }
}

/// A first exposure: its sender, the sender's act, its cause.
#[derive(Debug, Clone, Copy)]
pub(super) struct AwarenessClaim {
    from: PersonId,
    act: u32,
    /// Packed cause.
    pub cause: u16,
    /// Its draw, once needed.
    draw: Option<u32>,
}

impl AwarenessClaim {
    /// A first exposure not yet compared with another.
    pub(super) fn of(exposure: &Exposure) -> AwarenessClaim {
        AwarenessClaim {
            from: exposure.from,
            act: u32::from(exposure.act),
            cause: exposure.cause(),
            draw: None,
        }
    }

    /// Whether this claim wins against another for having made `hearer` aware.
    pub(super) fn beats(&mut self, other: &mut AwarenessClaim, hearer: PersonId, luck: Luck) -> bool {
        let order = |f: &mut AwarenessClaim| {
            let draw = || luck.draws(Purpose::Credit, hearer.0, f.from.0, f.act | 1 << 31)[0];
            (*f.draw.get_or_insert_with(draw), f.from, f.act, f.cause)
        };
        order(self) < order(other)
    }
}
