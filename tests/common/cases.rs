//! Models of theory, stated and run as in the proof pack, and assertions within the limits of chance.

use std::sync::atomic::AtomicBool;

use groundswell::verify::case::{Case, Size};
use groundswell::verify::played::Played;

use super::How;

/// The first person is the only seed.
pub const FIRST: &str = "count = 1\npick = { list = [0] }";

/// A case with this many replications and seed 1; by default new owners tell all their ties once.
pub fn case(runs: u32) -> Case {
    Case::new(Size { seed: 1, full: false }, runs)
}

/// All replications of a case.
pub fn play(case: &Case) -> Played {
    played_as(case, How::default())
}

/// The same in a given way.
pub fn played_as(case: &Case, how: How) -> Played {
    case.play(&AtomicBool::new(false), |job| how.job(job)).unwrap_or_else(|e| panic!("{e}"))
}

/// The errors that refuse a case.
pub fn refusal(case: &Case) -> String {
    case.plan().map(|_| ()).unwrap_err().to_string()
}

/// Mean and standard deviation.
pub fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let var = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    (mean, var.sqrt())
}

/// The mean lies within 4 standard errors: fails by chance once in 16,000.
#[track_caller]
pub fn assert_mean(what: &str, values: &[f64], expected: f64) {
    let (mean, sd) = moments(values);
    let error = 4.0 * sd / (values.len() as f64).sqrt();
    println!("{what}: {mean:.5} ± {error:.5} (4 se), expected {expected:.5}");
    assert!((mean - expected).abs() <= error + 1e-12, "{what}: {mean} ± {error}, expected {expected}");
}

/// A share lies within 4 binomial standard errors: fails by chance once in 16,000.
#[track_caller]
pub fn assert_share(what: &str, hits: usize, of: usize, expected: f64) {
    let share = hits as f64 / of as f64;
    let error = 4.0 * (expected * (1.0 - expected) / of as f64).sqrt();
    println!("{what}: {share:.6} ± {error:.6} (4 se), expected {expected:.6}");
    // Half a hit: shares come in steps of 1/n.
    assert!(
        (share - expected).abs() <= error + 0.5 / of as f64,
        "{what}: {share} ± {error}, expected {expected}"
    );
}

/// A value lies within a fixed distance.
#[track_caller]
pub fn assert_near(what: &str, value: f64, expected: f64, by: f64) {
    println!("{what}: {value:.6}, expected {expected:.6} ± {by}");
    assert!((value - expected).abs() <= by, "{what}: {value}, expected {expected} ± {by}");
}
