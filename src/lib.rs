//! Groundswell: does word of mouth carry a product from 100 seed users to a million, under which
//! strategy, how surely, how fast and for what money?
//!
//! Data takes one road: scenario → plan → world → run → records → summary → output.

pub mod contract;
pub mod delimited;
pub mod engine;
mod facade;
pub mod fit;
pub mod hints;
pub mod report;
pub mod rng;
pub mod rules;
pub mod scenario;
pub mod statistics;
pub mod stats;
pub mod study;
pub mod tactic;
pub mod units;
pub mod verify;
pub mod world;

pub use facade::Study;
pub use study::Results;

use std::path::Path;

use sha2::{Digest, Sha256};

use scenario::plan::Column;
use scenario::{EdgeFacts, EdgeProblem, Loaded, Problems};
use study::play::draws::{self, Cases, Purpose, Setting};
use study::play::plan_selection::TRIALS;
use world::import::Imports;

/// Reads a scenario file; edge lists it names are read into `imports` once.
///
/// # Errors
/// Every mistake of the file at once.
pub fn load(path: &Path, sets: &[String], imports: &Imports) -> Result<Loaded, Problems> {
    scenario::load(path, sets, &tactic::registry(), &|file| edge_facts(imports, file))
}

/// Reads a scenario from text; `origin` is the path it would have.
///
/// # Errors
/// Every mistake of the text at once.
pub fn parse(text: &str, origin: &str, sets: &[String], imports: &Imports) -> Result<Loaded, Problems> {
    parse_with(&tactic::registry(), text, origin, sets, imports)
}

/// The same with other kinds of tactics, such as those that come with the program and one's own:
/// `tactic::registry().with::<ClubNights>()`.
///
/// # Errors
/// Every mistake of the text at once.
pub fn parse_with(
    registry: &scenario::spec::Registry,
    text: &str,
    origin: &str,
    sets: &[String],
    imports: &Imports,
) -> Result<Loaded, Problems> {
    scenario::parse(text, origin, sets, registry, &|file| edge_facts(imports, file))
}

fn edge_facts(imports: &Imports, file: &Path) -> Result<EdgeFacts, EdgeProblem> {
    let list = imports.read(file).map_err(|e| EdgeProblem(e.to_string()))?;
    Ok(EdgeFacts {
        people: list.people,
        third_column: imports.read_column(file, Column::Strength).is_ok(),
        has: Box::new(move |id| list.person(id).is_some()),
    })
}

/// The plan of a scenario in one drawn setting: every assumed number at its place in its range.
///
/// # Errors
/// Where the values drawn cannot stand together.
pub fn in_setting(loaded: &Loaded, setting: &[f64], imports: &Imports) -> Result<scenario::Plan, Problems> {
    let values = loaded.plan.assumptions.iter().zip(setting).map(|(a, u)| (a.name.clone(), a.at(*u)));
    loaded.with(values.collect(), &|file| edge_facts(imports, file))
}

/// Everything that a run of a scenario may play: the stated plan, its drawn settings, and those on
/// which plans are chosen.
///
/// # Errors
/// Where values drawn from the ranges cannot stand together.
pub fn cases(loaded: &Loaded, imports: &Imports) -> Result<Cases, Problems> {
    let stated = &loaded.plan;
    let draw = |purpose, number| -> Result<Setting, Problems> {
        let position = draws::position(&stated.assumptions, stated.seed, purpose, number);
        let plan = in_setting(loaded, &position, imports)?;
        Ok(Setting { position, plan })
    };
    let compare = &stated.compare;
    let most = match compare.settings {
        0 => 0,
        least => least.max(if compare.until_decided { compare.at_most } else { 0 }),
    };
    let trials = if stated.strategies.iter().any(|s| !s.plans.is_empty()) { TRIALS } else { 0 };
    let training = |number| {
        if compare.settings > 0 {
            draw(Purpose::Training, number)
        } else {
            Ok(Setting { position: Vec::new(), plan: stated.clone() })
        }
    };
    Ok(Cases {
        stated: stated.clone(),
        drawn: (0..most).map(|i| draw(Purpose::Judging, i)).collect::<Result<_, _>>()?,
        training: (0..trials).map(training).collect::<Result<_, _>>()?,
    })
}

/// Fingerprint of all that changes results but the number of runs and settings: the plan, the version and the
/// bytes of imported networks, as a hexadecimal SHA-256.
pub fn fingerprint(plan: &scenario::plan::Plan, imports: &Imports) -> String {
    let mut plan = plan.clone();
    let compare = &mut plan.compare;
    (compare.runs, compare.runs_per_setting, compare.settings) = (0, 0, 0);
    (compare.until_decided, compare.at_most) = (false, 0);
    let mut hash = Sha256::new();
    hash.update(env!("CARGO_PKG_VERSION"));
    for layer in &mut plan.layers {
        if let scenario::plan::LayerKind::Import { file, column } = &mut layer.kind {
            if let Ok(list) = imports.read_column(file, *column) {
                list.stand_in(&mut |bytes| hash.update(bytes));
            }
            // What counts is the network, not where it lies or what it is called.
            *file = std::path::PathBuf::new();
        }
    }
    hash.update(format!("{plan:?}"));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
