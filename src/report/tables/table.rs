//! A table of a study, and what its cells ask the results for: names and dates.

use jiff::ToSpan;

use crate::report::column;
pub(super) use crate::report::column::columns;
pub(super) use crate::study::Results;
pub(super) use crate::units::StrategyId;

/// A table of a study.
pub type Table<R> = column::Table<Results, R>;

impl Results {
    /// The name of a strategy.
    pub(super) fn strategy(&self, strategy: StrategyId) -> &str {
        &self.plan.strategies[strategy].name
    }

    /// The calendar date of a day; empty beyond the calendar.
    pub(super) fn date(&self, day: u32) -> String {
        let date = self.plan.start.checked_add(i64::from(day).days());
        date.map(|d| d.to_string()).unwrap_or_default()
    }
}
