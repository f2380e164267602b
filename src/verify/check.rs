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
    /// Cases that are played, and the comparisons of their results with theory.
    Cases(Cases, Compare),
    /// A function of its own.
    Custom(Prove),
}

type Cases = Box<dyn Fn(Size) -> Vec<Case>>;
type Compare = Box<dyn Fn(&[Played]) -> Vec<Comparison>>;
type Prove = Box<dyn Fn(Size, &AtomicBool) -> Result<Vec<Comparison>, VerifyError>>;

/// A claim of theory that is not put to the engine yet.
pub(super) struct Claim {
    id: &'static str,
    title: String,
    source: &'static str,
}

/// A claim by its short name, what it says, and where it comes from.
pub(super) fn claim(id: &'static str, title: impl Into<String>, source: &'static str) -> Claim {
    Claim { id, title: title.into(), source }
}

impl Claim {
    /// Plays one case.
    pub(super) fn case(self, case: impl Fn(Size) -> Case + 'static) -> Setup {
        self.cases(move |size| vec![case(size)])
    }

    /// Plays several cases.
    pub(super) fn cases(self, cases: impl Fn(Size) -> Vec<Case> + 'static) -> Setup {
        Setup { claim: self, cases: Box::new(cases) }
    }

    /// Computes the comparisons by a function of its own.
    pub(super) fn computes(
        self,
        prove: impl Fn(Size, &AtomicBool) -> Result<Vec<Comparison>, VerifyError> + 'static,
    ) -> Check {
        self.check(Proof::Custom(Box::new(prove)))
    }

    fn check(self, proof: Proof) -> Check {
        Check { id: self.id, part: "", title: self.title, source: self.source, proof }
    }
}

/// A claim and the cases that are played for it.
pub(super) struct Setup {
    claim: Claim,
    cases: Cases,
}

impl Setup {
    /// What must come of the one case.
    pub(super) fn gives(self, compare: impl Fn(&Played) -> Vec<Comparison> + 'static) -> Check {
        self.give(move |played| compare(&played[0]))
    }

    /// What must come of the cases.
    pub(super) fn give(self, compare: impl Fn(&[Played]) -> Vec<Comparison> + 'static) -> Check {
        self.claim.check(Proof::Cases(self.cases, Box::new(compare)))
    }
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
