//! Tests that the grammar and the reader know the same keys, in the same tables.
//!
//! A `Section` notes what it was asked for; here that is held against the declarations, both ways.

#![cfg(test)]

use std::path::{Path, PathBuf};

use super::super::context::{Asked, Context};
use super::super::default_networks;
use super::super::document::Document;
use super::super::problem::Source;
use super::form::Form;
use crate::network::import::Imports;

use super::{Grammar, Item, NUMBER, Row, TACTIC};

/// Keys that the reader looks for only to say that they belong to another kind.
const REFUSED: [(&str, &str); 4] =
    [("feed", "acts"), ("feed", "acts_per_tie_per_day"), ("club", "acts"), ("club", "acts_per_tie_per_day")];

fn grammar() -> Grammar {
    Grammar::new(crate::tactic::registry())
}

fn scenarios() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["scenarios", "scenarios/classic", "tests/data"];
    let files = folders.iter().flat_map(|folder| std::fs::read_dir(root.join(folder)).expect("a folder"));
    let paths = files.map(|file| file.expect("a file").path());
    paths.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect()
}

/// What the reader asked for in every scenario of this repository.
fn asked() -> Vec<Asked> {
    let mut all = Vec::new();
    for path in scenarios() {
        let text = std::fs::read_to_string(&path).expect("a text");
        let source = |name: &str, text: &str| Source { name: name.to_owned(), text: text.to_owned() };
        let sources = vec![source("s.toml", &text), source("defaults", default_networks::TEXT)];
        let cx = Context { sources: sources.into(), grammar: grammar(), ..Context::default() };
        let (document, errors) = Document::parse(&cx, &path.to_string_lossy());
        assert!(errors.is_empty(), "{}", path.display());
        let imports = Imports::new();
        let ties: String = (0..2_000).map(|person| format!("{person},{},1\n", person + 1)).collect();
        imports.give(&path.with_file_name("ties.csv"), ties.into_bytes());
        let plan = document.read(&cx, &imports);
        let problems = cx.problems.into_inner();
        assert!(plan.is_some() && problems.is_empty(), "{}: {problems:?}", path.display());
        all.extend(cx.asked.into_inner());
    }
    all
}

/// The steps of a dotted path, quoted ones without their quotes.
fn steps(path: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    let mut quoted = false;
    for c in path.chars() {
        match c {
            '"' => quoted = !quoted,
            '.' if !quoted => steps.push(String::new()),
            c => steps.last_mut().expect("one at least").push(c),
        }
    }
    steps.retain(|step| !step.is_empty());
    steps
}

/// The place in the grammar of a table at this path of a scenario.
fn place_of(grammar: &Grammar, path: &str) -> &'static str {
    let mut place = "";
    let mut steps = steps(path).into_iter();
    while let Some(step) = steps.next() {
        let name = step.split('[').next().unwrap_or_default();
        let stands = |row: &&Row| row.item.name() == name && row.place == place;
        place = match grammar.rows.iter().find(stands).map(|row| row.item) {
            Some(Item::Number(_)) => NUMBER,
            Some(Item::Other(word)) => {
                if matches!(word.form, Form::Named(_)) || place.is_empty() && name == "strategy" {
                    steps.next();
                }
                table_of(word.form).unwrap_or_else(|| panic!("{path}: {name} is no table"))
            }
            // The path of a tactic names the tactic itself.
            None if place == "strategy" => TACTIC,
            None => panic!("{path}: {name} is not declared in [{place}]"),
        };
    }
    place
}

fn table_of(form: Form) -> Option<&'static str> {
    match form {
        Form::Table(place) | Form::Named(place) => Some(place),
        Form::List(inner) => table_of(*inner),
        Form::Either(forms) => forms.iter().find_map(|form| table_of(*form)),
        _ => None,
    }
}

/// The kind of a table, where its keys depend on that.
fn kind_of<'a>(grammar: &Grammar, place: &str, asked: &'a Asked) -> &'a str {
    if grammar.kinds_of(place).is_empty() { "" } else { &asked.kind }
}

#[test]
fn every_key_that_the_reader_asks_for_is_declared() {
    let grammar = grammar();
    let mut unknown = Vec::new();
    for asked in &asked() {
        let place = place_of(&grammar, &asked.path);
        let kind = kind_of(&grammar, place, asked);
        let declared: Vec<&str> = grammar.keys_in(place, kind).into_iter().map(Item::name).collect();
        let missing =
            asked.keys.iter().filter(|key| !declared.contains(key) && !REFUSED.contains(&(kind, key)));
        unknown.extend(missing.map(|key| format!("{key} in [{place}] {kind}")));
    }
    unknown.sort_unstable();
    unknown.dedup();
    assert!(unknown.is_empty(), "declare these:\n{}", unknown.join("\n"));
}

#[test]
fn every_declared_key_is_asked_for_by_the_reader() {
    let asked = asked();
    let mut unasked = Vec::new();
    let grammar = grammar();
    for Row { place, kind, item } in &grammar.rows {
        let kinds = if kind.is_empty() { grammar.kinds_of(place) } else { vec![*kind] };
        for kind in if kinds.is_empty() { vec![""] } else { kinds } {
            let read = asked.iter().any(|asked| {
                asked.keys.contains(&item.name())
                    && place_of(&grammar, &asked.path) == *place
                    && kind_of(&grammar, place, asked) == kind
            });
            if !read {
                unasked.push(format!("{} in [{place}] {kind}", item.name()));
            }
        }
    }
    let help = "add them to tests/data/every-key.toml, or take the declarations away";
    assert!(unasked.is_empty(), "{help}:\n{}", unasked.join("\n"));
}
