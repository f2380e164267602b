//! The kinds of tactics: each is one file, with its keys, what it needs and what it does.
//!
//! Always true: nothing outside a kind's own file and the one list in [`registry`] names a kind.

pub mod ads;
pub mod amplification;
pub mod participation;
mod registry;
pub mod share;

pub use registry::registry;
