//! `[product]`: what owners experience.

use jiff::civil::Date;

use super::declare::{Form, LONG, table};
use super::shock::{Shock, shocks};

table! {
    /// What owners experience.
    pub struct Product in ["product"], with (start: Date) {
        /// Share of new owners who are satisfied; assumed.
        pub satisfied: f64 = Share 0.75;
        /// Best share that improvements can reach, never below satisfied; assumed.
        pub satisfied_at_best: f64 = Share 0.95, by |s, key| {
            let best = s.number_or(key, key.default_value().0.max(satisfied));
            if best < satisfied {
                let help = format!("it must be at least satisfied, {satisfied}");
                s.refuse("satisfied_at_best", best, help);
            }
            best
        };
        /// Margin earned per owner; without it profit, returns and break-even are not said.
        pub margin_per_owner: Option<f64> = Money in 0.0..=1e12;
        /// Hazard per year of giving the product up; assumed.
        pub lapse_per_day ["lapse_per_year"]: f64 = Number 0.4 in 0.0..=1e6,
            by |s, key| s.number(key) / 365.0;
        /// Lapse of participants relative to other owners; assumed.
        pub lapse_participant: f64 = Number 0.7 in 0.0..=1_000.0, plausible 0.7 to 1;
        /// Lapse of advocates relative to other owners; assumed.
        pub lapse_advocate: f64 = Number 0.4 in 0.0..=1_000.0, plausible 0.4 to 1;
        /// Lapse of aggrieved owners relative to other owners; assumed.
        pub lapse_aggrieved: f64 = Number 3 in 0.0..=1_000.0;
        /// Troubles per day of an owner at quality 0; from 20 % of the 10 service messages a follower
        /// sends a year, which come from a product at 0.75.
        pub trouble_per_day: f64 = Number 0.02 in 0.0..=1_000.0;
        /// Mean time between being convinced and having it; assumed.
        pub delay_days ["delay"]: f64 = Days "3d" in 0.0..=LONG, plausible "0d" to "30d";
        /// Shocks to quality, each with its way back; by default none.
        pub shocks ["shock"]: Vec<Shock> = Form (Form::List(&Form::Table("product.shock"))),
            by |s, key| shocks(s, key, start);
        /// How much the product shows: new owners post e^{0.8·visible} times as often, and all owners use a share button
        /// that many times as often; neutral: not at all.
        pub visible: f64 = Share 0, plausible 0 to 1;
    }
}

impl Product {
    /// Whether an owner may be dissatisfied.
    pub fn may_disappoint(&self) -> bool {
        self.satisfied < 1.0 || self.shocks.iter().any(|shock| shock.quality < 0.0)
    }

    /// Factor of what shows on how often it is shown.
    pub fn shown(&self) -> f64 {
        libm::exp(0.8 * self.visible)
    }
}
