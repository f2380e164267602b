//! Reads `[layers]`: the social networks, and opens the edge lists that they name.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::context::Context;
use super::declare::{TINY, Written, table};
use super::degrees::{self, DegreeLaw};
use super::grammar::words::{self, LAYER_KINDS as KINDS};
use super::keys;
use super::section::Section;
use super::tree::{self, Table};
use crate::network::import::{Column, EdgeList, Imports};

/// The layers, and the edge lists of the imported ones.
#[derive(Default)]
pub struct Network {
    /// Layers in the order of the file.
    pub layers: Vec<Layer>,
    /// Edge lists that could be read.
    pub lists: Vec<Arc<EdgeList>>,
}

impl Network {
    /// Number of people in the edge lists, if there is one.
    pub fn imported(&self) -> Option<u32> {
        self.lists.first().map(|list| list.people)
    }

    /// Names of the layers.
    pub fn names(&self) -> Vec<&str> {
        self.layers.iter().map(|l| l.name.as_str()).collect()
    }
}

/// A social network.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Layer {
    /// Name used by channels.
    pub name: String,
    /// How its ties come about.
    pub kind: LayerKind,
    /// Share of redrawn or drawn ties that stay in the same city.
    pub same_city: f64,
    /// Share of redrawn or drawn ties that stay in the same segment.
    pub same_segment: f64,
    /// Whether ties run one way, from speaker to hearer.
    pub directed: bool,
}

/// How the ties of a layer come about.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum LayerKind {
    /// Watts–Strogatz: a ring of `degree` neighbours (even), each tie rewired with `rewire`.
    SmallWorld(SmallWorld),
    /// Configuration model with P(degree = k) ∝ k^−exponent, scaled to a mean.
    PowerLaw(PowerLaw),
    /// Erdős–Rényi: every pair tied with the same chance.
    Random(Random),
    /// Cliques of `size` people, with `bridges` of each person's ties led outside.
    Communities(Communities),
    /// Configuration model with a stated law of degrees.
    Degrees {
        /// The law.
        law: DegreeLaw,
    },
    /// Everybody is tied to everybody; never stored.
    Complete,
    /// An edge list.
    Import {
        /// Path, resolved against the scenario's folder.
        file: PathBuf,
        /// Meaning of a third column.
        column: Column,
    },
}

table! {
    /// A ring of neighbours, with some ties rewired (Watts and Strogatz 1998).
    #[derive(Copy)]
    pub struct SmallWorld in ["layers.*.small_world"] {
        /// Ring neighbours in a small world; from the core circle of friends and family, about 14
        /// (Dunbar's layers of 5 and 15).
        pub degree: u32 = Count 14 in 2.0..=10_000.0, by |s, key| {
            let degree = u32::read(s, key);
            if degree % 2 == 1 {
                let help = format!("a ring has as many neighbours on either side: write {}", degree + 1);
                s.problem("degree", format!("is {degree}"), help);
            }
            degree
        };
        /// Share of ties rewired; from the small-world regime, which is near (Watts and Strogatz 1998).
        pub rewire: f64 = Share 0.06;
    }
}

table! {
    /// Configuration model with P(degree = k) ∝ k^−exponent, scaled to a mean.
    #[derive(Copy)]
    pub struct PowerLaw in ["layers.*.power_law"] {
        /// Mean number of followers; assumed.
        pub mean: f64 = Number 20 in TINY..=10_000.0;
        /// Exponent of the law of followers; from follower networks as measured.
        pub exponent: f64 = Number 2.3 in 2.001..=10.0, plausible 2.1 to 2.7;
    }
}

table! {
    /// Erdős–Rényi: every pair tied with the same chance.
    #[derive(Copy)]
    pub struct Random in ["layers.*.random"] {
        /// Mean number of ties; assumed.
        pub mean: f64 = Number 10 in TINY..=10_000.0;
    }
}

table! {
    /// Circles in which everybody knows everybody, with a few ties out.
    #[derive(Copy)]
    pub struct Communities in ["layers.*.communities"] {
        /// People in a community; assumed.
        pub size: u32 = Count 10 in 2.0..=10_000.0;
        /// Share of ties leading out of the community; assumed.
        pub bridges: f64 = Share 0.1;
    }
}

/// Reads all layers; relative file names are resolved against `folder`.
pub(super) fn read(top: &Section<'_>, folder: &Path, imports: &Imports) -> Network {
    let mut network = Network::default();
    let Some(tables) = top.table("layers") else { return network };
    for entry in &tables.table.entries {
        let path = tables.name(&entry.key);
        let Some(table) = entry.node.table() else {
            let text = format!("is {}", entry.node.describe());
            top.cx.problem(entry.node.at, &path, text, "it must be a table, such as [layers.friends]");
            continue;
        };
        let header = format!("[{path}]");
        let s = Section::new(top.cx, table, path, entry.at);
        let (layer, list) = layer(&s, &entry.key, folder, imports);
        if let (Some(first), Some(this)) = (network.imported(), list.as_ref().map(|list| list.people))
            && first != this
        {
            s.problem("import", format!("has {this} people"), format!("an earlier edge list has {first}"));
        }
        network.layers.push(layer);
        network.lists.extend(list);
        s.write(&header);
    }
    network
}

