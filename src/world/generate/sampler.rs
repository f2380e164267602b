//! What all generators draw from: people, pools and luck of one layer.

use crate::rng::{Luck, Purpose, Stream, below};
use crate::units::Vertex;
use crate::world::people::People;
use crate::world::pools::{Home, Pools, Taste};

/// Draws of an end before a generator settles for what it has.
pub(super) const TRIES: u32 = 32;

/// Words taken from one stream by a shuffle before it goes on to the next.
const STREAM: usize = 1 << 20;

/// What every generator needs to know.
pub(super) struct Sampler<'a> {
    pub people: &'a People,
    pub pools: &'a Pools,
    pub luck: Luck,
    pub salt: u32,
    pub taste: Taste,
}

impl Sampler<'_> {
    /// Stored directed ties that this many a person bring.
    pub fn ties(&self, mean: f64) -> f64 {
        f64::from(self.people.count) * mean
    }

    /// A stream of the layer's draws.
    pub fn stream(&self, purpose: Purpose, id: u32, count: u32) -> Stream {
        self.luck.stream(purpose, id, count, self.salt)
    }

    /// Home of a person, as far as ties prefer it.
    pub fn home(&self, p: Vertex) -> Home {
        // Without a taste for the own city nobody asks for it, and the search is saved.
        let city = if self.taste.same_city > 0.0 { self.people.city(p) } else { 0 };
        Home { city, segment: self.people.segment(p) }
    }

    /// Whether ties prefer the own city or segment at all.
    pub fn homophilous(&self) -> bool {
        self.taste.same_city > 0.0 || self.taste.same_segment > 0.0
    }

    /// Draws an end for somebody of this home.
    pub fn draw(&self, stream: &mut Stream, home: Home) -> Vertex {
        self.pools.draw(stream, home, self.taste)
    }

    /// Adds `count` distinct hearers of `p` to an empty row, ascending. Repeats are drawn anew,
    /// preferences included, so a pool that is used up gives way to the wider one; after many
    /// rounds a person may be left a few short.
    pub fn hearers(&self, stream: &mut Stream, p: Vertex, count: u32, row: &mut Vec<Vertex>) {
        let home = self.home(p);
        let count = count.min(self.people.count - 1) as usize;
        for _ in 0..2 * TRIES {
            if row.len() >= count {
                break;
            }
            for _ in row.len()..count {
                row.push(self.draw(stream, home));
            }
            row.sort_unstable();
            row.dedup();
            if let Ok(own) = row.binary_search(&p) {
                row.remove(own);
            }
        }
    }

    /// Fisher–Yates over `items`, keyed by `id`.
    pub fn shuffle<T>(&self, items: &mut [T], id: u32) {
        let mut count = 0;
        let mut stream = self.stream(Purpose::Shuffle, id, count);
        for (drawn, i) in (1..items.len()).rev().enumerate() {
            if drawn > 0 && drawn % STREAM == 0 {
                count += 1;
                stream = self.stream(Purpose::Shuffle, id, count);
            }
            items.swap(i, below(stream.word(), i as u32 + 1) as usize);
        }
    }
}
