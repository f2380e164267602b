//! How an edge list is read where its own words are not enough.

use serde::Serialize;

/// Which columns of an edge list mean what; what is not named is found by header names, else by place.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Reading {
    /// Column of the speaker: a name of the header, or a number from 1.
    pub from: Option<String>,
    /// Column of the hearer.
    pub to: Option<String>,
    /// The third column: strengths or probabilities.
    pub weight: Option<String>,
    /// Whether talk runs from the second column to the first, as in a list of who follows whom.
    pub reverse: bool,
}
