//! Participation: owners take part, the company handles what they bring and releases.
//!
//! Score x = (simple·rewarding·fun·real)^¼, improved at each release by a share of the remaining
//! way. Owners who need it act at `acts_per_day·x` (faded with age by the engine); handled acts
//! raise involvement; at each release quality moves by κ·(best − Q)·F/(F + half), F = handled
//! acts × company gain since the last one. Nothing here adds to adoption directly. With
//! `improvement_per_release`, `content` and `involvement_gain` at 0 only the wages remain.

use super::team::{Crew, Staff, Team, staff};
use crate::contract::{Budget, Did, Effects, Measure, Mechanism, Now, Of, ParticipationToday, Tactic};
use crate::rules;
use crate::rules::involvement::{HALF_LIFE, UP_ADVOCATE, UP_PARTICIPANT, share};
use crate::scenario::declare::{Item, Key, LONG, Section, TINY, figure, grouped, table};
use crate::scenario::plan::{Channel, Plan};
use crate::scenario::spec::{Needs, Spend, Start, TacticContext, TacticSpec};
use crate::units::ChannelId;

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
        /// The team that handles what people bring, where it has a ramp, learns or is hired outside; by default
        /// staff and wage_per_month, all of them practised from the first day.
        pub team: Option<Team> = Table;
        /// A fixed number of whole heads, or "by load": one, and more as owners come, as far as money pays
        /// them until the end; by default "by load".
        pub staff: Staff = Number in 0.0..=1e7, or ["by load"],
            by |s, key| if beside(&team, s, key) { Staff::ByLoad } else { staff(s, key) };
        /// Wage per head and month; assumed.
        pub wage_per_month: f64 = Money 12_000 in 0.0..=1e9,
            by |s, key| if beside(&team, s, key) { 0.0 } else { s.number(key) };
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
    const INNER: &'static [&'static [Item]] = &[Interaction::ITEMS, Team::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Participation {
        let read = Participation::read(section, context);
        if let Some(team) = &read.team {
            team.check(section);
        }
        read
    }

    fn needs(&self) -> Needs {
        Needs { opens_participation: true, changes_trust: true, ..Needs::default() }
    }

    fn costs(&self) -> bool {
        self.team().costs()
    }

    /// Wages and refreshes of a fixed number of heads; by load nobody knows.
    fn spend(&self, days: f64) -> Option<Spend> {
        self.team().wages(days).map(|wages| Spend::Amount(wages + self.refreshes(days) * self.refresh_cost))
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        let (wages, refreshes) = (self.team().wages_in_words(days)?, self.refreshes(days));
        Some(match refreshes * self.refresh_cost {
            0.0 => wages,
            _ => format!("{wages} + {refreshes} refreshes × {}", figure(self.refresh_cost)),
        })
    }

    fn least_wages(&self, days: f64) -> f64 {
        self.team().least_wages(days)
    }

    fn scale_money(&mut self, multiple: f64) {
        let mut team = self.team();
        team.scale(multiple);
        match &mut self.team {
            Some(own) => *own = team,
            None => self.staff = team.heads,
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

    fn at_owners(&self, owners: f64, _plan: &Plan) -> Option<String> {
        let d = self.interaction;
        let score = rules::design_score(d.simple, d.rewarding_with_cash(), d.fun, d.real);
        let acts = owners * self.demand * self.acts_per_day * score;
        let heads = (acts / self.acts_per_head_day / self.team().skill(1e6)).ceil();
        Some(format!(
            "{} acts of taking part a day, which {} practised {} handle",
            grouped(acts.round()),
            grouped(heads),
            if heads == 1.0 { "head" } else { "heads" }
        ))
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
            score: rules::design_score(d.simple, d.rewarding_with_cash(), d.fun, d.real),
            crew: Crew::new(self.team(), start.ends),
            feedback: 0.0,
            releases: 0,
            refreshes: 0,
            refreshed: 0,
            acts_today: 0,
            acts_yesterday: 0,
        })
    }
}

/// Whether a team is written, which says what this key would; the key must not stand beside it.
fn beside(team: &Option<Team>, s: &Section<'_>, key: &'static Key) -> bool {
    if team.is_some() && s.has(key.name) {
        s.problem(key.name, "stands beside team", "the team says it; take one of them away");
        s.allow(key.name);
    }
    team.is_some()
}

impl Participation {
    /// The people who handle what owners bring.
    fn team(&self) -> Team {
        self.team.unwrap_or(Team::practised(self.staff, self.wage_per_month))
    }

    /// Refreshes within this many days.
    fn refreshes(&self, days: f64) -> f64 {
        self.refresh_days.map_or(0.0, |every| (days / f64::from(every)).floor())
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

/// Participation that is open.
struct OpenParticipation {
    plan: Participation,
    key: u32,
    crew: Crew,
    score: f64,
    feedback: f64,
    releases: u32,
    refreshes: u32,
    refreshed: u32,
    acts_today: u64,
    acts_yesterday: u64,
}

impl OpenParticipation {
    /// A release is due; nobody makes it while it is closed.
    fn release(&mut self, now: &Now, out: &mut Effects) {
        self.releases += 1;
        if !self.crew.works() {
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
        let expected = now.pulse.active() as f64 * self.plan.demand * self.plan.acts_per_day * self.score;
        self.crew.start_day(now, budget, out, (expected, self.plan.acts_per_head_day));
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
        self.crew.loaded(counts.acts as f64);
        self.feedback += counts.handled as f64 * self.plan.company_gain;
        if now.new_day() {
            self.start_day(now, budget, out);
        }
        if !self.crew.works() {
            return;
        }
        out.say(3, self.crew.heads());
        out.say(4, self.score);
        let capacity = self.crew.work() * self.plan.acts_per_head_day;
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
        self.crew.wages_ahead(day, horizon)
    }
}

#[cfg(test)]
mod tests;
