//! Bytes → text: the encoding is found and said, line ends and spaces are made plain.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, GBK, UTF_16BE, UTF_16LE, WINDOWS_1252};
use rayon::prelude::*;

use super::one_form::one_form;

/// The text of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    /// UTF-8 without a mark. Lines end in LF or CRLF; spaces of other kinds are plain ones.
    pub bytes: Vec<u8>,
    /// What was done to read it, a sentence each.
    pub said: Vec<String>,
}

/// Bytes that one thread looks at.
const PIECE: usize = 1 << 20;
/// Bytes that an encoding is guessed from.
const GUESSED: usize = 1 << 20;

const HIGH: u8 = 1;
const RETURN: u8 = 2;
const CONTROL: u8 = 4;

impl Text {
    /// The text behind bytes that are not packed.
    ///
    /// # Errors
    /// In words: bytes that are no text, or text of an encoding that is not known.
    pub fn of(bytes: Vec<u8>) -> Result<Text, String> {
        let mut text = Text { bytes: Vec::new(), said: Vec::new() };
        text.bytes = text.decoded(bytes)?;
        without_end_mark(&mut text.bytes);
        let mut found = flags(&text.bytes);
        if found & CONTROL != 0
            && let Some(decoded) = without_mark_16(&text.bytes)
        {
            text.said.push("The file is UTF-16 without a mark.".into());
            text.bytes = decoded;
            found = flags(&text.bytes);
        }
        if found & HIGH != 0 {
            if std::str::from_utf8(&text.bytes).is_err() {
                text.bytes = text.recognised()?;
            }
            plain_spaces(&mut text.bytes);
            text.join_accents();
        }
        if found & RETURN != 0 {
            plain_ends(&mut text);
        }
        if found & CONTROL != 0
            && let Some(at) = text.bytes.iter().position(|b| kind(*b) & CONTROL != 0)
        {
            let (line, byte) = (line_of(&text.bytes, at), text.bytes[at]);
            return Err(format!("line {line} holds a control character (byte {byte}), so it is no text"));
        }
        Ok(text)
    }

    /// Without its mark, and as UTF-8 where the mark says another encoding.
    fn decoded(&mut self, mut bytes: Vec<u8>) -> Result<Vec<u8>, String> {
        if bytes.starts_with(b"\xff\xfe\0\0") || bytes.starts_with(b"\0\0\xfe\xff") {
            return Err("it is text in UTF-32; save it in UTF-8".into());
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
            return Ok(bytes);
        }
        let wide: [(&[u8], &'static Encoding); 2] = [(b"\xff\xfe", UTF_16LE), (b"\xfe\xff", UTF_16BE)];
        let Some((_, encoding)) = wide.into_iter().find(|(mark, _)| bytes.starts_with(mark)) else {
            return Ok(bytes);
        };
        self.said.push("The file is UTF-16 (known by its mark).".into());
        match encoding.decode_without_bom_handling_and_without_replacement(&bytes[2..]) {
            Some(text) => Ok(text.into_owned().into_bytes()),
            None => Err("its mark says UTF-16, but it is not; save it in UTF-8".into()),
        }
    }

    /// Writes letters that have two forms in one of them.
    fn join_accents(&mut self) {
        let Ok(text) = std::str::from_utf8(&self.bytes) else { return };
        if let Cow::Owned(made) = one_form(text) {
            self.said.push("Accents that stood behind their letters were joined to them, so that a name is written in one way.".into());
            self.bytes = made.into_bytes();
        }
    }

    /// Text that is not UTF-8, by what its bytes are like.
    fn recognised(&mut self) -> Result<Vec<u8>, String> {
        let bytes = &self.bytes;
        let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0);
        if let Some(at) = broken(bytes) {
            let line = line_of(bytes, at);
            return Err(format!("line {line} is not UTF-8, though the rest is; save it in UTF-8"));
        }
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(&bytes[first..(first + GUESSED).min(bytes.len())], true);
        let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
        let encoding = if guess == GBK { GB18030 } else { guess };
        let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) else {
            let line = line_of(bytes, first);
            return Err(format!("line {line} is neither UTF-8 nor another known encoding; save it in UTF-8"));
        };
        let name = if encoding == GB18030 {
            "GB18030 (GBK)"
        } else if encoding == WINDOWS_1252 {
            "Latin-1 (Windows-1252)"
        } else {
            encoding.name()
        };
        self.said.push(format!("The file is not UTF-8; it was read as {name}."));
        Ok(text.into_owned().into_bytes())
    }
}

