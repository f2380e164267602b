//! Recognition: ranks for all, stars who are elected, an honour group, thanks to the first.
//!
//! *Stars* and the *honour group* are chosen among participants (or owners) each `every`, stars anew, a group until it is
//! full. They gain involvement, may talk more for some days, answer questions at the desk, and let secrets out: a story of
//! a member on a feed, against the product with chance `leak_negative`. A group keeps its members at an involvement of
//! `keeps` at least. Those who vote gain `voters`, and for 30 days participants take part `1 + aspire` times as much.
//! A member's act of taking part weighs as `expert` others' as feedback; where members work for other firms, they earn
//! `earns_per_member_month` and have `1 − for_others` of their time for answers and expertise. Recognition adds
//! `rewarding` to what taking part gives back. *Ranks* multiply every gain of involvement by `1 + ranks`. *Seeds* thanks
//! those with whom it began, once. With all of these at their nulls only the price is left.

mod keys;

use super::meetup::Among;
use crate::contract::{
    Budget, Did, Effects, Enlisted, GroupToday, Leak, Measure, Mechanism, Now, Number, Of, Pick, Pool,
    RanksToday, ServiceToday, Tactic, Talk,
};
use crate::scenario::declare::{Item, Section, figure, grouped};
use crate::scenario::plan::Plan;
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::{Stage, TacticId};
use keys::{CHOICE, GROUP, idle};

pub use keys::{Recognition, Who};

const MONTH: f64 = super::team::MONTH;
/// Days for which a choice makes others aspire; assumed.
const ASPIRE_DAYS: f64 = 30.0;

const MEASURES: [Measure; 8] = [
    Measure::new("chosen", "people", Of::People(Enlisted::Chosen)),
    Measure::new("members", "people", Of::Mean),
    Measure::new("answers offered", "answers", Of::Sum),
    Measure::new("said beside their own talk", "acts", Of::Talk),
    Measure::new("won", "owners", Of::Won),
    Measure::new("secrets let out", "stories", Of::People(Enlisted::LetOut)),
    Measure::new("of these against it", "stories", Of::People(Enlisted::Against)),
    Measure::new("earned by work for others", "money", Of::Sum),
];
const MEMBERS: usize = 1;
const ANSWERS: usize = 2;
const EARNED: usize = 7;

