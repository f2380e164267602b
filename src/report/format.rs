//! Numbers as people read them: three significant digits, thousands separated, units behind.

use crate::scenario::plan::Unit;
use crate::statistics::Interval;
use crate::units::Day;

/// A number with thousands separators and no decimals.
pub fn grouped(value: impl Into<f64>) -> String {
    let value = value.into();
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" { format!("−{text}") } else { text }
}

/// A value rounded to three significant digits.
pub fn rounded(value: f64) -> f64 {
    to_digits(value, 3)
}

/// A value rounded to so many significant digits.
pub fn to_digits(value: f64, digits: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let power = value.abs().log10().floor() as i32 + 1 - digits;
    if power >= 0 {
        let step = 10_f64.powi(power);
        (value / step).round() * step
    } else {
        let step = 10_f64.powi(-power);
        (value * step).round() / step
    }
}

/// A count of people or money: `0.4`, `150`, `41,200`, `2.94 M`, `1.2 bn`.
pub fn count(value: f64) -> String {
    let value = rounded(value);
    let size = value.abs();
    let trimmed = |v: f64, unit: &str| {
        let sign = if v < 0.0 { "−" } else { "" };
        let v = v.abs();
        let text = if v >= 100.0 {
            format!("{v:.0}")
        } else if v >= 10.0 {
            format!("{v:.1}")
        } else {
            format!("{v:.2}")
        };
        let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
        format!("{sign}{text}{unit}")
    };
    if size >= 1e9 {
        trimmed(value / 1e9, " bn")
    } else if size >= 1e6 {
        trimmed(value / 1e6, " M")
    } else if size >= 100.0 {
        grouped(value)
    } else {
        trimmed(value, "")
    }
}

/// A whole number of people: like [`count`], but nobody is a fraction.
pub fn people(value: impl Into<f64>) -> String {
    let value = value.into();
    count(if value.abs() < 1e6 { value.round() } else { value })
}

/// A number of people over drawn settings, to two digits: a third would say more than is known.
pub fn rough(value: f64) -> String {
    people(to_digits(value, 2))
}

/// An estimate with its interval, to the place that the interval leaves, one or two of its half's
/// digits: `45 (40–50)`, `5.89 (5.83–5.95)`.
pub fn with_interval(value: f64, low: f64, high: f64) -> String {
    let half = (high - low) / 2.0;
    let place = if half > 0.0 && half.is_finite() { 10_f64.powf((half / 3.0).log10().floor()) } else { 0.0 };
    let told = |v: f64| count(if place > 0.0 { (v / place).round() * place } else { v });
    format!("{} ({}–{})", told(value), told(low), told(high))
}

/// A share as a per cent: `84 %`, `0.4 %`. Nothing that happened reads as 0, and nothing that
/// sometimes failed reads as 100.
pub fn percent(share: f64) -> String {
    let value = share * 100.0;
    if value < 0.0 {
        format!("−{}", percent(-share))
    } else if value == 0.0 {
        "0 %".into()
    } else if value < 0.1 {
        "under 0.1 %".into()
    } else if value < 0.95 {
        format!("{value:.1} %")
    } else if value >= 99.5 && share < 1.0 {
        "over 99 %".into()
    } else {
        format!("{value:.0} %")
    }
}

/// A share that may lie below 0, as a per cent: `−6 %`.
pub fn signed_percent(share: f64) -> String {
    percent(share)
}

/// A value with its interval, if it has one: `84 % (80 % to 88 %)`.
pub fn with_ends(value: f64, interval: Option<Interval>, said: impl Fn(f64) -> String) -> String {
    let ends = interval.map(|i| format!(" ({} to {})", said(i.low), said(i.high)));
    said(value) + &ends.unwrap_or_default()
}

/// Two decimals, with the sign that stands for minus in print.
pub fn hundredths(value: f64) -> String {
    format!("{value:.2}").replace('-', "−")
}

/// A factor: `1.7×`, `0.35×`, `120×`.
pub fn factor(value: f64) -> String {
    if value >= 10.0 {
        format!("{}×", count(value.round()))
    } else if value >= 0.995 {
        format!("{value:.1}×")
    } else if value >= 0.005 {
        format!("{value:.2}×")
    } else {
        "under 0.01×".into()
    }
}

