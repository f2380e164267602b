//! From loose ties to compressed rows, in parallel and without random writes over all memory.
//!
//! Ties come in pieces (one per fixed range of people). Each piece groups its ties by range of
//! the speaker; then each range gathers its ties from all pieces, counts and sorts them while
//! they sit in cache, and drops repeats. Rows depend on the set of ties alone, so neither the
//! number of threads nor the order of pieces can show.
//!
//! Layer 2. Uses `memory units`, `world::csr`.

use rayon::prelude::*;

use super::csr::Csr;
use crate::memory;
use crate::units::Person;

/// People per piece of work of the generators; fixed.
pub(crate) const PIECE: u32 = 1 << 13;

/// At most this many ranges of speakers.
const RANGES: u32 = 1024;

/// More ties than 32-bit positions can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooManyTies;

/// The pieces of `people` people: first and one past the last person of each.
pub(crate) fn pieces(people: u32) -> Vec<(Person, Person)> {
    (0..people.div_ceil(PIECE)).map(|i| (i * PIECE, people.min(i.saturating_add(1) * PIECE))).collect()
}

/// Items grouped by bin, their order kept within a bin.
struct Binned<T> {
    start: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy + Default> Binned<T> {
    /// Groups items by `bin_of`, which must be below `bins`; `items` gives the same ones each time.
    fn new<I: Iterator<Item = T>>(
        items: impl Fn() -> I,
        bins: usize,
        bin_of: impl Fn(&T) -> usize,
    ) -> Binned<T> {
        let mut start = vec![0; bins + 1];
        for item in items() {
            start[bin_of(&item) + 1] += 1;
        }
        for bin in 0..bins {
            start[bin + 1] += start[bin];
        }
        let mut next = start.clone();
        let mut grouped = vec![T::default(); start[bins] as usize];
        for item in items() {
            let place = &mut next[bin_of(&item)];
            grouped[*place as usize] = item;
            *place += 1;
        }
        Binned { start, items: grouped }
    }

    /// The items of one bin.
    fn bin(&self, bin: usize) -> &[T] {
        &self.items[self.start[bin] as usize..self.start[bin + 1] as usize]
    }
}

/// Rows of an undirected layer: each tie may come in either direction, once or more often;
/// ties of a person to themselves are dropped.
pub(crate) fn undirected(
    people: u32,
    pieces: usize,
    ties_of: impl Fn(usize) -> Vec<(Person, Person)> + Sync,
) -> Result<Csr, TooManyTies> {
    let shift = (u32::BITS - people.div_ceil(RANGES).max(1).leading_zeros()).max(10);
    let ranges = (people >> shift) as usize + 1;
    let binned: Vec<Binned<(Person, Person)>> = (0..pieces)
        .into_par_iter()
        .map(|piece| {
            let ties = ties_of(piece);
            let both = || ties.iter().filter(|(a, b)| a != b).flat_map(|&(a, b)| [(a, b), (b, a)]);
            Binned::new(both, ranges, |(from, _)| (from >> shift) as usize)
        })
        .collect();
    let rows: Vec<Rows> = (0..ranges)
        .into_par_iter()
        .map(|range| {
            let first = (range as u64) << shift;
            let end = (first + (1 << shift)).min(u64::from(people));
            let ties: usize = binned.iter().map(|b| b.bin(range).len()).sum();
            Rows::gather(first as u32, (end.saturating_sub(first)) as usize, ties, || {
                binned.iter().flat_map(|b| b.bin(range).iter().copied())
            })
        })
        .collect();
    drop(binned);
    join(people, rows, false)
}

/// Rows of a directed layer: each piece gives its people's rows, in order, not yet sorted.
pub(crate) fn directed(
    people: u32,
    row_of: impl Fn(Person) -> Vec<Person> + Sync,
) -> Result<Csr, TooManyTies> {
    let rows = pieces(people)
        .into_par_iter()
        .map(|(first, end)| {
            let mut rows = Rows { degree: Vec::new(), peer: Vec::new() };
            for p in first..end {
                rows.push(p, &mut row_of(p));
            }
            rows
        })
        .collect();
    join(people, rows, true)
}

/// Rows of consecutive people.
struct Rows {
    degree: Vec<u32>,
    peer: Vec<Person>,
}

impl Rows {
    /// Counting sort of ties by speaker, then each row sorted and freed of repeats.
    fn gather<I: Iterator<Item = (Person, Person)>>(
        first: Person,
        people: usize,
        ties: usize,
        all: impl Fn() -> I,
    ) -> Rows {
        let mut next = vec![0usize; people + 1];
        for (from, _) in all() {
            next[(from - first) as usize + 1] += 1;
        }
        for i in 0..people {
            next[i + 1] += next[i];
        }
        let ends: Vec<usize> = next[1..].to_vec();
        let mut peer = vec![0; ties];
        for (from, to) in all() {
            let place = &mut next[(from - first) as usize];
            peer[*place] = to;
            *place += 1;
        }
        let mut rows = Rows { degree: Vec::with_capacity(people), peer: Vec::with_capacity(ties) };
        let mut begin = 0;
        for (i, end) in ends.into_iter().enumerate() {
            rows.push(first + i as u32, &mut peer[begin..end]);
            begin = end;
        }
        rows
    }

    fn push(&mut self, p: Person, row: &mut [Person]) {
        row.sort_unstable();
        let before = self.peer.len();
        let mut last = p;
        for q in row.iter().copied().filter(|q| *q != p) {
            if self.peer.len() == before || q != last {
                self.peer.push(q);
            }
            last = q;
        }
        self.degree.push((self.peer.len() - before) as u32);
    }
}

/// Lays consecutive rows end to end.
fn join(people: u32, rows: Vec<Rows>, directed: bool) -> Result<Csr, TooManyTies> {
    let ties: u64 = rows.iter().map(|r| r.peer.len() as u64).sum();
    u32::try_from(ties).map_err(|_| TooManyTies)?;
    let mut start = memory::roomy(people as usize + 1);
    let mut peer = memory::roomy(ties as usize);
    let mut end = 0;
    start.push(0);
    for row in rows {
        for degree in &row.degree {
            end += degree;
            start.push(end);
        }
        peer.extend_from_slice(&row.peer);
    }
    Ok(Csr::from_rows(start, peer, None, directed))
}
