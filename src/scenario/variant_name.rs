//! What tells a strategy of a list from its neighbours, in words: `events from week 26`, `ads continuous flight`.
//!
//! Always true: made of the tactic's name, the key and the value alone, so that a plan keeps its name whatever
//! else is tried beside it.

use super::condition;
use super::quantity::duration;
use super::tree::{Node, Value};

/// The words for one value of a list: of a tactic's name (empty where it need not be said), a key and a value.
pub(super) fn words(tactic: &str, key: &str, value: &Node) -> String {
    let said = match &value.value {
        Value::Table(inner) => inner.get("value").map_or_else(|| value.written(), text),
        Value::Text(_)
        | Value::Whole(_)
        | Value::Float(_)
        | Value::Flag(_)
        | Value::Date(_)
        | Value::Other(_)
        | Value::List(_) => text(value),
    };
    let words = match key {
        "starts" | "when_first" => format!("from {}", moment(&said)),
        "stops" => format!("until {}", moment(&said)),
        "duration" => format!("for {}", span(&said)),
        "refresh_every" => format!("refreshed every {}", span(&said)),
        "again_after" => format!("again after {}", span(&said)),
        "flight" if tactic.is_empty() => format!("{said} flight"),
        "flight" => format!("in {said} flight"),
        "spend" if said == "all" => "all the money".into(),
        "spend" => grouped(&said),
        "spend_each" => format!("{} each", grouped(&said)),
        _ => format!("{} {}", key.replace('_', " "), grouped(&said)),
    };
    [tactic, &words].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A value as it stands in the file, a text without its quotes.
fn text(node: &Node) -> String {
    node.text().map_or_else(|| node.written(), str::to_owned)
}

/// A whole number with commas between thousands; anything else as it stands.
fn grouped(text: &str) -> String {
    let digits = text.replace('_', "");
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return text.to_owned();
    }
    let places = digits.len();
    let comma = |at: usize| at > 0 && (places - at).is_multiple_of(3);
    digits.chars().enumerate().flat_map(|(at, c)| comma(at).then_some(',').into_iter().chain([c])).collect()
}

/// A duration in weeks where they are whole, else in days.
fn span(text: &str) -> String {
    let (count, unit) = match duration(text) {
        Some(days) if days > 0.0 && days % 7.0 == 0.0 => (days / 7.0, "week"),
        Some(days) if days % 1.0 == 0.0 => (days, "day"),
        Some(_) | None => return text.to_owned(),
    };
    format!("{count} {unit}{}", if count == 1.0 { "" } else { "s" })
}

/// A time after the start, or what has to be reached by then.
fn moment(text: &str) -> String {
    if let Some((count, level)) = text.split_once(">=").filter(|_| condition::is_a_count(text)) {
        let level = grouped(level.trim());
        return match count.trim() {
            "active" => format!("{level} active owners"),
            "adopted" => format!("{level} people won"),
            "aware" => format!("{level} people aware"),
            "backlog" => format!("a backlog of {level}"),
            "spent" => format!("{level} spent"),
            other => format!("{level} {other}"),
        };
    }
    match duration(text) {
        Some(0.0) => "the start".into(),
        Some(days) if days % 7.0 == 0.0 => format!("week {}", days / 7.0),
        Some(days) => format!("day {days}"),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::problem::At;

    #[test]
    fn plans_are_named_by_what_differs() {
        let text = |value: &str| Value::Text(value.to_owned());
        let cases = [
            ("events", "when_first", text("26w"), "events from week 26"),
            ("ads", "starts", text("active >= 1_000"), "ads from 1,000 active owners"),
            ("ads", "starts", text("0d"), "ads from the start"),
            ("ads", "starts", text("10d"), "ads from day 10"),
            ("", "flight", text("continuous"), "continuous flight"),
            ("ads", "flight", text("burst"), "ads in burst flight"),
            ("", "refresh_every", text("26w"), "refreshed every 26 weeks"),
            ("ads", "spend", Value::Whole(25_000), "ads 25,000"),
            ("ads", "spend", text("all"), "ads all the money"),
            ("ads", "stops", text("26w"), "ads until week 26"),
            ("ads", "duration", text("1d"), "ads for 1 day"),
            ("forum", "owners_who_need_it", Value::Float(0.2), "forum owners who need it 0.2"),
        ];
        for (tactic, key, value, wanted) in cases {
            assert_eq!(words(tactic, key, &Node::new(value, At { source: 0, start: 0, end: 0 })), wanted);
        }
    }
}
