//! The study: from run records to statistics that can be compared.
//!
//! Layer 6. Uses `units scenario engine`.

pub mod attribution;
pub mod curves;
pub mod estimate;
pub mod milestones;
pub mod money;
pub mod paired;
pub mod select;
pub mod summary;

pub use summary::{Summary, summarise};
