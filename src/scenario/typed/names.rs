//! Keys and names as they should be written.

use super::words::{is_foreign_quote, narrowed};
use crate::scenario::tree;

/// A key as it should be written: without blanks and signs of lists, with quotes where it is no plain word.
pub(super) fn key_as_meant(written: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let plain = |part: &str| !part.is_empty() && part.chars().all(bare);
    let in_quotes = |part: &str| {
        part.len() > 1
            && (part.starts_with('"') && part.ends_with('"')
                || part.starts_with('\'') && part.ends_with('\''))
    };
    if written.contains(['"', '\''])
        && written.split('.').all(|p| plain(p.trim()) || in_quotes(p.trim()) || p.contains(['"', '\'']))
    {
        return written.to_owned();
    }
    let narrow = narrowed(written);
    let text =
        narrow.trim().trim_start_matches("- ").trim_start_matches('*').trim_end_matches(['*', ' ', ':']);
    let text: String = text.chars().map(|c| if is_foreign_quote(c) { '"' } else { c }).collect();
    let part = |part: &str| {
        let part = part.trim();
        if plain(part) || in_quotes(part) {
            return part.to_owned();
        }
        let joined = part.split_whitespace().collect::<Vec<_>>().join("_");
        if plain(&joined) { joined.to_lowercase() } else { tree::quoted(part.trim_matches('"')) }
    };
    text.split('.').map(part).collect::<Vec<_>>().join(".")
}
