//! `groundswell network FILE`: what a real network looks like, or its binary form.

use std::path::{Path, PathBuf};

use clap::Args;
use groundswell::network::import::{Column, EdgeList, Imports, NetworkError, describe, save};

use super::failure::Failure;
use super::terminal::{answer, say};

#[derive(Debug, Args)]
pub struct Network {
    /// An edge list: two ids a line (csv, tsv or spaces; gzip by its name); or a saved network.
    file: PathBuf,
    /// Ties run from the first column to the second.
    #[arg(long)]
    directed: bool,
    /// Print JSON instead of a table.
    #[arg(long)]
    json: bool,
    /// Save the network in a binary form that is read without parsing, instead of describing
    /// it; `import = { file = "OUT" }` takes it as it takes the edge list.
    #[arg(long, value_name = "OUT", conflicts_with_all = ["directed", "json"])]
    save: Option<PathBuf>,
}

impl Network {
    /// Describes or saves the network.
    pub fn run(&self) -> Result<(), Failure> {
        let imports = Imports::new();
        if let Some(out) = &self.save {
            return self.save(&imports, out);
        }
        let list = imports.read(&self.file).map_err(Failure::usage)?;
        let description = describe(&list, self.directed).map_err(Failure::usage)?;
        answer(self.json.then_some(&description), || description.to_string())
    }

    /// Saves the network with all that any use of it may want, and says what that was.
    fn save(&self, imports: &Imports, out: &Path) -> Result<(), Failure> {
        // Not every edge list has a third column that is a number.
        let list = imports
            .read_column(&self.file, Column::Strength)
            .or_else(|_| imports.read(&self.file))
            .map_err(Failure::usage)?;
        save(&list, out).map_err(|e| match e {
            NetworkError::Unwritable { .. } => Failure::run(e),
            _ => Failure::usage(e),
        })?;
        say(&format!("saved {}: {}", out.display(), content(&list)))
    }
}

fn content(list: &EdgeList) -> String {
    let third = if list.third_column() { "with the third column" } else { "without a third column" };
    format!("{} people, {} ties, {third}", list.people, list.lines())
}
