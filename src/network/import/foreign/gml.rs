//! GML: nested lists of keys and values in brackets.

use std::collections::HashMap;
use std::path::Path;

use super::builder::Builder;
use crate::network::import::error::ImportError;
use crate::network::import::numbered::Found;

/// Whether a text is GML.
pub(super) fn is_gml(begin: &[u8]) -> bool {
    let begin = &begin[..begin.len().min(1 << 14)];
    let mut words = begin.split(|b| b.is_ascii_whitespace() || *b == b'[').filter(|w| !w.is_empty());
    let opens = memchr::memmem::find_iter(begin, b"graph")
        .any(|at| begin[at + 5..].trim_ascii_start().starts_with(b"["));
    let first = words.next().unwrap_or_default();
    let known = [&b"graph"[..], b"creator", b"version", b"comment", b"#"]
        .iter()
        .any(|w| first.eq_ignore_ascii_case(w));
    opens && known
}

/// The words of a text, with their lines: names, numbers, texts in quotes, brackets.
struct Words<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Words<'t> {
    fn next(&mut self) -> Option<&'t [u8]> {
        let rest = self.text[self.at..].trim_ascii_start();
        self.at = self.text.len() - rest.len();
        match rest.first()? {
            b'#' => {
                self.at += memchr::memchr(b'\n', rest).unwrap_or(rest.len());
                self.next()
            }
            b'[' | b']' => self.take(1),
            b'"' => {
                let end = memchr::memchr(b'"', &rest[1..]).map_or(rest.len(), |end| end + 2);
                self.take(end)
            }
            _ => self.take(
                rest.iter()
                    .position(|b| b.is_ascii_whitespace() || matches!(b, b'[' | b']'))
                    .unwrap_or(rest.len()),
            ),
        }
    }

    fn take(&mut self, length: usize) -> Option<&'t [u8]> {
        let word = &self.text[self.at..self.at + length];
        self.at += length;
        Some(word)
    }
}

/// Reads a network (Himsolt 1997, *GML: A portable graph file format*).
pub(super) fn read(text: &[u8], path: &Path) -> Result<Found, ImportError> {
    let mut network = Builder::default();
    let (mut undirected, mut labels) = (true, HashMap::new());
    let mut words = Words { text, at: 0 };
    // Lists that are open, and the keys of the innermost node or edge.
    let mut open: Vec<String> = Vec::new();
    let mut keys: HashMap<String, String> = HashMap::new();
    let mut edges: Vec<[String; 2]> = Vec::new();
    let mut weights: Vec<Option<f32>> = Vec::new();
    while let Some(word) = words.next() {
        let at = words.at.saturating_sub(1);
        // The line is only counted where something is wrong.
        let wrong =
            |expected: &str| ImportError::bad_line(path, crate::delimited::line_of(text, at), word, expected);
        if word == b"]" {
            let closed = open.pop().ok_or_else(|| wrong("no bracket that closes what was not opened"))?;
            if open.len() == 1 && closed == "node" {
                let id = keys.get("id").ok_or_else(|| wrong("a node with an id"))?;
                let person = network.person(id);
                labels.extend(keys.get("label").map(|label| (person, label.clone())));
            } else if open.len() == 1 && closed == "edge" {
                let (Some(source), Some(target)) = (keys.get("source"), keys.get("target")) else {
                    return Err(wrong("an edge with source and target"));
                };
                edges.push([source.clone(), target.clone()]);
                let weight = ["weight", "value"].iter().find_map(|key| keys.get(*key)?.parse().ok());
                weights.push(weight);
            }
            continue;
        }
        let key = String::from_utf8_lossy(word).to_lowercase();
        let Some(value) = words.next() else { return Err(wrong("a value behind the key")) };
        if value == b"[" {
            if open.len() == 1 {
                keys.clear();
            }
            open.push(key);
            continue;
        }
        let value = String::from_utf8_lossy(value).trim_matches('"').to_owned();
        if open.len() == 1 && key == "directed" {
            undirected = value != "1";
        } else if open.len() == 2 {
            keys.insert(key, value);
        }
    }
    if !open.is_empty() {
        return Err(ImportError::unreadable(path, "it is GML that ends too early: a bracket is not closed"));
    }
    for ([source, target], weight) in edges.iter().zip(weights) {
        let (from, to) = (network.person(source), network.person(target));
        network.tie(from, to, weight);
    }
    network.rename(&labels);
    Ok(network.found("GML", undirected))
}
