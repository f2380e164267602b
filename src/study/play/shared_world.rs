//! The world that runs share: one network, and everything that is ranked on it once.

use std::collections::HashMap;

use crate::engine::ad_awareness::AwareOrder;
use crate::engine::model::Model;
use crate::engine::record::{RunId, RunRecord};
use crate::engine::run::Engine;
use crate::engine::seeds;
use crate::identity::encoding;
use crate::network::import::Imports;
use crate::rng::Luck;
use crate::scenario::plan::{
    Force, LayerKind, Market, MarketRules, Pick, Plan, Seeds, Segment, Strategy, top_people,
};
use crate::study::play::{Job, StudyError};
use crate::units::{PersonId, Vertex};
use crate::world::{Score, World, WorldError};

/// One network and everything that is ranked on it once.
pub struct SharedWorld {
    /// People and ties.
    pub world: World,
    luck: Luck,
    aware: Option<AwareOrder>,
    ranked: HashMap<Vec<u8>, Vec<Vertex>>,
}

impl SharedWorld {
    /// Builds network `network` of plans that share their kind of world, and ranks its people for
    /// seeding as each of them asks.
    ///
    /// # Errors
    /// If the world cannot be built or a listed seed does not exist.
    ///
    /// # Panics
    /// If there is no plan: a bug in the caller.
    pub fn new(plans: &[&Plan], job: Job, network: u32) -> Result<SharedWorld, StudyError> {
        let world = job.world(plans[0], network)?;
        let luck = Luck::of_network(plans[0].seed, network);
        let any_buys = plans.iter().any(|p| p.strategies.iter().any(Strategy::buys_impressions));
        let aware = any_buys.then(|| AwareOrder::new(&world, luck, job.block_bits));
        // Of each way of picking, the plan in which most people must be ranked, because fewest are
        // eligible: a longer ranking begins as a shorter one does.
        let mut asked: HashMap<Vec<u8>, (&Plan, &Seeds)> = HashMap::new();
        for (plan, strategy) in plans.iter().flat_map(|p| p.strategies.iter().map(move |s| (*p, s))) {
            let seeds = plan.seeds_of(strategy);
            let held = asked.entry(encoding(seeds)).or_insert((plan, seeds));
            if eligible_at_first(plan) < eligible_at_first(held.0) {
                *held = (plan, seeds);
            }
        }
        let mut ranked = HashMap::new();
        for (key, (plan, seeds)) in asked {
            ranked.insert(key, rank(plan, &world, job.imports, seeds)?);
        }
        Ok(SharedWorld { world, luck, aware, ranked })
    }

    /// Plays one run.
    pub(super) fn run(
        &self,
        plan: &Plan,
        engine: &mut Engine,
        beta: f64,
        id: RunId,
        job: Job,
    ) -> Result<RunRecord, StudyError> {
        let strategy = &plan.strategies[id.strategy];
        let seeds = plan.seeds_of(strategy);
        let luck = Luck::of_replication(plan.seed, id.replication);
        let mut model = Model::new(plan, strategy, &self.world, self.aware.as_ref(), beta, luck, self.luck);
        model.block_bits = job.block_bits;
        let ranked = self.ranked.get(&encoding(seeds)).map_or(&[][..], Vec::as_slice);
        let chosen = choose_all(&model, seeds, ranked)?;
        let mut record = engine
            .run(&model, &chosen, seeds.super_users, id, job.stop.into())
            .ok_or(StudyError::Interrupted { done: 0, total: 0 })?;
        if !job.keep_ledgers {
            record.ledger = Vec::new();
        }
        Ok(record)
    }
}

/// The seeds that a choice asks for.
fn choose_all(model: &Model, seeds: &Seeds, ranked: &[Vertex]) -> Result<Vec<PersonId>, StudyError> {
    let chosen = seeds::choose(model, seeds, ranked);
    if chosen.len() < seeds.count as usize {
        let strategy = model.strategy.name.clone();
        return Err(StudyError::Seeds { strategy, asked: seeds.count, found: chosen.len() });
    }
    Ok(chosen)
}

