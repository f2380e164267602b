//! Waiting times: exponential gaps between a person's acts, clamped to [1, `GAP_CAP`] clock units.

use crate::engine::Model;
use crate::rng::{Purpose, exp1};
use crate::rules::ACCOUNT_ONE;
use crate::units::PersonId;

/// Largest gap in reading units; longer ones snooze (redraw without acting, exact by memorylessness).
/// Below 2³¹, so that a wrapped reading still counts as ahead of the clock it was counted from.
const GAP_CAP: u32 = (1 << 31) - 1;

impl Model<'_> {
    /// Gap to the next talk act in reading units, for a class of the talk factor and, where people speak
    /// over each tie at a rate, the number of ties they speak over (else any).
    #[inline]
    pub fn talk_gap(&self, class: u8, ties: u32, word: u32) -> u32 {
        clamp_gap(self.unit_gap(class, word) * self.talk_factor(ties))
    }

    /// Gap to the next part act in reading units.
    #[inline]
    pub fn part_gap(&self, class: u8, word: u32) -> u32 {
        clamp_gap(self.unit_gap(class, word))
    }

    #[inline]
    fn unit_gap(&self, class: u8, word: u32) -> f64 {
        exp1(word) * self.gap_scale[usize::from(class)]
    }

    /// Whether the gap before talk act number `act` was cut at the cap, so that its end is a snooze.
    #[inline(always)]
    pub fn snoozes(&self, person: PersonId, class: u8, ties: u32, act: u32) -> bool {
        let longest = 23.0 * self.gap_scale[usize::from(class)] * self.talk_factor(ties);
        // Few gaps can reach the cap, and the words of the last act cost a draw.
        longest > f64::from(GAP_CAP) && self.talk_gap(class, ties, self.talk_gap_word(person, act)) == GAP_CAP
    }

    /// Factor on the gap between talk acts: the scale of the clock, over the number of ties where people speak over
    /// each at a rate.
    #[inline]
    fn talk_factor(&self, ties: u32) -> f64 {
        self.per_tie.map_or(self.talk_scale, |t| self.talk_scale / (f64::from(ties) * t.share))
    }

    /// The word that gave the reading of talk act number `acts`.
    pub fn talk_gap_word(&self, person: PersonId, acts: u32) -> u32 {
        if acts == 0 {
            self.luck.draws(Purpose::Begin, person.0, 0, 0)[0]
        } else {
            self.luck.draws(Purpose::Talk, person.0, acts - 1, 0)[0]
        }
    }
}

/// Gap to the next fate act in reading units.
#[inline]
pub fn fate_gap(word: u32) -> u32 {
    clamp_gap(exp1(word) * ACCOUNT_ONE)
}

#[inline]
fn clamp_gap(units: f64) -> u32 {
    // Every gap is at least one unit, so a person's readings strictly rise.
    units.clamp(1.0, f64::from(GAP_CAP)) as u32
}
