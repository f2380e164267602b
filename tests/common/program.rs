//! Calls the program as a user does, in a folder of its own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// A small market with every tactic.
pub const ALL_TACTICS: &str = include_str!("../data/all-tactics.toml");

/// A file of this repository.
pub fn shipped(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// An empty folder with the small scenario `s.toml` in it.
pub fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    put(dir.path(), "s.toml", ALL_TACTICS);
    dir
}

/// Writes a file.
pub fn put(dir: &Path, name: &str, text: &str) {
    std::fs::write(dir.join(name), text).expect("a file can be written");
}

/// Runs the program in `dir`.
pub fn call(dir: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("groundswell")
        .expect("the program is built")
        .current_dir(dir)
        .args(arguments)
        .output()
        .expect("the program starts")
}

/// Runs the program, which must succeed, and returns what it printed.
pub fn done(dir: &Path, arguments: &[&str]) -> String {
    let output = call(dir, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", errors(&output));
    printed(&output)
}

/// Runs the program, which must end with `code`, and returns what it said on standard error.
pub fn refused(dir: &Path, code: i32, arguments: &[&str]) -> String {
    let output = call(dir, arguments);
    let said = errors(&output);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
    assert!(output.stdout.is_empty(), "{arguments:?} printed {}", printed(&output));
    assert!(!said.contains("panicked"), "{said}");
    said
}

/// Standard output as text.
pub fn printed(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

/// Standard error as text.
pub fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// Every file below a folder with its bytes, by path.
pub fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(dir).expect("below").to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

/// All files of a result but the manifest, the only one that holds times.
pub fn results(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = files(dir);
    assert!(all.remove("manifest.json").is_some(), "{} has no manifest", dir.display());
    all
}

/// The manifest of a result.
pub fn manifest(dir: &Path) -> serde_json::Value {
    let text = std::fs::read(dir.join("manifest.json")).expect("a manifest");
    serde_json::from_slice(&text).expect("JSON")
}
