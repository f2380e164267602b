//! Conditions as people write them: `active >= 100_000 and loyal >= 10 % for 28d`, `26w unless active >= 5_000`.

use jiff::civil::Date;

use super::problem::suggestion;
use super::quantity::{days_between, duration, percentage, plain_number};
use crate::contract::{Clause, Condition, Figure, Scale, When};

/// Names of the figures that conditions can read.
pub(super) fn figures() -> Vec<&'static str> {
    Figure::ALL.iter().map(|(name, _)| *name).collect()
}

/// A condition, or a moment with `unless` and a condition; `None` if the text is neither.
///
/// - `start`: the first day, from which dates are counted
///
/// # Errors
/// The remedy, if the text holds a comparison but is no condition.
pub(super) fn trigger(text: &str, start: Date) -> Option<Result<When, String>> {
    if let Some((moment, rest)) = text.split_once(" unless ") {
        let date = || moment.trim().parse().ok().map(|date| days_between(start, date));
        let help = "write a duration or a date before unless, and a condition after it, as in \
                    \"26w unless active >= 5_000\"";
        let day = duration(moment).or_else(date).ok_or_else(|| help.to_owned());
        return Some(day.and_then(|day| Ok(When::Unless(day, condition(rest)?))));
    }
    text.contains(['>', '<', '=', '≥', '≤']).then(|| condition(text).map(When::Reached))
}

/// Whether a text only asks for a number to be reached.
pub(super) fn is_a_count(text: &str) -> bool {
    let count = |c: &Clause| {
        c.at_least && !c.share && c.lasting == 0.0 && matches!(c.figure.scale(), Scale::Count | Scale::Number)
    };
    condition(text).is_ok_and(|condition| matches!(&condition.0[..], [one] if count(one)))
}

/// Clauses with `and` between.
fn condition(text: &str) -> Result<Condition, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.iter().any(|w| ["or", "||", "或", "或者"].contains(w)) {
        return Err("there is no \"or\": write a tactic for each of the two".into());
    }
    if words.iter().any(|w| ["&&", "&", "且", "并且", "AND"].contains(w)) {
        return Err("write \"and\" between conditions".into());
    }
    text.split(" and ").map(clause).collect::<Result<_, _>>().map(Condition)
}

fn clause(text: &str) -> Result<Clause, String> {
    let (name, at_least, bound) = match (text.split_once(">="), text.split_once("<=")) {
        (Some((name, bound)), None) => (name.trim(), true, bound),
        (None, Some((name, bound))) => (name.trim(), false, bound),
        _ => return Err("write a figure, >= or <=, and a bound, as in \"active >= 100_000\"".into()),
    };
    let Some(&(name, figure)) = Figure::ALL.iter().find(|(known, _)| *known == name) else {
        return Err(suggestion(name, &figures()));
    };
    let (bound, lasting) = match bound.split_once(" for ") {
        Some((bound, lasting)) => {
            let help = || format!("write how long it must hold as a duration, as in \"{name} … for 28d\"");
            (bound.trim(), duration(lasting).ok_or_else(help)?)
        }
        None => (bound.trim(), 0.0),
    };
    let level = level(figure, at_least, bound).ok_or_else(|| wanted(name, figure, at_least))?;
    Ok(Clause { figure, share: bound.ends_with('%'), at_least, level, lasting })
}

/// The bound of a figure: hours for waits.
fn level(figure: Figure, at_least: bool, bound: &str) -> Option<f64> {
    let (negative, plain) = match bound.strip_prefix(['-', '−']) {
        Some(rest) if figure == Figure::WeeklyGrowth => (true, rest.trim()),
        _ => (false, bound),
    };
    let share = percentage(plain);
    let level = match figure.scale() {
        Scale::Duration => duration(plain).map(|days| days * 24.0),
        Scale::Number => plain_number(plain),
        Scale::Count => share.filter(|share| *share <= 1.0).or_else(|| plain_number(plain)),
        Scale::Share if figure == Figure::WeeklyGrowth => share.or_else(|| plain_number(plain)),
        Scale::Share => share.or_else(|| plain_number(plain)).filter(|share| *share <= 1.0),
    }?;
    // What always holds is no condition.
    (level > 0.0 || !at_least || negative).then_some(if negative { -level } else { level })
}

