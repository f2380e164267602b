//! From speakers to hearers: the ties of one layer in compressed rows.
//!
//! The ties of person `p` are `peer[start[p]..start[p + 1]]`, ascending.
//!
//! Always true, checked by `Csr::check` and `tests/it/world/rows.rs`: `start` never falls, ends
//! at the tie count, rows strictly ascend without the person itself, and every peer is below
//! the person count.
//!
//! Knows nothing of channels, tactics or time.

use super::in_degree::count_in_degrees;
use crate::hints;
use crate::units::Vertex;

/// Compressed rows of ties.
#[derive(Debug, Clone, PartialEq)]
pub struct Csr {
    start: Vec<u32>,
    peer: Vec<Vertex>,
    /// Third-column value per tie, where the layer has one.
    strength: Option<Vec<f32>>,
    /// In-degree per person, where it differs from the out-degree (directed layers).
    in_degree: Option<Vec<u32>>,
    /// Strength units of all ties into each person, where thresholds count strengths.
    in_strength: Option<Vec<u32>>,
}

/// Units of a strength where thresholds count strengths: whole 1/256.
const STRENGTH_ONE: f64 = 256.0;
/// Most units of one tie: every whole number up to here is exact in an exposure's force.
const MOST_UNITS: u32 = 1 << 24;

impl Csr {
    /// Rows given as they are kept; in-degrees are counted for directed layers.
    ///
    /// - `start`, shape `[people + 1]`; `peer`, shape `[ties]`, ascending within a row
    /// - `strength`, shape `[ties]`, where the layer has a third column
    pub(crate) fn from_rows(
        start: Vec<u32>,
        peer: Vec<Vertex>,
        strength: Option<Vec<f32>>,
        directed: bool,
    ) -> Csr {
        let in_degree = directed.then(|| count_in_degrees(start.len() - 1, &peer));
        Csr { start, peer, strength, in_degree, in_strength: None }
    }

    /// Where each row begins, and the tie count at the end; shape `[people + 1]`.
    pub(crate) fn starts(&self) -> &[u32] {
        &self.start
    }

    /// All hearers, row after row; shape `[ties]`.
    pub(crate) fn peers(&self) -> &[Vertex] {
        &self.peer
    }

    /// Sums the strength units into each person, shape `[people]`, so that thresholds can count them.
    ///
    /// Each tie is rounded to units once, and sums are of exactly these units: a person who
    /// heard all neighbours has heard the whole sum.
    ///
    /// # Errors
    /// The first person whose incoming strengths are too large to be counted: a tie above 65,536, or a
    /// sum above 16,777,215.
    pub(crate) fn weigh(&mut self) -> Result<(), Vertex> {
        let mut sums: Vec<u32> = vec![0; self.people() as usize];
        for p in 0..self.people() {
            for i in 0..self.degree(p) {
                let (to, units) = (self.hearer(p, i), self.strength_units(p, i));
                let sum = &mut sums[to as usize];
                *sum = sum.checked_add(units).filter(|_| units <= MOST_UNITS).ok_or(to)?;
            }
        }
        self.in_strength = Some(sums);
        Ok(())
    }

    /// Strength of tie `i` of `p` in whole 1/256, at least 1; saturates.
    #[inline]
    pub fn strength_units(&self, p: Vertex, i: u32) -> u32 {
        ((f64::from(self.strength(p, i)) * STRENGTH_ONE + 0.5) as u32).max(1)
    }

    /// Strength units of all ties into `p`; its number of ties where strengths are not summed.
    #[inline]
    pub fn in_strength(&self, p: Vertex) -> u32 {
        self.in_strength.as_ref().map_or_else(|| self.in_degree(p), |s| s[p as usize])
    }

    /// Number of people.
    #[inline]
    pub fn people(&self) -> u32 {
        (self.start.len() - 1) as u32
    }

    /// Whether ties run one way, from speaker to hearer.
    pub fn directed(&self) -> bool {
        self.in_degree.is_some()
    }

    /// Position of the first tie of `p` among all ties: tie `i` of `p` is number `offset(p) + i`.
    #[inline]
    pub fn offset(&self, p: Vertex) -> u32 {
        self.start[p as usize]
    }

    /// Number of ties out of `p`.
    #[inline]
    pub fn degree(&self, p: Vertex) -> u32 {
        self.start[p as usize + 1] - self.start[p as usize]
    }

    /// The hearer at the end of tie `i` of `p`.
    #[inline]
    pub fn hearer(&self, p: Vertex, i: u32) -> Vertex {
        self.peer[(self.start[p as usize] + i) as usize]
    }

    /// Calls `each` with the record that says where the ties of `p` begin, without reading it.
    #[inline]
    pub fn with_row_place(&self, p: Vertex, each: impl Fn(&u32)) {
        each(&self.start[p as usize]);
    }

    /// All hearers of `p`, ascending.
    #[inline]
    pub fn hearers(&self, p: Vertex) -> &[Vertex] {
        &self.peer[self.start[p as usize] as usize..self.start[p as usize + 1] as usize]
    }

    /// Number of ties into `p`.
    #[inline]
    pub fn in_degree(&self, p: Vertex) -> u32 {
        self.in_degree.as_ref().map_or_else(|| self.degree(p), |d| d[p as usize])
    }

