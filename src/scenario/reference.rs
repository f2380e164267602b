//! The reference world: the one in which talk is as convincing as `organic_r` says.
//!
//! `organic_r = { value = 1.2, holds_at = { "product.satisfied" = 0.75 } }` says that R is 1.2 where 75 % are
//! satisfied, whatever stands under `product.satisfied`. The reference is the scenario's own tree with those
//! values put back. A value set from outside changes the world and not how convincing talk is, so the value
//! of the file is noted there by itself.
//!
//! Always true: a value that is put back is certain; without `holds_at` there is no other world than the
//! scenario's own.

use super::context::Context;
use super::overrides::{self, HOLDS_AT};
use super::problem::{At, suggestion};
use super::tree::{self, Entry, Node, Table, Value};

/// What stands for a key that the reference does not have.
const LEFT_OUT: &str = "left out";
/// Tables that talk depends on.
const TABLES: [&str; 6] = ["market", "layers", "channels", "product", "service", "talk"];

/// Whether what one owner wins by talk may depend on a key, so that changing it changes R. Who else may
/// adopt without talk, money, and talk's own scale are left out, and the number of people.
pub(super) fn bears_on_talk<T: AsRef<str>>(path: &[T]) -> bool {
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    match path[..] {
        [
            "market",
            "people" | "outside_per_day" | "imitation_per_day" | "rival_per_day" | "rival" | "trend" | "day"
            | "arrivals" | "need",
            ..,
        ]
        | ["product", "margin_per_owner" | "shock", ..]
        | ["service", "wage_per_month", ..]
        | ["talk", "organic_r" | "scale", ..]
        | ["talk"]
        | ["layers", _, "import", ..] => false,
        [table, ..] => TABLES.contains(&table),
        [] => false,
    }
}

/// The tree of the reference world; `None` where that is the scenario's own.
pub(super) fn tree(cx: &Context, top: &Table) -> Option<Table> {
    let number = top.get("talk")?.table()?.get("organic_r")?.table()?;
    let held = number.get(HOLDS_AT)?;
    let name = format!("talk.organic_r.{HOLDS_AT}");
    let Some(values) = held.table() else {
        let help = "write keys and values, as in holds_at = { \"product.satisfied\" = 0.75 }";
        cx.problem(held.at, &name, format!("is {}", held.describe()), help);
        return None;
    };
    let mut reference = top.clone();
    if let Some(number) = at_mut(&mut reference, &["talk", "organic_r"]).and_then(Node::table_mut) {
        number.entries.retain(|e| e.key != HOLDS_AT);
    }
    let mut all = Vec::new();
    leaves(values, &[], &mut all);
    for (path, node) in all {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        if let Err((text, help)) = known(top, &words) {
            cx.problem(node.at, &name, text, help);
            return None;
        }
        lay(&mut reference, &words, &node);
    }
    Some(reference)
}

/// Keys and values at which R holds, as they are written.
pub(super) fn held(top: &Table) -> Vec<String> {
    let Some(values) = get(top, &["talk", "organic_r", HOLDS_AT]).and_then(Node::table) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    leaves(values, &[], &mut all);
    let line = |(path, node): (Vec<String>, Node)| {
        let words: Vec<&str> = path.iter().map(String::as_str).collect();
        match node.text() {
            Some(LEFT_OUT) => format!("{} left out", dotted(&words)),
            _ => format!("{} = {}", dotted(&words), certain(&node).written()),
        }
    };
    all.into_iter().map(line).collect()
}

/// Whether a value may be put back under a path.
fn known(top: &Table, path: &[&str]) -> Result<(), (String, String)> {
    if !bears_on_talk(path) {
        let help = format!("R may hold at values of {}", TABLES.join(", "));
        return Err((format!("names {}, on which R does not depend", dotted(path)), help));
    }
    if let [list @ ("layers" | "channels"), item, _, ..] = path {
        let entries = top.get(list).and_then(Node::table).map_or(&[][..], |t| &t.entries);
        let names: Vec<&str> = entries.iter().map(|e| e.key.as_str()).collect();
        if !names.contains(item) {
            return Err((format!("names {}", dotted(path)), suggestion(item, &names)));
        }
    }
    Ok(())
}

