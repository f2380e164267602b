//! Participation: owners take part, the company handles what they bring and releases.
//!
//! Score x = (simple·rewarding·fun·real)^¼, improved at each release by a share of the remaining
//! way. Owners who need it act at `acts_per_day·x` (faded with age by the engine); handled acts
//! raise involvement; at each release quality moves by κ·(best − Q)·F/(F + half), F = handled
//! acts × company gain since the last one. Nothing here adds to adoption directly. With
//! `improvement_per_release`, `content` and `involvement_gain` at 0 only the wages remain.

use serde::Serialize;

use crate::contract::{Budget, Did, Effects, Measure, Mechanism, Now, Of, ParticipationToday, Tactic};
use crate::rules;
use crate::rules::involvement::{HALF_LIFE, UP_ADVOCATE, UP_PARTICIPANT, share};
use crate::scenario::declare::{Item, Key, LONG, NumberOrWord, Section, TINY, figure, table};
use crate::scenario::plan::Channel;
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::{ChannelId, TacticId};

table! {
    /// Owners take part in the product; the company handles what they bring.
    pub struct Participation in ["strategy.tactic:participation"], with (context: &TacticContext<'_>) {
        /// How well taking part is made.
        pub interaction: Interaction = Table, was "design";
        /// Share of owners who need to take part; assumed.
        pub demand ["owners_who_need_it"]: f64 = Share 0.3;
        /// What an owner gets out of taking part; assumed.
        pub user_gain: f64 = Share 0.7;
        /// What the company gets out of it; assumed.
        pub company_gain: f64 = Share 0.8;
        /// Acts per day of an owner who needs it, at full design; assumed.
        pub acts_per_day: f64 = Number 0.2 in 0.0..=1_000.0;
        /// Time after which interest halves; assumed.
        pub interest_half_life: f64 = Days "8w" in TINY..=1e5, was "fade";
        /// Acts of participants relative to other owners: accomplishment; assumed.
        pub participant: f64 = Number 1.3 in 0.0..=100.0, plausible 1 to 2;
        /// Acts of advocates relative to other owners; assumed.
        pub advocate: f64 = Number 1.6 in 0.0..=100.0, plausible 1 to 3;
        /// Involvement gained by an act the company handled; assumed.
        pub involvement_gain: f64 = Share 0.1, plausible 0.02 to 0.3, was "involve";
        /// Share of the way to the best product made good per release; assumed.
        pub improvement_per_release: f64 = Share 0.01, plausible 0.003 to 0.03, was "improve";
        /// Feedback that gives half of it, as a handful of testers finds most faults (Nielsen and
        /// Landauer 1993); assumed.
        pub feedback_half: f64 = Number 20 in TINY..=1e9, plausible 5 to 200;
        /// Time between releases, in whole days; assumed: a weekly build.
        pub release_days ["release_every"]: u32 = Days "1w" in 1.0..=LONG;
        /// Content made per act at full design; assumed.
        pub content: f64 = Share 0.02;
        /// The feed that what users make is posted on, or "none"; by default the first feed.
        pub posts_on: Option<ChannelId> = Text, by |s, key| context.feed(s, key);
        /// A fixed number of whole heads, or "by load": one, and more as owners come, as far as money pays
        /// them until the end; by default "by load".
        pub staff: Staff = Number in 0.0..=1e7, or ["by load"], by staff;
        /// Wage per head and month; assumed.
        pub wage_per_month: f64 = Money 12_000 in 0.0..=1e9;
        /// Acts a head handles per day; from 150 replies per engineer and day.
        pub acts_per_head_day: f64 = Number 150 in TINY..=1e9;
        /// Time between refreshes of interest, in whole days; by default there are none.
        pub refresh_days ["refresh_every"]: Option<u32> = Days in 1.0..=LONG;
        /// Cost of a refresh; neutral: nothing.
        pub refresh_cost: f64 = Money 0 in 0.0..=1e15;
    }
}

