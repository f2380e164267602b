//! Service beside the desk that every strategy has: people, a machine, owners who help, gifts, and all staff
//! listening to what is said in public.
//!
//! Questions a day `a = tickets + messages + found` meet `a·(1 − automatic·solves)` that people answer (1.1 times
//! as many where desks are not shared, because a tenth comes twice). Capacity is that of every strategy's heads,
//! `heads·skill·tickets_per_head_day`, and `helpers` answers a day of each advocate; waits are those of Erlang's queue or
//! of the backlog. An answer restores satisfaction with chance `recovery·e^{−wait/patience}`, with a gift more.
//! Nothing here wins anybody: with no trouble, no messages and no complaints only the money is left.

use super::team::{Crew, Team};
use crate::contract::{
    AccountToday, Budget, Did, Effects, Follow, Measure, Mechanism, Now, Of, ServiceToday, Tactic, Talk,
};
use crate::scenario::declare::{Item, Key, LONG, Section, TINY, figure, grouped, table};
use crate::scenario::plan::Plan;
use crate::scenario::spec::{Account, Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::AccountId;

/// Questions for people that a question makes where each head has a queue of its own: a tenth finds somebody else and
/// starts anew (assumed).
const UNSHARED: f64 = 1.1;

table! {
    /// Service beside the desk that every strategy has.
    pub struct Service in ["strategy.tactic:service"] {
        /// The people who answer; without heads = … as many as the load needs.
        pub team: Team = Table;
        /// Questions that a practised head settles per day; from 150 replies per engineer and day on a forum (some 850
        /// in a chat).
        pub tickets_per_head_day: f64 = Number 150 in TINY..=1e6, plausible 100 to 1000;
        /// Share of their time that heads by load are busy; assumed.
        pub busy: f64 = Share 0.8 in 0.05..=1.0, plausible 0.6 to 0.95;
        /// Questions of an active owner in a year beside troubles; neutral: none (from 50 million messages of
        /// 5 million followers a messenger account got 10).
        pub messages_per_owner_year: f64 = Number 0 in 0.0..=10_000.0, plausible 0 to 20;
        /// The account of a content tactic whose followers write too; by default none does.
        pub account: Option<String> = Text;
        /// Questions of a follower of that account in a year; from 50 million messages of 5 million followers.
        pub messages_per_follower_year: f64 = Number 10 in 0.0..=10_000.0, plausible 2 to 20,
            by |s, key| of_followers(&account, s, key);
        /// Chance that a follower whose question waits longer than patience leaves the account; assumed.
        pub unanswered_leave: f64 = Share 0.1, plausible 0.02 to 0.3,
            by |s, key| of_followers(&account, s, key);
        /// Share of questions that are put to a machine; neutral: none (a messenger account had 0.9).
        pub automatic: f64 = Share 0 in 0.0..=0.98, plausible 0 to 0.95;
        /// Share of these that the machine settles at once, the others wait for people; from 10 % that were left
        /// of 50 million questions, assumed: all.
        pub solves: f64 = Share 1, plausible 0.7 to 1;
        /// Cost of the machine per month; assumed: two people who build its answers.
        pub automatic_per_month: f64 = Money 20_000 in 0.0..=1e12;
        /// Whether all heads share one queue and know what was said before; assumed.
        pub shared_desk: bool = Flag "true";
        /// Share of what is said in public that all staff look through for complaints; neutral: none.
        pub everyone_listens: f64 = Share 0, plausible 0 to 1;
        /// Added to the share of troubles told, where everybody listens; assumed: from 0.4 to 0.7.
        pub listening_tells: f64 = Share 0.3, plausible 0.1 to 0.5;
        /// Cost per month where everybody listens: their time; assumed.
        pub listening_per_month: f64 = Money 30_000 in 0.0..=1e12;
        /// Value of a gift that comes with an answer to a trouble; neutral: none (a firm gave 5).
        pub gift: f64 = Money 0 in 0.0..=1e6, plausible 0 to 50;
        /// Added to the chance that an answer restores satisfaction by a gift, which stays below 0.9; assumed.
        pub gift_recovery: f64 = Share 0.25, plausible 0.1 to 0.4;
        /// Whether staff give gifts at their own discretion; otherwise approval takes a day more; assumed.
        pub own_discretion: bool = Flag "true";
        /// Share of those whom a gift satisfies who tell of it; neutral: nobody.
        pub gift_told: f64 = Share 0, plausible 0 to 0.2;
        /// What one of them says beside their ordinary talk, relative to a fresh owner; assumed.
        pub gift_talk: f64 = Number 0.3 in 0.0..=20.0, plausible 0.1 to 1;
        /// How long they do; assumed.
        pub gift_talk_days ["gift_talk_for"]: f64 = Days "7d" in 0.0..=LONG, plausible "3d" to "30d";
        /// Involvement gained by an owner whom an answer satisfies; assumed.
        pub answer_gain: f64 = Share 0.02, plausible 0 to 0.1;
        /// Answers a day that an advocate gives for nothing; neutral: none.
        pub helpers: f64 = Number 0 in 0.0..=1_000.0, plausible 0 to 10;
        /// Recovery by an advocate's answer relative to a head's; assumed.
        pub helper_recovery: f64 = Share 0.8, plausible 0.5 to 1;
        /// Days that approval of a gift takes where staff may not decide; assumed.
        pub approval_days ["approval"]: f64 = Days "1d" in 0.0..=LONG, plausible "1h" to "7d";
    }
}

const MEASURES: [Measure; 11] = [
    Measure::new("heads", "people", Of::Mean),
    Measure::new("settled by the machine", "questions", Of::Sum),
    Measure::new("answered by heads", "questions", Of::Sum),
    Measure::new("answered by owners", "questions", Of::Sum),
    Measure::new("waiting", "questions", Of::Mean),
    Measure::new("wait", "hours", Of::Mean),
    Measure::new("busy", "share of capacity", Of::Mean),
    Measure::new("found in public", "complaints", Of::Sum),
    Measure::new("gifts", "gifts", Of::Sum),
    Measure::new("followers lost unanswered", "people", Of::Account(Follow::Left)),
    Measure::new("said of gifts", "acts", Of::Talk),
];

/// Measures of service of whose gifts nobody tells.
const WITHOUT_TALK: usize = MEASURES.len() - 1;

impl TacticSpec for Service {
    const KIND: &'static str = "service";
    const MEANING: &'static str = "answers to owners: people, a machine, gifts, listening";
    const LIKE: &'static [&'static str] =
        &["support", "desk", "helpdesk", "care", "customer_service", "chatbot", "客服", "服务", "售后"];
    const KEYS: &'static [&'static [Item]] = &[Service::ITEMS];
    const INNER: &'static [&'static [Item]] = &[Team::ITEMS];

    fn read(section: &Section<'_>, _context: &TacticContext<'_>) -> Service {
        let read = Service::read(section);
        read.team.check(section);
        let idle: [(bool, &str, &[&str]); 6] = [
            (read.account.is_some(), "account", &["messages_per_follower_year", "unanswered_leave"]),
            (read.automatic > 0.0, "automatic", &["solves", "automatic_per_month"]),
            (read.everyone_listens > 0.0, "everyone_listens", &["listening_tells", "listening_per_month"]),
            (read.gift > 0.0, "gift", &["gift_recovery", "own_discretion", "approval", "gift_told"]),
            (read.gift_told > 0.0, "gift_told", &["gift_talk", "gift_talk_for"]),
            (read.helpers > 0.0, "helpers", &["helper_recovery"]),
        ];
        for (on, switch, keys) in idle {
            for key in keys.iter().filter(|key| !on && section.has(key)) {
                section.warning(key, format!("does nothing without {switch}"), format!("write {switch} too"));
            }
        }
        read
    }

    fn needs(&self) -> Needs {
        Needs {
            changes_trust: self.answer_gain > 0.0,
            closes_sales: self.gift_told > 0.0,
            ..Needs::default()
        }
    }

    fn costs(&self) -> bool {
        self.team.costs() || self.standing() > 0.0 || self.gift > 0.0
    }

    /// Wages and what is paid by the month; with gifts or heads by load nobody knows.
    fn spend(&self, days: f64) -> Option<Spend> {
        let wages = self.team.wages(days).filter(|_| self.gift == 0.0)?;
        Some(Spend::Amount(wages + self.standing() * days))
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        let wages = self.team.wages_in_words(days)?;
        let months = (days / MONTH * 10.0).round() / 10.0;
        Some(match self.standing() * MONTH {
            0.0 => wages,
            standing => format!("{wages} + {} a month × {months} months", figure(standing)),
        })
    }

    fn least_wages(&self, days: f64) -> f64 {
        self.team.least_wages(days)
    }

    fn scale_money(&mut self, multiple: f64) {
        self.team.scale(multiple);
    }

    fn at_owners(&self, owners: f64, plan: &Plan) -> Option<String> {
        let told = (plan.service.voiced + self.everyone_listens * self.listening_tells).min(1.0);
        let quality = plan.product.satisfied;
        let tickets = owners * plan.product.trouble_per_day * (1.0 - quality) * told;
        // As if every owner followed.
        let messages = owners * (self.messages_per_owner_year + self.messages_per_follower_year) / 365.0;
        let by_hand = self.by_hand(tickets + messages);
        let floor = libm::ceil(plan.service.staff_per_100_000 * owners / 100_000.0)
            * plan.service.tickets_per_head_day;
        let heads = ((by_hand - floor).max(0.0) / (self.tickets_per_head_day * self.busy)).ceil();
        let whole = |number: f64| grouped(number.round());
        let for_people = match by_hand == tickets + messages {
            true => String::new(),
            false => format!(", {} of them for people", whole(by_hand)),
        };
        let answered = match heads {
            0.0 => "the service of every strategy answers them".to_owned(),
            _ => format!(
                "the service of every strategy answers {}, {} practised heads of its own the rest",
                whole(floor),
                whole(heads)
            ),
        };
        Some(format!("{} questions a day{for_people}; {answered}", whole(tickets + messages)))
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        vec![Mechanism::Answers, Mechanism::Listening, Mechanism::Gifts, Mechanism::Involvement]
    }

    fn measures(&self) -> &'static [Measure] {
        if self.gift_told > 0.0 { &MEASURES } else { &MEASURES[..WITHOUT_TALK] }
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [heads, machine, by_heads, by_owners, waiting, wait, _, found, gifts, lost, told @ ..] = did
        else {
            return None;
        };
        let all = machine.total + by_heads.total + by_owners.total;
        let share = |part: f64| format!("{:.0} %", 100.0 * part / all.max(1.0));
        let mut said = format!("{} questions settled", show(all));
        if machine.total > 0.0 {
            said += &format!(", {} by the machine", share(machine.total));
        }
        if by_owners.total > 0.0 {
            said += &format!(", {} by owners", share(by_owners.total));
        }
        said += &format!(
            ", with {} heads at the end; a question waited {} on average then, {} were waiting",
            show(heads.last),
            hours(wait.last),
            show(waiting.last)
        );
        if found.total > 0.0 {
            said += &format!("; {} complaints found in public", show(found.total));
        }
        if gifts.total > 0.0 {
            said += &format!("; {} gifts", show(gifts.total));
        }
        if let [told] = told {
            said += &format!(", of which owners said {}", show(told.total));
        }
        if lost.total > 0.0 {
            said += &format!("; {} followers left unanswered", show(lost.total));
        }
        Some(said)
    }

    fn account(&self) -> Option<Account<'_>> {
        Some(Account { name: self.account.as_deref()?, kept: None })
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Desk {
            plan: self.clone(),
            crew: Crew::new(self.team, start.ends),
            ends: start.ends,
            account: start.account,
            key: start.tactic_key,
            stands: false,
            broke: false,
            gifts: 0.0,
        })
    }
}

