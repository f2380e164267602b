//! Series of adopters a period, read from a table with the columns period and value and, if there
//! are several series, series and kind.
//!
//! Always true: periods of a series follow one another in equal steps; values are at least 0.

use serde::Serialize;

use super::FitError;
use super::table::{Table, hint};

/// A series of new adopters.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Series {
    /// Its name; that of the value column where the table holds one series only.
    pub name: String,
    /// Period of the first value.
    pub first: f64,
    /// Step from one period to the next.
    pub step: f64,
    /// New adopters in each period, shape `[n]`.
    pub values: Vec<f64>,
}

impl Series {
    /// A number of periods from the start of the first one, as a time of the table: the period in
    /// which it lies is its whole part.
    pub fn time(&self, periods: f64) -> f64 {
        self.first + self.step * periods
    }
}

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

/// Reads the series of a table, in its order: the one called `wanted`, or all whose kind is `new`
/// (all, where there is no column `kind`).
///
/// # Errors
/// A missing column, an unknown series or one of another kind, a value that is no number or below 0,
/// a period left out.
pub fn read(table: &Table, columns: &Columns, wanted: Option<&str>) -> Result<Vec<Series>, FitError> {
    let (period, value) = (table.column(&columns.period)?, table.column(&columns.value)?);
    let name = table.column("series").ok();
    let kind = table.column("kind").ok();
    if table.rows.is_empty() {
        return Err(FitError::NoRows { path: table.path.clone() });
    }
    let mut found: Vec<(Series, f64)> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for row in &table.rows {
        let own = match name {
            Some(column) => table.field(row, column, "the name of a series")?,
            None => columns.value.as_str(),
        };
        if !names.contains(&own) {
            names.push(own);
        }
        let own_kind = kind.and_then(|k| row.fields.get(k)).map_or("new", String::as_str);
        if wanted.is_some_and(|w| w != own) || (wanted.is_none() && own_kind != "new") {
            continue;
        }
        if own_kind != "new" {
            let (path, name, kind) = (table.path.clone(), own.to_owned(), own_kind.to_owned());
            return Err(FitError::NotNew { path, name, kind });
        }
        let at = table.number(row, period, "a period as a number")?;
        let new = table.number(row, value, "the new adopters of the period, at least 0")?;
        if new < 0.0 {
            return Err(table.bad(row, value, "the new adopters of the period, at least 0"));
        }
        match found.iter_mut().find(|(series, _)| series.name == own) {
            None => {
                let series = Series { name: own.to_owned(), first: at, step: 1.0, values: vec![new] };
                found.push((series, at));
            }
            Some((series, before)) => {
                // The first two periods say how long a step is.
                if series.values.len() == 1 && at > *before {
                    series.step = at - *before;
                }
                let expected = *before + series.step;
                if (at - expected).abs() > 1e-6 * series.step {
                    let (path, before) = (table.path.clone(), *before);
                    return Err(FitError::Gap { path, line: row.line, found: at, before, expected });
                }
                series.values.push(new);
                *before = at;
            }
        }
    }
    if let (Some(wanted), true) = (wanted, found.is_empty()) {
        let hint = hint(wanted, names.iter().copied());
        return Err(FitError::NoSeries { path: table.path.clone(), wanted: wanted.to_owned(), hint });
    }
    if found.is_empty() {
        return Err(FitError::NoneNew { path: table.path.clone() });
    }
    Ok(found.into_iter().map(|(series, _)| series).collect())
}
