//! What data can say about the numbers that a simulation assumes.
//!
//! Three kinds of data: a series of adopters a period (Bass), adoption times on a network (a
//! discrete-time hazard), and adoption yes or no on a network (take-up by exposure, described only).
//! Readers work on bytes, so that data can come from files or from the program itself.
//!
//! Always true: every estimate carries its standard error, and what cannot be estimated is an error
//! in words, never a number; draws are keyed, so threads cannot show.
//!
//! The only folder that names `nalgebra` and `levenberg_marquardt`.

pub mod adoption;
pub mod bass;
mod calendar_columns;
mod error;
pub mod forecast;
pub mod hazard;
pub mod implied;
mod likely;
pub mod logit;
mod names;
pub mod posterior;
mod search;
pub mod series;
pub mod table;
pub mod ties;
pub mod uptake;

pub use error::FitError;
