//! What becomes of people whom tactics chose: the product, involvement, more talk, a story, a word of the company.
//!
//! A talker acts a Poisson number of times a tick, `f·rate·R·dt` in the mean, beside their own clock: `f` is their talk
//! factor and `R` what a fresh owner says. Their acts are drawn by person, tick and tactic, so that their ordinary
//! talk keeps its luck.
//!
//! Who was introduced to `b` people lapses with chance `0.9^b` where they would have lapsed.

use rand_distr::{Distribution, Poisson};

use crate::contract::{Contact, Enlisted, Leak, Pick, Pool, Talk};
use crate::engine::audience::candidates;
use crate::engine::choices::{TalkAct, choose};
use crate::engine::exposure::Story;
use crate::engine::listen::doubt;
use crate::engine::roster::{MOST_TIES, Talker};
use crate::engine::shard::Block;
use crate::engine::{
    Clock, Credit, Exposure, Instant, Mark, Model, NOBODY, Outbox, Scratch, Shard, Tick, TieView, Turn,
};
use crate::rng::{Purpose, ln_unit, name_key, unit};
use crate::rules::{self, involvement};
use crate::scenario::plan::{ChannelKind, Club};
use crate::units::{Cause, ChannelId, PersonId, Source, Stage, TacticId};

/// Chance that somebody lapses who knows one person more by introduction, where they would have lapsed; assumed.
const LEAVES: f64 = 0.9;
/// Numbers of acts that no clock gives: those of chosen people.
const OWN: u32 = 1 << 31;

/// A number of an act that a tactic caused, apart from those of the person's own clocks.
fn number_of_act(tick: &Tick, k: u32, key: u32) -> u32 {
    OWN | (tick.number << 8 | k & 0xff).wrapping_add(key.wrapping_mul(0x9e37_79b9)) & (OWN - 1)
}

impl Shard {
    /// Whether a choice may fall on a person.
    pub(super) fn is_there(&self, pick: &Pick, person: PersonId) -> bool {
        let local = self.local(person);
        let stage = self.listeners[local].stage();
        let of_pool = match pick.from {
            Pool::Owners => true,
            Pool::Participants => matches!(stage, Stage::Participant | Stage::Advocate),
            Pool::Members => self.roster.members.contains(&(pick.tactic, person)),
            Pool::Seeds => self.ledger.iter().take_while(|row| row.tick == 0).any(|row| row.person == person),
            Pool::Winners => self.roster.winners.contains(&(pick.tactic, person)),
            Pool::Anybody | Pool::Undecided(_) => false,
        };
        stage.owns()
            && of_pool
            && pick.follows.is_none_or(|account| self.accounts[account].has(local))
            && !(pick.joins && self.roster.members.contains(&(pick.tactic, person)))
    }

    /// Members who no longer own the product leave their groups.
    pub(super) fn leave_groups(&mut self) {
        let (listeners, first) = (&self.listeners, self.first.0);
        self.roster.members.retain(|(_, person)| listeners[(person.0 - first) as usize].stage().owns());
    }

    /// Plays what becomes of the people chosen in this tick.
    pub(super) fn play_picks(&mut self, model: &Model, tick: &Tick, out: &mut Outbox) {
        self.roster.contacts.clear();
        self.roster.winners.clear();
        for (k, person) in std::mem::take(&mut self.roster.chosen) {
            let (pick, of) = &tick.picks[k];
            if let Some(contact) = &pick.contact {
                self.contact(model, tick, (pick, contact), (person, k), out);
            }
            if pick.product {
                self.give(model, tick, pick.tactic, person);
            }
            if !self.speakers[self.local(person)].stage().owns() {
                continue;
            }
            self.involve_at_start(model, tick, person, involvement::gain(pick.gain));
            if let Some(talk) = pick.talk.filter(|talk| talk.rate > 0.0) {
                self.let_talk(tick, (person, pick.tactic), talk);
            }
            self.introduce(model, tick, pick, *of, person);
            let coins = model.luck.draws(Purpose::Enlist, person.0, tick.number, pick.key);
            if unit(coins[0]) < pick.makes {
                self.tally.participation[pick.tactic].content += 1;
                self.makers.push((tick.day, coins[1], person));
            }
            if let Some(leak) = &pick.story {
                self.let_out(model, tick, pick, leak, (person, unit(coins[2]) < leak.negative), out);
            }
        }
    }

