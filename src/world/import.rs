//! Import of edge lists: real networks as the people of a scenario.
//!
//! A file holds a tie a line: two ids and, if wanted, a third column (a strength, or the tie's
//! own probability of convincing); what stands beyond is ignored. Separators (comma, semicolon,
//! tab, spaces) are found by the first line; a header line, comment lines (`#`, `%`, `//`) and
//! gzip (`.gz`) are understood. Integer ids number people in ascending order, other ids in order
//! of first appearance. Somebody named only in a tie to themselves is a person without ties.
//! A network may also be saved in a binary form, which is known by its first bytes and read without
//! parsing.
//!
//! Always true: ids of ties are below `people`; no tie leads to oneself.
//!
//! The only place that names `petgraph`.

mod describe;
mod error;
mod format;
mod listed;
mod named;
mod names;
mod numbered;
mod parse;
mod save;
mod saved;

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

pub use describe::{Description, describe};
pub use error::{ImportError, RowsError};
pub(crate) use save::save_rows;
pub use save::{SaveError, save};

use super::csr::Csr;
use super::kept::Kept;
use super::rows::both_ways;
use listed::Listed;
use names::Names;
use saved::{Content, Saved, Source, is_saved, is_saved_file};

use crate::scenario::plan::Column;
use crate::units::Person;

/// Edge lists already read, by path and meaning of the third column.
#[derive(Debug, Default)]
pub struct Imports {
    /// Files that need not lie anywhere.
    given: Mutex<HashMap<PathBuf, Arc<[u8]>>>,
    read: Mutex<HashMap<(PathBuf, Column3), Arc<EdgeList>>>,
    /// Where drawn layers are kept, if anywhere.
    kept: Kept,
}

/// `Column`, as a key.
type Column3 = u8;

impl Imports {
    /// Nothing read yet.
    pub fn new() -> Imports {
        Imports::default()
    }

    /// Nothing read yet; drawn layers are kept in a folder, which must be there.
    pub fn keeping(folder: &Path) -> Imports {
        Imports { kept: Kept::new(folder), ..Imports::default() }
    }

    /// Drawn layers, and where they are kept.
    pub fn kept(&self) -> &Kept {
        &self.kept
    }

    /// Lets `path` stand for these bytes (unpacked if it ends in `.gz`) instead of a file.
    pub fn give(&self, path: &Path, bytes: impl Into<Arc<[u8]>>) {
        let mut given = self.given.lock().unwrap_or_else(PoisonError::into_inner);
        given.insert(path.to_path_buf(), bytes.into());
    }

    /// The ties of a file, without its third column; read once.
    ///
    /// # Errors
    /// If the file is missing, cannot be read, holds no tie, or has a line that is not one.
    pub fn read(&self, path: &Path) -> Result<Arc<EdgeList>, ImportError> {
        self.read_column(path, Column::None)
    }

    /// The ties of a file with its third column taken as strength or probability; read once.
    ///
    /// # Errors
    /// As [`Imports::read`]; also if a third value is missing, not a number, negative, or a
    /// probability above 1.
    pub fn read_column(&self, path: &Path, column: Column) -> Result<Arc<EdgeList>, ImportError> {
        let key = (path.to_path_buf(), column as Column3);
        let known = |key| self.read.lock().unwrap_or_else(PoisonError::into_inner).get(key).cloned();
        if let Some(list) = known(&key) {
            return Ok(list);
        }
        let given = self.given.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        let list = Arc::new(match given {
            None if is_saved_file(path) => EdgeList::saved(path, Source::File, column)?,
            None => EdgeList::of_bytes(bytes_of(path, EDGE_LIST)?, path, column)?,
            Some(bytes) => EdgeList::of_bytes(unpacked(bytes.to_vec(), path)?, path, column)?,
        });
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&list));
        Ok(list)
    }
}

/// A network by name: who is in it, and their ties.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeList {
    /// Number of people named.
    pub people: u32,
    /// Lines that tie somebody to themselves; dropped.
    pub self_loops: u64,
    body: Body,
    names: Names,
}

/// Where the ties are.
#[derive(Debug, Clone, PartialEq)]
enum Body {
    /// Here, as a text lists them.
    Listed(Listed),
    /// In a file of the binary form.
    Saved(Saved),
}

impl EdgeList {
    /// Parses the text of a file; `path` only names it in errors.
    ///
    /// # Errors
    /// As [`Imports::read_column`].
    pub fn parse(bytes: &[u8], path: &Path, column: Column) -> Result<EdgeList, ImportError> {
        parse::parse(bytes, path, column)
    }

