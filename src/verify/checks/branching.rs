//! Branching processes and percolation: many people, a small part of them reached.

use std::collections::HashMap;

use super::super::check::*;
use super::super::closed_forms::degrees::Law;
use super::super::closed_forms::{branching, percolation};
use super::super::played::size as adopters;
use crate::engine::record::Adoption;
use crate::units::PersonId;

pub(super) fn checks() -> Vec<Check> {
    vec![
        claim(
            "V10",
            "100 seeds who win 0.8 people each win 400 in all, in trees of Borel's law",
            "Borel 1942; Athreya and Ney 1972",
        )
        .case(|size| {
            let people = if size.full { 1_000_000 } else { 300_000 };
            sparse(size, size.of(300, 2_000), people, 0.08).seeds("count = 100").ledgers()
        })
        .gives(|played| {
            let (mean, sd) = branching::tree_size(0.8);
            let sizes = played.sizes();
            // Trees of five hardly ever meet in so many people: 500²/2N of 500.
            let meet = 500.0 * 500.0 / (2.0 * played.people);
            let trees: Vec<u32> = played.runs.iter().flat_map(|r| trees(&r.ledger)).collect();
            let tree = |n| {
                let hits = trees.iter().filter(|t| **t == n).count();
                Comparison::share(format!("P(tree of {n})"), hits, trees.len(), branching::borel(0.8, n))
            };
            let mut comparisons = vec![
                Comparison::mean("mean total", &sizes, 100.0 * mean).off_by(meet),
                Comparison::deviation("sd of the total", &sizes, 10.0 * sd).off_by(meet),
            ];
            comparisons.extend((1..=5).map(tree));
            comparisons
        }),
        claim(
            "V11",
            "3 seeds who win 1.5 people each all die out with chance 0.0726",
            "Athreya and Ney 1972",
        )
        .case(|size| sparse(size, size.of(800, 4_000), 10_000, 0.15).runs_per_network(8).seeds("count = 3"))
        .gives(|played| {
            let died = played.count(|r| adopters(r) < 500.0);
            vec![played.share("P(all lines die out)", died, branching::poisson_extinction(1.5).powi(3))]
        }),
        claim(
            "V12",
            "with a few great recommenders (negative binomial, mean 1.5, k = 0.16) most starts fizzle",
            "Lloyd-Smith et al. 2005",
        )
        .case(|size| {
            let degrees = "degrees = { negative_binomial = 1.5, dispersion = 0.16 }\ndirected = true";
            Case::new(size, size.of(800, 4_000))
                .people(20_000, degrees)
                .runs_per_network(8)
                .seeds("count = 10")
                .chat(told_with(1.0))
                .days(200)
                .ledgers()
        })
        .gives(|played| {
            let q = branching::negative_binomial_extinction(1.5, 0.16);
            let died = played.count(|r| adopters(r) < 1_000.0);
            // Seeds who win nobody, of ten a run; two of them may follow the same person.
            let barren: Vec<f64> = played.each(|r| {
                let wins: Vec<PersonId> = r.ledger.iter().filter_map(|a| a.parent).collect();
                let seeds = r.ledger.iter().filter(|a| a.tick == 0);
                seeds.filter(|s| !wins.contains(&s.person)).count() as f64 / 10.0
            });
            let none = (1.0_f64 + 1.5 / 0.16).powf(-0.16);
            vec![
                played.share("P(all lines die out)", died, q.powi(10)),
                Comparison::mean("share of seeds who win nobody", &barren, none).off_by(0.001),
            ]
        }),
        claim(
            "V13",
            "on a random network below the threshold (R = 0.5) outbreaks are Borel's",
            "Erdős and Rényi 1960",
        )
        .case(|size| below(size, "random = { mean = 5 }", 0.1))
        .gives(|played| {
            let (mean, sd) = branching::tree_size(0.5);
            let sizes = played.sizes();
            vec![
                Comparison::mean("mean outbreak", &sizes, mean),
                Comparison::deviation("sd of the outbreak", &sizes, sd),
                played.ends("P(nobody follows)", 1, (-0.5_f64).exp()),
            ]
        }),
        claim(
            "V14",
            "on a random network (R = 2) outbreaks come with the chance and the share of the giant component",
            "Erdős and Rényi 1960; Newman 2002",
        )
        .case(|size| above(size, "random = { mean = 10 }", 0.2).days(60))
        .gives(|played| {
            let giant = branching::giant_share(2.0);
            let small: Vec<f64> = played.sizes().into_iter().filter(|s| *s < 5_000.0).collect();
            let mean = 1.0 / (1.0 - 2.0 * (1.0 - giant));
            let mut comparisons = outbreak(played, giant);
            comparisons.push(Comparison::mean("mean small outbreak", &small, mean));
            comparisons
        }),
        claim(
            "V15",
            "where everybody has 4 ties (T = 0.5) outbreaks have the chance and share of the giant component",
            "Newman 2002",
        )
        .case(|size| above(size, "degrees = { regular = 4 }", 0.5))
        .gives(|played| outbreak(played, percolation::giant(&Law::shares(&[(4, 1.0)]), 0.5))),
        claim(
            "V16",
            "so they have where degrees follow a power law (exponent 2.5, 2 to 100 ties; T = 0.2)",
            "Newman 2002",
        )
        .case(|size| above(size, "degrees = { power_law = 2.5, min = 2, max = 100 }", 0.2))
        .gives(|played| outbreak(played, percolation::giant(&Law::power(2.5, 2, 100), 0.2))),
        claim(
            "V17",
            "mean outbreak below the threshold where nine in ten have 3 ties and one 30 (T = 0.04)",
            "Newman 2002",
        )
        .case(|size| below(size, "degrees = { shares = [[3, 0.9], [30, 0.1]] }", 0.04))
        .gives(|played| {
            let expected = percolation::mean_size(&Law::shares(&[(3, 0.9), (30, 0.1)]), 0.04);
            // Loops and repeated ties that the matching drops are 1 in 5,000.
            vec![Comparison::mean("mean outbreak", &played.sizes(), expected).off_by(0.002)]
        }),
    ]
}

