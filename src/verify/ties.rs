//! Small graphs as edge lists: what cases import without a file.

use std::sync::Arc;

/// An edge list and how it is to be read.
#[derive(Debug, Clone)]
pub struct Ties {
    file: &'static str,
    bytes: Arc<[u8]>,
    directed: bool,
    column: Option<&'static str>,
}

impl Ties {
    /// Undirected ties between people `0, 1, …`.
    pub fn of(file: &'static str, ties: impl IntoIterator<Item = (u32, u32)>) -> Ties {
        Ties::listed(file, None, ties.into_iter().map(|(a, b)| format!("{a} {b}\n")))
    }

    /// Undirected ties with a number each.
    pub fn with_column(
        file: &'static str,
        column: &'static str,
        ties: impl IntoIterator<Item = (u32, u32, f64)>,
    ) -> Ties {
        Ties::listed(file, Some(column), ties.into_iter().map(|(a, b, v)| format!("{a} {b} {v}\n")))
    }

    fn listed(file: &'static str, column: Option<&'static str>, lines: impl Iterator<Item = String>) -> Ties {
        Ties { file, bytes: lines.collect::<String>().into_bytes().into(), directed: false, column }
    }

    /// The same ties, running from the first to the second.
    pub fn directed(self) -> Ties {
        Ties { directed: true, ..self }
    }

    /// Name that scenarios use.
    pub fn file(&self) -> &str {
        self.file
    }

    /// The lines.
    pub fn bytes(&self) -> Arc<[u8]> {
        Arc::clone(&self.bytes)
    }

    /// The layer that reads them.
    pub fn layer(&self) -> String {
        let column = self.column.map_or(String::new(), |c| format!(", column = \"{c}\""));
        format!("import = {{ file = \"{}\", directed = {}{column} }}", self.file, self.directed)
    }
}

/// `0 – 1 – … – n−1`.
pub fn path(n: u32) -> Ties {
    Ties::of("path.txt", (1..n).map(|p| (p - 1, p)))
}

/// A hub, 0, and its leaves.
pub fn star(leaves: u32) -> Ties {
    Ties::of("star.txt", (1..=leaves).map(|leaf| (0, leaf)))
}

/// A ring in which everybody knows the `each_side` next on either side.
pub fn ring(n: u32, each_side: u32) -> Ties {
    Ties::of("ring.txt", (0..n).flat_map(|p| (1..=each_side).map(move |k| (p, (p + k) % n))))
}

/// A complete tree in which everybody but the leaves has `b` children; 0 is the root.
pub fn tree(b: u32, depth: u32) -> Ties {
    let nodes: u32 = (0..=depth).map(|d| b.pow(d)).sum();
    Ties::of("tree.txt", (1..nodes).map(|child| ((child - 1) / b, child)))
}

/// A square of `side` × `side` people with their four neighbours, row by row.
pub fn grid(side: u32) -> Ties {
    let at = move |x: u32, y: u32| y * side + x;
    let right = (0..side).flat_map(move |y| (1..side).map(move |x| (at(x - 1, y), at(x, y))));
    let down = (1..side).flat_map(move |y| (0..side).map(move |x| (at(x, y - 1), at(x, y))));
    Ties::of("grid.txt", right.chain(down))
}

/// `count` groups of `size` people who all know each other.
pub fn cliques(count: u32, size: u32) -> Ties {
    Ties::of(
        "cliques.txt",
        (0..count).flat_map(move |c| {
            (0..size).flat_map(move |a| (0..a).map(move |b| (c * size + b, c * size + a)))
        }),
    )
}
