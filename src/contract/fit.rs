//! Fit: how easily the product convinces different people, while a strategy is focused.

use super::Segments;
use crate::units::TacticId;

/// A focus in one tick; several multiply.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FitToday {
    /// The tactic.
    pub tactic: TacticId,
    /// The people that the product is made for.
    pub segments: Segments,
    /// How many times as easily they are convinced.
    pub inside: f64,
    /// The same of everybody else.
    pub outside: f64,
    /// Force of paid and own views relative to a plain display.
    pub display: f64,
    /// Products among which all work is split.
    pub products: f64,
}
