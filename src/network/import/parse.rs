//! Bytes of an edge list → ties of numbered people.
//!
//! The first lines decide the separator, whether there is a header, and whether ids are
//! integers; all lines after must agree, so a slip of the pen is an error with its line and not
//! a new person. Chunks cut at line ends are read in parallel; of several slips the first in the
//! file is told.

use std::path::Path;

use super::column::Column;
use super::error::ImportError;
use super::line::{Form, Slip, integer, line_at, lines};
use super::named::named;
use super::numbered::{Found, numbered};
use crate::delimited::without_mark;

/// Bytes of a chunk, about.
const CHUNK: usize = 1 << 19;

/// Cuts bytes into chunks that end with a line.
fn chunks(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut chunks = Vec::new();
    while !bytes.is_empty() {
        let rest = bytes.get(CHUNK..).unwrap_or_default();
        let end = rest.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |i| CHUNK + i + 1);
        let (chunk, after) = bytes.split_at(end);
        chunks.push(chunk);
        bytes = after;
    }
    chunks
}

/// Parses a whole file.
pub(super) fn parse(bytes: &[u8], path: &Path, column: Column) -> Result<Found, ImportError> {
    let bytes = without_mark(bytes);
    let mut peek = lines(bytes);
    let empty = || ImportError::Empty { path: path.to_path_buf() };
    let first = peek.next().ok_or_else(empty)?;
    let form = Form::of(bytes, first, column);
    let fields = form.fields(first);
    let second = peek.next();
    let header = form.is_header(&fields, second.map(|line| form.fields(line)).as_ref());
    let example = if header { second.ok_or_else(empty)? } else { first };
    let begin = form.place(example);
    let number = |at: usize| 1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64;
    let refused = |slip: Slip| {
        let line = line_at(bytes, slip.at).0.unwrap_or_default();
        ImportError::bad_line(path, number(slip.at), line, &slip.expected)
    };
    let ids = form.ids(&form.fields(example)).map_err(|expected| refused(Slip { at: begin, expected }))?;
    let chunks = chunks(&bytes[begin..]);
    if ids.iter().all(|id| integer(id).is_some()) {
        numbered(&form, &chunks, number(begin)).map_err(refused)
    } else {
        named(&form, &chunks).map_err(refused)
    }
}
