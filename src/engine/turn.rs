//! A turn to act: a person's record, taken out of the shard meanwhile, and a view of their ties.

use crate::engine::{Model, SpeakerState};
use crate::units::{LayerId, PersonId, Stage, Vertex};
use crate::world::Ties;

/// One person's turn to act: a copy of their record, which is written back afterwards.
#[derive(Debug, Clone, Copy)]
pub(super) struct Turn {
    /// The person.
    pub person: PersonId,
    /// Their stage.
    pub stage: Stage,
    /// Their record; `Shard::put_back` keeps what changed.
    pub state: SpeakerState,
}

/// The ties of one person in one layer, and where their spoken bits stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct TieView<'a> {
    /// All hearers, where they are stored; else everybody but the person.
    hearers: Option<&'a [Vertex]>,
    person: PersonId,
    /// Number of ties.
    pub degree: u32,
    pub(super) first_bit: u32,
    /// Bits of the person in all layers; 0 where the layer has none.
    pub(super) bits: u32,
}

impl<'a> TieView<'a> {
    /// Looks the ties up.
    #[inline(always)]
    pub(super) fn of(model: &Model<'a>, layer: LayerId, person: PersonId) -> TieView<'a> {
        let hearers = match &model.world.layers[layer] {
            Ties::Stored(csr) => csr.hearers(person.0),
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

    /// First bit of a layer and number of bits of all layers.
    fn bits(model: &Model, layers: &[LayerId], layer: LayerId, person: PersonId) -> (u32, u32) {
        let degrees =
            |layers: &[LayerId]| layers.iter().map(|l| model.world.layers[*l].degree(person.0)).sum();
        match layers.iter().position(|l| *l == layer) {
            Some(at) => (degrees(&layers[..at]), degrees(layers)),
            None => (0, 0),
        }
    }

    /// Whether no spoken bits are kept for these ties.
    pub(super) fn unmarked(&self) -> bool {
        self.bits == 0
    }

    /// The hearer of a tie.
    #[inline]
    pub(super) fn hearer(&self, tie: u32) -> PersonId {
        PersonId(self.hearers.map_or(tie + u32::from(tie >= self.person.0), |h| h[tie as usize]))
    }
}
