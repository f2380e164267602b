//! Matrix Market: the entries of a square matrix are ties from its row to its column.

use std::path::Path;

use crate::delimited::{Comments, NumberStyle, Separator, line_of, whole};
use crate::network::import::error::ImportError;
use crate::network::import::header::Columns;
use crate::network::import::line::{Form, line_at};
use crate::network::import::numbered::{Found, numbered};
use crate::network::import::third::Third;

/// Reads a matrix (Boisvert, Pozo & Remington 1996, *The Matrix Market Exchange Formats*).
pub(super) fn read(text: &[u8], path: &Path) -> Result<Found, ImportError> {
    let refused =
        |reason: &str| Err(ImportError::unreadable(path, format!("it is a Matrix Market file {reason}")));
    let begin = text.len() - text.trim_ascii_start().len();
    let (header, mut at) = line_at(text, begin);
    let header = String::from_utf8_lossy(header).to_lowercase();
    let words: Vec<&str> = header.split_whitespace().skip(1).collect();
    let has = |word: &str| words.contains(&word);
    if has("array") {
        return refused("that lists a whole matrix (array); expected its entries (coordinate)");
    }
    if has("complex") {
        return refused("of complex numbers; expected whole or real ones, or a pattern");
    }
    let (pattern, symmetric) = (has("pattern"), has("symmetric"));
    let mut size = None;
    while at < text.len() && size.is_none() {
        let (line, next) = line_at(text, at);
        if !line.is_empty() && !line.starts_with(b"%") {
            let numbers: Option<Vec<i64>> =
                line.split(u8::is_ascii_whitespace).filter(|f| !f.is_empty()).map(whole).collect();
            match numbers.as_deref() {
                Some([rows, columns, entries]) => size = Some((*rows, *columns, *entries)),
                _ => {
                    let expected = "the size of the matrix: rows, columns, entries";
                    return Err(ImportError::bad_line(path, line_of(text, at), line, expected));
                }
            }
        }
        at = next;
    }
    let Some((rows, columns, entries)) = size else {
        return Err(ImportError::Empty { path: path.to_path_buf() });
    };
    if rows != columns {
        return refused(&format!(
            "of {rows} rows and {columns} columns, which are two kinds of thing; expected a square one, whose rows and \
             columns are the same people"
        ));
    }
    let begin = at.min(text.len());
    let form = Form {
        bytes: text,
        separator: Separator::Spaces,
        comments: Comments::Network,
        columns: Columns { ends: [0, 1], third: (!pattern).then_some(2), passed: None },
        fields: if pattern { 2 } else { 3 },
        example: line_of(text, begin),
        numbers: true,
        quoted: false,
        style: NumberStyle::Plain,
        braces: false,
    };
    let slip = |slip: crate::network::import::line::Slip| {
        ImportError::bad_line(path, line_of(text, slip.at), line_at(text, slip.at).0, &slip.expected)
    };
    let body = &text[begin..];
    let read = numbered(&form, &super::super::parse::chunks(body)).map_err(slip)?;
    let Some(mut found) = read.filter(|found| !found.ties.is_empty() || found.self_loops > 0) else {
        return Err(ImportError::Empty { path: path.to_path_buf() });
    };
    let lines = found.ties.len() as u64 + found.self_loops;
    if lines != entries as u64 {
        return refused(&format!("that states {entries} entries and holds {lines}; it is not whole"));
    }
    let direction = if symmetric { "symmetric: undirected" } else { "general: from row to column" };
    found
        .said
        .push(format!("It was read as a Matrix Market file ({direction}); who has no entry is not counted."));
    found.undirected = symmetric;
    let line = |at: usize| line_of(text, at);
    found.third = found.value.as_deref().map(|values| Third::new(None, values, found.unfit, &form, line));
    Ok(found)
}
