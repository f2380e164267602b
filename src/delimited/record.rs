//! One record of a text: its fields, with the quotes of CSV.

use std::borrow::Cow;

/// What separates the fields of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// A comma, semicolon, tab or other byte.
    Byte(u8),
    /// Runs of spaces and tabs.
    Spaces,
}

impl Separator {
    /// Whether this byte is the separator.
    #[inline]
    pub fn is(self, byte: u8) -> bool {
        self == Separator::Byte(byte)
    }

    /// Its name in words.
    pub fn name(self) -> &'static str {
        match self {
            Separator::Byte(b',') => "comma",
            Separator::Byte(b';') => "semicolon",
            Separator::Byte(b'\t') => "tab",
            Separator::Byte(b'|') => "bar",
            Separator::Byte(_) => "separator",
            Separator::Spaces => "space",
        }
    }
}

/// Which lines are comments, by their first characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// None.
    None,
    /// `#`.
    Hash,
    /// `#`, `%` and `//`, as files of networks have them.
    Network,
}

impl Comments {
    /// Whether a line without spaces before it is a comment.
    #[inline]
    pub fn has(self, line: &[u8]) -> bool {
        match self {
            Comments::None => false,
            Comments::Hash => line.first() == Some(&b'#'),
            Comments::Network => matches!(line.first(), Some(b'#' | b'%')) || line.starts_with(b"//"),
        }
    }
}

/// Puts the fields of the record that begins at `at` into `fields`, and returns where the next begins.
///
/// A field may stand in quotes; a quote within is written twice.
///
/// # Errors
/// The place of a quote that is not closed.
pub fn record<'t>(
    text: &'t [u8],
    mut at: usize,
    separator: Separator,
    fields: &mut Vec<Cow<'t, [u8]>>,
) -> Result<usize, usize> {
    fields.clear();
    let blank = |byte: u8| byte.is_ascii_whitespace() && byte != b'\n' && !separator.is(byte);
    loop {
        while text
            .get(at)
            .is_some_and(|byte| blank(*byte) || separator == Separator::Spaces && *byte == b'\t')
        {
            at += 1;
        }
        let ended = text.get(at).is_none_or(|byte| *byte == b'\n');
        if separator == Separator::Spaces && ended {
            return Ok((at + 1).min(text.len()));
        }
        let (field, end) = if text.get(at) == Some(&b'"') {
            let (content, after) = quoted(text, at)?;
            let end = field_end(text, after, separator);
            let rest = text[after..end].trim_ascii_end();
            let content = if rest.is_empty() { content } else { [&content, rest].concat().into() };
            (content, end)
        } else {
            let end = field_end(text, at, separator);
            (Cow::Borrowed(&text[at..end]), end)
        };
        fields.push(trimmed(field));
        match text.get(end) {
            None => return Ok(end),
            Some(b'\n') => return Ok(end + 1),
            Some(_) => at = end + 1,
        }
    }
}

/// Where a field ends: at the next separator or line end.
fn field_end(text: &[u8], at: usize, separator: Separator) -> usize {
    let rest = &text[at..];
    let length = match separator {
        Separator::Byte(byte) => memchr::memchr2(byte, b'\n', rest),
        Separator::Spaces => rest.iter().position(u8::is_ascii_whitespace),
    };
    length.map_or(text.len(), |length| at + length)
}

/// The content of a quoted field, and where its last quote ends.
fn quoted(text: &[u8], at: usize) -> Result<(Cow<'_, [u8]>, usize), usize> {
    let (mut start, mut end) = (at + 1, at + 1);
    let mut before: Vec<u8> = Vec::new();
    loop {
        end += memchr::memchr(b'"', &text[end..]).ok_or(at)?;
        if text.get(end + 1) != Some(&b'"') {
            break;
        }
        before.extend(&text[start..=end]);
        end += 2;
        start = end;
    }
    let last = &text[start..end];
    let content = if before.is_empty() { Cow::Borrowed(last) } else { [&before, last].concat().into() };
    Ok((content, end + 1))
}

fn trimmed(field: Cow<'_, [u8]>) -> Cow<'_, [u8]> {
    match field {
        Cow::Borrowed(field) => Cow::Borrowed(field.trim_ascii()),
        Cow::Owned(field) => Cow::Owned(field.trim_ascii().to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str, separator: Separator) -> Vec<String> {
        let mut fields = Vec::new();
        record(text.as_bytes(), 0, separator, &mut fields).unwrap();
        fields.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect()
    }

    #[test]
    fn quotes_are_those_of_csv() {
        let comma = Separator::Byte(b',');
        assert_eq!(fields("\"Smith, John\",\"Lee, Ann\" ,2\r\n3", comma), ["Smith, John", "Lee, Ann", "2"]);
        assert_eq!(fields("\"the \"\"Fox\"\"\", b,\n", comma), ["the \"Fox\"", "b", ""]);
        assert_eq!(fields("5\" disk,\"a\nb\"\nc", comma), ["5\" disk", "a\nb"]);
        assert_eq!(fields("  \"ann lee\"\t bob \nc", Separator::Spaces), ["ann lee", "bob"]);
        assert_eq!(fields("ann lee\t\tbob", Separator::Byte(b'\t')), ["ann lee", "", "bob"]);
        assert_eq!(record(b"a,\"b", 0, comma, &mut Vec::new()), Err(2));
    }
}
