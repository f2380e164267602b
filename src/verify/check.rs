//! A check: one claim of theory, and how it is put to the engine.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use rayon::prelude::*;

pub(super) use super::case::{Case, FIRST, Size, VerifyError, told_with};
pub(super) use super::comparison::Comparison;
pub(super) use super::played::Played;
pub(super) use crate::engine::record::RunRecord;

/// One claim of theory and how it is put to the engine.
pub struct Check {
    /// Short name, such as `V01`.
    pub id: &'static str,
    /// Part of the pack that it belongs to.
    pub part: &'static str,
    pub title: String,
    pub source: &'static str,
    proof: Proof,
}

/// How a claim is put to the engine.
enum Proof {
    /// Cases that are played, and the comparisons with what came of them.
    Cases(Box<dyn Fn(Size) -> Vec<Case>>, Compare),
    /// A function of its own.
    Custom(Prove),
}

type Compare = Box<dyn Fn(&[Played]) -> Vec<Comparison>>;
type Prove = Box<dyn Fn(Size, &AtomicBool) -> Result<Vec<Comparison>, VerifyError>>;

pub(super) fn cases(
    id: &'static str,
    title: impl Into<String>,
    source: &'static str,
    cases: impl Fn(Size) -> Vec<Case> + 'static,
    compare: impl Fn(&[Played]) -> Vec<Comparison> + 'static,
) -> Check {
    let proof = Proof::Cases(Box::new(cases), Box::new(compare));
    Check { id, part: "", title: title.into(), source, proof }
}

/// A check that plays one case.
pub(super) fn one_case(
    id: &'static str,
    title: impl Into<String>,
    source: &'static str,
    case: impl Fn(Size) -> Case + 'static,
    compare: impl Fn(&Played) -> Vec<Comparison> + 'static,
) -> Check {
    cases(id, title, source, move |size| vec![case(size)], move |played| compare(&played[0]))
}

/// A check that computes its comparisons by a function of its own.
pub(super) fn custom(
    id: &'static str,
    title: impl Into<String>,
    source: &'static str,
    prove: impl Fn(Size, &AtomicBool) -> Result<Vec<Comparison>, VerifyError> + 'static,
) -> Check {
    Check { id, part: "", title: title.into(), source, proof: Proof::Custom(Box::new(prove)) }
}

impl Check {
    /// The check as one of a part of the pack.
    pub(super) fn of(self, part: &'static str) -> Check {
        Check { part, ..self }
    }

    /// Plays the cases and compares.
    pub(super) fn run(&self, size: Size, stop: &AtomicBool) -> Result<Vec<Comparison>, VerifyError> {
        match &self.proof {
            Proof::Cases(cases, compare) => {
                let played: Result<Vec<Played>, VerifyError> =
                    cases(size).par_iter().map(|c| c.play(stop, |job| job)).collect();
                played.map(|p| compare(&p))
            }
            Proof::Custom(prove) => prove(size, stop),
        }
    }

    /// The cases as scenarios that a user could write; empty if the check plays none.
    pub fn scenarios(&self, size: Size) -> Vec<Written> {
        let Proof::Cases(cases, _) = &self.proof else { return Vec::new() };
        let cases = cases(size);
        let several = cases.len() > 1;
        let number = |n: usize| if several { format!("-{}", n + 1) } else { String::new() };
        let written = |(n, case): (usize, Case)| Written {
            name: format!("{}{}.toml", self.id, number(n)),
            text: format!("# {}: {}{}\n{}", self.id, self.title, case.aside(), case.text()),
            ties: case.file(),
        };
        cases.into_iter().enumerate().map(written).collect()
    }
}

/// A case as a user would write it.
pub struct Written {
    pub name: String,
    pub text: String,
    /// The edge list that it imports: its file's name and its lines.
    pub ties: Option<(String, Arc<[u8]>)>,
}
