//! Charts, tables and findings.

mod charts;
mod files;
mod ledger;
mod settings;
