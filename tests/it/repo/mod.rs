//! The repository itself: layers, lengths of files, guards of the benches.

mod docs;
mod instruction_guard;
mod layers;
mod playbook;
