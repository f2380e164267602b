//! Times of adoption on a network of namings: the data of a hazard.
//!
//! Always true: `first < last`; every known time lies in `first..=last`; somebody adopted in `first`
//! and somebody in a later period.

use serde::Serialize;

use super::FitError;
use super::table::Table;
use super::ties::{People, Reading, Ties};
use crate::delimited::missing;

/// Most periods from the first adoption to the last: more are dates, not periods.
pub const MOST_PERIODS: i64 = 10_000;

/// Where the times of adoption stand, and what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// Column of the period of adoption: whole numbers; empty, `NA` or another word for nothing known for "had
    /// not adopted".
    pub column: String,
    /// The number that stands for "had not adopted".
    pub never: Option<i64>,
    /// From this period on, times say only "not adopted before" (censored); the period before is the
    /// last one observed.
    pub censored_from: Option<i64>,
}

impl Default for Times {
    fn default() -> Times {
        Times { column: "time".into(), never: None, censored_from: None }
    }
}

/// Adoption times of people on a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Adoption {
    /// Period of adoption of each person; `None` if not by `last`.
    pub time: Vec<Option<i64>>,
    /// First period in which anybody adopted.
    pub first: i64,
    /// Last period observed: the one before `censored_from`, else the last in which anybody adopted.
    pub last: i64,
    /// Namings among the people.
    pub ties: Ties,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub people: u32,
    /// People who adopted by the last period.
    pub adopters: u32,
    pub first: i64,
    pub last: i64,
    /// New adopters in each period from first to last.
    pub new: Vec<u32>,
}

/// Reads adoption times and ties from two tables.
///
/// # Errors
/// What is wrong with a table, with its line; nobody adopted; everybody in one period; times that
/// are no periods.
pub fn read(people: &Table, ties: &Table, reading: &Reading, times: &Times) -> Result<Adoption, FitError> {
    let column = people.column(&times.column)?;
    let ids = People::read(people, &reading.id)?;
    let mut time = Vec::with_capacity(people.rows.len());
    let mut never_seen = times.never.is_none();
    for row in &people.rows {
        let field = row.fields.get(column).map_or("", String::as_str);
        if missing(field) {
            time.push(None);
            continue;
        }
        let expected = "a period as a whole number, or nothing for who had not adopted";
        let value = people.number(row, column, expected)?;
        if value.fract() != 0.0 || value.abs() > 1e15 {
            return Err(people.bad(row, column, expected));
        }
        let value = value as i64;
        never_seen |= times.never == Some(value);
        let open = times.never == Some(value) || times.censored_from.is_some_and(|c| value >= c);
        time.push((!open).then_some(value));
    }
    if let (false, Some(never)) = (never_seen, times.never) {
        let (path, column) = (people.path.clone(), times.column.clone());
        return Err(FitError::NeverAbsent { path, column, never });
    }
    let ties = Ties::read(ties, &ids, reading)?;
    Adoption::new(time, times.censored_from.map(|c| c - 1), ties)
}

impl Adoption {
    /// Adoption times as they are known; `last` is the last period observed, where it is not that of
    /// the last adoption.
    ///
    /// # Errors
    /// If nobody adopted, if everybody who did so did in one period, if there are too many periods.
    pub fn new(time: Vec<Option<i64>>, last: Option<i64>, ties: Ties) -> Result<Adoption, FitError> {
        let known = || time.iter().flatten().copied();
        let (Some(first), Some(latest)) = (known().min(), known().max()) else {
            return Err(FitError::NobodyAdopted);
        };
        let last = last.map_or(latest, |l| l.max(latest));
        if first == latest {
            return Err(FitError::OnePeriod { period: first });
        }
        if last - first >= MOST_PERIODS {
            return Err(FitError::TooManyPeriods { first, last, most: MOST_PERIODS });
        }
        Ok(Adoption { time, first, last, ties })
    }

    pub fn people(&self) -> u32 {
        self.time.len() as u32
    }

    /// Number of periods observed, T.
    pub fn periods(&self) -> usize {
        (self.last - self.first + 1) as usize
    }

    /// A period as a number in 0..1: (t − first) / (T − 1).
    pub fn scaled(&self, period: i64) -> f64 {
        (period - self.first) as f64 / (self.last - self.first) as f64
    }

    pub fn counts(&self) -> Counts {
        let mut new = vec![0; self.periods()];
        for t in self.time.iter().flatten() {
            new[(t - self.first) as usize] += 1;
        }
        Counts { people: self.people(), adopters: new.iter().sum(), first: self.first, last: self.last, new }
    }
}
