//! Exposures of an audience: bought impressions, amplified events, outside influence, rivals.
//!
//! No audience is scanned. Crossings come at rate λ_v(1 − e^{−h_v}): candidates are drawn at the ceiling
//! per block and tick and accepted by a keyed coin, which is exact thinning; accounts do not move,
//! because an Exp(1) remainder has no memory.

use rand_distr::{Distribution, Poisson};

use crate::contract::Event;
use crate::engine::ad_awareness::{AwareOrder, threshold};
use crate::engine::claims::CreditClaim;
use crate::engine::exposure::Story;
use crate::engine::listen::doubt;
use crate::engine::media::ReachToday;
use crate::engine::shard::Block;
use crate::engine::{Clock, Instant, Mark, Model, NOBODY, Outbox, Repost, Scratch, Shard, Tick};
use crate::hints::prefetch;
use crate::rng::{Purpose, Stream, below, unit};
use crate::rules::involvement;
use crate::scenario::plan::{ChannelKind, Feed};
use crate::units::{Cause, PersonId, Source, Stage};

/// Number of candidates of a Poisson process in one block and tick.
pub(super) fn candidates(stream: &mut Stream, mean: f64) -> u32 {
    Poisson::new(mean).map_or(0, |p| p.sample(stream) as u32)
}

/// The tactic whose impressions made a person aware in a tick, as a packed cause: drawn in proportion to
/// the impressions a head of each, times their chance of making aware, among those that can reach the
/// person. A keyed draw, so that the order of the tactics cannot show.
fn informer(model: &Model, tick: &Tick, order: &AwareOrder, person: PersonId) -> u16 {
    let cause = |r: &ReachToday| Cause { source: Source::Tactic(r.reach.tactic), mark: None }.pack();
    if let [one] = &tick.reach[..] {
        return cause(one);
    }
    let weight = |r: &ReachToday| match Shard::reachable(model, person, r.reach.audience.reachable) {
        true => r.per_head * r.reach.audience.aware,
        false => 0.0,
    };
    let coin = unit(order.luck.draws(Purpose::AdAware, person.0, 1, 0)[0]);
    let mut left = coin * tick.reach.iter().map(weight).sum::<f64>();
    let drawn = tick.reach.iter().filter(|r| weight(r) > 0.0).find(|r| {
        left -= weight(r);
        left < 0.0
    });
    drawn.or(tick.reach.last()).map_or(0, cause)
}

impl Shard {
    /// The key of the draws of a block: its first person.
    pub(super) fn key(&self, block: Block) -> u32 {
        self.person(block.start).0
    }

    /// Applies everything that reaches a block otherwise than by exposures of people.
    pub(super) fn meet_audiences(&mut self, model: &Model, tick: &Tick, block: Block, scratch: &mut Scratch) {
        if model.generations.is_some() {
            return;
        }
        if tick.outside > 0.0 {
            self.feel_outside(model, tick, block, scratch);
        }
        if tick.rival.takes > 0.0 || tick.rival.returns > 0.0 {
            self.meet_rival(model, tick, block, scratch);
        }
        for reach in &tick.reach {
            self.buy_crossings(model, tick, reach, block, scratch);
        }
        if !tick.reach.is_empty() {
            self.grow_aware(model, tick, block);
        }
    }

    /// Outside influence and imitation at large.
    fn feel_outside(&mut self, model: &Model, tick: &Tick, block: Block, scratch: &mut Scratch) {
        let cause = Cause { source: Source::Outside, mark: None }.pack();
        let can_cross = |shard: &Shard, local: usize, person| {
            shard.listeners[local].stage() < Stage::Wanting && model.eligible(person, tick.eligible_units)
        };
        if tick.outside_acts == f64::INFINITY {
            for local in block.start..block.start + block.people {
                let person = self.person(local);
                if can_cross(self, local, person) {
                    Shard::cross(model, local - block.start, person, (cause, tick.outside, 0), scratch);
                }
            }
            return;
        }
        let mut stream = model.luck.stream(Purpose::Outside, self.key(block), tick.number, 0);
        for _ in 0..candidates(&mut stream, tick.outside_acts * block.people as f64) {
            let (local, person) = self.someone(block, stream.word());
            if can_cross(self, local, person) {
                Shard::cross(model, local - block.start, person, (cause, tick.outside, 0), scratch);
            }
        }
    }

