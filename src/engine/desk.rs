//! The service desk of a run: heads by owners, waits by the tickets of the last day, wages, and the tickets
//! that were never answered.
//!
//! Always true: tickets are integers summed over shards, so the desk is the same for every partition.

use std::collections::VecDeque;

use crate::engine::record::Tickets;
use crate::rules::ServiceQueue;
use crate::scenario::plan::{Plan, Service};

/// The desk, from tick to tick.
pub(super) struct Desk {
    queue: ServiceQueue,
    /// Tickets that wait, a fluid.
    backlog: f64,
    wages: f64,
    /// Tickets a day that the present heads settle; 0 without heads.
    capacity: f64,
    /// Tickets of each tick of the last day, and their sum.
    last_day: VecDeque<u64>,
    a_day: u64,
    opened: u64,
}

impl Desk {
    pub fn new(service: &Service) -> Desk {
        let heads = u32::from(service.staff_per_100_000 > 0.0);
        Desk {
            queue: ServiceQueue::new(0.0, heads, service.tickets_per_head_day, 0.0),
            backlog: 0.0,
            wages: 0.0,
            capacity: 0.0,
            last_day: VecDeque::new(),
            a_day: 0,
            opened: 0,
        }
    }

    /// Staffs the desk at the start of a tick: heads by owners, waits by the tickets of the last day.
    pub fn staff(&mut self, plan: &Plan, owners: f64) {
        let (service, dt) = (&plan.service, plan.tick_days());
        // A part of a head is a whole one; without owners there is nobody to pay.
        let paid = libm::ceil(service.staff_per_100_000 * owners / 100_000.0);
        let heads = if service.staff_per_100_000 > 0.0 { paid.max(1.0) } else { 0.0 };
        self.capacity = heads * service.tickets_per_head_day;
        self.backlog = self.waiting(dt);
        self.queue =
            ServiceQueue::new(self.a_day as f64, heads as u32, service.tickets_per_head_day, self.backlog);
        self.wages += paid * service.wage_per_month * 12.0 / 365.0 * dt;
    }

    /// Takes in the tickets of a tick.
    pub fn open(&mut self, tickets: u64, ticks_per_day: u32) {
        self.opened += tickets;
        self.a_day += tickets;
        self.last_day.push_back(tickets);
        while self.last_day.len() > ticks_per_day as usize {
            self.a_day -= self.last_day.pop_front().unwrap_or(0);
        }
    }

    /// The queue that a ticket of this tick meets.
    pub fn queue(&self) -> ServiceQueue {
        self.queue
    }

    /// Tickets that wait.
    pub fn backlog(&self) -> f64 {
        self.backlog
    }

    /// Mean wait in hours; where nobody answers, as long as the run of `days`.
    pub fn wait_hours(&self, days: f64) -> f64 {
        Some(self.queue.mean_wait()).filter(|wait| wait.is_finite()).unwrap_or(days) * 24.0
    }

    /// Chance that a ticket waits at all: Erlang C while the desk keeps up, 1 where a backlog is worked off.
    pub fn waits(&self) -> f64 {
        if self.queue.behind > 0.0 { 1.0 } else { self.queue.waits }
    }

    /// Wages so far.
    pub fn wages(&self) -> f64 {
        self.wages
    }

    /// Tickets of the run, at its end.
    pub fn tickets(&self, plan: &Plan) -> Tickets {
        let unanswered = match self.capacity > 0.0 {
            true => self.waiting(plan.tick_days()).min(self.opened as f64),
            false => self.opened as f64,
        };
        Tickets { opened: self.opened, unanswered }
    }

    /// Tickets that wait after one more tick: 𝓑 + (a − c·μ)·Δ, at least 0.
    fn waiting(&self, dt: f64) -> f64 {
        (self.backlog + (self.a_day as f64 - self.capacity) * dt).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a desk of one head that settles so many a day leaves of tickets that come at this pace.
    fn left(per_head: f64, staff: f64, ticks_per_day: u32, a_tick: u64, days: u32) -> Tickets {
        let text = format!(
            "horizon = \"{days}d\"\ntick = \"{}h\"\n[service]\nstaff_per_100_000 = {staff}\n\
             tickets_per_head_day = {per_head}\n[[strategy]]\nname = \"Organic\"\n",
            24 / ticks_per_day
        );
        let plan = crate::Scenario::parse(&text, "desk.toml").unwrap_or_else(|p| panic!("{p}")).plan;
        let mut desk = Desk::new(&plan.service);
        for _ in 0..days * ticks_per_day {
            desk.staff(&plan, 1_000.0);
            desk.open(a_tick, ticks_per_day);
        }
        desk.tickets(&plan)
    }

    #[test]
    fn the_chance_of_a_wait_is_erlangs_until_there_is_a_backlog() {
        let text = "horizon = \"9d\"\n[service]\nstaff_per_100_000 = 100\ntickets_per_head_day = 10\n[[strategy]]\n\
                    name = \"Organic\"\n";
        let plan = crate::Scenario::parse(text, "desk.toml").unwrap_or_else(|p| panic!("{p}")).plan;
        let chance = |a_day: u64| {
            let mut desk = Desk::new(&plan.service);
            for _ in 0..3 {
                desk.open(a_day, 1);
                desk.staff(&plan, 1_000.0);
            }
            desk.waits()
        };
        // One head: the load itself.
        assert!((chance(4) - 0.4).abs() < 1e-12 && chance(0) == 0.0 && chance(11) == 1.0);
    }

    #[test]
    fn what_comes_in_beyond_what_is_settled_is_never_answered() {
        // 30 a day come from day 1 on, 10 a day are settled: 20 a day wait at the end.
        assert_eq!(left(10.0, 6.0, 1, 30, 14), Tickets { opened: 420, unanswered: 280.0 });
        assert_eq!(left(30.0, 6.0, 1, 30, 14), Tickets { opened: 420, unanswered: 0.0 });
        // With six ticks a day a ticket counts over the day that follows it: 29 of its 30 wait at most.
        let often = left(10.0, 6.0, 6, 5, 14);
        assert_eq!(often.opened, 420);
        assert!((often.unanswered - 280.0).abs() < 15.0, "{often:?}");
        assert_eq!(left(10.0, 0.0, 6, 5, 14), Tickets { opened: 420, unanswered: 420.0 });
    }
}
