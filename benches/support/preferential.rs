//! A network in which the well-tied get more ties, as the text of an edge list.
//!
//! Barabási and Albert 1999, *Science* 286:509: people join one by one, and each ties to five
//! earlier people, chosen in proportion to their ties.
//!
//! Uses `dice`.

use std::io::Write as _;

use super::dice::Xorshift;

/// Ties of each newcomer.
const TIES: usize = 5;

/// The edge list, a tie a line.
pub fn edge_list(people: u32) -> Vec<u8> {
    let mut dice = Xorshift::of(0);
    // Both ends of every tie: an even choice among them is one in proportion to ties. The first
    // people stand in a ring.
    let first = TIES as u32 + 1;
    let mut ends: Vec<u32> = (0..first).flat_map(|p| [p, (p + 1) % first]).collect();
    for newcomer in first..people {
        let known = ends.len();
        while ends.len() < known + 2 * TIES {
            let friend = ends[dice.below(known as u32) as usize];
            if !ends[known..].contains(&friend) {
                ends.extend([newcomer, friend]);
            }
        }
    }
    let mut text = Vec::new();
    for tie in ends.chunks_exact(2) {
        writeln!(text, "{} {}", tie[0], tie[1]).expect("memory takes what is written");
    }
    text
}
