//! The page of the playbook: every row is whole, and its keys and tests exist.

use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// The text of all source files and tests.
fn code() -> String {
    let mut open = vec![root().join("src"), root().join("tests")];
    let mut text = String::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|e| e == "rs") {
            text += &std::fs::read_to_string(path).unwrap();
        }
    }
    text
}

/// The names between backticks.
fn names(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_mechanism_of_the_playbook_has_a_row_whose_keys_and_tests_exist() {
    let (page, schema, code) = (read("docs/playbook.md"), read("docs/schema.json"), code());
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| ") && line.as_bytes()[2].is_ascii_digit())
        .map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), 106);
    for (i, row) in rows.iter().enumerate() {
        let [number, name, chinese, keys, tests, state] = row[..] else { panic!("{row:?}") };
        assert_eq!(number, (i + 1).to_string(), "{name}");
        assert!(!name.is_empty() && !chinese.is_ascii(), "{name}");
        let kind = state.split(':').next().unwrap();
        assert!(["works", "partly", "to come", "not modelled"].contains(&kind), "{name}: {state}");
        assert_eq!(state.contains(": "), ["partly", "not modelled"].contains(&kind), "{name}: {state}");
        let (keys, tests) = (names(keys), names(tests));
        assert_eq!(keys.is_empty(), ["to come", "not modelled"].contains(&kind), "{name}");
        assert!(kind != "works" || !tests.is_empty(), "{name} has no test");
        for key in keys {
            let last = key.rsplit('.').next().unwrap();
            assert!(schema.contains(&format!("\"{last}\":")), "{name}: there is no key {key}");
        }
        for test in tests {
            assert!(code.contains(&format!("fn {test}(")), "{name}: there is no test {test}");
        }
    }
}
