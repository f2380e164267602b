//! Files that are no text, by their first bytes.

/// First bytes of a kind of file, and what it is and what would do.
const KINDS: [(&[u8], &str); 30] = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Excel workbook (.xls); save the sheet as CSV in UTF-8"),
    (b"PK\x05\x06", "a ZIP archive; unpack it and give the file inside"),
    (b"PK\x07\x08", "a ZIP archive; unpack it and give the file inside"),
    (b"\xfd7zXZ\0", "an xz file; unpack it with `xz -d`"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it with `zstd -d`"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it and give the file inside"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it and give the file inside"),
    (b"\x1f\x9d", "a file of `compress` (.Z); unpack it with `uncompress`"),
    (b"PAR1", "a Parquet file; write it as CSV"),
    (b"ARROW1", "an Arrow file; write it as CSV"),
    (b"FEA1", "a Feather file; write it as CSV"),
    (b"\x89HDF", "an HDF5 file; write the ties as CSV"),
    (b"\x93NUMPY", "a NumPy array; write it with numpy.savetxt"),
    (b"SQLite format 3\0", "a SQLite database; export the table as CSV"),
    (b"MATLAB 5.0 MAT", "a MATLAB file; write the ties as text"),
    (b"RDX2\n", "R data; write the table with write.csv"),
    (b"RDX3\n", "R data; write the table with write.csv"),
    (b"X\n\0\0\0", "R data; write the table with write.csv"),
    (b"\x80\x02", "a Python pickle; write the ties as text"),
    (b"\x80\x03", "a Python pickle; write the ties as text"),
    (b"\x80\x04\x95", "a Python pickle; write the ties as text"),
    (b"\x80\x05\x95", "a Python pickle; write the ties as text"),
    (b"$FL2", "an SPSS file; export it as CSV"),
    (b"<stata_dta>", "a Stata file; export it as CSV"),
    (b"%PDF-", "a PDF; the table has to be taken out of it"),
    (b"{\\rtf", "a text with formats (RTF); save it as plain text"),
    (b"\x89PNG", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF8", "a picture (GIF)"),
    (
        b"version https://git-lfs.github.com/spec/",
        "a pointer of Git LFS, not the file; get it with `git lfs pull`",
    ),
];

/// What a file is that is no text (or stands for another), and what would do; `None` for text.
pub(super) fn name(bytes: &[u8]) -> Option<String> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Some(zip(&bytes[..bytes.len().min(1 << 14)]).to_owned());
    }
    // Its blocks follow a fixed number.
    if bytes.starts_with(b"BZh") && bytes.get(4..10) == Some(b"1AY&SY") {
        return Some("a bzip2 file; unpack it with `bzip2 -d`".into());
    }
    if is_tar(bytes) {
        return Some("a tar archive; unpack it with `tar -xf` and give the file inside".into());
    }
    let first = &bytes[..bytes.len().min(400)];
    let line = first.split(|byte| *byte == b'\n').next().unwrap_or_default();
    if memchr::memmem::find(line, b"annex/objects/").is_some() {
        return Some("a pointer of git-annex, not the file; get it with `git annex get`".into());
    }
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, name)| (*name).to_owned())
}

fn zip(bytes: &[u8]) -> &'static str {
    let holds = |words: &[u8]| memchr::memmem::find(bytes, words).is_some();
    if holds(b"xl/") || holds(b"[Content_Types].xml") {
        "an Excel workbook (.xlsx); save the sheet as CSV in UTF-8"
    } else if holds(b"opendocument.spreadsheet") {
        "a workbook (.ods); save the sheet as CSV in UTF-8"
    } else if holds(b"Project_xml") {
        "a Gephi project (.gephi); export the graph from Gephi as GEXF or GraphML"
    } else if holds(b".npy") {
        "NumPy arrays (.npz); write them with numpy.savetxt"
    } else {
        "a ZIP archive; unpack it and give the file inside"
    }
}

/// A tar header holds the sum of its own bytes, the sum itself read as spaces.
fn is_tar(bytes: &[u8]) -> bool {
    const SUM: std::ops::Range<usize> = 148..156;
    let Some(header) = bytes.get(..512).filter(|header| header[0] != 0) else { return false };
    let written = header[SUM].iter().copied().filter(|b| !matches!(b, 0 | b' '));
    let Some(written) = written
        .map(|b| (b'0'..=b'7').contains(&b).then(|| u32::from(b - b'0')))
        .try_fold(0u32, |sum, digit| Some((sum << 3 | digit?) & 0xff_ffff))
    else {
        return false;
    };
    let sum = |range: &[u8]| range.iter().map(|b| u32::from(*b)).sum::<u32>();
    written > 0 && written == sum(&header[..SUM.start]) + 8 * u32::from(b' ') + sum(&header[SUM.end..])
}
