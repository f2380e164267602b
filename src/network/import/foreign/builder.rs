//! Networks put together person by person and tie by tie.

use std::collections::HashMap;
use std::path::Path;

use crate::delimited::one_form;
use crate::network::import::error::ImportError;
use crate::network::import::names::{Names, Words};
use crate::network::import::numbered::Found;
use crate::network::import::third::Third;
use crate::units::Vertex;

/// A network so far.
#[derive(Default)]
pub(super) struct Builder {
    names: Vec<String>,
    number: HashMap<String, Vertex>,
    ties: Vec<(Vertex, Vertex)>,
    weights: Vec<Option<f32>>,
    self_loops: u64,
}

impl Builder {
    /// The person of this id; a new one is added.
    pub(super) fn person(&mut self, id: &str) -> Vertex {
        let id = &*one_form(id.trim());
        if let Some(number) = self.number.get(id) {
            return *number;
        }
        let new = self.names.len() as Vertex;
        self.number.insert(id.to_owned(), new);
        self.names.push(id.to_owned());
        new
    }

    /// The people 1 to `people`, as a format states them before it names any.
    ///
    /// # Errors
    /// If the text could not even name so many.
    pub(super) fn numbered(&mut self, people: u32, text: &[u8], path: &Path) -> Result<(), ImportError> {
        const ALWAYS: usize = 1_000_000;
        if people as usize > ALWAYS.max(text.len()) {
            let reason =
                format!("it states {people} people, more than a file of {} bytes can hold", text.len());
            return Err(ImportError::unreadable(path, reason));
        }
        (1..=people).for_each(|id| {
            self.person(&id.to_string());
        });
        Ok(())
    }

    /// The person of this id, if it is known.
    pub(super) fn known(&self, id: &str) -> Option<Vertex> {
        self.number.get(&*one_form(id.trim())).copied()
    }

    pub(super) fn people(&self) -> usize {
        self.names.len()
    }

    pub(super) fn tie(&mut self, from: Vertex, to: Vertex, weight: Option<f32>) {
        if from == to {
            self.self_loops += 1;
        } else {
            self.ties.push((from, to));
            self.weights.push(weight);
        }
    }

    /// Calls people by these names, if there is one for each and no two are alike.
    pub(super) fn rename(&mut self, labels: &HashMap<Vertex, String>) {
        let mut named: Vec<&str> = labels.values().map(String::as_str).collect();
        named.sort_unstable();
        if named.len() != self.names.len() || named.windows(2).any(|pair| pair[0] == pair[1]) {
            return;
        }
        for (person, name) in labels {
            self.names[*person as usize] = one_form(name).into_owned();
        }
    }

    /// The network, undirected or not; `format` is what it was written in.
    pub(super) fn found(self, format: &str, undirected: bool) -> Found {
        let Builder { names, mut ties, weights, self_loops, .. } = self;
        let ids: Option<Vec<i64>> = names.iter().map(|id| crate::delimited::whole(id.as_bytes())).collect();
        let distinct = |ids: &[i64]| {
            let mut sorted = ids.to_vec();
            sorted.sort_unstable();
            let all = sorted.len();
            sorted.dedup();
            (sorted.len() == all).then_some(sorted)
        };
        // Whole numbers ascend, as those of an edge list do.
        let named = match ids.as_deref().and_then(distinct) {
            Some(sorted) => {
                let ids = ids.unwrap_or_default();
                let rank: Vec<Vertex> =
                    ids.iter().map(|id| sorted.partition_point(|other| other < id) as Vertex).collect();
                ties.iter_mut().for_each(|tie| *tie = (rank[tie.0 as usize], rank[tie.1 as usize]));
                Names::numbers(sorted)
            }
            None => {
                let (mut text, mut end) = (String::new(), Vec::new());
                for name in names {
                    text += &name;
                    end.push(text.len() as u64);
                }
                Words::new(text, end).map_or_else(Names::default, Names::Words)
            }
        };
        // Ties without a weight count as 1 where others have one.
        let weighted = weights.iter().any(Option::is_some);
        let bare = weights.iter().filter(|weight| weight.is_none()).count();
        let value: Option<Vec<f32>> = weighted.then(|| weights.iter().map(|w| w.unwrap_or(1.0)).collect());
        let direction = if undirected { "undirected" } else { "directed" };
        let mut said = vec![format!("It was read as {format}; it says that its ties are {direction}.")];
        if weighted && bare > 0 {
            said.push(format!("{bare} ties have no weight and count as 1."));
        }
        let third = value.as_deref().map(|values| Third::checked(Some("weight".into()), values));
        Found { ties, value, names: named, self_loops, third, said, undirected, ..Found::default() }
    }
}
