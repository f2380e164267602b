//! Headers of tables: brackets and names.

use std::ops::Range;

use super::mender::Mender;
use super::names::key_as_meant;
use super::words::narrowed;
use crate::scenario::tree;

impl Mender<'_> {
    /// A line that begins with a bracket.
    pub(super) fn header(&mut self) {
        let start = self.at;
        let line = self.line();
        let content = line[..comment(line)].trim_end();
        let end = start + content.len();
        let narrow = narrowed(content);
        let (opened, closed) = (narrow.len() - narrow.trim_start_matches('[').len(), closing(&narrow));
        let inner = narrow.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
        let (inner, written) =
            (inner.trim_end_matches([':', ';', '=']).trim().to_owned(), content.to_owned());
        let mut names: Vec<String> = Vec::new();
        split(&inner).iter().for_each(|name| names.push(key_as_meant(name)));
        let mut like = None;
        if let Some(first) = names.first().cloned()
            && self.known.in_list(&first).is_none()
            && let Some(table) = self.known.table_like(&first)
        {
            names[0] = table.to_owned();
            like = Some(table);
        }
        if names.len() > 1 {
            let whole = format!("{}.{}", names[0], names[1]);
            let near = ["tactic", "segments"].iter().find(|n| {
                self.known.in_list(&whole).is_none()
                    && self.known.in_list(&format!("{}.{n}", names[0])) == Some(true)
                    && strsim::damerau_levenshtein(n, &names[1].to_lowercase()) <= 2
            });
            if let Some(near) = near {
                names[1] = (*near).to_owned();
                like = Some("tactic");
            }
        }
        if names.len() == 2 && names[0] == "strategy" && self.known.in_list(&names.join(".")).is_none() {
            return self.name_in_header(start..end, &names[1]);
        }
        let name = names.join(".");
        let in_list = self.known.in_list(&name).unwrap_or(opened >= 2);
        let right = if in_list { format!("[[{name}]]") } else { format!("[{name}]") };
        let same = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        if !name.is_empty() && same(&right) != same(&written) {
            let brackets = if in_list { 2 } else { 1 };
            let (text, help) = if like.is_some() {
                (format!("{written} is no table"), format!("did you mean {right}?"))
            } else if narrow != written {
                (
                    format!("{written} is no header"),
                    format!("brackets and letters are the plain ones: write {right}"),
                )
            } else if opened == closed && opened != brackets && opened <= 2 && in_list {
                (
                    format!("{written} has one bracket"),
                    format!("there may be several, one after the other: write {right}"),
                )
            } else if opened == closed && opened != brackets {
                (format!("{written} has two brackets"), format!("there is only one: write {right}"))
            } else if closed < opened.min(2) {
                (format!("{written} is not closed"), format!("write {right}"))
            } else {
                (format!("{written} is no header"), format!("write {right}"))
            };
            self.slip(start..end, String::new(), text, help);
            self.edits.replace(start..end, right);
        }
        self.enter(name, in_list, start);
        self.skip_line();
    }

    /// A header that names a strategy or a tactic, whose names stand below.
    fn name_in_header(&mut self, at: Range<usize>, name: &str) {
        let written = self.text[at.clone()].to_owned();
        self.skip_line();
        let body = self.rest();
        let body = &body[..body.find("\n[").unwrap_or(body.len())];
        let has = |key: &str| {
            body.lines()
                .any(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')))
        };
        let (table, key) = if ["kind", "spend", "budget", "starts", "staff"].into_iter().any(has) {
            ("strategy.tactic", "kind")
        } else {
            ("strategy", "name")
        };
        let value = tree::quoted(name.trim_matches(['"', '\'']));
        let help = format!("write [[{table}]], and below it {key} = {value}");
        let below = if has(key) { String::new() } else { format!("\n{key} = {value}") };
        self.slip(at.clone(), String::new(), format!("{written} is no table"), help);
        self.edits.replace(at.clone(), format!("[[{table}]]{below}"));
        self.enter(table.to_owned(), true, at.start);
    }

    /// Keys stand in this table from here on.
    pub(super) fn enter(&mut self, name: String, in_list: bool, start: usize) {
        if in_list {
            self.lists += 1;
            self.place = format!("{name}#{}", self.lists);
        } else {
            self.place =
                match self.place.split_once('#').filter(|(list, _)| name.starts_with(&format!("{list}."))) {
                    Some(_) => format!("{name}#{}", self.lists),
                    None => name.clone(),
                };
            self.twice(self.place.clone(), start);
        }
        self.header = name;
    }
}

/// Brackets at the end.
fn closing(narrow: &str) -> usize {
    let inner = narrow.trim_end_matches([':', ';', '=', ' ', '.', ',']);
    inner.len() - inner.trim_end_matches(']').len()
}

/// Where a comment begins, outside quotes.
fn comment(line: &str) -> usize {
    let mut quote = None;
    for (i, c) in line.char_indices() {
        match quote {
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '#' => return i,
            None => {}
        }
    }
    line.len()
}

/// The names between dots, outside quotes.
fn split(inner: &str) -> Vec<String> {
    let (mut parts, mut quote) = (vec![String::new()], None);
    for c in inner.chars() {
        match quote {
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '.' => {
                parts.push(String::new());
                continue;
            }
            None => {}
        }
        if let Some(last) = parts.last_mut() {
            last.push(c);
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}
