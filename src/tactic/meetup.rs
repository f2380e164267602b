//! Gatherings: meet-ups by city, festivals, launches, projects of members.
//!
//! Each `every`, or on `dates`, a gathering has `guests`, chosen exactly among owners (or participants; of those who follow an account,
//! if one is named) of the city that has most of them and was not visited within `revisit`, or from everywhere. A guest
//! gains `gain` of involvement, talks for some days as `talk` fresh owners do, makes something with chance
//! `things_made`, and gets to know a share `introduces` of the others, at most eight in all; who knows `b` people so
//! stays with chance `1 − 0.9^b` where they would have lapsed. Participants who watch gain `watched`; on the day
//! itself talk on feeds is lifted by `live`. With all of these 0 only the price is left: `cost` and `cost_each` a guest.

use super::team::MONTH;
use crate::contract::{
    Budget, Did, Effects, Enlisted, Measure, Mechanism, Now, Number, Of, Pick, Place, Pool, Tactic, Talk,
};
use crate::rules::involvement;
use crate::scenario::declare::{Form, Item, LONG, Section, choice, figure, grouped, table};
use crate::scenario::plan::{ChannelKind, Plan};
use crate::scenario::spec::{Account, Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::{AccountId, ChannelId, Stage};

/// A gain smaller than this is given to a share of people, as so much, in 1/255.
const SMALL_GAIN: f64 = 0.02;
const GRAIN: u8 = 13;

choice! {
    /// Where gatherings are held.
    pub enum Held {
        /// In the city that has most of those who may come and was not visited lately.
        City = "city by users",
        /// For people from everywhere.
        Everywhere = "everywhere",
    }
}

choice! {
    /// Who may be chosen.
    pub enum Among {
        /// Owners.
        Owners = "owners",
        /// Participants and advocates.
        Participants = "participants",
    }
}

impl Among {
    /// The pool.
    pub(super) fn pool(self) -> Pool {
        match self {
            Among::Owners => Pool::Owners,
            Among::Participants => Pool::Participants,
        }
    }
}

table! {
    /// Gatherings of owners.
    pub struct Meetup in ["strategy.tactic:meetup"], with (context: &TacticContext<'_>) {
        /// Days on which gatherings are held, as in [2011-04-09, "40w"], in place of a fixed time between them; by
        /// default none.
        pub dates: Vec<u32> = Form (Form::List(&Form::Moment)), by |s, key| context.dates(s, key);
        /// Time from one gathering to the next, in whole days; from meet-ups held every two weeks.
        pub every_days ["every"]: u32 = Days "14d" in 1.0..=LONG, plausible "7d" to "1y", by |s, key| {
            if !dates.is_empty() && !s.has(key.name) {
                s.allow(key.name);
                return key.default_value().0 as u32;
            }
            s.number(key) as u32
        };
        /// Where they are held: "city by users" or "everywhere"; from meet-ups held where most users live.
        pub held ["where"]: Held = Word "city by users";
        /// Time for which a city is not visited again while there are others; assumed.
        pub revisit_days ["revisit"]: f64 = Days "26w" in 0.0..=LONG, by |s, key| {
            if held == Held::Everywhere && !s.has(key.name) {
                s.allow(key.name);
                return 0.0;
            }
            s.number(key)
        };
        /// Guests of a gathering; from the 30 to 50 guests of meet-ups.
        pub guests: u32 = Count 40 in 0.0..=100_000.0, plausible 20 to 500;
        /// Who may come: "owners", or "participants" (advocates among them); assumed.
        pub from: Among = Word "owners";
        /// The account of a content tactic that it is announced on: guests are drawn from its followers; by default it
        /// is announced on none.
        pub account: Option<String> = Text;
        /// Involvement gained by a guest; assumed.
        pub gain: f64 = Share 0.3, plausible 0.1 to 0.5;
        /// What a guest says beside their ordinary talk, relative to a fresh owner; assumed.
        pub talk: f64 = Number 0.3 in 0.0..=20.0, plausible 0 to 1;
        /// How long a guest talks so; assumed.
        pub talk_days ["for"]: f64 = Days "14d" in 0.0..=LONG, plausible "3d" to "60d";
        /// Share of pairs of guests who get to know each other; assumed.
        pub introduces: f64 = Share 0.3, plausible 0.05 to 0.5;
        /// Chance that a guest makes something that can be shown; assumed.
        pub things_made: f64 = Share 0.1, plausible 0 to 0.5;
        /// Involvement gained by participants who watch from afar; neutral: nobody does.
        pub watched: f64 = Share 0, plausible 0 to 0.1;
        /// Lift of talk on feeds on the day itself; neutral: none.
        pub live: f64 = Number 0 in 0.0..=3.0, plausible 0 to 2;
        /// Cost of a gathering; assumed.
        pub cost: f64 = Money 5_000 in 0.0..=1e12;
        /// Cost of a guest; assumed.
        pub cost_each: f64 = Money 50 in 0.0..=1e9;
    }
}

const MEASURES: [Measure; 7] = [
    Measure::new("gatherings", "gatherings", Of::Sum),
    Measure::new("guests", "people", Of::People(Enlisted::Chosen)),
    Measure::new("new acquaintances", "people", Of::People(Enlisted::Tied)),
    Measure::new("things made", "things", Of::Made),
    Measure::new("said beside their own talk", "acts", Of::Talk),
    Measure::new("won", "owners", Of::Won),
    Measure::new("cities first visited", "cities", Of::Sum),
];
const GATHERINGS: usize = 0;
const CITIES: usize = 6;

impl TacticSpec for Meetup {
    const KIND: &'static str = "meetup";
    const MEANING: &'static str = "gatherings of owners: meet-ups by city, festivals, launches";
    const LIKE: &'static [&'static str] = &[
        "meetups",
        "meet-up",
        "gathering",
        "festival",
        "launch",
        "party",
        "event",
        "同城会",
        "米粉节",
        "爆米花节",
        "发布会",
        "聚会",
    ];
    const KEYS: &'static [&'static [Item]] = &[Meetup::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Meetup {
        let read = Meetup::read(section, context);
        if !read.dates.is_empty() && section.has("every") {
            section.problem("every", "stands beside dates", "the dates say when; take one of them away");
        }
        if read.held == Held::Everywhere && section.has("revisit") {
            let help = "write where = \"city by users\", or take it away";
            section.warning("revisit", "does nothing where guests come from everywhere", help);
        }
        read
    }

    fn needs(&self) -> Needs {
        Needs {
            picks: true,
            closes_sales: true,
            changes_trust: self.gain > 0.0 || self.watched > 0.0,
            wants_participants: (self.from == Among::Participants).then_some("from"),
            ..Needs::default()
        }
    }

    fn costs(&self) -> bool {
        self.each() > 0.0
    }

    fn spend(&self, days: f64) -> Option<Spend> {
        // On dates it depends on when the tactic starts.
        self.dates.is_empty().then(|| Spend::Amount(self.number(days) * self.each()))
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        self.dates.is_empty().then(|| {
            format!(
                "{} gatherings × ({} + {} guests × {})",
                figure(self.number(days)),
                figure(self.cost),
                figure(f64::from(self.guests)),
                figure(self.cost_each)
            )
        })
    }

    fn scale_money(&mut self, multiple: f64) {
        self.cost *= multiple;
        self.cost_each *= multiple;
    }

    fn at_owners(&self, owners: f64, plan: &Plan) -> Option<String> {
        let a_year = match self.dates.len() {
            0 => 365.0 / f64::from(self.every_days),
            dates => dates as f64 * 365.0 / f64::from(plan.horizon_days()),
        };
        let guests = f64::from(self.guests) * a_year;
        let months = guests * self.talk * self.talk_days / MONTH;
        Some(format!(
            "{} guests a year, {} of a thousand owners; all that they say beside their own talk is that of {} owners in \
             their first month",
            grouped(guests.round()),
            figure((1_000.0 * guests / owners * 10.0).round() / 10.0),
            grouped(months.round())
        ))
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        vec![Mechanism::TalkLift, Mechanism::Involvement, Mechanism::Belonging, Mechanism::Content]
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [gatherings, guests, ties, made, said, won, cities] = did else { return None };
        let places = match self.held {
            Held::City => format!(" in {} cities", show(cities.total)),
            Held::Everywhere => String::new(),
        };
        Some(format!(
            "{} {}{places} with {} guests, who met {} others each, made {} things and said it {} times beside \
             their own talk, which won {}",
            show(gatherings.total),
            if gatherings.total == 1.0 { "gathering" } else { "gatherings" },
            show(guests.total),
            figure((ties.total / guests.total.max(1.0) * 10.0).round() / 10.0),
            show(made.total),
            show(said.total),
            show(won.total)
        ))
    }

    fn account(&self) -> Option<Account<'_>> {
        Some(Account { name: self.account.as_deref()?, kept: None })
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        let feeds = (0..start.channels.len()).map(ChannelId);
        let is_feed = |c: &ChannelId| matches!(start.channels[*c].kind, ChannelKind::Feed(_));
        Box::new(Host {
            plan: self.clone(),
            key: start.tactic_key,
            account: start.account.map(|(account, _)| account),
            feeds: feeds.filter(is_feed).collect(),
            last: None,
            visited: Vec::new(),
            owed: 0.0,
            broke: false,
        })
    }
}

