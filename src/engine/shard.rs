//! A shard: whole blocks of people with their state, queues and calendars.
//!
//! Always true: stage counts sum to the shard's people; the two records of a person agree on the
//! stage from `Wanting` on; a pristine person's records are all zeros and their page is unmarked.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::contract::{EnlistCounts, FollowCounts, ParticipationCounts};
use crate::engine::feeds::Feeds;
use crate::engine::invite::{Given, Packets};
use crate::engine::people_set::PeopleSet;
use crate::engine::record::AdoptionRow;
use crate::engine::roster::Roster;
use crate::engine::sale::SaleTally;
use crate::engine::schedule::Schedule;
use crate::engine::spoken::SpokenBits;
use crate::engine::{ByClock, Clock, Instant, ListenerState, Model, Row, SpeakerState, Tick, Turn};
use crate::hints;
use crate::rules::involvement;
use crate::units::{PersonId, Stage};

/// log2 of the people that a reset clears together: touched people lie scattered, and two speaker
/// records fill a cache line.
const PAGE_BITS: usize = 1;

/// Counts a shard makes in one tick; summed into the pulse.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// People by stage (kept over ticks).
    pub stages: [u64; 10],
    /// People who ever adopted (kept over ticks).
    pub adopted: u64,
    /// People lost to a rival before they heard of the product (kept over ticks).
    pub lost_unheard: u64,
    /// People who are lost to a rival that may lose them again (kept over ticks).
    pub lost_to_rival: u64,
    /// Troubles told to the company.
    pub tickets: u64,
    /// Gifts that came with answers.
    pub gifts: u64,
    /// Views of feeds and posts of clubs, by channel.
    pub views: Vec<u64>,
    /// Acts of taking part, by tactic.
    pub participation: Vec<ParticipationCounts>,
    /// Acts played.
    pub events: u64,
    /// Exposures heard.
    pub exposures: u64,
    /// Talk acts that a tactic caused, by tactic.
    pub talk: Vec<u64>,
    /// Sales.
    pub sale: SaleTally,
    /// What happened between accounts and people, by tactic; empty without accounts.
    pub follow: Vec<FollowCounts>,
    /// What became of people whom tactics chose, by tactic; empty where none chooses any.
    pub enlist: Vec<EnlistCounts>,
}

/// A block of a shard's people.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// Its number in the shard.
    pub own: usize,
    /// Position of its first person in the shard's records.
    pub start: usize,
    /// Number of its people.
    pub people: usize,
}

impl Tally {
    /// Clears the counts of one tick.
    pub fn next_tick(&mut self) {
        (self.tickets, self.gifts) = (0, 0);
        self.events = 0;
        self.exposures = 0;
        self.views.iter_mut().chain(&mut self.talk).for_each(|n| *n = 0);
        self.participation.iter_mut().for_each(|n| *n = ParticipationCounts::default());
        self.sale.next_tick();
        self.follow.fill(FollowCounts::default());
        self.enlist.fill(EnlistCounts::default());
    }
}

/// State of a range of people.
pub struct Shard {
    /// First person.
    pub first: PersonId,
    /// Speakers.
    pub speakers: Vec<SpeakerState>,
    /// Listeners.
    pub listeners: Vec<ListenerState>,
    /// One bit a page: somebody in it was touched.
    pages: Vec<u64>,
    /// When they act.
    pub(super) schedule: Schedule,
    /// Days on which involvement may fall below a threshold.
    pub(super) drops: BTreeMap<u32, Vec<PersonId>>,
    /// People who tell all their ties in the next tick.
    pub(super) burst: Vec<PersonId>,
    /// Senders of any shard whose talk ends because a hearer of this shard already knew.
    pub(super) replies: Vec<PersonId>,
    /// People of this shard whose talk ends before the next tick.
    pub(super) stifled: Vec<PersonId>,
    /// Over which ties people with more than 64 ties have spoken.
    pub(super) spoken: SpokenBits,
    /// People who became participants; pruned when read.
    pub(super) involved: Vec<PersonId>,
    /// Recent content: (day, score, maker).
    pub(super) makers: Vec<(u32, u32, PersonId)>,
    /// Views and reposts of later ticks.
    pub(super) feeds: Feeds,
    /// Codes given.
    pub(super) given: Given,
    /// Codes that are passed on.
    pub(super) packets: Packets,
    /// Whether anybody may wait a second time, so that a stale entry of the first may stand beside that of the second.
    pub(super) wait_again: bool,
    /// People who waited and got it in this tick, where some wait again; what they do next, they do in the next one.
    pub(super) bought: FxHashSet<PersonId>,
    /// People who get what they ordered, by tick.
    pub(super) deliveries: BTreeMap<u32, Vec<PersonId>>,
    /// People who get it with something else in this tick.
    pub(super) arriving: Vec<PersonId>,
    /// Super users among the seeds who stay involved, by their position.
    pub(super) staying: FxHashSet<usize>,
    /// Adoptions of this shard, in order of tick.
    pub(super) ledger: Vec<AdoptionRow>,
    /// Counts of the tick.
    pub tally: Tally,
    /// Generation of each adopter (pilots only).
    pub(super) generation: FxHashMap<PersonId, u8>,
    /// The people who talk or take part in this tick, and those whose fate may change.
    pub(super) due: [Vec<PersonId>; 2],
    /// Next threshold of ad awareness and position in its order, by block.
    pub(super) aware_at: Vec<(f64, u32)>,
    /// The followers of each account.
    pub(super) accounts: Vec<PeopleSet>,
    /// Followers from before who may not have heard of the product, by account; of no people where there are none.
    pub(super) unheard: Vec<PeopleSet>,
    /// The people whom tactics chose.
    pub(super) roster: Roster,
    /// Owners who take part no more, by tactic; empty until there are any.
    pub(super) declined: Vec<PeopleSet>,
    /// People who took part in this tick and need not own the product: position, number of the act in its block,
    /// position of the tactic.
    pub(super) entered: Vec<(usize, u32, usize)>,
}

