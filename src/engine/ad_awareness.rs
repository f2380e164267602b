//! Ad awareness: each person has a threshold, which growing media pressure passes.
//!
//! The threshold is a keyed Exp(1) over media use: each impression makes aware with a small chance, so
//! after a pressure A a share e^{−A·media} of the people of that media use has not heard. Each block
//! lists its people by threshold, so growing pressure touches only people who become aware.

use rayon::prelude::*;

use crate::rng::{Luck, Purpose, exp1};
use crate::units::PersonId;
use crate::world::World;

/// People of each block in the order in which growing media pressure makes them aware; 2 bytes a person.
#[derive(Debug, Clone)]
pub struct AwareOrder {
    /// By block: positions within the block.
    pub(super) order: Vec<Vec<u16>>,
    /// Draws of the network.
    pub(super) luck: Luck,
}

impl AwareOrder {
    /// Sorts every block of 2^`block_bits` (at most 2¹⁶) people of a network.
    pub fn new(world: &World, luck: Luck, block_bits: u32) -> AwareOrder {
        let size = 1_u32 << block_bits;
        let order = (0..world.people.count.div_ceil(size))
            .into_par_iter()
            .map(|b| {
                let start = b * size;
                let people = size.min(world.people.count - start);
                let mut keyed: Vec<(u64, u16)> = (0..people)
                    .map(|i| (threshold(world, luck, PersonId(start + i)).to_bits(), i as u16))
                    .collect();
                keyed.sort_unstable();
                keyed.into_iter().map(|k| k.1).collect()
            })
            .collect();
        AwareOrder { order, luck }
    }
}

/// Media pressure at which ads make a person aware: Exp(1) ÷ media use.
pub(super) fn threshold(world: &World, luck: Luck, person: PersonId) -> f64 {
    let people = &world.people;
    let media = f64::from(people.media_use(person.0));
    exp1(luck.draws(Purpose::AdAware, person.0, 0, 0)[0]) / media.max(1e-9)
}
