//! What the grammar knows of names: what a key wants, which tables there are, where a key belongs.

use super::super::plan::Unit;
use super::super::problem::nearest;
use super::super::typed::{Known, Wanted};
use super::form::Form;
use super::{Grammar, Item, NUMBER, Row, TACTIC};

impl Known for Grammar {
    fn wanted(&self, table: &str, key: &str) -> Option<Wanted> {
        let names: Vec<&str> = table.split('.').filter(|name| !name.is_empty()).collect();
        let all: Vec<&Row> = self.rows.iter().filter(|row| row.item.name() == key).collect();
        let here =
            |row: &&&Row| if names.is_empty() { row.place.is_empty() } else { matches(row.place, &names) };
        let here: Vec<&Row> = all.iter().filter(here).copied().collect();
        let mut found = if here.is_empty() { all } else { here }.into_iter().map(|row| wanted(row.item));
        let first = found.next()?;
        Some(if found.all(|other| other == first) { first } else { Wanted::Other })
    }

    fn in_list(&self, table: &str) -> Option<bool> {
        let names: Vec<&str> = table.split('.').collect();
        if self.lists().any(|place| matches(place, &names)) {
            return Some(true);
        }
        let deep = |row: &&Row| {
            let parts: Vec<&str> = row.place.split('.').collect();
            row.place != NUMBER && !row.place.is_empty() && parts.len() >= names.len() && {
                parts.iter().zip(&names).all(|(part, name)| part == name || *part == "*")
            }
        };
        self.rows.iter().any(|row| deep(&row)).then_some(false)
    }

    fn table_like(&self, name: &str) -> Option<&'static str> {
        let is_table = |row: &&Row| {
            row.place.is_empty()
                && matches!(row.item, Item::Other(word)
                    if matches!(word.form, Form::Table(_) | Form::Named(_) | Form::List(_)))
        };
        nearest(name, self.rows.iter().filter(is_table).map(|row| row.item.name()))
    }
}

/// Whether the names of a table are those of a place, in which `*` stands for any.
fn matches(place: &str, names: &[&str]) -> bool {
    let parts: Vec<&str> = place.split('.').collect();
    parts.len() == names.len() && parts.iter().zip(names).all(|(part, name)| part == name || *part == "*")
}

fn wanted(item: Item) -> Wanted {
    match item {
        Item::Number(key) => Wanted::Number(key.unit),
        Item::Other(word) => of_form(word.form),
    }
}

fn of_form(form: Form) -> Wanted {
    match form {
        Form::Text | Form::Word(_) | Form::Kind | Form::Person => Wanted::Text,
        Form::Flag | Form::Yes => Wanted::Flag,
        Form::Date | Form::Moment | Form::Trigger => Wanted::Date,
        Form::Days => Wanted::Number(Unit::Days),
        Form::List(inner) => of_form(*inner),
        Form::Amount
        | Form::Range
        | Form::Values
        | Form::TiesAndShare
        | Form::Table(_)
        | Form::Named(_)
        | Form::Within
        | Form::Either(_) => Wanted::Other,
    }
}

/// Where a key belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// The table, in words.
    pub table: String,
    /// The key as `--set` takes it, where that needs no name of one's own.
    pub set: Option<String>,
}

impl Grammar {
    /// Tables of which there is a list.
    fn lists(&self) -> impl Iterator<Item = &'static str> {
        fn inner(form: Form) -> Option<&'static str> {
            match form {
                Form::List(Form::Table(place)) => Some(place),
                Form::Either(forms) => forms.iter().find_map(|form| inner(*form)),
                _ => None,
            }
        }
        self.rows.iter().filter_map(|row| match row.item {
            Item::Other(word) => inner(word.form),
            Item::Number(_) => None,
        })
    }

    /// The tables that have a key of this name, in the order of the grammar.
    pub fn homes(&self, key: &str) -> Vec<Home> {
        let mut homes: Vec<Home> = Vec::new();
        let mut kinds: Vec<&str> = Vec::new();
        for row in self.rows.iter().filter(|row| row.item.name() == key && row.place != NUMBER) {
            if row.place == TACTIC && !row.kind.is_empty() {
                kinds.push(row.kind);
                continue;
            }
            let home = match row.place {
                "" => Home {
                    table: "the top of the file, above the first [table]".into(),
                    set: Some(key.into()),
                },
                place if self.lists().any(|list| list == place) => {
                    Home { table: format!("[[{place}]]"), set: None }
                }
                place if place.contains('*') => {
                    Home { table: format!("[{}]", place.replace('*', "NAME")), set: None }
                }
                place => Home { table: format!("[{place}]"), set: Some(format!("{place}.{key}")) },
            };
            if !homes.contains(&home) {
                homes.push(home);
            }
        }
        if kinds.len() >= self.kinds.len() && !kinds.is_empty() {
            homes.push(Home { table: "[[strategy.tactic]]".into(), set: Some(format!("*.{key}")) });
        } else if !kinds.is_empty() {
            let kinds: Vec<String> = kinds.iter().map(|kind| format!("\"{kind}\"")).collect();
            let table = format!("a [[strategy.tactic]] of kind {}", kinds.join(" or "));
            homes.push(Home { table, set: Some(format!("*.{key}")) });
        }
        // The tables of the top before those within them.
        homes.sort_by_key(|home| home.table.matches('.').count());
        homes
    }
}

#[cfg(test)]
mod tests {
    use super::super::tables::grammar;
    use super::*;

    #[test]
    fn names_lead_to_tables_and_keys_to_their_homes() {
        let grammar = grammar(&crate::tactic::registry());
        for (table, in_list) in [
            ("strategy", Some(true)),
            ("strategy.tactic", Some(true)),
            ("market.segments", Some(true)),
            ("market", Some(false)),
            ("layers", Some(false)),
            ("layers.friends", Some(false)),
            ("layers.friends.small_world", Some(false)),
            ("strategy.tactic.interaction", Some(false)),
            ("seed", None),
            ("markets", None),
            ("strategy.tactics", None),
        ] {
            assert_eq!(grammar.in_list(table), in_list, "{table}");
        }
        for (name, table) in [
            ("seed", Some("seeds")),
            ("Market", Some("market")),
            ("strategies", Some("strategy")),
            ("x", None),
        ] {
            assert_eq!(grammar.table_like(name), table, "{name}");
        }
        for (key, wanted) in [
            ("compare.cap", Some(Wanted::Number(Unit::Money))),
            ("talk.distinct_voices.cap", Some(Wanted::Number(Unit::Number))),
            ("wrong.cap", Some(Wanted::Other)),
            ("market.people", Some(Wanted::Number(Unit::Count))),
            (".horizon", Some(Wanted::Number(Unit::Days))),
            (".start", Some(Wanted::Date)),
            ("channels.any.once", Some(Wanted::Flag)),
            ("channels.any.catchment", Some(Wanted::Text)),
            ("market.nothing", None),
        ] {
            let (table, name) = key.rsplit_once('.').unwrap();
            assert_eq!(grammar.wanted(table, name), wanted, "{key}");
        }
        let homes = |key| grammar.homes(key).into_iter().map(|home| home.table).collect::<Vec<_>>();
        assert_eq!(homes("margin_per_owner"), ["[product]"]);
        assert_eq!(homes("horizon"), ["the top of the file, above the first [table]"]);
        assert_eq!(
            homes("cold_cac"),
            ["[media]", "a [[strategy.tactic]] of kind \"ads\" or \"amplification\""]
        );
    }
}
