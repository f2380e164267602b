//! Who has told whom: one bit a tie and replication, kept by the speaker.
//!
//! Always true: bits stand only for layers of [`Model::bit_layers`]; people with at most 64 such
//! ties keep them in their own record, hubs in words of their own.

use crate::engine::model::Model;
use crate::engine::person::SpeakerState;
use crate::engine::shard::Shard;
use crate::rng::below;
use crate::units::{Person, Stage};
use crate::world::Ties;

/// One person's turn to act: a copy of their record, which is written back afterwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// The person.
    pub person: Person,
    /// Their stage.
    pub stage: Stage,
    /// Their record; [`Shard::put_back`] keeps what changed.
    pub state: SpeakerState,
}

/// The ties of one person in one layer, and where their spoken bits stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct TieView<'a> {
    /// All hearers, where they are stored; else everybody but the person.
    hearers: Option<&'a [Person]>,
    person: Person,
    /// Number of ties.
    pub degree: u32,
    first_bit: u32,
    /// Bits of the person in all layers; 0 where the layer has none.
    bits: u32,
}

impl<'a> TieView<'a> {
    /// Looks the ties up.
    #[inline(always)]
    pub(super) fn of(model: &Model<'a>, layer: usize, person: Person) -> TieView<'a> {
        let hearers = match &model.world.layers[layer] {
            Ties::Stored(csr) => csr.hearers(person),
            Ties::Complete { people } => {
                return TieView { hearers: None, person, degree: people - 1, first_bit: 0, bits: 0 };
            }
        };
        let degree = hearers.len() as u32;
        let (first_bit, bits) = match model.bit_layers.as_slice() {
            [only] if *only == layer => (0, degree),
            several => TieView::bits(model, several, layer, person),
        };
        TieView { hearers: Some(hearers), person, degree, first_bit, bits }
    }

    /// AwarenessClaim bit of a layer and number of bits of all layers.
    fn bits(model: &Model, layers: &[usize], layer: usize, person: Person) -> (u32, u32) {
        let degrees = |layers: &[usize]| layers.iter().map(|l| model.world.layers[*l].degree(person)).sum();
        match layers.iter().position(|l| *l == layer) {
            Some(at) => (degrees(&layers[..at]), degrees(layers)),
            None => (0, 0),
        }
    }

    /// Whether it is not kept over which ties the person has spoken.
    pub(super) fn unmarked(&self) -> bool {
        self.bits == 0
    }

    /// Who hears at the end of a tie.
    #[inline]
    pub(super) fn hearer(&self, tie: u32) -> Person {
        self.hearers.map_or(tie + u32::from(tie >= self.person), |h| h[tie as usize])
    }
}

impl Shard {
    /// Copies a person's record out for a turn.
    #[inline]
    pub(super) fn turn(&self, person: Person) -> Turn {
        let state = self.speakers[self.local(person)];
        Turn { person, stage: state.stage(), state }
    }

    /// Writes the record of a turn back.
    #[inline]
    pub(super) fn put_back(&mut self, turn: &Turn) {
        let local = self.local(turn.person);
        self.speakers[local] = turn.state;
    }

    fn hub_words(&mut self, person: Person, bits: u32) -> usize {
        let Shard { hubs, hub_bits, .. } = self;
        *hubs.entry(person).or_insert_with(|| {
            let at = hub_bits.len();
            hub_bits.resize(at + bits.div_ceil(64) as usize, 0);
            at
        })
    }

    /// Notes that somebody speaks over one of their ties; true if for the first time (always, where
    /// nothing depends on it or the layer is complete).
    #[inline(always)]
    pub(super) fn speak_over(&mut self, turn: &mut Turn, ties: &TieView, tie: u32) -> bool {
        if ties.bits == 0 {
            return true;
        }
        let bit = ties.first_bit + tie;
        let word = if ties.bits <= 64 {
            &mut turn.state.spoken
        } else {
            let at = self.hub_words(turn.person, ties.bits) + (bit / 64) as usize;
            &mut self.hub_bits[at]
        };
        let mask = 1_u64 << (bit % 64);
        let first = *word & mask == 0;
        *word |= mask;
        first
    }

    /// Number of ties over which somebody speaks at a rate each: all of the layer, or, where told ones
    /// do not count, the others.
    #[inline]
    pub(super) fn open_ties(&self, model: &Model, turn: &Turn, ties: &TieView) -> u32 {
        if !model.per_tie.is_some_and(|t| t.untold) {
            return ties.degree;
        }
        // No other channel speaks beside one of this pace: all bits are of its layer.
        if ties.bits <= 64 {
            return ties.degree - turn.state.spoken.count_ones();
        }
        // Nobody who has not spoken yet has words.
        let words = self.hubs.get(&turn.person).map_or(&[][..], |at| &self.hub_bits[*at..]);
        let told: u32 = words.iter().take(ties.bits.div_ceil(64) as usize).map(|w| w.count_ones()).sum();
        ties.degree - told
    }

    /// A tie not yet spoken over, drawn evenly; `None` when all have been.
    pub(super) fn unspoken(&mut self, turn: &Turn, ties: &TieView, word: u32) -> Option<u32> {
        let TieView { degree, first_bit: from, bits: total, .. } = *ties;
        if total == 0 {
            return (degree > 0).then(|| below(word, degree));
        }
        if total <= 64 {
            let unset = !(turn.state.spoken >> from) & (u64::MAX >> (64 - degree.max(1)));
            return (degree > 0 && unset != 0).then(|| nth_bit(unset, below(word, unset.count_ones())));
        }
        let at = self.hub_words(turn.person, total);
        let words: &[u64] = &self.hub_bits[at..at + total.div_ceil(64) as usize];
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
