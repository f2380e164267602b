//! Networks written in their binary form.
//!
//! A file comes into being beside its name and takes it only when it is whole, so nobody ever meets
//! half a file.

use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::column::Column;
use super::edge_list::{Body, EdgeList};
use super::error::NetworkError;
use super::format::{Checksum, Header, NameKind, UNIT};
use super::listed::Listed;
use super::names::Names;
use super::saved::{Content, one_way};
use crate::network::csr::Csr;
use crate::network::rows::TooManyTies;
use crate::units::Vertex;

/// Writes a network in its binary form; read again, it is the same network for every use: directed
/// or not, with or without its third column.
///
/// # Errors
/// If the file cannot be written, or the network (a binary one itself) cannot be read.
pub fn save(list: &EdgeList, path: &Path) -> Result<(), NetworkError> {
    let stated = Stated { lines: list.lines(), self_loops: list.self_loops, names: &list.names };
    match &list.body {
        Body::Listed(listed) if listed.value.is_some() => {
            write(&stated, &Ties::Listed(&listed.spelled_out()), path)
        }
        Body::Listed(listed) => {
            let rows = listed.rows(list.people, true)?;
            write(&stated, &Ties::Rows(rows.starts(), rows.peers()), path)
        }
        Body::Saved(saved) => match saved.content(Column::Strength)? {
            Content::Listed(listed) => write(&stated, &Ties::Listed(&listed), path),
            Content::Rows(start, peer) => write(&stated, &Ties::Rows(&start, &peer), path),
        },
    }
}

/// Writes the rows of drawn people, without strengths.
pub(crate) fn save_rows(rows: &Csr, path: &Path) -> Result<(), NetworkError> {
    let stated = Stated {
        lines: rows.tie_count(),
        self_loops: 0,
        names: &Names::Consecutive { first: 0, people: rows.people() },
    };
    write(&stated, &Ties::Rows(rows.starts(), rows.peers()), path)
}

/// What a network was stated with, beside its ties.
struct Stated<'a> {
    lines: u64,
    self_loops: u64,
    names: &'a Names,
}

/// Ties as they are written.
enum Ties<'a> {
    Rows(&'a [u32], &'a [Vertex]),
    Listed(&'a Listed),
}

fn write(stated: &Stated, ties: &Ties, path: &Path) -> Result<(), NetworkError> {
    let (count, both_ways) = match ties {
        Ties::Rows(start, peer) => (peer.len(), one_way(start, peer) == 0),
        Ties::Listed(listed) => (listed.ties.len(), false),
    };
    let header = Header {
        people: stated.names.people() as u32,
        ties: u32::try_from(count).map_err(|_| TooManyTies)?,
        lines: stated.lines,
        self_loops: stated.self_loops,
        third_column: matches!(ties, Ties::Listed(_)),
        both_ways,
        names: match stated.names {
            Names::Consecutive { .. } => NameKind::Consecutive,
            Names::Numbers(_) => NameKind::Numbers,
            Names::Words(_) => NameKind::Words,
        },
        checksum: 0,
    };
    write_whole(path, |file| {
        let mut sections = Sections { file: BufWriter::with_capacity(1 << 20, file), sum: header.sum() };
        // The checksum is known at the end only.
        sections.file.write_all(&[0; UNIT])?;
        match stated.names {
            Names::Consecutive { first, .. } => sections.array(&[*first], i64::to_le_bytes)?,
            Names::Numbers(ids) => sections.array(ids, i64::to_le_bytes)?,
            Names::Words(words) => {
                sections.array(words.ends(), u64::to_le_bytes)?;
                sections.array(words.text().as_bytes(), |byte| [byte])?;
            }
        }
        match ties {
            Ties::Rows(start, peer) => {
                sections.array(start, u32::to_le_bytes)?;
                sections.array(peer, u32::to_le_bytes)?;
            }
            Ties::Listed(Listed { ties, value, .. }) => {
                sections.array(ties, |tie: (Vertex, Vertex)| tie.0.to_le_bytes())?;
                sections.array(ties, |tie: (Vertex, Vertex)| tie.1.to_le_bytes())?;
                sections.array(value.as_deref().map_or(&[][..], Vec::as_slice), f32::to_le_bytes)?;
            }
        }
        let Sections { mut file, sum } = sections;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(&Header { checksum: sum.value(), ..header }.bytes())?;
        file.flush()
    })
    .map_err(|e| NetworkError::Unwritable { path: path.to_path_buf(), reason: e.to_string() })
}

/// The file that writing to a path would replace or make: what a link points to, not the link.
///
/// # Errors
/// If something stands there that is no regular file.
pub fn replaceable(path: &Path) -> io::Result<PathBuf> {
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    if std::fs::metadata(&target).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::other("something stands there that is no regular file; name another"));
    }
    Ok(target)
}

/// Lets a file of this name come into being as a whole, or not at all.
///
/// What a link points to is replaced, not the link.
///
/// # Errors
/// If it cannot be written, or something stands there that is no regular file.
pub fn write_whole(path: &Path, fill: impl FnOnce(&mut std::fs::File) -> io::Result<()>) -> io::Result<()> {
    let target = replaceable(path)?;
    let path = target.as_path();
    let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = tempfile::Builder::new();
    builder.prefix(".groundswell-");
    #[cfg(unix)]
    {
        // As any file that a program makes; the usual draft is for its owner alone.
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut draft = builder.tempfile_in(folder)?;
    fill(draft.as_file_mut())?;
    draft.as_file().sync_all()?;
    draft.persist(path).map_err(|e| e.error)?;
    Ok(())
}

/// The sections of a file that is being written, and their sum so far.
struct Sections<W> {
    file: W,
    sum: Checksum,
}

impl<W: Write> Sections<W> {
    /// Writes one section, filled up with zeros.
    fn array<T: Copy, const N: usize>(
        &mut self,
        numbers: &[T],
        bytes_of: fn(T) -> [u8; N],
    ) -> io::Result<()> {
        const AT_ONCE: usize = 1 << 16;
        let mut bytes = Vec::with_capacity(AT_ONCE * N + UNIT);
        for some in numbers.chunks(AT_ONCE) {
            bytes.clear();
            bytes.extend(some.iter().flat_map(|number| bytes_of(*number)));
            bytes.resize(bytes.len().next_multiple_of(UNIT), 0);
            self.sum.add(&bytes);
            self.file.write_all(&bytes)?;
        }
        Ok(())
    }
}
