//! The runner: every strategy × replication in the same worlds with the same luck, in parallel.
//!
//! Networks are built one after the other; their replications run one per thread, or, where there
//! are fewer runs than threads, each run uses all threads. Which it is cannot show in a result.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use rayon::prelude::*;

use crate::engine::record::{RunId, RunRecord};
use crate::engine::run::{Engine, Partition};
use crate::scenario::plan::Plan;
use crate::study::calibrate::{Quick, TalkScale};
use crate::study::play::{
    Effort, Job, Part, PilotGrounds, Progress, Runs, SharedWorld, StudyError, digest_all, kind_of_world,
    ledgers_fit, talk_scale,
};
use crate::world::World;

/// Some runs of one plan.
#[derive(Debug, Clone)]
pub struct Batch<'a> {
    /// What it is played for.
    pub part: Part,
    pub plan: &'a Plan,
    pub runs: Vec<RunId>,
    /// Source of the batch's talk scale.
    pub scale: ScaleFrom<'a>,
    /// Whether ledgers are digested before they are dropped, where memory allows.
    pub digest: bool,
    /// Whether ledgers are kept.
    pub keep_ledgers: bool,
}

impl<'a> Batch<'a> {
    /// These runs of a plan, whose ledgers are neither digested nor kept.
    pub fn new(part: Part, plan: &'a Plan, runs: Vec<RunId>, scale: ScaleFrom<'a>) -> Batch<'a> {
        Batch { part, plan, runs, scale, digest: false, keep_ledgers: false }
    }

    /// Every strategy of a plan, all its replications at the stated values.
    pub fn stated(plan: &'a Plan, job: Job) -> Batch<'a> {
        let runs = (0..plan.compare.replications).flat_map(|replication| {
            let network = replication / plan.runs_per_network();
            plan.strategy_ids().map(move |strategy| RunId { strategy, replication, network })
        });
        let scale = job.solved.map_or(ScaleFrom::Pilot, ScaleFrom::Known);
        let (digest, keep_ledgers) = (job.digest, job.keep_ledgers);
        Batch { digest, keep_ledgers, ..Batch::new(Part::Stated, plan, runs.collect(), scale) }
    }
}

/// How a batch comes by its talk scale.
#[derive(Debug, Clone, Copy)]
pub enum ScaleFrom<'a> {
    /// It is known already.
    Known(TalkScale),
    /// Solved in full, in the world in which R holds, on the first network that the batch is played on.
    Pilot,
    /// As [`ScaleFrom::Pilot`], for a drawn setting.
    Quick(Quick<'a>),
}

