//! How often people speak on a channel, and how strongly one exposure convinces.

use super::declare::{Choice, Form, Key, Section, choice, table};
use super::tree::{self, Value};
use crate::network::import::Column;

/// How often people speak on a channel.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
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

    /// The same where people spare themselves this share of their acts.
    pub(super) fn with_effort(self, effort: f64) -> Pace {
        match self {
            Pace::PerDay(acts) => Pace::PerDay(acts * (1.0 - effort)),
            Pace::PerTiePerDay(acts) => Pace::PerTiePerDay(acts * (1.0 - effort)),
            Pace::All => Pace::All,
        }
    }
}

/// How strongly one exposure convinces.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub enum Force {
    /// A weight times β and the listener's factors; chat = 1 by convention.
    Weight(f64),
    /// A probability of convincing: hazard −ln(1 − p) as it stands.
    Probability(f64),
    /// Each tie's own probability, from an imported column.
    TieProbability,
    /// One over the listener's degree, counted in whole neighbours (thresholds).
    PerDegree,
    /// A probability of convincing of one over the number of ties into the listener (weighted cascade).
    DegreeProbability,
    /// The tie's strength over the strengths of all ties to the listener, counted in whole 1/256
    /// of a strength (thresholds).
    StrengthShare,
}

choice! {
    /// The keys that say how often people speak; a channel has one.
    pub enum PaceKey {
        PerDay = "acts_per_day",
        PerTie = "acts_per_tie_per_day",
        /// How many are told at once.
        Acts = "acts",
    }
}

choice! {
    /// How many are told at once.
    pub enum AtOnce {
        All = "all",
    }
}

choice! {
    /// Weights that are no number: what share of its listener's neighbours a tie is.
    pub enum Neighbour {
        PerDegree = "1/degree",
        PerStrength = "strength/degree",
    }
}

/// The ties that people speak over.
#[derive(Clone, Copy)]
pub struct Ties {
    /// What is known of each, where they are imported.
    pub column: Column,
    pub thresholds: bool,
    /// Whether the layer stores them: clubs have none, and a complete one is not stored.
    pub stored: bool,
}

table! {
    /// How people speak in a chat.
    pub struct ChatSpeech in ["channels.*:chat"], with (said: PaceKey, ties: Ties) {
        /// Recommendations a fresh owner makes per day in chat; assumed.
        pub per_day ["acts_per_day"]: f64 = Number 0.2 in 0.0..=1_000.0, by |s, key| per_day(s, key, said);
        /// Acts per day and tie, instead of acts_per_day.
        pub per_tie ["acts_per_tie_per_day"]: Option<f64> = Number in 0.0..=1_000.0;
        /// "all": every new owner tells everybody, once, at once; instead of acts_per_day.
        pub acts: Option<AtOnce> = Form (Form::Word(AtOnce::WORDS)),
            by |s, key| s.has(key.name).then(|| s.choice_or(key, AtOnce::All));
        /// Force of a friend's word. Or "1/degree": under thresholds (and there by default) the share of its
        /// listener's neighbours that a tie is, else the chance to convince of one over the ties into the
        /// listener (weighted cascade); neutral: the others are measured against it.
        pub force ["weight"]: Force = Number 1.0 in 0.0..=1_000.0, or (Neighbour::WORDS),
            by |s, key| force(s, key, ties);
    }
}

impl ChatSpeech {
    /// The pace that one of its keys says.
    pub fn pace(&self, said: PaceKey) -> Pace {
        match said {
            PaceKey::PerDay => Pace::PerDay(self.per_day),
            PaceKey::PerTie => Pace::PerTiePerDay(self.per_tie.unwrap_or(0.0)),
            PaceKey::Acts => Pace::All,
        }
    }
}

table! {
    /// How people post on a feed.
    pub struct FeedSpeech in ["channels.*:feed"], with (said: PaceKey, ties: Ties) {
        /// Posts a fresh owner writes per day; assumed.
        pub per_day ["acts_per_day"]: f64 = Number 0.1 in 0.0..=1_000.0, by |s, key| per_day(s, key, said);
        /// Force of a post relative to a friend's word; assumed.
        pub force ["weight"]: Force = Number 0.35 in 0.0..=1_000.0, by |s, key| force(s, key, ties);
    }
}

