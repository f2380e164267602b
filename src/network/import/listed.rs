//! Ties as a file lists them, and the rows they make.
//!
//! Always true: ids are below the number of people; no tie leads to oneself.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use serde::Serialize;

use super::column::Column;
use crate::network::csr::Csr;
use crate::network::rows::{TooManyTies, of_ties};
use crate::units::Vertex;

/// Ties per piece of work.
const PIECE: usize = 1 << 16;
/// Share of ties that stand in both directions with one value from which on a file is taken to list each tie twice.
/// Assumed: counts of what is sent each way are hardly ever alike so often.
const TWICE: f64 = 0.95;

/// How often undirected ties with values stand in both directions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BothWays {
    /// Distinct undirected ties.
    pub ties: u64,
    /// Those that stand in both directions with the same value.
    pub alike: u64,
    /// Those that stand in both directions with unlike values.
    pub unlike: u64,
    /// Whether the alike ones were counted once, because the file lists each tie twice.
    pub once: bool,
}

/// The ties of a file, in its order, repeats included.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    /// Speaker and hearer.
    pub(super) ties: Arc<Vec<(Vertex, Vertex)>>,
    /// Third column by tie, where it is at hand.
    pub(super) value: Option<Arc<Vec<f32>>>,
    /// What the third column means.
    pub(super) column: Column,
    /// Whether the file says that ties run both ways.
    pub(super) undirected: bool,
    /// How ties with values were found to stand, when they were laid out undirected.
    pub(super) both_ways: OnceLock<BothWays>,
}

impl Listed {
    /// Ties with the third values that there are, for no use of these yet.
    pub(super) fn new(ties: Vec<(Vertex, Vertex)>, value: Option<Vec<f32>>, undirected: bool) -> Listed {
        let (ties, value) = (Arc::new(ties), value.map(Arc::new));
        Listed { ties, value, column: Column::None, undirected, both_ways: OnceLock::new() }
    }

    /// The ties of rows.
    pub(super) fn of_rows(start: &[u32], peer: &[Vertex]) -> Listed {
        let row =
            |p: usize| peer[start[p] as usize..start[p + 1] as usize].iter().map(move |q| (p as Vertex, *q));
        Listed::new((0..start.len() - 1).flat_map(row).collect(), None, false)
    }

    /// Gives the third column a use, or takes it away.
    pub(super) fn use_column(&mut self, column: Column) {
        self.column = column;
        if column == Column::None {
            self.value = None;
        }
    }

    /// The same ties the other way round, if that is wanted.
    pub(super) fn reversed(mut self, reverse: bool) -> Listed {
        if reverse {
            self.ties = Arc::new(self.ties.par_iter().map(|(a, b)| (*b, *a)).collect());
        }
        self
    }

    /// The same ties, each in both directions where the file says that they run so.
    pub(super) fn spelled_out(&self) -> Listed {
        let mut listed = self.clone();
        if self.undirected {
            let both = self.ties.iter().flat_map(|(a, b)| [(*a, *b), (*b, *a)]).collect();
            listed.ties = Arc::new(both);
            listed.value = self.value.as_ref().map(|v| Arc::new(v.iter().flat_map(|v| [*v, *v]).collect()));
            listed.undirected = false;
        }
        listed
    }

