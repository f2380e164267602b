//! Runs that belong together.

use serde::{Deserialize, Serialize};

use crate::engine::record::RunRecord;
use crate::study::calibrate::Solved;
use crate::study::play::ledger_digest::LedgerDigest;

/// Runs of one plan, what their ledgers say, and the talk scale that they were played with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Runs {
    /// By strategy, then replication, or in the order asked for.
    pub records: Vec<RunRecord>,
    /// What their ledgers say, in the same order; empty where they were not to be reflected on, or
    /// the ledgers of one network could pass 2 GiB.
    pub reflections: Vec<LedgerDigest>,
    /// The talk scale.
    pub solved: Solved,
}
