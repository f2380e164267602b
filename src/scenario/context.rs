//! What all tables of one scenario share while they are read: texts, problems, assumptions, and the
//! resolved text so far.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::grammar::Grammar;
use super::plan::{Assumption, Unranged};
use super::problem::{At, Place, Problem, Source, line_and_column};
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
}

impl Context {
    fn note(&self, list: &RefCell<Vec<Problem>>, at: At, key: &str, text: String, help: String) {
        let source = &self.sources[at.source];
        let (line, column) = line_and_column(&source.text, at.start);
        let place = Place { file: source.name.clone(), line, column };
        let help = Some(help).filter(|h| !h.is_empty());
        list.borrow_mut().push(Problem { place, key: key.to_owned(), text, help, at });
    }

    /// Reports a problem: `key text; help`.
    pub fn problem(&self, at: At, key: &str, text: impl Into<String>, help: impl Into<String>) {
        self.note(&self.problems, at, key, text.into(), help.into());
    }

    /// Reports a warning.
    pub fn warning(&self, at: At, key: &str, text: impl Into<String>, help: impl Into<String>) {
        self.note(&self.warnings, at, key, text.into(), help.into());
    }

    /// A context of the same texts and keys, to read another tree with these draws.
    pub fn alike(&self, draws: BTreeMap<String, f64>) -> Context {
        let (sources, grammar) = (Arc::clone(&self.sources), self.grammar.clone());
        Context { sources, grammar, draws, ..Context::default() }
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
