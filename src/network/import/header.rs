//! The header of an edge list, by evidence: whether there is one, and which columns mean what.

use super::apart::{Fields, stands_apart};
use super::header_names::{ATTRIBUTES, CHINESE_PAIRS, ENDINGS, IDS, OTHERS, PAIRS, THINGS, WEIGHTS};
use super::reading::Reading;
use crate::delimited::{self, one_form};
use crate::network::import::error::nearest;

/// The columns that are read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    /// Of the two people of a tie.
    pub(super) ends: [usize; 2],
    /// Of the third value, if there is one.
    pub(super) third: Option<usize>,
    /// Why a further column is not taken as the third value, in words.
    pub(super) passed: Option<String>,
}

/// A name in its plainest form: small letters, `_` between words.
pub(super) fn plain(name: &str) -> String {
    let name = one_form(name.trim()).trim_matches(['"', '\'', '#']).trim().to_lowercase();
    name.replace([' ', '-', '.', ':'], "_")
}

fn is_number(field: &str) -> bool {
    let plain = delimited::number(field, delimited::NumberStyle::Plain).is_some();
    plain || delimited::number(field, delimited::NumberStyle::Decimal).is_some()
}

/// Whether the first record of a file only names the columns; `rest` are some that follow in `fields`.
pub(super) fn is_header(first: &[String], rest: &[&[String]], reading: &Reading, fields: &Fields) -> bool {
    let names: Vec<String> = first.iter().map(|f| plain(f)).collect();
    let asked = [&reading.from, &reading.to, &reading.weight];
    let named = |want: &String| is_name(want) && names.contains(&plain(want));
    if asked.into_iter().flatten().any(named) {
        return true;
    }
    let Some(second) = rest.first() else { return pair(&names).is_some_and(|pair| !pair.weak) };
    let column = |c: usize| rest.iter().filter_map(move |record| record.get(c)).map(String::as_str);
    // A name that comes again is a person.
    let again =
        |c: usize, ends: [usize; 2]| ends.iter().any(|e| column(*e).any(|field| plain(field) == names[c]));
    if let Some(pair) = pair(&names)
        && !pair.ends.iter().any(|c| again(*c, pair.ends))
        && !(pair.weak && pair.ends.iter().any(|c| alike(&names[*c], column(*c))))
    {
        return true;
    }
    if names_people(&names) && !(0..names.len()).any(|c| again(c, [0, c])) {
        return true;
    }
    let integer = |field: &String| delimited::whole(field.as_bytes()).is_some();
    let ends = 2.min(first.len());
    if first.iter().take(ends).any(integer) || first.iter().take(ends).all(String::is_empty) {
        // An index column bears no name, and numbers name nothing.
        return names.len() > 2
            && names[0].is_empty()
            && !first[1..].iter().any(|f| is_number(f))
            && column(0).all(|f| delimited::whole(f.as_bytes()).is_some());
    }
    if names[0].is_empty() && names.len() > 2 && column(0).all(|f| delimited::whole(f.as_bytes()).is_some()) {
        return true;
    }
    // A column of numbers under a word, or of dates under something else.
    let begins = |c: usize| {
        let word = !is_number(&first[c]) && !delimited::missing(&first[c]) && !first[c].starts_with('{');
        let all = column(c).filter(|f| !delimited::missing(f)).collect::<Vec<_>>();
        let numbers = all.iter().filter(|f| is_number(f)).count();
        let dated = || {
            matches!(delimited::date(&all), Ok(Some(_)))
                && !matches!(delimited::date(&[first[c].as_str()]), Ok(Some(_)))
        };
        word && !all.is_empty() && (10 * numbers >= 9 * all.len() && is_number(all[0]) || dated())
    };
    let width = first.len().min(second.len());
    if (0..width).any(|c| (c >= 2 || (0..ends).all(|e| !is_number(&first[e]))) && begins(c)) {
        return true;
    }
    // The two people may stand in columns that are asked for by number.
    let number = |want: &Option<String>, usual: usize| {
        want.as_ref().and_then(|want| want.trim().parse::<usize>().ok()?.checked_sub(1)).unwrap_or(usual)
    };
    let ends = [number(&reading.from, 0), number(&reading.to, 1)];
    let built_alike = |c: &usize| names.get(*c).is_none_or(|name| alike(name, column(*c)));
    !ends.iter().any(built_alike) && stands_apart(first, rest, ends, fields)
}

