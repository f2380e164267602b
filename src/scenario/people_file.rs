//! Seeds from a table: `list = { file = "…", column = "…" }`.

use super::declare::{Section, table};
use super::market::Market;
use super::network::Network;
use super::quantity::figure;
use super::table_file::{Column, TableFile};
use super::tree::{self, Node, Table};
use crate::delimited::{missing, plain_id};

table! {
    /// People listed in a file.
    pub struct PeopleFile in ["seeds.pick.list"] {
        /// A table with their ids; the path is relative to the scenario file.
        pub file: Option<String> = Text;
        /// Column of the ids: a name of the header, or a number from 1; by default the one called id, person, user, 用户,
        /// …, or the only one.
        pub column: Option<String> = Text;
    }
}

/// Names by which a column of ids is known.
const IDS: [&str; 20] = [
    "id",
    "person",
    "user",
    "user_id",
    "userid",
    "node",
    "member",
    "name",
    "seed",
    "seeds",
    "uid",
    "编号",
    "用户",
    "用户id",
    "用户编号",
    "人",
    "姓名",
    "成员",
    "种子",
    "种子用户",
];
/// Most mistakes of one file that are told.
const TOLD: usize = 3;

/// The ids that a file lists; every mistake is reported at the name of the file.
pub(super) fn people(
    s: &Section<'_>,
    (table, node): (&Table, &Node),
    market: &Market,
    network: &Network,
) -> Vec<String> {
    let inner = Section::new(s.cx, table, s.name("list"), node.at);
    let of = PeopleFile::read(&inner);
    let ids = match &of.file {
        Some(name) => listed(&inner, name, of.column.as_deref(), market, network),
        None if inner.has("file") => Vec::new(),
        None => {
            inner.problem("", "names no file", "add file = \"…\", a table with the ids of people");
            Vec::new()
        }
    };
    inner.finish();
    let written: Vec<String> = ids.iter().map(|id| tree::quoted(id)).collect();
    s.record("list", format!("[{}]", written.join(", ")));
    ids
}

fn listed(
    s: &Section<'_>,
    name: &str,
    column: Option<&str>,
    market: &Market,
    network: &Network,
) -> Vec<String> {
    let table = match s.cx.files.table(name) {
        Ok(table) => table,
        Err(words) => {
            s.refuse("file", tree::quoted(name), words);
            return Vec::new();
        }
    };
    let column = match table.column("column", column, &IDS) {
        Ok(column) => column,
        Err(words) => {
            let key = if s.has("column") { "column" } else { "file" };
            s.problem(key, format!("does not say which column of {name} is meant"), words);
            return Vec::new();
        }
    };
    let mut mistakes = Vec::new();
    if table.below(column).is_empty() {
        mistakes.push((
            format!("names nobody ({} holds a header only)", table.name),
            "write a row a person".into(),
        ));
    }
    let ids = ids(&table, column, market, network, &mut mistakes);
    for (text, help) in mistakes.iter().take(TOLD) {
        s.problem("file", text, help.clone());
    }
    if mistakes.len() > TOLD {
        let more = format!("names {} more that are wrong", mistakes.len() - TOLD);
        s.problem("file", more, "mend them likewise");
    }
    if mistakes.is_empty() {
        let holds = format!("{} ids in {}", figure(ids.len() as f64), table.name_of(column));
        s.cx.note_table(table.account(&holds));
    }
    ids
}

/// The ids of a column, and what is wrong with them: in words, and what would do.
fn ids(
    table: &TableFile,
    column: Column,
    market: &Market,
    network: &Network,
    mistakes: &mut Vec<(String, String)>,
) -> Vec<String> {
    let edge_list = network.lists.first();
    let mut lines: std::collections::HashMap<u32, u64> = std::collections::HashMap::new();
    let mut ids = Vec::new();
    for (line, fields) in table.below(column) {
        let field = fields[column.at].as_str();
        let id = std::str::from_utf8(plain_id(field.as_bytes())).unwrap_or(field);
        let place = table.place(*line, column);
        if missing(field) {
            mistakes
                .push((format!("holds nobody ({place} is {})", tree::quoted(field)), "write an id".into()));
            continue;
        }
        let person = match edge_list {
            Some(list) => list.person(id),
            None => id.parse::<u32>().ok().filter(|n| *n < market.people),
        };
        let Some(person) = person else {
            let mut help = match edge_list {
                Some(_) => "the edge list has nobody of that name".to_owned(),
                None => format!("people are numbered from 0 to {}", figure(f64::from(market.people) - 1.0)),
            };
            if !column.header && ids.is_empty() && mistakes.is_empty() {
                help += &format!("; if it names the column, say column = {}", tree::quoted(field));
            }
            mistakes.push((format!("names a stranger ({place} is {})", tree::quoted(field)), help));
            continue;
        };
        if let Some(earlier) = lines.insert(person, *line) {
            let text = format!("names {} twice ({place}, and line {earlier})", tree::quoted(field));
            mistakes.push((text, "take one away".into()));
            continue;
        }
        ids.push(id.to_owned());
    }
    ids
}
