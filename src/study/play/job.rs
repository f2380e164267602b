//! How a study is carried out, how far it has come, and why it may end without results.

use std::sync::atomic::AtomicBool;

use crate::engine::halt::{Halt, Meter};
use crate::engine::model::BLOCK_BITS;
use crate::network::import::Imports;
use crate::scenario::Problems;
use crate::scenario::plan::Plan;
use crate::study::calibrate::{PilotError, TalkScale};
use crate::world::{LayerCache, World, WorldError};

/// How a study is carried out; nothing here changes a result.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    /// Edge lists already read.
    pub imports: &'a Imports,
    /// Drawn layers kept between runs, if they are.
    pub layers: Option<&'a LayerCache>,
    /// Shards per run; `None` chooses by the number of runs and threads.
    pub shards: Option<usize>,
    /// Look at everybody in every tick instead of using the queues (the engine's slow twin).
    pub scan: bool,
    /// log2 of the block size, at most 16. The only setting here that may change a draw: tests
    /// make it small, so that small worlds have many blocks.
    pub block_bits: u32,
    /// The talk scale, where it is known already.
    pub solved: Option<TalkScale>,
    /// Raised to give up.
    pub stop: &'a AtomicBool,
    /// What pilots may play, where that is limited.
    pub meter: Option<&'a Meter>,
    /// Called after every run with how many of how many are done.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// Whether the ledgers of single adoptions at the stated values are kept (16 bytes and more an
    /// adopter and run).
    pub keep_ledgers: bool,
    /// Whether the ledgers of runs at the stated values are digested before they are dropped, where
    /// memory allows.
    pub digest: bool,
}

/// How far a study has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A network is being built: number, of how many.
    Building(u32, u32),
    /// The talk scale is being solved.
    Pilot,
    /// Runs done, of how many.
    Runs(u64, u64),
}

/// Why a study ended without results.
#[derive(Debug, thiserror::Error)]
pub enum StudyError {
    /// Values drawn from the ranges cannot stand together.
    #[error("{0}")]
    Scenario(Problems),
    /// The world cannot be built.
    #[error(transparent)]
    World(#[from] WorldError),
    /// β cannot be solved.
    #[error(transparent)]
    Pilot(PilotError),
    /// Seeds of a strategy cannot be found.
    #[error(
        "strategy \"{strategy}\": asks for {asked} seeds, but only {found} people can be picked that way"
    )]
    Seeds {
        /// Whose seeds.
        strategy: String,
        /// How many are asked for.
        asked: u32,
        /// How many there are.
        found: usize,
    },
    /// A listed seed is not in the network.
    #[error("seeds.pick: there is no person \"{0}\"")]
    UnknownSeed(String),
    /// The user gave up.
    #[error("interrupted after {done} of {total} runs")]
    Interrupted {
        /// Runs finished.
        done: u64,
        /// Runs asked for.
        total: u64,
    },
}

impl<'a> Job<'a> {
    /// A job that chooses everything itself and keeps no ledgers.
    pub fn new(
        imports: &'a Imports,
        stop: &'a AtomicBool,
        progress: &'a (dyn Fn(Progress) + Sync),
    ) -> Job<'a> {
        Job {
            imports,
            layers: None,
            shards: None,
            scan: false,
            block_bits: BLOCK_BITS,
            solved: None,
            stop,
            meter: None,
            progress,
            keep_ledgers: false,
            digest: false,
        }
    }

    /// When pilots give up.
    pub(super) fn halt(&self) -> Halt<'a> {
        Halt { stop: self.stop, meter: self.meter }
    }

    /// The world of a plan on a network, from the kept layers where there are some.
    pub(super) fn world(&self, plan: &Plan, network: u32) -> Result<World, WorldError> {
        match self.layers {
            Some(cache) => World::build_cached(plan, self.imports, cache, network),
            None => World::build(plan, self.imports, network),
        }
    }
}

impl From<PilotError> for StudyError {
    fn from(error: PilotError) -> StudyError {
        match error {
            PilotError::Interrupted => StudyError::Interrupted { done: 0, total: 0 },
            other => StudyError::Pilot(other),
        }
    }
}
