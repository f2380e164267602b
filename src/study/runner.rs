//! The runner: every strategy × replication on common ground, in parallel.
//!
//! Networks are built one after the other; their replications run one per thread, or, where there
//! are fewer runs than threads, each run uses all threads. Which it is cannot show in a result.
//!
//! Layer 6. Uses `rng scenario world engine`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::engine::aware::AwareOrder;
use crate::engine::model::{BLOCK_BITS, Model};
use crate::engine::record::RunId;
use crate::engine::record::RunRecord;
use crate::engine::run::{Cut, Engine, Spent};
use crate::engine::seeds;
use crate::rng::Luck;
use crate::scenario::plan::{Pick, Plan, Seeds, Strategy, TacticKind, top_people};
use crate::study::pilot::{self, PilotError, Solved};
use crate::units::Person;
use crate::world::import::Imports;
use crate::world::{Score, Ties, World, WorldError};

/// How a study is carried out; nothing here changes a result.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// Edge lists already read.
    pub imports: &'a Imports,
    /// Shards per run; `None` chooses by the number of runs and threads.
    pub shards: Option<usize>,
    /// Look at everybody in every tick instead of using the queues (the engine's slow twin).
    pub scan: bool,
    /// log2 of the block size, at most 16. The only setting here that may change a draw: tests
    /// make it small, so that small worlds have many blocks.
    pub block_bits: u32,
    /// The talk scale, where it is known already.
    pub solved: Option<Solved>,
    /// Raised to give up.
    pub stop: &'a AtomicBool,
    /// Told after every run: how many of how many are done.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Whether the ledgers of single adoptions are kept (16 bytes and more an adopter and run).
    pub keep_ledgers: bool,
}

/// How far a study has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A network is being built: number, of how many.
    Building(u32, u32),
    /// The talk scale is being solved.
    Pilot,
    /// Runs done, of how many.
    Runs(u64, u64),
}

/// All runs of a study.
#[derive(Debug)]
pub struct Study {
    /// By strategy, then replication.
    pub records: Vec<RunRecord>,
    /// The talk scale.
    pub solved: Solved,
    /// Wall time by phase.
    pub timings: Timings,
    /// What it held in memory.
    pub memory: Memory,
}

/// Memory of a study, and what it holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// Most bytes of state that one engine held.
    pub state: u64,
    /// Bytes of the largest world.
    pub world: u64,
    /// Its people.
    pub people: u64,
    /// Its stored directed ties.
    pub ties: u64,
}

/// Wall time by phase.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Building worlds.
    pub build: Duration,
    /// Solving β.
    pub pilot: Duration,
    /// Running.
    pub run: Duration,
    /// Time of the engines by phase of the tick, over all runs; runs side by side add up.
    pub engine: Spent,
}

/// Why a study ended without results.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// The world cannot be built.
    #[error(transparent)]
    World(#[from] WorldError),
    /// β cannot be solved.
    #[error(transparent)]
    Pilot(PilotError),
    /// Seeds of a strategy cannot be found.
    #[error(
        "strategy \"{strategy}\": asks for {asked} seeds, but only {found} people can be picked that way"
    )]
    Seeds {
        /// Whose seeds.
        strategy: String,
        /// How many are asked for.
        asked: u32,
        /// How many there are.
        found: usize,
    },
    /// A listed seed is not in the network.
    #[error("seeds.pick: there is no person \"{0}\"")]
    UnknownSeed(String),
    /// The user gave up.
    #[error("interrupted after {done} of {total} runs")]
    Interrupted {
        /// Runs finished.
        done: u64,
        /// Runs asked for.
        total: u64,
    },
}

impl<'a> Job<'a> {
    /// A job that chooses everything itself and keeps no ledgers.
    #[must_use]
    pub fn new(
        imports: &'a Imports,
        stop: &'a AtomicBool,
        progress: &'a (dyn Fn(Progress) + Sync),
    ) -> Job<'a> {
        Job {
            imports,
            shards: None,
            scan: false,
            block_bits: BLOCK_BITS,
            solved: None,
            stop,
            progress,
            keep_ledgers: false,
        }
    }
}

