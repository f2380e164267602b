//! Files and pipes, opened once.

use std::io::{self, Read};
use std::path::Path;

use super::room;

/// An opened file or pipe.
#[derive(Debug)]
pub struct File {
    /// What is read.
    pub inner: std::fs::File,
    /// Whether it is a regular file, which can be opened again; a pipe cannot.
    pub regular: bool,
}

/// Opens a file or pipe.
///
/// # Errors
/// If it cannot be opened, or is a folder, device or socket.
pub fn open(path: &Path) -> io::Result<File> {
    let kind = std::fs::metadata(path)?.file_type();
    refuse(&kind)?;
    Ok(File { inner: std::fs::File::open(path)?, regular: kind.is_file() })
}

/// All bytes of a file or pipe.
///
/// # Errors
/// As [`open`], or if it cannot be read to its end.
pub fn read_all(path: &Path) -> io::Result<Vec<u8>> {
    rest_of(&mut open(path)?, Vec::new())
}

/// What is left of a file, behind the bytes that were read.
///
/// # Errors
/// If it cannot be read to its end, or is longer than memory has room for.
pub fn rest_of(file: &mut File, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    let most = room::most();
    let too_large = |need: u64| io::Error::other(room::too_large(need, most));
    if file.regular {
        let length = file.inner.metadata()?.len();
        let more = usize::try_from(length).unwrap_or(usize::MAX).saturating_sub(bytes.len());
        if length > most || bytes.try_reserve_exact(more.saturating_add(1)).is_err() {
            return Err(too_large(length));
        }
        file.inner.read_to_end(&mut bytes)?;
        return Ok(bytes);
    }
    // Nobody knows how long a pipe is.
    file.inner.by_ref().take(most / 2).read_to_end(&mut bytes)?;
    if bytes.len() as u64 >= most / 2 { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
}

fn refuse(kind: &std::fs::FileType) -> io::Result<()> {
    if kind.is_dir() {
        return Err(io::Error::other("it is a folder; expected a file or pipe"));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        if kind.is_char_device() || kind.is_block_device() {
            return Err(io::Error::other("it is a device; expected a file or pipe"));
        }
        if kind.is_socket() {
            return Err(io::Error::other("it is a socket; expected a file or pipe"));
        }
    }
    Ok(())
}
