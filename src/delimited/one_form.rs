//! Letters that may be written in two ways, with an accent or as a letter and a mark behind it: one form of each.
//!
//! The composed form of Unicode (NFC): what looks alike and means the same is the same. Full-width and half-width
//! letters stay two.

use std::borrow::Cow;

use rayon::prelude::*;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc, is_nfc_quick};

/// Letters whose composed form is a sign that tables know: ; and `.
const SIGNS: [char; 2] = ['\u{37e}', '\u{1fef}'];

/// Bytes from which several threads look at a text.
const LONG: usize = 1 << 16;

/// A text in its composed form; the same where it is that already.
///
/// ```
/// use groundswell::delimited::one_form;
/// assert_eq!(one_form("Jose\u{301}"), "José");
/// assert_eq!(one_form("ＡＢＣ"), "ＡＢＣ");
/// ```
pub fn one_form(text: &str) -> Cow<'_, str> {
    let open = match text.len() {
        ..LONG => !text.is_ascii() && text.chars().any(is_open),
        _ => text.par_chars().any(is_open),
    };
    if !open || is_nfc(text) {
        return Cow::Borrowed(text);
    }
    let mut made = String::with_capacity(text.len());
    for piece in text.split_inclusive(SIGNS) {
        let sign = piece.chars().next_back().filter(|c| SIGNS.contains(c));
        let letters = &piece[..piece.len() - sign.map_or(0, char::len_utf8)];
        made.extend(letters.nfc());
        made.extend(sign);
    }
    if made == text { Cow::Borrowed(text) } else { Cow::Owned(made) }
}

/// Whether a text with this letter may be written in another way; never for most letters there are.
fn is_open(c: char) -> bool {
    match c {
        '\0'..'\u{300}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => false,
        _ => canonical_combining_class(c) != 0 || is_nfc_quick(std::iter::once(c)) != IsNormalized::Yes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_has_two_forms_is_changed() {
        for same in ["ann,bob\n", "Müller", "张三,李四", "ｱ,Ａ", "한국", "a\u{37e}b", "ﬁ,½"] {
            assert!(matches!(one_form(same), Cow::Borrowed(_)) || one_form(same) == same, "{same}");
        }
        assert_eq!(one_form("Mu\u{308}ller,Jose\u{301}\u{37e}x"), "Müller,José\u{37e}x");
        assert_eq!(one_form("ベ\u{3099}"), "ベ\u{3099}");
        assert_eq!(one_form("ヘ\u{3099}"), "ベ");
        assert_eq!(one_form("\u{1112}\u{1161}\u{11ab}"), "한");
        // Marks below and above a letter in either order.
        assert_eq!(one_form("q\u{307}\u{323}"), one_form("q\u{323}\u{307}"));
    }
}
