//! Tables that set strategies against each other: pairs under the same luck, and money.

use super::{date, maybe, number, share, table};
use crate::scenario::plan::Plan;
use crate::study::Summary;
use crate::study::statistics::estimate::Spread;

pub(super) fn paired(plan: &Plan, summary: &Summary) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "baseline",
        "outcome",
        "day",
        "date",
        "runs",
        "mean_difference_people",
        "difference_low",
        "difference_high",
        "median_difference_people",
        "median_ratio",
        "variance_ratio",
        "share_ahead",
        "ahead_low",
        "ahead_high",
        "share_tied",
        "tied_low",
        "tied_high",
        "share_behind",
        "behind_low",
        "behind_high",
        "decided",
        "more_runs_needed",
    ];
    let rows = summary.paired.iter().map(|p| {
        let mut row = vec![
            summary.strategies[p.strategy].clone(),
            summary.strategies[p.baseline].clone(),
            "active".into(),
            p.day.to_string(),
            date(plan, p.day),
            p.runs.to_string(),
            number(p.mean_difference),
            maybe(p.interval.map(|i| i.0)),
            maybe(p.interval.map(|i| i.1)),
            number(p.median_difference),
            number(p.median_ratio),
            maybe(p.variance_ratio),
        ];
        row.extend([&p.ahead, &p.tied, &p.behind].into_iter().flat_map(share));
        row.extend([p.decided.to_string(), p.more_runs.map(|n| n.to_string()).unwrap_or_default()]);
        row
    });
    table(&heads, rows)
}

pub(super) fn money(plan: &Plan, summary: &Summary) -> Result<String, csv::Error> {
    let heads =
        ["strategy", "item", "tactic", "day", "date", "currency", "mean", "p05", "p95", "low_95", "high_95"];
    let mut rows = Vec::new();
    let end = summary.horizon_days;
    for money in &summary.money {
        let mut line = |item: &str, tactic: &str, day: u32, values: [Option<f64>; 5]| {
            let mut row =
                vec![summary.strategies[money.strategy].clone(), item.into(), tactic.into(), day.to_string()];
            row.extend([date(plan, day), plan.currency.clone()]);
            row.extend(values.map(maybe));
            rows.push(row);
        };
        let of = |s: &Spread| [Some(s.mean), Some(s.p05), Some(s.p95), None, None];
        let only = |mean: Option<f64>| [mean, None, None, None, None];
        for spending in &money.spending {
            line("spent_total", &spending.name, end, of(&spending.total));
        }
        line("unspent_of_cap", "", end, only(money.unspent));
        line("service_wages_outside_cap", "", end, of(&money.service_wages));
        line("margin_before_costs", "", end, of(&money.margin));
        for cost in &money.cost_per_extra {
            line("extra_active_over_organic_people", "", cost.day, only(Some(cost.extra)));
            line("cost_per_extra_active", "", cost.day, [cost.cost, None, None, cost.low, cost.high]);
        }
        for spending in &money.spending {
            // A day without a new expense says nothing that the day before did not.
            let mut before = 0.0;
            for (day, spent) in (0_u32..).zip(&spending.by_day) {
                if *spent != before {
                    line("spent_so_far", &spending.name, day, only(Some(*spent)));
                    before = *spent;
                }
            }
        }
    }
    table(&heads, rows.into_iter())
}