const MONTH: f64 = super::team::MONTH;

/// A wait in hours, in words.
fn hours(wait: f64) -> String {
    match wait {
        _ if wait < 1.0 => format!("{:.0} minutes", wait * 60.0),
        _ if wait < 48.0 => format!("{wait:.1} hours"),
        _ => format!("{:.0} days", wait / 24.0),
    }
}

/// A number of followers, where there are some.
fn of_followers(account: &Option<String>, s: &Section<'_>, key: &'static Key) -> f64 {
    if account.is_none() {
        s.allow(key.name);
        return 0.0;
    }
    s.number(key)
}

impl Service {
    /// Cost a day of machine and listening.
    fn standing(&self) -> f64 {
        let machine = if self.automatic > 0.0 { self.automatic_per_month } else { 0.0 };
        (machine + self.everyone_listens * self.listening_per_month) / MONTH
    }

    /// Questions for people of so many in all.
    fn by_hand(&self, questions: f64) -> f64 {
        questions * (1.0 - self.automatic * self.solves) * self.repeats()
    }

    /// Questions for people that each question makes.
    fn repeats(&self) -> f64 {
        if self.shared_desk { 1.0 } else { UNSHARED }
    }
}

/// A desk that is open.
struct Desk {
    plan: Service,
    crew: Crew,
    /// Day by which it has ended.
    ends: f64,
    /// The account whose followers write, and the key of its draws.
    account: Option<(AccountId, u32)>,
    key: u32,
    /// Whether machine and listening are paid today.
    stands: bool,
    broke: bool,
    /// Gifts in store; below 0 where more were given than were bought.
    gifts: f64,
}

