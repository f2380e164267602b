//! Charts, tables and findings.

mod adoptions;
mod charts;
mod files;
mod ledger;
mod settings;
