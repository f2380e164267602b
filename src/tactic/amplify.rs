//! Amplified word-of-mouth events: bought views of the best thing people made.
//!
//! An event buys views at the same CPM as ads. With content to pick from, its story has strength
//! `z = 1 + (z₀ − 1)·2^{−decision/half-life}·e^{−k/3}`, z₀ the best of what people made lately
//! and k the events of the last 90 days: delay and repetition cost the story, never the bought
//! views. Without content it *is* an ad of the same price.

use crate::rng::salt;
use crate::rules;
use crate::scenario::plan::AmplifyPlan;
use crate::tactic::{Effects, Event, Now, Purse, Reach, Tactic};

/// Events held so far.
pub struct Amplify {
    plan: AmplifyPlan,
    salt: u32,
    held: Vec<f64>,
    tried: f64,
}

impl Amplify {
    /// Events as planned; `name` keys their draws.
    pub fn new(name: &str, plan: &AmplifyPlan) -> Amplify {
        Amplify { plan: plan.clone(), salt: salt(name), held: Vec::new(), tried: f64::NEG_INFINITY }
    }

    fn due(&self, now: &Now) -> bool {
        let within = |days: f64| self.held.iter().filter(|d| now.day - **d < days - 1e-9).count();
        now.day - self.tried + 1e-9 >= self.plan.again_after_days
            && within(365.0) < self.plan.at_most_per_year as usize
    }
}

impl Tactic for Amplify {
    fn act(&mut self, now: &Now, purse: &mut Purse, out: &mut Effects) {
        let left = ((now.horizon - now.day) / self.plan.again_after_days + 1.0).floor();
        purse.expect(out.acting, left * self.plan.spend_each);
        if !self.due(now) {
            return;
        }
        self.tried = now.day;
        if !purse.pay(out.acting, now.day_number(), self.plan.spend_each) {
            out.notes.push("skipped an event that the money left did not cover".to_owned());
            return;
        }
        let content = now.pulse.made_within(now.day_number(), self.plan.pick_days);
        let recent = self.held.iter().filter(|d| now.day - **d < 90.0).count();
        let fresh = libm::exp2(-self.plan.decide_days / self.plan.topic_half_life)
            * libm::exp(-(recent as f64) / 3.0);
        let best = rules::best_of(u32::try_from(content).unwrap_or(u32::MAX), self.plan.spread);
        let story = 1.0 + (best - 1.0) * fresh;
        let event = (content > 0).then_some(Event {
            number: self.held.len() as u32,
            story,
            feed: self.plan.feed,
            follow: self.plan.follow,
            pick_days: self.plan.pick_days,
            maker_gain: self.plan.maker_gain,
            viewer_gain: self.plan.viewer_gain,
        });
        self.held.push(now.day);
        out.reach.push(Reach {
            tactic: out.acting,
            salt: self.salt,
            impressions: self.plan.spend_each / (self.plan.media.cpm / 1_000.0),
            media: self.plan.media,
            strength: self.plan.zeta * if content > 0 { story } else { 1.0 },
            event,
        });
    }
}
