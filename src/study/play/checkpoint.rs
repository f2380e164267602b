//! The runs of an experiment by batch, kept so that a later, larger one need not play them again.
//!
//! Always true: what is kept comes back bit for bit, and a file holds exactly the runs that its
//! result is made of, so that going on and playing at once leave the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use crate::engine::record::RunId;
use crate::study::play::Runs;
use crate::units::StrategyId;

/// First bytes of a file of kept runs, its version among them.
const MAGIC: &[u8; 16] = b"groundswell-run6";

/// All batches of an experiment, packed.
#[derive(Debug, Clone, Default)]
pub struct Checkpoint {
    earlier: BTreeMap<String, Vec<u8>>,
    now: BTreeMap<String, Vec<u8>>,
    /// Number of runs of each batch in this experiment.
    played: BTreeMap<String, u64>,
    reused: u64,
}

/// Why kept runs cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// Not written by this version, or damaged.
    #[error("they cannot be read")]
    Unreadable,
    /// Of another scenario.
    #[error("they are of another scenario or version")]
    OfAnother,
}

impl Checkpoint {
    /// The fingerprint of the result that kept these runs; `None` if they are none of this program's.
    pub fn fingerprint_of(bytes: &[u8]) -> Option<String> {
        let (print, _) = postcard::take_from_bytes(bytes.strip_prefix(MAGIC)?).ok()?;
        Some(print)
    }

    /// Checkpoint that an earlier experiment with this fingerprint left as a file.
    ///
    /// # Errors
    /// If the bytes are no such file.
    pub fn read(bytes: &[u8], fingerprint: &str) -> Result<Checkpoint, CheckpointError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(CheckpointError::Unreadable)?;
        let (print, earlier): (String, BTreeMap<String, Vec<u8>>) =
            postcard::from_bytes(rest).map_err(|_| CheckpointError::Unreadable)?;
        if print != fingerprint {
            return Err(CheckpointError::OfAnother);
        }
        // A packed batch that does not open would fail in the middle of a study.
        if earlier.values().any(|packed| unpack(packed).is_none()) {
            return Err(CheckpointError::Unreadable);
        }
        Ok(Checkpoint { earlier, ..Checkpoint::default() })
    }

    /// The file that holds the batches of this experiment.
    pub fn bytes(&self, fingerprint: &str) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        // Plain data in memory: there is nothing in it that could not be written.
        bytes.extend(postcard::to_stdvec(&(fingerprint, &self.now)).unwrap_or_default());
        bytes
    }

    /// Runs of a batch that are kept, and the requested ones that are missing; `None` where nothing of the
    /// batch is kept.
    pub fn take(&mut self, name: &str, asked: &[RunId]) -> Option<(Runs, Vec<RunId>)> {
        let now = self.now.get(name);
        let mut kept = unpack(now.or_else(|| self.earlier.get(name))?)?;
        let wanted: BTreeSet<(StrategyId, u32)> =
            asked.iter().map(|id| (id.strategy, id.replication)).collect();
        kept.records.retain(|r| wanted.contains(&(r.strategy, r.replication)));
        kept.digests.retain(|r| wanted.contains(&(r.strategy, r.replication)));
        let there: BTreeSet<(StrategyId, u32)> =
            kept.records.iter().map(|r| (r.strategy, r.replication)).collect();
        let missing = asked.iter().filter(|id| !there.contains(&(id.strategy, id.replication)));
        if now.is_none() {
            self.reused += kept.records.len() as u64;
        }
        Some((kept, missing.copied().collect()))
    }

    /// Keeps the runs of a batch, without their ledgers, which are for one study.
    pub fn put(&mut self, name: String, runs: &Runs) {
        self.played.insert(name.clone(), runs.records.len() as u64);
        let packed = if runs.records.iter().all(|run| run.ledger.is_empty()) {
            pack(runs)
        } else {
            let mut bare = runs.clone();
            bare.records.iter_mut().for_each(|run| run.ledger = Vec::new());
            pack(&bare)
        };
        self.now.insert(name, packed);
    }

    /// Drops the kept runs that this experiment did not use; gives the number of its runs, and of those
    /// reused among them.
    pub fn close(&mut self) -> (u64, u64) {
        self.earlier.clear();
        (self.played.values().sum(), self.reused)
    }
}

fn pack(kept: &Runs) -> Vec<u8> {
    let plain = postcard::to_stdvec(kept).unwrap_or_default();
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
    // Writing to memory does not fail.
    let _ = packer.write_all(&plain);
    packer.finish().unwrap_or_default()
}

fn unpack(bytes: &[u8]) -> Option<Runs> {
    let mut plain = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut plain).ok()?;
    postcard::from_bytes(&plain).ok()
}
