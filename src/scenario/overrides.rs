//! Values given on the command line: `KEY=VALUE` laid over the tree before it is read.
//!
//! An override is a value like any written one, with its own place, so that the reader judges
//! its key, type and range. Only what must exist already is checked here: layers, channels,
//! strategies and tactics.

use super::context::Context;
use super::grammar::{Grammar, TACTIC};
use super::inheritance::tactic_name;
use super::problem::{At, nearest, suggestion};
use super::tree::{self, Entry, Node, Table, Value};

/// The key of `talk.organic_r` with the values that it holds at.
pub(super) const HOLDS_AT: &str = "holds_at";

/// One step of a dotted key.
#[derive(Debug, Clone, PartialEq)]
struct Step {
    name: String,
    index: Option<usize>,
}

/// Lays one override over the tree and gives its path and place; `source` is the position of its text.
pub(super) fn apply(cx: &Context, top: &mut Table, source: usize) -> Option<(Vec<String>, At)> {
    let text = cx.sources[source].text.clone();
    let whole = At { source, start: 0, end: text.len() };
    let Some((key, steps)) = split(&text) else {
        cx.problem(whole, "", format!("{} is no setting", tree::quoted(&text)), "write KEY=VALUE");
        return None;
    };
    let key_at = At { source, start: 0, end: key };
    let Some(node) = value(&text, key, source) else {
        let at = At { source, start: key + 1, end: text.len() };
        cx.problem(at, text[..key].trim(), "has no value that can be read", "write KEY=VALUE");
        return None;
    };
    let name = text[..key].trim();
    let words: Vec<&str> = steps.iter().map(|s| s.name.as_str()).collect();
    let certain = node.table().map_or(Some(&node), |t| t.get("value")).map(Node::written);
    let result = match words.as_slice() {
        ["*", key] => every_tactic(&cx.grammar, top, key, &node, key_at),
        ["strategy", ..] => strategy(top, &steps, node, key_at),
        [list @ ("layers" | "channels"), item, _, ..] => {
            let names: Vec<&str> = top
                .get(list)
                .and_then(Node::table)
                .map_or(Vec::new(), |t| t.entries.iter().map(|e| e.key.as_str()).collect());
            if names.contains(item) {
                put(top, &words, node, key_at)
            } else {
                Err((format!("names {}", tree::quoted(item)), suggestion(item, &names)))
            }
        }
        _ => put(top, &words, node, key_at),
    };
    match result {
        Ok(range_dropped) => {
            if let (true, Some(value)) = (range_dropped, certain) {
                cx.note_change(format!("{name}: set to {value}; its range was dropped"));
            }
            replace_other_scale(cx, top, &words);
            Some((words.iter().map(|w| (*w).to_owned()).collect(), key_at))
        }
        Err((text, help)) => {
            cx.problem(key_at, name, text, help);
            None
        }
    }
}

/// Whether a range was dropped; or what is wrong with the key.
type Outcome = Result<bool, (String, String)>;

/// Takes away what states talk's scale in the other way than the key that was set.
fn replace_other_scale(cx: &Context, top: &mut Table, set: &[&str]) {
    let (set, other) = match set {
        ["talk", "scale", ..] => ("scale", "organic_r"),
        ["talk", "organic_r", ..] => ("organic_r", "scale"),
        _ => return,
    };
    let Some(talk) = top.get_mut("talk").and_then(Node::table_mut) else { return };
    if talk.get(other).is_some() {
        talk.entries.retain(|e| e.key != other);
        cx.note_change(format!("talk.{set}: replaces talk.{other}"));
    }
}

/// The words of a dotted key; quotes keep a dot.
pub(super) fn words(key: &str) -> Vec<String> {
    match split(&format!("{key}=")) {
        Some((_, steps)) => steps.into_iter().map(|s| s.name).collect(),
        None => vec![key.to_owned()],
    }
}

/// The byte of the `=` and the steps before it.
fn split(text: &str) -> Option<(usize, Vec<Step>)> {
    let mut steps = vec![String::new()];
    let mut quote = None;
    let mut end = None;
    for (i, c) in text.char_indices() {
        match (quote, c) {
            (Some(q), c) if c == q => quote = None,
            (Some(_), c) => steps.last_mut()?.push(c),
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => {
                end = Some(i);
                break;
            }
            (None, '.') => steps.push(String::new()),
            (None, c) => steps.last_mut()?.push(c),
        }
    }
    let steps: Vec<Step> = steps
        .iter()
        .map(|step| {
            let step = step.trim();
            let index = step.strip_suffix(']').and_then(|s| s.rsplit_once('['));
            match index.and_then(|(name, i)| Some((name, i.trim().parse().ok()?))) {
                Some((name, index)) => Step { name: name.to_owned(), index: Some(index) },
                None => Step { name: step.to_owned(), index: None },
            }
        })
        .collect();
    let ok = steps.iter().all(|s| !s.name.is_empty());
    Some((end.filter(|_| ok)?, steps))
}

