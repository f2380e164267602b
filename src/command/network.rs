//! `groundswell network FILE`: what a real network looks like.

use std::path::PathBuf;

use clap::Args;
use groundswell::world::import::{Imports, describe};

use super::{Failure, say};

/// Flags of `network`.
#[derive(Debug, Args)]
pub struct Network {
    /// An edge list: two ids a line (csv, tsv or spaces; gzip by its name).
    file: PathBuf,
    /// Ties run from the first column to the second.
    #[arg(long)]
    directed: bool,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
}

impl Network {
    /// Describes the network.
    pub fn run(&self) -> Result<(), Failure> {
        let list = Imports::new().read(&self.file).map_err(|e| Failure::Usage(e.to_string()))?;
        let description = describe(&list, self.directed)
            .map_err(|_| Failure::Usage("the network has more ties than 32 bits can number".to_owned()))?;
        if self.json {
            let text = serde_json::to_string_pretty(&description).map_err(|e| Failure::Run(e.to_string()))?;
            say(&text);
        } else {
            say(&description.to_string());
        }
        Ok(())
    }
}