impl From<PilotError> for StudyError {
    fn from(error: PilotError) -> StudyError {
        match error {
            PilotError::Interrupted => StudyError::Interrupted { done: 0, total: 0 },
            other => StudyError::Pilot(other),
        }
    }
}

/// Runs every strategy of a plan, all its replications.
///
/// # Errors
/// If a world cannot be built, β has no solution, seeds cannot be found, or `stop` was raised.
pub fn run(plan: &Plan, job: Job) -> Result<Study, StudyError> {
    let total = plan.strategies.len() as u64 * u64::from(plan.compare.runs);
    let networks = plan.networks();
    let done = AtomicU64::new(0);
    let mut timings = Timings::default();
    let mut records = Vec::new();
    let mut solved = job.solved;
    let mut memory = Memory::default();
    let engines: Mutex<Vec<Engine>> = Mutex::new(Vec::new());
    for network in 0..networks {
        (job.progress)(Progress::Building(network + 1, networks));
        let clock = Instant::now();
        let ground = Ground::new(plan, job.imports, network, job.block_bits)?;
        timings.build += clock.elapsed();
        let beta = match solved {
            Some(Solved { beta, .. }) => beta,
            None => {
                (job.progress)(Progress::Pilot);
                let clock = Instant::now();
                let found: Solved = pilot::solve(plan, &ground.world, job.stop)?;
                timings.pilot += clock.elapsed();
                solved = Some(found);
                found.beta
            }
        };
        let clock = Instant::now();
        let from = network * plan.runs_per_network();
        let to = (from + plan.runs_per_network()).min(plan.compare.runs);
        let ids: Vec<RunId> = (from..to)
            .flat_map(|replication| {
                (0..plan.strategies.len()).map(move |strategy| RunId { strategy, replication, network })
            })
            .collect();
        let threads = rayon::current_num_threads();
        let shards = job.shards.unwrap_or(if ids.len() >= threads { 1 } else { threads * 2 });
        let runs = ids
            .into_par_iter()
            .map(|id| {
                let take = || engines.lock().ok().and_then(|mut e| e.pop());
                let people = ground.world.people.count;
                let mut engine = take()
                    .filter(|e| e.fits(people))
                    .unwrap_or_else(|| Engine::new(people, job.block_bits, Cut { shards, scan: job.scan }));
                let record = ground.run(plan, &mut engine, beta, id, job);
                let bytes = engine.bytes() as u64;
                if let Ok(mut pool) = engines.lock() {
                    pool.push(engine);
                }
                if record.is_ok() {
                    let so_far = done.fetch_add(1, Ordering::Relaxed) + 1;
                    (job.progress)(Progress::Runs(so_far, total));
                }
                record.map(|r| (r, bytes))
            })
            .collect::<Result<Vec<_>, StudyError>>()
            .map_err(|e| match e {
                StudyError::Interrupted { .. } => {
                    StudyError::Interrupted { done: done.load(Ordering::Relaxed), total }
                }
                other => other,
            })?;
        timings.run += clock.elapsed();
        for (record, bytes) in runs {
            memory.state = memory.state.max(bytes);
            records.push(record);
        }
        if ground.world.memory_bytes() >= memory.world {
            memory.world = ground.world.memory_bytes();
            memory.people = u64::from(ground.world.count());
            memory.ties = ground.world.layers.iter().map(Ties::stored).sum();
        }
    }
    for engine in engines.into_inner().unwrap_or_else(PoisonError::into_inner) {
        timings.engine += engine.spent();
    }
    records.sort_by_key(|r| (r.strategy, r.replication));
    Ok(Study {
        records,
        solved: solved.unwrap_or(Solved { target: None, r_hat: None, beta: 1.0 }),
        timings,
        memory,
    })
}

/// One network and everything that is ranked on it once.
pub struct Ground {
    /// People and ties.
    pub world: World,
    luck: Luck,
    aware: Option<AwareOrder>,
    ranked: HashMap<String, Vec<Person>>,
}

