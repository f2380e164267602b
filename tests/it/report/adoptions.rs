//! Everybody who ever had the product, a line each, where that is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

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

fn table(dir: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(dir.join("o/adoptions.csv")).expect("the table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn adoptions_say_who_had_it_when_and_from_whom() {
    let dir = folder();
    put(dir.path(), "row.txt", "ann bob\nbob cid\ncid dan\n");
    put(dir.path(), "s.toml", TEXT);
    let run = |more: &[&str]| {
        let line = [&["run", "s.toml", "--quiet", "--out", "o"], more].concat();
        done(dir.path(), &line);
    };
    let table = || table(dir.path());
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

/// Two forums' worth of people in a city: the ids of the file lead to the same people as its ties, on each of
/// several networks, and people who are not in the file have no id.
#[test]
fn adoptions_of_a_part_of_the_market_name_its_members_by_their_ids() {
    let dir = folder();
    put(dir.path(), "row.txt", "ann bob\nbob cid\ncid dan\n");
    let city = r#"
horizon = "60d"
tick = "6h"
[market]
people = 40
eligible = 1
outside_per_day = 0.02
[layers.forum]
import = { file = "row.txt" }
directed = true
part_of = "everybody"
[channels.chat]
kind = "chat"
layer = "forum"
acts = "all"
probability = 1
[product]
satisfied = 1
lapse_per_year = 0
delay = "0d"
[seeds]
pick = { list = ["ann"] }
[compare]
cap = "none"
replications = 6
runs_per_network = 1
[[strategy]]
name = "Organic"
"#;
    put(dir.path(), "s.toml", city);
    done(dir.path(), &["run", "s.toml", "--quiet", "--adoptions", "--out", "o"]);
    let rows = table(dir.path());
    let mut who: BTreeMap<(&str, &str), &str> = BTreeMap::new();
    for row in &rows {
        let person = (row["network"].as_str(), row["person"].as_str());
        if !row["person_id"].is_empty() {
            assert_eq!(*who.entry(person).or_insert(&row["person_id"]), row["person_id"]);
        }
        // Along the ties of the file, a word at a time; outside influence reaches everybody else.
        match row["channel"].as_str() {
            "seed" => assert_eq!(row["person_id"], "ann"),
            "chat" => assert!(
                ["ann bob", "bob cid", "cid dan"]
                    .contains(&format!("{} {}", row["from_person_id"], row["person_id"]).as_str()),
                "{row:?}"
            ),
            other => assert_eq!((other, row["from_person_id"].as_str()), ("outside", "")),
        }
    }
    let ids: BTreeSet<&str> = who.values().copied().collect();
    assert_eq!(ids, BTreeSet::from(["ann", "bob", "cid", "dan"]));
    // Members are drawn anew on each of six networks, four of forty: all at one place by chance once in 10²⁴.
    let places: BTreeSet<&str> = who.iter().filter(|w| *w.1 == "ann").map(|w| w.0.1).collect();
    assert!(places.len() > 1 && who.len() == 24, "{who:?}");
    // The others, of whom most are won from outside in two months, have numbers alone.
    let others = rows.iter().filter(|r| r["person_id"].is_empty()).count();
    assert!(others > 6 * 10 && rows.iter().all(|r| !r["person"].is_empty()), "{others}");
}
