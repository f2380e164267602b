//! The program's results: the same bytes on any number of threads and shards, and every shipped
//! scenario runs and can be run again from what it wrote.

use crate::common::program;
use crate::common::program::{done, folder, put, results, shipped};

/// Three blocks of people, a short horizon, talk on three channels, ads and a node.
const LARGE: &str = r#"
name = "Large"
horizon = "6w"
seed = 3
[market]
people = 150_000
[layers.friends]
small_world = { degree = 8, rewire = 0.1 }
[layers.follows]
power_law = { mean = 10, exponent = 2.3 }
directed = true
[channels.wechat]
kind = "chat"
layer = "friends"
acts_per_day = 0.5
[channels.weibo]
kind = "feed"
layer = "follows"
[channels.forum]
kind = "club"
[talk]
scale = 2
[product]
trouble_per_day = 0.2
[seeds]
count = 500
[compare]
cap = 300_000
replications = 2
[[strategy]]
name = "Organic"
[[strategy]]
name = "Both"
[[strategy.tactic]]
kind = "ads"
spend = 100_000
[[strategy.tactic]]
kind = "participation"
name = "node"
staff = "by load"
"#;

fn same_bytes(name: &str, text: &str) {
    let dir = folder();
    put(dir.path(), name, text);
    let ways = [
        ["--threads", "1", "--shards", "1"],
        ["--threads", "2", "--shards", "1"],
        ["--threads", "1", "--shards", "3"],
        ["--threads", "2", "--shards", "3"],
    ];
    let mut all = ways.iter().map(|way| {
        done(dir.path(), &[&["run", name, "--quiet", "--force", "--out", "o"], &way[..]].concat());
        results(&dir.path().join("o"))
    });
    let first = all.next().expect("a result");
    assert!(first.len() >= 16, "{:?}", first.keys());
    let events = String::from_utf8_lossy(&first["runs.csv"]).lines().count();
    assert!(events > 1, "there are runs");
    for (other, way) in all.zip(&ways[1..]) {
        for (file, bytes) in &first {
            assert!(other.get(file) == Some(bytes), "{file} differs with {way:?}");
        }
        assert_eq!(other.len(), first.len());
    }
}

#[test]
fn same_bytes_on_any_threads_and_shards_with_every_tactic() {
    same_bytes("s.toml", program::ALL_TACTICS);
}

#[test]
fn same_bytes_on_any_threads_and_shards_with_three_blocks_of_people() {
    same_bytes("large.toml", LARGE);
}

/// Runs a shipped scenario at two replications and runs it again from what it resolved to.
fn runs_and_runs_again(name: &str, sets: &[&str]) {
    let dir = folder();
    let file = shipped(name).to_string_lossy().into_owned();
    let flags = ["--replications", "2", "--quiet"];
    let set: Vec<&str> = sets.iter().flat_map(|s| ["--set", *s]).collect();
    done(dir.path(), &[&["run", &file, "--out", "a"], &flags[..], &set].concat());
    done(dir.path(), &["run", "a/scenario.resolved.toml", "--out", "b", "--quiet"]);
    assert_eq!(results(&dir.path().join("a")), results(&dir.path().join("b")), "{name}");
}

#[test]
fn classic_scenarios_run_and_their_resolved_text_gives_the_same_bytes() {
    for name in ["bass", "independent-cascade", "linear-threshold", "sir", "watts"] {
        runs_and_runs_again(&format!("scenarios/classic/{name}.toml"), &[]);
    }
}

#[test]
fn first_steps_runs_and_its_resolved_text_gives_the_same_bytes() {
    runs_and_runs_again("scenarios/01-first-steps.toml", &[]);
}

#[test]
fn real_network_runs_and_its_resolved_text_finds_the_edge_list_again() {
    runs_and_runs_again("scenarios/real-network.toml", &[]);
}

#[test]
fn hundred_seeds_runs_in_a_small_market() {
    runs_and_runs_again(
        "scenarios/hundred-seeds.toml",
        &["market.people=5_000", "horizon=\"26w\"", "compare.at=[\"26w\"]", "compare.settings=8"],
    );
}
