//! `groundswell run SCENARIO`: the main job.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use groundswell::Study;
use groundswell::report::findings::json;
use groundswell::report::hold::Hold;
use groundswell::report::manifest::Manifest;
use groundswell::report::output_folder::{check_target, earlier_runs};
use groundswell::scenario::Scenario;
use groundswell::study::play::{Checkpoint, StudyError};
use groundswell::world::LayerCache;

use super::failure::Failure;
use super::progress::Bar;
use super::reading::Reading;
use super::terminal::{answer, stop_flag, warn};

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
    /// Also write everybody who ever had the product, as stated, to adoptions.csv: person, day, from whom, channel
    /// and tactic. Plays all runs anew; a million owners are about 50 MB a run.
    #[arg(long)]
    adoptions: bool,
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
        let whole = Instant::now();
        self.reading.use_threads();
        let layers = self.layer_cache()?;
        let scenario = self.reading.load(self.quiet)?;
        let out = self.out.clone().unwrap_or_else(|| PathBuf::from("output").join(self.reading.stem()));
        let fingerprint = scenario.fingerprint();
        check_target(&out, &fingerprint, self.force).map_err(Failure::usage)?;
        let _held = Hold::of(&out).map_err(Failure::usage)?;
        let earlier = earlier_runs(&out, &fingerprint).unwrap_or_else(|error| {
            if !self.quiet {
                warn(&format!("warning: runs kept in {} are played again: {error}", out.display()));
            }
            Checkpoint::default()
        });
        let stop = stop_flag();
        let bar = Bar::new(self.quiet);
        let show = |step| bar.show(step);
        let study = Study::new(&scenario).shards(self.shards).layer_cache(&layers).resume(earlier);
        let study = if self.adoptions { study.keep_ledgers() } else { study };
        let results = study.stop(&stop).progress(&show).run();
        bar.done();
        let results = results.map_err(|error| failure(error, &scenario, &out))?;
        let manifest = Manifest {
            arguments: std::env::args().skip(1).collect(),
            total_seconds: whole.elapsed().as_secs_f64(),
            ..Manifest::of(&results)
        };
        results.write_with(&out, manifest, self.force).map_err(Failure::run)?;
        let found = results.findings().placed(&out);
        if self.json || !self.quiet {
            answer(self.json.then(|| json(&results, &found)), || found.to_string()).map_err(|failure| {
                Failure::Run(format!("the results are in {}, but {}", out.display(), failure.words()))
            })?;
        }
        if self.profile {
            // Beside the findings, which others may read.
            warn(&results.origin.profile.to_string());
        }
        Ok(())
    }

    fn layer_cache(&self) -> Result<LayerCache, Failure> {
        let Some(folder) = &self.networks else { return Ok(LayerCache::default()) };
        std::fs::create_dir_all(folder).map_err(|e| {
            Failure::Usage(format!("--networks {}: cannot be made a folder: {e}", folder.display()))
        })?;
        Ok(LayerCache::new(folder))
    }
}

/// Why a study ended without results, with what stands in the folder.
fn failure(error: StudyError, scenario: &Scenario, out: &Path) -> Failure {
    match error {
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
        other => Failure::of_study(other, scenario),
    }
}
