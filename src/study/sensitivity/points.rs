//! Every drawn setting as one point: its values and their results.

use serde::Serialize;

use crate::scenario::plan::Plan;
use crate::study::calibrate::TalkScale;
use crate::study::play::{Outcome, Runs, log_ratio, outcome};
use crate::units::StrategyId;

/// One drawn setting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SettingPoint {
    /// Share of the way through its range of each assumption, in the plan's order.
    pub position: Vec<f64>,
    /// Value of each assumption.
    pub values: Vec<f64>,
    /// The strategy with the most active owners at the last horizon; `None` where the first two are level.
    pub winner: Option<StrategyId>,
    /// The talk scale it was played with.
    pub solved: TalkScale,
    /// ln of the leader's multiple of the closest competitor.
    pub log_ratio: f64,
    /// How that counts.
    pub outcome: Outcome,
    /// Typical active owners of each strategy at the last horizon (see `outcome`).
    pub active: Vec<f64>,
}

/// The points of all drawn settings.
pub fn points(
    plan: &Plan,
    drawn: &[Runs],
    leader: StrategyId,
    competitor: StrategyId,
    day: u32,
) -> Vec<SettingPoint> {
    let by_strategy: Vec<Vec<f64>> = plan.strategy_ids().map(|s| outcome::outcomes(drawn, s, day)).collect();
    let logs = outcome::against(drawn, leader, competitor, day);
    drawn
        .iter()
        .enumerate()
        .map(|(i, setting)| {
            let active: Vec<f64> = by_strategy.iter().map(|of| of[i]).collect();
            let mut order: Vec<StrategyId> = StrategyId::all(active.len()).collect();
            order.sort_by(|a, b| active[*b].total_cmp(&active[*a]));
            let lead = log_ratio(active[order[0]], active[order[1]]);
            SettingPoint {
                position: setting.position.clone(),
                values: plan.assumptions.iter().zip(&setting.position).map(|(a, u)| a.at(*u)).collect(),
                winner: (Outcome::of(lead, plan.compare.tie) == Outcome::Ahead).then_some(order[0]),
                solved: setting.solved,
                log_ratio: logs[i],
                outcome: Outcome::of(logs[i], plan.compare.tie),
                active,
            }
        })
        .collect()
}
