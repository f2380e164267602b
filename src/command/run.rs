//! `groundswell run SCENARIO`: the main job.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use groundswell::report::findings::{Extra, findings, json};
use groundswell::report::manifest::{Counters, Machine, Manifest};
use groundswell::report::target::{check_target, earlier_scale};
use groundswell::report::write::write;
use groundswell::scenario::Loaded;
use groundswell::study::pilot::Solved;
use groundswell::study::profile::Profile;
use groundswell::study::runner::{self, Job, Study, StudyError};
use groundswell::study::summarise;
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
        let solved = earlier_scale(&out, &fingerprint);
        let study = self.play(&loaded, &imports, &out, solved)?;
        let clock = Instant::now();
        let plan = &loaded.plan;
        let summary = summarise(plan, &study.records);
        let profile = Profile::of(&study, imports.kept(), clock.elapsed().as_secs_f64());
        let extra = Extra {
            folder: Some(out.display().to_string()),
            target_r: study.solved.target,
            pilot_r: study.solved.r_hat,
        };
        let found = findings(plan, &summary, &extra);
        let mut manifest = self.manifest(&loaded, &study, fingerprint, threads, summary.measured_r);
        manifest.started = started.to_string();
        manifest.finished = jiff::Timestamp::now().to_string();
        manifest.profile = profile;
        manifest.total_seconds = whole.elapsed().as_secs_f64();
        let resolved = loaded.resolved_in(&self.reading.scenario, &out);
        write(&out, plan, &summary, &study.records, &found, &resolved, &manifest, self.force)
            .map_err(|e| Failure::Run(e.to_string()))?;
        if self.json {
            let text = serde_json::to_string_pretty(&json(&summary, &found))
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
        loaded: &Loaded,
        imports: &Imports,
        out: &std::path::Path,
        solved: Option<Solved>,
    ) -> Result<Study, Failure> {
        let stop = stop_flag();
        let bar = Bar::new(self.quiet);
        let show = |step| bar.show(step);
        let job = Job { shards: self.shards, solved, ..Job::new(imports, &stop, &show) };
        let study = runner::run(&loaded.plan, job);
        bar.done();
        study.map_err(|error| match error {
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
        loaded: &Loaded,
        study: &Study,
        fingerprint: String,
        threads: usize,
        measured_r: Option<f64>,
    ) -> Manifest {
        let sum =
            |f: fn(&groundswell::engine::record::Work) -> u64| study.records.iter().map(|r| f(&r.work)).sum();
        Manifest {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            arguments: std::env::args().skip(1).collect(),
            scenario: self.reading.scenario.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            seed: loaded.plan.seed,
            fingerprint,
            machine: Machine::here(threads),
            target_r: study.solved.target,
            pilot_r: study.solved.r_hat,
            beta: study.solved.beta,
            measured_r,
            work: Counters {
                runs: study.records.len() as u64,
                events: sum(|w| w.events),
                exposures: sum(|w| w.exposures),
                marked: sum(|w| w.marked),
            },
            ..Manifest::default()
        }
    }
}
