//! A shard: whole blocks of people with their state, queues and calendars.
//!
//! Always true: stage counts sum to the shard's people; the stages of a person's speaker and listener
//! agree from `Wanting` on; a pristine person's records are all zeros and their page is unmarked.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::exposure::{Exposure, Repost};
use crate::engine::instant::Instant;
use crate::engine::model::{Model, ROWS, row};
use crate::engine::person::{FATE, ListenerState, PART, SpeakerState, TALK};
use crate::engine::queue::{Pool, Queue};
use crate::engine::record::AdoptionRow;
use crate::engine::tick::Tick;
use crate::memory;
use crate::rules::involvement;
use crate::tactic::NodeCounts;
use crate::units::{Person, Stage};

/// log2 of the people cleared together by a reset: those touched lie scattered, and the speakers'
/// records of two fill a line of memory.
const PAGE_BITS: usize = 1;

/// Counts a shard makes in one tick; summed into the pulse.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// People by stage (kept over ticks).
    pub stages: [u64; 10],
    /// People who ever adopted (kept over ticks).
    pub adopted: u64,
    /// Troubles told to the company.
    pub tickets: u64,
    /// Views by channel.
    pub views: Vec<u64>,
    /// Node activity by tactic.
    pub nodes: Vec<NodeCounts>,
    /// Acts played.
    pub events: u64,
    /// Exposures heard.
    pub exposures: u64,
    /// Talk acts marked with a tactic.
    pub marked: u64,
}

impl Tally {
    /// Forgets what belongs to one tick.
    pub fn next_tick(&mut self) {
        self.tickets = 0;
        self.events = 0;
        self.exposures = 0;
        self.marked = 0;
        self.views.iter_mut().for_each(|v| *v = 0);
        self.nodes.iter_mut().for_each(|n| *n = NodeCounts::default());
    }
}

/// State of a range of people.
pub struct Shard {
    /// AwarenessClaim person.
    pub first: Person,
    /// Speakers.
    pub speakers: Vec<SpeakerState>,
    /// Listeners.
    pub listeners: Vec<ListenerState>,
    /// One bit a page: somebody in it was touched.
    pages: Vec<u64>,
    /// One queue per row and clock.
    pub queues: Vec<Queue>,
    pub(super) pool: Pool,
    /// Days on which involvement may fall below a threshold.
    pub(super) drops: BTreeMap<u32, Vec<Person>>,
    /// People who tell all their ties in the next tick.
    pub(super) burst: Vec<Person>,
    /// Senders, of any shard, whose talk ended because this shard's people already knew.
    pub(super) replies: Vec<Person>,
    /// Own people whose talk ends before the next tick is spoken.
    pub(super) stifled: Vec<Person>,
    /// Spoken bits of people with more than 64 ties: word offset.
    pub(super) hubs: FxHashMap<Person, usize>,
    pub(super) hub_bits: Vec<u64>,
    /// People who became participants; pruned when read.
    pub(super) involved: Vec<Person>,
    /// Things made lately: (day, score, maker).
    pub(super) makers: Vec<(u32, u32, Person)>,
    /// Exposures that arrive in later ticks.
    pub(super) later: BTreeMap<u32, Vec<Exposure>>,
    /// Reposts due in later ticks.
    pub(super) reposts: BTreeMap<u32, Vec<Repost>>,
    /// Stories and who has already passed them on: last tick touched, people.
    pub(super) stories: FxHashMap<(Person, u32, u32), (u32, FxHashSet<Person>)>,
    /// Adoptions of this shard, in order of tick.
    pub(super) ledger: Vec<AdoptionRow>,
    /// Counts of the tick.
    pub tally: Tally,
    /// Generation of each adopter (pilots only).
    pub(super) generation: FxHashMap<Person, u8>,
    /// Who talks or takes part in this tick, and whose fate may change.
    pub(super) due: [Vec<Person>; 2],
    /// Memory to sort them in.
    pub(super) spare: Vec<Person>,
    /// Next threshold of ad awareness and position in its order, by block.
    pub(super) aware_at: Vec<(f64, u32)>,
    /// Find who is due by looking at everybody instead of in the queues.
    pub(super) brute_force: bool,
}

impl Shard {
    /// A shard of the people `first..first + people`, all pristine.
    pub fn new(first: Person, people: usize, brute_force: bool) -> Shard {
        Shard {
            first,
            speakers: pristine(people),
            listeners: pristine(people),
            pages: vec![0; people.div_ceil(64 << PAGE_BITS)],
            queues: (0..ROWS * 3).map(|_| Queue::new(1)).collect(),
            pool: Pool::default(),
            drops: BTreeMap::new(),
            burst: Vec::new(),
            replies: Vec::new(),
            stifled: Vec::new(),
            hubs: FxHashMap::default(),
            hub_bits: Vec::new(),
            involved: Vec::new(),
            makers: Vec::new(),
            later: BTreeMap::new(),
            reposts: BTreeMap::new(),
            stories: FxHashMap::default(),
            ledger: Vec::new(),
            tally: Tally::default(),
            generation: FxHashMap::default(),
            due: Default::default(),
            spare: Vec::new(),
            aware_at: Vec::new(),
            brute_force,
        }
    }

