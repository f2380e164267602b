//! What can be wrong with data to be fitted, said with its place and what would do.

use std::path::PathBuf;

use crate::network::import::ImportError;
use crate::network::rows::TooManyTies;

/// Why data cannot be read or fitted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum FitError {
    #[error(transparent)]
    File(#[from] ImportError),
    #[error(transparent)]
    TooManyTies(#[from] TooManyTies),
    #[error("{}:{line}: there is no column `{wanted}`; {hint}", path.display())]
    NoColumn { path: PathBuf, line: u64, wanted: String, hint: String },
    #[error("{}: holds no row of data", path.display())]
    NoRows { path: PathBuf },
    #[error("{}:{line}: {column} is \"{found}\"; expected {expected}", path.display())]
    BadValue { path: PathBuf, line: u64, column: String, found: String, expected: String },
    #[error("{}:{line}: id {id} stands already in line {earlier}; each person has one row", path.display())]
    Repeated { path: PathBuf, line: u64, id: String, earlier: u64 },
    #[error("{}:{line}: {column} names {id}, who is not in {}; every tie must join two people who are", path.display(), people.display())]
    UnknownId { path: PathBuf, line: u64, column: String, id: String, people: PathBuf },
    #[error("{}:{line}: period {found} follows {before}; expected {expected}: one row a period, in order, none left out", path.display())]
    Gap { path: PathBuf, line: u64, found: String, before: String, expected: String },
    #[error("{}:{line}: {words}", path.display())]
    Dates { path: PathBuf, line: u64, words: String },
    #[error("{}: there is no series `{wanted}`; {hint}", path.display())]
    NoSeries { path: PathBuf, wanted: String, hint: String },
    #[error(
        "{}: series {name} is of kind `{kind}`; Bass's model is fitted to new adopters a period (kind `new`); --stock \
         takes the differences of a stock",
        path.display()
    )]
    NotNew { path: PathBuf, name: String, kind: String },
    #[error(
        "{}:{line}: {column} falls from {before} to {found}, so people left, and the differences of a stock are not \
         its new adopters; give new adopters a period, or only the periods before it falls{}",
        path.display(),
        if *by_name { format!(" (`{column}` was taken as a stock by its name; --new if it holds new adopters)") } else { String::new() }
    )]
    StockFalls { path: PathBuf, line: u64, column: String, before: f64, found: f64, by_name: bool },
    #[error("{}: no {column} is {never}, which is said to stand for \"had not adopted\"", path.display())]
    NeverAbsent { path: PathBuf, column: String, never: i64 },
    #[error("{}: holds no series of kind `{kind}`{}", path.display(), if *kind == "new" { ", which Bass's model is fitted to" } else { "" })]
    NoneNew { path: PathBuf, kind: &'static str },
    #[error(
        "adoption times run from {first} to {last}: expected whole periods (weeks, months, years), at most {most}"
    )]
    TooManyPeriods { first: i64, last: i64, most: i64 },
    #[error("{what} has {found} periods; p, q and m need at least {needed}")]
    TooShort { what: String, found: usize, needed: usize },
    #[error("the series has no bend that p, q and m could be read from: {reason}")]
    NoBend { reason: &'static str },
    #[error("nobody adopted: there is nothing to estimate")]
    NobodyAdopted,
    #[error(
        "everybody who adopted did so in the first period ({period}): nothing can be said about time or exposure"
    )]
    OnePeriod { period: i64 },
    #[error(
        "exposure never varies: nobody at risk names an earlier adopter (or all name the same share), so its \
         coefficient cannot be estimated"
    )]
    NoExposure,
    #[error(
        "no estimate exists: {column} separates adopters from the others, so its coefficient grows without end \
         (separation)"
    )]
    Separation { column: String },
    #[error("the estimates did not converge: {reason}")]
    NotConverged { reason: String },
}

impl FitError {
    /// Whether the data are in order but hold no estimate, rather than being unreadable as asked.
    pub fn is_about_the_estimate(&self) -> bool {
        matches!(
            self,
            FitError::TooShort { .. }
                | FitError::NoBend { .. }
                | FitError::NobodyAdopted
                | FitError::OnePeriod { .. }
                | FitError::NoExposure
                | FitError::Separation { .. }
                | FitError::NotConverged { .. }
        )
    }

    /// Whether its words begin with the file that it is about.
    pub fn names_a_file(&self) -> bool {
        !self.is_about_the_estimate()
            && !matches!(self, FitError::TooManyPeriods { .. } | FitError::TooManyTies(_))
    }
}
