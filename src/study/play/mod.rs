//! Which runs are played, in which order, and how.
//!
//! [`experiment`] is the order of steps; its steps stand beside it and play their runs through a
//! [`Player`], which looks up what a [`Checkpoint`] holds and leaves the rest to the runner.

mod checkpoint;
mod draws;
mod effort;
pub mod experiment;
mod flips;
mod job;
mod ledger_digest;
mod lines;

mod money_levels;
pub mod other_talk;
pub mod outcome;
mod plan_selection;
mod played_on;
mod player;
pub mod profit;
mod removal;
mod runner;
mod runs;
mod screening;
mod shared_world;
mod size;
pub mod stopping;
mod talk_scale;
mod worth;
mod yardstick;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use draws::{Draws, Purpose, Setting, TRIALS, position};
pub use effort::{Account, Effort, Profile};
pub use experiment::Experiment;
pub use flips::{DirectPlay, PlayedPoint, Turn};
pub use job::{Job, Progress, StudyError};
pub use ledger_digest::{
    Clock, Cohort, Gain, LedgerDigest, Split, TreeClass, digest, digest_all, gain, ledgers_fit,
};
pub use lines::{Line, Part};

pub use money_levels::MoneyLevel;
pub use outcome::Outcome;
pub use plan_selection::Choice;
pub use played_on::PlayedOn;
pub use player::{Player, setting_name};
pub use profit::{Flows, break_even, flows, flows_by, profit};
pub use removal::MOST;
pub use runner::{Batch, ScaleFrom};
pub use runs::{OtherTalk, Runs, active, first_day, judged, pairs, row, runs_of, spent_at, spent_by, spread};
pub use screening::{Screen, Screening};
pub use shared_world::{SharedWorld, check_seeds, kind_of_world, seeds_are_scarce};
pub use size::{ArmSize, Size, size};
pub use stopping::InterimLooks;
pub use talk_scale::{PilotGrounds, talk_scale};
pub use worth::{MechanismWorth, Removal, Worth};
pub use yardstick::Yardstick;
