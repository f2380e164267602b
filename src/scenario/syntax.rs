//! The file as a tree: what is no TOML is told with what to write, and read as it was meant, so that the
//! rest of the file is judged as well.

use std::collections::{HashMap, HashSet};

use super::context::Context;
use super::grammar::Grammar;
use super::problem::{At, TOP, is_control};
use super::tree::{self, Node, Table, Value};
use super::typed::{self, Known, Mended};

/// Parses the file, which is the first source. Every mistake of syntax is noted.
pub(super) fn read(cx: &Context) -> Table {
    let text = &cx.sources[0].text;
    let (tree, errors) = tree::parse(text, 0);
    if errors.is_empty() && is_in_shape(&tree, &cx.grammar) {
        return tree;
    }
    if let Some((what, help)) = other_format(text) {
        cx.problem(TOP, "", what, help);
        // That no strategy is there follows from it.
        cx.unread.borrow_mut().push("strategy".to_owned());
        return tree;
    }
    let mended = typed::mend(text, &cx.grammar);
    let back = &mended.back;
    let (meant, left) = tree::parse_mended(&mended.text, back, text, 0);
    for slip in &mended.slips {
        let at = At { source: 0, start: slip.at.start, end: slip.at.end };
        match slip.yields {
            true => cx.yields(at, &slip.key, &slip.text, &slip.help),
            false => cx.problem(at, &slip.key, &slip.text, &slip.help),
        }
    }
    // Nothing was found that the parser stumbled over: it speaks for itself.
    let silent = mended.slips.is_empty() && left.is_empty();
    let remaining = if silent { &errors } else { &left };
    tell(cx, text, &mended, remaining);
    if silent { tree } else { meant }
}

/// Notes what the parser said, once a line, and not on lines whose mistake is told already.
fn tell(cx: &Context, text: &str, mended: &Mended, errors: &[(At, String)]) {
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let line_of = |byte: usize| starts.partition_point(|start| *start <= byte);
    let told: HashSet<usize> = mended.slips.iter().map(|slip| line_of(slip.at.start)).collect();
    let mut keys: HashMap<usize, Vec<&String>> = HashMap::new();
    for (start, key) in &mended.keys {
        keys.entry(line_of(*start)).or_default().push(key);
    }
    let mut lines = HashSet::new();
    for (at, message) in errors {
        let line = line_of(at.start);
        if told.contains(&line) || !lines.insert(line) {
            continue;
        }
        cx.unread.borrow_mut().extend(keys.get(&line).into_iter().flatten().map(|key| (*key).clone()));
        // The brackets of a header stand before its name.
        let twice = (0..3).find_map(|back| {
            let start = at.start.checked_sub(back)?;
            Some((start, *mended.twice.get(&start)?))
        });
        let control =
            text.get(at.start..).and_then(|t| t.chars().next()).filter(|c| is_control(*c) && *c != '\n');
        match (twice.filter(|_| message.contains("duplicate key")), control) {
            (Some((start, first)), _) => {
                let word = text.get(start..).and_then(|t| t.lines().next()).unwrap_or_default();
                let word = word.split(['=', '#']).next().unwrap_or_default().trim();
                let said = format!("{word} stands there twice; the first is in line {}", line_of(first));
                cx.problem(*at, "", said, "put both together");
            }
            (None, Some(c)) => {
                let said = format!("here stands a control character (U+{:04X})", u32::from(c));
                cx.problem(*at, "", said, "take it away: it cannot be shown");
            }
            (None, None) => cx.problem(*at, "", format!("this is not TOML: {message}"), ""),
        }
    }
}

/// Whether the tables of the top are tables and lists are lists, so that nothing is amiss with headers.
fn is_in_shape(tree: &Table, grammar: &Grammar) -> bool {
    let of_strategy = |node: &Node| {
        node.table().is_none_or(|t| t.get("tactic").is_none_or(|n| n.table().is_none()))
            && node.table().is_none_or(|t| t.entries.iter().all(|e| e.node.table().is_none()))
    };
    tree.entries.iter().all(|entry| match (&entry.node.value, grammar.in_list(&entry.key)) {
        (Value::Table(_), in_list) => in_list == Some(false),
        (Value::List(list), Some(true)) => list.iter().all(of_strategy),
        (Value::List(list), _) => !list.iter().any(|node| node.table().is_some()),
        _ => true,
    })
}

/// The name of another format that a text is in, where that is plain to see.
fn other_format(text: &str) -> Option<(&'static str, &'static str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let head = |sign: &str| text.starts_with(sign);
    if head("PK\u{3}\u{4}") {
        return Some((
            "this is a ZIP or Excel file",
            "a scenario is a text in TOML: see scenarios/01-first-steps.toml",
        ));
    }
    if head("<?xml") || head("<!DOCTYPE") || head("<html") {
        return Some((
            "this is XML or HTML",
            "a scenario is a text in TOML: see scenarios/01-first-steps.toml",
        ));
    }
    let json = head("{") && text.trim_end().ends_with('}');
    json.then_some(("this is JSON", "a scenario is written in TOML: [table] and key = value lines"))
}
