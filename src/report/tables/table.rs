//! A table of a study, and what its cells ask the results for: names and dates.

use jiff::ToSpan;

use crate::report::column;
pub(super) use crate::report::column::columns;
pub(super) use crate::study::Results;
pub(super) use crate::units::{Day, StrategyId};

/// A table of a study.
pub type Table<R> = column::Table<Results, R>;

impl Results {
    /// The name of a strategy.
    pub(super) fn strategy(&self, strategy: StrategyId) -> &str {
        &self.plan.strategies[strategy].name
    }

    /// The calendar date of a time; empty beyond the calendar.
    pub(super) fn date(&self, day: impl Into<Day>) -> String {
        let date = self.plan.start.checked_add((day.into().0.floor() as i64).days());
        date.map(|d| d.to_string()).unwrap_or_default()
    }
}
