//! Awareness and other effects of exposures beside conviction: distinct voices, doubts, rejection.
//!
//! This is the second pass over a block's exposures. Where several first exposures reach a person in
//! one tick, a keyed draw picks the one that made them aware.
//!
//! Warnings spread as the good opinions do (Chen, Collins, Cummings, Ke, Liu, Rincon, Sun, Wang, Wei &
//! Yuan 2011, SIAM Data Mining, model IC-N): a person who rejected the product on a warning speaks on
//! the talk clock at the rate of an aggrieved owner, or tells all ties where the channel does, until
//! they reconsider. People lost to a rival say nothing.

use crate::engine::claims::AwarenessClaim;
use crate::engine::{Exposure, Instant, ListenerState, Model, NOBODY, Row, Scratch, Shard, Tick};
use crate::rng::Purpose;
use crate::rules::COUNT_CAP;
use crate::units::Stage;

impl Shard {
    /// Second pass: awareness, distinct voices, doubts.
    #[inline]
    pub(super) fn take_note(
        &mut self,
        model: &Model,
        tick: &Tick,
        exposure: &Exposure,
        start: usize,
        scratch: &mut Scratch,
    ) {
        let local = self.local(exposure.to);
        let stage = self.listeners[local].stage();
        // A positive exposure does not change an owner; nothing changes rejecters and lapsed owners.
        if stage >= Stage::Rejecter || stage.owns() && !exposure.negative() {
            return;
        }
        self.touch(local);
        if self.listeners[local].first == 0 && stage == Stage::Unaware {
            scratch.heard.mark(local - start);
            scratch.heard.enter(local - start, AwarenessClaim::of(exposure), |a, b| {
                a.beats(b, exposure.to, model.luck)
            });
        }
        if exposure.negative() {
            scratch.warned.push(exposure.to);
            return;
        }
        if !stage.undecided() || !model.eligible(exposure.to, tick.eligible_units) {
            return;
        }
        let listener = &mut self.listeners[local];
        if exposure.force > 0.0 {
            listener.personal_day = tick.day as u16 + 1;
        }
        if exposure.first() && exposure.from != NOBODY && model.plan.talk.distinct_voices.slope > 0.0 {
            ListenerState::raise(&mut listener.n, &mut listener.n_day, tick.day, model.fade_days.0, 1);
        }
    }

    /// Makes people aware who heard for the first time.
    pub(super) fn settle_heard(&mut self, start: usize, scratch: &mut Scratch) {
        scratch.heard.settle(|place, first| {
            let local = start + place;
            self.listeners[local].first = first.cause;
            if self.listeners[local].stage() == Stage::Unaware {
                self.set_stage(local, Stage::Aware);
            }
        });
    }

    /// Warnings: doubts rise, undecided people may reject, owners may lapse.
    pub(super) fn settle_warned(&mut self, model: &Model, tick: &Tick, start: usize, scratch: &mut Scratch) {
        scratch.warned.sort_unstable();
        let talk = &model.plan.talk;
        let mut warned = std::mem::take(&mut scratch.warned);
        for group in warned.chunk_by(|a, b| a == b) {
            let (person, k) = (group[0], group.len() as f64);
            let local = self.local(person);
            let listener = &mut self.listeners[local];
            let stage = listener.stage();
            let by = group.len().min(COUNT_CAP) as u8;
            ListenerState::raise(&mut listener.d, &mut listener.d_day, tick.day, model.fade_days.1, by);
            if scratch.convinced.holds(local - start) {
                continue;
            }
            let coin = model.luck.unit(Purpose::Reject, person.0, tick.number, 0);
            if stage == Stage::Wanting && self.speakers[local].ordered() {
                continue;
            }
            if stage.undecided() {
                if coin < 1.0 - libm::pow(1.0 - talk.reject, k) {
                    if stage == Stage::Wanting {
                        // Should they reconsider, they must be convinced anew.
                        self.listeners[local].close();
                    }
                    self.set_stage(local, Stage::Rejecter);
                    self.take_up_warning(model, tick, local);
                }
            } else if stage.owns() && coin < -libm::expm1(-0.5 * model.plan.product.lapse_per_day * 30.0 * k)
            {
                self.set_stage(local, Stage::Lapsed);
            }
        }
        warned.clear();
        scratch.warned = warned;
    }

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
