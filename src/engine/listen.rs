//! Listening: each block adds up its letters, reading only the state at the start, then applies.
//!
//! First pass: every letter's hazard, rounded to an integer, is taken off the hearer's account;
//! subtraction saturates, so the order of letters cannot show. Second pass: awareness, voices and
//! doubts are raised. Only people who are convinced in this tick are sorted, for credit.
//! Order of the tick: accounts → audiences → raise n, d → rejecters → convinced.
//!
//! Layer 5. Uses `units rng rules scenario`.

use crate::engine::gaps::fate_gap;
use crate::engine::letter::{Letter, NOBODY, Outbox, Repost};
use crate::engine::model::{Model, row};
use crate::engine::moment::Moment;
use crate::engine::person::{Ear, FATE};
use crate::engine::shard::{Credit, Shard, clock_at};
use crate::memory::{AHEAD, prefetch};
use crate::rng::{Luck, Purpose, below, exp1, unit};
use crate::rules::{self, COUNT_CAP};
use crate::scenario::plan::Time;
use crate::units::{Person, Stage};

/// A claim to the credit of a conviction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Claim {
    /// Who was convinced.
    pub person: Person,
    /// Who claims it: sender, then the sender's act.
    pub from: Person,
    /// See `from`.
    pub act: u32,
    /// Packed cause.
    pub cause: u16,
    /// Hazard of the exposure.
    pub hazard: f64,
}

impl Claim {
    /// Exp(1)/h, keyed: the smallest of a tick's claims wins, in proportion to hazards.
    fn key(&self, luck: Luck) -> f64 {
        // Sure exposures claim alike.
        exp1(luck.draws(Purpose::Credit, self.person, self.from, self.act)[0]) / self.hazard.clamp(1e-12, 1e6)
    }
}

/// The first exposures of people who had not heard before: hearer, sender, act, cause.
type Heard = (Person, Person, u32, u16);

/// Scratch memory of listening, reused from block to block.
#[derive(Debug, Default)]
pub struct Scratch {
    /// One bit a person of the block: convinced in this tick. All zero between blocks.
    pub(super) convinced: Vec<u64>,
    /// The convinced.
    pub(super) crossed: Vec<Person>,
    pub(super) claims: Vec<Claim>,
    heard: Vec<Heard>,
    /// One bit a person of the block: heard for the first time in this tick, and more than once.
    /// All zero between blocks.
    heard_once: Vec<u64>,
    heard_more: Vec<u64>,
    warned: Vec<Person>,
    reposts: Vec<(u32, Repost)>,
}

impl Scratch {
    pub(super) fn mark(&mut self, local: usize, person: Person) {
        let bit = 1_u64 << (local & 63);
        if self.convinced[local >> 6] & bit == 0 {
            self.convinced[local >> 6] |= bit;
            self.crossed.push(person);
        }
    }

    pub(super) fn marked(&self, local: usize) -> bool {
        self.convinced[local >> 6] & (1 << (local & 63)) != 0
    }
}

/// Factor of the distinct voices a listener had heard at the start of listening.
#[inline]
fn voices(model: &Model, m: &Moment, ear: &Ear) -> f64 {
    model.voices[Ear::faded(ear.n, ear.n_day, m.day, model.fade_days.0).min(COUNT_CAP)]
}

/// Factor of the warnings a listener had heard at the start of listening.
#[inline]
pub(super) fn doubt(model: &Model, m: &Moment, ear: &Ear) -> f64 {
    model.doubt[Ear::faded(ear.d, ear.d_day, m.day, model.fade_days.1).min(COUNT_CAP)]
}

