//! Owners who come with something else, such as a phone that carries the product: `[[market.arrivals]]`.

use jiff::civil::Date;
use serde::Serialize;

use super::daily::{self, Daily, Span};
use super::declare::{Key, Section, Word, table};
use super::{listed, moment};

table! {
    /// Owners who come with something else.
    pub struct Arrivals in ["market.arrivals"], with (start: Date, horizon: f64) {
        /// Day from which they come; by default the first.
        pub from: f64 = Moment, by |s, key| moment::day(s, key, start).unwrap_or(0.0);
        /// Owners a day, or a table of numbers over time.
        pub per_day: PerDay = Number in 0.0..=1e9, or_table "strategy.tactic.spend",
            by |s, key| per_day(s, key, Span { start, begins: 0.0, horizon });
        /// Growth of that number a week; neutral: none.
        pub grows_per_week: f64 = Number 0 in -1.0..=10.0, plausible -0.05 to 0.1;
    }
}

/// How many come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum PerDay {
    /// So many a day.
    Rate(f64),
    /// Numbers by day.
    Table(Daily),
}

impl Arrivals {
    /// Owners who come in `[day, day + days)`.
    pub fn between(&self, day: f64, days: f64) -> f64 {
        match &self.per_day {
            PerDay::Rate(_) if day + 1e-9 < self.from => 0.0,
            PerDay::Rate(rate) => rate * days * libm::pow(1.0 + self.grows_per_week, (day - self.from) / 7.0),
            PerDay::Table(daily) => daily.between(day.max(self.from), day + days),
        }
    }
}

fn per_day(s: &Section<'_>, key: &'static Key, span: Span) -> PerDay {
    if let Some(daily) = daily::amounts(s, key.name, span) {
        if s.has("grows_per_week") {
            s.problem(
                "grows_per_week",
                "stands beside a table",
                "the table says how many come; take one away",
            );
        }
        return PerDay::Table(daily);
    }
    if !s.has(key.name) {
        s.problem("", "does not say how many come", "add per_day = …");
    }
    PerDay::Rate(s.maybe(key).unwrap_or(0.0))
}

/// Reads all of them.
pub(super) fn arrivals(s: &Section<'_>, key: &'static Word, start: Date, horizon: f64) -> Vec<Arrivals> {
    listed::tables(s, key, "[[market.arrivals]]", |inner| Arrivals::read(inner, start, horizon))
}
