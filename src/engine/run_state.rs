//! What all shards share: pulse, service, tactics, money, and the record.
//!
//! Always true: everything here is made of integers summed over shards, in one order, on one
//! thread, so it is the same for every partition.

mod finish;

use std::collections::{BTreeMap, VecDeque};

use crate::contract::{Budget, Effects, Now, ParticipationCounts, Pulse, Tactic, Trigger};
use crate::engine::account_book::AccountBook;
use crate::engine::activity::Activity;
use crate::engine::archive::Archive;
use crate::engine::arrivals::Arriving;
use crate::engine::clock::Clocks;
use crate::engine::club_use::eligible;
use crate::engine::desk::{Desk, Served};
use crate::engine::fit;
use crate::engine::media::{PaidMedia, reached};
use crate::engine::pick_book::{self, PickBook};
use crate::engine::record::{RecordRow, Work, WorldRow};
use crate::engine::rivalry::Rivalry;
use crate::engine::shard::Tally;
use crate::engine::tick::TickInput;
use crate::engine::weather::Shocks;
use crate::engine::{Model, Shard, Tick, wanting, weather};
use crate::rng::name_key;
use crate::scenario::plan::TacticPlan;
use crate::scenario::spec::Start;
use crate::units::{Day, Stage, TacticId};

/// The state of a run beside its people, from tick to tick.
pub(super) struct RunState {
    pub(super) clocks: Clocks,
    pub(super) media: PaidMedia,
    pub(super) desk: Desk,
    /// Q without shocks.
    quality: f64,
    shocks: Shocks,
    rivalry: Rivalry,
    archive: Archive,
    arriving: Arriving,
    /// Hazards of categories that tactics have defined.
    categories: BTreeMap<TacticId, f64>,
    /// Q as it is.
    felt: f64,
    /// Q at the rejecters' last return.
    returned_at: f64,
    budget: Budget,
    accounts: AccountBook,
    picks: PickBook,
    tactics: Vec<Box<dyn Tactic>>,
    starts: Vec<Trigger>,
    stops: Vec<Option<Trigger>>,
    began: Vec<Option<Day>>,
    /// Whether all tactics stop.
    give_up: Option<Trigger>,
    gave_up: Option<Day>,
    notes: Vec<String>,
    activity: Activity,
    pulse: Pulse,
    /// Views by channel, per tick of the last day.
    views: VecDeque<Vec<u64>>,
    views_day: Vec<u64>,
    /// Active owners at the starts of the ticks of the last week.
    week: VecDeque<u64>,
    rows: Vec<RecordRow>,
    work: Work,
    /// Talk acts a day of a fresh owner in the last tick.
    talk: f64,
    /// Acts and exposures before this tick.
    worked: u64,
    tick: u32,
}

impl RunState {
    pub(super) fn new(model: &Model) -> RunState {
        let tactics = &model.strategy.tactics;
        let quality = model.plan.product.satisfied;
        let budgets: Vec<_> = tactics.iter().map(|t| t.budget).collect();
        RunState {
            clocks: Clocks::default(),
            media: PaidMedia::default(),
            desk: Desk::new(&model.plan.service),
            quality,
            shocks: Shocks::default(),
            rivalry: Rivalry::new(model.plan),
            archive: Archive::default(),
            arriving: Arriving::default(),
            categories: BTreeMap::new(),
            felt: quality,
            returned_at: quality,
            budget: Budget::new(model.plan.money_of(model.strategy), &budgets)
                .reinvesting(model.strategy.reinvest),
            accounts: AccountBook::default(),
            picks: PickBook::default(),
            tactics: TacticId::all(tactics.len()).map(|t| begin(model, t)).collect(),
            starts: tactics.iter().map(|t| Trigger::new(t.starts.clone())).collect(),
            stops: tactics.iter().map(|t| t.stops.clone().map(Trigger::new)).collect(),
            began: vec![None; tactics.len()],
            give_up: model.strategy.give_up.clone().map(Trigger::new),
            gave_up: None,
            notes: Vec::new(),
            activity: Activity::new(tactics.iter().map(|t| t.spec.measures())),
            pulse: Pulse {
                participation: vec![ParticipationCounts::default(); tactics.len()],
                ..Pulse::default()
            },
            views: VecDeque::new(),
            views_day: vec![0; model.channels.len()],
            week: VecDeque::new(),
            rows: Vec::new(),
            work: Work::default(),
            talk: 0.0,
            worked: 0,
            tick: 0,
        }
    }

