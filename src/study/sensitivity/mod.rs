//! What drawn settings do to the comparison: who leads over all of them, and what turns it.
//!
//! Always true: a setting counts once, however often it was played; shares are shares of *our
//! ranges*, not probabilities of the world; what luck does and what settings do are kept apart.

mod effects;
mod losing_settings;
mod points;

use serde::Serialize;

use crate::scenario::plan::Plan;
use crate::statistics::{Share, mean};
use crate::study::play::Runs;
use crate::study::play::outcome;
use crate::study::play::stopping::leader;
use crate::study::summary::{Sample, over_settings};
use crate::units::StrategyId;

pub use effects::{AssumptionEffect, AssumptionEffects};
pub use losing_settings::{Against, Split};
pub use points::SettingPoint;

/// A baseline that is behind in this share of settings is no competitor.
const NO_CONTEST: f64 = 0.95;

/// What drawn settings say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Settings {
    /// Their runs, all together.
    pub sample: Sample,
    /// The strategy with the largest median of active owners at the last horizon.
    pub leader: StrategyId,
    /// The strategy that the sensitivity analysis compares the leader with: the baseline, unless it
    /// leads or loses in at least 95 % of settings; then the leader's closest competitor.
    pub competitor: StrategyId,
    /// What each assumption does to the leader's lead; `None` with too few settings to tell.
    pub effects: Option<AssumptionEffects>,
    /// The settings in which the leader falls behind the closest competitor, and what they share.
    pub against: Against,
    /// Every setting.
    pub points: Vec<SettingPoint>,
}

impl Settings {
    /// What drawn settings say beside the runs at the stated values; `None` where none were drawn, or
    /// there is one strategy only.
    pub fn of(plan: &Plan, stated: &Runs, drawn: &[Runs]) -> Option<Settings> {
        let day = plan.last_horizon();
        if drawn.is_empty() || plan.strategies.len() < 2 {
            return None;
        }
        let leader = leader(plan, stated, drawn)?;
        let sample = Sample::drawn(plan, drawn, leader);
        let second = sample.ranking(day).into_iter().map(|a| a.strategy).find(|s| *s != leader)?;
        let competitor = competitor(plan, drawn, leader, second);
        let points = points::points(plan, drawn, leader, competitor, day);
        let ratios = outcome::ratios(&stated.records, leader, competitor, day);
        let as_stated = (!ratios.is_empty()).then(|| mean(&ratios));
        Some(Settings {
            sample,
            leader,
            competitor,
            effects: effects::effects(plan, &points, as_stated),
            against: losing_settings::against(plan, &points),
            points,
        })
    }

    /// Settings that a strategy wins outright.
    pub fn won(&self, strategy: StrategyId) -> Share {
        Share::of(self.points.iter().filter(|p| p.winner == Some(strategy)).count(), self.points.len())
    }
}

/// The closest competitor: the baseline, as long as it has a chance; else the strategy that the leader is
/// ahead of least often, of equals the `second` by medians, then the first written.
fn competitor(plan: &Plan, drawn: &[Runs], leader: StrategyId, second: StrategyId) -> StrategyId {
    let (base, day) = (plan.compare.baseline, plan.last_horizon());
    let ahead = |s: StrategyId| over_settings(drawn, leader, s, day, plan.compare.tie).ahead.value;
    if leader != base && ahead(base) < NO_CONTEST {
        return base;
    }
    let others = plan.strategy_ids().filter(|s| *s != leader && *s != second);
    others.fold(second, |closest, s| if ahead(s) < ahead(closest) { s } else { closest })
}
