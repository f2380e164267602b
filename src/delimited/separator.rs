//! What separates fields, by evidence over many lines.

use std::borrow::Cow;

use super::numbers;
use super::record::{Comments, Separator, record};

/// What may separate fields; of equally good ones the first is taken.
const CANDIDATES: [Separator; 5] = [
    Separator::Byte(b'\t'),
    Separator::Byte(b';'),
    Separator::Byte(b'|'),
    Separator::Byte(b','),
    Separator::Spaces,
];
/// Records that are looked at.
const RECORDS: usize = 300;
/// Bytes that are looked at.
const BYTES: usize = 1 << 17;

/// The separator of a text, by its first lines: the one that gives them all the same number of fields, at
/// least two, and leaves least of the others within fields. A comma within numbers alone is a decimal comma.
pub fn separator(text: &[u8], comments: Comments) -> Separator {
    let rated = CANDIDATES.map(|candidate| (candidate, rate(text, comments, candidate)));
    let mut best: Option<(Separator, Rate)> = None;
    for (candidate, rate) in rated {
        if let Some(rate) = rate
            && best.as_ref().is_none_or(|(_, best)| rate.better(best))
        {
            best = Some((candidate, rate));
        }
    }
    best.map_or_else(|| by_first_line(text, comments), |(separator, _)| separator)
}

/// How well a separator explains the lines.
struct Rate {
    /// Share of records with the usual number of fields.
    alike: f64,
    /// Whether every comma in a field is that of a number.
    decimal: bool,
    /// Mean marks of other separators in a field.
    unclean: f64,
}

impl Rate {
    fn better(&self, other: &Rate) -> bool {
        let whole = (self.alike == 1.0, other.alike == 1.0);
        if whole.0 != whole.1 {
            return whole.0;
        }
        if self.decimal != other.decimal {
            return self.decimal;
        }
        self.alike - self.unclean / 10.0 > other.alike - other.unclean / 10.0 + 1e-9
    }
}

/// Where lines begin that are neither blank nor comments.
fn skip(text: &[u8], comments: Comments, mut at: usize) -> usize {
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
        let line = text[at..end].trim_ascii();
        if !line.is_empty() && !comments.has(line) {
            break;
        }
        at = (end + 1).min(text.len());
    }
    at
}

fn rate(text: &[u8], comments: Comments, separator: Separator) -> Option<Rate> {
    let mut counts: Vec<usize> = Vec::new();
    let (mut fields, mut marks, mut all) = (Vec::new(), 0.0, 0);
    let (mut commas, mut decimals) = (0, 0);
    let mut at = skip(text, comments, 0);
    while at < text.len().min(BYTES) && counts.len() < RECORDS {
        let next = record(text, at, separator, &mut fields).ok()?;
        while fields.last().is_some_and(|field| field.is_empty()) {
            fields.pop();
        }
        for field in &fields {
            all += 1;
            // A quote within a field may be what another separator left over.
            marks += 2.0 * f64::from(u8::from(field.contains(&b'"')));
            if matches!(field, Cow::Owned(_)) || is_quoted(field, text) {
                continue;
            }
            if field.contains(&b',') {
                commas += 1;
                if numbers::has_decimal_comma(field) {
                    decimals += 1;
                    continue;
                }
            }
            marks += unclean(field);
        }
        counts.push(fields.len());
        at = skip(text, comments, next);
    }
    let usual = *counts.iter().max_by_key(|n| (counts.iter().filter(|m| m == n).count(), **n))?;
    let alike = counts.iter().filter(|n| **n == usual).count() as f64 / counts.len() as f64;
    (usual >= 2 && alike >= 0.5).then(|| Rate {
        alike,
        decimal: !separator.is(b',') && commas > 0 && commas == decimals,
        unclean: marks / f64::from(all.max(1)),
    })
}

