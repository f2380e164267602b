//! Pajek: `*Vertices`, `*Arcs`, `*Edges` and their lists.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use super::builder::Builder;
use crate::delimited::{Separator, record};
use crate::network::import::error::ImportError;
use crate::network::import::numbered::Found;

/// Whether a text is a Pajek network.
pub(super) fn is_pajek(begin: &[u8]) -> bool {
    let word =
        |word: &str| begin.len() >= word.len() && begin[..word.len()].eq_ignore_ascii_case(word.as_bytes());
    word("*vertices") || word("*network")
}

/// What the lines of a section are.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Vertices,
    Arcs,
    Edges,
    ArcsList,
    EdgesList,
    Other,
}

/// Reads a network.
pub(super) fn read(text: &[u8], path: &Path) -> Result<Found, ImportError> {
    let mut network = Builder::default();
    let mut labels = HashMap::new();
    let (mut section, mut arcs, mut edges) = (Section::Other, Vec::new(), Vec::new());
    let (mut at, mut line, mut fields) = (0, 0u64, Vec::new());
    while at < text.len() {
        line += 1;
        let whole = crate::network::import::line::line_at(text, at).0;
        let wrong = |expected: &str| ImportError::bad_line(path, line, whole, expected);
        let begin = at;
        at = record(text, begin, Separator::Spaces, &mut fields).map_err(|_| wrong("a closing quote"))?;
        let words: Vec<Cow<str>> = fields.iter().map(|f| String::from_utf8_lossy(f)).collect();
        let Some(first) = words.first().filter(|f| !f.starts_with('%')) else { continue };
        if let Some(name) = first.strip_prefix('*') {
            section = match name.to_lowercase().as_str() {
                "vertices" => {
                    let number = |i: usize| words.get(i).and_then(|w| w.parse::<u32>().ok());
                    let count = number(1).ok_or_else(|| wrong("the number of vertices"))?;
                    if number(2).is_some_and(|first_kind| first_kind < count) {
                        let reason = "it is a Pajek network of two kinds of node; ties join people: tie those who share a thing";
                        return Err(ImportError::unreadable(path, reason));
                    }
                    network.numbered(count, text, path)?;
                    Section::Vertices
                }
                "arcs" => Section::Arcs,
                "edges" => Section::Edges,
                "arcslist" => Section::ArcsList,
                "edgeslist" => Section::EdgesList,
                "matrix" => {
                    return Err(ImportError::unreadable(
                        path,
                        "it is a Pajek matrix; expected *Arcs or *Edges",
                    ));
                }
                _ => Section::Other,
            };
            continue;
        }
        let person = |i: usize| words.get(i).and_then(|id| network.known(id));
        match section {
            Section::Other => {}
            Section::Vertices => {
                let person = person(0).ok_or_else(|| wrong("the number of a vertex"))?;
                labels.extend(words.get(1).map(|label| (person, label.trim().to_owned())));
            }
            Section::Arcs | Section::Edges => {
                let (Some(from), Some(to)) = (person(0), person(1)) else {
                    return Err(wrong("two numbers of vertices"));
                };
                let weight = match words.get(2) {
                    Some(word) => {
                        Some(word.parse::<f32>().map_err(|_| wrong("a number in the third place"))?)
                    }
                    None => None,
                };
                if section == Section::Arcs {
                    arcs.push((from, to, weight))
                } else {
                    edges.push((from, to, weight))
                }
            }
            Section::ArcsList | Section::EdgesList => {
                let from = person(0).ok_or_else(|| wrong("numbers of vertices"))?;
                for i in 1..words.len() {
                    let to = person(i).ok_or_else(|| wrong("numbers of vertices"))?;
                    let list = if section == Section::ArcsList { &mut arcs } else { &mut edges };
                    list.push((from, to, None));
                }
            }
        }
    }
    let undirected = arcs.is_empty();
    for (from, to, weight) in edges {
        network.tie(from, to, weight);
        if !undirected {
            network.tie(to, from, weight);
        }
    }
    arcs.into_iter().for_each(|(from, to, weight)| network.tie(from, to, weight));
    network.rename(&labels);
    Ok(network.found("a Pajek network", undirected))
}
