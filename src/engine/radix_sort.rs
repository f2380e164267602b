//! Sorts due people roughly by their place in memory.
//!
//! Queues return people in any order. Visiting their records region by region saves page look-ups; the
//! order within a region does not matter, nor does any order change a result.

use crate::units::PersonId;

/// At most this many regions, so that the ends of their lists stay in a near cache.
const REGIONS: usize = 1 << 11;
/// Fewer people than this are not sorted (measured: no gain at 1,000,000 people, a quarter at
/// 10,000,000).
const LARGE: usize = 1 << 21;
/// Fewer due people than this are not worth the two passes.
const MANY: usize = 1 << 12;

/// Whether it pays to sort this many due people of a shard of `people`.
pub(super) fn pays(due: usize, people: usize) -> bool {
    people >= LARGE && due >= MANY
}

/// Sorts people of `first..first + people` by region, in time proportional to their number; `spare`
/// is memory to work in.
pub(super) fn by_region(due: &mut Vec<PersonId>, spare: &mut Vec<PersonId>, first: PersonId, people: usize) {
    let shift = (usize::BITS - people.leading_zeros()).saturating_sub(REGIONS.trailing_zeros());
    let region = |p: PersonId| ((p.0 - first.0) >> shift) as usize;
    let mut place = [0_u32; REGIONS + 1];
    for p in due.iter() {
        place[region(*p) + 1] += 1;
    }
    for r in 0..REGIONS {
        place[r + 1] += place[r];
    }
    spare.resize(due.len(), PersonId(0));
    for p in due.iter() {
        let at = &mut place[region(*p)];
        spare[*at as usize] = *p;
        *at += 1;
    }
    std::mem::swap(due, spare);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_there_once_and_regions_ascend() {
        let (first, people) = (1_000, 100_000_usize);
        let due: Vec<PersonId> =
            (0..50_000_u32).map(|i| PersonId(first + i.wrapping_mul(7_919) % people as u32)).collect();
        let (mut sorted, mut spare) = (due.clone(), Vec::new());
        by_region(&mut sorted, &mut spare, PersonId(first), people);
        assert!(sorted.is_sorted_by_key(|p| (p.0 - first) >> 6));
        let ordered = |mut list: Vec<PersonId>| {
            list.sort_unstable();
            list
        };
        assert_eq!(ordered(sorted), ordered(due));
    }
}
