//! A network as a file states it: people by name, and their ties.

use std::path::Path;

use super::column::Column;
use super::error::{ImportError, NetworkError};
use super::listed::Listed;
use super::names::Names;
use super::parse;
use super::saved::{Content, Saved, Source, is_saved};
use crate::network::csr::Csr;
use crate::network::rows::both_ways;
use crate::units::Vertex;

/// A network by name: its people and their ties.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgeList {
    /// Number of people named.
    pub people: u32,
    /// Lines that tie somebody to themselves; dropped.
    pub self_loops: u64,
    pub(super) body: Body,
    pub(super) names: Names,
}

/// Where the ties are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    /// Here, as a text lists them.
    Listed(Listed),
    /// In a file of the binary form.
    Saved(Saved),
}

impl EdgeList {
    /// Parses the text of a file; `path` only names it in errors.
    ///
    /// # Errors
    /// As [`Imports::read_column`](super::Imports::read_column).
    pub fn parse(bytes: &[u8], path: &Path, column: Column) -> Result<EdgeList, ImportError> {
        let found = parse::parse(bytes, path, column)?;
        let people = u32::try_from(found.names.people())
            .map_err(|_| ImportError::TooManyPeople { path: path.to_path_buf() })?;
        let listed = Listed { ties: found.ties, value: found.value, column };
        Ok(EdgeList { people, self_loops: found.self_loops, body: Body::Listed(listed), names: found.names })
    }

    /// A network in its binary form, without its third column.
    pub(crate) fn open(path: &Path) -> Result<EdgeList, ImportError> {
        EdgeList::saved(path, Source::File, Column::None)
    }

    /// A network from the bytes of a file, text or binary.
    pub(super) fn of_bytes(bytes: Vec<u8>, path: &Path, column: Column) -> Result<EdgeList, ImportError> {
        if is_saved(&bytes) {
            return EdgeList::saved(path, Source::Bytes(bytes.into()), column);
        }
        EdgeList::parse(&bytes, path, column)
    }

    /// A network in its binary form.
    pub(super) fn saved(path: &Path, source: Source, column: Column) -> Result<EdgeList, ImportError> {
        let (saved, names) = Saved::open(path, source, column)?;
        let (people, self_loops) = (saved.header.people, saved.header.self_loops);
        Ok(EdgeList { people, self_loops, body: Body::Saved(saved), names })
    }

    /// The person of this id.
    pub fn person(&self, name: &str) -> Option<Vertex> {
        self.names.person(name)
    }

    /// The id of a person in the file.
    ///
    /// # Panics
    /// If there is no such person: a bug in the caller.
    pub fn name(&self, p: Vertex) -> String {
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
    pub fn rows(&self, directed: bool) -> Result<(Csr, u64), NetworkError> {
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
    #[doc(hidden)]
    pub fn stand_in(&self, each: &mut dyn FnMut(&[u8])) {
        each(&self.self_loops.to_le_bytes());
        self.names.stand_in(each);
        match &self.body {
            Body::Listed(listed) => listed.stand_in(each),
            Body::Saved(saved) => each(&saved.header.bytes()),
        }
    }
}
