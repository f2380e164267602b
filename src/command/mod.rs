//! Commands: `run`, `check`, `network`, `trees`, `fit`, `schema`, `verify`.

mod check;
mod fit;
mod network;
mod progress;
mod run;
mod schema;
mod trees;
mod verify;

use std::fmt;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Args, Parser, Subcommand};
use groundswell::scenario::{Loaded, Problems};
use groundswell::study::calibrate::PilotError;
use groundswell::study::play::job::StudyError;
use groundswell::world::WorldError;
use groundswell::world::import::Imports;

/// Simulate how a product grows by word of mouth, and compare strategies for the same money.
#[derive(Debug, Parser)]
#[command(version, about, long_about = None, propagate_version = true)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run a scenario: compare its strategies, write tables and charts, say what was found.
    Run(run::Run),
    /// Report every mistake of a scenario at once, and how large its job is.
    Check(check::Check),
    /// Describe a real network: people, ties, degrees, clustering, components.
    Network(network::Network),
    /// Describe real cascades: size, depth and structural virality of their trees.
    Trees(trees::Trees),
    /// Estimate from adoption data what a simulation assumes, and how sure that is.
    Fit(Box<fit::Fit>),
    /// Print the JSON Schema of scenario files for editors, or a page of all keys and defaults.
    Schema(schema::Schema),
    /// Check the engine against theory and published models, on this machine, in a minute.
    Verify(verify::Verify),
}

/// Flags that say how a scenario is read.
#[derive(Debug, Clone, Args)]
struct Reading {
    /// The scenario file (TOML).
    scenario: PathBuf,
    /// Change a key of the scenario, as in --set talk.organic_r=0.5 (repeatable; recorded).
    #[arg(long = "set", value_name = "KEY=VALUE")]
    sets: Vec<String>,
    /// Master seed of all draws, instead of the scenario's.
    #[arg(long)]
    seed: Option<u64>,
    /// Replications of each strategy, instead of the scenario's.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    replications: Option<u32>,
    /// Threads to use; changes no result.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    threads: Option<u16>,
}

impl Reading {
    fn load(&self, imports: &Imports, quiet: bool) -> Result<Loaded, Failure> {
        let mut sets = self.sets.clone();
        sets.extend(self.seed.map(|s| format!("seed={s}")));
        sets.extend(self.replications.map(|r| format!("compare.runs={r}")));
        let loaded = groundswell::load(&self.scenario, &sets, imports).map_err(Failure::Scenario)?;
        if !quiet && !loaded.warnings.is_empty() {
            warn(&loaded.warnings.render(colour()));
        }
        Ok(loaded)
    }

    fn use_threads(&self) -> usize {
        use_threads(self.threads)
    }

    fn stem(&self) -> &Path {
        self.scenario.file_stem().map_or(Path::new("scenario"), Path::new)
    }
}

impl Arguments {
    /// Does what was asked.
    pub fn run(self) -> Result<(), Failure> {
        match self.command {
            Command::Run(run) => run.run(),
            Command::Check(check) => check.run(),
            Command::Network(network) => network.run(),
            Command::Trees(trees) => trees.run(),
            Command::Fit(fit) => fit.run(),
            Command::Schema(schema) => schema.run(),
            Command::Verify(verify) => verify.run(),
        }
    }
}

/// Why a command did not succeed.
pub enum Failure {
    /// The scenario is wrong.
    Scenario(Problems),
    /// The usage is wrong, in words.
    Usage(String),
    /// The run failed, in words.
    Run(String),
}

impl Failure {
    /// The exit code.
    pub fn code(&self) -> u8 {
        match self {
            Failure::Scenario(_) | Failure::Usage(_) => 2,
            Failure::Run(_) => 1,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Scenario(problems) => write!(f, "{}", problems.render(colour()).trim_end()),
            Failure::Usage(text) | Failure::Run(text) => write!(f, "error: {text}"),
        }
    }
}

impl From<StudyError> for Failure {
    fn from(error: StudyError) -> Failure {
        match error {
            StudyError::World(WorldError::Import(_) | WorldError::PeopleDiffer { .. })
            | StudyError::Seeds { .. }
            | StudyError::UnknownSeed(_)
            | StudyError::Pilot(PilotError::Unreachable { .. }) => Failure::Usage(error.to_string()),
            _ => Failure::Run(error.to_string()),
        }
    }
}

/// Sets the number of threads up, once, and says how many there are.
fn use_threads(wanted: Option<u16>) -> usize {
    // A second pool in one process is refused; there is only one command a process.
    let _ = rayon::ThreadPoolBuilder::new().num_threads(wanted.map_or(0, usize::from)).build_global();
    rayon::current_num_threads()
}

/// A flag that Ctrl-C raises, which asks the work to end; a second Ctrl-C ends the program at once.
fn stop_flag() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let raised = Arc::clone(&stop);
    let handler = ctrlc::set_handler(move || {
        if raised.swap(true, Ordering::SeqCst) {
            std::process::exit(1);
        }
    });
    if let Err(error) = handler {
        warn(&format!("warning: Ctrl-C will end the program at once ({error})"));
    }
    stop
}

/// Prints to standard output; a reader that went away is no error of ours.
fn say(text: &str) {
    let _ = writeln!(std::io::stdout(), "{}", text.trim_end());
}

/// Prints to standard error.
fn warn(text: &str) {
    let _ = writeln!(std::io::stderr(), "{}", text.trim_end());
}

fn colour() -> bool {
    std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}
