//! Bought impressions: a budget spread over a flight.
//!
//! Impressions are money ÷ (CPM/1000); what they do to people is the engine's `reach`. While on
//! air, talk is lifted by `talk_lift` times the share of people reached in the last 7 days
//! (22 % of brand talk cites ads, at most a lift of .28). With `cold_cac = inf` and
//! `talk_lift = 0` nothing happens but the spending.

use serde::Serialize;

use crate::contract::{Budget, Did, Effects, Measure, Mechanism, Now, Of, Reach, Tactic};
use crate::scenario::daily::{self, Amounts, Daily, Span};
use crate::scenario::declare::{
    Item, Key, LONG, NumberOrWord, Section, TINY, Written, choice, show_days, table,
};
use crate::scenario::media::Media;
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};

choice! {
    /// How a flight is spread in time.
    pub enum Flight {
        /// All of it evenly over the first `burst_days`.
        Burst = "burst",
        /// Evenly over the whole flight.
        Continuous = "continuous",
        /// Evenly over the first days of every on + off.
        Pulsing = "pulsing",
    }
}

table! {
    /// Bought impressions.
    pub struct Ads in ["strategy.tactic:ads"], with (context: &TacticContext<'_>) {
        /// Money for the flight, "all" is the cap less the other tactics' budgets, or a table of amounts over time; by
        /// default "all".
        pub spend: Asked = Money in 0.0..=1e15, or ["all"], or_table "strategy.tactic.spend",
            by |s, key| spend(s, key, context);
        /// Length of the flight, in which all of `spend` is spent; by default the rest of the horizon.
        pub duration: f64 = Days in TINY..=LONG, was "lasts", by |s, key| match &spend {
            Asked::Once(_) => lasts(s, key, context.left),
            Asked::Daily(_) => timed(s, key.name, context.left),
        };
        /// How the money is spread over the flight; assumed.
        pub flight: Flight = Word "continuous", by |s, key| match &spend {
            Asked::Once(_) => Flight::read(s, key),
            Asked::Daily(_) => timed(s, key.name, Flight::Continuous),
        };
        /// Days a burst spends its money in; assumed.
        pub burst_days: f64 = Number 30 in TINY..=LONG, by |s, key| burst(s, key, flight, duration);
        /// Days on air when pulsing; from common practice: four weeks on, four off (assumed).
        pub pulse_on_days: f64 = Number 28 in TINY..=LONG, by |s, key| pulse(s, key, flight);
        /// Days off air when pulsing; from the same practice (assumed).
        pub pulse_off_days: f64 = Number 28 in 0.0..=LONG, by |s, key| pulse(s, key, flight);
        /// What is bought; each of its numbers may be said here.
        pub media: Media = Within, by |s, _| Media::of_tactic(s, context.media);
        /// How much the ads define a new category: once half of the people whom media reach have met them, everybody
        /// comes to it by themselves with a hazard of category × 10⁻⁵ a day, for good; neutral: not at all.
        pub category: f64 = Share 0, plausible 0 to 1;
        /// Lift of talk per share of people reached in 7 days; from the 22 % of brand talk that cites
        /// ads, which allow at most 0.28.
        pub talk_lift: f64 = Number 0.2 in 0.0..=3.0, plausible 0 to 0.3;
    }
}

/// The money of a flight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Asked {
    /// A sum, which `flight` spreads over `duration`.
    Once(Spend),
    /// Amounts by day.
    Daily(Daily),
}

fn spend(s: &Section<'_>, key: &'static Key, context: &TacticContext<'_>) -> Asked {
    let (begins, horizon) = (context.begins.unwrap_or(0.0), context.horizon);
    if let Some(daily) = daily::amounts(s, key.name, Span { start: context.start, begins, horizon }) {
        if context.begins.is_none() {
            let help = "its table says on which days the money is spent: let it start on a day";
            s.problem("starts", "is a condition", help);
        }
        return Asked::Daily(daily);
    }
    Asked::Once(match s.number_or_word(key, "write an amount, \"all\", or { file = \"…\" }") {
        Some(NumberOrWord::Number(amount)) => Spend::Amount(amount),
        Some(NumberOrWord::Word) => Spend::All,
        None if s.has(key.name) => Spend::Amount(0.0),
        None => {
            s.record(key.name, "\"all\"");
            Spend::All
        }
    })
}

