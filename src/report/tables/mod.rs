//! Tables: tidy comma-separated files, one fact a line.
//!
//! Always true: `strategy` comes first, dates are ISO, shares lie in [0, 1], and the same records
//! give the same bytes. A cell is empty where nothing can be said.
//!
//! With `report::fit` the only place that writes with `csv`.

mod bass;
mod compared;
mod ledger;
mod runs;
mod unsure;

use jiff::ToSpan;

use crate::engine::record::RunRecord;
use crate::report::story::Story;
use crate::scenario::plan::Plan;
use crate::study::Summary;
use crate::study::statistics::estimate::{Share, Spread};
use crate::study::summary::milestones::Between;

/// Names of all tables there may be, in the order of [`tables`].
pub const NAMES: [&str; 16] = [
    "curves.csv",
    "milestones.csv",
    "paired.csv",
    "attribution.csv",
    "money.csv",
    "runs.csv",
    "cascades.csv",
    "reproduction.csv",
    "value.csv",
    "bass.csv",
    "assumptions.csv",
    "settings.csv",
    "contests.csv",
    "outlook.csv",
    "plans.csv",
    "budgets.csv",
];

/// A file of the output: its name and its text.
pub type Table = (&'static str, String);

/// All tables of a study.
///
/// # Errors
/// If the writer fails, which memory does not.
pub fn tables(story: &Story, records: &[RunRecord]) -> Result<Vec<Table>, csv::Error> {
    let (plan, summary) = (story.plan, story.summary);
    let texts = [
        curves(plan, summary)?,
        milestones(plan, summary)?,
        compared::paired(plan, summary)?,
        ledger::attribution(story)?,
        compared::money(plan, summary)?,
        runs::runs(plan, records)?,
        ledger::cascades(summary)?,
        ledger::reproduction(plan, summary)?,
        ledger::value(summary)?,
        bass::bass(summary)?,
    ];
    let mut all: Vec<Table> = NAMES.into_iter().zip(texts).collect();
    all.extend(unsure::tables(story)?);
    Ok(all)
}

/// The calendar date of a day; empty beyond the calendar.
pub fn date(plan: &Plan, day: u32) -> String {
    plan.start.checked_add(i64::from(day).days()).map(|d| d.to_string()).unwrap_or_default()
}

fn number(value: f64) -> String {
    // Six decimals are far finer than any run can say, and cut the noise of floating point.
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

fn maybe(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

fn spread(s: &Spread) -> Vec<String> {
    [s.mean, s.sd, s.p05, s.p25, s.p50, s.p75, s.p95].map(number).into()
}

fn share(s: &Share) -> Vec<String> {
    [s.value, s.low, s.high].map(number).into()
}

fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(heads)?;
    for row in rows {
        writer.write_record(&row)?;
    }
    let bytes = writer.into_inner().map_err(|e| e.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn curves(plan: &Plan, summary: &Summary) -> Result<String, csv::Error> {
    let heads =
        ["strategy", "series", "unit", "day", "date", "mean", "sd", "p05", "p25", "p50", "p75", "p95"];
    let dates: Vec<String> = (0..=summary.horizon_days).map(|day| date(plan, day)).collect();
    let rows = summary.curves.iter().flat_map(|curve| {
        let dates = &dates;
        curve.points.iter().map(move |point| {
            let mut row = vec![
                summary.strategies[curve.strategy].clone(),
                curve.series.name(),
                curve.series.unit().into(),
                point.day.to_string(),
                dates.get(point.day as usize).cloned().unwrap_or_default(),
            ];
            row.extend(spread(&point.spread));
            row
        })
    });
    table(&heads, rows)
}

fn milestones(plan: &Plan, summary: &Summary) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "milestone",
        "active_people",
        "runs",
        "runs_reached",
        "share_reached",
        "share_low",
        "share_high",
        "p25_day",
        "p25_low",
        "p25_high",
        "median_day",
        "median_low",
        "median_high",
        "median_date",
        "p75_day",
        "p75_low",
        "p75_high",
    ];
    let day = |d: Option<u32>| d.map(|d| d.to_string()).unwrap_or_default();
    let with = |d: Option<u32>, between: Between| [day(d), day(between.low), day(between.high)];
    let rows = summary.milestones.iter().map(|m| {
        let mut row = vec![
            summary.strategies[m.strategy].clone(),
            m.level.name.clone(),
            m.level.people.to_string(),
            m.reached.of.to_string(),
            m.reached.count.to_string(),
        ];
        row.extend(share(&m.reached));
        row.extend(with(m.p25_day, m.p25_between));
        row.extend(with(m.median_day, m.median_between));
        row.push(m.median_day.map(|d| date(plan, d)).unwrap_or_default());
        row.extend(with(m.p75_day, m.p75_between));
        row
    });
    table(&heads, rows)
}
