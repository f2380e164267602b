//! The table of all runs, a line each.

use super::{number, table};
use crate::engine::record::RunRecord;
use crate::report::numbers::grouped;
use crate::scenario::plan::Plan;
use crate::study::statistics::select::spent_by;
use crate::study::statistics::select::{first_day, row};
use crate::study::summary::milestones::{Level, levels};

pub(super) fn runs(plan: &Plan, records: &[RunRecord]) -> Result<String, csv::Error> {
    let mut heads: Vec<String> = ["strategy", "replication", "network"].map(String::from).into();
    let horizon = plan.horizon_days();
    for day in &plan.compare.at_days {
        for (what, unit) in
            [("active", "people"), ("adopted", "people"), ("aware", "people"), ("spent", "money")]
        {
            heads.push(format!("{what}_day_{day}_{unit}"));
        }
    }
    let levels = levels(plan);
    for level in &levels {
        heads.push(first_day_head(level));
    }
    heads.extend(["taken_off", "spent_money", "service_wages_money", "longest_wait_hours"].map(String::from));
    heads.extend(["events", "exposures", "marked_acts", "notes"].map(String::from));
    let rows = records.iter().map(|run| {
        let name = plan.strategies.get(run.strategy).map_or("", |s| &s.name);
        let mut cells = vec![name.to_string(), run.replication.to_string(), run.network.to_string()];
        for day in &plan.compare.at_days {
            let state = row(run, *day);
            cells.extend([state.active(), state.adopted, state.aware()].map(|n| n.to_string()));
            cells.push(number(spent_by(run, None, *day, horizon)));
        }
        let days: Vec<Option<u32>> = levels.iter().map(|l| first_day(run, l.people)).collect();
        cells.extend(days.iter().map(|d| d.map(|d| d.to_string()).unwrap_or_default()));
        cells.push(days.last().is_some_and(Option::is_some).to_string());
        cells.push(number(spent_by(run, None, horizon, horizon)));
        cells.push(number(run.service_wages));
        cells.push(number(run.days.iter().map(|d| d.wait_hours).fold(0.0, f64::max)));
        cells.extend([run.work.events, run.work.exposures, run.work.marked].map(|n| n.to_string()));
        cells.push(run.notes.join("; "));
        cells
    });
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table(&heads, rows)
}

fn first_day_head(level: &Level) -> String {
    match level.name.strip_suffix(" %") {
        Some(percent) => format!("first_day_{percent}_percent_active"),
        None if level.name == "taken off" => "first_day_taken_off".into(),
        None => format!("first_day_{}_active", grouped(f64::from(level.people)).replace(',', "_")),
    }
}
