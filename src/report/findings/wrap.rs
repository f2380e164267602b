//! Text of findings: lines broken at spaces.

use std::fmt;

use crate::report::format::width;

/// Widest line in columns.
pub const COLUMNS: usize = 110;

/// Text in lines that are no wider than [`COLUMNS`].
#[derive(Default)]
pub struct Page(String);

impl Page {
    /// Adds a paragraph, broken at spaces; what follows its first line is indented.
    pub fn say(&mut self, text: impl AsRef<str>) {
        let mut line = String::new();
        // Hard spaces hold a number and its unit together; they are ordinary spaces once placed.
        for word in text.as_ref().replace(" %", "\u{a0}%").split(' ') {
            if !line.trim().is_empty() && width(&line) + 1 + width(word) > COLUMNS {
                self.line(line.replace('\u{a0}', " "));
                line = String::from(" ");
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        self.line(line.replace('\u{a0}', " "));
    }

    /// Adds a line as it is.
    pub fn line(&mut self, text: impl AsRef<str>) {
        self.0.push_str(text.as_ref());
        self.0.push('\n');
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
