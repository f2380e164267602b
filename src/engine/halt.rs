//! When runs give up: when they are told to, or when so much work was played.
//!
//! Always true: runs that share a meter go through exactly if all their work together is within it, whatever
//! order they are played in.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Acts and exposures that some runs may play together.
#[derive(Debug)]
pub struct Meter {
    most: u64,
    played: AtomicU64,
}

impl Meter {
    /// A meter for so many acts and exposures.
    pub fn new(most: u64) -> Meter {
        Meter { most, played: AtomicU64::new(0) }
    }

    /// Counts work that was played.
    pub fn count(&self, work: u64) {
        self.played.fetch_add(work, Ordering::Relaxed);
    }

    /// Acts and exposures played so far.
    pub fn played(&self) -> u64 {
        self.played.load(Ordering::Relaxed)
    }

    /// Whether more was played than may be.
    pub fn is_passed(&self) -> bool {
        self.played() > self.most
    }
}

/// What runs look at before every tick.
#[derive(Debug, Clone, Copy)]
pub struct Halt<'a> {
    /// Raised to give up.
    pub stop: &'a AtomicBool,
    /// What they may play, where that is limited.
    pub meter: Option<&'a Meter>,
}

impl<'a> From<&'a AtomicBool> for Halt<'a> {
    /// Runs of any work.
    fn from(stop: &'a AtomicBool) -> Halt<'a> {
        Halt { stop, meter: None }
    }
}

impl Halt<'_> {
    /// Whether to give up now.
    pub fn now(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.is_too_much()
    }

    /// Whether more was played than may be.
    pub fn is_too_much(&self) -> bool {
        self.meter.is_some_and(Meter::is_passed)
    }
}
