//! Warnings that spread: a person who rejected the product on a warning passes it on.
//!
//! Negative opinions travel as the good ones do (Chen, Collins, Cummings, Ke, Liu, Rincon, Sun,
//! Wang, Wei & Yuan 2011, SIAM Data Mining, model IC-N): such a rejecter speaks on the talk clock at
//! the rate of an aggrieved owner, or tells all ties where the channel does, until they reconsider.
//! People lost to a rival say nothing.

use crate::engine::clock::Row;
use crate::engine::instant::Instant;
use crate::engine::model::Model;
use crate::engine::shard::Shard;
use crate::engine::tick::Tick;
use crate::rng::Purpose;
use crate::units::Stage;

impl Shard {
    /// Makes a new rejecter pass the warning on, where rejecters do.
    pub(super) fn take_up_warning(&mut self, model: &Model, tick: &Tick, local: usize) {
        let Some(row) = Row::of(Stage::Rejecter).filter(|_| model.plan.talk.rejecters_warn) else { return };
        let person = self.person(local);
        self.speakers[local].set_passes_warning(true);
        let at = Instant::uniform(model.luck.draws(Purpose::Reject, person.0, tick.number, 0)[1]);
        self.begin(model, tick, local, row, at);
        if model.bursts {
            self.burst.push(person);
        }
    }
}
