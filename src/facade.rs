//! A study from its scenario to its results, in a few lines.

/// What a study found, as plain numbers.
///
/// [`Results`](crate::Results) holds it all. Strategies are named by their position in
/// `results.plan.strategies`; a *setting* is one choice of the numbers that the scenario is not sure of.
pub mod results {
    pub use crate::engine::record::{Adoption, RecordRow, RunRecord};
    pub use crate::fit::FitError;
    pub use crate::fit::bass::BassFit;
    pub use crate::fit::implied::ImpliedCurve;
    pub use crate::statistics::{Estimate, Interval, Ratio, Share, Spread};
    pub use crate::study::calibrate::{ByChannel, TalkScale};
    pub use crate::study::cascades::forest;
    pub use crate::study::play::{Choice, InterimLooks, MoneyLevel, Removal, Worth};
    pub use crate::study::results::{Account, Origin, Ranked};
    pub use crate::study::sensitivity::{
        Against, AssumptionEffect, AssumptionEffects, SettingPoint, Settings, Split,
    };
    pub use crate::study::summary::{
        Arm, Begin, BreakEven, CascadeClass, CohortPoint, Contest, CostPerExtra, Credit, Crossing, Curve,
        Difference, Gained, Implied, LeadCurve, LeadPoint, LedgerStatistics, Level, MeanFlows, Measure,
        Milestone, Money, Note, Point, Profit, ProfitLead, Reproduction, Sample, Series, Service, Spending,
        Touch, Value,
    };
}

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use crate::report::output_folder::earlier_runs;
use crate::scenario::Scenario;
use crate::study::Results;
use crate::study::play::experiment;
use crate::study::play::{Checkpoint, CheckpointError, Draws, Job, Profile, Progress, StudyError};
use crate::study::results::Origin;
use crate::world::{LayerCache, World, WorldError};

impl Scenario {
    /// The world that the stated values are played on: the people, and the ties of each layer in the
    /// order of `scenario.plan.layers`. Networks are drawn anew every few runs; `network` numbers the
    /// draw, from 0.
    ///
    /// # Errors
    /// If an edge list cannot be used, or a layer has more ties than 32 bits can number.
    pub fn world(&self, network: u32) -> Result<World, WorldError> {
        World::build(&self.plan, &self.imports, network)
    }
}

/// A study of a scenario: plays its strategies and says what was found.
///
/// Nothing that can be set here changes a result.
///
/// ```
/// use groundswell::{Scenario, Study};
///
/// let text = r#"
///     horizon = "4w"
///     [market]
///     people = 300
///     cities = { count = 1, sizes = "equal" }
///     [layers.friends]
///     random = { mean = 6 }
///     [channels.chat]
///     kind = "chat"
///     layer = "friends"
///     [talk]
///     scale = 0.4
///     [seeds]
///     count = 10
///     pick = "random"
///     [compare]
///     cap = "none"
///     settings = 0
///     replications_per_setting = 1
///     replications = 4
///     [[strategy]]
///     name = "Organic"
/// "#;
/// let scenario = Scenario::parse(text, "small.toml")?;
/// let results = Study::new(&scenario).threads(2).run()?;
/// println!("{}", results.findings());
/// for strategy in results.ranking() {
///     println!("{}: {} active owners (median)", strategy.name, strategy.median);
/// }
/// let folder = tempfile::tempdir()?;
/// results.write_to(folder.path().join("small"))?;
/// // The same scenario again plays nothing: the folder keeps the runs.
/// let again = Study::new(&scenario).resume_from(folder.path().join("small"))?.run()?;
/// assert_eq!(again.account.reused, again.account.runs);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Tactics and edge lists of one's own belong to the scenario, so that its text can name them:
/// [`Reader::with_tactic`](crate::Reader::with_tactic), [`Reader::edge_list`](crate::Reader::edge_list).
pub struct Study<'a> {
    scenario: &'a Scenario,
    layers: Option<&'a LayerCache>,
    threads: Option<usize>,
    shards: Option<usize>,
    earlier: Checkpoint,
    stop: Option<&'a AtomicBool>,
    progress: Option<&'a (dyn Fn(Progress) + Sync)>,
    keep_ledgers: bool,
}

