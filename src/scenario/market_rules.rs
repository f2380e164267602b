//! `[market]`: what happens in the market beside the strategies. The people and ties of a world do not depend on it.

use jiff::civil::Date;

use super::arrivals::{Arrivals, arrivals};
use super::declare::{Form, TINY, choice, table};
use super::rival::{RivalPlan, rival};
use super::trend::{Trend, hours, trends};

table! {
    /// What happens in the market beside the strategies, the same for all of them.
    #[derive(Default)]
    pub struct MarketRules in ["market"], with (start: Date, horizon: f64, rival_per_day: f64) {
        /// Topics of the day on which more is seen of what is posted on feeds; by default none.
        pub trends ["trend"]: Vec<Trend> = Form (Form::List(&Form::Table("market.trend"))),
            by |s, key| trends(s, key, start);
        /// How much people talk at each hour of the day, 24 numbers of mean 1 from midnight on, where ticks are shorter
        /// than a day, and how many are about to see an own post of an `hour`; neutral: at all hours alike.
        pub day: Vec<f64> = Form (Form::Either(&[Form::Word(&["even"]), Form::List(&Form::Amount)])) "even",
            by |s, key| hours(s, key);
        /// Product posts a reader sees per day on all feeds together, posts of the company among them, that halve
        /// attention on each of them; by default each feed has an `attention` of its own.
        pub attention: Option<f64> = Number in TINY..=1e6, or ["per channel"];
        /// A rival product; by default there is none.
        pub rival: Option<RivalPlan> = Form (Form::Table("market.rival")), by |s, key| rival(s, key.name, start, rival_per_day);
        /// Owners who come with something else; by default none.
        pub arrivals: Vec<Arrivals> = Form (Form::List(&Form::Table("market.arrivals"))),
            by |s, key| arrivals(s, key, start, horizon);
        /// Who needs what tactics open to take part in: anybody alike, or the segments in their order; neutral: anybody.
        pub need: Need = Word "alone";
    }
}

choice! {
    /// Who needs what tactics open to take part in.
    #[derive(Default)]
    pub enum Need {
        /// Anybody, whatever the segment.
        #[default]
        Alone = "alone",
        /// The first segments before the others.
        WithSegment = "with segment",
    }
}
