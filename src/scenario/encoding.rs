//! What a file that is no UTF-8 text seems to be, and how to save it.

/// What to do with bytes that are no UTF-8.
pub(super) fn of(bytes: &[u8]) -> String {
    let line = 1 + bytes[..first_bad(bytes)].iter().filter(|b| **b == b'\n').count();
    let save = "save it as UTF-8 (in the editor: Save as, encoding UTF-8)";
    match bytes {
        [b'P', b'K', 3, 4, ..] => "it is a ZIP or Excel file; a scenario is a text in TOML".to_owned(),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => format!("it is UTF-16; {save}"),
        _ if bytes.contains(&0) => "it is no text".to_owned(),
        _ if is_gbk(bytes) => format!("it is not UTF-8 but looks like GBK from line {line} on; {save}"),
        _ => format!("it is not UTF-8 from line {line} on; {save}"),
    }
}

/// The first byte that belongs to no character.
fn first_bad(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len)
}

/// Whether all bytes beyond ASCII come in the pairs of GBK, mostly those of its common characters.
fn is_gbk(bytes: &[u8]) -> bool {
    let (mut at, mut pairs, mut common) = (0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        if byte.is_ascii() {
            at += 1;
            continue;
        }
        match bytes.get(at + 1) {
            Some(second @ (0x40..=0x7e | 0x80..=0xfe)) if (0x81..=0xfe).contains(byte) => {
                pairs += 1;
                common += usize::from((0xa1..=0xf7).contains(byte) && *second >= 0xa1);
            }
            _ => return false,
        }
        at += 2;
    }
    pairs > 0 && common * 4 >= pairs * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_named() {
        // "name = 自然口碑" in GBK.
        let gbk = b"x = 1\nname = \"\xd7\xd4\xc8\xbb\xbf\xda\xb1\xae\"\n";
        assert!(
            of(gbk).starts_with("it is not UTF-8 but looks like GBK from line 2 on; save it as UTF-8"),
            "{}",
            of(gbk)
        );
        assert!(of(b"name = \"Caf\xe9\"\n").starts_with("it is not UTF-8 from line 1 on"));
        assert!(of(&[0xff, 0xfe, b'x', 0]).starts_with("it is UTF-16"));
        assert_eq!(of(&[b'x', 0, 0xff]), "it is no text");
    }
}
