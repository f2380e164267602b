//! The rows of the pack, part by part.

mod adoption;
mod bass;
mod branching;
mod cascade;
mod engine;
mod epidemic;
mod formula;
mod luck;
mod meeting;
mod network;
mod threshold;

use super::{Proof, Row};

/// All rows, in order.
pub(super) fn all() -> Vec<Row> {
    [
        cascade::rows(),
        branching::rows(),
        epidemic::rows(),
        bass::rows(),
        threshold::rows(),
        formula::rows(),
        network::rows(),
        meeting::rows(),
        adoption::rows(),
        engine::rows(),
        luck::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A row that is played.
macro_rules! row {
    ($id:literal, $part:expr, $title:literal, $source:literal, $scenes:expr, $figures:expr) => {
        Row { id: $id, part: $part, title: $title, source: $source, proof: Proof::Scenes($scenes, $figures) }
    };
}

/// A row with a way of its own.
macro_rules! own {
    ($id:literal, $part:expr, $title:literal, $source:literal, $prove:expr) => {
        Row { id: $id, part: $part, title: $title, source: $source, proof: Proof::Own($prove) }
    };
}
use {own, row};

/// The seed of a scene is person 0.
const FIRST: &str = "count = 1\npick = { list = [0] }";

/// A channel on which everybody tells all their ties once, in the round after adopting.
fn told_with(p: f64) -> String {
    format!("acts = \"all\"\nprobability = {p}")
}