    /// Whether every tie stands as often in one direction as in the other: a sum in which a tie and its
    /// reverse cancel is 0 (but for one in 2⁶⁴ cases, only then).
    pub(super) fn is_symmetric(&self) -> bool {
        let mix = |low: Vertex, high: Vertex| {
            let word = (u64::from(low) << 32 | u64::from(high)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            (word ^ word >> 32).wrapping_mul(0xbf58_476d_1ce4_e5b9)
        };
        let signed = |(a, b): &(Vertex, Vertex)| if a < b { mix(*a, *b) } else { mix(*b, *a).wrapping_neg() };
        !self.ties.is_empty() && self.ties.par_iter().map(signed).reduce(|| 0, u64::wrapping_add) == 0
    }

    /// The ties as compressed rows; see `EdgeList::rows`.
    pub(super) fn rows(&self, people: u32, directed: bool) -> Result<Csr, TooManyTies> {
        match &self.value {
            Some(value) => self.rows_with(value, people, directed),
            None if directed && self.undirected => {
                let pieces: Vec<&[(Vertex, Vertex)]> = self.ties.chunks(PIECE).collect();
                let expected = 2.0 * self.ties.len() as f64;
                of_ties(people, expected, pieces.len(), true, |i, ties| {
                    ties.extend(pieces[i]);
                    ties.extend(pieces[i].iter().map(|(a, b)| (*b, *a)));
                })
            }
            None => {
                let expected = self.ties.len() as f64 * if directed { 1.0 } else { 2.0 };
                let pieces: Vec<&[(Vertex, Vertex)]> = self.ties.chunks(PIECE).collect();
                of_ties(people, expected, pieces.len(), directed, |i, ties| ties.extend(pieces[i]))
            }
        }
    }

    /// Gives `each` the bytes that stand for the ties.
    pub(super) fn stand_in(&self, each: &mut dyn FnMut(&[u8])) {
        each(&[self.column as u8]);
        let mut bytes = Vec::new();
        for ties in self.ties.chunks(PIECE) {
            bytes.clear();
            bytes.extend(ties.iter().flat_map(|(a, b)| [a.to_le_bytes(), b.to_le_bytes()]).flatten());
            each(&bytes);
        }
        for values in self.value.iter().flat_map(|value| value.chunks(PIECE)) {
            bytes.clear();
            bytes.extend(values.iter().flat_map(|value| value.to_le_bytes()));
            each(&bytes);
        }
    }

    fn rows_with(&self, value: &[f32], people: u32, directed: bool) -> Result<Csr, TooManyTies> {
        let mut ties: Vec<(Vertex, Vertex, f32)> =
            if directed { self.directed_ties(value) } else { self.undirected_ties(value) };
        if !directed {
            let back: Vec<_> = ties.par_iter().map(|&(a, b, v)| (b, a, v)).collect();
            ties.extend(back);
            ties.par_sort_unstable_by_key(|(a, b, _)| (*a, *b));
        }
        let last = u32::try_from(ties.len()).map_err(|_| TooManyTies)?;
        let mut start = crate::hints::with_huge_pages(people as usize + 1);
        for (i, (from, _, _)) in ties.iter().enumerate() {
            while start.len() <= *from as usize {
                start.push(i as u32);
            }
        }
        start.resize(people as usize + 1, last);
        let peer = ties.iter().map(|t| t.1).collect();
        let strength = ties.iter().map(|t| t.2).collect();
        Ok(Csr::from_rows(start, peer, Some(strength), directed))
    }

    fn merged(&self, kept: f32, next: f32) -> f32 {
        match self.column {
            Column::Probability => 1.0 - (1.0 - kept) * (1.0 - next),
            Column::Strength | Column::None => kept + next,
        }
    }

    /// Distinct ties with their values, in order.
    fn directed_ties(&self, value: &[f32]) -> Vec<(Vertex, Vertex, f32)> {
        let both = self.undirected;
        let mut ties: Vec<_> = self.ties.par_iter().zip(value).map(|(&(a, b), &v)| (a, b, v)).collect();
        if both {
            let back: Vec<_> = ties.par_iter().map(|&(a, b, v)| (b, a, v)).collect();
            ties.extend(back);
        }
        // Stable, so that values of one tie meet in the file's order.
        ties.par_sort_by_key(|(a, b, _)| (*a, *b));
        ties.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 = self.merged(kept.2, next.2);
            }
            same
        });
        ties
    }

    /// Distinct undirected ties with their values, lower end first, in order. Where the file lists each tie in both
    /// directions with one value, that counts once.
    fn undirected_ties(&self, value: &[f32]) -> Vec<(Vertex, Vertex, f32)> {
        let low_first = |(&(a, b), &v): (&(Vertex, Vertex), &f32)| (a.min(b), a.max(b), a > b, v);
        let mut ties: Vec<_> = self.ties.par_iter().zip(value).map(low_first).collect();
        // Stable, so that values of one tie meet in the file's order.
        ties.par_sort_by_key(|(a, b, ..)| (*a, *b));
        let same =
            |a: &(Vertex, Vertex, bool, f32), b: &(Vertex, Vertex, bool, f32)| (a.0, a.1) == (b.0, b.1);
        // The merged value of one direction; `None` where the tie does not stand so.
        let one_way = |group: &[(Vertex, Vertex, bool, f32)], back: bool| {
            group.iter().filter(|t| t.2 == back).map(|t| t.3).reduce(|kept, next| self.merged(kept, next))
        };
        let mut counts = BothWays { ties: 0, alike: 0, unlike: 0, once: false };
        for group in ties.chunk_by(same) {
            counts.ties += 1;
            match (one_way(group, false), one_way(group, true)) {
                (Some(there), Some(back)) if there == back => counts.alike += 1,
                (Some(_), Some(_)) => counts.unlike += 1,
                _ => {}
            }
        }
        counts.once = counts.alike as f64 >= TWICE * counts.ties as f64 && counts.alike > 0;
        // Another thread may have found the same.
        let _ = self.both_ways.set(counts);
        let value_of =
            |group: &[(Vertex, Vertex, bool, f32)]| match (one_way(group, false), one_way(group, true)) {
                (Some(there), Some(back)) if counts.once && there == back => there,
                _ => group.iter().map(|t| t.3).reduce(|kept, next| self.merged(kept, next)).unwrap_or(0.0),
            };
        ties.chunk_by(same).map(|group| (group[0].0, group[0].1, value_of(group))).collect()
    }
}
