//! The page of all defaults: one table for each part of a scenario file, in Markdown.

use super::super::key::Unit;
use super::super::registry::Registry;
use super::form::{Form, Word};
use super::{Grammar, Item, NUMBER, TACTIC, grammar};

const HEAD: &str = "# Every key and its default

<!-- Written by `groundswell schema --defaults`; change the declarations in `src/scenario`, not this page. -->

What a scenario may say, what holds where it says nothing, and where that comes from. *Assumed* means that \
nobody has measured the number: it is a starting point, not a fact. *From* names a source; *neutral* numbers \
switch off or change nothing. The range worth trying says how far others may reasonably assume otherwise; \
a number may state its own as `{ value = 0.6, range = [0.3, 1.0], why = \"…\" }`. \
What the numbers do stands in [model.md](model.md); for editors the same is in [schema.json](schema.json).

A share may be written as `0.6` or `\"60%\"`, a duration in `s m h d w y` (a year has 365 days).
";

/// The page of all defaults, in Markdown, with these kinds of tactics.
pub fn defaults_page(registry: &Registry) -> String {
    let open = vec![(String::new(), "The top of the file".to_owned())];
    let mut page = Page { grammar: &grammar(registry), text: HEAD.to_owned(), open };
    while !page.open.is_empty() {
        let (place, title) = page.open.remove(0);
        page.section(&place, "", &title, &[]);
        let common = page.grammar.keys_in(&place, "");
        for kind in page.grammar.kinds_of(&place) {
            page.section(&place, kind, &format!("{title} with `kind = \"{kind}\"`"), &common);
        }
    }
    page.section(NUMBER, "", "A number with its range", &[]);
    page.text
}

/// The page so far, and the parts that it has led on to: places and titles.
struct Page<'a> {
    grammar: &'a Grammar,
    text: String,
    open: Vec<(String, String)>,
}

impl Page<'_> {
    /// The table of one part.
    fn section(&mut self, place: &str, kind: &str, title: &str, common: &[Item]) {
        self.text.push_str(&format!("\n## {title}\n\n"));
        self.text.push_str("| key | what it is | default | unit | worth trying | source |\n");
        self.text.push_str("|---|---|---|---|---|---|\n");
        self.rows(place, kind, "", common);
    }

    /// One line for each key; tables inside follow as dotted keys.
    fn rows(&mut self, place: &str, kind: &str, prefix: &str, common: &[Item]) {
        let mut items = self.grammar.keys_in(place, kind);
        items.retain(|item| !common.iter().any(|other| other.name() == item.name()));
        items.sort_by_key(|item| rank(*item));
        for item in items {
            let name = format!("{prefix}{}", item.name());
            self.text.push_str(&row(self.grammar, item, &name));
            let word = match item {
                Item::Other(word) => word,
                Item::Number(key) => {
                    if !key.table.is_empty() {
                        self.rows(key.table, "", &format!("{name}."), &[]);
                    }
                    continue;
                }
            };
            let inner: &[Form] = if let Form::Either(forms) = word.form { forms } else { &[word.form] };
            for form in inner {
                let (table, title) = match form {
                    Form::Table(table) if place.is_empty() => (table, format!("`[{table}]`")),
                    Form::Named(table) => (table, format!("`[{}]`", table.replace('*', "NAME"))),
                    Form::List(Form::Table(table)) if table.starts_with("strategy") => {
                        (table, format!("`[[{table}]]`"))
                    }
                    Form::Table(table) => {
                        self.rows(table, "", &format!("{name}."), &[]);
                        continue;
                    }
                    Form::List(Form::Table(table)) => {
                        self.rows(table, "", &format!("{name}[]."), &[]);
                        continue;
                    }
                    _ => continue,
                };
                self.open.push(((*table).to_owned(), title));
            }
        }
    }
}

/// Words first, then numbers, then tables with what they hold.
fn rank(item: Item) -> u8 {
    match item {
        Item::Number(_) => 1,
        Item::Other(Word { form: Form::Table(_) | Form::Either(_), .. }) => 2,
        Item::Other(_) => 0,
    }
}

fn row(grammar: &Grammar, item: Item, name: &str) -> String {
    let or_dash = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let origin = item.origin().unwrap_or_default();
    let (default, origin) = match origin.strip_prefix("by default ") {
        Some(follows) => (follows.to_owned(), ""),
        None => (item.default_written().map(|d| format!("`{d}`")).unwrap_or_default(), origin),
    };
    let plausible = match item {
        Item::Number(key) => key.plausible.map(|(from, to)| format!("{from} to {to}")),
        Item::Other(_) => None,
    };
    let cells = [
        format!("`{name}`"),
        item.meaning().to_owned(),
        or_dash(default),
        unit(grammar, item),
        or_dash(plausible.unwrap_or_default()),
        or_dash(origin.to_owned()),
    ];
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

/// What is written under a key, in a word or two.
fn unit(grammar: &Grammar, item: Item) -> String {
    let quoted = |words: &[&str]| words.iter().map(|w| format!("`\"{w}\"`")).collect::<Vec<_>>().join(" or ");
    match item {
        Item::Number(key) => {
            let unit = match key.unit {
                Unit::Days => "duration",
                other => other.name(),
            };
            let table = if key.table.is_empty() { "" } else { ", or table" };
            let words =
                if key.words.is_empty() { String::new() } else { format!(", or {}", quoted(key.words)) };
            format!("{unit}{words}{table}")
        }
        Item::Other(Word { form: Form::Kind, .. }) => quoted(&grammar.kinds_of(TACTIC)),
        Item::Other(word) => form_in_words(word.form, &quoted),
    }
}

fn form_in_words(form: Form, quoted: &dyn Fn(&[&str]) -> String) -> String {
    match form {
        Form::Text | Form::Kind | Form::Within => "text".to_owned(),
        Form::Word(options) => quoted(options),
        Form::Flag => "`true` or `false`".to_owned(),
        Form::Yes => "`true`".to_owned(),
        Form::Date => "date".to_owned(),
        Form::Days => "duration".to_owned(),
        Form::Moment => "date or duration from the start".to_owned(),
        Form::Trigger => "date, duration from the start, or condition".to_owned(),
        Form::Amount => "as its key".to_owned(),
        Form::Range => "two numbers, as its key".to_owned(),
        Form::Values => "table of dotted keys and values".to_owned(),
        Form::Person => "text or whole number".to_owned(),
        Form::TiesAndShare => "pair of ties and share".to_owned(),
        Form::List(Form::Text) => "list of texts".to_owned(),
        Form::List(Form::Days) => "list of durations".to_owned(),
        Form::List(Form::Person) => "list of texts or whole numbers".to_owned(),
        Form::List(Form::TiesAndShare) => "list of pairs: ties and share".to_owned(),
        Form::List(Form::Table(_)) => "list of tables".to_owned(),
        Form::List(inner) => format!("list: {}", form_in_words(*inner, quoted)),
        Form::Table(_) => "table".to_owned(),
        Form::Named(_) => "tables under names".to_owned(),
        Form::Either(forms) => {
            forms.iter().map(|form| form_in_words(*form, quoted)).collect::<Vec<_>>().join(" or ")
        }
    }
}
