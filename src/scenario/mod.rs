//! Scenario files: text as written → the plan it means.
//!
//! Text is parsed into a tree that knows the place of each value (`tree`), overrides are laid
//! over it (`overrides`), strategies are brought into shape (`inheritance`), and each part is read with its
//! defaults and ranges (`market`, `network`, `channels`, …, as `declare` declares it). All
//! problems are reported at once.
//!
//! Always true: a scenario that is read without problems cannot fail in a run, and its resolved text
//! loads again to an equal plan.
//!
//! The only place that names `toml`.

mod accounts;
mod arrivals;
mod assumption;
mod channel_heading;
mod channels;
mod chats;
mod compare;
mod condition;
mod contacts;
mod context;
pub mod daily;
pub mod declare;
mod default_networks;
mod degrees;
mod document;
mod edits;
mod encoding;
mod grammar;
mod import_file;
mod imported;
mod inheritance;
mod key;
mod listed;
mod market;
mod market_rules;
pub mod media;
mod moment;
mod money;
mod network;
mod network_checks;
mod overrides;
mod people_file;
pub mod plan;
mod presets;
mod problem;
mod product;
mod quantity;
mod reference;
#[doc(hidden)]
pub mod registry;
mod relocate;
mod riding;
mod rival;
mod scalar;
mod section;
mod seeds;
mod service;
mod shock;
pub mod spec;
mod speech;
mod strategies;
mod syntax;
mod table_file;
mod tactics;
mod talk;
mod texts;
mod top;
mod tree;
mod trend;
mod typed;
mod unranged;
mod variant_name;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use grammar::{defaults_page, schema};
pub(crate) use market::named_segments;
pub use plan::Plan;
pub use problem::{Place, Problem, Problems};
pub use unranged::own_assumptions;

use context::Context;
use document::Document;
use grammar::{Grammar, grammar};
use plan::{LayerKind, Unranged};
use problem::Source;
use quantity::figure;
use registry::Registry;
use spec::TacticSpec;
use table_file::Files;

use crate::identity;
use crate::network::import::Imports;

/// A scenario that can be run.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// What it means at its stated values.
    pub plan: Plan,
    /// Warnings: it can be run, but these places should be looked at.
    pub warnings: Problems,
    /// What values given from outside changed beside themselves, such as a range that was dropped.
    pub changes: Vec<String>,
    /// Keys and values at which R holds, where they are not the scenario's own: `product.satisfied = 0.75`.
    pub holds_at: Vec<String>,
    /// Numbers that are marked assumed and carry no range, in the order read.
    pub unranged: Vec<Unranged>,
    /// Every key with its value, as a scenario that loads to the same plan. File names stand as
    /// written: relative to the folder of the scenario they came from.
    pub resolved: String,
    /// How each table that it names was read, in words.
    pub tables: Vec<String>,
    /// The edge lists that it names, read once.
    pub imports: Imports,
    document: Document,
    grammar: Grammar,
}

/// Reads scenarios: with these kinds of tactics, changed values and given edge lists.
#[derive(Debug, Clone)]
pub struct Reader {
    registry: Registry,
    sets: Vec<String>,
    imports: Imports,
}

impl Reader {
    /// Reads scenarios that may use these kinds of tactics.
    #[doc(hidden)]
    pub fn with_registry(registry: Registry) -> Reader {
        Reader { registry, sets: Vec::new(), imports: Imports::new() }
    }

    /// Lets scenarios use a further kind of tactic; see [`TacticSpec`].
    ///
    /// # Panics
    /// If its word is `seeding`, which replaces the seeds of a strategy.
    pub fn with_tactic<T: TacticSpec>(self) -> Reader {
        Reader { registry: self.registry.with::<T>(), ..self }
    }

    /// Changes a key, as in `talk.organic_r=0.5`.
    pub fn set(mut self, key_and_value: impl Into<String>) -> Reader {
        self.sets.push(key_and_value.into());
        self
    }