    /// A network in its binary form, without its third column.
    pub(crate) fn open(path: &Path) -> Result<EdgeList, ImportError> {
        EdgeList::saved(path, Source::File, Column::None)
    }

    /// A network from the bytes of a file, text or binary.
    fn of_bytes(bytes: Vec<u8>, path: &Path, column: Column) -> Result<EdgeList, ImportError> {
        if is_saved(&bytes) {
            return EdgeList::saved(path, Source::Bytes(bytes.into()), column);
        }
        EdgeList::parse(&bytes, path, column)
    }

    /// A network in its binary form.
    fn saved(path: &Path, source: Source, column: Column) -> Result<EdgeList, ImportError> {
        let (saved, names) = Saved::open(path, source, column)?;
        let (people, self_loops) = (saved.header.people, saved.header.self_loops);
        Ok(EdgeList { people, self_loops, body: Body::Saved(saved), names })
    }

    /// The person of this id.
    pub fn person(&self, name: &str) -> Option<Person> {
        self.names.person(name)
    }

    /// The id of a person in the file.
    ///
    /// # Panics
    /// If there is no such person: a bug in the caller.
    pub fn name(&self, p: Person) -> String {
        self.names.name(p)
    }

    /// Lines that are ties, without self-loops, repeats included.
    pub fn lines(&self) -> u64 {
        match &self.body {
            Body::Listed(listed) => listed.ties.len() as u64,
            Body::Saved(saved) => saved.header.lines,
        }
    }

    /// Whether the third column is at hand.
    pub fn third_column(&self) -> bool {
        match &self.body {
            Body::Listed(listed) => listed.value.is_some(),
            Body::Saved(saved) => saved.header.third_column,
        }
    }

    /// The ties as compressed rows, and how many repeated ties were merged.
    ///
    /// Directed: from the first column to the second. Undirected: a reversed tie is the same
    /// tie. Strengths of merged ties add; probabilities combine as independent chances,
    /// 1 − Π(1 − p).
    ///
    /// # Errors
    /// If the stored ties outgrow 32 bits, or a file of the binary form cannot be read.
    pub fn rows(&self, directed: bool) -> Result<(Csr, u64), RowsError> {
        let rows = match &self.body {
            Body::Listed(listed) => listed.rows(self.people, directed)?,
            Body::Saved(saved) => match saved.content(saved.column)? {
                Content::Listed(listed) => listed.rows(self.people, directed)?,
                Content::Rows(start, peer) if directed || saved.header.both_ways => {
                    Csr::from_rows(start, peer, None, directed)
                }
                Content::Rows(start, peer) => both_ways(&Csr::from_rows(start, peer, None, false))?,
            },
        };
        let ties = rows.tie_count() / if directed { 1 } else { 2 };
        Ok((rows, self.lines().saturating_sub(ties)))
    }

    /// Gives `each` the bytes that stand for the network: the same for two that are equal.
    pub fn stand_in(&self, each: &mut dyn FnMut(&[u8])) {
        each(&self.self_loops.to_le_bytes());
        self.names.stand_in(each);
        match &self.body {
            Body::Listed(listed) => listed.stand_in(each),
            Body::Saved(saved) => each(&saved.header.bytes()),
        }
    }
}

/// What is looked for where an edge list is missing.
const EDGE_LIST: &str = "an edge list: two ids a line, plain or gzip";

/// All bytes of a file, unpacked if its name ends in `.gz`; `wanted` says what it should hold.
pub(crate) fn bytes_of(path: &Path, wanted: &str) -> Result<Vec<u8>, ImportError> {
    let bytes = std::fs::read(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => ImportError::missing(path, wanted),
        _ => ImportError::Unreadable { path: path.to_path_buf(), reason: e.to_string() },
    })?;
    unpacked(bytes, path)
}

/// The bytes behind those of a file whose name ends in `.gz`.
fn unpacked(bytes: Vec<u8>, path: &Path) -> Result<Vec<u8>, ImportError> {
    if path.extension().is_none_or(|e| !e.eq_ignore_ascii_case("gz")) {
        return Ok(bytes);
    }
    gunzipped(&bytes, path)
}

/// What gzip bytes hold; `path` only names them in errors.
fn gunzipped(bytes: &[u8], path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut plain = Vec::with_capacity(bytes.len() * 4);
    flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain).map_err(|e| {
        ImportError::Unreadable { path: path.to_path_buf(), reason: format!("not a whole gzip file ({e})") }
    })?;
    Ok(plain)
}