table! {
    /// The four qualities of an interaction, each in [0, 1], and how it improves.
    #[derive(Copy)]
    pub struct Interaction in ["strategy.tactic.interaction"] {
        /// How easy taking part is; assumed: a plain form is 0.3 in all four qualities.
        pub simple: f64 = Share 0.3;
        /// What taking part gives back; assumed.
        pub rewarding: f64 = Share 0.3;
        /// Whether it is fun; assumed.
        pub fun: f64 = Share 0.3;
        /// Whether it is honest; assumed.
        pub real: f64 = Share 0.3;
        /// Best score that iterations reach; assumed.
        pub design_best: f64 = Share 0.9, was "best";
        /// Share of the remaining way made good per release; assumed.
        pub design_step: f64 = Share 0.03, was "step";
        /// Whether the reward is money; neutral: no.
        pub cash: bool = Flag "false";
    }
}

/// The staff that handles what people bring by taking part.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Staff {
    /// Hired each month by last month's load, as money allows.
    ByLoad,
    /// A fixed number of heads.
    Heads(f64),
}

fn staff(s: &Section<'_>, key: &'static Key) -> Staff {
    match s.number_or_word(key, "write \"by load\" or a number of heads") {
        Some(NumberOrWord::Number(heads)) => Staff::Heads(heads),
        Some(NumberOrWord::Word) => Staff::ByLoad,
        None => {
            s.record(key.name, "\"by load\"");
            Staff::ByLoad
        }
    }
}

const MEASURES: [Measure; 5] = [
    Measure::new("acts", "acts of taking part", Of::Acts),
    Measure::new("handled", "acts of taking part", Of::Handled),
    Measure::new("made", "things", Of::Made),
    Measure::new("heads", "people", Of::Mean),
    Measure::new("design", "score from 0 to 1", Of::Mean),
];

