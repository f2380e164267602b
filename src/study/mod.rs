//! The study: replications of every strategy on common ground.
//!
//! Layer 6. Uses `units rng scenario world engine`.

pub mod pilot;
pub mod runner;
pub mod size;
