//! Counts of instructions against a record: what is told, and whether it fails.
//!
//! The record is a small TOML file beside the benches: the compiler and the processor family that
//! it was made with, how far a count may lie from it, and a count for each kernel.
//!
//! Always true: only a count above the record, made with the same compiler for the same
//! processors, fails.
//!
//! Uses nothing of the engine.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Deserialize;

/// How a new record is made.
const HOW: &str = "cargo bench --bench instructions -- record";

/// The recorded counts.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// What `rustc --version` said.
    pub rustc: String,
    /// Processor family, such as x86_64.
    pub arch: String,
    /// Share by which a count may lie above or below.
    pub tolerance: f64,
    /// Instructions by kernel.
    pub counts: BTreeMap<String, u64>,
}

/// The result of a comparison.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// A line for each kernel, and what to do.
    pub lines: Vec<String>,
    /// Whether a count is too high.
    pub fails: bool,
}

impl Record {
    /// Reads the record.
    ///
    /// # Errors
    /// If it is not one, with its place.
    pub fn read(text: &str) -> Result<Record, String> {
        toml::from_str(text).map_err(|e| e.to_string())
    }

    /// The record as it is kept.
    pub fn write(&self) -> String {
        let Record { rustc, arch, tolerance, counts } = self;
        let mut text = format!(
            "# Instructions of a few kernels, held to by .ci/run. After an intended change: {HOW}\n\
             rustc = \"{rustc}\"\narch = \"{arch}\"\n\
             tolerance = {tolerance} # share by which a count may lie above or below\n\n[counts]\n"
        );
        for (kernel, count) in counts {
            // A string takes what is written.
            let _ = writeln!(text, "{kernel} = {}", grouped(*count));
        }
        text
    }

    /// Compares new counts, made with a compiler for processors of a family.
    pub fn compare(&self, counts: &BTreeMap<String, u64>, rustc: &str, arch: &str) -> Report {
        let same = self.rustc == rustc && self.arch == arch;
        let mut report = Report::default();
        let (mut more, mut fewer, mut new) = (false, false, false);
        for (kernel, count) in counts {
            let told = format!("{kernel}: {} instructions", grouped(*count));
            let Some(recorded) = self.counts.get(kernel) else {
                new = true;
                report.lines.push(format!("{told}, not in the record"));
                continue;
            };
            let off = *count as f64 / *recorded as f64 - 1.0;
            let verdict = match off {
                off if off > self.tolerance => "TOO MANY",
                off if off < -self.tolerance => "fewer than the record allows",
                _ => "as recorded",
            };
            more |= off > self.tolerance;
            fewer |= off < -self.tolerance;
            let (off, recorded) = (100.0 * off, grouped(*recorded));
            report.lines.push(format!("{told}, {off:+.2} % against {recorded}: {verdict}"));
        }
        let percent = 100.0 * self.tolerance;
        if !same {
            report.lines.push(format!(
                "the record was made with {} on {}, this is {rustc} on {arch}: nothing is held to it; record anew with: {HOW}",
                self.rustc, self.arch
            ));
        } else if more {
            report.lines.push(format!(
                "more than {percent} % above the record: find what got dearer, or, if it is meant, record anew with: {HOW}"
            ));
        } else if fewer || new {
            report.lines.push(format!(
                "more than {percent} % below the record, or new: keep what was won, record anew with: {HOW}"
            ));
        }
        report.fails = same && more;
        report
    }
}

/// A number with its thousands, as TOML takes it.
fn grouped(n: u64) -> String {
    super::count(n)
}