impl Shard {
    /// Hears everything that was sent to this shard's blocks and lets it take effect.
    pub fn listen(&mut self, model: &Model, m: &Moment, outboxes: &[Outbox], scratch: &mut Scratch) {
        let bits = outboxes[0].block_bits;
        let first_block = self.first >> bits;
        let blocks = self.mouths.len().div_ceil(1 << bits);
        for b in 0..blocks {
            self.listen_block(model, m, outboxes, first_block as usize + b, b, bits, scratch);
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one block of one shard of one tick")]
    fn listen_block(
        &mut self,
        model: &Model,
        m: &Moment,
        outboxes: &[Outbox],
        block: usize,
        own: usize,
        bits: u32,
        scratch: &mut Scratch,
    ) {
        let start = own << bits;
        let people = (self.mouths.len() - start).min(1 << bits);
        let letters = || outboxes.iter().map(move |o| o.letters[block].as_slice());
        let silent =
            letters().all(<[Letter]>::is_empty) && outboxes.iter().all(|o| o.reposts[block].is_empty());
        if silent && !m.audiences {
            return;
        }
        for set in [&mut scratch.convinced, &mut scratch.heard_once, &mut scratch.heard_more] {
            set.resize((1_usize << bits).div_ceil(64), 0);
        }
        scratch.claims.clear();
        for list in letters() {
            self.tally.exposures += list.len() as u64;
            for (k, letter) in list.iter().enumerate() {
                if let Some(soon) = list.get(k + AHEAD) {
                    prefetch(&self.ears[self.local(soon.to)]);
                    prefetch(&model.world.people.listener[soon.to as usize]);
                }
                self.hear(model, m, letter, start, scratch);
            }
        }
        self.meet_audiences(model, m, own, start, people, scratch);
        if !scratch.crossed.is_empty() {
            for list in letters() {
                for letter in list {
                    self.claim(model, m, letter, start, scratch);
                }
            }
        }
        for list in letters() {
            for letter in list {
                self.take_note(model, m, letter, start, scratch);
            }
        }
        self.settle_heard(model, start, scratch);
        self.settle_warned(model, m, start, scratch);
        self.settle_convinced(model, m, scratch);
        for person in std::mem::take(&mut scratch.crossed) {
            scratch.convinced[((person - self.first) as usize - start) >> 6] = 0;
        }
        scratch.reposts.extend(outboxes.iter().flat_map(|o| &o.reposts[block]));
        // Sorted, so that the order of arrival cannot show.
        scratch
            .reposts
            .sort_unstable_by_key(|(wait, r)| (r.person, r.story.origin, r.story.act, r.story.salt, *wait));
        for (wait, repost) in scratch.reposts.drain(..) {
            self.receive_repost(m.tick, wait, repost);
        }
    }

    /// Hazard of a letter to its hearer; 0 for who cannot be won.
    #[inline]
    fn hazard(&self, model: &Model, m: &Moment, letter: &Letter) -> f64 {
        if !model.eligible(letter.to, m.eligible_units) {
            return 0.0;
        }
        let ear = &self.ears[self.local(letter.to)];
        let people = &model.world.people;
        let mut h = f64::from(letter.force) * voices(model, m, ear) * doubt(model, m, ear);
        if !model.channels[letter.channel()].raw {
            h *= f64::from(people.susceptible(letter.to));
        }
        if let Some(met) = &m.met_ads {
            h *= met[usize::from(people.listener[letter.to as usize].media)];
        }
        h
    }

    /// First pass: takes a letter's hazard off its hearer's account.
    #[inline]
    fn hear(&mut self, model: &Model, m: &Moment, letter: &Letter, start: usize, scratch: &mut Scratch) {
        let local = self.local(letter.to);
        let stage = self.ears[local].stage();
        if letter.negative() {
            return;
        }
        if stage >= Stage::Wanting {
            if model.plan.talk.stifle > 0.0 && stage != Stage::Rejecter {
                self.answer(model, letter);
            }
            return;
        }
        let rule = &model.channels[letter.channel()];
        if rule.thin.is_some() {
            // Only successes were sent.
            if model.eligible(letter.to, m.eligible_units) {
                prefetch(&self.mouths[local]);
                scratch.mark(local - start, letter.to);
            }
            return;
        }
        // A whole neighbour counts as one, whatever else holds, unless a factor is 0.
        let plain = rule.counts && letter.force > 0.0 && self.ears[local].d == 0;
        let counts = plain && model.eligible(letter.to, m.eligible_units);
        let hazard = if counts { 1.0 } else { self.hazard(model, m, letter) };
        if hazard <= 0.0 {
            return;
        }
        let units = match (rule.counts, rule.strengths) {
            (true, true) => letter.force as u32,
            (true, false) => 1,
            _ => rules::account_units(hazard),
        };
        if !self.ears[local].open() {
            let resistance = model.resistance(letter.to, self.ears[local].redraws());
            self.touch(local);
            self.ears[local].open_with(resistance);
        }
        let ear = &mut self.ears[local];
        if ear.left > 0 {
            ear.left = ear.left.saturating_sub(units);
            if ear.left == 0 {
                prefetch(&self.mouths[local]);
                scratch.mark(local - start, letter.to);
            }
        }
    }

    /// Enters the letters of the convinced as claims to their credit.
    #[inline]
    fn claim(&mut self, model: &Model, m: &Moment, letter: &Letter, start: usize, scratch: &mut Scratch) {
        if scratch.marked(self.local(letter.to) - start) && !letter.negative() {
            let rule = &model.channels[letter.channel()];
            let hazard = match (rule.counts, rule.strengths) {
                (true, true) => f64::from(letter.force),
                (true, false) => 1.0,
                _ => self.hazard(model, m, letter),
            };
            if hazard > 0.0 {
                scratch.claims.push(Claim {
                    person: letter.to,
                    from: letter.from,
                    act: u32::from(letter.act),
                    cause: letter.cause(),
                    hazard,
                });
            }
        }
    }

    /// Second pass: awareness, distinct voices, doubts.
    #[inline]
    fn take_note(&mut self, model: &Model, m: &Moment, letter: &Letter, start: usize, scratch: &mut Scratch) {
        let local = self.local(letter.to);
        let stage = self.ears[local].stage();
        // A good word to an owner changes nothing; nothing reaches who has done with it.
        if stage >= Stage::Rejecter || stage.owns() && !letter.negative() {
            return;
        }
        self.touch(local);
        if self.ears[local].first == 0 && stage == Stage::Unaware {
            let (word, bit) = ((local - start) >> 6, 1_u64 << (local & 63));
            scratch.heard_more[word] |= scratch.heard_once[word] & bit;
            scratch.heard_once[word] |= bit;
            scratch.heard.push((letter.to, letter.from, u32::from(letter.act), letter.cause()));
        }
        if letter.negative() {
            scratch.warned.push(letter.to);
            return;
        }
        if !stage.undecided() || !model.eligible(letter.to, m.eligible_units) {
            return;
        }
        let ear = &mut self.ears[local];
        if letter.force > 0.0 {
            ear.personal_day = m.day as u16 + 1;
        }
        if letter.first() && letter.from != NOBODY && model.plan.talk.voice_slope > 0.0 {
            Ear::raise(&mut ear.n, &mut ear.n_day, m.day, model.fade_days.0, 1);
        }
    }

    /// Makes the newly aware aware; of several first exposures a keyed draw picks one.
    fn settle_heard(&mut self, model: &Model, start: usize, scratch: &mut Scratch) {
        let Scratch { heard, heard_once, heard_more, .. } = scratch;
        let place = |h: &Heard| (h.0 - self.first) as usize - start;
        let (mut several, once): (Vec<Heard>, Vec<Heard>) =
            heard.drain(..).partition(|h| heard_more[place(h) >> 6] & (1 << (place(h) & 63)) != 0);
        for h in several.iter().chain(&once) {
            heard_once[place(h) >> 6] = 0;
            heard_more[place(h) >> 6] = 0;
        }
        several.sort_unstable_by_key(|h| h.0);
        let word = |h: &&Heard| {
            (model.luck.draws(Purpose::Credit, h.0, h.1, h.2 | 1 << 31)[0], h.1, h.2, h.3)
        };
        let picked = several.chunk_by(|a, b| a.0 == b.0).filter_map(|group| group.iter().min_by_key(word));
        for (person, _, _, cause) in once.iter().chain(picked) {
            let local = self.local(*person);
            self.ears[local].first = *cause;
            if self.ears[local].stage() == Stage::Unaware {
                self.set_stage(local, Stage::Aware);
            }
        }
    }

    /// Warnings: doubts rise, undecided people may reject, owners may lapse.
    fn settle_warned(&mut self, model: &Model, m: &Moment, start: usize, scratch: &mut Scratch) {
        scratch.warned.sort_unstable();
        let talk = &model.plan.talk;
        let mut warned = std::mem::take(&mut scratch.warned);
        for group in warned.chunk_by(|a, b| a == b) {
            let (person, k) = (group[0], group.len() as f64);
            let local = self.local(person);
            let ear = &mut self.ears[local];
            let stage = ear.stage();
            let by = group.len().min(COUNT_CAP) as u8;
            Ear::raise(&mut ear.d, &mut ear.d_day, m.day, model.fade_days.1, by);
            if scratch.marked(local - start) {
                continue;
            }
            let coin = model.luck.unit(Purpose::Reject, person, m.tick, 0);
            if stage.undecided() {
                if coin < 1.0 - libm::pow(1.0 - talk.reject, k) {
                    if stage == Stage::Wanting {
                        // Who had been convinced must be convinced anew, should they reconsider.
                        self.ears[local].close();
                    }
                    self.set_stage(local, Stage::Rejecter);
                    self.take_up_warning(model, m, local);
                }
            } else if stage.owns() && coin < -libm::expm1(-0.5 * model.plan.product.lapse_per_day * 30.0 * k)
            {
                self.set_stage(local, Stage::Lapsed);
            }
        }
        warned.clear();
        scratch.warned = warned;
    }

    /// Gives the convinced their credit and lets them want or have the product.
    fn settle_convinced(&mut self, model: &Model, m: &Moment, scratch: &mut Scratch) {
        scratch.claims.sort_unstable_by_key(|c| c.person);
        for group in scratch.claims.chunk_by(|a, b| a.person == b.person) {
            let key = |c: &Claim| c.key(model.luck);
            let whose = |c: &Claim| (c.from, c.act, c.cause);
            let order = |a: &&Claim, b: &&Claim| key(a).total_cmp(&key(b)).then(whose(a).cmp(&whose(b)));
            let smallest = || group.iter().min_by(order);
            let Some(claim) = (if group.len() == 1 { group.first() } else { smallest() }) else { continue };
            let local = self.local(claim.person);
            let credit = Credit { parent: claim.from, cause: claim.cause };
            // Whatever convinced them also told them of it.
            if self.ears[local].first == 0 {
                self.ears[local].first = claim.cause;
            }
            if !model.acts_later {
                self.adopt(model, m, claim.person, credit, 0, 1);
                continue;
            }
            let redraws = self.ears[local].redraws();
            let words = model.luck.draws(Purpose::Want, claim.person, redraws, 0);
            let (num, den) = match model.plan.time {
                Time::Continuous => (u64::from(words[1]) >> 8, 1_u64 << 24),
                Time::WholePeriods => (1, 1),
            };
            if model.plan.product.delay_days <= 0.0 {
                self.adopt(model, m, claim.person, credit, num, den);
                continue;
            }
            self.set_stage(local, Stage::Wanting);
            self.mouths[local].set_credit(credit.parent, credit.cause);
            if let Some(r) = row(Stage::Wanting) {
                let gap = fate_gap(words[0]);
                self.mouths[local].reading[FATE] = (clock_at(m, r, FATE, num, den) as u32).wrapping_add(gap);
                self.enqueue(model, m, local, 1 << FATE);
            }
        }
    }

    /// Rejecters reconsider, all together: quality has risen enough.
    pub fn reconsider(&mut self) {
        if self.tally.stages[Stage::Rejecter as usize] == 0 {
            return;
        }
        for local in 0..self.ears.len() {
            if self.ears[local].stage() == Stage::Rejecter {
                self.set_stage(local, Stage::Aware);
                self.mouths[local].set_passes_warning(false);
            }
        }
    }

    /// A keyed person of a block: `words` must be uniform.
    #[inline]
    pub(super) fn someone(&self, start: usize, people: usize, word: u32) -> (usize, Person) {
        let local = start + below(word, people as u32) as usize;
        (local, self.first + local as u32)
    }

    /// Whether media that reach this share of people reach this person.
    pub(super) fn reachable(model: &Model, person: Person, share: f64) -> bool {
        share >= 1.0 || unit(model.world_luck.draws(Purpose::Reachable, person, 0, 0)[0]) < share
    }
}