/// A signed number of people: `+41,200`, `−300`, `0`.
pub fn signed(value: f64) -> String {
    let text = people(value);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// A label of an axis: `300`, `10k`, `1.5M`.
pub fn short(value: f64) -> String {
    let (scaled, unit) = if value.abs() >= 1e9 {
        (value / 1e9, "bn")
    } else if value.abs() >= 1e6 {
        (value / 1e6, "M")
    } else if value.abs() >= 1e3 {
        (value / 1e3, "k")
    } else {
        (value, "")
    };
    let text = format!("{scaled:.2}").replace('-', "−");
    format!("{}{unit}", text.trim_end_matches('0').trim_end_matches('.'))
}

/// A time in words: `week 19` from day 14 on, else `day 5`, or `hour 36` where it is no whole day.
pub fn when(day: impl Into<f64>) -> String {
    let day = day.into();
    if day >= 14.0 {
        format!("week {:.0}", day / 7.0)
    } else if (day - day.round()).abs() < 1e-6 {
        format!("day {day:.0}")
    } else {
        format!("hour {}", to_digits(day * 24.0, 4))
    }
}

/// A day in words as [`when`] says it, or by its number where another of these days is in the same week.
pub fn when_among(day: Day, days: &[Day]) -> String {
    let said = when(day);
    if days.iter().any(|other| *other != day && when(*other) == said) { format!("day {day}") } else { said }
}

/// Hours in words: `20 s`, `15 min`, `1.5 h`, `3 days`.
pub fn hours(value: f64) -> String {
    if value < 0.999 / 60.0 {
        format!("{} s", count(value * 3_600.0))
    } else if value < 0.999 {
        format!("{} min", count(value * 60.0))
    } else if value < 48.0 {
        format!("{} h", count(value))
    } else {
        format!("{} days", count(value / 24.0))
    }
}

/// A value without a unit, small ones included: `0.0031`, `0.6`, `41,200`.
pub fn plain(value: f64) -> String {
    if value.abs() < 1.0 { format!("{}", rounded(value)).replace('-', "−") } else { count(value) }
}

/// A value in its unit: days say so, all others are [`plain`].
pub fn measured(value: f64, unit: Unit) -> String {
    if unit == Unit::Days { format!("{} d", plain(value)) } else { plain(value) }
}

/// Columns that a text takes on a terminal; Chinese, Japanese and Korean signs take two.
pub fn width(text: &str) -> usize {
    let wide = |c: char| matches!(u32::from(c), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd);
    text.chars().map(|c| if wide(c) { 2 } else { 1 }).sum()
}

/// The text cut to so many columns, with `…` where something is missing.
pub fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.into();
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width(&kept) + width(c.encode_utf8(&mut [0; 4])) + 1 > columns {
            break;
        }
        kept.push(c);
    }
    kept + "…"
}

/// A count and its noun.
pub(crate) fn plural(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(n as f64), if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_three_digits_and_separators() {
        assert_eq!(count(412_345.0), "412,000");
        assert_eq!(count(2_944_000.0), "2.94 M");
        assert_eq!(count(20_000_000.0), "20 M");
        assert_eq!(count(150.0), "150");
        assert_eq!(count(100.0), "100");
        assert_eq!(count(0.0), "0");
        assert_eq!(count(-41_234.0), "−41,200");
        assert_eq!(count(49.26), "49.3");
        assert_eq!(count(999_999.0), "1 M");
        assert_eq!(signed(300.0), "+300");
        assert_eq!(grouped(1_000_000.0), "1,000,000");
    }

    #[test]
    fn a_share_that_is_not_all_is_never_called_all() {
        assert_eq!(percent(0.9999), "over 99 %");
        assert_eq!(percent(1.0), "100 %");
        assert_eq!(percent(0.0004), "under 0.1 %");
        assert_eq!(percent(0.004), "0.4 %");
        assert_eq!(percent(0.0), "0 %");
        assert_eq!((signed_percent(-0.06), signed_percent(0.35)), ("−6 %".into(), "35 %".into()));
    }

    #[test]
    fn axis_labels_and_weeks_are_short() {
        assert_eq!(short(10_000.0), "10k");
        assert_eq!(short(1_500_000.0), "1.5M");
        assert_eq!(when(182.0), "week 26");
        assert_eq!(when(3.0), "day 3");
        assert_eq!([0.25, 1.5, 2.0, 1.0 / 144.0].map(when), ["hour 6", "hour 36", "day 2", "hour 0.1667"]);
        let days = [20, 22, 28].map(Day::from);
        assert_eq!(days.map(|d| when_among(d, &days)), ["day 20", "day 22", "week 4"]);
        assert_eq!((short(-0.51), percent(-0.06)), ("−0.51".into(), "−6 %".into()));
    }

    #[test]
    fn small_values_and_short_waits_keep_their_digits() {
        assert_eq!(rough(12_940.0), "13,000");
        assert_eq!(rough(1_260_000.0), "1.3 M");
        assert_eq!(rough(7.3), "7");
        assert_eq!(with_interval(44.56, 39.62, 49.51), "45 (40–50)");
        assert_eq!(with_interval(5.894, 5.831, 5.952), "5.89 (5.83–5.95)");
        assert_eq!(with_interval(1_512.0, 1_380.0, 1_660.0), "1,510 (1,380–1,660)");
        assert_eq!(with_interval(3.0, 3.0, 3.0), "3 (3–3)");
        assert_eq!(plain(0.003_123_4), "0.00312");
        assert_eq!(plain(-0.5), "−0.5");
        assert_eq!(plain(41_234.0), "41,200");
        assert_eq!(hours(0.25), "15 min");
        assert_eq!(hours(20.0 / 3_600.0), "20 s");
        assert_eq!(hours(1.5), "1.5 h");
        assert_eq!(hours(72.0), "3 days");
    }

    #[test]
    fn chinese_signs_take_two_columns_and_are_cut_whole() {
        assert_eq!(width("参与感"), 6);
        assert_eq!(cut("参与感参与感", 6), "参与…");
        assert_eq!(cut("ads", 6), "ads");
    }
}
