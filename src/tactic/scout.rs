//! Scouts: a team that looks for enthusiasts one by one, in the forums of others.
//!
//! A head speaks to `contacts_per_head_day` people a day, chosen among those of its `segments` who can be won and have not
//! decided; as the undecided get few, it finds fewer. A contact hears of the product and is won with the hazard
//! `−ln(1 − converts)·s·δ`, `s` the person's susceptibility and `δ` their doubts. With chance `found_out` it is known for a
//! firm's word instead, and told as a warning on `warns_on`. The first `super_users` owners won start deeply involved
//! (0.8). Without contacts only the wages remain.

use super::team::{Crew, Team};
use crate::contract::{
    Budget, Contact, Did, Effects, Enlisted, Measure, Mechanism, Now, Number, Of, Pick, Pool, Tactic,
};
use crate::scenario::declare::{Form, Item, Section, grouped, table};
use crate::scenario::named_segments;
use crate::scenario::plan::Plan;
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::ChannelId;

/// Involvement of a super user, as that of super users among seeds.
const SUPER: f64 = 0.8;

table! {
    /// A team that looks for enthusiasts one by one.
    pub struct Scout in ["strategy.tactic:scout"], with (context: &TacticContext<'_>) {
        /// The people who look; heads "by load" are one head.
        pub team: Team = Table;
        /// People whom a practised head speaks to per day; assumed.
        pub contacts_per_head_day: f64 = Number 20 in 0.0..=10_000.0, plausible 5 to 50;
        /// Segments that they look in, as in ["innovators"]; by default all.
        pub segments: Vec<usize> = Form (Form::List(&Form::Text)),
            by |s, key| named_segments(s, key, &context.market.segments);
        /// Chance that a contact convinces the average person; assumed.
        pub converts: f64 = Share 0.02 in 0.0..=0.999, plausible 0.005 to 0.1;
        /// Chance that a contact is known for a firm's word and told as a warning; assumed.
        pub found_out: f64 = Share 0.01, plausible 0 to 0.05;
        /// The club or feed on which it is told, or "none"; by default the first club, else the first feed.
        pub warns_on: Option<ChannelId> = Text, by |s, key| context.warning_place(s, key);
        /// How many of the first owners won start deeply involved (0.8); from ten super users among a hundred.
        pub super_users: u32 = Count 10 in 0.0..=1e6;
        /// Share of people who could ever be won.
        pub eligible: f64 = Within, by |_, _| context.market.eligible_share();
    }
}

const MEASURES: [Measure; 5] = [
    Measure::new("heads", "people", Of::Mean),
    Measure::new("contacts", "people", Of::People(Enlisted::Chosen)),
    Measure::new("found out", "people", Of::People(Enlisted::FoundOut)),
    Measure::new("won", "owners", Of::Won),
    Measure::new("super users", "people", Of::Sum),
];

