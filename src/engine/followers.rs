//! Followers: who begins to follow an account and who leaves it, and what its posts do to them.
//!
//! Only consequences are drawn: of all views those that convince, make aware, are passed on or involve, each
//! by thinning per block with the k-th member of the set. Every draw is keyed by a person or a block.

use crate::contract::{AccountToday, Follow};
use crate::engine::account_now::AccountNow;
use crate::engine::audience::candidates;
use crate::engine::exposure::Story;
use crate::engine::listen::doubt;
use crate::engine::people_set::PeopleSet;
use crate::engine::shard::Block;
use crate::engine::{Mark, Model, NOBODY, Outbox, Repost, Scratch, Shard, Tick, TieView};
use crate::rng::{Purpose, below, ln_unit, unit};
use crate::rules::involvement;
use crate::units::{AccountId, Cause, PersonId, Source, Stage, TacticId};

/// Smallest gain of involvement that is given to everybody; a smaller one is given as [`GRAIN`] to a share.
const SMALL_GAIN: f64 = 0.02;
/// What a small gain is given as, in 1/255.
const GRAIN: u8 = 13;
/// Most views of something elsewhere that are drawn a head and tick.
const MOST_A_HEAD: f64 = 20.0;

impl Shard {
    /// The k-th member of a set in a block.
    fn member(&self, set: &PeopleSet, block: Block, k: u32) -> usize {
        if self.schedule.brute_force { set.nth_slowly(block.own, k) } else { set.nth(block.own, k) }
    }

    /// The k-th follower of a block.
    pub(super) fn follower(&self, account: AccountId, block: Block, k: u32) -> usize {
        self.member(&self.accounts[account], block, k)
    }

    /// Lets a person follow; whether they did not yet. Who begins to follow has heard of the product; who
    /// followed before it need not have.
    pub(super) fn follow(&mut self, a: &AccountToday, local: usize, how: Follow) -> bool {
        if !self.accounts[a.account].insert(local) {
            return false;
        }
        if how != Follow::Start {
            self.hear_of(a.tactic, local);
        } else if self.listeners[local].stage() == Stage::Unaware {
            if self.unheard[a.account].bytes() == 0 {
                self.unheard[a.account] = self.accounts[a.account].empty_like();
            }
            self.unheard[a.account].insert(local);
        }
        true
    }

    /// The same, counted by the shard.
    fn follow_counted(&mut self, a: &AccountToday, local: usize, how: Follow) {
        if self.follow(a, local, how) {
            self.tally.follow[a.tactic][how] += 1;
        }
    }

    /// Makes a person aware by an account of a tactic.
    pub(super) fn hear_of(&mut self, tactic: TacticId, local: usize) {
        if self.listeners[local].stage() == Stage::Unaware {
            self.listeners[local].first = Cause { source: Source::Tactic(tactic), mark: None }.pack();
            self.set_stage(local, Stage::Aware);
        }
    }

    /// Lets a new owner follow; of several tactics that keep an account the likeliest counts.
    pub(super) fn follow_on_adoption(&mut self, model: &Model, tick: &Tick, local: usize) {
        let person = self.person(local);
        for now in &tick.accounts {
            let a = &now.today;
            if model.luck.unit(Purpose::Follow, person.0, 0, a.account_key) < a.at_adoption {
                self.follow_counted(a, local, Follow::Adoption);
            }
        }
    }

    /// Whether an account that the person follows keeps them from lapsing in this act.
    pub(super) fn held(&self, model: &Model, tick: &Tick, person: PersonId, act: u32) -> bool {
        let local = self.local(person);
        let follows = |now: &&AccountNow| self.accounts[now.today.account].has(local);
        let chance =
            tick.accounts.iter().filter(follows).fold(0.0_f64, |most, a| most.max(a.today.posts.holds));
        chance > 0.0 && unit(model.luck.draws(Purpose::Fate, person.0, act, 1)[3]) < chance
    }

