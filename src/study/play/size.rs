//! The size of a job before it runs: people, ties, memory, runs, impressions, spiral gain.

use crate::scenario::plan::{Plan, Strategy};
use crate::study::calibrate::TalkScale;
use crate::study::play::TRIALS;
use crate::study::play::{flips, money_levels, removal};
use crate::units::TacticId;
use crate::world::{Ties, World};

/// What a job asks for.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Size {
    pub people: u32,
    /// Stored directed ties (an undirected one counts twice).
    pub ties: u64,
    pub networks: u32,
    /// Runs of all strategies at the stated values and in drawn settings.
    pub runs: u64,
    /// Runs that choose among the plans of strategies.
    pub training_runs: u64,
    /// Runs that weigh the leader's tactics, the money of all and the assumptions that move the lead, at most.
    pub weighing_runs: u64,
    pub ticks: u32,
    /// Bytes of one world, and of the state of one run at full adoption.
    pub memory: (u64, u64),
    pub solved: TalkScale,
    /// One per strategy.
    pub strategies: Vec<ArmSize>,
}

/// What a strategy plans.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ArmSize {
    pub name: String,
    /// Money its tactics may spend at most: budgets, or the cap where one has none.
    pub planned: Option<f64>,
    /// Bought impressions a head of the population.
    pub impressions_per_head: f64,
    /// Further acts caused per act in mean field.
    pub spiral_gain: f64,
}

/// Sizes a plan on its first world.
pub fn size(plan: &Plan, world: &World, solved: TalkScale) -> Size {
    let (people, compare) = (world.people.count, &plan.compare);
    // 48 bytes of records, 20 of queue entries and 20 of ledger for every adopter.
    let adopters = f64::from(people) * plan.market.eligible_share();
    let state = u64::from(people) * 48 + (adopters * 40.0) as u64;
    Size {
        people,
        ties: world.layers.iter().map(Ties::stored).sum(),
        networks: plan.networks(),
        runs: plan.strategies.len() as u64
            * (u64::from(compare.replications)
                + u64::from(compare.settings) * u64::from(compare.replications_per_setting)),
        training_runs: plan.strategies.iter().map(|s| s.plans.len() as u64).sum::<u64>() * u64::from(TRIALS),
        weighing_runs: removal::most_runs(plan) + money_levels::most_runs(plan) + flips::most_runs(plan),
        ticks: plan.horizon_ticks,
        memory: (world.memory_bytes(), state),
        solved,
        strategies: plan.strategies.iter().map(|s| arm(plan, s, people)).collect(),
    }
}

fn arm(plan: &Plan, strategy: &Strategy, people: u32) -> ArmSize {
    let days = f64::from(plan.horizon_ticks) * plan.tick_days();
    let budgets: Vec<Option<f64>> = TacticId::all(strategy.tactics.len())
        .map(|t| strategy.most_spend(t, plan.compare.cap, days))
        .collect();
    let sum = budgets.iter().copied().sum::<Option<f64>>();
    let planned = match (sum, plan.compare.cap) {
        (Some(sum), Some(cap)) => Some(sum.min(cap)),
        (None, cap) => cap,
        (sum, None) => sum,
    };
    let impressions: f64 = strategy
        .tactics
        .iter()
        .zip(&budgets)
        .filter_map(|(t, most)| Some(most.unwrap_or(0.0) / t.spec.needs().impression_price?))
        .sum();
    ArmSize {
        name: strategy.name.clone(),
        planned,
        impressions_per_head: impressions / f64::from(people),
        spiral_gain: strategy.tactics.iter().map(|t| t.spec.spiral_gain(&plan.channels)).sum(),
    }
}
