//! DIMACS: `c` comments, one line `p KIND PEOPLE TIES`, then a tie a line: `e` both ways, `a` one way.

use std::path::Path;

use super::builder::Builder;
use crate::delimited::line_of;
use crate::network::import::error::ImportError;
use crate::network::import::line::{lines, parts};
use crate::network::import::numbered::Found;

/// Whether a text is a DIMACS graph: its first line that is no comment states the problem.
pub(super) fn is_dimacs(text: &[u8]) -> bool {
    let told = |line: &&[u8]| !line.is_empty() && *line != b"c" && !line.starts_with(b"c ");
    lines(text).map(|(_, line)| line).find(told).is_some_and(|line| problem(line).is_some())
}

/// The numbers of people and ties that a problem line states.
fn problem(line: &[u8]) -> Option<(u32, u32)> {
    let words: Vec<&[u8]> = parts(line, false).collect();
    let [b"p", _, people, ties] = words[..] else { return None };
    let number = |word: &[u8]| std::str::from_utf8(word).ok()?.parse::<u32>().ok();
    number(people).zip(number(ties))
}

/// Reads a graph (Johnson & Trick 1996, *Cliques, Coloring, and Satisfiability*).
pub(super) fn read(text: &[u8], path: &Path) -> Result<Found, ImportError> {
    let mut network = Builder::default();
    let mut one_way = Vec::new();
    let (mut people, mut stated) = (0u32, 0u32);
    for (at, line) in lines(text) {
        let wrong = |expected: &str| ImportError::bad_line(path, line_of(text, at), line, expected);
        let words: Vec<&[u8]> = parts(line, false).collect();
        match words.first() {
            None | Some(&b"c") => {}
            Some(&b"p") => {
                (people, stated) =
                    problem(line).ok_or_else(|| wrong("p, a kind, and the numbers of people and ties"))?;
                network.numbered(people, text, path)?;
            }
            Some(&(b"e" | b"a")) => {
                let end = |i: usize| {
                    let id = words.get(i).and_then(|word| std::str::from_utf8(word).ok()?.parse().ok());
                    id.filter(|id| (1..=people).contains(id)).map(|id| id - 1)
                };
                let (Some(from), Some(to)) = (end(1), end(2)) else {
                    return Err(wrong(&format!("two numbers from 1 to {people}, as line p says")));
                };
                let weight = words.get(3).map(|word| {
                    let number = std::str::from_utf8(word).ok().and_then(|word| word.parse::<f32>().ok());
                    number.ok_or_else(|| wrong("a number behind both ids"))
                });
                network.tie(from, to, weight.transpose()?);
                one_way.push(words[0] == b"a");
            }
            // What vertices are worth, bounds and the like.
            Some(_) => {}
        }
    }
    if one_way.is_empty() {
        return Err(ImportError::Empty { path: path.to_path_buf() });
    }
    let mut found = network.found("a DIMACS graph", !one_way.contains(&true));
    let listed = one_way.len() as u64;
    // Some count each tie twice, and some list it twice.
    if ![1, 2].iter().any(|n| listed == n * u64::from(stated) || n * listed == u64::from(stated)) {
        found.cautions.push(format!("it states {stated} ties and lists {listed}"));
    }
    Ok(found)
}
