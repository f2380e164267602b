//! Super users who stay involved, and people who need to take part.

use crate::engine::{Model, Shard, Tick};
use crate::rng::Purpose;
use crate::rules::involvement;
use crate::units::PersonId;

impl Shard {
    /// Raises a super user who stays involved to the least that they keep; whether that raised them.
    pub(super) fn stay(&mut self, model: &Model, tick: &Tick, local: usize) -> bool {
        if self.staying.is_empty() || !self.staying.contains(&local) {
            return false;
        }
        let least = involvement::gain(model.plan.seeds_of(model.strategy).stays);
        let gain = least.saturating_sub(self.speakers[local].involvement(tick.day));
        if gain > 0 {
            self.speakers[local].involve(tick.day, gain);
        }
        gain > 0
    }

    /// Place of a person in [0, 1) among those who need to take part in a tactic, the neediest first.
    pub(super) fn need(&self, model: &Model, person: PersonId, tactic_key: u32) -> f64 {
        let place = model.luck.unit(Purpose::Demand, person.0, 0, tactic_key);
        match &model.need {
            None => place,
            Some(of) => {
                let (below, share) = of[usize::from(model.world.people.listener[person].susceptibility)];
                below + share * place
            }
        }
    }
}
