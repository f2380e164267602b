//! Staff who use the product themselves, as fans and speakers.
//!
//! At its start `count` people who do not have the product are given it. They are as involved as can be for as long as
//! they own it, and talk as `talk` fresh owners do beside their ordinary talk, for good. What they find in use makes
//! the product better at once: `ΔQ = test·(Q_max − Q)·n/(n + 20)`. With `count = 0` only its price remains.

use crate::contract::{
    Budget, Did, Effects, GroupToday, Measure, Mechanism, Now, Number, Of, Pick, Pool, Tactic, Talk,
};
use crate::scenario::declare::{Item, Section, figure, grouped, table};
use crate::scenario::plan::Plan;
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};

/// Staff whose use finds half of what use can find; assumed.
const HALF: f64 = 20.0;

table! {
    /// Staff who use the product themselves.
    pub struct Staff in ["strategy.tactic:staff"] {
        /// People of the firm who get the product at its start; assumed.
        pub count: u32 = Count 20 in 0.0..=1e6, plausible 5 to 200;
        /// What one of them says beside their ordinary talk, relative to a fresh owner; assumed.
        pub talk: f64 = Number 1 in 0.0..=20.0, plausible 0 to 5;
        /// Share of what is left to the best quality that use by very many of them gains; neutral: nothing.
        pub test: f64 = Share 0, plausible 0 to 0.2;
        /// Cost of the product for one of them; neutral: nothing.
        pub cost_each: f64 = Money 0 in 0.0..=1e9;
        /// One-off cost of the programme; neutral: nothing.
        pub price: f64 = Money 0 in 0.0..=1e15;
    }
}

const MEASURES: [Measure; 4] = [
    Measure::new("staff who own it", "people", Of::Mean),
    Measure::new("given to", "people", Of::People(crate::contract::Enlisted::Given)),
    Measure::new("said beside their own talk", "acts", Of::Talk),
    Measure::new("won", "owners", Of::Won),
];

impl TacticSpec for Staff {
    const KIND: &'static str = "staff";
    const MEANING: &'static str = "people of the firm who use the product and speak of it";
    const LIKE: &'static [&'static str] =
        &["employees", "employee", "dogfooding", "dogfood", "colleagues", "员工", "内测"];
    const KEYS: &'static [&'static [Item]] = &[Staff::ITEMS];

    fn read(section: &Section<'_>, _context: &TacticContext<'_>) -> Staff {
        Staff::read(section)
    }

    fn needs(&self) -> Needs {
        Needs { picks: true, closes_sales: true, changes_trust: self.count > 0, ..Needs::default() }
    }

    fn spend(&self, _days: f64) -> Option<Spend> {
        Some(Spend::Amount(self.cost()))
    }

    fn spend_in_words(&self, _days: f64) -> Option<String> {
        let each = format!("{} people × {}", figure(f64::from(self.count)), figure(self.cost_each));
        Some(if self.price > 0.0 { format!("{} + {each}", figure(self.price)) } else { each })
    }

    fn costs(&self) -> bool {
        self.cost() > 0.0
    }

    fn scale_money(&mut self, multiple: f64) {
        self.price *= multiple;
        self.cost_each *= multiple;
    }

    fn at_owners(&self, owners: f64, _plan: &Plan) -> Option<String> {
        let like = f64::from(self.count) * self.talk;
        Some(format!(
            "{} of the firm say as much as {} owners who got it yesterday, beside the talk of {}",
            grouped(f64::from(self.count)),
            grouped(like.round()),
            grouped(owners)
        ))
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        vec![Mechanism::TalkLift, Mechanism::Involvement, Mechanism::Quality]
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [there, given, said, won] = did else { return None };
        Some(format!(
            "{} of the firm got it, {} own it at the end; they said it {} times beside their own talk, which won {}",
            show(given.total),
            show(there.last),
            show(said.total),
            show(won.total)
        ))
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Users { plan: self.clone(), key: start.tactic_key, begun: false })
    }
}

