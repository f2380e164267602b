//! What tables read of a study, beside its results: dates, levels and names.

use std::ops::Deref;

use jiff::ToSpan;

use crate::report::column::{self, Context};
use crate::study::Results;
use crate::study::summary::{Level, levels};
use crate::units::StrategyId;

/// A study as tables read it.
pub struct Source<'a> {
    results: &'a Results,
    pub(super) levels: Vec<Level>,
    dates: Vec<String>,
}

impl Deref for Source<'_> {
    type Target = Results;

    fn deref(&self) -> &Results {
        self.results
    }
}

impl<'a> Source<'a> {
    /// A study that is done.
    pub fn new(results: &'a Results) -> Source<'a> {
        // Empty beyond the calendar.
        let date = |day: u32| results.plan.start.checked_add(i64::from(day).days()).map(|d| d.to_string());
        let dates = (0..=results.plan.horizon_days()).map(|day| date(day).unwrap_or_default()).collect();
        Source { results, levels: levels(&results.plan), dates }
    }

    /// The name of a strategy.
    pub(super) fn strategy(&self, strategy: StrategyId) -> &str {
        &self.plan.strategies[strategy].name
    }

    /// The calendar date of a day up to the horizon.
    pub(super) fn date(&self, day: u32) -> &str {
        self.dates.get(day as usize).map_or("", String::as_str)
    }
}

/// Tables of a study.
pub enum Study {}

impl Context for Study {
    type Of<'a> = Source<'a>;
}

/// A table of a study.
pub type Table<R> = column::Table<Study, R>;
