//! Layers only look down, files do not import each other in circles, and no file is long.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// From the ground up; `lib` and `main` may use everything.
const ORDER: [&[&str]; 12] = [
    &["units", "rng", "stats", "statistics", "hints", "memory", "delimited", "identity"],
    &["contract"],
    &["network"],
    &["scenario"],
    &["world"],
    &["rules"],
    &["tactic"],
    &["engine"],
    &["fit"],
    &["study"],
    &["report"],
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

/// Every source file by its path below `src`, as code: no comments, and no tests at its end.
fn sources() -> BTreeMap<String, String> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: PathBuf| {
        let file = path.strip_prefix(&src).unwrap().to_string_lossy().replace('\\', "/");
        (file, code(&std::fs::read_to_string(&path).unwrap()))
    };
    let sources: BTreeMap<String, String> = files(&src).into_iter().map(read).collect();
    assert!(sources.len() > 30, "only {} files were found", sources.len());
    sources
}

fn code(text: &str) -> String {
    if text.contains("#![cfg(test)]") {
        return String::new();
    }
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines().filter(|l| !l.trim_start().starts_with("//")).map(|l| format!("{l}\n")).collect()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Reads the paths of a `use` tree (or of one path in code) from its beginning.
fn tree(text: &str, before: &[String], paths: &mut Vec<Vec<String>>) {
    let text = text.trim_start();
    if let Some(list) = text.strip_prefix('{') {
        let (mut depth, mut start) = (0, 0);
        for (at, c) in list.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth > 0 => depth -= 1,
                ',' | '}' if depth == 0 => {
                    tree(&list[start..at], before, paths);
                    start = at + 1;
                    if c == '}' {
                        return;
                    }
                }
                _ => {}
            }
        }
        return;
    }
    let word: String = text.chars().take_while(|c| is_word(*c)).collect();
    if word.is_empty() {
        if text.starts_with('*') {
            paths.push(before.to_vec());
        }
        return;
    }
    let path = [before, std::slice::from_ref(&word)].concat();
    match text[word.len()..].trim_start().strip_prefix("::") {
        Some(rest) => tree(rest, &path, paths),
        None => paths.push(if word == "self" { before.to_vec() } else { path }),
    }
}

/// Paths in a text that begin with this word, each without it.
fn paths_from(text: &str, root: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for (at, _) in text.match_indices(&format!("{root}::")) {
        let free = text[..at].chars().next_back().is_none_or(|c| !is_word(c) && c != ':');
        if free {
            tree(&text[at + root.len() + 2..], &[], &mut paths);
        }
    }
    paths
}

/// Macros that a text declares; they belong to no layer.
fn macros(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split("macro_rules! ").skip(1).map(|after| after.chars().take_while(|c| is_word(*c)).collect())
}

/// Every use of a higher layer, in words.
fn upward(file: &str, text: &str, macros: &[String]) -> Vec<String> {
    let own = file.split(['/', '.']).next().unwrap_or_default();
    let Some(own_level) = level(own) else { return Vec::new() };
    paths_from(text, "crate")
        .into_iter()
        .filter_map(|path| path.into_iter().next())
        .filter(|used| used != own && !macros.contains(used))
        .filter(|used| level(used).is_none_or(|l| l > own_level))
        .map(|used| format!("{file} uses {used}"))
        .collect()
}

/// What files import: modules by path, and names that a module hands on with `pub use`.
struct Imports<'a> {
    /// Module path and file.
    modules: BTreeMap<Vec<String>, &'a str>,
    /// A name in a module, and the path that it stands for.
    handed_on: BTreeMap<Vec<String>, Vec<String>>,
}

fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').filter(|part| *part != "lib").map(str::to_owned).collect()
}

/// Paths that a file uses, from the root of the crate; `handed_on` only, or all but those.
fn used(file: &str, text: &str, handed_on: bool) -> Vec<Vec<String>> {
    let module = module_of(file);
    let parent = &module[..module.len().saturating_sub(1)];
    let children = text.lines().filter_map(|l| {
        let declared = l.trim().trim_start_matches("pub(crate) ").trim_start_matches("pub ");
        declared.strip_prefix("mod ")?.strip_suffix(';')
    });
    let mut roots = vec![("crate", Vec::new()), ("self", module.clone()), ("super", parent.to_vec())];
    roots.extend(children.map(|child| (child, [&module[..], &[child.to_owned()]].concat())));
    let mut paths = Vec::new();
    for statement in text.split_inclusive(';') {
        if handing_on(statement) != handed_on {
            continue;
        }
        for (root, before) in &roots {
            let found = paths_from(statement, root);
            paths.extend(found.into_iter().map(|path| {
                // `super::super::…` climbs on.
                let up = path.iter().take_while(|part| *part == "super").count();
                [&before[..before.len().saturating_sub(up)], &path[up..]].concat()
            }));
        }
    }
    paths
}

/// Whether a statement is a `pub use`.
fn handing_on(statement: &str) -> bool {
    statement.lines().any(|l| {
        let line = l.trim_start();
        line.starts_with("pub use ") || line.starts_with("pub(") && line.contains(") use ")
    })
}