/// What is written behind the comparison.
fn wanted(name: &str, figure: Figure, at_least: bool) -> String {
    let sign = if at_least { ">=" } else { "<=" };
    let above = if at_least { " above 0" } else { "" };
    match figure.scale() {
        Scale::Count => {
            format!(
                "write a number{above} or a percentage, such as \"{name} {sign} 1_000\" or \"{name} {sign} 30 %\""
            )
        }
        Scale::Number => format!("write a number{above}, such as \"{name} {sign} 1_000\""),
        Scale::Share => format!("write a percentage{above}, such as \"{name} {sign} 10 %\""),
        Scale::Duration => format!("write a duration, such as \"{name} {sign} 4h\""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Result<When, String>> {
        trigger(text, "2026-01-01".parse().unwrap())
    }

    fn one(figure: Figure, share: bool, at_least: bool, level: f64) -> Clause {
        Clause { figure, share, at_least, level, lasting: 0.0 }
    }

    #[test]
    fn conditions_are_read_with_their_units() {
        for (text, clauses) in [
            ("active >= 100_000", vec![one(Figure::Active, false, true, 100_000.0)]),
            ("participants>=30 %", vec![one(Figure::Participants, true, true, 0.3)]),
            ("wait <= 4h", vec![one(Figure::Wait, false, false, 4.0)]),
            ("satisfied >= 0.8", vec![one(Figure::Satisfied, false, true, 0.8)]),
            ("weekly_growth <= -5 %", vec![one(Figure::WeeklyGrowth, true, false, -0.05)]),
            (
                "loyal >= 10 % and quality >= 80% for 4w",
                vec![
                    one(Figure::Loyal, true, true, 0.1),
                    Clause { lasting: 28.0, ..one(Figure::Quality, true, true, 0.8) },
                ],
            ),
        ] {
            assert_eq!(read(text), Some(Ok(When::Reached(Condition(clauses)))), "{text}");
        }
        let late = Condition(vec![one(Figure::Active, false, true, 5_000.0)]);
        assert_eq!(read("26w unless active >= 5_000"), Some(Ok(When::Unless(182.0, late.clone()))));
        assert_eq!(read("2026-01-31 unless active >= 5_000"), Some(Ok(When::Unless(30.0, late))));
        assert_eq!([read("12w"), read("2026-03-01")], [None, None]);
        assert_eq!(
            ["active >= 9", "loyal >= 9 %", "active >= 9 and spent >= 9"].map(is_a_count),
            [true, false, false]
        );
    }

    #[test]
    fn mistakes_are_told_with_what_to_write() {
        for (text, help) in [
            ("actve >= 5", "did you mean \"active\"?"),
            ("active > 5", "write a figure, >= or <=, and a bound, as in \"active >= 100_000\""),
            (
                "active >= 0",
                "write a number above 0 or a percentage, such as \"active >= 1_000\" or \"active >= 30 %\"",
            ),
            ("satisfied >= 80", "write a percentage above 0, such as \"satisfied >= 10 %\""),
            ("wait <= 4", "write a duration, such as \"wait <= 4h\""),
            ("spent >= 30 %", "write a number above 0, such as \"spent >= 1_000\""),
            ("active >= 5 or aware >= 9", "there is no \"or\": write a tactic for each of the two"),
            ("active >= 5 && aware >= 9", "write \"and\" between conditions"),
            ("active >= 5 for ever", "write how long it must hold as a duration, as in \"active … for 28d\""),
            (
                "soon unless active >= 5",
                "write a duration or a date before unless, and a condition after it, as in \"26w unless active >= 5_000\"",
            ),
        ] {
            assert_eq!(read(text), Some(Err(help.to_owned())), "{text}");
        }
    }
}
