//! Owners who come with something else: whole people, drawn evenly from those eligible and undecided.

use rustc_hash::FxHashSet;

use crate::engine::{Credit, Instant, Model, NOBODY, Shard, Tick};
use crate::rng::{Purpose, below};
use crate::units::{Cause, PersonId, Source, Stage};

/// Tries for each of them; so many fail only where hardly anybody is left.
const TRIES: u64 = 500;

/// Those who are still to come, as a part of one person, by table of the plan.
#[derive(Debug, Clone, Default)]
pub(super) struct Arriving {
    rest: Vec<f64>,
}

impl Arriving {
    /// Chooses those who come in a tick; they have it before anybody acts.
    pub(super) fn choose(&mut self, model: &Model, tick: &Tick, shards: &mut [Shard]) {
        let tables = &model.plan.market.rules.arrivals;
        if tables.is_empty() || model.generations.is_some() {
            return;
        }
        self.rest.resize(tables.len(), 0.0);
        let dt = model.plan.tick_days();
        let day = f64::from(tick.number - 1) * dt;
        let mut wanted = 0;
        for (table, rest) in tables.iter().zip(&mut self.rest) {
            *rest += table.between(day, dt);
            let whole = (*rest + 1e-9).floor();
            *rest -= whole;
            wanted += whole as u64;
        }
        let mut stream = model.luck.stream(Purpose::Arrive, NOBODY.0, tick.number, 0);
        let mut chosen = FxHashSet::default();
        for _ in 0..wanted.min(u64::from(model.world.people.count)).saturating_mul(TRIES) {
            if chosen.len() as u64 >= wanted {
                break;
            }
            let person = PersonId(below(stream.word(), model.world.people.count));
            let holder = Shard::holding(shards, person);
            let shard = &mut shards[holder];
            let undecided = shard.listeners[shard.local(person)].stage() < Stage::Wanting;
            if undecided && model.eligible(person, tick.eligible_units) && chosen.insert(person) {
                shard.arriving.push(person);
            }
        }
    }
}

impl Shard {
    /// Gives the product to those who come with something else.
    pub(super) fn arrive(&mut self, model: &Model, tick: &Tick) {
        let cause = Cause { source: Source::Outside, mark: None }.pack();
        for person in std::mem::take(&mut self.arriving) {
            self.adopt(model, tick, person, Credit { parent: NOBODY, cause }, Instant::START);
        }
    }
}
