//! Groundswell: does word of mouth carry a product from 100 seed users to a million, under which
//! strategy, how surely, how fast and for what money?
//!
//! Data takes one road: scenario → plan → world → run → records → summary → output.

pub mod contract;
pub mod delimited;
pub mod engine;
mod facade;
pub mod fit;
pub mod hints;
pub mod identity;
pub mod network;
pub mod report;
pub mod rng;
pub mod rules;
pub mod scenario;
pub mod statistics;
pub mod stats;
pub mod study;
pub mod tactic;
pub mod units;
pub mod verify;
pub mod world;

pub use facade::Study;
pub use scenario::{Reader, Scenario};
pub use study::Results;
