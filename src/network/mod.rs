//! Networks as such: ties in compressed rows, read from edge lists, saved and described.
//!
//! Knows nothing of scenarios, channels, tactics or time. [`Csr::graph`] shows the ties as a graph that
//! the algorithms of `petgraph` run on.

#[doc(hidden)]
pub mod clustering;
#[doc(hidden)]
pub mod csr;
#[doc(hidden)]
pub mod graph;
#[doc(hidden)]
pub mod import;
mod in_degree;
pub(crate) mod rows;

#[doc(hidden)]
pub use clustering::{local_clustering, triangles};
pub use csr::Csr;
pub use graph::{Graph, Tie};
#[doc(hidden)]
pub use graph::{TiesOf, component_sizes};
pub use import::{Column, EdgeList, ImportError, Imports};
#[doc(hidden)]
pub use import::{Description, NetworkError, describe};
#[doc(hidden)]
pub use rows::TooManyTies;
