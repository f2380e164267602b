//! The proof pack: closed forms and published models, played through the engine that users run.
//!
//! A *check* is one claim of theory. Its *comparisons* are judged together with all others, so that
//! the whole pack refuses a right engine once in [`FALSE_ALARM`]⁻¹ packs, whatever the seed: with m
//! comparisons in which chance has a part, a comparison misses if its p-value is below
//! FALSE_ALARM/m (Bonferroni). Comparisons without chance must be right within their stated rule.

pub mod busy;
pub mod case;
mod check;
mod checks;
mod closed_forms;
pub mod comparison;
mod page;
pub mod played;
pub mod ties;

use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;

pub use case::{Size, VerifyError};
pub use check::{Check, Written};
pub use page::{markdown, terminal};

use comparison::Comparison;

/// Chance that the whole pack refuses an engine that is right.
pub const FALSE_ALARM: f64 = 0.001;

/// A judged comparison.
#[derive(Debug, Clone, Serialize)]
pub struct JudgedComparison {
    #[serde(rename = "figure")]
    pub name: String,
    pub expected: f64,
    pub got: f64,
    /// Standard error, if chance has a part.
    pub standard_error: Option<f64>,
    /// How far apart the two may be.
    pub limit: f64,
    /// Chance that a right engine comes out this far off or farther.
    pub p_value: Option<f64>,
    /// Whether the difference is within the limit.
    pub pass: bool,
}

/// A judged check.
#[derive(Debug, Clone, Serialize)]
pub struct JudgedCheck {
    pub id: &'static str,
    pub part: &'static str,
    pub claim: String,
    pub source: &'static str,
    #[serde(rename = "figures")]
    pub comparisons: Vec<JudgedComparison>,
}

/// The pack as judged.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    pub version: &'static str,
    pub seed: u64,
    /// Whether all replications were played.
    pub full: bool,
    /// Chance that the pack refuses a right engine.
    pub false_alarm: f64,
    /// Comparisons in which chance has a part.
    #[serde(rename = "random_figures")]
    pub random_comparisons: usize,
    #[serde(rename = "rows")]
    pub checks: Vec<JudgedCheck>,
}

impl Report {
    /// Number of comparisons that are beyond their limit.
    pub fn misses(&self) -> usize {
        self.checks.iter().flat_map(|c| &c.comparisons).filter(|c| !c.pass).count()
    }

    pub fn comparisons(&self) -> usize {
        self.checks.iter().map(|c| c.comparisons.len()).sum()
    }
}

/// The checks whose ids are in `only`, in order; all checks if `only` is empty.
///
/// # Errors
/// The first of `only` that names no check.
pub fn checks(only: &[String]) -> Result<Vec<Check>, String> {
    let mut all = checks::all();
    if let Some(unknown) = only.iter().find(|id| !all.iter().any(|c| c.id.eq_ignore_ascii_case(id))) {
        return Err(unknown.clone());
    }
    all.retain(|c| only.is_empty() || only.iter().any(|id| c.id.eq_ignore_ascii_case(id)));
    Ok(all)
}

/// Plays and judges checks; `tell` receives each check and its number before it is played.
///
/// # Errors
/// If a check cannot be played, or `stop` was raised.
pub fn run(
    checks: &[Check],
    size: Size,
    stop: &AtomicBool,
    tell: &dyn Fn(usize, &Check),
) -> Result<Report, VerifyError> {
    let mut found = Vec::with_capacity(checks.len());
    for (number, check) in checks.iter().enumerate() {
        tell(number, check);
        let comparisons = check.run(size, stop);
        if stop.load(Ordering::Relaxed) {
            return Err(VerifyError(format!("interrupted in row {} of {}", number + 1, checks.len())));
        }
        found.push(comparisons.map_err(|e| VerifyError(format!("{}: {e}", check.id)))?);
    }
    Ok(judge(checks, size, found))
}

/// Judges all comparisons together.
fn judge(checks: &[Check], size: Size, found: Vec<Vec<Comparison>>) -> Report {
    let random_comparisons = found.iter().flatten().filter(|c| c.random()).count();
    let alpha = FALSE_ALARM / random_comparisons.max(1) as f64;
    let verdict = |c: Comparison| {
        let p = c.p_value();
        JudgedComparison {
            expected: c.expected,
            got: c.got,
            standard_error: c.se(),
            limit: c.limit(alpha),
            p_value: c.random().then_some(p),
            pass: p >= alpha,
            name: c.name,
        }
    };
    let judged = |(check, comparisons): (&Check, Vec<Comparison>)| JudgedCheck {
        id: check.id,
        part: check.part,
        claim: check.title.clone(),
        source: check.source,
        comparisons: comparisons.into_iter().map(verdict).collect(),
    };
    Report {
        version: env!("CARGO_PKG_VERSION"),
        seed: size.seed,
        full: size.full,
        false_alarm: FALSE_ALARM,
        random_comparisons,
        checks: checks.iter().zip(found).map(judged).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Luck, Purpose};

    fn one_check() -> Vec<Check> {
        checks(&["V36".into()]).unwrap_or_default()
    }

    const SIZE: Size = Size { seed: 1, full: false };

    #[test]
    fn comparison_far_from_theory_misses_and_the_others_do_not() {
        let comparisons = vec![
            Comparison::exact("right", 1.0, 1.0),
            Comparison::mean("right too", &[0.9, 1.1, 1.0, 0.8], 1.0),
            Comparison::share("wrong", 900, 1_000, 0.5),
        ];
        let report = judge(&one_check(), SIZE, vec![comparisons]);
        let pass: Vec<bool> = report.checks[0].comparisons.iter().map(|c| c.pass).collect();
        assert_eq!(pass, [true, true, false]);
        assert_eq!((report.misses(), report.random_comparisons), (1, 2));
    }

    /// 20,000 packs of 100 true comparisons: 20 alarms are expected; more than 40 come by chance less
    /// than once in 10,000 times.
    #[test]
    fn pack_of_true_comparisons_is_refused_once_in_a_thousand() {
        let luck = Luck::of_replication(3, 0);
        let refused = (0..20_000)
            .filter(|pack| {
                let mut stream = luck.stream(Purpose::Trait, *pack, 0, 0);
                let comparisons = (0..100)
                    .map(|_| {
                        let (u, v) = (stream.unit().max(1e-12), stream.unit());
                        let normal = (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos();
                        let chance = comparison::Chance::Error(1.0, f64::INFINITY);
                        Comparison { chance, ..Comparison::exact("", normal, 0.0) }
                    })
                    .collect();
                judge(&one_check(), SIZE, vec![comparisons]).misses() > 0
            })
            .count();
        assert!((4..=40).contains(&refused), "{refused} of 20,000");
    }

    #[test]
    fn every_check_has_a_name_of_its_own() {
        let all = checks(&[]).unwrap_or_default();
        for check in &all {
            assert_eq!(all.iter().filter(|c| c.id == check.id).count(), 1, "{}", check.id);
        }
    }
}