impl Meetup {
    /// Gatherings within so many days.
    fn number(&self, days: f64) -> f64 {
        (days / f64::from(self.every_days)).ceil()
    }

    /// Cost of a gathering with all its guests.
    fn each(&self) -> f64 {
        self.cost + f64::from(self.guests) * self.cost_each
    }
}

/// Whoever holds the gatherings.
struct Host {
    plan: Meetup,
    key: u32,
    account: Option<AccountId>,
    feeds: Vec<ChannelId>,
    /// Day of the last gathering.
    last: Option<u32>,
    /// Cities visited, each with the day of the last visit, the one longest ago first.
    visited: Vec<(u32, f64)>,
    /// Money set aside for the guests of the last tick.
    owed: f64,
    broke: bool,
}

impl Host {
    /// Pays for the guests who came in the tick before, and remembers where that was.
    fn settle(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        if std::mem::take(&mut self.owed) <= 0.0 && self.plan.cost_each > 0.0 {
            return;
        }
        let Some(seen) = now.pulse.enlist.get(out.acting.index()) else { return };
        let guests = seen.counts[Enlisted::Chosen] as f64;
        budget.pay_up_to(out.acting, now.day_number(), guests * self.plan.cost_each);
        if let Some(city) = seen.city {
            let before = self.visited.len();
            self.visited.retain(|(visited, _)| *visited != city);
            if self.visited.len() == before {
                out.say(CITIES, 1.0);
            }
            self.visited.push((city, now.day));
        }
    }

