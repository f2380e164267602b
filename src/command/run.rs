//! `groundswell run SCENARIO`: the main job.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use groundswell::report::findings::{findings, json};
use groundswell::report::manifest::{Counters, Machine, Manifest};
use groundswell::report::target::{check_target, earlier_runs};
use groundswell::report::write::{Contents, write};
use groundswell::study::Results;
use groundswell::study::play::checkpoint::Parts;
use groundswell::study::play::draws::Cases;
use groundswell::study::play::experiment::{self, Experiment};
use groundswell::study::play::job::{Job, StudyError};
use groundswell::study::play::profile::Profile;
use groundswell::world::import::Imports;

use super::failure::Failure;
use super::progress::Bar;
use super::reading::Reading;
use super::terminal::{say, stop_flag, warn};

/// Flags of `run`.
#[derive(Debug, Args)]
pub struct Run {
    #[command(flatten)]
    reading: Reading,
    /// Folder for the results (default: output/ and the scenario's name).
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Replace the results of another scenario; only files that a manifest lists.
    #[arg(long)]
    force: bool,
    /// Print the findings as JSON.
    #[arg(long)]
    json: bool,
    /// Print nothing but errors.
    #[arg(long)]
    quiet: bool,
    /// Keep drawn networks in this folder, and read those that are there instead of drawing them;
    /// changes no result.
    #[arg(long, value_name = "DIR")]
    networks: Option<PathBuf>,
    /// Say on standard error where the time went (the manifest always does).
    #[arg(long)]
    profile: bool,
    /// Shards per run; changes no result.
    #[arg(long, hide = true)]
    shards: Option<usize>,
}

impl Run {
    /// Runs a scenario and writes what was found.
    pub fn run(&self) -> Result<(), Failure> {
        let started = jiff::Timestamp::now();
        let whole = Instant::now();
        let threads = self.reading.use_threads();
        let imports = self.imports()?;
        let loaded = self.reading.load(&imports, self.quiet)?;
        let out = self.out.clone().unwrap_or_else(|| PathBuf::from("output").join(self.reading.stem()));
        let fingerprint = groundswell::fingerprint(&loaded.plan, &imports);
        check_target(&out, &fingerprint, self.force).map_err(|e| Failure::Usage(e.to_string()))?;
        let cases = groundswell::cases(&loaded, &imports).map_err(Failure::Scenario)?;
        let mut parts = earlier_runs(&out, &fingerprint).unwrap_or_else(|error| {
            warn(&format!("warning: runs kept in {} are played again: {error}", out.display()));
            Parts::default()
        });
        let experiment = self.play(&cases, &mut parts, &imports, &out)?;
        let clock = Instant::now();
        let results = Results::from_experiment(experiment);
        let profile = Profile::of(&results.account.effort, imports.kept(), clock.elapsed().as_secs_f64());
        let found = findings(&results).placed(&out);
        let kept = parts.bytes(&fingerprint);
        let mut manifest = self.manifest(&results, fingerprint, threads);
        manifest.started = started.to_string();
        manifest.finished = jiff::Timestamp::now().to_string();
        manifest.profile = profile;
        manifest.total_seconds = whole.elapsed().as_secs_f64();
        let resolved = loaded.resolved_in(&self.reading.scenario, &out);
        let contents = Contents {
            results: &results,
            findings: &found,
            resolved: &resolved,
            kept: &kept,
            manifest: &manifest,
        };
        write(&out, &contents, self.force).map_err(|e| Failure::Run(e.to_string()))?;
        if self.json {
            let text = serde_json::to_string_pretty(&json(&results, &found))
                .map_err(|e| Failure::Run(e.to_string()))?;
            say(&text);
        } else if !self.quiet {
            say(&found.to_string());
        }
        if self.profile {
            // Beside the findings, which others may read.
            warn(&profile.to_string());
        }
        Ok(())
    }

    fn imports(&self) -> Result<Imports, Failure> {
        let Some(folder) = &self.networks else { return Ok(Imports::new()) };
        std::fs::create_dir_all(folder).map_err(|e| {
            Failure::Usage(format!("--networks {}: cannot be made a folder: {e}", folder.display()))
        })?;
        Ok(Imports::keeping(folder))
    }

    fn play(
        &self,
        cases: &Cases,
        parts: &mut Parts,
        imports: &Imports,
        out: &std::path::Path,
    ) -> Result<Experiment, Failure> {
        let stop = stop_flag();
        let bar = Bar::new(self.quiet);
        let show = |step| bar.show(step);
        let job = Job { shards: self.shards, ..Job::new(imports, &stop, &show) };
        let experiment = experiment::play(cases, parts, job);
        bar.done();
        experiment.map_err(|error| match error {
            StudyError::Interrupted { done, total } => {
                let kept = if out.join("manifest.json").exists() {
                    format!("the earlier result in {} stays as it was", out.display())
                } else {
                    format!("there is no result in {}", out.display())
                };
                let when = match total {
                    0 => "before the first run".to_owned(),
                    _ => format!("after {done} of {total} runs"),
                };
                Failure::Run(format!("interrupted {when}: nothing was written; {kept}"))
            }
            other => other.into(),
        })
    }

    fn manifest(&self, results: &Results, fingerprint: String, threads: usize) -> Manifest {
        let account = &results.account;
        let work = account.judged_work;
        Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            arguments: std::env::args().skip(1).collect(),
            scenario: self.reading.scenario.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            seed: results.plan.seed,
            fingerprint,
            machine: Machine::here(threads),
            target_r: results.solved.target,
            pilot_r: results.solved.r_hat,
            beta: results.solved.beta,
            measured_r: results.measured_r,
            runs_in_all: account.runs,
            runs_reused: account.reused,
            runs_played: account.runs - account.reused,
            work: Counters {
                runs: account.judged_runs,
                events: work.events,
                exposures: work.exposures,
                marked: work.marked,
            },
            ..Manifest::default()
        }
    }
}
