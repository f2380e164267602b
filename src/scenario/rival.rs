//! A rival product: `[market.rival]`.

use jiff::civil::Date;

use super::declare::{Section, table};
use super::moment;
use crate::contract::When;

table! {
    /// A rival product, which has no people of its own in the network.
    pub struct RivalPlan in ["market.rival"], with (start: Date) {
        /// When it enters: a date, a duration from the start, or a condition on our own figures for one that copies
        /// what goes well, such as "active >= 100_000"; by default on the first day.
        pub enters: When = Trigger, by |s, key| moment::when(s, key.name, start).unwrap_or(When::Day(0.0));
        /// Hazard per day at which it wins whoever is undecided, with nobody talking of it; assumed.
        pub p: f64 = Number 0.0003 in 0.0..=1.0, plausible 0 to 0.001;
        /// The same that its owners add by talking, where everybody had it; from the usual q of durables, 0.38 a year
        /// (Sultan, Farley & Lehmann 1990).
        pub q: f64 = Number 0.001 in 0.0..=100.0, plausible 0 to 0.003;
        /// Share of its owners who are satisfied; assumed: as ours.
        pub quality: f64 = Share 0.75;
        /// Returns a year of each whom it took, for each 1 by which our quality is above its own; neutral: none.
        pub returns_per_year: f64 = Number 0 in 0.0..=365.0, plausible 0 to 2;
    }
}

/// Reads the rival of a market, which does not stand beside a constant rate.
pub(super) fn rival(s: &Section<'_>, key: &'static str, start: Date, constant: f64) -> Option<RivalPlan> {
    let inner = s.table(key)?;
    let rival = RivalPlan::read(&inner, start);
    s.close(key, inner);
    if constant > 0.0 {
        s.problem("rival_per_day", "stands beside market.rival", "write p in market.rival instead");
    }
    Some(rival)
}
