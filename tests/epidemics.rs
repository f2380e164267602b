//! SIR epidemics against their closed forms: an owner infects over each tie at its own rate and
//! lapses at rate 1. Rows V18, V19, and the same epidemic at three ticks.
//!
//! 28,000 runs make the fixed ±.012 on a share 4 standard errors (fails by chance once in 16,000).

mod common;

use common::classic::{Classic, assert_near};

/// Chance of a major outbreak, and the final share if major.
fn outbreak(model: &Classic, people: f64) -> (f64, f64) {
    let sizes = model.sizes();
    let major: Vec<f64> = sizes.into_iter().filter(|s| *s > 0.05 * people).collect();
    let chance = major.len() as f64 / f64::from(model.runs);
    (chance, major.iter().sum::<f64>() / major.len() as f64 / people)
}

fn sir(people: u32, layer: &str, per_tie: f64) -> Classic {
    Classic {
        runs: 28_000,
        runs_per_network: 8,
        // Size and chance do not depend on the tick (see the last test); a day is the cheapest.
        tick: "1d",
        horizon: "120d",
        market: format!("people = {people}"),
        layer: layer.into(),
        channel: format!("acts_per_tie_per_day = {per_tie}\nprobability = 1.0"),
        lapse_per_year: 365.0,
        ..Classic::default()
    }
}

#[test]
fn epidemic_among_10_000_who_all_meet_has_the_final_size_of_kermack_and_mckendrick() {
    let (chance, size) = outbreak(&sir(10_000, "complete = true", 2.0 / 9_999.0), 10_000.0);
    assert_near("P(major)", chance, 0.5, 0.012);
    assert_near("final share if major", size, 0.796_812, 0.008);
}

#[test]
fn epidemic_on_a_random_network_is_bond_percolation_in_size_and_a_race_in_chance() {
    let (chance, size) = outbreak(&sir(20_000, "random = { mean = 6 }", 0.5), 20_000.0);
    assert_near("P(major)", chance, 0.589_989, 0.012);
    assert_near("final share if major", size, 0.796_812, 0.005);
}

/// 300 runs a tick; the share of one run has a standard deviation of about .005, so ±.002 is
/// 5 standard errors. A day is as long as the infection itself lasts.
#[test]
fn final_size_of_an_epidemic_does_not_depend_on_the_tick() {
    for tick in ["1d", "144m", "1728s"] {
        let model = Classic { runs: 300, tick, horizon: "60d", ..sir(20_000, "random = { mean = 6 }", 0.5) };
        let (_, size) = outbreak(&model, 20_000.0);
        assert_near(tick, size, 0.796_812, 0.002);
    }
}
