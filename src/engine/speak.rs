//! Speaking: everybody with due acts plays them, in the order of their instants.
//!
//! An act's instant within the tick is interpolated:
//! `(reading − Λ_before)/(Λ_after − Λ_before)`; at equal instants fate comes before part before talk.
//! People are independent while speaking, so the order of people is free. Afterwards no clock has
//! passed its person's reading.

use crate::engine::choices::{FateAct, choose};
use crate::engine::voice::Post;
use crate::engine::{
    Clock, Instant, Mark, Model, Outbox, Row, Shard, SpeakerState, Tick, TieView, Turn, fate_gap,
};
use crate::hints::{AHEAD, prefetch};
use crate::rng::{Purpose, unit};
use crate::rules::involvement;
use crate::units::{PersonId, Stage};

impl Shard {
    /// Plays all due acts of a tick and fills the outbox.
    pub fn speak(&mut self, model: &Model, tick: &Tick, out: &mut Outbox) {
        out.clear();
        self.tally.next_tick();
        self.play_picks(model, tick, out);
        self.deliver(model, tick);
        self.arrive(model, tick);
        self.pass_packets_on(model, tick, out);
        self.lose_interest(model, tick);
        if tick.new_day {
            self.keep_groups(model, tick);
            self.step_down(model, tick);
        }
        for exposure in self.feeds.later.remove(&tick.number).unwrap_or_default() {
            out.send(exposure);
        }
        for repost in self.feeds.reposts.remove(&tick.number).unwrap_or_default() {
            self.repost(model, tick, repost, out);
            if !tick.accounts.is_empty() {
                self.follow_by_repost(model, tick, &repost, out);
            }
        }
        if model.bursts {
            let mut burst = std::mem::take(&mut self.burst);
            for (k, person) in burst.iter().enumerate() {
                self.ask_ahead(model, &burst, k);
                self.tell_all(model, tick, *person, out);
            }
            burst.clear();
            self.burst = burst;
        }
        let mut due = std::mem::take(&mut self.due);
        self.schedule.find_due(model, tick, &mut due);
        let [talk, fate] = &due;
        self.bought.clear();
        for (k, person) in talk.iter().enumerate() {
            self.ask_ahead(model, talk, k);
            if !self.bought_now(person) {
                self.play(model, tick, *person, out);
            }
        }
        for (k, person) in fate.iter().enumerate() {
            // Fate moves stages, which the listener's record holds too.
            if let Some(soon) = fate.get(k + 2 * AHEAD) {
                prefetch(&self.listeners[self.local(*soon)]);
            }
            self.ask_ahead(model, fate, k);
            if !self.bought_now(person) {
                self.play(model, tick, *person, out);
            }
        }
        self.due = due;
        self.talk_more(model, tick, out);
        let events = tick.reach.iter().filter_map(|r| r.reach.event.as_ref().map(|e| (r, e)));
        for ((reach, event), maker) in events.zip(&tick.makers) {
            self.hold_event(model, tick, reach, event, *maker, out);
        }
        for account in &tick.accounts {
            self.post_own(model, tick, account, out);
        }
        self.entered.clear();
        for entries in tick.entries.iter().enumerate() {
            self.enter(model, tick, entries, out);
        }
        self.entered.sort_unstable();
        if tick.number.is_multiple_of(64) {
            self.feeds.forget_stories(model, tick);
        }
    }

    /// Prefetches for upcoming speakers: their record `2·AHEAD` acts ahead, their ties `AHEAD` acts
    /// ahead, once the row offsets have arrived.
    #[inline]
    fn ask_ahead(&self, model: &Model, speakers: &[PersonId], k: usize) {
        if let Some(soon) = speakers.get(k + 2 * AHEAD) {
            prefetch(&self.speakers[self.local(*soon)]);
            model.prefetch_rows(*soon);
        }
        if let Some(soon) = speakers.get(k + AHEAD) {
            model.prefetch_ties(*soon);
        }
    }

