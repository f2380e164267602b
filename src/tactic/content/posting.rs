//! An account at work.

use super::figures::{MOST_REPOST, SOLD_TO};
use super::keys::{Content, Cue, Purpose};
use crate::contract::{
    AccountToday, Budget, Effects, Follow, FollowCounts, Now, Posts, ServiceToday, Tactic,
};
use crate::rules;
use crate::scenario::spec::Start;
use crate::tactic::team::Crew;
use crate::units::AccountId;

/// Share that a new editor lacks, and days after which half of it is learnt.
const EDITOR: (f64, f64) = (0.3, 60.0);
/// Answers of staff that an answer of a person known to many counts as.
const SEEN_BY: f64 = 10.0;
/// Days for which a scandal is told.
const SCANDAL_DAYS: f64 = 7.0;

/// An account at work.
pub(super) struct Posting {
    plan: Content,
    /// Keys of its draws: its own, and with the account that of the account.
    start: (u32, (AccountId, u32)),
    crew: Crew,
    /// Day on which the channel opens, and days in which it fills.
    opens: (f64, f64),
    /// Chance that a viewer passes on a post of strength 1.
    repost: f64,
    /// Followers that it has won so far, by source.
    won: FollowCounts,
    begun: bool,
    /// Part of a follower from partners that is still to come.
    partners: f64,
    /// Day of the last scandal.
    scandal: f64,
}

impl Posting {
    /// The account before its first tick.
    pub fn new(plan: &Content, start: &Start<'_>) -> Posting {
        let channel = &start.channels[plan.on];
        Posting {
            plan: plan.clone(),
            start: (start.tactic_key, start.account.unwrap_or_default()),
            crew: Crew::new(plan.team, start.ends),
            opens: (channel.opens_day, channel.fills_days),
            repost: plan.repost(start.channels, 1.0),
            won: FollowCounts::default(),
            begun: false,
            partners: 0.0,
            scandal: f64::NEG_INFINITY,
        }
    }

    /// Reading of the followers it has won relative to that of owners: the mean over their sources.
    fn reading(&self) -> f64 {
        let read = |source: Follow| match source {
            Follow::View | Follow::Early | Follow::Play => self.plan.viewers_read,
            Follow::Partner => self.plan.partners_read,
            Follow::Start | Follow::Adoption => 1.0,
            Follow::Left | Follow::Viewed | Follow::Reposted | Follow::Scandal => 0.0,
        };
        let (mut all, mut sum) = (0.0, 0.0);
        for source in Follow::SOURCES {
            let won = self.won[source] as f64;
            all += won;
            sum += won * read(source);
        }
        if all > 0.0 { sum / all } else { 1.0 }
    }

    /// Strength of a post on the average, and that of its own stories: with too few hands the rest are
    /// plain posts; one a day may be the best of what users made.
    fn strength(&self, now: &Now) -> f64 {
        let plan = &self.plan;
        let needed = plan.items_a_day();
        let items = self.items() * now.pulse.work_share();
        let made = if needed > 0.0 { (items / needed).min(1.0) } else { 1.0 };
        let editors = if self.crew.heads() >= f64::from(plan.topics) {
            1.0 - EDITOR.0 * libm::exp2(-(now.day - now.began) / EDITOR.1)
        } else {
            1.0 - EDITOR.0
        };
        let own = 1.0 + (plan.strength() - 1.0) * made * editors;
        let Some(days) = plan.picks_from else { return own };
        let content = now.pulse.made_within(now.day_number(), days);
        let best =
            rules::best_of(u32::try_from(content).unwrap_or(u32::MAX), plan.quality_sd + now.pulse.remix);
        let share = if content > 0 { 1.0 / plan.a_day().max(1.0) } else { 0.0 };
        own * (1.0 - share) + best * share
    }

    /// Items that the team makes a day.
    fn items(&self) -> f64 {
        self.crew.work() * self.plan.items_per_head_day
    }