    /// Sums the shards' counts at the start of a tick, and staffs the service floor for them.
    pub(super) fn take_pulse(&mut self, model: &Model, number: u32, shards: &mut [Shard]) {
        self.tick = number;
        self.picks.take_pulse(model, shards, &mut self.pulse);
        for (s, total) in self.pulse.stages.iter_mut().enumerate() {
            *total = shards.iter().map(|shard| shard.tally.stages[s]).sum();
        }
        let before = self.pulse.adopted;
        self.pulse.adopted = shards.iter().map(|s| s.tally.adopted).sum();
        // Seeds are given the product.
        let won = if number > 1 { self.pulse.adopted - before } else { 0 };
        self.budget.take_in(won as f64 * model.plan.product.margin_per_owner.unwrap_or(0.0));
        self.accounts.take_pulse(model, shards, &mut self.pulse);
        self.pulse.lost_to_rival = shards.iter().map(|s| s.tally.lost_to_rival).sum();
        self.pulse.lost_unheard = shards.iter().map(|s| s.tally.lost_unheard).sum();
        let stage = |s: Stage| self.pulse.stages[s as usize] as f64;
        self.desk.staff(
            model.plan,
            Served {
                owners: self.pulse.active() as f64,
                aggrieved: stage(Stage::Aggrieved),
                advocates: stage(Stage::Advocate),
                complaints: self.talk * model.plan.talk.grievance,
            },
        );
        self.pulse.desk = self.desk.pulse(model.plan);
        wanting::take(&mut self.pulse, shards);
        self.pulse.backlog = self.desk.backlog();
        self.pulse.wait_hours = self.desk.wait_hours(f64::from(model.plan.horizon_days()));
        self.pulse.quality = self.felt;
        let begins = f64::from(number - 1) * model.plan.tick_days();
        self.pulse.eligible = f64::from(eligible(model, begins));
        let week = 7 * model.plan.ticks_per_day as usize;
        self.pulse.week_ago = (self.week.len() >= week).then(|| self.week.pop_front()).flatten();
        self.week.push_back(self.pulse.active());
    }

    /// Makes the tick: all that holds throughout it, with the effects of tactics.
    pub(super) fn fix(&mut self, model: &Model, effects: Effects, shards: &mut [Shard]) -> Tick {
        // Taken apart, so that an effect that nothing consumes does not compile.
        let Effects {
            lifts,
            mut reach,
            mut participation,
            mut entries,
            buying,
            remix,
            mut service,
            sales,
            invites,
            mut accounts,
            fits,
            categories,
            picks,
            groups,
            ranks,
            quality,
            said,
            notes: _,
            acting: _,
        } = effects;
        self.activity.say((self.tick - 1) / model.plan.ticks_per_day, &said);
        self.pulse.remix = remix;
        self.pulse.products = fits.iter().map(|fit| fit.products).product();
        let susceptible =
            fit::fitted((&model.susceptible, &model.world.people), &fits, &mut reach, &mut accounts);
        self.quality = (self.quality + quality).clamp(0.0, 1.0);
        let lost = self.shocks.lost(model, self.tick);
        self.felt = (self.quality - lost).max(0.0);
        if self.felt >= self.returned_at + 0.1 - 1e-12 {
            self.returned_at = self.felt;
            shards.iter_mut().for_each(Shard::reconsider);
        }
        if lost > 0.0 {
            // What has been lost may be won back.
            self.returned_at = self.returned_at.min(self.felt);
        }
        for (tactic, hazard) in categories {
            let held = self.categories.entry(tactic).or_default();
            *held = held.max(hazard);
        }
        let parts = (&mut participation[..], &mut entries[..]);
        pick_book::rank(&ranks, parts, &mut service, &mut accounts, &mut reach);
        let tick_and_views = (self.tick, &self.views_day[..]);
        let (views, own) = self.accounts.open(model, &mut self.pulse, &accounts, tick_and_views, shards);
        let reach = self.media.book(model, reach, own, &susceptible);
        let day = f64::from(self.tick - 1) * model.plan.tick_days();
        let spent = self.budget.total();
        let input = TickInput {
            number: self.tick,
            quality: self.felt,
            susceptible,
            category: self.categories.values().sum(),
            troubles_left: self.archive.troubles_left(model, self.pulse.active()),
            rival: self.rivalry.now(model, day, self.felt, &self.pulse, spent),
            pulse: &self.pulse,
            service: self.desk.answers(),
            views: &self.views_day,
            lifts: &lifts,
            participation: &participation,
            entries: &entries,
            buying,
            sales: &sales,
            invites: &invites,
        };
        let mut tick = Tick::new(model, &input, &mut self.clocks, &self.media, reach);
        self.desk.offer(service);
        self.talk = tick.talk_a_day;
        let events: Vec<_> = tick.reach.iter().filter_map(|r| r.reach.event.clone()).collect();
        tick.makers = events
            .iter()
            .map(|e| shards.iter().filter_map(|s| s.best_maker(&tick, e.pick_days)).min().map(|best| best.1))
            .collect();
        self.accounts.enter(model, &self.media, (accounts, views), &mut tick, shards);
        self.arriving.choose(model, &tick, shards);
        if !picks.is_empty() || !groups.is_empty() {
            self.picks.open(model, (picks, groups), &mut tick, shards);
        }
        tick
    }

