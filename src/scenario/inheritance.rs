//! Strategies as meant: inheritance resolved, list-valued keys spread into one strategy each.
//!
//! Works on the tree, so that everything inherited is then read and checked like anything written.
//!
//! Always true: the shaped strategies have distinct names, no `extends`, no `remove` and no lists
//! among their tactics' keys.

use super::context::Context;
use super::grammar::TACTIC;
use super::problem::{At, nearest, suggestion};
use super::tree::{self, Entry, Node, Table, Value};
use super::variant_name::words;

/// One strategy, ready to be read.
#[derive(Debug, Clone)]
pub struct Shaped {
    /// Unique name, such as `Ads, burst flight`.
    pub name: String,
    /// Name as written, such as `Ads`.
    pub written_name: String,
    /// The strategy of which this is one of several plans to be tried.
    pub plan_of: Option<String>,
    /// Its table: `label`, `plans` and `tactic`.
    pub(super) table: Table,
    pub(super) at: At,
}

/// Most strategies that lists may spread into.
const MOST: usize = 64;

/// Resolves all strategies of the top table.
pub(super) fn strategies(cx: &Context, top: &Table, top_at: At) -> Vec<Shaped> {
    let list = top.list("strategy");
    if list.is_empty() {
        let (text, help) = match top.get("strategy").map(|n| &n.value) {
            None | Some(Value::List(_)) => ("is not there", "add at least one [[strategy]] with a name"),
            Some(_) => ("is no list of tables", "write [[strategy]] with two brackets"),
        };
        cx.follows(top.get("strategy").map_or(top_at, |n| n.at), "strategy", text, help, &["strategy"]);
    }
    let mut named: Vec<(String, &Table, At)> = Vec::new();
    for (i, node) in list.iter().enumerate() {
        let path = format!("strategy[{i}]");
        let Some(table) = node.table() else {
            cx.problem(node.at, &path, format!("is {}", node.describe()), "write [[strategy]]");
            continue;
        };
        match table.get("name").map(|n| (&n.value, n.at)) {
            Some((Value::Text(name), at)) if named.iter().any(|(other, ..)| other == name) => {
                let text = format!("is {} again", tree::quoted(name));
                cx.problem(at, &format!("{path}.name"), text, "each strategy needs its own name");
            }
            Some((Value::Text(name), _)) if !name.trim().is_empty() => {
                named.push((name.clone(), table, node.at))
            }
            Some((_, at)) => {
                cx.problem(at, &format!("{path}.name"), "is no name", "a strategy needs a name in quotes");
            }
            None => cx.problem(node.at, &path, "has no name", "a strategy needs a name: add name = \"…\""),
        }
    }
    let mut shaped = Vec::new();
    for (name, table, at) in &named {
        let mut chain = vec![name.as_str()];
        let whole = inherit(cx, &named, table, &mut chain);
        spread(cx, name, &whole, *at, &mut shaped);
    }
    shaped
}

/// The name that a tactic goes by: its own, or its kind.
pub(super) fn tactic_name(table: &Table) -> &str {
    table.text("name").or_else(|| table.text("kind")).unwrap_or("")
}

/// The table with everything it inherits; `chain` holds the names on the way.
fn inherit<'a>(
    cx: &Context,
    named: &'a [(String, &'a Table, At)],
    table: &Table,
    chain: &mut Vec<&'a str>,
) -> Table {
    let name = chain.last().copied().unwrap_or("").to_owned();
    let key = |k: &str| format!("strategy.{}.{k}", tree::quoted(&name));
    let base = table.get("extends").and_then(|node| {
        let problem = |text, help: &str| cx.problem(node.at, &key("extends"), text, help);
        let Some(base) = node.text() else {
            problem(format!("is {}", node.describe()), "name one strategy");
            return None;
        };
        let found = named.iter().find(|(n, ..)| n == base);
        match found {
            Some((base, table, _)) if !chain.contains(&base.as_str()) => {
                chain.push(base);
                let base = inherit(cx, named, table, chain);
                chain.pop();
                return Some(base);
            }
            Some(_) => {
                problem(format!("is {}, which leads back to it", tree::quoted(base)), "break the circle")
            }
            None => {
                let names: Vec<&str> = named.iter().map(|(n, ..)| n.as_str()).collect();
                problem(format!("is {}", tree::quoted(base)), &suggestion(base, &names));
            }
        }
        None
    });
    let base = base.unwrap_or_default();
    let mut tactics = base.list("tactic").to_vec();
    remove(cx, table, &key("remove"), &mut tactics);
    let (inherited, own) = (tactics.len(), table.list("tactic"));
    for (i, node) in own.iter().enumerate() {
        let name = node.table().map_or("", tactic_name);
        let same = |n: &Node| !name.is_empty() && n.table().map_or("", tactic_name) == name;
        // What replaces an inherited one stands in its place; the rest is added, in the order written.
        match tactics[..inherited].iter().position(same) {
            Some(position) if !own[..i].iter().any(same) => tactics[position] = node.clone(),
            _ => tactics.push(node.clone()),
        }
    }
    let mut whole = table.clone();
    whole.entries.retain(|e| !["extends", "remove", "tactic"].contains(&e.key.as_str()));
    whole.entries.extend(base.entry("plans").filter(|_| table.get("plans").is_none()).cloned());
    if let Some(entry) = table.entry("tactic").filter(|e| !matches!(e.node.value, Value::List(_))) {
        whole.entries.push(entry.clone());
    } else if !tactics.is_empty() {
        let at = tactics[0].at;
        let node = Node::new(Value::List(tactics), at);
        whole.entries.push(Entry { key: "tactic".to_owned(), at, node });
    }
    whole
}