    /// Lets a path that the scenario names stand for this edge list instead of a file.
    pub fn edge_list(self, path: impl AsRef<Path>, text: impl Into<Vec<u8>>) -> Reader {
        self.imports.give(path.as_ref(), text.into());
        self
    }

    /// Uses these edge lists: those read already, and those given as bytes.
    pub fn imports(self, imports: &Imports) -> Reader {
        Reader { imports: imports.clone(), ..self }
    }

    /// Reads a scenario file and checks all of it.
    ///
    /// # Errors
    /// All problems at once, each with its place; one without an excerpt if the file cannot be read.
    pub fn load(self, path: impl AsRef<Path>) -> Result<Scenario, Problems> {
        let origin = path.as_ref().to_string_lossy();
        let help = match std::fs::read(&path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => return self.parse(&text, &origin),
                Err(error) => encoding::of(error.as_bytes()),
            },
            Err(error) => match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                std::io::ErrorKind::IsADirectory => "it is a folder; name the file in it".to_owned(),
                _ => error.to_string(),
            },
        };
        let source = Source { name: origin.to_string(), text: String::new() };
        let cx = Context { sources: vec![source].into(), ..Context::default() };
        cx.problem(problem::TOP, "", "the scenario cannot be read", help);
        Err(cx.all_problems())
    }

    /// Reads a scenario from text; `origin` is the file name shown in front of places, and its folder
    /// is where edge lists are looked for.
    ///
    /// # Errors
    /// All problems at once, each with its place.
    pub fn parse(self, text: &str, origin: &str) -> Result<Scenario, Problems> {
        let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
        let mut sources = vec![source(origin, text), source("defaults", default_networks::TEXT)];
        sources.extend(self.sets.iter().map(|set| source("--set", set)));
        let grammar = grammar(&self.registry);
        let files = Files::of(origin, &self.imports);
        let cx = Context { sources: sources.into(), grammar, files, ..Context::default() };
        let document = Document::parse(&cx, self.registry, origin, &self.imports);
        let plan = document.read(&cx, &self.imports);
        let Context {
            sources, problems, warnings, changes, unranged, resolved, grammar, tables, unread, ..
        } = cx;
        let problems =
            Problems::new(problems.into_inner(), Arc::clone(&sources), false, &unread.into_inner());
        let (holds_at, mut unranged) = (document.holds_at(), unranged.into_inner());
        unranged.retain(|number| !number.is_held(&holds_at));
        match plan {
            Some(plan) if problems.is_empty() => Ok(Scenario {
                plan,
                warnings: Problems::new(warnings.into_inner(), sources, true, &[]),
                changes: changes.into_inner(),
                holds_at,
                unranged,
                resolved: resolved.into_inner(),
                tables: tables.into_inner(),
                imports: self.imports,
                document,
                grammar,
            }),
            _ => Err(problems),
        }
    }
}

impl Scenario {
    /// The plan in which assumed numbers have other values, by their names; what is not named keeps
    /// its stated value. Everything is read from the same tree: the text is parsed once.
    ///
    /// # Errors
    /// Where such values cannot stand together, as the problems of the file that would say so.
    pub fn plan(&self, draws: BTreeMap<String, f64>) -> Result<Plan, Problems> {
        let sources = Arc::clone(&self.document.sources);
        let grammar = self.grammar.clone();
        let files = Files::of(self.origin(), &self.imports);
        let cx = Context { sources, draws, grammar, files, ..Context::default() };
        let plan = self.document.read(&cx, &self.imports);
        let problems = cx.all_problems();
        plan.filter(|_| problems.is_empty()).ok_or(problems)
    }

    /// The plan in which each assumed number lies at this share of the way through its range.
    ///
    /// # Errors
    /// As [`Scenario::plan`].
    pub fn plan_for_draw(&self, position: &[f64]) -> Result<Plan, Problems> {
        let assumptions = self.plan.assumptions.iter().zip(position);
        self.plan(assumptions.map(|(a, share)| (a.name.clone(), a.at(*share))).collect())
    }

