//! Who can speak to whom: the ties of one layer in compressed rows.
//!
//! The ties of person `p` are `peer[start[p]..start[p + 1]]`, ascending.
//!
//! Always true, checked by `Csr::check` and `tests/properties.rs`: `start` never falls, ends
//! at the tie count, and every peer is below the person count.
//!
//! Layer 2. Uses `units`. Knows nothing of channels, tactics or time.

use crate::units::Person;

/// Compressed rows of ties.
#[derive(Debug, Clone, PartialEq)]
pub struct Csr {
    start: Vec<u32>,
    peer: Vec<Person>,
    /// Third-column value per tie, where the layer has one.
    strength: Option<Vec<f32>>,
    /// In-degree per person, where it differs from the out-degree (directed layers).
    in_degree: Option<Vec<u32>>,
}

impl Csr {
    /// Number of ties out of `p`.
    #[inline]
    #[must_use]
    pub fn degree(&self, p: Person) -> u32 {
        self.start[p as usize + 1] - self.start[p as usize]
    }

    /// The hearer at the end of tie `i` of `p`.
    #[inline]
    #[must_use]
    pub fn hearer(&self, p: Person, i: u32) -> Person {
        self.peer[(self.start[p as usize] + i) as usize]
    }

    /// All hearers of `p`, ascending.
    #[inline]
    #[must_use]
    pub fn hearers(&self, p: Person) -> &[Person] {
        &self.peer[self.start[p as usize] as usize..self.start[p as usize + 1] as usize]
    }

    /// Number of ties into `p`.
    #[inline]
    #[must_use]
    pub fn in_degree(&self, p: Person) -> u32 {
        self.in_degree.as_ref().map_or_else(|| self.degree(p), |d| d[p as usize])
    }

    /// Third-column value of tie `i` of `p`; 1 where there is none.
    #[inline]
    #[must_use]
    pub fn strength(&self, p: Person, i: u32) -> f32 {
        self.strength.as_ref().map_or(1.0, |s| s[(self.start[p as usize] + i) as usize])
    }

    /// Number of stored directed ties.
    #[must_use]
    pub fn tie_count(&self) -> u64 {
        self.peer.len() as u64
    }
}
