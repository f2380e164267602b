//! The whole grammar of scenario files as one tree of data: every key, where it stands, what may be
//! written, its default and where that comes from.
//!
//! Each table is declared with its reader (`declare`), which takes defaults, ranges and words from the
//! same declaration; each kind of tactic declares its own keys. `tables` puts them together; the JSON
//! Schema for editors (`schema`) and the page of all defaults (`page`) are made of them.
//!
//! Always true, tested in `tables`: every default names a source or says that it is assumed; every range
//! worth trying lies in the allowed one and holds the default.

pub(super) mod form;
pub(super) mod known;
mod page;
mod schema;
mod tables;

pub use page::defaults_page;
pub use schema::schema;
pub(super) use tables::grammar;

use super::key::{Key, Unit};
use super::tree;
use form::{Form, Word};

/// The place of the keys of a tactic: any of them but its name and kind may be a list of values.
pub(super) const TACTIC: &str = "strategy.tactic";
/// The kind of tactic that replaces the seeds of a strategy and does nothing by itself; its word stands
/// in the place of its keys too (`Seeds`).
pub(super) const SEEDING: &str = "seeding";
/// The place of the keys of a number that is written with its range.
const NUMBER: &str = "number";

/// One key, of either sort.
#[derive(Debug, Clone, Copy)]
pub enum Item {
    Number(&'static Key),
    Other(&'static Word),
}

/// How the words begin that say where a default comes from.
const ORIGINS: [&str; 4] = ["assumed", "from", "neutral", "by default"];

/// What both sorts of keys have.
macro_rules! of_both {
    ($item:ident.$field:ident) => {
        match $item {
            Item::Number(key) => key.$field,
            Item::Other(word) => word.$field,
        }
    };
}

impl Item {
    /// As written in its table.
    pub fn name(self) -> &'static str {
        of_both!(self.name)
    }

    /// Whether one value of it is a list.
    pub fn is_list(self) -> bool {
        match self {
            Item::Number(_) => false,
            Item::Other(word) => matches!(word.form, Form::List(_)),
        }
    }

    /// What it was called before.
    pub fn was(self) -> &'static [&'static str] {
        of_both!(self.was)
    }

    /// Tables it stands in.
    fn places(self) -> &'static [&'static str] {
        of_both!(self.places)
    }

    /// What it is, and where its default comes from (if that is said).
    fn described(self) -> (&'static str, Option<&'static str>) {
        let doc = of_both!(self.doc).trim().trim_end_matches('.');
        match doc.rsplit_once("; ") {
            Some((meaning, origin)) if ORIGINS.iter().any(|o| origin.starts_with(o)) => {
                (meaning, Some(origin))
            }
            _ => (doc, None),
        }
    }

    /// What it is.
    pub fn meaning(self) -> &'static str {
        self.described().0
    }

    /// Where its default comes from, or what takes the place of one.
    pub fn origin(self) -> Option<&'static str> {
        self.described().1
    }

    /// Its default as written in TOML; `None` where there is none.
    fn default_written(self) -> Option<String> {
        let default = of_both!(self.default);
        let bare = match self {
            Item::Number(key) => key.unit != Unit::Days,
            Item::Other(word) => matches!(word.form, Form::Flag | Form::Date),
        };
        (!default.is_empty()).then(|| if bare { default.to_owned() } else { tree::quoted(default) })
    }

    /// All that is known of it, in one line for people.
    fn description(self) -> String {
        let mut text = format!("{}.", self.meaning());
        if let Item::Number(key) = self {
            text.push_str(&format!(" {}.", key.unit.in_words()));
        }
        match (self.default_written(), self.origin()) {
            (Some(default), Some(origin)) => text.push_str(&format!(" Default {default}, {origin}.")),
            (None, Some(origin)) => {
                let follows = origin.strip_prefix("by default ").unwrap_or(origin);
                text.push_str(&format!(" By default {follows}."));
            }
            _ => {}
        }
        if let Item::Number(Key { plausible: Some((from, to)), .. }) = self {
            text.push_str(&format!(" Worth trying: {from} to {to}."));
        }
        text
    }
}

