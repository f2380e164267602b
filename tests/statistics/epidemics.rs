//! SIR epidemics at three ticks: an owner infects over each tie at its own rate and lapses at rate 1.
//! Their chance and size at one tick are rows V18 and V19 of the proof pack.

use crate::common::cases::{assert_near, case, moments, play};

/// 300 runs a tick; the share of one run has a standard deviation of about .005, so ±.002 is
/// 5 standard errors. A day is as long as the infection itself lasts.
#[test]
fn final_size_of_an_epidemic_does_not_depend_on_the_tick() {
    for tick in ["1d", "144m", "1728s"] {
        let people =
            case(300).people(20_000, "random = { mean = 6 }").runs_per_network(8).tick(tick).days(60);
        let infection = people.chat("acts_per_tie_per_day = 0.5\nprobability = 1.0");
        let lapse = "satisfied = 1.0\ntrouble_per_day = 0\nlapse_per_year = 365";
        let (_, major) = play(&infection.product(lapse)).outbreaks(0.05);
        assert_near(tick, moments(&major).0, 0.796_812, 0.002);
    }
}
