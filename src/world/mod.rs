//! The world: people, and the ties along which they can speak.
//!
//! The same for every strategy; one world per network number, bit-identical for any number
//! of threads. Nothing here knows of channels, tactics or time.
//!
//! Layer 2. Uses `units rng stats scenario`.

pub mod csr;
pub mod import;
pub mod people;

use crate::units::Person;
pub use csr::Csr;
pub use people::People;

/// People and ties.
#[derive(Debug, Clone)]
pub struct World {
    /// Who there is.
    pub people: People,
    /// One set of ties per layer of the plan, in its order.
    pub layers: Vec<Ties>,
}

/// The ties of one layer.
#[derive(Debug, Clone)]
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
    /// Number of people `p` can speak to.
    #[inline]
    #[must_use]
    pub fn degree(&self, p: Person) -> u32 {
        match self {
            Ties::Stored(csr) => csr.degree(p),
            Ties::Complete { people } => people - 1,
        }
    }

    /// The hearer at the end of tie `i` of person `p`, `i < degree(p)`.
    #[inline]
    #[must_use]
    pub fn hearer(&self, p: Person, i: u32) -> Person {
        match self {
            Ties::Stored(csr) => csr.hearer(p, i),
            Ties::Complete { .. } => i + u32::from(i >= p),
        }
    }

    /// Number of people who can speak to `p`.
    #[inline]
    #[must_use]
    pub fn in_degree(&self, p: Person) -> u32 {
        match self {
            Ties::Stored(csr) => csr.in_degree(p),
            Ties::Complete { people } => people - 1,
        }
    }

    /// Third-column value of tie `i` of person `p` (strength or probability); 1 where there is none.
    #[inline]
    #[must_use]
    pub fn strength(&self, p: Person, i: u32) -> f32 {
        match self {
            Ties::Stored(csr) => csr.strength(p, i),
            Ties::Complete { .. } => 1.0,
        }
    }

    /// Number of stored directed ties (an undirected tie counts twice).
    #[must_use]
    pub fn stored(&self) -> u64 {
        match self {
            Ties::Stored(csr) => csr.tie_count(),
            Ties::Complete { .. } => 0,
        }
    }
}
