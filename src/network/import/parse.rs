//! Text of an edge list → ties of numbered people.
//!
//! The first lines decide the separator, whether there is a header, which columns are read and whether
//! ids are integers; all lines after must agree, so a slip of the pen is an error with its line and not
//! a new person. Chunks cut at line ends are read in parallel; of several slips the first in the file is
//! told.

use std::borrow::Cow;
use std::path::Path;

use super::apart::Fields;
use super::error::ImportError;
use super::evidence;
use super::header;
use super::line::{Form, Slip, line_at, lines, no_id};
use super::named::named;
use super::numbered::{Found, numbered};
use super::quoted::{self, BETWEEN};
use super::reading::Reading;
use super::remarks::{self, CommentLine};
use super::shape;
use super::third::Third;
use crate::delimited::{self, Comments, NumberStyle, Separator};

/// Bytes of a chunk, about.
const CHUNK: usize = 1 << 19;
/// Records and bytes that decide how a file is read.
const SAMPLE: (usize, usize) = (1_000, 1 << 18);

/// What is expected where one column holds numbers and the other words.
const MIXED: &str = "two people; one column holds numbers and the other words, as in a table of people or of two kinds of \
                     thing (if both are people, name the columns with from and to)";

/// Cuts bytes into chunks that end with a line.
pub(super) fn chunks(mut bytes: &[u8]) -> Vec<&[u8]> {
    let mut chunks = Vec::new();
    while !bytes.is_empty() {
        let rest = bytes.get(CHUNK..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest).map_or(bytes.len(), |i| CHUNK + i + 1);
        let (chunk, after) = bytes.split_at(end);
        chunks.push(chunk);
        bytes = after;
    }
    chunks
}

/// The first records of a file.
struct Sample {
    /// Where each begins, and its fields.
    records: Vec<(usize, Vec<String>)>,
    /// Whether there are no more.
    whole: bool,
    /// Comments above the first record.
    above: Vec<String>,
    braces: bool,
}

impl Sample {
    fn of(bytes: &[u8], separator: Separator, comments: Comments) -> Sample {
        let mut sample = Sample { records: Vec::new(), whole: false, above: Vec::new(), braces: false };
        let mut at = 0;
        while at < bytes.len() && at < SAMPLE.1 && sample.records.len() < SAMPLE.0 {
            let (line, next) = line_at(bytes, at);
            if line.is_empty() || comments.has(line) {
                if sample.records.is_empty() && !line.is_empty() {
                    sample.above.push(String::from_utf8_lossy(line).into_owned());
                }
                at = next;
                continue;
            }
            let begin = line.as_ptr() as usize - bytes.as_ptr() as usize;
            let text = |field: &[u8]| String::from_utf8_lossy(field.trim_ascii()).into_owned();
            let fields = match separator {
                Separator::Byte(byte) => line.split(|b| *b == byte).map(text).collect(),
                Separator::Spaces => {
                    let fields: Vec<String> = super::line::parts(line, true).map(text).collect();
                    sample.braces |=
                        fields.len() == 3 && fields[2].starts_with('{') && fields[2].ends_with('}');
                    fields
                }
            };
            sample.records.push((begin, fields));
            at = next;
        }
        sample.whole = at >= bytes.len();
        if separator == Separator::Spaces && !sample.braces {
            let words = |line: &str| line.split_ascii_whitespace().map(str::to_owned).collect();
            sample.records.iter_mut().for_each(|(at, fields)| {
                *fields = words(&String::from_utf8_lossy(line_at(bytes, *at).0));
            });
        }
        sample
    }

    /// Takes a first line away that only counts people (and ties), and says so.
    fn without_count(&mut self, bytes: &[u8], comments: Comments) -> Option<String> {
        let records: Vec<&[String]> = self.records.iter().map(|(_, record)| record.as_slice()).collect();
        let following = || {
            let ties = lines(bytes).filter(|(_, line)| !line.is_empty() && !comments.has(line));
            (ties.count() as u64).saturating_sub(1)
        };
        evidence::is_count(&records, following).then(|| {
            let (_, counts) = self.records.remove(0);
            format!("Its first line ({}) only counts people or ties and was passed over.", counts.join(" "))
        })
    }
}

