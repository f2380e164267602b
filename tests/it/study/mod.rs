//! Many runs: what is played, counted and estimated.

mod by_profit;
mod calibrate;
mod experiment;
mod fit;
mod give_up;
mod harms;
mod ledger;
mod ledger_digest;
mod lessons;
mod money;
mod other_talk;
mod reinvest;
mod rows;
mod screening;
mod trees;
mod what_if;
