//! The whole grammar of scenario files as one tree of data: every key, where it stands, what may be
//! written, its default and where that comes from.
//!
//! Each table is declared with its reader (`declare`), which takes defaults, ranges and words from the
//! same declaration; each kind of tactic declares its own keys, which [`Grammar`] adds. The JSON Schema
//! for editors (`schema`) and the page of all defaults (`page`) are made of them.
//!
//! Always true, tested here: every default names a source or says that it is assumed; every range
//! worth trying lies in the allowed one and holds the default.

pub(super) mod form;
mod page;
mod schema;

pub use page::defaults_page;
pub use schema::schema;

use super::key::{Key, Unit};
use super::spec::Registry;
use super::{
    assumption, channels, compare, degrees, market, media, network, product, seeds, service, speech,
    strategies, tactics, talk, top, tree,
};
use form::{Form, Word};

/// The tables of the world.
const TABLES: &[&[Item]] = &[
    top::Top::ITEMS,
    market::Market::ITEMS,
    market::Growth::ITEMS,
    market::Cities::ITEMS,
    market::Segment::ITEMS,
    market::Susceptibility::ITEMS,
    market::Activity::ITEMS,
    network::Kinds::ITEMS,
    network::Common::ITEMS,
    network::Import::ITEMS,
    network::SmallWorld::ITEMS,
    network::PowerLaw::ITEMS,
    network::Random::ITEMS,
    network::Communities::ITEMS,
    degrees::Laws::ITEMS,
    channels::Heading::ITEMS,
    channels::Ride::ITEMS,
    speech::ChatSpeech::ITEMS,
    speech::FeedSpeech::ITEMS,
    speech::ClubSpeech::ITEMS,
    speech::Certain::ITEMS,
    channels::Chat::ITEMS,
    channels::Feed::ITEMS,
    channels::Club::ITEMS,
    channels::Opening::ITEMS,
    talk::Talk::ITEMS,
    talk::Threshold::ITEMS,
    talk::TalkRates::ITEMS,
    talk::DistinctVoices::ITEMS,
    talk::Trust::ITEMS,
    product::Product::ITEMS,
    service::Service::ITEMS,
    seeds::Seeds::ITEMS,
    seeds::PickOne::ITEMS,
    media::Media::ITEMS,
    compare::Compare::ITEMS,
    strategies::Heading::ITEMS,
    strategies::TacticHeading::ITEMS,
    tactics::TacticPlan::ITEMS,
    assumption::Unsure::ITEMS,
];

/// The place of the keys of a tactic: any of them but its name and kind may be a list of values.
const TACTIC: &str = "strategy.tactic";
/// The kind of tactic that replaces the seeds of a strategy and does nothing by itself.
pub(super) const SEEDING: &str = "seeding";
/// The place of the keys of a number that is written with its range.
const NUMBER: &str = "number";

/// One key, of either sort.
#[derive(Debug, Clone, Copy)]
pub enum Item {
    /// A number.
    Number(&'static Key),
    /// Anything else.
    Other(&'static Word),
}

/// How the words begin that say where a default comes from.
const ORIGINS: [&str; 4] = ["assumed", "from", "neutral", "by default"];

impl Item {
    /// As written in its table.
    pub fn name(self) -> &'static str {
        match self {
            Item::Number(key) => key.name,
            Item::Other(word) => word.name,
        }
    }

    /// What it was called before.
    pub fn was(self) -> &'static [&'static str] {
        match self {
            Item::Number(key) => key.was,
            Item::Other(word) => word.was,
        }
    }

