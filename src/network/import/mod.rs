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

mod column;
mod describe;
mod edge_list;
mod error;
mod file;
mod format;
mod line;
mod listed;
mod named;
mod names;
mod numbered;
mod parse;
mod save;
mod saved;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub use column::Column;
pub use describe::{Description, describe};
pub use edge_list::EdgeList;
pub(crate) use error::nearest;
pub use error::{ImportError, NetworkError};
pub(crate) use file::{bytes_of, stored_bytes_of};
pub(crate) use save::save_rows;
pub use save::{save, write_whole};

use file::{EDGE_LIST, unpacked};
use saved::{Source, is_saved_file};

/// Edge lists already read, by path and meaning of the third column; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Imports {
    lists: Arc<Mutex<Lists>>,
}

#[derive(Debug, Default)]
struct Lists {
    /// Files that need not lie anywhere.
    given: HashMap<PathBuf, Arc<[u8]>>,
    read: HashMap<(PathBuf, Column), Answer>,
}

/// What reading a file gave, once.
type Answer = Result<Arc<EdgeList>, ImportError>;

impl Imports {
    /// Nothing read yet.
    pub fn new() -> Imports {
        Imports::default()
    }

    /// Lets `path` stand for these bytes (unpacked if it ends in `.gz`) instead of a file.
    pub fn give(&self, path: &Path, bytes: impl Into<Arc<[u8]>>) {
        self.lists().given.insert(path.to_path_buf(), bytes.into());
    }

    /// The ties of a file, without its third column; read once.
    ///
    /// # Errors
    /// If the file is missing, cannot be read, holds no tie, or has a line that is not one.
    pub fn read(&self, path: &Path) -> Answer {
        self.read_column(path, Column::None)
    }

    /// The ties of a file with its third column taken as strength or probability; read once.
    ///
    /// # Errors
    /// As [`Imports::read`]; also if a third value is missing, not a number, negative, or a
    /// probability above 1.
    pub fn read_column(&self, path: &Path, column: Column) -> Answer {
        let key = (path.to_path_buf(), column);
        if let Some(answer) = self.lists().read.get(&key) {
            return answer.clone();
        }
        let given = self.lists().given.get(path).cloned();
        let list = match given {
            None if is_saved_file(path) => EdgeList::saved(path, Source::File, column),
            None => bytes_of(path, EDGE_LIST).and_then(|bytes| EdgeList::of_bytes(bytes, path, column)),
            Some(bytes) => {
                unpacked(bytes.to_vec(), path).and_then(|bytes| EdgeList::of_bytes(bytes, path, column))
            }
        };
        let answer = list.map(Arc::new);
        self.lists().read.insert(key, answer.clone());
        answer
    }

    fn lists(&self) -> MutexGuard<'_, Lists> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
