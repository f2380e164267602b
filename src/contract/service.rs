//! What tactics do for service in a tick, and what they see of the desk.

use super::enlist::Talk;
use crate::units::TacticId;

/// Service of one tactic in a tick. Tactics add to the desk that every strategy has; the desk of the next
/// tick works with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServiceToday {
    /// The tactic.
    pub tactic: TacticId,
    /// People who answer.
    pub heads: f64,
    /// Answers a day of all of them together.
    pub capacity: f64,
    /// Share of questions that a machine settles at once.
    pub automatic: f64,
    /// Questions for people that each question makes: more than 1 where some come twice.
    pub repeats: f64,
    /// Whether every head has a queue of its own.
    pub separate: bool,
    /// Further questions a day, beside troubles.
    pub messages: f64,
    /// Added to the share of troubles that are told.
    pub told: f64,
    /// Share of complaints said in public that the company finds.
    pub found: f64,
    /// Answers a day of an advocate.
    pub helpers: f64,
    /// Answers a day of owners whom it has asked to help.
    pub volunteers: f64,
    /// Recovery by an owner's answer relative to a head's.
    pub helper_recovery: f64,
    /// Chance that an answer comes with a gift.
    pub gift: f64,
    /// Added to the chance of recovery by a gift.
    pub gift_recovery: f64,
    /// Days that a gift adds to the wait.
    pub approval_days: f64,
    /// Share of those whom a gift satisfies who tell of it, and how they talk.
    pub gift_told: Option<(f64, Talk)>,
    /// Involvement gained by an owner whom an answer satisfies.
    pub gain: f64,
}

impl ServiceToday {
    /// Service that does nothing.
    pub fn none(tactic: TacticId) -> ServiceToday {
        ServiceToday {
            tactic,
            heads: 0.0,
            capacity: 0.0,
            automatic: 0.0,
            repeats: 1.0,
            separate: false,
            messages: 0.0,
            told: 0.0,
            found: 0.0,
            helpers: 0.0,
            volunteers: 0.0,
            helper_recovery: 1.0,
            gift: 0.0,
            gift_recovery: 0.0,
            approval_days: 0.0,
            gift_told: None,
            gain: 0.0,
        }
    }
}

/// The desk at the start of a tick; questions and answers a day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DeskPulse {
    /// Troubles told in the last 24 hours.
    pub tickets: f64,
    /// Other questions.
    pub messages: f64,
    /// Complaints found in public.
    pub found: f64,
    /// Questions that the machine settles.
    pub automatic: f64,
    /// Questions that are left for people, those that come twice among them.
    pub by_hand: f64,
    /// Answers that all people together can give.
    pub capacity: f64,
    /// Of these, the answers of the heads that every strategy has.
    pub floor: f64,
    /// Of these, the answers of advocates.
    pub helpers: f64,
    /// Share of answers that come later than owners have patience.
    pub late: f64,
    /// Gifts given in the tick before, and the tactic that gave them.
    pub gifts: (u64, Option<TacticId>),
}

impl DeskPulse {
    /// Gifts that a tactic gave in the tick before.
    pub fn gifts_of(&self, tactic: TacticId) -> u64 {
        if self.gifts.1 == Some(tactic) { self.gifts.0 } else { 0 }
    }

    /// Answers that people give: as many as come while they keep up.
    pub fn answered(&self, waiting: f64) -> f64 {
        if waiting > 0.0 { self.capacity } else { self.by_hand.min(self.capacity) }
    }
}
