//! What clubs keep: posts that are read for a time and help owners with their troubles.

use crate::engine::Model;
use crate::scenario::plan::{ChannelKind, Club};

/// Posts that clubs keep, each club's fading with its half-life.
#[derive(Debug, Clone, Default)]
pub(super) struct Archive {
    posts: Vec<f64>,
}

/// The clubs of a plan that keep posts, by channel: half-life in days and share of troubles that they may help with.
fn clubs<'a>(model: &'a Model) -> impl Iterator<Item = (usize, f64, f64)> + 'a {
    let kept = model.plan.channels.iter().enumerate();
    kept.filter_map(|(channel, plan)| match plan.kind {
        ChannelKind::Club(Club { half_life, helps, .. }) if half_life > 0.0 => {
            Some((channel, half_life, helps))
        }
        _ => None,
    })
}

impl Archive {
    /// Takes in the posts of a tick, by channel.
    pub(super) fn add(&mut self, model: &Model, posts: &[u64]) {
        for (channel, half_life, _) in clubs(model) {
            self.posts.resize(posts.len(), 0.0);
            let kept = libm::exp2(-model.plan.tick_days() / half_life);
            self.posts[channel] = self.posts[channel] * kept + posts[channel] as f64;
        }
    }

    /// Posts of all clubs.
    pub(super) fn posts(&self) -> f64 {
        self.posts.iter().sum()
    }

    /// Share of troubles that are left: Π (1 − helps·(1 − e^{−posts/owners})) over clubs.
    pub(super) fn troubles_left(&self, model: &Model, owners: u64) -> f64 {
        if self.posts.is_empty() || model.generations.is_some() {
            return 1.0;
        }
        let left = |(channel, _, helps): (usize, f64, f64)| {
            1.0 + helps * libm::expm1(-self.posts[channel] / owners.max(1) as f64)
        };
        clubs(model).map(left).product()
    }
}
