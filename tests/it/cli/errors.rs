//! Twelve broken scenarios through the program: exit code 2, the place, what would do, all at once,
//! and nothing written.

use crate::common::program::{ALL_TACTICS, files, folder, put, refused};

/// Breaks one line of the good scenario; the program must name line and column and what is wrong.
fn broken(old: &str, new: &str, place: &str, words: &[&str]) {
    assert!(ALL_TACTICS.contains(old), "{old} must stand there");
    let dir = folder();
    put(dir.path(), "b.toml", &ALL_TACTICS.replacen(old, new, 1));
    put(dir.path(), "edges.txt", "1 2\n2 3\nx\n");
    let before = files(dir.path());
    for command in ["run", "check"] {
        let said = refused(dir.path(), 2, &[command, "b.toml"]);
        assert!(said.contains(&format!("b.toml:{place}")), "no place {place} in\n{said}");
        for word in words {
            assert!(said.contains(word), "no {word:?} in\n{said}");
        }
    }
    assert_eq!(files(dir.path()), before, "nothing was written");
}

#[test]
fn misspelt_key_is_named_with_its_place() {
    broken("view = 0.2", "veiw = 0.2", "27:1", &["channels.weibo.veiw is not a key here", "\"view\""]);
}

#[test]
fn wrong_kind_of_value_is_named_with_its_place() {
    broken("people = 3_000", "people = \"many\"", "10:10", &["market.people", "whole number"]);
}

#[test]
fn dangling_channel_is_named_with_its_place() {
    broken("layer = \"follows\"", "layer = \"folows\"", "26:9", &["folows", "did you mean \"follows\"?"]);
}

#[test]
fn share_above_one_is_named_with_its_place() {
    broken("view = 0.2", "view = 1.3", "27:8", &["channels.weibo.view is 1.3", "[0, 1]"]);
}

#[test]
fn negative_budget_is_named_with_its_place() {
    broken("spend = 10_000", "spend = -10_000", "80:9", &["ads.spend is -10000", "at least 0"]);
}

#[test]
fn empty_strategy_is_named_with_its_place() {
    broken("name = \"Organic\"\n", "", "49:1", &["has no name", "add name ="]);
}

#[test]
fn unknown_baseline_is_named_with_what_there_is() {
    broken("baseline = \"Ads\"", "baseline = \"Adverts\"", "47:12", &["compare.baseline", "\"Organic\""]);
}

#[test]
fn bad_date_is_named_with_its_place() {
    broken("start = 2026-01-01", "start = 2026-02-30", "4:9", &["invalid date"]);
}

#[test]
fn missing_edge_file_is_named_with_its_place() {
    broken(
        "small_world = { degree = 8, rewire = 0.1 }",
        "import = { file = \"nowhere.txt\" }",
        "14:19",
        &["nowhere.txt", "there is no such file"],
    );
}

#[test]
fn malformed_edge_line_is_named_with_its_file_and_line() {
    broken(
        "small_world = { degree = 8, rewire = 0.1 }",
        "import = { file = \"edges.txt\" }",
        "14:19",
        &["edges.txt:3: \"x\"", "expected two ids"],
    );
}

#[test]
fn more_seeds_than_people_are_named_with_their_place() {
    broken("count = 30\n", "count = 3_001\n", "38:9", &["seeds.count is 3001", "there are only 3000 people"]);
}

#[test]
fn horizon_of_nothing_is_named_with_its_place() {
    broken("horizon = \"12w\"", "horizon = \"0d\"", "5:11", &["horizon is 0d", "at least one tick of 12h"]);
}

#[test]
fn several_mistakes_are_reported_in_one_go() {
    let dir = folder();
    let text = ALL_TACTICS
        .replace("view = 0.2", "veiw = 0.2")
        .replace("horizon = \"12w\"", "horizon = \"12 moons\"")
        .replace("super_users = 5", "super_users = -5")
        .replace("baseline = \"Ads\"", "baseline = \"Adverts\"");
    put(dir.path(), "b.toml", &text);
    let said = refused(dir.path(), 2, &["run", "b.toml", "--out", "o"]);
    let places: Vec<usize> = ["b.toml:5:", "b.toml:27:", "b.toml:39:", "b.toml:47:"]
        .iter()
        .map(|place| said.find(place).unwrap_or_else(|| panic!("no {place} in\n{said}")))
        .collect();
    assert!(places.is_sorted(), "in the order of the file\n{said}");
    assert!(!dir.path().join("o").exists());
}

#[test]
fn a_scenario_that_is_not_there_is_said_to_be_missing() {
    let dir = folder();
    let said = refused(dir.path(), 2, &["run", "nothing.toml"]);
    assert!(said.contains("nothing.toml") && said.contains("there is no such file"), "{said}");
}

#[test]
fn seeds_nobody_can_be_picked_for_are_refused_before_anything_is_written() {
    let dir = folder();
    let said = refused(dir.path(), 2, &["run", "s.toml", "--set", "seeds.count=2_900"]);
    assert!(said.contains("2900") || said.contains("2_900"), "{said}");
    assert_eq!(files(dir.path()).len(), 1);
}
