//! The ties of a layer as a graph that the algorithms of `petgraph` run on, without a copy.
//!
//! ```
//! use std::path::Path;
//!
//! use groundswell::network::Imports;
//! use petgraph::algo::{connected_components, dijkstra};
//!
//! let imports = Imports::new();
//! imports.give(Path::new("friends.txt"), b"0 1\n1 2\n3 4\n".as_slice());
//! let (rows, _) = imports.read(Path::new("friends.txt")).unwrap().rows(false).unwrap();
//! let graph = rows.graph();
//! assert_eq!(connected_components(graph), 2);
//! let steps = dijkstra(graph, 0, None, |_| 1);
//! assert_eq!((steps.get(&2), steps.get(&3)), (Some(&2), None));
//! ```

use std::iter::Copied;
use std::ops::Range;
use std::slice::Iter;

use petgraph::Directed;
use petgraph::graph::DiGraph;
use petgraph::visit::{
    Data, EdgeCount, EdgeRef, GraphBase, GraphProp, GraphRef, IntoEdgeReferences, IntoEdges, IntoNeighbors,
    IntoNodeIdentifiers, NodeCompactIndexable, NodeCount, NodeIndexable, Visitable,
};

use super::csr::Csr;
use crate::units::Vertex;

/// A layer as a directed graph: people are nodes, and an edge runs from speaker to hearer; an
/// undirected tie is two edges.
#[derive(Debug, Clone, Copy)]
pub struct Graph<'a>(&'a Csr);

impl Csr {
    /// The layer as a graph for the algorithms of `petgraph`.
    pub fn graph(&self) -> Graph<'_> {
        Graph(self)
    }
}

/// A tie as an edge; its weight is its strength.
#[derive(Debug, Clone, Copy)]
pub struct Tie {
    from: Vertex,
    to: Vertex,
    number: u32,
    strength: f32,
}

impl EdgeRef for Tie {
    type NodeId = Vertex;
    type EdgeId = u32;
    type Weight = f32;

    fn source(&self) -> Vertex {
        self.from
    }

    fn target(&self) -> Vertex {
        self.to
    }

    fn weight(&self) -> &f32 {
        &self.strength
    }

    fn id(&self) -> u32 {
        self.number
    }
}

/// The ties of some people, one after the other.
#[derive(Debug, Clone)]
pub struct TiesOf<'a> {
    csr: &'a Csr,
    people: Range<Vertex>,
    place: u32,
}

impl Iterator for TiesOf<'_> {
    type Item = Tie;

    fn next(&mut self) -> Option<Tie> {
        while self.people.start < self.people.end {
            let (csr, from, place) = (self.csr, self.people.start, self.place);
            if place < csr.degree(from) {
                self.place += 1;
                let (number, strength) = (csr.offset(from) + place, csr.strength(from, place));
                return Some(Tie { from, to: csr.hearer(from, place), number, strength });
            }
            (self.people.start, self.place) = (from + 1, 0);
        }
        None
    }
}

impl GraphBase for Graph<'_> {
    type NodeId = Vertex;
    type EdgeId = u32;
}

impl GraphRef for Graph<'_> {}

impl GraphProp for Graph<'_> {
    type EdgeType = Directed;
}

impl Data for Graph<'_> {
    type NodeWeight = ();
    type EdgeWeight = f32;
}

impl NodeCount for Graph<'_> {
    fn node_count(&self) -> usize {
        self.0.people() as usize
    }
}

impl EdgeCount for Graph<'_> {
    fn edge_count(&self) -> usize {
        self.0.tie_count() as usize
    }
}

impl NodeIndexable for Graph<'_> {
    fn node_bound(&self) -> usize {
        self.0.people() as usize
    }

    fn to_index(&self, person: Vertex) -> usize {
        person as usize
    }

    fn from_index(&self, index: usize) -> Vertex {
        index as Vertex
    }
}

impl NodeCompactIndexable for Graph<'_> {}

impl IntoNodeIdentifiers for Graph<'_> {
    type NodeIdentifiers = Range<Vertex>;

    fn node_identifiers(self) -> Range<Vertex> {
        0..self.0.people()
    }
}

impl<'a> IntoNeighbors for Graph<'a> {
    type Neighbors = Copied<Iter<'a, Vertex>>;

    fn neighbors(self, person: Vertex) -> Self::Neighbors {
        self.0.hearers(person).iter().copied()
    }
}

impl<'a> IntoEdgeReferences for Graph<'a> {
    type EdgeRef = Tie;
    type EdgeReferences = TiesOf<'a>;

    fn edge_references(self) -> TiesOf<'a> {
        TiesOf { csr: self.0, people: 0..self.0.people(), place: 0 }
    }
}

impl<'a> IntoEdges for Graph<'a> {
    type Edges = TiesOf<'a>;

    fn edges(self, person: Vertex) -> TiesOf<'a> {
        TiesOf { csr: self.0, people: person..person + 1, place: 0 }
    }
}

impl Visitable for Graph<'_> {
    type Map = <DiGraph<(), ()> as Visitable>::Map;

    fn visit_map(&self) -> Self::Map {
        Self::Map::with_capacity(self.node_bound())
    }

    fn reset_map(&self, map: &mut Self::Map) {
        map.clear();
        map.grow(self.node_bound());
    }
}

/// The number of people in each component, in no particular order; ties count both ways.
pub fn component_sizes(graph: Graph<'_>) -> Vec<u32> {
    let mut sets = petgraph::unionfind::UnionFind::<Vertex>::new(graph.node_count());
    for tie in graph.edge_references() {
        sets.union(tie.source(), tie.target());
    }
    let mut size = vec![0; graph.node_count()];
    for root in sets.into_labeling() {
        size[root as usize] += 1;
    }
    size.retain(|s| *s > 0);
    size
}

#[cfg(test)]
mod tests {
    use petgraph::algo::{connected_components, dijkstra, has_path_connecting, page_rank};
    use petgraph::visit::Bfs;

    use super::*;

    /// 0 → 1 → 2, 3 ⇄ 4, and nobody is tied to 5.
    fn rows() -> Csr {
        Csr::from_rows(vec![0, 1, 2, 2, 3, 4, 4], vec![1, 2, 4, 3], Some(vec![0.5, 2.0, 1.0, 1.0]), true)
    }

    #[test]
    fn algorithms_of_petgraph_run_on_a_layer() {
        let rows = rows();
        let graph = rows.graph();
        assert_eq!((graph.node_count(), graph.edge_count()), (6, 4));
        assert_eq!(connected_components(graph), 3);
        let far = dijkstra(graph, 0, None, |tie| *tie.weight());
        assert_eq!((far.len(), far[&2]), (3, 2.5));
        assert!(has_path_connecting(graph, 3, 4, None) && !has_path_connecting(graph, 2, 0, None));
        let mut walk = Bfs::new(graph, 0);
        assert_eq!(std::iter::from_fn(|| walk.next(graph)).collect::<Vec<_>>(), [0, 1, 2]);
        let rank: Vec<f64> = page_rank(graph, 0.85, 20);
        assert!(rank[2] > rank[1] && rank[1] > rank[0], "{rank:?}");
    }

    #[test]
    fn components_are_counted_with_the_people_who_have_no_tie() {
        let mut sizes = component_sizes(rows().graph());
        sizes.sort_unstable();
        assert_eq!(sizes, [1, 2, 3]);
    }
}
