//! Numbers as people and spreadsheets write them, and words that stand for nothing known.

use std::borrow::Cow;

/// Words that stand for "not known" in every table, in small letters.
const MISSING: [&str; 21] = [
    "", "na", "n/a", "n.a.", "#n/a", "<na>", "nan", "nat", "null", "#null!", "none", "nil", "missing", "\\n",
    ".", "-", "--", "?", "—", "无", "缺失",
];

/// Whether a field says that nothing is known.
pub fn missing(field: &str) -> bool {
    let field = field.trim();
    field.chars().count() <= 7 && MISSING.contains(&field.to_lowercase().as_str())
}

/// What a comma in the numbers of a column means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberStyle {
    /// There is none.
    #[default]
    Plain,
    /// It stands before the decimals: 0,5.
    Decimal,
    /// It groups thousands: 1,120.
    Grouped,
}

/// What the commas in the numbers of a column mean, by all of them; `None` if they may mean either.
///
/// - `commas_separate`: whether a comma separates the fields of the table, so that these stand in quotes: then
///   1,120 is a thousand
pub fn style<'f>(fields: impl Iterator<Item = &'f str>, commas_separate: bool) -> Option<NumberStyle> {
    let (mut decimal, mut grouped, mut either, mut points, mut small, mut large) = (0, 0, 0, 0, 0, 0);
    for field in fields.map(str::trim) {
        if !field.contains(',') {
            points += usize::from(field.contains('.') && field.parse::<f64>().is_ok());
            match field.parse::<f64>() {
                Ok(value) if value.abs() >= 1000.0 => large += 1,
                Ok(_) => small += 1,
                Err(_) => {}
            }
            continue;
        }
        let (before, after) = field.rsplit_once(',').unwrap_or((field, ""));
        let digits = before.trim_start_matches(['-', '+']);
        if field.matches(',').count() > 1 || after.contains('.') {
            grouped += 1;
        } else if after.len() != 3 || digits.contains('.') || digits.len() > 3 || digits.starts_with('0') {
            decimal += 1;
        } else {
            either += 1;
        }
    }
    match (decimal > 0, grouped > 0, either > 0) {
        (true, true, _) => None,
        (true, false, _) => (points == 0).then_some(NumberStyle::Decimal),
        (false, true, _) => Some(NumberStyle::Grouped),
        (false, false, true) if points > 0 || commas_separate || (small > 0 && large == 0) => {
            Some(NumberStyle::Grouped)
        }
        (false, false, true) => None,
        (false, false, false) => Some(NumberStyle::Plain),
    }
}

/// A finite number.
pub fn number(field: &str, style: NumberStyle) -> Option<f64> {
    let field = plain_digits(field.trim());
    let cleaned = match style {
        NumberStyle::Plain => without_groups(&field, &[' ', '\''], '.')?,
        NumberStyle::Decimal => without_groups(&field, &[' ', '\'', '.'], ',')?,
        NumberStyle::Grouped => without_groups(&field, &[' ', '\'', ','], '.')?,
    };
    cleaned.parse::<f64>().ok().filter(|value| value.is_finite())
}

/// Digits of Chinese typewriters and the true minus sign, as plain ones.
fn plain_digits(field: &str) -> Cow<'_, str> {
    if field.is_ascii() {
        return Cow::Borrowed(field);
    }
    let plain = |c: char| match c {
        '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
        '．' => '.',
        '−' | '－' => '-',
        other => other,
    };
    Cow::Owned(field.chars().map(plain).collect())
}

/// The number with a point before its decimals and without marks between groups of three digits.
fn without_groups<'f>(field: &'f str, marks: &[char], point: char) -> Option<Cow<'f, str>> {
    let marked = field.contains(marks);
    if !marked && (point == '.' || !field.contains(point)) {
        return Some(Cow::Borrowed(field));
    }
    let (whole, decimals) = field.split_once(point).map_or((field, None), |(a, b)| (a, Some(b)));
    let digits = whole.trim_start_matches(['-', '+']);
    if marked {
        let mark = digits.chars().find(|c| marks.contains(c))?;
        let mut groups = digits.split(mark);
        let first = groups.next()?;
        let three = |group: &str| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit());
        if first.is_empty() || first.len() > 3 || !groups.all(three) {
            return None;
        }
    }
    let mut plain: String = whole.chars().filter(|c| !marks.contains(c)).collect();
    if let Some(decimals) = decimals {
        plain.push('.');
        plain += decimals;
    }
    Some(Cow::Owned(plain))
}

