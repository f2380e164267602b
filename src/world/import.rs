//! Import of edge lists: real networks as the people of a scenario.
//!
//! A file holds a tie a line: two ids and, if wanted, a third column (a strength, or the tie's
//! own probability of convincing); what stands beyond is ignored. Separators (comma, semicolon,
//! tab, spaces) are found by the first line; a header line, comment lines (`#`, `%`, `//`) and
//! gzip (`.gz`) are understood. Integer ids number people in ascending order, other ids in order
//! of first appearance. Somebody named only in a tie to themselves is a person without ties.
//!
//! Always true: ids of ties are below `people`; no tie leads to oneself.
//!
//! Layer 2. Uses `units scenario`, `world::csr`. The only place that names `petgraph`.

mod describe;
mod error;
mod parse;

use std::collections::HashMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

pub use describe::{Description, describe};
pub use error::ImportError;

use super::csr::Csr;
use super::rows::TooManyTies;
use crate::scenario::plan::Column;
use crate::units::Person;

/// Edge lists already read, by path and meaning of the third column.
#[derive(Debug, Default)]
pub struct Imports {
    /// Files that need not lie anywhere.
    given: Mutex<HashMap<PathBuf, Arc<[u8]>>>,
    read: Mutex<HashMap<(PathBuf, Column3), Arc<EdgeList>>>,
}

/// `Column`, as a key.
type Column3 = u8;

impl Imports {
    /// Nothing read yet.
    #[must_use]
    pub fn new() -> Imports {
        Imports::default()
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
        let bytes = match given {
            Some(bytes) => unpacked(bytes.to_vec(), path)?,
            None => bytes_of(path, EDGE_LIST)?,
        };
        let list = Arc::new(EdgeList::parse(&bytes, path, column)?);
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&list));
        Ok(list)
    }
}

/// The ties of a file, in its order, repeats included.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeList {
    /// Number of people named.
    pub people: u32,
    /// Lines that tie somebody to themselves; dropped.
    pub self_loops: u64,
    ties: Vec<(Person, Person)>,
    /// Third column by tie, where it was asked for.
    value: Option<Vec<f32>>,
    column: Column,
    names: Names,
}

/// What people are called in the file.
#[derive(Debug, Clone, PartialEq)]
enum Names {
    /// Integer ids, ascending.
    Numbers(Vec<i64>),
    /// Other ids, by first appearance, and their numbers.
    Words(Vec<String>, HashMap<String, Person>),
}

impl EdgeList {
    /// Parses the bytes of a file; `path` only names it in errors.
    ///
    /// # Errors
    /// As [`Imports::read_column`].
    pub fn parse(bytes: &[u8], path: &Path, column: Column) -> Result<EdgeList, ImportError> {
        parse::parse(bytes, path, column)
    }

    /// The person of this id.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<Person> {
        match &self.names {
            Names::Numbers(ids) => ids.binary_search(&name.trim().parse().ok()?).ok().map(|i| i as Person),
            Names::Words(_, number) => number.get(name).copied(),
        }
    }

    /// The id of a person in the file.
    ///
    /// # Panics
    /// If there is no such person: a bug in the caller.
    #[must_use]
    pub fn name(&self, p: Person) -> String {
        match &self.names {
            Names::Numbers(ids) => ids[p as usize].to_string(),
            Names::Words(words, _) => words[p as usize].clone(),
        }
    }

    /// Lines that are ties, without self-loops, repeats included.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.ties.len() as u64
    }

    /// The ties as compressed rows, and how many repeated ties were merged.
    ///
    /// Directed: from the first column to the second. Undirected: a reversed tie is the same
    /// tie. Strengths of merged ties add; probabilities combine as independent chances,
    /// 1 − Π(1 − p).
    ///
    /// # Errors
    /// If the stored ties outgrow 32 bits.
    pub fn rows(&self, directed: bool) -> Result<(Csr, u64), TooManyTies> {
        let value = |i: usize| self.value.as_ref().map_or(1.0, |v| v[i]);
        let mut ties: Vec<(Person, Person, f32)> = self
            .ties
            .par_iter()
            .enumerate()
            .map(|(i, &(a, b))| if directed || a < b { (a, b, value(i)) } else { (b, a, value(i)) })
            .collect();
        // Stable, so that values of one tie meet in the file's order.
        ties.par_sort_by_key(|(a, b, _)| (*a, *b));
        ties.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 = match self.column {
                    Column::Probability => 1.0 - (1.0 - kept.2) * (1.0 - next.2),
                    Column::Strength | Column::None => kept.2 + next.2,
                };
            }
            same
        });
        let merged = (self.ties.len() - ties.len()) as u64;
        if !directed {
            let back: Vec<_> = ties.par_iter().map(|&(a, b, v)| (b, a, v)).collect();
            ties.extend(back);
            ties.par_sort_by_key(|(a, b, _)| (*a, *b));
        }
        let last = u32::try_from(ties.len()).map_err(|_| TooManyTies)?;
        let mut start = crate::memory::roomy(self.people as usize + 1);
        for (i, (from, _, _)) in ties.iter().enumerate() {
            while start.len() <= *from as usize {
                start.push(i as u32);
            }
        }
        start.resize(self.people as usize + 1, last);
        let peer = ties.iter().map(|t| t.1).collect();
        let strength = self.value.as_ref().map(|_| ties.iter().map(|t| t.2).collect());
        Ok((Csr::from_rows(start, peer, strength, directed), merged))
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
pub(crate) fn gunzipped(bytes: &[u8], path: &Path) -> Result<Vec<u8>, ImportError> {
    let mut plain = Vec::with_capacity(bytes.len() * 4);
    flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain).map_err(|e| {
        ImportError::Unreadable { path: path.to_path_buf(), reason: format!("not a whole gzip file ({e})") }
    })?;
    Ok(plain)
}
