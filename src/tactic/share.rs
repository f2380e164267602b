//! A share button inside the product: uses become posts.
//!
//! A lift on posting of `uses_per_day × share × one_click ÷ acts_per_day` of its feed, so it ends
//! as talk ends. With `share = 0` only its price remains.

use crate::scenario::plan::{Pace, Plan, SharePlan};
use crate::tactic::{Effects, Now, Purse, Tactic};
use crate::units::ChannelId;

/// The button, once it is paid for.
pub struct Share {
    feed: ChannelId,
    lift: f64,
    price: f64,
    built: Option<bool>,
}

impl Share {
    /// The button as planned.
    pub fn new(plan: &Plan, share: &SharePlan) -> Share {
        let pace = match plan.channels[share.feed].pace {
            Pace::PerDay(acts) if acts > 0.0 => acts,
            _ => f64::INFINITY,
        };
        Share {
            feed: share.feed,
            lift: share.uses_per_day * share.share * share.one_click / pace,
            price: share.price,
            built: None,
        }
    }
}

impl Tactic for Share {
    fn act(&mut self, now: &Now, purse: &mut Purse, out: &mut Effects) {
        let built = *self.built.get_or_insert_with(|| {
            let paid = purse.pay(out.acting, now.day_number(), self.price);
            if !paid {
                out.notes.push("was not built: the money did not cover it".to_owned());
            }
            paid
        });
        if built {
            out.lift(Some(self.feed), self.lift);
        }
    }
}
