//! Taking part: what an act of an owner brings about that was handled, and entries of people who need not own the
//! product.
//!
//! Entries come at a rate a head, per block and tick; a coin of the person says whether the person needs it. An
//! entry involves the person, may make something or annoy a friend, and commits: in the listening of the same tick it
//! may convince the person who entered.
//!
//! Always true: every draw is keyed by a block, or by a person with the number of the entry in its block.

use crate::contract::{Entrants, EntriesToday, GroupToday, ParticipationToday, Talk};
use crate::engine::audience::candidates;
use crate::engine::exposure::Story;
use crate::engine::listen::doubt;
use crate::engine::people_set::PeopleSet;
use crate::engine::shard::Block;
use crate::engine::{Exposure, Instant, Mark, Model, NOBODY, Outbox, Repost, Scratch, Shard, Tick, TieView};
use crate::rng::{Purpose, below, unit};
use crate::rules::involvement;
use crate::scenario::plan::ChannelKind;
use crate::units::{Cause, ChannelId, PersonId, Source, Stage, TacticId};

/// Involvement gained by an owner whose suggestion is built; assumed.
const BUILT_GAIN: f64 = 0.3;
/// What such an owner says beside their ordinary talk; assumed.
const BUILT_TALK: Talk = Talk { rate: 0.3, days: 7.0 };

impl Shard {
    /// Lets people enter what a tactic opens to others than owners.
    pub(super) fn enter(
        &mut self,
        model: &Model,
        tick: &Tick,
        (position, today): (usize, &EntriesToday),
        out: &mut Outbox,
    ) {
        for block in self.blocks(model.block_bits) {
            let members = match today.from {
                Entrants::Followers(account) => self.accounts[account].in_block(block.own),
                Entrants::Aware => block.people as u32,
            };
            let key = self.key(block);
            let mut stream = model.luck.stream(Purpose::Enter, key, tick.number, today.tactic_key);
            for number in 0..candidates(&mut stream, today.rate * f64::from(members)) {
                let word = stream.word();
                let local = match today.from {
                    Entrants::Followers(account) => self.follower(account, block, below(word, members)),
                    Entrants::Aware => self.someone(block, word).0,
                };
                if self.may_enter(model, today, local) {
                    self.entered.push((local, number, position));
                    self.take_part(model, tick, today, (local, number), out);
                }
            }
        }
    }

    /// Whether a person may enter, and needs it.
    fn may_enter(&self, model: &Model, today: &EntriesToday, local: usize) -> bool {
        let stage = self.listeners[local].stage();
        let may = match stage {
            Stage::Unaware => matches!(today.from, Entrants::Followers(_)),
            Stage::Aware | Stage::Wanting => true,
            Stage::Rejecter | Stage::Lapsed | Stage::Aggrieved => false,
            Stage::Fresh | Stage::Settled | Stage::Participant | Stage::Advocate => today.owners,
        };
        let person = self.person(local);
        may && model.is_of(person, &today.needed_by)
            && self.need(model, person, today.tactic_key) < today.demand
    }

    /// What an entry brings about at once.
    fn take_part(
        &mut self,
        model: &Model,
        tick: &Tick,
        today: &EntriesToday,
        (local, number): (usize, u32),
        out: &mut Outbox,
    ) {
        let (person, tactic) = (self.person(local), today.tactic);
        let coins = model.luck.draws(Purpose::Enter, person.0, tick.number, today.tactic_key ^ number);
        self.tally.participation[tactic].entries += 1;
        if self.listeners[local].stage() == Stage::Unaware {
            for unheard in &mut self.unheard {
                unheard.remove(local);
            }
            self.hear_of(tactic, local);
        }
        if unit(coins[0]) < today.handled {
            self.tally.participation[tactic].handled += 1;
            self.involve_now(model, tick, person, involvement::gain(today.gain));
        }
        if unit(coins[1]) < today.content {
            self.tally.participation[tactic].content += 1;
            self.makers.push((tick.day, coins[3], person));
            let posted = today.posts_on.and_then(|channel| Some((channel, model.latency(channel)?)));
            if let Some((channel, latency)) = posted {
                let story = Story {
                    origin: NOBODY,
                    act: tick.number,
                    salt: today.tactic_key ^ person.0.wrapping_mul(0x9e37_79b9) ^ number,
                    channel,
                    mark: Mark::of(tactic),
                    negative: false,
                    strength: 1.0,
                };
                out.pass_on(Repost { person, story }, latency);
            }
        }
        if unit(coins[2]) < today.annoys {
            self.annoy(model, today, (person, coins[3]), out);
        }
    }

