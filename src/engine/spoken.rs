//! Ties that have been spoken over: one bit a tie and replication, kept by the speaker.
//!
//! Always true: bits stand only for layers of [`Model::bit_layers`]; people with at most 64 such
//! ties keep them in their own record, hubs in words of their own.

use rustc_hash::FxHashMap;

use crate::engine::{Model, TieView, Turn};
use crate::rng::below;
use crate::units::PersonId;

/// Spoken bits of people with more than 64 ties.
#[derive(Debug, Default)]
pub(super) struct SpokenBits {
    /// Position of each person's first word.
    place: FxHashMap<PersonId, usize>,
    words: Vec<u64>,
}

impl SpokenBits {
    /// Forgets everything but the memory.
    pub(super) fn clear(&mut self) {
        self.place.clear();
        self.words.clear();
    }

    /// Bytes held.
    pub(super) fn bytes(&self) -> usize {
        self.words.capacity() * 8
    }

    /// Position of a person's words, made at their first use.
    fn at(&mut self, person: PersonId, bits: u32) -> usize {
        let SpokenBits { place, words } = self;
        *place.entry(person).or_insert_with(|| {
            let at = words.len();
            words.resize(at + bits.div_ceil(64) as usize, 0);
            at
        })
    }

    /// Marks a tie as spoken over; true if it was not before (always true where nothing depends on it
    /// or the layer is complete).
    #[inline(always)]
    pub(super) fn speak_over(&mut self, turn: &mut Turn, ties: &TieView, tie: u32) -> bool {
        if ties.bits == 0 {
            return true;
        }
        let bit = ties.first_bit + tie;
        let word = if ties.bits <= 64 {
            &mut turn.state.spoken
        } else {
            let at = self.at(turn.person, ties.bits) + (bit / 64) as usize;
            &mut self.words[at]
        };
        let mask = 1_u64 << (bit % 64);
        let first = *word & mask == 0;
        *word |= mask;
        first
    }

    /// Number of ties that a person still speaks over, each at a rate: all of the layer, or only the
    /// unspoken ones where spoken ones do not count.
    #[inline]
    pub(super) fn open_ties(&self, model: &Model, turn: &Turn, ties: &TieView) -> u32 {
        if !model.per_tie.is_some_and(|t| t.untold) {
            return ties.degree;
        }
        // A channel of this pace is the only one: all bits belong to its layer.
        if ties.bits <= 64 {
            return ties.degree - turn.state.spoken.count_ones();
        }
        // Words are made when a hub first speaks.
        let words = self.place.get(&turn.person).map_or(&[][..], |at| &self.words[*at..]);
        let told: u32 = words.iter().take(ties.bits.div_ceil(64) as usize).map(|w| w.count_ones()).sum();
        ties.degree - told
    }

    /// Draws one of the ties not yet spoken over, each equally likely; `None` when there is none.
    pub(super) fn unspoken(&mut self, turn: &Turn, ties: &TieView, word: u32) -> Option<u32> {
        let TieView { degree, first_bit: from, bits: total, .. } = *ties;
        if total == 0 {
            return (degree > 0).then(|| below(word, degree));
        }
        if total <= 64 {
            let unset = !(turn.state.spoken >> from) & (u64::MAX >> (64 - degree.max(1)));
            return (degree > 0 && unset != 0).then(|| nth_bit(unset, below(word, unset.count_ones())));
        }
        let at = self.at(turn.person, total);
        let words: &[u64] = &self.words[at..at + total.div_ceil(64) as usize];
        // Bits of the layer still unset, 64 at a time.
        let unset = |i: u32| {
            let start = from + i * 64;
            let (w, shift) = ((start / 64) as usize, start % 64);
            let high = if shift == 0 { 0 } else { words.get(w + 1).copied().unwrap_or(0) << (64 - shift) };
            let left = degree - i * 64;
            let mask = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
            !((words[w] >> shift) | high) & mask
        };
        let chunks = degree.div_ceil(64);
        let free: u32 = (0..chunks).map(|i| unset(i).count_ones()).sum();
        if free == 0 {
            return None;
        }
        let mut k = below(word, free);
        for i in 0..chunks {
            let bits = unset(i);
            if k < bits.count_ones() {
                return Some(i * 64 + nth_bit(bits, k));
            }
            k -= bits.count_ones();
        }
        None
    }
}

/// Position of the k-th set bit, from 0; there must be more than k.
#[inline]
fn nth_bit(mut bits: u64, k: u32) -> u32 {
    for _ in 0..k {
        bits &= bits - 1;
    }
    bits.trailing_zeros()
}
