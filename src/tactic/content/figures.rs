//! Figures of an account that follow from its keys.

use super::keys::{Content, Cue, Mix, Purpose};
use crate::scenario::plan::{Channel, ChannelKind, Feed};
use crate::tactic::team::Hired;

/// Hazard of leaving a day, of itself.
const LEAVES: f64 = 0.0003;
/// The same for each post a day above [`MANY_POSTS`], squared.
const CROWDED: f64 = 0.0005;
/// Posts a day that followers put up with.
const MANY_POSTS: f64 = 10.0;
/// Chance of leaving that each push a month above [`MANY_PUSHES`] adds.
const PUSHED: f64 = 0.002;
/// Pushes a month that followers put up with.
const MANY_PUSHES: f64 = 4.0;
/// Hazard of leaving a day for being sold to over strong ties, and the force that is left there.
pub(super) const SOLD_TO: (f64, f64) = (0.003, 0.5);
/// Hazard of leaving a day that selling space to other firms adds.
const SPACE: f64 = 0.0005;
/// Most that a hazard of leaving comes to a day.
const MOST_LEAVE: f64 = 5.0;
/// Involvement that an owner gains by a view of content that is all interaction.
const VIEW_GAIN: f64 = 0.01;
/// Usefulness that people from the product add.
const PRODUCT_PEOPLE: f64 = 0.2;
/// Tone that an outsourced team adds.
const OUTSOURCED_TONE: f64 = 0.3;
/// Most of the viewers that pass a post on.
pub(super) const MOST_REPOST: f64 = 0.4;
/// Days of a month of pushes.
const PUSH_MONTH: f64 = 30.0;

impl Content {
    /// Posts a day; of pushes a part of one.
    pub(super) fn a_day(&self) -> f64 {
        self.posts_per_day + self.pushes_per_month / PUSH_MONTH
    }

    /// Items a day that a team must make for all posts to be its own.
    pub(super) fn items_a_day(&self) -> f64 {
        self.a_day() / libm::sqrt(f64::from(self.topics))
    }

    /// Posts a day, each weighed by the attention that it gets: a view each where it is seen.
    pub(super) fn weighed(&self) -> f64 {
        let m = self.a_day();
        m / (1.0 + (m - 1.0).max(0.0) / self.calm) * self.timing()
    }

    /// How many people are about at its hour, and how well that suits the subject: each 1 in the mean over hours.
    pub(super) fn timing(&self) -> f64 {
        let suits = match (self.hour, self.subject.best_hour()) {
            (Some(hour), Some(best)) => {
                1.0 + (self.hour_peak - 1.0) * libm::cos((hour - best) * core::f64::consts::PI / 12.0)
            }
            _ => 1.0,
        };
        self.awake * suits
    }

    /// Share of followers who see a post while nobody else posts.
    pub(super) fn seen(&self, channels: &[Channel]) -> f64 {
        match channels[self.on].kind {
            ChannelKind::Feed(Feed { view, .. }) => view,
            ChannelKind::Chat(_) | ChannelKind::Club(_) => self.push_seen,
        }
    }

    /// Whether it pushes over a chat.
    pub(super) fn pushes(&self) -> bool {
        self.pushes_per_month > 0.0
    }

    pub(super) fn useful(&self) -> f64 {
        (self.mix.useful + if self.product_people { PRODUCT_PEOPLE } else { 0.0 }).min(1.0)
    }

    pub(super) fn tone(&self) -> f64 {
        (self.tone + if self.team.hired == Hired::Outsourced { OUTSOURCED_TONE } else { 0.0 }).min(1.0)
    }

    /// Strength z₀ of what it posts where all of it is the team's own.
    pub(super) fn strength(&self) -> f64 {
        let Mix { emotional, interactive, .. } = self.mix;
        libm::exp(0.3 * (2.0 * self.useful() + 2.0 * emotional + 1.5 * interactive - 1.65)).clamp(0.5, 3.0)
    }

    /// Chance that a viewer passes a post of this strength on.
    pub(super) fn repost(&self, channels: &[Channel], strength: f64) -> f64 {
        match channels[self.on].kind {
            ChannelKind::Feed(Feed { repost, .. }) => {
                (repost * strength * (1.0 + 0.5 * self.tone())).min(MOST_REPOST)
            }
            ChannelKind::Chat(_) | ChannelKind::Club(_) => 0.0,
        }
    }

    /// Involvement that an owner gains by a view.
    pub(super) fn view_gain(&self) -> f64 {
        let cue = if self.cue == Cue::Daily { self.cue_gain / self.a_day().max(1.0) } else { 0.0 };
        (VIEW_GAIN * self.mix.interactive + cue).min(1.0)
    }

    /// Hazards of leaving a day: of itself, and for too many posts.
    pub(super) fn leave(&self) -> (f64, f64) {
        let put_up_with = (1.0 + 4.0 * self.tone()) * (1.0 - 0.5 * self.useful());
        let sold_to = if self.pushes() && self.purpose == Purpose::Sell { SOLD_TO.0 } else { 0.0 };
        let pushed = PUSHED * (self.pushes_per_month - MANY_PUSHES).max(0.0) / PUSH_MONTH;
        let space = if self.sells_space > 0.0 { SPACE } else { 0.0 };
        let over = (self.posts_per_day - MANY_POSTS).max(0.0);
        let held = |hazard: f64| (hazard * put_up_with).min(MOST_LEAVE);
        (held(LEAVES + sold_to + pushed) + space, held(CROWDED * over * over))
    }

    pub(super) fn partner_cost(&self, days: f64) -> f64 {
        self.partners_per_day * days * self.partner_price
    }
}
