//! The tick loop of one run: pulse, tactics, speak, listen, record.
//!
//! Layer 5. Uses `units rules scenario tactic`.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;

use crate::engine::letter::Outbox;
use crate::engine::listen::Scratch;
use crate::engine::model::{Model, row};
use crate::engine::moment::{self, Clocks, Moment, PaidMedia};
use crate::engine::record::{Adoption, DayRow, Expense, RunRecord, Work};
use crate::engine::shard::Shard;
use crate::rules::{Desk, involvement};
use crate::tactic::contract::Trigger;
use crate::tactic::{self, Effects, NodeCounts, Now, Pulse, Purse, Tactic};
use crate::units::{Cause, Person, Source, Stage};

/// State of a world in motion, allocated once and reused from run to run.
pub struct Engine {
    shards: Vec<Shard>,
    outboxes: Vec<Outbox>,
    scratch: Vec<Scratch>,
    people: u32,
    block_bits: u32,
}

/// Acts and exposures of the tick before below which shards are played one after the other.
const QUIET: u64 = 2_000;

/// How a run is cut and checked; none of it changes a byte of the results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// Number of shards, at least 1.
    pub shards: usize,
    /// Look at everybody in every tick instead of using the queues: the engine's slow twin.
    pub scan: bool,
}

impl Default for Cut {
    fn default() -> Cut {
        Cut { shards: 1, scan: false }
    }
}

/// Numbers that identify a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunId {
    /// Position of the strategy.
    pub strategy: usize,
    /// Replication number.
    pub replication: u32,
    /// Network number.
    pub network: u32,
}

impl Engine {
    /// An engine for worlds of `people`, in shards of whole blocks.
    #[must_use]
    pub fn new(people: u32, block_bits: u32, cut: Cut) -> Engine {
        let blocks = (people as usize).div_ceil(1 << block_bits);
        let shards = cut.shards.clamp(1, blocks);
        let edge = |k: usize| (((blocks * k / shards) as u64) << block_bits).min(u64::from(people)) as u32;
        Engine {
            shards: (0..shards)
                .map(|k| Shard::new(edge(k), (edge(k + 1) - edge(k)) as usize, cut.scan))
                .collect(),
            outboxes: (0..shards).map(|_| Outbox::new(blocks, block_bits)).collect(),
            scratch: (0..shards).map(|_| Scratch::default()).collect(),
            people,
            block_bits,
        }
    }

    /// Whether this engine fits a world of `people`.
    #[must_use]
    pub fn fits(&self, people: u32) -> bool {
        self.people == people
    }

