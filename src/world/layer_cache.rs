//! Drawn layers kept in a folder between runs, by what they are made of.
//!
//! Always true: whether a layer is drawn or read, its ties are the same; a kept file that is not
//! whole is drawn anew.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};

use crate::identity::{encoding, hexadecimal};
use crate::network::csr::Csr;
use crate::network::import::{EdgeList, NetworkError, save_rows};
use crate::network::rows::TooManyTies;
use crate::scenario::plan::{CitySizes, Layer, Market};

/// Version of all generators: to be raised when any draws other ties than before.
const GENERATORS: u32 = 1;

/// A folder of drawn layers, and how many layers were drawn and read so far.
#[derive(Debug, Default)]
pub struct LayerCache {
    folder: Option<PathBuf>,
    drawn: AtomicU32,
    read: AtomicU32,
}

/// All that decides which ties are drawn.
pub(crate) struct Origin<'a> {
    pub(crate) market: &'a Market,
    /// The number of people, where a file says it.
    pub(crate) imported: Option<u32>,
    pub(crate) layer: &'a Layer,
    pub(crate) seed: u64,
    pub(crate) network: u32,
}

impl Origin<'_> {
    /// The name of the file of these ties: a SHA-256 of all that decides.
    fn file_name(&self) -> String {
        let Origin { market, imported, layer, seed, network } = self;
        let shares: Vec<f64> = market.segments.iter().map(|s| s.share).collect();
        let people = (market.people, market.cities.count, market.cities.sizes == CitySizes::Zipf, shares);
        let version = (GENERATORS, env!("CARGO_PKG_VERSION"));
        let mut hash = Sha256::new();
        hash.update(encoding(&(version, seed, network, imported, layer, people)));
        hexadecimal(hash) + ".net"
    }
}

impl LayerCache {
    /// Layers kept in a folder, which is there.
    pub fn new(folder: &Path) -> LayerCache {
        LayerCache { folder: Some(folder.to_path_buf()), ..LayerCache::default() }
    }

    /// Layers drawn.
    pub fn drawn(&self) -> u32 {
        self.drawn.load(Ordering::Relaxed)
    }

    /// Layers read from the folder.
    pub fn read(&self) -> u32 {
        self.read.load(Ordering::Relaxed)
    }

    /// The ties of a layer of `people` people: read if they are kept, else drawn and kept.
    pub(crate) fn rows(
        &self,
        origin: &Origin,
        people: u32,
        draw: impl FnOnce() -> Result<Csr, TooManyTies>,
    ) -> Result<Csr, NetworkError> {
        let path = self.folder.as_ref().map(|folder| folder.join(origin.file_name()));
        if let Some(rows) = path.as_ref().and_then(|path| found(path, people, origin.layer.directed)) {
            self.read.fetch_add(1, Ordering::Relaxed);
            return Ok(rows);
        }
        let rows = draw()?;
        self.drawn.fetch_add(1, Ordering::Relaxed);
        if let Some(path) = &path {
            save_rows(&rows, path)?;
        }
        Ok(rows)
    }
}

/// The kept ties, if they are there and whole.
fn found(path: &Path, people: u32, directed: bool) -> Option<Csr> {
    // A pipe under that name would be waited for.
    if !std::fs::metadata(path).is_ok_and(|found| found.is_file()) {
        return None;
    }
    let list = EdgeList::open(path).ok().filter(|list| list.people == people)?;
    list.rows(directed).ok().map(|(rows, _)| rows)
}
