//! Series of adopters a period, read from a table with the columns period and value and, if there
//! are several series, series and kind. Periods are numbers or dates.
//!
//! Always true: periods of a series follow one another in equal steps; values are at least 0.

use serde::Serialize;

use super::FitError;
use super::names;
use super::table::{Row, Table, hint};
use crate::delimited::{self, Calendar, one_form};

/// What the values of a series are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Values {
    /// New adopters a period.
    New,
    /// Everybody who had adopted by the period.
    Totals,
    /// The people who have it, or use it, at the period; some may have left.
    Stock,
}

/// A series of new adopters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its name; that of the value column where the table holds one series only.
    pub name: String,
    /// Period of the first value.
    pub first: f64,
    /// Step from one period to the next.
    pub step: f64,
    /// What periods are.
    pub calendar: Calendar,
    /// New adopters in each period, shape `[n]`.
    pub values: Vec<f64>,
    /// Periods of 0 before the first that is not, which were left out.
    pub zeros_before: usize,
    /// Whether the values were differences of a running total or stock.
    pub differenced: bool,
    /// What the table held.
    pub held: Values,
    /// Whether that was known by the name of the column alone.
    pub by_name: bool,
    /// What a total or stock began with, where that was more than its next three periods brought and was left out.
    pub before: f64,
    /// Whether rows stood from the latest to the first.
    pub turned: bool,
}

impl Series {
    /// A series whose periods are numbers, one apart.
    pub fn numbered(name: &str, first: f64, values: Vec<f64>) -> Series {
        let (name, calendar) = (name.to_owned(), Calendar::Number);
        Series {
            name,
            first,
            step: 1.0,
            calendar,
            values,
            zeros_before: 0,
            differenced: false,
            held: Values::New,
            by_name: false,
            before: 0.0,
            turned: false,
        }
    }

    /// A number of periods from the start of the first one, as a time of the table: the period in
    /// which it lies is its whole part.
    pub fn time(&self, periods: f64) -> f64 {
        self.first + self.step * periods
    }

    /// The period so many from the first, in words.
    pub fn label(&self, periods: f64) -> String {
        self.calendar.label(self.time(periods))
    }

    /// Whether the values never fall though they rise, as those of a running total do.
    pub fn never_falls(&self) -> bool {
        let values = &self.values;
        let rises = values.first() < values.last();
        self.held == Values::New && values.len() >= FEWEST_FOR_TOTAL && rises && values.is_sorted()
    }
}

/// Fewest periods of which it is said that they never fall. Assumed.
const FEWEST_FOR_TOTAL: usize = 6;

/// Names of the columns of a series.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    pub period: String,
    pub value: String,
}

impl Default for Columns {
    fn default() -> Columns {
        Columns { period: "period".into(), value: "value".into() }
    }
}

impl Columns {
    /// The name by which the column of values is looked for: that of a stock or running total, where the values are
    /// said to be that and there is such a column.
    pub fn named(&self, held: Option<Values>, table: &Table) -> &str {
        let own = match held {
            Some(Values::Stock) => "stock",
            Some(Values::Totals) => "cumulative",
            Some(Values::New) | None => return &self.value,
        };
        if !table.has_exactly(&self.value) && table.has(own) { own } else { &self.value }
    }
}

/// Reads the series of a table, in its order: the one called `wanted`, or all whose kind is `new`
/// (all, where there is no column `kind`). Of totals and stocks differences are taken.
///
/// - `held`: what the values are; without it the name of their column says so, else they are new adopters
///
/// # Errors
/// A missing column, an unknown series or one of another kind, a value that is no number or below 0,
/// a period left out, a running total or stock that falls.
pub fn read(
    table: &Table,
    columns: &Columns,
    wanted: Option<&str>,
    held: Option<Values>,
) -> Result<Vec<Series>, FitError> {
    let wanted = wanted.map(one_form);
    let wanted = wanted.as_deref();
    let (period, value) = (table.column(&columns.period)?, table.column(&columns.value)?);
    let name = table.column("series").ok().filter(|column| ![period, value].contains(column));
    let kind = table.column("kind").ok();
    if table.rows.is_empty() {
        return Err(FitError::NoRows { path: table.path.clone() });
    }
    let value_name = table.header.get(value).map_or(columns.value.as_str(), String::as_str);
    let by_name = match held.or(kind.map(|_| Values::New)) {
        Some(_) => None,
        None if names::is_stock(value_name) => Some(Values::Stock),
        None if names::is_total(value_name) => Some(Values::Totals),
        None => None,
    };
    let reading = As { held: held.or(by_name).unwrap_or(Values::New), by_name: by_name.is_some() };
    let usual = if held == Some(Values::Stock) { "stock" } else { "new" };
    let mut found: Vec<(&str, Vec<&Row>)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for row in &table.rows {
        let own = match name {
            Some(column) => table.field(row, column, "the name of a series")?,
            None => value_name,
        };
        if !names.contains(&own) {
            names.push(own);
        }
        let own_kind = kind.and_then(|k| row.fields.get(k)).map_or(usual, String::as_str);
        if wanted.is_some_and(|w| w != own) || (wanted.is_none() && own_kind != usual) {
            continue;
        }
        if own_kind != usual {
            let (path, name, kind) = (table.path.clone(), own.to_owned(), own_kind.to_owned());
            return Err(FitError::NotNew { path, name, kind });
        }
        match found.iter_mut().find(|(name, _)| *name == own) {
            None => found.push((own, vec![row])),
            Some((_, rows)) => rows.push(row),
        }
    }
    if let (Some(wanted), true) = (wanted, found.is_empty()) {
        let hint = hint(wanted, names.iter().copied());
        return Err(FitError::NoSeries { path: table.path.clone(), wanted: wanted.to_owned(), hint });
    }
    if found.is_empty() {
        return Err(FitError::NoneNew { path: table.path.clone(), kind: usual });
    }
    found.into_iter().map(|(name, rows)| one(table, name, rows, (period, value), reading)).collect()
}

