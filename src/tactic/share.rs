//! A share button inside the product: uses become posts.
//!
//! A lift on posting of `uses_per_day × share_probability × one_click ÷ acts_per_day` of its feed, so it ends
//! as talk ends. With `share_probability = 0` only its price remains.

use crate::contract::{Budget, Did, Effects, Measure, Now, Of, Tactic};
use crate::rules;
use crate::scenario::declare::{Item, Section, table};
use crate::scenario::plan::{Channel, Pace};
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::ChannelId;

table! {
    /// A share button inside the product.
    pub struct Share in ["strategy.tactic:share"], with (context: &TacticContext<'_>) {
        /// The feed that is posted on; by default the first feed.
        pub feed: ChannelId = Text, by |s, key| context.needed_feed(s, key);
        /// Uses per day of a fresh owner; assumed.
        pub uses_per_day: f64 = Number 1 in 0.0..=1_000.0;
        /// Chance that a use is shared; assumed.
        pub share_probability: f64 = Share 0.02, was "share";
        /// Factor of a one-click button; assumed.
        pub one_click: f64 = Number 3 in 0.0..=1_000.0;
        /// Factor of how much the product shows.
        pub shown: f64 = Within, by |_, _| context.shown;
        /// One-off cost of building it; neutral: nothing.
        pub price: f64 = Money 0 in 0.0..=1e15;
    }
}

impl Share {
    /// Lift of posting on a feed with this many acts a day.
    fn lift(&self, acts_per_day: f64) -> f64 {
        self.uses_per_day * self.share_probability * self.one_click * self.shown / acts_per_day
    }
}

const MEASURES: [Measure; 1] = [Measure::new("shares", "posts", Of::Talk)];

impl TacticSpec for Share {
    const KIND: &'static str = "share";
    const MEANING: &'static str = "a share button inside the product";
    const LIKE: &'static [&'static str] = &["sharing", "button", "viral", "分享"];
    const KEYS: &'static [&'static [Item]] = &[Share::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Share {
        Share::read(section, context)
    }

    fn needs(&self) -> Needs {
        Needs { closes_sales: true, ..Needs::default() }
    }

    fn spend(&self, _days: f64) -> Option<Spend> {
        Some(Spend::Amount(self.price))
    }

    fn costs(&self) -> bool {
        self.price > 0.0
    }

    /// The lift on its feed times the feed's part of all talk.
    fn spiral_gain(&self, channels: &[Channel]) -> f64 {
        let all: f64 = channels.iter().map(|c| c.pace.acts()).sum();
        let feed = channels[self.feed].pace.acts();
        if all > 0.0 { self.lift(feed.max(1e-9)).min(rules::LIFT_CAP) * feed / all } else { 0.0 }
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [shares] = did else { return None };
        Some(format!("{} posts by its button", show(shares.total)))
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        let pace = match start.channels[self.feed].pace {
            Pace::PerDay(acts) if acts > 0.0 => acts,
            _ => f64::INFINITY,
        };
        Box::new(Button { feed: self.feed, lift: self.lift(pace), price: self.price, built: None })
    }
}

/// The button, once it is paid for.
struct Button {
    feed: ChannelId,
    lift: f64,
    price: f64,
    built: Option<bool>,
}

impl Tactic for Button {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let built = *self.built.get_or_insert_with(|| {
            let paid = budget.pay(out.acting, now.day_number(), self.price);
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

#[cfg(test)]
mod tests {
    use crate::contract::Pulse;
    use crate::tactic::proof::{Alone, alone, assert_null, facts, runs};
    use crate::verify::busy::{Busy, with};

    const NULL: &str =
        "kind = \"share\"\nname = \"button\"\nfeed = \"weibo\"\nshare_probability = 0\nprice = 5_000";

    fn button(lines: &str) -> Alone {
        alone(&format!("kind = \"share\"\nprice = 5_000\n{lines}"), 30, &Pulse::default())
    }

    #[test]
    fn null_a_button_that_nobody_shares_with_changes_nothing_but_the_money_and_no_draws_of_others() {
        assert_null("", "satisfied = 0.75", NULL);
        let ads = "kind = \"ads\"\nspend = 20_000\nflight = \"continuous\"\ncold_cac = 40\ntalk_lift = 0";
        for seed in 1..=3 {
            let strategies = with("Ads", &[ads]) + &with("Ads and a button", &[ads, NULL]);
            let played = runs(&Busy { seed, strategies, ..Busy::default() }.text());
            for (alone, both) in played[1].iter().zip(&played[2]) {
                assert_eq!(facts(alone), facts(both));
            }
        }
    }

    #[test]
    fn direction_more_uses_more_sharing_and_fewer_clicks_lift_posting_more() {
        for key in ["uses_per_day", "share_probability", "one_click"] {
            let lifts = [0.0, 0.2, 0.9].map(|value| button(&format!("{key} = {value}")).lift());
            assert!(lifts[0] == 0.0 && lifts.is_sorted_by(|a, b| a < b), "{key}: {lifts:?}");
        }
    }

    #[test]
    fn limit_a_button_that_the_money_does_not_cover_is_not_built() {
        let none = button("budget = 4_999");
        assert_eq!((none.spent(), none.lift()), (0.0, 0.0));
        assert_eq!(none.notes(), ["was not built: the money did not cover it"]);
    }

    #[test]
    fn cost_the_price_is_paid_once_and_the_lift_is_posts_over_acts() {
        let built = button("uses_per_day = 2\nshare_probability = 0.05\none_click = 3");
        assert_eq!((built.expenses.len(), built.spent()), (1, 5_000.0));
        // The feed has .2 acts a day.
        assert!((built.lift() - 2.0 * 0.05 * 3.0 / 0.2).abs() < 1e-12, "{}", built.lift());
    }
}
