//! The service desk of a run: the heads that every strategy has, and what tactics add; waits by the questions
//! of the last day, wages, and the tickets that were never answered.
//!
//! The desk of a tick works with what tactics offered in the tick before, so that conditions and tactics
//! see the desk that people met.
//!
//! Always true: tickets are integers summed over shards, so the desk is the same for every partition. Together
//! tactics raise no chance of recovery above [`MOST_RECOVERY`].

use std::collections::VecDeque;

use crate::contract::{DeskPulse, ServiceToday, Talk};
use crate::engine::record::Tickets;
use crate::rules::ServiceQueue;
use crate::rules::involvement;
use crate::scenario::plan::{Plan, Service};
use crate::units::TacticId;

/// Most that gifts raise a chance of recovery to: an answered trouble is never better than none (assumed).
const MOST_RECOVERY: f64 = 0.9;

/// Service in a tick, as somebody with a trouble meets it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Answers {
    /// The queue of a question for people.
    pub queue: ServiceQueue,
    /// Share of troubles that are told.
    pub told: f64,
    /// Share of questions that a machine settles at once.
    pub automatic: f64,
    /// Chance that an answer without a wait restores satisfaction: without a gift, with one.
    pub recovery: [f64; 2],
    /// Chance that an answer comes with a gift.
    pub gift: f64,
    /// Days that a gift adds to the wait.
    pub approval_days: f64,
    /// Share of those whom a gift satisfies who tell of it, how they talk, and by whose gift.
    pub gift_told: Option<(f64, Talk, TacticId)>,
    /// Involvement gained by an owner whom an answer satisfies, in 1/255.
    pub gain: u8,
    /// Chance that a complaint said in public is found and its speaker is satisfied again.
    pub won_back: f64,
}

/// The people whom the desk works for, and those who help.
#[derive(Debug, Clone, Copy, Default)]
pub struct Served {
    /// Owners who have not lapsed.
    pub owners: f64,
    /// Aggrieved owners.
    pub aggrieved: f64,
    /// Advocates.
    pub advocates: f64,
    /// Complaints that an aggrieved owner says in public a day.
    pub complaints: f64,
}

/// What comes in beside tickets, and the part that people have to answer.
#[derive(Debug, Clone, Copy)]
struct Load {
    messages: f64,
    found: f64,
    automatic: f64,
    repeats: f64,
}

/// The desk, from tick to tick.
pub(super) struct Desk {
    answers: Answers,
    /// What tactics offer.
    offered: Vec<ServiceToday>,
    load: Load,
    /// Tickets and messages that wait, a fluid.
    backlog: f64,
    wages: f64,
    /// Questions a day that the present heads settle; 0 without heads.
    capacity: f64,
    /// Of these: the floor's, and the helpers'.
    part: [f64; 2],
    /// Tickets of each tick of the last day, and their sum.
    last_day: VecDeque<u64>,
    a_day: u64,
    opened: u64,
    /// Gifts given in the last tick, and the tactic that gave them.
    gifts: (u64, Option<TacticId>),
    /// The first tactic that gives gifts now: only it does.
    giver: Option<TacticId>,
}

impl Desk {
    pub fn new(service: &Service) -> Desk {
        let heads = u32::from(service.staff_per_100_000 > 0.0);
        let queue = ServiceQueue::new(0.0, heads, service.tickets_per_head_day, 0.0);
        Desk {
            answers: Answers {
                queue,
                told: service.voiced,
                automatic: 0.0,
                recovery: [service.recovery; 2],
                gift: 0.0,
                approval_days: 0.0,
                gift_told: None,
                gain: 0,
                won_back: 0.0,
            },
            offered: Vec::new(),
            load: Load { messages: 0.0, found: 0.0, automatic: 0.0, repeats: 1.0 },
            backlog: 0.0,
            wages: 0.0,
            capacity: 0.0,
            part: [0.0; 2],
            last_day: VecDeque::new(),
            a_day: 0,
            opened: 0,
            gifts: (0, None),
            giver: None,
        }
    }

    /// Takes what tactics offer; the next tick works with it.
    pub fn offer(&mut self, offered: Vec<ServiceToday>) {
        self.offered = offered;
    }

