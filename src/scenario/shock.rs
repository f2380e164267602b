//! Shocks to the quality of the product: `[[product.shock]]`.

use jiff::civil::Date;

use super::declare::{LONG, Section, TINY, Word, table};
use super::{listed, moment};

table! {
    /// A shock to the quality of the product, and the way back.
    #[derive(Copy)]
    pub struct Shock in ["product.shock"], with (start: Date) {
        /// Day on which it comes; or `per_year`.
        pub at: Option<f64> = Moment, by |s, key| moment::day(s, key, start);
        /// Such shocks a year, at moments that are drawn anew in each run and are the same for all strategies; or `at`.
        pub per_year: Option<f64> = Number in 0.0..=365.0;
        /// What it does to the share of owners who are satisfied; assumed.
        pub quality: f64 = Number -0.2 in -1.0..=0.0, plausible -0.4 to -0.05;
        /// Time in which half of it is made good; assumed.
        pub recovers_in: f64 = Days "26w" in TINY..=LONG, plausible "4w" to "104w";
    }
}

impl Shock {
    /// Quality lost so many days after it came.
    pub fn left(&self, days: f64) -> f64 {
        -self.quality * libm::exp2(-days / self.recovers_in)
    }
}

/// Reads the shocks to a product.
pub(super) fn shocks(s: &Section<'_>, key: &'static Word, start: Date) -> Vec<Shock> {
    listed::tables(s, key, "[[product.shock]]", |inner| {
        match (inner.has("at"), inner.has("per_year")) {
            (false, false) => inner.problem("", "does not say when", "add at = … or per_year = …"),
            (true, true) => inner.problem("per_year", "stands beside at", "take one of them away"),
            _ => {}
        }
        Shock::read(inner, start)
    })
}
