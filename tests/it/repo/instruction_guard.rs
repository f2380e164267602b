//! The guard of instruction counts fails when it should, and only then.

use std::collections::BTreeMap;

#[path = "../../../benches/support/mod.rs"]
mod support;

use support::guard::{Record, Report};

fn record() -> Record {
    let counts = BTreeMap::from([("cascade".to_owned(), 1_000_000)]);
    Record { rustc: "rustc 1".into(), arch: "x86_64".into(), tolerance: 0.03, counts }
}

fn compare(count: u64, rustc: &str) -> Report {
    record().compare(&BTreeMap::from([("cascade".to_owned(), count)]), rustc, "x86_64")
}

#[test]
fn counts_within_the_tolerance_are_as_recorded() {
    for count in [970_001, 1_000_000, 1_029_999] {
        let report = compare(count, "rustc 1");
        assert!(!report.fails);
        assert_eq!(report.lines.len(), 1, "{:?}", report.lines);
    }
    let told = &compare(1_010_000, "rustc 1").lines[0];
    assert_eq!(told, "cascade: 1_010_000 instructions, +1.00 % against 1_000_000: as recorded");
}

#[test]
fn a_kernel_that_became_dearer_fails_and_says_how_to_record_anew() {
    let report = compare(1_040_000, "rustc 1");
    assert!(report.fails);
    assert_eq!(
        report.lines,
        [
            "cascade: 1_040_000 instructions, +4.00 % against 1_000_000: TOO MANY",
            "more than 3 % above the record: find what got dearer, or, if it is meant, record anew with: \
             cargo bench --bench instructions -- record",
        ]
    );
}

#[test]
fn a_kernel_that_became_cheaper_asks_for_a_tighter_record() {
    let report = compare(900_000, "rustc 1");
    assert!(!report.fails);
    assert_eq!(
        report.lines[0],
        "cascade: 900_000 instructions, -10.00 % against 1_000_000: fewer than the record allows"
    );
    assert!(
        report.lines[1]
            .ends_with("keep what was won, record anew with: cargo bench --bench instructions -- record")
    );
}

#[test]
fn another_compiler_or_processor_is_told_and_does_not_fail() {
    let report = compare(2_000_000, "rustc 2");
    assert!(!report.fails);
    assert!(report.lines[1].starts_with("the record was made with rustc 1 on x86_64, this is rustc 2"));
    let counts = BTreeMap::from([("cascade".to_owned(), 2_000_000)]);
    assert!(!record().compare(&counts, "rustc 1", "aarch64").fails);
}

#[test]
fn a_kernel_without_a_record_is_named() {
    let report = record().compare(&BTreeMap::from([("draw".to_owned(), 5)]), "rustc 1", "x86_64");
    assert!(!report.fails);
    assert_eq!(report.lines[0], "draw: 5 instructions, not in the record");
}

#[test]
fn what_is_written_is_read_back_and_a_misspelt_key_is_named() {
    assert_eq!(Record::read(&record().write()), Ok(record()));
    let error = Record::read(&record().write().replace("tolerance", "tolerence")).unwrap_err();
    assert!(error.contains("tolerence"), "{error}");
}

#[test]
fn the_record_beside_the_benches_names_every_kernel() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.toml");
    let record = Record::read(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(record.counts.keys().collect::<Vec<_>>(), ["cascade", "draw", "standard_run"]);
}
