//! What was meant, what a key wants, and what has to be known to tell.

use crate::scenario::plan::Unit;

/// What was meant.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Meant {
    /// As TOML.
    pub toml: String,
    /// What is odd about what was written, and what to write.
    pub why: String,
}

impl Meant {
    pub(super) fn new(toml: String, why: &str) -> Meant {
        let why = format!("{why}: write {toml}");
        Meant { toml, why }
    }
}

/// What a key wants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Wanted {
    Number(Unit),
    /// A date, and where durations or conditions may stand too.
    Date,
    Flag,
    /// A text, a word or a name.
    Text,
    /// A table, or one thing here and another there.
    Other,
}

/// What the grammar knows, as far as it is asked here.
pub(crate) trait Known {
    /// What a key of this name wants in the table of this dotted name, or else anywhere; `None` where there is
    /// no such key.
    fn wanted(&self, table: &str, key: &str) -> Option<Wanted>;
    /// Whether the table of this dotted name is one of a list; `None` where there is no such table.
    fn in_list(&self, table: &str) -> Option<bool>;
    /// The table of the top that a name stands for: itself, or one that it is a slip of the pen for.
    fn table_like(&self, name: &str) -> Option<&'static str>;
}
