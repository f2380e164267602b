//! Focus: how many products, for which people, and how well they are shown.
//!
//! With products P for segments that hold the share w of people, somebody in them is `(w/P)^−½` times as easily
//! convinced, at most 5 times, and somebody outside not at all, until the tactic stops. All that the company makes is
//! split over the products: releases improve the product by 1/P, a media team makes 1/P of its items, and what the best
//! of an event adds is 1/P. Each product beyond the first costs `cost_per_further_product` a month. `display` multiplies
//! the force of paid and own views, not of what friends say. One product for everybody with a display of 1 changes
//! nothing but the money.

use super::team::MONTH;
use crate::contract::{Budget, Did, Effects, FitToday, Measure, Now, Of, Segments, Tactic};
use crate::scenario::declare::{Form, Item, Section, grouped, table};
use crate::scenario::named_segments;
use crate::scenario::plan::Plan;
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};

/// Most that a fit makes somebody easier to convince.
const MOST_FIT: f64 = 5.0;

table! {
    /// How many products, for which people, and how well they are shown.
    pub struct Focus in ["strategy.tactic:focus"], with (context: &TacticContext<'_>) {
        /// Products among which all work is split; neutral: one.
        pub products: u32 = Count 1 in 1.0..=100.0;
        /// Cost a month of each product beyond the first; assumed: eight people who make it.
        pub cost_per_further_product: f64 = Money 100_000 in 0.0..=1e12, plausible 20_000 to 1_000_000, by |s, key| {
            if products < 2 && !s.has(key.name) {
                s.allow(key.name);
                return 0.0;
            }
            s.number(key)
        };
        /// Segments that they are made for, as in ["innovators"]; by default everybody.
        pub segments ["for"]: Vec<usize> = Form (Form::List(&Form::Text)),
            by |s, key| named_segments(s, key, &context.market.segments);
        /// Share of people in these segments.
        pub share: f64 = Within, by |_, _| share(&segments, context);
        /// Force of paid and own views relative to a plain display; neutral: alike.
        pub display: f64 = Number 1 in 0.0..=10.0, plausible 0.7 to 1.3;
        /// Cost a month of research, design and display; neutral: nothing.
        pub cost_per_month: f64 = Money 0 in 0.0..=1e12;
    }
}

/// Share of people in segments; none stands for all.
fn share(segments: &[usize], context: &TacticContext<'_>) -> f64 {
    if segments.is_empty() {
        return 1.0;
    }
    segments.iter().filter_map(|s| context.market.segments.get(*s)).map(|s| s.share).sum()
}

const MEASURES: [Measure; 1] = [Measure::new("fit", "times as easily convinced", Of::Mean)];

impl Focus {
    /// How many times as easily somebody is convinced for whom it is made.
    fn fit(&self) -> f64 {
        (f64::from(self.products) / self.share.max(1e-9)).sqrt().min(MOST_FIT)
    }

    /// Cost a month.
    fn a_month(&self) -> f64 {
        self.cost_per_month + f64::from(self.products - 1) * self.cost_per_further_product
    }
}

impl TacticSpec for Focus {
    const KIND: &'static str = "focus";
    const MEANING: &'static str = "how many products, for which people, and how well they are shown";
    const LIKE: &'static [&'static str] = &[
        "positioning",
        "target",
        "targeting",
        "niche",
        "segment",
        "product",
        "定位",
        "爆品",
        "聚焦",
        "专注",
    ];
    const KEYS: &'static [&'static [Item]] = &[Focus::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Focus {
        let read = Focus::read(section, context);
        if read.share <= 0.0 {
            section.problem("for", "names segments without people", "name segments whose share is above 0");
        }
        read
    }

    fn needs(&self) -> Needs {
        Needs { closes_sales: false, fits: true, ..Needs::default() }
    }

    fn costs(&self) -> bool {
        self.a_month() > 0.0
    }

    fn spend(&self, days: f64) -> Option<Spend> {
        Some(Spend::Amount(self.a_month() / MONTH * days))
    }

    fn scale_money(&mut self, multiple: f64) {
        self.cost_per_month *= multiple;
        self.cost_per_further_product *= multiple;
    }

    fn at_owners(&self, _owners: f64, plan: &Plan) -> Option<String> {
        let people = f64::from(plan.market.people) * self.share;
        Some(format!(
            "{} people may want it, each {:.1} times as easily convinced",
            grouped(people.round()),
            self.fit()
        ))
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], _show: &dyn Fn(f64) -> String) -> Option<String> {
        let [fit] = did else { return None };
        Some(format!(
            "people it was made for ({:.0} % of all) were {:.1} times as easily convinced",
            100.0 * self.share,
            fit.total
        ))
    }

    fn begin(&self, _start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Focused { plan: self.clone(), paid: true })
    }
}

/// A focus that holds.
struct Focused {
    plan: Focus,
    /// Whether the money pays it today.
    paid: bool,
}

