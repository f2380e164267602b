//! Gaps between acts: exponential, in units of a clock, at least one and at most a cap.
//!
//! Layer 5. Uses `units rng rules`.

use crate::engine::model::Model;
use crate::engine::person::GAP_CAP;
use crate::rng::{Purpose, exp1};
use crate::rules::ACCOUNT_ONE;
use crate::units::Person;

impl Model<'_> {
    /// Gap to the next talk act in reading units; `None` for a person who never speaks.
    #[inline]
    #[must_use]
    pub fn talk_gap(&self, person: Person, word: u32) -> u32 {
        let mut gap = self.unit_gap(person, word);
        if let Some(layer) = self.per_tie {
            gap *= self.tie_scale / f64::from(self.world.layers[layer].degree(person));
        }
        clamp_gap(gap)
    }

    /// Gap to the next part act in reading units.
    #[inline]
    #[must_use]
    pub fn part_gap(&self, person: Person, word: u32) -> u32 {
        clamp_gap(self.unit_gap(person, word))
    }

    #[inline]
    fn unit_gap(&self, person: Person, word: u32) -> f64 {
        exp1(word) * self.gap_scale[usize::from(self.world.people.activity[person as usize])]
    }

    /// Whether the gap this word gave was cut at the cap, so that its end is a snooze.
    #[inline]
    #[must_use]
    pub fn snoozes(&self, person: Person, word: u32) -> bool {
        (self.slow[usize::from(self.world.people.activity[person as usize])] || self.per_tie.is_some())
            && self.talk_gap(person, word) == GAP_CAP
    }

    /// Draws (person, count) of the words that gave the reading of talk act number `acts`.
    #[inline]
    #[must_use]
    pub fn talk_gap_word(&self, person: Person, acts: u32) -> u32 {
        if acts == 0 {
            self.luck.draws(Purpose::Begin, person, 0, 0)[0]
        } else {
            self.luck.draws(Purpose::Talk, person, acts - 1, 0)[0]
        }
    }
}

/// Gap to the next fate act in reading units.
#[inline]
#[must_use]
pub fn fate_gap(word: u32) -> u32 {
    clamp_gap(exp1(word) * ACCOUNT_ONE)
}

#[inline]
fn clamp_gap(units: f64) -> u32 {
    // Every gap is at least one unit, so a person's readings strictly rise.
    units.clamp(1.0, f64::from(GAP_CAP)) as u32
}
