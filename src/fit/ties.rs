//! People by their ids, and their namings: distinct ties between people of a table.
//!
//! Always true: every tie joins two different people of the table; a pair stands once.

use std::collections::HashMap;
use std::path::PathBuf;

use serde::Serialize;

use super::FitError;
use super::table::{Row, Table};
use crate::delimited::{missing, plain_id};
use crate::network::csr::Csr;
use crate::network::rows::of_ties;
use crate::units::Vertex;

/// The people of a table, numbered in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    pub names: Vec<String>,
    number: HashMap<String, Vertex>,
    path: PathBuf,
}

impl People {
    /// Reads the ids of a table, one person a row.
    ///
    /// # Errors
    /// A missing column or id, an id that stands twice, no row at all.
    pub fn read(table: &Table, id: &str) -> Result<People, FitError> {
        let column = table.column(id)?;
        let mut people = People { names: Vec::new(), number: HashMap::new(), path: table.path.clone() };
        for (row, number) in table.rows.iter().zip(0..) {
            let name = id_of(table, row, column)?.to_owned();
            if let Some(earlier) = people.number.insert(name.clone(), number) {
                let earlier = table.rows[earlier as usize].line;
                let (path, line) = (table.path.clone(), row.line);
                return Err(FitError::Repeated { path, line, id: name, earlier });
            }
            people.names.push(name);
        }
        if people.names.is_empty() {
            return Err(FitError::NoRows { path: table.path.clone() });
        }
        Ok(people)
    }

    pub fn count(&self) -> u32 {
        self.names.len() as u32
    }
}

/// An id as it is compared: `2.0` is `2`.
fn plain(id: &str) -> &str {
    std::str::from_utf8(plain_id(id.as_bytes())).unwrap_or(id)
}

/// The id in a row, which must not be missing.
fn id_of<'t>(table: &'t Table, row: &'t Row, column: usize) -> Result<&'t str, FitError> {
    let id = table.field(row, column, "an id")?;
    if missing(id) { Err(table.bad(row, column, "an id")) } else { Ok(plain(id)) }
}

/// How people and their ties are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Column of a person's id.
    pub id: String,
    /// Column of the naming person.
    pub src: String,
    /// Column of the named person.
    pub dst: String,
    /// Whether a tie counts both ways.
    pub undirected: bool,
    /// Whether ties are turned round: the person named is the one who names.
    pub reverse: bool,
}

impl Default for Reading {
    fn default() -> Reading {
        let [id, src, dst] = ["id", "src", "dst"].map(String::from);
        Reading { id, src, dst, undirected: false, reverse: false }
    }
}

/// Namings among people.
#[derive(Debug, Clone, PartialEq)]
pub struct Ties {
    /// Row of a person: the people they name (undirected: are tied to; turned round: are named by).
    pub named: Csr,
    /// Row of a person: the people who name them.
    pub namers: Csr,
    pub counts: TieCounts,
}

/// What was read from a table of ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TieCounts {
    /// Whether a tie counts both ways.
    pub undirected: bool,
    /// Whether ties were turned round.
    pub reversed: bool,
    /// Distinct pairs (directed: ordered pairs).
    pub pairs: u64,
    /// Lines that name a pair again.
    pub repeats_merged: u64,
    /// Lines that tie somebody to themselves.
    pub self_ties_dropped: u64,
    /// People who name nobody (undirected: have no tie; turned round: whom nobody names).
    pub without_ties: u32,
}

impl Ties {
    /// Reads ties between `people`. A table without a header is understood where its first line
    /// already names two of them: then the first two columns count.
    ///
    /// # Errors
    /// A missing column, an id that is none of `people`.
    pub fn read(table: &Table, people: &People, reading: &Reading) -> Result<Ties, FitError> {
        let known = |field: Option<&String>| field.is_some_and(|f| people.number.contains_key(plain(f)));
        let bare = !table.has(&reading.src)
            && !table.has(&reading.dst)
            && known(table.header.first())
            && known(table.header.get(1));
        let whole;
        let (table, src, dst) = if bare {
            whole = table.clone().without_header();
            (&whole, 0, 1)
        } else {
            (table, table.column(&reading.src)?, table.column(&reading.dst)?)
        };
        let mut pairs: Vec<(Vertex, Vertex)> = Vec::with_capacity(table.rows.len());
        let mut loops = 0;
        for row in &table.rows {
            let person = |column: usize| {
                let id = id_of(table, row, column)?;
                people.number.get(id).copied().ok_or_else(|| FitError::UnknownId {
                    path: table.path.clone(),
                    line: row.line,
                    column: table.name(column),
                    id: id.to_owned(),
                    people: people.path.clone(),
                })
            };
            let (from, to) = (person(src)?, person(dst)?);
            let (from, to) = if reading.reverse { (to, from) } else { (from, to) };
            if from == to { loops += 1 } else { pairs.push((from, to)) }
        }
        let count = people.count();
        let of = |pairs: &[(Vertex, Vertex)]| {
            of_ties(count, pairs.len() as f64, 1, !reading.undirected, |_, ties| ties.extend(pairs))
        };
        let named = of(&pairs)?;
        let lines = pairs.len() as u64;
        let distinct = named.tie_count() / if reading.undirected { 2 } else { 1 };
        pairs.iter_mut().for_each(|pair| *pair = (pair.1, pair.0));
        let namers = of(&pairs)?;
        let without_ties = (0..count).filter(|p| named.degree(*p) == 0).count() as u32;
        Ok(Ties {
            named,
            namers,
            counts: TieCounts {
                undirected: reading.undirected,
                reversed: reading.reverse,
                pairs: distinct,
                repeats_merged: lines - distinct,
                self_ties_dropped: loops,
                without_ties,
            },
        })
    }
}
