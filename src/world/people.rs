//! People: where they live, how easily they are won, how much they talk.
//!
//! Attributes are classes: one byte a person points into a table of 256 conditional means,
//! so every law (lognormal, gamma) costs one byte and has exactly its stated mean.
//!
//! Always true: cities are contiguous in id; generated people are also contiguous by segment
//! within their city; every draw is keyed by the person alone, so neither threads nor one more
//! person at the end can show.

use std::sync::LazyLock;

use rayon::prelude::*;

use crate::hints;
use crate::rng::{Luck, Purpose, below, unit};
use crate::scenario::plan::{CitySizes, Market, Segment};
use crate::stats::{apportion, gamma_means, lognormal_means};
use crate::units::Vertex;

/// Number of classes of every attribute.
pub const CLASSES: usize = 256;

/// Media use by class, the same in every world.
static MEDIA_OF: LazyLock<[f32; CLASSES]> = LazyLock::new(|| table(&gamma_means(1.0, &[1.0; CLASSES])));

/// People per parallel piece of work; fixed, so that threads cannot show.
const PIECE: usize = 1 << 14;

/// What a listener is like: four bytes, read together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Listener {
    /// Eligible while this is below the eligible share times 65,536.
    pub eligibility: u16,
    /// Class of susceptibility; classes fall with susceptibility and never straddle a segment.
    pub susceptibility: u8,
    /// Class of media use.
    pub media: u8,
}

/// Attributes of everybody, by person.
#[derive(Debug, Clone, PartialEq)]
pub struct People {
    /// Number of people.
    pub count: u32,
    /// First person of each city, and the person count at the end; shape `[cities + 1]`.
    pub city_start: Vec<Vertex>,
    /// What everybody is like as a listener.
    pub listener: Vec<Listener>,
    /// Class of the talk factor.
    pub activity: Vec<u8>,
    /// Susceptibility s_v of each class, mean 1 over people.
    pub susceptibility_of: [f32; CLASSES],
    /// Talk factor f_i of each class, mean 1 over people.
    pub activity_of: [f32; CLASSES],
    /// Media use of each class, mean 1 over people.
    pub media_of: [f32; CLASSES],
    /// Segment of each susceptibility class.
    pub segment_of: [u8; CLASSES],
}

impl People {
    /// Draws people for a market.
    ///
    /// - `imported`: the number of people of an edge list, if a layer is one: they live in one
    ///   city and draw their segment by its share; else `market.people` people are laid out city
    ///   by city, segment by segment, in largest-remainder counts
    /// - susceptibility: lognormal of mean 1, cut into whole classes per segment
    /// - talk factor: gamma of mean 1; media use: gamma of shape 1 (exponential); 256 equal classes
    pub fn draw(market: &Market, imported: Option<u32>, luck: Luck) -> People {
        let count = imported.unwrap_or(market.people);
        let labels = Labels::of(&market.segments);
        let equal = [1.0; CLASSES];
        let falling: Vec<f64> = labels.weight.iter().rev().copied().collect();
        let mut susceptible = lognormal_means(market.susceptibility_sd, &falling);
        susceptible.reverse();
        let activity = market.activity_shape.map_or_else(|| equal.to_vec(), |k| gamma_means(k, &equal));
        let (city_start, segment_end) = match imported {
            Some(_) => (vec![0, count], Vec::new()),
            None => layout(market, count),
        };
        let classes = |p: Vertex| -> (Listener, u8) {
            let words = luck.draws(Purpose::Trait, p, 0, 0);
            let class = match imported {
                Some(_) => labels.any(words[0]),
                None => labels.within(segment_at(&segment_end, market.segments.len(), p), words[0]),
            };
            let media = (words[2] >> 24) as u8;
            (
                Listener { eligibility: (words[3] >> 16) as u16, susceptibility: class, media },
                (words[1] >> 24) as u8,
            )
        };
        let mut people = People {
            count,
            city_start,
            listener: hints::with_huge_pages(count as usize),
            activity: hints::with_huge_pages(count as usize),
            susceptibility_of: table(&susceptible),
            activity_of: table(&activity),
            media_of: *MEDIA_OF,
            segment_of: labels.segment_of,
        };
        people.listener.resize(count as usize, Listener::default());
        people.activity.resize(count as usize, 0);
        people
            .listener
            .par_chunks_mut(PIECE)
            .zip(people.activity.par_chunks_mut(PIECE))
            .enumerate()
            .for_each(|(piece, (listener, activity))| {
                for i in 0..listener.len() {
                    (listener[i], activity[i]) = classes((piece * PIECE + i) as Vertex);
                }
            });
        people
    }

