//! Pilots: virgin markets in which only the first generations speak.

use std::sync::Mutex;

use rayon::prelude::*;

use crate::engine::halt::Halt;
use crate::engine::model::{BLOCK_BITS, Model};
use crate::engine::record::RunId;
use crate::engine::run::{Engine, Partition};
use crate::engine::seeds;
use crate::rng::Luck;
use crate::scenario::plan::{ChannelKind, Feed, MarketRules, Pick, Plan, Seeds, Strategy};
use crate::study::calibrate::ground::Ground;
use crate::study::calibrate::offspring::{Offspring, Pieces};
use crate::units::{LayerId, StrategyId};

/// People a seed: those won by different seeds then hardly meet.
const ROOM: u32 = 400;
/// Seeds of one pilot run, at most.
const TOGETHER: u32 = 2_000;
/// Pilots of one plan, at most.
pub const MOST_RUNS: u32 = 4_000;
/// A pilot ends after four years: the first year of nearly all early owners lies within them, and what
/// is won later hardly speeds anything up.
const HORIZON_DAYS: u32 = 1_460;

/// Pilots of one plan.
pub struct Pilot<'a> {
    plan: Plan,
    strategy: Strategy,
    ground: Ground<'a>,
    seeds: Seeds,
    first: u32,
    runs: u32,
}

impl<'a> Pilot<'a> {
    /// Pilots that play `seeds` seeds in all; `first` numbers the luck of the first.
    pub fn new(plan: &Plan, ground: Ground<'a>, seeds: u32, first: u32) -> Pilot<'a> {
        let mut plan = plan.clone();
        plan.horizon_ticks = HORIZON_DAYS;
        plan.ticks_per_day = 1;
        plan.ticks_per_row = 1;
        plan.market.outside_per_day = 0.0;
        plan.market.imitation_per_day = 0.0;
        plan.seeds.satisfied = 1.0;
        plan.market.rival_per_day = 0.0;
        let attention = plan.market.rules.attention;
        plan.market.rules = MarketRules { attention, ..MarketRules::default() };
        plan.product.shocks.clear();
        for channel in &mut plan.channels {
            if let ChannelKind::Feed(Feed { latency_ticks, .. }) = &mut channel.kind {
                *latency_ticks = 1;
            }
        }
        // Two runs at least, to be played side by side.
        let count = (ground.worlds[0].people.count / ROOM).clamp(1, TOGETHER.min(seeds.div_ceil(2)));
        Pilot {
            strategy: Strategy {
                name: "pilot".to_owned(),
                label: None,
                reinvest: 0.0,
                give_up: None,
                tactics: Vec::new(),
                seeds: None,
                plans: Vec::new(),
            },
            seeds: Seeds {
                count,
                super_users: 0,
                satisfied: 1.0,
                stays: 0.0,
                pick: Pick::Random,
                layer: LayerId(0),
                cost_each: 0.0,
            },
            first,
            runs: seeds.div_ceil(count).min(MOST_RUNS),
            plan,
            ground,
        }
    }

    /// Number of pilots.
    pub fn runs(&self) -> u32 {
        self.runs
    }

    /// What the first `runs` pilots at a β show; `None` if they were to give up.
    pub fn play(&self, beta: f64, runs: u32, halt: Halt) -> Option<Offspring> {
        let engines: Mutex<Vec<Engine>> = Mutex::new(Vec::new());
        let Ground { worlds, networks, different } = self.ground;
        let people = worlds[0].people.count;
        let counts = (0..runs)
            .into_par_iter()
            .map(|number| {
                let take = || engines.lock().ok().and_then(|mut e| e.pop());
                let mut engine =
                    take().unwrap_or_else(|| Engine::new(people, BLOCK_BITS, Partition::default()));
                let luck = Luck::of_pilot(self.plan.seed, self.first + number);
                let at = number % worlds.len() as u32;
                let world = &worlds[at as usize];
                let mut model = Model::new(&self.plan, &self.strategy, world, None, beta, luck, luck);
                model.generations = Some(2);
                let seeds = seeds::choose(&model, &self.seeds, &[]);
                let id = RunId { strategy: StrategyId(0), replication: number, network: 0 };
                let record = engine.run(&model, &seeds, 0, id, halt)?;
                if let Ok(mut pool) = engines.lock() {
                    pool.push(engine);
                }
                let pieces = Pieces {
                    of: worlds.len() as u32 * different,
                    first: at * different,
                    networks,
                    different,
                };
                Some(Offspring::of(&record, HORIZON_DAYS, people, pieces))
            })
            .collect::<Option<Vec<_>>>()?;
        // The last tick of all may have passed the limit.
        if halt.is_too_much() {
            return None;
        }
        Some(counts.into_iter().reduce(Offspring::and).unwrap_or_default())
    }
}