    /// The plan in which one assumed number lies at this share of the way through its range, and all others
    /// are as stated.
    ///
    /// # Errors
    /// As [`Scenario::plan`].
    pub fn plan_with_one(&self, assumption: usize, share: f64) -> Result<Plan, Problems> {
        let a = &self.plan.assumptions[assumption];
        self.plan(BTreeMap::from([(a.name.clone(), a.at(share))]))
    }

    /// The plan in which numbers without a range have other values, all else as stated: a default that follows
    /// from one of them does not follow it.
    ///
    /// # Errors
    /// As [`Scenario::plan`].
    pub fn plan_with_unranged(&self, values: &[(&Unranged, f64)]) -> Result<Plan, Problems> {
        let mut all: BTreeMap<String, f64> = self.unranged.iter().map(|n| (n.drawn_as(), n.value)).collect();
        all.extend(values.iter().map(|(number, value)| (number.drawn_as(), *value)));
        self.plan(all)
    }

    /// A mistake that shows only when it is played, at the line of a key of the top, `talk.organic_r`, or of the
    /// nearest table above it.
    pub fn refused(&self, key: &str, text: impl Into<String>, help: impl Into<String>) -> Problems {
        self.document.refused(self.document.place(key), key, text.into(), help.into())
    }

    /// Too many seeds for a strategy, at the line that says how many.
    pub fn seeds_refused(&self, strategy: &str, asked: u32, found: usize) -> Problems {
        let (at, key) = self.document.place_of_seeds(strategy, "count");
        let found = figure(found as f64);
        let written = self.document.written(at).filter(|text| text.starts_with(|c: char| c.is_ascii_digit()));
        let asked = written.map_or_else(|| figure(f64::from(asked)), str::to_owned);
        let help = format!(
            "only {found} people can be picked that way: the others could never be won, or are no more"
        );
        self.document.refused(at, &key, format!("is {asked}"), help)
    }

    /// The name that the text was read by: the path of the scenario file.
    pub fn origin(&self) -> &str {
        &self.document.sources[0].name
    }

    /// The resolved scenario as it reads from the folder `to`: edge lists are named by the path that
    /// leads from there to the file, so that the text loads again where it lies.
    pub fn resolved_in(&self, to: &Path) -> String {
        relocate::resolved(&self.resolved, &self.plan, &self.document.folder, to)
    }

    /// The values on which talk depends that differ from those of an earlier resolved text:
    /// `product.satisfied 0.75 → 0.4`.
    pub fn talk_changes_since(&self, resolved: &str) -> Vec<String> {
        reference::changes(resolved, &self.resolved)
    }

    /// Fingerprint of all that changes results but the number of runs and settings: the plan, the
    /// version and the bytes of imported networks, as a hexadecimal SHA-256.
    pub fn fingerprint(&self) -> String {
        let mut plan = self.plan.clone();
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        self.identify(&mut plan, &mut hash);
        if let Some(reference) = &mut plan.reference {
            self.identify(reference, &mut hash);
        }
        hash.update(identity::encoding(&plan));
        identity::hexadecimal(hash)
    }

    /// Takes out of a plan what tells no result from another, and hashes its networks.
    fn identify(&self, plan: &mut Plan, hash: &mut Sha256) {
        let compare = &mut plan.compare;
        (compare.replications, compare.replications_per_setting, compare.settings) = (0, 0, 0);
        (compare.until, compare.at_most, compare.screen) = (plan::Until::Done, 0, None);
        for layer in &mut plan.layers {
            if let LayerKind::Import { file, column, reading } = &mut layer.kind {
                if let Ok(list) = self.imports.read_as(file, reading, *column) {
                    list.stand_in(&mut |bytes| hash.update(bytes));
                }
                // What counts is the network, not where it lies or what it is called.
                *file = PathBuf::new();
            }
        }
    }
}

#[cfg(test)]
mod tests;
