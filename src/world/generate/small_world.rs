//! Small worlds: a ring of near neighbours with some ties led elsewhere.
//!
//! Watts & Strogatz (1998, *Nature* 393): everybody is tied to the `degree / 2` nearest on either
//! side; each tie is rewired at its far end with chance `rewire`. The ring runs over a keyed
//! shuffle within each city, city after city, so neighbours on the ring share a city but nothing
//! else. Clustering is 3(k − 2) / 4(k − 1) · (1 − rewire)³ (Barrat & Weigt 2000).
//!
//! Always true: no person is tied to themselves or twice to the same; with more people than
//! `degree`, exactly people · degree / 2 ties.

use rayon::prelude::*;

use super::sampler::{Sampler, TRIES};
use crate::network::csr::Csr;
use crate::network::rows::{TooManyTies, pieces, undirected};
use crate::rng::{Purpose, unit};
use crate::units::Vertex;

/// A tie led elsewhere: from the person at `place` on the ring, its `step`-th clockwise tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rewired {
    low: Vertex,
    high: Vertex,
    place: u32,
    step: u32,
}

/// Draws a small world; `degree` is even, `rewire` a share.
pub(super) fn generate(sampler: &Sampler, degree: u32, rewire: f64) -> Result<Csr, TooManyTies> {
    let ring = Ring::of(sampler, degree / 2, rewire);
    let people = sampler.people.count;
    let pieces = pieces(people);
    // Two people may choose each other. The later of the two keeps the tie it had.
    let mut led: Vec<Rewired> = if rewire > 0.0 {
        pieces.par_iter().flat_map_iter(|(first, end)| (*first..*end).flat_map(|i| ring.rewired(i))).collect()
    } else {
        Vec::new()
    };
    led.par_sort_unstable();
    let kept: Vec<(Vertex, Vertex)> = led
        .windows(2)
        .filter(|w| (w[0].low, w[0].high) == (w[1].low, w[1].high))
        .map(|w| ring.tie(w[1].place, w[1].step))
        .collect();
    drop(led);
    undirected(people, sampler.ties(f64::from(degree)), pieces.len() + 1, |piece, ties| {
        match pieces.get(piece) {
            None => ties.extend(&kept),
            Some(&(first, end)) => {
                for place in first..end {
                    let led = ring.rewired(place);
                    let stays = |step: &u32| led.iter().all(|r| r.step != *step);
                    ties.extend((1..=ring.half).filter(stays).map(|step| ring.tie(place, step)));
                    ties.extend(led.iter().map(|r| (r.low, r.high)));
                }
            }
        }
    })
}

struct Ring<'a> {
    sampler: &'a Sampler<'a>,
    half: u32,
    rewire: f64,
    /// Person at each place.
    order: Vec<Vertex>,
    /// Place of each person.
    place: Vec<u32>,
}

impl<'a> Ring<'a> {
    fn of(sampler: &'a Sampler<'a>, half: u32, rewire: f64) -> Ring<'a> {
        let people = sampler.people;
        let mut order: Vec<Vertex> = (0..people.count).collect();
        let mut cities = Vec::with_capacity(people.cities());
        let mut rest = order.as_mut_slice();
        for city in people.city_start.windows(2) {
            let (own, others) = rest.split_at_mut((city[1] - city[0]) as usize);
            cities.push(own);
            rest = others;
        }
        cities.into_par_iter().enumerate().for_each(|(city, own)| sampler.shuffle(own, city as u32));
        let mut place = vec![0; order.len()];
        for (i, p) in order.iter().enumerate() {
            place[*p as usize] = i as u32;
        }
        Ring { sampler, half, rewire, order, place }
    }

    /// The `step`-th clockwise tie of the person at `place`.
    fn tie(&self, place: u32, step: u32) -> (Vertex, Vertex) {
        let n = self.order.len() as u64;
        let far = (u64::from(place) + u64::from(step)) % n;
        (self.order[place as usize], self.order[far as usize])
    }

    /// The clockwise ties of the person at `place` that are led elsewhere.
    fn rewired(&self, place: u32) -> Vec<Rewired> {
        let mut led: Vec<Rewired> = Vec::new();
        if self.rewire <= 0.0 {
            return led;
        }
        let near = self.order[place as usize];
        let mut coins = self.sampler.stream(Purpose::Rewire, near, 0);
        let mut home = None;
        for step in 1..=self.half {
            // A coin of 32 bits is below 1 always, so a share of 1 rewires everything.
            if unit(coins.word()) >= self.rewire {
                continue;
            }
            let home = *home.get_or_insert_with(|| self.sampler.home(near));
            let mut stream = self.sampler.stream(Purpose::Rewire, near, step);
            for _ in 0..TRIES {
                let far = self.sampler.draw(&mut stream, home);
                let (low, high) = (near.min(far), near.max(far));
                if !self.neighbours(place, far) && led.iter().all(|r| (r.low, r.high) != (low, high)) {
                    led.push(Rewired { low, high, place, step });
                    break;
                }
            }
        }
        led
    }

    /// Whether a person stands within `half` places of `place`, or at it.
    fn neighbours(&self, place: u32, person: Vertex) -> bool {
        let apart = place.abs_diff(self.place[person as usize]);
        apart.min(self.order.len() as u32 - apart) <= self.half
    }
}
