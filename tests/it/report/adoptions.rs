//! Everybody who ever had the product, a line each, where that is asked for.

use std::collections::BTreeMap;

use crate::common::program::{done, folder, put};

/// Four friends in a row are the market, and the first tells; Ads reaches them besides.
const TEXT: &str = r#"
horizon = "60d"
tick = "6h"
[market]
eligible = 1
[layers.friends]
import = { file = "row.txt" }
[channels.chat]
kind = "chat"
acts = "all"
probability = 1
[product]
satisfied = 1
lapse_per_year = 0
delay = "0d"
[seeds]
pick = { list = ["ann"] }
[compare]
cap = 10_000
replications = 2
[[strategy]]
name = "Organic"
[[strategy]]
name = "Ads"
[[strategy.tactic]]
kind = "ads"
name = "posters"
cold_cac = 1
spend = "all"
"#;

type Row = BTreeMap<String, String>;

#[test]
fn adoptions_say_who_had_it_when_and_from_whom() {
    let dir = folder();
    put(dir.path(), "row.txt", "ann bob\nbob cid\ncid dan\n");
    put(dir.path(), "s.toml", TEXT);
    let run = |more: &[&str]| {
        let line = [&["run", "s.toml", "--quiet", "--out", "o"], more].concat();
        done(dir.path(), &line);
    };
    let table = || -> Vec<Row> {
        let mut reader = csv::Reader::from_path(dir.path().join("o/adoptions.csv")).expect("the table");
        reader.deserialize().map(|row| row.expect("a row")).collect()
    };
    run(&[]);
    assert!(!dir.path().join("o/adoptions.csv").exists(), "it is written on request only");
    run(&["--adoptions"]);
    let rows = table();
    let organic: Vec<&Row> =
        rows.iter().filter(|r| r["strategy"] == "Organic" && r["replication"] == "0").collect();
    let cells = |key: &str| organic.iter().map(|r| r[key].as_str()).collect::<Vec<_>>();
    // A word goes on from tick to tick, a quarter of a day.
    assert_eq!(cells("person_id"), ["ann", "bob", "cid", "dan"]);
    assert_eq!(cells("from_person_id"), ["", "ann", "bob", "cid"]);
    assert_eq!(cells("channel"), ["seed", "chat", "chat", "chat"]);
    assert_eq!(cells("day"), ["0", "0.25", "0.5", "0.75"]);
    assert_eq!(cells("tactic"), [""; 4]);
    // All are won in each of two runs of two strategies; by the ads nobody else is, but who they won names them.
    assert_eq!(rows.len(), 16);
    for row in rows.iter().filter(|r| r["channel"] == "direct") {
        assert_eq!((row["strategy"].as_str(), row["tactic"].as_str()), ("Ads", "posters"));
        assert!(row["from_person"].is_empty());
    }
    // A later run without it takes the table away, and plays nothing again.
    run(&[]);
    assert!(!dir.path().join("o/adoptions.csv").exists());
}
