//! The ledger sums exactly to the adopters, day by day, in every run of every shipped scenario.
//!
//! Two of them are too large for a test and are played with fewer people and settings; the money,
//! the tactics and the horizon are theirs.

use crate::common;
use std::path::Path;

use groundswell::Reader;
use groundswell::engine::record::RunRecord;

/// Every run of a scenario at its stated values and in its settings.
fn runs(name: &str, sets: &[&str]) -> Vec<RunRecord> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios").join(name);
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
    let scenario = reader.load(&path).unwrap_or_else(|p| panic!("{name}: {p}"));
    common::experiment(&scenario, true).all_records().cloned().collect()
}

fn assert_adds_up(name: &str, sets: &[&str]) {
    let runs = runs(name, sets);
    for run in &runs {
        let place = format!("{name}, strategy {}, replication {}", run.strategy.0, run.replication);
        let mut before = 0;
        for (day, row) in run.rows.iter().enumerate() {
            let credited: u32 = run.last_touch[day].iter().sum();
            assert_eq!(credited, row.adopted - before, "{place}, day {day}: last touch");
            before = row.adopted;
        }
        assert_eq!(run.first_touch.iter().sum::<u32>(), before, "{place}: first touch");
        assert_eq!(run.last_touch.len(), run.rows.len(), "{place}");
    }
    let won = |run: &RunRecord| run.rows.last().map_or(0, |d| d.adopted) - run.rows[0].adopted;
    assert!(runs.iter().any(|run| won(run) > 0), "{name}: nobody is ever won");
}

#[test]
fn in_every_shipped_scenario_the_credits_of_each_day_are_its_adopters() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let mut names = Vec::new();
    for (inside, prefix) in [(folder.clone(), ""), (folder.join("classic"), "classic/")] {
        for entry in std::fs::read_dir(inside).expect("scenarios") {
            let name = entry.expect("an entry").file_name().into_string().expect("a name");
            if name.ends_with(".toml") {
                names.push(format!("{prefix}{name}"));
            }
        }
    }
    assert!(names.len() >= 8, "{names:?}");
    for name in names {
        let smaller: &[&str] = match name.as_str() {
            "hundred-seeds.toml" => &["market.people=8_000", "compare.settings=4", "compare.replications=4"],
            _ => &[],
        };
        assert_adds_up(&name, smaller);
    }
}
