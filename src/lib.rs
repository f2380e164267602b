//! Groundswell: does word of mouth carry a product from 100 seed users to a million, under which
//! strategy, how surely, how fast and for what money?
//!
//! Data takes one road: scenario → plan → world → run → records → summary → output.

pub mod engine;
pub mod rng;
pub mod rules;
pub mod scenario;
pub mod stats;
pub mod study;
pub mod tactic;
pub mod units;
pub mod world;

use std::path::Path;

use scenario::plan::Column;
use scenario::{EdgeFacts, EdgeProblem, Loaded, Problems};
use world::import::Imports;

/// Reads a scenario file; edge lists it names are read into `imports` once.
///
/// # Errors
/// Every mistake of the file at once.
pub fn load(path: &Path, sets: &[String], imports: &Imports) -> Result<Loaded, Problems> {
    scenario::load(path, sets, &|file| edge_facts(imports, file))
}

/// Reads a scenario from text; `origin` is the path it would have.
///
/// # Errors
/// Every mistake of the text at once.
pub fn parse(text: &str, origin: &str, sets: &[String], imports: &Imports) -> Result<Loaded, Problems> {
    scenario::parse(text, origin, sets, &|file| edge_facts(imports, file))
}

fn edge_facts(imports: &Imports, file: &Path) -> Result<EdgeFacts, EdgeProblem> {
    let list = imports.read(file).map_err(|e| EdgeProblem(e.to_string()))?;
    Ok(EdgeFacts {
        people: list.people,
        third_column: imports.read_column(file, Column::Strength).is_ok(),
        has: Box::new(move |id| list.person(id).is_some()),
    })
}