    /// Plays the due acts of one person.
    pub(super) fn play(&mut self, model: &Model, tick: &Tick, person: PersonId, out: &mut Outbox) {
        let mut turn = self.turn(person);
        if turn.stage == Stage::Rejecter && !turn.state.passes_warning() {
            return;
        }
        let Some(row) = Row::of(turn.stage) else { return };
        let mut acted = 0_u8;
        while let Some(clock) = earliest(tick, row, &turn.state) {
            acted |= clock.bit();
            if clock != Clock::Talk {
                self.put_back(&turn);
                return self.play_on(model, tick, person, acted, out);
            }
            self.tally.events += 1;
            self.act_talk(model, tick, &mut turn, out);
        }
        if acted != 0 {
            self.put_back(&turn);
            self.schedule.add(tick, row, Clock::Talk, person, turn.state.reading[Clock::Talk]);
        }
    }

    /// Continues with a person who does more than talk: parts and fate may change their stage.
    fn play_on(&mut self, model: &Model, tick: &Tick, person: PersonId, mut acted: u8, out: &mut Outbox) {
        let local = self.local(person);
        let stage = self.speakers[local].stage();
        while let Some(row) = Row::of(self.speakers[local].stage()) {
            let Some(clock) = earliest(tick, row, &self.speakers[local]) else { break };
            self.tally.events += 1;
            acted |= clock.bit();
            let at = Instant::of_reading(tick, row, clock, self.speakers[local].reading[clock]);
            match clock {
                Clock::Talk => {
                    let mut turn = self.turn(person);
                    self.act_talk(model, tick, &mut turn, out);
                    self.put_back(&turn);
                }
                Clock::Part => self.act_part(model, tick, person, at, out),
                // The readings of an adopter are queued already; the due ones act in the next tick.
                Clock::Fate if self.act_fate(model, tick, person, at) => return,
                Clock::Fate => {}
            }
            if self.speakers[local].stage() != stage {
                acted = Clock::ALL_BITS;
            }
        }
        self.enqueue(model, tick, local, acted);
    }

    #[inline]
    fn act_talk(&mut self, model: &Model, tick: &Tick, turn: &mut Turn, out: &mut Outbox) {
        let (class, act) = (turn.state.activity(), turn.state.talk_acts());
        let words = model.luck.draws(Purpose::Talk, turn.person.0, act, 0);
        turn.state.count_talk();
        let ties = model.per_tie.map(|t| TieView::of(model, t.layer, turn.person));
        let mut open = ties.map_or(0, |ties| self.spoken.open_ties(model, turn, &ties));
        let said = if !tick.plain_talk {
            self.talk_with_care(model, tick, turn, (ties, open), act, words, out)
        } else if !tick.talk.is_empty() && !model.snoozes(turn.person, class, open, act) {
            let talk = choose(&tick.talk, words[1]);
            if let Some(tactic) = talk.mark.tactic() {
                self.tally.talk[tactic.index()] += 1;
            }
            self.say(model, tick, turn, ties, act, talk, words, out);
            true
        } else {
            false
        };
        if said && model.per_tie.is_some_and(|t| t.untold) {
            // This act has spoken over one of them.
            open = open.saturating_sub(1);
        }
        let gap = model.talk_gap(class, open, words[0]);
        turn.state.reading[Clock::Talk] = turn.state.reading[Clock::Talk].wrapping_add(gap);
    }

    /// Plays an act of talk where not every act is said, or codes are given; whether it was said.
    #[cold]
    #[expect(clippy::too_many_arguments, reason = "an act is its author, ties, number and words")]
    fn talk_with_care(
        &mut self,
        model: &Model,
        tick: &Tick,
        turn: &mut Turn,
        (ties, open): (Option<TieView>, u32),
        act: u32,
        words: [u32; 4],
        out: &mut Outbox,
    ) -> bool {
        // Acts of the aggrieved come at the rate of those whose complaint was ignored; a coin keeps those of the others.
        let unsaid = model.unsaid > 0.0
            && turn.stage == Stage::Aggrieved
            && !turn.state.was_ignored()
            && model.luck.unit(Purpose::Talk, turn.person.0, act, 1) < model.unsaid;
        let table = tick.talk(turn.stage);
        if unsaid || table.is_empty() || model.snoozes(turn.person, turn.state.activity(), open, act) {
            return false;
        }
        let talk = choose(table, words[1]);
        if self.has_no_code(tick, turn.person, talk.mark) {
            return false;
        }
        if let Some(tactic) = talk.mark.tactic() {
            self.tally.talk[tactic.index()] += 1;
        }
        self.utter(model, tick, turn, ties, act, talk, words, out);
        true
    }

