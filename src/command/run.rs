//! `groundswell run SCENARIO`: the main job.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use groundswell::engine::record::Work;
use groundswell::report::findings::{Extra, findings, json};
use groundswell::report::manifest::{Counters, Machine, Manifest};
use groundswell::report::story::Story;
use groundswell::report::target::{check_target, earlier_runs};
use groundswell::report::write::{Contents, write};
use groundswell::study::play::checkpoint::Parts;
use groundswell::study::play::draws::Cases;
use groundswell::study::play::experiment::{self, Experiment};
use groundswell::study::play::job::{Job, StudyError};
use groundswell::study::play::profile::Profile;
use groundswell::study::sensitivity::uncertainty;
use groundswell::study::summarise_with;
use groundswell::world::import::Imports;

use super::progress::Bar;
use super::{Failure, Reading, say, stop_flag, warn};

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
        let plan = &experiment.plan;
        let summary = summarise_with(plan, &experiment.records, &experiment.reflections);
        let doubt = uncertainty(&experiment);
        let profile = Profile::of(&experiment, imports.kept(), clock.elapsed().as_secs_f64());
        let extra = Extra {
            folder: Some(out.display().to_string()),
            target_r: experiment.solved.target,
            pilot_r: experiment.solved.r_hat,
            no_ledgers: experiment.reflections.is_empty(),
        };
        let story = Story::told(&experiment, &summary, doubt.as_ref());
        let found = findings(&story, &extra);
        let kept = parts.bytes(&fingerprint);
        let mut manifest = self.manifest(&experiment, fingerprint, threads, summary.measured_r);
        manifest.started = started.to_string();
        manifest.finished = jiff::Timestamp::now().to_string();
        manifest.profile = profile;
        manifest.total_seconds = whole.elapsed().as_secs_f64();
        let resolved = loaded.resolved_in(&self.reading.scenario, &out);
        let contents = Contents {
            story,
            records: &experiment.records,
            findings: &found,
            resolved: &resolved,
            kept: &kept,
            manifest: &manifest,
        };
        write(&out, &contents, self.force).map_err(|e| Failure::Run(e.to_string()))?;
        if self.json {
            let text = serde_json::to_string_pretty(&json(&story, &found))
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

    fn manifest(
        &self,
        experiment: &Experiment,
        fingerprint: String,
        threads: usize,
        measured_r: Option<f64>,
    ) -> Manifest {
        let all = || experiment.all_records();
        let sum = |f: fn(&Work) -> u64| all().map(|r| f(&r.work)).sum();
        Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            arguments: std::env::args().skip(1).collect(),
            scenario: self.reading.scenario.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            seed: experiment.plan.seed,
            fingerprint,
            machine: Machine::here(threads),
            target_r: experiment.solved.target,
            pilot_r: experiment.solved.r_hat,
            beta: experiment.solved.beta,
            measured_r,
            runs_in_all: experiment.runs,
            runs_reused: experiment.reused,
            runs_played: experiment.runs - experiment.reused,
            work: Counters {
                runs: all().count() as u64,
                events: sum(|w| w.events),
                exposures: sum(|w| w.exposures),
                marked: sum(|w| w.marked),
            },
            ..Manifest::default()
        }
    }
}