impl Desk {
    /// Buys gifts for the tickets of a tick; returns the chance that one is there for an answer.
    fn buy_gifts(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) -> f64 {
        if self.plan.gift <= 0.0 {
            return 0.0;
        }
        let desk = &now.pulse.desk;
        self.gifts -= desk.gifts_of(out.acting) as f64;
        let expected = desk.tickets * now.dt;
        // So many that a tick hardly ever asks for more.
        let wanted = expected + 4.0 * libm::sqrt(expected) + 4.0;
        let affordable = (budget.available(out.acting) / self.plan.gift + 1e-9).floor();
        let bought = (wanted - self.gifts).max(0.0).ceil().min(affordable);
        if bought > 0.0 && budget.pay(out.acting, now.day_number(), bought * self.plan.gift) {
            self.gifts += bought;
        }
        (self.gifts / wanted).clamp(0.0, 1.0)
    }
}

impl Tactic for Desk {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let (plan, desk) = (&self.plan, &now.pulse.desk);
        let followers = self.account.map_or(0, |(account, _)| now.pulse.followers[account.index()]) as f64;
        let written = followers * plan.messages_per_follower_year / 365.0;
        let messages = written + now.pulse.active() as f64 * plan.messages_per_owner_year / 365.0;
        let load = plan.by_hand(desk.tickets + messages + desk.found);
        let own = (load - desk.floor - desk.helpers).max(0.0);
        self.crew.loaded(own * now.dt);
        if now.new_day() {
            self.crew.start_day(now, budget, out, (own, plan.tickets_per_head_day * plan.busy));
            self.stands = budget.pay(out.acting, now.day_number(), plan.standing());
            if !self.stands && !self.broke {
                self.broke = true;
                out.notes.push("could no longer pay its machine or its listening".to_owned());
            }
        }
        let gift = self.buy_gifts(now, budget, out);
        let plan = &self.plan;
        let on = f64::from(u8::from(self.stands));
        out.service.push(ServiceToday {
            heads: self.crew.at_work(),
            capacity: self.crew.work() * plan.tickets_per_head_day,
            automatic: on * plan.automatic * plan.solves,
            repeats: plan.repeats(),
            separate: !plan.shared_desk,
            messages,
            told: on * plan.everyone_listens * plan.listening_tells,
            found: on * plan.everyone_listens,
            helpers: plan.helpers,
            helper_recovery: plan.helper_recovery,
            gift,
            gift_recovery: if plan.gift > 0.0 { plan.gift_recovery } else { 0.0 },
            approval_days: if plan.own_discretion { 0.0 } else { plan.approval_days },
            gift_told: (plan.gift_told > 0.0)
                .then_some((plan.gift_told, Talk { rate: plan.gift_talk, days: plan.gift_talk_days })),
            gain: plan.answer_gain,
            ..ServiceToday::none(out.acting)
        });
        if let Some((account, account_key)) = self.account {
            // Of a follower's questions a day those that people answer too late.
            let late = plan.messages_per_follower_year / 365.0
                * (1.0 - on * plan.automatic * plan.solves)
                * desk.late;
            let leave = late * plan.unanswered_leave * now.dt;
            out.accounts.push(AccountToday::losing(out.acting, self.key, (account, account_key), leave));
        }
        let answered = desk.answered(now.pulse.backlog);
        let by_owners = if desk.capacity > 0.0 { answered * desk.helpers / desk.capacity } else { 0.0 };
        let busy = if desk.capacity > 0.0 { answered / desk.capacity } else { 0.0 };
        let day = [desk.automatic, answered - by_owners, by_owners].map(|a_day| a_day * now.dt);
        let values = [
            self.crew.at_work(),
            day[0],
            day[1],
            day[2],
            now.pulse.backlog,
            now.pulse.wait_hours,
            busy,
            desk.found * now.dt,
            desk.gifts_of(out.acting) as f64,
        ];
        for (measure, value) in values.into_iter().enumerate() {
            out.say(measure, value);
        }
    }

    fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        let left = (self.ends.min(horizon) - day).max(0.0);
        self.crew.wages_ahead(day, horizon) + self.plan.standing() * left
    }
}

#[cfg(test)]
mod tests;
