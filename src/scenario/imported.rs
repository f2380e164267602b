//! How imported networks were read, for `check` and the findings.

use super::Scenario;
use super::plan::{Layer, LayerKind};

/// How an imported network was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// Name of its layer.
    pub layer: String,
    /// Name of its file.
    pub file: String,
    /// People named.
    pub people: u32,
    /// Lines that are ties between two people, repeats included.
    pub lines: u64,
    /// What is not plain about it, a sentence each.
    pub said: Vec<String>,
}

impl Scenario {
    /// How each imported network was read, in the order of the layers.
    pub fn imported(&self) -> Vec<Imported> {
        let of = |layer: &Layer| {
            let LayerKind::Import { file, column, reading } = &layer.kind else { return None };
            let list = self.imports.read_as(file, reading, *column).ok()?;
            let said = list.account(Some(*column), layer.directed);
            let file = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Some(Imported { layer: layer.name.clone(), file, people: list.people, lines: list.lines(), said })
        };
        self.plan.layers.iter().filter_map(of).collect()
    }
}
