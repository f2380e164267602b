//! Profit of the strategies over a body of runs: how much, by how much more than others, and from when.

use serde::Serialize;

use super::body::Body;
use crate::scenario::plan::Plan;
use crate::statistics::{Estimate, Spread, Z95, estimate, mean, median, share_of, wilson};
use crate::study::play::{break_even, pairs, profit, spent_by};
use crate::units::{Day, StrategyId};

/// Day of a break-even that never comes: later than all others, also by half.
const NEVER: f64 = 1e18;

/// Profit of a strategy by a horizon, in money of day 0.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Profit {
    /// Mean with its interval over networks, or over drawn settings.
    pub mean: Estimate,
    /// Over all runs.
    pub over_runs: Spread,
}

/// Profit of the most profitable strategy less that of another, at the last horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct ProfitLead {
    /// The strategy with the largest mean profit.
    pub strategy: StrategyId,
    /// The other.
    pub other: StrategyId,
    /// Mean of the differences under the same luck, with its interval.
    pub difference: Estimate,
}

/// When a strategy has earned its money back.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct BreakEven {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// Mean share of runs that break even by the horizon and stay there.
    pub share: Estimate,
    /// Median over runs of the day that ends the first week from which profit stays at 0 or above, 0
    /// where it was never below; `None` where fewer than half break even.
    pub day: Option<f64>,
    /// Median of the money spent by then, over the runs that break even.
    pub spent: Option<f64>,
}

impl Profit {
    /// Profit of a strategy by a day; `None` where no margin is said.
    pub(super) fn of(body: Body<'_>, strategy: StrategyId, day: Day) -> Option<Profit> {
        let runs: Vec<f64> = body.all(strategy).into_iter().map(|r| profit(r, day)).collect::<Option<_>>()?;
        let values_of = |body: Body<'_>| {
            body.draws(|setting| {
                let of = setting.of(strategy).into_iter();
                of.map(|r| (profit(r, day).unwrap_or(0.0), r.network)).collect()
            })
        };
        let (values, clusters) = values_of(body);
        let error = body.error_of_talk(|body| Some(mean(&values_of(body).0)));
        Some(Profit { mean: estimate(&values, &clusters).with_error(error), over_runs: Spread::of(runs) })
    }
}

/// Profit of a strategy less that of another under the same luck, of each independent draw, and which
/// of these may be alike.
pub(super) fn gains(
    body: Body<'_>,
    strategy: StrategyId,
    other: StrategyId,
    day: Day,
) -> (Vec<f64>, Vec<u32>) {
    body.draws(|setting| {
        let pairs = pairs(&setting.records, strategy, other).into_iter();
        pairs.filter_map(|(a, b)| Some((profit(a, day)? - profit(b, day)?, a.network))).collect()
    })
}

/// The most profitable strategy against every other one; of equal ones the first written.
pub(super) fn leads(body: Body<'_>, plan: &Plan) -> Vec<ProfitLead> {
    let day = plan.last_horizon();
    let means: Option<Vec<(StrategyId, f64)>> =
        plan.strategy_ids().map(|s| Some((s, Profit::of(body, s, day)?.mean.mean))).collect();
    let Some(means) = means.filter(|_| body.settings.iter().any(|s| !s.records.is_empty())) else {
        return Vec::new();
    };
    let better = |best: (StrategyId, f64), one: &(StrategyId, f64)| if one.1 > best.1 { *one } else { best };
    let Some(first) = means.first() else { return Vec::new() };
    let strategy = means.iter().fold(*first, better).0;
    let lead = |other: StrategyId| {
        let (values, clusters) = gains(body, strategy, other, day);
        let error = body.error_of_talk(|body| Some(mean(&gains(body, strategy, other, day).0)));
        ProfitLead { strategy, other, difference: estimate(&values, &clusters).with_error(error) }
    };
    plan.strategy_ids().filter(|s| *s != strategy).map(lead).collect()
}

/// When a strategy breaks even; `None` where no margin is said.
pub(super) fn break_even_of(body: Body<'_>, strategy: StrategyId) -> Option<BreakEven> {
    let runs = body.all(strategy);
    if runs.is_empty() || runs.iter().any(|r| r.terms.margin_per_owner.is_none()) {
        return None;
    }
    // Runs that never break even come last.
    let days: Vec<f64> = runs.iter().map(|r| break_even(r).map_or(NEVER, f64::from)).collect();
    let spent: Vec<f64> = runs
        .iter()
        .filter_map(|r| Some(spent_by(r, None, break_even(r)?, r.rows.len().saturating_sub(1) as u32)))
        .collect();
    let shares_of = |body: Body<'_>| {
        body.draws(|setting| {
            let runs = setting.of(strategy).into_iter();
            runs.map(|r| (f64::from(u8::from(break_even(r).is_some())), r.network)).collect()
        })
    };
    let (shares, clusters) = shares_of(body);
    let interval = if body.drawn {
        wilson(mean(&shares), shares.len() as f64, Z95)
    } else {
        let share = share_of(shares.iter().zip(clusters).map(|(share, n)| (*share > 0.0, n)));
        share.with_error(body.error_of_talk(|body| Some(mean(&shares_of(body).0)))).interval
    };
    Some(BreakEven {
        strategy,
        share: Estimate { mean: mean(&shares), interval: Some(interval) },
        day: Some(median(&days)).filter(|day| *day < NEVER / 4.0),
        spent: (!spent.is_empty()).then(|| median(&spent)),
    })
}