impl TacticSpec for Scout {
    const KIND: &'static str = "scout";
    const MEANING: &'static str = "people who look for enthusiasts one by one, in the forums of others";
    const LIKE: &'static [&'static str] =
        &["scouting", "scouts", "outreach", "sock puppets", "recruiting", "水军", "马甲", "拉新", "地推"];
    const KEYS: &'static [&'static [Item]] = &[Scout::ITEMS];
    const INNER: &'static [&'static [Item]] = &[Team::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Scout {
        let read = Scout::read(section, context);
        read.team.check(section);
        read
    }

    fn needs(&self) -> Needs {
        Needs {
            picks: true,
            contacts: true,
            closes_sales: true,
            warns: self.found_out > 0.0,
            winners: self.super_users > 0,
            changes_trust: self.super_users > 0,
            ..Needs::default()
        }
    }

    fn costs(&self) -> bool {
        self.team.costs()
    }

    fn spend(&self, days: f64) -> Option<Spend> {
        self.team.wages(days).map(Spend::Amount)
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        self.team.wages_in_words(days)
    }

    fn least_wages(&self, days: f64) -> f64 {
        self.team.least_wages(days)
    }

    fn scale_money(&mut self, multiple: f64) {
        self.team.scale(multiple);
    }

    fn at_owners(&self, _owners: f64, _plan: &Plan) -> Option<String> {
        let a_day = self.contacts_per_head_day * self.team.skill(1e6);
        let won = a_day * (1.0 - self.found_out) * self.converts;
        Some(format!(
            "a practised head speaks to {} people a day, wins about {} a year whatever the number of owners, and is found \
             out {} times",
            grouped(a_day.round()),
            grouped((won * 365.0).round()),
            grouped((a_day * self.found_out * 365.0).round())
        ))
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        vec![Mechanism::Convincing, Mechanism::Involvement]
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [_, contacts, found, won, supers] = did else { return None };
        Some(format!(
            "spoke to {} people, won {} of them ({} as super users), and was found out {} times",
            show(contacts.total),
            show(won.total),
            show(supers.total),
            show(found.total)
        ))
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Looking {
            crew: Crew::new(self.team, start.ends),
            plan: self.clone(),
            key: start.tactic_key,
            part: 0.0,
            supers: u64::from(self.super_users),
        })
    }
}

/// Scouts at work.
struct Looking {
    plan: Scout,
    key: u32,
    crew: Crew,
    /// Part of a contact that is still to come.
    part: f64,
    /// Super users still to come.
    supers: u64,
}