    fn act_part(&mut self, model: &Model, tick: &Tick, person: PersonId, at: Instant, out: &mut Outbox) {
        let local = self.local(person);
        let speaker = &mut self.speakers[local];
        let act = speaker.part_acts();
        let words = model.luck.draws(Purpose::Part, person.0, act, 0);
        speaker.count_part();
        speaker.reading[Clock::Part] =
            speaker.reading[Clock::Part].wrapping_add(model.part_gap(speaker.activity(), words[0]));
        let table = &tick.part[match speaker.stage() {
            Stage::Participant => 1,
            Stage::Advocate => 2,
            _ => 0,
        }];
        if table.is_empty() {
            return;
        }
        let place = &tick.participation[choose(table, words[1])];
        // Acts come at the rate of age 0; a coin keeps 2^{−age/fade} of them, so the clocks stay exact.
        let age = f64::from(tick.day - speaker.adopted().max(place.refreshed).min(tick.day));
        if unit(words[2]) >= libm::exp2(-age / place.fade_days)
            || self.need(model, person, place.tactic_key) >= place.demand
            || !model.is_of(person, &place.needed_by)
            || self.declined(place.tactic, local)
        {
            return;
        }
        let tactic = place.tactic;
        let coins = model.luck.draws(Purpose::Part, person.0, act, 1);
        self.tally.participation[tactic].acts += 1;
        let handled = unit(coins[0]) < place.handled;
        if place.sour > 0.0 && unit(coins[3]) < place.sour {
            self.decline(model, tactic, local);
        }
        if unit(coins[1]) < place.content {
            self.tally.participation[tactic].content += 1;
            self.makers.push((tick.day, coins[2], person));
            if let Some(channel) = place.posts_on {
                let post = Post { channel, mark: Mark::of(tactic), act, salt: place.tactic_key };
                let mut turn = self.turn(person);
                self.post(model, tick, &mut turn, post, out);
                self.put_back(&turn);
            }
        }
        if handled {
            self.be_heard(model, tick, place, (person, act), at);
        }
    }

    /// Plays one act of fate; true if the person adopted, or wants it no more.
    fn act_fate(&mut self, model: &Model, tick: &Tick, person: PersonId, at: Instant) -> bool {
        let local = self.local(person);
        if self.skips_fate(local) {
            return false;
        }
        let speaker = &mut self.speakers[local];
        let stage = speaker.stage();
        let act = speaker.fate_acts();
        let words = model.luck.draws(Purpose::Fate, person.0, act, 0);
        speaker.count_fate();
        speaker.reading[Clock::Fate] = speaker.reading[Clock::Fate].wrapping_add(fate_gap(words[0]));
        let table = Row::of(stage).map_or(&[][..], |row| &tick.fate[row]);
        if table.is_empty() {
            return false;
        }
        match choose(table, words[1]) {
            FateAct::End if stage == Stage::Wanting => {
                let credit = self.speakers[local].credit();
                self.get(model, tick, (person, credit), at);
                return true;
            }
            FateAct::End => {
                self.stay(model, tick, local);
                let said = self.speakers[local].said_stage(tick.day);
                self.move_stage(tick, local, said, at);
            }
            FateAct::Buy { tactic, ticks } => {
                self.buy(model, tick, person, (tactic.index(), ticks), at);
                return ticks == 0;
            }
            what @ (FateAct::Fade | FateAct::TurnAway) => {
                self.give_up(local, what == FateAct::TurnAway);
                return true;
            }
            FateAct::Lapse if !tick.accounts.is_empty() && self.held(model, tick, person, act) => {}
            FateAct::Lapse if self.belongs(model, person, act) => {}
            FateAct::Lapse => self.set_stage(local, Stage::Lapsed),
            FateAct::Trouble => self.meet_trouble(model, tick, person, act, words[2], at),
        }
        false
    }

