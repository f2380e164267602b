//! Where pilots are played: networks side by side, so that a small world's pilots share their ticks and
//! the talk scale is right for the networks of a study, not for one of them.

use rayon::prelude::*;

use crate::engine::model::has_complete_layer;
use crate::network::import::Imports;
use crate::scenario::plan::{LayerKind, Plan};
use crate::world::{Ties, World, WorldError};

/// People side by side, so that many small pilots share their ticks and their state stays near the
/// processor.
const PILOT_PEOPLE: u32 = 400_000;
/// Stored ties side by side, at most.
const PILOT_TIES: u64 = 20_000_000;
/// Worlds of networks side by side. β that is solved on one network of 10,000 people is 6 % off
/// (one standard deviation), on 80 of them less than 1 %.
const WORLDS: u32 = 2;
/// Different networks in one of them, at most: tiny ones take longer to draw than to play, so they
/// are repeated.
const DIFFERENT: u32 = 100;

/// Worlds made for pilots.
#[derive(Debug)]
pub struct PilotWorlds {
    worlds: Vec<World>,
    networks: u32,
    different: u32,
}

/// Worlds that pilots are played on in turn.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// They hold equally many people.
    pub worlds: &'a [World],
    /// Networks side by side in each of them.
    pub networks: u32,
    /// So many of these differ; then they come again in the same order.
    pub different: u32,
}

impl<'a> Ground<'a> {
    /// One world as it stands.
    pub fn alone(world: &'a World) -> Ground<'a> {
        Ground { worlds: std::slice::from_ref(world), networks: 1, different: 1 }
    }

    /// What pilots of a plan are played on: the worlds made for them, if there are any, else a world as
    /// it stands.
    pub fn of(made: Option<&'a PilotWorlds>, world: &'a World) -> Ground<'a> {
        made.map_or(Ground::alone(world), |made| {
            let PilotWorlds { worlds, networks, different } = made;
            Ground { worlds, networks: *networks, different: *different }
        })
    }
}

impl PilotWorlds {
    /// Networks 0, 1, 2 … of a plan side by side; copies where its network is imported, because there is
    /// one. `None` where `world`, one of its networks, is large enough as it stands, or has a
    /// complete layer: a union of complete networks is not one.
    ///
    /// # Errors
    /// If a network cannot be drawn.
    pub fn of(plan: &Plan, imports: &Imports, world: &World) -> Result<Option<PilotWorlds>, WorldError> {
        let ties: u64 = world.layers.iter().map(Ties::stored).sum();
        let abreast = (PILOT_PEOPLE / world.people.count).min((PILOT_TIES / ties.max(1)) as u32);
        if abreast < 2 || has_complete_layer(plan) {
            return Ok(None);
        }
        if plan.layers.iter().all(|l| matches!(l.kind, LayerKind::Import { .. })) {
            let copies = World::side_by_side(&vec![world; abreast as usize]);
            return Ok(copies.map(|all| PilotWorlds { worlds: vec![all], networks: abreast, different: 1 }));
        }
        let different = abreast.min(DIFFERENT);
        let made = (0..WORLDS)
            .map(|k| {
                let numbers = k * different..(k + 1) * different;
                let drawn = numbers.into_par_iter().map(|number| World::build(plan, imports, number));
                let drawn = drawn.collect::<Result<Vec<World>, WorldError>>()?;
                let repeated = drawn.iter().cycle().take(abreast as usize);
                Ok(World::side_by_side(&repeated.collect::<Vec<_>>()))
            })
            .collect::<Result<Option<Vec<World>>, WorldError>>()?;
        Ok(made.map(|worlds| PilotWorlds { worlds, networks: abreast, different }))
    }
}