fn remove(cx: &Context, table: &Table, key: &str, tactics: &mut Vec<Node>) {
    let Some(node) = table.get("remove") else { return };
    let help = "write the names of inherited tactics, as in remove = [\"ads\"]";
    let Value::List(list) = &node.value else {
        return cx.problem(node.at, key, format!("is {}", node.describe()), help);
    };
    for item in list {
        let Value::Text(name) = &item.value else {
            cx.problem(item.at, key, format!("holds {}", item.describe()), help);
            continue;
        };
        let names: Vec<String> =
            tactics.iter().filter_map(Node::table).map(|t| tactic_name(t).to_owned()).collect();
        match names.iter().position(|n| n == name) {
            Some(position) => {
                tactics.remove(position);
            }
            None => {
                let near = nearest(name, names.iter().map(String::as_str));
                let help = near
                    .map_or("no such tactic is inherited".to_owned(), |n| format!("did you mean \"{n}\"?"));
                cx.problem(item.at, key, format!("names {}", tree::quoted(name)), help);
            }
        }
    }
}

/// Spreads lists among the tactics' keys: one strategy for each combination of values.
fn spread(cx: &Context, name: &str, table: &Table, at: At, out: &mut Vec<Shaped>) {
    let mut variants: Vec<(Vec<String>, Table)> = vec![(Vec::new(), table.clone())];
    for tactic in 0..table.list("tactic").len() {
        let lists = list_keys(cx, table, tactic);
        // A tactic is named once, and not where the strategy bears its name.
        let mut who = table.list("tactic")[tactic].table().map_or("", tactic_name);
        if who.eq_ignore_ascii_case(name) {
            who = "";
        }
        for (key, list) in lists {
            let path = format!("strategy.{}.{key}", tree::quoted(name));
            if list.is_empty() {
                // Left as it is: the reader says at its place what the key wants.
                continue;
            }
            if variants.len() * list.len() > MOST {
                let help = format!("at most {MOST} combinations can be tried");
                cx.problem(list[0].at, &path, "gives too many strategies", help);
                continue;
            }
            variants = variants
                .iter()
                .flat_map(|(said, table)| {
                    list.iter().map(|value| {
                        let more = words(who, &key, value);
                        ([&said[..], &[more]].concat(), with(table, tactic, &key, value))
                    })
                })
                .collect();
            who = "";
        }
    }
    let tried = plans(cx, name, table, variants.len());
    for (words, mut variant) in variants {
        let suffix = if words.is_empty() { String::new() } else { format!(", {}", words.join(", ")) };
        let plan_of = if tried { Some(name.to_owned()) } else { table.text("plan_of").map(str::to_owned) };
        if let Some(Node { value: Value::Text(label), .. }) = variant.get_mut("label")
            && plan_of.is_none()
        {
            label.push_str(&suffix);
        }
        let (name, written_name) = (format!("{name}{suffix}"), name.to_owned());
        if out.iter().any(|other| other.name == name) {
            let key = format!("strategy.{}", tree::quoted(&name));
            cx.problem(at, &key, "is there twice", "each strategy needs its own name");
            continue;
        }
        out.push(Shaped { name, written_name, plan_of, table: variant, at });
    }
}

/// Whether the variants are plans of one strategy, to be tried: where `plans` says how many there are.
fn plans(cx: &Context, name: &str, table: &Table, variants: usize) -> bool {
    let Some(node) = table.get("plans") else { return false };
    let key = format!("strategy.{}.plans", tree::quoted(name));
    let count = match node.value {
        Value::Whole(count) if count >= 1 => count as usize,
        _ => {
            cx.problem(node.at, &key, format!("is {}", node.written()), "write how many plans are tried");
            return false;
        }
    };
    if count != variants {
        let help = match variants {
            1 => "give a tactic's key a list of values to try, as in flight = [\"burst\", \"continuous\"]"
                .into(),
            n => format!("the lists among its tactics' keys give {n}; write plans = {n}"),
        };
        cx.problem(node.at, &key, format!("is {count}"), help);
    }
    count > 1
}

/// The keys of a tactic that hold a list of values to try; where one value is a list itself, a list of lists.
fn list_keys(cx: &Context, table: &Table, tactic: usize) -> Vec<(String, Vec<Node>)> {
    let Some(tactic) = table.list("tactic")[tactic].table() else { return Vec::new() };
    let keys = cx.grammar.keys_in(TACTIC, tactic.text("kind").unwrap_or_default());
    let is_one_list = |key: &str| keys.iter().any(|item| item.name() == key && item.is_list());
    let is_list = |node: &Node| matches!(node.value, Value::List(_));
    let lists = tactic.entries.iter().filter_map(|e| match &e.node.value {
        Value::List(list) if !is_one_list(&e.key) || list.iter().all(is_list) => {
            Some((e.key.clone(), list.clone()))
        }
        _ => None,
    });
    lists.collect()
}

/// The variant in which one key of one tactic has one value of its list.
fn with(table: &Table, tactic: usize, key: &str, value: &Node) -> Table {
    let mut table = table.clone();
    if let Some(Value::List(list)) = table.get_mut("tactic").map(|n| &mut n.value)
        && let Some(node) = list[tactic].table_mut().and_then(|inner| inner.get_mut(key))
    {
        *node = value.clone();
    }
    table
}
