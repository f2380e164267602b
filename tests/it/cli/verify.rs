//! The proof pack as a user meets it.

use crate::common::program::{done, folder, refused};
use groundswell::verify;
use serde_json::Value;

/// Seed 1 of the quick pack: a right engine fails it once in a thousand times, and this seed is known to pass. The slow
/// checks play seeds 1 to 3 of the full pack.
#[test]
fn engine_agrees_with_theory_and_published_models() {
    let report = json(&["verify", "--seed", "1", "--json"]);
    let misses: Vec<String> =
        figures(&report).filter(|f| f["pass"] == false).map(ToString::to_string).collect();
    assert!(misses.is_empty(), "{misses:#?}");
    assert_eq!(report["rows"].as_array().unwrap().len(), verify::checks(&[]).unwrap().len());
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_str(&done(folder().path(), arguments)).unwrap()
}

fn figures(report: &Value) -> impl Iterator<Item = &Value> {
    report["rows"].as_array().unwrap().iter().flat_map(|r| r["figures"].as_array().unwrap())
}

#[test]
fn pack_says_the_same_on_one_thread_and_on_two() {
    let with = |threads| json(&["verify", "--only", "V04,V14,V25,V73", "--threads", threads, "--json"]);
    assert_eq!(with("1"), with("2"));
}

#[test]
fn table_shows_expected_got_error_and_limit_and_says_what_it_comes_to() {
    let table = done(folder().path(), &["verify", "--only", "v44,V37"]);
    let expected = "\
Independent cascade                                            expected          got  std error may differ
  V44  certain talk on a grid reaches 2t(t+1)+1 people in t steps (direct count)
       reached after 1 steps                                          5            5          –      exact  ok
       reached after 5 steps                                         61           61          –      exact  ok
       reached after 20 steps                                       841          841          –      exact  ok
       reached after 30 steps                                      1861         1861          –      exact  ok

Trees and queues                                               expected          got  std error may differ
  V37  structural virality of a path of 100 (Goel, Anderson, Hofman and Watts 2016)
       mean distance of two members                             33.6667      33.6667          –   rounding  ok

All 5 figures of 2 rows agree (quick pack, seed 1).
Chance has a part in 0 of them: a right engine fails the whole pack once in 1000 seeds.
More replications and narrower limits: --full (some minutes).
";
    assert_eq!(table, expected);
}

#[test]
fn unknown_row_is_named_with_the_rows_there_are() {
    let said = refused(folder().path(), 2, &["verify", "--only", "V01,V99"]);
    assert!(said.starts_with("error: there is no row \"V99\"; the rows are V01, V02, "), "{said}");
}

#[test]
fn saved_scenarios_are_ones_that_check_accepts() {
    let folder = folder();
    let said = done(folder.path(), &["verify", "--only", "V01,V19,V27,V68,V37", "--save", "proofs"]);
    assert_eq!(said, "5 scenarios written to proofs (1 of the rows has none)\n");
    for name in ["V01", "V19", "V27-1", "V27-2", "V68"] {
        let checked = done(folder.path(), &["check", &format!("proofs/{name}.toml")]);
        assert!(checked.starts_with("proof: nothing wrong."), "{name}: {checked}");
    }
}

#[test]
fn page_of_the_documentation_holds_every_row_of_the_pack() {
    let page = include_str!("../../../docs/validation.md");
    for row in verify::checks(&[]).unwrap() {
        assert!(
            page.contains(&format!("**{}** {} ({})", row.id, row.title, row.source)),
            "{} is missing",
            row.id
        );
    }
    assert!(!page.contains("**miss**"));
    assert!(page.contains("groundswell verify --full --seed 1 --markdown"));
}
