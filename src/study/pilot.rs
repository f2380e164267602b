//! The pilot: solves β, the hazard of one exposure of weight 1, from the people one owner wins.
//!
//! No closed formula holds (overlapping circles, grievances, repeats), so virgin markets are
//! played: random seeds in the scenario's own world, no tactic, only generations 0–2 speak, until
//! everybody has lapsed or ten years are over. R̂ is the children of generations 1 and 2 per head
//! of them; the same keys are used for every β tried, so R̂(β) rises without noise of its own.
//!
//! Layer 6. Uses `rng scenario world engine`.

use std::borrow::Cow;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

use crate::engine::model::{BLOCK_BITS, Model, has_complete_layer};
use crate::engine::record::RunId;
use crate::engine::run::{Cut, Engine};
use crate::engine::seeds;
use crate::rng::Luck;
use crate::scenario::plan::{ChannelKind, Pace, Pick, Plan, Scale, Seeds, Strategy};
use crate::units::LayerId;
use crate::world::World;

/// Seeds played over all pilots together, at least, for the stated values.
pub const SEEDS: u32 = 16_000;
/// Seeds played for a drawn setting: R̂ is then known to 2 % or so, little beside ranges of its own.
pub const SEEDS_OF_A_SETTING: u32 = 4_000;
/// People a pilot world should have, so that many small pilots share their ticks.
const PILOT_PEOPLE: u32 = 800_000;
/// R̂ is met to this relative error.
const TOLERANCE: f64 = 0.005;
/// Slope of ln R̂ over ln β below which a stronger β cannot help: every exposure convinces already.
const FLAT: f64 = 0.02;
/// A pilot ends after ten years.
const HORIZON_DAYS: u32 = 3_650;

/// What a pilot found.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Solved {
    /// People one owner is to win.
    pub target: Option<f64>,
    /// People one owner won in the pilots at `beta`.
    pub r_hat: Option<f64>,
    /// Hazard of one exposure of weight 1.
    pub beta: f64,
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

/// β of a plan: stated, or solved in pilots on `world` (network 0).
///
/// # Errors
/// If no β reaches the target, or `stop` was raised.
pub fn solve(plan: &Plan, world: &World, stop: &AtomicBool) -> Result<Solved, PilotError> {
    solve_with(plan, world, SEEDS, None, stop)
}

/// As [`solve`], with so many seeds played; the search starts where a like plan's ended: `near` is
/// that plan and its answer, which saves tries and changes the answer within its tolerance only.
///
/// # Errors
/// As [`solve`].
pub fn solve_with(
    plan: &Plan,
    world: &World,
    seeds: u32,
    near: Option<(&Plan, Solved)>,
    stop: &AtomicBool,
) -> Result<Solved, PilotError> {
    let target = match plan.talk.scale {
        Scale::Beta(beta) => return Ok(Solved { target: None, r_hat: None, beta }),
        Scale::OrganicR(target) => target,
    };
    let pilot = Pilot::new(plan, world, seeds);
    let play = |beta: f64| pilot.play(beta, stop).ok_or(PilotError::Interrupted);
    let off = near.and_then(|(like, solved)| Some(solved.beta / guess(like, solved.target?)));
    let mut beta = guess(plan, target) * off.unwrap_or(1.0);
    let mut low: Option<(f64, f64)> = None;
    let mut high: Option<(f64, f64)> = None;
    // The low point before the last, for the slope of ln R̂ over ln β.
    let mut before: Option<(f64, f64)> = None;
    let mut largest = 0.0_f64;
    for _ in 0..40 {
        let r = play(beta)?;
        largest = largest.max(r);
        if (r / target - 1.0).abs() <= TOLERANCE {
            return Ok(Solved { target: Some(target), r_hat: Some(r), beta });
        }
        if r < target {
            low = Some((beta, r));
        } else {
            high = Some((beta, r));
        }
        beta = match (low, high) {
            // Straight line in logarithms between the nearest points on either side.
            (Some((b0, r0)), Some((b1, r1))) if r0 > 0.0 => {
                let slope = libm::log(b1 / b0) / libm::log(r1 / r0);
                let line = libm::log(b0) + slope * libm::log(target / r0);
                let (l, h) = (libm::log(b0), libm::log(b1));
                libm::exp(line.clamp(l + 0.05 * (h - l), h - 0.05 * (h - l)))
            }
            (Some((b0, _)), Some((b1, _))) => libm::sqrt(b0 * b1),
            (Some((b0, r0)), None) => {
                let slope = before.map_or(0.8, |(b, r): (f64, f64)| libm::log(r0 / r) / libm::log(b0 / b));
                if slope < FLAT {
                    break;
                }
                before = low;
                let wanted = libm::pow(target / r0.max(1e-3), 1.0 / slope) * 1.05;
                b0 * wanted.clamp(1.2, 16.0)
            }
            (None, Some((b1, r1))) => b1 * (target / r1 / 1.1).clamp(1.0 / 16.0, 0.8),
            (None, None) => beta,
        };
    }
    Err(PilotError::Unreachable { target, largest })
}