/// Whether a field stands in quotes.
fn is_quoted(field: &[u8], text: &[u8]) -> bool {
    let at = (field.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    at > 0 && text.get(at - 1) == Some(&b'"')
}

/// How much of other separators a field holds.
fn unclean(field: &[u8]) -> f64 {
    let heavy = field.iter().filter(|b| matches!(b, b'\t' | b';' | b'|')).count() as f64;
    let comma = f64::from(u8::from(field.contains(&b',')));
    // Two numbers in one field; a name may well hold a space, as a date with its time may.
    let plain = |b: &u8| b.is_ascii_digit() || matches!(b, b' ' | b'.' | b'-');
    let spaced = field.contains(&b' ') && field.iter().all(plain);
    // A comma at the edge of a field separates something.
    let edge = matches!(field, [b',', ..] | [.., b',']);
    5.0 * heavy + comma + 2.0 * f64::from(u8::from(edge)) + 2.0 * f64::from(u8::from(spaced))
}

fn by_first_line(text: &[u8], comments: Comments) -> Separator {
    let rest = &text[skip(text, comments, 0)..];
    let line = rest.split(|b| *b == b'\n').next().unwrap_or_default();
    let found = [b',', b';', b'\t'].into_iter().find(|s| line.contains(s));
    found.map_or(Separator::Spaces, Separator::Byte)
}

/// A text whose fields are separated by full-width commas (，) or semicolons (；), with plain ones; `None` where
/// they do not separate fields.
pub fn with_plain_separators(text: &[u8], comments: Comments) -> Option<Vec<u8>> {
    for (wide, plain) in [("，", b','), ("；", b';')] {
        let begin = &text[..text.len().min(BYTES)];
        if memchr::memmem::find(begin, wide.as_bytes()).is_none() {
            continue;
        }
        let mut at = skip(text, comments, 0);
        let (mut lines, mut alike, mut narrow) = (0, 0, 0);
        let mut usual = None;
        while at < begin.len() && lines < RECORDS {
            let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
            let count = memchr::memmem::find_iter(&text[at..end], wide.as_bytes()).count();
            alike += usize::from(count > 0 && *usual.get_or_insert(count) == count);
            narrow += usize::from(text[at..end].iter().any(|b| matches!(b, b',' | b';' | b'\t')));
            lines += 1;
            at = skip(text, comments, (end + 1).min(text.len()));
        }
        // Where plain separators stand in every line, the wide ones belong to names.
        if lines > 0 && 10 * alike >= 9 * lines && 2 * narrow < lines {
            let wide = memchr::memmem::Finder::new(wide.as_bytes());
            let (mut made, mut from) = (Vec::with_capacity(text.len()), 0);
            for place in wide.find_iter(text) {
                made.extend(&text[from..place]);
                made.push(plain);
                from = place + wide.needle().len();
            }
            made.extend(&text[from..]);
            return Some(made);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_found_over_many_lines() {
        let (comma, semicolon, tab) = (Separator::Byte(b','), Separator::Byte(b';'), Separator::Byte(b'\t'));
        for (text, expected) in [
            ("1 2\n2 3\n", Separator::Spaces),
            ("1, 2\n2, 3\n", comma),
            ("1;2;0,5\n2;3;0,25\n", semicolon),
            ("1 2 0,5\n2 3 0,25\n", Separator::Spaces),
            ("ann bob 0,5\nbob cid 1,5\n", Separator::Spaces),
            ("Müller, Hans;Schmidt, Eva\nSchmidt, Eva;Roy, Bo\n", semicolon),
            ("Lee, Ann\tRoy, Bo\nRoy, Bo\tSmith, John\n", tab),
            ("period;value, thousands\n1;5\n2;9\n", semicolon),
            ("source,target,tags\nann,bob,a;b\nbob,cid,c;d\n", comma),
            ("\"Smith; John\",\"Lee; Ann\"\n\"Lee; Ann\",\"Roy; Bo\"\n", comma),
            ("1\t\t2\n2\t 3\n", Separator::Spaces),
            ("a|b\nc|d\n", Separator::Byte(b'|')),
            ("2020-01-01 00:00:00,5\n2020-02-01 00:00:00,6\n", comma),
            ("period,value\n1,1,120\n2,2,345\n3,4,018\n", comma),
        ] {
            assert_eq!(separator(text.as_bytes(), Comments::Hash), expected, "{text}");
        }
    }

    #[test]
    fn full_width_commas_separate_where_no_plain_ones_do() {
        let text = "张三，李四\n李四，王五\n";
        let plain = with_plain_separators(text.as_bytes(), Comments::Hash).unwrap();
        assert_eq!(String::from_utf8(plain).unwrap(), "张三,李四\n李四,王五\n");
        assert!(with_plain_separators("张，三,李四\n李，四,王五\n".as_bytes(), Comments::Hash).is_none());
    }
}
