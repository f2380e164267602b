//! The table of adoptions, for those who ask for it: everybody who ever had the product, and from whom.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::table::{Results, StrategyId, Table, columns};
use crate::engine::record::Adoption;
use crate::network::import::EdgeList;
use crate::scenario::plan::LayerKind;
use crate::units::{Cause, Source, TacticId, Vertex};
use crate::world::World;

/// An adoption of a run.
pub(super) struct Adopted {
    strategy: StrategyId,
    replication: u32,
    network: u32,
    line: Adoption,
    id: Option<String>,
    parent_id: Option<String>,
    last: Cause,
    first: Cause,
}

/// The edge list of a study, looked up once, and who its people are on each network.
struct Ids {
    list: Arc<EdgeList>,
    /// By network: the person of the file that each person of the market is. Empty where all are of the file.
    own: BTreeMap<u32, Vec<Option<Vertex>>>,
    part: bool,
}

impl Ids {
    /// `None` where no layer is imported: people are numbers.
    fn of(s: &Results) -> Option<Ids> {
        let imports = &s.origin.scenario.as_ref()?.imports;
        let (list, part) = s.plan.layers.iter().find_map(|layer| {
            let LayerKind::Import { file, column, reading } = &layer.kind else { return None };
            Some((imports.read_as(file, reading, *column).ok()?, layer.part_of.is_some()))
        })?;
        let mut own = BTreeMap::new();
        for network in s.records.iter().map(|run| run.network).filter(|_| part) {
            own.entry(network).or_insert_with(|| {
                let mut of = vec![None; s.plan.market.people as usize];
                let members = World::members_of(&s.plan, imports, network).unwrap_or_default();
                (0..).zip(members).for_each(|(id, person)| of[person as usize] = Some(id));
                of
            });
        }
        Some(Ids { list, own, part })
    }

    /// The id of a person; `None` where the file does not name them.
    fn id(&self, network: u32, person: Vertex) -> Option<String> {
        let own = if self.part { self.own.get(&network)?.get(person as usize).copied()?? } else { person };
        Some(self.list.name(own))
    }
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
    let ids = Ids::of(s);
    for run in &s.records {
        let id = |person: Vertex| ids.as_ref().and_then(|ids| ids.id(run.network, person));
        for line in &run.ledger {
            let cause = |packed| Cause::unpack(packed).unwrap_or(Cause { source: Source::Seed, mark: None });
            put(&Adopted {
                strategy: run.strategy,
                replication: run.replication,
                network: run.network,
                line: *line,
                id: id(line.person.0),
                parent_id: line.parent.and_then(|parent| id(parent.0)),
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
        "person_id" = r.id.as_deref(), "Id of the person in the edge list; empty where it does not name them.";
        "day" ["days"] = f64::from(r.line.tick) * s.plan.tick_days(), "End of the tick of adoption, in days from the start; 0 for seeds.";
        "from_person" = r.line.parent.map(|parent| parent.0), "Number of the person that won them; empty where nobody did.";
        "from_person_id" = r.parent_id.as_deref(), "Id of that person in the edge list; empty where it does not name them.";
        "channel" = source(s, r.last), "Where the exposure that convinced came from: a channel, `seed`, `outside`, or `direct` from a tactic.";
        "tactic" = tactic(s, r.strategy, r.last), "Tactic that reached or lifted it; empty where none did.";
        "first_channel" = source(s, r.first), "The same of the first exposure that reached them.";
        "first_tactic" = tactic(s, r.strategy, r.first), "Its tactic.";
    },
};