impl TacticSpec for Recognition {
    const KIND: &'static str = "recognition";
    const MEANING: &'static str = "ranks, stars, an honour group, thanks to the first users";
    const LIKE: &'static [&'static str] = &[
        "ranks",
        "stars",
        "honour",
        "honor",
        "vip",
        "badges",
        "awards",
        "members",
        "ambassadors",
        "荣誉",
        "荣誉开发组",
        "明星",
        "等级",
        "勋章",
    ];
    const KEYS: &'static [&'static [Item]] = &[Recognition::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Recognition {
        let read = Recognition::read(section, context);
        for key in CHOICE.iter().chain(&GROUP).filter(|key| section.has(key)) {
            if let Some(why) = idle(read.who, key) {
                let help = "take it away, or write another who";
                section.warning(key, format!("does nothing here: {why}"), help);
            }
        }
        if read.leaks_per_year > 0.0 && section.has("leaks_per_year") && read.feed.is_none() {
            section.problem("leaks_per_year", "has no feed to be told on", "name one: feed = \"…\"");
        }
        read
    }

    fn needs(&self) -> Needs {
        let involves = self.gain > 0.0 || self.keeps > 0.0 || self.voters > 0.0 || self.ranks > 0.0;
        let chooses = matches!(self.who, Who::Stars | Who::Honour);
        Needs {
            picks: true,
            closes_sales: true,
            changes_trust: involves,
            warns: self.leaks_per_year > 0.0 && self.leak_negative > 0.0,
            wants_participants: (chooses && self.from == Among::Participants).then_some("from"),
            ..Needs::default()
        }
    }

    fn costs(&self) -> bool {
        self.price > 0.0
            || f64::from(self.count) * self.cost_each > 0.0
            || self.has_group() && self.cost_per_member_month > 0.0
    }

    /// The price of ranks, of thanks and of elections; what members cost nobody knows.
    fn spend(&self, days: f64) -> Option<Spend> {
        let elections = (days / self.every_days).ceil();
        match self.who {
            Who::Ranks => Some(Spend::Amount(self.price)),
            Who::Seeds if self.cost_each == 0.0 => Some(Spend::Amount(self.price)),
            Who::Stars if self.cost_per_member_month == 0.0 => {
                Some(Spend::Amount(elections * (self.price + f64::from(self.count) * self.cost_each)))
            }
            Who::Stars | Who::Honour | Who::Seeds => None,
        }
    }

    fn scale_money(&mut self, multiple: f64) {
        self.price *= multiple;
        self.cost_each *= multiple;
        self.cost_per_member_month *= multiple;
    }

    fn at_owners(&self, owners: f64, plan: &Plan) -> Option<String> {
        let places = f64::from(self.count).min(owners);
        let answers = places * self.answers_per_day * self.own_time();
        Some(match self.who {
            Who::Ranks => format!("every gain of involvement is {} times as large", figure(1.0 + self.ranks)),
            Who::Seeds => "the people with whom it began are thanked once".to_owned(),
            Who::Stars | Who::Honour => format!(
                "{} places, one for {} owners; {} answers a day, as {} heads of every strategy give; {} secrets let out a \
                 year",
                grouped(places),
                grouped((owners / places.max(1.0)).round()),
                grouped(answers.round()),
                grouped((answers / plan.service.tickets_per_head_day).round()),
                figure((places * self.leaks_per_year * 10.0).round() / 10.0)
            ),
        })
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        match self.who {
            Who::Ranks => vec![Mechanism::Involvement],
            Who::Seeds => vec![Mechanism::TalkLift, Mechanism::Involvement],
            Who::Stars | Who::Honour => {
                vec![Mechanism::TalkLift, Mechanism::Involvement, Mechanism::Answers, Mechanism::Story]
            }
        }
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [chosen, members, answers, said, won, leaks, against, earned] = did else { return None };
        if self.who == Who::Ranks {
            return Some(format!(
                "ranks made every gain of involvement {} times as large",
                figure(1.0 + self.ranks)
            ));
        }
        let mut told = format!("{} people chosen", show(chosen.total));
        if self.has_group() {
            told += &format!(
                ", {} of them members at the end, who offered {} answers",
                show(members.last),
                show(answers.total)
            );
        }
        if said.total > 0.0 {
            told += &format!(
                "; they said it {} times beside their own talk, which won {}",
                show(said.total),
                show(won.total)
            );
        }
        if leaks.total > 0.0 {
            told += &format!(
                "; {} secrets let out, {} of them against it",
                show(leaks.total),
                show(against.total)
            );
        }
        if earned.total > 0.0 {
            told += &format!("; their work for other firms earned {}", show(earned.total));
        }
        Some(told)
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(Honours {
            plan: self.clone(),
            key: start.tactic_key,
            last: None,
            owed: 0.0,
            ranked: None,
            stands: true,
            broke: [false; 2],
        })
    }
}

impl Recognition {
    /// Whether those chosen become a group.
    fn has_group(&self) -> bool {
        matches!(self.who, Who::Stars | Who::Honour)
    }

    /// Share of their time that members have for the company.
    fn own_time(&self) -> f64 {
        if self.earns_per_member_month > 0.0 { 1.0 - self.for_others } else { 1.0 }
    }

    /// What ranks, or a choice in the last 30 days, bring about; what a group brings about as long as it stands.
    fn ranks(&self, me: TacticId, lately: bool, stands: bool) -> RanksToday {
        let (gains, aspire) = if lately { (self.ranks, self.aspire) } else { (0.0, 0.0) };
        RanksToday {
            tactic: me,
            gains,
            aspire,
            rewarding: if lately || stands { self.rewarding } else { 0.0 },
        }
    }
}

/// Recognition under way.
struct Honours {
    plan: Recognition,
    key: u32,
    /// Day of the last choice.
    last: Option<f64>,
    /// Money set aside for those chosen in the last tick.
    owed: f64,
    /// Whether the ranks are paid for.
    ranked: Option<bool>,
    /// Whether the group is paid for today.
    stands: bool,
    /// Whether it was said that the money was out: for a choice, for the group.
    broke: [bool; 2],
}

impl Honours {
    /// Pays for those who were chosen in the tick before.
    fn settle(&mut self, now: &Now, budget: &mut Budget, out: &Effects) {
        if std::mem::take(&mut self.owed) > 0.0
            && let Some(seen) = now.pulse.enlist.get(out.acting.index())
        {
            let chosen = seen.counts[Enlisted::Chosen] as f64;
            budget.pay_up_to(out.acting, now.day_number(), chosen * self.plan.cost_each);
        }
    }

