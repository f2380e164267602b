//! Delimited text: rows of fields that know their line.
//!
//! Always true: a row's line counts blank lines, comments and line ends within quotes; fields come
//! without surrounding spaces and quotes.

use std::borrow::Cow;
use std::io::Read;

use csv::{ByteRecord, Reader, ReaderBuilder, Trim};

/// First bytes of a gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The separator by the first line: a comma, semicolon or tab; `None` if runs of spaces separate.
pub fn separator(first_line: &[u8]) -> Option<u8> {
    [b',', b';', b'\t'].into_iter().find(|s| first_line.contains(s))
}

/// Text without a byte-order mark.
pub fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text)
}

/// Plain bytes; gzip is known by its first bytes.
///
/// # Errors
/// If a gzip file is not whole, in words.
pub fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, String> {
    if bytes.starts_with(&GZIP) { gunzipped(bytes).map(Cow::Owned) } else { Ok(Cow::Borrowed(bytes)) }
}

/// The bytes in gzip bytes.
///
/// # Errors
/// If they are not a whole gzip file, in words.
pub fn gunzipped(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut plain = Vec::with_capacity(bytes.len() * 4);
    let read = flate2::read::MultiGzDecoder::new(bytes).read_to_end(&mut plain);
    read.map(|_| plain).map_err(|e| format!("not a whole gzip file ({e})"))
}

/// A row: its line, from 1, and its fields.
pub type Row<'r> = (u64, Vec<&'r [u8]>);

/// The rows of a text, the header among them.
///
/// ```
/// let mut rows = groundswell::delimited::Rows::new(b"id; year\n\n a;1962\n", false);
/// assert_eq!(rows.next_row().unwrap().unwrap(), (1, vec![b"id".as_slice(), b"year"]));
/// assert_eq!(rows.next_row().unwrap().unwrap(), (3, vec![b"a".as_slice(), b"1962"]));
/// assert!(rows.next_row().unwrap().is_none());
/// ```
pub struct Rows<'t> {
    text: &'t [u8],
    comments: bool,
    separator: Option<u8>,
    reader: Reader<&'t [u8]>,
    record: ByteRecord,
    /// Bytes whose lines are counted, and the line they end in.
    counted: (usize, u64),
}

impl<'t> Rows<'t> {
    /// Rows of a text; with `comments`, lines that begin with `#` are none.
    pub fn new(text: &'t [u8], comments: bool) -> Rows<'t> {
        let text = without_mark(text);
        let row = |line: &&[u8]| !(line.is_empty() || comments && line[0] == b'#');
        let first = text.split(|b| *b == b'\n').map(<[u8]>::trim_ascii).find(row);
        let separator = separator(first.unwrap_or_default());
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .comment(comments.then_some(b'#'))
            .trim(Trim::All)
            .delimiter(separator.unwrap_or(b' '))
            .from_reader(text);
        Rows { text, comments, separator, reader, record: ByteRecord::new(), counted: (0, 1) }
    }

    /// The next row.
    ///
    /// # Errors
    /// If the text cannot be read as rows.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, csv::Error> {
        if !self.reader.read_byte_record(&mut self.record)? {
            return Ok(None);
        }
        let line = self.line(self.record.position().map_or(0, |p| p.byte() as usize));
        // Between spaces there is nothing; between commas there may be an empty field.
        let fields = self.record.iter().filter(|f| self.separator.is_some() || !f.is_empty());
        Ok(Some((line, fields.collect())))
    }

    /// The line of the row that a read from byte `at` returns: it skips blank lines and comments.
    fn line(&mut self, mut at: usize) -> u64 {
        loop {
            at += match self.text.get(at) {
                Some(b'\r' | b'\n') => 1,
                Some(b'#') if self.comments => self.text[at..].iter().take_while(|b| **b != b'\n').count(),
                _ => break,
            };
        }
        let (from, line) = self.counted;
        let ends = self.text[from..at].iter().filter(|b| **b == b'\n').count();
        self.counted = (at, line + ends as u64);
        self.counted.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line_past_comments_blank_lines_and_quotes() {
        let text = b"# years\r\n\r\nid year\r\n# of adoption\r\na  1962\r\n\"b\nc\"  1963\r\nd 1964";
        let mut rows = Rows::new(text, true);
        let mut found = Vec::new();
        while let Some((line, fields)) = rows.next_row().unwrap() {
            found.push((line, fields.iter().map(|f| String::from_utf8_lossy(f).into_owned()).collect()));
        }
        let row = |line: u64, fields: [&str; 2]| (line, fields.map(str::to_owned).to_vec());
        let expected = [row(3, ["id", "year"]), row(5, ["a", "1962"]), row(6, ["b\nc", "1963"])];
        assert_eq!(found[..3], expected);
        assert_eq!(found[3], row(8, ["d", "1964"]));
    }

    #[test]
    fn a_packed_text_is_known_by_its_first_bytes() {
        assert_eq!(unpacked(b"id,year").unwrap(), b"id,year".as_slice());
        assert!(unpacked(&[0x1f, 0x8b, 8, 0]).is_err());
    }
}
