//! A file of cascades in a dozen numbers.

use std::fmt;

use serde::Serialize;

use super::{Cascade, Tree};

/// Points of a law that are shown.
const POINTS: [f64; 3] = [0.1, 0.5, 0.9];

/// One cascade in figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// As the file calls it.
    pub cascade: String,
    /// Nodes, the root included.
    pub size: u32,
    /// Steps from the root to the farthest node.
    pub depth: u32,
    /// Mean distance between all pairs of nodes.
    pub structural_virality: f64,
}

impl Row {
    /// The figures of a cascade's tree.
    pub fn of(cascade: &Cascade) -> Row {
        let Tree { size, depth, virality, .. } = cascade.tree();
        Row { cascade: cascade.name.clone(), size, depth, structural_virality: virality }
    }
}

/// What the cascades of a file are like.
///
/// Quantiles are those of some tree, so that sizes and depths stay whole: at p, the value ranked
/// ⌊(n − 1)·p⌋ from 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Description {
    pub trees: usize,
    /// Nodes of all trees.
    pub nodes: u64,
    /// Largest tree: its name and size; of several the first.
    pub largest: (String, u32),
    /// Sizes: quantiles .1 .5 .9, most, mean.
    pub size: [f64; 5],
    /// Depths, likewise.
    pub depth: [f64; 5],
    /// Structural virality ν, likewise.
    pub virality: [f64; 5],
    /// Σν over all trees.
    pub virality_sum: f64,
}

/// Sums up the rows of a file.
pub fn describe(rows: &[Row]) -> Description {
    let largest = rows.iter().rev().max_by_key(|row| row.size);
    Description {
        trees: rows.len(),
        nodes: rows.iter().map(|row| u64::from(row.size)).sum(),
        largest: largest.map_or((String::new(), 0), |row| (row.cascade.clone(), row.size)),
        size: law(rows.iter().map(|row| f64::from(row.size))),
        depth: law(rows.iter().map(|row| f64::from(row.depth))),
        virality: law(rows.iter().map(|row| row.structural_virality)),
        virality_sum: rows.iter().map(|row| row.structural_virality).sum(),
    }
}

/// Quantiles, largest and mean of some values; 0 where there are none.
fn law(values: impl Iterator<Item = f64>) -> [f64; 5] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let Some(last) = values.len().checked_sub(1) else { return [0.0; 5] };
    let [low, middle, high] = POINTS.map(|p| values[(p * last as f64).floor() as usize]);
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    [low, middle, high, values[last], mean]
}

impl fmt::Display for Description {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<24}{:>12}", "trees", self.trees)?;
        writeln!(f, "{:<24}{:>12}", "nodes", self.nodes)?;
        let (name, size) = &self.largest;
        writeln!(f, "{:<24}{size:>12} (cascade {name})", "largest tree")?;
        writeln!(f, "{:<24}{:>12.6}", "sum of virality", self.virality_sum)?;
        writeln!(f, "\n{:<24}{:>12}{:>12}{:>12}{:>12}{:>12}", "", "p10", "p50", "p90", "most", "mean")?;
        let mut line = |name: &str, law: &[f64; 5], digits: usize| {
            write!(f, "{name:<24}")?;
            law[..4].iter().try_for_each(|value| write!(f, "{value:>12.digits$}"))?;
            writeln!(f, "{:>12.3}", law[4])
        };
        line("nodes a tree", &self.size, 0)?;
        line("depth", &self.depth, 0)?;
        line("structural virality", &self.virality, 3)
    }
}
