//! Whether memory has room for a text, told before it is taken.

use rayon::prelude::*;

use crate::memory::{available, in_words};

/// Memory that a line takes beside its text while ties are read and laid out: ids, ties and rows, 8 bytes each.
const LINE: u64 = 24;
/// Bytes that one thread looks at.
const PIECE: usize = 1 << 20;

/// The longest text that there is room for, in bytes, whatever stands in it.
pub(super) fn most() -> u64 {
    available().unwrap_or(u64::MAX)
}

/// Number of lines that end in a text.
pub fn lines(text: &[u8]) -> u64 {
    text.par_chunks(PIECE).map(|piece| memchr::memchr_iter(b'\n', piece).count() as u64).sum()
}

/// Whether there is room for the lines of a text.
///
/// # Errors
/// In words, if there is not.
pub(super) fn for_lines(text: &[u8]) -> Result<(), String> {
    let (length, free) = (text.len() as u64, most());
    // The longest that may fit counts no lines.
    if length.saturating_mul(1 + LINE) <= free {
        return Ok(());
    }
    let need = length + LINE * lines(text);
    if need <= free { Ok(()) } else { Err(too_large(need, free)) }
}

/// What is said of a file whose text needs at least so many bytes.
pub(super) fn too_large(need: u64, free: u64) -> String {
    format!("its text takes over {} of memory to read, and {} are free", in_words(need), in_words(free))
}
