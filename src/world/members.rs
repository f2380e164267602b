//! A network that is a part of the market: whose people are drawn among all, or in a segment.
//!
//! Always true: members are distinct people of the market, drawn evenly and keyed by the network alone, so that
//! each network of a study makes other people members; the ties among them are those of the file.

use super::World;
use super::people::People;
use crate::network::csr::Csr;
use crate::rng::{Luck, Purpose, below};
use crate::scenario::plan::Market;
use crate::units::Vertex;

/// The people of the market that the `count` people of a file are, in the order of the file; `None` where there
/// are too few.
///
/// - `of`: name of a segment; `everybody` is none
pub(super) fn draw(
    market: &Market,
    people: &People,
    of: &str,
    count: u32,
    luck: Luck,
) -> Option<Vec<Vertex>> {
    let segment = market.segments.iter().position(|s| s.name == of);
    let mut all: Vec<Vertex> =
        (0..people.count).filter(|p| segment.is_none_or(|segment| people.segment(*p) == segment)).collect();
    if (all.len() as u64) < u64::from(count) {
        return None;
    }
    // The first of a shuffle (Fisher and Yates 1938; Durstenfeld 1964).
    let mut words = luck.stream(Purpose::Member, 0, 0, 0);
    for k in 0..count as usize {
        let left = (all.len() - k) as u32;
        all.swap(k, k + below(words.word(), left) as usize);
    }
    all.truncate(count as usize);
    Some(all)
}

/// The ties of a file among the people of the market that its people are; nobody else has any.
///
/// - `members`, shape `[people of the file]`: distinct, below `people`
pub(super) fn spread(ties: &Csr, members: &[Vertex], people: u32) -> Csr {
    let mut of: Vec<Option<Vertex>> = vec![None; people as usize];
    for (own, person) in (0..).zip(members) {
        of[*person as usize] = Some(own);
    }
    let mut start = Vec::with_capacity(people as usize + 1);
    let mut peer = Vec::with_capacity(ties.peers().len());
    let mut strength = ties.has_strengths().then(|| Vec::with_capacity(ties.peers().len()));
    start.push(0);
    for own in of {
        if let Some(own) = own {
            let mut row: Vec<(Vertex, f32)> = (0..ties.degree(own))
                .map(|i| (members[ties.hearer(own, i) as usize], ties.strength(own, i)))
                .collect();
            row.sort_unstable_by_key(|tie| tie.0);
            peer.extend(row.iter().map(|tie| tie.0));
            if let Some(all) = &mut strength {
                all.extend(row.iter().map(|tie| tie.1));
            }
        }
        start.push(peer.len() as u32);
    }
    Csr::from_rows(start, peer, strength, ties.directed())
}

impl World {
    /// The person of the market that person `own` of an imported network is.
    pub fn member(&self, own: Vertex) -> Vertex {
        self.members.get(own as usize).copied().unwrap_or(own)
    }
}
