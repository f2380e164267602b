//! How many ties lead to each person.
//!
//! Hearers stand in rows in no order that would help, and counting them where they stand would
//! touch another line of memory for each. So they are first grouped by range of people, two bytes
//! each, and then each range is counted while its counts sit in cache. A part of all ties is
//! grouped at a time, so that little memory is needed beside.

use rayon::prelude::*;

use crate::units::Vertex;

/// Ties grouped at once.
const HELD: usize = 1 << 27;
/// Ties grouped in one piece of work, in cache.
const PIECE: usize = 1 << 18;
/// Binary digits of a person's place in their range, at most: two bytes.
const MOST_BITS: u32 = 16;
/// Ranges wanted, so that all threads have some.
const RANGES: u32 = 64;

/// Ties into each person, shape `[people]`; hearers beyond the last person count nowhere.
pub(super) fn count_in_degrees(people: usize, hearers: &[Vertex]) -> Vec<u32> {
    let mut counts = vec![0; people];
    let bits = (people as u32 / RANGES).max(1).ilog2().clamp(8, MOST_BITS);
    let ranges = people.div_ceil(1 << bits);
    // One part after the other is grouped in the same memory.
    let mut pieces: Vec<Grouped> = Vec::new();
    for held in hearers.chunks(HELD) {
        pieces.resize_with(held.len().div_ceil(PIECE), Grouped::default);
        let work = pieces.par_iter_mut().zip(held.par_chunks(PIECE));
        work.for_each(|(piece, hearers)| piece.group(hearers, bits, ranges));
        counts.par_chunks_mut(1 << bits).enumerate().for_each(|(range, counts)| {
            for place in pieces.iter().flat_map(|piece| piece.range(range)) {
                if let Some(count) = counts.get_mut(usize::from(*place)) {
                    *count += 1;
                }
            }
        });
    }
    counts
}

/// Places of hearers within their ranges, range by range.
#[derive(Default)]
struct Grouped {
    start: Vec<u32>,
    place: Vec<u16>,
}

impl Grouped {
    /// Holds these hearers instead of those before.
    fn group(&mut self, hearers: &[Vertex], bits: u32, ranges: usize) {
        let Grouped { start, place } = self;
        start.clear();
        start.resize(ranges + 1, 0);
        for hearer in hearers {
            if let Some(count) = start[1..].get_mut((hearer >> bits) as usize) {
                *count += 1;
            }
        }
        for range in 0..ranges {
            start[range + 1] += start[range];
        }
        let mut next = start[..ranges].to_vec();
        place.resize(start[ranges] as usize, 0);
        for hearer in hearers {
            if let Some(slot) = next.get_mut((hearer >> bits) as usize) {
                place[*slot as usize] = (hearer & ((1 << bits) - 1)) as u16;
                *slot += 1;
            }
        }
    }

    fn range(&self, range: usize) -> &[u16] {
        &self.place[self.start[range] as usize..self.start[range + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_into_each_person_are_counted_over_many_ranges_and_pieces() {
        let people = 70_001u32;
        let ties = 3 * PIECE as u32 + 17;
        let hearers: Vec<Vertex> = (0..ties).map(|i| i.wrapping_mul(2_654_435_761) % people).collect();
        let mut expected = vec![0; people as usize];
        hearers.iter().for_each(|q| expected[*q as usize] += 1);
        assert_eq!(count_in_degrees(people as usize, &hearers), expected);
        assert_eq!(count_in_degrees(2, &[0, 7, 0, 1, u32::MAX]), [2, 1]);
        assert_eq!(count_in_degrees(0, &[0]), [0u32; 0]);
    }
}
