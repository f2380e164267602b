//! Lists and tables within a line.

use super::meant::Wanted;
use super::mender::{Mender, Place};

impl Mender<'_> {
    /// A list, which may go over several lines.
    pub(super) fn list(&mut self, key: &str, wanted: Option<Wanted>) {
        let start = self.at;
        self.bracket("[", key);
        let mut last = self.at;
        loop {
            self.gap();
            match self.peek() {
                None => return self.not_closed(start, last, "]", key),
                Some(']' | '］' | '】') => return self.bracket("]", key),
                Some(c) if ",，、;；".contains(c) => {
                    self.comma(key);
                    continue;
                }
                // A header or a key of the next line: the list was not closed.
                Some('[') if self.starts_header() => return self.not_closed(start, last, "]", key),
                Some(_) if self.starts_pair(last) => return self.not_closed(start, last, "]", key),
                Some('}' | '｝') => return self.not_closed(start, last, "]", key),
                Some(_) => {}
            }
            self.between(last, start, key);
            let before = self.at;
            self.value(key, Place::List, wanted);
            if self.at == before {
                self.at += self.peek().map_or(0, char::len_utf8);
            }
            last = self.at;
        }
    }

    /// A table within a line.
    pub(super) fn table(&mut self, key: &str, wanted: Option<Wanted>) {
        let start = self.at;
        self.bracket("{", key);
        let mut last = self.at;
        let header = std::mem::replace(&mut self.header, key.to_owned());
        loop {
            self.gap();
            match self.peek() {
                None => {
                    self.not_closed(start, last, "}", key);
                    break;
                }
                Some('}' | '｝') => {
                    self.bracket("}", key);
                    break;
                }
                Some(c) if ",，、;；".contains(c) => {
                    self.comma(key);
                    continue;
                }
                Some('[') | Some(']') => {
                    self.not_closed(start, last, "}", key);
                    break;
                }
                // A key at the very start of a later line belongs to the file again.
                Some(_) if self.starts_pair(last) && self.text[..self.at].ends_with('\n') => {
                    self.not_closed(start, last, "}", key);
                    break;
                }
                Some(_) => {}
            }
            self.between(last, start, key);
            let before = self.at;
            if !self.pair(Place::Table, wanted) || self.at == before {
                // Not to be understood: the rest of the line is left to the parser.
                self.at = before + self.line().len();
                break;
            }
            last = self.at;
        }
        self.header = header;
    }

    /// Blanks, line ends and comments within brackets.
    fn gap(&mut self) {
        loop {
            self.blanks();
            match self.peek() {
                Some('\n') => self.at += 1,
                Some('#') => self.skip_line(),
                _ => return,
            }
        }
    }

    /// A bracket or brace, which becomes a plain one.
    fn bracket(&mut self, plain: &str, key: &str) {
        let length = self.peek().map_or(0, char::len_utf8);
        let written = self.text[self.at..self.at + length].to_owned();
        if written != plain {
            let at = self.at..self.at + length;
            self.slip(at.clone(), key.to_owned(), format!("holds {written}"), format!("write {plain}"));
            self.edits.replace(at, plain);
        }
        self.at += length;
    }

    fn comma(&mut self, key: &str) {
        let length = self.peek().map_or(0, char::len_utf8);
        let written = self.text[self.at..self.at + length].to_owned();
        if written != "," {
            let at = self.at..self.at + length;
            self.slip(
                at.clone(),
                key.to_owned(),
                format!("holds {written}"),
                "a plain comma stands between values: write ,",
            );
            self.edits.replace(at, ",");
        }
        self.at += length;
    }

    /// Says where no comma stands between the last value and the next, and puts one there.
    fn between(&mut self, last: usize, start: usize, key: &str) {
        let between = &self.text[last..self.at];
        let first = self.text[start..last].chars().count() <= 1;
        if !first && !between.contains([',', '，', '、', ';', '；']) {
            self.slip(
                last..self.at,
                key.to_owned(),
                "has no comma between two values".to_owned(),
                "put a comma there",
            );
            self.edits.replace(last..last, ",");
        }
    }

    fn not_closed(&mut self, start: usize, last: usize, closing: &str, key: &str) {
        let opening = self.text[start..].chars().next().unwrap_or('[');
        let end = start + opening.len_utf8();
        let text = format!("begins with {opening} that is not closed");
        self.slip(start..end, key.to_owned(), text, format!("add {closing} behind its last value"));
        self.edits.replace(last..last, closing);
        self.at = last;
    }

    /// Whether a bracket begins a header: at the start of its line, with a name in it.
    fn starts_header(&self) -> bool {
        let before = &self.text[..self.at];
        let fresh = before.rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
        let inner = self.line().trim_start_matches('[');
        let end = inner.find(']').unwrap_or(0);
        let name = &inner[..end];
        fresh && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(['"', ',', '='])
    }

    /// Whether a key with its sign begins a line below the last value.
    fn starts_pair(&self, last: usize) -> bool {
        let line = self.line();
        let word = line.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(line.len());
        let signed = word > 0 && line[word..].trim_start().starts_with('=');
        signed && self.text[last..self.at].contains('\n') && !self.text[last..self.at].contains(',')
    }
}
