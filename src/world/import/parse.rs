//! Bytes of an edge list → ties of numbered people.
//!
//! The first lines decide the separator, whether there is a header, and whether ids are
//! integers; all lines after must agree, so a slip of the pen is an error with its line and not
//! a new person.
//!
//! Layer 2. Uses `units scenario`, `world::import`.

use std::collections::HashMap;
use std::path::Path;

use super::{EdgeList, ImportError, Names};
use crate::scenario::plan::Column;
use crate::units::Person;

/// Names by which first lines are known as headers.
const HEADERS: [&str; 14] = [
    "source", "target", "from", "to", "src", "dst", "id_1", "id_2", "node_1", "node_2", "node1", "node2",
    "id1", "id2",
];

/// One line that is neither empty nor a comment.
struct Line<'a> {
    number: u64,
    text: &'a [u8],
}

/// The lines of a file that are neither empty nor comments.
fn lines(bytes: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.split(|b| *b == b'\n').zip(1..).filter_map(|(text, number)| {
        let text = text.trim_ascii();
        let comment = text.is_empty() || matches!(text[0], b'#' | b'%') || text.starts_with(b"//");
        (!comment).then_some(Line { number, text })
    })
}

/// How a file is written.
struct Form<'a> {
    path: &'a Path,
    /// `None` for any run of spaces and tabs.
    separator: Option<u8>,
    column: Column,
}

type Fields<'a> = [Option<&'a [u8]>; 3];