    /// Lets followers pass an account's posts on and gain involvement by them.
    pub(super) fn post_own(&mut self, model: &Model, tick: &Tick, now: &AccountNow, out: &mut Outbox) {
        let (a, posts) = (&now.today, &now.today.posts);
        if let (Some(maker), Some((_, gain))) = (now.maker, posts.pick)
            && (self.first..self.person(self.speakers.len())).contains(&maker)
        {
            self.involve_now(model, tick, maker, involvement::gain(gain));
        }
        let latency = model.latency(a.channel);
        let story = Story {
            origin: NOBODY,
            act: tick.number,
            salt: a.tactic_key,
            channel: a.channel,
            mark: Mark::of(a.tactic),
            negative: posts.negative,
            strength: posts.story as f32,
        };
        let (share, gain) = match posts.gain {
            small if small < SMALL_GAIN => (small / involvement::share(GRAIN), GRAIN),
            gain => (1.0, involvement::gain(gain)),
        };
        for block in self.blocks(model.block_bits).filter(|_| now.moves) {
            let members = self.accounts[a.account].in_block(block.own);
            let views = now.views * f64::from(members);
            if views <= 0.0 {
                continue;
            }
            let key = a.tactic_key ^ 1;
            let mut stream = model.luck.stream(Purpose::Posts, self.key(block), tick.number, key);
            if let Some(latency) = latency {
                for _ in 0..candidates(&mut stream, views * posts.repost) {
                    let local = self.follower(a.account, block, below(stream.word(), members));
                    if !self.listeners[local].stage().warns() {
                        self.tally.follow[a.tactic][Follow::Reposted] += 1;
                        out.pass_on(Repost { person: self.person(local), story }, latency);
                    }
                }
            }
            for _ in 0..candidates(&mut stream, views * share) {
                let local = self.follower(a.account, block, below(stream.word(), members));
                if self.listeners[local].stage().owns() {
                    self.involve_now(model, tick, self.person(local), gain);
                }
            }
        }
    }

    /// Lets viewers of a repost follow the account that posted it: each follower of the reposter with the chance of
    /// a view times that of following.
    pub(super) fn follow_by_repost(&self, model: &Model, tick: &Tick, repost: &Repost, out: &mut Outbox) {
        let story = &repost.story;
        for now in tick.accounts.iter().filter(|now| Some(now.today.tactic) == story.mark.tactic()) {
            let chance = tick.view[story.channel] * now.today.per_view;
            if chance <= 0.0 {
                continue;
            }
            let ties = TieView::of(model, model.channels[story.channel].layer, repost.person);
            let (ln_miss, degree) = (libm::log1p(-chance), u64::from(ties.degree));
            let salt = now.today.tactic_key ^ story.act.wrapping_mul(0x9e37_79b9) ^ 1;
            let mut stream = model.luck.stream(Purpose::Follow, repost.person.0, tick.number, salt);
            let mut skip = || (ln_unit(stream.word()) / ln_miss) as u64;
            let mut tie = skip();
            while tie < degree {
                out.followers.push((ties.hearer(tie as u32), now.today.tactic));
                tie = tie.saturating_add(1).saturating_add(skip());
            }
        }
    }

    /// Lets posts convince and inform the followers of a block; then some leave, and others come.
    pub(super) fn meet_account(
        &mut self,
        model: &Model,
        tick: &Tick,
        now: &AccountNow,
        block: Block,
        scratch: &mut Scratch,
    ) {
        let a = &now.today;
        let members = self.accounts[a.account].in_block(block.own);
        if members > 0 {
            self.read_posts(model, tick, now, (block, members), scratch);
            let mut stream = model.luck.stream(Purpose::Follow, self.key(block), tick.number, a.tactic_key);
            let leaving = candidates(&mut stream, now.leave * f64::from(members));
            let leaving: Vec<usize> = (0..leaving)
                .map(|_| self.follower(a.account, block, below(stream.word(), members)))
                .collect();
            for local in leaving {
                let left = self.accounts[a.account].remove(local);
                self.unheard[a.account].remove(local);
                self.tally.follow[a.tactic][Follow::Left] += u64::from(left);
            }
        }
        let before = |local: usize| scratch.followers.partition_point(|f| f.0 < self.person(local));
        for at in before(block.start)..before(block.start + block.people) {
            let (person, tactic) = scratch.followers[at];
            if tactic == a.tactic {
                self.follow_counted(a, self.local(person), Follow::View);
            }
        }
        self.gain_followers(model, tick, a, block);
    }

