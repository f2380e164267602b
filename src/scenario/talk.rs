//! `[talk]`: how owners talk and what convinces.

use super::declare::{Choice, Form, Key, Section, TINY, Word, Written, choice, inside, table};
use super::quantity::fitting_tick;
use super::tree::Node;

table! {
    /// How persuasion works and how long talk lasts.
    // It is read with whether any channel persuades by weight, so that the scale matters, and the most
    // ties a fresh owner tells one by one in a day, if any chat does, so that talk can be stifled.
    pub struct Talk in ["talk"], with (weighted: bool, tellings: Option<f64>, ticks_per_day: u32) {
        /// How much people resist: exponential for hazards, uniform for thresholds between 0 and 1, a
        /// table for one threshold for all; assumed.
        pub resistance: Resistance =
            Form (Form::Either(&[Form::Word(Law::WORDS), Form::Table("talk.resistance")])) "exponential",
            by resistance;
        /// People one owner wins in the first year of having it, in a virgin market with no tactic; assumed.
        pub organic_r: Option<f64> = Number 0.8 in 0.001..=50.0, plausible 0.4 to 1.8,
            by |s, key| organic_r(s, key, resistance, weighted);
        /// Hazard of one exposure of weight 1, instead of organic_r; neutral: as it stands.
        pub scale: f64 = Number 1 in 0.0..=1e6, by |s, key| scale(s, key, organic_r);
        /// Mean days an owner talks about the new thing; assumed.
        pub fresh_days ["fresh_for"]: Option<f64> = Days "30d" in TINY..=1e5, plausible "10d" to "90d", or ["never"];
        /// Talk of owners who are no longer fresh, relative to fresh ones.
        pub rates: TalkRates = Table;
        /// Weight of telling the same friend again; assumed.
        pub same_friend_again: f64 = Share 0.3, plausible 0 to 1;
        /// How much more several friends convince than one.
        pub distinct_voices: DistinctVoices = Table;
        /// Trust in the word of participants and advocates.
        pub trust: Trust = Table;
        /// Extra force on somebody who met both paid and personal messages; assumed.
        pub overlap: f64 = Number 0.3 in 0.0..=10.0, plausible 0 to 1;
        /// Time within which the other kind counts as met; assumed.
        pub overlap_days ["overlap_within"]: f64 = Days "30d" in TINY..=1e5;
        /// Negative talk of the aggrieved relative to fresh owners; from the 6 to 9 positive messages
        /// for a negative one that surveys find.
        pub grievance: f64 = Number 0.06 in 0.0..=100.0, plausible 0.02 to 0.3;
        /// Mean time a grievance lasts; assumed.
        pub grievance_days ["grievance_for"]: f64 = Days "60d" in TINY..=1e5;
        /// Factor on persuasion for each negative message heard; assumed.
        pub warning_factor: f64 = Share 0.5, plausible 0.25 to 1, was "doubt";
        /// Time after which a negative message counts half; assumed.
        pub doubt_days ["doubt_half_life"]: f64 = Days "90d" in TINY..=1e5;
        /// Chance that a negative message makes an undecided person refuse; assumed.
        pub reject: f64 = Share 0.02, plausible 0 to 0.1;
        /// Whether people who refused warn others; neutral: off.
        pub rejecters_warn: bool = Flag "false", by |s, key| rejecters_warn(s, key, reject);
        /// Chance that telling somebody who already knows ends an owner's talk, 1 in Maki and Thompson
        /// (1973); neutral: off.
        pub stifle: f64 = Share 0, by |s, key| stifle(s, key, tellings, ticks_per_day);
        /// Half-life of the wish for something that cannot be had; assumed.
        pub wanting_half_life: f64 = Days "14d" in TINY..=1e5;
    }
}

table! {
    /// Talk of owners who are no longer fresh, relative to fresh ones.
    #[derive(Copy)]
    pub struct TalkRates in ["talk.rates"] {
        /// Talk of a settled owner relative to a fresh one; assumed.
        pub settled: f64 = Share 0.02, plausible 0 to 0.1, was "talk.settled";
        /// Talk of a participant relative to a fresh owner; assumed.
        pub participant: f64 = Number 0.10 in 0.0..=100.0, plausible 0.03 to 0.3, was "talk.participant";
        /// Talk of an advocate relative to a fresh owner; from 15 % of people making a third of brand
        /// talk, 2.8 times the rest, on a mean of 0.06.
        pub advocate: f64 = Number 0.20 in 0.0..=100.0, plausible 0.06 to 0.6, was "talk.advocate";
    }
}

table! {
    /// How much more several friends convince than one: min(1 + slope·n, cap).
    #[derive(Copy)]
    pub struct DistinctVoices in ["talk.distinct_voices"] {
        /// What one more distinct voice adds: complex contagion (Centola and Macy 2007); assumed.
        pub slope: f64 = Number 0.4 in 0.0..=100.0, plausible 0 to 1;
        /// Largest factor of many voices; assumed.
        pub cap: f64 = Number 2.5 in 1.0..=1_000.0;
        /// Time after which a voice counts half; assumed.
        pub half_life ["within"]: f64 = Days "60d" in TINY..=1e5;
    }
}

