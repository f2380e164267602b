//! The feeds of a shard: late views and reposts on their way, and the people who have passed a story on.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::engine::{Exposure, Model, Repost, Tick};
use crate::scenario::plan::{ChannelKind, Feed};
use crate::units::PersonId;

/// Views and reposts of later ticks.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    /// Exposures that arrive in later ticks.
    pub later: BTreeMap<u32, Vec<Exposure>>,
    /// Reposts due in later ticks.
    pub reposts: BTreeMap<u32, Vec<Repost>>,
    /// By story: the last tick that touched it, and the people who have passed it on.
    stories: FxHashMap<(PersonId, u32, u32), (u32, FxHashSet<PersonId>)>,
}

impl Feeds {
    /// Forgets everything but the memory.
    pub(super) fn clear(&mut self) {
        self.later.clear();
        self.reposts.clear();
        self.stories.clear();
    }

    /// Takes a repost in: at most once a story and person.
    pub(super) fn receive_repost(&mut self, tick: u32, wait: u32, repost: Repost) {
        let key = (repost.story.origin, repost.story.act, repost.story.salt);
        let known = self.stories.entry(key).or_default();
        known.0 = known.0.max(tick + wait);
        if repost.person != repost.story.origin && known.1.insert(repost.person) {
            self.reposts.entry(tick + wait).or_default().push(repost);
        }
    }

    /// Drops stories that nobody can pass on any more.
    pub(super) fn forget_stories(&mut self, model: &Model, tick: &Tick) {
        let keep = |half_life: f64| (half_life * 12.0 / model.plan.tick_days()) as u32 + 64;
        let longest = model
            .plan
            .channels
            .iter()
            .map(|c| match c.kind {
                ChannelKind::Feed(Feed { half_life, latency_ticks, .. }) => keep(half_life) + latency_ticks,
                _ => 0,
            })
            .max()
            .unwrap_or(0);
        self.stories.retain(|_, s| s.0 + longest >= tick.number);
    }
}