impl Key {
    /// The key among all of them.
    pub const fn item(&'static self) -> Item {
        Item::Number(self)
    }
}

impl Word {
    /// The key among all of them.
    pub const fn item(&'static self) -> Item {
        Item::Other(self)
    }
}

/// Every key there is, and where it stands: those of the world, and those of the registered tactics.
#[derive(Debug, Clone, Default)]
pub(super) struct Grammar {
    kinds: Vec<&'static str>,
    rows: Vec<Row>,
}

/// A key in one table; `kind` is empty where the table has it whatever its kind.
#[derive(Debug, Clone, Copy)]
struct Row {
    place: &'static str,
    kind: &'static str,
    item: Item,
}

impl Grammar {
    /// Puts a key into the tables it stands in; `*` stands for every kind of tactic.
    fn place(&mut self, item: Item) {
        for written in item.places() {
            let (place, kinds) = written.split_once(':').unwrap_or((written, ""));
            let kinds = if kinds == "*" { self.kinds.clone() } else { kinds.split(',').collect() };
            for kind in kinds {
                let known =
                    |row: &Row| row.place == place && row.kind == kind && row.item.name() == item.name();
                if !self.rows.iter().any(known) {
                    self.put(place, kind, item);
                }
            }
        }
    }

    /// Puts a key into one table, but for those that stand for the keys of another declaration.
    fn put(&mut self, place: &'static str, kind: &'static str, item: Item) {
        if !matches!(item, Item::Other(Word { form: Form::Within, .. })) {
            self.rows.push(Row { place, kind, item });
        }
    }

    /// The keys of a table; `kind` is empty where its keys do not depend on one.
    pub fn keys_in(&self, place: &str, kind: &str) -> Vec<Item> {
        let stands = |row: &&Row| row.place == place && (row.kind.is_empty() || row.kind == kind);
        self.rows.iter().filter(stands).map(|row| row.item).collect()
    }

    /// The kinds that the keys of a table depend on; none where they do not.
    pub fn kinds_of(&self, place: &str) -> Vec<&'static str> {
        if place == TACTIC {
            return self.kinds.iter().copied().chain([SEEDING]).collect();
        }
        match self.keys_in(place, "").into_iter().find(|item| item.name() == "kind") {
            Some(Item::Other(word)) => word.options().to_vec(),
            Some(Item::Number(_)) | None => Vec::new(),
        }
    }

    /// What a key is called now that stood at this path before, or had this name among the keys of
    /// its table.
    pub fn renamed(&self, path: &str, old: &str, keys: &[&str]) -> Option<String> {
        let stood = |row: &&Row| path.contains('.') && row.item.was().contains(&path);
        if let Some(row) = self.rows.iter().find(stood) {
            return Some(format!("{}.{}", row.place, row.item.name()));
        }
        let items = self.rows.iter().map(|row| row.item).filter(|item| item.was().contains(&old));
        let mut now: Vec<&str> = items.map(Item::name).filter(|name| keys.contains(name)).collect();
        now.sort_unstable();
        now.dedup();
        (!now.is_empty()).then(|| now.join(" or "))
    }

    /// Every number, with its table and the kind of it.
    #[cfg(test)]
    pub fn numbers(&self) -> impl Iterator<Item = (&'static str, &'static str, &'static Key)> {
        self.rows.iter().filter(|row| row.place != NUMBER).filter_map(|row| match row.item {
            Item::Number(key) => Some((row.place, row.kind, key)),
            Item::Other(_) => None,
        })
    }

    /// The keys that tactics of this kind have beside their name and kind.
    pub fn keys_of_tactic(&self, kind: &str) -> Vec<&'static str> {
        let names = self.keys_in(TACTIC, kind).into_iter().map(Item::name);
        names.filter(|name| !["name", "kind"].contains(name)).collect()
    }
}