    /// Bytes of state held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let letters: usize = self.outboxes.iter().flat_map(|o| &o.letters).map(|l| l.capacity() * 16).sum();
        self.shards.iter().map(Shard::bytes).sum::<usize>() + letters
    }

    /// Runs a model from its seeds to the horizon; `None` if `stop` was raised on the way.
    ///
    /// # Panics
    /// If the engine was made for another number of people: a bug in the caller.
    pub fn run(
        &mut self,
        model: &Model,
        seeds: &[Person],
        supers: u32,
        id: RunId,
        stop: &AtomicBool,
    ) -> Option<RunRecord> {
        assert_eq!(self.people, model.world.people.count, "an engine fits one number of people");
        assert_eq!(self.block_bits, model.block_bits, "an engine fits one block size");
        let ordinary = moment::ordinary_acts(model);
        for shard in &mut self.shards {
            shard.reset(model, &ordinary);
        }
        let mut run = Running::new(model);
        self.sow(model, seeds, supers, &run);
        run.close_day(model, &self.shards);
        let ticks = model.plan.horizon_ticks;
        for tick in 1..=ticks {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            let m = run.begin(model, tick, &mut self.shards);
            self.play(model, &m);
            run.end(&self.shards, model.plan.ticks_per_day);
            if tick.is_multiple_of(model.plan.ticks_per_day) || tick == ticks {
                run.close_day(model, &self.shards);
            }
            if model.generations.is_some() && self.active() == 0 {
                break;
            }
        }
        Some(run.finish(model, &mut self.shards, id))
    }

    fn active(&self) -> u64 {
        Stage::ALL.iter().filter(|s| s.owns()).map(|s| self.count(*s)).sum::<u64>()
            + self.count(Stage::Wanting)
    }

    fn count(&self, stage: Stage) -> u64 {
        self.shards.iter().map(|s| s.tally.stages[stage as usize]).sum()
    }

    /// Puts the product into the seeds' hands at time 0.
    fn sow(&mut self, model: &Model, seeds: &[Person], supers: u32, run: &Running) {
        let mut clocks = run.clocks.clone();
        let nothing = moment::Now {
            tick: 1,
            quality: 1.0,
            active: 0,
            desk: run.desk,
            views: &vec![0; model.channels.len()],
            effects: &Effects::default(),
        };
        let mut m = Moment::new(model, &nothing, &mut clocks, &run.media, Vec::new());
        // Nothing has happened yet: clocks stand at 0.
        m.after = m.before;
        let cause = Cause { source: Source::Seed, mark: None }.pack();
        for (k, person) in seeds.iter().enumerate() {
            let Some(shard) = self.shards.iter_mut().rev().find(|s| s.first <= *person) else { continue };
            shard.sow(model, &m, *person, (k as u32) < supers, cause);
        }
    }

    fn play(&mut self, model: &Model, m: &Moment) {
        let Engine { shards, outboxes, scratch, .. } = self;
        // A quiet tick is over before threads have woken.
        let busy = shards.iter().map(|s| s.tally.events + s.tally.exposures).sum::<u64>();
        if shards.len() == 1 || busy < QUIET {
            shards.iter_mut().zip(outboxes.iter_mut()).for_each(|(s, out)| s.speak(model, m, out));
            shards
                .iter_mut()
                .zip(scratch.iter_mut())
                .for_each(|(s, scratch)| s.listen(model, m, outboxes, scratch));
            return;
        }
        shards.par_iter_mut().zip(outboxes.par_iter_mut()).for_each(|(s, out)| s.speak(model, m, out));
        let outboxes = &*outboxes;
        shards
            .par_iter_mut()
            .zip(scratch.par_iter_mut())
            .for_each(|(s, scratch)| s.listen(model, m, outboxes, scratch));
    }
}

impl Shard {
    /// Makes a person a satisfied owner from the start.
    fn sow(&mut self, model: &Model, m: &Moment, person: Person, is_super: bool, cause: u16) {
        let local = self.local(person);
        if self.ears[local].stage().owns() {
            return;
        }
        self.ears[local].first = cause;
        self.tally.adopted += 1;
        self.ledger.push(Adoption { person, tick: 0, parent: None, last: cause, first: cause });
        if model.generations.is_some() {
            self.generation.insert(person, 0);
        }
        if is_super {
            // Involvement .8: an advocate from the start.
            self.mouths[local].involve(0, involvement::gain(0.8));
        }
        self.set_stage(local, Stage::Fresh);
        if let Some(r) = row(Stage::Fresh) {
            self.begin(model, m, local, r, 0, 1);
        }
        if model.bursts {
            self.burst.push(person);
        }
    }
}

/// What a run carries from tick to tick, beside its people.
struct Running {
    clocks: Clocks,
    media: PaidMedia,
    desk: Desk,
    quality: f64,
    /// Q at the rejecters' last return.
    returned_at: f64,
    backlog: f64,
    wages: f64,
    purse: Purse,
    tactics: Vec<Box<dyn Tactic>>,
    starts: Vec<Trigger>,
    stops: Vec<Option<Trigger>>,
    began: Vec<Option<u32>>,
    notes: Vec<String>,
    pulse: Pulse,
    /// Views by channel and tickets, per tick of the last day.
    views: VecDeque<Vec<u64>>,
    tickets: VecDeque<u64>,
    views_day: Vec<u64>,
    tickets_day: u64,
    days: Vec<DayRow>,
    work: Work,
    tick: u32,
}