    /// Tables it stands in.
    fn places(self) -> &'static [&'static str] {
        match self {
            Item::Number(key) => key.places,
            Item::Other(word) => word.places,
        }
    }

    /// What it is, and where its default comes from (if that is said).
    fn told(self) -> (&'static str, Option<&'static str>) {
        let doc = match self {
            Item::Number(key) => key.doc,
            Item::Other(word) => word.doc,
        };
        let doc = doc.trim().trim_end_matches('.');
        match doc.rsplit_once("; ") {
            Some((meaning, origin)) if ORIGINS.iter().any(|o| origin.starts_with(o)) => {
                (meaning, Some(origin))
            }
            _ => (doc, None),
        }
    }

    /// What it is.
    pub fn meaning(self) -> &'static str {
        self.told().0
    }

    /// Where its default comes from, or what takes the place of one.
    pub fn origin(self) -> Option<&'static str> {
        self.told().1
    }

    /// Its default as written in TOML; `None` where there is none.
    fn default_written(self) -> Option<String> {
        match self {
            Item::Number(key) if key.default.is_empty() => None,
            Item::Number(key) if key.unit == Unit::Days => Some(tree::quoted(key.default)),
            Item::Number(key) => Some(key.default.to_owned()),
            Item::Other(word) if word.default.is_empty() => None,
            Item::Other(word) if matches!(word.form, Form::Flag | Form::Date) => {
                Some(word.default.to_owned())
            }
            Item::Other(word) => Some(tree::quoted(word.default)),
        }
    }

    /// All that is known of it, in one line for people.
    fn described(self) -> String {
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
        if let Item::Number(Key { worth: Some((from, to)), .. }) = self {
            text.push_str(&format!(" Worth trying: {from} to {to}."));
        }
        text
    }
}

/// Every key there is, and where it stands: those of the world, and those of the registered tactics.
#[derive(Debug, Clone, Default)]
pub(super) struct Grammar {
    /// The kinds of tactics.
    pub registry: Registry,
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
    /// The grammar of scenarios with these kinds of tactics.
    pub fn new(registry: Registry) -> Grammar {
        let names: Vec<&'static str> = registry.kinds().iter().map(|kind| kind.name).collect();
        let mut rows = Vec::new();
        for item in TABLES.iter().copied().flatten() {
            place(&mut rows, *item, &names);
        }
        for kind in registry.kinds() {
            let also = kind.also_starts.map(Word::item);
            let own = also.into_iter().chain(kind.keys.iter().copied().flatten().copied());
            rows.extend(own.map(|item| Row { place: TACTIC, kind: kind.name, item }));
            for item in kind.inner.iter().copied().flatten() {
                place(&mut rows, *item, &names);
            }
        }
        let within = |row: &Row| matches!(row.item, Item::Other(Word { form: Form::Within, .. }));
        rows.retain(|row| !within(row));
        Grammar { registry, rows }
    }

    /// The keys of a table; `kind` is empty where its keys do not depend on one.
    pub fn keys_in(&self, place: &str, kind: &str) -> Vec<Item> {
        let stands = |row: &&Row| row.place == place && (row.kind.is_empty() || row.kind == kind);
        self.rows.iter().filter(stands).map(|row| row.item).collect()
    }

    /// The kinds that the keys of a table depend on; none where they do not.
    pub fn kinds_of(&self, place: &str) -> Vec<&'static str> {
        if place == TACTIC {
            return self.registry.kinds().iter().map(|kind| kind.name).chain([SEEDING]).collect();
        }
        let kind = self.keys_in(place, "").into_iter().find(|item| item.name() == "kind");
        match kind {
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

    /// The keys that tactics of this kind have beside their name and kind.
    pub fn keys_of_tactic(&self, kind: &str) -> Vec<&'static str> {
        let names = self.keys_in(TACTIC, kind).into_iter().map(Item::name);
        names.filter(|name| !["name", "kind"].contains(name)).collect()
    }
}