    /// Gives the product to somebody who neither has it nor waits for it.
    fn give(&mut self, model: &Model, tick: &Tick, tactic: TacticId, person: PersonId) {
        if self.listeners[self.local(person)].stage() >= Stage::Wanting {
            return;
        }
        let cause = Cause { source: Source::Tactic(tactic), mark: None }.pack();
        self.tally.enlist[tactic.index()][Enlisted::Given] += 1;
        self.adopt(model, tick, person, Credit { parent: NOBODY, cause }, Instant::START);
    }

    /// Raises an owner's involvement before they act.
    fn involve_at_start(&mut self, model: &Model, tick: &Tick, person: PersonId, gain: u8) {
        let local = self.local(person);
        let stage = self.speakers[local].stage();
        self.involve(tick, local, gain, Instant::START);
        if self.speakers[local].stage() != stage {
            self.enqueue(model, tick, local, Clock::ALL_BITS);
        }
    }

    /// Holds the involvement of members where their group keeps it.
    pub(super) fn keep_groups(&mut self, model: &Model, tick: &Tick) {
        for group in &tick.groups {
            let floor = involvement::gain(group.keeps);
            let members: Vec<PersonId> = if self.schedule.brute_force {
                let member = |p: &PersonId| self.roster.members.contains(&(group.tactic, *p));
                self.schedule.everybody().filter(member).collect()
            } else {
                self.roster.members_of(group.tactic).collect()
            };
            for person in members {
                let speaker = &self.speakers[self.local(person)];
                let lacks = floor.saturating_sub(speaker.involvement(tick.day));
                if speaker.stage().owns() {
                    self.involve_at_start(model, tick, person, lacks);
                }
            }
        }
    }

    /// Lets somebody get to know others of a choice of so many people.
    fn introduce(&mut self, model: &Model, tick: &Tick, pick: &Pick, of: u32, person: PersonId) {
        if pick.introduces <= 0.0 {
            return;
        }
        let knows = self.roster.knows.get(&person).copied().unwrap_or(0);
        let mut stream = model.luck.stream(Purpose::Introduce, person.0, tick.number, pick.key);
        let ln_miss = libm::log1p(-pick.introduces);
        let mut skip = || match pick.introduces < 1.0 {
            true => (ln_unit(stream.word()) / ln_miss) as u64,
            false => 0,
        };
        let (mut met, mut other) = (0, skip());
        while other < u64::from(of) - 1 && knows + met < MOST_TIES {
            met += 1;
            other = other.saturating_add(1).saturating_add(skip());
        }
        if met > 0 {
            self.roster.knows.insert(person, knows + met);
            self.tally.enlist[pick.tactic.index()][Enlisted::Tied] += u64::from(met);
        }
    }

    /// Whether the people whom somebody was introduced to keep them from lapsing in this act.
    pub(super) fn belongs(&self, model: &Model, person: PersonId, act: u32) -> bool {
        let knows = self.roster.knows.get(&person).copied().unwrap_or(0);
        knows > 0 && model.luck.unit(Purpose::Belong, person.0, act, 0) >= libm::pow(LEAVES, f64::from(knows))
    }

    /// Lets an owner post a story, for the product or against it.
    fn let_out(
        &mut self,
        model: &Model,
        tick: &Tick,
        pick: &Pick,
        leak: &Leak,
        (person, negative): (PersonId, bool),
        out: &mut Outbox,
    ) {
        let counts = &mut self.tally.enlist[pick.tactic.index()];
        counts[Enlisted::LetOut] += 1;
        counts[Enlisted::Against] += u64::from(negative);
        self.tell_on(model, tick, (leak.feed, leak.strength), (pick, person, negative), out);
    }

