//! The repository itself: layers, lengths of files, guards of the benches.

mod instruction_guard;
mod layers;
