//! Random networks: every pair tied with the same chance.
//!
//! Erdős–Rényi G(n, p) with p = mean / (n − 1), exactly, by skipping geometrically along each
//! row (Batagelj & Brandes 2005): undirected, each pair once; directed, each ordered pair once.
//! Where ties prefer the own city or segment, each person instead draws a Poisson number of ties
//! (half the mean if undirected) and their ends by the layer's preferences, distinct per person;
//! a tie that both ends draw counts once.

use super::sampler::Sampler;
use crate::network::csr::Csr;
use crate::network::rows::{TooManyTies, directed as directed_rows, pieces, undirected};
use crate::rng::{Purpose, exp1};
use crate::stats::poisson;
use crate::units::Vertex;

/// A gap beyond everybody.
const FAR: f64 = 8_589_934_592.0;

/// Draws the network; `mean` ties a person, or hearers a person if `directed`.
pub(super) fn generate(sampler: &Sampler, mean: f64, directed: bool) -> Result<Csr, TooManyTies> {
    let people = sampler.people.count;
    let chance = (mean / f64::from(people - 1)).min(1.0);
    let law = Law { sampler, mean, none: -libm::log1p(-chance), directed };
    let expected = sampler.ties(mean.min(f64::from(people - 1)));
    if directed {
        return directed_rows(people, expected, |p, row| law.row(p, row));
    }
    let pieces = pieces(people);
    undirected(people, expected, pieces.len(), |piece, ties| {
        let (first, end) = pieces[piece];
        let mut row = Vec::new();
        for p in first..end {
            row.clear();
            law.row(p, &mut row);
            ties.extend(row.iter().map(|q| (p, *q)));
        }
    })
}

struct Law<'a> {
    sampler: &'a Sampler<'a>,
    mean: f64,
    /// Chance of no tie between two, as a logarithm, sign changed: a gap is Exp(1) over this,
    /// rounded down.
    none: f64,
    directed: bool,
}

impl Law<'_> {
    /// Adds the ties that a person draws to an empty row: all hearers if directed, else only
    /// the hearers that the other end does not draw.
    fn row(&self, p: Vertex, row: &mut Vec<Vertex>) {
        let sampler = self.sampler;
        if sampler.homophilous() {
            let mut stream = sampler.stream(Purpose::Tie, p, 0);
            let count = poisson(&mut stream, if self.directed { self.mean } else { 0.5 * self.mean });
            return sampler.hearers(&mut stream, p, count, row);
        }
        if self.none <= 0.0 {
            return;
        }
        let people = u64::from(sampler.people.count);
        // Undirected rows hold only larger ids; the pair is met in the smaller one's row.
        let mut next = if self.directed { 0 } else { u64::from(p) + 1 };
        for block in 0.. {
            let words = sampler.luck.block(Purpose::Tie, p, 0, sampler.salt, block);
            for word in words {
                next += (exp1(word) / self.none).min(FAR) as i64 as u64;
                // In a directed row the ids from p on stand for the next higher one.
                let far = next + u64::from(self.directed && next >= u64::from(p));
                if far >= people {
                    return;
                }
                row.push(far as Vertex);
                next += 1;
            }
        }
    }
}
