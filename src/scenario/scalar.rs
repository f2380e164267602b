//! One number: its unit, its range, and what was meant where it is written in another way.

use super::key::{Key, Unit};
use super::quantity::{self, figure};
use super::section::Section;
use super::tree::{Node, Value};
use super::typed;

impl Section<'_> {
    /// One number within the range of its key. Where it is plain what was meant, that is told, and read on with.
    pub(super) fn scalar(&self, key: &'static Key, name: &str, node: &Node) -> Option<f64> {
        let value = match (&node.value, key.unit) {
            (Value::Text(text), Unit::Days) => quantity::duration(text),
            (Value::Text(text), Unit::Share) => quantity::percentage(text),
            (_, Unit::Days) => None,
            (Value::Whole(number), _) => Some(*number as f64),
            (Value::Float(_), Unit::Count) => None,
            (Value::Float(number), _) => Some(*number).filter(|n| !n.is_nan()),
            _ => None,
        };
        let found = format!("is {}", node.describe());
        let Some(value) = value else {
            let (help, meant) = misread(key, node);
            self.cx.problem(node.at, name, found, help);
            return meant.filter(|value| (key.low..=key.high).contains(value));
        };
        if !(key.low..=key.high).contains(&value) {
            let as_percent =
                key.unit == Unit::Share && (2.0..=100.0).contains(&value) && node.text().is_none();
            let share = value / 100.0;
            if as_percent && (key.low..=key.high).contains(&share) {
                let help = format!("it is a share of 1: write {} or \"{}%\"", figure(share), figure(value));
                self.cx.problem(node.at, name, found, help);
                return Some(share);
            }
            self.cx.problem(node.at, name, found, key.allowed(value));
            return None;
        }
        if let Some(said) = node.said.as_deref().filter(|said| key.unit == Unit::Money && by_thousands(said))
        {
            let whole = said.replace('.', "_");
            let help =
                format!("thousands are set apart by _, decimals by a point: write {whole}, or {value}");
            self.cx.problem(node.at, name, found, help);
            return Some(value * 1_000.0);
        }
        Some(value)
    }
}

/// What to write instead of a value that is no number, and the number that was plainly meant.
fn misread(key: &Key, node: &Node) -> (String, Option<f64>) {
    let text = match &node.value {
        Value::Text(text) | Value::Other(text) => text.clone(),
        Value::Date(_) | Value::Flag(_) | Value::List(_) | Value::Table(_) => String::new(),
        Value::Whole(number) if key.unit == Unit::Days => {
            let help = format!("say of what: \"{number}d\" are days, \"{number}w\" weeks (y, w, d, h, m, s)");
            return (help, None);
        }
        Value::Float(number) if number.fract() == 0.0 && key.unit == Unit::Count => {
            return (format!("it must be a whole number: write {}", figure(*number)), Some(*number));
        }
        Value::Whole(_) | Value::Float(_) => String::new(),
    };
    let plain = text.trim().parse::<f64>().ok().filter(|n| n.is_finite() && key.unit != Unit::Days);
    if let Some(number) = plain {
        return (format!("a number stands without quotes: write {}", text.trim()), Some(number));
    }
    match typed::amount(&text, Some(key.unit)) {
        Some(meant) => {
            let inner = meant.toml.trim_matches('"');
            let value = match key.unit {
                Unit::Days => quantity::duration(inner),
                Unit::Share if inner.ends_with('%') => quantity::percentage(inner),
                _ => inner.replace('_', "").parse().ok(),
            };
            (meant.why, value)
        }
        None => (key.unit.wanted().to_owned(), None),
    }
}

/// Whether a number may be written with a point between thousands, as in `300.000`: three decimals of which the
/// last is 0, which nobody writes otherwise.
fn by_thousands(said: &str) -> bool {
    let groups: Vec<&str> = said.split('.').collect();
    let digits = |g: &&str| g.bytes().all(|b| b.is_ascii_digit());
    groups.len() == 2
        && (1..=3).contains(&groups[0].len())
        && groups[1].len() == 3
        && groups.iter().all(digits)
        && !groups[0].starts_with('0')
        && groups[1].ends_with('0')
}
