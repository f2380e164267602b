//! Bought impressions: a budget spread over a flight.
//!
//! Impressions are money ÷ (CPM/1000); what they do to people is the engine's `reach`. While on
//! air, talk is lifted by `talk_lift` times the share of people reached in the last 7 days
//! (22 % of brand talk cites ads, at most a lift of .28). With `cold_cac = inf` and
//! `talk_lift = 0` nothing happens but the spending.

use crate::rng::salt;
use crate::scenario::plan::{AdsPlan, Flight, Plan, Spend, Strategy};
use crate::tactic::{Effects, Now, Purse, Reach, Tactic};

/// A flight of ads.
pub struct Ads {
    plan: AdsPlan,
    salt: u32,
    money: f64,
}

impl Ads {
    /// The ads of a strategy; `spend = "all"` is the cap less the other tactics' budgets.
    pub fn new(plan: &Plan, strategy: &Strategy, name: &str, ads: &AdsPlan) -> Ads {
        let others: f64 = strategy.tactics.iter().filter(|t| t.name != name).filter_map(|t| t.budget).sum();
        let money = match ads.spend {
            Spend::Amount(amount) => amount,
            Spend::All | Spend::Rest => (plan.compare.cap.unwrap_or(0.0) - others).max(0.0),
        };
        Ads { plan: ads.clone(), salt: salt(name), money }
    }
}

/// Days of `[from, to)` that lie on air, counted from the start of the flight.
fn on_air(flight: Flight, lasts: f64, from: f64, to: f64) -> f64 {
    let overlap = |a: f64, b: f64| (to.min(b).min(lasts) - from.max(a)).max(0.0);
    match flight {
        Flight::Burst { days } => overlap(0.0, days),
        Flight::Continuous => overlap(0.0, lasts),
        Flight::Pulsing { on, off } => {
            let period = on + off;
            let first = (from / period).floor().max(0.0) as u32;
            let last = (to / period).ceil().max(0.0) as u32;
            (first..=last).map(|k| overlap(f64::from(k) * period, f64::from(k) * period + on)).sum()
        }
    }
}

impl Tactic for Ads {
    fn act(&mut self, now: &Now, purse: &mut Purse, out: &mut Effects) {
        let rest = now.horizon - now.began;
        // A flight as long as the whole horizon means "the rest of it", whenever it starts.
        let lasts = if self.plan.lasts_days + 1e-9 >= now.horizon { rest } else { self.plan.lasts_days };
        let since = now.day - now.began;
        let air = on_air(self.plan.flight, lasts, since.max(0.0), since + now.dt);
        if air <= 0.0 {
            return;
        }
        let due = if self.plan.spend == Spend::Rest {
            // What nobody has spoken for today, spread over what is left: budgets not called upon
            // and wages not needed come in as they turn out to be free.
            purse.unclaimed(out.acting) * air / on_air(self.plan.flight, lasts, since.max(0.0), lasts)
        } else {
            self.money * air / on_air(self.plan.flight, lasts, 0.0, lasts)
        };
        let paid = purse.pay_up_to(out.acting, now.day_number(), due);
        if paid <= 0.0 {
            return;
        }
        out.lift(None, self.plan.talk_lift * now.reached_7d);
        out.reach.push(Reach {
            tactic: out.acting,
            salt: self.salt,
            impressions: paid / (self.plan.media.cpm / 1_000.0),
            media: self.plan.media,
            strength: 1.0,
            event: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_flight_is_on_air_for_the_days_it_says() {
        let days =
            |flight| (0..60).map(|d| on_air(flight, 60.0, f64::from(d), f64::from(d) + 1.0)).sum::<f64>();
        assert_eq!(days(Flight::Continuous), 60.0);
        assert_eq!(days(Flight::Burst { days: 7.0 }), 7.0);
        assert_eq!(days(Flight::Pulsing { on: 14.0, off: 14.0 }), 32.0);
    }
}