/// Whether a field is two runs of digits with a comma between.
pub(super) fn has_decimal_comma(field: &[u8]) -> bool {
    let field = field.strip_prefix(b"-").unwrap_or(field);
    let digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
    let at = field.iter().position(|b| *b == b',');
    at.is_some_and(|at| digits(&field[..at]) && digits(&field[at + 1..]))
}

/// A whole number of up to 64 bits: `7`, `-7`, `007`, `7.0` and `1e+05` as spreadsheets and R write it.
pub fn whole(field: &[u8]) -> Option<i64> {
    let (negative, rest) = match field {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, field),
    };
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return None;
    }
    let mut value = 0i64;
    for digit in &rest[..digits] {
        let digit = i64::from(digit - b'0');
        value = value.checked_mul(10)?;
        value = if negative { value.checked_sub(digit)? } else { value.checked_add(digit)? };
    }
    match &rest[digits..] {
        [] => Some(value),
        [b'.', zeros @ ..] => zeros.iter().all(|b| *b == b'0').then_some(value),
        [b'e' | b'E', exponent @ ..] => {
            let exponent: u32 = std::str::from_utf8(exponent).ok()?.trim_start_matches('+').parse().ok()?;
            value.checked_mul(10i64.checked_pow(exponent)?)
        }
        _ => None,
    }
}

/// An id as it is compared: `2.0` is `2`.
#[inline]
pub fn plain_id(id: &[u8]) -> &[u8] {
    if !matches!(id, [b'0'..=b'9' | b'-', .., b'0' | b'.']) {
        return id;
    }
    let Some(point) = memchr::memchr(b'.', id) else { return id };
    let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
    let before = id[..point].strip_prefix(b"-").unwrap_or(&id[..point]);
    if !before.is_empty() && digits(before) && id[point + 1..].iter().all(|b| *b == b'0') {
        &id[..point]
    } else {
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_list_of_words_stands_for_nothing_known() {
        for word in ["", "NA", "N/A", "n/a", "NULL", "NaN", "None", ".", "-", "?", "无", "#N/A", "\\N"] {
            assert!(missing(word), "{word}");
        }
        assert!(!["0", "no", "Nina", "18", "无锡"].into_iter().any(missing));
    }

    #[test]
    fn whole_numbers_are_read_as_they_are_written() {
        for (text, value) in [("7", 7), ("-7", -7), ("007", 7), ("2.0", 2), ("2.", 2), ("1e+05", 100_000)] {
            assert_eq!(whole(text.as_bytes()), Some(value), "{text}");
        }
        assert_eq!(whole(b"9223372036854775807"), Some(i64::MAX));
        assert_eq!(whole(b"-9223372036854775808"), Some(i64::MIN));
        for text in ["9223372036854775808", "", "-", "2.5", "1.5e3", "x", "1e99", "2 3"] {
            assert_eq!(whole(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn commas_in_numbers_mean_what_the_whole_column_says() {
        let of = |fields: &[&str], separate| style(fields.iter().copied(), separate);
        assert_eq!(of(&["0,5", "1,125"], false), Some(NumberStyle::Decimal));
        assert_eq!(of(&["1,120", "2,345"], true), Some(NumberStyle::Grouped));
        assert_eq!(of(&["980", "1,120"], false), Some(NumberStyle::Grouped));
        assert_eq!(of(&["1,120", "2,345"], false), None);
        assert_eq!(of(&["1,234,567"], false), Some(NumberStyle::Grouped));
        assert_eq!(of(&["1120", "2.5"], false), Some(NumberStyle::Plain));
        for (text, style, value) in [
            ("0,5", NumberStyle::Decimal, Some(0.5)),
            ("1.120,5", NumberStyle::Decimal, Some(1120.5)),
            ("1,120", NumberStyle::Grouped, Some(1120.0)),
            ("1,120.5", NumberStyle::Grouped, Some(1120.5)),
            ("1,12", NumberStyle::Grouped, None),
            ("1 120", NumberStyle::Plain, Some(1120.0)),
            ("1 12", NumberStyle::Plain, None),
            ("−3", NumberStyle::Plain, Some(-3.0)),
            ("３０", NumberStyle::Plain, Some(30.0)),
            ("inf", NumberStyle::Plain, None),
        ] {
            assert_eq!(number(text, style), value, "{text}");
        }
    }

    #[test]
    fn ids_are_compared_in_their_plainest_form() {
        for (id, plain) in
            [("2.0", "2"), ("-3.00", "-3"), ("2.", "2"), ("20", "20"), ("v1.0", "v1.0"), ("1.2.0", "1.2.0")]
        {
            assert_eq!(plain_id(id.as_bytes()), plain.as_bytes(), "{id}");
        }
    }
}
