//! What is wrong with a scenario, and where.
//!
//! A problem reads as one line, `file:line:column: key is …; remedy`, or as an excerpt
//! of the file with the place underlined. Problems are kept in the order of their places.
//!
//! Always true: a place lies inside its source, lines and columns count from 1, columns count
//! characters.

use std::fmt;
use std::sync::Arc;

use ariadne::{Config, IndexType, Label, Report, ReportKind};

/// A stretch of one source, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// Position of the source: 0 is the file, then defaults and `--set` texts.
    pub source: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A text that values come from.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Shown in front of line and column.
    pub name: String,
    pub text: String,
}

/// A place in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// File as given, or `--set` for a value given on the command line.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One thing in a scenario that cannot be run as written, or should be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Where it stands.
    pub place: Place,
    /// Dotted key, such as `channels.weibo.view`; empty where the text names no key.
    pub key: String,
    /// What was found, such as `is 1.3`.
    pub text: String,
    /// The remedy, such as `it must lie in [0, 1]`.
    pub help: Option<String>,
    /// The stretch to underline.
    pub(super) at: At,
}

impl Problem {
    /// What is wrong, with the key it is about.
    fn title(&self) -> String {
        if self.key.is_empty() { self.text.clone() } else { format!("{} {}", self.key, self.text) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.title())?;
        self.help.as_ref().map_or(Ok(()), |help| write!(f, "; {help}"))
    }
}

impl std::error::Error for Problem {}

/// All problems of one scenario, with the texts they stand in.
///
/// `Display` gives one line a problem; [`Problems::render`] gives excerpts.
#[derive(Debug, Clone, Default)]
pub struct Problems {
    list: Vec<Problem>,
    sources: Arc<[Source]>,
    warnings: bool,
}

impl Problems {
    /// Sorts by place and drops what an inherited or repeated table says a second time.
    pub(super) fn new(mut list: Vec<Problem>, sources: Arc<[Source]>, warnings: bool) -> Problems {
        list.sort_by_key(|p| p.at);
        let mut kept: Vec<Problem> = Vec::with_capacity(list.len());
        for problem in list {
            let said = |k: &Problem| (k.at, &k.text, &k.help) == (problem.at, &problem.text, &problem.help);
            if !kept.iter().any(said) {
                kept.push(problem);
            }
        }
        Problems { list: kept, sources, warnings }
    }

    /// The problems, in the order of their places.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Excerpts of the file with each place underlined and the remedy below it.
    pub fn render(&self, colour: bool) -> String {
        let mut out = Vec::new();
        let kind = if self.warnings { ReportKind::Warning } else { ReportKind::Error };
        for problem in &self.list {
            let source = &self.sources[problem.at.source];
            let span = (source.name.as_str(), drawable(&source.text, problem.at));
            let config = Config::default().with_color(colour).with_index_type(IndexType::Byte);
            let mut report = Report::build(kind, span.clone())
                .with_config(config)
                .with_message(problem.title())
                .with_label(Label::new(span).with_message(&problem.text));
            if let Some(help) = &problem.help {
                report = report.with_help(help);
            }
            let cache = (source.name.as_str(), ariadne::Source::from(source.text.as_str()));
            // Writing into memory does not fail; the line form stands in if it ever does.
            if report.finish().write(cache, &mut out).is_err() {
                out.extend_from_slice(format!("{problem}\n").as_bytes());
            }
        }
        String::from_utf8_lossy(&out).into_owned()
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.list.iter().map(Problem::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}

/// Line and column of a byte of `text`, both from 1.
pub(super) fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let before = &text[..floor_boundary(text, byte)];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    (line, column)
}

/// The largest character boundary at or below `byte`.
fn floor_boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// A stretch on character boundaries; a table of several lines is shown by its first.
fn drawable(text: &str, at: At) -> std::ops::Range<usize> {
    let start = floor_boundary(text, at.start);
    let end = floor_boundary(text, at.end).max(start);
    let first_line = text[start..end].find('\n').map_or(end, |n| start + n);
    start..first_line
}

/// The name of `allowed` closest to `found`, if one is close enough to be a slip of the pen.
pub(super) fn nearest<'a>(found: &str, allowed: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let longest = found.chars().count();
    allowed
        .into_iter()
        .map(|a| (strsim::damerau_levenshtein(&found.to_lowercase(), &a.to_lowercase()), a))
        .filter(|(distance, a)| *distance <= (longest.max(a.chars().count()) / 3).max(2))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, a)| a)
}

/// What to write instead of `found`: the nearest name, or all of them.
pub(super) fn suggestion(found: &str, allowed: &[&str]) -> String {
    match nearest(found, allowed.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if allowed.is_empty() => "there is none to name".to_owned(),
        None => {
            let all: Vec<String> = allowed.iter().map(|a| format!("\"{a}\"")).collect();
            format!("it must be one of {}", all.join(", "))
        }
    }
}
