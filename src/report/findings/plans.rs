//! The plans that were tried: how near the next one came, and whether the best stands at an end of what was
//! tried.

use crate::report::titles::name_of;
use crate::scenario::plan::Judged;
use crate::study::Results;
use crate::study::play::Choice;

/// One line for each strategy whose plan was not surely better than the next, or stands at an end.
pub fn plans(results: &Results) -> Vec<String> {
    let line = |chosen: &Choice| {
        let tried = || results.choices.iter().filter(|c| c.strategy == chosen.strategy);
        let typical = |c: &Choice| match results.plan.compare.outcome {
            Judged::Active => c.typical_active.unwrap_or(0.0),
            Judged::Profit => c.mean_profit.unwrap_or(0.0),
        };
        let next = tried().filter(|c| !c.chosen).max_by(|a, b| typical(a).total_cmp(&typical(b)))?;
        let unsure = next.chosen_lead.and_then(|lead| lead.low()).is_none_or(|low| low <= 0.0);
        let names: Vec<&str> = tried().map(|c| c.plan.as_str()).collect();
        let end = end(&names, &chosen.plan);
        let (name, plan, next) = (name_of(&results.plan, chosen.strategy), &chosen.plan, &next.plan);
        let end =
            end.map(|(what, more)| format!("it is the {what} that was tried: {more} may be better still"));
        match (unsure, end) {
            (true, None) => {
                Some(format!("{name}: {plan} was not surely better than {next} on the training runs."))
            }
            (true, Some(end)) => {
                Some(format!("{name}: {plan} was not surely better than {next} on the training runs; {end}."))
            }
            (false, Some(end)) => Some(format!("{name}: {plan} was the best on the training runs; {end}.")),
            (false, None) => None,
        }
    };
    results.choices.iter().filter(|c| c.chosen && c.runs > 0).filter_map(line).collect()
}

/// The end of what was tried at which a plan stands, and what lies beyond; `None` where it stands at none,
/// where values have no order, or where there is nothing beyond.
fn end(names: &[&str], chosen: &str) -> Option<(String, &'static str)> {
    let parts = |name: &str| name.split(", ").map(measure).collect::<Vec<_>>();
    let all: Vec<Vec<(String, Option<f64>)>> = names.iter().map(|name| parts(name)).collect();
    let own = parts(chosen);
    own.iter().enumerate().find_map(|(at, (pattern, value))| {
        let value = (*value)?;
        let values: Vec<f64> = all
            .iter()
            .map(|parts| parts.get(at).filter(|part| part.0 == *pattern)?.1)
            .collect::<Option<_>>()?;
        let (low, high) = values.iter().fold((value, value), |(low, high), v| (low.min(*v), high.max(*v)));
        let (upper, lower, noun) = if pattern.contains("from day") {
            (("latest", "later ones"), ("earliest", "earlier ones"), "start")
        } else if pattern.contains("until day") {
            (("latest", "later ones"), ("earliest", "earlier ones"), "end")
        } else if pattern.contains("days") {
            (("longest", "longer ones"), ("shortest", "shorter ones"), "time")
        } else {
            (("largest", "larger ones"), ("smallest", "smaller ones"), "number")
        };
        let (word, more) = match value {
            _ if low == high => return None,
            v if v == high => upper,
            v if v == low && v > 0.0 => lower,
            _ => return None,
        };
        Some((format!("{word} {noun}"), more))
    })
}

/// The number in some words and the words without it, weeks counted in days.
fn measure(words: &str) -> (String, Option<f64>) {
    let words = words.replace("from the start", "from day 0").replace("until the start", "until day 0");
    let weeks = words.split(' ').any(|word| ["week", "weeks"].contains(&word));
    let mut number = None;
    let mut pattern = Vec::new();
    for word in words.split(' ') {
        let value = word.replace(',', "").parse::<f64>().ok().filter(|_| number.is_none());
        pattern.push(match word {
            _ if value.is_some() => "#",
            // A length of time, or a time after the start.
            "week" | "weeks" | "day" | "days" => {
                if number.is_some() {
                    "days"
                } else {
                    "day"
                }
            }
            other => other,
        });
        number = number.or(value);
    }
    (pattern.join(" "), number.map(|value| value * if weeks { 7.0 } else { 1.0 }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_of_what_was_tried_is_named_with_what_lies_beyond() {
        let starts = ["events from week 4", "events from week 12", "events from week 26"];
        let latest = Some(("latest start".into(), "later ones"));
        assert_eq!(end(&starts, starts[2]), latest);
        assert_eq!(end(&starts, starts[1]), None);
        assert_eq!(end(&starts, starts[0]), Some(("earliest start".into(), "earlier ones")));
        // Nothing lies before the start, and days and weeks are compared.
        let from = ["ads from the start", "ads from day 10", "ads from week 2"];
        assert_eq!(end(&from, from[0]), None);
        assert_eq!(end(&from, from[2]), latest);
        let spans = ["refreshed every 1 week", "refreshed every 10 days", "refreshed every 4 weeks"];
        assert_eq!(end(&spans, spans[2]), Some(("longest time".into(), "longer ones")));
        assert_eq!(end(&spans, spans[1]), None);
        let money = ["ads 25,000, events 9 each", "ads 100,000, events 9 each"];
        assert_eq!(end(&money, money[1]), Some(("largest number".into(), "larger ones")));
        // What has no order has no end.
        for names in
            [["burst flight", "continuous flight"], ["ads from week 26", "ads from 1,000 active owners"]]
        {
            assert!(names.iter().all(|name| end(&names, name).is_none()), "{names:?}");
        }
    }
}
