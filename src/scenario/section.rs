//! Reading one table: types, ranges, defaults and unknown keys, with the place of each.
//!
//! A `Section` remembers which keys were requested and the value of each: other keys are unknown,
//! and the values together are the resolved scenario.
//! A value that cannot be used is reported and its default taken, so that reading goes on and
//! finds all problems.

use std::cell::RefCell;
use std::fmt;

use super::context::{Context, DEFAULTS};
use super::grammar::form::{Choice, Word};
use super::key::{Key, Unit};
use super::problem::{At, is_slip, suggestion};
use super::quantity::figure;
use super::tree::{self, Entry, Node, Table, Value};
use super::typed;

/// What is written under a key of a number that may also be a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberOrWord {
    Number(f64),
    /// One of the words that the key allows.
    Word,
}

/// One table being read.
pub struct Section<'a> {
    pub(super) cx: &'a Context,
    pub(super) table: &'a Table,
    /// Dotted path, empty for the top.
    pub path: String,
    pub(super) at: At,
    requested_keys: RefCell<Vec<&'static str>>,
    lines: RefCell<Vec<(String, String)>>,
}

impl<'a> Section<'a> {
    /// Starts reading a table.
    pub(super) fn new(cx: &'a Context, table: &'a Table, path: impl Into<String>, at: At) -> Section<'a> {
        let (requested_keys, lines) = (RefCell::default(), RefCell::default());
        Section { cx, table, path: path.into(), at, requested_keys, lines }
    }

    /// Dotted name of a key of this table.
    pub fn name(&self, key: &str) -> String {
        match (self.path.is_empty(), key.is_empty()) {
            (true, _) => tree::key(key),
            (_, true) => self.path.clone(),
            _ => format!("{}.{}", self.path, tree::key(key)),
        }
    }

    /// Reports a problem with a key of this table, at its value if it is written.
    pub fn problem(&self, key: &str, text: impl Into<String>, help: impl Into<String>) {
        self.cx.problem(self.place(key), &self.name(key), text, help);
    }

    /// Reports a problem that is told only where none of the keys that begin so is wrong itself.
    pub(super) fn follows(&self, key: &str, text: impl Into<String>, help: impl Into<String>, from: &[&str]) {
        self.cx.follows(self.place(key), &self.name(key), text, help, from);
    }

    /// The text of a duration or a date as it is written under a key, without quotes; its default else.
    pub(super) fn said_of(&self, key: &str, default: &str) -> String {
        let node = self.table.get(key);
        node.map_or_else(|| default.to_owned(), |n| n.describe().trim_matches('"').to_owned())
    }

    /// What is written under a key, as it is written; a value of its default else.
    pub fn said(&self, key: &str, value: f64) -> String {
        self.table.get(key).map_or_else(|| figure(value), Node::describe)
    }

    /// Reports what stands under a key of this table: `key is FOUND; help`.
    pub fn refuse(&self, key: &str, found: impl fmt::Display, help: impl Into<String>) {
        self.problem(key, format!("is {found}"), help);
    }

    /// Reports a name that is not among those known.
    pub(super) fn unknown(&self, key: &str, name: &str, known: &[&str]) {
        self.refuse(key, tree::quoted(name), suggestion(name, known));
    }

    /// The same, told only where none of the keys that begin so is wrong itself.
    pub(super) fn unknown_of(&self, key: &str, name: &str, known: &[&str], from: &[&str]) {
        self.follows(key, format!("is {}", tree::quoted(name)), suggestion(name, known), from);
    }

    /// Reports a problem with one value within the list under a key.
    pub(super) fn problem_at(&self, node: &Node, key: &str, text: String, help: &str) {
        self.cx.problem(node.at, &self.name(key), text, help);
    }

    pub fn warning(&self, key: &str, text: impl Into<String>, help: impl Into<String>) {
        self.cx.warning(self.place(key), &self.name(key), text, help);
    }

    /// Where the value of a key stands; the table's place if it is not written.
    pub(super) fn place(&self, key: &str) -> At {
        self.table.get(key).map_or(self.at, |n| n.at)
    }

    /// The value under a key, unread.
    pub(super) fn node(&self, key: &'static str) -> Option<&'a Node> {
        self.requested_keys.borrow_mut().push(key);
        self.table.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    /// Notes the value of a key, as TOML; a later value replaces an earlier one.
    pub fn record(&self, key: &str, value: impl Into<String>) {
        let mut lines = self.lines.borrow_mut();
        match lines.iter_mut().find(|(k, _)| k == key) {
            Some(line) => line.1 = value.into(),
            None => lines.push((key.to_owned(), value.into())),
        }
    }

    /// A number; the key's own default if it is not written.
    pub fn number(&self, key: &'static Key) -> f64 {
        let (default, written) = key.default_value();
        self.number_else(key, default, written)
    }

    /// A number whose default depends on other values.
    pub fn number_or(&self, key: &'static Key, default: f64) -> f64 {
        self.number_else(key, default, key.unit.write(default))
    }

    fn number_else(&self, key: &'static Key, default: f64, written: String) -> f64 {
        self.maybe(key).unwrap_or_else(|| {
            if !self.has(key.name) {
                self.record(key.name, written);
                return self.without_range(key, self.at, default, None);
            }
            default
        })
    }

    /// Reads an optional number; an invalid one is reported and gives `None`.
    pub fn maybe(&self, key: &'static Key) -> Option<f64> {
        let node = self.node(key.name)?;
        let name = self.name(key.name);
        let value = match &node.value {
            Value::Table(table) => {
                let inner = Section::new(self.cx, table, name, node.at);
                let value = self.assumed(key, &inner);
                inner.finish();
                value
            }
            _ => self.scalar(key, &name, node).map(|value| self.without_range(key, node.at, value, None)),
        }?;
        self.record(key.name, node.written());
        Some(value)
    }

    /// Reads an optional text; anything else is reported and gives `None`.
    pub fn maybe_text(&self, key: &'static str) -> Option<String> {
        let node = self.node(key)?;
        let Value::Text(text) = &node.value else {
            self.refuse(key, node.describe(), "it must be a text in quotes");
            return None;
        };
        self.record(key, tree::quoted(text));
        Some(text.clone())
    }

    /// A text, or its default.
    pub fn text(&self, key: &'static str, default: &str) -> String {
        if !self.has(key) {
            self.requested_keys.borrow_mut().push(key);
            self.record(key, tree::quoted(default));
            return default.to_owned();
        }
        self.maybe_text(key).unwrap_or_else(|| default.to_owned())
    }

    /// One of a few words; the key's own default if it is not written.
    pub fn choice<T: Choice>(&self, word: &'static Word) -> T {
        self.choice_or(word, T::of(word.default).unwrap_or(T::ALL[0]))
    }

    /// One of a few words, where the default depends on other values.
    pub fn choice_or<T: Choice>(&self, word: &'static Word, default: T) -> T {
        let written = self.text(word.name, default.word());
        T::of(&written).unwrap_or_else(|| {
            self.unknown(word.name, &written, T::WORDS);
            default
        })
    }

    /// Whether one of the words that the key allows is written instead of a number.
    pub fn word(&self, key: &'static Key) -> bool {
        let written = self.node(key.name).and_then(Node::text).filter(|text| key.words.contains(text));
        if let Some(word) = written {
            self.record(key.name, tree::quoted(word));
        }
        written.is_some()
    }

    /// Reads a number, or one of the words that may stand instead; `None` if nothing is written, or
    /// something invalid, which is reported.
    pub fn number_or_word(&self, key: &'static Key, help: &str) -> Option<NumberOrWord> {
        if self.word(key) {
            return Some(NumberOrWord::Word);
        }
        if let Some(text) = self.node(key.name)?.text()
            && !matches!(key.unit, Unit::Days | Unit::Share)
            && typed::amount(text, Some(key.unit)).is_none()
        {
            self.refuse(key.name, tree::quoted(text), help);
            return None;
        }
        self.maybe(key).map(NumberOrWord::Number)
    }

    /// The position of a name among those known; by default that of `usual`. Any other is reported.
    pub(super) fn named(&self, key: &'static str, usual: &str, known: &[&str]) -> Option<usize> {
        let name = self.text(key, usual);
        let found = known.iter().position(|one| *one == name);
        if found.is_none() && !known.is_empty() {
            self.unknown_of(key, &name, known, &["layers.", "market.segments", "market.\"segments["]);
        }
        found
    }

    /// The list under a key, if there is one; anything else is reported.
    pub(super) fn list(&self, key: &'static str, help: &str) -> Option<&'a [Node]> {
        let node = self.node(key)?;
        let Value::List(list) = &node.value else {
            self.refuse(key, node.describe(), help);
            return None;
        };
        self.record(key, node.written());
        Some(list)
    }

    /// `true` or `false`; the key's own default if it is not written.
    pub fn flag(&self, word: &'static Word) -> bool {
        let mut flag = word.default == "true";
        match self.node(word.name).map(|node| (&node.value, node)) {
            None => {}
            Some((Value::Flag(written), _)) => flag = *written,
            Some((_, node)) => {
                let meant = typed::flag(node.text().unwrap_or(&node.written()));
                let help = match meant {
                    Some(meant) => format!("it must be true or false, without quotes: write {meant}"),
                    None => "it must be true or false".to_owned(),
                };
                flag = meant.unwrap_or(flag);
                self.refuse(word.name, node.describe(), help);
            }
        }
        self.record(word.name, flag.to_string());
        flag
    }

    /// The table under a key, to be read and then handed to [`Section::close`].
    pub fn table(&self, key: &'static str) -> Option<Section<'a>> {
        let node = self.node(key)?;
        let Value::Table(table) = &node.value else {
            let help = match node.value {
                Value::List(_) if self.path.is_empty() => format!("write [{key}] with one bracket"),
                _ => "it must be a table".to_owned(),
            };
            self.refuse(key, node.describe(), help);
            return None;
        };
        Some(Section::new(self.cx, table, self.name(key), node.at))
    }

    /// The table under a key; an empty one if it is not written.
    pub fn table_or_empty(&self, key: &'static str) -> Section<'a> {
        static EMPTY: Table = Table { entries: Vec::new() };
        self.table(key).unwrap_or_else(|| Section::new(self.cx, &EMPTY, self.name(key), self.at))
    }

    /// The tables under a key, by their names; what is no table is reported, with an example of one.
    pub(super) fn tables(&self, key: &'static str, example: &str) -> Vec<(&'a str, Section<'a>)> {
        let Some(all) = self.table(key) else { return Vec::new() };
        let read = all.table.entries.iter().filter_map(|entry| {
            let Some(table) = entry.node.table() else {
                let help = format!("it must be a table, such as {example}");
                all.problem(&entry.key, format!("is {}", entry.node.describe()), help);
                return None;
            };
            Some((entry.key.as_str(), Section::new(self.cx, table, all.name(&entry.key), entry.at)))
        });
        read.collect()
    }

    /// Ends an inner table: reports its unknown keys and notes its values on one line.
    pub fn close(&self, key: &str, inner: Section<'_>) {
        let lines = inner.finish();
        self.record(key, tree::inline(&lines));
    }

    /// Marks a key as known because it is read elsewhere.
    pub fn allow(&self, key: &'static str) {
        self.requested_keys.borrow_mut().push(key);
    }

    /// The only one of these keys that is written; none or several are reported.
    pub(super) fn only(&self, keys: &[&'static str], none: &str, several: &str) -> Option<&'static str> {
        keys.iter().for_each(|key| self.allow(key));
        let written: Vec<&str> = keys.iter().copied().filter(|key| self.has(key)).collect();
        match written[..] {
            [one] => return Some(one),
            [] => self.problem("", none, format!("add one of {}", keys.join(", "))),
            [first, second, ..] => self.problem(second, format!("stands beside {first}"), several),
        }
        None
    }

    /// Ends reading: reports unknown keys and gives the value of every key.
    pub(super) fn finish(self) -> Vec<(String, String)> {
        let mut requested_keys = self.requested_keys.take();
        requested_keys.sort_unstable();
        requested_keys.dedup();
        for entry in &self.table.entries {
            if !requested_keys.contains(&entry.key.as_str()) {
                let name = self.name(&entry.key);
                let help = self.instead_of(entry, &name, &requested_keys);
                self.cx.problem(entry.at, &name, "is not a key here", help);
            }
        }
        self.lines.into_inner()
    }

    /// What to write instead of an unknown key: its new name, the table that it belongs to, or the nearest key.
    fn instead_of(&self, entry: &Entry, name: &str, here: &[&'static str]) -> String {
        if let Some(now) = self.cx.grammar.renamed(name, &entry.key, here) {
            return format!("it is called {now} now");
        }
        let slip = here.iter().any(|key| is_slip(&entry.key, key));
        let mut homes = if slip { Vec::new() } else { self.cx.grammar.homes(&entry.key) };
        // A key that goes with another key of this very table has no other home.
        homes.retain(|home| !is_place(&home.table, &self.path));
        match homes.as_slice() {
            [] => suggestion(&entry.key, here),
            homes if entry.at.source > DEFAULTS && homes.iter().any(|home| home.set.is_some()) => {
                let sets: Vec<&str> = homes.iter().filter_map(|home| home.set.as_deref()).take(3).collect();
                format!("did you mean {}?", sets.join(" or "))
            }
            [one] => format!("it belongs to {}", one.table),
            [first, rest @ ..] => {
                let rest: Vec<&str> = rest.iter().take(2).map(|home| home.table.as_str()).collect();
                format!("it belongs to {} or {}", first.table, rest.join(" or "))
            }
        }
    }

    /// Ends reading and writes the values under the table's name into the resolved scenario.
    pub(super) fn write(self) {
        let header = if self.path.is_empty() { String::new() } else { format!("[{}]", self.path) };
        self.write_under(&header);
    }

    /// Ends reading and writes the values under a header of the resolved scenario.
    pub(super) fn write_under(self, header: &str) {
        let cx = self.cx;
        cx.write(header, &self.finish());
    }
}

/// Whether a table as written in messages, such as `[layers.NAME.degrees]`, is the one at this path.
fn is_place(table: &str, path: &str) -> bool {
    let (table, path) = (table.trim_matches(['[', ']']).split('.'), path.split('.'));
    table.clone().count() == path.clone().count() && table.zip(path).all(|(a, b)| a == "NAME" || a == b)
}
