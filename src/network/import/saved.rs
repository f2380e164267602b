//! Networks read from their binary form.
//!
//! The header and the names are read at once; ties when rows are asked for, in large pieces and
//! straight into the arrays that a run uses, so that no second copy stays. A file that is damaged,
//! cut short or not sound is refused in words.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::column::Column;
use super::error::ImportError;
use super::format::{Checksum, Header, MAGIC, NameKind, UNIT, padded};
use super::listed::Listed;
use super::names::{Names, Words};
use crate::hints;
use crate::units::Vertex;

/// Bytes read at once.
const BLOCK: usize = 1 << 23;

/// Where the bytes of a file are.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Source {
    /// In the file.
    File,
    /// In memory.
    Bytes(Arc<[u8]>),
}

/// A network whose ties are still in its file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Saved {
    path: PathBuf,
    source: Source,
    pub(super) header: Header,
    pub(super) column: Column,
    /// Whether its ties are taken the other way round.
    pub(super) reverse: bool,
}

/// Ties as a file holds them.
pub(super) enum Content {
    /// Rows: where each begins, and hearers.
    Rows(Vec<u32>, Vec<Vertex>),
    /// One by one.
    Listed(Listed),
}

/// Whether bytes, or the beginning of them, are the binary form of a network.
pub(super) fn is_saved(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

impl Saved {
    /// Opens a file for a use of its third column; its people's names come along.
    pub(super) fn open(path: &Path, source: Source, column: Column) -> Result<(Saved, Names), ImportError> {
        let mut sections = Sections::open(path, &source)?;
        let header = sections.header()?;
        let names = sections.names(&header)?;
        drop(sections);
        let mut saved =
            Saved { path: path.to_path_buf(), source, header, column: Column::None, reverse: false };
        saved.use_column(column, path)?;
        Ok((saved, names))
    }

    /// Gives the third column a use.
    pub(super) fn use_column(&mut self, column: Column, path: &Path) -> Result<(), ImportError> {
        if column != Column::None && !self.header.third_column {
            return Err(ImportError::NoThirdColumn { path: path.to_path_buf() });
        }
        self.column = column;
        Ok(())
    }

    /// All ties, checked, with their third column for a use of it.
    pub(super) fn content(&self, column: Column) -> Result<Content, ImportError> {
        let mut sections = Sections::open(&self.path, &self.source)?;
        let header = sections.header()?;
        if header != self.header {
            return Err(sections.damaged("it was changed while it was in use"));
        }
        sections.names(&header)?;
        let (people, ties) = (header.people as usize, header.ties as usize);
        let content = if header.third_column {
            let from = sections.array(ties, u32::from_le_bytes)?;
            let to = sections.array(ties, u32::from_le_bytes)?;
            let value = sections.array(ties, f32::from_le_bytes)?;
            sections.end(&header)?;
            Content::Listed(self.listed(&from, &to, value, column)?)
        } else {
            let start = sections.array(people + 1, u32::from_le_bytes)?;
            let peer = sections.array(ties, u32::from_le_bytes)?;
            sections.end(&header)?;
            sound(&start, &peer, header.both_ways).map_err(|reason| sections.damaged(&reason))?;
            Content::Rows(start, peer)
        };
        Ok(content)
    }

    fn listed(
        &self,
        from: &[Vertex],
        to: &[Vertex],
        value: Vec<f32>,
        column: Column,
    ) -> Result<Listed, ImportError> {
        let people = self.header.people;
        let stray = |(a, b): (&Vertex, &Vertex)| a == b || *a >= people || *b >= people;
        if let Some(i) = from.par_iter().zip(to).position_first(stray) {
            return Err(ImportError::damaged(
                &self.path,
                &format!("tie {i} (from 0) does not join two of its people"),
            ));
        }
        let (most, what) = match column {
            Column::Probability => (1.0, "a probability from 0 to 1"),
            Column::None | Column::Strength => (f32::MAX, "a strength of at least 0"),
        };
        if let Some(i) = value.iter().position(|v| !(0.0..=most).contains(v)) {
            let reason = format!("tie {i} (from 0) has {} in the third column; expected {what}", value[i]);
            return Err(ImportError::unreadable(&self.path, reason));
        }
        let ties = from.par_iter().copied().zip(to.par_iter().copied()).collect();
        let mut listed = Listed::new(ties, Some(value), false);
        listed.use_column(column);
        Ok(listed)
    }
}

/// The sections of a file, one after the other, and their sum so far.
struct Sections<'a> {
    path: &'a Path,
    inner: Box<dyn Read + 'a>,
    /// Bytes of the whole file.
    length: u64,
    sum: Checksum,
}

