//! Listening: each block adds up its exposures, reading only the state at the start, then applies.
//!
//! First pass: every exposure's hazard, rounded to an integer, is taken off the hearer's account;
//! subtraction saturates, so the order of exposures cannot show. Second pass: awareness, voices and
//! doubts are raised.
//! Order of the tick: accounts → audiences → raise n, d → rejecters → convinced.

use crate::engine::claims::CreditClaim;
use crate::engine::shard::Block;
use crate::engine::{
    Credit, Exposure, Instant, ListenerState, Model, Outbox, Response, Scratch, Shard, Tick,
};
use crate::hints::{AHEAD, prefetch};
use crate::rng::{Purpose, below, unit};
use crate::rules::{self, COUNT_CAP};
use crate::scenario::plan::Time;
use crate::units::{PersonId, Stage};

/// Factor of the distinct voices a listener had heard at the start of listening.
#[inline]
fn voices(model: &Model, tick: &Tick, listener: &ListenerState) -> f64 {
    model.voices[ListenerState::faded(listener.n, listener.n_day, tick.day, model.fade_days.0).min(COUNT_CAP)]
}

/// Factor of the warnings a listener had heard at the start of listening.
#[inline]
pub(super) fn doubt(model: &Model, tick: &Tick, listener: &ListenerState) -> f64 {
    model.doubt[ListenerState::faded(listener.d, listener.d_day, tick.day, model.fade_days.1).min(COUNT_CAP)]
}

impl Shard {
    /// Hears all exposures sent to this shard's blocks and applies their effects.
    pub fn listen(&mut self, model: &Model, tick: &Tick, outboxes: &[Outbox], scratch: &mut Scratch) {
        let bits = outboxes[0].block_bits;
        scratch.followers.clear();
        if !tick.accounts.is_empty() {
            let own = self.first..self.person(self.speakers.len());
            let sent = outboxes.iter().flat_map(|o| &o.followers);
            scratch.followers.extend(sent.filter(|(person, _)| own.contains(person)));
            // Sorting hides the order of arrival.
            scratch.followers.sort_unstable();
        }
        let first = (self.first.0 >> bits) as usize;
        for block in self.blocks(bits) {
            self.listen_block(model, tick, outboxes, first + block.own, block, scratch);
        }
        self.open_packets();
    }

    /// Hears the exposures to block number `number` of the population, which is a block of this shard.
    fn listen_block(
        &mut self,
        model: &Model,
        tick: &Tick,
        outboxes: &[Outbox],
        number: usize,
        block: Block,
        scratch: &mut Scratch,
    ) {
        let Block { start, people, .. } = block;
        let exposures = || outboxes.iter().map(move |o| o.exposures[number].as_slice());
        let silent =
            exposures().all(<[Exposure]>::is_empty) && outboxes.iter().all(|o| o.reposts[number].is_empty());
        if silent && !tick.audiences && scratch.followers.is_empty() {
            return;
        }
        scratch.convinced.open(people);
        scratch.heard.open(people);
        for list in exposures() {
            self.tally.exposures += list.len() as u64;
            for (k, exposure) in list.iter().enumerate() {
                if let Some(soon) = list.get(k + AHEAD) {
                    prefetch(&self.listeners[self.local(soon.to)]);
                    prefetch(&model.world.people.listener[soon.to]);
                }
                self.hear(model, tick, exposure, start, scratch);
            }
        }
        if tick.passes_on() {
            exposures().flatten().for_each(|exposure| self.meet_packet(model, tick, exposure));
        }
        self.meet_audiences(model, tick, block, scratch);
        self.meet_contacts(model, tick, block, scratch);
        for account in &tick.accounts {
            self.meet_account(model, tick, account, block, scratch);
        }
        if !self.entered.is_empty() {
            self.commit_entrants(model, tick, block, scratch);
        }
        if !scratch.convinced.is_empty() && !model.all_thin {
            for list in exposures() {
                for exposure in list {
                    self.claim(model, tick, exposure, start, scratch);
                }
            }
        }
        // Where only successes are sent, on one channel, to people who are all eligible, conviction
        // leaves nothing to note.
        let noted = model.all_thin && model.channels.len() == 1 && tick.eligible_units > u32::from(u16::MAX);
        for list in exposures().filter(|_| !noted) {
            for exposure in list {
                self.take_note(model, tick, exposure, start, scratch);
            }
        }
        self.settle_heard(start, scratch);
        self.settle_warned(model, tick, start, scratch);
        let convinced = &mut scratch.convinced;
        convinced.settle(|_, claim| self.convince(model, tick, claim));
        scratch.reposts.extend(outboxes.iter().flat_map(|o| &o.reposts[number]));
        // Sorting hides the order of arrival.
        scratch
            .reposts
            .sort_unstable_by_key(|(wait, r)| (r.person, r.story.origin, r.story.act, r.story.salt, *wait));
        for (wait, repost) in scratch.reposts.drain(..) {
            self.feeds.receive_repost(tick.number, wait, repost);
        }
    }

    /// Hazard of an exposure to its hearer; 0 if the hearer is not eligible.
    #[inline]
    fn hazard(&self, model: &Model, tick: &Tick, exposure: &Exposure) -> f64 {
        if !model.eligible(exposure.to, tick.eligible_units) {
            return 0.0;
        }
        let listener = &self.listeners[self.local(exposure.to)];
        let people = &model.world.people;
        let mut h = f64::from(exposure.force) * voices(model, tick, listener) * doubt(model, tick, listener);
        if model.channels[exposure.channel()].response == Response::Weight {
            h *= tick.susceptible(model, exposure.to);
        }
        if let Some(met) = &tick.met_ads {
            h *= met[usize::from(people.listener[exposure.to].media)];
        }
        h
    }

