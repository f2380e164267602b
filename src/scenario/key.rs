//! What a number of a scenario is: its name, unit, default, ranges and source, as data.
//!
//! `table!` declares them; see `declare`. The doc comment of a number says what it is and, after its last
//! `; `, where the default comes from: `assumed`, `from` a source, `neutral` (0 or 1, which switch off
//! or change nothing), or `by default` what follows from other values where no default is written. A
//! table whose keys differ by its `kind` names the kinds after a colon: `["channels.*:chat,feed"]`.

pub(super) use super::plan::Unit;
use super::quantity;
use super::tree;

impl Unit {
    /// What has to be written.
    pub fn wanted(self) -> &'static str {
        match self {
            Unit::Share => "it must be a number or a percentage such as \"5%\"",
            Unit::Number | Unit::Money => "it must be a number",
            Unit::Count => "it must be a whole number",
            Unit::Days => "it must be a duration such as \"30d\" (y, w, d, h, m, s)",
        }
    }

    /// What it is, in words.
    pub fn in_words(self) -> &'static str {
        match self {
            Unit::Share => "A share of 1, or a percentage",
            Unit::Number => "A number",
            Unit::Money => "An amount of money",
            Unit::Count => "A whole number",
            Unit::Days => "A duration",
        }
    }

    /// A value as TOML.
    pub fn write(self, value: f64) -> String {
        match self {
            Unit::Days => format!("\"{value}d\""),
            Unit::Count => format!("{value}"),
            _ => tree::float(value),
        }
    }
}

/// A number that a scenario can say.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Tables it stands in, such as `market.grows`.
    pub places: &'static [&'static str],
    /// As written in its table.
    pub name: &'static str,
    /// How it is written.
    pub unit: Unit,
    /// Default as written; empty where it follows from other values or there is none.
    pub default: &'static str,
    /// Smallest allowed value (days for durations).
    pub low: f64,
    /// Largest allowed value.
    pub high: f64,
    /// The range that others may reasonably assume, as written, where one is known.
    pub plausible: Option<(&'static str, &'static str)>,
    /// What it was called before, by its path where it stood in another table: such a name is refused
    /// with this one, and draws are keyed by the first.
    pub was: &'static [&'static str],
    /// Words that may stand instead of a number.
    pub words: &'static [&'static str],
    /// The place of the keys of a table that may stand instead of a number; empty where none may.
    pub table: &'static str,
    /// What it is, and where its default comes from: its doc comment.
    pub doc: &'static str,
}

impl Key {
    /// What may be written instead of `value`, which lies outside the range.
    pub fn allowed(&self, value: f64) -> String {
        let show = |v: f64| match self.unit {
            Unit::Days => quantity::show_days(v),
            _ if v.abs() >= 1e15 || (v != 0.0 && v.abs() < 1e-3) => format!("{v:e}"),
            _ => format!("{v}"),
        };
        // Far ends only say that a number is absurd: where the near end is broken, name that one.
        if value < self.low && self.high >= 1e5 {
            return match self.low {
                low if low == TINY => "it must be above 0".to_owned(),
                low => format!("it must be at least {}", show(low)),
            };
        }
        match self.low {
            low if low == TINY => format!("it must be above 0 and at most {}", show(self.high)),
            low => format!("it must lie in [{}, {}]", show(low), show(self.high)),
        }
    }

    /// The default and how it is written in TOML.
    pub fn default_value(&self) -> (f64, String) {
        // A default that did not parse would be caught by the tests of the grammar.
        let value = self.value_of(self.default).unwrap_or(self.low);
        let plain = self.default.replace('_', "");
        match self.unit {
            Unit::Days => (value, tree::quoted(self.default)),
            _ if plain.contains('.') => (value, tree::float(value)),
            _ => (value, plain),
        }
    }

    /// A number as this declaration writes it; `None` if it is none.
    pub fn value_of(&self, text: &str) -> Option<f64> {
        match self.unit {
            Unit::Days => quantity::duration(text),
            _ => text.replace('_', "").parse().ok(),
        }
    }
}

/// No upper end.
pub const ANY: f64 = f64::INFINITY;
/// Smallest number where 0 makes no sense.
pub const TINY: f64 = 1e-9;
/// Longest duration: 4,000 days, the longest horizon.
pub const LONG: f64 = 4_000.0;