    /// Followers bought from partners in this tick: whole ones, as many as are there and the money pays.
    fn buy(&mut self, now: &Now, budget: &mut Budget, out: &Effects) -> u64 {
        let people = now.pulse.stages.iter().sum::<u64>();
        let followers = now.pulse.followers.get(self.start.1.0.index()).copied().unwrap_or(0);
        let others = people.saturating_sub(followers) as f64;
        self.partners += self.plan.partners_per_day * now.dt;
        let wanted = (self.partners + 1e-9).floor();
        self.partners -= wanted;
        let price = self.plan.partner_price;
        let payable =
            if price > 0.0 { (budget.available(out.acting) / price + 1e-9).floor() } else { f64::INFINITY };
        let bought = wanted.min(others).min(payable);
        if budget.pay(out.acting, now.day_number(), bought * price) { bought as u64 } else { 0 }
    }
}

impl Tactic for Posting {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        let (tactic_key, (account, account_key)) = self.start;
        if let Some(counts) = now.pulse.follow.get(me.index()) {
            self.won += *counts;
            budget.earn(
                me,
                now.day_number(),
                counts[Follow::Viewed] as f64 / 1_000.0 * self.plan.sells_space,
            );
            if counts[Follow::Scandal] > 0 {
                self.scandal = now.day;
                out.notes.push("lost a part of its followers by a scandal".to_owned());
            }
        }
        let plan = &self.plan;
        if now.new_day() {
            self.crew.start_day(now, budget, out, (plan.items_a_day(), plan.items_per_head_day));
        }
        if !self.crew.works() {
            return;
        }
        self.crew.loaded(plan.items_a_day() * now.dt);
        let partners = self.buy(now, budget, out);
        let plan = &self.plan;
        let at_start = if self.begun { 0 } else { plan.followers_at_start as u64 };
        self.begun = true;
        let ridden = self.plan.rides.as_ref().map_or(1.0, |trend| trend.ridden(now.day, 0.0));
        let strength = self.strength(now) * ridden;
        let posts = plan.a_day() * now.dt;
        let followers = now.pulse.followers.get(account.index()).copied().unwrap_or(0);
        let made = (self.items() * libm::sqrt(f64::from(plan.topics)) * now.dt).min(posts);
        for (measure, value) in
            [(0, followers as f64), (8, posts), (11, made), (12, self.crew.heads()), (13, strength)]
        {
            out.say(measure, value);
        }
        if plan.answers_per_day > 0.0 {
            let capacity = plan.answers_per_day * SEEN_BY;
            out.service.push(ServiceToday { capacity, ..ServiceToday::none(me) });
        }
        let open = |day: f64| rules::open_share(day - self.opens.0, self.opens.1);
        let (here, joined) = (open(now.day), open(now.day + now.dt) - open(now.day));
        let people = now.pulse.stages.iter().sum::<u64>() as f64;
        let (leaves, crowded) = plan.leave();
        let audience = plan.media.audience();
        let sold_to = plan.pushes() && plan.purpose == Purpose::Sell;
        out.accounts.push(AccountToday {
            tactic: me,
            tactic_key,
            account,
            account_key,
            channel: plan.on,
            at_start,
            partners,
            at_adoption: plan.follow_at_adoption * here,
            per_view: plan.follow_per_view * here,
            early: people * joined * plan.follow_on_joining,
            plays: plan.plays.map_or(0.0, |p| p.per_day * p.follow_share * here) * now.dt,
            leave: leaves * now.dt,
            crowded: crowded * now.dt,
            scandal: (rules::hazard_of(plan.persona_loss), -libm::expm1(-plan.persona_risk / 365.0 * now.dt)),
            posts: Posts {
                weighed: plan.weighed() * now.dt * here * self.reading(),
                seen: plan.pushes().then_some(plan.push_seen),
                audience_force: audience.force,
                wears_out: (audience.wear_out_at, audience.reachable),
                strength: plan.relative_force * strength * if sold_to { SOLD_TO.1 } else { 1.0 },
                // The others have heard of it when they begin to follow.
                aware: if plan.followers_at_start > 0.0 { audience.aware } else { 0.0 },
                story: strength,
                repost: (self.repost * strength).min(MOST_REPOST),
                gain: plan.view_gain(),
                holds: if plan.cue == Cue::Daily { plan.cue_holds } else { 0.0 },
                negative: now.day - self.scandal < SCANDAL_DAYS,
                pick: plan.picks_from.filter(|_| now.new_day()).map(|days| (days, plan.maker_gain)),
                overlaps: true,
            },
        });
    }

    fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        self.crew.wages_ahead(day, horizon)
    }
}
