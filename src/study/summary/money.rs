//! Money: what each tactic spent, what the cap left over, what one more active owner cost.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::statistics::{Ratio, Spread, mean};
use crate::study::play::{Flows, Runs, active, flows_by, pairs, profit, row, spent_at, spent_by};
use crate::units::{Day, StrategyId, TacticId, Timeline};

/// Spending of one tactic, or of the whole strategy where `tactic` is `None`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Spending {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// Position of the tactic in its strategy; `None` for all of them together.
    pub tactic: Option<TacticId>,
    /// Name of the tactic; `all` for all of them together.
    pub name: String,
    /// Money spent by the horizon.
    pub total: Spread,
    /// Mean money spent by each row, from the start to the horizon; it is booked by the day.
    pub by_row: Vec<f64>,
}

/// What one more active owner than the organic arm has cost by a horizon.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CostPerExtra {
    /// Day of the horizon.
    pub day: Day,
    /// Mean money spent by then.
    pub spent: f64,
    /// Mean of active minus active of the organic arm under the same luck.
    pub extra: f64,
    /// spent ÷ extra, its lower end at least 0; `None` says "none extra" (extra ≤ 0).
    pub cost: Option<Ratio>,
}

/// Mean flows of money by a horizon, each discounted to day 0: profit is margin + earned − spent − wages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct MeanFlows {
    /// Day of the horizon.
    pub day: Day,
    /// Margin of everybody won after the start.
    pub margin: f64,
    /// What tactics earned beside it.
    pub earned: f64,
    /// Money spent.
    pub spent: f64,
    /// Wages of service.
    pub wages: f64,
    /// Profit.
    pub profit: Spread,
}

/// The money of one strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Money {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// All tactics together first, then each.
    pub spending: Vec<Spending>,
    /// Mean money paid for seeds at the start.
    pub seeds: f64,
    /// What tactics earned beside the margin of owners by the horizon: those that earned, by name.
    pub income: Vec<(String, Spread)>,
    /// Mean of earnings that could be spent on top of the cap.
    pub reinvested: f64,
    /// Mean of what the cap, and what was reinvested, left over; `None` without a cap.
    pub unspent: Option<f64>,
    /// Wages of the service floor over the horizon, outside the cap.
    pub service_wages: Spread,
    /// Margin earned: margin per owner × everybody won after the start, nothing deducted or discounted;
    /// `None` where no margin is said.
    pub margin: Option<Spread>,
    /// What profit is made of, by horizon; empty where no margin is said.
    pub flows: Vec<MeanFlows>,
    /// By horizon; empty for the organic arm itself, or where there is none.
    pub cost_per_extra: Vec<CostPerExtra>,
}

