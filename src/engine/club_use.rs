//! How much of a market and of the audiences of its forums has been won.

use crate::engine::Model;
use crate::engine::record::{Adoption, ClubUse};
use crate::engine::tick::eligible_units;
use crate::units::{ChannelId, PersonId};

/// People who can be won on a day.
pub(super) fn eligible(model: &Model, day: f64) -> u32 {
    (f64::from(eligible_units(model, day)) / 65_536.0 * f64::from(model.world.people.count)) as u32
}

/// How far each forum that not everybody comes to has won its audience.
pub(super) fn clubs(model: &Model, ledger: &[Adoption]) -> Vec<ClubUse> {
    let end = f64::from(model.plan.horizon_ticks) * model.plan.tick_days();
    let units = eligible_units(model, end);
    ChannelId::all(model.channels.len())
        .filter_map(|channel| {
            let catchment = model.channels[channel].catchment.as_ref()?;
            if model.generations.is_some() || catchment.len() >= model.world.people.count {
                return None;
            }
            let eligible =
                (0..catchment.len()).filter(|k| model.eligible(PersonId(catchment.nth(*k)), units)).count();
            let adopted = ledger.iter().filter(|a| catchment.contains(a.person.0)).count();
            Some(ClubUse { channel, eligible: eligible as u32, adopted: adopted as u32 })
        })
        .collect()
}
