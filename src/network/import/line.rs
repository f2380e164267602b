//! One line of an edge list: its fields, and what they say.

use super::header::Columns;
use crate::delimited::{self, Comments, NumberStyle, Separator};

/// A line that is not a tie.
#[derive(Debug)]
pub(super) struct Slip {
    /// Where in the text it begins.
    pub(super) at: usize,
    /// What would do.
    pub(super) expected: String,
}

/// How a file is written.
pub(super) struct Form<'a> {
    /// All of it.
    pub(super) bytes: &'a [u8],
    pub(super) separator: Separator,
    pub(super) comments: Comments,
    pub(super) columns: Columns,
    /// Fields of a line.
    pub(super) fields: usize,
    /// Number of the line that shows the others how they should be.
    pub(super) example: u64,
    /// Whether ids are whole numbers.
    pub(super) numbers: bool,
    /// Whether ids may stand in quotes.
    pub(super) quoted: bool,
    /// What a comma in the third column means.
    pub(super) style: NumberStyle,
    /// Whether what follows a `{` is one field, as networkx writes attributes.
    pub(super) braces: bool,
}

/// The fields of a line that are read.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Fields<'l> {
    pub(super) ends: [Option<&'l [u8]>; 2],
    pub(super) third: Option<&'l [u8]>,
    /// Fields up to the last that is not empty.
    used: usize,
    /// All of them.
    all: usize,
}

/// The line that begins at `at`, without surrounding spaces, and where the next begins.
#[inline]
pub(super) fn line_at(bytes: &[u8], at: usize) -> (&[u8], usize) {
    let length = memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at);
    (bytes[at..at + length].trim_ascii(), at + length + 1)
}

/// The lines of a text without surrounding spaces, each with the place where it begins.
pub(super) fn lines(text: &[u8]) -> impl Iterator<Item = (usize, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let begin = at;
        (begin < text.len()).then(|| {
            let (line, next) = line_at(text, begin);
            at = next;
            (begin, line)
        })
    })
}

/// The parts of a line between spaces; what follows a `{` is one, if it is asked for.
pub(super) fn parts(line: &[u8], braces: bool) -> impl Iterator<Item = &[u8]> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_ascii_start();
        if rest.is_empty() {
            return None;
        }
        let end = rest.iter().position(u8::is_ascii_whitespace).filter(|_| !(braces && rest[0] == b'{'));
        let (part, after) = rest.split_at(end.unwrap_or(rest.len()));
        rest = after;
        Some(part)
    })
}

impl<'a> Form<'a> {
    /// Where in the text a piece of it stands.
    pub(super) fn place(&self, piece: &[u8]) -> usize {
        piece.as_ptr() as usize - self.bytes.as_ptr() as usize
    }

    /// The fields of a line.
    pub(super) fn fields<'l>(&self, line: &'l [u8]) -> Fields<'l> {
        let mut found = Fields::default();
        let [from, to] = self.columns.ends;
        let mut put = |field: &'l [u8]| {
            let at = found.all;
            if at == from {
                found.ends[0] = Some(field);
            } else if at == to {
                found.ends[1] = Some(field);
            } else if Some(at) == self.columns.third {
                found.third = Some(field);
            }
            found.all += 1;
            if !field.is_empty() {
                found.used = found.all;
            }
        };
        match self.separator {
            Separator::Byte(separator) => {
                let mut start = 0;
                for end in memchr::memchr_iter(separator, line) {
                    put(line[start..end].trim_ascii());
                    start = end + 1;
                }
                put(line[start..].trim_ascii());
            }
            Separator::Spaces => parts(line, self.braces).for_each(put),
        }
        found
    }

    /// Both ids of a line that has as many fields as all others.
    pub(super) fn ids<'l>(&self, fields: &Fields<'l>) -> Result<[&'l [u8]; 2], String> {
        match fields.ends {
            [Some(a), Some(b)] if !a.is_empty() && !b.is_empty() => {
                if fields.all < self.fields || fields.used > self.fields {
                    let wanted = self.fields;
                    return Err(format!(
                        "{wanted} fields, as in line {}, and not {}",
                        self.example, fields.all
                    ));
                }
                Ok([a, b])
            }
            _ => Err(format!("two ids separated by {}", self.separator_name())),
        }
    }

    /// The third value; not a number where it is none.
    #[inline]
    pub(super) fn value(&self, fields: &Fields) -> f32 {
        fields.third.and_then(|field| self.number(field)).unwrap_or(f32::NAN)
    }

    /// A third value as written.
    pub(super) fn number(&self, field: &[u8]) -> Option<f32> {
        let text = std::str::from_utf8(field).ok()?;
        if self.style == NumberStyle::Plain
            && let Ok(value) = text.parse::<f32>()
        {
            return value.is_finite().then_some(value);
        }
        let text = if text.starts_with('{') { attribute(text)? } else { text };
        let value = delimited::number(text, self.style)? as f32;
        value.is_finite().then_some(value)
    }

    fn separator_name(&self) -> &'static str {
        match self.separator {
            Separator::Byte(b',') => "a comma, as in the first line",
            Separator::Byte(b';') => "a semicolon, as in the first line",
            Separator::Byte(b'\t') => "a tab, as in the first line",
            Separator::Byte(_) => "the separator of the first line",
            Separator::Spaces => "a comma, semicolon, tab or space",
        }
    }
}

/// The weight among attributes as networkx writes them: `{'weight': 0.5}`.
fn attribute(text: &str) -> Option<&str> {
    let after = &text[text.find("weight")? + "weight".len()..];
    let after = after.trim_start_matches(['\'', '"', ' ', ':']);
    after.split([',', '}']).next().map(str::trim)
}

/// Whether an id only says that nothing is known, as programs write it. Written as a name it is one: there are people
/// called Nan, Na and Null.
pub(super) fn no_id(id: &[u8]) -> bool {
    const NAMES: [&[u8]; 5] = [b"Na", b"Nan", b"Nat", b"Nil", b"Null"];
    id.len() <= 7 && !NAMES.contains(&id) && std::str::from_utf8(id).is_ok_and(delimited::missing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_found_among_attributes() {
        assert_eq!(attribute("{'weight': 0.5, 'since': 3}"), Some("0.5"));
    }

    #[test]
    fn names_that_look_like_nothing_are_names() {
        assert!(
            ["NaN", "nan", "NA", "N/A", "NULL", "null", "None", "无"].iter().all(|id| no_id(id.as_bytes()))
        );
        assert!(!["Nan", "Null", "Na", "Nina", "无锡"].iter().any(|id| no_id(id.as_bytes())));
    }
}
