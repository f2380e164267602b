//! What can be wrong with an edge list, said with its place and what would do.

use std::path::{Path, PathBuf};

use crate::delimited::Trouble;
use crate::network::rows::TooManyTies;

/// Why an edge list cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum ImportError {
    #[error("{}: there is no such file; {hint}", path.display())]
    Missing { path: PathBuf, hint: String },
    #[error("{}: cannot be read: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String },
    #[error("{}:{line}: \"{text}\"; expected {expected}", path.display())]
    BadLine { path: PathBuf, line: u64, text: String, expected: String },
    #[error("{}:{line}: {words}", path.display())]
    Columns { path: PathBuf, line: u64, words: String },
    #[error("{}: holds no tie; expected two ids a line, separated by a comma, tab or space", path.display())]
    Empty { path: PathBuf },
    #[error(
        "{}: is no whole network file: {reason}; save it anew with `groundswell network EDGE_LIST --save FILE`",
        path.display()
    )]
    Damaged { path: PathBuf, reason: String },
    #[error("{}: has no third column; save it anew from an edge list with a strength of at least 0 there", path.display())]
    NoThirdColumn { path: PathBuf },
    #[error("{}: names more people than 32-bit numbers can count", path.display())]
    TooManyPeople { path: PathBuf },
}

/// Why a network cannot be laid out as rows, or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum NetworkError {
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    TooManyTies(#[from] TooManyTies),
    #[error("{}: cannot be written: {reason}", path.display())]
    Unwritable { path: PathBuf, reason: String },
}

impl From<(&Path, Trouble)> for ImportError {
    fn from((path, Trouble { line, what }): (&Path, Trouble)) -> ImportError {
        match line {
            Some(line) => ImportError::Columns { path: path.to_path_buf(), line, words: what },
            None => ImportError::unreadable(path, what),
        }
    }
}

impl ImportError {
    /// A missing file, with the nearest name that is there, or else what is `wanted`.
    pub(crate) fn missing(path: &Path, wanted: &str) -> ImportError {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let folder = path.parent().filter(|f| !f.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let there: Vec<String> = entries.map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        let hint = match nearest(&name, there.iter().map(String::as_str)) {
            Some(other) => format!("did you mean `{other}`?"),
            None if there.is_empty() => "its folder is missing or empty".into(),
            None => format!("expected {wanted}"),
        };
        ImportError::Missing { path: path.to_path_buf(), hint }
    }

    /// A file that cannot be read.
    pub(crate) fn unreadable(path: &Path, reason: impl ToString) -> ImportError {
        ImportError::Unreadable { path: path.to_path_buf(), reason: reason.to_string() }
    }

    /// A file of the binary form that is not whole or not sound.
    pub(super) fn damaged(path: &Path, reason: &str) -> ImportError {
        ImportError::Damaged { path: path.to_path_buf(), reason: reason.to_owned() }
    }

    /// A line that is not a tie; long ones are shortened.
    pub(super) fn bad_line(path: &Path, line: u64, text: &[u8], expected: &str) -> ImportError {
        let text = String::from_utf8_lossy(text);
        let mut short: String = text.trim().chars().take(40).collect();
        if text.trim().chars().count() > 40 {
            short.push('…');
        }
        ImportError::BadLine { path: path.to_path_buf(), line, text: short, expected: expected.into() }
    }
}

/// The name that is most like the wanted one, whatever its case, if any is like it.
pub(crate) fn nearest<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let alike = |name: &str| strsim::jaro_winkler(&wanted.to_lowercase(), &name.to_lowercase());
    let scored = names.map(|name| (alike(name), name)).filter(|(score, _)| *score > 0.8);
    Some(scored.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?.1)
}
