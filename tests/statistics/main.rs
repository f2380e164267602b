//! Tests that need long statistics: how often intervals hold the truth, and epidemics at several ticks.

#[path = "../common/mod.rs"]
mod common;

mod coverage;
mod epidemics;
mod forecast;
mod harms;
mod known_truth;
mod sensitivity;
mod talk_scale;
