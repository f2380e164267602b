//! The tick loop of one run: pulse, tactics, speak, listen, record.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::engine::adopt::Credit;
use crate::engine::claims::Scratch;
use crate::engine::exposure::{NOBODY, Outbox};
use crate::engine::model::{Model, row};
use crate::engine::tick::{self, Tick};
use crate::engine::record::{RunId, RunRecord};
use crate::engine::run_state::RunState;
use crate::engine::shard::Shard;
use crate::engine::stifle;
use crate::rng::Purpose;
use crate::rules::involvement;
use crate::tactic::Effects;
use crate::units::{Cause, Person, Source, Stage};

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
    /// Finding and playing who is due.
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

/// Acts and exposures of the tick before below which shards are played one after the other.
const QUIET: u64 = 2_000;

/// How a run is cut and checked; none of it changes a byte of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Partition {
    /// Number of shards, at least 1.
    pub shards: usize,
    /// Look at everybody in every tick instead of using the queues: the engine's slow twin.
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
                .map(|k| Shard::new(edge(k), (edge(k + 1) - edge(k)) as usize, partition.brute_force))
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
        let exposures: usize = self.outboxes.iter().flat_map(|o| &o.exposures).map(|l| l.capacity() * 16).sum();
        self.shards.iter().map(Shard::bytes).sum::<usize>() + exposures
    }

    /// Runs a model from its seeds to the horizon; `None` if `stop` was raised on the way.
    ///
    /// # Panics
    /// If the engine was made for another number of people: a bug in the caller.
    pub fn run(
        &mut self,
        model: &Model,
        seeds: &[Person],
        supers: u32,
        id: RunId,
        stop: &AtomicBool,
    ) -> Option<RunRecord> {
        assert_eq!(self.people, model.world.people.count, "an engine fits one number of people");
        assert_eq!(self.block_bits, model.block_bits, "an engine fits one block size");
        let ordinary = tick::ordinary_acts(model);
        for shard in &mut self.shards {
            shard.reset(model, &ordinary);
        }
        let mut run = RunState::new(model);
        self.sow(model, seeds, supers, &run);
        run.close_day(model, &self.shards);
        let ticks = model.plan.horizon_ticks;
        for tick in 1..=ticks {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let clock = Instant::now();
            let tick = run.begin(model, tick, &mut self.shards);
            self.spent.tactics += clock.elapsed();
            self.play(model, &tick);
            let clock = Instant::now();
            run.end(&self.shards, model.plan.ticks_per_day);
            if tick.is_multiple_of(model.plan.ticks_per_day) || tick == ticks {
                run.close_day(model, &self.shards);
            }
            self.spent.tactics += clock.elapsed();
            if model.generations.is_some() && self.active() == 0 {
                break;
            }
        }
        Some(run.finish(model, &mut self.shards, id))
    }

    fn active(&self) -> u64 {
        Stage::ALL.iter().filter(|s| s.owns()).map(|s| self.count(*s)).sum::<u64>()
            + self.count(Stage::Wanting)
    }

    fn count(&self, stage: Stage) -> u64 {
        self.shards.iter().map(|s| s.tally.stages[stage as usize]).sum()
    }

    /// Puts the product into the seeds' hands at time 0.
    fn sow(&mut self, model: &Model, seeds: &[Person], supers: u32, run: &RunState) {
        let mut clocks = run.clocks.clone();
        let nothing = tick::TickInput {
            tick: 1,
            quality: 1.0,
            active: 0,
            adopted: 0,
            desk: run.desk,
            views: &vec![0; model.channels.len()],
            effects: &Effects::default(),
        };
        let mut tick = Tick::new(model, &nothing, &mut clocks, &run.media, Vec::new());
        // Nothing has happened yet: clocks stand at 0.
        tick.after = tick.before;
        let cause = Cause { source: Source::Seed, mark: None }.pack();
        for (k, person) in seeds.iter().enumerate() {
            let Some(shard) = self.shards.iter_mut().rev().find(|s| s.first <= *person) else { continue };
            shard.sow(model, &tick, *person, (k as u32) < supers, cause);
        }
    }

    fn play(&mut self, model: &Model, tick: &Tick) {
        self.speak_and_listen(model, tick);
        if model.plan.talk.stifle > 0.0 {
            stifle::route(&mut self.shards);
        }
    }

    fn speak_and_listen(&mut self, model: &Model, tick: &Tick) {
        let Engine { shards, outboxes, scratch, spent, .. } = self;
        // A quiet tick is over before threads have woken.
        let busy = shards.iter().map(|s| s.tally.events + s.tally.exposures).sum::<u64>();
        let alone = shards.len() == 1 || busy < QUIET;
        let clock = Instant::now();
        if alone {
            shards.iter_mut().zip(outboxes.iter_mut()).for_each(|(s, out)| s.speak(model, tick, out));
        } else {
            shards.par_iter_mut().zip(outboxes.par_iter_mut()).for_each(|(s, out)| s.speak(model, tick, out));
        }
        spent.speak += clock.elapsed();
        let clock = Instant::now();
        let outboxes = &*outboxes;
        let hear = |s: &mut Shard, scratch: &mut Scratch| s.listen(model, tick, outboxes, scratch);
        if alone {
            shards.iter_mut().zip(scratch.iter_mut()).for_each(|(s, scratch)| hear(s, scratch));
        } else {
            shards.par_iter_mut().zip(scratch.par_iter_mut()).for_each(|(s, scratch)| hear(s, scratch));
        }
        spent.listen += clock.elapsed();
    }
}

impl Shard {
    /// Makes a person an owner from the start: satisfied, or aggrieved with a keyed coin.
    fn sow(&mut self, model: &Model, tick: &Tick, person: Person, is_super: bool, cause: u16) {
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
        let seeds = model.strategy.seeds.as_ref().unwrap_or(&model.plan.seeds);
        let satisfied =
            seeds.satisfied >= 1.0 || model.luck.unit(Purpose::Adopt, person, 0, 0) < seeds.satisfied;
        let stage = if satisfied { Stage::Fresh } else { Stage::Aggrieved };
        self.set_stage(local, stage);
        if let Some(r) = row(stage) {
            self.begin(model, tick, local, r, 0, 1);
        }
        if model.bursts {
            self.burst.push(person);
        }
    }
}