impl Tactic for Focused {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        if now.new_day() {
            let a_day = self.plan.a_month() / MONTH;
            let paid = budget.pay(out.acting, now.day_number(), a_day);
            if self.paid && !paid {
                out.notes.push("ended: it ran out of money".to_owned());
            }
            self.paid = paid;
        }
        if !self.paid {
            return;
        }
        let plan = &self.plan;
        out.say(0, plan.fit());
        let outside = if plan.segments.is_empty() { plan.fit() } else { 0.0 };
        out.fits.push(FitToday {
            tactic: out.acting,
            segments: Segments::of(&plan.segments),
            inside: plan.fit(),
            outside,
            display: plan.display,
            products: f64::from(plan.products),
        });
    }

    fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        self.plan.a_month() / MONTH * (horizon - day).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{ParticipationCounts, Pulse};
    use crate::tactic::proof::{Alone, alone, assert_limits, assert_more, assert_null, runs};
    use crate::verify::busy::{Busy, with};

    fn focus(lines: &str) -> Alone {
        alone(&format!("kind = \"focus\"\n{lines}"), 40, &Pulse::default())
    }

    #[test]
    fn null_one_product_for_everybody_changes_nothing_but_the_money() {
        assert_null("", "satisfied = 0.75", "kind = \"focus\"\ncost_per_month = 1_000");
    }

    #[test]
    fn a_fit_is_one_over_the_root_of_the_share_of_people_a_product_at_most_five() {
        let fit = |lines: &str| {
            let alone = focus(&format!("free_because = \"a decision\"\n{lines}"));
            let fit = &alone.days[0].fits[0];
            (fit.inside, fit.outside)
        };
        let early = (0.025_f64 + 0.135).powf(-0.5);
        let both = fit("for = [\"innovators\", \"early adopters\"]");
        assert!((both.0 - early).abs() < 1e-12 && both.1 == 0.0, "{both:?}");
        assert_eq!(fit("for = [\"innovators\"]").0, MOST_FIT);
        assert_eq!(fit("products = 4\ncost_per_further_product = 0"), (2.0, 2.0));
    }

    #[test]
    fn limit_it_holds_as_long_as_the_money_pays_and_no_keys_break_anything() {
        // 60,000 pay 30 days of 2,000 a day.
        let poor = focus("cost_per_month = 60_833.333_333_333_3\nbudget = 60_000\nstarts = \"active >= 1\"");
        assert_eq!(poor.days.iter().filter(|day| !day.fits.is_empty()).count(), 30);
        assert_eq!(poor.notes(), ["ended: it ran out of money"]);
        assert_limits(
            "kind = \"focus\"\nfree_because = \"a test\"\nstarts = \"active >= 1\"",
            &[("", Focus::ITEMS)],
        );
    }

    #[test]
    fn cost_a_month_is_paid_by_the_day() {
        let paid = focus("cost_per_month = 1_000").spent();
        assert!((paid - 40.0 * 1_000.0 * 12.0 / 365.0).abs() < 1e-6, "{paid}");
        let several = focus("cost_per_month = 100\nproducts = 4\ncost_per_further_product = 300").spent();
        assert!((several - paid).abs() < 1e-6, "{several}");
    }

    /// Adopters by a day of two strategies of a small world, run by run.
    fn adopters(day: u32, first: &str, second: &str) -> Vec<(f64, f64)> {
        let one =
            |lines: &str| format!("kind = \"focus\"\nname = \"it\"\nfree_because = \"a test\"\n{lines}");
        let strategies = with("One", &[&one(first)]) + &with("Two", &[&one(second)]);
        let played = runs(&Busy { runs: 24, strategies, ..Busy::default() }.text());
        let adopted = |strategy: usize| {
            let by_day = |run: &crate::engine::record::RunRecord| {
                run.ledger.iter().filter(|a| a.tick <= day).count() as f64
            };
            played[strategy].iter().map(by_day).collect::<Vec<f64>>()
        };
        let last = played.len() - 1;
        adopted(last - 1).into_iter().zip(adopted(last)).collect()
    }

    #[test]
    fn direction_narrow_first_and_wide_later_wins_more_than_narrow_for_ever() {
        let narrow = "for = [\"innovators\", \"early adopters\"]\n";
        assert_more(adopters(120, narrow, &format!("{narrow}stops = \"active >= 150\"")));
        // Nobody outside is won while it is narrow.
        let few = adopters(120, narrow, "");
        assert!(few.iter().all(|(narrow, wide)| *narrow < 0.25 * 3_000.0 && narrow < wide), "{few:?}");
    }

    #[test]
    fn direction_a_better_display_wins_more_by_ads_and_nothing_by_friends() {
        let ads = "kind = \"ads\"\nspend = 20_000\ncold_cac = 40\nflight = \"continuous\"\ntalk_lift = 0";
        let focus = |display: f64| {
            format!("kind = \"focus\"\nname = \"it\"\nfree_because = \"a test\"\ndisplay = {display}")
        };
        let strategies = with("Plain", &[ads, &focus(0.5)])
            + &with("Beautiful", &[ads, &focus(2.0)])
            + &with("Friends", &[&focus(2.0)]);
        let played = runs(&Busy { runs: 24, strategies, ..Busy::default() }.text());
        let adopted = |runs: &[crate::engine::record::RunRecord]| {
            runs.iter().map(|run| run.ledger.len() as f64).collect::<Vec<f64>>()
        };
        // An organic arm is added in front.
        let [organic, plain, beautiful, friends] = [0, 1, 2, 3].map(|s| adopted(&played[s]));
        assert_more(plain.into_iter().zip(beautiful));
        assert_eq!(organic, friends);
    }

    #[test]
    fn several_products_split_what_is_made() {
        let counts = ParticipationCounts { acts: 100, handled: 100, ..ParticipationCounts::default() };
        let gained = [0.0, 4.0].map(|products| {
            let market = Pulse { participation: vec![counts], products, ..Pulse::default() };
            let alone = alone("kind = \"participation\"", 30, &market);
            alone.days.iter().map(|day| day.quality).sum::<f64>()
        });
        assert!((gained[0] / gained[1] - 4.0).abs() < 1e-9, "{gained:?}");
    }
}
