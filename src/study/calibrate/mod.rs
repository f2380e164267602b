//! The pilot: solves β, the hazard of one exposure of weight 1, from the people one owner wins.
//!
//! No closed formula holds (overlapping circles, grievances, repeats), so virgin markets are
//! played: random seeds in the scenario's own world, no tactic, only generations 0–2 speak, until
//! everybody has lapsed or ten years are over. R̂ is the children of generations 1 and 2 per head
//! of them; the same keys are used for every β tried, so R̂(β) rises without noise of its own.

mod search;

use std::borrow::Cow;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::engine::model::{BLOCK_BITS, Model, has_complete_layer};
use crate::engine::record::RunId;
use crate::engine::run::{Engine, Partition};
use crate::engine::seeds;
use crate::rng::Luck;
use crate::scenario::plan::{ChannelKind, Club, Feed, Force, Pace, Pick, Plan, Seeds, Strategy};
use crate::units::{LayerId, StrategyId};
use crate::world::World;
use search::{Found, Point, search};

/// Seeds played over all pilots together, at least, for the stated values.
pub const SEEDS: u32 = 16_000;
/// Seeds played for a drawn setting. They give R̂ to about 3 % where some people have thousands of
/// followers, far less than the width of a range.
const SEEDS_OF_A_SETTING: u32 = 2_000;
/// People that a small world is tiled to, so that many small pilots share their ticks and its state
/// stays near the processor.
const PILOT_PEOPLE: u32 = 400_000;
/// People a seed: those won by different seeds then hardly meet.
const ROOM: u32 = 400;
/// Seeds of one pilot run, at most.
const TOGETHER: u32 = 2_000;
/// Pilots of one plan, at most.
const MOST_RUNS: u32 = 4_000;
/// R̂ is met to this relative error.
const TOLERANCE: f64 = 0.005;
/// The same in a drawn setting.
const TOLERANCE_OF_A_SETTING: f64 = 0.02;
/// The first search uses one pilot in so many.
const FEW: u32 = 8;
/// The first search meets R̂ to this relative error.
const NEAR: f64 = 0.01;
/// A result that is below its target by more than this counts as out of reach.
const SHORT: f64 = 0.03;
/// A pilot ends after ten years.
const HORIZON_DAYS: u32 = 3_650;

/// What a pilot found.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct TalkScale {
    /// People one owner is to win.
    pub target: Option<f64>,
    /// People one owner won in the pilots at `beta`.
    pub r_hat: Option<f64>,
    /// Hazard of one exposure of weight 1.
    pub beta: f64,
    /// d ln R̂ ÷ d ln β there, about.
    pub slope: Option<f64>,
}

impl TalkScale {
    /// A scale that is stated, not solved for.
    pub fn stated(beta: f64) -> TalkScale {
        TalkScale { target: None, r_hat: None, beta, slope: None }
    }

    /// Whether even the strongest talk fell short of what was asked for.
    pub fn falls_short(&self) -> bool {
        matches!((self.target, self.r_hat), (Some(target), Some(found)) if found < target * (1.0 - SHORT))
    }
}

/// Why β cannot be solved.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum PilotError {
    #[error(
        "talk.organic_r is {target}, but one owner wins at most {largest:.2} people in this world, however convincing talk is; \
         more acts a day, longer freshness, more ties or more eligible people would do"
    )]
    Unreachable { target: f64, largest: f64 },
    #[error("interrupted")]
    Interrupted,
}

/// How the scale of a drawn setting is solved: with fewer seeds, and by the strongest talk there is
/// where the target is out of reach.
#[derive(Debug, Clone, Copy)]
pub struct Quick<'a> {
    /// A like plan and its answer, where the search starts: that saves tries, and changes the answer
    /// within its tolerance only.
    pub near: Option<(&'a Plan, TalkScale)>,
    /// Number of the setting from 0. Its pilots have luck of their own, so that what few seeds get
    /// wrong differs from one setting to the next.
    pub number: u32,
}

/// β of a plan: stated, or solved in pilots on `world` (network 0).
///
/// # Errors
/// If `stop` was raised, or no β reaches the target of a plan that is not solved quickly.
pub fn solve(
    plan: &Plan,
    world: &World,
    quick: Option<Quick>,
    stop: &AtomicBool,
) -> Result<TalkScale, PilotError> {
    let Some(target) = plan.talk.organic_r else { return Ok(TalkScale::stated(plan.talk.scale)) };
    let (seeds, tolerance, first) = match quick {
        None => (SEEDS, TOLERANCE, 0),
        Some(of) => (SEEDS_OF_A_SETTING, TOLERANCE_OF_A_SETTING, (1 + of.number).saturating_mul(MOST_RUNS)),
    };
    let pilot = &Pilot::new(plan, world, seeds, first);
    let mut start = quick
        .and_then(|of| of.near)
        .and_then(|(like, solved)| beside(plan, target, like, solved))
        .unwrap_or_else(|| Point::guess(guess(plan, target)));
    // A few of many runs lead near to it, and all of them the rest of the way.
    let few = pilot.runs / FEW;
    let play = |runs: u32| move |beta: f64| pilot.play(beta, runs, stop).ok_or(PilotError::Interrupted);
    if few > 0 {
        let (Found::At(near) | Found::OutOfReach(near)) = search(target, start, NEAR, play(few))?;
        start = near;
    }
    let (point, slope) = match search(target, start, tolerance, play(pilot.runs))? {
        Found::At(point) => (point, Some(point.slope)),
        Found::OutOfReach(point) if quick.is_some() => (point, None),
        Found::OutOfReach(point) => return Err(PilotError::Unreachable { target, largest: point.r }),
    };
    Ok(TalkScale { target: Some(target), r_hat: Some(point.r), beta: point.beta, slope })
}

