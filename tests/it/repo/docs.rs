//! Documents name files that exist and show programs that compile.

use std::path::Path;

/// Documents name files of the repository in backticks: by their whole path, or sources by their path
/// in `src/` or `src/study/`. `{a,b}` stands for each name in it.
#[test]
fn files_that_documents_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["src/", "tests/", "docs/", "scenarios/", "benches/", "examples/"];
    let exists = |path: &str| {
        root.join(path).exists()
            || path.ends_with(".rs") && ["src", "src/study"].iter().any(|f| root.join(f).join(path).exists())
    };
    let mut gone = Vec::new();
    for page in [
        "README.md",
        "CONTRIBUTING.md",
        "docs/model.md",
        "docs/migration.md",
        "docs/network-format.md",
        "benches/README.md",
    ] {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        let names = text.split('`').skip(1).step_by(2).filter(|name| !name.contains(['<', ' ']));
        let paths = names.filter(|name| {
            folders.iter().any(|f| name.starts_with(f)) || name.contains('/') && name.ends_with(".rs")
        });
        let gone_here = paths.flat_map(each_of).filter(|path| !exists(path));
        gone.extend(gone_here.map(|path| format!("{page}: {path}")));
    }
    assert!(gone.is_empty(), "{gone:#?}");
}

/// The paths that a path with one `{a,b}` stands for.
fn each_of(path: &str) -> Vec<String> {
    let Some((head, (names, tail))) =
        path.split_once('{').and_then(|(head, rest)| Some((head, rest.split_once('}')?)))
    else {
        return vec![path.to_owned()];
    };
    names.split(',').map(|name| format!("{head}{name}{tail}")).collect()
}

#[test]
fn the_readme_shows_the_program_of_the_first_example() {
    let read = |path| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let example = read("examples/hello.rs");
    let program = &example[example.find("use groundswell").unwrap()..];
    assert!(
        read("README.md").contains(&format!("```rust\n{program}```")),
        "copy examples/hello.rs into README.md"
    );
}