impl<'a> Form<'a> {
    fn of(path: &'a Path, first: &[u8], column: Column) -> Form<'a> {
        let separator = [b',', b';', b'\t'].into_iter().find(|s| first.contains(s));
        Form { path, separator, column }
    }

    fn fields<'l>(&self, line: &'l [u8]) -> Fields<'l> {
        fn take<'l>(mut parts: impl Iterator<Item = &'l [u8]>) -> Fields<'l> {
            [parts.next(), parts.next(), parts.next()]
        }
        match self.separator {
            Some(separator) => take(line.split(|b| *b == separator).map(unquoted)),
            None => take(line.split(u8::is_ascii_whitespace).filter(|part| !part.is_empty()).map(unquoted)),
        }
    }

    /// Both ids of a line.
    fn ids<'l>(&self, line: &Line<'l>, fields: &Fields<'l>) -> Result<[&'l [u8]; 2], ImportError> {
        match (fields[0], fields[1]) {
            (Some(a), Some(b)) if !a.is_empty() && !b.is_empty() => Ok([a, b]),
            _ => Err(self.bad(line, &format!("two ids separated by {}", self.separator_name()))),
        }
    }

    /// The third column, where it is asked for.
    fn value(&self, line: &Line, fields: &Fields) -> Result<f32, ImportError> {
        let (allowed, what) = match self.column {
            Column::None => return Ok(1.0),
            Column::Strength => (0.0..=f32::MAX, "a strength of at least 0 in the third column"),
            Column::Probability => (0.0..=1.0, "a probability from 0 to 1 in the third column"),
        };
        match fields[2].and_then(number) {
            Some(value) if allowed.contains(&value) => Ok(value),
            _ => Err(self.bad(line, what)),
        }
    }

    fn bad(&self, line: &Line, expected: &str) -> ImportError {
        ImportError::bad_line(self.path, line.number, line.text, expected)
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
    fn is_header(&self, first: &Fields, second: Option<&Fields>) -> bool {
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

/// Parses a whole file.
pub(super) fn parse(bytes: &[u8], path: &Path, column: Column) -> Result<EdgeList, ImportError> {
    let mut peek = lines(bytes);
    let empty = || ImportError::Empty { path: path.to_path_buf() };
    let first = peek.next().ok_or_else(empty)?;
    let form = Form::of(path, first.text, column);
    let fields = form.fields(first.text);
    let second = peek.next();
    let header = form.is_header(&fields, second.as_ref().map(|l| form.fields(l.text)).as_ref());
    let skip = usize::from(header);
    let example = if header { second.ok_or_else(empty)? } else { first };
    let [a, b] = form.ids(&example, &form.fields(example.text))?;
    let mut list = EdgeList {
        people: 0,
        self_loops: 0,
        ties: Vec::with_capacity(bytes.len() / 12),
        value: (column != Column::None).then(Vec::new),
        column,
        names: Names::Numbers(Vec::new()),
    };
    if integer(a).is_some() && integer(b).is_some() {
        numbered(&mut list, &form, lines(bytes).skip(skip), example.number)?;
    } else {
        named(&mut list, &form, lines(bytes).skip(skip))?;
    }
    Ok(list)
}

/// Ties between integer ids: people are numbered by ascending id.
fn numbered<'l>(
    list: &mut EdgeList,
    form: &Form,
    lines: impl Iterator<Item = Line<'l>>,
    example: u64,
) -> Result<(), ImportError> {
    let mut pairs: Vec<(i64, i64)> = Vec::with_capacity(list.ties.capacity());
    for line in lines {
        let fields = form.fields(line.text);
        let [a, b] = form.ids(&line, &fields)?;
        let (Some(a), Some(b)) = (integer(a), integer(b)) else {
            return Err(form.bad(&line, &format!("two whole numbers, as in line {example}")));
        };
        let value = form.value(&line, &fields)?;
        if let Some(values) = list.value.as_mut().filter(|_| a != b) {
            values.push(value);
        }
        pairs.push((a, b));
    }
    let mut ids: Vec<i64> = Vec::new();
    let low = pairs.iter().map(|p| p.0.min(p.1)).min().unwrap_or(0);
    let high = pairs.iter().map(|p| p.0.max(p.1)).max().unwrap_or(0);
    let span = high.abs_diff(low);
    let too_many = |_| ImportError::TooManyPeople { path: form.path.to_path_buf() };
    // Dense ids are numbered through a table, sparse ones by search.
    if span < 16 * pairs.len() as u64 + 1024 {
        let mut rank = vec![0u32; span as usize + 1];
        let at = |id: i64| id.abs_diff(low) as usize;
        for (a, b) in &pairs {
            rank[at(*a)] = 1;
            rank[at(*b)] = 1;
        }
        for (slot, id) in rank.iter_mut().zip(low..) {
            if *slot == 1 {
                *slot = ids.len() as u32;
                ids.push(id);
            }
        }
        let ties = pairs.iter().filter(|p| p.0 != p.1).map(|(a, b)| (rank[at(*a)], rank[at(*b)]));
        list.ties.extend(ties);
    } else {
        ids = pairs.iter().flat_map(|p| [p.0, p.1]).collect();
        ids.sort_unstable();
        ids.dedup();
        let rank = |id: i64| ids.partition_point(|other| *other < id) as Person;
        list.ties.extend(pairs.iter().filter(|p| p.0 != p.1).map(|(a, b)| (rank(*a), rank(*b))));
    }
    list.self_loops = (pairs.len() - list.ties.len()) as u64;
    list.people = u32::try_from(ids.len()).map_err(too_many)?;
    list.names = Names::Numbers(ids);
    Ok(())
}

/// Ties between other ids: people are numbered by first appearance.
fn named<'l>(
    list: &mut EdgeList,
    form: &Form,
    lines: impl Iterator<Item = Line<'l>>,
) -> Result<(), ImportError> {
    let mut numbers: HashMap<&'l [u8], Person> = HashMap::new();
    let mut order: Vec<&'l [u8]> = Vec::new();
    for line in lines {
        let fields = form.fields(line.text);
        let mut person = |id: &'l [u8]| -> Person {
            *numbers.entry(id).or_insert_with(|| {
                order.push(id);
                (order.len() - 1) as Person
            })
        };
        let [a, b] = form.ids(&line, &fields)?;
        let tie = (person(a), person(b));
        let value = form.value(&line, &fields)?;
        if tie.0 == tie.1 {
            list.self_loops += 1;
            continue;
        }
        list.ties.push(tie);
        if let Some(values) = &mut list.value {
            values.push(value);
        }
    }
    list.people = u32::try_from(order.len())
        .map_err(|_| ImportError::TooManyPeople { path: form.path.to_path_buf() })?;
    let words: Vec<String> = order.iter().map(|id| String::from_utf8_lossy(id).into_owned()).collect();
    let numbers = words.iter().cloned().zip(0..).collect();
    list.names = Names::Words(words, numbers);
    Ok(())
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
fn integer(field: &[u8]) -> Option<i64> {
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
