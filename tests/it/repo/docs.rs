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
        "docs/inputs.md",
        "docs/extending.md",
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

#[test]
fn the_page_on_tactics_builds_the_example_that_is_compiled() {
    let read = |path| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (page, example) = (read("docs/extending.md"), read("examples/own_tactic.rs"));
    let blocks: Vec<&str> =
        page.split("```rust\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    assert!(blocks.len() > 4, "{} blocks", blocks.len());
    for block in blocks {
        assert!(example.contains(block), "this is not in examples/own_tactic.rs:\n{block}");
    }
    let lines = example.lines().count();
    assert!(lines <= 120 && page.contains(&format!("{lines} lines")), "{lines} lines");
}

/// The pages that lead to each other.
const PAGES: [&str; 6] = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "output/README.md",
    "benches/README.md",
    "scenarios/README.md",
];

/// The anchor of a heading, as the common renderers make it: small letters, blanks as `-`, no other signs.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase();
    kept.chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn every_link_of_a_page_leads_to_a_file_and_a_heading_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let in_docs = std::fs::read_dir(root.join("docs")).unwrap().map(|e| e.unwrap().path());
    let docs = in_docs.filter(|path| path.extension().is_some_and(|e| e == "md"));
    let pages: Vec<_> = PAGES.iter().map(|page| root.join(page)).filter(|p| p.exists()).chain(docs).collect();
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let headings = |path: &Path| -> Vec<String> {
        read(path).lines().filter(|l| l.starts_with('#')).map(|l| anchor(l.trim_start_matches('#'))).collect()
    };
    let (mut dead, mut found) = (Vec::new(), 0);
    for page in &pages {
        let text = read(page);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if link.contains("://") || link.starts_with("mailto:") || link.contains(' ') {
                continue;
            }
            found += 1;
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target =
                if file.is_empty() { page.clone() } else { page.parent().unwrap_or(root).join(file) };
            let there =
                target.exists() && (heading.is_empty() || headings(&target).iter().any(|h| h == heading));
            if !there {
                dead.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(found > 40, "only {found} links were found");
    assert!(dead.is_empty(), "{dead:#?}");
}
