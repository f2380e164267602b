//! Files as bytes, unpacked where they are packed.

use std::path::Path;

use super::error::ImportError;
use crate::delimited::gunzipped;

/// What is looked for where an edge list is missing.
pub(super) const EDGE_LIST: &str = "an edge list: two ids a line, plain or gzip";

/// All bytes of a file, unpacked if its name ends in `.gz`; `wanted` says what it should hold.
pub(crate) fn bytes_of(path: &Path, wanted: &str) -> Result<Vec<u8>, ImportError> {
    unpacked(stored_bytes_of(path, wanted)?, path)
}

/// All bytes of a file as they are stored; `wanted` says what it should hold.
pub(crate) fn stored_bytes_of(path: &Path, wanted: &str) -> Result<Vec<u8>, ImportError> {
    std::fs::read(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => ImportError::missing(path, wanted),
        _ => ImportError::unreadable(path, e),
    })
}

/// The bytes behind those of a file whose name ends in `.gz`.
pub(super) fn unpacked(bytes: Vec<u8>, path: &Path) -> Result<Vec<u8>, ImportError> {
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("gz")) {
        return Ok(bytes);
    }
    gunzipped(&bytes).map_err(|reason| ImportError::unreadable(path, reason))
}