    /// Lets an audience exposure convince somebody; `salt` says which.
    pub(super) fn cross(
        model: &Model,
        place: usize,
        person: PersonId,
        why: (u16, f64, u32),
        scratch: &mut Scratch,
    ) {
        let (cause, hazard, salt) = why;
        scratch.convinced.mark(place);
        scratch.claim(model, place, CreditClaim::new(person, NOBODY, salt, cause, hazard));
    }

    fn buy_crossings(
        &mut self,
        model: &Model,
        tick: &Tick,
        today: &ReachToday,
        block: Block,
        scratch: &mut Scratch,
    ) {
        if today.hazard <= 0.0 {
            return;
        }
        let traits = &model.world.people;
        let most_media = f64::from(traits.media_of.iter().fold(0.0_f32, |a, b| a.max(*b)));
        let ceiling = -libm::expm1(-today.hazard_cap);
        let cause = Cause { source: Source::Tactic(today.reach.tactic), mark: None }.pack();
        let mut stream =
            model.luck.stream(Purpose::Audience, self.key(block), tick.number, today.reach.tactic_key);
        for _ in 0..candidates(&mut stream, today.per_head * most_media * ceiling * block.people as f64) {
            let (local, person) = self.someone(block, stream.word());
            let coin = stream.unit() * most_media * ceiling;
            // The traits alone rule most candidates out, without reading the listener's record.
            let media = f64::from(traits.media_use(person.0));
            let fresh = today.hazard * tick.susceptible(model, person);
            if coin >= media * fresh * (1.0 + today.overlap) || !model.eligible(person, tick.eligible_units) {
                continue;
            }
            let listener = &self.listeners[local];
            if listener.stage() >= Stage::Wanting {
                continue;
            }
            let met = listener.personal_day > 0
                && tick.day + 1 - u32::from(listener.personal_day) <= model.overlap_days;
            let hazard = fresh * doubt(model, tick, listener) * if met { 1.0 + today.overlap } else { 1.0 };
            if coin < media * -libm::expm1(-hazard)
                && Shard::reachable(model, person, today.reach.audience.reachable)
            {
                let why = (cause, hazard, today.reach.tactic_key);
                Shard::cross(model, local - block.start, person, why, scratch);
            }
        }
    }

    /// Makes people aware whose threshold the media pressure has passed.
    fn grow_aware(&mut self, model: &Model, tick: &Tick, block: Block) {
        let Some(order) = model.aware_order else { return };
        let (level, reachable) = tick.aware_level;
        if level <= 0.0 {
            return;
        }
        let Block { own, start, people } = block;
        let first = self.person(start).0;
        let bits = model.block_bits;
        let list = &order.order[(first >> bits) as usize];
        if self.aware_at.len() <= own {
            self.aware_at.resize(own + 1, (0.0, 0));
        }
        let (mut next, mut at) = self.aware_at[own];
        while next <= level && (at as usize) < people {
            let person = PersonId(first + u32::from(list[at as usize]));
            next = threshold(model.world, order.luck, person);
            if next > level {
                break;
            }
            at += 1;
            if let Some(soon) = list.get(at as usize + 4) {
                let soon = PersonId(first + u32::from(*soon));
                prefetch(&self.listeners[self.local(soon)]);
                prefetch(&model.world.people.listener[soon]);
            }
            let local = self.local(person);
            if self.listeners[local].stage() == Stage::Unaware && Shard::reachable(model, person, reachable) {
                self.listeners[local].first = informer(model, tick, order, person);
                self.set_stage(local, Stage::Aware);
            }
        }
        self.aware_at[own] = (next, at);
    }

    /// The best maker of this shard: the smallest score of the last days.
    pub(super) fn best_maker(&self, tick: &Tick, days: u32) -> Option<(u32, PersonId)> {
        let oldest = tick.day.saturating_sub(days);
        self.makers.iter().filter(|k| k.0 >= oldest).map(|k| (k.1, k.2)).min()
    }

