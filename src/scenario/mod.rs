//! Scenario files: text as written → the plan it means.
//!
//! Layer 1. Uses `units`. The only place that names `toml`.

pub mod plan;
