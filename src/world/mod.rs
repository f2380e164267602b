//! The world: people, and the ties along which they can speak.
//!
//! The same for every strategy; one world per network number, bit-identical for any number
//! of threads. Nothing here knows of channels, tactics or time.

mod build;
mod generate;
mod layer_cache;
mod members;
#[doc(hidden)]
pub mod people;
mod pools;
#[doc(hidden)]
pub mod ranking;

use crate::network::csr::Csr;
use crate::network::graph::Graph;
use crate::units::{LayerId, Vertex};
pub use build::WorldError;
pub use layer_cache::LayerCache;
pub use people::People;
#[doc(hidden)]
pub use pools::Catchment;
pub use ranking::Score;

/// People and ties.
#[derive(Debug, Clone, PartialEq)]
pub struct World {
    /// Who there is.
    pub people: People,
    /// One set of ties per layer of the plan, in its order.
    pub layers: Vec<Ties>,
    /// The people that imported networks are about, in the order of their file; empty where these are all.
    pub members: Vec<Vertex>,
}

impl World {
    /// Number of people.
    pub fn count(&self) -> u32 {
        self.people.count
    }

    /// Segment of a person, by position in the plan.
    #[inline]
    pub fn segment(&self, p: Vertex) -> usize {
        self.people.segment(p)
    }

    /// City of a person, by binary search.
    pub fn city(&self, p: Vertex) -> usize {
        self.people.city(p)
    }

    /// The first `count` people of a layer by a score, best first; of equals the smaller id.
    ///
    /// O(n + m). Where everybody is tied to everybody, the first ids.
    pub fn ranking(&self, layer: LayerId, by: Score, count: u32) -> Vec<Vertex> {
        match &self.layers[layer.0] {
            Ties::Stored(csr) => ranking::ranking(csr, by, count),
            Ties::Complete { people } => (0..count.min(*people)).collect(),
        }
    }

    /// The people of these segments, by position in the plan; empty means everybody.
    #[doc(hidden)]
    pub fn catchment(&self, segments: &[usize]) -> Catchment {
        if segments.is_empty() {
            return Catchment::of([(0, self.count())]);
        }
        let mut runs: Vec<(Vertex, u32)> = Vec::new();
        for p in (0..self.count()).filter(|p| segments.contains(&self.segment(*p))) {
            match runs.last_mut() {
                Some((first, count)) if *first + *count == p => *count += 1,
                _ => runs.push((p, 1)),
            }
        }
        Catchment::of(runs)
    }

    /// Worlds of one plan side by side without a tie between them: people and cities are numbered on from
    /// world to world.
    ///
    /// `None` if there is none, people or ties outgrow 32 bits, or a layer is complete (a union of
    /// complete networks is not one).
    #[doc(hidden)]
    pub fn side_by_side(worlds: &[&World]) -> Option<World> {
        let one = worlds.first()?;
        let count = worlds.iter().try_fold(0_u32, |sum, w| sum.checked_add(w.people.count))?;
        let layers = (0..one.layers.len()).map(|layer| {
            let rows = worlds.iter().map(|w| match &w.layers[layer] {
                Ties::Stored(csr) => Some(csr),
                Ties::Complete { .. } => None,
            });
            Csr::side_by_side(&rows.collect::<Option<Vec<_>>>()?).map(Ties::Stored)
        });
        let layers = layers.collect::<Option<Vec<Ties>>>()?;
        let mut city_start = vec![0];
        let mut first = 0;
        for world in worlds {
            city_start.extend(world.people.city_start[1..].iter().map(|start| first + start));
            first += world.people.count;
        }
        let people = People {
            count,
            city_start,
            listener: worlds.iter().flat_map(|w| &w.people.listener).copied().collect(),
            activity: worlds.iter().flat_map(|w| &w.people.activity).copied().collect(),
            ..one.people.clone()
        };
        Some(World { people, layers, members: Vec::new() })
    }

    /// Bytes held by people and ties.
    pub fn memory_bytes(&self) -> u64 {
        let ties: u64 = self.layers.iter().map(Ties::memory_bytes).sum();
        let lists = self.people.city_start.len() + self.members.len();
        ties + 5 * u64::from(self.count()) + 4 * lists as u64
    }
}

/// The ties of one layer.
#[derive(Debug, Clone, PartialEq)]
pub enum Ties {
    /// Stored in compressed rows.
    Stored(Csr),
    /// Everybody to everybody: tie `i` of person `p` is `i`, skipping `p` itself.
    Complete {
        /// Number of people.
        people: u32,
    },
}

impl Ties {
    /// The ties as a graph for the algorithms of `petgraph`; `None` where everybody is tied to
    /// everybody, because those ties are not stored.
    pub fn graph(&self) -> Option<Graph<'_>> {
        match self {
            Ties::Stored(csr) => Some(csr.graph()),
            Ties::Complete { .. } => None,
        }
    }

    /// Number of people `p` can speak to.
    #[inline]
    pub fn degree(&self, p: Vertex) -> u32 {
        match self {
            Ties::Stored(csr) => csr.degree(p),
            Ties::Complete { people } => people - 1,
        }
    }

    /// The hearer at the end of tie `i` of person `p`, `i < degree(p)`.
    #[inline]
    pub fn hearer(&self, p: Vertex, i: u32) -> Vertex {
        match self {
            Ties::Stored(csr) => csr.hearer(p, i),
            Ties::Complete { .. } => i + u32::from(i >= p),
        }
    }

    /// Number of people who can speak to `p`.
    #[inline]
    pub fn in_degree(&self, p: Vertex) -> u32 {
        match self {
            Ties::Stored(csr) => csr.in_degree(p),
            Ties::Complete { people } => people - 1,
        }
    }

    /// Strength of tie `i` of person `p` in whole 1/256, at least 1 ([`Csr::strength_units`]).
    #[inline]
    pub fn strength_units(&self, p: Vertex, i: u32) -> u32 {
        match self {
            Ties::Stored(csr) => csr.strength_units(p, i),
            Ties::Complete { .. } => 1,
        }
    }

    /// Strength units of all ties into `p`, where they are summed; else the number of these ties.
    #[inline]
    pub fn in_strength(&self, p: Vertex) -> u32 {
        match self {
            Ties::Stored(csr) => csr.in_strength(p),
            Ties::Complete { people } => people - 1,
        }
    }

    /// Whether ties have a third-column value.
    pub fn has_strengths(&self) -> bool {
        matches!(self, Ties::Stored(csr) if csr.has_strengths())
    }

    /// Third-column value of tie `i` of person `p` (strength or probability); 1 where there is none.
    #[inline]
    pub fn strength(&self, p: Vertex, i: u32) -> f32 {
        match self {
            Ties::Stored(csr) => csr.strength(p, i),
            Ties::Complete { .. } => 1.0,
        }
    }

    /// Number of stored directed ties (an undirected tie counts twice).
    pub fn stored(&self) -> u64 {
        match self {
            Ties::Stored(csr) => csr.tie_count(),
            Ties::Complete { .. } => 0,
        }
    }

    /// Number of stored ties; an undirected one counts once.
    pub fn count(&self) -> u64 {
        match self {
            Ties::Stored(csr) if csr.directed() => csr.tie_count(),
            Ties::Stored(csr) => csr.tie_count() / 2,
            Ties::Complete { .. } => 0,
        }
    }

    /// Bytes held.
    pub fn memory_bytes(&self) -> u64 {
        match self {
            Ties::Stored(csr) => csr.memory_bytes(),
            Ties::Complete { .. } => 0,
        }
    }
}
