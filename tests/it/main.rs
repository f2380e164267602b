//! All tests that need no long statistics, in one binary: a folder for each part of the crate.

#[path = "../common/mod.rs"]
mod common;

mod cli;
mod engine;
mod repo;
mod report;
mod scenario;
mod study;
mod world;
