//! Numbers that are marked assumed and carry no range.
//!
//! Plain data; see `plan` for what always holds.

use serde::Serialize;

use super::Unit;

/// A number that nobody has measured and that carries no range: one, however often it is written.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unranged {
    /// What it goes by: `talk.overlap`, or a tactic's name and key, `ads.aware`.
    pub name: String,
    /// Dotted keys of all places it stands in, in the order read.
    pub keys: Vec<String>,
    /// The stated value.
    pub value: f64,
    /// Lower end of what is worth trying.
    pub low: f64,
    /// Upper end of what is worth trying.
    pub high: f64,
    /// What it counts.
    pub unit: Unit,
}

impl Unranged {
    /// The name under which another value takes its place; no number with a range goes by it.
    pub fn drawn_as(&self) -> String {
        format!("{} without a range", self.name)
    }
}
