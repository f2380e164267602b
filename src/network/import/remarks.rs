//! What is to be said about how an edge list was read, and comments that may be ties.

use rayon::prelude::*;

use super::header::{self, Columns};
use super::line::{Form, line_at, lines};
use super::numbered::Found;
use crate::delimited::{Comments, Separator};

/// A comment: its line and its text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct CommentLine {
    pub(super) line: u64,
    pub(super) text: Vec<u8>,
}

/// Refuses files whose comments say that they tie two kinds of node.
///
/// # Errors
/// In words, if it is such a file.
pub(super) fn refuse_two_kinds(text: &[u8]) -> Result<(), String> {
    let above = |line: &&[u8]| line.is_empty() || Comments::Network.has(line);
    for line in lines(text).map(|(_, line)| line).take_while(above) {
        let words: Vec<&[u8]> = line.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()).collect();
        let two = |w: &&[u8]| w.eq_ignore_ascii_case(b"bip") || w.eq_ignore_ascii_case(b"bipartite");
        if line.starts_with(b"%") && words.iter().skip(1).any(two) {
            return Err(
                "its first line says that it ties two kinds of node (bip), so that numbers of people and of \
                        things coincide; ties join people: tie those who share a thing"
                    .into(),
            );
        }
    }
    Ok(())
}

/// Comments that stand below the first tie.
pub(super) fn below(places: &[usize], form: &Form, number: impl Fn(usize) -> u64) -> Vec<CommentLine> {
    // Of many only the first few are looked at; all are counted.
    let one = |at: &usize| CommentLine { line: number(*at), text: line_at(form.bytes, *at).0.to_vec() };
    places.iter().take(100).map(one).collect()
}

/// Whether a comment has as many fields as a tie, and no space behind its mark.
fn like_a_tie(text: &[u8], form: &Form) -> bool {
    if text.first() != Some(&b'#') || text.get(1).is_none_or(u8::is_ascii_whitespace) {
        return false;
    }
    let count = |separator: u8| text.split(|b| *b == separator).count();
    match form.separator {
        Separator::Byte(super::quoted::BETWEEN) => {
            [b',', b';', b'\t'].into_iter().any(|s| count(s) == form.fields)
        }
        Separator::Byte(separator) => count(separator) == form.fields,
        Separator::Spaces => {
            text.split(u8::is_ascii_whitespace).filter(|w| !w.is_empty()).count() == form.fields
        }
    }
}

/// What is to be said of comments below the first tie.
///
/// # Errors
/// The line, text and what would do, where ids are words and comments look like ties.
pub(super) fn comments<'a>(
    found: &[CommentLine],
    above: impl Iterator<Item = &'a str>,
    form: &Form,
    begin: u64,
) -> Result<Option<String>, (u64, Vec<u8>, String)> {
    let below: Vec<&CommentLine> = found.iter().filter(|c| c.line > begin).collect();
    let alike = |text: &[u8]| !form.numbers && like_a_tie(text, form);
    let above_alike: Vec<&str> = above.filter(|text| alike(text.as_bytes())).collect();
    let quoted_above = found.iter().filter(|c| c.line < begin && alike(&c.text)).count();
    let suspect = below.iter().find(|c| alike(&c.text));
    let many = above_alike.len() + quoted_above;
    if suspect.is_some() || many > 1 {
        let (line, text) = match (suspect, above_alike.first()) {
            (Some(comment), _) => (comment.line, comment.text.clone()),
            (None, Some(text)) => (1, text.as_bytes().to_vec()),
            (None, None) => (found[0].line, found[0].text.clone()),
        };
        let count = many + below.iter().filter(|c| alike(&c.text)).count();
        let expected = format!(
            "no tie behind a #, which begins a comment ({count} such lines have as many fields as a tie): put a space \
             behind the # of a comment, and a name that begins with # in quotes"
        );
        return Err((line, text, expected));
    }
    Ok(match below.len() {
        0 => None,
        1 => Some(format!("1 comment line below the first tie was passed over (line {}).", below[0].line)),
        n => Some(format!(
            "{n} comment lines below the first tie were passed over (the first is line {}).",
            below[0].line
        )),
    })
}

/// What the header was taken to mean.
pub(super) fn header(names: &[String], columns: &Columns) -> String {
    let name =
        |c: usize| if names[c].is_empty() { format!("column {}", c + 1) } else { format!("`{}`", names[c]) };
    let [from, to] = columns.ends.map(name);
    let third = columns.third.map(|c| format!(", third column {}", name(c))).unwrap_or_default();
    format!("Its first line names the columns: ties from {from} to {to}{third}.")
}

/// What may have been read wrongly.
pub(super) fn cautions(
    form: &Form,
    (first, header): (&[String], bool),
    records: &[(usize, Vec<String>)],
    found: &Found,
) -> Vec<String> {
    let mut cautions = Vec::new();
    let [from, to] = form.columns.ends;
    if !header && !form.numbers && records.len() > 2 {
        let names = [&first[from], &first[to]];
        let again = |name: &&String| {
            records[1..].iter().any(|(_, r)| [from, to].iter().any(|c| r.get(*c) == Some(name)))
        };
        // The first tie joins the first two people.
        let later = || found.ties[1..].par_iter().any(|tie| tie.0 < 2 || tie.1 < 2);
        if !names.iter().any(again) && found.ties.len() > 1 && !later() {
            cautions.push(format!(
                "its first line (`{}`, `{}`) was read as a tie, but both names come only there; if it names the \
                 columns, say so with from = \"{}\"",
                names[0], names[1], names[0]
            ));
        }
    }
    if header {
        let [from, to] = [from, to].map(|c| header::plain(&first[c]));
        let follows = ["follower", "关注者", "粉丝"].iter().any(|word| from.starts_with(word));
        if follows || (from == "user" && to.starts_with("followe")) && to != "follower" {
            cautions.push(format!(
                "`{}` follows `{}`, so that talk runs from the second to the first where ties are directed: reverse = true",
                first[form.columns.ends[0]], first[form.columns.ends[1]]
            ));
        }
    }
    cautions
}