table! {
    /// How people post in a club.
    pub struct ClubSpeech in ["channels.*:club"], with (said: PaceKey, ties: Ties) {
        /// Forum posts a fresh owner writes per day; assumed.
        pub per_day ["acts_per_day"]: f64 = Number 0.05 in 0.0..=1_000.0, by |s, key| per_day(s, key, said);
        /// Force of a forum post relative to a friend's word; assumed.
        pub force ["weight"]: Force = Number 0.3 in 0.0..=1_000.0, plausible 0.1 to 0.6, by |s, key| force(s, key, ties);
    }
}

table! {
    /// A force that needs no weight.
    pub struct Certain in ["channels.*"] {
        /// Chance that one exposure convinces, as it stands, instead of weight.
        pub probability: Option<f64> = Share;
    }
}

/// The key that says how often people speak: the first, where there are several.
pub(super) fn pace_key(s: &Section<'_>, chat: bool) -> PaceKey {
    let said: Vec<PaceKey> = PaceKey::ALL.iter().copied().filter(|key| s.has(key.word())).collect();
    PaceKey::WORDS.iter().for_each(|key| s.allow(key));
    match said[..] {
        [] => PaceKey::PerDay,
        [said] => {
            if !chat && said != PaceKey::PerDay {
                s.problem(said.word(), "is only for chats", "write acts_per_day");
            }
            said
        }
        [first, second, ..] => {
            let text = format!("stands beside {}", first.word());
            s.problem(second.word(), text, "a channel has one pace; take one away");
            first
        }
    }
}

fn per_day(s: &Section<'_>, key: &'static Key, said: PaceKey) -> f64 {
    if said == PaceKey::PerDay { s.number(key) } else { 0.0 }
}

/// A weight, or the probability that stands in its place.
fn force(s: &Section<'_>, key: &'static Key, ties: Ties) -> Force {
    let Ties { column, thresholds, .. } = ties;
    s.allow("probability");
    s.allow(key.name);
    let per_tie = column == Column::Probability;
    if s.has(key.name) && (s.has("probability") || per_tie) {
        let other = if per_tie { "the probabilities of its import" } else { "probability" };
        s.problem(key.name, format!("stands beside {other}"), "a channel has one force; take one away");
        return Force::Weight(1.0);
    }
    if per_tie || s.has("probability") {
        if thresholds {
            s.problem("probability", "does not go with thresholds", "write weight = \"1/degree\"");
        }
        if per_tie && s.has("probability") {
            s.problem("probability", "stands beside the probabilities of its import", "take one away");
        }
        return match Certain::read(s).probability {
            _ if per_tie => Force::TieProbability,
            Some(p) => {
                if p > 0.0 && -(-p).ln_1p() < 64.0 / 1_048_576.0 {
                    let help = "below 6.1e-5 the fixed-point account rounds it by over 1 %";
                    s.warning("probability", format!("is {p}"), help);
                }
                Force::Probability(p)
            }
            None => Force::Weight(1.0),
        };
    }
    let neighbour = match s.node(key.name).map(|n| &n.value) {
        Some(Value::Text(text)) => neighbour(s, key, text, ties),
        None if thresholds && column == Column::None => Neighbour::PerDegree,
        _ => return Force::Weight(s.number(key)),
    };
    s.record(key.name, tree::quoted(neighbour.word()));
    match neighbour {
        Neighbour::PerDegree if thresholds => Force::PerDegree,
        Neighbour::PerDegree => Force::DegreeProbability,
        Neighbour::PerStrength => Force::StrengthShare,
    }
}

/// A weight in words.
fn neighbour(s: &Section<'_>, key: &Key, text: &str, ties: Ties) -> Neighbour {
    let problem = |help| s.refuse(key.name, tree::quoted(text), help);
    let Some(neighbour) = Neighbour::of(text) else {
        problem("write a number, \"1/degree\", or \"strength/degree\" for thresholds");
        return Neighbour::PerDegree;
    };
    match neighbour {
        Neighbour::PerStrength if !ties.thresholds => {
            problem("it goes with [talk] resistance = \"uniform\" or { share = … } only; write \"1/degree\"");
        }
        Neighbour::PerStrength if ties.column != Column::Strength => {
            problem("only an import with column = \"strength\" has strengths; write \"1/degree\"");
        }
        Neighbour::PerDegree if !ties.stored => {
            problem("it needs a layer whose people differ in ties; write a number, or a probability");
        }
        Neighbour::PerDegree | Neighbour::PerStrength => {}
    }
    neighbour
}