    /// Chooses people, where it is time and the money allows.
    fn choose(&mut self, members: u64, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let (me, plan) = (out.acting, &self.plan);
        let due = self.last.is_none_or(|last| now.day + 1e-9 >= last + plan.every_days);
        if !due || !now.new_day() {
            return;
        }
        let places = match plan.who {
            Who::Honour => u64::from(plan.count).saturating_sub(members),
            Who::Stars | Who::Seeds => u64::from(plan.count),
            Who::Ranks => 0,
        };
        if !budget.pay(me, now.day_number(), plan.price) {
            if !std::mem::replace(&mut self.broke[0], true) {
                out.notes.push("chose nobody more: the money was out".to_owned());
            }
            return;
        }
        self.last = Some(now.day);
        let each = plan.cost_each;
        let payable = if each > 0.0 { (budget.available(me) / each + 1e-9).floor() } else { f64::INFINITY };
        let number = (places as f64).min(payable);
        self.owed = number * each;
        let from = if plan.who == Who::Seeds { Pool::Seeds } else { plan.from.pool() };
        let chosen = Pick::of(me, self.key, from, Number::Exactly(number as u64));
        out.picks.push(Pick {
            by: plan.by,
            gain: plan.gain,
            talk: Some(Talk { rate: plan.talk, days: plan.talk_days }),
            joins: plan.has_group(),
            ..chosen
        });
        if plan.voters > 0.0 {
            let of = |stage: Stage| now.pulse.stages[stage as usize];
            let all = Number::Exactly(of(Stage::Participant) + of(Stage::Advocate));
            let voters = Pick::of(me, self.key ^ 1, Pool::Participants, all);
            out.picks.push(Pick { gain: plan.voters, counts: false, ..voters });
        }
    }

    /// What a group of so many members does in a tick.
    fn group(&mut self, members: u64, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let (me, plan) = (out.acting, &self.plan);
        let there = members as f64;
        if now.new_day() {
            self.stands = budget.pay(me, now.day_number(), there * plan.cost_per_member_month / MONTH);
            if !self.stands && !std::mem::replace(&mut self.broke[1], true) {
                out.notes.push("could no longer pay for its group".to_owned());
            }
        }
        out.say(MEMBERS, there);
        if !self.stands {
            return;
        }
        if now.new_day() && plan.earns_per_member_month > 0.0 {
            let earned = there * plan.earns_per_member_month / MONTH;
            budget.earn(me, now.day_number(), earned);
            out.say(EARNED, earned);
        }
        let expert = 1.0 + (plan.expert - 1.0) * plan.own_time();
        if plan.keeps > 0.0 || expert > 1.0 {
            out.groups.push(GroupToday { tactic: me, keeps: plan.keeps, expert });
        }
        let answers = there * plan.answers_per_day * plan.own_time();
        if answers > 0.0 {
            let service = ServiceToday {
                volunteers: answers,
                helper_recovery: plan.helper_recovery,
                ..ServiceToday::none(me)
            };
            out.service.push(service);
            out.say(ANSWERS, answers * now.dt);
        }
        if let Some(feed) = plan.feed.filter(|_| plan.leaks_per_year > 0.0) {
            let mean = Number::InTheMean(there * plan.leaks_per_year / 365.0 * now.dt);
            let story = Leak { feed, strength: plan.leak_strength, negative: plan.leak_negative };
            let leaks = Pick::of(me, self.key ^ 2, Pool::Members, mean);
            out.picks.push(Pick { story: Some(story), counts: false, ..leaks });
        }
    }
}

impl Tactic for Honours {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        let members = now.pulse.enlist.get(me.index()).map_or(0, |e| e.members);
        self.settle(now, budget, out);
        if self.plan.who == Who::Ranks {
            let price = self.plan.price;
            let paid = *self.ranked.get_or_insert_with(|| budget.pay(me, now.day_number(), price));
            if paid {
                out.ranks.push(self.plan.ranks(me, true, true));
            }
            return;
        }
        self.choose(members, now, budget, out);
        if self.plan.has_group() {
            self.group(members, now, budget, out);
        }
        let lately = self.last.is_some_and(|last| now.day - last < ASPIRE_DAYS);
        let stands = self.plan.who == Who::Honour && self.stands && members > 0;
        let ranks = self.plan.ranks(me, lately, stands);
        if ranks.gains > 0.0 || ranks.aspire > 0.0 || ranks.rewarding > 0.0 {
            out.ranks.push(ranks);
        }
    }

    fn wages_ahead(&self, _day: f64, _horizon: f64) -> f64 {
        self.owed
    }
}

#[cfg(test)]
mod tests;
