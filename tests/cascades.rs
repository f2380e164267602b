//! Independent cascades and percolation against their closed forms.
//!
//! Every tolerance is 4 standard errors of the sample, so each comparison fails by chance once in
//! 16,000. Small graphs: 20,000 runs for each of the master seeds 1, 2, 3. Rows V01–V07, V14, V44.

mod common;

use common::classic::{Classic, EdgeFile, assert_mean, assert_near, assert_sd, assert_share, ring, tree};

fn equal(sizes: &[f64], n: f64) -> usize {
    sizes.iter().filter(|s| **s == n).count()
}

fn told_with(p: f64) -> String {
    format!("acts = \"all\"\nprobability = {p}")
}

const FIRST: &str = "count = 1\npick = { list = [0] }";

#[test]
fn cascade_down_a_path_of_21_stops_as_a_geometric_law_says() {
    let path = EdgeFile::of((0..20).map(|p| (p, p + 1)));
    for seed in 1..=3 {
        let sizes = Classic {
            seed,
            layer: path.layer(true),
            channel: told_with(0.8),
            seeds: FIRST,
            ..Classic::default()
        }
        .sizes();
        assert_mean("mean", &sizes, 4.95388);
        assert_sd("sd", &sizes, 4.25524);
        assert_share("P(all)", equal(&sizes, 21.0), sizes.len(), 0.011_529_2);
    }
}

#[test]
fn cascade_on_a_star_is_binomial_from_the_hub_and_two_steps_from_a_leaf() {
    let star = EdgeFile::of((1..=100).map(|leaf| (0, leaf)));
    for seed in 1..=3 {
        let from = |seeds| {
            Classic { seed, layer: star.layer(false), channel: told_with(0.1), seeds, ..Classic::default() }
                .sizes()
        };
        let hub = from(FIRST);
        assert_mean("hub mean", &hub, 11.0);
        assert_sd("hub sd", &hub, 3.0);
        assert_mean("leaf mean", &from("count = 1\npick = { list = [57] }"), 2.09);
    }
}

#[test]
fn cascade_down_a_binary_tree_of_2047_is_a_critical_branching_process() {
    let tree = EdgeFile::of(tree(2, 10));
    for seed in 1..=3 {
        let sizes = Classic {
            seed,
            layer: tree.layer(true),
            channel: told_with(0.5),
            seeds: FIRST,
            ..Classic::default()
        }
        .sizes();
        assert_mean("mean", &sizes, 11.0);
        assert_sd("sd", &sizes, 13.8744);
        assert_share("P(no spread)", equal(&sizes, 1.0), sizes.len(), 0.25);
    }
}

#[test]
fn cascade_among_10_and_50_who_all_know_each_other_is_reed_frost() {
    let rows = [
        (10, 0.1, 3.02693, 2.32493, 0.38742, 0.006_436_17),
        (50, 0.03, 17.28889, 14.73217, 0.224_81, 2.51e-6),
    ];
    for (n, p, mean, sd, alone, all) in rows {
        for seed in 1..=3 {
            let sizes = Classic {
                seed,
                market: format!("people = {n}"),
                layer: "complete = true".into(),
                channel: told_with(p),
                horizon: "50d",
                ..Classic::default()
            }
            .sizes();
            assert_mean("mean", &sizes, mean);
            assert_sd("sd", &sizes, sd);
            assert_share("P(size 1)", equal(&sizes, 1.0), sizes.len(), alone);
            assert_share("P(all)", equal(&sizes, f64::from(n)), sizes.len(), all);
        }
    }
}

#[test]
fn cascade_on_a_cycle_of_20_meets_itself() {
    let cycle = EdgeFile::of(ring(20, 1));
    for seed in 1..=3 {
        let sizes =
            Classic { seed, layer: cycle.layer(false), channel: told_with(0.7), ..Classic::default() }
                .sizes();
        assert_mean("mean", &sizes, 5.646_186_65);
    }
}

#[test]
fn cascade_over_ties_of_their_own_probabilities_has_the_exact_size_law() {
    let ties = EdgeFile::new(["0 1 0.5", "0 2 0.3", "1 3 0.4", "2 3 0.6"].map(String::from));
    for seed in 1..=3 {
        let runs = Classic {
            seed,
            layer: ties.layer_of_probabilities(true),
            channel: "acts = \"all\"".into(),
            seeds: FIRST,
            ..Classic::default()
        }
        .play_with_ledgers();
        let sizes: Vec<f64> = runs.iter().map(common::classic::size).collect();
        assert_mean("mean", &sizes, 2.144);
        for (k, p) in [0.35, 0.27, 0.266, 0.114].into_iter().enumerate() {
            assert_share("P(size)", equal(&sizes, k as f64 + 1.0), sizes.len(), p);
        }
        for (person, p) in [1.0, 0.5, 0.3, 0.344].into_iter().enumerate() {
            let hits = runs.iter().filter(|r| r.ledger.iter().any(|a| a.person as usize == person)).count();
            assert_share("P(active)", hits, runs.len(), p);
        }
    }
}

/// 2,000 runs on 250 networks; the giant fraction is held to ±.005, some 15 standard errors.
#[test]
fn outbreaks_on_a_random_network_have_the_giant_share_and_the_branching_chance() {
    let giant = 0.796_812;
    let sizes = Classic {
        runs: 2_000,
        runs_per_network: 8,
        market: "people = 100_000".into(),
        layer: "random = { mean = 10 }".into(),
        channel: told_with(0.2),
        horizon: "60d",
        ..Classic::default()
    }
    .sizes();
    let (large, small): (Vec<f64>, Vec<f64>) = sizes.iter().partition(|s| **s > 5_000.0);
    assert_share("P(outbreak)", large.len(), sizes.len(), giant);
    let mean = large.iter().sum::<f64>() / large.len() as f64 / 100_000.0;
    assert_near("giant fraction", mean, giant, 0.005);
    assert_mean("mean small outbreak", &small, 1.684_57);
}

#[test]
fn certain_talk_on_a_grid_reaches_everybody_within_that_many_steps() {
    let side = 61;
    let at = |x: u32, y: u32| y * side + x;
    let right = (0..side).flat_map(|y| (0..side - 1).map(move |x| (at(x, y), at(x + 1, y))));
    let down = (0..side - 1).flat_map(|y| (0..side).map(move |x| (at(x, y), at(x, y + 1))));
    let grid = EdgeFile::of(right.chain(down));
    let runs = Classic {
        runs: 1,
        layer: grid.layer(false),
        // The middle: 30·61 + 30.
        seeds: "count = 1\npick = { list = [1860] }",
        ..Classic::default()
    }
    .play();
    for (t, day) in runs[0].days.iter().enumerate().take(31) {
        assert_eq!(day.adopted as usize, 2 * t * (t + 1) + 1, "after {t} steps");
    }
    assert_eq!(runs[0].days[20].adopted, 841);
}
