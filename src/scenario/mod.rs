//! Scenario files: text as written → the plan it means.
//!
//! Text is parsed into a tree that knows the place of each value (`tree`), overrides are laid
//! over it (`sets`), strategies are brought into shape (`shape`), and each part is read with its
//! defaults and ranges (`market`, `network`, `channels`, …, by `section`, from `keys` and `declare`). All
//! problems are reported at once.
//!
//! Always true: what `load` returns without problems cannot fail in a run, and its resolved text
//! loads again to an equal plan.
//!
//! The only place that names `toml`.

mod builtin;
mod channels;
mod compare;
pub mod declare;
mod degrees;
mod grammar;
mod key;
mod keys;
mod market;
pub mod media;
mod money;
mod moved;
mod network;
pub mod plan;
mod problem;
mod quantity;
mod section;
mod seeds;
mod sets;
mod shape;
pub mod spec;
mod strategies;
mod tactics;
mod talk;
mod top;
mod tree;
mod unknown;

use std::collections::BTreeMap;
use std::path::Path;

pub use grammar::{defaults_page, schema};
pub use plan::Plan;
pub use problem::{Place, Problem, Problems};

use grammar::Grammar;
use problem::{At, Source, line_and_column};
use section::Context;
use spec::Registry;

/// What a scenario has to know of an edge list.
pub struct EdgeFacts {
    /// Number of people who stand in it.
    pub people: u32,
    /// Whether its lines have a third column.
    pub third_column: bool,
    /// Whether an id stands in it, for seeds that are listed.
    pub has: Box<dyn Fn(&str) -> bool>,
}

/// Why an edge list cannot be read, such as `line 3: "x" is no number`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct EdgeProblem(pub String);

/// A scenario that can be run.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// What it means.
    pub plan: Plan,
    /// What should be looked at, though it can be run.
    pub warnings: Problems,
    /// Every key with its value, as a scenario that loads to the same plan. File names stand as
    /// written: relative to the folder of the scenario they came from.
    pub resolved: String,
    /// The text as it was read.
    pub text: String,
    /// The name it was read by, and the overrides laid over it: what it takes to read it again.
    pub reading: Reading,
}

/// How a scenario was read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// Name shown in front of places; its folder is where edge lists are looked for.
    pub origin: String,
    /// Overrides, each `KEY=VALUE`.
    pub sets: Vec<String>,
    /// The kinds of tactics it may use.
    pub registry: Registry,
}

impl Loaded {
    /// The resolved scenario as it reads from the folder `to`: edge lists are named by the way that
    /// leads from there to the file, so that the text loads again where it lies.
    ///
    /// `origin` is the path the scenario was loaded from.
    pub fn resolved_in(&self, origin: &Path, to: &Path) -> String {
        moved::resolved(self, origin.parent().unwrap_or(Path::new("")), to)
    }
}

/// Reads a scenario file, lays `sets` (each `KEY=VALUE`) over it and checks all of it.
///
/// `probe` looks into an edge list; it is handed the path resolved against the scenario's folder.
///
/// # Errors
/// All problems at once, each with its place; one without an excerpt if the file cannot be read.
pub fn load(
    path: &Path,
    sets: &[String],
    registry: &Registry,
    probe: &dyn Fn(&Path) -> Result<EdgeFacts, EdgeProblem>,
) -> Result<Loaded, Problems> {
    let origin = path.to_string_lossy();
    match std::fs::read_to_string(path) {
        Ok(text) => parse(&text, &origin, sets, registry, probe),
        Err(error) => {
            let source = Source { name: origin.to_string(), text: String::new() };
            let cx = Context { sources: vec![source], ..Context::default() };
            let at = At { source: 0, start: 0, end: 0 };
            let help = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                std::io::ErrorKind::InvalidData => "it is not UTF-8 text".to_owned(),
                _ => error.to_string(),
            };
            cx.problem(at, "", "the scenario cannot be read", help);
            Err(Problems::new(cx.problems.into_inner(), cx.sources, false))
        }
    }
}

