//! The flags that every command on a scenario has.

use std::path::{Path, PathBuf};

use clap::Args;
use groundswell::scenario::{Reader, Scenario};

use super::failure::{Failure, colour};
use super::terminal::{use_threads, warn};

/// Flags that say how a scenario is read.
#[derive(Debug, Clone, Args)]
pub(super) struct Reading {
    /// The scenario file (TOML).
    pub(super) scenario: PathBuf,
    /// Change a key of the scenario, as in --set talk.organic_r=0.5 (repeatable; recorded).
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub(super) sets: Vec<String>,
    /// Master seed of all draws, instead of the scenario's.
    #[arg(long)]
    pub(super) seed: Option<u64>,
    /// Replications of each strategy, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) replications: Option<u32>,
    /// Threads to use; changes no result.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) threads: Option<u16>,
}

impl Reading {
    /// Reads the scenario and prints its warnings.
    pub(super) fn load(&self, quiet: bool) -> Result<Scenario, Failure> {
        let flags = [
            self.seed.map(|seed| format!("seed={seed}")),
            self.replications.map(|runs| format!("compare.replications={runs}")),
        ];
        let sets = self.sets.iter().cloned().chain(flags.into_iter().flatten());
        let scenario =
            sets.fold(Reader::new(), Reader::set).load(&self.scenario).map_err(Failure::Scenario)?;
        if !quiet && !scenario.warnings.is_empty() {
            warn(&scenario.warnings.render(colour()));
        }
        Ok(scenario)
    }

    /// Sets the number of threads up.
    pub(super) fn use_threads(&self) {
        use_threads(self.threads);
    }

    /// Name of the scenario's file without its ending.
    pub(super) fn stem(&self) -> &Path {
        self.scenario.file_stem().map_or(Path::new("scenario"), Path::new)
    }
}