/// The line of a place in a text, from 1.
pub fn line_of(text: &[u8], at: usize) -> u64 {
    let end = |byte: &&u8| **byte == b'\n';
    let returns = memchr::memchr(b'\n', text).is_none();
    let alone = |byte: &&u8| **byte == b'\r';
    let before = &text[..at.min(text.len())];
    1 + if returns { before.iter().filter(alone).count() } else { before.iter().filter(end).count() } as u64
}

/// What kind of byte it is.
fn kind(byte: u8) -> u8 {
    flags_of(u64::from(byte) | u64::from_le_bytes([b' '; 8]) & !0xff)
}

/// Which kinds of bytes there are among eight. Each byte is compared without a branch and without its neighbours.
#[inline]
fn flags_of(word: u64) -> u8 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const TOPS: u64 = ONES << 7;
    // The top bit of a byte stays where its lower bits are at least `n`.
    let at_least = |n: u64| (word | TOPS) - n * ONES;
    let plain = !word & TOPS;
    let returns = at_least(u64::from(b'\r')) & !at_least(u64::from(b'\r') + 1) & plain;
    let control = (!at_least(u64::from(b'\t')) | at_least(u64::from(b'\r') + 1) & !at_least(0x20)) & plain;
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    flag(plain != TOPS, HIGH) | flag(returns != 0, RETURN) | flag(control != 0, CONTROL)
}

/// Which kinds of bytes there are.
fn flags(bytes: &[u8]) -> u8 {
    let piece = |piece: &[u8]| {
        let (words, rest) = piece.as_chunks::<8>();
        let found = words.iter().fold(0, |found, word| found | flags_of(u64::from_le_bytes(*word)));
        rest.iter().fold(found, |found, byte| found | kind(*byte))
    };
    bytes.par_chunks(PIECE).map(piece).reduce(|| 0, |a, b| a | b)
}

/// Takes the mark of old systems for the end of a file (Ctrl-Z) away.
fn without_end_mark(bytes: &mut Vec<u8>) {
    loop {
        let length = bytes.trim_ascii_end().len();
        match bytes[..length] {
            [.., 0x1a] => bytes.truncate(length - 1),
            _ => return,
        }
    }
}

/// UTF-16 without a mark: every second byte of its beginning is 0.
fn without_mark_16(bytes: &[u8]) -> Option<Vec<u8>> {
    let begin = &bytes[..bytes.len().min(1 << 12) & !1];
    let zeros = |odd: usize| begin.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), begin.len() / 2);
    let encoding = match half {
        0..2 => return None,
        _ if odd * 10 >= half * 7 && even * 10 < half => UTF_16LE,
        _ if even * 10 >= half * 7 && odd * 10 < half => UTF_16BE,
        _ => return None,
    };
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some(text.into_owned().into_bytes())
}

/// Where UTF-8 is broken in a text that is UTF-8 for the most part.
fn broken(bytes: &[u8]) -> Option<usize> {
    let (mut good, mut bad, mut first) = (0, 0, None);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        at += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            bad += 1;
            first = first.or(Some(at));
            at += chunk.invalid().len();
        }
    }
    first.filter(|_| good > 2 * bad)
}

/// Spaces of other kinds become plain ones; marks that cannot be seen go.
fn plain_spaces(bytes: &mut Vec<u8>) {
    let text = String::from_utf8_lossy(bytes);
    let odd = |c: char| space(c) || hidden(c);
    if !text.chars().any(odd) {
        return;
    }
    let plain = text.chars().filter(|c| !hidden(*c)).map(|c| if space(c) { ' ' } else { c });
    *bytes = plain.collect::<String>().into_bytes();
}