    /// First pass: subtracts an exposure's hazard from what its hearer can still resist.
    #[inline]
    fn hear(&mut self, model: &Model, tick: &Tick, exposure: &Exposure, start: usize, scratch: &mut Scratch) {
        let local = self.local(exposure.to);
        let stage = self.listeners[local].stage();
        if exposure.negative() {
            return;
        }
        if stage >= Stage::Wanting {
            if stage == Stage::Wanting && tick.invites.is_some() && self.takes_code(tick, local, exposure) {
                scratch.convinced.mark(local - start);
                return;
            }
            if model.plan.talk.stifle > 0.0 && stage != Stage::Rejecter {
                self.answer(model, exposure);
            }
            return;
        }
        let rule = &model.channels[exposure.channel()];
        if rule.thinned.is_some() {
            // Only successes were sent.
            if model.eligible(exposure.to, tick.eligible_units) {
                prefetch(&self.speakers[local]);
                scratch.convinced.mark(local - start);
                scratch.claim(model, local - start, CreditClaim::of(exposure, f64::from(exposure.force)));
            }
            return;
        }
        // Whole units count in full unless a factor is 0.
        let plain = rule.response.counts() && exposure.force > 0.0 && self.listeners[local].d == 0;
        let counts = plain && model.eligible(exposure.to, tick.eligible_units);
        let hazard = if counts { 1.0 } else { self.hazard(model, tick, exposure) };
        if hazard <= 0.0 {
            return;
        }
        let units = match rule.response {
            Response::Strengths => exposure.force as u32,
            Response::Neighbours => 1,
            Response::Weight
            | Response::Probability
            | Response::TieProbability
            | Response::DegreeProbability => rules::account_units(hazard),
        };
        if !self.listeners[local].open() {
            let resistance = model.resistance(exposure.to, self.listeners[local].redraws());
            self.touch(local);
            self.listeners[local].open_with(resistance);
        }
        let listener = &mut self.listeners[local];
        if listener.left > 0 {
            listener.left = listener.left.saturating_sub(units);
            if listener.left == 0 {
                prefetch(&self.speakers[local]);
                prefetch(&model.world.people.activity[exposure.to]);
                scratch.convinced.mark(local - start);
            }
        }
    }

    /// Enters an exposure of a convinced person as a claim to the credit.
    #[inline]
    fn claim(
        &mut self,
        model: &Model,
        tick: &Tick,
        exposure: &Exposure,
        start: usize,
        scratch: &mut Scratch,
    ) {
        let place = self.local(exposure.to) - start;
        let rule = &model.channels[exposure.channel()];
        if !scratch.convinced.holds(place) || exposure.negative() || rule.thinned.is_some() {
            return;
        }
        // Who waits is convinced already: a code is all that they lack.
        let waits = tick.invites.is_some() && self.listeners[start + place].stage() == Stage::Wanting;
        if waits && !tick.is_code(exposure.cause()) {
            return;
        }
        let hazard = match rule.response {
            _ if waits => 1.0,
            Response::Strengths => f64::from(exposure.force),
            Response::Neighbours => 1.0,
            Response::Weight
            | Response::Probability
            | Response::TieProbability
            | Response::DegreeProbability => self.hazard(model, tick, exposure),
        };
        if hazard > 0.0 {
            scratch.claim(model, place, CreditClaim::of(exposure, hazard));
        }
    }

    /// Credits the winner of a conviction; the convinced person now wants or has the product.
    fn convince(&mut self, model: &Model, tick: &Tick, claim: CreditClaim) {
        let local = self.local(claim.person);
        let credit = Credit { parent: claim.from, cause: claim.cause };
        // A person unaware until now became aware by the same exposure.
        if self.listeners[local].first == 0 {
            self.listeners[local].first = claim.cause;
        }
        if !model.acts_later {
            return self.adopt(model, tick, claim.person, credit, Instant::START);
        }
        let redraws = self.listeners[local].redraws();
        let words = model.luck.draws(Purpose::Want, claim.person.0, redraws, 0);
        let at = match model.plan.time {
            Time::Continuous => Instant::uniform(words[1]),
            Time::WholePeriods => Instant::END,
        };
        let simply = model.plan.product.delay_days <= 0.0 && tick.sale.always;
        if simply || tick.is_code(claim.cause) {
            return self.adopt(model, tick, claim.person, credit, at);
        }
        self.set_stage(local, Stage::Wanting);
        self.speakers[local].set_credit(credit);
        self.wait(model, tick, local, at, words);
    }

    /// Makes all rejecters aware again but those lost to a rival, because quality has risen enough.
    pub fn reconsider(&mut self) {
        if self.tally.stages[Stage::Rejecter as usize] == 0 {
            return;
        }
        self.wait_again = true;
        for local in 0..self.listeners.len() {
            if self.listeners[local].stage() == Stage::Rejecter && !self.speakers[local].lost_to_rival() {
                self.set_stage(local, Stage::Aware);
                self.speakers[local].set_passes_warning(false);
            }
        }
    }

    /// The person of a block that a uniform word picks: position in the shard, and id.
    #[inline]
    pub(super) fn someone(&self, block: Block, word: u32) -> (usize, PersonId) {
        let local = block.start + below(word, block.people as u32) as usize;
        (local, self.person(local))
    }

    /// Whether media with this reach include a person.
    pub(super) fn reachable(model: &Model, person: PersonId, share: f64) -> bool {
        share >= 1.0 || unit(model.world_luck.draws(Purpose::Reachable, person.0, 0, 0)[0]) < share
    }
}
