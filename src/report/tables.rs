//! Tables: tidy comma-separated files, one fact a line.
//!
//! Always true: `strategy` comes first, dates are ISO, shares lie in [0, 1], and the same records
//! give the same bytes. A cell is empty where nothing can be said.
//!
//! Layer 7. Uses `scenario engine study`. With `report::fit` the only place that writes with `csv`.

use jiff::ToSpan;

use crate::engine::record::RunRecord;
use crate::report::numbers::grouped;
use crate::report::story::Story;
use crate::scenario::plan::Plan;
use crate::study::Summary;
use crate::study::estimate::{Share, Spread};
use crate::study::milestones::{Level, levels};
use crate::study::money::spent_by;
use crate::study::select::{first_day, row};

/// A file of the output: its name and its text.
pub type Table = (&'static str, String);

/// All tables of a study.
///
/// # Errors
/// If the writer fails, which memory does not.
pub fn tables(story: &Story, records: &[RunRecord]) -> Result<Vec<Table>, csv::Error> {
    let (plan, summary) = (story.plan, story.summary);
    let mut all = vec![
        ("curves.csv", curves(plan, summary)?),
        ("milestones.csv", milestones(plan, summary)?),
        ("paired.csv", paired(plan, summary)?),
        ("attribution.csv", attribution(story)?),
        ("money.csv", money(plan, summary)?),
        ("runs.csv", runs(plan, records)?),
    ];
    all.extend(crate::report::unsure_tables::tables(story)?);
    Ok(all)
}

/// The calendar date of a day; empty beyond the calendar.
#[must_use]
pub fn date(plan: &Plan, day: u32) -> String {
    plan.start.checked_add(i64::from(day).days()).map(|d| d.to_string()).unwrap_or_default()
}

pub(super) fn number(value: f64) -> String {
    // Six decimals are far finer than any run can say, and cut the noise of floating point.
    let text = format!("{value:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".into() } else { text.into() }
}

pub(super) fn maybe(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

pub(super) fn spread(s: &Spread) -> Vec<String> {
    [s.mean, s.sd, s.p05, s.p25, s.p50, s.p75, s.p95].map(number).into()
}

pub(super) fn share(s: &Share) -> Vec<String> {
    [s.value, s.low, s.high].map(number).into()
}

pub(super) fn table(heads: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Result<String, csv::Error> {
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
        "median_day",
        "median_date",
        "p75_day",
    ];
    let day = |d: Option<u32>| d.map(|d| d.to_string()).unwrap_or_default();
    let rows = summary.milestones.iter().map(|m| {
        let mut row = vec![
            summary.strategies[m.strategy].clone(),
            m.level.name.clone(),
            m.level.people.to_string(),
            m.reached.of.to_string(),
            m.reached.count.to_string(),
        ];
        row.extend(share(&m.reached));
        row.extend([
            day(m.p25_day),
            day(m.median_day),
            m.median_day.map(|d| date(plan, d)).unwrap_or_default(),
            day(m.p75_day),
        ]);
        row
    });
    table(&heads, rows)
}

fn paired(plan: &Plan, summary: &Summary) -> Result<String, csv::Error> {
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
        ];
        row.extend([&p.ahead, &p.tied, &p.behind].into_iter().flat_map(share));
        row.extend([p.decided.to_string(), p.more_runs.map(|n| n.to_string()).unwrap_or_default()]);
        row
    });
    table(&heads, rows)
}

fn attribution(story: &Story) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "touch",
        "of",
        "cause",
        "drawn_on",
        "draws",
        "adopters_all_runs",
        "adopters_mean",
        "share",
        "share_low",
        "share_high",
    ];
    let (plan, summary) = (story.plan, story.summary);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for c in &summary.credits {
        rows.push(vec![
            summary.strategies[c.strategy].clone(),
            c.touch.name().into(),
            "cause".into(),
            c.cause.clone(),
            "as stated".into(),
            summary.runs.to_string(),
            c.adopters.to_string(),
            number(c.mean),
            number(c.share),
            maybe(c.interval.map(|i| i.0)),
            maybe(c.interval.map(|i| i.1)),
        ]);
    }
    if let Some(removal) = story.removal {
        for worth in &removal.tactics {
            let measures = [("first", Some(&worth.first), None), ("last", Some(&worth.last), None)];
            let more = [
                ("removal", Some(&worth.removal), Some(worth.lost)),
                ("shapley", worth.shapley.as_ref(), None),
            ];
            for (touch, of, mean) in measures.into_iter().chain(more) {
                let Some(of) = of else { continue };
                rows.push(vec![
                    plan.strategies[removal.strategy].name.clone(),
                    touch.into(),
                    "tactic".into(),
                    worth.name.clone(),
                    if removal.of_settings { "settings" } else { "as stated" }.into(),
                    removal.draws.to_string(),
                    String::new(),
                    maybe(mean),
                    number(of.mean),
                    maybe(of.low),
                    maybe(of.high),
                ]);
            }
        }
    }
    table(&heads, rows.into_iter())
}

fn money(plan: &Plan, summary: &Summary) -> Result<String, csv::Error> {
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

fn runs(plan: &Plan, records: &[RunRecord]) -> Result<String, csv::Error> {
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
    heads.extend(["taken_off", "spent_money", "service_wages_money"].map(String::from));
    heads.extend(["events", "exposures", "marked_acts"].map(String::from));
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
        cells.extend([run.work.events, run.work.exposures, run.work.marked].map(|n| n.to_string()));
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
