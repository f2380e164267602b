//! Tables with named columns, as files hold them.
//!
//! Always true: every row knows its line; a column is found by name or refused with the nearest one.

use std::path::{Path, PathBuf};

use super::FitError;
use super::names;
use crate::delimited::{self, Comments, NumberStyle, Sheet, Trouble, one_form};
use crate::network::import::{ImportError, nearest, stored_bytes_of};

/// A table as written: a header and rows of fields.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What errors call it.
    pub path: PathBuf,
    pub header_line: u64,
    pub header: Vec<String>,
    pub rows: Vec<Row>,
    /// How the file was read where that is not plain, a sentence each.
    pub said: Vec<String>,
    /// What commas in the numbers of each column mean; `None` where they may mean either of two things.
    styles: Vec<Option<NumberStyle>>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Its line in the file, from 1.
    pub line: u64,
    /// Its fields, without surrounding spaces and quotes.
    pub fields: Vec<String>,
}

impl Table {
    /// Reads a table from a file.
    ///
    /// # Errors
    /// If it is missing (with the nearest name that is there) or cannot be read, and as `parse`.
    pub fn open(path: &Path) -> Result<Table, FitError> {
        Table::parse(&stored_bytes_of(path, "a table with named columns, plain or gzip")?, path)
    }

    /// Parses a table; `path` only names it in errors. Encoding, gzip and separator are found (see `delimited`);
    /// lines that begin with `#` are comments.
    ///
    /// # Errors
    /// If it is not text, not a whole gzip file, ragged or empty.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Table, FitError> {
        let refused = |trouble: Trouble| FitError::from(ImportError::from((path, trouble)));
        let sheet = Sheet::read(bytes.to_vec(), Comments::Hash).map_err(refused)?;
        let Some((header_line, header)) = sheet.rows.first().cloned() else {
            return Err(FitError::NoRows { path: path.to_path_buf() });
        };
        let styles = (0..header.len()).map(|column| sheet.style(column, 1)).collect();
        let rows = sheet.rows.into_iter().skip(1).map(|(line, fields)| Row { line, fields }).collect();
        Ok(Table { path: path.to_path_buf(), header_line, header, rows, said: sheet.said, styles })
    }

    /// The same table with its first line as data, for files without a header.
    pub fn without_header(mut self) -> Table {
        let first = Row { line: self.header_line, fields: std::mem::take(&mut self.header) };
        self.rows.insert(0, first);
        self
    }

    /// Whether there is a column of this name, whatever its case.
    pub fn has(&self, name: &str) -> bool {
        self.position(name).is_some()
    }

    /// Whether a column has this very name, whatever its case.
    pub fn has_exactly(&self, name: &str) -> bool {
        self.header.iter().any(|h| h.trim().to_lowercase() == name.to_lowercase())
    }

    fn position(&self, name: &str) -> Option<usize> {
        let plain = |name: &str| one_form(name.trim()).to_lowercase();
        let called = |name: &str| self.header.iter().position(|h| plain(h) == plain(name));
        // `Sales (units)` is `sales`.
        let bare = |name: &str| {
            let begins = |h: &String| plain(h.split(['(', '（', '[']).next().unwrap_or(h)) == plain(name);
            self.header.iter().position(begins)
        };
        let called = |name: &str| called(name).or_else(|| bare(name));
        let other = || names::others(name).iter().find_map(|other| called(other));
        called(name).or_else(other).or_else(|| self.header.iter().position(|h| names::means(name, h)))
    }

    /// Position of the column of this name.
    ///
    /// # Errors
    /// If there is none; names the nearest one, or all.
    pub fn column(&self, name: &str) -> Result<usize, FitError> {
        self.position(name).ok_or_else(|| FitError::NoColumn {
            path: self.path.clone(),
            line: self.header_line,
            wanted: name.to_owned(),
            hint: hint(name, self.header.iter().map(String::as_str)),
        })
    }

    /// The field of a row, which must not be missing.
    ///
    /// # Errors
    /// If the row ends before it or the field is empty.
    pub fn field<'t>(&'t self, row: &'t Row, column: usize, expected: &str) -> Result<&'t str, FitError> {
        match row.fields.get(column) {
            Some(field) if !field.is_empty() => Ok(field),
            _ => Err(self.bad(row, column, expected)),
        }
    }

    /// The field of a row as a finite number.
    ///
    /// # Errors
    /// If it is missing or no number; `expected` says what would do.
    pub fn number(&self, row: &Row, column: usize, expected: &str) -> Result<f64, FitError> {
        let field = self.field(row, column, expected)?;
        let Some(style) = self.styles.get(column).copied().unwrap_or(Some(NumberStyle::Plain)) else {
            let expected = "a number whose comma is either before the decimals or between thousands";
            return Err(match field.contains(',') {
                true => self.bad(row, column, expected),
                false => {
                    return delimited::number(field, NumberStyle::Plain)
                        .ok_or_else(|| self.bad(row, column, expected));
                }
            });
        };
        delimited::number(field, style).ok_or_else(|| self.bad(row, column, expected))
    }

    /// The name of a column, its number where it has none.
    pub(super) fn name(&self, column: usize) -> String {
        self.header.get(column).cloned().unwrap_or_else(|| format!("column {}", column + 1))
    }

    /// The error that a field is not what was expected.
    pub fn bad(&self, row: &Row, column: usize, expected: &str) -> FitError {
        FitError::BadValue {
            path: self.path.clone(),
            line: row.line,
            column: self.name(column),
            found: row.fields.get(column).map(|f| f.chars().take(40).collect()).unwrap_or_default(),
            expected: expected.to_owned(),
        }
    }
}

/// "did you mean …?" with the nearest of some names, else all of them.
pub(super) fn hint<'n>(wanted: &str, names: impl Iterator<Item = &'n str> + Clone) -> String {
    match nearest(wanted, names.clone()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("there are {}", names.map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")),
    }
}