    /// Lets a friend hear of an entry as of a nuisance, over the first chat.
    fn annoy(
        &mut self,
        model: &Model,
        today: &EntriesToday,
        (person, word): (PersonId, u32),
        out: &mut Outbox,
    ) {
        let chats = ChannelId::all(model.channels.len());
        let mut chats = chats.filter(|c| matches!(model.plan.channels[*c].kind, ChannelKind::Chat(_)));
        let Some(channel) = chats.next() else { return };
        let ties = TieView::of(model, model.channels[channel].layer, person);
        if ties.degree == 0 {
            return;
        }
        self.tally.participation[today.tactic].annoyed += 1;
        let to = ties.hearer(below(word, ties.degree));
        let mut warning = Exposure::new(to, person, 0.0, word, channel, Mark::of(today.tactic));
        warning.set_negative();
        out.send(warning);
    }

    /// Lets those of a block who entered convince themselves: to have said it commits.
    pub(super) fn commit_entrants(&self, model: &Model, tick: &Tick, block: Block, scratch: &mut Scratch) {
        let before = |local: usize| self.entered.partition_point(|e| e.0 < local);
        for (local, number, position) in
            &self.entered[before(block.start)..before(block.start + block.people)]
        {
            let (today, person) = (&tick.entries[*position], self.person(*local));
            let listener = &self.listeners[*local];
            if listener.stage() >= Stage::Wanting || !model.eligible(person, tick.eligible_units) {
                continue;
            }
            let hazard = today.force / model.eligible_share
                * tick.susceptible(model, person)
                * doubt(model, tick, listener);
            let salt = today.tactic_key ^ number;
            if hazard > 0.0
                && unit(model.luck.draws(Purpose::Enter, person.0, tick.number, !salt)[0])
                    < -libm::expm1(-hazard)
            {
                let cause = Cause { source: Source::Tactic(today.tactic), mark: None }.pack();
                Shard::cross(model, local - block.start, person, (cause, hazard, today.tactic_key), scratch);
            }
        }
    }

    /// What it does to an owner that an act was handled, and to the company: it involves, it weighs, and some are built.
    pub(super) fn be_heard(
        &mut self,
        model: &Model,
        tick: &Tick,
        place: &ParticipationToday,
        (person, act): (PersonId, u32),
        at: Instant,
    ) {
        let local = self.local(person);
        let expertise = self.expertise(tick, person);
        let counts = &mut self.tally.participation[place.tactic];
        counts.handled += 1;
        counts.expertise += expertise;
        if place.weighs_experts {
            counts.involved += u64::from(self.speakers[local].involvement(tick.day));
        }
        self.involve(tick, local, involvement::gain(place.gain), at);
        if place.built > 0.0 && model.luck.unit(Purpose::Part, person.0, act, 2) < place.built {
            self.tally.participation[place.tactic].built += 1;
            self.involve(tick, local, involvement::gain(BUILT_GAIN), at);
            self.let_talk(tick, (person, place.tactic), BUILT_TALK);
        }
    }

    /// Weight of an act of a person beyond that of anybody's, in 1/256: that of the group that weighs them most.
    fn expertise(&self, tick: &Tick, person: PersonId) -> u64 {
        let member =
            |group: &&GroupToday| group.expert > 1.0 && self.roster.members.contains(&(group.tactic, person));
        let most = tick.groups.iter().filter(member).map(|group| group.expert - 1.0).fold(0.0, f64::max);
        (most * 256.0).round() as u64
    }

    /// Whether an owner has sworn off a tactic's participation.
    pub(super) fn declined(&self, tactic: TacticId, local: usize) -> bool {
        self.declined.get(tactic.index()).is_some_and(|set| set.has(local))
    }

    /// Lets an owner never take part in a tactic's participation again.
    pub(super) fn decline(&mut self, model: &Model, tactic: TacticId, local: usize) {
        if self.declined.is_empty() {
            self.declined.resize_with(model.strategy.tactics.len(), Default::default);
        }
        let set = &mut self.declined[tactic.index()];
        if set.bytes() == 0 {
            *set = PeopleSet::new(self.speakers.len(), model.block_bits);
        }
        set.insert(local);
        self.tally.participation[tactic].declined += 1;
    }
}
