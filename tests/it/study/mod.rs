//! Many runs: what is played, counted and estimated.

mod experiment;
mod fit;
mod ledger;
mod pilot;
mod reflection;
mod trees;