/// What a key that spreads money would say, where a table of amounts says it.
fn timed<T>(s: &Section<'_>, key: &'static str, usual: T) -> T {
    s.allow(key);
    if s.has(key) {
        s.problem(key, "stands beside a table of spend", "the table says when money is spent; take one away");
    }
    usual
}

fn lasts(s: &Section<'_>, key: &'static Key, left: f64) -> f64 {
    // Something is left even where a tactic starts at the horizon.
    let days = s.number_or(key, left.max(TINY));
    if days > left + 1e-9 && left > 0.0 {
        let text = format!("runs {} beyond the horizon", show_days(days - left));
        s.warning(key.name, text, "what is planned for later is not spent");
    }
    days
}

fn burst(s: &Section<'_>, key: &'static Key, flight: Flight, lasts: f64) -> f64 {
    let usual = key.default_value().0;
    if flight != Flight::Burst {
        s.allow(key.name);
        return usual;
    }
    let days = s.number_or(key, usual.min(lasts));
    if days > lasts {
        let text = format!("is {}", s.said(key.name, days));
        s.problem(key.name, text, format!("the flight lasts {}", show_days(lasts)));
    }
    days
}

fn pulse(s: &Section<'_>, key: &'static Key, flight: Flight) -> f64 {
    if flight == Flight::Pulsing {
        return s.number(key);
    }
    s.allow(key.name);
    key.default_value().0
}

/// Hazard per day of coming to a category by oneself, where it is all the ads' doing; assumed.
const CATEGORY: f64 = 1e-5;

const MEASURES: [Measure; 3] = [
    Measure::new("impressions", "impressions", Of::Sum),
    Measure::new("reached in 7 days", "share of people media reach", Of::Mean),
    Measure::new("talk", "acts of talk that it caused", Of::Talk),
];

impl TacticSpec for Ads {
    const KIND: &'static str = "ads";
    const MEANING: &'static str = "bought impressions of any kind: video, posters, search";
    const LIKE: &'static [&'static str] = &[
        "ad",
        "advertising",
        "advertisement",
        "video",
        "videos",
        "tv",
        "banner",
        "search",
        "display",
        "media",
        "kol",
        "influencer",
        "influencers",
        "paid",
        "short video",
        "广告",
        "短视频",
        "视频",
    ];
    const KEYS: &'static [&'static [Item]] = &[Ads::ITEMS, Media::ITEMS];
    const INNER: &'static [&'static [Item]] = &[Amounts::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Ads {
        Ads::read(section, context)
    }

    fn needs(&self) -> Needs {
        let impression_price = Some(self.media.impression_price());
        Needs { impression_price, closes_sales: true, ..Needs::default() }
    }

    fn spend(&self, days: f64) -> Option<Spend> {
        Some(match &self.spend {
            Asked::Once(spend) => *spend,
            Asked::Daily(daily) => Spend::Amount(daily.after(days)),
        })
    }

    fn spent_share(&self, days: f64, left: f64) -> f64 {
        if let Asked::Daily(daily) = &self.spend {
            let all = daily.after(left);
            return if all > 0.0 { daily.after(days) / all } else { 1.0 };
        }
        let lasts = self.duration.min(left.max(TINY));
        let all = self.on_air(lasts, 0.0, lasts);
        if all > 0.0 { self.on_air(lasts, 0.0, days) / all } else { 1.0 }
    }

    fn scale_money(&mut self, multiple: f64) {
        match &mut self.spend {
            Asked::Once(Spend::Amount(amount)) => *amount *= multiple,
            Asked::Once(Spend::All | Spend::Rest) => {}
            Asked::Daily(daily) => daily.amounts.iter_mut().for_each(|amount| *amount *= multiple),
        }
    }

    fn taking_the_rest(&self, horizon: f64) -> Option<Ads> {
        let duration = horizon.max(1.0);
        Some(Ads { spend: Asked::Once(Spend::Rest), flight: Flight::Continuous, duration, ..self.clone() })
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        let convinces = self.media.audience().force > 0.0;
        let lift = (self.talk_lift > 0.0).then_some(Mechanism::TalkLift);
        let bought = convinces.then_some([Mechanism::Convincing, Mechanism::Overlap]);
        let category = (self.category > 0.0).then_some(Mechanism::Category);
        bought.into_iter().flatten().chain(lift).chain(category).collect()
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [impressions, reached, talk] = did else { return None };
        Some(format!(
            "{} impressions; a week of them reaches {:.0} % of the people that media reach; {} acts of talk come of them",
            show(impressions.total),
            100.0 * reached.total,
            show(talk.total)
        ))
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        let (plan, key, ends) = (self.clone(), start.tactic_key, start.ends);
        Box::new(Running { plan, key, ends, money: start.money.unwrap_or(0.0), met: 0.0 })
    }
}