impl Shard {
    /// A shard of the people `first..first + people`, all pristine.
    pub fn new(first: PersonId, people: usize, brute_force: bool) -> Shard {
        Shard {
            first,
            speakers: pristine(people),
            listeners: pristine(people),
            pages: vec![0; people.div_ceil(64 << PAGE_BITS)],
            schedule: Schedule::new(first, people, brute_force),
            drops: BTreeMap::new(),
            burst: Vec::new(),
            replies: Vec::new(),
            stifled: Vec::new(),
            spoken: SpokenBits::default(),
            involved: Vec::new(),
            makers: Vec::new(),
            feeds: Feeds::default(),
            given: Given::default(),
            packets: Packets::default(),
            wait_again: false,
            bought: FxHashSet::default(),
            deliveries: BTreeMap::new(),
            arriving: Vec::new(),
            staying: FxHashSet::default(),
            ledger: Vec::new(),
            tally: Tally::default(),
            generation: FxHashMap::default(),
            due: Default::default(),
            aware_at: Vec::new(),
            accounts: Vec::new(),
            unheard: Vec::new(),
            roster: Roster::default(),
            declined: Vec::new(),
            entered: Vec::new(),
        }
    }

    /// Makes everybody pristine for a new run; costs only what was touched.
    pub fn reset(&mut self, model: &Model, ordinary: &ByClock<f64>) {
        for word in 0..self.pages.len() {
            let mut touched = std::mem::take(&mut self.pages[word]);
            while touched != 0 {
                // Neighbouring pages are cleared at one go.
                let first = touched.trailing_zeros() as usize;
                let pages = (!(touched >> first)).trailing_zeros().min(64 - first as u32) as usize;
                touched &= !(u64::MAX >> (64 - pages) << first);
                let start = (word * 64 + first) << PAGE_BITS;
                let end = (start + (pages << PAGE_BITS)).min(self.speakers.len());
                self.speakers[start..end].fill(SpeakerState::default());
                self.listeners[start..end].fill(ListenerState::default());
            }
        }
        self.schedule.reset(ordinary);
        self.drops.clear();
        self.burst.clear();
        self.replies.clear();
        self.stifled.clear();
        self.spoken.clear();
        self.involved.clear();
        self.makers.clear();
        self.feeds.clear();
        self.given.clear();
        self.packets.clear();
        self.wait_again = false;
        self.bought.clear();
        self.deliveries.clear();
        self.arriving.clear();
        self.staying.clear();
        self.ledger.clear();
        self.generation.clear();
        self.aware_at.clear();
        self.roster.clear();
        self.declined.clear();
        self.entered.clear();
        let accounts = model.strategy.accounts().len();
        self.accounts.truncate(accounts);
        self.unheard.resize_with(accounts, PeopleSet::default);
        self.accounts.iter_mut().chain(&mut self.unheard).for_each(PeopleSet::clear);
        self.accounts.resize_with(accounts, || PeopleSet::new(self.speakers.len(), model.block_bits));
        self.tally = Tally {
            views: vec![0; model.channels.len()],
            participation: vec![ParticipationCounts::default(); model.strategy.tactics.len()],
            talk: vec![0; model.strategy.tactics.len()],
            sale: SaleTally::of(model.strategy.tactics.len()),
            follow: match accounts {
                0 => Vec::new(),
                _ => vec![FollowCounts::default(); model.strategy.tactics.len()],
            },
            enlist: match model.picks {
                false => Vec::new(),
                true => vec![EnlistCounts::default(); model.strategy.tactics.len()],
            },
            ..Tally::default()
        };
        self.tally.stages[0] = self.speakers.len() as u64;
    }

    /// The position of the shard that holds a person.
    pub(super) fn holding(shards: &[Shard], person: PersonId) -> usize {
        shards.partition_point(|shard| shard.first <= person) - 1
    }

    /// Position of a person in this shard's records.
    #[inline]
    pub(super) fn local(&self, person: PersonId) -> usize {
        (person.0 - self.first.0) as usize
    }

    /// The person at a position in this shard's records.
    #[inline]
    pub(super) fn person(&self, local: usize) -> PersonId {
        PersonId(self.first.0 + local as u32)
    }

