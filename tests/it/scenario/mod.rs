//! Scenario files: what is read, what is refused, what is printed of them.

mod errors;
mod files;
mod messages;
mod reference;
mod schema;
