//! Bass's curves: everybody hears everybody, and a ring. Rows V21, V25.
//!
//! Outside influence is p, imitation q is talk that convinces for certain. The one seed that a
//! scenario needs is one in 100,000.

mod common;

use common::classic::{Classic, EdgeFile, assert_near, ring};

/// Ten runs of 100,000: the share of a run has a standard deviation of about .002, the mean .0006,
/// so ±.004 is 6 standard errors and more.
#[test]
fn people_who_all_meet_follow_basss_curve_and_peak_where_it_does() {
    let (p, q) = (0.03_f64, 0.38_f64);
    for seed in 1..=3 {
        let runs = Classic {
            seed,
            runs: 10,
            tick: "864s",
            horizon: "15d",
            market: format!("people = 100_000\noutside_per_day = {p}"),
            layer: "complete = true".into(),
            channel: format!("acts_per_day = {q}\nprobability = 1.0"),
            ..Classic::default()
        }
        .play_with_ledgers();
        let expected = [
            (1, 0.035_758_2),
            (2, 0.085_056_3),
            (3, 0.150_5),
            (5, 0.331_199),
            (7, 0.549_01),
            (10, 0.812_803),
            (15, 0.971_61),
        ];
        for (day, share) in expected {
            let mean = runs.iter().map(|r| f64::from(r.days[day].adopted)).sum::<f64>() / 1e6;
            assert_near(&format!("F({day})"), mean, share, 0.004);
        }
        let mut counts = vec![0.0; 1_501];
        for adoption in runs.iter().flat_map(|r| &r.ledger) {
            counts[adoption.tick as usize] += 1.0;
        }
        // The estimator itself is off by less than .03 on the exact curve.
        let f = |t: f64| {
            let e = (-(p + q) * t).exp();
            (1.0 - e) / (1.0 + q / p * e)
        };
        let exact: Vec<f64> =
            (0..=1_500).map(|k| f(f64::from(k) / 100.0) - f(f64::from(k - 1) / 100.0)).collect();
        assert_near("peak of the curve itself", peak(&exact), 6.192_62, 0.03);
        assert_near("peak", peak(&counts), 6.192_62, 0.15);
    }
}

/// Top of the parabola through the counts within 1.5 days of day 6.2, in days.
fn peak(per_tick: &[f64]) -> f64 {
    let (centre, half) = (620_i32, 150_i32);
    let (mut s0, mut s1, mut s2) = (0.0, 0.0, 0.0);
    let (mut n, mut x2, mut x4) = (0.0, 0.0, 0.0);
    for k in -half..=half {
        let (x, y) = (f64::from(k), per_tick[(centre + k) as usize]);
        s0 += y;
        s1 += x * y;
        s2 += x * x * y;
        n += 1.0;
        x2 += x * x;
        x4 += x * x * x * x;
    }
    let slope = s1 / x2;
    let bend = (s2 - x2 / n * s0) / (x4 - x2 * x2 / n);
    // A count of tick k falls between k − 1 and k.
    (f64::from(centre) - 0.5 - slope / (2.0 * bend)) / 100.0
}

/// Ten runs of 100,000: ±.004 is more than 6 standard errors.
#[test]
fn neighbours_on_a_ring_follow_the_curve_of_the_ring() {
    let ring = EdgeFile::of(ring(100_000, 1));
    for seed in 1..=3 {
        let runs = Classic {
            seed,
            runs: 10,
            tick: "864s",
            market: "outside_per_day = 0.02".into(),
            layer: ring.layer(false),
            channel: "acts_per_tie_per_day = 0.1\nprobability = 1.0".into(),
            ..Classic::default()
        }
        .play();
        for (day, share) in [(5, 0.137_892), (10, 0.321_118), (20, 0.668_193), (30, 0.876_08)] {
            let mean = runs.iter().map(|r| f64::from(r.days[day].adopted)).sum::<f64>() / 1e6;
            assert_near(&format!("F({day})"), mean, share, 0.004);
        }
    }
}
