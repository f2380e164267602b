//! What all tables of one scenario share while they are read: texts, problems, assumptions, and the
//! resolved text so far.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::grammar::Grammar;
use super::plan::{Assumption, Unranged};
use super::problem::{At, Place, Problem, Problems, Source, TOP};
use super::table_file::Files;
use super::tree;

/// What all sections of one scenario share.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// The texts that values come from.
    pub sources: Arc<[Source]>,
    /// Problems, which keep the scenario from being run.
    pub problems: RefCell<Vec<Problem>>,
    /// Warnings.
    pub warnings: RefCell<Vec<Problem>>,
    /// What values given from outside changed beside themselves, in words.
    pub changes: RefCell<Vec<String>>,
    /// Every key there is, those of the registered tactics among them.
    pub grammar: Grammar,
    /// Numbers written with a range.
    pub assumptions: RefCell<Vec<Assumption>>,
    /// Numbers that are marked assumed and carry no range.
    pub unranged: RefCell<Vec<Unranged>>,
    /// Values that take the place of assumed ones, by the assumption's name.
    pub draws: BTreeMap<String, f64>,
    /// The resolved scenario so far.
    pub resolved: RefCell<String>,
    /// How tables that the scenario names were read, a sentence each.
    pub tables: RefCell<Vec<String>>,
    /// Where files that the scenario names lie.
    pub files: Files,
    /// Keys on lines that could not be read.
    pub unread: RefCell<Vec<String>>,
}

/// The source of the default networks, which are no lines of the user's.
pub(super) const DEFAULTS: usize = 1;

impl Context {
    fn note(&self, list: &RefCell<Vec<Problem>>, problem: Problem) {
        let at = if problem.at.source == DEFAULTS { TOP } else { problem.at };
        list.borrow_mut().push(Problem { at, ..problem });
    }

    /// Reports a problem: `key text; help`.
    pub fn problem(&self, at: At, key: &str, text: impl Into<String>, help: impl Into<String>) {
        self.note(&self.problems, found(at, key, text.into(), help.into()));
    }

    /// Reports a problem that is told only where none of the keys that begin so is wrong itself.
    pub fn follows(
        &self,
        at: At,
        key: &str,
        text: impl Into<String>,
        help: impl Into<String>,
        from: &[&str],
    ) {
        let follows_from = from.iter().map(|key| (*key).to_owned()).collect();
        self.note(&self.problems, Problem { follows_from, ..found(at, key, text.into(), help.into()) });
    }

    /// Reports a problem that is told only where no other stands at its place.
    pub fn yields(&self, at: At, key: &str, text: impl Into<String>, help: impl Into<String>) {
        self.note(&self.problems, Problem { yields: true, ..found(at, key, text.into(), help.into()) });
    }

    /// Reports a warning.
    pub fn warning(&self, at: At, key: &str, text: impl Into<String>, help: impl Into<String>) {
        self.note(&self.warnings, found(at, key, text.into(), help.into()));
    }

    /// All problems, and none that only follows from others.
    pub fn all_problems(self) -> Problems {
        Problems::new(self.problems.into_inner(), self.sources, false, &self.unread.into_inner())
    }

    /// A context of the same texts and keys, to read another tree with these draws.
    pub fn alike(&self, draws: BTreeMap<String, f64>) -> Context {
        let (sources, grammar) = (Arc::clone(&self.sources), self.grammar.clone());
        Context { sources, grammar, draws, files: self.files.clone(), ..Context::default() }
    }

    /// Notes how a table in a file was read, once.
    pub fn note_table(&self, said: String) {
        let mut tables = self.tables.borrow_mut();
        if !tables.contains(&said) {
            tables.push(said);
        }
    }

    /// Notes what a value given from outside changed beside itself.
    pub fn note_change(&self, text: String) {
        self.changes.borrow_mut().push(text);
    }

    /// Adds lines to the resolved scenario under a header (empty for the top).
    pub fn write(&self, header: &str, lines: &[(String, String)]) {
        let mut out = self.resolved.borrow_mut();
        if !header.is_empty() {
            out.push_str(&format!("\n{header}\n"));
        }
        for (key, value) in lines {
            out.push_str(&format!("{} = {value}\n", tree::key(key)));
        }
    }
}

fn found(at: At, key: &str, text: String, help: String) -> Problem {
    let (key, help) = (key.to_owned(), Some(help).filter(|h| !h.is_empty()));
    Problem { place: Place::default(), key, text, help, at, follows_from: Vec::new(), yields: false }
}
