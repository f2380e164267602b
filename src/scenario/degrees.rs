//! Reads `degrees = …` of a layer: the law of how many ties people have.

use super::grammar::words::DEGREE_LAWS as LAWS;
use super::keys;
use super::quantity;
use super::section::Section;
use super::tree::{Node, Value};

/// How many ties people have (hearers, where ties run one way).
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
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

/// Most ties that `shares` may state, as for other laws.
const MOST: i128 = 1_000_000;

/// What is taken where none can be read, so that reading goes on.
const NONE: DegreeLaw = DegreeLaw::Regular { degree: 1 };

/// Reads the law from its table.
pub(super) fn read(s: &Section<'_>) -> DegreeLaw {
    let written: Vec<&str> = LAWS.into_iter().filter(|law| s.has(law)).collect();
    LAWS.iter().for_each(|law| s.allow(law));
    match written.as_slice() {
        ["regular"] => s.maybe(&keys::REGULAR).map_or(NONE, |d| DegreeLaw::Regular { degree: d as u32 }),
        ["power_law"] => {
            let exponent = s.maybe(&keys::DEGREES_EXPONENT);
            let (min, max) = (s.number(&keys::DEGREES_MIN), s.number(&keys::DEGREES_MAX));
            if min > max {
                let key = if s.has("min") { "min" } else { "max" };
                s.problem(key, format!("makes the law run from {min} to {max}"), "min must not exceed max");
            }
            DegreeLaw::PowerLaw {
                exponent: exponent.unwrap_or(0.0),
                min: min as u32,
                max: max.max(min) as u32,
            }
        }
        ["shares"] => shares(s),
        [] => {
            s.problem("", "does not say its law", format!("add one of {}", LAWS.join(", ")));
            NONE
        }
        [_] => {
            let mean = s.maybe(&keys::DEGREES_MEAN);
            let dispersion = s.number(&keys::DISPERSION);
            DegreeLaw::NegativeBinomial { mean: mean.unwrap_or(1.0), dispersion }
        }
        [first, second, ..] => {
            s.problem(second, format!("stands beside {first}"), "degrees follow one law; take one away");
            NONE
        }
    }
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
fn shares(s: &Section<'_>) -> DegreeLaw {
    let help = "write pairs of ties and share, as in shares = [[3, 0.9], [30, 0.1]]";
    let Some(node) = s.node("shares") else { return NONE };
    let Value::List(list) = &node.value else {
        s.problem("shares", format!("is {}", node.describe()), help);
        return NONE;
    };
    let mut law: Vec<(u32, f64)> = Vec::new();
    let mut sound = true;
    for (i, node) in list.iter().enumerate() {
        let problem = |text: String, help: &str| {
            s.cx.problem(node.at, &format!("{}[{i}]", s.name("shares")), text, help);
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
        s.problem("shares", format!("add up to {sum}"), "the shares must add up to 1");
    }
    s.record("shares", node.written());
    if sound && !law.is_empty() { DegreeLaw::Shares(law) } else { NONE }
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
