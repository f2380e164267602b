//! A network of one's own: a graph made by hand becomes the layer that people talk along, a study runs
//! on it, and `petgraph` looks at the very ties that were talked along, and at the forest of adoptions.
//!
//! `cargo run --release --example own_network`

use std::error::Error;

use groundswell::results::forest;
use groundswell::{Reader, Study};
use petgraph::algo::{connected_components, page_rank};
use petgraph::graph::UnGraph;
use petgraph::visit::EdgeRef;

const SCENARIO: &str = r#"
horizon = "52w"
[layers.clubs]
import = { file = "clubs.txt" }
[channels.chat]
kind = "chat"
layer = "clubs"
[talk]
scale = 5
[seeds]
count = 5
[compare]
replications = 20
[[strategy]]
name = "Seeds at random"
[[strategy]]
name = "Seeds with most friends"
[[strategy.tactic]]
kind = "seeding"
count = 5
pick = "degree"
"#;

/// Clubs in a chain: within a club everybody knows everybody, and one member knows one of the next.
fn clubs(count: usize, members: usize) -> UnGraph<(), ()> {
    let mut graph = UnGraph::new_undirected();
    let people: Vec<_> = (0..count * members).map(|_| graph.add_node(())).collect();
    for (one, two) in (0..people.len()).flat_map(|one| (0..one).map(move |two| (one, two))) {
        let same_club = one / members == two / members;
        let next_club = one.is_multiple_of(members) && one - two == members;
        if same_club || next_club {
            graph.add_edge(people[one], people[two], ());
        }
    }
    graph
}

/// The graph as an edge list: a tie a line.
fn edge_list(graph: &UnGraph<(), ()>) -> String {
    graph
        .edge_references()
        .map(|tie| format!("{} {}\n", tie.source().index(), tie.target().index()))
        .collect()
}

fn main() -> Result<(), Box<dyn Error>> {
    let ties = edge_list(&clubs(50, 12));
    let scenario = Reader::new().edge_list("clubs.txt", ties).parse(SCENARIO, "clubs.toml")?;

    let world = scenario.world(0)?;
    let graph = world.layers[0].graph().ok_or("the layer is not stored")?;
    let ranks = page_rank(graph, 0.85_f64, 20);
    let first = (0..ranks.len()).max_by(|a, b| ranks[*a].total_cmp(&ranks[*b])).ok_or("nobody is there")?;
    println!("{} people in {} component(s)", ranks.len(), connected_components(graph));
    println!("person {first} has the highest PageRank, {:.4}", ranks[first]);

    let results = Study::new(&scenario).keep_ledgers().run()?;
    for strategy in results.ranking() {
        println!("{}: {} active owners (median)", strategy.name, strategy.median);
    }
    let run = results.records.first().ok_or("no run was played")?;
    let won = forest(&run.ledger);
    let most = won.node_indices().max_by_key(|who| won.neighbors(*who).count()).ok_or("nobody owns it")?;
    let (person, many) = (won[most].0, won.neighbors(most).count());
    println!("in the first run person {person} won most: {many} of {} owners", won.node_count());
    Ok(())
}
