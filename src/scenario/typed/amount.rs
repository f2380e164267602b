//! Numbers, shares and durations as people write them.

use super::meant::Meant;
use super::words::{self, Tail, Time, narrowed};
use crate::scenario::plan::Unit;
use crate::scenario::quantity::{figure, plain};

/// What to write for a number of this unit (any, where it is not known); `None` where the text is no
/// number, or is written as it should be.
pub(crate) fn amount(text: &str, unit: Option<Unit>) -> Option<Meant> {
    let (written, narrow) = (text.trim(), narrowed(text.trim()));
    let text = narrow.trim().trim_end_matches([';', ',']).trim_end();
    let (text, front) = words::without_front(text);
    if matches!(unit, Some(Unit::Days) | None)
        && let Some(meant) = several_times(text, unit)
    {
        return Some(meant);
    }
    let (number, behind) = split(text);
    let Numeral { value, odd } = numeral(number)?;
    let tail = words::tail(behind, unit)?;
    match tail {
        Tail::Nothing => match odd {
            _ if unit == Some(Unit::Days) => None,
            Some(why) => Some(Meant::new(figure(value), why)),
            None if front => Some(Meant::new(figure(value), ALONE)),
            None if narrow != written => {
                Some(Meant::new(number.trim().to_owned(), "digits and signs are the plain ones"))
            }
            None if narrow.ends_with([';', ',']) => {
                Some(Meant::new(figure(value), "nothing stands behind a value"))
            }
            None => None,
        },
        Tail::Percent => match unit {
            Some(Unit::Share) | None => {
                Some(Meant::new(format!("\"{}%\"", plain(value)), "a percentage stands in quotes"))
            }
            Some(Unit::Number) => Some(Meant::new(plain(value / 100.0), "it is no percentage")),
            Some(Unit::Money | Unit::Count | Unit::Days) => None,
        },
        Tail::Factor(1.0) => Some(Meant::new(figure(value), ALONE)),
        Tail::Factor(factor) => Some(Meant::new(figure(value * factor), "numbers are written out")),
        Tail::Time(time) => match (unit, time) {
            (Some(Unit::Days) | None, time) => Some(duration(value, time)),
            (Some(_), Time::Letter(_, days)) => {
                Some(Meant::new(figure(value * days), "it is a number, of days where it is a time"))
            }
            (Some(_), Time::Months(_)) => None,
        },
    }
}

/// A duration of one unit.
fn duration(value: f64, time: Time) -> Meant {
    match time {
        Time::Letter(letter, _) => Meant::new(
            format!("\"{}{letter}\"", plain(value)),
            "a duration is a number and y, w, d, h, m or s, in quotes",
        ),
        Time::Months(months) => {
            let months = months * value;
            let said = if months % 3.0 == 0.0 {
                format!("\"{}w\"", plain(months / 3.0 * 13.0))
            } else {
                format!("\"{}d\"", (months * 365.0 / 12.0).round())
            };
            Meant::new(said, "months differ in length, so there is no unit for them")
        }
    }
}

/// Durations of several units, such as `1h 30m`, in the smallest of them.
fn several_times(text: &str, unit: Option<Unit>) -> Option<Meant> {
    let (mut rest, mut days, mut smallest, mut parts) = (text.trim(), 0.0, None::<(char, f64)>, 0);
    while !rest.is_empty() {
        let (number, behind) = split(rest);
        let value = numeral(number)?.value;
        let word = behind.trim_start();
        let end = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
        let Time::Letter(letter, length) =
            words::time(word[..end].trim().trim_end_matches(" and").trim(), unit)?
        else {
            return None;
        };
        days += value * length;
        smallest = Some(smallest.filter(|(_, least)| *least <= length).unwrap_or((letter, length)));
        (rest, parts) = (&word[end..], parts + 1);
    }
    let (letter, length) = smallest.filter(|_| parts > 1)?;
    Some(Meant::new(
        format!("\"{}{letter}\"", plain((days / length * 1e6).round() / 1e6)),
        "a duration has one unit",
    ))
}

