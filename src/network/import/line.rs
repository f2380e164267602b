//! One line of an edge list: its separator, its fields, and what they say.

use super::column::Column;
use crate::delimited::separator;

/// Names by which first lines are known as headers.
const HEADERS: [&str; 14] = [
    "source", "target", "from", "to", "src", "dst", "id_1", "id_2", "node_1", "node_2", "node1", "node2",
    "id1", "id2",
];

/// A line that is not a tie.
#[derive(Debug)]
pub(super) struct Slip {
    /// Where in the file it begins.
    pub(super) at: usize,
    /// What would do.
    pub(super) expected: String,
}

/// The line that begins at `at`, if it is neither empty nor a comment, and where the next begins.
pub(super) fn line_at(bytes: &[u8], at: usize) -> (Option<&[u8]>, usize) {
    let length = bytes[at..].iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len() - at);
    let line = bytes[at..at + length].trim_ascii();
    let comment = line.is_empty() || matches!(line[0], b'#' | b'%') || line.starts_with(b"//");
    ((!comment).then_some(line), at + length + 1)
}

/// The lines of a file that are neither empty nor comments.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let (line, next) = line_at(bytes, at);
            at = next;
            if line.is_some() {
                return line;
            }
        }
        None
    })
}

/// How a file is written.
pub(super) struct Form<'a> {
    /// All of it.
    bytes: &'a [u8],
    /// `None` for any run of spaces and tabs.
    pub(super) separator: Option<u8>,
    /// What the third column is wanted for.
    pub(super) column: Column,
}

/// The first three fields of a line, as far as there are any.
pub(super) type Fields<'a> = [Option<&'a [u8]>; 3];

impl<'a> Form<'a> {
    pub(super) fn of(bytes: &'a [u8], first: &[u8], column: Column) -> Form<'a> {
        let separator = separator(first);
        Form { bytes, separator, column }
    }

    /// Where in the file a piece of it stands.
    pub(super) fn place(&self, piece: &[u8]) -> usize {
        piece.as_ptr() as usize - self.bytes.as_ptr() as usize
    }

    /// The first three fields of a line.
    pub(super) fn fields<'l>(&self, line: &'l [u8]) -> Fields<'l> {
        fn take<'l>(mut parts: impl Iterator<Item = &'l [u8]>) -> Fields<'l> {
            [parts.next(), parts.next(), parts.next()]
        }
        match self.separator {
            Some(separator) => take(line.split(|b| *b == separator).map(unquoted)),
            None => take(line.split(u8::is_ascii_whitespace).filter(|part| !part.is_empty()).map(unquoted)),
        }
    }

    /// Both ids of a line.
    pub(super) fn ids<'l>(&self, fields: &Fields<'l>) -> Result<[&'l [u8]; 2], String> {
        match (fields[0], fields[1]) {
            (Some(a), Some(b)) if !a.is_empty() && !b.is_empty() => Ok([a, b]),
            _ => Err(format!("two ids separated by {}", self.separator_name())),
        }
    }

    /// The third column, where it is asked for.
    pub(super) fn value(&self, fields: &Fields) -> Result<f32, String> {
        let (allowed, what) = match self.column {
            Column::None => return Ok(1.0),
            Column::Strength => (0.0..=f32::MAX, "a strength of at least 0 in the third column"),
            Column::Probability => (0.0..=1.0, "a probability from 0 to 1 in the third column"),
        };
        match fields[2].and_then(number) {
            Some(value) if allowed.contains(&value) => Ok(value),
            _ => Err(what.to_owned()),
        }
    }

    fn separator_name(&self) -> &'static str {
        match self.separator {
            Some(b',') => "a comma, as in the first line",
            Some(b';') => "a semicolon, as in the first line",
            Some(_) => "a tab, as in the first line",
            None => "a comma, semicolon, tab or space",
        }
    }

    /// Whether the first line only names the columns.
    pub(super) fn is_header(&self, first: &Fields, second: Option<&Fields>) -> bool {
        let word = |field: Option<&[u8]>| {
            field.is_some_and(|f| HEADERS.iter().any(|h| f.eq_ignore_ascii_case(h.as_bytes())))
        };
        let integers = |fields: &Fields| fields[..2].iter().all(|f| f.is_some_and(|f| integer(f).is_some()));
        let valued = |fields: &Fields| fields[2].is_some_and(|f| number(f).is_some());
        if word(first[0]) && word(first[1]) {
            return true;
        }
        let Some(second) = second else { return false };
        let ids_begin =
            first[..2].iter().all(|f| f.is_some_and(|f| integer(f).is_none())) && integers(second);
        let values_begin = !integers(first) && first[2].is_some() && !valued(first) && valued(second);
        ids_begin || (self.column != Column::None && values_begin)
    }
}

/// A field without surrounding spaces and quotes.
fn unquoted(field: &[u8]) -> &[u8] {
    let field = field.trim_ascii();
    match field {
        [b'"', inner @ .., b'"'] => inner,
        _ => field,
    }
}

/// A whole number of up to 18 digits.
pub(super) fn integer(field: &[u8]) -> Option<i64> {
    let (negative, digits) = match field {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, field),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0i64;
    for digit in digits {
        let digit = digit.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    Some(if negative { -value } else { value })
}

/// A finite number.
fn number(field: &[u8]) -> Option<f32> {
    std::str::from_utf8(field).ok()?.parse().ok().filter(|v: &f32| v.is_finite())
}
