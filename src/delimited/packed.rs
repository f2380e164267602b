//! Packed bytes: gzip is unpacked, all else that is no text is refused by its name.

use std::io::Read;

use flate2::bufread::GzDecoder;

use super::{binary, room};

/// First bytes of a gzip file.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Gzip within gzip within gzip is a mistake, or worse.
const MOST_LAYERS: u32 = 2;

/// The bytes behind a file's: gzip is known by its first bytes, whatever the file is called.
///
/// # Errors
/// In words: a gzip file that is not whole, an archive, a workbook, a picture.
pub fn unpacked(mut bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    let mut layers = 0;
    while bytes.starts_with(&GZIP) {
        layers += 1;
        if layers > MOST_LAYERS {
            return Err("it is packed more than twice".into());
        }
        bytes = gunzipped(&bytes)?;
    }
    match binary::name(&bytes) {
        Some(name) => Err(format!("it is {name}")),
        None => Ok(bytes),
    }
}

/// The bytes in all members of a gzip file; zeros may follow, as a tape leaves them.
fn gunzipped(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut plain = Vec::with_capacity(bytes.len() * 4);
    // An array that grows may hold half as much again for a moment.
    let most = room::most() / 2;
    let mut rest = bytes;
    while !rest.is_empty() {
        if !rest.starts_with(&GZIP) {
            return Err("not a whole gzip file (other bytes follow its end)".into());
        }
        let mut member = GzDecoder::new(rest);
        let left = most.saturating_sub(plain.len() as u64).saturating_add(1);
        let read = member.by_ref().take(left).read_to_end(&mut plain);
        read.map_err(|e| format!("not a whole gzip file ({e})"))?;
        if plain.len() as u64 > most {
            return Err(room::too_large(plain.len() as u64, most));
        }
        rest = member.into_inner();
        let zeros = rest.iter().take_while(|byte| **byte == 0).count();
        rest = &rest[zeros..];
    }
    Ok(plain)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(text: &str) -> Vec<u8> {
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(text.as_bytes()).unwrap();
        gz.finish().unwrap()
    }

    #[test]
    fn gzip_is_known_by_its_bytes_and_may_have_members_and_padding() {
        assert_eq!(unpacked(b"id,year".to_vec()).unwrap(), b"id,year");
        let members = [packed("1 2\n"), packed("2 3\n"), vec![0; 512]].concat();
        assert_eq!(unpacked(members).unwrap(), b"1 2\n2 3\n");
        let whole = packed("1 2\n");
        assert!(unpacked(whole[..whole.len() - 3].to_vec()).unwrap_err().contains("not a whole gzip file ("));
        let more = [whole, b"1 2".to_vec()].concat();
        assert!(unpacked(more).unwrap_err().contains("other bytes follow"));
    }

    #[test]
    fn what_is_no_table_is_refused_by_its_name() {
        let tar = |name: &str| {
            let mut header = vec![0; 1024];
            header[..name.len()].copy_from_slice(name.as_bytes());
            header[148..156].fill(b' ');
            let sum: u32 = header[..512].iter().map(|b| u32::from(*b)).sum();
            header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
            header
        };
        for (bytes, words) in [
            (b"PK\x03\x04\x14\0\0\0a.txt".to_vec(), "a ZIP archive"),
            (b"PK\x03\x04\x14\0\0\0[Content_Types].xml..xl/workbook.xml".to_vec(), "an Excel workbook"),
            (tar("ties.txt"), "a tar archive"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....".to_vec(), "an Excel workbook"),
            (b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n".to_vec(), "a pointer of Git LFS"),
            (b"PAR1\x15\x04".to_vec(), "a Parquet file"),
            (b"\x93NUMPY\x01\0".to_vec(), "a NumPy array"),
        ] {
            let said = unpacked(bytes).unwrap_err();
            assert!(said.contains(words), "{said}");
        }
    }
}
