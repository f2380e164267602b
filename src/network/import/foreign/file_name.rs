//! Formats that are known by the name of a file.

use std::path::Path;

/// Whether a file's name ends so, whatever it is packed in.
pub(super) fn named_as(path: &Path, endings: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    endings.iter().any(|ending| name.ends_with(ending))
}