/// A number as written, and what is odd about it.
struct Numeral {
    value: f64,
    odd: Option<&'static str>,
}

const ALONE: &str = "a number stands alone";
const THOUSANDS: &str = "thousands are set apart by _ or by nothing";
const DECIMALS: &str = "the decimal sign is a point";

/// Reads the digits of a number with separators of any kind.
fn numeral(text: &str) -> Option<Numeral> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let said = |value: f64, odd| Some(Numeral { value: sign * value, odd });
    if let Some((over, under)) = digits.split_once('/') {
        let (over, under): (f64, f64) = (over.trim().parse().ok()?, under.trim().parse().ok()?);
        let share = (over / under * 1e4).round() / 1e4;
        return share
            .is_finite()
            .then_some(())
            .and_then(|()| said(share, Some("a fraction is written as a decimal")));
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let bare = digits.replace('_', "");
    if let Ok(value) = bare.parse::<f64>() {
        let odd = if bare.starts_with('.') || bare.ends_with('.') {
            Some("digits stand on both sides of the point")
        } else if bare.len() > 1 && bare.starts_with('0') && bare.as_bytes()[1].is_ascii_digit() {
            Some("a number does not begin with 0")
        } else if digits.ends_with('_') || digits.contains("__") {
            Some(THOUSANDS)
        } else {
            None
        };
        return said(value, odd);
    }
    let signs: Vec<char> = digits.chars().filter(|c| !c.is_ascii_digit()).collect();
    let groups: Vec<&str> = digits.split(|c: char| !c.is_ascii_digit()).collect();
    if groups.iter().any(|g| g.is_empty()) || !signs.iter().all(|c| ",.'’ _".contains(*c)) {
        return None;
    }
    let last = *signs.last()?;
    let tail = groups.last()?.len();
    let in_threes = |groups: &[&str]| {
        !groups[0].starts_with('0') && groups[0].len() <= 3 && groups[1..].iter().all(|g| g.len() == 3)
    };
    let one_kind = signs.iter().all(|c| *c == signs[0]);
    let join = |groups: &[&str]| groups.concat().parse::<f64>().ok();
    let decimals = |groups: &[&str]| {
        let (whole, part) = groups.split_at(groups.len() - 1);
        format!("{}.{}", whole.concat(), part[0]).parse::<f64>().ok()
    };
    if one_kind && in_threes(&groups) {
        return said(join(&groups)?, Some(THOUSANDS));
    }
    // The Chinese way of grouping by ten thousands, and of two in India.
    let by_four = tail == 4 && groups[0].len() <= 4 && groups.last()?.ends_with("000");
    if last != '.' && one_kind && (by_four || signs.len() > 1 && tail == 3) {
        return said(join(&groups)?, Some(THOUSANDS));
    }
    if signs.len() == 1 && last == ',' {
        return said(decimals(&groups)?, Some(DECIMALS));
    }
    let before = &groups[..groups.len() - 1];
    if signs.len() > 1
        && ".,".contains(last)
        && signs[..signs.len() - 1].iter().all(|c| *c != last)
        && in_threes(before)
    {
        return said(decimals(&groups)?, Some(if last == ',' { DECIMALS } else { THOUSANDS }));
    }
    None
}