impl TacticSpec for Participation {
    const KIND: &'static str = "participation";
    const WAS: Option<&'static str> = Some("node");
    const MEANING: &'static str = "owners take part: votes, feedback, what they make";
    const LIKE: &'static [&'static str] = &[
        "vote",
        "votes",
        "voting",
        "community",
        "forum",
        "co-creation",
        "cocreation",
        "feedback",
        "beta",
        "contest",
        "参与",
        "参与感",
        "投票",
        "社区",
    ];
    const KEYS: &'static [&'static [Item]] = &[Participation::ITEMS];
    const INNER: &'static [&'static [Item]] = &[Interaction::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Participation {
        Participation::read(section, context)
    }

    fn needs(&self) -> Needs {
        Needs { opens_participation: true, changes_trust: true, ..Needs::default() }
    }

    fn costs(&self) -> bool {
        self.wage_per_month > 0.0 && self.staff != Staff::Heads(0.0)
    }

    /// Wages and refreshes of a fixed number of heads; by load nobody knows.
    fn spend(&self, days: f64) -> Option<Spend> {
        let refreshes = self.refresh_days.map_or(0.0, |every| (days / f64::from(every)).floor());
        match self.staff {
            Staff::Heads(_) => Some(Spend::Amount(self.least_wages(days) + refreshes * self.refresh_cost)),
            Staff::ByLoad => None,
        }
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        let Staff::Heads(heads) = self.staff else { return None };
        let staff =
            |heads| if heads == 1.0 { "1 head".to_owned() } else { format!("{} heads", figure(heads)) };
        let months = (days / MONTH * 10.0).round() / 10.0;
        let wages =
            format!("{} × {} a month × {months} months", staff(heads.ceil()), figure(self.wage_per_month));
        let refreshes = self.refresh_days.map_or(0.0, |every| (days / f64::from(every)).floor());
        Some(match refreshes * self.refresh_cost {
            0.0 => wages,
            _ => format!("{wages} + {refreshes} refreshes × {}", figure(self.refresh_cost)),
        })
    }

    /// Those of the fixed number, or of one head.
    fn least_wages(&self, days: f64) -> f64 {
        let heads = match self.staff {
            Staff::Heads(heads) => heads.ceil(),
            Staff::ByLoad => 1.0,
        };
        heads * self.wage_per_month / MONTH * days
    }

    /// As many heads as the multiple pays, where these are whole; heads by load follow the work.
    fn scale_money(&mut self, multiple: f64) {
        if let Staff::Heads(heads) = &mut self.staff
            && (heads.ceil() * multiple).fract() == 0.0
        {
            *heads = heads.ceil() * multiple;
        }
    }

    /// An owner who needs it holds involvement `acts·gain·half-life/ln 2`; the part of them it makes
    /// participants or advocates acts more often by their factors.
    fn spiral_gain(&self, _channels: &[Channel]) -> f64 {
        let d = self.interaction;
        let x = rules::design_score(d.simple, d.rewarding_with_cash(), d.fun, d.real).max(d.design_best);
        let gain = self.involvement_gain * self.user_gain * d.gain_with_cash();
        let held = self.acts_per_day * x * gain * HALF_LIFE / core::f64::consts::LN_2;
        let participants = (held / share(UP_PARTICIPANT)).min(1.0);
        let advocates = (held / share(UP_ADVOCATE)).min(1.0);
        let more = (participants - advocates) * (self.participant - 1.0) + advocates * (self.advocate - 1.0);
        more / (1.0 + more)
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        vec![Mechanism::Quality, Mechanism::Involvement, Mechanism::Content]
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [acts, handled, made, heads, _] = did else { return None };
        let unanswered = 100.0 * (1.0 - handled.total / acts.total.max(1.0));
        Some(format!(
            "{} acts of taking part, in the last week {} a day, with {} {}; {unanswered:.0} % went unanswered; people \
             made {} things",
            show(acts.total),
            show(acts.last),
            show(heads.last),
            if heads.last.round() == 1.0 { "head" } else { "heads" },
            show(made.total)
        ))
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        let d = self.interaction;
        Box::new(OpenParticipation {
            plan: self.clone(),
            key: start.tactic_key,
            ends: start.ends,
            score: rules::design_score(d.simple, d.rewarding_with_cash(), d.fun, d.real),
            feedback: 0.0,
            heads: 0.0,
            staffed: false,
            months: 0,
            releases: 0,
            refreshes: 0,
            refreshed: 0,
            acts_today: 0,
            acts_yesterday: 0,
            acts_since_hiring: 0,
            broke: false,
        })
    }
}

impl Interaction {
    /// What taking part gives back, money included.
    fn rewarding_with_cash(&self) -> f64 {
        if self.cash { (self.rewarding + 0.2).min(1.0) } else { self.rewarding }
    }

    /// Involvement gained relative to a reward that is no money.
    fn gain_with_cash(&self) -> f64 {
        if self.cash { 0.8 } else { 1.0 }
    }
}

const MONTH: f64 = 365.0 / 12.0;

/// Participation that is open.
struct OpenParticipation {
    plan: Participation,
    key: u32,
    /// Day by which it has ended.
    ends: f64,
    score: f64,
    feedback: f64,
    heads: f64,
    /// Whether today's wages were paid.
    staffed: bool,
    months: u32,
    releases: u32,
    refreshes: u32,
    refreshed: u32,
    acts_today: u64,
    acts_yesterday: u64,
    acts_since_hiring: u64,
    broke: bool,
}

