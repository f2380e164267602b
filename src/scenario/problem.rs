//! What is wrong with a scenario, and where.
//!
//! A problem reads as one line, `file:line:column: key is …; remedy`, or as an excerpt
//! of the file with the place underlined. Problems are kept in the order of their places.
//!
//! Always true: a place lies inside its source, lines and columns count from 1, columns count
//! characters.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use ariadne::{Config, IndexType, Label, Report, ReportKind};

/// A stretch of one source, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct At {
    /// Position of the source: 0 is the file, then defaults and `--set` texts.
    pub source: usize,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The top of the file: the place of what stands in no line of it.
pub(super) const TOP: At = At { source: 0, start: 0, end: 0 };

/// A text that values come from.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// Shown in front of line and column.
    pub name: String,
    pub text: String,
}

/// A place in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
    /// Where it stands; filled in when all problems are known.
    pub place: Place,
    /// Dotted key, such as `channels.weibo.view`; empty where the text names no key.
    pub key: String,
    /// What was found, such as `is 1.3`.
    pub text: String,
    /// The remedy, such as `it must lie in [0, 1]`.
    pub help: Option<String>,
    /// The stretch to underline.
    pub(super) at: At,
    /// Beginnings of keys that it follows from: where one of them is wrong itself, only that is told.
    pub(super) follows_from: Vec<String>,
    /// Whether any other problem at its place says more.
    pub(super) yields: bool,
}

impl Problem {
    /// What is wrong, with the key it is about.
    fn title(&self) -> String {
        if self.key.is_empty() { self.text.clone() } else { format!("{} {}", self.key, self.text) }
    }

