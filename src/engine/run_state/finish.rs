//! The record of a run that has ended.

use rayon::prelude::*;

use super::RunState;
use crate::engine::club_use::clubs;
use crate::engine::record::{Adoption, FIRST_YEAR, RunId, RunRecord, Terms};
use crate::engine::{Model, Shard};

impl RunState {
    /// Makes the record of the run.
    pub(in crate::engine) fn finish(self, model: &Model, shards: &mut [Shard], id: RunId) -> RunRecord {
        let mut ledger: Vec<Adoption> =
            shards.iter().flat_map(|s| &s.ledger).map(|row| row.adoption()).collect();
        let seeds = ledger.partition_point(|a| a.tick == 0);
        let order = |a: &Adoption| (a.tick, a.person);
        ledger[..seeds].sort_unstable_by_key(order);
        if !ledger.is_sorted_by_key(order) {
            ledger.par_sort_unstable_by_key(order);
        }
        let mut record = RunRecord {
            strategy: id.strategy,
            replication: id.replication,
            network: id.network,
            causes: Vec::new(),
            last_touch: Vec::new(),
            first_touch: Vec::new(),
            expenses: self.budget.entries,
            income: self.budget.income,
            reinvested: self.budget.reinvested,
            seeds_cost: model.plan.seeds_of(model.strategy).cost(),
            terms: Terms {
                margin_per_owner: model.plan.product.margin_per_owner,
                discount_per_year: model.plan.compare.discount_per_year,
            },
            notes: self.notes,
            activity: self.activity.weeks(model.plan.horizon_days().0.ceil() as u32),
            began: self.began,
            gave_up: self.gave_up,
            offspring: (0, 0),
            clubs: clubs(model, &ledger),
            tickets: self.desk.tickets(model.plan),
            ledger,
            work: self.work,
            rows: self.rows,
            timeline: model.plan.timeline(),
        };
        record.count_causes();
        if model.strategy.tactics.is_empty() {
            let year = FIRST_YEAR * model.plan.ticks_per_day;
            record.offspring = record.count_offspring(year, model.plan.horizon_ticks);
        }
        record
    }
}
