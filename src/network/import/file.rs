//! Files as bytes: opened once, so that pipes and FIFOs are read whole.

use std::io::{ErrorKind, Read};
use std::path::Path;

use super::error::ImportError;
use super::saved::is_saved;
use crate::delimited;

/// What is looked for where an edge list is missing.
pub(super) const EDGE_LIST: &str = "an edge list: two ids a line, plain or gzip";

/// The content of a file as it is stored.
pub(super) enum Content {
    /// A network in its binary form, in a file that can be opened again.
    Saved,
    /// All bytes, of a file that can be opened again or of a pipe that cannot.
    Bytes { bytes: Vec<u8>, regular: bool },
}

/// All bytes of a file or pipe as they are stored; `wanted` says what it should hold.
pub(crate) fn stored_bytes_of(path: &Path, wanted: &str) -> Result<Vec<u8>, ImportError> {
    delimited::read_all(path).map_err(|e| refused(e, path, wanted))
}

/// The content of a file or pipe that should hold an edge list or a saved network.
pub(super) fn content(path: &Path) -> Result<Content, ImportError> {
    let refused = |e: std::io::Error| refused(e, path, EDGE_LIST);
    let mut file = delimited::open(path).map_err(refused)?;
    let mut bytes = Vec::new();
    if file.regular {
        file.inner.by_ref().take(64).read_to_end(&mut bytes).map_err(refused)?;
        if is_saved(&bytes) {
            return Ok(Content::Saved);
        }
    }
    let bytes = delimited::rest_of(&mut file, bytes).map_err(refused)?;
    Ok(Content::Bytes { bytes, regular: file.regular })
}

fn refused(e: std::io::Error, path: &Path, wanted: &str) -> ImportError {
    match e.kind() {
        ErrorKind::NotFound => ImportError::missing(path, wanted),
        _ => ImportError::unreadable(path, e),
    }
}