impl OpenParticipation {
    fn hire(&mut self, now: &Now, budget: &Budget, me: TacticId) {
        let load = if self.months == 0 {
            now.pulse.active() as f64 * self.plan.demand * self.plan.acts_per_day * self.score
        } else {
            self.acts_since_hiring as f64 / MONTH
        };
        let wanted = match self.plan.staff {
            Staff::ByLoad => (load / self.plan.acts_per_head_day).ceil().max(1.0),
            Staff::Heads(heads) => heads.ceil(),
        };
        let months_left = ((self.ends.min(now.horizon) - now.day) / MONTH).max(1.0 / MONTH);
        let wage = self.plan.wage_per_month * months_left;
        // Whole heads that are paid until the end; a fixed number, and one head by load, work until
        // the money is gone.
        let payable = if wage > 0.0 { (budget.available(me) / wage + 1e-6).floor() } else { f64::INFINITY };
        self.heads = match self.plan.staff {
            Staff::ByLoad => wanted.min(payable).max(1.0),
            Staff::Heads(_) => wanted,
        };
        self.acts_since_hiring = 0;
        self.months += 1;
    }

    /// Whether somebody works there today.
    fn is_open(&self) -> bool {
        self.staffed && self.heads > 0.0
    }

    /// A release is due; nobody makes it while it is closed.
    fn release(&mut self, now: &Now, out: &mut Effects) {
        self.releases += 1;
        if !self.is_open() {
            return;
        }
        let (quality, best) = now.quality;
        out.quality += rules::improvement(
            quality,
            best,
            self.plan.improvement_per_release,
            self.feedback,
            self.plan.feedback_half,
        );
        self.feedback = 0.0;
        self.score +=
            self.plan.interaction.design_step * (self.plan.interaction.design_best - self.score).max(0.0);
    }

    fn start_day(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        let since = now.day - now.began;
        self.acts_yesterday = std::mem::take(&mut self.acts_today);
        if since + 1e-9 >= f64::from(self.months) * MONTH {
            self.hire(now, budget, me);
        }
        let wages = self.heads * self.plan.wage_per_month / MONTH;
        self.staffed = budget.pay(me, now.day_number(), wages);
        if !self.staffed && !self.broke {
            self.broke = true;
            out.notes.push("closed: it ran out of money for its staff".to_owned());
        }
        if since + 1e-9 >= f64::from(self.releases + 1) * f64::from(self.plan.release_days) {
            self.release(now, out);
        }
        if let Some(days) = self.plan.refresh_days
            && since + 1e-9 >= f64::from(self.refreshes + 1) * f64::from(days)
        {
            self.refreshes += 1;
            if budget.pay(me, now.day_number(), self.plan.refresh_cost) {
                self.refreshed = now.day_number();
            } else {
                out.notes.push("could not pay a refresh".to_owned());
            }
        }
    }
}

impl Tactic for OpenParticipation {
    fn act(&mut self, now: &Now, budget: &mut Budget, out: &mut Effects) {
        let me = out.acting;
        let counts = now.pulse.participation[me];
        self.acts_today += counts.acts;
        self.acts_since_hiring += counts.acts;
        self.feedback += counts.handled as f64 * self.plan.company_gain;
        if now.new_day() {
            self.start_day(now, budget, out);
        }
        if !self.is_open() {
            return;
        }
        out.say(3, self.heads);
        out.say(4, self.score);
        let capacity = self.heads * self.plan.acts_per_head_day;
        let load = self.acts_yesterday as f64;
        let gain = self.plan.involvement_gain * self.plan.user_gain * self.plan.interaction.gain_with_cash();
        out.participation.push(ParticipationToday {
            tactic: me,
            tactic_key: self.key,
            rate: self.plan.acts_per_day * self.score,
            participant: self.plan.participant,
            advocate: self.plan.advocate,
            demand: self.plan.demand,
            fade_days: self.plan.interest_half_life,
            refreshed: self.refreshed,
            handled: if load <= capacity { 1.0 } else { capacity / load },
            gain,
            content: self.plan.content * self.score,
            posts_on: self.plan.posts_on,
        });
    }

    fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        self.heads * self.plan.wage_per_month * (self.ends.min(horizon) - day).max(0.0) / MONTH
    }
}

#[cfg(test)]
mod tests;