/// People who tell ten others each, drawn at random.
fn sparse(size: Size, runs: u32, people: u32, p: f64) -> Case {
    let case = Case::new(size, runs).people(people, "random = { mean = 10 }\ndirected = true");
    case.chat(told_with(p)).days(200)
}

/// One seed in 100,000 people where outbreaks stay small.
fn below(size: Size, layer: &str, t: f64) -> Case {
    let case = Case::new(size, size.of(4_000, 20_000)).runs_per_network(size.of(400, 500));
    case.people(100_000, layer).chat(told_with(t)).days(60)
}

/// One seed in 100,000 people where an outbreak may reach a share of all.
fn above(size: Size, layer: &str, t: f64) -> Case {
    let case = Case::new(size, size.of(100, 1_000)).runs_per_network(size.of(40, 20));
    case.people(100_000, layer).chat(told_with(t)).days(200)
}

/// Chance and share of large outbreaks, which are equal.
fn outbreak(played: &Played, giant: f64) -> Vec<Comparison> {
    let (hits, large) = played.outbreaks(0.05);
    vec![
        played.share("P(outbreak)", hits, giant),
        Comparison::mean("share reached by an outbreak", &large, giant).off_by(0.002),
    ]
}

/// Sizes of the trees of a ledger, in which parents stand before their children.
fn trees(ledger: &[Adoption]) -> Vec<u32> {
    let (mut root, mut size) = (HashMap::<PersonId, PersonId>::new(), HashMap::new());
    for a in ledger {
        let own = a.parent.and_then(|p| root.get(&p).copied()).unwrap_or(a.person);
        root.insert(a.person, own);
        *size.entry(own).or_insert(0) += 1;
    }
    size.into_values().collect()
}
