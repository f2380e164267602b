//! The size of a job before it runs: people, ties, memory, runs, impressions, spiral gain.

use crate::rules;
use crate::scenario::plan::{AdsPlan, Plan, Spend, Strategy, TacticKind};
use crate::study::calibrate::Solved;
use crate::study::play::plan_selection::TRIALS;
use crate::study::play::{money_levels, removal};
use crate::world::{Ties, World};

/// What a job asks for.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Size {
    /// People in the market.
    pub people: u32,
    /// Stored directed ties (an undirected one counts twice).
    pub ties: u64,
    /// Networks drawn.
    pub networks: u32,
    /// Runs of all strategies at the stated values and in drawn settings.
    pub runs: u64,
    /// Runs that choose among the plans of strategies.
    pub training_runs: u64,
    /// Runs that weigh the leader's tactics and the money of all, at most.
    pub weighing_runs: u64,
    /// Ticks a run.
    pub ticks: u32,
    /// Bytes of one world, and of the state of one run at full adoption.
    pub memory: (u64, u64),
    /// The talk scale.
    pub solved: Solved,
    /// One per strategy.
    pub strategies: Vec<ArmSize>,
}

/// What a strategy plans.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct ArmSize {
    /// Name of the strategy.
    pub name: String,
    /// Money its tactics may spend at most: budgets, or the cap where one has none.
    pub planned: Option<f64>,
    /// Bought impressions a head of the population.
    pub impressions_per_head: f64,
    /// Further acts caused per act in mean field.
    pub spiral_gain: f64,
}

/// Sizes a plan on its first world.
pub fn size(plan: &Plan, world: &World, solved: Solved) -> Size {
    let (people, compare) = (world.people.count, &plan.compare);
    // 48 bytes of records, 20 of queue entries and 20 of ledger for every adopter.
    let adopters = f64::from(people) * plan.market.eligible;
    let state = u64::from(people) * 48 + (adopters * 40.0) as u64;
    Size {
        people,
        ties: world.layers.iter().map(Ties::stored).sum(),
        networks: plan.networks(),
        runs: plan.strategies.len() as u64
            * (u64::from(compare.runs) + u64::from(compare.settings) * u64::from(compare.runs_per_setting)),
        training_runs: plan.strategies.iter().map(|s| s.plans.len() as u64).sum::<u64>() * u64::from(TRIALS),
        weighing_runs: removal::most_runs(plan) + money_levels::most_runs(plan),
        ticks: plan.horizon_ticks,
        memory: (world.memory_bytes(), state),
        solved,
        strategies: plan.strategies.iter().map(|s| arm(plan, s, people)).collect(),
    }
}

fn arm(plan: &Plan, strategy: &Strategy, people: u32) -> ArmSize {
    let budgets: Vec<Option<f64>> =
        strategy.tactics.iter().map(|t| spends(plan, strategy, &t.kind, t.budget)).collect();
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
        .map(|(t, b)| match &t.kind {
            TacticKind::Ads(a) => b.unwrap_or(0.0) / (a.media.cpm / 1_000.0),
            TacticKind::Amplify(a) => b.unwrap_or(0.0) / (a.media.cpm / 1_000.0),
            _ => 0.0,
        })
        .sum();
    ArmSize {
        name: strategy.name.clone(),
        planned,
        impressions_per_head: impressions / f64::from(people),
        spiral_gain: spiral_gain(plan, strategy),
    }
}

/// The most a tactic may spend, as far as the plan says.
fn spends(plan: &Plan, strategy: &Strategy, kind: &TacticKind, budget: Option<f64>) -> Option<f64> {
    match kind {
        TacticKind::Ads(AdsPlan { spend: Spend::Amount(amount), .. }) => Some(*amount),
        TacticKind::Ads(_) => {
            let others: f64 = strategy
                .tactics
                .iter()
                .filter(|t| !matches!(t.kind, TacticKind::Ads(_)))
                .filter_map(|t| t.budget)
                .sum();
            plan.compare.cap.map(|cap| (cap - others).max(0.0))
        }
        TacticKind::Share(share) => Some(share.price),
        _ => budget,
    }
}

/// Spiral gain in mean field: further acts that one act causes at steady state.
///
/// Share: the lift on its feed times the feed's part of all talk. Nodes: an owner who needs it
/// holds involvement `acts·gain·30 d/ln 2`; the part of them it makes participants or advocates
/// acts more often by their factors.
pub fn spiral_gain(plan: &Plan, strategy: &Strategy) -> f64 {
    use crate::scenario::plan::Pace;
    let pace = |c: &crate::scenario::plan::Channel| match c.pace {
        Pace::PerDay(r) | Pace::PerTiePerDay(r) => r,
        Pace::All => 0.0,
    };
    let all: f64 = plan.channels.iter().map(pace).sum();
    strategy
        .tactics
        .iter()
        .map(|t| match &t.kind {
            TacticKind::Share(share) => {
                let feed = pace(&plan.channels[share.feed.0]);
                let lift = share.uses_per_day * share.share * share.one_click / feed.max(1e-9);
                if all > 0.0 { lift.min(3.0) * feed / all } else { 0.0 }
            }
            TacticKind::Node(node) => {
                let d = node.design;
                let x = rules::design_score(d.simple, d.rewarding, d.fun, d.real).max(d.best);
                let held =
                    node.acts_per_day * x * node.involve * node.user_gain * 30.0 / core::f64::consts::LN_2;
                let participants = (held / 0.2).min(1.0);
                let advocates = (held / 0.6).min(1.0);
                let more =
                    (participants - advocates) * (node.participant - 1.0) + advocates * (node.advocate - 1.0);
                more / (1.0 + more)
            }
            _ => 0.0,
        })
        .sum()
}
