//! Tables in files that a scenario names, such as a list of seeds.
//!
//! Always true: a file is read once, and its rows know their line.

use std::path::{Path, PathBuf};

use super::problem::suggestion;
use super::tree;
use crate::delimited::{Comments, NumberStyle, Sheet, Trouble, one_form};
use crate::network::import::Imports;

/// Where the files of a scenario lie, and those that were read.
#[derive(Debug, Clone, Default)]
pub(super) struct Files {
    /// The folder of the scenario.
    pub folder: PathBuf,
    /// What was read already.
    pub imports: Imports,
}

/// One row: its line, from 1, and its fields.
pub(super) type Row = (u64, Vec<String>);

/// A table as it stands in a file.
pub(super) struct TableFile {
    /// The file as the scenario names it.
    pub name: String,
    /// What it holds; at least one row.
    sheet: Sheet,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    /// Its place.
    pub at: usize,
    /// Whether the first row names it.
    pub header: bool,
}

impl Files {
    /// The files of a scenario with this name, which are looked for in its folder.
    pub fn of(origin: &str, imports: &Imports) -> Files {
        let folder = Path::new(origin).parent().unwrap_or(Path::new("")).to_path_buf();
        Files { folder, imports: imports.clone() }
    }

    /// The table in a file of the scenario's folder.
    ///
    /// # Errors
    /// In words: a file that is missing or no table.
    pub fn table(&self, name: &str) -> Result<TableFile, String> {
        let bytes = self.imports.bytes(&self.folder.join(name), "a table, plain or gzip");
        let bytes = bytes.map_err(|error| error.to_string())?;
        let refused = |trouble: Trouble| match trouble.line {
            Some(line) => format!("line {line}: {}", trouble.what),
            None => trouble.what,
        };
        let sheet = Sheet::read(bytes.to_vec(), Comments::Hash).map_err(refused)?;
        match sheet.rows.is_empty() {
            true => Err("it holds no row".to_owned()),
            false => Ok(TableFile { name: name.to_owned(), sheet }),
        }
    }
}

impl TableFile {
    /// The column that is asked for by a name of the header or its number from 1; without that, the first that the
    /// header calls by one of these names, or the only one. `key` is where it can be asked for.
    ///
    /// # Errors
    /// In words: no such column; several, of which none is asked for.
    pub fn column(&self, key: &str, asked: Option<&str>, usual: &[&str]) -> Result<Column, String> {
        let first = &self.sheet.rows[0].1;
        let plain = |name: &str| one_form(name.trim()).to_lowercase();
        let called = |name: &str| first.iter().position(|field| plain(field) == plain(name));
        let known = usual.iter().find_map(|name| called(name));
        let Some(asked) = asked else {
            return match (known, first.len()) {
                (Some(at), _) => Ok(Column { at, header: true }),
                (None, 1) => Ok(Column { at: 0, header: false }),
                (None, _) => {
                    Err(format!("it has the columns {}; say which with {key} = \"…\"", self.columns()))
                }
            };
        };
        if let Some(at) = called(asked) {
            return Ok(Column { at, header: true });
        }
        match asked.trim().parse().ok().filter(|n: &usize| (1..=first.len()).contains(n)) {
            Some(number) => Ok(Column { at: number - 1, header: known.is_some() }),
            None => {
                let names: Vec<&str> = first.iter().map(String::as_str).collect();
                Err(format!("there is no column {}; {}", tree::quoted(asked), suggestion(asked, &names)))
            }
        }
    }

    fn columns(&self) -> String {
        let names: Vec<String> = self.sheet.rows[0].1.iter().map(|name| tree::quoted(name)).collect();
        names.join(", ")
    }

    /// The rows below the header of a column.
    pub fn below(&self, column: Column) -> &[Row] {
        &self.sheet.rows[usize::from(column.header)..]
    }

    /// What a column is called: its name, or its number.
    pub fn name_of(&self, column: Column) -> String {
        if column.header {
            self.sheet.rows[0].1[column.at].clone()
        } else {
            format!("column {}", column.at + 1)
        }
    }

    /// What commas in the numbers of a column mean; `None` where they may mean either of two things.
    pub fn style(&self, column: Column) -> Option<NumberStyle> {
        self.sheet.style(column.at, usize::from(column.header))
    }

    /// How it was read: what it holds, and what is not plain about it.
    pub fn account(&self, holds: &str) -> String {
        let parts = [format!("{}: {holds}.", self.name)].into_iter().chain(self.sheet.said.iter().cloned());
        parts.collect::<Vec<_>>().join(" ")
    }

    /// A place in the file, in words: `spend.csv:3: ads`.
    pub fn place(&self, line: u64, column: Column) -> String {
        format!("{}:{line}: {}", self.name, self.name_of(column))
    }
}
