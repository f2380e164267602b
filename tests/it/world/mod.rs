//! People and networks.

mod degrees;
mod golden;
mod import;
mod networks;
mod people;
mod rows;
mod saved;
