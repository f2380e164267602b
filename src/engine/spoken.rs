//! Who has told whom: one bit a tie and replication, kept by the speaker.
//!
//! Always true: bits stand only for layers of [`Model::bit_layers`]; people with at most 64 such
//! ties keep them in their own record, hubs in words of their own.
//!
//! Layer 5. Uses `units rng`.

use crate::engine::model::Model;
use crate::engine::person::Mouth;
use crate::engine::shard::Shard;
use crate::rng::below;
use crate::units::{Person, Stage};

/// Somebody who speaks: their record, taken out of the shard meanwhile.
#[derive(Debug, Clone, Copy)]
pub(super) struct Speaker {
    /// Who.
    pub person: Person,
    /// Their stage.
    pub stage: Stage,
    /// Their record; [`Shard::put_back`] keeps what changed.
    pub mouth: Mouth,
}

impl Shard {
    /// Takes a person's record out.
    #[inline]
    pub(super) fn speaker(&self, person: Person) -> Speaker {
        let mouth = self.mouths[self.local(person)];
        Speaker { person, stage: mouth.stage(), mouth }
    }

    /// Puts the record of who has spoken back.
    #[inline]
    pub(super) fn put_back(&mut self, who: &Speaker) {
        let local = self.local(who.person);
        self.mouths[local] = who.mouth;
    }

    /// Position and length of a person's spoken bits: first bit of a layer, and of all layers.
    #[inline]
    fn bit_range(model: &Model, person: Person, layer: usize) -> (u32, u32) {
        if let [only] = model.bit_layers.as_slice() {
            return (0, model.world.layers[*only].degree(person));
        }
        let mut from = 0;
        let mut total = 0;
        for l in &model.bit_layers {
            if *l == layer {
                from = total;
            }
            total += model.world.layers[*l].degree(person);
        }
        (from, total)
    }

    fn hub_words(&mut self, person: Person, bits: u32) -> usize {
        let Shard { hubs, hub_bits, .. } = self;
        *hubs.entry(person).or_insert_with(|| {
            let at = hub_bits.len();
            hub_bits.resize(at + bits.div_ceil(64) as usize, 0);
            at
        })
    }

    /// Notes that somebody speaks over a tie; true if for the first time (always, where nothing
    /// depends on it or the layer is complete).
    #[inline]
    pub(super) fn speak_over(&mut self, model: &Model, who: &mut Speaker, layer: usize, tie: u32) -> bool {
        if !model.bit_layers.contains(&layer) {
            return true;
        }
        let (from, total) = Shard::bit_range(model, who.person, layer);
        let bit = from + tie;
        let word = if total <= 64 {
            &mut who.mouth.spoken
        } else {
            let at = self.hub_words(who.person, total) + (bit / 64) as usize;
            &mut self.hub_bits[at]
        };
        let mask = 1_u64 << (bit % 64);
        let first = *word & mask == 0;
        *word |= mask;
        first
    }

    /// Whether somebody has spoken over a tie; false where that is not kept.
    pub(super) fn has_spoken(&self, model: &Model, who: &Speaker, layer: usize, tie: u32) -> bool {
        if !model.bit_layers.contains(&layer) {
            return false;
        }
        let (from, total) = Shard::bit_range(model, who.person, layer);
        let bit = from + tie;
        let word = if total <= 64 {
            who.mouth.spoken
        } else {
            // Nobody who has not spoken yet has words.
            self.hubs.get(&who.person).map_or(0, |at| self.hub_bits[at + (bit / 64) as usize])
        };
        word & (1_u64 << (bit % 64)) != 0
    }

    /// A tie of a layer not yet spoken over, drawn evenly; `None` when all have been.
    pub(super) fn unspoken(&mut self, model: &Model, who: &Speaker, layer: usize, word: u32) -> Option<u32> {
        let person = who.person;
        let degree = model.world.layers[layer].degree(person);
        if !model.bit_layers.contains(&layer) {
            return (degree > 0).then(|| below(word, degree));
        }
        let (from, total) = Shard::bit_range(model, person, layer);
        let words: &[u64] = if total <= 64 {
            std::slice::from_ref(&who.mouth.spoken)
        } else {
            let at = self.hub_words(person, total);
            &self.hub_bits[at..at + total.div_ceil(64) as usize]
        };
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
            let mut bits = unset(i);
            if k < bits.count_ones() {
                for _ in 0..k {
                    bits &= bits - 1;
                }
                return Some(i * 64 + bits.trailing_zeros());
            }
            k -= bits.count_ones();
        }
        None
    }
}
