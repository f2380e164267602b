//! The ways in which tactics work on people: each can be switched off alone, to see what it is worth.
//!
//! A mechanism is an effect, so it is taken from what a tactic does in a tick, whatever its kind. The
//! money is spent all the same.

use serde::Serialize;

use super::{Effects, Posts};

/// A way in which a tactic works on people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mechanism {
    /// Its impressions convince people.
    Convincing,
    /// It lifts talk.
    TalkLift,
    /// A word of a friend and one of its impressions convince more together than each alone.
    Overlap,
    /// Its events are passed on, and involve people.
    Story,
    /// It defines a category that people then come to by themselves.
    Category,
    /// It makes the product better.
    Quality,
    /// Taking part ties people in.
    Involvement,
    /// What people make is posted, and gives events something to show.
    Content,
    /// Its heads, its machine and owners answer questions.
    Answers,
    /// Complaints said in public are found, and more troubles are told.
    Listening,
    /// Gifts come with answers.
    Gifts,
    /// It introduces owners to each other, who stay for that.
    Belonging,
}

impl Mechanism {
    /// Its name in findings and tables.
    pub fn name(self) -> &'static str {
        match self {
            Mechanism::Convincing => "convincing",
            Mechanism::TalkLift => "talk lift",
            Mechanism::Overlap => "overlap with talk",
            Mechanism::Story => "story",
            Mechanism::Category => "new category",
            Mechanism::Quality => "better product",
            Mechanism::Involvement => "involvement",
            Mechanism::Content => "content",
            Mechanism::Answers => "answers",
            Mechanism::Listening => "listening",
            Mechanism::Gifts => "gifts",
            Mechanism::Belonging => "belonging",
        }
    }

    /// Takes it from the effects of the acting tactic; `quality` is the change of quality that other
    /// tactics made before.
    pub fn switch_off(self, effects: &mut Effects, quality: f64) {
        let acting = effects.acting;
        let reach = effects.reach.iter_mut().filter(|r| r.tactic == acting);
        let service = effects.service.iter_mut().filter(|s| s.tactic == acting);
        let accounts = effects.accounts.iter_mut().filter(|a| a.tactic == acting);
        let participation = effects.participation.iter_mut().filter(|p| p.tactic == acting);
        let picks = effects.picks.iter_mut().filter(|p| p.tactic == acting);
        let entries = effects.entries.iter_mut().filter(|e| e.tactic == acting);
        match self {
            Mechanism::Convincing => {
                reach.for_each(|r| r.convinces = false);
                picks.for_each(|p| p.contact = None);
                accounts.for_each(|a| a.posts.strength = 0.0);
                entries.for_each(|e| e.force = 0.0);
            }
            Mechanism::TalkLift => {
                picks.for_each(|p| p.talk = None);
                effects.lifts.retain(|lift| lift.tactic != acting);
            }
            Mechanism::Overlap => {
                reach.for_each(|r| r.overlaps = false);
                accounts.for_each(|a| a.posts.overlaps = false);
            }
            // Without a story it is an ad of the same price and force.
            Mechanism::Story => {
                reach.for_each(|r| r.strength /= r.event.take().map_or(1.0, |e| e.story));
                accounts.for_each(|a| a.posts.repost = 0.0);
                picks.for_each(|p| p.story = None);
            }
            Mechanism::Category => effects.categories.retain(|c| c.0 != acting),
            Mechanism::Quality => effects.quality = quality,
            Mechanism::Involvement => {
                participation.for_each(|p| p.gain = 0.0);
                service.for_each(|s| s.gain = 0.0);
                entries.for_each(|e| e.gain = 0.0);
                accounts.for_each(|a| a.posts = Posts { gain: 0.0, holds: 0.0, ..a.posts });
                picks.for_each(|p| p.gain = 0.0);
                effects.ranks.retain(|ranks| ranks.tactic != acting);
                effects.groups.retain(|group| group.tactic != acting);
            }
            Mechanism::Content => {
                participation.for_each(|p| (p.content, p.posts_on) = (0.0, None));
                picks.for_each(|p| p.makes = 0.0);
                entries.for_each(|e| (e.content, e.posts_on) = (0.0, None));
            }
            Mechanism::Answers => service.for_each(|s| {
                (s.heads, s.capacity, s.automatic, s.helpers, s.volunteers, s.repeats, s.separate) =
                    (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, false);
            }),
            Mechanism::Listening => service.for_each(|s| (s.told, s.found) = (0.0, 0.0)),
            Mechanism::Gifts => service.for_each(|s| s.gift = 0.0),
            Mechanism::Belonging => picks.for_each(|p| p.introduces = 0.0),
        }
    }
}
