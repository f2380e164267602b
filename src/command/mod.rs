//! Commands: `run`, `check`, `network`, `trees`, `fit`, `schema`, `verify`.

mod check;
mod failure;
mod fit;
mod given_up;
mod network;
mod progress;
mod reading;
mod run;
mod schema;
mod terminal;
mod trees;
mod verify;
mod world_lines;

pub use failure::Failure;

use clap::{Parser, Subcommand};

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
