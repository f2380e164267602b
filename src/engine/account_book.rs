//! What all shards share of accounts: followers in all, those chosen out of everybody, and what a tick makes of what
//! tactics want.
//!
//! Always true: it is made of integers that are the same for every partition, on one thread.

use crate::contract::{AccountToday, Follow, FollowCounts, Posts, Pulse};
use crate::engine::account_now::AccountNow;
use crate::engine::fit;
use crate::engine::media::PaidMedia;
use crate::engine::tick::views_today;
use crate::engine::{Model, NOBODY, Shard, Tick};
use crate::rng::{Purpose, below};
use crate::units::{AccountId, PersonId, TacticId};

/// What all shards share of accounts, from tick to tick.
#[derive(Debug, Default)]
pub(super) struct AccountBook {
    /// What was decided for all shards at once in this tick, by tactic.
    counts: Vec<FollowCounts>,
    /// Views of own posts in this tick, by channel.
    views: Vec<u64>,
}

impl AccountBook {
    /// Counts followers at the start of a tick.
    pub fn take_pulse(&self, model: &Model, shards: &[Shard], pulse: &mut Pulse) {
        pulse.followers = shards.first().map_or(Vec::new(), |shard| vec![0; shard.accounts.len()]);
        for (account, total) in AccountId::all(pulse.followers.len()).zip(&mut pulse.followers) {
            *total = shards.iter().map(|shard| shard.accounts[account].count()).sum();
        }
        if pulse.follow.is_empty() && !pulse.followers.is_empty() {
            pulse.follow = vec![FollowCounts::default(); model.strategy.tactics.len()];
        }
    }

    /// Takes in the accounts of a tick: followers from before and from partners come first. Returns the views a
    /// follower of each, and the views a reachable head of all.
    pub fn open(
        &mut self,
        model: &Model,
        pulse: &mut Pulse,
        accounts: &[AccountToday],
        (number, views_day): (u32, &[u64]),
        shards: &mut [Shard],
    ) -> (Vec<f64>, f64) {
        if accounts.is_empty() {
            return (Vec::new(), 0.0);
        }
        self.counts.clear();
        self.counts.resize(model.strategy.tactics.len(), FollowCounts::default());
        self.views.clear();
        self.views.resize(model.channels.len(), 0);
        let view = views_today(model, views_day, f64::from(number - 1) * model.plan.tick_days());
        let people = f64::from(model.world.people.count);
        let mut own = 0.0;
        let views = accounts.iter().map(|a| {
            let members = &mut pulse.followers[a.account];
            for (how, wanted) in [(Follow::Start, a.at_start), (Follow::Partner, a.partners)] {
                let free = u64::from(model.world.people.count) - *members;
                let came = choose(model, shards, a, (how, wanted.min(free), number));
                self.counts[a.tactic][how] += came;
                *members += came;
            }
            let Posts { weighed, seen, wears_out, .. } = a.posts;
            let views = weighed * seen.unwrap_or(view[a.channel]);
            let all = views * *members as f64;
            self.views[a.channel] += all.round() as u64;
            self.counts[a.tactic][Follow::Viewed] += all.round() as u64;
            own += all / (people * wears_out.1);
            views
        });
        (views.collect(), own)
    }

    /// Makes the accounts as they stand in a tick.
    pub fn enter(
        &mut self,
        model: &Model,
        media: &PaidMedia,
        (accounts, views): (Vec<AccountToday>, Vec<f64>),
        tick: &mut Tick,
        shards: &[Shard],
    ) {
        if accounts.is_empty() {
            return;
        }
        let most_susceptible = fit::most(&tick.susceptible);
        let event = tick.reach.iter().any(|r| r.reach.event.is_some());
        for (today, views) in accounts.into_iter().zip(views) {
            let posts = &today.posts;
            let force = posts.audience_force / model.eligible_share * media.worn(posts.wears_out.0);
            let hazard = if posts.negative { 0.0 } else { force * posts.strength };
            let overlap = model.plan.talk.overlap;
            let (cost, chance) = today.scandal;
            let scandal = chance > 0.0
                && model.luck.unit(Purpose::Follow, NOBODY.0, tick.number, today.tactic_key) < chance;
            self.counts[today.tactic][Follow::Scandal] += u64::from(scandal);
            let maker = posts.pick.and_then(|(days, _)| {
                shards.iter().filter_map(|s| s.best_maker(tick, days)).min().map(|best| best.1)
            });
            let comes = today.early > 0.0 || today.plays > 0.0;
            let moves =
                tick.followers[today.account] > 0 || comes || today.per_view > 0.0 && !tick.reach.is_empty();
            tick.accounts.push(AccountNow {
                views,
                moves,
                hazard,
                // The same candidates are drawn without the overlap, so that luck stays common.
                hazard_cap: hazard * most_susceptible * (1.0 + overlap),
                overlap: if posts.overlaps { overlap } else { 0.0 },
                leave: today.leave
                    + if event { 0.0 } else { today.crowded }
                    + if scandal { cost } else { 0.0 },
                maker,
                today,
            });
        }
        tick.audiences |= tick.accounts.iter().any(|a| a.moves) && model.generations.is_none();
    }

    /// Takes the shards' counts of a tick into the pulse, and the views of own posts into those by channel.
    pub fn record(&mut self, shards: &[Shard], pulse: &mut Pulse, views: &mut [u64]) {
        for (t, sum) in TacticId::all(pulse.follow.len()).zip(&mut pulse.follow) {
            *sum = self.counts.get_mut(t.index()).map(std::mem::take).unwrap_or_default();
            shards.iter().for_each(|shard| *sum += shard.tally.follow[t]);
        }
        for (all, own) in views.iter_mut().zip(&mut self.views) {
            *all += std::mem::take(own);
        }
    }
}

/// Lets exactly so many people follow who do not yet, all alike, and returns their number. They must be there.
fn choose(
    model: &Model,
    shards: &mut [Shard],
    a: &AccountToday,
    (how, wanted, number): (Follow, u64, u32),
) -> u64 {
    let people = model.world.people.count;
    let salt = a.tactic_key ^ how.index() as u32;
    let mut stream = model.luck.stream(Purpose::Choose, a.account_key, number, salt);
    let mut came = 0;
    while came < wanted {
        let person = PersonId(below(stream.word(), people));
        let owner = Shard::holding(shards, person);
        let shard = &mut shards[owner];
        came += u64::from(shard.follow(a, shard.local(person), how));
    }
    came
}
