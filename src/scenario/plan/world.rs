//! The plan of the world: the networks and the channels on them.
//!
//! Plain data; see `plan` for what always holds.

use std::path::PathBuf;

use serde::Serialize;

use crate::network::import::Column;
use crate::units::LayerId;

/// A social network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Layer {
    /// Name used by channels.
    pub name: String,
    /// How its ties come about.
    pub kind: LayerKind,
    /// Share of redrawn or drawn ties that stay in the same city.
    pub same_city: f64,
    /// Share of redrawn or drawn ties that stay in the same segment.
    pub same_segment: f64,
    /// Whether ties run one way, from speaker to hearer.
    pub directed: bool,
}

/// How the ties of a layer come about.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum LayerKind {
    /// Watts–Strogatz: a ring of `degree` neighbours (even), each tie rewired with `rewire`.
    SmallWorld {
        /// Ring neighbours of each person; even.
        degree: u32,
        /// Share of ties rewired.
        rewire: f64,
    },
    /// Configuration model with P(degree = k) ∝ k^−exponent, scaled to a mean.
    PowerLaw {
        /// Mean number of hearers.
        mean: f64,
        /// Exponent of the degree law, above 2.
        exponent: f64,
    },
    /// Erdős–Rényi: every pair tied with the same chance.
    Random {
        /// Mean number of ties a person.
        mean: f64,
    },
    /// Cliques of `size` people, with `bridges` of each person's ties led outside.
    Communities {
        /// People in a community, at least 2.
        size: u32,
        /// Share of ties that lead to another community.
        bridges: f64,
    },
    /// Configuration model with a stated law of degrees.
    Degrees {
        /// The law.
        law: DegreeLaw,
    },
    /// Everybody is tied to everybody; never stored.
    Complete,
    /// An edge list.
    Import {
        /// Path, resolved against the scenario's folder.
        file: PathBuf,
        /// Meaning of a third column.
        column: Column,
    },
}

/// How many ties people have (hearers, where ties run one way).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum DegreeLaw {
    /// Everybody the same number.
    Regular {
        /// Ties a person.
        degree: u32,
    },
    /// P(k) ∝ k^−exponent for whole k in min ..= max, exactly.
    PowerLaw {
        /// Exponent α, at least 0.
        exponent: f64,
        /// Fewest ties, at least 1.
        min: u32,
        /// Most ties, at least `min`.
        max: u32,
    },
    /// Stated shares of people with stated degrees: (degree, share), shares add up to 1.
    Shares(Vec<(u32, f64)>),
    /// Negative binomial: few have most of the ties (Lloyd-Smith et al. 2005, *Nature* 438).
    NegativeBinomial {
        /// Mean number of ties.
        mean: f64,
        /// Dispersion k: the variance is mean + mean²/k; the smaller, the more unequal.
        dispersion: f64,
    },
}

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
