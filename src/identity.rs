//! Identity of plain data: a canonical encoding, and the hash that stands for it.
//!
//! Always true: the encoding depends on the values and on the order of fields and variants, never on
//! their names; equal values have equal encodings.

use std::fmt::Write as _;

use serde::Serialize;
use sha2::{Digest, Sha256};

/// The canonical encoding of a value.
pub fn encoding(value: &impl Serialize) -> Vec<u8> {
    // Plain data in memory: it holds nothing that could not be encoded.
    postcard::to_stdvec(value).unwrap_or_default()
}

/// The finished hash in hexadecimal.
pub fn hexadecimal(hash: Sha256) -> String {
    hash.finalize().iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
