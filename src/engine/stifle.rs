//! Stifling: a teller whose hearer already knows loses interest in telling.
//!
//! The spreader who meets a spreader or stifler becomes a stifler (Daley & Kendall 1965, *Journal of
//! the Institute of Mathematics and its Applications* 1:42; only the teller stops: Maki & Thompson
//! 1973). The hearer's shard answers; after listening the answers go to the tellers' shards, which
//! apply them before the next tick is spoken: a teller goes on for the rest of the tick. Measured for
//! the rumour of Maki & Thompson, that takes .12 × (acts of a teller a tick) off the .203 who never
//! hear: −.011 at a tenth of an act, −.0006 at 1/200.
//!
//! Always true: applying an answer twice changes nothing, so neither order nor shards can show.

use crate::engine::{Clock, Exposure, Instant, Model, NOBODY, Shard, Tick};
use crate::rng::Purpose;
use crate::scenario::plan::ChannelKind;
use crate::units::Stage;

impl Shard {
    /// Answers an exposure whose hearer waits for, has or had the product: its sender's talk ends with
    /// the chance of `stifle`, keyed by (sender, act, hearer).
    pub(super) fn answer(&mut self, model: &Model, exposure: &Exposure) {
        let chat = matches!(model.plan.channels[exposure.channel()].kind, ChannelKind::Chat(_));
        if chat
            && exposure.from != NOBODY
            && model.luck.unit(Purpose::Stifle, exposure.from.0, u32::from(exposure.act), exposure.to.0)
                < model.plan.talk.stifle
        {
            self.replies.push(exposure.from);
        }
    }

    /// Ends the talk of fresh owners who got an answer in the last tick.
    pub(super) fn lose_interest(&mut self, model: &Model, tick: &Tick) {
        let mut stifled = std::mem::take(&mut self.stifled);
        for person in stifled.drain(..) {
            let local = self.local(person);
            if self.speakers[local].stage() == Stage::Fresh {
                // As when freshness ends by itself: involved owners stay what they are.
                let said = self.speakers[local].said_stage(tick.day);
                self.move_stage(tick, local, said, Instant::START);
                self.enqueue(model, tick, local, Clock::ALL_BITS);
            }
        }
        self.stifled = stifled;
    }
}

/// Brings the answers of a tick to the shards of the tellers.
pub(super) fn route(shards: &mut [Shard]) {
    for s in 0..shards.len() {
        let mut replies = std::mem::take(&mut shards[s].replies);
        for person in replies.drain(..) {
            let owner = Shard::holding(shards, person);
            shards[owner].stifled.push(person);
        }
        shards[s].replies = replies;
    }
}
