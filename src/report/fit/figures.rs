//! Figures of a fit in print.

use crate::fit::ties::TieCounts;
use crate::report::format::{grouped, rounded};

/// A value with three significant digits: `0.00944`, `0.375`, `18,700`; `∞` where there is no bound.
pub(super) fn significant(value: f64) -> String {
    let size = value.abs();
    if !value.is_finite() {
        return "∞".into();
    }
    if size >= 1000.0 {
        return grouped(rounded(value));
    }
    let digits = if size > 0.0 { (2 - size.log10().floor() as i32).clamp(0, 6) } else { 2 };
    minus(format!("{value:.0$}", digits as usize))
}

/// A value to the place that two digits of the width of its band leave: `2,980`, `41.6`, `385.93`.
pub(super) fn placed(value: f64, width: f64) -> String {
    if !(width > 0.0 && width.is_finite() && value.is_finite()) {
        return significant(value);
    }
    let power = width.log10().floor() as i32 - 1;
    if power >= 0 {
        return grouped((value / 10_f64.powi(power)).round() * 10_f64.powi(power));
    }
    let text = format!("{value:.0$}", power.unsigned_abs().min(6) as usize);
    match text.split_once('.') {
        Some((whole, decimals)) if value >= 1000.0 => {
            format!("{}.{decimals}", grouped(whole.parse::<f64>().unwrap_or(value.trunc())))
        }
        _ => text,
    }
}

/// With the sign that stands for minus in print.
pub(super) fn minus(text: String) -> String {
    match text.strip_prefix('-') {
        Some(rest) => format!("−{rest}"),
        None => text,
    }
}

/// A p-value: three decimals, never 0.
pub(super) fn p_value(p: f64) -> String {
    if p < 0.001 { "< 0.001".into() } else { format!("{p:.3}") }
}

/// A share with one decimal: `6.1 %`.
pub(super) fn tenths(share: f64) -> String {
    format!("{:.1} %", 100.0 * share)
}

/// What was read of ties.
pub(super) fn ties_in_words(t: &TieCounts) -> String {
    let kind = match (t.undirected, t.reversed) {
        (true, _) => "undirected",
        (false, true) => "directed, turned round (--reverse),",
        (false, false) => "directed",
    };
    let [pairs, again, own] = [t.pairs, t.repeats_merged, t.self_ties_dropped].map(|n| grouped(n as f64));
    format!("{pairs} distinct {kind} ties ({again} lines named one again, {own} were to oneself)")
}

/// The neighbours of a person.
pub(super) fn neighbours(t: &TieCounts) -> &'static str {
    match (t.undirected, t.reversed) {
        (true, _) => "the people that a person is tied to",
        (false, true) => "the people who name a person",
        (false, false) => "the people that a person names",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn estimates_keep_three_digits_of_any_size() {
        assert_eq!(significant(0.00944208), "0.00944");
        assert_eq!(significant(-2.18657), "−2.19");
        assert_eq!(significant(18712.7), "18,700");
        assert_eq!(significant(167.378), "167");
        assert_eq!(significant(f64::INFINITY), "∞");
        assert_eq!(p_value(0.00001), "< 0.001");
        assert_eq!(placed(2981.4, 2600.0), "3,000");
        assert_eq!(placed(41.62, 123.0), "40");
        assert_eq!(placed(0.00013, 15.0), "0");
        assert_eq!(placed(12345.678, 0.5), "12,345.68");
        assert_eq!(placed(0.4882, 0.1), "0.49");
    }
}