/// Where the search starts beside a like plan's answer: along its slope, with β in terms of what
/// [`guess`] gives for one person.
fn beside(plan: &Plan, target: f64, like: &Plan, solved: TalkScale) -> Option<Point> {
    let (r, slope) = (solved.r_hat?, solved.slope?);
    let factor = libm::pow(target / r, 1.0 / slope.clamp(0.2, 1.0));
    let beta = solved.beta * factor * guess(plan, 1.0) / guess(like, 1.0);
    Some(Point { slope, ..Point::guess(beta) })
}

/// Where the search starts: R = β·(talk lifetime)·Σ rate·audience·weight·eligible, which is off by
/// a factor of 1.4 and more.
fn guess(plan: &Plan, target: f64) -> f64 {
    let talk = &plan.talk;
    let life = talk.fresh_days.unwrap_or(365.0)
        + if plan.product.lapse_per_day > 0.0 {
            talk.rates.settled / plan.product.lapse_per_day
        } else {
            0.0
        };
    let voice: f64 = plan
        .channels
        .iter()
        .map(|c| {
            let Force::Weight(weight) = c.force else { return 0.0 };
            let rate = match c.pace {
                Pace::PerDay(r) | Pace::PerTiePerDay(r) => r,
                Pace::All => 0.0,
            };
            let audience = match c.kind {
                ChannelKind::Chat(_) => 1.0,
                ChannelKind::Feed(Feed { view, .. }) => view * 20.0,
                ChannelKind::Club(Club { views, .. }) => views,
            };
            rate * audience * weight
        })
        .sum();
    (1.4 * target / (life * voice * plan.market.eligible).max(1e-9)).clamp(1e-6, 1e3)
}

struct Pilot<'a> {
    plan: Plan,
    strategy: Strategy,
    world: Cow<'a, World>,
    seeds: Seeds,
    first: u32,
    runs: u32,
}

impl<'a> Pilot<'a> {
    fn new(plan: &Plan, world: &'a World, seeds: u32, first: u32) -> Pilot<'a> {
        let mut plan = plan.clone();
        plan.horizon_ticks = HORIZON_DAYS;
        plan.ticks_per_day = 1;
        plan.market.outside_per_day = 0.0;
        plan.market.imitation_per_day = 0.0;
        plan.seeds.satisfied = 1.0;
        plan.market.rival_per_day = 0.0;
        for channel in &mut plan.channels {
            if let ChannelKind::Feed(Feed { latency_ticks, .. }) = &mut channel.kind {
                *latency_ticks = 1;
            }
        }
        // Copies side by side, so that a small world's pilots share their ticks.
        let ties: u64 = world.layers.iter().map(crate::world::Ties::stored).sum();
        let copies = (PILOT_PEOPLE / world.people.count).min((20_000_000 / ties.max(1)) as u32).max(1);
        let copies = if has_complete_layer(&plan) { 1 } else { copies };
        let tiled = if copies > 1 { world.tiled(copies) } else { None };
        let world = tiled.map_or(Cow::Borrowed(world), Cow::Owned);
        // Two runs at least, to be played side by side.
        let count = (world.people.count / ROOM).clamp(1, TOGETHER.min(seeds.div_ceil(2)));
        Pilot {
            strategy: Strategy {
                name: "pilot".to_owned(),
                label: None,
                tactics: Vec::new(),
                seeds: None,
                plans: Vec::new(),
            },
            seeds: Seeds { count, super_users: 0, satisfied: 1.0, pick: Pick::Random, layer: LayerId(0) },
            first,
            runs: seeds.div_ceil(count).min(MOST_RUNS),
            plan,
            world,
        }
    }

    /// R̂ at a β over the first `runs` runs; `None` if interrupted.
    fn play(&self, beta: f64, runs: u32, stop: &AtomicBool) -> Option<f64> {
        let engines: Mutex<Vec<Engine>> = Mutex::new(Vec::new());
        let sums = (0..runs)
            .into_par_iter()
            .map(|number| {
                let take = || engines.lock().ok().and_then(|mut e| e.pop());
                let mut engine = take().unwrap_or_else(|| {
                    Engine::new(self.world.people.count, BLOCK_BITS, Partition::default())
                });
                let luck = Luck::of_pilot(self.plan.seed, self.first + number);
                let mut model = Model::new(&self.plan, &self.strategy, &self.world, None, beta, luck, luck);
                model.generations = Some(2);
                let seeds = seeds::choose(&model, &self.seeds, &[]);
                let id = RunId { strategy: StrategyId(0), replication: number, network: 0 };
                let record = engine.run(&model, &seeds, 0, id, stop)?;
                if let Ok(mut pool) = engines.lock() {
                    pool.push(engine);
                }
                Some(record.offspring)
            })
            .collect::<Option<Vec<_>>>()?;
        let (children, heads) = sums.iter().fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        Some(if heads == 0 { 0.0 } else { children as f64 / heads as f64 })
    }
}
