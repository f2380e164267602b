//! Assumed numbers: those written with a range.
//!
//! Plain data; see `plan` for what always holds.

use serde::Serialize;

/// How a number is written and meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Unit {
    /// A share of 1; may be written as a percentage.
    Share,
    /// A number without a unit, or per the unit its name says.
    Number,
    /// An amount in the scenario's currency.
    Money,
    /// A whole number.
    Count,
    /// A duration such as `"30d"`, in days.
    Days,
}

/// An assumed number: the value stated, and the range it is believed to lie in.
///
/// One assumption, however often it is written: places where a tactic of the same name says the same
/// value and range of the same key are one, and drawn once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Assumption {
    /// What it goes by: `talk.organic_r`, or a tactic's name and key, `ads.talk_lift`.
    pub name: String,
    /// The name that keys its draws: the one it first had.
    pub drawn_as: String,
    /// Dotted keys of all places it stands in, in the order read.
    pub keys: Vec<String>,
    /// The stated value.
    pub value: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
    /// Whether it is drawn evenly in its logarithm.
    pub logarithmic: bool,
    /// What it counts; of people and things only whole numbers make sense.
    pub unit: Unit,
    /// Why this range.
    pub why: Option<String>,
}

/// The assumptions that readers ask about first, by the end of their names, and what they mean.
const WELL_KNOWN: [(&str, &str); 2] = [
    ("talk.organic_r", "people won per owner without tactics"),
    ("cold_cac", "cost of a customer won by ads alone"),
];

impl Assumption {
    /// The place among the assumptions that readers ask about first, and what it means to them.
    pub fn well_known(&self) -> Option<(usize, &'static str)> {
        let place = WELL_KNOWN.iter().position(|(end, _)| self.name.ends_with(end))?;
        Some((place, WELL_KNOWN[place].1))
    }
}

impl Unit {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Share => "share",
            Unit::Number => "number",
            Unit::Money => "money",
            Unit::Count => "whole number",
            Unit::Days => "days",
        }
    }
}

impl Assumption {
    /// The value at a share of the way through the range: `low + u·(high − low)`, or
    /// `low·(high/low)^u` where it is drawn in its logarithm; rounded where only whole numbers
    /// make sense.
    pub fn at(&self, u: f64) -> f64 {
        let value = if self.logarithmic {
            self.low * libm::pow(self.high / self.low, u)
        } else {
            self.low + u * (self.high - self.low)
        };
        let value = if self.unit == Unit::Count { value.round() } else { value };
        value.clamp(self.low, self.high)
    }

    /// The share of the way through the range at which a value lies; 0.5 where the range is a point.
    pub fn share(&self, value: f64) -> f64 {
        if self.high <= self.low {
            0.5
        } else if self.logarithmic {
            libm::log(value / self.low) / libm::log(self.high / self.low)
        } else {
            (value - self.low) / (self.high - self.low)
        }
    }
}