impl Tactic for Looking {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let (me, plan) = (out.acting, &self.plan);
        // Whoever was won in the tick before.
        let won = now.pulse.deals.get(me.index()).map_or(0, |deals| deals.won).min(self.supers);
        if won > 0 {
            self.supers -= won;
            let chosen = Pick::of(me, self.key ^ 1, Pool::Winners, Number::Exactly(won));
            out.picks.push(Pick { gain: SUPER, counts: false, ..chosen });
            out.say(4, won as f64);
        }
        if now.new_day() {
            self.crew.start_day(now, budget, out, (0.0, plan.contacts_per_head_day));
        }
        out.say(0, self.crew.at_work());
        self.part += self.crew.work() * plan.contacts_per_head_day * now.dt;
        let contacts = (self.part + 1e-9).floor();
        self.part -= contacts;
        if contacts > 0.0 {
            let contact =
                Contact { converts: plan.converts, found_out: plan.found_out, warns_on: plan.warns_on };
            let from = Pool::Undecided(plan.segments.clone());
            let chosen = Pick::of(me, self.key, from, Number::Exactly(contacts as u64));
            out.picks.push(Pick { contact: Some(contact), ..chosen });
        }
    }

    fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        self.crew.wages_ahead(day, horizon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{DealCounts, Pulse};
    use crate::tactic::proof::{Alone, alone, assert_limits, assert_null, runs};
    use crate::verify::busy::{Busy, with};

    const TEAM: &str = "team = { heads = 4, wage_per_month = 365, learns = \"0d\" }";

    fn scouts(lines: &str, won: u64) -> Alone {
        let market = Pulse { deals: vec![DealCounts { won, ..DealCounts::default() }], ..Pulse::default() };
        alone(&format!("kind = \"scout\"\n{lines}"), 10, &market)
    }

    /// Contacts, those found out, owners won, super users and active owners at the end, summed over runs with
    /// common luck.
    fn did(lines: &str) -> [f64; 5] {
        let tactic = format!("kind = \"scout\"\nfree_because = \"a test\"\n{lines}");
        let strategies = with("Organic", &[]) + &with("Scouts", &[&tactic]);
        let text = Busy { people: 3_000, days: 90, runs: 16, cap: "", strategies, ..Busy::default() };
        let played = runs(&text.text().replace("scale = 0.25", "scale = 0.1"));
        let of = |measure: usize| -> f64 {
            let weeks = played[1].iter().flat_map(|run| &run.activity[0][measure]);
            weeks.flatten().map(|value| f64::from(*value)).sum()
        };
        let active = played[1].iter().map(|run| f64::from(run.rows[90].active())).sum();
        [of(1), of(2), of(3), of(4), active]
    }

    #[test]
    fn null_scouts_who_speak_to_nobody_change_nothing_but_the_money() {
        let null = format!("kind = \"scout\"\ncontacts_per_head_day = 0\n{TEAM}");
        assert_null("", "satisfied = 0.75", &null);
    }

    #[test]
    fn direction_more_contacts_that_convince_more_win_more_and_those_found_out_cost_owners() {
        let team = "team = { heads = 4, wage_per_month = 0, learns = \"0d\" }";
        let with = |lines: &str| did(&format!("{lines}\n{team}"));
        let few = with("converts = 0.02\nfound_out = 0");
        let more = with("converts = 0.02\nfound_out = 0\ncontacts_per_head_day = 60");
        let better = with("converts = 0.1\nfound_out = 0");
        // 16 runs of 80 contacts on 90 days.
        assert_eq!((few[0], few[1]), (16.0 * 80.0 * 90.0, 0.0));
        assert!(more[2] > few[2] && better[2] > few[2], "{few:?} {more:?} {better:?}");
        assert!(more[4] > few[4] && better[4] > few[4], "{few:?} {more:?} {better:?}");
        assert_eq!((few[3], more[3]), (160.0, 160.0));
        let found = with("converts = 0.02\nfound_out = 0.3");
        // Binomial with sd √(115,200·.3·.7) = 156: five of them.
        assert!((found[1] - 0.3 * found[0]).abs() < 5.0 * 156.0, "{found:?}");
        assert!(found[4] < few[4] && found[2] < few[2], "{found:?} {few:?}");
        // Enthusiasts are won more easily.
        let innovators =
            with("converts = 0.02\nfound_out = 0\nsegments = [\"innovators\", \"early adopters\"]");
        assert!(innovators[2] / innovators[0] > few[2] / few[0], "{innovators:?} {few:?}");
    }

    #[test]
    fn limit_keys_at_both_ends_break_nothing() {
        let tactic =
            "kind = \"scout\"\nfree_because = \"a test\"\nteam = { heads = 2, wage_per_month = 100 }";
        let team: Vec<Item> = Team::ITEMS
            .iter()
            .copied()
            .filter(|i| !matches!(i, Item::Number(k) if k.name == "heads"))
            .collect();
        assert_limits(tactic, &[("", Scout::ITEMS), ("team.", &team)]);
    }

    #[test]
    fn cost_heads_are_paid_by_the_day_and_speak_to_as_many_as_they_can() {
        let team = "team = { heads = 3, wage_per_month = 3_650, learns = \"180d\" }";
        let paid = scouts(&format!("contacts_per_head_day = 1.5\nsuper_users = 0\n{team}"), 0);
        assert!((paid.spent() - 10.0 * 3.0 * 120.0).abs() < 1e-9, "{}", paid.spent());
        let number = |day: &Effects| match day.picks.first().map(|p| p.number) {
            Some(Number::Exactly(n)) => n,
            Some(Number::InTheMean(_)) | None => 0,
        };
        // Half of 4.5 at first, then a little more.
        assert_eq!(paid.days.iter().map(number).sum::<u64>(), 22);
    }

    #[test]
    fn the_first_owners_won_are_super_users_and_no_more() {
        let won = scouts(&format!("super_users = 7\n{TEAM}"), 3);
        let supers: Vec<f64> =
            won.days.iter().flat_map(|d| &d.said).filter(|s| s.1 == 4).map(|s| s.2).collect();
        assert_eq!(supers, [3.0, 3.0, 1.0]);
        let pick = &won.days[0].picks[0];
        assert_eq!((pick.from.clone(), pick.gain), (Pool::Winners, 0.8));
    }
}
