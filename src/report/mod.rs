//! The report: tables, charts and words made of a results, never of live state.

pub mod chart;
pub mod column;
pub mod findings;
pub mod fit;
pub mod manifest;
pub mod numbers;
pub mod sentences;
pub mod tables;
pub mod target;
pub mod write;

pub use findings::{Findings, findings, json};
pub use manifest::Manifest;
pub use target::{WriteError, check_target};
pub use write::{Contents, Written, write};