/// Puts a key into the tables it stands in; `*` stands for every registered kind of tactic.
fn place(rows: &mut Vec<Row>, item: Item, registered: &[&'static str]) {
    for written in item.places() {
        let (place, kinds) = written.split_once(':').unwrap_or((written, ""));
        let kinds = if kinds == "*" { registered.to_vec() } else { kinds.split(',').collect() };
        for kind in kinds {
            let known = |row: &Row| row.place == place && row.kind == kind && row.item.name() == item.name();
            if !rows.iter().any(known) {
                rows.push(Row { place, kind, item });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::TINY;
    use super::*;

    fn grammar() -> Grammar {
        Grammar::new(crate::tactic::registry())
    }

    fn all() -> Vec<Item> {
        grammar().rows.iter().map(|row| row.item).collect()
    }

    fn numbers() -> impl Iterator<Item = &'static Key> {
        all().into_iter().filter_map(|item| match item {
            Item::Number(key) => Some(key),
            Item::Other(_) => None,
        })
    }

    #[test]
    fn every_default_lies_in_its_own_range() {
        for key in numbers().filter(|key| !key.default.is_empty()) {
            let value =
                key.value_of(key.default).unwrap_or_else(|| panic!("{} has no readable default", key.name));
            assert!((key.low..=key.high).contains(&value), "{} is {value}", key.name);
            assert_eq!(key.default_value().0, value, "{}", key.name);
        }
    }

    #[test]
    fn every_range_worth_trying_lies_in_the_allowed_one_and_holds_the_default() {
        let mut found = 0;
        for key in numbers() {
            let Some((from, to)) = key.worth else { continue };
            let read =
                |text| key.value_of(text).unwrap_or_else(|| panic!("{}: {text} is no number", key.name));
            let (from, to, default) = (read(from), read(to), read(key.default));
            assert!(key.low <= from || key.low == TINY && from == 0.0, "{} from {from}", key.name);
            assert!(from < to && to <= key.high, "{} from {from} to {to}", key.name);
            assert!((from..=to).contains(&default), "{} is {default}, not from {from} to {to}", key.name);
            found += 1;
        }
        assert!(found > 30, "only {found} keys have a range worth trying");
    }

    #[test]
    fn every_default_names_a_source_or_says_that_it_is_assumed() {
        for item in all() {
            let (default, neutral) = match item {
                Item::Number(key) => (key.default, ["0", "0d", "1", "1.0"].as_slice()),
                Item::Other(word) => {
                    (word.default, ["false", "0d", "any", "keep", "continuous", "done"].as_slice())
                }
            };
            let origin = item.origin().unwrap_or_default();
            let name = format!("{} in {:?}", item.name(), item.places());
            if default.is_empty() {
                assert!(origin.is_empty() || origin.starts_with("by default "), "{name}: {origin}");
            } else {
                let said = origin.starts_with("assumed") || origin.starts_with("from ");
                let is_neutral = origin.starts_with("neutral: ") && neutral.contains(&default);
                assert!(
                    said || is_neutral,
                    "{name} is {default} by default, and does not say why: {origin:?}"
                );
            }
            assert!(item.meaning().len() > 10, "{name} does not say what it is");
        }
    }

    /// The places of the tables that a form leads to.
    fn tables(form: Form) -> Vec<&'static str> {
        match form {
            Form::Table(place) | Form::Named(place) => vec![place],
            Form::List(inner) => tables(*inner),
            Form::Either(forms) => forms.iter().flat_map(|form| tables(*form)).collect(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn every_key_stands_in_a_declared_table_of_a_declared_kind() {
        let grammar = grammar();
        let mut declared = vec!["", NUMBER];
        declared.extend(all().into_iter().flat_map(|item| match item {
            Item::Number(_) => Vec::new(),
            Item::Other(word) => tables(word.form),
        }));
        for Row { place, kind, item } in &grammar.rows {
            assert!(declared.contains(place), "{} stands in {place}, which is no table", item.name());
            assert!(kind.is_empty() || grammar.kinds_of(place).contains(kind), "{place} has no kind {kind}");
        }
        for place in declared {
            assert!(grammar.rows.iter().any(|row| row.place == place), "{place} has no keys");
        }
        for (place, names) in schema::one_of() {
            let there: Vec<&str> = grammar.keys_in(place, "").into_iter().map(Item::name).collect();
            assert!(names.iter().all(|name| there.contains(name)), "{place} lacks one of {names:?}");
        }
    }

    #[test]
    fn no_key_is_declared_twice_in_one_table() {
        let grammar = grammar();
        for Row { place, .. } in &grammar.rows {
            for kind in grammar.kinds_of(place).into_iter().chain([""]) {
                let mut names: Vec<&str> = grammar.keys_in(place, kind).into_iter().map(Item::name).collect();
                let count = names.len();
                names.sort_unstable();
                names.dedup();
                assert_eq!(names.len(), count, "[{place}] {kind} has a key twice: {names:?}");
            }
        }
    }

    #[test]
    fn every_default_word_is_one_of_the_words_to_choose_from() {
        for item in all() {
            let Item::Other(word) = item else { continue };
            if !word.options().is_empty() && !word.default.is_empty() {
                assert!(word.options().contains(&word.default), "{} is {}", word.name, word.default);
            }
        }
    }
}