    /// An event's effects beyond its bought views: viewers pass it on, participants get more involved.
    pub(super) fn hold_event(
        &mut self,
        model: &Model,
        tick: &Tick,
        today: &ReachToday,
        event: &Event,
        maker: Option<PersonId>,
        out: &mut Outbox,
    ) {
        let salt = today.reach.tactic_key;
        if let Some(maker) = maker
            && (self.first..self.person(self.speakers.len())).contains(&maker)
        {
            self.involve_now(model, tick, maker, involvement::gain(event.maker_gain));
        }
        let view = event.feed.map_or(0.0, |f| tick.view[f]);
        let followers = event.account.map(|account| tick.followers[account] as f64);
        let own = followers.unwrap_or(event.follow * tick.active as f64) * view;
        let views = today.reach.impressions + own;
        let gain = (event.viewer_gain * libm::log10(1.0 + views / 1_000.0)).min(0.15);
        let mut involved = if self.schedule.brute_force {
            self.schedule.everybody().collect()
        } else {
            std::mem::take(&mut self.involved)
        };
        involved.sort_unstable();
        involved.dedup();
        involved.retain(|p| {
            matches!(self.speakers[self.local(*p)].stage(), Stage::Participant | Stage::Advocate)
        });
        for person in &involved {
            let coins = model.luck.draws(Purpose::Event, person.0, event.number, salt);
            let people = &model.world.people;
            let media = f64::from(people.media_use(person.0));
            let bought = unit(coins[0]) < -libm::expm1(-today.per_head * media)
                && Shard::reachable(model, *person, today.reach.audience.reachable);
            let follows = match event.account {
                Some(account) => self.accounts[account].has(self.local(*person)),
                None => unit(coins[1]) < event.follow,
            };
            let followed = follows && unit(coins[2]) < view;
            if bought || followed {
                self.involve_now(model, tick, *person, involvement::gain(gain));
            }
        }
        if !self.schedule.brute_force {
            self.involved.extend(involved);
        }
        self.start_story(model, tick, today, event, out);
    }

    pub(super) fn involve_now(&mut self, model: &Model, tick: &Tick, person: PersonId, gain: u8) {
        let local = self.local(person);
        let stage = self.speakers[local].stage();
        self.involve(tick, local, gain, Instant::END);
        if self.speakers[local].stage() != stage {
            self.enqueue(model, tick, local, Clock::ALL_BITS);
        }
    }

    /// Viewers of an event pass its story on with the feed's chance times its strength.
    fn start_story(
        &mut self,
        model: &Model,
        tick: &Tick,
        today: &ReachToday,
        event: &Event,
        out: &mut Outbox,
    ) {
        let Some(feed) = event.feed else { return };
        let ChannelKind::Feed(Feed { repost, latency_ticks, .. }) = model.plan.channels[feed].kind else {
            return;
        };
        let chance = (repost * event.story).min(1.0);
        if chance <= 0.0 {
            return;
        }
        let story = Story {
            origin: NOBODY,
            act: event.number,
            salt: today.reach.tactic_key,
            channel: feed,
            mark: Mark::of(today.reach.tactic),
            negative: false,
            strength: event.story as f32,
        };
        let traits = &model.world.people;
        let most_media = f64::from(traits.media_of.iter().fold(0.0_f32, |a, b| a.max(*b)));
        for block in self.blocks(model.block_bits) {
            let people = block.people as f64;
            let key = today.reach.tactic_key ^ 1;
            let mut stream = model.luck.stream(Purpose::Event, self.key(block), tick.number, key);
            // Bought views, in proportion to media use, then the company's own followers.
            for _ in 0..candidates(&mut stream, today.per_head * chance * most_media * people) {
                let (_, person) = self.someone(block, stream.word());
                let media = f64::from(traits.media_use(person.0));
                let accepted = stream.unit() * most_media < media;
                if accepted && Shard::reachable(model, person, today.reach.audience.reachable) {
                    out.pass_on(Repost { person, story }, latency_ticks);
                }
            }
            if let Some(account) = event.account {
                let members = self.accounts[account].in_block(block.own);
                for _ in 0..candidates(&mut stream, tick.view[feed] * chance * f64::from(members)) {
                    let local = self.follower(account, block, below(stream.word(), members));
                    out.pass_on(Repost { person: self.person(local), story }, latency_ticks);
                }
                continue;
            }
            let own = event.follow * tick.view[feed] * chance * people;
            for _ in 0..candidates(&mut stream, own) {
                let (local, person) = self.someone(block, stream.word());
                if self.speakers[local].stage().owns() {
                    out.pass_on(Repost { person, story }, latency_ticks);
                }
            }
        }
    }
}
