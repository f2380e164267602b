//! Decides whether a folder may be written: only earlier results of the program are replaced.
//!
//! Always true: a file that no manifest of ours lists is neither replaced nor deleted. Where a manifest is damaged,
//! kept runs stand for it: then the files that every result has are ours.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::report::chart;
use crate::report::tables::TABLES;
use crate::study::play::{Checkpoint, CheckpointError};

/// The manifest's file name; present in every folder we wrote.
pub const MANIFEST: &str = "manifest.json";

/// The file of runs that a later run of the same scenario goes on from.
pub const KEPT: &str = "kept.runs";

/// Why a result was not written.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum WriteError {
    #[error("{} holds {what}; choose another folder with --out, or say --force, which replaces only files that a manifest lists", .dir.display())]
    Occupied { dir: PathBuf, what: String },
    #[error("{} holds {file}, which no manifest lists and this run would overwrite; move it away or choose another folder with --out", .dir.display())]
    Foreign { dir: PathBuf, file: String },
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    #[error("another run is writing to {}{by}; wait until it ends, or choose another folder with --out", .dir.display())]
    Busy { dir: PathBuf, by: String },
    #[error("cannot {what} {}: {cause}", .path.display())]
    Io { what: &'static str, path: PathBuf, cause: io::Error },
    #[error("cannot draw {file}: {cause}")]
    Chart { file: String, cause: chart::DrawError },
}

/// Names an operation and a path beside an input or output error.
pub(crate) fn io_at(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> WriteError {
    let path = path.to_path_buf();
    move |cause| WriteError::Io { what, path, cause }
}

/// What stands in the folder now.
#[derive(Debug, Default)]
pub(crate) struct Standing {
    pub exists: bool,
    /// Files that an earlier manifest lists, the manifest among them, by path with `/`.
    pub ours: BTreeSet<String>,
    /// Files that no manifest lists.
    pub foreign: BTreeSet<String>,
    /// Fingerprint of the earlier result, if the manifest can be read.
    pub fingerprint: Option<String>,
}

/// Every file that a run may write, the manifest included.
pub fn file_names() -> Vec<String> {
    let mut names: Vec<String> = TABLES.iter().map(|t| t.file().into()).collect();
    for chart in chart::CHARTS {
        names.extend(["svg", "png"].map(|ending| format!("charts/{}.{ending}", chart.file)));
    }
    names.extend(["findings.txt", "scenario.resolved.toml", KEPT, MANIFEST].map(String::from));
    names
}

/// Runs that an earlier result of the same fingerprint kept; none where there is no such result.
///
/// # Errors
/// Why they cannot be used, where a file of them is there.
pub fn earlier_runs(dir: &Path, fingerprint: &str) -> Result<Checkpoint, CheckpointError> {
    match fs::read(dir.join(KEPT)) {
        Ok(bytes) => Checkpoint::read(&bytes, fingerprint),
        Err(_) => Ok(Checkpoint::default()),
    }
}

/// Looks at a folder without changing it.
pub(crate) fn look(dir: &Path) -> Result<Standing, WriteError> {
    let mut standing = Standing::default();
    match fs::metadata(dir) {
        Ok(found) if found.is_dir() => standing.exists = true,
        Ok(_) => return Err(WriteError::NotAFolder(dir.into())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(standing),
        Err(e) => return Err(io_at("look at", dir)(e)),
    }
    let mut listed = BTreeSet::new();
    if let Ok(text) = fs::read_to_string(dir.join(MANIFEST))
        && let Ok(value) = serde_json::from_str::<serde_json::Value>(&text)
        && let (Some(print), Some(files)) = (value["fingerprint"].as_str(), value["files"].as_array())
    {
        standing.fingerprint = Some(print.into());
        listed.extend(files.iter().filter_map(|f| f.as_str()).filter(|f| stays_inside(f)).map(String::from));
        listed.insert(MANIFEST.into());
    } else if let Ok(kept) = fs::read(dir.join(KEPT))
        && let Some(print) = Checkpoint::fingerprint_of(&kept)
    {
        // The manifest is damaged or gone; the runs that were kept say whose result this is.
        standing.fingerprint = Some(print);
        listed.extend(file_names());
    }
    let mut files = BTreeSet::new();
    collect(dir, "", &mut files)?;
    (standing.ours, standing.foreign) = files.into_iter().partition(|f| listed.contains(f));
    Ok(standing)
}

/// Whether a listed path names something below the folder; a manifest could say anything.
fn stays_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|c| matches!(c, Component::Normal(_)))
}

fn collect(dir: &Path, under: &str, files: &mut BTreeSet<String>) -> Result<(), WriteError> {
    for entry in fs::read_dir(dir).map_err(io_at("read", dir))? {
        let entry = entry.map_err(io_at("read", dir))?;
        let name = format!("{under}{}", entry.file_name().to_string_lossy());
        // A link is a file here: it is never followed, so nothing outside can be touched.
        if entry.file_type().map_err(io_at("look at", &entry.path()))?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.insert(name);
        }
    }
    Ok(())
}

/// Whether a result with this fingerprint may go into `dir`; to be asked before running.
///
/// Free: a folder that is missing or empty. An earlier result with the same fingerprint is
/// rewritten. Anything else needs `force`, which still spares every file that no manifest lists.
///
/// # Errors
/// [`WriteError::Occupied`] where `force` is missing, [`WriteError::Foreign`] where a file that no
/// manifest lists stands in the way, [`WriteError::NotAFolder`], or an input error.
pub fn check_target(dir: &Path, fingerprint: &str, force: bool) -> Result<(), WriteError> {
    let standing = look(dir)?;
    let same = standing.fingerprint.as_deref() == Some(fingerprint);
    let empty = standing.ours.is_empty() && standing.foreign.is_empty();
    if !(empty || same || force) {
        let what = match &standing.fingerprint {
            Some(_) => "the result of another scenario".into(),
            None => {
                let names: Vec<&str> = standing.foreign.iter().take(3).map(String::as_str).collect();
                let more = if standing.foreign.len() > 3 { ", …" } else { "" };
                format!("files that are no result of this program ({}{more})", names.join(", "))
            }
        };
        return Err(WriteError::Occupied { dir: dir.into(), what });
    }
    // A file where we need a folder is in the way as well.
    let blocks = |name: &String| {
        standing.foreign.contains(name)
            || name.split_once('/').is_some_and(|(top, _)| standing.foreign.contains(top))
    };
    match file_names().into_iter().find(blocks) {
        Some(file) => Err(WriteError::Foreign { dir: dir.into(), file }),
        None => Ok(()),
    }
}