fn space(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}')
}

fn hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// A return that no line feed follows ends a line.
fn plain_ends(text: &mut Text) {
    let bytes = &mut text.bytes;
    let alone = |at: &usize| bytes.get(at + 1) != Some(&b'\n');
    let returns: Vec<usize> = memchr::memchr_iter(b'\r', bytes).filter(alone).collect();
    if returns.is_empty() {
        return;
    }
    if memchr::memchr(b'\n', bytes).is_none() {
        text.said.push("Its lines end in CR alone (old Macintosh).".into());
    }
    returns.into_iter().for_each(|at| bytes[at] = b'\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, String) {
        let text = Text::of(bytes.to_vec()).unwrap();
        (String::from_utf8(text.bytes).unwrap(), text.said.join(" "))
    }

    #[test]
    fn encodings_are_found_and_said() {
        let names = "源,目标\n张三,李四\n李四,王五\n";
        assert_eq!(read(names.as_bytes()), (names.into(), String::new()));
        assert_eq!(read(&[b"\xef\xbb\xbf", names.as_bytes()].concat()).0, names);
        let (gbk, said) = read(&encoding_rs::GB18030.encode(names).0);
        assert_eq!(gbk, names);
        assert!(said.contains("GB18030"), "{said}");
        let western = "Müller,A\nMöller,B\nMüller,C\n";
        let (latin, said) = read(&encoding_rs::WINDOWS_1252.encode(western).0);
        assert_eq!(latin, western);
        assert!(said.contains("Latin-1"), "{said}");
        for (mark, little) in [(&[0xff, 0xfe][..], true), (&[0xfe, 0xff], false), (&[], true), (&[], false)] {
            let wide = "source,target\n1,2\n".encode_utf16();
            let bytes: Vec<u8> =
                wide.flat_map(|u| if little { u.to_le_bytes() } else { u.to_be_bytes() }).collect();
            let (text, said) = read(&[mark, &bytes].concat());
            assert_eq!(text, "source,target\n1,2\n");
            assert!(said.contains("UTF-16"), "{said}");
        }
    }

    #[test]
    fn bytes_are_told_apart_wherever_they_stand() {
        for byte in 0..=u8::MAX {
            let control = byte < 0x20 && !(b'\t'..=b'\r').contains(&byte);
            let flag = |is: bool, flag: u8| if is { flag } else { 0 };
            let expected = flag(byte >= 0x80, HIGH) | flag(byte == b'\r', RETURN) | flag(control, CONTROL);
            for place in 0..20 {
                let mut text = [b'\n', b'a', b'\t'].repeat(7);
                text[place] = byte;
                assert_eq!(flags(&text), expected, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn line_ends_end_marks_and_spaces_are_plain() {
        assert_eq!(read(b"1 2\r3 4\r").0, "1 2\n3 4\n");
        assert_eq!(read(b"1 2\r\n3 4\r\n\x1a").0, "1 2\r\n3 4\r\n");
        assert_eq!(read("bob\u{a0},\u{3000}ann\u{200b}\n".as_bytes()).0, "bob , ann\n");
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_line() {
        let said = |bytes: &[u8]| Text::of(bytes.to_vec()).unwrap_err();
        assert!(said(b"1 2\n2 3\0\n").contains("line 2 holds a control character (byte 0)"));
        assert!(said(b"1 2\r2 \x1b[31m3\r").contains("line 2 holds a control character (byte 27)"));
        let mut broken = "张三,李四\n李四,王五\n".as_bytes().to_vec();
        broken.remove(16);
        assert!(said(&broken).contains("line 2 is not UTF-8, though the rest is"), "{}", said(&broken));
        assert!(said(b"\xff\xfe\0\0a\0\0\0").contains("UTF-32"));
    }
}
