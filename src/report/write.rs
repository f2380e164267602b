//! Writing a result: all files or none.
//!
//! Always true: every file is made and flushed in a sibling folder first; only then is it moved
//! into place, so an interrupted or failed run leaves the earlier result as it was.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::report::chart;
use crate::report::findings::{Findings, findings};
use crate::report::manifest::Manifest;
use crate::report::output_folder::{KEPT, MANIFEST, Standing, WriteError, check_target, io_at, look};
use crate::report::tables::tables;
use crate::study::Results;

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The folder.
    pub dir: PathBuf,
    /// Its files, by path with `/`, the manifest last.
    pub files: Vec<String>,
}

impl Results {
    /// What the study found, in words.
    pub fn findings(&self) -> Findings {
        findings(self)
    }

    /// Writes tables, charts, findings and the scenario into a folder of its own, whole or not at all.
    ///
    /// # Errors
    /// Where the folder holds anything but an earlier result of the same scenario, or a file cannot
    /// be made.
    pub fn write_to(&self, dir: impl AsRef<Path>) -> Result<Written, WriteError> {
        self.write_with(dir.as_ref(), Manifest::of(self), false)
    }

    /// The same with a manifest of one's own, whose list of files is filled in here; `force` replaces
    /// the result of another scenario.
    ///
    /// # Errors
    /// As [`check_target`], or where a file cannot be made, drawn or moved.
    #[doc(hidden)]
    pub fn write_with(&self, dir: &Path, manifest: Manifest, force: bool) -> Result<Written, WriteError> {
        check_target(dir, &manifest.fingerprint, force)?;
        // Through a link to the folder itself: the link must stay, and its sibling may be elsewhere.
        let asked = dir;
        let real = if dir.exists() { fs::canonicalize(dir).map_err(io_at("find", dir))? } else { dir.into() };
        let dir = real.as_path();
        let parent = match dir.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        fs::create_dir_all(parent).map_err(io_at("make", parent))?;
        let draft = tempfile::Builder::new()
            .prefix(".groundswell-")
            .tempdir_in(parent)
            .map_err(io_at("make a folder in", parent))?;
        // A folder of its own inside: the temporary one is private, and results should not be.
        let fresh = draft.path().join("result");
        let charts = fresh.join("charts");
        fs::create_dir_all(&charts).map_err(io_at("make", &charts))?;

        let mut files = Vec::new();
        for (name, text) in tables(self) {
            put(&fresh, name, text.as_bytes())?;
            files.push(name.to_string());
        }
        for chart in chart::shown(self) {
            let drawing = chart.drawn(self);
            let (svg, png) = (format!("charts/{}.svg", chart.file), format!("charts/{}.png", chart.file));
            let text =
                chart::svg(&drawing).map_err(|cause| WriteError::Chart { file: svg.clone(), cause })?;
            put(&fresh, &svg, text.as_bytes())?;
            let path = fresh.join(&png);
            chart::png(&drawing, &path).map_err(|cause| WriteError::Chart { file: png.clone(), cause })?;
            sync(&path)?;
            files.extend([svg, png]);
        }
        let scenario = self.origin.scenario.as_ref();
        let resolved = scenario.map_or(String::new(), |s| s.resolved_in(asked));
        put(&fresh, "findings.txt", self.findings().lasting().as_bytes())?;
        put(&fresh, "scenario.resolved.toml", resolved.as_bytes())?;
        put(&fresh, KEPT, &self.origin.kept)?;
        files.extend(["findings.txt", "scenario.resolved.toml", KEPT].map(String::from));

        let manifest = Manifest { files: files.clone(), ..manifest };
        let mut text = serde_json::to_string_pretty(&manifest).map_err(|e| WriteError::Io {
            what: "make",
            path: dir.join(MANIFEST),
            cause: e.into(),
        })?;
        text.push('\n');
        put(&fresh, MANIFEST, text.as_bytes())?;
        files.push(MANIFEST.into());
        sync(&charts)?;
        sync(&fresh)?;

        let standing = look(dir)?;
        if !standing.exists {
            fs::rename(&fresh, dir).map_err(io_at("move the result to", dir))?;
        } else if standing.foreign.is_empty() && !stands_in(dir) {
            swap(&fresh, dir, &draft.path().join("earlier"))?;
        } else {
            replace_listed(&fresh, dir, &standing, &files)?;
        }
        sync(parent)?;
        Ok(Written { dir: asked.into(), files })
    }
}

fn put(root: &Path, name: &str, bytes: &[u8]) -> Result<(), WriteError> {
    let path = root.join(name);
    let mut file = File::create(&path).map_err(io_at("make", &path))?;
    file.write_all(bytes).map_err(io_at("write", &path))?;
    file.sync_all().map_err(io_at("flush", &path))
}

/// Flushes a file or, where the system allows it, a folder.
fn sync(path: &Path) -> Result<(), WriteError> {
    if path.is_dir() && !cfg!(unix) {
        return Ok(());
    }
    File::open(path).and_then(|f| f.sync_all()).map_err(io_at("flush", path))
}

/// Whether the program was started in this folder or below: it must not be moved from under it.
fn stands_in(dir: &Path) -> bool {
    std::env::current_dir().and_then(fs::canonicalize).is_ok_and(|here| here.starts_with(dir))
}

/// The folder holds nothing but our earlier files: it is replaced as a whole, and put back if the
/// new one cannot be moved in.
fn swap(fresh: &Path, dir: &Path, earlier: &Path) -> Result<(), WriteError> {
    fs::rename(dir, earlier).map_err(io_at("move away", dir))?;
    match fs::rename(fresh, dir) {
        Ok(()) => Ok(()),
        Err(cause) => {
            fs::rename(earlier, dir).map_err(io_at("put back", dir))?;
            Err(io_at("move the result to", dir)(cause))
        }
    }
}

/// Other people's files stay: ours are replaced one by one, each whole, the manifest last; files of
/// the earlier result that the new one has not are removed.
fn replace_listed(fresh: &Path, dir: &Path, standing: &Standing, files: &[String]) -> Result<(), WriteError> {
    let charts = dir.join("charts");
    fs::create_dir_all(&charts).map_err(io_at("make", &charts))?;
    for name in files {
        let to = dir.join(name);
        fs::rename(fresh.join(name), &to).map_err(io_at("replace", &to))?;
    }
    let kept: BTreeSet<&String> = files.iter().collect();
    for name in standing.ours.iter().filter(|n| !kept.contains(n)) {
        let path = dir.join(name);
        fs::remove_file(&path).map_err(io_at("remove", &path))?;
    }
    sync(&charts)?;
    sync(dir)
}
