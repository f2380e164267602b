//! Red packets: codes that whoever opens them passes on, owner or not.
//!
//! A friend who meets a packet opens it with a chance, once at most, and shows it to so many friends in the
//! next tick. The credit of whoever is won stays with the owner who gave it first.
//!
//! Always true: coins are keyed by opener, first giver and passer, so the order of packets cannot show.

use crate::engine::{Exposure, Mark, Model, Outbox, Shard, Tick, TieView};
use crate::rng::{Purpose, below, unit};
use crate::rules;
use crate::units::Cause;

impl Tick {
    /// Whether any code is passed on.
    pub(super) fn passes_on(&self) -> bool {
        self.invites.as_ref().is_some_and(|i| i.of.iter().flatten().any(|i| i.opens.is_some()))
    }
}

impl Shard {
    /// Lets the hearer of a packet open it.
    pub(super) fn meet_packet(&mut self, model: &Model, tick: &Tick, exposure: &Exposure) {
        let tactic = Cause::unpack(exposure.cause()).and_then(|c| c.mark);
        let Some(invite) = tactic.and_then(|t| tick.invites.as_ref()?.by(Mark::of(t))) else { return };
        let (Some(opens), person) = (invite.opens, exposure.to) else { return };
        let key = invite.tactic_key ^ u32::from(exposure.act).wrapping_mul(0x9e37_79b9);
        if unit(model.luck.draws(Purpose::Packet, person.0, exposure.from.0, key)[0]) < opens
            && !self.packets.opened.contains(&(person, invite.tactic))
        {
            self.packets.fresh.push((person, invite.tactic, exposure.from));
        }
    }

    /// Counts who opened a packet in this tick; of several to one person that of the first giver in order counts.
    pub(super) fn open_packets(&mut self) {
        self.packets.fresh.sort_unstable();
        self.packets.fresh.dedup_by_key(|p| (p.0, p.1));
        for (person, tactic, _) in &self.packets.fresh {
            self.packets.opened.insert((*person, *tactic));
            self.tally.sale.deals[tactic.index()].opened += 1;
        }
    }

    /// Passes on what was opened in the tick before.
    pub(super) fn pass_packets_on(&mut self, model: &Model, tick: &Tick, out: &mut Outbox) {
        for (person, tactic, giver) in std::mem::take(&mut self.packets.fresh) {
            let mark = Mark::of(tactic);
            let Some(invites) = &tick.invites else { continue };
            let Some(invite) = invites.by(mark).filter(|i| i.opens.is_some()) else { continue };
            let rule = &model.channels[invite.channel];
            let ties = TieView::of(model, rule.layer, person);
            if ties.degree == 0 {
                continue;
            }
            let mut stream = model.luck.stream(Purpose::Packet, person.0, u32::MAX, invite.tactic_key);
            let hazard = rules::hazard_of(invite.converts) * invites.trust[invite.channel];
            for _ in 0..invite.codes.unwrap_or(0) {
                let tie = below(stream.word(), ties.degree);
                let strength = model.strength_over(invite.channel, person, tie);
                let (to, force) = (ties.hearer(tie), hazard * strength);
                // The passer stands in the key of the coins.
                out.send(Exposure::new(to, giver, force, person.0, invite.channel, mark));
            }
        }
    }
}
