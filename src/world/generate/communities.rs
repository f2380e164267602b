//! Communities: small circles in which everybody knows everybody, and bridges between them.
//!
//! People are cut into cliques of `size` consecutive ids (the last may be smaller). Each tie of
//! a clique is led outside with chance `bridges`: one of its two ends, by a coin, keeps it, and
//! the other is drawn anew by the layer's preferences from outside the community. With no
//! bridges word of mouth cannot leave a circle.

use super::sampler::{Sampler, TRIES};
use crate::network::csr::Csr;
use crate::network::rows::{TooManyTies, pieces, undirected};
use crate::rng::{Purpose, unit};
use crate::units::Vertex;

/// Draws communities of `size` people, at least 2, with a share of `bridges`.
pub(super) fn generate(sampler: &Sampler, size: u32, bridges: f64) -> Result<Csr, TooManyTies> {
    let people = sampler.people.count;
    let pieces = pieces(people);
    undirected(people, sampler.ties(f64::from(size - 1)), pieces.len(), |piece, ties| {
        let (first, end) = pieces[piece];
        for p in first..end {
            let last = people.min((p / size).saturating_add(1).saturating_mul(size));
            let mut stream = sampler.stream(Purpose::Tie, p, 0);
            for q in p + 1..last {
                if bridges > 0.0 && unit(stream.word()) < bridges {
                    let near = if stream.word() & 1 == 0 { p } else { q };
                    let home = sampler.home(near);
                    let outside = |far: &Vertex| far / size != p / size;
                    let far = (0..TRIES).map(|_| sampler.draw(&mut stream, home)).find(outside);
                    ties.push(far.map_or((p, q), |far| (near, far)));
                } else {
                    ties.push((p, q));
                }
            }
        }
    })
}
