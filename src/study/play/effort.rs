//! What a study took: wall time by phase, memory, work.

use std::ops::AddAssign;
use std::time::Duration;

use crate::engine::record::Work;
use crate::engine::run::Spent;
use crate::world::{Ties, World};

/// What it took to play some batches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Effort {
    pub timings: Timings,
    pub memory: Memory,
    pub work: Work,
}

/// What a study took.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// Time, memory and work of the runs that were played.
    pub effort: Effort,
    /// Runs in all, those that chose plans, took tactics out or varied the money among them.
    pub runs: u64,
    /// Those of them that an earlier result had kept.
    pub reused: u64,
    /// Runs at the stated values and in drawn settings.
    pub judged_runs: u64,
    /// Their work.
    pub judged_work: Work,
}

/// Memory of a study, and what it holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Memory {
    /// Most bytes of state that one engine held.
    pub state: u64,
    /// Bytes of the largest world.
    pub world: u64,
    /// Its people.
    pub people: u64,
    /// Its stored directed ties.
    pub ties: u64,
}

/// Wall time by phase.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    pub build: Duration,
    pub pilot: Duration,
    pub run: Duration,
    /// Time of the engines by phase of the tick, over all runs; runs side by side add up.
    pub engine: Spent,
}

impl AddAssign for Effort {
    fn add_assign(&mut self, more: Effort) {
        let (t, m) = (&mut self.timings, more.timings);
        t.build += m.build;
        t.pilot += m.pilot;
        t.run += m.run;
        t.engine += m.engine;
        self.work += more.work;
        self.memory += more.memory;
    }
}

impl AddAssign for Memory {
    fn add_assign(&mut self, more: Memory) {
        let state = self.state.max(more.state);
        if more.world >= self.world {
            *self = more;
        }
        self.state = state;
    }
}

impl Memory {
    /// Of a world alone.
    pub fn of(world: &World) -> Memory {
        Memory {
            state: 0,
            world: world.memory_bytes(),
            people: u64::from(world.count()),
            ties: world.layers.iter().map(Ties::stored).sum(),
        }
    }
}
