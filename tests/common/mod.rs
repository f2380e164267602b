//! Small markets and layers for tests.

#![allow(dead_code, reason = "each of the two binaries uses its part")]

pub mod cases;
pub mod harms;
pub mod json_schema;
pub mod program;
pub mod series;
pub mod synthetic;

use std::sync::atomic::AtomicBool;

use groundswell::network::Csr;
use groundswell::network::Imports;
use groundswell::scenario::Scenario;
use groundswell::scenario::plan::{Cities, CitySizes, Layer, LayerKind, Market, MarketRules, Segment};
use groundswell::study::play::{Checkpoint, Draws, Experiment, Job, Player, Runs, experiment};
use groundswell::world::{Ties, World};

/// People in zipf cities with Rogers' five segments.
pub fn market(people: u32, cities: u32) -> Market {
    let rogers = [
        ("innovators", 0.025),
        ("early adopters", 0.135),
        ("early majority", 0.34),
        ("late majority", 0.34),
        ("laggards", 0.16),
    ];
    Market {
        people,
        eligible: 0.6,
        grows: None,
        cities: Cities { count: cities, sizes: CitySizes::Zipf },
        segments: rogers.map(|(name, share)| Segment { name: name.into(), share, eligible: None }).to_vec(),
        susceptibility_sd: 0.8,
        activity_shape: Some(2.3),
        outside_per_day: 0.0,
        imitation_per_day: 0.0,
        rival_per_day: 0.0,
        rules: MarketRules::default(),
    }
}

/// An undirected layer without preferences.
pub fn layer(name: &str, kind: LayerKind) -> Layer {
    Layer { name: name.into(), kind, same_city: 0.0, same_segment: 0.0, directed: false, part_of: None }
}

/// The rows of a layer.
pub fn stored(world: &World, layer: usize) -> &Csr {
    match &world.layers[layer] {
        Ties::Stored(rows) => rows,
        Ties::Complete { .. } => panic!("layer {layer} is complete, its ties are not stored"),
    }
}

/// How a test runs its scenario; none of it may change a result but the block size.
#[derive(Debug, Clone, Copy)]
pub struct How {
    pub shards: Option<usize>,
    pub scan: bool,
    pub block_bits: u32,
}

impl Default for How {
    fn default() -> How {
        How { shards: None, scan: false, block_bits: 16 }
    }
}

impl How {
    /// The job that runs this way.
    pub fn job(self, job: Job) -> Job {
        Job { shards: self.shards, scan: self.scan, block_bits: self.block_bits, ..job }
    }
}

/// Runs that are the same for any number of shards and for the engine's twin, a scan of everybody.
pub fn same_as_twin<R: PartialEq>(block_bits: u32, runs: impl Fn(How) -> R) -> R {
    let twin = runs(How { shards: Some(1), scan: true, block_bits });
    for shards in [1, 2, 4, 8] {
        assert!(runs(How { shards: Some(shards), scan: false, block_bits }) == twin, "{shards} shards");
    }
    twin
}

/// A scenario from text, run with all its replications; ledgers kept.
pub fn study(text: &str) -> Runs {
    study_how(text, How::default())
}

/// The same in a given way.
pub fn study_how(text: &str, how: How) -> Runs {
    tried_how(text, how).unwrap_or_else(|e| panic!("{e}"))
}

/// The same, or why it cannot be played.
pub fn tried_how(text: &str, how: How) -> Result<Runs, String> {
    let imports = Imports::new();
    let loaded = groundswell::Scenario::parse(text, "test.toml").unwrap_or_else(|p| panic!("{p}"));
    let stop = AtomicBool::new(false);
    let job = Job { keep_ledgers: true, ..how.job(Job::new(&imports, &stop, &|_| {})) };
    Player::new(job).stated(&loaded.plan).map_err(|e| e.to_string())
}

/// All that a scenario asks for, its settings and plans among it; ledgers kept where asked.
pub fn experiment(scenario: &Scenario, keep_ledgers: bool) -> Experiment {
    let draws = Draws::of(scenario).unwrap_or_else(|p| panic!("{p}"));
    let stop = AtomicBool::new(false);
    let job = Job { keep_ledgers, ..Job::new(&scenario.imports, &stop, &|_| {}) };
    experiment::play(&draws, &mut Checkpoint::default(), job).unwrap_or_else(|e| panic!("{e}"))
}
