//! Choosing among the plans of a strategy: all are tried alike, on luck and settings that no plan is
//! judged on.
//!
//! A plan must be made before anybody knows which setting is true, so one is chosen for all: the one
//! with the largest mean of ln(1 + active owners at the last horizon) over the training runs, which
//! neither a fizzle nor one lucky market decides alone. Of equals the first written.

use serde::Serialize;

use crate::engine::record::RunId;
use crate::scenario::plan::{Plan, Strategy};
use crate::statistics::{Estimate, estimate, mean, median};
use crate::study::calibrate::Quick;
use crate::study::play::{Batch, Draws, Part, Player, ScaleFrom, StudyError, active};
use crate::units::StrategyId;

/// Replication numbers of training begin here: luck that nothing else is played with.
pub const TRAINING: u32 = 1 << 31;
/// Network numbers of training begin here.
const NETWORKS: u32 = 1 << 30;
/// Setting numbers of training begin here, for the luck of its pilots.
const PILOTS: u32 = 1 << 16;
/// Training runs that share a network.
const PER_NETWORK: u32 = 4;

/// One plan tried for a strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// What tells the plan from the others; empty where there is only one, which is not tried.
    pub plan: String,
    /// Training runs.
    pub runs: usize,
    /// Median of active owners at the last horizon over them.
    pub median_active: Option<f64>,
    /// exp(mean of ln(1 + active)) − 1 over them: what plans are ranked by.
    pub typical_active: Option<f64>,
    /// Mean ln ratio of the plan kept to this one over them, with its 95 % interval: over training settings
    /// where settings are drawn, else over training networks; `None` for the plan kept.
    pub chosen_ln_ratio: Option<Estimate>,
    /// Whether it was kept.
    pub chosen: bool,
}

/// Tries all plans and says which are kept, by position in each strategy's list.
pub fn choose(draws: &Draws, player: &mut Player) -> Result<(Vec<Choice>, Vec<usize>), StudyError> {
    let plan = &draws.stated;
    let mut chosen = vec![0; plan.strategies.len()];
    if plan.strategies.iter().all(|s| s.plans.is_empty()) {
        return Ok((plan.strategy_ids().map(untried).collect(), chosen));
    }
    let trials: Vec<Plan> = draws.training.iter().map(|setting| trial(&setting.plan)).collect();
    let batches = (0..).zip(&trials).map(|(i, trial)| {
        let run =
            |strategy| RunId { strategy, replication: TRAINING + i, network: NETWORKS + i / PER_NETWORK };
        let runs = trial.strategy_ids().map(run).collect();
        let scale = ScaleFrom::Quick(Quick { near: None, number: PILOTS + i });
        (format!("training {i}"), Batch::new(Part::Training(i), trial, runs, scale))
    });
    let played = player.play(batches.collect())?;
    let day = plan.last_horizon();
    let shared = if plan.compare.settings > 0 { 1 } else { PER_NETWORK };
    let alike: Vec<u32> = (0..).take(trials.len()).map(|i: u32| i / shared).collect();
    let mut choices = Vec::new();
    let mut place = 0;
    for (s, strategy) in plan.strategy_ids().zip(&plan.strategies) {
        if strategy.plans.is_empty() {
            choices.push(untried(s));
            continue;
        }
        let outcomes: Vec<Vec<f64>> = (place..place + strategy.plans.len())
            .map(|tried| played.iter().map(|runs| active(&runs.records[tried], day)).collect())
            .collect();
        place += strategy.plans.len();
        let logs: Vec<Vec<f64>> =
            outcomes.iter().map(|of| of.iter().map(|active| active.ln_1p()).collect()).collect();
        let scores: Vec<f64> = logs.iter().map(|of| mean(of)).collect();
        let best = (1..scores.len()).fold(0, |best, k| if scores[k] > scores[best] { k } else { best });
        chosen[s] = best;
        choices.extend(strategy.plans.iter().enumerate().map(|(k, tried)| Choice {
            strategy: s,
            plan: tried.name.clone(),
            runs: outcomes[k].len(),
            median_active: Some(median(&outcomes[k])),
            typical_active: Some(scores[k].exp_m1()),
            chosen_ln_ratio: (k != best).then(|| {
                let ratios: Vec<f64> =
                    logs[best].iter().zip(&logs[k]).map(|(best, this)| best - this).collect();
                estimate(&ratios, &alike)
            }),
            chosen: k == best,
        }));
    }
    Ok((choices, chosen))
}

fn untried(strategy: StrategyId) -> Choice {
    Choice {
        strategy,
        plan: String::new(),
        runs: 0,
        median_active: None,
        typical_active: None,
        chosen_ln_ratio: None,
        chosen: true,
    }
}

/// The plan in which every plan tried is a strategy by itself.
fn trial(plan: &Plan) -> Plan {
    let strategies = plan.strategies.iter().flat_map(|s| {
        s.plans.iter().map(|tried| Strategy {
            name: format!("{}, {}", s.name, tried.name),
            tactics: tried.tactics.clone(),
            seeds: tried.seeds.clone(),
            plans: Vec::new(),
            ..s.clone()
        })
    });
    Plan { strategies: strategies.collect(), ..plan.clone() }
}
