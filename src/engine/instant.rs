//! Instants within a tick.

use crate::engine::{Clock, Row, Tick};

/// An instant within a tick: the share of the tick that has passed, as an exact ratio.
#[derive(Debug, Clone, Copy)]
pub(super) struct Instant {
    passed: u64,
    of: u64,
}

impl Instant {
    /// The start of the tick.
    pub(super) const START: Instant = Instant { passed: 0, of: 1 };
    /// The end of the tick.
    pub(super) const END: Instant = Instant { passed: 1, of: 1 };

    /// A uniform instant, from the upper 24 bits of a uniform word.
    #[inline]
    pub(super) fn uniform(word: u32) -> Instant {
        Instant { passed: u64::from(word) >> 8, of: 1 << 24 }
    }

    /// The instant at which a clock of a row passes a reading; the start if it has passed before.
    pub(super) fn of_reading(tick: &Tick, row: Row, clock: Clock, reading: u32) -> Instant {
        let of = (tick.after[row][clock] - tick.before[row][clock]).max(1);
        let ahead = i64::from(reading.wrapping_sub(tick.before[row][clock] as u32) as i32).max(0);
        Instant { passed: (ahead as u64).min(of), of }
    }

    /// Reading of a clock of a row at this instant.
    #[inline]
    pub(super) fn reading(self, tick: &Tick, row: Row, clock: Clock) -> u64 {
        let (before, after) = (tick.before[row][clock], tick.after[row][clock]);
        before + (after - before) * self.passed / self.of
    }
}
