//! The plan of the channels: how often people speak, and how strongly.
//!
//! Plain data; see `plan` for what always holds.

use serde::Serialize;

use crate::units::LayerId;

/// A way of speaking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Channel {
    /// Name shown in tables.
    pub name: String,
    /// Chat, feed or club.
    pub kind: ChannelKind,
    /// The layer it rides; `None` only for clubs.
    pub layer: Option<LayerId>,
    /// How often a fresh owner of talk factor 1 speaks.
    pub pace: Pace,
    /// How strongly one exposure convinces.
    pub force: Force,
    /// Day on which it opens, counted from the start; at most 0 if already open.
    pub opens_day: f64,
    /// Days between 10 % and 90 % of its users joining (an S-curve after opening); 0 at once.
    pub fills_days: f64,
}

/// The kinds of channel.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum ChannelKind {
    /// One tie at a time.
    Chat {
        /// Each tie at most once. An act picks among the ties not yet told; with a pace per tie it
        /// picks among all and is lost on one already told, so that each tie keeps its own rate.
        once: bool,
        /// Pick the tie in proportion to its strength instead of evenly.
        by_strength: bool,
    },
    /// A post that followers see and may repost.
    Feed {
        /// Share of followers who see one post when the channel is calm.
        view: f64,
        /// Chance that a viewer reposts a story of strength 1.
        repost: f64,
        /// Half-life of a post's views in days.
        half_life: f64,
        /// Delay of one hop in ticks, at least 1.
        latency_ticks: u32,
        /// Product posts seen per reader-day that halve attention (L0).
        attention: f64,
    },
    /// A forum post read by visitors.
    Club {
        /// Mean number of readers of a post.
        views: f64,
        /// Segments whose people visit; empty means everybody.
        catchment: Vec<usize>,
    },
}

/// How often people speak on a channel.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Pace {
    /// Acts per day of a fresh owner with talk factor 1.
    PerDay(f64),
    /// Acts per day and tie: the talk factor is multiplied by the degree.
    PerTiePerDay(f64),
    /// All ties in one act, in the tick after adoption (cascade, threshold).
    All,
}

impl Pace {
    /// Acts a day, over one tie where the pace is per tie; 0 where all ties are told at once.
    pub fn acts(self) -> f64 {
        match self {
            Pace::PerDay(acts) | Pace::PerTiePerDay(acts) => acts,
            Pace::All => 0.0,
        }
    }
}

/// How strongly one exposure convinces.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Force {
    /// A weight times β and the listener's factors; chat = 1 by convention.
    Weight(f64),
    /// A probability of convincing: hazard −ln(1 − p) as it stands.
    Probability(f64),
    /// Each tie's own probability, from an imported column.
    TieProbability,
    /// One over the listener's degree, counted in whole neighbours (thresholds).
    PerDegree,
    /// The tie's strength over the strengths of all ties to the listener, counted in whole 1/256
    /// of a strength (thresholds).
    StrengthShare,
}
