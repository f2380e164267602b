//! Trivial Graph Format: a person a line (id, label), a line with `#` alone, then a tie a line.

use std::collections::HashMap;
use std::path::Path;

use super::builder::Builder;
use crate::delimited::line_of;
use crate::network::import::error::ImportError;
use crate::network::import::line::{lines, parts};
use crate::network::import::numbered::Found;

/// Reads a graph.
pub(super) fn read(text: &[u8], path: &Path) -> Result<Found, ImportError> {
    let mut network = Builder::default();
    let mut labels = HashMap::new();
    let (mut ties, mut bare) = (false, 0);
    for (at, line) in lines(text) {
        let words: Vec<_> = parts(line, false).map(String::from_utf8_lossy).collect();
        match &words[..] {
            [] => {}
            [mark] if mark == "#" => ties = true,
            [id, label @ ..] if !ties => {
                let person = network.person(id);
                if !label.is_empty() {
                    labels.insert(person, label.join(" "));
                }
            }
            words => {
                let end = |i: usize| words.get(i).and_then(|id| network.known(id));
                let (Some(from), Some(to)) = (end(0), end(1)) else {
                    let expected = "two ids that stand above the line with #";
                    return Err(ImportError::bad_line(path, line_of(text, at), line, expected));
                };
                let weight: Option<f32> = words.get(2).and_then(|word| word.parse().ok());
                bare += u64::from(words.len() > 2 && weight.is_none());
                network.tie(from, to, weight);
            }
        }
    }
    if !ties {
        let reason = "a TGF file lists people, then a line with # alone, then ties; it has no such line";
        return Err(ImportError::unreadable(path, reason));
    }
    network.rename(&labels);
    let mut found = network.found("TGF", false);
    if bare > 0 && found.value.is_none() {
        found.said.push("What stands behind the ties is no number and was passed over.".into());
    }
    Ok(found)
}