impl<'a> Imports<'a> {
    fn of(sources: &'a BTreeMap<String, String>) -> Imports<'a> {
        let modules = sources.keys().map(|file| (module_of(file), file.as_str())).collect();
        let mut handed_on = BTreeMap::new();
        for (file, text) in sources {
            for path in used(file, text, true) {
                let Some(name) = path.last() else { continue };
                handed_on.insert([&module_of(file)[..], std::slice::from_ref(name)].concat(), path);
            }
        }
        Imports { modules, handed_on }
    }

    /// The file in which the thing of this path is declared.
    fn file(&self, path: &[String]) -> Option<&'a str> {
        for length in (1..=path.len()).rev() {
            let (head, rest) = path.split_at(length);
            if let Some(file) = self.modules.get(head) {
                return Some(file);
            }
            if let Some(to) = self.handed_on.get(head) {
                return self.file(&[to, rest].concat());
            }
        }
        None
    }
}

/// Groups of files that reach each other through imports.
fn circles(sources: &BTreeMap<String, String>) -> Vec<Vec<&str>> {
    let imports = Imports::of(sources);
    let mut reached: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (file, text) in sources {
        let used = used(file, text, false).into_iter().filter_map(|path| imports.file(&path));
        let own = file.as_str();
        // The root hands everything on.
        reached.insert(own, used.filter(|other| ![own, "lib.rs"].contains(other)).collect());
    }
    // Transitive closure: who reaches the middle also reaches what the middle reaches.
    for middle in sources.keys() {
        let beyond = reached[middle.as_str()].clone();
        for far in reached.values_mut().filter(|far| far.contains(middle.as_str())) {
            far.extend(&beyond);
        }
    }
    let mut found: Vec<Vec<&str>> = Vec::new();
    for (file, far) in reached.iter().filter(|(file, far)| far.contains(*file)) {
        let circle: Vec<&str> = far.iter().copied().filter(|other| reached[other].contains(file)).collect();
        if circle[0] == *file {
            found.push(circle);
        }
    }
    found
}

#[test]
fn no_module_uses_a_layer_above_its_own() {
    let sources = sources();
    let macros: Vec<String> = sources.values().flat_map(|text| macros(text)).collect();
    let found: Vec<String> = sources.iter().flat_map(|(file, text)| upward(file, text, &macros)).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_use_of_a_higher_layer_is_seen_however_it_is_written() {
    let upward = |file: &str, text: &str| upward(file, text, &["table".to_owned()]);
    assert_eq!(upward("world/mod.rs", "use crate::engine::run::Engine;"), ["world/mod.rs uses engine"]);
    assert_eq!(upward("rules.rs", "use crate::{units::{Stage, Cause}, tactic};"), ["rules.rs uses tactic"]);
    assert_eq!(upward("units.rs", "let x = crate::scenario::load();"), ["units.rs uses scenario"]);
    assert!(upward("engine/run.rs", "use crate::{engine::model, rules, world::World};").is_empty());
    assert_eq!(upward("stats.rs", "crate::lib_things()"), ["stats.rs uses lib_things"]);
    assert!(upward("stats.rs", "crate::table! { pub struct Stats {} }").is_empty());
}

#[test]
fn files_do_not_import_each_other_in_circles() {
    let sources = sources();
    let found = circles(&sources);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_circle_is_seen_through_parents_and_names_that_are_handed_on() {
    let of = |texts: &[(&str, &str)]| -> BTreeMap<String, String> {
        texts.iter().map(|(file, text)| ((*file).to_owned(), code(text))).collect()
    };
    let climbing = of(&[("a/b/x.rs", "use super::super::y::Y;"), ("a/y.rs", "use super::b::x::X;")]);
    assert_eq!(circles(&climbing), [["a/b/x.rs", "a/y.rs"]]);
    let plain = of(&[("a/x.rs", "use super::y::{Y, Z};"), ("a/y.rs", "fn f(x: crate::a::x::X) {}")]);
    assert_eq!(circles(&plain), [["a/x.rs", "a/y.rs"]]);
    let handed_on = of(&[
        ("a/mod.rs", "mod x;\nmod y;\npub use x::X;"),
        ("a/x.rs", "use crate::a::y::Y;"),
        ("a/y.rs", "use crate::a::X;"),
    ]);
    assert_eq!(circles(&handed_on), [["a/x.rs", "a/y.rs"]]);
    let parent = of(&[("a/mod.rs", "mod x;\nfn f() -> x::X {}"), ("a/x.rs", "use super::f;")]);
    assert_eq!(circles(&parent), [["a/mod.rs", "a/x.rs"]]);
    let straight = of(&[
        ("a/mod.rs", "mod x;\npub use x::X;"),
        ("a/x.rs", "// use crate::b;\n#[cfg(test)]\nmod tests {\nuse crate::b;\n}"),
        ("b.rs", "use crate::a::X;"),
    ]);
    assert!(circles(&straight).is_empty());
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
