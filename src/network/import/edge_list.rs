//! A network as a file states it: people by name, and their ties.

use std::path::Path;
use std::sync::Arc;

use super::column::Column;
use super::error::{ImportError, NetworkError};
use super::foreign;
use super::listed::{BothWays, Listed};
use super::names::Names;
use super::parse;
use super::reading::Reading;
use super::saved::{Content, Saved, Source, is_saved};
use super::third::{Shown, Third};
use crate::delimited::{Comments, Rows};
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
    /// How the file was read where that is not plain, a sentence each.
    pub said: Arc<[String]>,
    /// What may have been read wrongly.
    pub cautions: Arc<[String]>,
    /// What the third column holds, where a text has one.
    pub third: Option<Arc<Third>>,
    pub(super) body: Body,
    pub(super) names: Arc<Names>,
    example: Option<Arc<Shown>>,
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
        EdgeList::of_text(bytes.to_vec(), path, &Reading::default())?.with_column(column, path)
    }

    /// A network with its third column, whatever that holds, from the bytes of a file that holds text.
    fn of_text(bytes: Vec<u8>, path: &Path, reading: &Reading) -> Result<EdgeList, ImportError> {
        let text =
            Rows::text(bytes, Comments::Network).map_err(|trouble| ImportError::from((path, trouble)))?;
        let mut found = match foreign::read(&text.bytes, path, reading)? {
            Some(found) => found,
            None => parse::parse(&text.bytes, path, reading)?,
        };
        let people = u32::try_from(found.names.people())
            .map_err(|_| ImportError::TooManyPeople { path: path.to_path_buf() })?;
        if reading.reverse {
            found.ties.iter_mut().for_each(|tie| *tie = (tie.1, tie.0));
        }
        let listed = Listed::new(found.ties, found.value, found.undirected);
        Ok(EdgeList {
            people,
            self_loops: found.self_loops,
            said: [text.said, found.said].concat().into(),
            cautions: found.cautions.into(),
            third: found.third.map(Arc::new),
            body: Body::Listed(listed),
            names: Arc::new(found.names),
            example: found.example.map(Arc::new),
        })
    }

    /// A network in its binary form, without its third column.
    pub(crate) fn open(path: &Path) -> Result<EdgeList, ImportError> {
        EdgeList::saved(path, Source::File, Column::None)
    }

    /// A network from the bytes of a file, text or binary, with its third column, whatever that holds.
    pub(super) fn of_bytes(bytes: Vec<u8>, path: &Path, reading: &Reading) -> Result<EdgeList, ImportError> {
        if is_saved(&bytes) {
            return EdgeList::saved(path, Source::Bytes(bytes.into()), Column::None)?.read_as(reading, path);
        }
        EdgeList::of_text(bytes, path, reading)
    }

    /// A network in its binary form.
    pub(super) fn saved(path: &Path, source: Source, column: Column) -> Result<EdgeList, ImportError> {
        let (saved, names) = Saved::open(path, source, column)?;
        let (people, self_loops) = (saved.header.people, saved.header.self_loops);
        Ok(EdgeList {
            people,
            self_loops,
            said: Arc::default(),
            cautions: Arc::default(),
            third: None,
            body: Body::Saved(saved),
            names: Arc::new(names),
            example: None,
        })
    }

    /// A saved network read in a way that its form allows.
    pub(super) fn read_as(mut self, reading: &Reading, path: &Path) -> Result<EdgeList, ImportError> {
        if reading.from.is_some() || reading.to.is_some() || reading.weight.is_some() {
            let reason =
                "it is a saved network, which has no columns to choose; choose them where it is saved";
            return Err(ImportError::unreadable(path, reason));
        }
        if let Body::Saved(saved) = &mut self.body {
            saved.reverse = reading.reverse;
        }
        Ok(self)
    }

    /// The same network with its third column for a use of it.
    ///
    /// # Errors
    /// If there is no such column, or the first line whose value cannot be used so.
    pub(super) fn with_column(&self, column: Column, path: &Path) -> Result<EdgeList, ImportError> {
        let mut list = self.clone();
        match &mut list.body {
            Body::Saved(saved) => saved.use_column(column, path)?,
            Body::Listed(listed) => {
                if let Some(third) = self.third.as_ref().filter(|_| listed.value.is_some()) {
                    third.may_be(column, path)?;
                } else if column != Column::None {
                    let what = match column {
                        Column::Probability => "a probability from 0 to 1 in the third column",
                        Column::None | Column::Strength => "a strength of at least 0 in the third column",
                    };
                    return Err(match &self.example {
                        Some(shown) => ImportError::bad_line(path, shown.line, &shown.text, what),
                        None => {
                            ImportError::unreadable(path, format!("its ties have no weight; expected {what}"))
                        }
                    });
                }
                listed.use_column(column);
            }
        }
        Ok(list)
    }

    /// How its ties stand in both directions, where it was laid out undirected with values.
    pub fn both_ways(&self) -> Option<BothWays> {
        match &self.body {
            Body::Listed(listed) => listed.both_ways.get().copied(),
            Body::Saved(_) => None,
        }
    }

    /// Whether the file itself says that its ties are undirected.
    pub fn says_undirected(&self) -> bool {
        matches!(&self.body, Body::Listed(listed) if listed.undirected)
    }

    /// Whether every tie stands as often in one direction as in the other.
    pub(super) fn is_symmetric(&self) -> bool {
        matches!(&self.body, Body::Listed(listed) if listed.is_symmetric())
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
                Content::Listed(listed) => listed.reversed(saved.reverse).rows(self.people, directed)?,
                Content::Rows(start, peer) if directed && saved.reverse && !saved.header.both_ways => {
                    Listed::of_rows(&start, &peer).reversed(true).rows(self.people, true)?
                }
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
            Body::Saved(saved) => {
                each(&[u8::from(saved.reverse)]);
                each(&saved.header.bytes());
            }
        }
    }
}
