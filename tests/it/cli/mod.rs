//! The program as a user calls it.

mod bytes;
mod commands;
mod errors;
mod fit;
mod found;
mod output;
mod verify;
