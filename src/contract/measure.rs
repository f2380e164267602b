//! What a tactic did, as numbers that can be read: each kind of tactic names its measures.

use super::account::Follow;
use super::enlist::Enlisted;

/// A number that a kind of tactic tells about itself, week by week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure {
    /// What is measured.
    pub name: &'static str,
    /// Its unit.
    pub unit: &'static str,
    /// What the value of a week is made of.
    pub of: Of,
}

/// What the value of a week is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// The sum of what the tactic says in its ticks.
    Sum,
    /// The mean of what the tactic says, over the ticks in which it says something.
    Mean,
    /// Acts of taking part in it, as the engine counts them.
    Acts,
    /// Acts of taking part that were handled.
    Handled,
    /// Things that people made by taking part.
    Made,
    /// Acts of people who take part without owning the product.
    Entries,
    /// Friends whom these acts annoyed.
    Annoyed,
    /// Owners who will not take part again.
    Declined,
    /// Suggestions of owners that are built.
    Built,
    /// Acts of talk that it caused.
    Talk,
    /// Codes that it let owners give.
    Given,
    /// Codes opened by people who pass them on.
    Opened,
    /// Owners won by acts that it caused.
    Won,
    /// What happens between its account and people.
    Account(Follow),
    /// What became of people whom it chose.
    People(Enlisted),
}

impl Measure {
    /// A measure by name, unit and what its weeks are made of.
    pub const fn new(name: &'static str, unit: &'static str, of: Of) -> Measure {
        Measure { name, unit, of }
    }

    /// Whether weeks add up to a total.
    pub fn adds_up(&self) -> bool {
        self.of != Of::Mean
    }
}

/// What a tactic did over a run, of each of its measures in order: medians over runs.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Did {
    /// Sum over all weeks; the mean over them where weeks do not add up.
    pub total: f64,
    /// A day of the last whole week; the last week with a value, where weeks do not add up.
    pub last: f64,
}
