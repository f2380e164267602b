//! Who can be won while a market grows: everybody has a threshold of the share that has arrived.

use crate::scenario::plan::{First, Plan};
use crate::units::PersonId;
use crate::world::World;
use crate::world::people::CLASSES;

/// Thresholds that differ between segments or cities.
#[derive(Debug, Clone)]
pub struct Eligibility {
    /// Eligible share of each class of susceptibility over that of all.
    ratio: [f64; CLASSES],
    /// Share of all people who could ever be won, times 65,536.
    all: f64,
    bands: Bands,
}

/// The bands of people who come one after the other: where each begins and ends, as shares of the eligible.
#[derive(Debug, Clone)]
enum Bands {
    /// All at once.
    None,
    /// By class of susceptibility.
    Segments(Box<[(f64, f64); CLASSES]>),
    /// By city.
    Cities(Vec<(f64, f64)>),
}

impl Eligibility {
    /// Compiles it; `None` where one threshold holds for all.
    pub fn of(plan: &Plan, world: &World) -> Option<Box<Eligibility>> {
        let market = &plan.market;
        let first = market.grows.map_or(First::Anybody, |grows| grows.first);
        let by_segment = market.eligible_by_segment();
        if by_segment.is_none() && first == First::Anybody {
            return None;
        }
        let people = &world.people;
        let ratio_of = |segment: usize| by_segment.as_ref().map_or(1.0, |ratio| ratio[segment]);
        let bands = match first {
            First::Anybody => Bands::None,
            First::Eager if market.segments.is_empty() => Bands::None,
            First::Eager => {
                let shares: Vec<f64> =
                    market.segments.iter().enumerate().map(|(k, s)| s.share * ratio_of(k)).collect();
                let bands = one_after_the_other(&shares);
                Bands::Segments(Box::new(people.segment_of.map(|segment| bands[usize::from(segment)])))
            }
            First::BigCities => {
                let sizes: Vec<f64> = people.city_start.windows(2).map(|c| f64::from(c[1] - c[0])).collect();
                Bands::Cities(one_after_the_other(&sizes))
            }
        };
        Some(Box::new(Eligibility {
            ratio: people.segment_of.map(|segment| ratio_of(usize::from(segment))),
            all: market.eligible_share() * 65_536.0,
            bands,
        }))
    }

    /// The threshold of a person of a class while the eligible share of all people is `units`/65,536.
    #[inline]
    pub fn units(&self, world: &World, person: PersonId, class: u8, units: u32) -> f64 {
        let ratio = self.ratio[usize::from(class)];
        let (from, to) = match &self.bands {
            Bands::None => return f64::from(units) * ratio,
            Bands::Segments(bands) => bands[usize::from(class)],
            Bands::Cities(bands) => bands[world.people.city(person.0)],
        };
        let arrived = f64::from(units) / self.all;
        self.all * ratio * ((arrived - from) / (to - from).max(1e-12)).clamp(0.0, 1.0)
    }
}

/// Bands of these sizes, one after the other, as shares of all.
fn one_after_the_other(sizes: &[f64]) -> Vec<(f64, f64)> {
    let all: f64 = sizes.iter().sum();
    let mut end = 0.0;
    let band = |size: &f64| {
        let from = end;
        end += size / all;
        (from, end)
    };
    sizes.iter().map(band).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_follow_one_another_up_to_all() {
        let bands = one_after_the_other(&[1.0, 3.0, 4.0]);
        assert_eq!(bands, [(0.0, 0.125), (0.125, 0.5), (0.5, 1.0)]);
    }
}