impl Ground {
    /// Builds network `network` of a plan and ranks its people for seeding.
    ///
    /// # Errors
    /// If the world cannot be built or a listed seed does not exist.
    pub fn new(plan: &Plan, imports: &Imports, network: u32, block_bits: u32) -> Result<Ground, StudyError> {
        let world = World::build(plan, imports, network)?;
        let luck = Luck::of_network(plan.seed, network);
        let buys = |s: &Strategy| {
            s.tactics.iter().any(|t| matches!(t.kind, TacticKind::Ads(_) | TacticKind::Amplify(_)))
        };
        let aware = plan.strategies.iter().any(buys).then(|| AwareOrder::new(&world, luck, block_bits));
        let mut ranked = HashMap::new();
        for strategy in &plan.strategies {
            let seeds = strategy.seeds.as_ref().unwrap_or(&plan.seeds);
            if let Entry::Vacant(place) = ranked.entry(format!("{seeds:?}")) {
                place.insert(rank(plan, &world, imports, seeds)?);
            }
        }
        Ok(Ground { world, luck, aware, ranked })
    }

    fn run(
        &self,
        plan: &Plan,
        engine: &mut Engine,
        beta: f64,
        id: RunId,
        job: Job,
    ) -> Result<RunRecord, StudyError> {
        let strategy = &plan.strategies[id.strategy];
        let seeds = strategy.seeds.as_ref().unwrap_or(&plan.seeds);
        let luck = Luck::of_replication(plan.seed, id.replication);
        let mut model = Model::new(plan, strategy, &self.world, self.aware.as_ref(), beta, luck, self.luck);
        model.block_bits = job.block_bits;
        let ranked = self.ranked.get(&format!("{seeds:?}")).map_or(&[][..], Vec::as_slice);
        let chosen = seeds::choose(&model, seeds, ranked);
        if chosen.len() < seeds.count as usize {
            let strategy = strategy.name.clone();
            return Err(StudyError::Seeds { strategy, asked: seeds.count, found: chosen.len() });
        }
        let mut record = engine
            .run(&model, &chosen, seeds.super_users, id, job.stop)
            .ok_or(StudyError::Interrupted { done: 0, total: 0 })?;
        if !job.keep_ledgers {
            record.ledger = Vec::new();
        }
        Ok(record)
    }
}

/// Everybody a pick ranks, best first; empty for random picks.
fn rank(plan: &Plan, world: &World, imports: &Imports, seeds: &Seeds) -> Result<Vec<Person>, StudyError> {
    // Ineligible people are passed over later, so rank enough of them.
    let share = plan.market.eligible * plan.market.grows.map_or(1.0, |g| g.from);
    let enough = f64::from(seeds.count) / share.max(1e-6) * 2.0 + 1_000.0;
    let enough = enough.min(f64::from(world.people.count)) as u32;
    match &seeds.pick {
        Pick::Degree => Ok(world.ranking(seeds.layer, Score::Degree, enough)),
        Pick::Core => Ok(world.ranking(seeds.layer, Score::Core, enough)),
        Pick::Top(share) => {
            let top = top_people(*share, world.people.count);
            Ok(world.ranking(seeds.layer, Score::Degree, top))
        }
        Pick::Random | Pick::Segment(_) => Ok(Vec::new()),
        Pick::List(names) => names.iter().map(|n| named(plan, world, imports, n)).collect(),
    }
}

/// The person of an imported file's id, or of a number in a generated world.
fn named(plan: &Plan, world: &World, imports: &Imports, name: &str) -> Result<Person, StudyError> {
    for layer in &plan.layers {
        if let crate::scenario::plan::LayerKind::Import { file, column } = &layer.kind {
            let list = imports.read_column(file, *column).map_err(WorldError::from)?;
            return list.person(name).ok_or_else(|| StudyError::UnknownSeed(name.to_owned()));
        }
    }
    name.parse()
        .ok()
        .filter(|p| *p < world.people.count)
        .ok_or_else(|| StudyError::UnknownSeed(name.to_owned()))
}
