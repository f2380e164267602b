//! Waits: gaps between acts, exponential, in units of a clock, at least one and at most a cap; and the
//! whole ticks between a post and its views.

use crate::engine::model::Model;
use crate::engine::person::GAP_CAP;
use crate::rng::{Purpose, exp1, ln_unit};
use crate::rules::ACCOUNT_ONE;
use crate::units::Person;

impl Model<'_> {
    /// Gap to the next talk act in reading units, for a class of the talk factor and, where people speak
    /// over each tie at a rate, the number of ties they speak over (else any).
    #[inline]
    pub fn talk_gap(&self, class: u8, ties: u32, word: u32) -> u32 {
        clamp_gap(self.unit_gap(class, word) * self.tie_factor(ties))
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
    #[inline]
    pub fn snoozes(&self, person: Person, class: u8, ties: u32, act: u32) -> bool {
        let longest = 23.0 * self.gap_scale[usize::from(class)] * self.tie_factor(ties);
        // Few gaps can reach the cap, and the words of the last act cost a draw.
        longest > f64::from(GAP_CAP) && self.talk_gap(class, ties, self.talk_gap_word(person, act)) == GAP_CAP
    }

    /// Factor on the gap of who speaks over this many ties at a rate each; 1 elsewhere.
    #[inline]
    fn tie_factor(&self, ties: u32) -> f64 {
        self.per_tie.map_or(1.0, |t| self.tie_scale / (f64::from(ties) * t.share))
    }

    /// The word that gave the reading of talk act number `acts`.
    pub fn talk_gap_word(&self, person: Person, acts: u32) -> u32 {
        if acts == 0 {
            self.luck.draws(Purpose::Begin, person, 0, 0)[0]
        } else {
            self.luck.draws(Purpose::Talk, person, acts - 1, 0)[0]
        }
    }
}

/// The geometric law of the ticks between a post and one of its views.
#[derive(Debug, Clone, Copy)]
pub struct Late {
    /// ln of the share of views that come after a tick.
    ln_later: f64,
    /// Smallest word that means no delay: most views cost a comparison only.
    at_once: u64,
}

impl Late {
    /// Most ticks that a view is late.
    const MOST: u32 = 10_000;

    /// The law of a share e^{`ln_later`} that comes after each tick.
    pub fn new(ln_later: f64) -> Late {
        // The delay falls as the word grows, so the border is found by halving.
        let (mut low, mut high) = (0_u64, 1_u64 << 32);
        while low < high {
            let middle = (low + high) / 2;
            if ln_unit(middle as u32) / ln_later < 1.0 { high = middle } else { low = middle + 1 }
        }
        Late { ln_later, at_once: low }
    }

    /// Whole ticks of delay for a uniform word.
    #[inline]
    pub fn delay(&self, word: u32) -> u32 {
        if u64::from(word) >= self.at_once {
            return 0;
        }
        ((ln_unit(word) / self.ln_later) as u32).min(Late::MOST)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_is_late_by_the_whole_ticks_of_its_logarithm() {
        for share in [0.9, 0.5, 0.01, 0.001] {
            let ln_later = libm::log(share);
            let late = Late::new(ln_later);
            let border = late.at_once as u32;
            let near = (0..5).map(|i| border.wrapping_sub(2).wrapping_add(i));
            for word in near.chain([0, 1, 1 << 20, 1 << 31, u32::MAX]) {
                assert_eq!(late.delay(word), (ln_unit(word) / ln_later) as u32, "{share} {word}");
            }
        }
    }
}
