//! A participation node: owners take part, the company handles what they bring and releases.
//!
//! Score x = (simple·rewarding·fun·real)^¼, improved at each release by a share of the remaining
//! way. Owners who need it act at `acts_per_day·x` (faded with age by the engine); handled acts
//! raise involvement; at each release quality moves by κ·(best − Q)·F/(F + half), F = handled
//! acts × company gain since the last one. Nothing here adds to adoption directly. With
//! `improve`, `content` and `involve` at 0 only the wages remain.

use crate::rng::salt;
use crate::rules;
use crate::scenario::plan::{NodePlan, Staff};
use crate::tactic::{Effects, NodeToday, Now, Purse, Tactic};
use crate::units::TacticId;

const MONTH: f64 = 365.0 / 12.0;

/// A running node.
pub struct Node {
    plan: NodePlan,
    salt: u32,
    score: f64,
    feedback: f64,
    heads: f64,
    /// Whether today's wages were paid.
    staffed: bool,
    months: u32,
    releases: u32,
    refreshes: u32,
    refreshed: u32,
    /// Acts so far today, yesterday, and since the last hiring.
    acts: (u64, u64, u64),
    broke: bool,
}

impl Node {
    /// A node as planned; `name` keys its draws.
    pub fn new(name: &str, plan: &NodePlan) -> Node {
        let d = plan.design;
        let rewarding = if d.cash { (d.rewarding + 0.2).min(1.0) } else { d.rewarding };
        Node {
            plan: plan.clone(),
            salt: salt(name),
            score: rules::design_score(d.simple, rewarding, d.fun, d.real),
            feedback: 0.0,
            heads: 0.0,
            staffed: false,
            months: 0,
            releases: 0,
            refreshes: 0,
            refreshed: 0,
            acts: (0, 0, 0),
            broke: false,
        }
    }

    fn hire(&mut self, now: &Now, purse: &Purse, me: TacticId) {
        let load = if self.months == 0 {
            now.pulse.active() as f64 * self.plan.demand * self.plan.acts_per_day * self.score
        } else {
            self.acts.2 as f64 / MONTH
        };
        let wanted = match self.plan.staff {
            Staff::ByLoad => (load / self.plan.acts_per_head_day).ceil().max(1.0),
            Staff::Heads(heads) => heads,
        };
        let months_left = ((now.horizon - now.day) / MONTH).max(1.0 / MONTH);
        let wage = self.plan.wage_per_month * months_left;
        // Money for a part of a head hires a part-timer.
        let payable = if wage > 0.0 { purse.available(me) / wage } else { f64::INFINITY };
        self.heads = wanted.min(payable);
        self.acts.2 = 0;
        self.months += 1;
    }

    fn release(&mut self, now: &Now, out: &mut Effects) {
        let (quality, best) = now.quality;
        out.quality +=
            rules::improvement(quality, best, self.plan.improve, self.feedback, self.plan.feedback_half);
        self.feedback = 0.0;
        if self.heads > 0.0 {
            self.score += self.plan.design.step * (self.plan.design.best - self.score).max(0.0);
        }
        self.releases += 1;
    }

    fn start_day(&mut self, now: &Now, purse: &mut Purse, out: &mut Effects) {
        let me = out.acting;
        let since = now.day - now.began;
        self.acts.1 = std::mem::take(&mut self.acts.0);
        if since + 1e-9 >= f64::from(self.months) * MONTH {
            self.hire(now, purse, me);
        }
        let wages = self.heads * self.plan.wage_per_month / MONTH;
        self.staffed = purse.pay(me, now.day_number(), wages);
        if !self.staffed && !self.broke {
            self.broke = true;
            out.notes.push("ran out of money for its staff".to_owned());
        }
        if since + 1e-9 >= f64::from(self.releases + 1) * f64::from(self.plan.release_days) {
            self.release(now, out);
        }
        if let Some(days) = self.plan.refresh_days
            && since + 1e-9 >= f64::from(self.refreshes + 1) * f64::from(days)
        {
            self.refreshes += 1;
            if purse.pay(me, now.day_number(), self.plan.refresh_cost) {
                self.refreshed = now.day_number();
            } else {
                out.notes.push("could not pay a refresh".to_owned());
            }
        }
    }
}

impl Tactic for Node {
    fn act(&mut self, now: &Now, purse: &mut Purse, out: &mut Effects) {
        let me = out.acting;
        let counts = now.pulse.nodes[me];
        self.acts.0 += counts.acts;
        self.acts.2 += counts.acts;
        self.feedback += counts.handled as f64 * self.plan.company_gain;
        if now.new_day() {
            self.start_day(now, purse, out);
        }
        let capacity = if self.staffed { self.heads * self.plan.acts_per_head_day } else { 0.0 };
        let load = self.acts.1 as f64;
        let gain = self.plan.involve * self.plan.user_gain * if self.plan.design.cash { 0.8 } else { 1.0 };
        out.nodes.push(NodeToday {
            tactic: me,
            salt: self.salt,
            rate: self.plan.acts_per_day * self.score,
            participant: self.plan.participant,
            advocate: self.plan.advocate,
            demand: self.plan.demand,
            fade_days: self.plan.fade_days,
            refreshed: self.refreshed,
            handled: if load <= capacity { f64::from(u8::from(capacity > 0.0)) } else { capacity / load },
            gain,
            content: self.plan.content * self.score,
            posts_on: self.plan.posts_on,
        });
    }

    fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        self.heads * self.plan.wage_per_month * (horizon - day).max(0.0) / MONTH
    }
}
