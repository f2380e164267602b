//! From loose ties to compressed rows, in parallel, without random writes over all memory and
//! with little memory beside the rows themselves.
//!
//! Rows are drawn in parts (fixed ranges of people), a batch of parts at a time, while the batch
//! before is laid out behind those already there. Loose ties of an undirected layer first come in
//! pieces that group them by range of the speaker; then each range gathers its ties from all
//! pieces, counts and sorts them while they sit in cache, and drops repeats. Where the pieces
//! would take much memory, they are drawn several times, for some of the ranges each time.
//!
//! Always true: rows depend on the set of ties alone, so neither the number of threads nor the
//! order of pieces can show.

use rayon::prelude::*;

use super::csr::Csr;
use crate::hints;
use crate::units::Vertex;

/// People per piece of work of the generators; fixed.
pub(crate) const PIECE: u32 = 1 << 13;

/// At most this many ranges of speakers.
const RANGES: u32 = 4096;

/// Parts drawn while those before are laid out.
const BATCH: usize = 64;

/// Loose ties held at once, about: 8 bytes each.
const LOOSE: f64 = (1u64 << 28) as f64;

/// More ties than 32-bit positions can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the network has more ties than 32 bits can number")]
pub struct TooManyTies;

/// The pieces of `people` people: first and one past the last person of each.
pub(crate) fn pieces(people: u32) -> Vec<(Vertex, Vertex)> {
    (0..people.div_ceil(PIECE)).map(|i| (i * PIECE, people.min(i.saturating_add(1) * PIECE))).collect()
}

/// Ties of some speakers, grouped by range of the speaker.
struct Binned {
    start: Vec<u32>,
    ties: Vec<(Vertex, Vertex)>,
}

impl Binned {
    /// Groups ties by the bin of the speaker, where it has one below `bins`. Either end speaks,
    /// unless ties are directed; ties of a person to themselves do not count.
    fn new(
        ties: &[(Vertex, Vertex)],
        directed: bool,
        bins: usize,
        bin_of: impl Fn(Vertex) -> usize,
    ) -> Binned {
        let ways = if directed { 1 } else { 2 };
        let spoken = |&(a, b): &(Vertex, Vertex)| [(a, b), (b, a)].into_iter().take(ways);
        let all = || ties.iter().filter(|(a, b)| a != b).flat_map(spoken);
        let mut start = vec![0; bins + 1];
        for (from, _) in all() {
            if let Some(count) = start[1..].get_mut(bin_of(from)) {
                *count += 1;
            }
        }
        for bin in 0..bins {
            start[bin + 1] += start[bin];
        }
        let mut next = start[..bins].to_vec();
        let mut grouped = vec![(0, 0); start[bins] as usize];
        for tie in all() {
            if let Some(place) = next.get_mut(bin_of(tie.0)) {
                grouped[*place as usize] = tie;
                *place += 1;
            }
        }
        Binned { start, ties: grouped }
    }

    /// The ties of one bin.
    fn bin(&self, bin: usize) -> &[(Vertex, Vertex)] {
        &self.ties[self.start[bin] as usize..self.start[bin + 1] as usize]
    }
}

/// Rows of an undirected layer of about `expected` stored ties. Each of the `pieces` gives its ties
/// when asked, the same ones each time; a tie may come in either direction, once or more often, and
/// ties of a person to themselves are dropped.
pub(crate) fn undirected(
    people: u32,
    expected: f64,
    pieces: usize,
    ties_of: impl Fn(usize, &mut Vec<(Vertex, Vertex)>) + Sync,
) -> Result<Csr, TooManyTies> {
    of_ties(people, expected, pieces, false, ties_of)
}

/// As [`undirected`], also for ties that run one way.
pub(crate) fn of_ties(
    people: u32,
    expected: f64,
    pieces: usize,
    directed: bool,
    ties_of: impl Fn(usize, &mut Vec<(Vertex, Vertex)>) + Sync,
) -> Result<Csr, TooManyTies> {
    let shift = (u32::BITS - people.div_ceil(RANGES).max(1).leading_zeros()).max(10);
    let ranges = (people >> shift) as usize + 1;
    let turns = ((expected / LOOSE).ceil() as usize).clamp(1, ranges);
    let mut laid = Laid::new(people, expected);
    for turn in 0..turns {
        let (low, high) = (turn * ranges / turns, (turn + 1) * ranges / turns);
        let bin_of = |from: Vertex| ((from >> shift) as usize).wrapping_sub(low);
        let binned: Vec<Binned> = (0..pieces)
            .into_par_iter()
            .map_init(Vec::new, |ties, piece| {
                ties.clear();
                ties_of(piece, ties);
                Binned::new(ties, directed, high - low, bin_of)
            })
            .collect();
        laid.extend(high - low, |bin, rows| {
            let first = ((low + bin) as u64) << shift;
            let end = (first + (1 << shift)).min(u64::from(people));
            rows.gather(first as u32, end.saturating_sub(first) as usize, || {
                binned.iter().flat_map(|b| b.bin(bin).iter().copied())
            });
        })?;
    }
    Ok(laid.rows(directed))
}

