//! The program as a user calls it.

mod bytes;
mod commands;
mod dear;
mod errors;
mod fit;
mod found;
mod output;
mod tables;
mod verify;