/// The money of one strategy over the stated runs.
pub fn money(plan: &Plan, stated: &Runs, strategy: StrategyId) -> Money {
    let horizon = plan.horizon_days();
    let runs = stated.of(strategy);
    let tactics = &plan.strategies[strategy].tactics;
    let spending = std::iter::once(None)
        .chain(TacticId::all(tactics.len()).map(Some))
        .map(|tactic| Spending {
            strategy,
            tactic,
            name: tactic.map_or_else(|| "all".into(), |t| tactics[t].name.clone()),
            total: Spread::of(runs.iter().map(|r| spent_by(r, tactic, horizon, horizon))),
            by_row: mean_by_row(&runs, tactic, plan.timeline()),
        })
        .collect();
    let reinvested = mean(&runs.iter().map(|r| r.reinvested).collect::<Vec<_>>());
    let totals: Vec<f64> = runs.iter().map(|r| spent_by(r, None, horizon, horizon)).collect();
    let won = |r: &RunRecord| f64::from(row(r, horizon).adopted) - f64::from(row(r, 0).adopted);
    let margin = |r: &&RunRecord| r.terms.margin_per_owner.map(|margin| margin * won(r));
    let margin: Option<Vec<f64>> = runs.iter().map(margin).collect();
    let cost_per_extra = match plan.organic() {
        Some(organic) if organic != strategy => plan
            .compare
            .at_days
            .iter()
            .map(|day| {
                let of = |runs: &Runs| cost_per_extra(&runs.records, strategy, organic, *day, horizon);
                let error = stated.error_of_talk(|runs| Some(of(runs).cost?.value));
                let mut found = of(stated);
                found.cost = found.cost.map(|cost| cost.with_error(error));
                if let Some(low) = found.cost.as_mut().and_then(|c| c.interval.low.as_mut()) {
                    *low = low.max(0.0);
                }
                found
            })
            .collect(),
        _ => Vec::new(),
    };
    Money {
        strategy,
        spending,
        seeds: mean(&runs.iter().map(|r| r.seeds_cost).collect::<Vec<_>>()),
        income: TacticId::all(tactics.len())
            .map(|t| (tactics[t].name.clone(), Spread::of(runs.iter().map(|r| income_of(r, t)))))
            .filter(|(_, earned)| earned.mean > 0.0)
            .collect(),
        reinvested,
        unspent: plan.compare.cap.map(|cap| cap + reinvested - mean(&totals)),
        service_wages: Spread::of(runs.iter().map(|r| r.service_wages())),
        flows: plan.compare.at_days.iter().filter_map(|day| mean_flows(&runs, *day)).collect(),
        margin: margin.map(Spread::of),
        cost_per_extra,
    }
}

/// What a tactic earned in a run beside the margin of owners.
fn income_of(run: &RunRecord, tactic: TacticId) -> f64 {
    run.income.iter().filter(|i| i.tactic == tactic).map(|i| i.amount).sum()
}

/// Mean flows by a day; `None` where no margin is said.
fn mean_flows(runs: &[&RunRecord], day: Day) -> Option<MeanFlows> {
    let profit: Option<Vec<f64>> = runs.iter().map(|r| profit(r, day)).collect();
    let flows: Vec<Flows> = runs.iter().map(|r| flows_by(r, day)).collect();
    let of = |part: fn(&Flows) -> f64| mean(&flows.iter().map(part).collect::<Vec<_>>());
    Some(MeanFlows {
        day,
        margin: of(|f| f.margin),
        earned: of(|f| f.earned),
        spent: of(|f| f.spent),
        wages: of(|f| f.wages),
        profit: Spread::of(profit?),
    })
}

fn mean_by_row(runs: &[&RunRecord], tactic: Option<TacticId>, timeline: Timeline) -> Vec<f64> {
    let mut rows = vec![0.0; timeline.days().len()];
    for expense in runs.iter().flat_map(|r| &r.expenses) {
        if tactic.is_none_or(|t| expense.tactic == t) {
            rows[timeline.row_of(spent_at(expense.day, timeline.horizon()))] += expense.amount;
        }
    }
    // Seeds are paid at the start.
    let mut sum = if tactic.is_none() { runs.iter().map(|r| r.seeds_cost).sum() } else { 0.0 };
    for row in &mut rows {
        sum += *row;
        *row = sum / runs.len().max(1) as f64;
    }
    rows
}

/// Ratio of means s̄/ē over pairs with the same luck.
fn cost_per_extra(
    records: &[RunRecord],
    strategy: StrategyId,
    organic: StrategyId,
    day: Day,
    horizon: Day,
) -> CostPerExtra {
    let (mut spent, mut extra, mut networks) = (Vec::new(), Vec::new(), Vec::new());
    for (a, b) in pairs(records, strategy, organic) {
        spent.push(spent_by(a, None, day, horizon));
        extra.push(active(a, day) - active(b, day));
        networks.push(a.network);
    }
    let (s, e) = (mean(&spent), mean(&extra));
    CostPerExtra { day, spent: s, extra: e, cost: Ratio::of(&spent, &extra, &networks) }
}
