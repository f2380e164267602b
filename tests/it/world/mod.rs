//! People and networks.

mod degrees;
mod formats;
mod found;
mod golden;
mod import;
mod networks;
mod people;
mod rows;
mod saved;
