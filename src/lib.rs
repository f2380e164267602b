//! Groundswell: does word of mouth carry a product from 100 seed users to a million, under which
//! strategy, how surely, how fast and for what money?
//!
//! Data takes one road: scenario → plan → world → run → records → summary → output.

pub mod engine;
pub mod report;
pub mod rng;
pub mod scenario;
pub mod study;
pub mod units;
pub mod world;
