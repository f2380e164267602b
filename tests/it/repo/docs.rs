//! Documents name files that exist and show programs that compile.

use std::path::Path;

/// Documents name files of the repository by their whole path in backticks.
#[test]
fn files_that_documents_name_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut gone = Vec::new();
    for page in
        ["README.md", "CONTRIBUTING.md", "docs/model.md", "docs/network-format.md", "benches/README.md"]
    {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        let names = text.split('`').skip(1).step_by(2);
        let folders = ["src/", "tests/", "docs/", "scenarios/", "benches/", "examples/"];
        let paths = names
            .filter(|name| folders.iter().any(|f| name.starts_with(f)) && !name.contains(['{', '<', ' ']));
        gone.extend(paths.filter(|path| !root.join(path).exists()).map(|path| format!("{page}: {path}")));
    }
    assert!(gone.is_empty(), "{gone:#?}");
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