    /// Whether there is anything to underline.
    fn has_excerpt(&self, text: &str) -> bool {
        let (start, end) = (floor_boundary(text, self.at.start), floor_boundary(text, self.at.end));
        let before = text[..start].len() - text[..start].rfind('\n').map_or(0, |n| n + 1);
        let line = before + text[start..].find('\n').unwrap_or(text.len() - start);
        end > 0 && line <= LONGEST_LINE
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

/// Most problems that are shown with an excerpt.
const MOST_SHOWN: usize = 100;
/// Longest line, in bytes, of which an excerpt is shown.
const LONGEST_LINE: usize = 1_000;

impl Problems {
    /// Sorts by place, and drops what an inherited or repeated table says a second time and what only
    /// follows from another problem, or from one of the keys on lines that could not be read.
    pub(super) fn new(
        mut list: Vec<Problem>,
        sources: Arc<[Source]>,
        warnings: bool,
        unread: &[String],
    ) -> Problems {
        let follows = follow_ons(&list, unread);
        // A scenario with problems is never one without.
        if follows.contains(&false) {
            let mut follows = follows.into_iter();
            list.retain(|_| !follows.next().unwrap_or(false));
        }
        list.sort_by_key(|p| p.at);
        let mut said = HashSet::new();
        list.retain(|p| said.insert((p.at, p.text.clone(), p.help.clone())));
        let mut places = Places::default();
        for problem in &mut list {
            problem.place = places.of(&sources, problem.at);
        }
        Problems { list, sources, warnings }
    }

    /// The problems, in the order of their places.
    pub fn list(&self) -> &[Problem] {
        &self.list
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Excerpts of the file with each place underlined and the remedy below it; of very many the first.
    pub fn render(&self, colour: bool) -> String {
        let mut out = Vec::new();
        let kind = if self.warnings { ReportKind::Warning } else { ReportKind::Error };
        let drawn: Vec<_> = self.sources.iter().map(|s| ariadne::Source::from(showable(&s.text))).collect();
        for problem in self.list.iter().take(MOST_SHOWN) {
            let source = &self.sources[problem.at.source];
            if !problem.has_excerpt(&source.text) {
                out.extend_from_slice(self.without_excerpt(problem).as_bytes());
                continue;
            }
            let span = (source.name.as_str(), drawable(&source.text, problem.at));
            let config = Config::default().with_color(colour).with_index_type(IndexType::Byte);
            let mut report = Report::build(kind, span.clone())
                .with_config(config)
                .with_message(problem.title())
                .with_label(Label::new(span).with_message(&problem.text));
            if let Some(help) = &problem.help {
                report = report.with_help(help);
            }
            let cache = (source.name.as_str(), &drawn[problem.at.source]);
            // Writing into memory does not fail; the line form stands in if it ever does.
            if report.finish().write(cache, &mut out).is_err() {
                out.extend_from_slice(format!("{problem}\n").as_bytes());
            }
        }
        let mut text = String::from_utf8_lossy(&out).into_owned();
        if self.list.len() > MOST_SHOWN {
            text.push_str(&format!("… and {} more\n", self.list.len() - MOST_SHOWN));
        }
        text
    }

    /// A problem of a file as a whole, or of a line too long to show.
    fn without_excerpt(&self, problem: &Problem) -> String {
        let kind = if self.warnings { "Warning" } else { "Error" };
        let mut text = format!("{kind}: {}\n  {}\n", problem.title(), problem.place);
        if let Some(help) = &problem.help {
            text.push_str(&format!("  Help: {help}\n"));
        }
        text
    }
}

/// Which problems only follow from others: those that wait for a key that is wrong itself, and those that
/// yield to another at their place.
fn follow_ons(list: &[Problem], unread: &[String]) -> Vec<bool> {
    let independent = || list.iter().filter(|p| p.follows_from.is_empty());
    let mut wrong: Vec<&str> = independent().map(|p| p.key.as_str()).collect();
    wrong.extend(unread.iter().map(String::as_str));
    wrong.sort_unstable();
    let begins = |key: &String| {
        let at = wrong.partition_point(|k| *k < key.as_str());
        wrong.get(at).is_some_and(|k| k.starts_with(key.as_str()))
    };
    let firm: HashSet<_> = list.iter().filter(|p| !p.yields).map(|p| (p.at.source, p.at.start)).collect();
    // Where a text cannot be read, what was read of it says nothing.
    let unreadable: HashSet<_> =
        list.iter().filter(|p| p.key.is_empty() && !p.yields).map(|p| (p.at.source, p.at.start)).collect();
    let follows = |p: &Problem| {
        !p.key.is_empty() && unreadable.contains(&(p.at.source, p.at.start))
            || p.follows_from.iter().any(begins)
            || p.yields && firm.contains(&(p.at.source, p.at.start))
    };
    list.iter().map(follows).collect()
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.list.iter().map(Problem::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Problems {}

/// Finds lines and columns of places in their order, going through each text once.
#[derive(Debug, Default)]
struct Places {
    source: usize,
    byte: usize,
    line: usize,
    column: usize,
}

impl Places {
    /// The place of a stretch that begins at or behind the last one.
    fn of(&mut self, sources: &[Source], at: At) -> Place {
        let source = &sources[at.source];
        let to = floor_boundary(&source.text, at.start);
        if at.source != self.source || to < self.byte {
            *self = Places { source: at.source, ..Places::default() };
        }
        let passed = &source.text[self.byte..to];
        match passed.rfind('\n') {
            Some(last) => {
                self.line += passed.matches('\n').count();
                self.column = passed[last + 1..].chars().count();
            }
            None => self.column += passed.chars().count(),
        }
        self.byte = to;
        Place { file: source.name.clone(), line: self.line + 1, column: self.column + 1 }
    }
}

/// The text of a file as it may be shown: control characters, which a terminal would obey, are `?`, as many as
/// they have bytes.
fn showable(text: &str) -> String {
    if !text.chars().any(is_control) {
        return text.to_owned();
    }
    let shown = |c: char| match c {
        '\n' | '\t' | '\r' => c.to_string(),
        c if is_control(c) => "?".repeat(c.len_utf8()),
        c => c.to_string(),
    };
    text.chars().map(shown).collect()
}

/// Whether a character commands a terminal or the direction of text, or may not stand in a picture.
pub(super) fn is_control(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            | '\u{fffe}' | '\u{ffff}')
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
    let (length, low) = (found.chars().count(), found.to_lowercase());
    let near = |a: &'a str| {
        let own = a.chars().count();
        let most = (length.max(own) / 3).max(2);
        // Names of other lengths need not be compared, which takes time where there are many mistakes.
        let distance =
            (length.abs_diff(own) <= most).then(|| strsim::osa_distance(&low, &a.to_lowercase()))?;
        (distance <= most).then_some((distance, a))
    };
    allowed.into_iter().filter_map(near).min_by_key(|(distance, _)| *distance).map(|(_, a)| a)
}

/// Whether a name is one slip of the pen away from another.
pub(super) fn is_slip(found: &str, name: &str) -> bool {
    found.len().abs_diff(name.len()) <= 1 && strsim::osa_distance(found, name) <= 1
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