fn layer(s: &Section<'_>, name: &str, folder: &Path, imports: &Imports) -> (Layer, Option<Arc<EdgeList>>) {
    let written: Vec<&str> = KINDS.into_iter().filter(|k| s.has(k)).collect();
    KINDS.iter().for_each(|k| s.allow(k));
    let mut list = None;
    let mut directed_in_import = None;
    let kind = match written.as_slice() {
        [] => {
            s.problem("", "does not say how its ties come about", format!("add one of {}", KINDS.join(", ")));
            LayerKind::Complete
        }
        ["import"] => import(s, folder, imports, &mut list, &mut directed_in_import),
        [kind] => generated(s, kind),
        [first, second, ..] => {
            s.problem(second, format!("stands beside {first}"), "a layer has one kind; take one away");
            LayerKind::Complete
        }
    };
    let is_import = matches!(kind, LayerKind::Import { .. });
    let directed = match directed_in_import {
        Some(directed) if !s.has("directed") => {
            s.record("directed", directed.to_string());
            directed
        }
        _ => s.flag(&words::DIRECTED),
    };
    // Friends live near and are alike; followers and random ties are strangers.
    let friends = matches!(kind, LayerKind::SmallWorld(_) | LayerKind::Communities(_));
    let homophily = |key: &'static keys::Key| {
        if is_import && s.has(key.name) {
            s.problem(key.name, "is written beside an import", "take it away: the file says who knows whom");
            s.allow(key.name);
            return 0.0;
        }
        if matches!(kind, LayerKind::Complete) && s.maybe(key).is_some_and(|v| v > 0.0) {
            s.problem(key.name, "is written for a complete layer", "take it away: everybody knows everybody");
        }
        if is_import || matches!(kind, LayerKind::Complete) {
            return 0.0;
        }
        s.number_or(key, if friends { key.default_value().0 } else { 0.0 })
    };
    let same_city = homophily(&keys::SAME_CITY);
    let same_segment = homophily(&keys::SAME_SEGMENT);
    (Layer { name: name.to_owned(), kind, same_city, same_segment, directed }, list)
}

fn generated(s: &Section<'_>, kind: &str) -> LayerKind {
    if kind == "complete" {
        // `complete = true` or an empty table: there is nothing to set.
        let ok = s.table.get("complete").is_some_and(|n| {
            matches!(n.value, tree::Value::Flag(true)) || n.table().is_some_and(|t| t.entries.is_empty())
        });
        if !ok {
            s.problem("complete", "has settings", "write complete = true");
        }
        s.record("complete", "true");
        return LayerKind::Complete;
    }
    let key = KINDS.into_iter().find(|k| *k == kind).unwrap_or(KINDS[0]);
    let inner = s.table_or_empty(key);
    let made = match key {
        "small_world" => LayerKind::SmallWorld(SmallWorld::read(&inner)),
        "power_law" => LayerKind::PowerLaw(PowerLaw::read(&inner)),
        "random" => LayerKind::Random(Random::read(&inner)),
        "degrees" => LayerKind::Degrees { law: degrees::read(&inner) },
        _ => LayerKind::Communities(Communities::read(&inner)),
    };
    s.close(key, inner);
    made
}

fn import(
    s: &Section<'_>,
    folder: &Path,
    imports: &Imports,
    list: &mut Option<Arc<EdgeList>>,
    directed: &mut Option<bool>,
) -> LayerKind {
    let inner = s.table_or_empty("import");
    let file = inner.maybe_text("file");
    if let Some(file) = &file {
        match imports.read(&folder.join(file)) {
            Ok(found) => *list = Some(found),
            Err(error) => inner.problem("file", format!("is {}", tree::quoted(file)), error.to_string()),
        }
    } else if !inner.has("file") {
        inner.problem("", "names no file", "add file = \"…\", an edge list");
    }
    let path = folder.join(file.unwrap_or_default());
    let has_third = list.is_none() || imports.read_column(&path, Column::Strength).is_ok();
    let usual = if list.is_some() && has_third { "strength" } else { "none" };
    let column = match inner.choice_or(&words::COLUMN, usual) {
        0 => Column::None,
        1 => Column::Strength,
        _ => Column::Probability,
    };
    if column != Column::None && !has_third {
        inner.problem("column", "asks for a third column", "the edge list has two columns; take this away");
    }
    if inner.has("directed") {
        *directed = Some(inner.flag(&words::IMPORT_DIRECTED));
    }
    // `directed` is resolved beside the import.
    let lines: Vec<_> = inner.finish().into_iter().filter(|(k, _)| k != "directed").collect();
    s.record("import", tree::inline(&lines));
    LayerKind::Import { file: path, column }
}

/// Checks that a layer can be drawn with this many people.
pub(super) fn check_sizes(cx: &Context, layers: &Table, network: &Network, people: u32) {
    for (entry, layer) in layers.entries.iter().filter(|e| e.node.table().is_some()).zip(&network.layers) {
        let (needs, kind) = match &layer.kind {
            LayerKind::SmallWorld(SmallWorld { degree, .. }) => (f64::from(*degree) + 1.0, "small_world"),
            LayerKind::PowerLaw(PowerLaw { mean, .. }) => (mean + 1.0, "power_law"),
            LayerKind::Random(Random { mean }) => (mean + 1.0, "random"),
            LayerKind::Communities(Communities { size, .. }) => (f64::from(*size), "communities"),
            LayerKind::Degrees { law } => (degrees::most(law) + 1.0, "degrees"),
            LayerKind::Complete | LayerKind::Import { .. } => continue,
        };
        if needs > f64::from(people) {
            let at = entry.node.table().and_then(|t| t.get(kind)).map_or(entry.at, |n| n.at);
            let key = format!("layers.{}.{kind}", tree::key(&entry.key));
            let text = format!("needs at least {} people", needs.ceil());
            cx.problem(at, &key, text, format!("there are only {people}"));
        }
    }
}