    /// Whether ties have a third-column value.
    pub fn has_strengths(&self) -> bool {
        self.strength.is_some()
    }

    /// Third-column value of tie `i` of `p`; 1 where there is none.
    #[inline]
    pub fn strength(&self, p: Vertex, i: u32) -> f32 {
        self.strength.as_ref().map_or(1.0, |s| s[(self.start[p as usize] + i) as usize])
    }

    /// Third-column values of all ties of `p`, where the layer has them.
    pub fn strengths(&self, p: Vertex) -> Option<&[f32]> {
        let row = self.start[p as usize] as usize..self.start[p as usize + 1] as usize;
        self.strength.as_ref().map(|s| &s[row])
    }

    /// Number of stored directed ties.
    pub fn tie_count(&self) -> u64 {
        self.peer.len() as u64
    }

    /// Bytes held.
    pub fn memory_bytes(&self) -> u64 {
        let words = self.start.len()
            + self.peer.len()
            + self.strength.as_ref().map_or(0, Vec::len)
            + self.in_degree.as_ref().map_or(0, Vec::len)
            + self.in_strength.as_ref().map_or(0, Vec::len);
        4 * words as u64
    }

    /// Networks side by side without a tie between them: people are numbered on from network to network.
    /// `None` if there is none, people or ties outgrow 32 bits, or the networks differ in what they hold.
    pub fn side_by_side(networks: &[&Csr]) -> Option<Csr> {
        let people: u64 = networks.iter().map(|n| u64::from(n.people())).sum();
        let people = u32::try_from(people).ok()?;
        let ties = u32::try_from(networks.iter().map(|n| n.tie_count()).sum::<u64>()).ok()?;
        let mut start = hints::with_huge_pages(people as usize + 1);
        let mut peer: Vec<Vertex> = hints::with_huge_pages(ties as usize);
        start.push(0);
        let mut first = 0;
        for network in networks {
            let before = peer.len() as u32;
            start.extend(network.start[1..].iter().map(|s| s + before));
            peer.extend(network.peer.iter().map(|p| p + first));
            first += network.people();
        }
        fn joined<T: Clone>(parts: Vec<Option<&Vec<T>>>) -> Option<Option<Vec<T>>> {
            if parts.iter().all(Option::is_none) {
                return Some(None);
            }
            Some(Some(
                parts.into_iter().collect::<Option<Vec<_>>>()?.into_iter().flatten().cloned().collect(),
            ))
        }
        Some(Csr {
            start,
            peer,
            strength: joined(networks.iter().map(|n| n.strength.as_ref()).collect())?,
            in_degree: joined(networks.iter().map(|n| n.in_degree.as_ref()).collect())?,
            in_strength: joined(networks.iter().map(|n| n.in_strength.as_ref()).collect())?,
        })
    }

    /// Says what is wrong with the rows, if anything is.
    ///
    /// # Errors
    /// One sentence naming the first broken promise and its place.
    pub fn check(&self) -> Result<(), String> {
        let people = self.people();
        if self.start[0] != 0 || u64::from(self.start[people as usize]) != self.tie_count() {
            return Err(format!("rows do not span the {} ties", self.tie_count()));
        }
        if let Some(p) = (0..people as usize).find(|p| self.start[p + 1] < self.start[*p]) {
            return Err(format!("the row of person {p} ends before it starts"));
        }
        for p in 0..people {
            let row = self.hearers(p);
            if !row.is_sorted_by(|a, b| a < b) {
                return Err(format!("the row of person {p} does not ascend"));
            }
            if row.last().is_some_and(|last| *last >= people) {
                return Err(format!("person {p} is tied to somebody who does not exist"));
            }
            if row.binary_search(&p).is_ok() {
                return Err(format!("person {p} is tied to themselves"));
            }
        }
        if self.strength.as_ref().is_some_and(|s| s.len() != self.peer.len()) {
            return Err("strengths and ties differ in number".into());
        }
        match &self.in_degree {
            Some(counts) if *counts != count_in_degrees(people as usize, &self.peer) => {
                Err("in-degrees do not match the ties".into())
            }
            Some(_) => Ok(()),
            None => self.check_both_ways(),
        }
    }

    /// Every undirected tie must stand in both rows.
    fn check_both_ways(&self) -> Result<(), String> {
        for p in 0..self.people() {
            if let Some(q) = self.hearers(p).iter().find(|q| self.hearers(**q).binary_search(&p).is_err()) {
                return Err(format!("the tie from {p} to {q} does not run back"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_names_each_broken_promise() {
        let check = |start: &[u32], peer: &[Vertex], directed| {
            Csr::from_rows(start.to_vec(), peer.to_vec(), None, directed).check().unwrap_err()
        };
        assert_eq!(check(&[0, 1, 1], &[1], false), "the tie from 0 to 1 does not run back");
        assert_eq!(check(&[0, 1, 1], &[0], true), "person 0 is tied to themselves");
        assert_eq!(check(&[0, 1, 1], &[2], true), "person 0 is tied to somebody who does not exist");
        assert_eq!(check(&[0, 2, 2, 2], &[2, 1], true), "the row of person 0 does not ascend");
        assert_eq!(check(&[0, 2, 1, 2], &[1, 2], true), "the row of person 1 ends before it starts");
        assert_eq!(check(&[0, 1], &[], true), "rows do not span the 0 ties");
    }
}
