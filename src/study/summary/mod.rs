//! What the runs of a study say, part by part, as plain numbers.
//!
//! Always true: made of the plan, the records and their reflections alone, so the same records give
//! the same bytes.

pub mod attribution;
pub mod bass;
pub mod contest;
pub mod curves;
pub mod ledger_statistics;
pub mod milestones;
pub mod money;
pub mod notes;
pub mod ratio;
pub mod sample;
