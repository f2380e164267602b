//! Files that are laid out as a table of numbers or as lists, not as a tie a line.

use crate::delimited;

/// Records that are looked at.
const MOST: usize = 400;

/// What a file without a header is, if its lines are no ties, and what would do; `records` are its first, `whole`
/// says that there are no more.
pub(super) fn no_ties(records: &[&[String]], whole: bool, separator: &str) -> Option<String> {
    let first = records.first()?;
    let number = |field: &String| delimited::number(field, delimited::NumberStyle::Plain);
    let all_numbers = |record: &[String]| record.iter().all(|f| number(f).is_some());
    let width = first.len();
    if whole && records.len() == 1 && width >= 4 && all_numbers(first) {
        return Some(format!(
            "its only line holds {width} numbers; expected a tie a line: two ids, and perhaps a number"
        ));
    }
    if width < 3 || records.len() < 2 {
        return None;
    }
    // Names above and before the numbers of a matrix.
    let titled =
        !all_numbers(first) && all_numbers(&first[1..]) && records.iter().all(|r| number(&r[0]).is_none());
    let body: Vec<&[String]> = records.iter().map(|r| if titled { &r[1..] } else { *r }).take(MOST).collect();
    let width = body[0].len();
    if width < 3 || !body.iter().all(|r| r.len() == width && all_numbers(r)) {
        return None;
    }
    let value = |i: usize, j: usize| number(&body[i][j]).unwrap_or(f64::NAN);
    let square = whole && body.len() == width;
    let diagonal = square && (0..width).all(|i| value(i, i) == 0.0);
    let ones =
        body.iter().flat_map(|r| r.iter()).all(|f| matches!(number(f), Some(v) if v == 0.0 || v == 1.0));
    let long = body.len() > 2 && width >= 4 && ones;
    (diagonal || long).then(|| {
        format!(
            "its lines are rows of a matrix ({} numbers each, separated by a {separator}); expected a tie a line: two \
             ids, and perhaps a number",
            width
        )
    })
}

/// Whether a header and its records are a matrix with a name above each column and before each row.
pub(super) fn is_named_matrix(header: &[String], records: &[&[String]], whole: bool) -> bool {
    let names = &header[1..];
    let width = names.len();
    let rows: Vec<&String> = records.iter().filter_map(|r| r.first()).collect();
    whole
        && width >= 2
        && rows.len() == width
        && rows.iter().zip(names).all(|(row, name)| *row == name)
        && records.iter().all(|r| r.len() == width + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<String> {
        let records: Vec<Vec<String>> =
            text.lines().map(|l| l.split_whitespace().map(str::to_owned).collect()).collect();
        let records: Vec<&[String]> = records.iter().map(Vec::as_slice).collect();
        no_ties(&records, true, "space")
    }

    #[test]
    fn matrices_and_pairs_on_one_line_are_no_ties() {
        assert!(said("0 1 1 0\n1 0 0 1\n1 0 0 1\n0 1 1 0").unwrap().contains("a matrix (4 numbers each"));
        assert!(said("0 2.5 1\n2.5 0 3\n1 3 0").is_some());
        assert!(said("1 0 1 1\n0 1 1 0\n1 1 0 0").is_some(), "people and what they have to do with");
        assert!(said("1 2 2 3 3 4").unwrap().contains("only line holds 6 numbers"));
        for ties in [
            "1 2 0.5\n2 3 1\n3 1 2",
            "1 2 3\n",
            "1 2 1 1082040961\n2 3 1 1082155839\n3 4 1 1082414391",
            "0 1\n1 0",
        ] {
            assert_eq!(said(ties), None, "{ties}");
        }
    }
}