/// Looks whether a world has the seeds that each strategy asks for.
///
/// # Errors
/// If it has too few, or a listed seed does not exist.
pub fn check_seeds(plan: &Plan, world: &World, imports: &Imports) -> Result<(), StudyError> {
    let luck = Luck::of_replication(plan.seed, 0);
    for strategy in &plan.strategies {
        let model = Model::new(plan, strategy, world, None, 0.0, luck, luck);
        let tried = strategy.plans.iter().map(|tried| tried.seeds.as_ref().unwrap_or(&plan.seeds));
        for seeds in std::iter::once(plan.seeds_of(strategy)).chain(tried) {
            choose_all(&model, seeds, &rank(plan, world, imports, seeds)?)?;
        }
    }
    Ok(())
}

/// Whether a strategy asks for more than half of the people who can be expected to be there to pick, so that a
/// world should be looked at.
pub fn seeds_are_scarce(plan: &Plan) -> bool {
    let market = &plan.market;
    let people = f64::from(market.people);
    let there = |seeds: &Seeds| match &seeds.pick {
        Pick::List(_) => f64::INFINITY,
        Pick::Top(share) => share * people * eligible_at_first(plan),
        Pick::Segment(segment) => market.segments.get(*segment).map_or(0.0, |segment| {
            let eligible = segment.eligible.unwrap_or(market.eligible) * market.grows.map_or(1.0, |g| g.from);
            segment.share * people * eligible
        }),
        Pick::Eager(share) => share * people * eligible_at_first(plan),
        Pick::Random | Pick::Degree | Pick::Core | Pick::Clustered => people * eligible_at_first(plan),
    };
    let tried = |strategy: &Strategy| -> Vec<Seeds> {
        let plans = strategy.plans.iter().map(|tried| tried.seeds.as_ref().unwrap_or(&plan.seeds).clone());
        std::iter::once(plan.seeds_of(strategy).clone()).chain(plans).collect()
    };
    plan.strategies.iter().flat_map(tried).any(|seeds| 2.0 * f64::from(seeds.count) > there(&seeds))
}

/// Share of people who could be won on day 0.
fn eligible_at_first(plan: &Plan) -> f64 {
    plan.market.eligible_share() * plan.market.grows.map_or(1.0, |g| g.from)
}

/// Everybody a pick ranks, best first; empty for random picks.
fn rank(plan: &Plan, world: &World, imports: &Imports, seeds: &Seeds) -> Result<Vec<Vertex>, StudyError> {
    // Ineligible people are passed over later, so rank enough of them.
    let enough = f64::from(seeds.count) / eligible_at_first(plan).max(1e-6) * 2.0 + 1_000.0;
    let enough = enough.min(f64::from(world.people.count)) as u32;
    match &seeds.pick {
        Pick::Degree => Ok(world.ranking(seeds.layer, Score::Degree, enough)),
        Pick::Core => Ok(world.ranking(seeds.layer, Score::Core, enough)),
        Pick::Top(share) => {
            let top = top_people(*share, world.people.count);
            Ok(world.ranking(seeds.layer, Score::Degree, top))
        }
        Pick::Random | Pick::Segment(_) | Pick::Clustered | Pick::Eager(_) => Ok(Vec::new()),
        Pick::List(names) => names.iter().map(|n| named(plan, world, imports, n)).collect(),
    }
}

/// The person of an imported file's id, or of a number in a generated world.
fn named(plan: &Plan, world: &World, imports: &Imports, name: &str) -> Result<Vertex, StudyError> {
    for layer in &plan.layers {
        if let LayerKind::Import { file, column, reading } = &layer.kind {
            let list = imports.read_as(file, reading, *column).map_err(WorldError::from)?;
            let own = list.person(name).ok_or_else(|| StudyError::UnknownSeed(name.to_owned()));
            return own.map(|own| world.member(own));
        }
    }
    name.parse()
        .ok()
        .filter(|p| *p < world.people.count)
        .ok_or_else(|| StudyError::UnknownSeed(name.to_owned()))
}

/// All of a plan that its world is made of: plans that agree in it share their networks.
pub fn kind_of_world(plan: &Plan) -> Vec<u8> {
    let market = Market {
        eligible: 1.0,
        grows: None,
        outside_per_day: 0.0,
        imitation_per_day: 0.0,
        rival_per_day: 0.0,
        rules: MarketRules::default(),
        segments: plan.market.segments.iter().map(|s| Segment { eligible: None, ..s.clone() }).collect(),
        ..plan.market.clone()
    };
    let weighed: Vec<_> =
        plan.channels.iter().filter(|c| c.force == Force::StrengthShare).map(|c| c.layer).collect();
    encoding(&(plan.seed, market, &plan.layers, weighed))
}