    fn meet_trouble(
        &mut self,
        model: &Model,
        tick: &Tick,
        person: PersonId,
        act: u32,
        coin: u32,
        at: Instant,
    ) {
        let service = &tick.service;
        let local = self.local(person);
        let mut ignored = false;
        if unit(coin) < service.told {
            self.tally.tickets += 1;
            let (promise, patience) = (model.plan.service.promise_days, model.plan.service.patience_days);
            let words = model.luck.draws(Purpose::Fate, person.0, act, 1);
            let (mut recovery, mut wait, mut given) = (model.plan.service.recovery, 0.0, false);
            if service.automatic <= 0.0 || unit(words[3]) >= service.automatic {
                let gift =
                    service.gift > 0.0 && model.luck.unit(Purpose::Fate, person.0, act, 2) < service.gift;
                self.tally.gifts += u64::from(gift);
                given = gift;
                recovery = service.recovery[usize::from(gift)];
                wait = service.queue.wait(unit(words[0]), unit(words[1]));
                wait += if gift { service.approval_days } else { 0.0 };
            }
            if unit(words[2]) < recovery * libm::exp(-wait / patience) {
                if given {
                    self.tell_of_gift(model, tick, person, act);
                }
                return self.involve(tick, local, service.gain, at);
            }
            ignored = wait > promise;
        }
        self.speakers[local].set_ignored(ignored);
        self.move_stage(tick, local, Stage::Aggrieved, at);
    }

    /// Moves owners down whose involvement has fallen below their stage's threshold.
    fn step_down(&mut self, model: &Model, tick: &Tick) {
        let candidates: Vec<PersonId> = if self.schedule.brute_force {
            self.drops.clear();
            self.schedule.everybody().collect()
        } else {
            let later = self.drops.split_off(&(tick.day + 1));
            std::mem::replace(&mut self.drops, later).into_values().flatten().collect()
        };
        for person in candidates {
            let local = self.local(person);
            let speaker = self.speakers[local];
            let threshold = match speaker.stage() {
                Stage::Participant => involvement::DOWN_PARTICIPANT,
                Stage::Advocate => involvement::DOWN_ADVOCATE,
                _ => continue,
            };
            let mut wait = speaker.days_until_below(tick.day, threshold);
            if wait == 0 && self.stay(model, tick, local) {
                wait = self.speakers[local].days_until_below(tick.day, threshold);
            }
            if wait > 0 {
                // Later acts have postponed the date.
                self.drops.entry(tick.day + wait).or_default().push(person);
                continue;
            }
            let still = self.speakers[local].involvement(tick.day) >= involvement::DOWN_PARTICIPANT;
            let to = if still { Stage::Participant } else { Stage::Settled };
            self.move_stage(tick, local, to, Instant::START);
            self.enqueue(model, tick, local, Clock::ALL_BITS);
        }
    }
}

/// The first of the clocks that have passed a person's reading.
///
/// A reading from before the tick (an adopter of the last one) acts at its start. Several such
/// readings keep their order; otherwise a long tick would let owners lapse before they had spoken.
#[inline(always)]
fn earliest(tick: &Tick, row: Row, speaker: &SpeakerState) -> Option<Clock> {
    let passed = tick.passed(row, &speaker.reading);
    if passed & passed.wrapping_sub(1) == 0 {
        return (passed != 0).then(|| Clock::of_bit(passed));
    }
    let mut best: Option<(Clock, i64, i64)> = None;
    for clock in [Clock::Fate, Clock::Part, Clock::Talk].into_iter().filter(|c| passed & c.bit() != 0) {
        let den = (tick.after[row][clock] - tick.before[row][clock]).max(1) as i64;
        let num =
            i64::from(speaker.reading[clock].wrapping_sub(tick.before[row][clock] as u32) as i32).min(den);
        if best.is_none_or(|b| num * b.2 < b.1 * den) {
            best = Some((clock, num, den));
        }
    }
    best.map(|b| b.0)
}
