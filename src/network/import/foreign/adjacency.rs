//! Adjacency lists: a person a line, with those that the person is tied to.

use std::path::Path;

use super::builder::Builder;
use crate::delimited::Comments;
use crate::network::import::error::ImportError;
use crate::network::import::line::{line_at, parts};
use crate::network::import::numbered::Found;

/// Whether a file is called as an adjacency list.
pub(super) fn is_named_so(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.ends_with(".adjlist") || name.ends_with(".adj")
}

/// Reads a network.
pub(super) fn read(text: &[u8], path: &Path) -> Result<Found, ImportError> {
    let mut network = Builder::default();
    let mut at = 0;
    while at < text.len() {
        let (line, next) = line_at(text, at);
        at = next;
        if line.is_empty() || Comments::Network.has(line) {
            continue;
        }
        let line: Vec<u8> =
            line.iter().map(|b| if matches!(b, b',' | b';' | b':') { b' ' } else { *b }).collect();
        let mut names = parts(&line, false).map(String::from_utf8_lossy);
        let Some(first) = names.next() else { continue };
        let from = network.person(&first);
        for name in names {
            let to = network.person(&name);
            network.tie(from, to, None);
        }
    }
    if network.people() == 0 {
        return Err(ImportError::Empty { path: path.to_path_buf() });
    }
    let mut found = network.found("an adjacency list", false);
    found.said[0] =
        "It was read as an adjacency list: from the first of a line to each of the others.".into();
    Ok(found)
}
