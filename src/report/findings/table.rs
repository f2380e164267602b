//! The ranking of the strategies at the last horizon.

use crate::report::findings::COLUMNS;
use crate::report::format::{count, cut, people, percent, rough, when, width};
use crate::report::titles::name_of;
use crate::scenario::plan::Judged;
use crate::study::Results;
use crate::study::summary::Arm;
use crate::units::StrategyId;

/// Columns that a cut cell keeps at least.
const NARROWEST: usize = 16;

/// One line a strategy, below a sentence that says what stands there. Over drawn settings, numbers
/// are rounder, and how often a strategy wins and what it does at the stated values stand beside.
pub fn table(results: &Results) -> Vec<String> {
    let (plan, ranking) = (&results.plan, results.sample().ranking(results.plan.last_horizon()));
    if ranking.is_empty() {
        return Vec::new();
    }
    let day = when(plan.last_horizon());
    let (over, band, said) = match &results.settings {
        Some(_) => (
            "medians over settings and luck (as stated: over luck alone)",
            "5 to 95 %",
            rough as fn(f64) -> String,
        ),
        None => ("medians over runs", "5–95 % of luck", people as fn(f64) -> String),
    };
    let organic = plan.organic();
    let profit = results.sample().has_profit();
    let mut heads = vec!["", "strategy", "active", band];
    heads.extend(results.settings.is_some().then_some("wins"));
    heads.push("spent");
    heads.extend(organic.iter().flat_map(|_| ["extra", "per extra"]));
    heads.extend(profit.then_some("profit"));
    heads.extend(results.settings.is_some().then_some("as stated"));
    let mut rows = vec![heads.into_iter().map(String::from).collect::<Vec<_>>()];
    for (place, arm) in (1..).zip(ranking) {
        let mark = if arm.strategy == plan.compare.baseline { " (baseline)" } else { "" };
        let mut row = vec![
            format!("{place}"),
            format!("{}{mark}", with_plan(results, arm.strategy)),
            said(arm.active.p50),
            format!("{} to {}", said(arm.active.p05), said(arm.active.p95)),
        ];
        row.extend(results.settings.as_ref().map(|s| percent(s.won(arm.strategy).value)));
        row.push(if arm.spent > 0.0 { count(arm.spent) } else { "0".into() });
        if organic.is_some() {
            row.push(arm.extra.map_or("–".into(), people));
            row.push(cost(arm));
        }
        row.extend(arm.profit.filter(|_| profit).map(|p| count(p.mean.mean)));
        row.extend(results.settings.as_ref().map(|_| {
            let stated = results.stated.arm(arm.strategy, arm.day);
            stated.map_or(String::new(), |a| rough(a.active.p50))
        }));
        rows.push(row);
    }
    let extra = organic.map_or(String::new(), |o| {
        format!(", extra (active beyond {}), per extra (spent ÷ extra)", name_of(plan, o))
    });
    let profit = if profit { " and profit" } else { "" };
    let ranked = match plan.compare.outcome {
        Judged::Active => "",
        Judged::Profit => ", ranked by profit",
    };
    let mut lines = vec![format!(
        "Active owners at {day}{ranked}: {over}. Means, money in {}: spent{extra}{profit}.",
        plan.currency
    )];
    lines.extend(columns(&rows, 1));
    lines
}

/// Money per extra active owner, of the very numbers that stand beside it; its interval stands in the tables.
fn cost(arm: &Arm) -> String {
    match (arm.extra, arm.cost) {
        (None, _) => "–".into(),
        (Some(_), None) => "none extra".into(),
        (Some(_), Some(_)) if arm.spent == 0.0 => "free".into(),
        (Some(_), Some(cost)) => count(cost.value),
    }
}

/// A strategy's name, with the plan that was chosen for it.
fn with_plan(results: &Results, strategy: StrategyId) -> String {
    let chosen = results.choices.iter().find(|c| c.strategy == strategy && c.chosen && !c.plan.is_empty());
    let name = name_of(&results.plan, strategy);
    chosen.map_or(name.clone(), |c| format!("{name}, {}", cut(&c.plan, 32)))
}

/// Rows of cells in columns, one of which stands at its left, the others at their right; where they
/// are too wide together, the cells of that one are cut.
fn columns(rows: &[Vec<String>], left: usize) -> Vec<String> {
    let mut wide = vec![0; rows.first().map_or(0, Vec::len)];
    for row in rows {
        wide.iter_mut().zip(row).for_each(|(wide, cell)| *wide = width(cell).max(*wide));
    }
    let over = (wide.iter().sum::<usize>() + 2 * wide.len()).saturating_sub(COLUMNS);
    wide[left] = wide[left].saturating_sub(over).max(NARROWEST.min(wide[left]));
    let line = |row: &Vec<String>| {
        let cells = row.iter().enumerate().map(|(c, cell)| {
            let cell = cut(cell, wide[c]);
            let gap = " ".repeat(wide[c] - width(&cell));
            if c == left { format!("{cell}{gap}") } else { format!("{gap}{cell}") }
        });
        format!("  {}", cells.collect::<Vec<_>>().join("  "))
    };
    rows.iter().map(line).collect()
}