/// The number at the front and what is behind it.
fn split(text: &str) -> (&str, &str) {
    let of_number = |c: char| c.is_ascii_digit() || ",._'’/ +-".contains(c);
    let mut end = text.find(|c| !of_number(c)).unwrap_or(text.len());
    // An exponent belongs to the number.
    let rest = &text[end..];
    if rest.starts_with(['e', 'E']) && end > 0 {
        let digits = rest[1..].trim_start_matches(['+', '-']);
        let more = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        if more > 0 {
            end = text.len() - digits.len() + more;
        }
    }
    (text[..end].trim(), &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is typed, for which unit, and what should be written.
    const ROWS: &[(&str, Option<Unit>, &str)] = &[
        // Thousands and decimals.
        ("300，000", None, "300_000"),
        ("300,000", None, "300_000"),
        ("1,234,567", None, "1_234_567"),
        ("30,0000", None, "300_000"),
        ("3,00,000", None, "300_000"),
        ("300 000", None, "300_000"),
        ("300\u{202f}000", None, "300_000"),
        ("300'000", None, "300_000"),
        ("300’000", None, "300_000"),
        ("1.234.567", None, "1_234_567"),
        ("1,234.50", None, "1234.5"),
        ("1.234,50", None, "1234.5"),
        ("0,75", None, "0.75"),
        ("0,750", None, "0.75"),
        ("1,5", None, "1.5"),
        (".5", None, "0.5"),
        ("5.", None, "5"),
        ("007", None, "7"),
        ("1/4", None, "0.25"),
        ("３００", None, "300"),
        ("300;", None, "300"),
        // Factors.
        ("30万", None, "300_000"),
        ("30萬", None, "300_000"),
        ("3.5万", None, "35_000"),
        ("30 万元", None, "300_000"),
        ("1.2亿", None, "120_000_000"),
        ("3.5k", None, "3500"),
        ("300K", None, "300_000"),
        ("2M", None, "2_000_000"),
        ("2m", Some(Unit::Money), "2_000_000"),
        ("30w", Some(Unit::Money), "300_000"),
        ("1.5 million CNY", None, "1_500_000"),
        ("2bn", None, "2_000_000_000"),
        // Nouns.
        ("30 CNY", None, "30"),
        ("300,000 RMB", None, "300_000"),
        ("¥300,000", None, "300_000"),
        ("￥300", None, "300"),
        ("$300", None, "300"),
        ("CNY 300", None, "300"),
        ("300元", None, "300"),
        ("200 people", None, "200"),
        ("约300", None, "300"),
        // Shares.
        ("15%", None, "\"15%\""),
        ("15 %", None, "\"15%\""),
        ("７５％", Some(Unit::Share), "\"75%\""),
        ("0,5 %", Some(Unit::Share), "\"0.5%\""),
        ("12.5 percent", Some(Unit::Share), "\"12.5%\""),
        ("30%", Some(Unit::Number), "0.3"),
        // Durations.
        ("30d", None, "\"30d\""),
        ("52 weeks", None, "\"52w\""),
        ("52 Weeks", Some(Unit::Days), "\"52w\""),
        ("52W", Some(Unit::Days), "\"52w\""),
        ("12 months", Some(Unit::Days), "\"52w\""),
        ("12M", Some(Unit::Days), "\"52w\""),
        ("6个月", None, "\"26w\""),
        ("1 month", None, "\"30d\""),
        ("2 quarters", Some(Unit::Days), "\"26w\""),
        ("1年", None, "\"1y\""),
        ("30天", None, "\"30d\""),
        ("2小时", Some(Unit::Days), "\"2h\""),
        ("1h 30m", Some(Unit::Days), "\"90m\""),
        ("1 week and 3 days", Some(Unit::Days), "\"10d\""),
        ("30 days", Some(Unit::Number), "30"),
        ("2 weeks", Some(Unit::Number), "14"),
    ];

    #[test]
    fn what_people_type_for_a_number_is_understood() {
        for (text, unit, wanted) in ROWS {
            let meant = amount(text, *unit).map(|meant| meant.toml);
            assert_eq!(meant.as_deref(), Some(*wanted), "{text} {unit:?}");
        }
    }

    #[test]
    fn what_is_written_well_or_is_no_number_is_left_alone() {
        for text in
            ["300_000", "300", "0.5", "-3", "1e5", "ads", "a,b", "", "%", "万", "1.2.3.4", "Ads 3", "３ad"]
        {
            assert_eq!(amount(text, None), None, "{text}");
        }
        for (text, unit) in
            [("30 weeks", Unit::Share), ("15%", Unit::Money), ("5", Unit::Days), ("3 moons", Unit::Days)]
        {
            assert_eq!(amount(text, Some(unit)), None, "{text}");
        }
    }
}
