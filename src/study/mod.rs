//! The study: replications of every strategy on common ground, and statistics that compare them.
//!
//! Each part uses only those above it: [`statistics`] of runs; [`calibrate`] solves the talk scale;
//! [`play`] decides which runs are played and plays them; [`summary`] makes curves, milestones,
//! pairs, money and credit of the runs; [`sensitivity`] says what drawn settings do to them.
//! [`cascades`] describes trees of adoptions.

pub mod calibrate;
pub mod cascades;
pub mod play;
pub mod sensitivity;
pub mod statistics;
pub mod summary;

pub use summary::{Summary, summarise, summarise_with};
