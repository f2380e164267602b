//! Reads `[layers]`: the social networks, and asks the importer about edge lists.

use std::path::Path;

use super::degrees;
use super::grammar::words::{self, LAYER_KINDS as KINDS};
use super::keys;
use super::plan::{Column, Layer, LayerKind};
use super::section::{Context, Section};
use super::tree::{self, Table};
use super::{EdgeFacts, EdgeProblem};

/// What an edge list is asked through.
pub(super) type Probe<'a> = &'a dyn Fn(&Path) -> Result<EdgeFacts, EdgeProblem>;

/// The layers, and what is known of the imported ones (by position).
#[derive(Default)]
pub(super) struct Network {
    /// Layers in the order of the file.
    pub layers: Vec<Layer>,
    /// Facts of each edge list.
    pub facts: Vec<Option<EdgeFacts>>,
}

impl Network {
    /// Number of people in the edge lists, if there is one.
    pub fn imported(&self) -> Option<u32> {
        self.facts.iter().flatten().map(|f| f.people).next()
    }

    /// Names of the layers.
    pub fn names(&self) -> Vec<&str> {
        self.layers.iter().map(|l| l.name.as_str()).collect()
    }
}

/// Reads all layers; relative file names are resolved against `folder`.
pub(super) fn read(top: &Section<'_>, folder: &Path, probe: Probe<'_>) -> Network {
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
        let (layer, facts) = layer(&s, &entry.key, folder, probe);
        if let (Some(first), Some(this)) = (network.imported(), facts.as_ref().map(|f| f.people))
            && first != this
        {
            s.problem("import", format!("has {this} people"), format!("an earlier edge list has {first}"));
        }
        network.layers.push(layer);
        network.facts.push(facts);
        s.write(&header);
    }
    network
}

fn layer(s: &Section<'_>, name: &str, folder: &Path, probe: Probe<'_>) -> (Layer, Option<EdgeFacts>) {
    let written: Vec<&str> = KINDS.into_iter().filter(|k| s.has(k)).collect();
    KINDS.iter().for_each(|k| s.allow(k));
    let mut facts = None;
    let mut directed_in_import = None;
    let kind = match written.as_slice() {
        [] => {
            s.problem("", "does not say how its ties come about", format!("add one of {}", KINDS.join(", ")));
            LayerKind::Complete
        }
        ["import"] => import(s, folder, probe, &mut facts, &mut directed_in_import),
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
    let friends = matches!(kind, LayerKind::SmallWorld { .. } | LayerKind::Communities { .. });
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
    (Layer { name: name.to_owned(), kind, same_city, same_segment, directed }, facts)
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
        "small_world" => {
            let degree = inner.number(&keys::DEGREE) as u32;
            if degree % 2 == 1 {
                inner.problem(
                    "degree",
                    format!("is {degree}"),
                    format!("a ring has as many neighbours on either side: write {}", degree + 1),
                );
            }
            LayerKind::SmallWorld { degree, rewire: inner.number(&keys::REWIRE) }
        }
        "power_law" => LayerKind::PowerLaw {
            mean: inner.number(&keys::MEAN_FOLLOWERS),
            exponent: inner.number(&keys::EXPONENT),
        },
        "random" => LayerKind::Random { mean: inner.number(&keys::MEAN_TIES) },
        "degrees" => LayerKind::Degrees { law: degrees::read(&inner) },
        _ => LayerKind::Communities {
            size: inner.number(&keys::COMMUNITY) as u32,
            bridges: inner.number(&keys::BRIDGES),
        },
    };
    s.close(key, inner);
    made
}

fn import(
    s: &Section<'_>,
    folder: &Path,
    probe: Probe<'_>,
    facts: &mut Option<EdgeFacts>,
    directed: &mut Option<bool>,
) -> LayerKind {
    let inner = s.table_or_empty("import");
    let file = inner.maybe_text("file");
    if let Some(file) = &file {
        match probe(&folder.join(file)) {
            Ok(found) => *facts = Some(found),
            Err(EdgeProblem(message)) => inner.problem("file", format!("is {}", tree::quoted(file)), message),
        }
    } else if !inner.has("file") {
        inner.problem("", "names no file", "add file = \"…\", an edge list");
    }
    let has_third = facts.as_ref().is_none_or(|f| f.third_column);
    let usual = if facts.is_some() && has_third { "strength" } else { "none" };
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
    LayerKind::Import { file: folder.join(file.unwrap_or_default()), column }
}

/// Checks that a layer can be drawn with this many people.
pub(super) fn check_sizes(cx: &Context, layers: &Table, network: &Network, people: u32) {
    for (entry, layer) in layers.entries.iter().filter(|e| e.node.table().is_some()).zip(&network.layers) {
        let (needs, kind) = match &layer.kind {
            LayerKind::SmallWorld { degree, .. } => (f64::from(*degree) + 1.0, "small_world"),
            LayerKind::PowerLaw { mean, .. } => (mean + 1.0, "power_law"),
            LayerKind::Random { mean } => (mean + 1.0, "random"),
            LayerKind::Communities { size, .. } => (f64::from(*size), "communities"),
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
