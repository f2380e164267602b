//! What a file without helpful names shows by its values: which columns are people, and what is no tie at all.

use std::collections::HashSet;

use super::header::Columns;
use super::line::no_id;
use super::third::looks_like_time;
use crate::delimited::{self, NumberStyle};

/// Share of the values of two columns that both hold, from which on they are of one kind; and below which they are not.
/// Assumed.
const ALIKE: f64 = 0.3;
const UNLIKE: f64 = 0.05;

type Records<'r> = [&'r [String]];

fn is_whole(field: &str) -> bool {
    delimited::whole(field.as_bytes()).is_some()
}

/// The different values of a column.
fn values<'r>(records: &Records<'r>, c: usize) -> HashSet<&'r str> {
    records.iter().filter_map(|r| r.get(c)).map(|field| field.trim()).filter(|f| !f.is_empty()).collect()
}

/// Values that both hold, as a share of those that either holds.
fn shared(one: &HashSet<&str>, other: &HashSet<&str>) -> f64 {
    let both = one.intersection(other).count();
    both as f64 / (one.len() + other.len() - both).max(1) as f64
}

/// The columns of the people of ties where three or more bear no names and are not as usual: a kind of tie stands
/// between the people, or times stand before them.
pub(super) fn columns(records: &Records) -> Option<Columns> {
    if records.first()?.len() < 3 {
        return None;
    }
    between(records).or_else(|| times_first(records))
}

/// People in the first and third column, and between them the kind of tie: few words, none of which is a person.
fn between(records: &Records) -> Option<Columns> {
    let [first, kind, last] = [0, 1, 2].map(|c| values(records, c));
    let numbers = |values: &HashSet<&str>| values.iter().filter(|v| is_whole(v)).count();
    let words =
        |values: &HashSet<&str>| values.iter().all(|v| delimited::number(v, NumberStyle::Plain).is_none());
    let alone = shared(&first, &kind) == 0.0 && shared(&kind, &last) == 0.0;
    if !alone || !words(&kind) || records.len() < 2 {
        return None;
    }
    let few = kind.len() * 3 <= records.len();
    let tied = shared(&first, &last) > 0.0;
    let fits =
        match (words(&first) && words(&last), numbers(&first) == first.len() && numbers(&last) == last.len())
        {
            (true, _) => tied || (few && last.len() > 2 * kind.len()),
            (false, true) => tied && few,
            (false, false) => false,
        };
    let mut shown: Vec<&str> = kind.into_iter().collect();
    shown.sort_unstable();
    let more = if shown.len() > 3 { ", …" } else { "" };
    let shown = shown.iter().take(3).map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ");
    fits.then(|| Columns {
        ends: [0, 2],
        third: None,
        passed: Some(format!(
            "Ties join its first and third column; the second ({shown}{more}) is the kind of tie and was passed over."
        )),
    })
}

/// Times that ascend in the first column, and people of one kind in the second and third.
fn times_first(records: &Records) -> Option<Columns> {
    let whole = records.iter().all(|r| r.iter().take(3).all(|f| is_whole(f)));
    let times = records.iter().filter_map(|r| delimited::whole(r[0].as_bytes()));
    if !whole || records.len() < 3 || !times.is_sorted() {
        return None;
    }
    let [first, second, third] = [0, 1, 2].map(|c| values(records, c));
    let alike = shared(&second, &third) >= ALIKE;
    let unlike = shared(&first, &second) <= UNLIKE && shared(&first, &third) <= UNLIKE;
    // Seconds since 1970, or thousandths of them, are no ids of people beside small ones.
    let clock = |values: &HashSet<&str>| {
        let value = |v: &&str| delimited::whole(v.as_bytes()).unwrap_or(0) as f32;
        values.iter().map(value).all(looks_like_time)
    };
    let dated = clock(&first) && !clock(&second) && !clock(&third);
    ((alike || dated) && unlike && first.len() > 1).then(|| Columns {
        ends: [1, 2],
        third: None,
        passed: Some(
            "Ties join its second and third column; the first holds numbers that ascend, as times do, and was passed \
             over."
                .into(),
        ),
    })
}

