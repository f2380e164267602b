//! Layers only look down, and no file is long.

use std::path::{Path, PathBuf};

/// From the ground up; `lib` and `main` may use everything.
const ORDER: [&[&str]; 11] = [
    &["units", "rng", "stats", "memory"],
    &["scenario"],
    &["world"],
    &["rules"],
    &["tactic"],
    &["engine"],
    &["study"],
    &["fit"],
    &["report"],
    // Functions of the library itself, which the proof pack uses as any program would.
    &["load", "parse"],
    &["verify"],
];

fn level(module: &str) -> Option<usize> {
    ORDER.iter().position(|names| names.contains(&module))
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .map(|e| e.unwrap().path())
        .flat_map(|p| if p.is_dir() { files(&p) } else { vec![p] })
        .filter(|p| p.extension().is_some_and(|e| e == "rs"))
        .collect();
    found.sort();
    found
}

/// Modules of the crate that a text names: `crate::world::…`, `crate::{world, rules}`.
fn named(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for after in text.split("crate::").skip(1) {
        let word = |s: &str| s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
        match after.strip_prefix('{') {
            None => names.push(word(after)),
            Some(list) => {
                let (mut depth, mut fresh) = (0, true);
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' if depth == 0 => break,
                        '}' => depth -= 1,
                        ',' if depth == 0 => fresh = true,
                        c if fresh && !c.is_whitespace() => {
                            names.push(word(&list[at..]));
                            fresh = false;
                        }
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

/// Every use of a higher layer, in words.
fn upward(file: &str, text: &str) -> Vec<String> {
    let own = file.split(['/', '.']).next().unwrap_or_default();
    let Some(own_level) = level(own) else { return Vec::new() };
    named(text)
        .into_iter()
        .filter(|used| used != own && level(used).is_none_or(|l| l > own_level))
        .map(|used| format!("{file} uses {used}"))
        .collect()
}

#[test]
fn no_module_uses_a_layer_above_its_own() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut read = 0;
    for path in files(&src) {
        let file = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&path).unwrap();
        // Comments may name what they please.
        let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        found.extend(upward(&file, &code));
        read += 1;
    }
    assert!(read > 30, "only {read} files were found");
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_use_of_a_higher_layer_is_seen_however_it_is_written() {
    assert_eq!(upward("world/mod.rs", "use crate::engine::run::Engine;"), ["world/mod.rs uses engine"]);
    assert_eq!(upward("rules.rs", "use crate::{units::{Stage, Cause}, tactic};"), ["rules.rs uses tactic"]);
    assert_eq!(upward("units.rs", "let x = crate::scenario::load();"), ["units.rs uses scenario"]);
    assert!(upward("engine/run.rs", "use crate::{engine::model, rules, world::World};").is_empty());
    assert_eq!(upward("stats.rs", "crate::lib_things()"), ["stats.rs uses lib_things"]);
}

#[test]
fn no_file_is_longer_than_400_lines() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let long: Vec<String> = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(&root.join(folder)))
        .filter_map(|path| {
            let lines = std::fs::read_to_string(&path).unwrap().lines().count();
            (lines > 400).then(|| format!("{} has {lines} lines", path.strip_prefix(root).unwrap().display()))
        })
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}
