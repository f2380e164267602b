//! A value that is no TOML: what to write for it.

use super::amount::amount;
use super::date::date;
use super::meant::{Meant, Wanted};
use super::words::{flag, narrowed};
use crate::scenario::plan::Unit;
use crate::scenario::tree;

/// What to write for a value that is no TOML.
pub(super) fn value(text: &str, wanted: Option<Wanted>) -> Meant {
    let text = text.trim();
    let unit = match wanted {
        Some(Wanted::Number(unit)) => Some(unit),
        Some(Wanted::Date) => Some(Unit::Days),
        Some(Wanted::Flag | Wanted::Text | Wanted::Other) | None => None,
    };
    let a_text = || Meant::new(tree::quoted(text), "a text stands in quotes");
    if wanted == Some(Wanted::Text) {
        return a_text();
    }
    if (wanted == Some(Wanted::Date) || unit.is_none())
        && let Some(meant) = date(text)
    {
        return meant;
    }
    if let Some(flag) = flag(text).filter(|_| wanted == Some(Wanted::Flag) || is_caps_flag(text)) {
        return Meant::new(flag.to_string(), "it is true or false, in small letters");
    }
    amount(text, unit).or_else(|| range(text, unit)).unwrap_or_else(a_text)
}

/// What to write for a date or a duration in another form.
pub(crate) fn moment(text: &str) -> Option<Meant> {
    date(text).or_else(|| amount(text.trim_matches('"'), Some(Unit::Days)))
}

/// `True` and its like, which other languages write.
fn is_caps_flag(text: &str) -> bool {
    ["true", "false"].contains(&text.to_lowercase().as_str())
}

/// What to write for two numbers with a dash or dots between: a number with its range.
fn range(text: &str, unit: Option<Unit>) -> Option<Meant> {
    let text = narrowed(text);
    let (from, to) =
        ["..", "~", " to ", "至", "到", "-"].iter().find_map(|sign| text.trim().split_once(sign))?;
    let one = |text: &str| {
        let text = text.trim().trim_start_matches('.');
        amount(text, unit).map(|m| m.toml).or_else(|| tree::is_value(text).then(|| text.to_owned()))
    };
    // The sign behind the second belongs to both.
    let behind = to.trim().trim_start_matches(|c: char| c.is_ascii_digit() || ",._ ".contains(c));
    let with_sign = format!("{}{behind}", from.trim());
    let (from, to) = (one(&with_sign).or_else(|| one(from))?, one(to)?);
    let digits = |text: &str| text.trim_start_matches('"').starts_with(|c: char| c.is_ascii_digit());
    let why = format!(
        "what nobody knows is written with its range: write {{ value = {from}, range = [{from}, {to}] }}"
    );
    (digits(&from) && digits(&to)).then_some(Meant { toml: from, why })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_read_as_its_key_wants() {
        let number = |unit| Some(Wanted::Number(unit));
        let cases = [
            ("ads", None, "\"ads\""),
            ("Ads, burst", None, "\"Ads, burst\""),
            ("2027/3/1", None, "2027-03-01"),
            ("2027/3/1", Some(Wanted::Text), "\"2027/3/1\""),
            ("52 weeks", Some(Wanted::Date), "\"52w\""),
            ("March 1, 2027", Some(Wanted::Date), "2027-03-01"),
            ("True", None, "true"),
            ("yes", Some(Wanted::Flag), "true"),
            ("否", Some(Wanted::Flag), "false"),
            ("yes", None, "\"yes\""),
            ("30m", number(Unit::Money), "30_000_000"),
            ("30m", number(Unit::Days), "\"30m\""),
            ("0.3-0.5", number(Unit::Share), "0.3"),
            ("200,000~400,000", number(Unit::Money), "200_000"),
        ];
        for (text, wanted, toml) in cases {
            assert_eq!(value(text, wanted).toml, toml, "{text} {wanted:?}");
        }
        let why = value("30%..50%", number(Unit::Share)).why;
        assert!(why.ends_with("write { value = \"30%\", range = [\"30%\", \"50%\"] }"), "{why}");
    }
}
