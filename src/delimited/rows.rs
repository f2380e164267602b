//! The rows of a table, held to its first row.

use std::borrow::Cow;

use super::packed::unpacked;
use super::record::{Comments, Separator, record};
use super::room;
use super::separator::{separator, with_plain_separators};
use super::text::Text;

/// What is wrong with a table, and in which line, if it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The line, from 1.
    pub line: Option<u64>,
    /// What is wrong and what would do.
    pub what: String,
}

/// A row: its line, from 1, and its fields.
pub type Row<'r, 't> = (u64, &'r [Cow<'t, [u8]>]);

/// The rows of a table, the header among them, one after the other.
///
/// ```
/// use groundswell::delimited::{Comments, Rows};
/// let text = Rows::text(b"id; year\n\n a;1962\n".to_vec(), Comments::None).unwrap();
/// let mut rows = Rows::new(&text, Comments::None);
/// let mut found = Vec::new();
/// while let Some((line, fields)) = rows.next_row().unwrap() {
///     found.push((line, String::from_utf8_lossy(&fields[1]).into_owned()));
/// }
/// assert_eq!(found, [(1, "year".to_owned()), (3, "1962".to_owned())]);
/// ```
pub struct Rows<'t> {
    text: &'t [u8],
    comments: Comments,
    /// What separates fields.
    pub separator: Separator,
    at: usize,
    line: u64,
    fields: Vec<Cow<'t, [u8]>>,
    /// Line and number of fields of the first row.
    first: Option<(u64, usize)>,
    /// Whether rows begin with a name that the header leaves out, as R writes tables.
    named: bool,
}

impl<'t> Rows<'t> {
    /// The text behind the bytes of a file: unpacked, decoded, with plain separators.
    ///
    /// # Errors
    /// In words, if it is no text.
    pub fn text(bytes: Vec<u8>, comments: Comments) -> Result<Text, Trouble> {
        let whole = |what: String| Trouble { line: None, what };
        let bytes = unpacked(bytes).map_err(whole)?;
        room::for_lines(&bytes).map_err(whole)?;
        let mut text = Text::of(bytes).map_err(whole)?;
        if let Some(plain) = with_plain_separators(&text.bytes, comments) {
            text.bytes = plain;
            text.said.push("Its full-width commas were read as commas.".into());
        }
        let begin = text.bytes.trim_ascii_start();
        let html = [&b"<!doctype html"[..], b"<html"];
        if html.iter().any(|tag| begin.len() >= tag.len() && begin[..tag.len()].eq_ignore_ascii_case(tag)) {
            return Err(whole("it is a web page, not a table; download the file that the page names".into()));
        }
        Ok(text)
    }

