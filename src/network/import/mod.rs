//! Import of edge lists: real networks as the people of a scenario.
//!
//! A file holds a tie a line: two ids and, if wanted, a third column (a strength, or the tie's
//! own probability of convincing). The columns are found by the names of a header, else by place;
//! separators, headers, quotes, comments, encodings and gzip are found by evidence (see `delimited`).
//! Integer ids number people in ascending order, other ids in order of first appearance. Somebody named
//! only in a tie to themselves is a person without ties. Other formats (Matrix Market, GraphML, GEXF,
//! GML, Pajek, JSON, adjacency lists) are known by how they begin.
//! A network may also be saved in a binary form, which is known by its first bytes and read without
//! parsing.
//!
//! Always true: ids of ties are below `people`; no tie leads to oneself.

mod apart;
mod column;
mod describe;
mod edge_list;
mod error;
mod evidence;
mod file;
mod foreign;
mod format;
mod header;
mod header_names;
mod line;
mod listed;
mod named;
mod names;
mod numbered;
mod parse;
mod quoted;
mod reading;
mod remarks;
mod save;
mod saved;
mod shape;
mod third;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use column::Column;
pub use describe::{Description, describe};
pub use edge_list::EdgeList;
pub(crate) use error::nearest;
pub use error::{ImportError, NetworkError};
pub(crate) use file::stored_bytes_of;
pub use listed::BothWays;
pub use reading::Reading;
pub(crate) use save::save_rows;
pub use save::{replaceable, save, write_whole};
pub use third::Third;

use file::Content;
use saved::Source;

/// Edge lists already read, by path and meaning of the third column; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Imports {
    lists: Arc<Mutex<Lists>>,
}

#[derive(Debug, Default)]
struct Lists {
    /// Files that need not lie anywhere.
    given: HashMap<PathBuf, Arc<[u8]>>,
    /// Texts with their third column, whatever it holds.
    whole: HashMap<(PathBuf, Reading), Answer>,
    read: HashMap<(PathBuf, Reading, Column), Answer>,
}

/// What reading a file gave, once.
type Answer = Result<Arc<EdgeList>, ImportError>;

impl Imports {
    /// Nothing read yet.
    pub fn new() -> Imports {
        Imports::default()
    }

    /// Lets `path` stand for these bytes (unpacked if they are gzip) instead of a file.
    pub fn give(&self, path: &Path, bytes: impl Into<Arc<[u8]>>) {
        self.lists().given.insert(path.to_path_buf(), bytes.into());
    }

    /// The bytes of any file, read once; `wanted` says what it should hold.
    pub(crate) fn bytes(&self, path: &Path, wanted: &str) -> Result<Arc<[u8]>, ImportError> {
        let given = self.lists().given.get(path).cloned();
        given.map_or_else(
            || {
                self.give(path, stored_bytes_of(path, wanted)?);
                self.bytes(path, wanted)
            },
            Ok,
        )
    }

    /// The ties of a file, without its third column; read once.
    ///
    /// # Errors
    /// If the file is missing, cannot be read, holds no tie, or has a line that is not one.
    pub fn read(&self, path: &Path) -> Answer {
        self.read_as(path, &Reading::default(), Column::None)
    }

    /// The ties of a file with its third column taken as strength or probability; read once.
    ///
    /// # Errors
    /// As [`Imports::read`]; also if a third value is missing, not a number, negative, or a
    /// probability above 1.
    pub fn read_column(&self, path: &Path, column: Column) -> Answer {
        self.read_as(path, &Reading::default(), column)
    }

    /// As [`Imports::read_column`], with columns chosen by name.
    ///
    /// # Errors
    /// As [`Imports::read_column`]; also if there is no column of a name.
    pub fn read_as(&self, path: &Path, reading: &Reading, column: Column) -> Answer {
        let key = (path.to_path_buf(), reading.clone(), column);
        if let Some(answer) = self.lists().read.get(&key) {
            return answer.clone();
        }
        let answer = self.whole(path, reading).and_then(|list| list.with_column(column, path)).map(Arc::new);
        self.lists().read.insert(key, answer.clone());
        answer
    }

    /// A file read once; the uses of its third column share it.
    fn whole(&self, path: &Path, reading: &Reading) -> Answer {
        let key = (path.to_path_buf(), reading.clone());
        if let Some(answer) = self.lists().whole.get(&key) {
            return answer.clone();
        }
        let given = self.lists().given.get(path).cloned();
        let list = match given {
            Some(bytes) => EdgeList::of_bytes(bytes.to_vec(), path, reading),
            None => file::content(path).and_then(|content| match content {
                Content::Saved => EdgeList::saved(path, Source::File, Column::None)?.read_as(reading, path),
                Content::Bytes { bytes, regular } => {
                    // A pipe gives its bytes once.
                    if !regular {
                        self.give(path, bytes.clone());
                    }
                    EdgeList::of_bytes(bytes, path, reading)
                }
            }),
        };
        let answer = list.map(Arc::new);
        self.lists().whole.insert(key, answer.clone());
        answer
    }

    fn lists(&self) -> MutexGuard<'_, Lists> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
