//! Trees of cascades: structural virality against brute force, files as people
//! write them, and every mistake with its line.

use crate::common;
use std::collections::VecDeque;
use std::path::Path;

use groundswell::study::cascades::{Cascade, Row, Tree, describe, forest, ledger_trees, trees};
use petgraph::algo::{connected_components, is_cyclic_undirected};
use proptest::prelude::*;

use crate::common::program::{done, put, refused};

fn one(parents: &[Option<u32>]) -> Tree {
    let trees = trees(parents);
    assert_eq!(trees.len(), 1);
    trees[0]
}

/// Mean distance over all pairs, by walking from every node.
fn by_walking(parents: &[Option<u32>]) -> f64 {
    let n = parents.len();
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); n];
    for (child, parent) in parents.iter().enumerate() {
        if let Some(parent) = parent {
            near[child].push(*parent as usize);
            near[*parent as usize].push(child);
        }
    }
    let mut sum = 0;
    for from in 0..n {
        let mut distance = vec![None; n];
        distance[from] = Some(0_u64);
        let mut queue = VecDeque::from([from]);
        while let Some(node) = queue.pop_front() {
            for &next in &near[node] {
                if distance[next].is_none() {
                    distance[next] = distance[node].map(|d| d + 1);
                    queue.push_back(next);
                }
            }
        }
        sum += distance.iter().flatten().sum::<u64>();
    }
    sum as f64 / (n * (n - 1)) as f64
}

/// Stars, paths and binary trees are rows V36 to V38 of the proof pack.
#[test]
fn a_path_is_as_deep_as_it_is_long_and_a_root_alone_is_a_tree() {
    let path: Vec<Option<u32>> = (0..100_u32).map(|i| i.checked_sub(1)).collect();
    assert_eq!((one(&path).size, one(&path).depth), (100, 99));
    assert_eq!(one(&[None]), Tree { root: 0, size: 1, depth: 0, virality: 0.0 });
    assert_eq!(trees(&[]), []);
}

proptest! {
    #[test]
    fn virality_is_the_mean_distance_of_all_pairs(draws in prop::collection::vec(any::<u32>(), 1..60)) {
        let mut parents = vec![None];
        parents.extend(draws.iter().zip(1..).map(|(draw, node)| Some(draw % node)));
        prop_assert!((one(&parents).virality - by_walking(&parents)).abs() < 1e-12);
    }

    #[test]
    fn mixed_trees_are_told_apart_and_any_order_of_rows_gives_the_same(
        draws in prop::collection::vec((any::<u32>(), 0..3_usize), 1..60),
        turn in 0..60_usize,
    ) {
        // Three trees grow side by side; node k of a tree hangs on an earlier node of that tree.
        let mut members: [Vec<u32>; 3] = [vec![0], vec![1], vec![2]];
        let mut parents = vec![None, None, None];
        for (draw, tree) in draws {
            let of = &mut members[tree];
            let parent = of[draw as usize % of.len()];
            of.push(parents.len() as u32);
            parents.push(Some(parent));
        }
        let all = trees(&parents);
        let mut lines: Vec<String> = Vec::new();
        for (tree, members) in members.iter().enumerate() {
            let place = |node: u32| members.iter().position(|m| *m == node).map(|p| p as u32);
            let alone: Vec<Option<u32>> =
                members.iter().map(|m| parents[*m as usize].and_then(place)).collect();
            let alone = one(&alone);
            prop_assert_eq!(Tree { root: tree as u32, ..alone }, all[tree]);
            lines.extend(members.iter().map(|m| {
                format!("{tree},{m},{}", parents[*m as usize].map_or(-1, i64::from))
            }));
        }
        let cut = turn % lines.len();
        lines.rotate_left(cut);
        lines[..cut.max(1)].reverse();
        let text = format!("cascade,node,parent\n{}\n", lines.join("\n"));
        let read = Cascade::parse(text.as_bytes(), Path::new("t.csv")).unwrap();
        for cascade in read {
            let tree: usize = cascade.name.parse().unwrap();
            prop_assert_eq!(Tree { root: tree as u32, ..cascade.tree() }, all[tree]);
        }
    }
}

#[test]
fn a_run_leaves_one_tree_a_root_and_all_adopters_in_them() {
    let text = include_str!("../../data/all-tactics.toml");
    let study = common::study(text);
    let run = study.records.iter().max_by_key(|run| run.ledger.len()).unwrap();
    let trees = ledger_trees(&run.ledger);
    let roots: Vec<u32> = run.ledger.iter().filter(|a| a.parent.is_none()).map(|a| a.person.0).collect();
    assert!(run.ledger.len() > 2 * roots.len(), "somebody was won by word of mouth");
    assert_eq!(trees.iter().map(|t| t.root).collect::<Vec<_>>(), roots);
    assert_eq!(trees.iter().map(|t| t.size as usize).sum::<usize>(), run.ledger.len());
    assert!(trees.iter().all(|t| (t.size == 1) == (t.depth == 0) && (t.size == 1) == (t.virality == 0.0)));
    let forest = forest(&run.ledger);
    assert_eq!(connected_components(&forest), roots.len());
    assert!(!is_cyclic_undirected(&forest), "nobody is won by two people");
    let chain = &run.ledger[..0];
    assert_eq!(ledger_trees(chain), []);
}

