//! Edge lists with quotes, written anew without them, so that lines and fields are plain to split.

use crate::delimited::{Comments, Separator, record};

/// Stands between fields; no text holds it.
pub(super) const BETWEEN: u8 = 0x1f;

/// A text without quotes.
pub(super) struct Unquoted {
    pub(super) text: Vec<u8>,
    /// Where in it a line end within quotes was made a space.
    pub(super) folded: Vec<usize>,
    /// Comment lines, as far as they stood.
    pub(super) comments: Vec<(u64, Vec<u8>)>,
}

/// Writes a text anew: a line a record, its fields separated by [`BETWEEN`], comments as blank lines.
///
/// # Errors
/// The place of a quote that is not closed.
pub(super) fn unquoted(text: &[u8], separator: Separator, comments: Comments) -> Result<Unquoted, usize> {
    let mut made =
        Unquoted { text: Vec::with_capacity(text.len()), folded: Vec::new(), comments: Vec::new() };
    let (mut at, mut line, mut fields) = (0, 1u64, Vec::new());
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text[at..]).map_or(text.len(), |length| at + length);
        let whole = text[at..end].trim_ascii();
        if whole.is_empty() || comments.has(whole) {
            if !whole.is_empty() {
                made.comments.push((line, whole.to_vec()));
            }
            at = end + 1;
            line += 1;
        } else {
            let next = record(text, at, separator, &mut fields)?;
            for (i, field) in fields.iter().enumerate() {
                if i > 0 {
                    made.text.push(BETWEEN);
                }
                for byte in field.iter() {
                    if *byte == b'\n' {
                        made.folded.push(made.text.len());
                        line += 1;
                    }
                    made.text.push(if matches!(byte, b'\n' | b'\r') { b' ' } else { *byte });
                }
            }
            at = next;
            line += 1;
        }
        made.text.push(b'\n');
    }
    Ok(made)
}