    /// Somebody posts something of a tactic's on a feed or in a club.
    fn tell_on(
        &mut self,
        model: &Model,
        tick: &Tick,
        (channel, strength): (ChannelId, f64),
        (pick, person, negative): (&Pick, PersonId, bool),
        out: &mut Outbox,
    ) {
        let (act, mark) = (number_of_act(tick, 0, pick.key), Mark::of(pick.tactic));
        match model.plan.channels[channel].kind {
            ChannelKind::Feed(_) => {
                let story = Story {
                    origin: person,
                    act,
                    salt: 0,
                    channel,
                    mark,
                    negative,
                    strength: strength as f32,
                };
                let stream = model.luck.stream(Purpose::View, person.0, act, 0);
                let mut turn = self.turn(person);
                self.show(model, tick, &mut turn, story, stream, out);
                self.touch(self.local(person));
                self.put_back(&turn);
            }
            ChannelKind::Club(Club { views, .. }) => {
                let Some(catchment) = &model.channels[channel].catchment else { return };
                let Ok(readers) = Poisson::new(views) else { return };
                let mut stream = model.luck.stream(Purpose::Club, person.0, act, 0);
                for _ in 0..readers.sample(&mut stream) as u32 {
                    let to = catchment.nth(crate::rng::below(stream.word(), catchment.len()));
                    let force = model.channels[channel].base;
                    let mut exposure = Exposure::new(PersonId(to), person, force, act, channel, mark);
                    if negative {
                        exposure.set_negative();
                    }
                    out.send(exposure);
                }
            }
            ChannelKind::Chat(_) => {}
        }
    }

    /// Tells somebody of the product; who finds out that a firm speaks warns others, the rest listen in this tick.
    fn contact(
        &mut self,
        model: &Model,
        tick: &Tick,
        (pick, contact): (&Pick, &Contact),
        (person, k): (PersonId, usize),
        out: &mut Outbox,
    ) {
        if model.luck.unit(Purpose::Contact, person.0, tick.number, pick.key) >= contact.found_out {
            return self.roster.contacts.push((person, k));
        }
        self.tally.enlist[pick.tactic.index()][Enlisted::FoundOut] += 1;
        if let Some(channel) = contact.warns_on {
            self.tell_on(model, tick, (channel, 1.0), (pick, person, true), out);
        }
    }

    /// Lets the company's words convince those of a block who were told.
    pub(super) fn meet_contacts(&mut self, model: &Model, tick: &Tick, block: Block, scratch: &mut Scratch) {
        for at in 0..self.roster.contacts.len() {
            let (person, k) = self.roster.contacts[at];
            let local = self.local(person);
            if !(block.start..block.start + block.people).contains(&local) {
                continue;
            }
            let (pick, _) = &tick.picks[k];
            let Some(contact) = &pick.contact else { continue };
            let listener = &self.listeners[local];
            if listener.stage() >= Stage::Wanting || !model.eligible(person, tick.eligible_units) {
                continue;
            }
            let susceptible = f64::from(model.world.people.susceptible(person.0));
            let hazard = rules::hazard_of(contact.converts)
                * susceptible
                * doubt(model, tick, listener)
                * tick.sale.appeal;
            self.hear_of(pick.tactic, local);
            let coin = unit(model.luck.draws(Purpose::Contact, person.0, tick.number, pick.key)[1]);
            if coin < -libm::expm1(-hazard) {
                let cause = Cause { source: Source::Tactic(pick.tactic), mark: None }.pack();
                Shard::cross(model, local - block.start, person, (cause, hazard, pick.key), scratch);
            }
        }
    }

