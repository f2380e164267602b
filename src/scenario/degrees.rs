//! Reads `degrees = …` of a layer: the law of how many ties people have.

use super::declare::{Form, Key, Section, TINY, Word, Written, table};
use super::quantity;
use super::tree::{Node, Value};

/// How many ties people have (hearers, where ties run one way).
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum DegreeLaw {
    /// Everybody the same number.
    Regular {
        /// Ties a person.
        degree: u32,
    },
    /// P(k) ∝ k^−exponent · e^(−k/cutoff) for whole k in min ..= max, exactly.
    PowerLaw {
        /// Exponent α, at least 0.
        exponent: f64,
        /// Fewest ties, at least 1.
        min: u32,
        /// Most ties, at least `min`.
        max: u32,
        /// Ties at which an exponential cut-off sets in; `None` where there is none.
        cutoff: Option<f64>,
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

table! {
    /// What the laws of degrees say: exactly one of them is written, with what belongs to it.
    pub struct Laws in ["layers.*.degrees"] {
        /// Ties of everybody, where all have the same number.
        pub regular: Option<u32> = Count in 1.0..=10_000.0;
        /// Exponent of a stated power law of degrees; 0 makes every degree equally common.
        pub power_law: Option<f64> = Number in 0.0..=10.0;
        /// Fewest ties under a stated power law; assumed.
        pub min: Option<u32> = Count 1 in 1.0..=1e6, by |s, key| of_law(s, key, "power_law");
        /// Most ties under a stated power law; assumed.
        pub max: Option<u32> = Count 1_000 in 1.0..=1e6, by |s, key| of_law(s, key, "power_law");
        /// Ties at which an exponential cut-off of a stated power law sets in: shares fall by e^(−k/cutoff) besides;
        /// by default none.
        pub cutoff: Option<f64> = Number in 1.0..=1e6, by |s, key| {
            s.has("power_law").then(|| s.maybe(key)).flatten()
        };
        /// Mean of negative binomial degrees.
        pub negative_binomial: Option<f64> = Number in TINY..=1_000.0;
        /// Dispersion of negative binomial degrees, where 1 is geometric and large numbers are Poisson;
        /// from the superspreading of SARS in 2003 (Lloyd-Smith et al. 2005).
        pub dispersion: Option<f64> = Number 0.16 in 0.01..=1e6,
            by |s, key| of_law(s, key, "negative_binomial");
        /// Pairs of ties and share of people, as in [[3, 0.9], [30, 0.1]]; the shares add up to 1.
        pub shares: Option<Vec<(u32, f64)>> = Form (Form::List(&Form::TiesAndShare)), by shares;
    }
}

/// Laws of degrees, as the keys that state them; degrees follow exactly one.
pub(super) const LAWS: [&str; 4] = ["regular", "power_law", "shares", "negative_binomial"];

/// Most ties that `shares` may state, as for other laws.
const MOST: i128 = 1_000_000;

/// What is taken where none can be read, so that reading goes on.
const NONE: DegreeLaw = DegreeLaw::Regular { degree: 1 };

/// Reads the law from its table.
pub(super) fn read(s: &Section<'_>) -> DegreeLaw {
    let one = s.only(&LAWS, "does not say its law", "degrees follow one law; take one away");
    let Some(_) = one else { return NONE };
    let laws = Laws::read(s);
    if let (Some(min), Some(max)) = (laws.min, laws.max) {
        if min > max {
            let key = if s.has("min") { "min" } else { "max" };
            s.problem(key, format!("makes the law run from {min} to {max}"), "min must not exceed max");
        }
        let exponent = laws.power_law.unwrap_or(0.0);
        return DegreeLaw::PowerLaw { exponent, min, max: max.max(min), cutoff: laws.cutoff };
    }
    if let Some(dispersion) = laws.dispersion {
        return DegreeLaw::NegativeBinomial { mean: laws.negative_binomial.unwrap_or(1.0), dispersion };
    }
    let shares = laws.shares.map(DegreeLaw::Shares);
    laws.regular.map(|degree| DegreeLaw::Regular { degree }).or(shares).unwrap_or(NONE)
}

/// A number that belongs to a law, if that law is written.
fn of_law<T: Written<Key>>(s: &Section<'_>, key: &'static Key, law: &str) -> Option<T> {
    s.has(law).then(|| T::read(s, key))
}

/// People that a law needs beside the one who has most ties; the mean, where there is no most.
pub(super) fn most(law: &DegreeLaw) -> f64 {
    match law {
        DegreeLaw::Regular { degree } => f64::from(*degree),
        DegreeLaw::PowerLaw { max, .. } => f64::from(*max),
        DegreeLaw::Shares(shares) => {
            let most = shares.iter().filter(|(_, share)| *share > 0.0).map(|(degree, _)| *degree).max();
            f64::from(most.unwrap_or(0))
        }
        DegreeLaw::NegativeBinomial { mean, .. } => *mean,
    }
}

/// `shares = [[degree, share], …]`.
fn shares(s: &Section<'_>, key: &'static Word) -> Option<Vec<(u32, f64)>> {
    let help = "write pairs of ties and share, as in shares = [[3, 0.9], [30, 0.1]]";
    let node = s.node(key.name)?;
    let Value::List(list) = &node.value else {
        s.refuse(key.name, node.describe(), help);
        return None;
    };
    let mut law: Vec<(u32, f64)> = Vec::new();
    let mut sound = true;
    for (i, node) in list.iter().enumerate() {
        let problem = |text: String, help: &str| {
            s.cx.problem(node.at, &format!("{}[{i}]", s.name(key.name)), text, help);
        };
        match pair(node) {
            None => problem(format!("is {}", node.written()), help),
            Some((degree, _)) if !(0..=MOST).contains(&degree) => {
                problem(format!("has {degree} ties"), "they must lie in [0, 1000000]");
            }
            Some((_, share)) if !(0.0..=1.0).contains(&share) => {
                problem(format!("has a share of {share}"), "it must lie in [0, 1]");
            }
            Some((degree, _)) if law.iter().any(|(other, _)| i128::from(*other) == degree) => {
                problem(format!("names {degree} ties again"), "add its share to the other");
            }
            Some((degree, share)) => {
                law.push((degree as u32, share));
                continue;
            }
        }
        sound = false;
    }
    let sum: f64 = law.iter().map(|(_, share)| share).sum();
    if sound && (sum - 1.0).abs() > 1e-6 {
        let sum = (sum * 1e6).round() / 1e6;
        s.problem(key.name, format!("add up to {sum}"), "the shares must add up to 1");
    }
    s.record(key.name, node.written());
    (sound && !law.is_empty()).then_some(law)
}

/// A whole number and a share.
fn pair(node: &Node) -> Option<(i128, f64)> {
    let Value::List(pair) = &node.value else { return None };
    let [degree, share] = pair.as_slice() else { return None };
    let Value::Whole(degree) = degree.value else { return None };
    let share = match &share.value {
        Value::Whole(share) => *share as f64,
        Value::Float(share) => *share,
        Value::Text(text) => quantity::percentage(text)?,
        _ => return None,
    };
    (!share.is_nan()).then_some((degree, share))
}