/// Every value of a table of dotted keys with its path; tables within are gone through.
fn leaves(table: &Table, under: &[String], out: &mut Vec<(Vec<String>, Node)>) {
    for entry in &table.entries {
        let path = [under, &overrides::words(&entry.key)].concat();
        match &entry.node.value {
            Value::Table(inner) if !is_number(inner) => leaves(inner, &path, out),
            _ => out.push((path, entry.node.clone())),
        }
    }
}

/// Whether a table is a number written with its value.
fn is_number(table: &Table) -> bool {
    table.get("value").is_some()
}

/// Puts a value under a path, as a certain one; [`LEFT_OUT`] takes the key away, and tables that are empty
/// then.
fn lay(table: &mut Table, path: &[&str], node: &Node) {
    let Some((key, rest)) = path.split_first() else { return };
    if rest.is_empty() {
        if node.text() == Some(LEFT_OUT) {
            table.entries.retain(|e| e.key != *key);
        } else {
            table.set(Entry { key: (*key).to_owned(), at: node.at, node: certain(node) });
        }
        return;
    }
    if table.get(key).and_then(Node::table).is_none_or(is_number) {
        let empty = Node::new(Value::Table(Table::default()), node.at);
        table.set(Entry { key: (*key).to_owned(), at: node.at, node: empty });
    }
    if let Some(inner) = table.get_mut(key).and_then(Node::table_mut) {
        lay(inner, rest, node);
        if inner.entries.is_empty() {
            table.entries.retain(|e| e.key != *key);
        }
    }
}

/// The value without any range.
fn certain(node: &Node) -> Node {
    let value = match &node.value {
        Value::Table(table) => match table.get("value") {
            Some(value) => return certain(value),
            None => {
                let keep = |e: &Entry| Entry { node: certain(&e.node), ..e.clone() };
                Value::Table(Table { entries: table.entries.iter().map(keep).collect() })
            }
        },
        Value::List(items) => Value::List(items.iter().map(certain).collect()),
        other => other.clone(),
    };
    Node::new(value, node.at)
}

/// Notes in a tree at which values its R holds, by all values of the file and all of the scenario, defaults
/// among them. What is noted already stays.
pub(super) fn hold(top: &mut Table, file: &Table, scenario: &Table, at: At) {
    let mut held: Vec<Entry> = Vec::new();
    for table in TABLES {
        compare(&[table], file.get(table), scenario.get(table), &mut |path, value| {
            if bears_on_talk(path) {
                held.push(Entry { key: dotted(path), at, node: moved(value, at) });
            }
        });
    }
    if held.is_empty() {
        return;
    }
    if top.get("talk").is_none() {
        let node = Node::new(Value::Table(Table::default()), at);
        top.entries.push(Entry { key: "talk".to_owned(), at, node });
    }
    let stated = get(scenario, &["talk", "organic_r"]).map(|node| moved(node.clone(), at));
    hold_in(top, held, stated, at);
}

/// Values on which talk depends, and R itself, where a resolved scenario has others than an earlier one:
/// `product.satisfied 0.75 → 0.4`.
pub(super) fn changes(earlier: &str, now: &str) -> Vec<String> {
    let (was, is) = (tree::parse(earlier, 0).0, tree::parse(now, 0).0);
    let written = |path: &[&str]| get(&is, path).map_or(LEFT_OUT.to_owned(), |node| certain(node).written());
    let mut told = Vec::new();
    for table in TABLES {
        compare(&[table], was.get(table), is.get(table), &mut |path, old| {
            if bears_on_talk(path) || path == ["talk", "organic_r"] {
                let old =
                    old.text().filter(|text| *text == LEFT_OUT).map_or_else(|| old.written(), str::to_owned);
                told.push(format!("{} {old} → {}", dotted(path), written(path)));
            }
        });
    }
    told
}

