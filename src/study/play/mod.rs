//! Which runs are played, in which order, and how.
//!
//! [`experiment`] is the order of steps; its steps stand beside it and play their runs through
//! [`player`], which looks up what a [`checkpoint`] holds and leaves the rest to [`runner`].

pub mod checkpoint;
pub mod draws;
pub mod effort;
pub mod experiment;
pub mod job;
pub mod ledger_digest;
pub mod money_levels;
pub mod outcome;
pub mod plan_selection;
pub mod player;
pub mod removal;
pub mod runner;
pub mod runs;
pub mod shared_world;
pub mod size;
pub mod stopping;
