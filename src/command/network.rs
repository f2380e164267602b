//! `groundswell network FILE`: what a real network looks like, or its binary form.

use std::path::{Path, PathBuf};

use clap::Args;
use groundswell::network::import::{
    Column, EdgeList, Imports, NetworkError, Reading, describe, replaceable, save,
};

use super::failure::Failure;
use super::terminal::{answer, say, warn};

#[derive(Debug, Args)]
pub struct Network {
    /// An edge list (two ids a line, perhaps a number; csv, tsv or spaces, plain or gzip), Matrix Market, GraphML, GEXF,
    /// GML, Pajek, JSON, DIMACS, METIS, TGF, SIF, LGL, an adjacency list, or a saved network.
    file: PathBuf,
    /// Column of the one who speaks: a name of the header or a number from 1 [default: found by the header, else 1].
    #[arg(long, value_name = "COLUMN")]
    from: Option<String>,
    /// Column of the one who hears [default: found by the header, else 2].
    #[arg(long, value_name = "COLUMN")]
    to: Option<String>,
    /// Column of strengths or probabilities [default: found by the header, else 3].
    #[arg(long, value_name = "COLUMN")]
    weight: Option<String>,
    /// Talk runs from the second column to the first, as in a list of who follows whom.
    #[arg(long)]
    reverse: bool,
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
        let list = imports.read_as(&self.file, &self.reading(), Column::None).map_err(Failure::usage)?;
        let description = describe(&list, self.directed).map_err(Failure::usage)?;
        answer(self.json.then_some(&description), || description.to_string())
    }

    /// Which columns of the file mean what.
    fn reading(&self) -> Reading {
        let Network { from, to, weight, reverse, .. } = self;
        Reading { from: from.clone(), to: to.clone(), weight: weight.clone(), reverse: *reverse }
    }

    /// Saves the network with all that any use of it may want, and says what that was.
    fn save(&self, imports: &Imports, out: &Path) -> Result<(), Failure> {
        if let (Ok(from), Ok(to)) = (self.file.canonicalize(), out.canonicalize())
            && from == to
        {
            let words = format!("{}: is the file that is read; save under another name", out.display());
            return Err(Failure::usage(words));
        }
        // A device or folder is refused before the work.
        replaceable(out).map_err(|error| Failure::usage(format!("{}: {error}", out.display())))?;
        // Not every edge list has a third column that is a number.
        let of = |column| imports.read_as(&self.file, &self.reading(), column);
        let list = match of(Column::Strength) {
            Ok(list) => list,
            Err(unfit) => {
                let list = of(Column::None).map_err(Failure::usage)?;
                if list.third.is_some() {
                    warn(&format!("warning: the third column is left out: {unfit}"));
                }
                list
            }
        };
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
