//! `[service]`: the service that every strategy has.

use super::declare::{LONG, TINY, table};

table! {
    /// The service floor, the same for every strategy.
    pub struct Service in ["service"] {
        /// Service heads per 100,000 owners; assumed.
        pub staff_per_100_000: f64 = Number 6 in 0.0..=100_000.0;
        /// Wage per head and month; assumed.
        pub wage_per_month: f64 = Money 9_000 in 0.0..=1e9;
        /// Promised answer time; from the 15 minutes that firms with fast service promise.
        pub promise_days ["promise"]: f64 = Days "15m" in TINY..=LONG;
        /// Share of troubles told to the company; assumed.
        pub voiced: f64 = Share 0.4, plausible 0.1 to 0.7;
        /// Chance that an answer without a wait restores satisfaction; assumed.
        pub recovery: f64 = Share 0.6;
        /// Complaints of an owner who told of a trouble and got no answer within the promise, relative to
        /// one who said nothing to the company; neutral: as many.
        pub ignored: f64 = Number 1 in 1.0..=100.0, plausible 1 to 4;
        /// Wait that cuts recovery by e; assumed.
        pub patience_days ["patience"]: f64 = Days "4h" in TINY..=LONG, plausible "15m" to "48h";
        /// Tickets a head settles per day; from 150 replies per service engineer and day.
        pub tickets_per_head_day: f64 = Number 150 in TINY..=1e6;
    }
}