    /// Cities that were visited lately, the one longest ago first.
    fn lately(&self, day: f64) -> Vec<u32> {
        let since = |visit: &&(u32, f64)| day - visit.1 < self.plan.revisit_days;
        self.visited.iter().filter(since).map(|visit| visit.0).collect()
    }

    /// Pays for a gathering; returns the number of guests that the money allows.
    fn pay(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) -> Option<u64> {
        let (me, each) = (out.acting, self.plan.cost_each);
        if !budget.pay(me, now.day_number(), self.plan.cost) {
            if !std::mem::replace(&mut self.broke, true) {
                out.notes.push("held no more gatherings: the money was out".to_owned());
            }
            return None;
        }
        let payable = if each > 0.0 { (budget.available(me) / each + 1e-9).floor() } else { f64::INFINITY };
        let guests = f64::from(self.plan.guests).min(payable);
        self.owed = guests * each;
        Some(guests as u64)
    }

    /// What participants who watch gain: a small gain goes to a share of them.
    fn watch(&self, now: &Now, out: &mut Effects) {
        let gain = self.plan.watched;
        if gain <= 0.0 {
            return;
        }
        let of = |stage: Stage| now.pulse.stages[stage as usize];
        let all = of(Stage::Participant) + of(Stage::Advocate);
        let (share, gain) = match gain {
            small if small < SMALL_GAIN => (small / involvement::share(GRAIN), involvement::share(GRAIN)),
            gain => (1.0, gain),
        };
        let number = (all as f64 * share).round() as u64;
        let viewers = Pick::of(out.acting, self.key ^ 1, Pool::Participants, Number::Exactly(number));
        out.picks.push(Pick { follows: self.account, gain, counts: false, ..viewers });
    }
}

impl Tactic for Host {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        self.settle(now, budget, out);
        let (me, today) = (out.acting, now.day_number());
        let due = match self.plan.dates.is_empty() {
            true => self.last.is_none_or(|last| today >= last + self.plan.every_days),
            false => self.last != Some(today) && self.plan.dates.binary_search(&today).is_ok(),
        };
        if due
            && now.new_day()
            && let Some(guests) = self.pay(now, budget, out)
        {
            let plan = &self.plan;
            self.last = Some(today);
            out.say(GATHERINGS, 1.0);
            out.picks.push(Pick {
                follows: self.account,
                place: match plan.held {
                    Held::City => Place::CityWithMost { but: self.lately(now.day) },
                    Held::Everywhere => Place::Everywhere,
                },
                gain: plan.gain,
                talk: Some(Talk { rate: plan.talk, days: plan.talk_days }),
                makes: plan.things_made,
                introduces: plan.introduces,
                ..Pick::of(me, self.key, plan.from.pool(), Number::Exactly(guests))
            });
            self.watch(now, out);
        }
        if self.last == Some(today) {
            self.feeds.iter().for_each(|feed| out.lift(Some(*feed), self.plan.live));
        }
    }

    fn wages_ahead(&self, _day: f64, _horizon: f64) -> f64 {
        self.owed
    }
}

#[cfg(test)]
mod tests;