impl Staff {
    /// All that it costs.
    fn cost(&self) -> f64 {
        self.price + f64::from(self.count) * self.cost_each
    }
}

/// Staff at work.
struct Users {
    plan: Staff,
    key: u32,
    begun: bool,
}

impl Users {
    /// Pays for as many as the money allows; returns their number.
    fn pay(&self, now: &Now, budget: &mut Budget, out: &mut Effects) -> f64 {
        let (me, plan, count) = (out.acting, &self.plan, f64::from(self.plan.count));
        if !budget.pay(me, now.day_number(), plan.price) {
            out.notes.push("did not begin: the money did not cover its price".to_owned());
            return 0.0;
        }
        let each = plan.cost_each;
        let payable = if each > 0.0 { (budget.available(me) / each + 1e-9).floor() } else { count };
        let people = payable.min(count);
        budget.pay(me, now.day_number(), people * each);
        if people < count {
            out.notes.push(format!("got it for {people} of {count}: the money did not cover more"));
        }
        people
    }
}

impl Tactic for Users {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        if !std::mem::replace(&mut self.begun, true) {
            let people = self.pay(now, budget, out);
            if people > 0.0 {
                let talk = Talk { rate: self.plan.talk, days: f64::INFINITY };
                out.picks.push(Pick {
                    product: true,
                    joins: true,
                    gain: 1.0,
                    talk: Some(talk),
                    ..Pick::of(me, self.key, Pool::Anybody, Number::Exactly(people as u64))
                });
                let (quality, best) = now.quality;
                out.quality += self.plan.test * (best - quality).max(0.0) * people / (people + HALF);
            }
        }
        let there = now.pulse.enlist.get(me.index()).map_or(0, |e| e.members);
        if self.plan.count > 0 {
            out.groups.push(GroupToday { tactic: me, keeps: 1.0, expert: 1.0 });
        }
        out.say(0, there as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Pulse;
    use crate::tactic::proof::{Alone, alone, assert_limits, assert_null, runs};
    use crate::verify::busy::{Busy, with};

    fn staff(lines: &str) -> Alone {
        alone(&format!("kind = \"staff\"\n{lines}"), 3, &Pulse::default())
    }

    /// Owners at the end of a busy market in which staff work so, summed over runs with common luck.
    fn active(lines: &str) -> u32 {
        let tactic = format!("kind = \"staff\"\nfree_because = \"a test\"\n{lines}");
        let strategies = with("Organic", &[]) + &with("Staff", &[&tactic]);
        let played = runs(&Busy { people: 2_000, days: 90, runs: 24, strategies, ..Busy::default() }.text());
        played[1].iter().map(|run| run.rows[90].active()).sum()
    }

    #[test]
    fn null_a_programme_of_nobody_changes_nothing_but_the_money() {
        assert_null("", "satisfied = 0.75", "kind = \"staff\"\ncount = 0\ntest = 0.2\nprice = 5_000");
    }

    #[test]
    fn direction_more_staff_who_talk_more_win_more() {
        let counts = ["count = 1", "count = 40", "count = 200"].map(active);
        assert!(counts.is_sorted_by(|a, b| a < b), "{counts:?}");
        let talk = ["count = 40\ntalk = 0", "count = 40\ntalk = 3"].map(active);
        assert!(talk.is_sorted_by(|a, b| a < b), "{talk:?}");
        let better = ["test = 0", "test = 0.1", "test = 0.2"]
            .map(|test| staff(&format!("{test}\nprice = 1")).days[0].quality);
        assert!(better[0] == 0.0 && better.is_sorted_by(|a, b| a < b), "{better:?}");
    }

    #[test]
    fn limit_keys_at_both_ends_break_nothing() {
        assert_limits("kind = \"staff\"\nfree_because = \"a test\"", &[("", Staff::ITEMS)]);
    }

    #[test]
    fn cost_each_is_paid_for_at_once_and_as_many_get_it_as_the_money_pays() {
        let paid = staff("count = 30\ncost_each = 100\nprice = 500\ntest = 0.1");
        assert_eq!((paid.expenses.len(), paid.spent()), (1, 3_500.0));
        assert_eq!(paid.days[0].picks[0].number, Number::Exactly(30));
        assert!((paid.days[0].quality - 0.1 * 0.2 * 0.6).abs() < 1e-12, "{}", paid.days[0].quality);
        assert!(paid.days[1..].iter().all(|day| day.picks.is_empty() && day.quality == 0.0));
        let few = staff("count = 30\ncost_each = 100\nprice = 500\nbudget = 1_050");
        assert_eq!(
            (few.spent(), few.notes()),
            (1_000.0, vec!["got it for 5 of 30: the money did not cover more"])
        );
        assert_eq!(few.days[0].picks[0].number, Number::Exactly(5));
        let none = staff("price = 500\nbudget = 400");
        assert_eq!((none.spent(), none.days[0].picks.len()), (0.0, 0));
    }

    /// Staff get it on the first day, are advocates as soon as they are no longer fresh, and stay as long as they
    /// own it; exactly as many are given it as are asked for.
    #[test]
    fn members_of_the_staff_own_it_and_exactly_as_many_are_given_it() {
        let tactic = "kind = \"staff\"\ncount = 50\nfree_because = \"a test\"";
        let text = Busy { runs: 3, strategies: with("Staff", &[tactic]), ..Busy::default() }
            .text()
            .replace("lapse_per_year = 1.0", "lapse_per_year = 0\ntrouble_per_day = 0")
            .replace("satisfied = 0.75", "satisfied = 1");
        for run in runs(&text).concat() {
            // Those of the strategy that is added without tactics do nothing.
            if run.strategy.0 == 0 {
                continue;
            }
            let given: f32 = run.activity[0][1].iter().flatten().sum();
            assert_eq!(given, 50.0);
            let there: Vec<f32> = run.activity[0][0].iter().skip(1).flatten().copied().collect();
            assert!(there.iter().all(|there| *there == 50.0), "{there:?}");
            let won = run.ledger.iter().filter(|a| a.tick == 1 && a.parent.is_none()).count();
            assert!(won >= 50, "{won}");
            let last = run.rows.last().expect("a row");
            // Of 50 people .9 are still fresh after 120 days: 7 and more in 1 of 50,000 runs.
            assert!(last.stages[crate::units::Stage::Advocate as usize] >= 44, "{last:?}");
        }
    }

    #[test]
    fn a_talker_says_as_much_as_fresh_owners_do() {
        // One act of talk a day at .3 over the chat and .2 on the feed and the forum's default.
        let tactic = "kind = \"staff\"\ncount = 200\ntalk = 2\nfree_because = \"a test\"";
        let text = Busy { runs: 4, days: 70, strategies: with("Staff", &[tactic]), ..Busy::default() }
            .text()
            .replace("satisfied = 0.75", "satisfied = 1\ntrouble_per_day = 0")
            .replace("lapse_per_year = 1.0", "lapse_per_year = 0");
        let plan = crate::scenario::Scenario::parse(&text, "talk.toml").expect("a scenario").plan;
        let a_day: f64 = plan.channels.iter().map(|c| c.pace.acts()).sum();
        let said: f64 = runs(&text)
            .concat()
            .iter()
            .filter(|run| run.strategy.0 == 1)
            .map(|run| run.activity[0][2].iter().flatten().map(|acts| f64::from(*acts)).sum::<f64>())
            .sum();
        let expected = 4.0 * 200.0 * 2.0 * a_day * 70.0;
        // Talk factors vary between the 800 people (shape 2.3), acts are Poisson: five standard deviations, a false
        // alarm in two million.
        let sd = expected * (1.0 / (2.3 * 800.0_f64) + 1.0 / expected).sqrt();
        assert!((said - expected).abs() < 5.0 * sd, "{said} for {expected} ± {sd}");
    }
}
