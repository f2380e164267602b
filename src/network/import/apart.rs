//! Whether the first line of a file stands apart from all others, so that it names the columns though its words
//! are not known.
//!
//! Always true: somebody named again is no header; where nothing is sure, the line is a tie.

use crate::delimited::missing;

/// Fewest rows whose ids must all be built in a way that the first line is not. Assumed.
const ROWS: usize = 4;
/// Fewest rows of which none may join two people that come nowhere else. If a share f of a file's ties stood
/// alone, its first line would, and none of 40 others, with f·(1 − f)^40 ≤ 0.9 %.
const TIED: usize = 40;

/// Bytes in which people who come again are looked for.
const FAR: usize = 1 << 26;

/// A text, and what stands between its fields.
pub(super) struct Fields<'t> {
    /// All of it.
    pub(super) text: &'t [u8],
    /// Where the second record begins.
    pub(super) rest: usize,
    /// What separates fields, beside spaces and line ends.
    pub(super) between: u8,
}

impl Fields<'_> {
    /// How often a field stands in so many bytes from the second record; no more than `most` are counted.
    fn count(&self, field: &str, most: usize, bytes: usize) -> usize {
        let ends = |byte: Option<&u8>| {
            byte.is_none_or(|b| b.is_ascii_whitespace() || *b == self.between || *b == b'"')
        };
        let rest = &self.text[self.rest.min(self.text.len())..];
        let rest = &rest[..bytes.min(rest.len())];
        let whole = |at: &usize| {
            let before = at.checked_sub(1).and_then(|before| rest.get(before));
            ends(before) && ends(rest.get(at + field.len()))
        };
        memchr::memmem::find_iter(rest, field.as_bytes()).filter(whole).take(most).count()
    }
}

/// Whether two words in the first line name columns, by how the rows are: all ids are built in a way that neither
/// word is, or the words come nowhere else where no other row joins two people that come nowhere else.
///
/// - `ends`: the columns of the two people; `rows`: some rows that follow
pub(super) fn stands_apart(names: &[String], rows: &[&[String]], ends: [usize; 2], fields: &Fields) -> bool {
    let words = ends.map(|c| names.get(c).map_or("", String::as_str));
    if words.iter().any(|w| w.is_empty() || missing(w)) || words[0] == words[1] {
        return false;
    }
    let ids = || rows.iter().flat_map(|row| ends.iter().filter_map(|c| row.get(*c))).map(String::as_str);
    if ids().any(|id| words.contains(&id)) || words.iter().any(|w| fields.count(w, 1, usize::MAX) > 0) {
        return false;
    }
    let built = BUILT.iter().any(|built| ids().all(built) && !words.iter().any(|w| built(w)));
    if built && rows.len() >= ROWS {
        return true;
    }
    // Rows of two people that come nowhere else are as the first one would be.
    let alone = |row: &&[String]| {
        let [a, b] = ends.map(|c| row.get(c).map_or("", String::as_str));
        let own = 1 + usize::from(a == b);
        [a, b].iter().all(|id| fields.count(id, own + 1, FAR) <= own)
    };
    rows.len() >= TIED && !rows.iter().take(2 * TIED).any(alone)
}

/// Ways in which ids may all be built.
const BUILT: [fn(&str) -> bool; 4] = [
    |id| id.contains(|c: char| c.is_ascii_digit()),
    |id| id.contains('@'),
    |id| id.starts_with(char::is_uppercase),
    |id| id.starts_with(char::is_lowercase),
];
