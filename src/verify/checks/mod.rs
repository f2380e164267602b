//! The checks of the pack, part by part.

mod adoption;
mod bass;
mod branching;
mod cascade;
mod engine;
mod epidemic;
mod formula;
mod luck;
mod network;
mod published_models;
mod threshold;

use super::check::Check;

/// All checks, in order.
pub(super) fn all() -> Vec<Check> {
    [
        ("Independent cascade", cascade::checks()),
        ("Branching and percolation", branching::checks()),
        ("Epidemic and rumour", epidemic::checks()),
        ("Bass", bass::checks()),
        ("Thresholds", threshold::checks()),
        ("Trees and queues", formula::checks()),
        ("Networks", network::checks()),
        ("Published agent models", published_models::checks()),
        ("Adoption data", adoption::checks()),
        ("Engine", engine::checks()),
        ("Engine", luck::checks()),
    ]
    .into_iter()
    .flat_map(|(part, checks)| checks.into_iter().map(move |check| check.of(part)))
    .collect()
}
