//! METIS: a first line with the numbers of people and ties, then a line a person with those that the person is tied to.

use std::path::Path;

use super::builder::Builder;
use super::file_name::named_as;
use crate::delimited::line_of;
use crate::network::import::error::ImportError;
use crate::network::import::line::{lines, parts};
use crate::network::import::numbered::Found;

/// Whether a file is called as METIS calls its graphs.
pub(super) fn is_named_so(path: &Path) -> bool {
    named_as(path, &[".graph", ".metis"])
}

fn numbers<T: std::str::FromStr>(line: &[u8]) -> Option<Vec<T>> {
    parts(line, false).map(|word| std::str::from_utf8(word).ok()?.parse().ok()).collect()
}

/// Reads a graph (Karypis & Kumar 1998, METIS 4.0, section 4.5).
pub(super) fn read(text: &[u8], path: &Path) -> Result<Found, ImportError> {
    let told = lines(text).filter(|(_, line)| !line.starts_with(b"%"));
    let mut lines = told.skip_while(|(_, line)| line.is_empty());
    let Some((at, first)) = lines.next() else {
        return Err(ImportError::Empty { path: path.to_path_buf() });
    };
    let wrong = |at: usize, line: &[u8], expected: &str| {
        ImportError::bad_line(path, line_of(text, at), line, expected)
    };
    let head = numbers::<u32>(first).filter(|head| (2..=4).contains(&head.len()));
    let head = head.ok_or_else(|| {
        wrong(at, first, "the numbers of people and ties, as the first line of a METIS graph states them")
    })?;
    let (people, ties, format) = (head[0], u64::from(head[1]), head.get(2).copied().unwrap_or(0));
    let digit = |place: u32| format / place % 10 == 1;
    // Sizes and weights of people stand before their ties.
    let per_person = if digit(10) { head.get(3).copied().unwrap_or(1) } else { 0 };
    let before = u32::from(digit(100)) + per_person;
    let step = if digit(1) { 2 } else { 1 };
    let mut network = Builder::default();
    network.numbered(people, text, path)?;
    let mut named = 0u64;
    for from in 0..people {
        let Some((at, line)) = lines.next() else {
            let reason = format!("it states {people} people and holds lines of {from}; it is not whole");
            return Err(ImportError::unreadable(path, reason));
        };
        let fields = numbers::<f64>(line).filter(|f| f.len() >= before as usize);
        let fields = fields.ok_or_else(|| wrong(at, line, "the numbers of a person's friends"))?;
        for pair in fields[before as usize..].chunks(step) {
            let whole = pair[0].fract() == 0.0 && (1.0..=f64::from(people)).contains(&pair[0]);
            if !whole || pair.len() < step {
                let weights = if step == 2 { ", each with a weight" } else { "" };
                return Err(wrong(at, line, &format!("numbers from 1 to {people}{weights}")));
            }
            let to = pair[0] as u32 - 1;
            named += 1;
            // Each tie stands in the lines of both of its ends.
            if from <= to {
                network.tie(from, to, pair.get(1).map(|weight| *weight as f32));
            }
        }
    }
    if named != 2 * ties || lines.any(|(_, line)| !line.is_empty()) {
        let reason = format!(
            "it states {ties} ties of {people} people, each in the lines of both, and its lines name {named} friends; \
             expected {}",
            2 * ties
        );
        return Err(ImportError::unreadable(path, reason));
    }
    Ok(network.found("a METIS graph", true))
}
