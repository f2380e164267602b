//! Trees of a cascade: where each person got it from, how far it went, and in what form.
//!
//! A tree is a broadcast (one root, everybody at distance one), a chain, or something between;
//! its structural virality tells which.

mod describe;
mod read;

pub use describe::{Description, Row, describe};
pub use read::{Cascade, CascadeError};

use petgraph::graph::{DiGraph, NodeIndex};
use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::engine::record::Adoption;
use crate::units::PersonId;

/// One tree of a cascade.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tree {
    /// Its root: a position in the list of parents, or the person of a ledger.
    pub root: u32,
    /// Nodes, the root included.
    pub size: u32,
    /// Steps from the root to the farthest node.
    pub depth: u32,
    /// Structural virality ν: mean distance between all pairs of nodes, 0 for one node alone
    /// (Goel, Anderson, Hofman & Watts 2016, *Management Science* 62:180). A star has almost 2, a
    /// chain of n has (n + 1)/3.
    pub virality: f64,
}

/// The trees of a list of parents, by their roots' positions; `None` is a root.
///
/// O(n), through ν = 2·Σ s(n − s) / (n(n − 1)) over all nodes but the root, with s the size of the
/// node's subtree: the tie above a node lies on the way between s and n − s nodes. Whole numbers
/// until the last division, so no order can show.
///
/// - `parents`, shape `[n]`: the position of each node's parent, which stands before the node
///
/// # Panics
/// If a parent does not stand before its child, or there are more than 2³² nodes: a bug in the caller.
pub fn trees(parents: &[Option<u32>]) -> Vec<Tree> {
    assert!(u32::try_from(parents.len()).is_ok(), "more nodes than 32 bits can number");
    let before =
        |node: usize, parent: u32| assert!((parent as usize) < node, "{parent} is not before {node}");
    // Going up, each node has its whole subtree by the time its parent is reached.
    let mut size = vec![1_u32; parents.len()];
    for (node, parent) in parents.iter().enumerate().rev() {
        if let Some(parent) = *parent {
            before(node, parent);
            size[parent as usize] += size[node];
        }
    }
    let mut trees: Vec<Tree> = Vec::new();
    let mut apart: Vec<u128> = Vec::new();
    // Tree and depth of each node.
    let mut stands: Vec<(u32, u32)> = Vec::with_capacity(parents.len());
    for (node, parent) in parents.iter().enumerate() {
        let Some(parent) = *parent else {
            stands.push((trees.len() as u32, 0));
            trees.push(Tree { root: node as u32, size: size[node], depth: 0, virality: 0.0 });
            apart.push(0);
            continue;
        };
        let (tree, above) = stands[parent as usize];
        stands.push((tree, above + 1));
        let whole = &mut trees[tree as usize];
        whole.depth = whole.depth.max(above + 1);
        apart[tree as usize] += u128::from(size[node]) * u128::from(whole.size - size[node]);
    }
    for (tree, apart) in trees.iter_mut().zip(apart).filter(|(tree, _)| tree.size > 1) {
        let n = f64::from(tree.size);
        tree.virality = 2.0 * apart as f64 / (n * (n - 1.0));
    }
    trees
}

/// The place in a ledger of each line's parent; `None` for people that nobody won, such as seeds.
///
/// `ledger` lists parents before those they won, as the ledger of a run does; a parent who does
/// not stand there before counts as none.
pub fn ledger_parents(ledger: &[Adoption]) -> Vec<Option<u32>> {
    let mut place: FxHashMap<PersonId, u32> =
        FxHashMap::with_capacity_and_hasher(ledger.len(), FxBuildHasher);
    (0..)
        .zip(ledger)
        .map(|(i, adoption)| {
            let parent = adoption.parent.and_then(|p| place.get(&p).copied());
            place.insert(adoption.person, i);
            parent
        })
        .collect()
}

/// The trees of a ledger, one for everybody without a parent in it ([`ledger_parents`]).
pub fn ledger_trees(ledger: &[Adoption]) -> Vec<Tree> {
    let mut trees = trees(&ledger_parents(ledger));
    trees.iter_mut().for_each(|tree| tree.root = ledger[tree.root as usize].person.0);
    trees
}

/// The forest of adoptions as a graph for the algorithms of `petgraph`: a node for each line of the ledger, in
/// its order, and an edge from each parent to the people that the parent won.
///
/// ```
/// use groundswell::{Scenario, Study, results::forest};
/// use petgraph::algo::connected_components;
///
/// let text = "[market]\npeople = 500\n[compare]\nsettings = 0\nreplications = 1\n[seeds]\ncount = 20\n\
///             [talk]\nscale = 0.2\n[[strategy]]\nname = \"Organic\"";
/// let scenario = Scenario::parse(text, "town.toml")?;
/// let results = Study::new(&scenario).keep_ledgers().run()?;
/// let forest = forest(&results.records[0].ledger);
/// // Nothing but the seeds and their words wins people here, so that every tree has a seed at its root.
/// assert!(forest.node_count() > 20);
/// assert_eq!(connected_components(&forest), 20);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn forest(ledger: &[Adoption]) -> DiGraph<PersonId, ()> {
    let mut forest = DiGraph::with_capacity(ledger.len(), ledger.len());
    ledger.iter().for_each(|adoption| {
        forest.add_node(adoption.person);
    });
    for (child, parent) in (0..).zip(ledger_parents(ledger)) {
        if let Some(parent) = parent {
            forest.add_edge(parent.into(), NodeIndex::from(child), ());
        }
    }
    forest
}
