//! Generated networks: from a layer's law to its ties.
//!
//! Every draw is keyed by (seed, network), the person, and the layer's *name*, so adding a layer
//! moves nobody else's luck, and the same ties come out on any number of threads.

mod communities;
mod configuration;
mod degrees;
mod random;
mod small_world;

use super::csr::Csr;
use super::people::People;
use super::pools::{Home, Pools, Taste};
use super::rows::TooManyTies;
use crate::rng::{Luck, Purpose, Stream, below, salt};
use crate::scenario::plan::{Layer, LayerKind};
use crate::units::Person;

/// Draws of an end before the generator settles for what it has.
const TRIES: u32 = 32;

/// Words taken from one stream by a shuffle before it goes on to the next.
const STREAM: usize = 1 << 20;

/// Draws the ties of one generated layer; none for a kind that is not generated.
pub(crate) fn generate(
    layer: &Layer,
    people: &People,
    pools: &Pools,
    luck: Luck,
) -> Result<Csr, TooManyTies> {
    let taste = Taste { same_city: layer.same_city, same_segment: layer.same_segment };
    let ground = Ground { people, pools, luck, salt: salt(&layer.name), taste };
    let none = || Csr::from_rows(vec![0; people.count as usize + 1], Vec::new(), None, layer.directed);
    if !matches!(layer.kind, LayerKind::Import { .. } | LayerKind::Complete)
        && expected_ties(&layer.kind, people.count) > 0.98 * f64::from(u32::MAX)
    {
        return Err(TooManyTies);
    }
    if people.count < 2 && !matches!(layer.kind, LayerKind::Import { .. } | LayerKind::Complete) {
        return Ok(none());
    }
    match layer.kind {
        LayerKind::SmallWorld { degree, rewire } => small_world::generate(&ground, degree, rewire),
        LayerKind::PowerLaw { mean, exponent } => {
            configuration::generate(&ground, mean, exponent, layer.directed)
        }
        LayerKind::Degrees { ref law } => {
            let table = degrees::Table::of(law, people.count);
            configuration::of_law(&ground, &table, layer.directed)
        }
        LayerKind::Random { mean } => random::generate(&ground, mean, layer.directed),
        LayerKind::Communities { size, bridges } => communities::generate(&ground, size, bridges),
        LayerKind::Complete | LayerKind::Import { .. } => Ok(none()),
    }
}

/// Stored directed ties that a law brings, before repeats are dropped; 0 for what is not stored.
pub(crate) fn expected_ties(kind: &LayerKind, people: u32) -> f64 {
    let others = f64::from(people.saturating_sub(1));
    let mean = match kind {
        LayerKind::SmallWorld { degree, .. } => f64::from(*degree),
        LayerKind::PowerLaw { mean, .. } | LayerKind::Random { mean } => *mean,
        LayerKind::Communities { size, .. } => f64::from(size.saturating_sub(1)),
        LayerKind::Degrees { law } => degrees::Table::of(law, people).mean(),
        LayerKind::Complete | LayerKind::Import { .. } => 0.0,
    };
    f64::from(people) * mean.min(others)
}

/// What every generator needs to know.
pub(crate) struct Ground<'a> {
    people: &'a People,
    pools: &'a Pools,
    luck: Luck,
    salt: u32,
    taste: Taste,
}

impl Ground<'_> {
    /// Stored directed ties that this many a person bring.
    fn ties(&self, mean: f64) -> f64 {
        f64::from(self.people.count) * mean
    }

    fn stream(&self, purpose: Purpose, id: u32, count: u32) -> Stream {
        self.luck.stream(purpose, id, count, self.salt)
    }

    fn home(&self, p: Person) -> Home {
        // Without a taste for the own city nobody asks for it, and the search is saved.
        let city = if self.taste.same_city > 0.0 { self.people.city(p) } else { 0 };
        Home { city, segment: self.people.segment(p) }
    }

    /// Whether ties prefer the own city or segment at all.
    fn homophilous(&self) -> bool {
        self.taste.same_city > 0.0 || self.taste.same_segment > 0.0
    }

    fn draw(&self, stream: &mut Stream, home: Home) -> Person {
        self.pools.draw(stream, home, self.taste)
    }

    /// Adds `count` distinct hearers of `p` to an empty row, ascending. Repeats are drawn anew,
    /// preferences included, so a pool that is used up gives way to the wider one; after many
    /// rounds a person may be left a few short.
    fn hearers(&self, stream: &mut Stream, p: Person, count: u32, row: &mut Vec<Person>) {
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
    fn shuffle<T>(&self, items: &mut [T], id: u32) {
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