    /// Rows of a text.
    pub fn new(text: &'t Text, comments: Comments) -> Rows<'t> {
        let separator = separator(&text.bytes, comments);
        let mut rows = Rows {
            text: &text.bytes,
            comments,
            separator,
            at: 0,
            line: 1,
            fields: Vec::new(),
            first: None,
            named: false,
        };
        rows.named = rows.rows_are_named();
        rows
    }

    /// The next row that is not blank.
    ///
    /// # Errors
    /// A quote that is not closed; a row with more or fewer fields than the first.
    pub fn next_row(&mut self) -> Result<Option<Row<'_, 't>>, Trouble> {
        let Some(line) = self.advance()? else { return Ok(None) };
        if self.named && self.first.is_none() {
            self.fields.insert(0, Cow::Borrowed(b""));
        }
        let &mut (first, expected) = self.first.get_or_insert((line, self.fields.len()));
        // Spreadsheets leave empty fields behind the last one.
        while self.fields.len() > expected && self.fields.last().is_some_and(|f| f.is_empty()) {
            self.fields.pop();
        }
        if self.fields.len() != expected {
            let fields = |n: usize| if n == 1 { "1 field".to_owned() } else { format!("{n} fields") };
            let mut what = format!(
                "the row has {}, but line {first} has {}, separated by a {}",
                fields(self.fields.len()),
                fields(expected),
                self.separator.name()
            );
            if self.separator == Separator::Byte(b',') && self.fields.len() > expected {
                what += "; a number or name with a comma in it stands in quotes";
            }
            return Err(Trouble { line: Some(line), what });
        }
        Ok(Some((line, &self.fields)))
    }

    /// Reads the fields of the next row that is not blank; its line.
    fn advance(&mut self) -> Result<Option<u64>, Trouble> {
        while self.at < self.text.len() {
            let line = self.line;
            let start = self.at;
            let end = memchr::memchr(b'\n', &self.text[start..]).map_or(self.text.len(), |n| start + n);
            let text = self.text[start..end].trim_ascii();
            if text.is_empty() || self.comments.has(text) {
                self.refuse_if_a_row(text, line)?;
                self.at = (end + 1).min(self.text.len());
                self.line += 1;
                continue;
            }
            self.at = record(self.text, start, self.separator, &mut self.fields).map_err(|_| Trouble {
                line: Some(line),
                what: "a quote (\") is opened and never closed".into(),
            })?;
            self.line += memchr::memchr_iter(b'\n', &self.text[start..self.at]).count() as u64;
            if self.fields.iter().any(|field| !field.is_empty()) {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    /// Refuses a line behind a # that is like the rows around it.
    fn refuse_if_a_row(&self, text: &[u8], line: u64) -> Result<(), Trouble> {
        let Some((_, expected)) = self.first.filter(|(_, n)| *n > 1) else { return Ok(()) };
        let mut fields = Vec::new();
        let spaced = text.get(1).is_none_or(u8::is_ascii_whitespace);
        if spaced || record(text, 0, self.separator, &mut fields).is_err() || fields.len() != expected {
            return Ok(());
        }
        let what = "the line begins with #, as a comment does, but has as many fields as a row: put a space behind the \
                    # of a comment, and a name that begins with # in quotes";
        Err(Trouble { line: Some(line), what: what.into() })
    }

    /// Whether every row holds one field more than the first, between spaces or tabs.
    fn rows_are_named(&mut self) -> bool {
        if !matches!(self.separator, Separator::Spaces | Separator::Byte(b'\t')) {
            return false;
        }
        let mut counts = Vec::new();
        while counts.len() < 100
            && let Ok(Some(_)) = self.advance()
        {
            counts.push(self.fields.len());
        }
        (self.at, self.line) = (0, 1);
        matches!(&counts[..], [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|n| *n == first + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Found = Vec<(u64, Vec<String>)>;

    fn read(text: &[u8]) -> Result<Found, Trouble> {
        let text = Rows::text(text.to_vec(), Comments::Hash)?;
        let mut rows = Rows::new(&text, Comments::Hash);
        let mut found = Vec::new();
        while let Some((line, fields)) = rows.next_row()? {
            found.push((line, fields.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect()));
        }
        Ok(found)
    }

    #[test]
    fn rows_know_their_line_past_comments_blank_lines_and_quotes() {
        let row = |line: u64, fields: [&str; 2]| (line, fields.map(str::to_owned).to_vec());
        let text = b"# years\r\n\r\nid,year\r\n# of adoption\r\na,1962\r\n\"b\nc\",1963\r\nd,1964";
        let expected =
            [row(3, ["id", "year"]), row(5, ["a", "1962"]), row(6, ["b\nc", "1963"]), row(8, ["d", "1964"])];
        assert_eq!(read(text).unwrap(), expected);
        assert_eq!(read(b"id,year\r1,2\r3,4").unwrap()[2], row(3, ["3", "4"]));
    }

    #[test]
    fn ragged_rows_are_refused_with_their_line() {
        let said = read(b"period,value\n1,1,120\n2,2,345\n").unwrap_err();
        assert_eq!(said.line, Some(2));
        assert!(said.what.starts_with("the row has 3 fields, but line 1 has 2 fields"), "{said:?}");
        assert_eq!(read(b"a,b\n1\n2,3\n").unwrap_err().line, Some(2));
        assert_eq!(read(b"a,b\n1,2,\n,,\n3,4\n").unwrap().len(), 3);
        assert_eq!(read(b"a,b\n1,\"2\n").unwrap_err().line, Some(2));
    }

    #[test]
    fn row_names_of_r_are_a_column_without_a_name() {
        let found = read(b"\"id\" \"year\"\n\"1\" \"a\" 1962\n\"2\" \"b\" 1963\n").unwrap();
        assert_eq!(found[0].1, ["", "id", "year"]);
        assert_eq!(found[2].1, ["2", "b", "1963"]);
    }
}