impl Running {
    fn new(model: &Model) -> Running {
        let tactics = &model.strategy.tactics;
        let quality = model.plan.product.satisfied;
        let budgets: Vec<_> = tactics.iter().map(|t| t.budget).collect();
        Running {
            clocks: Clocks::default(),
            media: PaidMedia::default(),
            desk: Desk::new(0.0, 1, model.plan.service.tickets_per_head_day, 0.0),
            quality,
            returned_at: quality,
            backlog: 0.0,
            wages: 0.0,
            purse: Purse::new(model.plan.compare.cap, &budgets),
            tactics: tactic::build(model.plan, model.strategy),
            starts: tactics.iter().map(|t| Trigger::new(t.starts)).collect(),
            stops: tactics.iter().map(|t| t.stops.map(Trigger::new)).collect(),
            began: vec![None; tactics.len()],
            notes: Vec::new(),
            pulse: Pulse { nodes: vec![NodeCounts::default(); tactics.len()], ..Pulse::default() },
            views: VecDeque::new(),
            tickets: VecDeque::new(),
            views_day: vec![0; model.channels.len()],
            tickets_day: 0,
            days: Vec::new(),
            work: Work::default(),
            tick: 0,
        }
    }

    /// Pulse, service, tactics: everything that is the same on every shard.
    fn begin(&mut self, model: &Model, tick: u32, shards: &mut [Shard]) -> Moment {
        self.tick = tick;
        for (s, total) in self.pulse.stages.iter_mut().enumerate() {
            *total = shards.iter().map(|shard| shard.tally.stages[s]).sum();
        }
        self.pulse.adopted = shards.iter().map(|s| s.tally.adopted).sum();
        self.serve(model);
        let mut effects = self.ask_tactics(model, tick);
        self.quality = (self.quality + effects.quality).clamp(0.0, 1.0);
        if self.quality >= self.returned_at + 0.1 - 1e-12 {
            self.returned_at = self.quality;
            shards.iter_mut().for_each(Shard::reconsider);
        }
        let reach = self.media.book(model, std::mem::take(&mut effects.reach));
        let now = moment::Now {
            tick,
            quality: self.quality,
            active: self.pulse.active(),
            desk: self.desk,
            views: &self.views_day,
            effects: &effects,
        };
        let mut m = Moment::new(model, &now, &mut self.clocks, &self.media, reach);
        let events: Vec<_> = m.reach.iter().filter_map(|r| r.reach.event.clone()).collect();
        m.makers = events
            .iter()
            .map(|e| shards.iter_mut().filter_map(|s| s.best_maker(&m, e)).min().map(|best| best.1))
            .collect();
        m
    }

    /// The service floor: heads by owners, waits by yesterday's tickets.
    fn serve(&mut self, model: &Model) {
        let service = &model.plan.service;
        let dt = model.plan.tick_days();
        let owners = self.pulse.active() as f64;
        let heads = libm::ceil(service.staff_per_100_000 * owners / 100_000.0).max(1.0);
        let arrivals = self.tickets_day as f64;
        let capacity = heads * service.tickets_per_head_day;
        self.backlog = (self.backlog + (arrivals - capacity) * dt).max(0.0);
        self.desk = Desk::new(arrivals, heads as u32, service.tickets_per_head_day, self.backlog);
        self.pulse.backlog = self.backlog;
        self.wages += heads * service.wage_per_month * 12.0 / 365.0 * dt;
    }

    fn ask_tactics(&mut self, model: &Model, tick: u32) -> Effects {
        let dt = model.plan.tick_days();
        let day = f64::from(tick - 1) * dt;
        let horizon = f64::from(model.plan.horizon_ticks) * dt;
        let mut effects = Effects::default();
        let i7 = if model.buys { self.media.within(7.0, model.plan.ticks_per_day) } else { 0.0 };
        let reached_7d = reached(model, i7, self.media.reachable);
        let mut running = Vec::with_capacity(self.tactics.len());
        for t in 0..self.tactics.len() {
            let spent = self.purse.total();
            let began = self.starts[t].fired(day, dt, &self.pulse, spent);
            let stopped =
                self.stops[t].as_mut().is_some_and(|s| s.fired(day, dt, &self.pulse, spent).is_some());
            running.push(began.filter(|_| !stopped));
            let ahead = if running[t].is_some() { self.tactics[t].wages_ahead(day, horizon) } else { 0.0 };
            self.purse.reserve(t as u8, ahead);
        }
        for (t, began) in running.into_iter().enumerate() {
            let Some(began) = began else { continue };
            self.began[t].get_or_insert(day as u32);
            effects.acting = t as u8;
            let now = Now {
                day,
                dt,
                horizon,
                began,
                pulse: &self.pulse,
                reached_7d,
                quality: (self.quality, model.plan.product.satisfied_at_best),
            };
            self.tactics[t].act(&now, &mut self.purse, &mut effects);
            let name = &model.strategy.tactics[t].name;
            self.notes.extend(effects.notes.drain(..).map(|n| format!("{name} {n}")));
        }
        effects
    }

