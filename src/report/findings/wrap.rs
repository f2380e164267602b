//! Lines of findings, broken at spaces.

use std::fmt;

use crate::report::format::width;

/// Widest line in columns.
pub const COLUMNS: usize = 110;

/// Writes a line broken at spaces; what follows is indented.
pub(in crate::report) fn wrapped(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut line = String::new();
    // Hard spaces hold a number and its unit together; they are ordinary spaces once placed.
    for word in text.replace(" %", "\u{a0}%").split(' ') {
        if !line.trim().is_empty() && width(&line) + 1 + width(word) > COLUMNS {
            writeln!(f, "{}", line.replace('\u{a0}', " "))?;
            line = String::from(" ");
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    writeln!(f, "{}", line.replace('\u{a0}', " "))
}
