//! Tables of what comes when: curves day by day, and milestones.

use super::table::{Results, StrategyId, Table, columns};
use crate::study::summary::{Milestone, Point, Series};

/// One day of one series.
pub(super) struct Row {
    of_settings: bool,
    strategy: StrategyId,
    series: Series,
    point: Point,
}

/// Name of the body of runs that a row is taken over.
fn sample(of_settings: bool) -> &'static str {
    if of_settings { "settings" } else { "as stated" }
}

fn days(s: &Results, put: &mut dyn FnMut(&Row)) {
    let stated = s.stated.curves.iter().map(|curve| (false, curve));
    let drawn = s.settings.iter().flat_map(|u| &u.sample.curves).map(|curve| (true, curve));
    for (of_settings, curve) in stated.chain(drawn) {
        for point in &curve.points {
            put(&Row { of_settings, strategy: curve.strategy, series: curve.series, point: *point });
        }
    }
}

pub(super) static CURVES: Table<Row> = Table {
    file: "curves.csv",
    doc: "Each series by day and strategy with its spread: as stated by day over runs, and over settings and luck by week",
    shows: |_| true,
    rows: days,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "sample" = sample(r.of_settings), "Runs it is taken over: those `as stated`, or those of all drawn `settings`.";
        "series" = r.series.name(), "What is counted: active, adopted and aware people, people of each stage, quality, mean wait and chance of a wait, market, impressions; where a scenario has them, also the wind of its trends, people lost to a rival and posts that clubs keep.";
        "unit" = r.series.unit(), "Unit of the values.";
        "day" ["days"] = r.point.day, "Day; 0 is the start.";
        "date" = s.date(r.point.day), "Its date.";
        Spread "" = r.point.spread, "The value over runs.";
    },
};

/// One level of one strategy, over runs as stated or over those of drawn settings.
pub(super) struct LevelRow {
    of_settings: bool,
    of: Milestone,
}

fn levels(s: &Results, put: &mut dyn FnMut(&LevelRow)) {
    let stated = s.stated.milestones.iter().map(|of| (false, of));
    let drawn = s.settings.iter().flat_map(|u| &u.sample.milestones).map(|of| (true, of));
    stated.chain(drawn).for_each(|(of_settings, of)| put(&LevelRow { of_settings, of: of.clone() }));
}

pub(super) static MILESTONES: Table<LevelRow> = Table {
    file: "milestones.csv",
    doc: "When levels of active owners are reached, and in what share of runs: as stated, and over settings and luck",
    shows: |_| true,
    rows: levels,
    columns: columns! { |s, row|
        "strategy" = s.strategy(row.of.strategy), "Strategy.";
        "sample" = sample(row.of_settings), "Runs it is taken over: those `as stated`, or those of all drawn `settings`.";
        "milestone" = row.of.level.name.as_str(), "The level: a share of everybody who could be won, a round number, or the take-off.";
        "active_people" ["people"] = row.of.level.people, "Active owners of the level.";
        "runs" = row.of.reached.of, "Runs.";
        "runs_reached" = row.of.reached.count, "Runs that reached it by the horizon.";
        Interval "share_reached" ["share"] = row.of.reached, "Their share.";
        Interval "p25_day" ["days"] = (row.of.p25_day, row.of.p25_between), "Day by which a quarter of the runs had reached it (Kaplan–Meier).";
        Interval "median_day" ["days"] = (row.of.median_day, row.of.median_between), "Day by which half of them had.";
        "median_date" = row.of.median_day.map(|day| s.date(day)), "Its date.";
        Interval "p75_day" ["days"] = (row.of.p75_day, row.of.p75_between), "Day by which three quarters of them had.";
    },
};
