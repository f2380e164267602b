//! The people that a redrawn or drawn tie may lead to: everybody, a city, a segment, or both.
//!
//! People are listed city by city, segment by segment; a pool is a range of that list (or one
//! range per city), so a draw is range arithmetic. Generated people already stand in that order;
//! imported ones are listed by segment.

use super::people::People;
use crate::rng::{Stream, below, unit};
use crate::units::Vertex;

/// The people of some segments (or of everywhere), as runs of consecutive ids.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catchment {
    /// First id of each run.
    first: Vec<Vertex>,
    /// People before each run, and all of them at the end; shape `[runs + 1]`.
    before: Vec<u32>,
}

impl Catchment {
    /// Runs given as (first, number of people), ascending; empty ones are left out.
    pub(crate) fn of(runs: impl IntoIterator<Item = (Vertex, u32)>) -> Catchment {
        let mut catchment = Catchment { first: Vec::new(), before: vec![0] };
        for (first, count) in runs.into_iter().filter(|(_, count)| *count > 0) {
            catchment.first.push(first);
            catchment.before.push(catchment.len() + count);
        }
        catchment
    }

    /// Number of people.
    #[inline]
    pub fn len(&self) -> u32 {
        *self.before.last().unwrap_or(&0)
    }

    /// Whether there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The k-th person in id order, `k < len()`, by binary search.
    ///
    /// # Panics
    /// If `k` is not below `len()`: a bug in the caller.
    #[inline]
    pub fn nth(&self, k: u32) -> Vertex {
        let run = self.before.partition_point(|b| *b <= k) - 1;
        self.first[run] + (k - self.before[run])
    }

    /// Whether a person belongs to it, by binary search.
    pub fn contains(&self, p: Vertex) -> bool {
        let run = self.first.partition_point(|f| *f <= p);
        run > 0 && p - self.first[run - 1] < self.before[run] - self.before[run - 1]
    }
}

/// Pools of people by city and segment.
pub(crate) struct Pools {
    people: u32,
    segments: usize,
    /// Start of each (city, segment) in the list; shape `[cities · segments + 1]`.
    cell: Vec<u32>,
    /// Each segment over all cities, as ranges of the list.
    by_segment: Vec<Catchment>,
    /// The list, where it is not simply the ids.
    list: Option<Vec<Vertex>>,
}

impl Pools {
    /// Lists people by city and segment.
    pub(crate) fn of(people: &People) -> Pools {
        let segments = 1 + people.segment_of.iter().copied().max().map_or(0, usize::from);
        let cells = people.cities() * segments;
        let mut cell = vec![0u32; cells + 1];
        for city in 0..people.cities() {
            for p in people.city_start[city]..people.city_start[city + 1] {
                cell[city * segments + people.segment(p) + 1] += 1;
            }
        }
        for i in 0..cells {
            cell[i + 1] += cell[i];
        }
        let by_segment = (0..segments)
            .map(|s| {
                let cells = (0..people.cities()).map(|city| city * segments + s);
                Catchment::of(cells.map(|c| (cell[c], cell[c + 1] - cell[c])))
            })
            .collect();
        let sorted = (0..people.cities()).all(|city| {
            (people.city_start[city]..people.city_start[city + 1]).is_sorted_by_key(|p| people.segment(p))
        });
        let list = (!sorted).then(|| {
            let mut list: Vec<Vertex> = (0..people.count).collect();
            list.sort_by_key(|p| (people.city(*p), people.segment(*p)));
            list
        });
        Pools { people: people.count, segments, cell, by_segment, list }
    }

    /// Somebody for a tie of a person of this city and segment: with chance `same_city` from
    /// the own city, else from anywhere; within that, with chance `same_segment` from the own
    /// segment, else from any. Even within the pool; the person itself may come up.
    pub(crate) fn draw(&self, stream: &mut Stream, home: Home, taste: Taste) -> Vertex {
        let in_city = taste.same_city > 0.0 && unit(stream.word()) < taste.same_city;
        let in_segment = taste.same_segment > 0.0 && unit(stream.word()) < taste.same_segment;
        let word = stream.word();
        let own = home.city * self.segments;
        let place = match (in_city, in_segment) {
            (false, false) => below(word, self.people),
            (true, false) => self.in_cells(own, own + self.segments, word),
            (true, true) => self.in_cells(own + home.segment, own + home.segment + 1, word),
            (false, true) => {
                let pool = &self.by_segment[home.segment];
                pool.nth(below(word, pool.len()))
            }
        };
        self.list.as_ref().map_or(place, |list| list[place as usize])
    }

    fn in_cells(&self, from: usize, to: usize, word: u32) -> u32 {
        self.cell[from] + below(word, self.cell[to] - self.cell[from])
    }
}

/// City and segment of a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Home {
    /// City, by position.
    pub(crate) city: usize,
    /// Segment, by position.
    pub(crate) segment: usize,
}

/// How much a layer's ties prefer the own kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Taste {
    /// Share of drawn ends from the own city.
    pub(crate) same_city: f64,
    /// Share of drawn ends from the own segment.
    pub(crate) same_segment: f64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_catchment_lists_its_people_in_order() {
        let catchment = Catchment::of([(3, 2), (7, 0), (10, 3)]);
        let people: Vec<Vertex> = (0..catchment.len()).map(|k| catchment.nth(k)).collect();
        assert_eq!(people, [3, 4, 10, 11, 12]);
        assert!((0..20).all(|p| catchment.contains(p) == people.contains(&p)));
        assert!(Catchment::of([]).is_empty());
    }
}
