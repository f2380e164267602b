//! Epidemics and rumours: owners who lapse, tellers who are stifled.

use super::super::figure::Figure;
use super::super::scene::{Played, Scene, Size};
use super::super::theory::degrees::Law;
use super::super::theory::{bass, branching, percolation};
use super::{Proof, Row, row};

const PART: &str = "Epidemic and rumour";

/// The rows of this part.
pub(super) fn rows() -> Vec<Row> {
    vec![
        row!(
            "V18",
            PART,
            "an epidemic among 10,000 who all meet (R₀ = 2) is major in half of the cases, of size 0.797",
            "Kermack and McKendrick 1927",
            |size| vec![sir(size, 10_000, "complete = true", 2.0 / 9_999.0)],
            |played| figures(&played[0], 0.5)
        ),
        row!(
            "V19",
            PART,
            "on a random network (mean 6, rate 0.5) its chance is below its size: ties share one infection",
            "Newman 2002; Kenah and Robins 2007",
            |size| vec![sir(size, 20_000, "random = { mean = 6 }", 0.5)],
            |played| figures(&played[0], percolation::epidemic_chance(&Law::poisson(6.0), 0.5, 1.0))
        ),
        row!(
            "V20",
            PART,
            "a rumour whose tellers stop where they meet somebody who knows leaves 0.203 who never hear",
            "Maki and Thompson 1973",
            |size| {
                vec![
                    Scene::new(size, size.of(24, 200))
                        .people(20_000, "complete = true")
                        .tick("432s")
                        .days(40)
                        .talk("stifle = 1.0\nsettled = 0")
                        .chat("acts_per_day = 1\nprobability = 1.0"),
                ]
            },
            |played| {
                // A teller who meets an informed person within the first tick stops there; a rumour
                // that has reached a fiftieth of all goes on.
                let (_, large) = played[0].outbreaks(0.02);
                let never: Vec<f64> = large.iter().map(|s| 1.0 - s).collect();
                vec![Figure::mean("share who never hear", &never, bass::never_hear(1.0)).off_by(0.002)]
            }
        ),
    ]
}

/// An owner infects over each tie at a rate and lapses at rate 1.
fn sir(size: Size, people: u32, layer: &str, per_tie: f64) -> Scene {
    // Size and chance do not depend on the tick; a day, as long as the infection, is the cheapest.
    Scene::new(size, size.of(300, 40_000))
        .people(people, layer)
        .runs_per_network(if size.full { 16 } else { 20 })
        .days(120)
        .chat(format!("acts_per_tie_per_day = {per_tie}\nprobability = 1.0"))
        .product("satisfied = 1.0\ntrouble_per_day = 0\nlapse_per_year = 365")
}

fn figures(played: &Played, chance: f64) -> Vec<Figure> {
    let (hits, large) = played.outbreaks(0.05);
    vec![
        Figure::share("P(major)", hits, played.runs.len(), chance),
        Figure::mean("share reached if major", &large, branching::giant_share(2.0)).off_by(0.002),
    ]
}
