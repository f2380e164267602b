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
        "sample" = if r.of_settings { "settings" } else { "as stated" }, "Runs it is taken over: those `as stated`, or those of all drawn `settings`.";
        "series" = r.series.name(), "What is counted: active, adopted and aware people, people of each stage, quality, wait, market, impressions.";
        "unit" = r.series.unit(), "Unit of the values.";
        "day" ["days"] = r.point.day, "Day; 0 is the start.";
        "date" = s.date(r.point.day), "Its date.";
        Spread "" = r.point.spread, "The value over runs.";
    },
};

pub(super) static MILESTONES: Table<Milestone> = Table {
    file: "milestones.csv",
    doc: "As stated: when levels of active owners are reached, and in what share of runs",
    shows: |_| true,
    rows: |s, put| s.stated.milestones.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "milestone" = r.level.name.as_str(), "The level: a share of everybody who could be won, a round number, or the take-off.";
        "active_people" ["people"] = r.level.people, "Active owners of the level.";
        "runs" = r.reached.of, "Runs.";
        "runs_reached" = r.reached.count, "Runs that reached it by the horizon.";
        Interval "share_reached" ["share"] = r.reached, "Their share.";
        Interval "p25_day" ["days"] = (r.p25_day, r.p25_between), "Day by which a quarter of the runs had reached it (Kaplan–Meier).";
        Interval "median_day" ["days"] = (r.median_day, r.median_between), "Day by which half of them had.";
        "median_date" = r.median_day.map(|day| s.date(day)), "Its date.";
        Interval "p75_day" ["days"] = (r.p75_day, r.p75_between), "Day by which three quarters of them had.";
    },
};
