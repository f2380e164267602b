//! Cost of a study: wall time by phase, memory, work; and its profile for the manifest and
//! `run --profile`.

use std::fmt;
use std::ops::AddAssign;
use std::time::Duration;

use serde::Serialize;

use crate::engine::record::Work;
use crate::engine::run::Spent;
use crate::world::{LayerCache, Ties, World};

/// Time, memory and work of some batches.
#[derive(Debug, Clone, Copy, Default)]
pub struct Effort {
    /// Wall time of building worlds.
    pub build: Duration,
    /// Wall time of solving β.
    pub pilot: Duration,
    /// Wall time of all runs.
    pub run: Duration,
    /// Time of the engines by phase of the tick, over all runs; runs side by side add up.
    pub engine: Spent,
    /// What people did in all runs.
    pub work: Work,
    /// Most bytes of state that one engine held.
    pub state: u64,
    /// The largest world: its bytes, its people, its stored directed ties.
    pub world: (u64, u64, u64),
}

impl Effort {
    /// Takes note of a world.
    pub fn meet(&mut self, world: &World) {
        let ties = world.layers.iter().map(Ties::stored).sum();
        self.world = self.world.max((world.memory_bytes(), u64::from(world.count()), ties));
    }
}

impl AddAssign for Effort {
    fn add_assign(&mut self, more: Effort) {
        self.build += more.build;
        self.pilot += more.pilot;
        self.run += more.run;
        self.engine += more.engine;
        self.work += more.work;
        self.state = self.state.max(more.state);
        self.world = self.world.max(more.world);
    }
}

/// Cost of a study.
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

/// Seconds by phase, speed and memory of a study.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Profile {
    /// Wall seconds of building networks.
    pub build_seconds: f64,
    /// Layers drawn, counted for each network.
    pub layers_drawn: u32,
    /// Layers that an earlier run had kept, and this one read.
    pub layers_read: u32,
    /// Wall seconds of solving the talk scale.
    pub pilot_seconds: f64,
    /// Wall seconds of all runs.
    pub run_seconds: f64,
    /// Seconds of the engines with pulse, tactics and rows by day; of runs side by side the sum, as
    /// the next two.
    pub tactics_seconds: f64,
    /// Seconds of finding due acts and playing them.
    pub speak_seconds: f64,
    /// Seconds of exchanging and hearing exposures.
    pub listen_seconds: f64,
    /// Wall seconds of making tables of the runs.
    pub summarise_seconds: f64,
    /// Acts of people in all runs that were played, training, removal and money among them.
    pub events: u64,
    /// Exposures delivered in them.
    pub exposures: u64,
    /// Acts a second of an engine.
    pub events_per_second: f64,
    /// Exposures a second of an engine.
    pub exposures_per_second: f64,
    /// Bytes of the largest state of a run, a person.
    pub state_bytes_per_person: f64,
    /// Bytes of the largest network and its people, a stored tie; 0 where none is stored.
    pub world_bytes_per_tie: f64,
}

impl Profile {
    /// The profile of a study that drew or read these `layers` and whose tables took `summarise_seconds`.
    pub fn of(effort: &Effort, layers: &LayerCache, summarise_seconds: f64) -> Profile {
        let (events, exposures) = (effort.work.events, effort.work.exposures);
        let (t, (bytes, people, ties)) = (effort, effort.world);
        let engine = (t.engine.tactics + t.engine.speak + t.engine.listen).as_secs_f64();
        let per_second = |n: u64| if engine > 0.0 { n as f64 / engine } else { 0.0 };
        let each = |bytes: u64, of: u64| if of > 0 { bytes as f64 / of as f64 } else { 0.0 };
        Profile {
            build_seconds: t.build.as_secs_f64(),
            layers_drawn: layers.drawn(),
            layers_read: layers.read(),
            pilot_seconds: t.pilot.as_secs_f64(),
            run_seconds: t.run.as_secs_f64(),
            tactics_seconds: t.engine.tactics.as_secs_f64(),
            speak_seconds: t.engine.speak.as_secs_f64(),
            listen_seconds: t.engine.listen.as_secs_f64(),
            summarise_seconds,
            events,
            exposures,
            events_per_second: per_second(events),
            exposures_per_second: per_second(exposures),
            state_bytes_per_person: each(effort.state, people),
            world_bytes_per_tie: each(bytes, ties),
        }
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = |f: &mut fmt::Formatter<'_>, what: &str, s: f64| writeln!(f, "  {what:<44}{s:>10.2} s");
        writeln!(f, "Where the time went:")?;
        seconds(f, "building networks", self.build_seconds)?;
        if self.layers_read > 0 {
            writeln!(f, "    {} layers drawn, {} read as kept", self.layers_drawn, self.layers_read)?;
        }
        seconds(f, "solving the talk scale", self.pilot_seconds)?;
        seconds(f, "running", self.run_seconds)?;
        seconds(f, "  of the engines: tactics and rows by day", self.tactics_seconds)?;
        seconds(f, "  of the engines: speaking", self.speak_seconds)?;
        seconds(f, "  of the engines: listening", self.listen_seconds)?;
        seconds(f, "making tables", self.summarise_seconds)?;
        writeln!(
            f,
            "{:.1} M acts and {:.1} M exposures: {:.2} M acts, {:.2} M exposures a second of an engine.",
            self.events as f64 / 1e6,
            self.exposures as f64 / 1e6,
            self.events_per_second / 1e6,
            self.exposures_per_second / 1e6
        )?;
        write!(
            f,
            "State: {:.1} bytes a person. Network and people: {:.2} bytes a stored tie.",
            self.state_bytes_per_person, self.world_bytes_per_tie
        )
    }
}
