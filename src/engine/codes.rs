//! Codes: they run out, and what one is worth.
//!
//! An act of giving that finds no code left is void. The word that carries a code convinces with a chance
//! of its own instead of that of its channel; where the product is not simply for sale, who is convinced by
//! it, or waits already, has it at once, outside the stock.

use crate::engine::invite::Invites;
use crate::engine::{Exposure, Mark, Model, Shard, Tick, Turn};
use crate::rules;
use crate::units::{Cause, ChannelId, PersonId, Source};

impl Tick {
    /// Whether a packed cause is a code that is worth the product itself.
    #[inline]
    pub(super) fn is_code(&self, cause: u16) -> bool {
        let Some(invites) = &self.invites else { return false };
        let tactic = Cause::unpack(cause).and_then(|c| c.mark);
        !self.sale.always && tactic.is_some_and(|t| invites.of[t.index()].is_some_and(|i| i.opens.is_none()))
    }
}

impl Shard {
    /// Whether somebody who waits is given a code that gets them the product.
    #[cold]
    pub(super) fn takes_code(&self, tick: &Tick, local: usize, exposure: &Exposure) -> bool {
        tick.is_code(exposure.cause()) && !self.speakers[local].ordered()
    }

    /// Whether an act of giving finds no code left.
    pub(super) fn has_no_code(&self, tick: &Tick, person: PersonId, mark: Mark) -> bool {
        let Some(invite) = tick.invites.as_ref().and_then(|i| i.by(mark)) else { return false };
        let Some(codes) = invite.codes else { return false };
        let (period, given) = self.given.get(&(person, invite.tactic)).copied().unwrap_or_default();
        codes == 0 || period == invite.period && given >= codes
    }

    /// What invitations make of a word over a tie of a chat: a code counts with its own chance, and trust that
    /// was spent weakens every word.
    #[cold]
    pub(super) fn weighed(
        &mut self,
        model: &Model,
        invites: &Invites,
        turn: &Turn,
        (channel, mark, tie): (ChannelId, Mark, u32),
        mut exposure: Exposure,
    ) -> Exposure {
        if let Some(invite) = invites.by(mark) {
            let again = if exposure.first() { 1.0 } else { model.plan.talk.same_friend_again };
            let strength = model.strength_over(channel, turn.person, tie);
            let trust = model.trust[turn.stage as usize];
            exposure.force = (rules::hazard_of(invite.converts) * strength * trust * again) as f32;
            self.tally.sale.deals[invite.tactic.index()].given += 1;
            if invite.codes.is_some() {
                let given = self.given.entry((turn.person, invite.tactic)).or_default();
                *given = if given.0 == invite.period { (given.0, given.1 + 1) } else { (invite.period, 1) };
            }
        }
        exposure.force *= invites.trust[channel] as f32;
        exposure
    }

    /// Notes who won a new owner.
    #[inline]
    pub(super) fn note_winner(&mut self, model: &Model, cause: u16, person: PersonId) {
        if self.tally.sale.deals.is_empty() {
            return;
        }
        let Some(cause) = Cause::unpack(cause) else { return };
        let own = if let Source::Tactic(tactic) = cause.source { Some(tactic) } else { None };
        if let Some(tactic) = cause.mark.or(own) {
            self.tally.sale.deals[tactic.index()].won += 1;
            if model.winners & 1 << tactic.0 != 0 {
                self.roster.winners.push((tactic, person));
            }
        }
    }
}
