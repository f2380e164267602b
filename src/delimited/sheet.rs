//! All rows of a table, kept as text.

use super::numbers::{NumberStyle, missing, style};
use super::record::{Comments, Separator};
use super::rows::{Rows, Trouble};

/// A table as it stands in a file; it may hold no row.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Line, from 1, and fields of each row, a header among them.
    pub rows: Vec<(u64, Vec<String>)>,
    /// How it was read where that is not plain, a sentence each.
    pub said: Vec<String>,
    /// Whether fields stand between commas.
    commas: bool,
}

impl Sheet {
    /// The table in the bytes of a file.
    ///
    /// # Errors
    /// If they are no text, or a row is ragged.
    pub fn read(bytes: Vec<u8>, comments: Comments) -> Result<Sheet, Trouble> {
        let text = Rows::text(bytes, comments)?;
        let mut found = Rows::new(&text, comments);
        let commas = found.separator == Separator::Byte(b',');
        let mut rows = Vec::new();
        while let Some((line, fields)) = found.next_row()? {
            rows.push((line, fields.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect()));
        }
        Ok(Sheet { rows, said: text.said.clone(), commas })
    }

    /// What commas in the numbers of a column mean, by its rows from `first` on; `None` where they may mean either of
    /// two things.
    pub fn style(&self, column: usize, first: usize) -> Option<NumberStyle> {
        let rows = self.rows.iter().skip(first);
        let fields = rows.filter_map(|(_, fields)| fields.get(column)).map(String::as_str);
        style(fields.filter(|field| !missing(field)), self.commas)
    }
}