impl<'a> Sections<'a> {
    fn open(path: &'a Path, source: &'a Source) -> Result<Sections<'a>, ImportError> {
        let unreadable = |e: io::Error| ImportError::unreadable(path, e);
        let (inner, length): (Box<dyn Read>, u64) = match source {
            Source::Bytes(bytes) => (Box::new(&bytes[..]), bytes.len() as u64),
            Source::File => {
                let file = File::open(path).map_err(unreadable)?;
                let length = file.metadata().map_err(unreadable)?.len();
                (Box::new(file), length)
            }
        };
        Ok(Sections { path, inner, length, sum: Checksum::new() })
    }

    fn damaged(&self, reason: &str) -> ImportError {
        ImportError::damaged(self.path, reason)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), ImportError> {
        self.inner.read_exact(bytes).map_err(|e| match e.kind() {
            io::ErrorKind::UnexpectedEof => self.damaged("it ends too early"),
            _ => ImportError::unreadable(self.path, e),
        })
    }

    fn header(&mut self) -> Result<Header, ImportError> {
        let mut bytes = [0; UNIT];
        self.fill(&mut bytes)?;
        let header = Header::parse(&bytes).map_err(|reason| self.damaged(&reason))?;
        self.sum = header.sum();
        Ok(header)
    }

    /// Names of people; also checks that the file is as long as its header says.
    fn names(&mut self, header: &Header) -> Result<Names, ImportError> {
        let people = header.people as usize;
        self.check_length(header, 0, header.names != NameKind::Words)?;
        Ok(match header.names {
            NameKind::Consecutive => {
                let first = self.array(1, i64::from_le_bytes)?[0];
                if first.checked_add(i64::from(header.people)).is_none() {
                    return Err(self.damaged("its people are numbered beyond 64 bits"));
                }
                Names::Consecutive { first, people: header.people }
            }
            NameKind::Numbers => {
                let ids = self.array(people, i64::from_le_bytes)?;
                if !ids.is_sorted_by(|a, b| a < b) {
                    return Err(self.damaged("the ids of its people do not ascend"));
                }
                Names::Numbers(ids)
            }
            NameKind::Words => {
                let end = self.array(people, u64::from_le_bytes)?;
                let bytes = end.last().copied().unwrap_or(0);
                self.check_length(header, bytes, true)?;
                let text = String::from_utf8(self.array(bytes as usize, |[byte]: [u8; 1]| byte)?);
                let words = text.ok().and_then(|text| Words::new(text, end));
                let words = words.ok_or_else(|| self.damaged("the names of its people are no text"))?;
                if let Some(name) = words.twice() {
                    return Err(self.damaged(&format!("two of its people are called {name}")));
                }
                Names::Words(words)
            }
        })
    }

    /// Checks the length of the file, or only that it is not too short.
    fn check_length(&self, header: &Header, words: u64, exactly: bool) -> Result<(), ImportError> {
        let length = self.length;
        let wanted = header.length(words.min(length));
        if length < wanted {
            return Err(self.damaged(&format!("it ends after {length} of {wanted} bytes")));
        }
        if exactly && length > wanted {
            return Err(self.damaged(&format!("it goes on after its {wanted} bytes")));
        }
        Ok(())
    }

    /// The numbers of a section; the header has been held against the length of the file.
    fn array<T: Send, const N: usize>(
        &mut self,
        count: usize,
        of: fn([u8; N]) -> T,
    ) -> Result<Vec<T>, ImportError> {
        let mut array = hints::with_huge_pages(count);
        let mut left = padded((count * N) as u64) as usize;
        let mut block = vec![0; BLOCK.min(left)];
        while left > 0 {
            let block = &mut block[..BLOCK.min(left)];
            self.fill(block)?;
            left -= block.len();
            let now = (count - array.len()).min(block.len() / N);
            let numbers = &block.as_chunks::<N>().0[..now];
            rayon::join(|| self.sum.add(block), || array.extend(numbers.iter().map(|bytes| of(*bytes))));
        }
        Ok(array)
    }

    /// Checks the sum of all that was read.
    fn end(&self, header: &Header) -> Result<(), ImportError> {
        if self.sum.value() == header.checksum {
            return Ok(());
        }
        Err(self.damaged("its checksum does not match, so some of it was changed or lost"))
    }
}

/// Says what is wrong with rows, if anything is.
fn sound(start: &[u32], peer: &[Vertex], both_ways: bool) -> Result<(), String> {
    let people = (start.len() - 1) as u32;
    if start[0] != 0 || start.last() != Some(&(peer.len() as u32)) || !start.is_sorted() {
        return Err("its rows do not follow one another".into());
    }
    let odd = (0..people).into_par_iter().find_first(|p| {
        let row = &peer[start[*p as usize] as usize..start[*p as usize + 1] as usize];
        row.last().is_some_and(|last| *last >= people) || !row.is_sorted_by(|a, b| a < b) || row.contains(p)
    });
    if let Some(p) = odd {
        return Err(format!("the row of person {p} (from 0) does not ascend through others"));
    }
    if both_ways && one_way(start, peer) != 0 {
        return Err("not every tie runs both ways, as its header says".into());
    }
    Ok(())
}

/// A sum over all ties in which a tie and its reverse cancel: 0 if every tie stands both ways, and,
/// but for one in 2⁶⁴ cases, only then. Rows must not hold repeats.
pub(super) fn one_way(start: &[u32], peer: &[Vertex]) -> u64 {
    let mix = |low: Vertex, high: Vertex| {
        let word = (u64::from(low) << 32 | u64::from(high)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (word ^ word >> 32).wrapping_mul(0xbf58_476d_1ce4_e5b9)
    };
    let people = (start.len() - 1) as u32;
    let of_row = |p: Vertex| {
        let row = &peer[start[p as usize] as usize..start[p as usize + 1] as usize];
        row.iter().fold(0u64, |sum, q| {
            if *q > p { sum.wrapping_add(mix(p, *q)) } else { sum.wrapping_sub(mix(*q, p)) }
        })
    };
    (0..people).into_par_iter().map(of_row).reduce(|| 0, u64::wrapping_add)
}
