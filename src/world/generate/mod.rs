//! Generated networks: from a layer's law to its ties.
//!
//! Every draw is keyed by (seed, network), the person, and the layer's *name*, so adding a layer
//! moves nobody else's luck, and the same ties come out on any number of threads.

mod communities;
mod configuration;
mod degrees;
mod random;
mod sampler;
mod small_world;

use sampler::Sampler;

use super::people::People;
use super::pools::{Pools, Taste};
use crate::network::csr::Csr;
use crate::network::rows::TooManyTies;
use crate::rng::{Luck, name_key};
use crate::scenario::plan::{Communities, Layer, LayerKind, PowerLaw, Random, SmallWorld};

/// Draws the ties of one generated layer; none for a kind that is not generated.
pub(crate) fn generate(
    layer: &Layer,
    people: &People,
    pools: &Pools,
    luck: Luck,
) -> Result<Csr, TooManyTies> {
    let taste = Taste { same_city: layer.same_city, same_segment: layer.same_segment };
    let sampler = Sampler { people, pools, luck, salt: name_key(&layer.name), taste };
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
        LayerKind::SmallWorld(SmallWorld { degree, rewire }) => {
            small_world::generate(&sampler, degree, rewire)
        }
        LayerKind::PowerLaw(PowerLaw { mean, exponent }) => {
            configuration::generate(&sampler, mean, exponent, layer.directed)
        }
        LayerKind::Degrees { ref law } => {
            let table = degrees::Table::of(law, people.count);
            configuration::of_law(&sampler, &table, layer.directed)
        }
        LayerKind::Random(Random { mean }) => random::generate(&sampler, mean, layer.directed),
        LayerKind::Communities(Communities { size, bridges }) => {
            communities::generate(&sampler, size, bridges)
        }
        LayerKind::Complete | LayerKind::Import { .. } => Ok(none()),
    }
}

/// Stored directed ties that a law brings, before repeats are dropped; 0 for what is not stored.
pub(crate) fn expected_ties(kind: &LayerKind, people: u32) -> f64 {
    let others = f64::from(people.saturating_sub(1));
    let mean = match kind {
        LayerKind::SmallWorld(SmallWorld { degree, .. }) => f64::from(*degree),
        LayerKind::PowerLaw(PowerLaw { mean, .. }) | LayerKind::Random(Random { mean }) => *mean,
        LayerKind::Communities(Communities { size, .. }) => f64::from(size.saturating_sub(1)),
        LayerKind::Degrees { law } => degrees::Table::of(law, people).mean(),
        LayerKind::Complete | LayerKind::Import { .. } => 0.0,
    };
    f64::from(people) * mean.min(others)
}
