//! What people are called in a file.
//!
//! Always true: every person has one name; numbers ascend, words stand in order of first appearance.

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::delimited::one_form;
use crate::units::Vertex;

/// Names of people, by person.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Names {
    /// Whole numbers one after the other.
    Consecutive {
        /// Name of the first person.
        first: i64,
        /// Number of people.
        people: u32,
    },
    /// Whole numbers, ascending.
    Numbers(Vec<i64>),
    /// Other names.
    Words(Words),
}

/// Names that are no numbers.
#[derive(Debug, Clone)]
pub(super) struct Words {
    /// All names, one behind the other.
    text: String,
    /// Where each ends.
    end: Vec<u64>,
    /// People by name, of equal names by number; sorted when the first is looked for.
    sorted: OnceLock<Vec<Vertex>>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Words) -> bool {
        (&self.text, &self.end) == (&other.text, &other.end)
    }
}

impl Default for Names {
    fn default() -> Names {
        Names::Numbers(Vec::new())
    }
}

impl Names {
    /// Names that are ascending numbers.
    pub(super) fn numbers(ids: Vec<i64>) -> Names {
        match (ids.first(), ids.last()) {
            (Some(first), Some(last))
                if last.abs_diff(*first) == ids.len() as u64 - 1 && ids.len() < 1 << 32 =>
            {
                Names::Consecutive { first: *first, people: ids.len() as u32 }
            }
            _ => Names::Numbers(ids),
        }
    }

    /// Number of people.
    pub(super) fn people(&self) -> usize {
        match self {
            Names::Consecutive { people, .. } => *people as usize,
            Names::Numbers(ids) => ids.len(),
            Names::Words(words) => words.end.len(),
        }
    }

    /// The person of this name.
    pub(super) fn person(&self, name: &str) -> Option<Vertex> {
        let number = || crate::delimited::whole(name.trim().as_bytes());
        match self {
            Names::Consecutive { first, people } => {
                let id = number().filter(|id| id >= first)?;
                u32::try_from(id.abs_diff(*first)).ok().filter(|p| p < people)
            }
            Names::Numbers(ids) => ids.binary_search(&number()?).ok().map(|i| i as Vertex),
            Names::Words(words) => {
                let trimmed = || words.person(name.trim());
                words.person(name).or_else(trimmed).or_else(|| words.person(&one_form(name.trim())))
            }
        }
    }

    /// Gives `each` the bytes that stand for the names.
    pub(super) fn stand_in(&self, each: &mut dyn FnMut(&[u8])) {
        each(&(self.people() as u64).to_le_bytes());
        match self {
            Names::Consecutive { first, .. } => each(&first.to_le_bytes()),
            Names::Numbers(ids) => ids.iter().for_each(|id| each(&id.to_le_bytes())),
            Names::Words(words) => {
                words.end.iter().for_each(|end| each(&end.to_le_bytes()));
                each(words.text.as_bytes());
            }
        }
    }

    /// The name of a person.
    pub(super) fn name(&self, p: Vertex) -> String {
        match self {
            Names::Consecutive { first, .. } => (first + i64::from(p)).to_string(),
            Names::Numbers(ids) => ids[p as usize].to_string(),
            Names::Words(words) => words.word(p).to_owned(),
        }
    }
}

impl Words {
    /// Names one behind the other, and where each ends; `None` if the ends do not fit the text.
    pub(super) fn new(text: String, end: Vec<u64>) -> Option<Words> {
        let fits = end.is_sorted()
            && end.last().is_none_or(|last| *last == text.len() as u64)
            && end.iter().all(|end| text.is_char_boundary(*end as usize));
        fits.then(|| Words { text, end, sorted: OnceLock::new() })
    }

    fn sorted(&self) -> &[Vertex] {
        self.sorted.get_or_init(|| {
            let mut sorted: Vec<Vertex> = (0..self.end.len() as u32).collect();
            sorted.par_sort_unstable_by_key(|p| (self.word(*p), *p));
            sorted
        })
    }

    /// All names, one behind the other.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where each name ends in the text.
    pub(super) fn ends(&self) -> &[u64] {
        &self.end
    }

    /// A name that two people have, if there is one.
    pub(super) fn twice(&self) -> Option<&str> {
        let pair = self.sorted().windows(2).find(|pair| self.word(pair[0]) == self.word(pair[1]))?;
        Some(self.word(pair[0]))
    }

    fn word(&self, p: Vertex) -> &str {
        let from = if p == 0 { 0 } else { self.end[p as usize - 1] };
        &self.text[from as usize..self.end[p as usize] as usize]
    }

    fn person(&self, name: &str) -> Option<Vertex> {
        let sorted = self.sorted();
        let after = sorted.partition_point(|p| self.word(*p) <= name);
        sorted[..after].last().copied().filter(|p| self.word(*p) == name)
    }
}
