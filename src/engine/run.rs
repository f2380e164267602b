//! The tick loop of one run: take the pulse, ask the tactics, fix the tick, speak, listen, record.

use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::contract::Pulse;
use crate::engine::halt::Halt;
use crate::engine::instant;
use crate::engine::record::{RunId, RunRecord};
use crate::engine::rival_now::Rival;
use crate::engine::run_state::RunState;
use crate::engine::stifle;
use crate::engine::tick::{self, TickInput};
use crate::engine::{Credit, Model, NOBODY, Outbox, Row, Scratch, Shard, Tick};
use crate::rng::Purpose;
use crate::rules::involvement;
use crate::units::{Cause, PersonId, Source, Stage};

/// State of a world in motion, allocated once and reused from run to run.
pub struct Engine {
    shards: Vec<Shard>,
    outboxes: Vec<Outbox>,
    scratch: Vec<Scratch>,
    people: u32,
    block_bits: u32,
    spent: Spent,
}

/// Wall time of all runs of an engine, by phase of the tick.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// Pulse, service, tactics and the rows by day.
    pub tactics: Duration,
    /// Finding due people and playing their acts.
    pub speak: Duration,
    /// Exchanging and hearing exposures.
    pub listen: Duration,
}

impl std::ops::AddAssign for Spent {
    fn add_assign(&mut self, other: Spent) {
        self.tactics += other.tactics;
        self.speak += other.speak;
        self.listen += other.listen;
    }
}

/// Acts and exposures of a tick below which shards work one after the other in the next.
const QUIET: u64 = 2_000;

/// How a run is divided and checked; none of it changes a byte of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    /// Number of shards, at least 1.
    pub shards: usize,
    /// Look at everybody in every tick instead of using the queues: the slow twin that tests compare with.
    pub brute_force: bool,
}

impl Default for Partition {
    fn default() -> Partition {
        Partition { shards: 1, brute_force: false }
    }
}

impl Engine {
    /// An engine for worlds of `people`, in shards of whole blocks.
    pub fn new(people: u32, block_bits: u32, partition: Partition) -> Engine {
        let blocks = (people as usize).div_ceil(1 << block_bits);
        let shards = partition.shards.clamp(1, blocks);
        let edge = |k: usize| (((blocks * k / shards) as u64) << block_bits).min(u64::from(people)) as u32;
        Engine {
            shards: (0..shards)
                .map(|k| {
                    Shard::new(PersonId(edge(k)), (edge(k + 1) - edge(k)) as usize, partition.brute_force)
                })
                .collect(),
            outboxes: (0..shards).map(|_| Outbox::new(blocks, block_bits)).collect(),
            scratch: (0..shards).map(|_| Scratch::default()).collect(),
            people,
            block_bits,
            spent: Spent::default(),
        }
    }

    /// Time spent so far.
    pub fn spent(&self) -> Spent {
        self.spent
    }

    /// Whether this engine fits a world of `people`.
    pub fn fits(&self, people: u32) -> bool {
        self.people == people
    }

    /// Bytes of state held.
    pub fn bytes(&self) -> usize {
        let exposures: usize =
            self.outboxes.iter().flat_map(|o| &o.exposures).map(|l| l.capacity() * 16).sum();
        self.shards.iter().map(Shard::bytes).sum::<usize>() + exposures
    }

    /// Runs a model from its seeds to the horizon; `None` if it was to give up on the way.
    ///
    /// # Panics
    /// If the engine was made for another number of people: a bug in the caller.
    pub fn run(
        &mut self,
        model: &Model,
        seeds: &[PersonId],
        supers: u32,
        id: RunId,
        halt: Halt,
    ) -> Option<RunRecord> {
        assert_eq!(self.people, model.world.people.count, "an engine fits one number of people");
        assert_eq!(self.block_bits, model.block_bits, "an engine fits one block size");
        let ordinary = tick::ordinary_acts(model);
        for shard in &mut self.shards {
            shard.reset(model, &ordinary);
        }
        let mut run = RunState::new(model);
        self.seed(model, seeds, supers, &run);
        run.close_row(model, &self.shards);
        for number in 1..=model.plan.horizon_ticks {
            if halt.now() {
                return None;
            }
            self.tick(model, &mut run, number);
            if let Some(meter) = halt.meter {
                meter.count(run.work_of_tick());
            }
            if model.generations.is_some() && self.active() == 0 && !(model.letters && self.awaits_letters())
            {
                break;
            }
        }
        Some(run.finish(model, &mut self.shards, id))
    }

    /// One tick. Shards work alone while speaking and listening; they meet in between, in the outboxes.
    fn tick(&mut self, model: &Model, run: &mut RunState, number: u32) {
        let mut clock = Instant::now();
        run.take_pulse(model, number, &mut self.shards);
        let effects = run.ask_tactics(model);
        let tick = run.fix(model, effects, &mut self.shards);
        self.spent.tactics += lap(&mut clock);
        let quiet = self.is_quiet();
        self.speak(model, &tick, quiet);
        self.spent.speak += lap(&mut clock);
        self.listen(model, &tick, quiet);
        self.answer(model);
        self.spent.listen += lap(&mut clock);
        run.record(model, &self.shards);
        self.spent.tactics += lap(&mut clock);
    }

