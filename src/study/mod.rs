//! The study: replications of every strategy in the same worlds with the same luck, and statistics that
//! compare them.
//!
//! Each part uses only those above it: [`cascades`] describes trees of adoptions; [`calibrate`]
//! solves the talk scale; [`play`] decides which runs are played and plays them; [`summary`] makes
//! curves, milestones, contests, money and credit of the runs; [`sensitivity`] says what drawn
//! settings do to them; [`results`] holds all that was found.

pub mod calibrate;
pub mod cascades;
pub mod play;
pub mod results;
pub mod sensitivity;
pub mod summary;

pub use results::Results;
