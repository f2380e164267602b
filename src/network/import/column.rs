//! What the third column of an edge list means.

use serde::Serialize;

/// What the third column of an edge list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Column {
    /// There is none, or it is ignored.
    None,
    /// Strength of the tie, times the channel's weight.
    Strength,
    /// The tie's own probability of convincing.
    Probability,
}
