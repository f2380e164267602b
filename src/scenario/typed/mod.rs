//! What people type that is no TOML, or no number, and what to write instead.
//!
//! `words` lists units, factors, nouns and signs, one row a meaning; `amount` and `date` read numbers,
//! durations and dates written in other ways; `mend` goes through a text that is no TOML and puts what was
//! meant in its place, so that everything else in it can be read and judged. What it changes is a mistake
//! that is told, never a silent correction.
//!
//! Always true: a text that is TOML is left as it is, but for headers with too many or too few brackets.

mod amount;
mod date;
mod header;
mod list;
mod meant;
mod mend;
mod mender;
mod names;
mod quotes;
mod value;
mod words;

pub(super) use amount::amount;
pub(super) use date::date;
pub(super) use meant::{Known, Wanted};
pub(super) use mend::mend;
pub(super) use mender::Mended;
pub(super) use value::moment;
pub(super) use words::flag;
