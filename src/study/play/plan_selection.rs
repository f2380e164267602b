//! Choosing among the plans of a strategy: all are tried alike, on luck and settings that no plan is
//! judged on.
//!
//! A plan must be made before anybody knows which setting is true, so one is chosen for all: the one
//! with the largest mean of ln(1 + active owners at the last horizon) over the training runs, which
//! neither a fizzle nor one lucky market decides alone; where profit is judged, the one with the largest
//! mean profit. Of equals the first written.

use serde::Serialize;

use crate::engine::record::{RunId, RunRecord};
use crate::scenario::plan::{Judged, Plan, Strategy};
use crate::statistics::{Estimate, estimate, mean, median};
use crate::study::calibrate::Quick;
use crate::study::play::{Batch, Draws, Part, Player, ScaleFrom, StudyError, Yardstick, profit};
use crate::units::{Day, StrategyId};

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
    /// Mean profit over them: what plans are ranked by where profit is judged; `None` where no margin is said.
    pub mean_profit: Option<f64>,
    /// Mean lead of the plan kept over this one over them (ln ratio of owners, or profit), with its 95 %
    /// interval: over training settings where settings are drawn, else over training networks; `None` for
    /// the plan kept.
    pub chosen_lead: Option<Estimate>,
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
    let yardstick = Yardstick::last(plan);
    let owners = Yardstick::by(Judged::Active, plan, yardstick.day);
    let values = |by: &Yardstick, of: &[&RunRecord]| of.iter().map(|r| by.value(r)).collect::<Vec<_>>();
    let shared = if plan.compare.settings > 0 { 1 } else { PER_NETWORK };
    let alike: Vec<u32> = (0..).take(trials.len()).map(|i: u32| i / shared).collect();
    let mut choices = Vec::new();
    let mut place = 0;
    for (s, strategy) in plan.strategy_ids().zip(&plan.strategies) {
        if strategy.plans.is_empty() {
            choices.push(untried(s));
            continue;
        }
        let runs: Vec<Vec<&RunRecord>> = (place..place + strategy.plans.len())
            .map(|tried| played.iter().map(|runs| &runs.records[tried]).collect())
            .collect();
        place += strategy.plans.len();
        let scores: Vec<Vec<f64>> = runs.iter().map(|of| yardstick.scores(&values(&yardstick, of))).collect();
        let means: Vec<f64> = scores.iter().map(|of| mean(of)).collect();
        let best = (1..means.len()).fold(0, |best, k| if means[k] > means[best] { k } else { best });
        chosen[s] = best;
        choices.extend(strategy.plans.iter().enumerate().map(|(k, tried)| Choice {
            strategy: s,
            plan: tried.name.clone(),
            runs: runs[k].len(),
            median_active: Some(median(&values(&owners, &runs[k]))),
            typical_active: Some(owners.typical(&values(&owners, &runs[k]))),
            mean_profit: mean_profit(&runs[k], yardstick.day),
            chosen_lead: (k != best).then(|| {
                let leads: Vec<f64> =
                    scores[best].iter().zip(&scores[k]).map(|(best, this)| best - this).collect();
                estimate(&leads, &alike)
            }),
            chosen: k == best,
        }));
    }
    Ok((choices, chosen))
}

/// Mean profit of runs by a day; `None` where no margin is said.
fn mean_profit(runs: &[&RunRecord], day: Day) -> Option<f64> {
    let of: Option<Vec<f64>> = runs.iter().map(|r| profit(r, day)).collect();
    of.map(|of| mean(&of))
}

fn untried(strategy: StrategyId) -> Choice {
    Choice {
        strategy,
        plan: String::new(),
        runs: 0,
        median_active: None,
        typical_active: None,
        mean_profit: None,
        chosen_lead: None,
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
