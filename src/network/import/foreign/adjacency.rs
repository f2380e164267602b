//! Lists of friends: a person a line (in LGL, a heading), with those that the person is tied to.

use std::path::Path;

use super::builder::Builder;
use super::file_name::named_as;
use crate::delimited::{Comments, line_of};
use crate::network::import::error::ImportError;
use crate::network::import::line::{lines, parts};
use crate::network::import::numbered::Found;

/// Lines that show whether a person stands before a colon.
const SHOWN: usize = 200;

/// How friends are listed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// `ann bob cid`
    Plain,
    /// `ann: bob, cid`
    Colon,
    /// `ann knows bob cid`, the kind of tie between (Cytoscape).
    Sif,
    /// `# ann`, and below it `bob` and `cid 0.5`.
    Lgl,
}

/// How a file lists friends, by its name or by a colon in each of its lines; `None` if it does not.
pub(super) fn kind(text: &[u8], path: &Path) -> Option<Kind> {
    if named_as(path, &[".adjlist", ".adj"]) {
        return Some(Kind::Plain);
    }
    if named_as(path, &[".sif"]) {
        return Some(Kind::Sif);
    }
    if named_as(path, &[".lgl"]) {
        return Some(Kind::Lgl);
    }
    has_colons(text).then_some(Kind::Colon)
}

/// Whether every line begins with one name and a colon.
fn has_colons(text: &[u8]) -> bool {
    let told = |line: &&[u8]| !line.is_empty() && !Comments::Network.has(line);
    let shown: Vec<&[u8]> = lines(text).map(|(_, line)| line).filter(told).take(SHOWN).collect();
    let named = |line: &&[u8]| {
        let mark = |b: &u8| matches!(b, b':' | b',' | b';' | b'\t' | b'"' | b'{' | b'[');
        line.iter().position(mark).is_some_and(|at| {
            let after = line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
            line[at] == b':' && after && !line[..at].trim_ascii().is_empty()
        })
    };
    shown.len() > 1 && shown.iter().all(named)
}

/// Reads a network.
pub(super) fn read(text: &[u8], path: &Path, kind: Kind) -> Result<Found, ImportError> {
    let mut network = Builder::default();
    let mut heading = None;
    for (begin, line) in lines(text) {
        let wrong = |expected: &str| ImportError::bad_line(path, line_of(text, begin), line, expected);
        if line.is_empty() || (kind != Kind::Lgl && Comments::Network.has(line)) {
            continue;
        }
        if let Some(name) = line.strip_prefix(b"#").filter(|_| kind == Kind::Lgl) {
            heading = Some(network.person(&String::from_utf8_lossy(name)));
            continue;
        }
        let (first, rest) = match kind {
            // What stands before a colon may hold spaces.
            Kind::Colon => {
                let colon = line.iter().position(|b| *b == b':');
                let (first, rest) =
                    line.split_at(colon.ok_or_else(|| wrong("a person, a colon and friends"))?);
                (Some(first), &rest[1..])
            }
            Kind::Plain | Kind::Sif | Kind::Lgl => (None, line),
        };
        let between = |b: &u8| matches!(b, b',' | b';') || (kind == Kind::Plain && *b == b':');
        let listed = rest.iter().any(|b| matches!(b, b',' | b';' | b'\t'));
        let rest: Vec<u8> = rest.iter().map(|b| if between(b) { b'\t' } else { *b }).collect();
        let names: Vec<String> = match kind {
            // Between tabs or commas names may hold spaces.
            Kind::Colon | Kind::Sif if listed => {
                let names =
                    rest.split(|b| *b == b'\t').map(|n| String::from_utf8_lossy(n.trim_ascii()).into_owned());
                names.filter(|name| !name.is_empty()).collect()
            }
            _ => parts(&rest, false).map(|n| String::from_utf8_lossy(n).into_owned()).collect(),
        };
        let mut names = names.into_iter();
        if kind == Kind::Lgl {
            let from = heading.ok_or_else(|| wrong("# and a person above that person's friends"))?;
            let to = names.next().map(|name| network.person(&name));
            let weight =
                names.next().map(|word| word.parse().map_err(|_| wrong("a friend, and perhaps a number")));
            if let Some(to) = to {
                network.tie(from, to, weight.transpose()?);
            }
            continue;
        }
        let Some(from) = first.map(|f| String::from_utf8_lossy(f).into_owned()).or_else(|| names.next())
        else {
            continue;
        };
        let from = network.person(&from);
        let skipped = usize::from(kind == Kind::Sif);
        for name in names.skip(skipped) {
            let to = network.person(&name);
            network.tie(from, to, None);
        }
    }
    if network.people() == 0 {
        return Err(ImportError::Empty { path: path.to_path_buf() });
    }
    let mut found = network.found("an adjacency list", kind == Kind::Lgl);
    found.said[0] = match kind {
        Kind::Plain | Kind::Colon => {
            "It was read as an adjacency list: from the first of a line to each of the others."
        }
        Kind::Sif => {
            "It was read as SIF: from the first of a line to those behind the kind of tie, which was passed over."
        }
        Kind::Lgl => "It was read as LGL: ties, both ways, between a person behind # and each of those below.",
    }
    .into();
    Ok(found)
}
