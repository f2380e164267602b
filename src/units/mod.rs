//! Vocabulary shared by every layer: ids, stages, causes, time.

mod day;
mod ids;

use serde::{Deserialize, Serialize};

pub use day::{Day, Timeline};
pub(crate) use ids::indexes;
pub use ids::{AccountId, ChannelId, LayerId, PersonId, StrategyId, TacticId};

/// A person where they are a row of a network or of a table of traits: the number of their [`PersonId`].
/// Networks, worlds and generators compute with rows; from the engine on a person is a [`PersonId`].
pub type Vertex = u32;

/// Where a person stands towards the product.
///
/// *Owners* are `Fresh`, `Settled`, `Participant`, `Advocate` and `Aggrieved`: they have the
/// product and have not lapsed. `Unaware`, `Aware` and `Wanting` are undecided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Stage {
    /// Has not heard of the product.
    Unaware = 0,
    /// Has heard of it, is not convinced.
    Aware = 1,
    /// Convinced, does not have it yet.
    Wanting = 2,
    /// Has it newly and talks about it.
    Fresh = 3,
    /// Has it; the news is old and the owner hardly talks.
    Settled = 4,
    /// Takes part: involvement passed the lower threshold.
    Participant = 5,
    /// Takes part a lot: involvement passed the upper threshold.
    Advocate = 6,
    /// Disappointed owner who warns others.
    Aggrieved = 7,
    /// Decided against it.
    Rejecter = 8,
    /// Had it and gave it up.
    Lapsed = 9,
}

impl Stage {
    /// All stages, in numeric order.
    pub const ALL: [Stage; 10] = [
        Stage::Unaware,
        Stage::Aware,
        Stage::Wanting,
        Stage::Fresh,
        Stage::Settled,
        Stage::Participant,
        Stage::Advocate,
        Stage::Aggrieved,
        Stage::Rejecter,
        Stage::Lapsed,
    ];

    /// The name used in tables.
    pub fn name(self) -> &'static str {
        [
            "unaware",
            "aware",
            "wanting",
            "fresh",
            "settled",
            "participant",
            "advocate",
            "aggrieved",
            "rejecter",
            "lapsed",
        ][self as usize]
    }

    /// Whether a person of this stage has the product (counts as *active*).
    #[inline]
    pub fn owns(self) -> bool {
        (Stage::Fresh as u8..=Stage::Aggrieved as u8).contains(&(self as u8))
    }

    /// Whether a person of this stage may still be won.
    #[inline]
    pub fn undecided(self) -> bool {
        (self as u8) <= Stage::Wanting as u8
    }

    /// Whether talk of a person of this stage is a warning.
    #[inline]
    pub fn warns(self) -> bool {
        matches!(self, Stage::Aggrieved | Stage::Rejecter)
    }

    /// The stage with this number.
    ///
    /// # Panics
    /// If there is none: a bug, since only stages are ever stored.
    #[inline]
    pub fn from_u8(number: u8) -> Stage {
        match number {
            0 => Stage::Unaware,
            1 => Stage::Aware,
            2 => Stage::Wanting,
            3 => Stage::Fresh,
            4 => Stage::Settled,
            5 => Stage::Participant,
            6 => Stage::Advocate,
            7 => Stage::Aggrieved,
            8 => Stage::Rejecter,
            9 => Stage::Lapsed,
            other => panic!("there is no stage {other}"),
        }
    }
}

/// The source of an exposure or an adoption.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// One of the people the product starts with.
    Seed,
    /// The constant outside influence of classic models (Bass's p).
    Outside,
    /// Talk on this channel.
    Channel(ChannelId),
    /// An audience exposure by this tactic.
    Tactic(TacticId),
}

/// Source and mark of an exposure: `mark` is the tactic whose lift caused the act, if any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cause {
    /// How the exposure came.
    pub source: Source,
    /// The tactic that caused the act; `None` for base talk.
    pub mark: Option<TacticId>,
}

impl Cause {
    /// Packs a cause into 16 bits (0 is "none yet").
    pub fn pack(self) -> u16 {
        let source = match self.source {
            Source::Seed => 1,
            Source::Outside => 2,
            Source::Channel(c) => 0x40 + c.0 as u16,
            Source::Tactic(t) => 0x80 + u16::from(t.0),
        };
        source | self.mark.map_or(0, |tactic| (u16::from(tactic.0) + 1) << 8)
    }

    /// The cause that `pack` made these bits from; `None` for 0.
    pub fn unpack(bits: u16) -> Option<Cause> {
        let low = bits & 0xff;
        let source = match low {
            0 => return None,
            1 => Source::Seed,
            2 => Source::Outside,
            0x40..=0x7f => Source::Channel(ChannelId(usize::from(low - 0x40))),
            _ => Source::Tactic(TacticId((low - 0x80) as u8)),
        };
        let mark = (bits >> 8).checked_sub(1).map(|tactic| TacticId(tactic as u8));
        Some(Cause { source, mark })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn causes_survive_packing() {
        for source in
            [Source::Seed, Source::Outside, Source::Channel(ChannelId(31)), Source::Tactic(TacticId(62))]
        {
            for mark in [None, Some(TacticId(0)), Some(TacticId(62))] {
                let cause = Cause { source, mark };
                assert_eq!(Cause::unpack(cause.pack()), Some(cause));
            }
        }
        assert_eq!(Cause::unpack(0), None);
    }
}
