//! Invitations as an effect: owners give codes to friends over a chat.

use crate::units::{ChannelId, Stage, TacticId};

/// Invitations as they stand in one tick.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InviteToday {
    /// The tactic that lets them give.
    pub tactic: TacticId,
    /// Key of the draws, made of the tactic's name.
    pub tactic_key: u32,
    /// Chance that a friend opens a code and passes it on to as many friends as there are codes; `None` where codes
    /// stay with whoever gets them.
    pub opens: Option<f64>,
    /// The chat they are given over.
    pub channel: ChannelId,
    /// The owners who may give.
    pub givers: Givers,
    /// Acts of giving per day of one of them with talk factor 1.
    pub per_day: f64,
    /// Codes that one of them may give in this period; `None` without a limit.
    pub codes: Option<u32>,
    /// Number of the period.
    pub period: u32,
    /// Chance that a code convinces the average friend, from a first word of an ordinary owner.
    pub converts: f64,
    /// Trust that is left on the chat: a factor on every word over it.
    pub trust: f64,
}

/// The owners who may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Givers {
    /// All who are satisfied.
    Owners,
    /// Participants and advocates.
    Participants,
    /// Advocates.
    Advocates,
}

impl Givers {
    /// Whether owners of a stage give.
    pub fn include(self, stage: Stage) -> bool {
        match stage {
            Stage::Fresh | Stage::Settled => self == Givers::Owners,
            Stage::Participant => self != Givers::Advocates,
            Stage::Advocate => true,
            Stage::Unaware
            | Stage::Aware
            | Stage::Wanting
            | Stage::Aggrieved
            | Stage::Rejecter
            | Stage::Lapsed => false,
        }
    }
}
