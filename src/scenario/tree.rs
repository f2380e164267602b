//! A scenario as a tree of values that know where they stand.
//!
//! Owned, so that `--set`, `extends` and list-valued keys can change it before it is read.
//!
//! Always true: the entries of a table keep the order of the file and have distinct keys.
//!
//! With `section`, the only place that knows TOML.

use jiff::civil::Date;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::edits::WayBack;
use super::problem::At;

/// A value and its place.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub value: Value,
    pub at: At,
    /// A number or a date as it stands in the text, where it comes from one.
    pub said: Option<Box<str>>,
}

/// What may be written.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Text(String),
    Whole(i128),
    /// A number with a point or an exponent.
    Float(f64),
    Flag(bool),
    /// A date without a time.
    Date(Date),
    /// A time of day or a date that is no date: kept as written, to be refused where it is read.
    Other(String),
    List(Vec<Node>),
    Table(Table),
}

/// Keys and their values, in the order of the file.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    pub entries: Vec<Entry>,
}

/// One key of a table.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub key: String,
    pub at: At,
    pub node: Node,
}

impl Table {
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.key == key)
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|e| &e.node)
    }

    /// The value of this key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        self.entries.iter_mut().find(|e| e.key == key).map(|e| &mut e.node)
    }

    /// Replaces the value of a key, or adds it at the end.
    pub fn set(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|e| e.key == entry.key) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }

    /// The text under a key, if it is one.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.text()
    }

    /// The list under a key; an empty one if it is none.
    pub fn list(&self, key: &str) -> &[Node] {
        match self.get(key).map(|n| &n.value) {
            Some(Value::List(list)) => list,
            _ => &[],
        }
    }

    /// The tables in the list under a key, to change them.
    pub fn tables_mut(&mut self, key: &str) -> Vec<&mut Table> {
        let Some(Value::List(list)) = self.get_mut(key).map(|n| &mut n.value) else { return Vec::new() };
        list.iter_mut().filter_map(Node::table_mut).collect()
    }
}

impl Node {
    /// A value at a place.
    pub fn new(value: Value, at: At) -> Node {
        Node { value, at, said: None }
    }

    /// The text this value is, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The table this value is, to change it.
    pub fn table_mut(&mut self) -> Option<&mut Table> {
        match &mut self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The table this value is, if it is one.
    pub fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// What it is, in words, for "is …, not …".
    pub fn describe(&self) -> String {
        match &self.value {
            Value::List(_) => "a list".to_owned(),
            Value::Table(_) => "a table".to_owned(),
            _ => self.said.as_deref().map_or_else(|| self.written(), str::to_owned),
        }
    }

    /// The value as TOML on one line.
    pub fn written(&self) -> String {
        match &self.value {
            Value::Text(text) => quoted(text),
            Value::Whole(number) => number.to_string(),
            Value::Float(number) => float(*number),
            Value::Flag(flag) => flag.to_string(),
            Value::Date(date) => date.to_string(),
            Value::Other(text) => text.clone(),
            Value::List(list) => {
                let items: Vec<String> = list.iter().map(Node::written).collect();
                format!("[{}]", items.join(", "))
            }
            Value::Table(table) => {
                let items: Vec<_> = table.entries.iter().map(|e| (e.key.clone(), e.node.written())).collect();
                inline(&items)
            }
        }
    }
}

/// A number with a point, as TOML.
pub(super) fn float(number: f64) -> String {
    if number.is_nan() { "nan".to_owned() } else { format!("{number:?}") }
}

/// A text in quotes, as TOML.
pub(super) fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A key as TOML: quoted only where it must be.
pub(super) fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { quoted(name) }
}

/// Keys and rendered values as one inline table.
pub(super) fn inline(items: &[(String, String)]) -> String {
    let items: Vec<String> = items.iter().map(|(k, v)| format!("{} = {v}", key(k))).collect();
    if items.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", items.join(", ")) }
}

/// Whether a text on one line is a value.
pub(super) fn is_value(text: &str) -> bool {
    if text.contains(['\n', '#']) {
        return false;
    }
    // The parser takes some numbers for good that are none.
    let (table, errors) = parse(&format!("x = {text}"), 0);
    let is_number = |value: &Value| !matches!(value, Value::Other(text) if !text.contains([':', '-']));
    errors.is_empty() && table.get("x").is_some_and(|node| is_number(&node.value))
}

/// Parses a text into a tree and the syntax errors found in it, each with its place.
pub(super) fn parse(text: &str, source: usize) -> (Table, Vec<(At, String)>) {
    Places { original: text, back: &WayBack::default(), source }.parse(text)
}

/// The same of a text that was mended; places and words are those of the original.
pub(super) fn parse_mended(
    mended: &str,
    back: &WayBack,
    original: &str,
    source: usize,
) -> (Table, Vec<(At, String)>) {
    Places { original, back, source }.parse(mended)
}

/// Where the values of a text stand in the original.
struct Places<'a> {
    original: &'a str,
    back: &'a WayBack,
    source: usize,
}

impl Places<'_> {
    fn parse(&self, text: &str) -> (Table, Vec<(At, String)>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let place = |error: &toml::de::Error| self.at(error.span().unwrap_or(0..0));
        let errors = errors.iter().map(|error| (place(error), error.message().replace('\n', ", ")));
        (self.table(table.get_ref()), errors.collect())
    }

    fn at(&self, span: std::ops::Range<usize>) -> At {
        let (start, end) = (self.back.original(span.start), self.back.original(span.end));
        At { source: self.source, start, end: end.max(start) }
    }

    fn table(&self, table: &DeTable<'_>) -> Table {
        let entries = table.iter().map(|(key, value)| {
            let (name, key) = (key.get_ref().to_string(), self.at(key.span()));
            Entry { key: name, at: key, node: self.node(value) }
        });
        let mut entries: Vec<Entry> = entries.collect();
        entries.sort_by_key(|e| e.at.start);
        Table { entries }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let (at, value) = (self.at(value.span()), self.value(value.get_ref()));
        let said = match value {
            Value::Whole(_) | Value::Float(_) | Value::Date(_) | Value::Other(_) => {
                self.original.get(at.start..at.end).map(|said| said.trim().into())
            }
            Value::Text(_) | Value::Flag(_) | Value::List(_) | Value::Table(_) => None,
        };
        Node { value, at, said }
    }

    fn value(&self, value: &DeValue<'_>) -> Value {
        match value {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => match i128::from_str_radix(number.as_str(), number.radix()) {
                Ok(whole) => Value::Whole(whole),
                Err(_) => Value::Other(number.as_str().to_owned()),
            },
            DeValue::Float(number) => match number.as_str().parse::<f64>() {
                Ok(number) => Value::Float(number),
                Err(_) => Value::Other(number.as_str().to_owned()),
            },
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(moment) => {
                let date = moment.date.filter(|_| moment.time.is_none()).and_then(|d| {
                    let year = i16::try_from(d.year).ok()?;
                    Date::new(year, i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?).ok()
                });
                date.map_or_else(|| Value::Other(moment.to_string()), Value::Date)
            }
            DeValue::Array(list) => Value::List(list.iter().map(|item| self.node(item)).collect()),
            DeValue::Table(table) => Value::Table(self.table(table)),
        }
    }
}
