//! The table of adoptions, for those who ask for it: everybody who ever had the product, and from whom.

use super::table::{Results, StrategyId, Table, columns};
use crate::engine::record::Adoption;
use crate::scenario::plan::LayerKind;
use crate::units::{Cause, Source, TacticId, Vertex};

/// An adoption of a run.
pub(super) struct Adopted {
    strategy: StrategyId,
    replication: u32,
    network: u32,
    line: Adoption,
    last: Cause,
    first: Cause,
}

/// The id of a person in the edge list that the market is; `None` where people are numbers.
fn id(s: &Results, person: Vertex) -> Option<String> {
    let scenario = s.origin.scenario.as_ref()?;
    s.plan.layers.iter().find_map(|layer| match &layer.kind {
        LayerKind::Import { file, column, reading } if layer.part_of.is_none() => {
            Some(scenario.imports.read_as(file, reading, *column).ok()?.name(person))
        }
        _ => None,
    })
}

fn tactic(s: &Results, strategy: StrategyId, cause: Cause) -> Option<&str> {
    let own = match cause.source {
        Source::Tactic(tactic) => Some(tactic),
        Source::Seed | Source::Outside | Source::Channel(_) => None,
    };
    let name = |tactic: TacticId| s.plan.strategies[strategy].tactics[tactic].name.as_str();
    own.or(cause.mark).map(name)
}

fn source(s: &Results, cause: Cause) -> &str {
    match cause.source {
        Source::Seed => "seed",
        Source::Outside => "outside",
        Source::Channel(channel) => &s.plan.channels[channel].name,
        Source::Tactic(_) => "direct",
    }
}

fn adoptions(s: &Results, put: &mut dyn FnMut(&Adopted)) {
    for run in &s.records {
        for line in &run.ledger {
            let cause = |packed| Cause::unpack(packed).unwrap_or(Cause { source: Source::Seed, mark: None });
            put(&Adopted {
                strategy: run.strategy,
                replication: run.replication,
                network: run.network,
                line: *line,
                last: cause(line.last),
                first: cause(line.first),
            });
        }
    }
}

pub(super) static ADOPTIONS: Table<Adopted> = Table {
    file: "adoptions.csv",
    doc: "As stated, and only where it is asked for (`run --adoptions`): everybody who ever had it, a line each",
    shows: |s| s.records.iter().any(|run| !run.ledger.is_empty()),
    rows: adoptions,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "replication" = r.replication, "Number of the luck: runs of the same number share it.";
        "network" = r.network, "Number of the network; people of the same number are the same on it.";
        "person" = r.line.person.0, "Number of the person, from 0.";
        "person_id" = id(s, r.line.person.0), "Id of the person in the edge list that the market is.";
        "day" ["days"] = f64::from(r.line.tick) * s.plan.tick_days(), "End of the tick of adoption, in days from the start; 0 for seeds.";
        "from_person" = r.line.parent.map(|parent| parent.0), "Number of the person that won them; empty where nobody did.";
        "from_person_id" = r.line.parent.and_then(|parent| id(s, parent.0)), "Id of that person in the edge list.";
        "channel" = source(s, r.last), "Where the exposure that convinced came from: a channel, `seed`, `outside`, or `direct` from a tactic.";
        "tactic" = tactic(s, r.strategy, r.last), "Tactic that reached or lifted it; empty where none did.";
        "first_channel" = source(s, r.first), "The same of the first exposure that reached them.";
        "first_tactic" = tactic(s, r.strategy, r.first), "Its tactic.";
    },
};