    /// Posts that convince or inform.
    fn read_posts(
        &mut self,
        model: &Model,
        tick: &Tick,
        now: &AccountNow,
        (block, members): (Block, u32),
        scratch: &mut Scratch,
    ) {
        let a = &now.today;
        let views = now.views * f64::from(members);
        let cause = Cause { source: Source::Tactic(a.tactic), mark: None }.pack();
        let mut stream = model.luck.stream(Purpose::Posts, self.key(block), tick.number, a.tactic_key);
        let ceiling = -libm::expm1(-now.hazard_cap);
        for _ in 0..candidates(&mut stream, views * ceiling) {
            let local = self.follower(a.account, block, below(stream.word(), members));
            let (person, coin) = (self.person(local), stream.unit() * ceiling);
            let listener = &self.listeners[local];
            if listener.stage() >= Stage::Wanting || !model.eligible(person, tick.eligible_units) {
                continue;
            }
            let met = listener.personal_day > 0
                && tick.day + 1 - u32::from(listener.personal_day) <= model.overlap_days;
            let fresh = now.hazard * tick.susceptible(model, person);
            let hazard = fresh * doubt(model, tick, listener) * if met { 1.0 + now.overlap } else { 1.0 };
            if coin < -libm::expm1(-hazard) {
                Shard::cross(model, local - block.start, person, (cause, hazard, a.tactic_key), scratch);
            }
        }
        let unheard = self.unheard[a.account].in_block(block.own);
        let informed = candidates(&mut stream, now.views * f64::from(unheard) * a.posts.aware);
        let informed: Vec<usize> = (0..informed)
            .map(|_| self.member(&self.unheard[a.account], block, below(stream.word(), unheard)))
            .collect();
        for local in informed {
            self.unheard[a.account].remove(local);
            self.hear_of(a.tactic, local);
        }
    }

    /// People of a block who begin to follow by a bought view, on joining the channel or by something elsewhere.
    fn gain_followers(&mut self, model: &Model, tick: &Tick, a: &AccountToday, block: Block) {
        let traits = &model.world.people;
        let most_media = f64::from(traits.media_of.iter().fold(0.0_f32, |m, b| m.max(*b)));
        let (key, people) = (self.key(block), block.people as f64);
        for reach in tick.reach.iter().filter(|_| a.per_view > 0.0) {
            let salt = a.tactic_key.rotate_left(16) ^ reach.reach.tactic_key;
            let mut stream = model.luck.stream(Purpose::Follow, key, tick.number, salt);
            for _ in 0..candidates(&mut stream, reach.per_head * most_media * a.per_view * people) {
                let (local, person) = self.someone(block, stream.word());
                let accepted = stream.unit() * most_media < f64::from(traits.media_use(person.0));
                if accepted && Shard::reachable(model, person, reach.reach.audience.reachable) {
                    self.follow_counted(a, local, Follow::View);
                }
            }
        }
        let all = f64::from(traits.count);
        let mut stream = model.luck.stream(Purpose::Follow, key, tick.number, !a.tactic_key);
        for (how, mean) in [(Follow::Early, a.early), (Follow::Play, a.plays)] {
            // Of more than so many to each person hardly anybody is missed.
            for _ in 0..candidates(&mut stream, (mean / all).min(MOST_A_HEAD) * people) {
                let (local, _) = self.someone(block, stream.word());
                self.follow_counted(a, local, how);
            }
        }
    }
}
