//! A folder for results is held while a run is on its way to it, so that two runs never write to one.
//!
//! A file beside the folder is locked; the system lets go of it when the process ends, however it ends.
//!
//! Always true: a folder is held at most once on one machine.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use crate::report::output_folder::WriteError;

/// Holds a folder until it is dropped.
#[derive(Debug)]
pub struct Hold {
    /// The locked file; none where no file could be made beside the folder, which is found out when results
    /// are written.
    locked: Option<(File, PathBuf)>,
}

impl Hold {
    /// Holds a folder, which need not be there yet.
    ///
    /// # Errors
    /// [`WriteError::Busy`] where another run holds it.
    pub fn of(dir: &Path) -> Result<Hold, WriteError> {
        let Some(path) = beside(dir) else { return Ok(Hold { locked: None }) };
        loop {
            let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let Ok(mut file) = opened else { return Ok(Hold { locked: None }) };
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    let mut by = String::new();
                    let _ = file.read_to_string(&mut by);
                    let by = match by.trim() {
                        "" => String::new(),
                        process => format!(" (process {process})"),
                    };
                    return Err(WriteError::Busy { dir: dir.into(), by });
                }
                // A file system without locks: nothing can be held there.
                Err(TryLockError::Error(_)) => return Ok(Hold { locked: None }),
            }
            // The one before may have taken the file away after it was opened here.
            if is_still(&file, &path) {
                let _ = file.set_len(0).and_then(|()| write!(file, "{}", std::process::id()));
                return Ok(Hold { locked: Some((file, path)) });
            }
        }
    }
}

impl Drop for Hold {
    fn drop(&mut self) {
        if let Some((_, path)) = &self.locked {
            let _ = fs::remove_file(path);
        }
    }
}

/// The file beside a folder, by the real path of it; the folder above is made.
fn beside(dir: &Path) -> Option<PathBuf> {
    let whole = fs::canonicalize(dir).or_else(|_| std::path::absolute(dir)).ok()?;
    let (parent, name) = (whole.parent()?, whole.file_name()?);
    fs::create_dir_all(parent).ok()?;
    let parent = fs::canonicalize(parent).ok()?;
    Some(parent.join(format!(".groundswell-{}.lock", name.to_string_lossy())))
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let id = |found: fs::Metadata| (found.dev(), found.ino());
    match (file.metadata(), fs::metadata(path)) {
        (Ok(own), Ok(there)) => id(own) == id(there),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_held_once_and_free_again() {
        let dir = tempfile::tempdir().unwrap();
        let out = dir.path().join("deep").join("out");
        let first = Hold::of(&out).unwrap();
        let said = Hold::of(&dir.path().join("deep/../deep/out")).unwrap_err().to_string();
        assert!(said.contains("another run is writing to") && said.contains("(process "), "{said}");
        assert!(Hold::of(&dir.path().join("deep").join("other")).is_ok());
        drop(first);
        drop(Hold::of(&out).unwrap());
        assert_eq!(fs::read_dir(dir.path().join("deep")).unwrap().count(), 0, "nothing is left behind");
    }
}
