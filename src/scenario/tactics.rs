//! Reads one tactic: when it runs, what it may cost, and the settings of its kind.

use super::channels::days_between;
use super::keys;
use super::plan::{TacticPlan, When};
use super::quantity;
use super::section::Section;
use super::spec::{Kind, Spend, TacticContext};
use super::tree::{self, Value};

/// Reads a tactic of any kind but seeding.
pub(super) fn read(s: &Section<'_>, kind: &Kind, name: &str, around: &TacticContext<'_>) -> TacticPlan {
    let also = kind.also_starts.map(|word| word.name).filter(|key| s.has(key));
    let starts_key = match also {
        Some(also) if s.has("starts") => {
            s.problem(also, "stands beside starts", "they mean the same; take one away");
            s.allow(also);
            "starts"
        }
        Some(also) => also,
        None => "starts",
    };
    let starts = when(s, starts_key, around).unwrap_or(When::Day(0.0));
    let stops = when(s, "stops", around);
    if let (When::Day(from), Some(When::Day(to))) = (starts, stops)
        && to <= from
    {
        s.problem("stops", "comes before it starts", "let it stop after it starts");
    }
    if matches!(starts, When::Day(day) if day >= around.horizon) {
        s.warning(starts_key, "lies beyond the horizon", "this tactic never runs");
    }
    let first = if let When::Day(day) = starts { day.min(around.horizon) } else { 0.0 };
    let left = around.horizon - first;
    let free_because = s.maybe_text("free_because");
    let spec = (kind.read)(s, &TacticContext { left, ..*around });
    if around.thresholds && spec.needs().impression_price.is_some() {
        let help = "audiences need exponential resistance; take it away, or [talk] resistance";
        s.problem("kind", format!("is {}", tree::quoted(kind.name)), help);
    }
    let usual = match spec.spend(left) {
        Some(Spend::Amount(amount)) => Some(amount),
        Some(Spend::All | Spend::Rest) | None => None,
    };
    let budget = s.maybe(&keys::BUDGET).or(usual);
    if let Some(budget) = budget.filter(|_| !s.has("budget")) {
        s.record("budget", tree::float(budget));
    }
    if !spec.costs() && free_because.as_ref().is_none_or(|why| why.trim().is_empty()) {
        s.problem("", "has no price", "give it one, or say free_because = \"why it costs nothing\"");
    }
    TacticPlan { name: name.to_owned(), starts, stops, budget, free_because, spec }
}

/// A moment: a date, a duration from the start, or a condition.
fn when(s: &Section<'_>, key: &'static str, around: &TacticContext<'_>) -> Option<When> {
    let node = s.node(key)?;
    let help = "write a date such as 2010-08-16 without quotes, a duration from the start such as \"12w\", \
                or a condition such as \"active >= 100_000\"";
    let moment = match &node.value {
        Value::Date(date) => Some(When::Day(days_between(around.start, *date))),
        Value::Text(text) => match quantity::condition(text) {
            Some(Ok(condition)) => Some(condition),
            Some(Err(help)) => {
                s.problem(key, format!("is {}", tree::quoted(text)), help);
                return None;
            }
            None => quantity::duration(text).map(When::Day),
        },
        _ => None,
    };
    match moment {
        Some(When::Day(day)) if day < 0.0 => {
            s.problem(key, format!("is {}", node.written()), format!("the story starts on {}", around.start));
            None
        }
        Some(moment) => {
            s.record(if key == "stops" { key } else { "starts" }, node.written());
            Some(moment)
        }
        None => {
            s.problem(key, format!("is {}", node.describe()), help);
            None
        }
    }
}
