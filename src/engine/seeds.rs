//! Picks the people who start with the product.

use crate::engine::Model;
use crate::engine::tick::eligible_units;
use crate::rng::{Purpose, below};
use crate::scenario::plan::{Pick, Seeds, top_people};
use crate::units::{LayerId, PersonId, Vertex};

/// The eligible people that a choice of seeds picks, in pick order; fewer only where fewer exist.
///
/// `ranked` holds everybody the pick ranks or lists, best first; it is read for `degree`, `core`,
/// `top` and lists. Random picks are drawn per replication.
pub fn choose(model: &Model, seeds: &Seeds, ranked: &[Vertex]) -> Vec<PersonId> {
    let units = eligible_units(model, 0.0);
    let count = seeds.count as usize;
    match &seeds.pick {
        Pick::Degree | Pick::Core => {
            ranked.iter().copied().map(PersonId).filter(|p| model.eligible(*p, units)).take(count).collect()
        }
        // A list is the user's word, so eligibility is not checked.
        Pick::List(_) => ranked.iter().copied().take(count).map(PersonId).collect(),
        Pick::Random => draw(model, count, model.world.people.count, PersonId, units),
        Pick::Top(_) => draw(model, count, ranked.len() as u32, |k| PersonId(ranked[k as usize]), units),
        Pick::Clustered => around(model, seeds.layer, count, units),
        Pick::Eager(share) => {
            let eager = most_eager(model, *share);
            draw(model, count, eager.len() as u32, |k| PersonId(eager[k as usize]), units)
        }
        Pick::Segment(s) => {
            let home = model.world.catchment(&[*s]);
            draw(model, count, home.len(), |k| PersonId(home.nth(k)), units)
        }
    }
}

/// The share of people who are won most easily: of equals the smaller id comes first.
fn most_eager(model: &Model, share: f64) -> Vec<Vertex> {
    let people = &model.world.people;
    let mut all: Vec<Vertex> = (0..people.count).collect();
    all.sort_by_key(|p| people.listener[*p as usize].susceptibility);
    all.truncate(top_people(share, people.count) as usize);
    all
}

/// Eligible people who know each other: somebody at random, then everybody around them in the order of ties, and
/// somebody else where nobody is left around.
fn around(model: &Model, layer: LayerId, count: usize, units: u32) -> Vec<PersonId> {
    let n = model.world.people.count;
    let ties = &model.world.layers[layer];
    let starts = draw(model, (count + 1).min(n as usize), n, PersonId, units);
    let mut met = std::collections::HashSet::new();
    let mut seeds = Vec::with_capacity(count);
    for start in starts {
        let mut next = std::collections::VecDeque::from([start.0]);
        while let Some(person) = next.pop_front().filter(|_| seeds.len() < count) {
            if !met.insert(person) {
                continue;
            }
            if model.eligible(PersonId(person), units) {
                seeds.push(PersonId(person));
            }
            next.extend(
                (0..ties.degree(person)).map(|tie| ties.hearer(person, tie)).filter(|p| !met.contains(p)),
            );
        }
        if seeds.len() >= count {
            break;
        }
    }
    seeds
}

/// Distinct eligible people drawn evenly from `n`, in the order of their draws.
fn draw(model: &Model, count: usize, n: u32, person: impl Fn(u32) -> PersonId, units: u32) -> Vec<PersonId> {
    let mut stream = model.luck.stream(Purpose::Seeds, 0, 0, 0);
    let mut taken = std::collections::HashSet::new();
    let mut seeds = Vec::with_capacity(count);
    // After many misses (nearly everybody asked for, or hardly anybody eligible) walk in order.
    for _ in 0..64 * count.max(16) {
        if seeds.len() == count || n == 0 {
            return seeds;
        }
        let p = person(below(stream.word(), n));
        if taken.insert(p) && model.eligible(p, units) {
            seeds.push(p);
        }
    }
    seeds.extend((0..n).map(person).filter(|p| !taken.contains(p) && model.eligible(*p, units)));
    seeds.truncate(count);
    seeds
}
