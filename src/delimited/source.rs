//! Files and pipes, opened once.

use std::io::{self, Read};
use std::path::Path;

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
    let mut bytes = Vec::new();
    open(path)?.inner.read_to_end(&mut bytes)?;
    Ok(bytes)
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
