//! Durations, percentages and figures as people write them.

use jiff::civil::Date;

/// Units of time and their length in days; a year is 365 days.
const UNITS: [(char, f64); 6] =
    [('y', 365.0), ('w', 7.0), ('d', 1.0), ('h', 24.0), ('m', 1_440.0), ('s', 86_400.0)];

/// Days in a duration such as `104w`, `1.5h` or `90s`; `None` if it is none.
pub(super) fn duration(text: &str) -> Option<f64> {
    let text = text.trim();
    let unit = text.chars().last()?;
    let &(_, factor) = UNITS.iter().find(|(name, _)| *name == unit)?;
    let number = plain_number(text[..text.len() - unit.len_utf8()].trim())?;
    // Units below a day divide, so that 24h is exactly one day.
    Some(if matches!(unit, 'h' | 'm' | 's') { number / factor } else { number * factor })
}

/// A duration in the largest unit that says it in whole numbers.
pub fn show_days(days: f64) -> String {
    for (unit, per_day) in [('d', 1.0), ('h', 24.0), ('m', 1_440.0), ('s', 86_400.0)] {
        let count = days * per_day;
        if count >= 1.0 && (count - count.round()).abs() < 1e-9 * count {
            return format!("{}{unit}", count.round());
        }
    }
    format!("{days}d")
}

/// A whole number for people, with commas between thousands: `1,300`.
pub fn grouped(count: f64) -> String {
    let digits = format!("{:.0}", count.max(0.0));
    let comma = |at: usize| at > 0 && (digits.len() - at).is_multiple_of(3);
    digits.chars().enumerate().flat_map(|(at, c)| comma(at).then_some(',').into_iter().chain([c])).collect()
}

/// A number as it is best written in a scenario: thousands set apart from 10,000 on.
pub fn figure(value: f64) -> String {
    let text = plain(value);
    let (sign, digits) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    if digits.len() < 5 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return text;
    }
    let mut out = String::from(sign);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(c);
    }
    out
}

/// A number without noise in its last digits.
pub(super) fn plain(value: f64) -> String {
    let rounded = (value * 1e9).round() / 1e9;
    let value = if value.abs() < 1e6 && rounded != 0.0 { rounded } else { value };
    if value.abs() >= 1e15 { format!("{value:e}") } else { format!("{value}") }
}

/// The longest tick that divides a day and is no longer than `days`.
pub(super) fn fitting_tick(days: f64) -> String {
    let ticks = (1.0 / days.max(1.0 / 86_400.0) - 1e-9).ceil() as u32;
    // Whole seconds only, so that the tick can be written down.
    let per_day = (ticks..=86_400).find(|n| 86_400 % n == 0).unwrap_or(86_400);
    show_days(1.0 / f64::from(per_day))
}

/// Days from one date to another, negative if it is earlier.
pub(super) fn days_between(from: Date, to: Date) -> f64 {
    f64::from(from.until(to).map_or(0, |span| span.get_days()))
}

/// The share in `5%`; `None` if it is no percentage.
pub(super) fn percentage(text: &str) -> Option<f64> {
    Some(plain_number(text.trim().strip_suffix('%')?.trim())? / 100.0)
}

/// A number of digits, at most one point, and underscores between digits.
pub(super) fn plain_number(text: &str) -> Option<f64> {
    let ok = |c: char| c.is_ascii_digit() || c == '.' || c == '_';
    if text.is_empty() || !text.chars().all(ok) || text.starts_with('_') || text.ends_with('_') {
        return None;
    }
    text.replace('_', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_in_every_unit() {
        let cases =
            [("104w", 728.0), ("2y", 730.0), ("24h", 1.0), ("1_440m", 1.0), ("43200s", 0.5), ("0d", 0.0)];
        for (text, days) in cases {
            assert_eq!(duration(text), Some(days), "{text}");
        }
        for text in ["", "w", "-1d", "1 month", "5", "1e3d", "_1d", "1__", "..d", "五天"] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    #[test]
    fn durations_are_shown_in_the_unit_that_fits() {
        assert_eq!(show_days(1.0 / 24.0), "1h");
        assert_eq!(show_days(80.0 / 1_440.0), "80m");
        assert_eq!(show_days(28.0), "28d");
        assert_eq!(show_days(0.0), "0d");
    }

    #[test]
    fn figures_are_grouped_from_ten_thousand_on() {
        let cases = [
            (9_999.0, "9999"),
            (10_000.0, "10_000"),
            (-1_234_567.0, "-1_234_567"),
            (0.1, "0.1"),
            (1e15, "1e15"),
        ];
        for (value, wanted) in cases {
            assert_eq!(figure(value), wanted);
        }
    }
}