/// Reads a scenario from text; `origin` is the file name shown in front of places, and its folder
/// is where edge lists are looked for.
///
/// # Errors
/// All problems at once, each with its place.
pub fn parse(
    text: &str,
    origin: &str,
    sets: &[String],
    registry: &Registry,
    probe: &dyn Fn(&Path) -> Result<EdgeFacts, EdgeProblem>,
) -> Result<Loaded, Problems> {
    read(text, origin, sets, registry, BTreeMap::new(), probe)
}

impl Loaded {
    /// The plan of the same scenario in which assumed numbers have other values, by their names;
    /// what is not named keeps its stated value.
    ///
    /// # Errors
    /// Where such values cannot stand together, as the problems of the file that would say so.
    pub fn with(
        &self,
        values: BTreeMap<String, f64>,
        probe: &dyn Fn(&Path) -> Result<EdgeFacts, EdgeProblem>,
    ) -> Result<Plan, Problems> {
        let Reading { origin, sets, registry } = &self.reading;
        read(&self.text, origin, sets, registry, values, probe).map(|loaded| loaded.plan)
    }
}

fn read(
    text: &str,
    origin: &str,
    sets: &[String],
    registry: &Registry,
    draws: BTreeMap<String, f64>,
    probe: &dyn Fn(&Path) -> Result<EdgeFacts, EdgeProblem>,
) -> Result<Loaded, Problems> {
    let mut sources = vec![Source { name: origin.to_owned(), text: text.to_owned() }];
    sources.push(Source { name: "defaults".to_owned(), text: builtin::TEXT.to_owned() });
    sources.extend(sets.iter().map(|set| Source { name: "--set".to_owned(), text: set.clone() }));
    let cx = Context { sources, draws, grammar: Grammar::new(registry.clone()), ..Context::default() };

    let (mut tree, syntax) = tree::parse(text, 0);
    builtin::fill(&mut tree, 1);
    for position in 0..sets.len() {
        sets::apply(&cx, &mut tree, position + 2);
    }
    let folder = Path::new(origin).parent().unwrap_or(Path::new(""));
    let stem = Path::new(origin).file_stem().map_or("scenario".into(), |s| s.to_string_lossy());
    let plan = top::read(&cx, &tree, &stem, folder, probe);

    hush(&cx, text, &syntax);
    let Context { sources, problems, warnings, resolved, .. } = cx;
    let problems = Problems::new(problems.into_inner(), sources.clone(), false);
    match plan {
        Some(plan) if problems.is_empty() => Ok(Loaded {
            plan,
            warnings: Problems::new(warnings.into_inner(), sources, true),
            resolved: resolved.into_inner(),
            text: text.to_owned(),
            reading: Reading { origin: origin.to_owned(), sets: sets.to_vec(), registry: registry.clone() },
        }),
        _ => Err(problems),
    }
}

/// Adds the syntax errors and takes away what only follows from them: problems on the same lines,
/// and all others if a table header is broken, because its keys then seem to stand elsewhere.
fn hush(cx: &Context, text: &str, syntax: &[(At, String)]) {
    if syntax.is_empty() {
        return;
    }
    let line_of = |at: &At| line_and_column(text, at.start).0;
    let lines: Vec<usize> = syntax.iter().map(|(at, _)| line_of(at)).collect();
    let broken_header =
        lines.iter().any(|line| text.lines().nth(line - 1).is_some_and(|l| l.trim_start().starts_with('[')));
    cx.problems
        .borrow_mut()
        .retain(|p| !broken_header && (p.at.source != 0 || !lines.contains(&line_of(&p.at))));
    for (at, message) in syntax {
        let before = text.get(..at.start).and_then(|t| t.lines().last()).unwrap_or("");
        let after = text.get(at.start..).and_then(|t| t.lines().next()).unwrap_or("");
        let nothing = after.trim_start().is_empty() || after.trim_start().starts_with('#');
        // The parser only says that it expected a quoted text here.
        let missing = before.trim_end().ends_with('=') && nothing;
        let message = if missing { "the value is missing" } else { message };
        cx.problem(*at, "", format!("this is not TOML: {message}"), "");
    }
}
