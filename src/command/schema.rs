//! `groundswell schema`: what a scenario may say, for editors (JSON Schema) or for people (a page).

use clap::Args;
use groundswell::scenario::{defaults_page, schema};

use super::{Failure, say};

/// Flags of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Print every key with its default, range worth trying and source as a page (Markdown) instead.
    #[arg(long)]
    defaults: bool,
}

impl Schema {
    /// Prints the schema or the page.
    pub fn run(&self) -> Result<(), Failure> {
        if self.defaults {
            say(&defaults_page());
        } else {
            let text = serde_json::to_string_pretty(&schema()).map_err(|e| Failure::Run(e.to_string()))?;
            say(&text);
        }
        Ok(())
    }
}
