//! `groundswell schema`: what a scenario may say, for editors (JSON Schema) or for people (a page), and
//! what the tables of a result hold.

use clap::Args;
use groundswell::report::tables::columns_page;
use groundswell::scenario::{defaults_page, schema};
use groundswell::tactic::registry;

use super::failure::Failure;
use super::terminal::answer;

#[derive(Debug, Args)]
pub struct Schema {
    /// Print every key with its default, range worth trying and source as a page (Markdown) instead.
    #[arg(long)]
    defaults: bool,
    /// Print every column of a result's tables with its unit and meaning (Markdown) instead.
    #[arg(long, conflicts_with = "defaults")]
    columns: bool,
}

impl Schema {
    /// Prints the schema or the page.
    pub fn run(&self) -> Result<(), Failure> {
        let page = || if self.defaults { defaults_page(&registry()) } else { columns_page() };
        answer((!self.defaults && !self.columns).then(|| schema(&registry())), page)
    }
}