/// The ties of rows as undirected ones, without their strengths.
pub(crate) fn both_ways(csr: &Csr) -> Result<Csr, TooManyTies> {
    let pieces = pieces(csr.people());
    undirected(csr.people(), 2.0 * csr.tie_count() as f64, pieces.len(), |piece, ties| {
        let (first, end) = pieces[piece];
        ties.extend((first..end).flat_map(|p| csr.hearers(p).iter().map(move |q| (p, *q))));
    })
}

/// Rows of a directed layer of about `expected` ties: `row_of` adds the hearers of a person to an
/// empty row, in any order.
pub(crate) fn directed(
    people: u32,
    expected: f64,
    row_of: impl Fn(Vertex, &mut Vec<Vertex>) + Sync,
) -> Result<Csr, TooManyTies> {
    let pieces = pieces(people);
    let mut laid = Laid::new(people, expected);
    laid.extend(pieces.len(), |piece, rows| {
        let mut row = Vec::new();
        for p in pieces[piece].0..pieces[piece].1 {
            row.clear();
            row_of(p, &mut row);
            rows.push(p, &mut row);
        }
    })?;
    Ok(laid.rows(true))
}

/// Rows of consecutive people.
#[derive(Default)]
struct Rows {
    degree: Vec<u32>,
    peer: Vec<Vertex>,
}

impl Rows {
    /// Counting sort of ties by speaker, then each row sorted and freed of repeats.
    fn gather<I: Iterator<Item = (Vertex, Vertex)>>(
        &mut self,
        first: Vertex,
        people: usize,
        all: impl Fn() -> I,
    ) {
        let mut next = vec![0usize; people + 1];
        for (from, _) in all() {
            next[(from - first) as usize + 1] += 1;
        }
        for i in 0..people {
            next[i + 1] += next[i];
        }
        let mut peer = vec![0; next[people]];
        for (from, to) in all() {
            let place = &mut next[(from - first) as usize];
            peer[*place] = to;
            *place += 1;
        }
        // Each place has moved on to where the next row begins.
        let mut begin = 0;
        for (p, end) in (first..).zip(&next[..people]) {
            self.push(p, &mut peer[begin..*end]);
            begin = *end;
        }
    }

    /// Adds the row of the next person, sorted, without repeats and the person themselves.
    fn push(&mut self, p: Vertex, row: &mut [Vertex]) {
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

/// Makes `parts` parts, a batch at a time in parallel, while the batch before is taken in, part by
/// part in order; what is taken in is to be left empty. Stops at the first that is refused.
pub(crate) fn in_batches<T: Default + Send, E: Send>(
    parts: usize,
    make: impl Fn(usize, &mut T) + Sync,
    mut take: impl FnMut(&mut T) -> Result<(), E> + Send,
) -> Result<(), E> {
    let batch = || (0..BATCH.min(parts)).map(|_| T::default()).collect::<Vec<T>>();
    let (mut ready, mut next) = (batch(), batch());
    let mut made = 0;
    for first in (0..parts).step_by(BATCH) {
        let now = BATCH.min(parts - first);
        let (taken, ()) = rayon::join(
            || ready[..made].iter_mut().try_for_each(&mut take),
            || next[..now].par_iter_mut().enumerate().for_each(|(i, part)| make(first + i, part)),
        );
        taken?;
        std::mem::swap(&mut ready, &mut next);
        made = now;
    }
    ready[..made].iter_mut().try_for_each(take)
}

/// Rows laid end to end, so far.
struct Laid {
    start: Vec<u32>,
    peer: Vec<Vertex>,
}

impl Laid {
    /// Room for so many people and ties; more ties than expected are welcome.
    fn new(people: u32, expected: f64) -> Laid {
        // Room is only taken from the machine as it is filled, so a little more costs nothing.
        let ties = (1.01 * expected + 8.0 * expected.sqrt()).min(f64::from(u32::MAX)) as usize;
        let mut start = hints::with_huge_pages(people as usize + 1);
        start.push(0);
        Laid { start, peer: hints::with_huge_pages(ties) }
    }

    /// Draws the next parts, in order, a batch at a time, while the batch before is laid out.
    fn extend(&mut self, parts: usize, draw: impl Fn(usize, &mut Rows) + Sync) -> Result<(), TooManyTies> {
        in_batches(parts, draw, |rows| self.lay(rows))
    }

    /// Lays rows out behind those that are there, and empties them.
    fn lay(&mut self, rows: &mut Rows) -> Result<(), TooManyTies> {
        u32::try_from(self.peer.len() + rows.peer.len()).map_err(|_| TooManyTies)?;
        let mut end = self.peer.len() as u32;
        self.start.extend(rows.degree.drain(..).map(|degree| {
            end += degree;
            end
        }));
        self.peer.append(&mut rows.peer);
        Ok(())
    }

    fn rows(self, directed: bool) -> Csr {
        Csr::from_rows(self.start, self.peer, None, directed)
    }
}