/// Reads the ties of a text that holds one a line.
pub(super) fn parse(text: &[u8], path: &Path, reading: &Reading) -> Result<Found, ImportError> {
    let unreadable = |reason: String| ImportError::unreadable(path, reason);
    remarks::refuse_two_kinds(text).map_err(unreadable)?;
    let found = match has_attributes(text) {
        true => Separator::Spaces,
        false => delimited::separator(text, Comments::Network),
    };
    let quotes = memchr::memchr(b'"', text).is_some();
    let mut said = Vec::new();
    let mut comments: Vec<CommentLine> = Vec::new();
    let (bytes, separator, marks, folded) = if quotes {
        let made = quoted::unquoted(text, found, Comments::Network).map_err(|at| {
            let (line, _) = line_at(text, at);
            let expected = "a closing quote (\")";
            ImportError::bad_line(path, delimited::line_of(text, at), line, expected)
        })?;
        comments = made.comments.into_iter().map(|(line, text)| CommentLine { line, text }).collect();
        (Cow::Owned(made.text), Separator::Byte(BETWEEN), Comments::None, made.folded)
    } else {
        (Cow::Borrowed(text), found, Comments::Network, Vec::new())
    };
    let bytes = &bytes[..];
    let number = |at: usize| {
        let folded = folded.partition_point(|place| *place < at);
        1 + memchr::memchr_iter(b'\n', &bytes[..at.min(bytes.len())]).count() as u64 + folded as u64
    };
    let mut sample = Sample::of(bytes, separator, marks);
    said.extend(sample.without_count(bytes, marks));
    let empty = || ImportError::Empty { path: path.to_path_buf() };
    let (first_at, mut first) = sample.records.first().cloned().ok_or_else(empty)?;
    let rest: Vec<&[String]> = sample.records[1..].iter().map(|(_, record)| record.as_slice()).collect();
    // R leaves the name of the column of row names out.
    if matches!(found, Separator::Spaces | Separator::Byte(b'\t'))
        && first.len() >= 2
        && rest.iter().all(|r| r.len() == first.len() + 1)
        && rest.len() > 1
        && first.iter().all(|f| delimited::whole(f.as_bytes()).is_none())
    {
        first.insert(0, String::new());
    }
    let between = if let Separator::Byte(byte) = separator { byte } else { b' ' };
    let second = sample.records.get(1).map_or(bytes.len(), |record| record.0);
    let header = header::is_header(&first, &rest, reading, &Fields { text: bytes, rest: second, between });
    let refused_line = |at: usize, expected: &str| {
        let shown: Vec<u8> =
            line_at(bytes, at).0.iter().map(|b| if *b == BETWEEN { b',' } else { *b }).collect();
        ImportError::bad_line(path, number(at), &shown, expected)
    };
    let columns = if header {
        let (at, fields) = sample.records.get(1).ok_or_else(empty)?;
        if shape::is_named_matrix(&first, &rest, sample.whole) {
            return Err(unreadable(
                "it is a matrix of ties; expected a tie a line: two ids, and perhaps a number".into(),
            ));
        }
        let used = fields.iter().rposition(|f| !f.is_empty()).map_or(0, |last| last + 1);
        if fields.len() < first.len() || used > first.len() {
            let expected = format!("{} fields, as in the header, and not {}", first.len(), fields.len());
            return Err(refused_line(*at, &expected));
        }
        header::by_names(&first, &rest, reading)
    } else {
        let all: Vec<&[String]> = sample.records.iter().map(|(_, record)| record.as_slice()).collect();
        if let Some(reason) = shape::no_ties(&all, sample.whole, found.name()) {
            return Err(unreadable(reason));
        }
        let chosen = reading.from.is_some() || reading.to.is_some() || reading.weight.is_some();
        match evidence::columns(&all).filter(|_| !chosen) {
            Some(columns) => Ok(columns),
            None => header::by_place(&first, reading),
        }
    };
    let columns = columns.map_err(|words| ImportError::Columns {
        path: path.to_path_buf(),
        line: number(first_at),
        words,
    })?;
    let example = usize::from(header);
    let begin = sample.records[example].0;
    let records: Vec<&[String]> =
        sample.records[example..].iter().map(|(_, record)| record.as_slice()).collect();
    if let Some(i) = evidence::several(&records, columns.ends) {
        let expected = "one person a field, and not a list; write a tie a line";
        return Err(refused_line(sample.records[example + i].0, expected));
    }
    let mixed = evidence::mixed(&records, columns.ends);
    if mixed && reading.from.is_none() && reading.to.is_none() {
        return Err(refused_line(begin, MIXED));
    }
    let third = |c: usize| records.iter().filter_map(move |r| r.get(c)).map(String::as_str);
    let style = match columns.third {
        Some(c) if third(c).any(|f| f.contains(',')) => {
            delimited::style(third(c), found == Separator::Byte(b',')).ok_or_else(|| {
                refused_line(begin, "numbers whose comma is either before the decimals or between thousands")
            })?
        }
        _ => NumberStyle::Plain,
    };
    let integer = |record: &[String], c: usize| {
        record.get(c).is_some_and(|field| delimited::whole(field.as_bytes()).is_some())
    };
    let integers = |record: &[String]| columns.ends.iter().filter(|c| integer(record, **c)).count();
    // Words here and there among numbers are slips, if they do not begin the file.
    let most = records.iter().map(|record| integers(record)).sum::<usize>() >= records.len();
    let numbers = most && integers(records[0]) > 0 && !mixed;
    let shows =
        if numbers { records.iter().position(|record| integers(record) == 2).unwrap_or(0) } else { 0 };
    let shows = sample.records[example + shows].0;
    let mut form = Form {
        bytes,
        separator,
        comments: marks,
        columns,
        fields: if header { first.len() } else { sample.records[0].1.len() },
        example: number(shows),
        numbers,
        quoted: quotes,
        style,
        braces: sample.braces,
    };
    third_or_none(&mut form, &records, reading.weight.is_some());
    let refused = |slip: Slip| refused_line(slip.at, &slip.expected);
    let fields = form.fields(line_at(bytes, begin).0);
    let ids = form.ids(&fields).map_err(|expected| refused(Slip { at: begin, expected }))?;
    if !quotes && ids.iter().any(|id| no_id(id)) {
        return Err(refused(Slip { at: begin, expected: super::named::NO_ID.into() }));
    }
    let cut = chunks(&bytes[begin..]);
    let mut read = if form.numbers {
        match numbered(&form, &cut).map_err(refused)? {
            Some(read) => read,
            None => named(&form, &cut).map_err(refused)?,
        }
    } else {
        named(&form, &cut).map_err(refused)?
    };
    comments.extend(remarks::below(&read.comments, &form, number));
    let above = sample.above.iter().map(String::as_str);
    let passed = remarks::comments(&comments, above, &form, number(begin))
        .map_err(|(line, text, expected)| ImportError::bad_line(path, line, &text, &expected))?;
    if header {
        said.push(remarks::header(&first, &form.columns));
    }
    if let Some(values) = &read.value {
        let name = form.columns.third.filter(|_| header).map(|c| first[c].clone());
        read.third = Some(Third::new(name, values, read.unfit, &form, number));
    }
    said.extend(form.columns.passed.take());
    said.extend((style == NumberStyle::Decimal).then(|| "Its numbers have decimal commas.".to_owned()));
    said.extend(passed);
    read.cautions.extend(remarks::cautions(&form, (&first, header), &sample.records, &read));
    read.said = said;
    let shown = line_at(bytes, begin).0.to_vec();
    read.example = Some(super::third::Shown { line: number(begin), text: shown });
    Ok(read)
}

/// Whether lines end in attributes in braces, as networkx writes them: `1 2 {'weight': 0.5}`.
fn has_attributes(text: &[u8]) -> bool {
    let mut told = lines(text).map(|(_, line)| line).filter(|l| !l.is_empty() && !Comments::Network.has(l));
    told.next().is_some_and(|line| line.ends_with(b"}") && memchr::memmem::find(line, b" {").is_some())
}

/// Leaves the third column out where it holds no numbers and was not asked for.
fn third_or_none(form: &mut Form, records: &[&[String]], asked: bool) {
    let Some(c) = form.columns.third else { return };
    let fields = || records.iter().map(|r| r.get(c).map_or("", String::as_str));
    let number = |field: &str| {
        form.number(field.as_bytes()).is_some() || (delimited::missing(field) && !field.is_empty())
    };
    let numbers = fields().filter(|f| number(f)).count();
    let seen = fields().filter(|f| !f.is_empty()).count();
    if asked || (2 * numbers >= seen && numbers > 0) {
        return;
    }
    form.columns.third = None;
    if seen > 0 && form.columns.passed.is_none() && !form.braces {
        form.columns.passed = Some("Its third column holds no numbers and was passed over.".into());
    }
}