    /// Lets talkers say what they say beside their ordinary talk.
    pub(super) fn talk_more(&mut self, model: &Model, tick: &Tick, out: &mut Outbox) {
        self.roster.add_talkers();
        if self.roster.talkers.is_empty() {
            return;
        }
        let mut talkers = std::mem::take(&mut self.roster.talkers);
        talkers.retain(|talker| talker.until > tick.day);
        if self.schedule.brute_force {
            for person in self.schedule.everybody() {
                let own = talkers.partition_point(|t| t.person < person);
                for talker in talkers[own..].iter().take_while(|t| t.person == person) {
                    self.talk_as(model, tick, talker, out);
                }
            }
        } else {
            talkers.iter().for_each(|talker| self.talk_as(model, tick, talker, out));
        }
        self.roster.talkers = talkers;
    }

    /// Says something where invitations may weigh on what is said in a chat.
    #[cold]
    #[expect(clippy::too_many_arguments, reason = "an act is its author, ties, number, choice and words")]
    pub(super) fn utter(
        &mut self,
        model: &Model,
        tick: &Tick,
        turn: &mut Turn,
        ties: Option<TieView>,
        act: u32,
        talk: TalkAct,
        words: [u32; 4],
        out: &mut Outbox,
    ) {
        match &model.plan.channels[talk.channel].kind {
            ChannelKind::Chat(chat) => {
                if let Some((mut exposure, tie)) = self.chat(model, turn, ties, act, talk, chat, words) {
                    if let Some(invites) = &tick.invites {
                        exposure =
                            self.weighed(model, invites, turn, (talk.channel, talk.mark, tie), exposure);
                    }
                    self.send_letter(model, tick, (turn.person, act), exposure, out);
                }
            }
            _ => self.say(model, tick, turn, ties, act, talk, words, out),
        }
    }

    /// Lets some of those whom a gift satisfied tell of it.
    #[cold]
    pub(super) fn tell_of_gift(&mut self, model: &Model, tick: &Tick, person: PersonId, act: u32) {
        let Some((share, talk, tactic)) = tick.service.gift_told else { return };
        if model.luck.unit(Purpose::Fate, person.0, act, 3) < share {
            self.let_talk(tick, (person, tactic), talk);
        }
    }

    /// Lets somebody say more than their ordinary talk for some days, from this tick on, for a tactic.
    pub(super) fn let_talk(&mut self, tick: &Tick, (person, tactic): (PersonId, TacticId), talk: Talk) {
        let until = (f64::from(tick.day) + talk.days).min(f64::from(u32::MAX)) as u32;
        self.roster.more_talkers.push(Talker { person, tactic, until, rate: talk.rate as f32 });
    }

    fn talk_as(&mut self, model: &Model, tick: &Tick, talker: &Talker, out: &mut Outbox) {
        let mut turn = self.turn(talker.person);
        if !turn.stage.owns() || turn.stage == Stage::Aggrieved || tick.talk.is_empty() {
            return;
        }
        let ties = model.per_tie.map(|t| TieView::of(model, t.layer, talker.person));
        let over = ties.map_or(1.0, |ties| f64::from(self.spoken.open_ties(model, &turn, &ties)));
        let class = usize::from(turn.state.activity());
        let talks = f64::from(model.world.people.activity_of[class]) * over;
        let mean = talks * f64::from(talker.rate) * tick.talk_a_day * model.plan.tick_days();
        let key = name_key(&model.strategy.tactics[talker.tactic].name);
        let mut stream = model.luck.stream(Purpose::Talker, talker.person.0, tick.number, key);
        for k in 0..candidates(&mut stream, mean) {
            self.tally.events += 1;
            self.tally.talk[talker.tactic.index()] += 1;
            let words = std::array::from_fn(|_| stream.word());
            let TalkAct { channel, .. } = choose(&tick.talk, words[1]);
            let act = TalkAct { channel, mark: Mark::of(talker.tactic) };
            self.utter(model, tick, &mut turn, ties, number_of_act(tick, k, key), act, words, out);
        }
        self.put_back(&turn);
    }
}