/// A flight of ads.
struct Running {
    plan: Ads,
    key: u32,
    /// Day by which it has ended.
    ends: f64,
    money: f64,
    /// Impressions so far a head whom media reach.
    met: f64,
}

impl Ads {
    /// Days of `[from, to)` that lie on air, counted from the start of a flight of this length.
    fn on_air(&self, lasts: f64, from: f64, to: f64) -> f64 {
        let overlap = |a: f64, b: f64| (to.min(b).min(lasts) - from.max(a)).max(0.0);
        match self.flight {
            Flight::Burst => overlap(0.0, self.burst_days),
            Flight::Continuous => overlap(0.0, lasts),
            Flight::Pulsing => {
                let (on, period) = (self.pulse_on_days, self.pulse_on_days + self.pulse_off_days);
                let first = (from / period).floor().max(0.0) as u32;
                let last = (to / period).ceil().max(0.0) as u32;
                (first..=last).map(|k| overlap(f64::from(k) * period, f64::from(k) * period + on)).sum()
            }
        }
    }
}

impl Running {
    /// Money due now; `None` off air.
    fn due(&self, now: &Now, budget: &Budget, out: &Effects) -> Option<f64> {
        if let Asked::Daily(daily) = &self.plan.spend {
            let (due, all) = (daily.between(now.day, now.day + now.dt), daily.between(now.began, self.ends));
            return (due > 0.0).then(|| due * (self.money / all));
        }
        let rest = now.horizon - now.began;
        // A flight as long as the whole horizon means "the rest of it", whenever it starts.
        let lasts = if self.plan.duration + 1e-9 >= now.horizon { rest } else { self.plan.duration };
        let since = now.day - now.began;
        let air = self.plan.on_air(lasts, since.max(0.0), since + now.dt);
        if air <= 0.0 {
            return None;
        }
        Some(if self.plan.spend == Asked::Once(Spend::Rest) {
            // The money without a claim, spread over the days left on air: budgets and wages that turn out
            // to be free come in.
            budget.unclaimed(out.acting) * air / self.plan.on_air(lasts, since.max(0.0), lasts)
        } else {
            self.money * air / self.plan.on_air(lasts, 0.0, lasts)
        })
    }
}

