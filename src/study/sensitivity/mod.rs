//! What drawn settings do to the comparison: who leads over all of them, and what turns it.
//!
//! Always true: a setting counts once, however often it was played; shares are shares of *our
//! ranges*, not probabilities of the world; what luck does and what settings do are kept apart.

mod effects;
mod losing_settings;
mod points;
mod screening;

use serde::Serialize;

use crate::scenario::plan::Plan;
use crate::statistics::{Interval, Share, mean};
use crate::study::play::outcome::{self, bounds, without_luck};
use crate::study::play::stopping::leader;
use crate::study::play::{DirectPlay, Runs, Turn, Yardstick};
use crate::study::summary::Sample;
use crate::units::StrategyId;

pub use effects::{AssumptionEffect, AssumptionEffects, Flip};
pub use losing_settings::{Against, Split};
pub use points::SettingPoint;
use points::Winners;
pub use screening::{Screened, Screening};

/// A baseline that is behind in this share of settings is no competitor.
const NO_CONTEST: f64 = 0.95;

/// What drawn settings say.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Settings {
    /// Their runs, all together.
    pub sample: Sample,
    /// The strategy with the largest median of active owners, or the largest mean profit, at the last horizon.
    pub leader: StrategyId,
    /// The strategy that the sensitivity analysis compares the leader with: the baseline, unless it
    /// leads or loses in at least 95 % of settings; then the leader's closest competitor.
    pub competitor: StrategyId,
    /// What each assumption does to the leader's lead; `None` with too few settings to tell.
    pub effects: Option<AssumptionEffects>,
    /// The settings in which the leader falls behind the closest competitor, and what they share.
    pub against: Against,
    /// Share of settings that each strategy wins: is ahead of the second by more than the tie.
    pub wins: Vec<Share>,
    /// Share of settings in which the first two are level.
    pub level: Share,
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
        let take_off = Sample::take_off_level(plan, drawn);
        let sample = Sample::drawn(plan, drawn, leader, take_off);
        let second = sample.ranking(day).into_iter().map(|a| a.strategy).find(|s| *s != leader)?;
        let competitor = competitor(plan, drawn, leader, second);
        let Winners { points, wins, level } = points::points(plan, drawn, leader, competitor);
        let leads = outcome::leads(&stated.records, leader, competitor, &Yardstick::last(plan));
        let as_stated = (!leads.is_empty()).then(|| mean(&leads));
        Some(Settings {
            sample,
            leader,
            competitor,
            effects: effects::effects(plan, &points, as_stated),
            against: losing_settings::against(plan, &points),
            wins,
            level,
            points,
        })
    }

    /// The assumptions that surely move the lead, the surest first.
    pub fn movers(&self) -> impl Iterator<Item = &AssumptionEffect> {
        let mut sure: Vec<&AssumptionEffect> =
            self.effects.iter().flat_map(AssumptionEffects::sure).collect();
        sure.sort_by(|a, b| a.chance.total_cmp(&b.chance));
        sure.into_iter()
    }

    /// What drawn settings say, and what direct play says of the assumptions that move the lead.
    ///
    /// A value is no flip where the draws contradict it: three settings or more lie beyond it, and in none
    /// of them is the strategy ahead that should be.
    pub fn with_flips(mut self, plan: &Plan, played: &[DirectPlay]) -> Settings {
        for play in played {
            let a = &plan.assumptions[play.assumption];
            let effect = self.effects.iter_mut().flat_map(|e| &mut e.of);
            let Some(effect) = effect.into_iter().find(|e| e.assumption == play.assumption) else { continue };
            effect.played = true;
            effect.flip =
                play.turn().filter(|turn| !contradicted(&self.points, play.assumption, turn)).map(|turn| {
                    Flip {
                        value: a.at(turn.position),
                        interval: Interval { low: a.at(turn.interval.low), high: a.at(turn.interval.high) },
                        leads_above: turn.leads_above,
                    }
                });
        }
        self
    }

    /// Settings that a strategy wins outright.
    pub fn won(&self, strategy: StrategyId) -> Share {
        self.wins[strategy]
    }
}

/// Whether the draws contradict that the lead turns there, on either side.
fn contradicted(points: &[SettingPoint], assumption: usize, turn: &Turn) -> bool {
    [true, false].into_iter().any(|above| {
        let side: Vec<&SettingPoint> =
            points.iter().filter(|p| (p.position[assumption] > turn.position) == above).collect();
        let leads = above == turn.leads_above;
        side.len() >= 3 && side.iter().all(|p| (p.lead > 0.0) != leads)
    })
}

/// The closest competitor: the baseline, as long as it has a chance; else the strategy that the leader is
/// ahead of least often, of equals the `second` by medians, then the first written.
fn competitor(plan: &Plan, drawn: &[Runs], leader: StrategyId, second: StrategyId) -> StrategyId {
    let (base, yardstick) = (plan.compare.baseline, Yardstick::last(plan));
    let ahead = |s: StrategyId| {
        let bounds = bounds(drawn, leader, s, &yardstick);
        let chances = without_luck(drawn, leader, s, &yardstick).chances(&bounds);
        mean(&chances.iter().map(|c| c[0]).collect::<Vec<_>>())
    };
    if leader != base && ahead(base) < NO_CONTEST {
        return base;
    }
    let others = plan.strategy_ids().filter(|s| *s != leader && *s != second);
    others.fold(second, |closest, s| if ahead(s) < ahead(closest) { s } else { closest })
}
