//! Accounts: what tactics do with the people who follow them, in one tick.
//!
//! Always true: followers are people, each of them follows an account once, and who won them is counted once.

use crate::units::{AccountId, ChannelId, TacticId};

/// What happens between an account and people, as the engine counts it by tactic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Follow {
    /// Followed before the run.
    Start,
    /// Began to follow on getting the product.
    Adoption,
    /// Began to follow because of a view: a bought one, or a post that somebody passed on.
    View,
    /// Began to follow on joining the channel.
    Early,
    /// Began to follow after seeing something elsewhere.
    Play,
    /// Came from a partner.
    Partner,
    /// Left.
    Left,
    /// Saw a post.
    Viewed,
    /// Passed a post on.
    Reposted,
    /// The account did something that cost it followers.
    Scandal,
}

impl Follow {
    /// The ways in which people begin to follow.
    pub const SOURCES: [Follow; 6] =
        [Follow::Start, Follow::Adoption, Follow::View, Follow::Early, Follow::Play, Follow::Partner];

    /// The position in [`FollowCounts`].
    #[inline]
    pub fn index(self) -> usize {
        self as usize
    }
}

/// Counts of what happens between a tactic's account and people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FollowCounts([u64; 10]);

impl std::ops::Index<Follow> for FollowCounts {
    type Output = u64;

    #[inline]
    fn index(&self, of: Follow) -> &u64 {
        &self.0[of.index()]
    }
}

impl std::ops::IndexMut<Follow> for FollowCounts {
    #[inline]
    fn index_mut(&mut self, of: Follow) -> &mut u64 {
        &mut self.0[of.index()]
    }
}

impl std::ops::AddAssign for FollowCounts {
    fn add_assign(&mut self, other: FollowCounts) {
        for (sum, more) in self.0.iter_mut().zip(other.0) {
            *sum += more;
        }
    }
}

/// An account as one tactic keeps it in one tick. All hazards and rates are those of the tick.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountToday {
    /// The tactic that keeps it.
    pub tactic: TacticId,
    /// Key of the draws, made of the tactic's name.
    pub tactic_key: u32,
    /// The account.
    pub account: AccountId,
    /// Key of the account's draws, made of its name.
    pub account_key: u32,
    /// The channel that it posts on.
    pub channel: ChannelId,
    /// Followers that it has from before, won in its first tick.
    pub at_start: u64,
    /// Followers that come from partners, exactly as many.
    pub partners: u64,
    /// Chance that a new owner follows.
    pub at_adoption: f64,
    /// Chance that a view makes somebody follow.
    pub per_view: f64,
    /// People of all, in the mean, who join the channel and follow.
    pub early: f64,
    /// People of all, in the mean, who follow after seeing something elsewhere.
    pub plays: f64,
    /// Hazard of leaving.
    pub leave: f64,
    /// Hazard of leaving for too many posts, which is forgiven while an event is held.
    pub crowded: f64,
    /// Hazard of leaving for a scandal, and the chance that there is one.
    pub scandal: (f64, f64),
    /// What it posts.
    pub posts: Posts,
}

impl AccountToday {
    /// An account that another tactic keeps and of which each follower leaves with this hazard.
    pub fn losing(
        tactic: TacticId,
        tactic_key: u32,
        (account, account_key): (AccountId, u32),
        leave: f64,
    ) -> AccountToday {
        AccountToday {
            tactic,
            tactic_key,
            account,
            account_key,
            channel: ChannelId(0),
            at_start: 0,
            partners: 0,
            at_adoption: 0.0,
            per_view: 0.0,
            early: 0.0,
            plays: 0.0,
            leave,
            crowded: 0.0,
            scandal: (0.0, 0.0),
            posts: Posts { wears_out: (1.0, 1.0), ..Posts::default() },
        }
    }
}

/// What an account posts in a tick.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Posts {
    /// Posts, each weighed by the attention that it gets among so many.
    pub weighed: f64,
    /// Share of followers who see one; `None` for the share that the feed shows today.
    pub seen: Option<f64>,
    /// Adopters that a fresh view of force 1 wins, where all are eligible and nobody talks.
    pub audience_force: f64,
    /// Impressions a head that halve the force of a view, and share of people whom they reach.
    pub wears_out: (f64, f64),
    /// Force of a view relative to a fresh ad's.
    pub strength: f64,
    /// Chance that a view makes a follower aware who is not.
    pub aware: f64,
    /// Strength of its stories in reposts.
    pub story: f64,
    /// Chance that a viewer passes a post on.
    pub repost: f64,
    /// Involvement that an owner gains by a view.
    pub gain: f64,
    /// Chance that an owner who follows stays where they would have lapsed.
    pub holds: f64,
    /// Whether its posts speak against the product.
    pub negative: bool,
    /// Days of content that the best thing is picked from, and the involvement that its maker gains.
    pub pick: Option<(u32, f64)>,
    /// Whether a view and a friend's word convince more together.
    pub overlaps: bool,
}
