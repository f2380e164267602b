//! Reads the `import` of a layer: the edge list that it names, and which columns of it mean what.

use std::path::{Path, PathBuf};

use super::declare::{Section, Word, choice, table};
use super::tree;
use crate::network::import::{Column, EdgeList, Imports, Reading};

choice! {
    impl for Column {
        None = "none",
        Strength = "strength",
        Probability = "probability",
    }
}

table! {
    /// Ties read from a file.
    pub struct Import in ["layers.*.import"], with (folder: &Path, imports: &Imports) {
        /// The edge list: two people a line, and perhaps a number; the path is relative to the scenario file.
        pub file: PathBuf = Text, by |s, key| file(s, key, folder);
        /// Column of the one who speaks: a name of the file's header, or its number from 1; by default found by the
        /// header (source and target, from and to, 源 and 目标, …), else the first.
        pub from: Option<String> = Text;
        /// Column of the one who hears; by default found by the header, else the second.
        pub to: Option<String> = Text;
        /// Column of the strength or probability, which is called the third column; by default found by the header
        /// (weight, count, 权重, …), else the third if it holds numbers.
        pub weight: Option<String> = Text;
        /// Whether talk runs from the second column to the first, as in a list of who follows whom; neutral: no.
        pub reverse: bool = Flag "false";
        /// What the third column means; by default "strength" if there is one, else "none".
        pub column: Column = Word, by |s, key| {
            let reading = Reading { from: from.clone(), to: to.clone(), weight: weight.clone(), reverse };
            column(s, key, (&file, &reading), imports)
        };
        /// Whether ties lead one way; by default what `directed` of the layer says.
        pub directed: Option<bool> = Flag, by |s, key| s.has(key.name).then(|| s.flag(key));
    }
}

impl Import {
    /// Which columns of the file mean what.
    pub(super) fn reading(&self) -> Reading {
        let Import { from, to, weight, reverse, .. } = self;
        Reading { from: from.clone(), to: to.clone(), weight: weight.clone(), reverse: *reverse }
    }
}

pub(super) fn import(
    s: &Section<'_>,
    key: &'static Word,
    folder: &Path,
    imports: &Imports,
) -> Option<Import> {
    let inner = s.has(key.name).then(|| s.table_or_empty(key.name))?;
    let import = Import::read(&inner, folder, imports);
    // `directed` is resolved beside the import.
    let lines: Vec<_> = inner.finish().into_iter().filter(|(key, _)| key != "directed").collect();
    s.record(key.name, tree::inline(&lines));
    Some(import)
}

/// Warns of what may have been read wrongly.
pub(super) fn caution(s: &Section<'_>, list: &EdgeList, column: Column, one_way: bool) {
    for said in list.cautions.iter().filter(|said| one_way || !said.contains("reverse = true")) {
        s.warning("import", "may be read wrongly", said.clone());
    }
    if let Some(third) =
        list.third.as_ref().filter(|third| third.looks_like_times() && column != Column::None)
    {
        let help = "such numbers look like times; column = \"none\" leaves them out";
        s.warning("import", format!("takes times as strengths ({})", third.range()), help);
    }
}

/// The path of the edge list.
fn file(s: &Section<'_>, key: &'static Word, folder: &Path) -> PathBuf {
    let file = s.maybe_text(key.name);
    if file.is_none() && !s.has(key.name) {
        s.problem("", "names no file", "add file = \"…\", an edge list");
    }
    folder.join(file.as_deref().unwrap_or_default())
}

/// What the third column means; the edge list is opened.
fn column(s: &Section<'_>, key: &'static Word, from: (&Path, &Reading), imports: &Imports) -> Column {
    let (file, reading) = from;
    let of = |column: Column| imports.read_as(file, reading, column);
    let plain = of(Column::None);
    if let Err(error) = &plain
        && let Some(name) = s.node("file").and_then(|node| node.text())
    {
        // A name that is no path is told as such.
        let text = format!("is {}", tree::quoted(name));
        s.follows("file", text, error.to_string(), &[&s.name("file")]);
    }
    let third = plain.as_ref().is_ok_and(|list| list.third.is_some()) || of(Column::Strength).is_ok();
    let column = s.choice_or(key, if third { Column::Strength } else { Column::None });
    if column == Column::None || plain.is_err() {
        return column;
    }
    match of(column) {
        Ok(_) => {}
        Err(_) if !third && reading.weight.is_none() => {
            s.problem(key.name, "asks for a third column", "the edge list has two columns; take this away");
        }
        Err(error) => {
            let place = if s.has(key.name) { key.name } else { "file" };
            let help = format!("{error}; mend the line, or column = \"none\" leaves the third column out");
            s.problem(place, format!("has a third column that is no {}", word(column)), help);
        }
    }
    column
}

fn word(column: Column) -> &'static str {
    match column {
        Column::None => "number",
        Column::Strength => "strength",
        Column::Probability => "probability",
    }
}
