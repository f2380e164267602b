//! Seeds in a sparse directed network are a branching process while few are won. Rows V10, V11.
//!
//! Tolerances are 4 standard errors (fail by chance once in 16,000); seeds are redrawn each run.

mod common;

use std::collections::HashMap;

use common::classic::{Classic, assert_mean, assert_share, size};

fn branching(people: u32, p: f64, seeds: &'static str) -> Classic {
    Classic {
        runs: 2_000,
        market: format!("people = {people}"),
        layer: "random = { mean = 10 }\ndirected = true".into(),
        channel: format!("acts = \"all\"\nprobability = {p}"),
        horizon: "200d",
        seeds,
        ..Classic::default()
    }
}

/// In a million people trees of 5 hardly ever meet: 500²/2 in 10⁶.
#[test]
fn hundred_seeds_below_the_threshold_win_400_people_in_trees_of_borels_law() {
    for seed in 1..=3 {
        let runs = Classic { seed, ..branching(1_000_000, 0.08, "count = 100") }.play_with_ledgers();
        let sizes: Vec<f64> = runs.iter().map(size).collect();
        assert_mean("mean total", &sizes, 500.0);
        common::classic::assert_sd("sd of the total", &sizes, 100.0);
        let mut trees: Vec<u32> = Vec::new();
        for run in &runs {
            // Parents stand before their children.
            let mut root = HashMap::new();
            let mut tree = HashMap::new();
            for a in &run.ledger {
                let r = a.parent.map_or(a.person, |p| root[&p]);
                root.insert(a.person, r);
                *tree.entry(r).or_insert(0) += 1;
            }
            trees.extend(tree.into_values());
        }
        assert_eq!(trees.len(), 200_000);
        for (k, p) in [0.449_329, 0.161_517, 0.087_089_2, 0.055_654, 0.039_073_4].into_iter().enumerate() {
            let hits = trees.iter().filter(|t| **t == k as u32 + 1).count();
            assert_share(&format!("P(tree of {})", k + 1), hits, trees.len(), p);
        }
    }
}

/// 250 networks: chances on one network differ from its kind's.
#[test]
fn three_seeds_above_the_threshold_all_die_out_as_often_as_the_branching_process() {
    for seed in 1..=3 {
        let sizes = Classic { seed, runs_per_network: 8, ..branching(10_000, 0.15, "count = 3") }.sizes();
        let died = sizes.iter().filter(|s| **s < 500.0).count();
        assert_share("P(extinct)", died, sizes.len(), 0.072_61);
    }
}
