//! Tables as they are found: a file or pipe → bytes → text → rows of fields that know their line.
//!
//! Gzip is known by its first bytes, an archive or workbook refused by its name; text may be UTF-8,
//! UTF-16, GB18030 or another of its time; lines may end in LF, CRLF or CR; the separator is found by
//! evidence over many lines; quotes are those of CSV.
//!
//! Always true: a row's line counts blank lines, comments and line ends within quotes; fields come
//! without surrounding spaces (of every kind) and quotes.

mod binary;
mod dates;
mod numbers;
mod one_form;
mod packed;
mod record;
mod room;
mod rows;
mod separator;
mod sheet;
mod source;
mod text;

pub use dates::{Calendar, date};
pub use numbers::{NumberStyle, missing, number, plain_id, style, whole};
pub use one_form::one_form;
pub use packed::unpacked;
pub use record::{Comments, Separator, record};
pub use room::lines;
pub use rows::{Row, Rows, Trouble};
pub use separator::{separator, with_plain_separators};
pub use sheet::Sheet;
pub use source::{File, open, read_all, rest_of};
pub use text::{Text, line_of};
