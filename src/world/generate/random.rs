//! Random networks: every pair tied with the same chance.
//!
//! Erdős–Rényi G(n, p) with p = mean / (n − 1), exactly, by skipping geometrically along each
//! row (Batagelj & Brandes 2005): undirected, each pair once; directed, each ordered pair once.
//! Where ties prefer the own city or segment, each person instead draws a Poisson number of ties
//! (half the mean if undirected) and their ends by the layer's preferences, distinct per person;
//! a tie that both ends draw counts once.
//!
//! Layer 2. Uses `rng stats`, `world::{generate, rows}`.

use super::Ground;
use crate::rng::{Purpose, exp1};
use crate::stats::poisson;
use crate::units::Person;
use crate::world::csr::Csr;
use crate::world::rows::{TooManyTies, directed as directed_rows, pieces, undirected};

/// Draws the network; `mean` ties a person, or hearers a person if `directed`.
pub(super) fn generate(ground: &Ground, mean: f64, directed: bool) -> Result<Csr, TooManyTies> {
    let people = ground.people.count;
    let chance = (mean / f64::from(people - 1)).min(1.0);
    // Chance of no tie, as a logarithm: a gap is Exp(1) over its size, rounded down.
    let none = -libm::log1p(-chance);
    let row = |p: Person| -> Vec<Person> {
        let mut stream = ground.stream(Purpose::Tie, p, 0);
        if ground.homophilous() {
            let mean = if directed { mean } else { 0.5 * mean };
            let count = poisson(&mut stream, mean);
            return ground.hearers(&mut stream, p, count);
        }
        let mut row = Vec::new();
        if chance <= 0.0 {
            return row;
        }
        // Undirected rows hold only larger ids; the pair is met in the smaller one's row.
        let mut next = if directed { 0.0 } else { f64::from(p) + 1.0 };
        loop {
            next += (exp1(stream.word()) / none).floor();
            // In a directed row the ids from p on stand for the next higher one.
            let far = if directed && next >= f64::from(p) { next + 1.0 } else { next };
            if far >= f64::from(people) {
                return row;
            }
            row.push(far as Person);
            next += 1.0;
        }
    };
    if directed {
        return directed_rows(people, row);
    }
    let pieces = pieces(people);
    undirected(people, pieces.len(), |piece| {
        let (first, end) = pieces[piece];
        (first..end).flat_map(|p| row(p).into_iter().map(move |q| (p, q))).collect()
    })
}
