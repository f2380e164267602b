//! `groundswell trees FILE`: how far cascades went, and how.

use std::path::PathBuf;

use clap::Args;
use groundswell::study::cascades::{Cascade, Row, describe};

use super::failure::Failure;
use super::terminal::answer;

#[derive(Debug, Args)]
pub struct Trees {
    /// A table with columns cascade, node and parent, a row a node (csv; gzip by its name); a root
    /// has the parent -1 or none.
    file: PathBuf,
    /// Print size, depth and structural virality of each tree as JSON instead of a table.
    #[arg(long)]
    json: bool,
}

impl Trees {
    /// Describes the trees.
    pub fn run(&self) -> Result<(), Failure> {
        let cascades = Cascade::read(&self.file).map_err(Failure::usage)?;
        let rows: Vec<Row> = cascades.iter().map(Row::of).collect();
        answer(self.json.then_some(&rows), || describe(&rows).to_string())
    }
}
