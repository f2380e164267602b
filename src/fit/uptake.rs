//! Adopters by the share of their neighbours who adopted: a description of one-shot data.
//!
//! Always true: every person is in exactly one class; class ends are compared in whole numbers, so
//! that rounding never decides.

use serde::Serialize;

use super::FitError;
use super::table::Table;
use super::ties::{People, Reading, TieCounts, Ties};
use crate::statistics::Share;

/// People of one class and how many of them adopted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Class {
    /// The share of neighbours who adopted, in words.
    pub exposure: &'static str,
    /// People in it, adopters among them, their share with its 95 % interval (Wilson).
    pub taken: Share,
}

/// Take-up by exposure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Uptake {
    pub all: Share,
    /// What was read of the ties.
    pub ties: TieCounts,
    /// Classes by the share of adopting neighbours.
    pub classes: Vec<Class>,
    pub alone: Share,
    /// People with the mark, where one was asked for, and the others.
    pub marked: Option<[Share; 2]>,
}

/// The classes: what they are called.
const CLASSES: [&str; 5] = ["none", "up to 0.1", "over 0.1 to 0.2", "over 0.2 to 0.3", "over 0.3"];

/// The class of people with `a` adopters among `n` neighbours.
fn class_of(a: u64, n: u64) -> usize {
    match a {
        0 => 0,
        _ if 10 * a <= n => 1,
        _ if 5 * a <= n => 2,
        _ if 10 * a <= 3 * n => 3,
        _ => 4,
    }
}

/// Share of adopters by the share of their neighbours who adopted: none, (0, 0.1], (0.1, 0.2],
/// (0.2, 0.3], over 0.3; neighbours are those a person names (undirected: is tied to).
///
/// A description, not an estimate of influence: neighbours adopt at the same time, are alike, and
/// hear of the thing from the same people (Manski 1993, *Review of Economic Studies* 60:531).
///
/// - `adopted`: column that marks adopters: 1 or 0, yes or no, true or false
/// - `mark`: a further such column to count by, if wanted
///
/// # Errors
/// What is wrong with a table, with its line; nobody adopted.
pub fn describe(
    people: &Table,
    ties: &Table,
    reading: &Reading,
    adopted: &str,
    mark: Option<&str>,
) -> Result<Uptake, FitError> {
    let adopted = yes_or_no(people, adopted)?;
    let marked = mark.map(|m| yes_or_no(people, m)).transpose()?;
    let ids = People::read(people, &reading.id)?;
    let ties = Ties::read(ties, &ids, reading)?;
    if !adopted.contains(&true) {
        return Err(FitError::NobodyAdopted);
    }
    let share = |wanted: &dyn Fn(usize) -> bool| {
        let (mut count, mut of) = (0, 0);
        for i in (0..adopted.len()).filter(|i| wanted(*i)) {
            of += 1;
            count += usize::from(adopted[i]);
        }
        Share::of(count, of)
    };
    let neighbours: Vec<(u64, u64)> = (0..ids.count())
        .map(|p| {
            let named = ties.named.hearers(p);
            (named.iter().filter(|q| adopted[**q as usize]).count() as u64, named.len() as u64)
        })
        .collect();
    let class = |i: usize| (neighbours[i].1 > 0).then(|| class_of(neighbours[i].0, neighbours[i].1));
    let classes = CLASSES
        .iter()
        .zip(0..)
        .map(|(exposure, k)| Class { exposure, taken: share(&|i| class(i) == Some(k)) });
    Ok(Uptake {
        all: share(&|_| true),
        ties: ties.counts,
        classes: classes.collect(),
        alone: share(&|i| class(i).is_none()),
        marked: marked.map(|m| [share(&|i| m[i]), share(&|i| !m[i])]),
    })
}

/// A column of ones and zeros.
fn yes_or_no(table: &Table, name: &str) -> Result<Vec<bool>, FitError> {
    let column = table.column(name)?;
    let expected = "1 or 0 (yes or no, true or false)";
    let one = |row| {
        let field = table.field(row, column, expected)?;
        match field.to_ascii_lowercase().as_str() {
            "1" | "1.0" | "yes" | "true" | "y" | "t" | "是" => Ok(true),
            "0" | "0.0" | "no" | "false" | "n" | "f" | "否" => Ok(false),
            _ => Err(table.bad(row, column, expected)),
        }
    };
    table.rows.iter().map(one).collect()
}
