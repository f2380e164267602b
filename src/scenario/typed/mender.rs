//! The place at which a text is read, what was found, and what is put in its place.

use std::collections::HashMap;
use std::ops::Range;

use super::meant::Known;
use super::words::narrow;
use crate::scenario::edits::{Edits, WayBack};

/// What is wrong at a place of the text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slip {
    pub at: Range<usize>,
    /// Dotted key; empty where there is none.
    pub key: String,
    pub text: String,
    pub help: String,
    /// Whether a mistake that the reader finds at the same place says more.
    pub yields: bool,
}

/// A text with what was meant.
#[derive(Debug, Clone)]
pub(crate) struct Mended {
    pub text: String,
    pub back: WayBack,
    pub slips: Vec<Slip>,
    /// Where keys and headers stand a second time, with the byte of the first.
    pub twice: HashMap<usize, usize>,
    /// The keys that stand on each line with the byte at which it starts: what a broken line was about.
    pub keys: Vec<(usize, String)>,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Place {
    Line,
    List,
    Table,
}

pub(super) struct Mender<'a> {
    pub(super) text: &'a str,
    pub(super) known: &'a dyn Known,
    /// Byte that is read next.
    pub(super) at: usize,
    pub(super) edits: Edits,
    pub(super) slips: Vec<Slip>,
    /// Dotted name of the table that keys stand in.
    pub(super) header: String,
    /// The same with the number of its list, so that keys of different entries differ.
    pub(super) place: String,
    /// Headers of lists so far.
    pub(super) lists: usize,
    /// Where each key and header stands first.
    pub(super) first: HashMap<String, usize>,
    pub(super) twice: HashMap<usize, usize>,
    pub(super) keys: Vec<(usize, String)>,
    pub(super) depth: usize,
}

impl<'a> Mender<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The rest of the line, without its end.
    pub(super) fn line(&self) -> &'a str {
        let rest = self.rest();
        rest[..rest.find('\n').unwrap_or(rest.len())].trim_end_matches('\r')
    }

    pub(super) fn skip_line(&mut self) {
        self.at += self.rest().find('\n').map_or(self.rest().len(), |end| end + 1);
    }

    /// Passes blanks over; those of other kinds become plain ones, unsaid.
    pub(super) fn blanks(&mut self) {
        while let Some(c) = self.peek() {
            if c == ' ' || c == '\t' || c == '\r' {
                self.at += 1;
            } else if narrow(c) == Some(' ') && !(c == '\u{feff}' && self.at == 0) {
                self.edits.replace(self.at..self.at + c.len_utf8(), " ");
                let text = "holds a blank that is no plain one".to_owned();
                let key = self.keys.last().map_or(String::new(), |(_, key)| key.clone());
                self.slip(self.at..self.at + c.len_utf8(), key, text, "type it with the space bar");
                self.at += c.len_utf8();
            } else if c == '\u{feff}' {
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
    }

    pub(super) fn slip(&mut self, at: Range<usize>, key: String, text: String, help: impl Into<String>) {
        self.slips.push(Slip { at, key, text, help: help.into(), yields: false });
    }

    pub(super) fn twice(&mut self, place: String, at: usize) {
        match self.first.get(&place) {
            Some(first) => drop(self.twice.insert(at, *first)),
            None => drop(self.first.insert(place, at)),
        }
    }
}
