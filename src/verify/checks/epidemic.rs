//! Epidemics and rumours: owners who lapse, tellers who are stifled.

use super::super::check::*;
use super::super::closed_forms::degrees::Law;
use super::super::closed_forms::{bass, branching, percolation};

pub(super) fn checks() -> Vec<Check> {
    vec![
        claim(
            "V18",
            "an epidemic among 10,000 who all meet (R₀ = 2) is major in half of the cases, of size 0.797",
            "Kermack and McKendrick 1927",
        )
        .case(|size| sir(size, 10_000, "complete = true", 2.0 / 9_999.0))
        .gives(|played| major(played, 0.5)),
        claim(
            "V19",
            "on a random network (mean 6, rate 0.5) its chance is below its size: ties share one infection",
            "Newman 2002; Kenah and Robins 2007",
        )
        .case(|size| sir(size, 20_000, "random = { mean = 6 }", 0.5))
        .gives(|played| major(played, percolation::epidemic_chance(&Law::poisson(6.0), 0.5, 1.0))),
        claim(
            "V20",
            "a rumour whose tellers stop where they meet somebody who knows leaves 0.203 who never hear",
            "Maki and Thompson 1973",
        )
        .case(|size| {
            Case::new(size, size.of(24, 200))
                .people(20_000, "complete = true")
                .tick("432s")
                .days(40)
                .talk("stifle = 1.0\nrates = { settled = 0 }")
                .chat("acts_per_day = 1\nprobability = 1.0")
        })
        .gives(|played| {
            // A teller who meets an informed person within the first tick stops there; a rumour
            // that has reached a fiftieth of all goes on.
            let (_, large) = played.outbreaks(0.02);
            let never: Vec<f64> = large.iter().map(|s| 1.0 - s).collect();
            vec![Comparison::mean("share who never hear", &never, bass::never_hear(1.0)).off_by(0.002)]
        }),
    ]
}

/// Owners stay for a day on average.
pub(super) const LAPSES: &str = "satisfied = 1.0\ntrouble_per_day = 0\nlapse_per_year = 365";

/// An owner infects over each tie at a rate and lapses at rate 1.
fn sir(size: Size, people: u32, layer: &str, per_tie: f64) -> Case {
    // Size and chance do not depend on the tick; a day, as long as the infection, is the cheapest.
    Case::new(size, size.of(300, 40_000))
        .people(people, layer)
        .runs_per_network(if size.full { 16 } else { 20 })
        .days(120)
        .chat(format!("acts_per_tie_per_day = {per_tie}\nprobability = 1.0"))
        .product(LAPSES)
}

fn major(played: &Played, chance: f64) -> Vec<Comparison> {
    let (hits, large) = played.outbreaks(0.05);
    vec![
        played.share("P(major)", hits, chance),
        Comparison::mean("share reached if major", &large, branching::giant_share(2.0)).off_by(0.002),
    ]
}