impl<'a> Study<'a> {
    /// A study of a scenario on all threads.
    pub fn new(scenario: &'a Scenario) -> Study<'a> {
        let earlier = Checkpoint::default();
        Study {
            scenario,
            layers: None,
            threads: None,
            shards: None,
            earlier,
            stop: None,
            progress: None,
            keep_ledgers: false,
        }
    }

    /// Plays on so many threads.
    pub fn threads(self, threads: usize) -> Study<'a> {
        Study { threads: Some(threads), ..self }
    }

    /// Divides each run into so many shards; `None` chooses by the number of runs and threads.
    pub fn shards(self, shards: Option<usize>) -> Study<'a> {
        Study { shards, ..self }
    }

    /// Reads generated layers from a cache where it holds them, and keeps new ones in it.
    pub fn layer_cache(self, layers: &'a LayerCache) -> Study<'a> {
        Study { layers: Some(layers), ..self }
    }

    /// Goes on from the runs that an earlier study of the same scenario kept.
    #[doc(hidden)]
    pub fn resume(self, earlier: Checkpoint) -> Study<'a> {
        Study { earlier, ..self }
    }

    /// Goes on from the runs that the folder of an earlier result of the same scenario keeps; plays all
    /// of them where there is no such folder.
    ///
    /// # Errors
    /// If the runs kept there are of another scenario or version, or damaged.
    pub fn resume_from(self, folder: impl AsRef<Path>) -> Result<Study<'a>, CheckpointError> {
        let earlier = earlier_runs(folder.as_ref(), &self.scenario.fingerprint())?;
        Ok(self.resume(earlier))
    }

    /// Keeps the ledger of every run at the stated values in [`Results::records`]: one line an adoption,
    /// 16 bytes, with the person, the day and the person that won it. [`results::forest`] makes a graph of it.
    /// All runs are played, whatever an earlier result kept.
    pub fn keep_ledgers(self) -> Study<'a> {
        Study { keep_ledgers: true, ..self }
    }

    /// Gives up once this flag is raised.
    pub fn stop(self, flag: &'a AtomicBool) -> Study<'a> {
        Study { stop: Some(flag), ..self }
    }

    /// Calls this function with every step.
    pub fn progress(self, show: &'a (dyn Fn(Progress) + Sync)) -> Study<'a> {
        Study { progress: Some(show), ..self }
    }

    /// Plays the study.
    ///
    /// # Errors
    /// Where drawn values cannot stand together, a world cannot be built, the talk scale has no
    /// solution, seeds cannot be found, or the study was stopped.
    pub fn run(self) -> Result<Results, StudyError> {
        let threads = rayon::ThreadPoolBuilder::new().num_threads(self.threads.unwrap_or(0));
        match self.threads.map(|_| threads.build()) {
            Some(Ok(pool)) => pool.install(|| self.play()),
            // Where no pool can be made, the threads of the program do the work.
            Some(Err(_)) | None => self.play(),
        }
    }

    fn play(mut self) -> Result<Results, StudyError> {
        let started = jiff::Timestamp::now().to_string();
        let never = AtomicBool::new(false);
        let silent = |_| {};
        let counted = LayerCache::default();
        let layers = self.layers.unwrap_or(&counted);
        if self.keep_ledgers {
            self.earlier = Checkpoint::default();
        }
        let job = Job {
            shards: self.shards,
            layers: Some(layers),
            keep_ledgers: self.keep_ledgers,
            ..Job::new(&self.scenario.imports, self.stop.unwrap_or(&never), self.progress.unwrap_or(&silent))
        };
        let draws = Draws::of(self.scenario).map_err(StudyError::Scenario)?;
        let experiment = experiment::play(&draws, &mut self.earlier, job)?;
        let clock = Instant::now();
        let results = Results::from_experiment(experiment);
        let seconds = clock.elapsed().as_secs_f64();
        let profile = Profile::of(&results.account.effort, layers, seconds);
        let fingerprint = self.scenario.fingerprint();
        let origin = Origin {
            kept: self.earlier.bytes(&fingerprint),
            fingerprint,
            scenario: Some(self.scenario.clone()),
            started,
            threads: rayon::current_num_threads(),
            profile,
        };
        Ok(Results { origin, ..results })
    }
}
