//! Participation: people take part, the company handles what they bring and releases.
//!
//! Score x = (simple·rewarding·fun·real)^¼, improved at each release by a share of the remaining
//! way. Owners who need it act at `acts_per_day·x·w`, `w = .5 + .5·user_gain/.7` in [0, 1.2] (faded with age by
//! the engine); handled acts raise involvement. What they serve: the product (at each release quality moves by
//! κ·(best − Q)·F/(F + half), F = handled acts × company gain since the last one, an act of involvement ι weighing
//! 1 + (expert − 1)·ι), service (handled acts × company gain are answers of the desk), the brand (three times the
//! content) or sales (people who want it buy at the rate × (1 + company gain × use)). Open to others, followers
//! or all aware people enter at the same rate; an entry feels like `commits·x` fresh ads to whoever enters. With
//! `improvement_per_release`, `content`, `involvement_gain`, `commits` and `sour` at 0 only the wages remain.

mod keys;
mod open;

use self::open::OpenParticipation;
use super::team::Team;
use crate::contract::{Did, Measure, Mechanism, Of, Tactic};
use crate::rules::involvement::{HALF_LIFE, UP_ADVOCATE, UP_PARTICIPANT, share};
use crate::scenario::declare::{Item, Section, figure, grouped};
use crate::scenario::plan::{Channel, Plan};
use crate::scenario::spec::{Account, Needs, Spend, Start, TacticContext, TacticSpec};

pub(super) use self::open::MOST_ENTRIES;

pub use self::keys::{Interaction, OpenTo, Participation, Serves};

/// Gain of users at which they use it as often as `acts_per_day` says.
const USUAL_GAIN: f64 = 0.7;
/// Share of staff's time that it takes to show how far each suggestion is.
const STATUS_WORK: f64 = 0.1;

const MEASURES: [Measure; 10] = [
    Measure::new("acts", "acts of taking part", Of::Acts),
    Measure::new("handled", "acts of taking part", Of::Handled),
    Measure::new("made", "things", Of::Made),
    Measure::new("heads", "people", Of::Mean),
    Measure::new("design", "score from 0 to 1", Of::Mean),
    Measure::new("acts of others", "acts of taking part", Of::Entries),
    Measure::new("annoyed", "people", Of::Annoyed),
    Measure::new("lost for good", "people", Of::Declined),
    Measure::new("built", "suggestions", Of::Built),
    Measure::new("said of what was built", "acts", Of::Talk),
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
        "参与",
        "参与感",
        "投票",
        "社区",
    ];
    const KEYS: &'static [&'static [Item]] = &[Participation::ITEMS];
    const INNER: &'static [&'static [Item]] = &[Interaction::ITEMS, Team::ITEMS];

    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Participation {
        let read = Participation::read(section, context);
        read.check(section, context);
        read
    }

    fn needs(&self) -> Needs {
        let others = self.open_to != OpenTo::Owners;
        Needs {
            opens_participation: true,
            changes_trust: true,
            closes_sales: others,
            contacts: others,
            ..Needs::default()
        }
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
        let x = d.score().max(d.design_best) * self.use_for_users();
        let gain = self.involvement_gain * self.user_gain * d.gain_with_cash();
        let held = self.acts_per_day * x * gain * HALF_LIFE / core::f64::consts::LN_2;
        let participants = (held / share(UP_PARTICIPANT)).min(1.0);
        let advocates = (held / share(UP_ADVOCATE)).min(1.0);
        let more = (participants - advocates) * (self.participant - 1.0) + advocates * (self.advocate - 1.0);
        more / (1.0 + more)
    }

    fn at_owners(&self, owners: f64, _plan: &Plan) -> Option<String> {
        let d = self.interaction;
        let acts = owners * self.demand * self.acts_per_day * d.score() * self.use_for_users();
        let heads = (acts / self.handles() / self.team().skill(1e6)).ceil();
        Some(format!(
            "{} acts of taking part a day, which {} practised {} handle",
            grouped(acts.round()),
            grouped(heads),
            if heads == 1.0 { "head" } else { "heads" }
        ))
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        let serves = match self.serves {
            Serves::Product => Some(Mechanism::Quality),
            Serves::Service => Some(Mechanism::Answers),
            Serves::Brand | Serves::Sales => None,
        };
        let others = (self.open_to != OpenTo::Owners).then_some(Mechanism::Convincing);
        serves.into_iter().chain([Mechanism::Involvement, Mechanism::Content]).chain(others).collect()
    }

    fn measures(&self) -> &'static [Measure] {
        &MEASURES
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        let [acts, handled, made, heads, _, others, _, lost, built, _] = did else { return None };
        let unanswered = 100.0 * (1.0 - handled.total / (acts.total + others.total).max(1.0));
        let mut told = format!(
            "{} acts of taking part, in the last week {} a day, with {} {}; {unanswered:.0} % went unanswered; people \
             made {} things",
            show(acts.total + others.total),
            show(acts.last + others.last),
            show(heads.last),
            if heads.last.round() == 1.0 { "head" } else { "heads" },
            show(made.total)
        );
        if self.open_to != OpenTo::Owners {
            told += &format!("; {} of the acts were of people who did not own it", show(others.total));
        }
        if self.status_shown {
            told += &format!("; {} suggestions were built", show(built.total));
        }
        if self.sour > 0.0 {
            told += &format!("; {} owners will not come again", show(lost.total));
        }
        Some(told)
    }

    fn account(&self) -> Option<Account<'_>> {
        Some(Account { name: self.account.as_deref()?, kept: None })
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        Box::new(OpenParticipation::new(self, start))
    }
}

impl Participation {
    /// The people who handle what owners bring.
    fn team(&self) -> Team {
        self.team.unwrap_or(Team::practised(self.staff, self.wage_per_month))
    }

    /// Acts of a use relative to those of the default gain of users: a form that gives users nothing is used half
    /// as often.
    fn use_for_users(&self) -> f64 {
        (0.5 + 0.5 * (self.user_gain / USUAL_GAIN)).clamp(0.0, 1.2)
    }

    /// Acts a head handles per day.
    fn handles(&self) -> f64 {
        self.acts_per_head_day * if self.status_shown { 1.0 - STATUS_WORK } else { 1.0 }
    }

    /// Refreshes within this many days.
    fn refreshes(&self, days: f64) -> f64 {
        self.refresh_days.map_or(0.0, |every| (days / f64::from(every)).floor())
    }
}

#[cfg(test)]
mod tests;