    /// The time of the last row before this tick: whole days where rows are daily.
    fn row_before(&self, model: &Model) -> Day {
        let line = model.plan.timeline();
        line.day_of_row(((self.tick - 1) / line.ticks_per_row) as usize)
    }

    /// Asks each tactic that runs now what it does in this tick.
    pub(super) fn ask_tactics(&mut self, model: &Model) -> Effects {
        let dt = model.plan.tick_days();
        let day = f64::from(self.tick - 1) * dt;
        let horizon = f64::from(model.plan.horizon_ticks) * dt;
        let mut effects = Effects::default();
        let i7 = if model.buys { self.media.within(7.0, model.plan.ticks_per_day) } else { 0.0 };
        let reached_7d = reached(model, i7, self.media.reachable);
        let spent = self.budget.total();
        let gives_up = self.give_up.as_mut().and_then(|g| g.fired(day, dt, &self.pulse, spent));
        if gives_up.is_some() && self.gave_up.is_none() {
            self.gave_up = Some(self.row_before(model));
        }
        let mut running = Vec::with_capacity(self.tactics.len());
        for t in TacticId::all(self.tactics.len()) {
            let began = self.starts[t].fired(day, dt, &self.pulse, spent);
            let stopped =
                self.stops[t].as_mut().is_some_and(|s| s.fired(day, dt, &self.pulse, spent).is_some());
            running.push(began.filter(|_| !stopped && gives_up.is_none()));
            let ahead = if running[t].is_some() { self.tactics[t].wages_ahead(day, horizon) } else { 0.0 };
            self.budget.reserve(t, ahead);
        }
        for (t, began) in TacticId::all(running.len()).zip(running) {
            let Some(began) = began else { continue };
            let row_before = self.row_before(model);
            self.began[t].get_or_insert(row_before);
            effects.acting = t;
            let now = Now {
                day,
                dt,
                horizon,
                began,
                pulse: &self.pulse,
                reached_7d,
                quality: (self.quality, model.plan.product.satisfied_at_best),
            };
            let quality = effects.quality;
            self.tactics[t].act(&now, &mut self.budget, &mut effects);
            let TacticPlan { name, without, .. } = &model.strategy.tactics[t];
            if let Some(mechanism) = without {
                mechanism.switch_off(&mut effects, quality);
            }
            self.notes.extend(effects.notes.drain(..).map(|n| format!("{name} {n}")));
        }
        effects
    }

