//! Who leads, and whether more runs are still needed to say so.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::scenario::plan::{Compare, Plan};
use crate::statistics::{Chances, Spread, Z95, wilson};
use crate::study::play::outcome::{bounds, without_luck};
use crate::study::play::{Outcome, Runs, Yardstick, judged, pairs};
use crate::units::StrategyId;

/// The strategy with the largest median of active owners, or the largest mean profit, at the last
/// horizon: over all runs of drawn settings where there are any, else over runs. Of equal medians the
/// larger mean (or the other way round), then the first written; `None` without runs.
pub fn leader(plan: &Plan, stated: &Runs, drawn: &[Runs]) -> Option<StrategyId> {
    let yardstick = Yardstick::last(plan);
    let spread = |strategy: StrategyId| {
        let runs = judged(stated, drawn).iter().flat_map(|setting| setting.of(strategy));
        Spread::of(runs.map(|r| yardstick.value(r)))
    };
    let of: Vec<(f64, f64)> =
        plan.strategy_ids().map(spread).map(|s| Yardstick::rank(yardstick.outcome, &s)).collect();
    let best = |best: StrategyId, s: StrategyId| if of[s] > of[best] { s } else { best };
    (!stated.records.is_empty() || !drawn.is_empty()).then(|| plan.strategy_ids().fold(StrategyId(0), best))
}

/// Looks at a study that grows until it is decided.
///
/// Decided at one look: for every strategy, one of ahead of the baseline, level with it (within the
/// tie) and behind it is surely what most settings (or pairs of runs) say: the lower end of
/// Wilson's interval of its share lies above one half. Looking often finds something by chance
/// more often, so the intervals are as wide as Bonferroni asks: the chance that any look of a
/// strategy without a true majority decides is at most 5 %.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InterimLooks {
    /// Most looks there can be.
    pub most: u32,
    /// Sizes that were looked at: settings, or runs where there are none.
    pub at: Vec<u32>,
    /// Whether the last look found it decided.
    pub decided: bool,
}

impl InterimLooks {
    /// Looks at sizes that double from the first to the largest.
    pub fn new(compare: &Compare) -> InterimLooks {
        let first = if compare.settings > 0 { compare.settings } else { compare.replications };
        let (mut size, mut most) = (first.max(1), 1);
        while size < compare.at_most {
            size = size.saturating_mul(2).min(compare.at_most);
            most += 1;
        }
        InterimLooks { most, at: Vec::new(), decided: false }
    }

    /// Looks at what there is at a size, and says whether it is decided.
    pub fn look(&mut self, plan: &Plan, size: u32, stated: &Runs, drawn: &[Runs]) -> bool {
        let z = normal_point(1.0 - 0.05 / f64::from(self.most) / 2.0);
        let base = plan.compare.baseline;
        let yardstick = Yardstick::last(plan);
        self.decided = plan.strategy_ids().filter(|s| *s != base).all(|strategy| {
            let of_runs = |runs: &Runs| -> Vec<Chances> {
                let pairs = pairs(&runs.records, strategy, base);
                let own = pairs.iter().map(|(a, b)| (yardstick.value(a), yardstick.value(b)));
                own.map(|(a, b)| {
                    let here = Outcome::of(yardstick.lead(a, b), yardstick.bound(a, b));
                    Outcome::ALL.map(|o| f64::from(u8::from(o == here)))
                })
                .collect()
            };
            // Chances of each outcome in each run, or in each setting with luck taken out.
            let chances = match drawn.is_empty() {
                true => of_runs(stated),
                false => {
                    let bounds = bounds(drawn, strategy, base, &yardstick);
                    without_luck(drawn, strategy, base, &yardstick).chances(&bounds)
                }
            };
            let n = chances.len();
            [0, 1, 2].into_iter().any(|o| {
                let share = |of: &[Chances]| of.iter().map(|c| c[o]).sum::<f64>() / of.len().max(1) as f64;
                let error = match drawn.is_empty() {
                    true => stated.error_of_talk(|runs| Some(share(&of_runs(runs)))),
                    false => 0.0,
                };
                let share = share(&chances);
                n > 0 && wilson(share, n as f64, z).with_error(share, error * z / Z95).low > 0.5
            })
        });
        self.at.push(size);
        self.decided
    }
}

/// Point of the standard normal law below which a share of it lies.
fn normal_point(share: f64) -> f64 {
    Normal::new(0.0, 1.0).map_or(1.96, |law| law.inverse_cdf(share))
}