/// Plays batches, network by network, so that those on the same one share it.
pub fn play(batches: &[Batch], job: Job) -> Result<(Vec<Runs>, Effort), StudyError> {
    let total = batches.iter().map(|b| b.runs.len() as u64).sum();
    let done = AtomicU64::new(0);
    let networks = networks(batches);
    let mut effort = Effort::default();
    let mut solved: Vec<Option<TalkScale>> = vec![None; batches.len()];
    let mut played: Vec<Runs> = batches.iter().map(|_| Runs::from(Vec::new())).collect();
    let engines: Mutex<Vec<Engine>> = Mutex::new(Vec::new());
    let threads = rayon::current_num_threads();
    let mut grounds = PilotGrounds::default();
    for (k, ((_, network), groups)) in (1..).zip(&networks) {
        (job.progress)(Progress::Building(k, networks.len() as u32));
        let clock = Instant::now();
        let plans: Vec<&Plan> = groups.iter().map(|g| batches[g.0].plan).collect();
        let ground = SharedWorld::new(&plans, job, *network)?;
        effort.build += clock.elapsed();
        for (batch, _) in groups {
            if solved[*batch].is_none() {
                let clock = Instant::now();
                let here = (&ground.world, *network);
                solved[*batch] = Some(solve(&batches[*batch], here, &mut grounds, job)?);
                effort.pilot += clock.elapsed();
            }
        }
        let clock = Instant::now();
        // Ledgers are digested before they are dropped, where memory allows.
        let digested = |(batch, ids): &(usize, Vec<RunId>)| {
            let plan = batches[*batch].plan;
            let replications = ids.len().div_ceil(plan.strategies.len()) as u32;
            batches[*batch].digest && ledgers_fit(plan, replications)
        };
        let tasks: Vec<(usize, RunId, bool)> = groups
            .iter()
            .flat_map(|group| {
                group.1.iter().map(move |id| (group.0, *id, batches[group.0].keep_ledgers || digested(group)))
            })
            .collect();
        let shards = job.shards.unwrap_or(if tasks.len() >= threads { 1 } else { threads * 2 });
        let runs = tasks
            .par_iter()
            .map(|(batch, id, keep_ledgers)| {
                let take = || engines.lock().ok().and_then(|mut e| e.pop());
                let people = ground.world.people.count;
                let mut engine = take().filter(|e| e.fits(people)).unwrap_or_else(|| {
                    Engine::new(people, job.block_bits, Partition { shards, brute_force: job.scan })
                });
                let beta = solved[*batch].map_or(1.0, |s| s.beta);
                let job = Job { keep_ledgers: *keep_ledgers, ..job };
                let record = ground.run(batches[*batch].plan, &mut engine, beta, *id, job);
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
        effort.run += clock.elapsed();
        let mut runs = runs.into_iter();
        for group in groups {
            let (mut fresh, bytes): (Vec<RunRecord>, Vec<u64>) = runs.by_ref().take(group.1.len()).unzip();
            effort.state = bytes.into_iter().fold(effort.state, u64::max);
            fresh.iter().for_each(|run| effort.work += run.work);
            if digested(group) {
                played[group.0].digests.extend(digest_all(batches[group.0].plan, &fresh));
                if !batches[group.0].keep_ledgers {
                    fresh.iter_mut().for_each(|run| run.ledger = Vec::new());
                }
            }
            // Drawn settings and trials are not told by tactic.
            if batches[group.0].part != Part::Stated {
                fresh.iter_mut().for_each(|run| run.activity = Vec::new());
            }
            played[group.0].records.extend(fresh);
        }
        effort.meet(&ground.world);
    }
    for engine in engines.into_inner().unwrap_or_else(PoisonError::into_inner) {
        effort.engine += engine.spent();
    }
    for (runs, solved) in played.iter_mut().zip(solved) {
        runs.solved = solved.unwrap_or(runs.solved);
    }
    Ok((played, effort))
}

fn solve(
    batch: &Batch,
    here: (&World, u32),
    grounds: &mut PilotGrounds,
    job: Job,
) -> Result<TalkScale, StudyError> {
    let quick = match batch.scale {
        ScaleFrom::Known(solved) => return Ok(solved),
        ScaleFrom::Pilot => None,
        ScaleFrom::Quick(quick) => Some(quick),
    };
    (job.progress)(Progress::Pilot);
    talk_scale(batch.plan, here, grounds, quick, job)
}

/// Runs on one network, by batch.
type Groups = Vec<(usize, Vec<RunId>)>;

/// The networks that batches are played on, in the order in which they are built: kind of world and
/// number, and the runs on each by batch.
fn networks(batches: &[Batch]) -> BTreeMap<(usize, u32), Groups> {
    let mut kinds: Vec<Vec<u8>> = Vec::new();
    let mut networks: BTreeMap<(usize, u32), Groups> = BTreeMap::new();
    for (b, batch) in batches.iter().enumerate() {
        let own = kind_of_world(batch.plan);
        let kind = kinds.iter().position(|k| *k == own).unwrap_or_else(|| {
            kinds.push(own);
            kinds.len() - 1
        });
        for run in &batch.runs {
            let groups = networks.entry((kind, run.network)).or_default();
            match groups.last_mut().filter(|group| group.0 == b) {
                Some((_, ids)) => ids.push(*run),
                None => groups.push((b, vec![*run])),
            }
        }
    }
    networks
}