/// Whether the first line only counts: people (and ties), above ties of another form or of just this number.
///
/// - `lines`: how many lines that may be ties follow, where that is asked for
pub(super) fn is_count(records: &Records, lines: impl Fn() -> u64) -> bool {
    let [first, rest @ ..] = records else { return false };
    let counts: Option<Vec<i64>> = first.iter().map(|f| delimited::whole(f.as_bytes())).collect();
    let (Some(counts), Some(second)) = (counts, rest.first()) else { return false };
    let width = second.len();
    if width < 2 || !rest.iter().all(|r| r.len() == width) {
        return false;
    }
    let people = counts[0];
    let ids = || rest.iter().flat_map(|r| &r[..2]).filter_map(|f| delimited::whole(f.as_bytes()));
    let fits = people > 0 && ids().all(|id| (0..=people).contains(&id));
    match counts[..] {
        [_] => fits || ids().next().is_none(),
        // Above lines of as many fields it may be a tie, unless it counts them exactly.
        [_, ties] => fits && u64::try_from(ties).is_ok_and(|ties| (width > 2 || ties > 1) && ties == lines()),
        _ => false,
    }
}

/// The first record with a field that lists several people, if there is one.
pub(super) fn several(records: &Records, ends: [usize; 2]) -> Option<usize> {
    let people: HashSet<&str> = ends.iter().flat_map(|c| values(records, *c)).collect();
    let lists = |text: &str| {
        let within = |open, close| text.starts_with(open) && text.ends_with(close);
        let bracketed = within('[', ']') || within('{', '}');
        [';', '|', ','].iter().any(|mark| {
            let pieces: Vec<&str> = text.split(*mark).map(str::trim).collect();
            let known = pieces.iter().filter(|p| people.contains(**p)).count();
            // A comma may stand in one name: Smith, John.
            let people = bracketed || known == pieces.len() || (known > 0 && *mark != ',');
            pieces.len() > 1 && pieces.iter().all(|p| !p.is_empty()) && people
        })
    };
    records.iter().position(|r| ends.iter().filter_map(|c| r.get(*c)).any(|field| lists(field.trim())))
}

/// Whether one column holds numbers and the other words: a table of people, or two kinds of thing.
pub(super) fn mixed(records: &Records, ends: [usize; 2]) -> bool {
    let kinds = ends.map(|c| {
        let seen: Vec<bool> =
            values(records, c).into_iter().filter(|f| !no_id(f.as_bytes())).map(is_whole).collect();
        (seen.len() > 2).then(|| seen.iter().filter(|whole| **whole).count() as f64 / seen.len() as f64)
    });
    matches!(kinds, [Some(1.0), Some(0.0)] | [Some(0.0), Some(1.0)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(text: &str) -> Option<[usize; 2]> {
        let records: Vec<Vec<String>> =
            text.lines().map(|l| l.split_whitespace().map(str::to_owned).collect()).collect();
        let records: Vec<&[String]> = records.iter().map(Vec::as_slice).collect();
        columns(&records).map(|c| c.ends)
    }

    #[test]
    fn a_kind_of_tie_may_stand_between_people_and_times_before_them() {
        assert_eq!(ends("ann knows bob\nbob knows cid"), Some([0, 2]));
        assert_eq!(ends("a pp b\nc pd d\ne pp f\ng pp h\ni pd j\nk pp l"), Some([0, 2]));
        assert_eq!(ends("1 follows 2\n2 follows 3\n3 follows 4"), Some([0, 2]));
        assert_eq!(ends("1289241912 1 2\n1289241942 1 3\n1289243140 1 4"), Some([1, 2]));
        assert_eq!(ends("20 31 32\n20 31 33\n40 31 32\n60 32 33"), Some([1, 2]));
        for ties in [
            "ann bob friend\nbob cid friend\ncid ann boss",
            "fan1 star friend\nfan2 star friend\nfan3 star friend",
            "1 ann 3\n2 bob 1\n3 cid 2",
            "1 2 5\n1 3 7\n2 3 5\n3 4 7",
            "3000 5 1\n3000 8 2\n3001 5 1\n3002 9 1",
            "1 2 0.5\n2 3 0.5",
        ] {
            assert_eq!(ends(ties), None, "{ties}");
        }
    }

    #[test]
    fn a_line_of_counts_is_no_tie() {
        let is = |text: &str, lines: u64| {
            let records: Vec<Vec<String>> =
                text.lines().map(|l| l.split_whitespace().map(str::to_owned).collect()).collect();
            let records: Vec<&[String]> = records.iter().map(Vec::as_slice).collect();
            is_count(&records, || lines)
        };
        assert!(is("4 3\n1 2\n2 3\n3 4", 3));
        assert!(is("4 3\n1 2 .5\n2 3 .5\n3 4 .5", 3));
        assert!(is("4\n1 2\n2 3\n3 4", 3));
        assert!(!is("4 3\n1 2\n2 3", 2), "three ties");
        assert!(!is("4 3\n1 2\n2 5\n3 4", 3), "there are five people");
        assert!(!is("1 2\n2 3", 1));
    }
}
