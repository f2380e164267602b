//! `[media]`: what bought attention costs and does, the same for ads and events everywhere.

use super::declare::{ANY, Section, TINY, key_of, table};
use crate::contract::Audience;

table! {
    /// What bought impressions do and cost.
    #[derive(Copy)]
    pub struct Media in ["media"] {
        /// Price of a thousand impressions; assumed.
        pub cpm: f64 = Money 40 in 0.001..=1e9, plausible 20 to 80;
        /// Cost of an adopter bought by a fresh impression while nobody talks; assumed.
        pub cold_cac: f64 = Money 200 in 0.001..=ANY, plausible 50 to 1_000;
        /// Share of people the media reach; assumed.
        pub reachable: f64 = Share 0.8 in TINY..=1.0;
        /// Chance that an impression makes aware; assumed.
        pub aware: f64 = Share 0.2, plausible 0.05 to 0.5;
        /// Impressions a head that halve an impression's force; assumed.
        pub wear_out_at: f64 = Number 10 in TINY..=1e9, plausible 5 to 30, was "wear";
    }
}

impl Media {
    /// The media of one tactic: the common ones, but for what it says itself.
    pub fn of_tactic(s: &Section<'_>, common: &Media) -> Media {
        let own = |name, common| s.maybe(key_of(Media::ITEMS, name)).unwrap_or(common);
        Media {
            cpm: own("cpm", common.cpm),
            cold_cac: own("cold_cac", common.cold_cac),
            reachable: own("reachable", common.reachable),
            aware: own("aware", common.aware),
            wear_out_at: own("wear_out_at", common.wear_out_at),
        }
    }

    /// Price of one impression.
    pub fn impression_price(&self) -> f64 {
        self.cpm / 1_000.0
    }

    /// The audience of its impressions: an impression on a reachable person costs
    /// CPM/1000, and a fresh one must win a person at `cold_cac` while nobody talks.
    pub fn audience(&self) -> Audience {
        Audience {
            reachable: self.reachable,
            aware: self.aware,
            wear_out_at: self.wear_out_at,
            force: self.impression_price() / self.cold_cac,
        }
    }
}