    /// Staffs the desk at the start of a tick: heads by owners and by tactics, waits by the questions of the
    /// last day.
    pub fn staff(&mut self, plan: &Plan, served: Served) {
        let (service, dt) = (&plan.service, plan.tick_days());
        // A part of a head is a whole one; without owners there is nobody to pay.
        let paid = libm::ceil(service.staff_per_100_000 * served.owners / 100_000.0);
        let floor = if service.staff_per_100_000 > 0.0 { paid.max(1.0) } else { 0.0 };
        self.wages += paid * service.wage_per_month * 12.0 / 365.0 * dt;
        let all = &self.offered;
        let sum = |of: &dyn Fn(&ServiceToday) -> f64| all.iter().map(of).sum::<f64>();
        let most = |of: &dyn Fn(&ServiceToday) -> f64| all.iter().map(of).fold(0.0, f64::max);
        let left = |of: &dyn Fn(&ServiceToday) -> f64| all.iter().map(|s| 1.0 - of(s)).product::<f64>();
        let helping = sum(&|s| s.helpers) * served.advocates + sum(&|s| s.volunteers);
        self.part = [floor * service.tickets_per_head_day, helping];
        self.capacity = self.part[0] + sum(&|s| s.capacity) + helping;
        let found = 1.0 - left(&|s| s.found);
        self.load = Load {
            messages: sum(&|s| s.messages),
            found: found * served.aggrieved * served.complaints,
            automatic: 1.0 - left(&|s| s.automatic),
            repeats: all.iter().map(|s| s.repeats).fold(1.0, f64::max),
        };
        self.backlog = self.waiting(dt);
        let heads = floor + sum(&|s| s.heads) + libm::ceil(helping / service.tickets_per_head_day);
        let heads = if self.capacity > 0.0 { heads.max(1.0) } else { heads };
        let alike = self.capacity == self.part[0] || heads == 0.0;
        let per_head = if alike { service.tickets_per_head_day } else { self.capacity / heads };
        let heads = if self.capacity > 0.0 { heads as u32 } else { 0 };
        let one_queue = !all.iter().any(|s| s.separate);
        let queue = if one_queue { ServiceQueue::new } else { ServiceQueue::separate };
        let queue = queue(self.by_hand(), heads, per_head, self.backlog);
        let worse = most(&|s| if s.helpers + s.volunteers > 0.0 { 1.0 - s.helper_recovery } else { 0.0 });
        let by_helpers = if helping > 0.0 { helping / self.capacity } else { 0.0 };
        let plain = service.recovery * (1.0 - worse * by_helpers);
        let giver = all.iter().find(|s| s.gift > 0.0);
        let gifted = (plain + giver.map_or(0.0, |s| s.gift_recovery)).min(MOST_RECOVERY).max(plain);
        self.answers = Answers {
            queue,
            told: (service.voiced + sum(&|s| s.told)).min(1.0),
            automatic: self.load.automatic,
            recovery: [plain, gifted],
            gift: giver.map_or(0.0, |s| s.gift),
            approval_days: giver.map_or(0.0, |s| s.approval_days),
            gift_told: giver.and_then(|s| s.gift_told.map(|(share, talk)| (share, talk, s.tactic))),
            gain: involvement::gain(sum(&|s| s.gain).min(1.0)),
            won_back: found * plain * queue.kept(service.patience_days),
        };
        self.giver = giver.map(|s| s.tactic);
    }

    /// Takes in the tickets and gifts of a tick.
    pub fn open(&mut self, (tickets, gifts): (u64, u64), ticks_per_day: u32) {
        self.gifts = (gifts, self.giver);
        self.opened += tickets;
        self.a_day += tickets;
        self.last_day.push_back(tickets);
        while self.last_day.len() > ticks_per_day as usize {
            self.a_day -= self.last_day.pop_front().unwrap_or(0);
        }
    }

    /// The service that somebody with a trouble meets in this tick.
    pub fn answers(&self) -> Answers {
        self.answers
    }

    /// Questions that wait.
    pub fn backlog(&self) -> f64 {
        self.backlog
    }

    /// The desk as tactics see it.
    pub fn pulse(&self, plan: &Plan) -> DeskPulse {
        let [floor, helpers] = self.part;
        let all = self.incoming();
        DeskPulse {
            tickets: self.a_day as f64,
            messages: self.load.messages,
            found: self.load.found,
            automatic: all * self.load.automatic,
            by_hand: self.by_hand(),
            capacity: self.capacity,
            floor,
            helpers,
            late: self.answers.queue.later_than(plan.service.patience_days),
            gifts: self.gifts,
        }
    }

    /// Mean wait in hours; where nobody answers, as long as the run of `days`.
    pub fn wait_hours(&self, days: f64) -> f64 {
        Some(self.answers.queue.mean_wait()).filter(|wait| wait.is_finite()).unwrap_or(days) * 24.0
    }

    /// Chance that a ticket waits at all: Erlang C while the desk keeps up, 1 where a backlog is worked off.
    pub fn waits(&self) -> f64 {
        if self.answers.queue.behind > 0.0 { 1.0 } else { self.answers.queue.waits }
    }

    /// Wages of the heads that every strategy has, so far.
    pub fn wages(&self) -> f64 {
        self.wages
    }

    /// Tickets of the run, at its end.
    pub fn tickets(&self, plan: &Plan) -> Tickets {
        // Of what waits, tickets are the part that they are of what comes in.
        let told = match self.load.messages + self.load.found {
            0.0 => 1.0,
            _ => self.a_day as f64 / self.incoming().max(1e-9),
        };
        let unanswered = match self.capacity > 0.0 {
            true => (self.waiting(plan.tick_days()) * told).min(self.opened as f64),
            false => self.opened as f64 * (1.0 - self.load.automatic),
        };
        Tickets { opened: self.opened, unanswered }
    }

    /// All questions a day.
    fn incoming(&self) -> f64 {
        self.a_day as f64 + self.load.messages + self.load.found
    }

    /// Questions a day that people have to answer.
    fn by_hand(&self) -> f64 {
        self.incoming() * (1.0 - self.load.automatic) * self.load.repeats
    }

    /// Questions that wait after one more tick: 𝓑 + (a − c·μ)·Δ, at least 0.
    fn waiting(&self, dt: f64) -> f64 {
        (self.backlog + (self.by_hand() - self.capacity) * dt).max(0.0)
    }
}

#[cfg(test)]
mod tests;