table! {
    /// Trust in an owner's word, relative to that of an owner who takes no part.
    #[derive(Copy)]
    pub struct Trust in ["talk.trust"] {
        /// Trust in a participant's word; assumed.
        pub participant: f64 = Number 1.1 in 0.0..=100.0, plausible 1 to 1.5;
        /// Trust in an advocate's word; assumed.
        pub advocate: f64 = Number 1.25 in 0.0..=100.0, plausible 1 to 1.5;
    }
}

/// The law of the resistance a person's account must pass.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize)]
pub enum Resistance {
    /// Exp(1): hazards (independent cascade, Bass, the model's own).
    Exponential,
    /// Uniform on (0, 1) of the degree: linear threshold.
    Uniform,
    /// This share of the degree: Watts' threshold.
    Share(f64),
}

choice! {
    /// Laws of resistance that need no number.
    pub enum Law {
        Exponential = "exponential",
        Uniform = "uniform",
    }
}

table! {
    /// One threshold for all.
    pub struct Threshold in ["talk.resistance"] {
        /// Share of neighbours who must have adopted; from Watts (2002).
        pub share: f64 = Share 0.18;
    }
}

fn resistance(s: &Section<'_>, key: &'static Word) -> Resistance {
    if s.node(key.name).is_some_and(|node| node.table().is_some()) {
        return Resistance::Share(inside(s, key, Threshold::read).share);
    }
    match Law::read(s, key) {
        Law::Exponential => Resistance::Exponential,
        Law::Uniform => Resistance::Uniform,
    }
}

/// How many people one owner wins, where that is stated and not the hazard; only weights have a hazard
/// that can be solved for.
fn organic_r(s: &Section<'_>, key: &'static Key, resistance: Resistance, weighted: bool) -> Option<f64> {
    s.allow(key.name);
    let pilot = weighted && resistance == Resistance::Exponential;
    if !s.has(key.name) {
        return (pilot && !s.has("scale")).then(|| s.number(key));
    }
    if s.has("scale") {
        let help = "keep organic_r to state what talk achieves, or scale to state the hazard itself";
        s.problem("scale", "stands beside organic_r", help);
        return None;
    }
    if !pilot {
        let why = if weighted { "thresholds have no hazard" } else { "no channel persuades by weight" };
        s.problem(key.name, format!("cannot be reached: {why}"), "write scale = 1 instead");
        return None;
    }
    Some(s.number(key))
}

/// The hazard itself; 1 where a pilot is to find it, or `organic_r` stands beside it.
fn scale(s: &Section<'_>, key: &'static Key, organic_r: Option<f64>) -> f64 {
    if organic_r.is_some() || s.has("organic_r") {
        s.allow(key.name);
        return 1.0;
    }
    s.number(key)
}

/// Acts of a teller a tick above which stifling comes noticeably late: at this many, .006 of the .203
/// of people who never hear a rumour (measured).
const MOST_TELLINGS: f64 = 0.05;

/// The chance of stifling; it needs chats that tell people one by one, and short ticks.
fn stifle(s: &Section<'_>, key: &'static Key, tellings: Option<f64>, ticks_per_day: u32) -> f64 {
    let stifle = s.number(key);
    let is = format!("is {stifle}");
    match tellings {
        _ if stifle <= 0.0 => {}
        None => {
            let help =
                "only chats with acts_per_day or acts_per_tie_per_day tell people one by one; take it away";
            s.problem(key.name, is, help);
        }
        Some(per_day) => {
            let acts = per_day / f64::from(ticks_per_day);
            if acts > MOST_TELLINGS + 1e-9 {
                let tick = fitting_tick(MOST_TELLINGS / per_day);
                let why =
                    format!("people who already know answer with the next tick, and {acts} acts go into one");
                s.warning(key.name, is, format!("{why}; write tick = \"{tick}\" or shorter"));
            }
        }
    }
    stifle
}

/// Whether people who refused warn others; it is a mistake where no warning makes anybody refuse.
fn rejecters_warn(s: &Section<'_>, key: &'static Word, reject: f64) -> bool {
    let warn = s.flag(key);
    if warn && reject <= 0.0 {
        let help = "no warning makes a rejecter while reject is 0; raise it, or take this away";
        s.problem(key.name, "is true", help);
    }
    warn
}

/// Whether `[talk] resistance` says anything but the exponential law.
pub(super) fn has_thresholds(top: &Section<'_>) -> bool {
    let talk = top.table.get("talk").and_then(Node::table);
    let said = talk.and_then(|talk| talk.get("resistance"));
    said.is_some_and(|node| node.table().is_some() || node.text() == Some(Law::Uniform.word()))
}
