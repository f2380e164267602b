//! Ties as a file lists them, and the rows they make.
//!
//! Always true: ids are below the number of people; no tie leads to oneself.

use rayon::prelude::*;

use super::column::Column;
use crate::network::csr::Csr;
use crate::network::rows::{TooManyTies, of_ties};
use crate::units::Vertex;

/// Ties per piece of work.
const PIECE: usize = 1 << 16;

/// The ties of a file, in its order, repeats included.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listed {
    /// Speaker and hearer.
    pub(super) ties: Vec<(Vertex, Vertex)>,
    /// Third column by tie, where it was asked for.
    pub(super) value: Option<Vec<f32>>,
    /// What the third column means.
    pub(super) column: Column,
}

impl Listed {
    /// The ties as compressed rows; see `EdgeList::rows`.
    pub(super) fn rows(&self, people: u32, directed: bool) -> Result<Csr, TooManyTies> {
        match &self.value {
            Some(value) => self.rows_with(value, people, directed),
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
        let mut ties: Vec<(Vertex, Vertex, f32)> = self
            .ties
            .par_iter()
            .zip(value)
            .map(|(&(a, b), &v)| if directed || a < b { (a, b, v) } else { (b, a, v) })
            .collect();
        // Stable, so that values of one tie meet in the file's order.
        ties.par_sort_by_key(|(a, b, _)| (*a, *b));
        ties.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 = match self.column {
                    Column::Probability => 1.0 - (1.0 - kept.2) * (1.0 - next.2),
                    Column::Strength | Column::None => kept.2 + next.2,
                };
            }
            same
        });
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
}
