//! Networks as such: ties in compressed rows, read from edge lists, saved and described.
//!
//! Knows nothing of scenarios, channels, tactics or time.

pub mod clustering;
pub mod csr;
pub mod graph;
pub mod import;
mod in_degree;
pub(crate) mod rows;

pub use csr::Csr;
pub use import::{Column, Imports};
pub use rows::TooManyTies;