/// Where the search starts: R = β·(talk lifetime)·Σ rate·audience·weight·eligible, which is off by
/// a factor of 1.4 and more.
fn guess(plan: &Plan, target: f64) -> f64 {
    let talk = &plan.talk;
    let life = talk.fresh_days.unwrap_or(365.0)
        + if plan.product.lapse_per_day > 0.0 { talk.settled / plan.product.lapse_per_day } else { 0.0 };
    let voice: f64 = plan
        .channels
        .iter()
        .map(|c| {
            let weight = match c.force {
                crate::scenario::plan::Force::Weight(w) => w,
                _ => 0.0,
            };
            let rate = match c.pace {
                Pace::PerDay(r) | Pace::PerTiePerDay(r) => r,
                Pace::All => 0.0,
            };
            let audience = match c.kind {
                ChannelKind::Chat { .. } => 1.0,
                ChannelKind::Feed { view, .. } => view * 20.0,
                ChannelKind::Club { views, .. } => views,
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
    runs: u32,
}

impl<'a> Pilot<'a> {
    fn new(plan: &Plan, world: &'a World, seeds: u32) -> Pilot<'a> {
        let mut plan = plan.clone();
        plan.horizon_ticks = HORIZON_DAYS;
        plan.ticks_per_day = 1;
        plan.market.outside_per_day = 0.0;
        plan.market.imitation_per_day = 0.0;
        plan.seeds.satisfied = 1.0;
        plan.market.rival_per_day = 0.0;
        for channel in &mut plan.channels {
            if let ChannelKind::Feed { latency_ticks, .. } = &mut channel.kind {
                *latency_ticks = 1;
            }
        }
        // Copies side by side, so that a small world's pilots share their ticks.
        let ties: u64 = world.layers.iter().map(crate::world::Ties::stored).sum();
        let copies = (PILOT_PEOPLE / world.people.count).min((20_000_000 / ties.max(1)) as u32).max(1);
        let copies = if has_complete_layer(&plan) { 1 } else { copies };
        let tiled = if copies > 1 { world.tiled(copies) } else { None };
        let world = tiled.map_or(Cow::Borrowed(world), Cow::Owned);
        let count = (world.people.count / 400).clamp(1, 2_000);
        Pilot {
            strategy: Strategy {
                name: "pilot".to_owned(),
                label: None,
                tactics: Vec::new(),
                seeds: None,
                plans: Vec::new(),
            },
            seeds: Seeds { count, super_users: 0, satisfied: 1.0, pick: Pick::Random, layer: LayerId(0) },
            runs: seeds.div_ceil(count).min(4_000),
            plan,
            world,
        }
    }

    /// R̂ at a β; `None` if interrupted.
    fn play(&self, beta: f64, stop: &AtomicBool) -> Option<f64> {
        let engines: Mutex<Vec<Engine>> = Mutex::new(Vec::new());
        let sums = (0..self.runs)
            .into_par_iter()
            .map(|number| {
                let take = || engines.lock().ok().and_then(|mut e| e.pop());
                let mut engine = take()
                    .unwrap_or_else(|| Engine::new(self.world.people.count, BLOCK_BITS, Cut::default()));
                let luck = Luck::of_pilot(self.plan.seed, number);
                let mut model = Model::new(&self.plan, &self.strategy, &self.world, None, beta, luck, luck);
                model.generations = Some(2);
                let seeds = seeds::choose(&model, &self.seeds, &[]);
                let id = RunId { strategy: 0, replication: number, network: 0 };
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