/// Whether names are those of a table of people: an id, and what it is called.
fn names_people(names: &[String]) -> bool {
    let id = names.iter().position(|name| IDS.contains(&name.as_str()));
    let called = |id: usize| {
        names
            .iter()
            .enumerate()
            .any(|(c, name)| c != id && (name == "label" || ATTRIBUTES.contains(&name.as_str())))
    };
    pair(names).is_none() && id.is_some_and(called)
}

/// Whether a column is asked for by a name, and not by its number.
fn is_name(want: &str) -> bool {
    want.trim().parse::<usize>().is_err()
}

/// Two columns that stand for the people of a tie.
struct Pair {
    ends: [usize; 2],
    /// Whether the names could be people's as well.
    weak: bool,
}

fn pair(names: &[String]) -> Option<Pair> {
    let at = |name: &str| names.iter().position(|n| n == name);
    for (from, to) in PAIRS.into_iter().chain(CHINESE_PAIRS) {
        if let (Some(from_at), Some(to_at)) = (at(from), at(to)) {
            let weak = from.chars().count() < 2 || ["first", "start", "name", "id"].contains(&from);
            return Some(Pair { ends: [from_at, to_at], weak });
        }
    }
    for (i, one) in names.iter().enumerate() {
        for (j, other) in names.iter().enumerate().filter(|(j, _)| *j != i) {
            let stem = |(a, b): &(&str, &str)| {
                let stem = one.strip_suffix(a)?;
                let known = !stem.is_empty() && other.strip_suffix(b) == Some(stem);
                // `user` and `user2`; but `a` and `a2` are people.
                (known && (!a.is_empty() || stem.chars().count() > 2)).then_some(())
            };
            let front = |(a, b): &(&str, &str)| {
                let stem = one.strip_prefix(a).filter(|stem| a.len() > 1 && stem.starts_with('_'))?;
                (other.strip_prefix(b) == Some(stem)).then_some(())
            };
            if ENDINGS.iter().any(|e| stem(e).is_some() || front(e).is_some()) {
                return Some(Pair { ends: [i, j], weak: true });
            }
        }
    }
    None
}

/// Whether names in a column are built as this one, so that it may be one of them.
fn alike<'f>(name: &str, mut column: impl Iterator<Item = &'f str>) -> bool {
    let stem = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_').to_owned();
    if name.chars().count() < 2 {
        return column.any(|field| field.chars().count() < 2);
    }
    let letters = |name: &str| {
        let mut letters = name.chars();
        letters.next_back();
        letters.as_str().to_owned()
    };
    let (own, own_letters) = (stem(name), letters(name));
    column.any(|field| {
        let field = plain(field);
        stem(&field) == own || letters(&field) == own_letters
    })
}