fn said(text: &str) -> String {
    Cascade::parse(text.as_bytes(), Path::new("t.csv")).unwrap_err().to_string()
}

#[test]
fn a_cascade_that_is_no_tree_is_named_with_its_line() {
    let header = "expected a header with cascade, node and parent";
    assert_eq!(
        said("cascade,node,from\n1,1,-1\n"),
        format!("t.csv:1: there is no column \"parent\" among cascade, node, from; {header}")
    );
    assert_eq!(said(""), format!("t.csv:1: there is no column \"cascade\" among none; {header}"));
    assert_eq!(said("cascade,node,parent\n"), format!("t.csv: holds no cascade; {header}, and a row a node"));
    let circle = "of cascade a go round in a circle; expected them to lead to the root";
    for (rows, words) in [
        (
            "a,1,-1\na,2,1\nb,1,\na,3,-1\n",
            "5: cascade a has a second root, the first is in line 2; expected one parent of -1 or none a cascade",
        ),
        ("a,1,-1\nb,7,\na,2,7\n", "4: parent 7 is no node of cascade a; expected a node, or -1 for the root"),
        ("a,1,-1\na,2,3\na,3,4\na,4,3\n", &format!("4: the parents of node 3 {circle}")),
        ("a,1,1\n", &format!("2: the parents of node 1 {circle}")),
        ("a,1,-1\na,2,1\na,2,1\n", "4: node 2 of cascade a is there twice, first in line 3"),
        ("a,1,-1\na,x,1\n", "3: node is \"x\"; expected a whole number of at least 0"),
        ("a,1,-1\na,2\n", "3: the row has 2 fields, but line 1 has 3 fields, separated by a comma"),
        ("a,1,-1\na,2,up\n", "3: parent is \"up\"; expected the number of a node, or -1 for the root"),
        (",1,-1\n", "2: cascade is \"\"; expected a name or number"),
    ] {
        assert_eq!(said(&format!("cascade,node,parent\n{rows}")), format!("t.csv:{words}"));
    }
}

#[test]
fn lines_are_counted_past_empty_ones_quotes_and_windows_ends() {
    assert!(said("cascade,node,parent\r\na,1,-1\r\n\r\n\r\na,x,1\r\n").starts_with("t.csv:5: "));
    assert!(said("cascade,node,parent,text\na,1,-1,\"two\nlines\"\na,x,1,\n").starts_with("t.csv:4: "));
    assert!(said("\u{feff}cascade;node;parent\na;1;-1\na;x;1").starts_with("t.csv:3: "));
}

#[test]
fn columns_may_stand_anywhere_and_children_before_their_parents() {
    let text = "seconds\tParent\tCASCADE\tnode\n9\t20\tx y\t30\n4\t10\tx y\t20\n0\t\tx y\t10\n";
    let read = Cascade::parse(text.as_bytes(), Path::new("t.tsv")).unwrap();
    assert_eq!(read, [Cascade { name: "x y".into(), parents: vec![None, Some(0), Some(1)] }]);
}

#[test]
fn trees_prints_a_table_or_a_row_a_tree() {
    let dir = tempfile::tempdir().unwrap();
    let text = "cascade,node,parent\na,0,-1\nb,0,-1\nb,1,0\nb,2,1\nb,3,2\nc,0,-1\nc,5,0\n";
    put(dir.path(), "t.csv", text);
    let table = done(dir.path(), &["trees", "t.csv"]);
    let figures = |label: &str| -> Vec<String> {
        let line = table.lines().find(|l| l.starts_with(label)).unwrap_or_else(|| panic!("no {label}"));
        line[24..].split_whitespace().map(str::to_owned).collect()
    };
    assert_eq!(figures("trees"), ["3"]);
    assert_eq!(figures("nodes "), ["7"]);
    assert_eq!(figures("largest tree"), ["4", "(cascade", "b)"]);
    // ν: 0, 5/3 and 1.
    assert_eq!(figures("sum of virality"), ["2.666667"]);
    assert_eq!(figures("structural virality"), ["0.000", "1.000", "1.000", "1.667", "0.889"]);
    assert_eq!(figures("depth"), ["0", "1", "1", "3", "1.333"]);
    let rows: serde_json::Value =
        serde_json::from_str(&done(dir.path(), &["trees", "t.csv", "--json"])).unwrap();
    assert_eq!(rows[1]["cascade"], "b");
    assert_eq!((&rows[1]["size"], &rows[1]["depth"]), (&4.into(), &3.into()));
    assert_eq!(rows[2]["structural_virality"], 1.0);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
    std::fs::write(dir.path().join("t.csv.gz"), packed.finish().unwrap()).unwrap();
    assert_eq!(done(dir.path(), &["trees", "t.csv.gz"]), table);
    let said = refused(dir.path(), 2, &["trees", "nowhere.txt"]);
    assert!(said.contains("there is no such file"), "{said}");
    put(dir.path(), "broken.csv", "cascade,node,parent\na,1,2\n");
    assert!(refused(dir.path(), 2, &["trees", "broken.csv"]).contains("broken.csv:2: parent 2 is no node"));
}

#[test]
fn a_description_of_nothing_is_all_zero() {
    let rows: [Row; 0] = [];
    assert_eq!(describe(&rows).virality, [0.0; 5]);
}
