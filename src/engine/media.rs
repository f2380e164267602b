//! Paid media: impressions bought so far, their wear-out, and the hazard to each audience in a tick.

use crate::contract::Reach;
use crate::engine::Model;
use crate::engine::fit::{self, Susceptible};
use crate::rules;

/// An audience exposure as it stands in one tick.
#[derive(Debug, Clone, PartialEq)]
pub struct ReachToday {
    /// The impressions bought.
    pub reach: Reach,
    /// Impressions per reachable head.
    pub per_head: f64,
    /// Hazard of one impression before the person's factors.
    pub hazard: f64,
    /// The largest hazard anybody could feel.
    pub hazard_cap: f64,
    /// Factor less 1 on the hazard for people who lately met a word of a friend.
    pub overlap: f64,
    /// Whether it counts as met when friends speak.
    pub felt: bool,
}

/// Media pressure so far, the same on every shard.
#[derive(Debug, Clone, Default)]
pub struct PaidMedia {
    /// Mean impressions a reachable head, halving every 30 days (for wear-out).
    pub fresh: f64,
    /// Cumulative impressions a reachable head times their chance of making aware.
    pub aware: f64,
    /// Largest reachable share bought so far.
    pub reachable: f64,
    /// `fresh` before this tick, and the impressions and own views a reachable head of this tick.
    now: (f64, f64),
    /// Impressions a head of the population, per tick: all, and those that can convince.
    per_tick: Vec<(f64, f64)>,
}

impl PaidMedia {
    /// Impressions a head of the population in the last `days`.
    pub fn within(&self, days: f64, ticks_per_day: u32) -> f64 {
        self.last(days, ticks_per_day).map(|t| t.0).sum()
    }

    /// Those of them that can convince: an exposure of hazard 0 is not met.
    pub fn felt_within(&self, days: f64, ticks_per_day: u32) -> f64 {
        self.last(days, ticks_per_day).map(|t| t.1).sum()
    }

    fn last(&self, days: f64, ticks_per_day: u32) -> impl Iterator<Item = &(f64, f64)> {
        self.per_tick.iter().rev().take((days * f64::from(ticks_per_day)) as usize)
    }

    /// Force left of an own view in this tick, where so many impressions a head halve it.
    pub fn worn(&self, wear_out_at: f64) -> f64 {
        rules::wear_out(self.now.0, self.now.1, wear_out_at)
    }

    /// Books a tick's impressions and returns each reach as it stands in the tick.
    ///
    /// - `own`: views of the company's own posts, a reachable head
    /// - `susceptible`: the susceptibilities of the tick
    pub fn book(
        &mut self,
        model: &Model,
        reach: Vec<Reach>,
        own: f64,
        susceptible: &Susceptible,
    ) -> Vec<ReachToday> {
        if reach.is_empty() && self.per_tick.is_empty() && own + self.fresh <= 0.0 {
            return Vec::new();
        }
        let people = f64::from(model.world.people.count);
        self.fresh *= libm::exp2(-model.plan.tick_days() / 30.0);
        let per_head = |r: &Reach| r.impressions / (people * r.audience.reachable);
        let bought: f64 = reach.iter().map(per_head).sum();
        let delta = bought + own;
        self.now = (self.fresh, delta);
        let eligible = model.eligible_share;
        let talk = &model.plan.talk;
        let most_susceptible = fit::most(susceptible);
        let today = reach
            .into_iter()
            .map(|reach| {
                let wear = rules::wear_out(self.fresh, delta, reach.audience.wear_out_at);
                // Won where all are eligible; a fresh impression must win as many where few are, at
                // susceptibility 1, while nobody talks.
                let full = reach.audience.force / eligible * wear * reach.strength;
                let hazard = if reach.convinces { full } else { 0.0 };
                let overlap = if reach.overlaps { talk.overlap } else { 0.0 };
                ReachToday {
                    per_head: per_head(&reach),
                    hazard,
                    // The same candidates are drawn without the overlap, so that luck stays common.
                    hazard_cap: hazard * most_susceptible * (1.0 + talk.overlap),
                    overlap,
                    felt: full > 0.0 && reach.overlaps,
                    reach,
                }
            })
            .collect::<Vec<_>>();
        for r in &today {
            self.aware += r.per_head * r.reach.audience.aware;
            self.reachable = self.reachable.max(r.reach.audience.reachable);
        }
        self.fresh += delta;
        if bought > 0.0 || !self.per_tick.is_empty() {
            let heads = |r: &ReachToday| r.reach.impressions / people;
            let all = today.iter().map(heads).sum();
            self.per_tick.push((all, today.iter().filter(|r| r.felt).map(heads).sum()));
        }
        today
    }
}

/// Share of people who met at least one bought impression, at `i` impressions a head of the population.
pub(super) fn reached(model: &Model, i: f64, reachable: f64) -> f64 {
    if i <= 0.0 || reachable <= 0.0 {
        return 0.0;
    }
    let per_head = i / reachable;
    let missed: f64 =
        model.world.people.media_of.iter().map(|media| libm::exp(-f64::from(*media) * per_head)).sum::<f64>()
            / 256.0;
    reachable * (1.0 - missed)
}
