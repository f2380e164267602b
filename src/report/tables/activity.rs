//! The table of what tactics did.

use super::table::{Results, StrategyId, Table, columns};
use crate::statistics::Spread;
use crate::units::{Day, TacticId};

/// One week of one measure of one tactic.
pub(super) struct Row {
    strategy: StrategyId,
    tactic: TacticId,
    measure: &'static str,
    unit: &'static str,
    week: u32,
    spread: Spread,
}

fn weeks(s: &Results, put: &mut dyn FnMut(&Row)) {
    for of in &s.activity {
        for (week, spread) in &of.weeks {
            put(&Row {
                strategy: of.strategy,
                tactic: of.tactic,
                measure: of.measure,
                unit: of.unit,
                week: *week,
                spread: *spread,
            });
        }
    }
}

pub(super) static ACTIVITY: Table<Row> = Table {
    file: "activity.csv",
    doc: "What each tactic did by week: acts, heads, impressions, events, with their spread over runs as stated",
    shows: |s| !s.activity.is_empty(),
    rows: weeks,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "tactic" = s.plan.strategies[r.strategy].tactics[r.tactic].name.as_str(), "Tactic.";
        "measure" = r.measure, "What is measured; a week's sum, but for heads, shares, strengths and scores, which are its mean over the ticks with a value.";
        "unit" = r.unit, "Unit of the values.";
        "week" = r.week, "Week, from 1.";
        "day" ["days"] = Day::from(r.week * 7).min(s.plan.horizon_days()), "Day on which it ends; the last week ends with the run.";
        Spread "" = r.spread, "The value over the runs that have one.";
    },
};
