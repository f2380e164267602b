//! Names and texts that could not be shown: control characters, and names of nothing.

use super::context::Context;
use super::problem::{At, is_control};
use super::tree::{self, Node, Table, Value};

/// Texts that may have several lines.
const LONG: [&str; 3] = ["question", "why", "free_because"];
/// Names that are shown.
const NAMES: [&str; 2] = ["name", "label"];

/// Notes every text and every name of one's own that holds a control character, or nothing.
pub(super) fn check(cx: &Context, tree: &Table) {
    walk(cx, tree, "");
}

fn walk(cx: &Context, table: &Table, path: &str) {
    for entry in &table.entries {
        let own =
            if path.is_empty() { tree::key(&entry.key) } else { format!("{path}.{}", tree::key(&entry.key)) };
        let named = matches!(path, "layers" | "channels");
        if entry.key.chars().any(is_control) {
            let text = format!("is called by a {}", control(&entry.key));
            cx.problem(entry.at, &own, text, "take it away");
        } else if named && entry.key.trim().is_empty() {
            cx.problem(entry.at, &own, "has no name", "give it a name");
        }
        of(cx, &entry.node, &entry.key, &own);
    }
}

fn of(cx: &Context, node: &Node, key: &str, path: &str) {
    match &node.value {
        Value::Text(text) => text_of(cx, node.at, text, key, path),
        Value::List(list) => {
            for (i, node) in list.iter().enumerate() {
                let inner = if node.table().is_some() { format!("{path}[{i}]") } else { path.to_owned() };
                of(cx, node, key, &inner);
            }
        }
        Value::Table(table) => walk(cx, table, path),
        Value::Whole(_) | Value::Float(_) | Value::Flag(_) | Value::Date(_) | Value::Other(_) => {}
    }
}

fn text_of(cx: &Context, at: At, text: &str, key: &str, path: &str) {
    let of_lines = |c: char| LONG.contains(&key) && (c == '\n' || c == '\t');
    let bad = |text: &str| text.chars().any(|c| is_control(c) && !of_lines(c));
    if bad(text) {
        let written = cx.sources[at.source].text.get(at.start..at.end).unwrap_or_default();
        if bad(written) && !written.contains('\n') {
            // It stands there itself, and the parser has said so.
            return;
        }
        if key == "file" && written.starts_with('"') && written.contains('\\') {
            let path_as_meant = written.trim_matches('"').replace("\\\\", "/").replace('\\', "/");
            let literal = written.trim_matches('"');
            let help = format!("\\ is special between \"…\": write \"{path_as_meant}\" or '{literal}'");
            cx.problem(at, path, format!("is {written}, which holds a {}", control(text)), help);
        } else {
            cx.problem(at, path, format!("holds a {}", control(text)), "take it away: it cannot be shown");
        }
    } else if NAMES.contains(&key) && text.trim().is_empty() && !is_strategys_name(path) {
        cx.problem(at, path, "is empty", "write a name, or leave the line out");
    }
}

/// Whether it is the name of a strategy, which is judged where strategies are told apart.
fn is_strategys_name(path: &str) -> bool {
    path.starts_with("strategy[") && path.matches('.').count() == 1 && path.ends_with(".name")
}

/// The first control character, in words.
fn control(text: &str) -> String {
    match text.chars().find(|c| is_control(*c)) {
        Some('\n') => "line break".to_owned(),
        Some('\t') => "tab".to_owned(),
        Some('\r') => "carriage return".to_owned(),
        Some(c) => format!("control character (U+{:04X})", u32::from(c)),
        None => "control character".to_owned(),
    }
}
