//! What takes its time: letters of chats, readers of clubs; and the luck of a single post.
//!
//! Letters wait in the lists of later ticks of the speaker's shard. Every delay is keyed by the act.

use crate::engine::{Exposure, Model, Outbox, Shard, Tick};
use crate::rng::{Purpose, ln_unit, unit};
use crate::units::PersonId;

/// Factor on the views of a post: lognormal with mean 1 and the spread σ of its logarithm, by Box and Muller (1958).
pub(super) fn post_luck(model: &Model, person: PersonId, act: u32, salt: u32, spread: f64) -> f64 {
    let words = model.luck.draws(Purpose::PostLuck, person.0, act, salt);
    let radius = libm::sqrt(-2.0 * ln_unit(words[0]));
    let normal = radius * libm::cos(2.0 * core::f64::consts::PI * unit(words[1]));
    libm::exp(spread * normal - 0.5 * spread * spread)
}

impl Shard {
    /// Sends what somebody says in a chat: at once, or as a letter that takes its time.
    pub(super) fn send_letter(
        &mut self,
        model: &Model,
        tick: &Tick,
        (person, act): (PersonId, u32),
        exposure: Exposure,
        out: &mut Outbox,
    ) {
        let late = model.channels[exposure.channel()]
            .post_delay
            .map_or(0, |law| law.delay(model.luck.draws(Purpose::Letter, person.0, act, 0)[0]));
        self.send_late(model, tick, late, exposure, out);
    }

    /// Sends an exposure so many ticks late; one beyond the horizon is never heard.
    #[inline]
    pub(super) fn send_late(
        &mut self,
        model: &Model,
        tick: &Tick,
        late: u32,
        exposure: Exposure,
        out: &mut Outbox,
    ) {
        if late == 0 {
            out.send(exposure);
        } else if tick.number + late <= model.plan.horizon_ticks {
            self.feeds.later.entry(tick.number + late).or_default().push(exposure);
        }
    }
}
