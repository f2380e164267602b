//! The study: replications of every strategy on common ground, and statistics that compare them.
//!
//! [`pilot`] solves the talk scale, [`size`] says what a job asks for, [`runner`] runs it;
//! [`summary`] makes curves, milestones, pairs, money and credit of its records, [`cascades`] the
//! trees of who won whom; [`reflection`] keeps what a ledger says when the ledger goes.

pub mod attribution;
pub mod budget;
pub mod cascades;
pub mod choice;
pub mod clusters;
pub mod curves;
pub mod decide;
pub mod effort;
pub mod estimate;
pub mod experiment;
pub mod ground;
pub mod milestones;
pub mod money;
pub mod outcome;
pub mod paired;
pub mod parts;
pub mod pilot;
pub mod profile;
pub mod reflected;
pub mod reflection;
pub mod removal;
pub mod runner;
pub mod select;
pub mod settings;
pub mod size;
pub mod summary;
pub mod uncertainty;

pub use summary::{Summary, summarise, summarise_with};