/// The columns of a file with a header.
///
/// # Errors
/// In words: a column that is asked for and not there; a table without two columns of people.
pub(super) fn by_names(header: &[String], rest: &[&[String]], reading: &Reading) -> Result<Columns, String> {
    let names: Vec<String> = header.iter().map(|f| plain(f)).collect();
    let [from, to, weight] = asked(header, reading)?;
    let index = |c: usize| {
        let blank = names[c].is_empty() || names[c].starts_with("unnamed_") || names[c] == "x1" && c == 0;
        blank && rest.iter().filter_map(|r| r.get(c)).all(|f| delimited::whole(f.as_bytes()).is_some())
    };
    let found = pair(&names);
    let free = |c: &usize| {
        let name = names[*c].as_str();
        !index(*c)
            && ![from, to, weight].contains(&Some(*c))
            && !WEIGHTS.contains(&name)
            && !OTHERS.contains(&name)
            && !ATTRIBUTES.contains(&name)
    };
    let mut left = (0..names.len()).filter(free);
    let ends = match (from, to) {
        (Some(from), Some(to)) => [from, to],
        (Some(one), None) | (None, Some(one)) => {
            let partner =
                found.as_ref().and_then(|p| p.ends.into_iter().find(|c| *c != one && p.ends.contains(&one)));
            let other = partner.or_else(|| left.find(|c| *c != one));
            let Some(other) = other else { return Err(no_pair(header)) };
            if from.is_some() { [one, other] } else { [other, one] }
        }
        (None, None) if names_people(&names) => return Err(no_pair(header)),
        (None, None) => match (found, left.next(), left.next()) {
            (Some(pair), ..) => pair.ends,
            (None, Some(a), Some(b)) => [a, b],
            (None, ..) => return Err(no_pair(header)),
        },
    };
    if from.is_none() && to.is_none() && ends.iter().any(|c| THINGS.contains(&names[*c].as_str())) {
        return Err(format!(
            "its columns `{}` and `{}` name two kinds of thing (people, and what they have to do with); ties join \
             people: tie those who share a thing, or name two columns of people with `from` and `to`",
            header[ends[0]], header[ends[1]]
        ));
    }
    let left = |c: &usize| !ends.contains(c) && !index(*c);
    let numeric = |c: &usize| {
        let mut fields = rest.iter().filter_map(|r| r.get(*c)).filter(|f| !delimited::missing(f)).peekable();
        fields.peek().is_some() && fields.all(|f| is_number(f))
    };
    let usual = (0..names.len()).filter(left).find(|c| WEIGHTS.contains(&names[*c].as_str()));
    let any = || {
        (0..names.len()).filter(left).find(|c| {
            let name = names[*c].as_str();
            !OTHERS.contains(&name) && !ATTRIBUTES.contains(&name) && numeric(c)
        })
    };
    let third = weight.or(usual).or_else(any);
    let over: Vec<String> = (0..names.len())
        .filter(|c| left(c) && Some(*c) != third)
        .map(|c| format!("`{}`", header[c]))
        .collect();
    let passed = (third.is_none() && !over.is_empty()).then(|| {
        format!("Not taken as strengths: {} (weight = \"…\" would take a column).", over.join(", "))
    });
    Ok(Columns { ends, third, passed })
}

fn no_pair(header: &[String]) -> String {
    let names: Vec<String> = header.iter().map(|name| format!("`{name}`")).collect();
    format!(
        "no two of its columns name the people of a tie ({}): expected a table of ties, not of people; name the two \
         columns with `from` and `to`",
        names.join(", ")
    )
}

/// The columns that are asked for, by name or number.
pub(super) fn asked(header: &[String], reading: &Reading) -> Result<[Option<usize>; 3], String> {
    let find = |want: &Option<String>| -> Result<Option<usize>, String> {
        let Some(want) = want else { return Ok(None) };
        if let Some(at) = header.iter().position(|name| name.trim() == want.trim()) {
            return Ok(Some(at));
        }
        if let Some(at) = header.iter().position(|name| plain(name) == plain(want)) {
            return Ok(Some(at));
        }
        if let Some(number) = want.trim().parse().ok().filter(|n: &usize| (1..=header.len()).contains(n)) {
            return Ok(Some(number - 1));
        }
        let hint = match nearest(want, header.iter().map(String::as_str)) {
            Some(name) => format!("did you mean `{name}`?"),
            None => {
                let names: Vec<String> = header.iter().map(|name| format!("`{name}`")).collect();
                format!("there are {}", names.join(", "))
            }
        };
        Err(format!("there is no column `{want}`; {hint}"))
    };
    Ok([find(&reading.from)?, find(&reading.to)?, find(&reading.weight)?])
}

/// The columns of a file without a header: the first two, and the third of three or more; or as they are asked for by
/// number.
///
/// # Errors
/// In words: a column that is asked for and not there.
pub(super) fn by_place(first: &[String], reading: &Reading) -> Result<Columns, String> {
    let numbered: Vec<String> = (1..=first.len()).map(|n| n.to_string()).collect();
    let [from, to, weight] = asked(&numbered, reading)
        .map_err(|words| format!("{words}; the first line names no columns, so they go by number"))?;
    let left = |taken: &[Option<usize>]| (0..first.len()).find(|c| !taken.contains(&Some(*c)));
    let from_at = from.or_else(|| left(&[to, weight])).unwrap_or(0);
    let to_at = to.or_else(|| left(&[Some(from_at), weight])).unwrap_or(1);
    let third = weight.or_else(|| left(&[Some(from_at), Some(to_at)]));
    Ok(Columns { ends: [from_at, to_at], third, passed: None })
}
