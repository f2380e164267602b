//! The report: tables, charts and words made of results, never of live state.

pub mod chart;
pub mod column;
pub mod findings;
pub mod fit;
pub mod format;
pub mod hold;
mod lead;
pub mod manifest;
pub mod output_folder;
pub mod tables;
pub mod titles;
pub mod write;

pub use findings::{Findings, findings, json};
pub use manifest::Manifest;
pub use output_folder::{WriteError, check_target};
pub use write::Written;