    /// Number of cities.
    pub fn cities(&self) -> usize {
        self.city_start.len() - 1
    }

    /// City of a person, by binary search.
    pub fn city(&self, p: Vertex) -> usize {
        self.city_start.partition_point(|start| *start <= p) - 1
    }

    /// Segment of a person.
    #[inline]
    pub fn segment(&self, p: Vertex) -> usize {
        usize::from(self.segment_of[usize::from(self.listener[p as usize].susceptibility)])
    }

    /// Susceptibility s_v of a person, mean 1 over people.
    #[inline]
    pub fn susceptible(&self, p: Vertex) -> f32 {
        self.susceptibility_of[usize::from(self.listener[p as usize].susceptibility)]
    }

    /// Talk factor f_i of a person, mean 1 over people.
    #[inline]
    pub fn talk_factor(&self, p: Vertex) -> f32 {
        self.activity_of[usize::from(self.activity[p as usize])]
    }

    /// Media use of a person, mean 1 over people.
    #[inline]
    pub fn media_use(&self, p: Vertex) -> f32 {
        self.media_of[usize::from(self.listener[p as usize].media)]
    }
}

/// How segments share the classes of susceptibility: whole classes each, at least one, in
/// proportion to the share; every class of a segment holds an equal part of it.
struct Labels {
    first: Vec<usize>,
    segment_of: [u8; CLASSES],
    weight: [f64; CLASSES],
    below: [f64; CLASSES],
}

impl Labels {
    fn of(segments: &[Segment]) -> Labels {
        let shares: Vec<f64> = segments.iter().map(|s| s.share).collect();
        let counts =
            if shares.is_empty() { vec![CLASSES as u32] } else { apportion(CLASSES as u32, &shares, true) };
        let total: f64 = if shares.is_empty() { 1.0 } else { shares.iter().sum() };
        let mut labels = Labels {
            first: vec![0],
            segment_of: [0; CLASSES],
            weight: [0.0; CLASSES],
            below: [0.0; CLASSES],
        };
        let (mut class, mut below) = (0, 0.0);
        for (segment, count) in counts.iter().enumerate() {
            for _ in 0..*count {
                labels.segment_of[class] = segment as u8;
                labels.weight[class] = shares.get(segment).unwrap_or(&1.0) / total / f64::from(*count);
                below += labels.weight[class];
                labels.below[class] = below;
                class += 1;
            }
            labels.first.push(class);
        }
        labels
    }

    /// A class of one segment, evenly.
    fn within(&self, segment: usize, word: u32) -> u8 {
        let first = self.first[segment];
        (first + below(word, (self.first[segment + 1] - first) as u32) as usize) as u8
    }

    /// Any class, by weight.
    fn any(&self, word: u32) -> u8 {
        let class = self.below.partition_point(|b| *b <= unit(word));
        // Rounding may leave the last bound a hair under 1; a class without weight is never meant.
        let last = self.weight.iter().rposition(|w| *w > 0.0).unwrap_or(0);
        class.min(last) as u8
    }
}

/// First person of each city, and the end of every (city, segment) in id order.
fn layout(market: &Market, count: u32) -> (Vec<Vertex>, Vec<Vertex>) {
    let cities = market.cities.count.clamp(1, count.max(1));
    let zipf = market.cities.sizes == CitySizes::Zipf;
    let weights: Vec<f64> = (1..=cities).map(|rank| if zipf { 1.0 / f64::from(rank) } else { 1.0 }).collect();
    let shares: Vec<f64> = market.segments.iter().map(|s| s.share).collect();
    let (mut city_start, mut segment_end, mut p) = (vec![0], Vec::new(), 0);
    for size in apportion(count, &weights, true) {
        let parts = if shares.is_empty() { vec![size] } else { apportion(size, &shares, false) };
        for part in parts {
            p += part;
            segment_end.push(p);
        }
        city_start.push(p);
    }
    (city_start, segment_end)
}

/// Segment of a generated person, from the ends of all (city, segment) ranges.
fn segment_at(segment_end: &[Vertex], segments: usize, p: Vertex) -> usize {
    segment_end.partition_point(|end| *end <= p) % segments.max(1)
}

fn table(means: &[f64]) -> [f32; CLASSES] {
    std::array::from_fn(|i| means[i] as f32)
}
