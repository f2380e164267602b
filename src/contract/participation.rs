//! Taking part: what tactics open to owners and to others in one tick, and what the engine counts of it.

use crate::units::{AccountId, ChannelId, TacticId};

/// Some segments of the market, as bits by their positions in the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segments([u64; 4]);

impl Segments {
    /// All segments.
    pub const ALL: Segments = Segments([u64::MAX; 4]);

    /// These segments; none stands for all.
    pub fn of(positions: &[usize]) -> Segments {
        if positions.is_empty() {
            return Segments::ALL;
        }
        let mut bits = [0; 4];
        for position in positions {
            bits[position / 64] |= 1 << (position % 64);
        }
        Segments(bits)
    }

    /// Whether a segment is among them.
    #[inline]
    pub fn has(&self, position: usize) -> bool {
        self.0[position / 64] & 1 << (position % 64) != 0
    }
}

/// Acts of participation within a tick, in one tactic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ParticipationCounts {
    /// Acts of owners who need it.
    pub acts: u64,
    /// Acts the company handled, of owners and others.
    pub handled: u64,
    /// Things people made.
    pub content: u64,
    /// Involvement of the owners whose acts were handled, in 1/255, where it counts.
    pub involved: u64,
    /// Acts of people who need not own the product.
    pub entries: u64,
    /// Friends whom these acts annoyed.
    pub annoyed: u64,
    /// Owners who will not take part again.
    pub declined: u64,
    /// Suggestions of owners that are built.
    pub built: u64,
    /// Weight of handled acts of members of a group beyond that of anybody's, in 1/256.
    pub expertise: u64,
}

impl std::ops::AddAssign for ParticipationCounts {
    fn add_assign(&mut self, other: ParticipationCounts) {
        self.acts += other.acts;
        self.handled += other.handled;
        self.content += other.content;
        self.involved += other.involved;
        self.entries += other.entries;
        self.annoyed += other.annoyed;
        self.declined += other.declined;
        self.built += other.built;
        self.expertise += other.expertise;
    }
}

impl std::iter::Sum for ParticipationCounts {
    fn sum<I: Iterator<Item = ParticipationCounts>>(counts: I) -> ParticipationCounts {
        counts.fold(ParticipationCounts::default(), |mut sum, more| {
            sum += more;
            sum
        })
    }
}

/// Participation of owners in one tactic, as it stands in one tick.
#[derive(Debug, Clone, PartialEq)]
pub struct ParticipationToday {
    /// The tactic that opens it.
    pub tactic: TacticId,
    /// Key of the draws, made of the tactic's name.
    pub tactic_key: u32,
    /// Acts per day of an owner who needs it, at age 0 and talk factor 1 (already times x).
    pub rate: f64,
    /// Factor for participants.
    pub participant: f64,
    /// Factor for advocates.
    pub advocate: f64,
    /// Share of owners who need it.
    pub demand: f64,
    /// Segments whose people can need it.
    pub needed_by: Segments,
    /// Days after which interest halves.
    pub fade_days: f64,
    /// Day of the last refresh; interest ages from the later of this and adoption.
    pub refreshed: u32,
    /// Chance that an act is handled.
    pub handled: f64,
    /// Involvement gained by a handled act.
    pub gain: f64,
    /// Chance that an act makes content.
    pub content: f64,
    /// Feed the content is posted on.
    pub posts_on: Option<ChannelId>,
    /// Chance that an act leaves an owner who will not come again.
    pub sour: f64,
    /// Whether the involvement of those whose acts are handled is counted.
    pub weighs_experts: bool,
    /// Chance that a handled act is a suggestion that is built, and its author told.
    pub built: f64,
    /// What taking part gives back, from 0 to 1; recognition adds to it.
    pub rewarding: f64,
}

/// The people who may take part without owning the product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entrants {
    /// The followers of an account.
    Followers(AccountId),
    /// People who have heard of the product.
    Aware,
}

/// Participation of people who need not own the product, in one tactic and tick.
#[derive(Debug, Clone, PartialEq)]
pub struct EntriesToday {
    /// The tactic that opens it.
    pub tactic: TacticId,
    /// Key of the draws, made of the tactic's name.
    pub tactic_key: u32,
    /// The people.
    pub from: Entrants,
    /// Whether owners among them enter too.
    pub owners: bool,
    /// Acts in the tick of a person who needs it.
    pub rate: f64,
    /// Share of people who need it.
    pub demand: f64,
    /// Segments whose people can need it.
    pub needed_by: Segments,
    /// Chance that an act is handled.
    pub handled: f64,
    /// Involvement gained by a handled act.
    pub gain: f64,
    /// Adopters that an act wins of people who do not own the product, where all are eligible and nobody talks.
    pub force: f64,
    /// Chance that an act makes content.
    pub content: f64,
    /// Feed the content is posted on.
    pub posts_on: Option<ChannelId>,
    /// Chance that an act annoys a friend, who hears it as a warning.
    pub annoys: f64,
    /// What taking part gives back, from 0 to 1; recognition adds to it.
    pub rewarding: f64,
}