    /// People act, and what they say goes into the outboxes.
    fn speak(&mut self, model: &Model, tick: &Tick, quiet: bool) {
        let Engine { shards, outboxes, .. } = self;
        each_shard(quiet, shards, outboxes, |shard, out| shard.speak(model, tick, out));
    }

    /// People hear what all outboxes hold for them, and it takes effect.
    fn listen(&mut self, model: &Model, tick: &Tick, quiet: bool) {
        let Engine { shards, outboxes, scratch, .. } = self;
        each_shard(quiet, shards, scratch, |shard, scratch| shard.listen(model, tick, outboxes, scratch));
    }

    /// Hearers who knew already answer their tellers.
    fn answer(&mut self, model: &Model) {
        if model.plan.talk.stifle > 0.0 {
            stifle::route(&mut self.shards);
        }
    }

    /// Whether so little happened in the last tick that this one is over before threads would wake.
    fn is_quiet(&self) -> bool {
        self.shards.iter().map(|s| s.tally.events + s.tally.exposures).sum::<u64>() < QUIET
    }

    /// Whether something that was said is still to be heard.
    fn awaits_letters(&self) -> bool {
        self.shards.iter().any(|shard| !shard.feeds.later.is_empty())
    }

    fn active(&self) -> u64 {
        Stage::ALL.iter().filter(|s| s.owns()).map(|s| self.count(*s)).sum::<u64>()
            + self.count(Stage::Wanting)
    }

    fn count(&self, stage: Stage) -> u64 {
        self.shards.iter().map(|s| s.tally.stages[stage as usize]).sum()
    }

    /// Gives the product to the seeds at time 0.
    fn seed(&mut self, model: &Model, seeds: &[PersonId], supers: u32, run: &RunState) {
        let mut clocks = run.clocks.clone();
        let nothing = TickInput {
            entries: &[],
            buying: 0.0,
            number: 1,
            quality: 1.0,
            category: 0.0,
            troubles_left: 1.0,
            rival: Rival::default(),
            susceptible: model.susceptible.clone(),
            pulse: &Pulse::default(),
            service: run.desk.answers(),
            views: &vec![0; model.channels.len()],
            lifts: &[],
            participation: &[],
            sales: &[],
            invites: &[],
        };
        let mut tick = Tick::new(model, &nothing, &mut clocks, &run.media, Vec::new());
        // Nothing has happened yet: clocks stand at 0.
        tick.after = tick.before;
        let cause = Cause { source: Source::Seed, mark: None }.pack();
        for (k, person) in seeds.iter().enumerate() {
            let Some(shard) = self.shards.iter_mut().rev().find(|s| s.first <= *person) else { continue };
            shard.seed(model, &tick, *person, (k as u32) < supers, cause);
        }
    }
}

/// Lets every shard work with its own memory, on all threads unless the tick is quiet.
fn each_shard<T: Send>(
    quiet: bool,
    shards: &mut [Shard],
    own: &mut [T],
    work: impl Fn(&mut Shard, &mut T) + Sync,
) {
    if quiet || shards.len() == 1 {
        shards.iter_mut().zip(own).for_each(|(shard, own)| work(shard, own));
    } else {
        shards.par_iter_mut().zip(own.par_iter_mut()).for_each(|(shard, own)| work(shard, own));
    }
}

/// Time since the last lap.
fn lap(clock: &mut Instant) -> Duration {
    let now = Instant::now();
    now - std::mem::replace(clock, now)
}

impl Shard {
    /// Makes a person an owner from the start; a keyed coin decides whether satisfied or aggrieved.
    fn seed(&mut self, model: &Model, tick: &Tick, person: PersonId, is_super: bool, cause: u16) {
        let local = self.local(person);
        if self.listeners[local].stage().owns() {
            return;
        }
        self.listeners[local].first = cause;
        self.tally.adopted += 1;
        self.record_adoption(person, 0, Credit { parent: NOBODY, cause }, cause);
        if model.generations.is_some() {
            self.generation.insert(person, 0);
        }
        if is_super {
            // Involvement .8: once no longer fresh, an advocate while it lasts.
            self.speakers[local].involve(0, involvement::gain(0.8));
        }
        let seeds = model.plan.seeds_of(model.strategy);
        if is_super && seeds.stays > 0.0 {
            self.staying.insert(local);
        }
        let satisfied =
            seeds.satisfied >= 1.0 || model.luck.unit(Purpose::Adopt, person.0, 0, 0) < seeds.satisfied;
        let stage = if satisfied { Stage::Fresh } else { Stage::Aggrieved };
        self.set_stage(local, stage);
        if let Some(row) = Row::of(stage) {
            self.begin(model, tick, local, row, instant::Instant::START);
        }
        if model.bursts {
            self.burst.push(person);
        }
    }
}