    /// Makes everybody pristine again at the cost of what was touched, for a new run.
    pub fn reset(&mut self, model: &Model, normal: &[[f64; 3]; ROWS]) {
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
        for (queue, acts) in self.queues.iter_mut().zip(normal.iter().flatten()) {
            queue.reset((acts * crate::rules::ACCOUNT_ONE) as u64);
        }
        self.pool.clear();
        self.drops.clear();
        self.burst.clear();
        self.replies.clear();
        self.stifled.clear();
        self.hubs.clear();
        self.hub_bits.clear();
        self.involved.clear();
        self.makers.clear();
        self.later.clear();
        self.reposts.clear();
        self.stories.clear();
        self.ledger.clear();
        self.generation.clear();
        self.aware_at.clear();
        self.tally = Tally {
            views: vec![0; model.channels.len()],
            nodes: vec![NodeCounts::default(); model.strategy.tactics.len()],
            ..Tally::default()
        };
        self.tally.stages[0] = self.speakers.len() as u64;
    }

    /// Position of a person in this shard's records.
    #[inline]
    pub(super) fn local(&self, person: Person) -> usize {
        (person - self.first) as usize
    }

    /// Notes that a person's records are no longer pristine.
    #[inline]
    pub(super) fn touch(&mut self, local: usize) {
        let page = local >> PAGE_BITS;
        self.pages[page >> 6] |= 1 << (page & 63);
    }

    /// Bytes of state held, scratch memory included.
    pub fn bytes(&self) -> usize {
        self.speakers.capacity() * size_of::<SpeakerState>()
            + self.listeners.capacity() * size_of::<ListenerState>()
            + self.pages.capacity() * 8
            + self.pool.bytes()
            + self.queues.len() * 1_024 * 8
            + self.ledger.capacity() * size_of::<AdoptionRow>()
            + self.hub_bits.capacity() * 8
            + self.due.iter().chain([&self.spare]).map(|d| d.capacity() * 4).sum::<usize>()
    }

    /// Moves a person to a stage in both records and the counts; readings stay as they are.
    pub(super) fn set_stage(&mut self, local: usize, stage: Stage) {
        let old = self.listeners[local].stage();
        self.tally.stages[old as usize] -= 1;
        self.tally.stages[stage as usize] += 1;
        self.listeners[local].set_stage(stage);
        // A speaker has nothing to say before wanting: its stage is kept from there on.
        if stage >= Stage::Wanting || old >= Stage::Wanting {
            self.speakers[local].set_stage(stage);
        }
        self.touch(local);
    }

    /// Moves an owner between stages at an instant of the tick: what is left of each
    /// reading, in expected acts, is kept, so stages with equal rates cannot be told apart.
    pub(super) fn move_stage(&mut self, tick: &Tick, local: usize, to: Stage, at: Instant) {
        let from = self.speakers[local].stage();
        if let (Some(a), Some(b)) = (row(from), row(to)) {
            let speaker = &mut self.speakers[local];
            for clock in [TALK, PART, FATE] {
                let left = (speaker.reading[clock].wrapping_sub(at.reading(tick, a, clock) as u32)
                    as i32)
                    .max(0);
                speaker.reading[clock] =
                    (at.reading(tick, b, clock) as u32).wrapping_add(left as u32);
            }
        }
        self.set_stage(local, to);
        if matches!(to, Stage::Participant | Stage::Advocate) {
            let threshold = if to == Stage::Advocate {
                involvement::DOWN_ADVOCATE
            } else {
                involvement::DOWN_PARTICIPANT
            };
            let person = self.first + local as u32;
            let wait = self.speakers[local].days_until_below(tick.day, threshold).max(1);
            self.drops.entry(tick.day + wait).or_default().push(person);
            if !matches!(from, Stage::Participant | Stage::Advocate) {
                self.involved.push(person);
            }
        }
    }

    /// Puts a person's readings of these clocks (bits) into the queues of their stage.
    pub(super) fn enqueue(&mut self, model: &Model, tick: &Tick, local: usize, clocks: u8) {
        let speaker = self.speakers[local];
        let Some(r) = row(speaker.stage()) else { return };
        for clock in [TALK, PART, FATE] {
            if clocks & (1 << clock) != 0 && model.live[r][clock] {
                self.await_reading(tick, r, clock, self.first + local as u32, speaker.reading[clock]);
            }
        }
    }

    /// Puts one reading into its queue.
    #[inline]
    pub(super) fn await_reading(
        &mut self,
        tick: &Tick,
        r: usize,
        clock: usize,
        person: Person,
        reading: u32,
    ) {
        if !self.brute_force {
            self.queues[r * 3 + clock].push(&mut self.pool, tick.after[r][clock], person, reading);
        }
    }

    /// Raises a person's involvement and, where it decides an owner's stage, moves them.
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

/// Records of people to whom nothing has happened.
fn pristine<T: Copy + Default>(people: usize) -> Vec<T> {
    let mut records = memory::roomy(people);
    records.resize(people, T::default());
    records
}
