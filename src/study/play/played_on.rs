//! Playing on: the runs in which a strategy gave up, played once more on the same luck without giving up.
//!
//! What giving up costs is what these runs would have won: active owners by the horizon, and money spent. They are
//! the stated runs that gave up, so the comparison says nothing of the others.

use serde::Serialize;

use crate::engine::record::{RunId, RunRecord};
use crate::scenario::plan::Plan;
use crate::statistics::{Estimate, Share, estimate, share_of};
use crate::study::play::{Batch, Part, Player, Runs, ScaleFrom, StudyError, active, spent_by};
use crate::units::StrategyId;

/// What giving up cost a strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlayedOn {
    /// The strategy.
    pub strategy: StrategyId,
    /// Share of its stated runs that gave up.
    pub gave_up: Share,
    /// Active owners by the horizon that playing on would have added, of the runs that gave up.
    pub owners: Option<Estimate>,
    /// Money that playing on would have cost them.
    pub spent: Option<Estimate>,
}

/// Runs that this may ask for.
pub fn most_runs(plan: &Plan) -> u64 {
    let may = plan.strategies.iter().filter(|s| s.give_up.is_some()).count();
    may as u64 * u64::from(plan.compare.replications)
}

/// Plays the stated runs that gave up once more without giving up: one entry a strategy that may.
pub fn play(plan: &Plan, stated: &Runs, player: &mut Player) -> Result<Vec<PlayedOn>, StudyError> {
    let gave_up = |run: &&RunRecord| run.gave_up.is_some();
    let may: Vec<StrategyId> =
        plan.strategy_ids().filter(|s| plan.strategies[*s].give_up.is_some()).collect();
    let ids: Vec<RunId> = may
        .iter()
        .flat_map(|strategy| stated.of(*strategy).into_iter().filter(gave_up))
        .map(|run| RunId { strategy: run.strategy, replication: run.replication, network: run.network })
        .collect();
    let mut going_on = plan.clone();
    for strategy in &mut going_on.strategies {
        if strategy.give_up.take().is_some() {
            strategy.name = format!("{} without giving up", strategy.name);
        }
    }
    let mut played = Vec::new();
    if !ids.is_empty() {
        let batch = Batch::new(Part::PlayedOn, &going_on, ids, ScaleFrom::Known(stated.solved));
        played = player.play(vec![("played on".to_owned(), batch)])?;
    }
    let played = played.first();
    Ok(may
        .into_iter()
        .map(|strategy| {
            let all = stated.of(strategy);
            let stopped: Vec<&RunRecord> = all.iter().copied().filter(gave_up).collect();
            let on = played.map_or(Vec::new(), |runs| runs.of(strategy));
            let networks: Vec<u32> = stopped.iter().map(|run| run.network).collect();
            let more = |figure: &dyn Fn(&RunRecord) -> f64| {
                let gains: Vec<f64> =
                    on.iter().zip(&stopped).map(|(on, run)| figure(on) - figure(run)).collect();
                (!gains.is_empty()).then(|| estimate(&gains, &networks))
            };
            let day = plan.horizon_days();
            PlayedOn {
                strategy,
                gave_up: share_of(all.iter().map(|run| (run.gave_up.is_some(), run.network))),
                owners: more(&|run| active(run, day)),
                spent: more(&|run| spent_by(run, None, day, day)),
            }
        })
        .collect())
}