    /// Takes the shards' counts of a tick in, and writes the row that stands at its end.
    pub(super) fn record(&mut self, model: &Model, shards: &[Shard]) {
        let ticks_per_day = model.plan.ticks_per_day;
        for (t, sum) in self.pulse.participation.iter_mut().enumerate() {
            *sum = shards.iter().map(|shard| shard.tally.participation[t]).sum();
        }
        let day = ((self.tick - 1) / ticks_per_day) as usize;
        let mut views = vec![0; self.views_day.len()];
        self.accounts.record(shards, &mut self.pulse, &mut views);
        self.picks.record(shards, &mut self.pulse);
        for (t, part) in TacticId::all(self.tactics.len()).zip(&self.pulse.participation) {
            let talk = shards.iter().map(|shard| shard.tally.talk[t]).sum();
            let deals = shards.iter().map(|shard| shard.tally.sale.deals[t]).sum();
            let follow = self.pulse.follow.get(t.index()).copied().unwrap_or_default();
            let people = self.pulse.enlist.get(t.index()).copied().unwrap_or_default().counts;
            self.activity.count(day as u32, t, *part, talk, (deals, follow, people));
        }
        self.pulse.made.resize(day + 1, 0);
        self.pulse.made[day] += self.pulse.participation.iter().map(|n| n.content).sum::<u64>();
        for shard in shards {
            for (v, s) in views.iter_mut().zip(&shard.tally.views) {
                *v += s;
            }
            self.work.events += shard.tally.events;
            self.work.exposures += shard.tally.exposures;
            self.work.marked += shard.tally.talk.iter().sum::<u64>();
        }
        let [tickets, gifts] =
            [|t: &Tally| t.tickets, |t: &Tally| t.gifts].map(|of| shards.iter().map(|s| of(&s.tally)).sum());
        self.desk.open((tickets, gifts), ticks_per_day);
        self.archive.add(model, &views);
        for (day, v) in self.views_day.iter_mut().zip(&views) {
            *day += v;
        }
        self.views.push_back(views);
        while self.views.len() > ticks_per_day as usize {
            for (day, v) in self.views_day.iter_mut().zip(self.views.pop_front().unwrap_or_default()) {
                *day -= v;
            }
        }
        if model.plan.timeline().has_row(self.tick) {
            self.close_row(model, shards);
        }
    }

    /// Acts and exposures since this was last asked.
    pub(super) fn work_of_tick(&mut self) -> u64 {
        let now = self.work.events + self.work.exposures;
        now - std::mem::replace(&mut self.worked, now)
    }

    /// Writes the row that stands at the end of this tick.
    pub(super) fn close_row(&mut self, model: &Model, shards: &[Shard]) {
        let stages = std::array::from_fn(|s| shards.iter().map(|shard| shard.tally.stages[s] as u32).sum());
        let day = f64::from(self.tick) * model.plan.tick_days();
        let whole = f64::from(model.plan.horizon_days());
        self.rows.push(RecordRow {
            stages,
            adopted: shards.iter().map(|s| s.tally.adopted as u32).sum(),
            lost_unheard: shards.iter().map(|s| s.tally.lost_unheard as u32).sum(),
            quality: self.felt,
            wait_hours: self.desk.wait_hours(whole),
            waits: self.desk.waits(),
            market: eligible(model, day),
            impressions: self.media.within(30.0, model.plan.ticks_per_day),
            wages: self.desk.wages(),
            world: WorldRow {
                wind: weather::wind_on(model, (day - model.plan.tick_days()).max(0.0)),
                lost_to_rival: shards.iter().map(|s| s.tally.lost_to_rival as u32).sum(),
                posts: self.archive.posts(),
            },
        });
    }
}

/// A tactic of the model's strategy at the start of a run.
fn begin(model: &Model, id: TacticId) -> Box<dyn Tactic> {
    let (plan, tactic) = (model.plan, &model.strategy.tactics[id]);
    let days = f64::from(plan.horizon_ticks) * plan.tick_days();
    tactic.spec.begin(&Start {
        tactic_key: name_key(&tactic.name),
        money: model.strategy.most_spend(id, plan.money_of(model.strategy), days),
        channels: &plan.channels,
        account: model.strategy.account_of(id),
        ends: tactic.ends(days),
    })
}