    /// Takes the shards' counts of the tick in.
    fn end(&mut self, shards: &[Shard], ticks_per_day: u32) {
        for (t, node) in self.pulse.nodes.iter_mut().enumerate() {
            *node = NodeCounts::default();
            for shard in shards {
                let counts = shard.tally.nodes[t];
                node.acts += counts.acts;
                node.handled += counts.handled;
                node.content += counts.content;
            }
        }
        let day = ((self.tick - 1) / ticks_per_day) as usize;
        self.pulse.made.resize(day + 1, 0);
        self.pulse.made[day] += self.pulse.nodes.iter().map(|n| n.content).sum::<u64>();
        let mut views = vec![0; self.views_day.len()];
        for shard in shards {
            for (v, s) in views.iter_mut().zip(&shard.tally.views) {
                *v += s;
            }
            self.work.events += shard.tally.events;
            self.work.exposures += shard.tally.exposures;
            self.work.marked += shard.tally.marked;
        }
        let tickets = shards.iter().map(|s| s.tally.tickets).sum();
        for (day, v) in self.views_day.iter_mut().zip(&views) {
            *day += v;
        }
        self.tickets_day += tickets;
        self.views.push_back(views);
        self.tickets.push_back(tickets);
        while self.views.len() > ticks_per_day as usize {
            for (day, v) in self.views_day.iter_mut().zip(self.views.pop_front().unwrap_or_default()) {
                *day -= v;
            }
            self.tickets_day -= self.tickets.pop_front().unwrap_or(0);
        }
    }

    /// Writes the row of a day that ends.
    fn close_day(&mut self, model: &Model, shards: &[Shard]) {
        let stages = std::array::from_fn(|s| shards.iter().map(|shard| shard.tally.stages[s] as u32).sum());
        let day = f64::from(self.tick) * model.plan.tick_days();
        self.days.push(DayRow {
            stages,
            adopted: shards.iter().map(|s| s.tally.adopted as u32).sum(),
            quality: self.quality,
            wait_hours: self.desk.mean_wait() * 24.0,
            market: (f64::from(moment::eligible_units(model, day)) / 65_536.0
                * f64::from(model.world.people.count)) as u32,
            impressions: self.media.within(30.0, model.plan.ticks_per_day),
        });
    }

    fn finish(self, model: &Model, shards: &mut [Shard], id: RunId) -> RunRecord {
        let mut ledger: Vec<Adoption> = shards.iter().flat_map(|s| &s.ledger).copied().collect();
        ledger.sort_unstable_by_key(|a| (a.tick, a.person));
        let mut record = RunRecord {
            strategy: id.strategy,
            replication: id.replication,
            network: id.network,
            causes: Vec::new(),
            last_touch: Vec::new(),
            first_touch: Vec::new(),
            expenses: self
                .purse
                .book
                .iter()
                .map(|p| Expense { tactic: p.tactic, day: p.day, amount: p.amount })
                .collect(),
            service_wages: self.wages,
            notes: self.notes,
            began: self.began,
            ledger,
            offspring: (0, 0),
            work: self.work,
            days: self.days,
        };
        record.count_causes(model.plan.ticks_per_day);
        if model.strategy.tactics.is_empty() {
            record.offspring = record.count_offspring(1, 2);
        }
        record
    }
}

/// Share of people who met at least one bought impression, at `i` impressions a head of the population.
fn reached(model: &Model, i: f64, reachable: f64) -> f64 {
    if i <= 0.0 || reachable <= 0.0 {
        return 0.0;
    }
    let per_head = i / reachable;
    let missed: f64 =
        model.world.people.media_of.iter().map(|m| libm::exp(-f64::from(*m) * per_head)).sum::<f64>() / 256.0;
    reachable * (1.0 - missed)
}