impl Tactic for Running {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        // Media use is exponential, so that one impression a head has met half of them: 1 − 1/(1 + 1).
        if self.plan.category > 0.0 && self.met >= 1.0 {
            out.category(self.plan.category * CATEGORY);
        }
        let Some(due) = self.due(now, budget, out) else { return };
        let paid = budget.pay_up_to(out.acting, now.day_number(), due);
        if paid <= 0.0 {
            return;
        }
        out.lift(None, self.plan.talk_lift * now.reached_7d);
        let people = now.pulse.stages.iter().sum::<u64>() as f64;
        let impressions = paid / self.plan.media.impression_price();
        self.met += impressions / (people * self.plan.media.audience().reachable).max(1.0);
        out.say(0, impressions);
        out.say(1, now.reached_7d);
        out.reach.push(Reach {
            tactic: out.acting,
            tactic_key: self.key,
            impressions,
            audience: self.plan.media.audience(),
            strength: 1.0,
            event: None,
            convinces: true,
            overlaps: true,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::contract::Pulse;
    use crate::tactic::proof::{Alone, alone, assert_null, runs};
    use crate::verify::case::{Case, Size};

    fn ads(lines: &str) -> Alone {
        alone(&format!("kind = \"ads\"\n{lines}"), 90, &Pulse::default())
    }

    #[test]
    fn null_ads_that_convince_nobody_and_lift_no_talk_change_nothing_but_the_money() {
        let null = "kind = \"ads\"\nspend = 30_000\ncold_cac = inf\ntalk_lift = 0";
        assert_null("", "satisfied = 0.75", null);
    }

    #[test]
    fn direction_more_money_buys_more_impressions_and_a_larger_lift_lifts_talk_more() {
        let bought = [1, 1_000, 20_000, 60_000].map(|spend| ads(&format!("spend = {spend}")).impressions());
        assert!(bought.is_sorted_by(|a, b| a < b), "{bought:?}");
        let lifts = [0.0, 0.1, 0.3].map(|lift| ads(&format!("spend = 9_000\ntalk_lift = {lift}")).lift());
        // Half of the people were reached.
        assert_eq!(lifts, [0.0, 0.05, 0.15]);
    }

    #[test]
    fn limit_a_flight_ends_with_its_budget_and_is_on_air_for_the_days_it_says() {
        for (flight, days) in [("continuous", 60), ("burst", 7), ("pulsing", 32)] {
            let flight = ads(&format!(
                "spend = 30_000\nbudget = 20_000\nduration = \"60d\"\nflight = \"{flight}\"\n\
                 burst_days = 7\npulse_on_days = 14\npulse_off_days = 14"
            ));
            assert!((flight.spent() - 20_000.0).abs() < 1e-6, "{}", flight.spent());
            assert_eq!(flight.days.iter().filter(|d| !d.reach.is_empty()).count(), days);
        }
    }

    #[test]
    fn limit_a_table_of_spend_is_paid_on_its_days_and_with_half_of_the_money_by_halves() {
        let paid = |lines: &str| {
            let flight = ads(&format!("spend = {{ by_day = [100, 0, 250.5] }}\n{lines}"));
            flight.expenses.iter().map(|e| (e.day, e.amount)).collect::<Vec<_>>()
        };
        assert_eq!(paid(""), [(0, 100.0), (2, 250.5)]);
        assert_eq!(paid("budget = 175.25"), [(0, 50.0), (2, 125.25)]);
        assert_eq!(paid("starts = \"1d\""), [(2, 250.5)]);
    }

    /// Talk off, 1,000,000 people, half of them eligible, a flight of .1 impressions a head: 400 runs'
    /// worth of buyers in 20 runs, some 8,000 adopters: ±5 % is 4.5 standard errors.
    #[test]
    fn cost_an_impression_costs_its_cpm_and_an_adopter_the_cold_cac_while_nobody_talks() {
        let flight = ads("spend = 30_000\ncpm = 25");
        assert!((flight.impressions() * 0.025 - flight.spent()).abs() < 1e-6);
        for seed in [1, 2, 3] {
            let market = Case::new(Size { seed, full: false }, 20).people(1_000_000, "complete = true");
            let text = market.chat("acts_per_day = 0\nprobability = 0").text();
            let text = text
                .replace("eligible = 1.0", "eligible = 0.5")
                .replace("replications = 20\n", "replications = 20\ncap = 80_000\n")
                + "[[strategy.tactic]]\nkind = \"ads\"\nspend = 80_000\nflight = \"continuous\"\ncpm = 40\ncold_cac = 200\ntalk_lift = 0\nwear_out_at = 1e6\n";
            let played = runs(&text);
            let ads = played.last().expect("the ads");
            assert_eq!(ads.len(), 20);
            let money: f64 = ads.iter().flat_map(|r| &r.expenses).map(|e| e.amount).sum();
            let won: f64 = ads.iter().map(|r| r.ledger.len() as f64 - 1.0).sum();
            assert!((money / won - 200.0).abs() < 10.0, "an adopter costs {}", money / won);
        }
    }
}