/// What values are taken as.
#[derive(Clone, Copy)]
struct As {
    held: Values,
    by_name: bool,
}

/// One series of a table.
fn one(
    table: &Table,
    name: &str,
    mut rows: Vec<&Row>,
    (period, value): (usize, usize),
    As { held, by_name }: As,
) -> Result<Series, FitError> {
    let (calendar, mut periods) = periods(table, &rows, period)?;
    let turned = periods.len() > 1 && periods.is_sorted_by(|a, b| a > b);
    if turned {
        periods.reverse();
        rows.reverse();
    }
    let step = step(&periods);
    for (pair, row) in periods.windows(2).zip(&rows[1..]) {
        let expected = pair[0] + step;
        if (pair[1] - expected).abs() > 1e-6 * step {
            let [found, before, expected] = [pair[1], pair[0], expected].map(|p| calendar.label(p));
            return Err(FitError::Gap { path: table.path.clone(), line: row.line, found, before, expected });
        }
    }
    let expected = match held {
        Values::New => "the new adopters of the period, at least 0",
        Values::Totals => "the running total of adopters, at least 0",
        Values::Stock => "the people who have it, at least 0",
    };
    let mut values = Vec::with_capacity(rows.len());
    for row in &rows {
        let new = table.number(row, value, expected)?;
        if new < 0.0 {
            return Err(table.bad(row, value, expected));
        }
        values.push(new);
    }
    let fall = values.windows(2).position(|pair| pair[1] < pair[0]);
    match (held, fall) {
        (Values::New, _) => {}
        (Values::Totals, Some(i)) => {
            let expected = "a running total, which never falls (--cumulative)";
            let by_its_name = "a running total by the name of its column, which never falls; --new if it holds new adopters";
            return Err(table.bad(rows[i + 1], value, if by_name { by_its_name } else { expected }));
        }
        (Values::Stock, Some(i)) => {
            let (before, found) = (values[i], values[i + 1]);
            let (path, line, column) = (table.path.clone(), rows[i + 1].line, table.name(value));
            return Err(FitError::StockFalls { path, line, column, before, found, by_name });
        }
        (Values::Totals | Values::Stock, None) => {
            (1..values.len()).rev().for_each(|i| values[i] -= values[i - 1]);
        }
    }
    let differenced = held != Values::New;
    // What was there long before the first period did not come in it. The limit is assumed.
    let late = differenced && values.len() > 3 && values[0] > values[1..4].iter().sum();
    let before = if late { values.remove(0) } else { 0.0 };
    periods.drain(..usize::from(late));
    // Before the launch nobody can adopt.
    let zeros_before = values.iter().take_while(|v| **v == 0.0).count();
    let zeros_before = if zeros_before == values.len() { 0 } else { zeros_before };
    values.drain(..zeros_before);
    let first = periods.get(zeros_before).copied().unwrap_or(0.0);
    let name = name.to_owned();
    Ok(Series {
        name,
        first,
        step,
        calendar,
        values,
        zeros_before,
        differenced,
        held,
        by_name,
        before,
        turned,
    })
}

/// The step that comes most often; of several the shortest.
fn step(periods: &[f64]) -> f64 {
    let steps: Vec<f64> =
        periods.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 0.0).collect();
    let often = |step: f64| steps.iter().filter(|other| (**other - step).abs() <= 1e-6 * step).count();
    let better = |a: &f64, b: &f64| often(*a).cmp(&often(*b)).then(b.total_cmp(a));
    // Many steps are looked at once only.
    let mut distinct: Vec<f64> = Vec::new();
    for step in &steps {
        if distinct.len() < 50 && !distinct.iter().any(|other| (other - step).abs() <= 1e-6 * step) {
            distinct.push(*step);
        }
    }
    distinct.into_iter().max_by(better).unwrap_or(1.0)
}

/// The periods of a series and what they are: dates, where all are that, else numbers.
fn periods(table: &Table, rows: &[&Row], column: usize) -> Result<(Calendar, Vec<f64>), FitError> {
    let expected = "a period: a number, or a date such as 2020-03-31, 2020-03 or 2020Q1";
    let fields: Vec<&str> =
        rows.iter().map(|row| table.field(row, column, expected)).collect::<Result<_, _>>()?;
    let dates = delimited::date(&fields).map_err(|words| {
        let (path, line) = (table.path.clone(), rows[0].line);
        FitError::Dates { path, line, words }
    })?;
    if let Some((calendar, periods)) = dates {
        return Ok((calendar, periods.into_iter().map(|p| p as f64).collect()));
    }
    // If most are dates, the first that is none is the mistake.
    let is_date = |field: &str| delimited::date(&[field]).is_ok_and(|found| found.is_some());
    if 2 * fields.iter().filter(|field| is_date(field)).count() > fields.len()
        && let Some(row) = rows.iter().zip(&fields).find(|(_, field)| !is_date(field)).map(|(row, _)| row)
    {
        return Err(table.bad(row, column, expected));
    }
    let numbers = rows.iter().map(|row| table.number(row, column, expected)).collect::<Result<_, _>>()?;
    Ok((Calendar::Number, numbers))
}
