//! Moments of the calendar: a date, or a duration from the start; for some keys also a condition.

use jiff::civil::Date;

use super::declare::{Section, Word};
use super::quantity::{days_between, duration};
use super::tree::{self, Value};
use super::{condition, typed};
use crate::contract::When;

/// The day under a key, counted from the start; `None` where nothing is written, or something invalid, which is
/// reported.
pub(super) fn day(s: &Section<'_>, key: &'static Word, start: Date) -> Option<f64> {
    let node = s.node(key.name)?;
    let day = written(&node.value, start);
    s.record(key.name, node.written());
    if day.is_none() {
        let usual =
            "write a date such as 2010-08-16 without quotes, or a duration from the start such as \"12w\"";
        let meant = typed::moment(&node.describe());
        s.refuse(key.name, node.describe(), meant.map_or_else(|| usual.to_owned(), |meant| meant.why));
    }
    day
}

/// The day that a date or a duration means, counted from the start.
pub(super) fn written(value: &Value, start: Date) -> Option<f64> {
    match value {
        Value::Date(date) => Some(days_between(start, *date)),
        Value::Text(text) => duration(text),
        _ => None,
    }
}

/// A moment: a date, a duration from the start, or a condition.
pub(super) fn when(s: &Section<'_>, key: &'static str, start: Date) -> Option<When> {
    let node = s.node(key)?;
    let help = "write a date such as 2010-08-16 without quotes, a duration from the start such as \"12w\", \
                or a condition such as \"active >= 100_000\" or \"26w unless active >= 5_000\"";
    let moment = match &node.value {
        Value::Date(date) => Some(When::Day(days_between(start, *date))),
        Value::Text(text) => match condition::trigger(text, start) {
            Some(Ok(moment)) => Some(moment),
            Some(Err(help)) => {
                s.refuse(key, tree::quoted(text), help);
                return None;
            }
            None => duration(text).map(When::Day),
        },
        _ => None,
    };
    match moment {
        Some(When::Day(day)) if day < 0.0 => {
            let text = format!("is {}", node.describe());
            s.follows(key, text, format!("the run starts on {start}"), &["start"]);
            None
        }
        Some(moment) => {
            s.record(
                if ["stops", "enters", "give_up"].contains(&key) { key } else { "starts" },
                node.written(),
            );
            Some(moment)
        }
        None => {
            let meant = typed::moment(&node.describe());
            s.refuse(key, node.describe(), meant.map_or_else(|| help.to_owned(), |meant| meant.why));
            None
        }
    }
}