/// Adds what is held to `talk.organic_r`, which becomes a table where it was a plain number.
fn hold_in(top: &mut Table, held: Vec<Entry>, stated: Option<Node>, at: At) {
    let Some(talk) = at_mut(top, &["talk"]).and_then(Node::table_mut) else { return };
    let Some(number) = talk.get("organic_r").cloned().or(stated) else { return };
    let number_at = number.at;
    let mut table = match number.value {
        Value::Table(table) => table,
        _ => Table { entries: vec![Entry { key: "value".to_owned(), at: number_at, node: number }] },
    };
    let written = table.get(HOLDS_AT).and_then(Node::table).cloned().unwrap_or_default();
    let own =
        |e: &Entry| written.entries.iter().all(|w| overrides::words(&w.key) != overrides::words(&e.key));
    let mut entries: Vec<Entry> = held.into_iter().filter(own).collect();
    entries.extend(written.entries.iter().cloned());
    let node = Node::new(Value::Table(Table { entries }), at);
    table.set(Entry { key: HOLDS_AT.to_owned(), at, node });
    let node = Node::new(Value::Table(table), number_at);
    talk.set(Entry { key: "organic_r".to_owned(), at: number_at, node });
}

/// Calls `differ` with each path at which the value was another one before, and that value.
fn compare(path: &[&str], old: Option<&Node>, new: Option<&Node>, differ: &mut impl FnMut(&[&str], Node)) {
    if [old, new].into_iter().flatten().any(imports) {
        return;
    }
    let table = |node: &Node| node.table().filter(|t| !is_number(t)).cloned();
    match (old, new) {
        (None, None) => {}
        (None, Some(new)) => differ(path, Node::new(Value::Text(LEFT_OUT.to_owned()), new.at)),
        (Some(old), None) => differ(path, certain(old)),
        (Some(old), Some(new)) => match (table(old), table(new)) {
            (Some(was), Some(is)) => {
                let added = is.entries.iter().filter(|e| was.get(&e.key).is_none());
                for key in was.entries.iter().chain(added).map(|e| e.key.as_str()) {
                    compare(&[path, &[key]].concat(), was.get(key), is.get(key), differ);
                }
            }
            _ if certain(new).written() == certain(old).written() => {}
            _ => differ(path, certain(old)),
        },
    }
}

/// Whether a node is a layer that is an edge list: another list is another network, not another product.
fn imports(node: &Node) -> bool {
    node.table().is_some_and(|table| table.get("import").is_some())
}

/// A value at another place.
fn moved(node: Node, at: At) -> Node {
    let value = match node.value {
        Value::Table(table) => {
            let entries = table.entries.into_iter().map(|e| Entry { at, node: moved(e.node, at), ..e });
            Value::Table(Table { entries: entries.collect() })
        }
        Value::List(items) => Value::List(items.into_iter().map(|n| moved(n, at)).collect()),
        other => other,
    };
    Node::new(value, at)
}

fn get<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Node> {
    let (key, rest) = path.split_first()?;
    let node = table.get(key)?;
    if rest.is_empty() { Some(node) } else { get(node.table()?, rest) }
}

fn at_mut<'a>(table: &'a mut Table, path: &[&str]) -> Option<&'a mut Node> {
    let (key, rest) = path.split_first()?;
    let node = table.get_mut(key)?;
    if rest.is_empty() { Some(node) } else { at_mut(node.table_mut()?, rest) }
}

/// A path as one key.
fn dotted(path: &[&str]) -> String {
    path.iter().map(|word| tree::key(word)).collect::<Vec<_>>().join(".")
}
