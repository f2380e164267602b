//! What the first scenario offers to try does what it says, on the same luck.

use std::path::Path;

use groundswell::scenario::Reader;
use groundswell::{Results, Study};

fn file() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios/01-first-steps.toml")
}

/// Median active owners of each strategy, by name.
fn owners(results: &Results) -> Vec<(String, f64)> {
    let mut all: Vec<_> = results.ranking().iter().map(|r| (r.name.to_owned(), r.median)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

fn play(sets: &[&str]) -> Vec<(String, f64)> {
    let reader = Reader::new().set("compare.settings=0");
    let reader = sets.iter().fold(reader, |reader, set| reader.set(*set));
    let scenario = reader.load(file()).unwrap_or_else(|problems| panic!("{sets:?}: {problems}"));
    owners(&Study::new(&scenario).run().unwrap_or_else(|error| panic!("{sets:?}: {error}")))
}

#[test]
fn every_lesson_of_the_first_scenario_does_what_it_says() {
    let text = std::fs::read_to_string(file()).expect("it is shipped");
    let lessons: Vec<(&str, &str)> = text
        .lines()
        .filter_map(|line| line.strip_prefix("#   --set "))
        .map(|line| line.split_once(' ').expect("a flag and what comes of it"))
        .collect();
    assert!(lessons.len() >= 6, "{lessons:?}");
    let file = play(&[]);
    for (set, said) in lessons {
        for ((name, now), (_, before)) in play(&[set]).iter().zip(&file) {
            let told = if said.ends_with("fewer owners") {
                *now < 0.95 * before
            } else if said.ends_with("fewer owners by ads") {
                if name == "Ads" { *now < 0.95 * before } else { now == before }
            } else {
                assert!(
                    said.contains("about as many owners"),
                    "{set} says nothing that can be tried: {said}"
                );
                (0.7 * before..1.4 * before).contains(now)
            };
            assert!(told, "{set}: {said}; {name} {before} -> {now}");
        }
    }
}

#[test]
fn the_strength_of_talk_moves_the_table_over_settings_too() {
    let over = |set: &str| {
        let reader = Reader::new().set("compare.replications=4").set(set);
        let scenario = reader.load(file()).unwrap_or_else(|problems| panic!("{problems}"));
        let results = Study::new(&scenario).run().unwrap_or_else(|error| panic!("{error}"));
        assert!(results.settings.is_some());
        owners(&results)
    };
    let (file, weak) = (over("seed=1"), over("talk.organic_r={value=0.7, range=[0.6, 0.8]}"));
    for ((name, weak), (_, strong)) in weak.iter().zip(&file) {
        assert!(*weak < 0.8 * strong, "{name}: {strong} -> {weak}");
    }
}
