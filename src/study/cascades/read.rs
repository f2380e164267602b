//! Reading cascades from a table: one row a node, with the node it came from.
//!
//! A header names the columns `cascade`, `node` and `parent`, in any order and case; other columns
//! are ignored. Encoding, gzip and separator are found (see `delimited`). Cascades go by any text, nodes
//! by whole numbers that count within their cascade; a root has the parent −1 or none.
//! Rows may stand in any order.
//!
//! Always true of what is read: one root a cascade, the first node; parents stand before children.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use super::{Tree, trees};
use crate::delimited::{Comments, Rows, Trouble, missing, whole};
use crate::network::import::{ImportError, stored_bytes_of};

/// Columns that are read, each with other names that it goes by.
const COLUMNS: [&[&str]; 3] = [
    &["cascade", "tree", "cascade_id", "级联", "话题"],
    &["node", "node_id", "id", "节点", "编号"],
    &["parent", "parent_id", "父节点", "上级"],
];

/// One cascade of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cascade {
    /// As the file calls it.
    pub name: String,
    /// Parent of each node, which stands before it; the first node is the root.
    pub parents: Vec<Option<u32>>,
}

/// Why cascades cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each message spells out its fields")]
pub enum CascadeError {
    #[error(transparent)]
    File(#[from] ImportError),
    #[error("{}:{line}: {problem}", path.display())]
    Line { path: PathBuf, line: u64, problem: String },
    #[error("{}: {problem}", path.display())]
    Whole { path: PathBuf, problem: &'static str },
}

/// Says what is wrong in which line of a file.
fn at(path: &Path) -> impl Fn(u64, String) -> CascadeError {
    |line, problem| CascadeError::Line { path: path.to_path_buf(), line, problem }
}

impl Cascade {
    /// The cascades of a file, in the order of their first rows.
    ///
    /// # Errors
    /// If the file cannot be read, a column is missing, or a cascade is no tree; with the line.
    pub fn read(path: &Path) -> Result<Vec<Cascade>, CascadeError> {
        Cascade::parse(&stored_bytes_of(path, "a table with columns cascade, node and parent")?, path)
    }

    /// As [`Cascade::read`], from the bytes of a file; `path` names them in errors.
    pub fn parse(bytes: &[u8], path: &Path) -> Result<Vec<Cascade>, CascadeError> {
        let (names, mut rows) = rows(bytes, path)?;
        let whole = |problem| Err(CascadeError::Whole { path: path.to_path_buf(), problem });
        if rows.is_empty() {
            return whole(
                "holds no cascade; expected a header with cascade, node and parent, and a row a node",
            );
        }
        if u32::try_from(rows.len()).is_err() {
            return whole("holds more nodes than 32-bit numbers can count");
        }
        // Stable, so that the rows of a cascade keep the order of the file.
        rows.sort_by_key(|row| row.cascade);
        let same = |a: &Row, b: &Row| a.cascade == b.cascade;
        rows.chunk_by(same).zip(names).map(|(rows, name)| cascade(rows, name, path)).collect()
    }

    /// Its tree; the root is position 0.
    pub fn tree(&self) -> Tree {
        trees(&self.parents)[0]
    }
}

/// One node as written.
struct Row {
    cascade: u32,
    node: u64,
    parent: Option<u64>,
    line: u64,
}

/// Names of the cascades and all rows, both in the order of the file.
fn rows(bytes: &[u8], path: &Path) -> Result<(Vec<String>, Vec<Row>), CascadeError> {
    let unreadable = |trouble: Trouble| CascadeError::from(ImportError::from((path, trouble)));
    // Names of cascades may begin with #.
    let text = Rows::text(bytes.to_vec(), Comments::None).map_err(unreadable)?;
    let mut table = Rows::new(&text, Comments::None);
    let header = table.next_row().map_err(unreadable)?.map_or(Vec::new(), |(_, header)| header.to_vec());
    let mut column = [0; 3];
    for (column, names) in column.iter_mut().zip(COLUMNS) {
        let named = |name: &&str| header.iter().position(|field| field.eq_ignore_ascii_case(name.as_bytes()));
        let name = names[0];
        *column = names.iter().find_map(named).ok_or_else(|| {
            let found: Vec<_> = header.iter().map(|f| String::from_utf8_lossy(f)).collect();
            let found = if found.is_empty() { "none".to_owned() } else { found.join(", ") };
            let expected = "expected a header with cascade, node and parent";
            at(path)(1, format!("there is no column \"{name}\" among {found}; {expected}"))
        })?;
    }
    let mut names: Vec<String> = Vec::new();
    let mut number: FxHashMap<Vec<u8>, u32> = FxHashMap::default();
    let mut rows: Vec<Row> = Vec::new();
    while let Some((line, fields)) = table.next_row().map_err(unreadable)? {
        let [name, node, parent] = column.map(|c| fields.get(c).map(|field| &**field));
        let bad = |column: &str, found: Option<&[u8]>, expected: &str| {
            let found: String = String::from_utf8_lossy(found.unwrap_or_default()).chars().take(40).collect();
            at(path)(line, format!("{column} is \"{found}\"; expected {expected}"))
        };
        let name = name.unwrap_or_default();
        if name.is_empty() {
            return Err(bad("cascade", None, "a name or number"));
        }
        let cascade = match number.get(name) {
            Some(cascade) => *cascade,
            None => {
                number.insert(name.to_vec(), names.len() as u32);
                names.push(String::from_utf8_lossy(name).into_owned());
                names.len() as u32 - 1
            }
        };
        let wanted = "a whole number of at least 0";
        let node_number = node.and_then(number_of).ok_or_else(|| bad("node", node, wanted))?;
        let parent = match parent {
            Some(root) if whole(root) == Some(-1) || std::str::from_utf8(root).is_ok_and(missing) => None,
            parent => Some(
                parent
                    .and_then(number_of)
                    .ok_or_else(|| bad("parent", parent, "the number of a node, or -1 for the root"))?,
            ),
        };
        rows.push(Row { cascade, node: node_number, parent, line });
    }
    Ok((names, rows))
}

/// Orders the nodes of one cascade from the root outwards.
fn cascade(rows: &[Row], name: String, path: &Path) -> Result<Cascade, CascadeError> {
    let wrong = |i: usize, problem: String| at(path)(rows[i].line, problem);
    let mut place: FxHashMap<u64, usize> = FxHashMap::default();
    for (i, row) in rows.iter().enumerate() {
        if let Some(first) = place.insert(row.node, i) {
            let (node, first) = (row.node, rows[first].line);
            let twice = format!("node {node} of cascade {name} is there twice, first in line {first}");
            return Err(wrong(i, twice));
        }
    }
    let mut root = None;
    let mut parent: Vec<Option<usize>> = Vec::with_capacity(rows.len());
    for (i, row) in rows.iter().enumerate() {
        let Some(above) = row.parent else {
            if let Some(first) = root.replace(i) {
                let first = rows[first].line;
                let second = format!("cascade {name} has a second root, the first is in line {first}");
                return Err(wrong(i, second + "; expected one parent of -1 or none a cascade"));
            }
            parent.push(None);
            continue;
        };
        let known = place.get(&above).copied();
        parent.push(Some(known.ok_or_else(|| {
            let unknown = format!("parent {above} is no node of cascade {name}");
            wrong(i, unknown + "; expected a node, or -1 for the root")
        })?));
    }
    let (order, reached) = outwards(&parent, root);
    if let Some(lost) = reached.iter().position(Option::is_none) {
        let first = on_circle(&parent, lost);
        let circle =
            format!("the parents of node {} of cascade {name} go round in a circle", rows[first].node);
        return Err(wrong(first, circle + "; expected them to lead to the root"));
    }
    let parents = order.into_iter().map(|i| parent[i].and_then(|above| reached[above])).collect();
    Ok(Cascade { name, parents })
}

/// Nodes from the root outwards, and the place of each in that order; `None` if it leads elsewhere.
fn outwards(parent: &[Option<usize>], root: Option<usize>) -> (Vec<usize>, Vec<Option<u32>>) {
    let mut start = vec![0_usize; parent.len() + 1];
    parent.iter().flatten().for_each(|above| start[above + 1] += 1);
    (0..parent.len()).for_each(|i| start[i + 1] += start[i]);
    let mut next = start.clone();
    let mut children = vec![0; parent.iter().flatten().count()];
    for (i, above) in parent.iter().enumerate() {
        if let Some(above) = above {
            children[next[*above]] = i;
            next[*above] += 1;
        }
    }
    let mut place = vec![None; parent.len()];
    let mut order: Vec<usize> = root.into_iter().collect();
    let mut done = 0;
    while let Some(&node) = order.get(done) {
        place[node] = Some(done as u32);
        order.extend(&children[start[node]..start[node + 1]]);
        done += 1;
    }
    (order, place)
}

/// The first row of the circle that the parents of `lost` lead into.
fn on_circle(parent: &[Option<usize>], lost: usize) -> usize {
    let up = |i: usize| parent[i].unwrap_or(i);
    // After as many steps as there are nodes the way up is inside the circle.
    let inside = parent.iter().fold(lost, |i, _| up(i));
    let (mut first, mut at) = (inside, up(inside));
    while at != inside {
        first = first.min(at);
        at = up(at);
    }
    first
}

/// A whole number of at least 0.
fn number_of(field: &[u8]) -> Option<u64> {
    u64::try_from(whole(field)?).ok()
}
