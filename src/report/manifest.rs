//! The manifest: what was run, on what, how long it took, and which files came of it.
//!
//! Always true: the only file that holds times, so that all others can be compared byte by byte.

use std::path::Path;

use serde::Serialize;

use crate::engine::record::Work;
use crate::study::Results;
use crate::study::play::Profile;

/// Everything needed to know where a result came from.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Manifest {
    pub version: String,
    /// Arguments of the command line, the program's own name left out.
    pub arguments: Vec<String>,
    pub scenario: String,
    pub seed: u64,
    /// Fingerprint of all that changes results but the number of runs.
    pub fingerprint: String,
    /// When the run began, ISO 8601.
    pub started: String,
    /// When its files were written, ISO 8601.
    pub finished: String,
    pub machine: Machine,
    /// Seconds by phase, speed and memory.
    pub profile: Profile,
    /// Wall seconds from the command to the files.
    pub total_seconds: f64,
    /// The R that the scenario asks for; `None` where it gives β itself.
    pub target_r: Option<f64>,
    /// The R that the pilot found at the β used (R̂).
    pub pilot_r: Option<f64>,
    /// Hazard of one exposure of weight 1.
    pub beta: f64,
    /// People whom the first owners of the organic arm won in their first year; `None` where the runs hold
    /// no such year.
    pub measured_r: Option<f64>,
    /// Runs in all, those that chose plans, took tactics out or varied the money among them.
    pub runs_in_all: u64,
    /// Those of them that an earlier result had kept.
    pub runs_reused: u64,
    /// Those that were played.
    pub runs_played: u64,
    /// Work of the runs at the stated values and in drawn settings together.
    pub work: Counters,
    /// The other files of the folder, by path with `/`; filled in when they are written.
    pub files: Vec<String>,
}

impl Manifest {
    /// The manifest of a study that ends now.
    pub fn of(results: &Results) -> Manifest {
        let (account, origin) = (&results.account, &results.origin);
        let path = origin.scenario.as_ref().map(|s| Path::new(s.origin()));
        Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            scenario: path.and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned(),
            seed: results.plan.seed,
            fingerprint: origin.fingerprint.clone(),
            started: origin.started.clone(),
            finished: jiff::Timestamp::now().to_string(),
            machine: Machine::here(origin.threads),
            profile: origin.profile,
            target_r: results.solved.target,
            pilot_r: results.solved.r_hat,
            beta: results.solved.beta,
            measured_r: results.measured_r,
            runs_in_all: account.runs,
            runs_reused: account.reused,
            runs_played: account.runs - account.reused,
            work: Counters { runs: account.judged_runs, work: account.judged_work },
            ..Manifest::default()
        }
    }
}

/// What a run ran on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Machine {
    pub threads: usize,
    pub os: String,
    pub arch: String,
}

impl Machine {
    /// This machine, with the number of threads used.
    pub fn here(threads: usize) -> Machine {
        Machine { threads, os: std::env::consts::OS.into(), arch: std::env::consts::ARCH.into() }
    }
}

/// Work counters of all runs together.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Counters {
    pub runs: u64,
    /// What people did in them.
    #[serde(flatten)]
    pub work: Work,
}
