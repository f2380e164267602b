//! Clustering: how often two friends of somebody are friends of each other.

use rayon::prelude::*;

use super::csr::Csr;
use super::rows::pieces;
use crate::units::Vertex;

/// Mean local clustering of an undirected network, in [0, 1]: the mean over people of C_p = ties among
/// the friends of p / pairs of them (Watts & Strogatz 1998, *Nature* 393), 0 with fewer than two friends;
/// `None` for a directed layer, whose rows do not hold the ties of both ends.
///
/// Each person's row is intersected with those of the friends, in parallel over pieces of people:
/// O(Σ d²). Sums of parts are added piece by piece, so no number of threads can show.
pub fn local_clustering(csr: &Csr) -> Option<f64> {
    if csr.directed() {
        return None;
    }
    let of = |p: Vertex| {
        let row = csr.hearers(p);
        // Each tie among friends is met from both of its ends; so is each pair of friends.
        let met: u64 = row.iter().map(|q| common(row, csr.hearers(*q))).sum();
        let pairs = row.len() as u64 * (row.len() as u64).saturating_sub(1);
        if pairs > 0 { met as f64 / pairs as f64 } else { 0.0 }
    };
    let pieces = pieces(csr.people()).into_par_iter();
    let parts: Vec<f64> = pieces.map(|(first, end)| (first..end).map(of).sum()).collect();
    Some(parts.iter().sum::<f64>() / f64::from(csr.people().max(1)))
}

/// Number of triangles of an undirected network: each is met once, at its person of fewest ties (then
/// smallest id), whose later friends are marked and looked for among those of each. O(m^1.5) at worst.
pub fn triangles(both: &Csr) -> u64 {
    let people = both.people();
    let later = |p: Vertex| -> Vec<Vertex> {
        let rank = (both.degree(p), p);
        both.hearers(p).iter().copied().filter(|q| (both.degree(*q), *q) > rank).collect()
    };
    let rows: Vec<Vec<Vertex>> = (0..people).into_par_iter().map(later).collect();
    let met = |marked: &mut Vec<u64>, row: &Vec<Vertex>| {
        marked.resize(people as usize / 64 + 1, 0);
        row.iter().for_each(|q| marked[*q as usize / 64] |= 1 << (q % 64));
        let one = |r: &Vertex| marked[*r as usize / 64] >> (r % 64) & 1;
        let met = row.iter().map(|q| rows[*q as usize].iter().map(one).sum::<u64>()).sum::<u64>();
        row.iter().for_each(|q| marked[*q as usize / 64] = 0);
        met
    };
    rows.par_iter().filter(|row| row.len() > 1).map_init(Vec::new, met).sum()
}

/// How many entries two ascending rows share.
fn common(mut a: &[Vertex], mut b: &[Vertex]) -> u64 {
    let mut count = 0;
    while let (Some(x), Some(y)) = (a.first(), b.first()) {
        if x <= y {
            a = &a[1..];
        }
        if y <= x {
            b = &b[1..];
        }
        count += u64::from(x == y);
    }
    count
}
