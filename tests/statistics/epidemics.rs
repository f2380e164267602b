//! SIR epidemics at three ticks: an owner infects over each tie at its own rate and lapses at rate 1.
//! Their chance and size at one tick are rows V18 and V19 of the proof pack.

use crate::common::classic::{Classic, assert_near};

/// 300 runs a tick; the share of one run has a standard deviation of about .005, so ±.002 is
/// 5 standard errors. A day is as long as the infection itself lasts.
#[test]
fn final_size_of_an_epidemic_does_not_depend_on_the_tick() {
    for tick in ["1d", "144m", "1728s"] {
        let sizes = Classic {
            runs: 300,
            runs_per_network: 8,
            tick,
            horizon: "60d",
            market: "people = 20_000".into(),
            layer: "random = { mean = 6 }".into(),
            channel: "acts_per_tie_per_day = 0.5\nprobability = 1.0".into(),
            lapse_per_year: 365.0,
            ..Classic::default()
        }
        .sizes();
        let major: Vec<f64> = sizes.into_iter().filter(|s| *s > 1_000.0).collect();
        assert_near(tick, major.iter().sum::<f64>() / major.len() as f64 / 20_000.0, 0.796_812, 0.002);
    }
}