/// The value after the `=`: TOML, or else the bare words as a text.
fn value(text: &str, key: usize, source: usize) -> Option<Node> {
    let written = &text[key + 1..];
    // Spaces stand where the key stood, so that places are those of the text as given.
    let padded = format!("{}x={written}", " ".repeat(key.saturating_sub(1)));
    let (table, errors) = tree::parse(&padded, source);
    match table.entries.as_slice() {
        [one] if errors.is_empty() && one.key == "x" => Some(one.node.clone()),
        _ => {
            let bare = written.trim();
            let at = At { source, start: key + 1, end: text.len() };
            let plain = !bare.is_empty() && !bare.contains(['"', '\'', '\n', '[', '{']);
            plain.then(|| Node::new(Value::Text(bare.to_owned()), at))
        }
    }
}

/// Puts a value under a path of keys, making tables on the way.
fn put(table: &mut Table, path: &[&str], node: Node, at: At) -> Outcome {
    let Some((key, rest)) = path.split_first() else { return Ok(false) };
    if rest.is_empty() {
        let old = table.get(key).and_then(Node::table).filter(|old| old.get("value").is_some());
        let ranged = node.table().is_some_and(|new| new.get("range").is_some());
        let dropped = !ranged && old.is_some_and(|old| old.get("range").is_some());
        let held = old.and_then(|old| old.entry(HOLDS_AT)).cloned();
        let node = match held {
            Some(held) => holding(node, held),
            None => node,
        };
        table.set(Entry { key: (*key).to_owned(), at, node });
        return Ok(dropped);
    }
    if table.get(key).is_none() {
        let empty = Node::new(Value::Table(Table::default()), at);
        table.set(Entry { key: (*key).to_owned(), at, node: empty });
    }
    match table.get_mut(key).and_then(Node::table_mut) {
        Some(inner) => put(inner, rest, node, at),
        None => Err((
            format!("leads through {}, which is no table", tree::quoted(key)),
            "set that key itself".to_owned(),
        )),
    }
}

/// The number that goes on holding at the values that the old one held at, unless it says other ones.
fn holding(node: Node, held: Entry) -> Node {
    let at = node.at;
    let mut table = match node.value {
        Value::Table(table) => table,
        _ => Table { entries: vec![Entry { key: "value".to_owned(), at, node }] },
    };
    if table.get(HOLDS_AT).is_none() {
        table.entries.push(held);
    }
    Node::new(Value::Table(table), at)
}

/// Sets a key of every tactic whose kind has it.
fn every_tactic(grammar: &Grammar, top: &mut Table, key: &str, node: &Node, at: At) -> Outcome {
    let (mut done, mut dropped) = (false, false);
    for strategy in top.tables_mut("strategy") {
        for tactic in strategy.tables_mut("tactic") {
            if tactic.text("kind").is_some_and(|kind| grammar.keys_of_tactic(kind).contains(&key)) {
                dropped |= put(tactic, &[key], node.clone(), at)?;
                done = true;
            }
        }
    }
    if done {
        return Ok(dropped);
    }
    let kinds = grammar.kinds_of(TACTIC);
    let all: Vec<&str> = kinds.iter().flat_map(|kind| grammar.keys_of_tactic(kind)).collect();
    let help = match grammar
        .renamed("", key, &all)
        .or_else(|| nearest(key, all.iter().copied()).map(String::from))
    {
        Some(same) if same == key => "no tactic here is of that kind".to_owned(),
        Some(near) => format!("did you mean \"*.{near}\"?"),
        None => "see `groundswell check` for the keys there are".to_owned(),
    };
    Err(("is a key of no tactic here".to_owned(), help))
}

/// Sets a key of one strategy or of one of its tactics.
fn strategy(top: &mut Table, steps: &[Step], node: Node, at: At) -> Outcome {
    let mut strategies = top.tables_mut("strategy");
    let (position, rest) = match (steps[0].index, steps.get(1)) {
        (Some(index), Some(_)) if index < strategies.len() => (index, &steps[1..]),
        (Some(index), Some(_)) => {
            let help = format!("there are {}, numbered from 0", strategies.len());
            return Err((format!("names strategy {index}"), help));
        }
        (None, Some(step)) => {
            let names: Vec<String> =
                strategies.iter().map(|s| s.text("name").unwrap_or("").to_owned()).collect();
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let Some(position) = names.iter().position(|n| *n == step.name) else {
                return Err((format!("names {}", tree::quoted(&step.name)), suggestion(&step.name, &names)));
            };
            (position, &steps[2..])
        }
        (_, None) => return Err(("is a whole list".to_owned(), "name a strategy and a key".to_owned())),
    };
    let strategy = &mut strategies[position];
    let words: Vec<&str> = rest.iter().map(|s| s.name.as_str()).collect();
    if words.len() < 2 {
        return if words.is_empty() {
            Err(("is a whole strategy".to_owned(), "name one of its keys".to_owned()))
        } else {
            put(strategy, &words, node, at)
        };
    }
    let mut tactics = strategy.tables_mut("tactic");
    let names: Vec<String> = tactics.iter().map(|t| tactic_name(t).to_owned()).collect();
    let position = match (words[0], rest[0].index) {
        ("tactic", Some(index)) => Some(index).filter(|i| *i < tactics.len()),
        (name, _) => names.iter().position(|n| n == name),
    };
    let Some(position) = position else {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let help = match names.as_slice() {
            [] => "it has no tactic of its own".to_owned(),
            _ => suggestion(words[0], &names),
        };
        return Err((format!("names the tactic {}", tree::quoted(words[0])), help));
    };
    put(tactics[position], &words[1..], node, at)
}
