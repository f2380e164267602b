//! A rival product in the mean field: whom it takes, and who comes back.
//!
//! It takes everybody undecided with the hazard p + q·(lost to it)/eligible a day, and aggrieved owners with the second
//! part of it. It has no people of its own in the network.

use crate::contract::{Pulse, Trigger};
use crate::engine::audience::candidates;
use crate::engine::rival_now::Rival;
use crate::engine::shard::Block;
use crate::engine::{Model, Scratch, Shard, Tick};
use crate::rng::Purpose;
use crate::scenario::plan::Plan;
use crate::units::Stage;

/// Whether a rival has entered.
pub(super) struct Rivalry {
    enters: Option<Trigger>,
}

impl Rivalry {
    /// Before the first tick.
    pub(super) fn new(plan: &Plan) -> Rivalry {
        Rivalry { enters: plan.market.rules.rival.as_ref().map(|rival| Trigger::new(rival.enters.clone())) }
    }

    /// The rival in a tick that begins on `day`, with this quality of our own product.
    pub(super) fn now(&mut self, model: &Model, day: f64, quality: f64, pulse: &Pulse, spent: f64) -> Rival {
        let market = &model.plan.market;
        if model.generations.is_some() {
            return Rival::default();
        }
        let (Some(rival), Some(enters)) = (&market.rules.rival, &mut self.enters) else {
            return Rival { takes: market.rival_per_day, ..Rival::default() };
        };
        let returns = rival.returns_per_year / 365.0 * (quality - rival.quality).max(0.0);
        if enters.fired(day, model.plan.tick_days(), pulse, spent).is_none() {
            return Rival::default();
        }
        let lures = rival.q * (pulse.lost_to_rival as f64 / pulse.eligible.max(1.0)).min(1.0);
        Rival { takes: rival.p + lures, lures, returns }
    }
}

impl Shard {
    /// A rival takes people of a block, and some come back from it.
    pub(super) fn meet_rival(&mut self, model: &Model, tick: &Tick, block: Block, scratch: &mut Scratch) {
        let kept = model.plan.market.rules.rival.is_some();
        let dt = model.plan.tick_days();
        let mut stream = model.luck.stream(Purpose::Rival, self.key(block), tick.number, 0);
        for _ in 0..candidates(&mut stream, tick.rival.takes * dt * block.people as f64) {
            let (local, person) = self.someone(block, stream.word());
            let stage = self.listeners[local].stage();
            if stage < Stage::Wanting
                && model.eligible(person, tick.eligible_units)
                && !scratch.convinced.holds(local - block.start)
            {
                self.tally.lost_unheard += u64::from(stage == Stage::Unaware);
                self.set_stage(local, Stage::Rejecter);
                if kept {
                    self.tally.lost_to_rival += 1;
                    self.speakers[local].set_lost_to_rival(true);
                }
            }
        }
        if tick.rival.returns > 0.0 && self.tally.lost_to_rival > 0 {
            let mut stream = model.luck.stream(Purpose::Rival, self.key(block), tick.number, 1);
            for _ in 0..candidates(&mut stream, tick.rival.returns * dt * block.people as f64) {
                let (local, _) = self.someone(block, stream.word());
                if self.speakers[local].lost_to_rival() {
                    self.come_back(local);
                }
            }
        }
    }

    /// Somebody comes back from a rival and has heard of the product by then.
    fn come_back(&mut self, local: usize) {
        self.tally.lost_to_rival -= 1;
        self.tally.lost_unheard -= u64::from(self.listeners[local].first == 0);
        self.speakers[local].set_lost_to_rival(false);
        self.set_stage(local, Stage::Aware);
    }
}