    /// The blocks of 2^`bits` people, in order.
    pub(super) fn blocks(&self, bits: u32) -> impl Iterator<Item = Block> + use<> {
        let all = self.speakers.len();
        (0..all.div_ceil(1 << bits)).map(move |own| {
            let start = own << bits;
            Block { own, start, people: (all - start).min(1 << bits) }
        })
    }

    /// Notes that a person's records are no longer pristine.
    #[inline]
    pub(super) fn touch(&mut self, local: usize) {
        let page = local >> PAGE_BITS;
        self.pages[page >> 6] |= 1 << (page & 63);
    }

    /// Copies a person's record out for a turn.
    #[inline]
    pub(super) fn turn(&self, person: PersonId) -> Turn {
        let state = self.speakers[self.local(person)];
        Turn { person, stage: state.stage(), state }
    }

    /// Writes the record of a turn back.
    #[inline]
    pub(super) fn put_back(&mut self, turn: &Turn) {
        let local = self.local(turn.person);
        self.speakers[local] = turn.state;
    }

    /// Bytes of state held, scratch memory included.
    pub fn bytes(&self) -> usize {
        self.speakers.capacity() * size_of::<SpeakerState>()
            + self.listeners.capacity() * size_of::<ListenerState>()
            + self.pages.capacity() * 8
            + self.schedule.bytes()
            + self.ledger.capacity() * size_of::<AdoptionRow>()
            + self.spoken.bytes()
            + self.roster.bytes()
            + self
                .accounts
                .iter()
                .chain(&self.unheard)
                .chain(&self.declined)
                .map(PeopleSet::bytes)
                .sum::<usize>()
            + self.due.iter().map(|d| d.capacity() * 4).sum::<usize>()
    }

    /// Moves a person to a stage in both records and in the counts; readings stay.
    pub(super) fn set_stage(&mut self, local: usize, stage: Stage) {
        let old = self.listeners[local].stage();
        self.tally.stages[old as usize] -= 1;
        self.tally.stages[stage as usize] += 1;
        self.listeners[local].set_stage(stage);
        // Nobody speaks before wanting, so the speaker's record keeps the stage from there on.
        if stage >= Stage::Wanting || old >= Stage::Wanting {
            self.speakers[local].set_stage(stage);
        }
        self.touch(local);
    }

    /// Moves an owner between stages at an instant of the tick. The expected acts left on each clock
    /// are kept, so stages with equal rates cannot be told apart.
    pub(super) fn move_stage(&mut self, tick: &Tick, local: usize, to: Stage, at: Instant) {
        let from = self.speakers[local].stage();
        if let (Some(a), Some(b)) = (Row::of(from), Row::of(to)) {
            let speaker = &mut self.speakers[local];
            for clock in Clock::ALL {
                let left =
                    (speaker.reading[clock].wrapping_sub(at.reading(tick, a, clock) as u32) as i32).max(0);
                speaker.reading[clock] = (at.reading(tick, b, clock) as u32).wrapping_add(left as u32);
            }
        }
        self.set_stage(local, to);
        if matches!(to, Stage::Participant | Stage::Advocate) {
            let threshold = if to == Stage::Advocate {
                involvement::DOWN_ADVOCATE
            } else {
                involvement::DOWN_PARTICIPANT
            };
            let person = self.person(local);
            let wait = self.speakers[local].days_until_below(tick.day, threshold).max(1);
            self.drops.entry(tick.day + wait).or_default().push(person);
            self.tally.sale.joined[1] += u64::from(to == Stage::Advocate);
            if !matches!(from, Stage::Participant | Stage::Advocate) {
                self.tally.sale.joined[0] += 1;
                self.involved.push(person);
            }
        }
    }

    /// Puts a person's readings of these clocks (bits) into the queues of their stage.
    pub(super) fn enqueue(&mut self, model: &Model, tick: &Tick, local: usize, clocks: u8) {
        let speaker = self.speakers[local];
        let Some(row) = Row::of(speaker.stage()) else { return };
        for clock in Clock::ALL {
            if clocks & clock.bit() != 0 && model.live[row][clock] {
                self.schedule.add(tick, row, clock, self.person(local), speaker.reading[clock]);
            }
        }
    }

    /// Raises a person's involvement and moves an owner to the stage it implies.
    pub(super) fn involve(&mut self, tick: &Tick, local: usize, gain: u8, at: Instant) {
        if gain == 0 {
            return;
        }
        self.touch(local);
        let v = self.speakers[local].involve(tick.day, gain);
        let stage = self.speakers[local].stage();
        let to = match stage {
            Stage::Settled | Stage::Participant if v >= involvement::UP_ADVOCATE => Stage::Advocate,
            Stage::Settled if v >= involvement::UP_PARTICIPANT => Stage::Participant,
            _ => return,
        };
        self.move_stage(tick, local, to, at);
    }
}

/// Records of people who have experienced nothing.
fn pristine<T: Copy + Default>(people: usize) -> Vec<T> {
    let mut records = hints::with_huge_pages(people);
    records.resize(people, T::default());
    records
}
