//! Own media: an account, the people who follow it, a team and a stream of posts.
//!
//! With `m` posts a day to a follower, `a(m) = 1/(1 + (m − 1)/calm)` of the attention left for each and
//! the team's items `K` a day, stories have the strength
//! `z = 1 + (z₀ − 1)·min(1, K·√topics/m)·q`, `z₀ = exp(.3·(2u + 2e + 1.5i − 1.65))` in [.5, 3] of the
//! mix (useful, emotional, interactive) and `q` what the editors of its topics have learnt. A view convinces as a
//! bought impression of the force `relative_force·z` does, is passed on with the feed's chance times
//! `z·(1 + .5·tone)` and involves an owner by `.01·i`. Followers leave at
//! `(.0005·max(0, m − 10)² + .0003)·(1 + 4·tone)·(1 − .5·u)` a day. Without followers and without
//! anything that brings them only the wages remain.

mod figures;
mod keys;
mod posting;

use super::team::Team;
use crate::contract::{Did, Follow, Measure, Mechanism, Of, Tactic};
use crate::scenario::declare::{Item, Section, figure, grouped};
use crate::scenario::plan::{Channel, Plan};
use crate::scenario::spec::{Account, Needs, Spend, Start, TacticContext, TacticSpec};
use posting::Posting;

pub use keys::{Content, Cue, Mix, Plays, Purpose, Subject};

const MEASURES: [Measure; 14] = [
    Measure::new("followers", "people", Of::Mean),
    Measure::new("from before", "people", Of::Account(Follow::Start)),
    Measure::new("won at adoption", "people", Of::Account(Follow::Adoption)),
    Measure::new("won by views", "people", Of::Account(Follow::View)),
    Measure::new("won on joining", "people", Of::Account(Follow::Early)),
    Measure::new("won by plays", "people", Of::Account(Follow::Play)),
    Measure::new("won by partners", "people", Of::Account(Follow::Partner)),
    Measure::new("left", "people", Of::Account(Follow::Left)),
    Measure::new("posts", "posts", Of::Sum),
    Measure::new("views", "views", Of::Account(Follow::Viewed)),
    Measure::new("reposts", "posts", Of::Account(Follow::Reposted)),
    Measure::new("items made", "items", Of::Sum),
    Measure::new("heads", "people", Of::Mean),
    Measure::new("strength", "views of an ad", Of::Mean),
];

impl TacticSpec for Content {
    const KIND: &'static str = "content";
    const MEANING: &'static str = "an account of one's own, its followers and what it posts";
    const LIKE: &'static [&'static str] = &[
        "own media",
        "account",
        "blog",
        "newsletter",
        "posts",
        "posting",
        "social media",
        "channel",
        "followers",
        "自媒体",
        "公众号",
        "账号",
        "内容",
        "粉丝",
    ];
    const KEYS: &'static [&'static [Item]] = &[Content::ITEMS];
    const INNER: &'static [&'static [Item]] = &[Mix::ITEMS, Plays::ITEMS, Team::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Content {
        let read = Content::read(section, context);
        read.check(section, context);
        read
    }

    fn needs(&self) -> Needs {
        let involves = self.view_gain() > 0.0 || self.picks_from.is_some();
        Needs { closes_sales: true, changes_trust: involves, ..Needs::default() }
    }

    fn costs(&self) -> bool {
        self.team.costs() || self.partner_cost(1.0) > 0.0
    }

    /// Wages of a fixed number of heads, and followers from partners; by load nobody knows.
    fn spend(&self, days: f64) -> Option<Spend> {
        self.team.wages(days).map(|wages| Spend::Amount(wages + self.partner_cost(days)))
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        let wages = self.team.wages_in_words(days)?;
        Some(match self.partner_cost(days) {
            0.0 => wages,
            _ => format!(
                "{wages} + {} followers from partners × {}",
                figure(self.partners_per_day * days),
                figure(self.partner_price)
            ),
        })
    }

    fn least_wages(&self, days: f64) -> f64 {
        self.team.least_wages(days)
    }

    fn scale_money(&mut self, multiple: f64) {
        self.team.scale(multiple);
        self.partners_per_day *= multiple;
    }

    /// Reposts by owners who follow, over the talk of fresh owners.
    fn spiral_gain(&self, channels: &[Channel]) -> f64 {
        let all: f64 = channels.iter().map(|c| c.pace.acts()).sum();
        let seen = self.seen(channels);
        let reposts =
            self.follow_at_adoption * self.weighed() * seen * self.repost(channels, self.strength());
        if all > 0.0 { reposts / all } else { 0.0 }
    }

    fn at_owners(&self, owners: f64, plan: &Plan) -> Option<String> {
        let followers = self.followers_at_start + owners * self.follow_at_adoption;
        let views = followers * self.weighed() * self.seen(&plan.channels);
        let heads = (self.items_a_day() / self.items_per_head_day / self.team.skill(1e6)).ceil();
        Some(format!(
            "{} followers, {} views a day, which ads would sell for {}; {} practised {} make what it posts",
            grouped(followers.round()),
            grouped(views.round()),
            grouped((views * self.media.impression_price()).round()),
            grouped(heads),
            if heads == 1.0 { "head" } else { "heads" }
        ))
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        vec![Mechanism::Convincing, Mechanism::Overlap, Mechanism::Story, Mechanism::Involvement]
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [followers, start, adoption, view, early, play, partner, left, posts, views, reposts, made, ..] =
            did
        else {
            return None;
        };
        let sources = [
            (start, "from before"),
            (adoption, "on getting the product"),
            (view, "by views"),
            (early, "on joining the channel"),
            (play, "by what was played elsewhere"),
            (partner, "from partners"),
        ];
        let sources = sources.iter().filter(|(did, _)| did.total >= 0.5);
        let sources: Vec<String> = sources.map(|(did, how)| format!("{} {how}", show(did.total))).collect();
        let came = if sources.is_empty() { "nobody came".to_owned() } else { sources.join(", ") };
        let made = 100.0 * (made.total / posts.total.max(1e-9)).min(1.0);
        Some(format!(
            "{} followers at the end ({came}; {} left); {} posts with {} views, of which {} were passed on; its team made \
             {made:.0} % of what it posted",
            show(followers.last),
            show(left.total),
            show(posts.total),
            show(views.total),
            show(reposts.total),
        ))
    }

    fn account(&self) -> Option<Account<'_>> {
        Some(Account { name: &self.account, kept: Some((self.on, self.followers_at_start)) })
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Posting::new(self, start))
    }
}

#[cfg(test)]
mod tests;
