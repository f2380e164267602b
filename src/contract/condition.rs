//! When a tactic begins or ends: a day, or a condition on what the company can see.

use serde::Serialize;

use super::Pulse;
use crate::units::Stage;

/// The moment a tactic begins or ends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum When {
    /// Days from the start.
    Day(f64),
    /// The first tick whose pulse meets the condition (an edge: true once).
    Reached(Condition),
    /// Days from the start, unless the condition holds then; it is looked at once.
    Unless(f64, Condition),
}

/// Clauses that must hold at once.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Condition(pub Vec<Clause>);

/// A bound of one figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Clause {
    /// What is looked at.
    pub figure: Figure,
    /// Whether it is taken as a share of its whole.
    pub share: bool,
    /// Whether the bound is from below.
    pub at_least: bool,
    /// The bound: a number, a share, hours for waits, money.
    pub level: f64,
    /// Days for which it must have held without a break.
    pub lasting: f64,
}

/// A figure that conditions can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Figure {
    /// Owners who have not lapsed; as a share, of the eligible.
    Active,
    /// Everybody who ever had it; as a share, of the eligible.
    Adopted,
    /// Everybody who has heard of it; as a share, of all people.
    Aware,
    /// People who are convinced and wait for it; as a share, of the eligible.
    Wanting,
    /// Owners at participant or above; as a share, of active owners.
    Participants,
    /// Advocates; as a share, of active owners.
    Advocates,
    /// Followers of the strategy's accounts; who follows two counts twice. As a share, of all people.
    Followers,
    /// Tickets waiting.
    Backlog,
    /// Money spent by the strategy so far.
    Spent,
    /// Share of active owners who are not aggrieved.
    Satisfied,
    /// Share of active owners at participant or above.
    Loyal,
    /// Quality Q: share of owners whom the product satisfies.
    Quality,
    /// Mean wait of a ticket, in hours.
    Wait,
    /// Active owners now, as growth over those of a week ago: 0.1 is 10 % more. Unknown in the first week and while
    /// there were none.
    WeeklyGrowth,
}

/// How the level of a figure is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// A number, or a share of its whole.
    Count,
    /// A number only.
    Number,
    /// A share.
    Share,
    /// A duration.
    Duration,
}

impl Figure {
    /// All figures, by the names that scenarios give them.
    pub const ALL: [(&'static str, Figure); 14] = [
        ("active", Figure::Active),
        ("adopted", Figure::Adopted),
        ("aware", Figure::Aware),
        ("wanting", Figure::Wanting),
        ("participants", Figure::Participants),
        ("advocates", Figure::Advocates),
        ("followers", Figure::Followers),
        ("backlog", Figure::Backlog),
        ("spent", Figure::Spent),
        ("satisfied", Figure::Satisfied),
        ("loyal", Figure::Loyal),
        ("quality", Figure::Quality),
        ("wait", Figure::Wait),
        ("weekly_growth", Figure::WeeklyGrowth),
    ];

    /// How its level is written.
    pub fn scale(self) -> Scale {
        match self {
            Figure::Active
            | Figure::Adopted
            | Figure::Aware
            | Figure::Wanting
            | Figure::Participants
            | Figure::Advocates
            | Figure::Followers => Scale::Count,
            Figure::Backlog | Figure::Spent => Scale::Number,
            Figure::Satisfied | Figure::Loyal | Figure::Quality | Figure::WeeklyGrowth => Scale::Share,
            Figure::Wait => Scale::Duration,
        }
    }

    /// Its value; not a number where it is unknown, so that no bound holds.
    ///
    /// - `spent`: the strategy's spending so far
    fn value(self, share: bool, pulse: &Pulse, spent: f64) -> f64 {
        let stage = |s: Stage| pulse.stages[s as usize] as f64;
        let (active, all) = (pulse.active() as f64, pulse.stages.iter().sum::<u64>() as f64);
        let loyal = stage(Stage::Participant) + stage(Stage::Advocate);
        let of = |part: f64, whole: f64| if whole > 0.0 { part / whole } else { f64::NAN };
        let counted = |part: f64, whole: f64| if share { of(part, whole) } else { part };
        match self {
            Figure::Active => counted(active, pulse.eligible),
            Figure::Adopted => counted(pulse.adopted as f64, pulse.eligible),
            Figure::Aware => counted(all - stage(Stage::Unaware) - pulse.lost_unheard as f64, all),
            Figure::Wanting => counted(stage(Stage::Wanting), pulse.eligible),
            Figure::Participants => counted(loyal, active),
            Figure::Advocates => counted(stage(Stage::Advocate), active),
            Figure::Followers => counted(pulse.followers.iter().sum::<u64>() as f64, all),
            Figure::Backlog => pulse.backlog,
            Figure::Spent => spent,
            Figure::Satisfied => 1.0 - of(stage(Stage::Aggrieved), active),
            Figure::Loyal => of(loyal, active),
            Figure::Quality => pulse.quality,
            Figure::Wait => pulse.wait_hours,
            Figure::WeeklyGrowth => of(active, pulse.week_ago.unwrap_or(0) as f64) - 1.0,
        }
    }
}

impl Clause {
    fn holds(&self, pulse: &Pulse, spent: f64) -> bool {
        let value = self.figure.value(self.share, pulse, spent);
        if self.at_least { value >= self.level } else { value <= self.level }
    }
}

/// Watches a `starts` or `stops`: false until its moment has come, true from then on.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    when: When,
    /// The day since which each clause has held.
    held: Vec<Option<f64>>,
    since: Option<f64>,
    /// Whether its day has passed while the condition of an "unless" held.
    missed: bool,
}

impl Trigger {
    /// A trigger that has not fired.
    pub fn new(when: When) -> Trigger {
        let clauses = match &when {
            When::Day(_) => 0,
            When::Reached(condition) | When::Unless(_, condition) => condition.0.len(),
        };
        Trigger { when, held: vec![None; clauses], since: None, missed: false }
    }

    /// The day it fired, reading the pulse at the start of a tick that lasts `dt` from `day`.
    pub fn fired(&mut self, day: f64, dt: f64, pulse: &Pulse, spent: f64) -> Option<f64> {
        if self.since.is_none() && !self.missed {
            let due = |from: f64| from < day + dt - 1e-9;
            self.since = match &self.when {
                When::Day(from) => due(*from).then_some(from.max(0.0)),
                When::Reached(condition) => met(condition, &mut self.held, day, pulse, spent).then_some(day),
                When::Unless(from, condition) => {
                    let met = met(condition, &mut self.held, day, pulse, spent);
                    self.missed = due(*from) && met;
                    (due(*from) && !met).then_some(from.max(0.0))
                }
            };
        }
        self.since
    }
}

/// Whether all clauses hold, each for as long as it says; notes since when each has.
fn met(condition: &Condition, held: &mut [Option<f64>], day: f64, pulse: &Pulse, spent: f64) -> bool {
    let mut all = true;
    for (clause, since) in condition.0.iter().zip(held) {
        *since = clause.holds(pulse, spent).then_some(since.unwrap_or(day));
        all &= since.is_some_and(|since| day - since >= clause.lasting - 1e-9);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(figure: Figure, at_least: bool, level: f64) -> Clause {
        Clause { figure, share: false, at_least, level, lasting: 0.0 }
    }

    fn pulse(active: u64, aggrieved: u64) -> Pulse {
        let mut pulse = Pulse { eligible: 1_000.0, quality: 0.8, wait_hours: 3.0, ..Pulse::default() };
        pulse.stages[Stage::Settled as usize] = active - aggrieved;
        pulse.stages[Stage::Aggrieved as usize] = aggrieved;
        pulse.stages[Stage::Unaware as usize] = 1_000 - active;
        pulse
    }

    #[test]
    fn figures_are_counts_shares_hours_and_growth() {
        let mut now = pulse(200, 50);
        now.stages[Stage::Participant as usize] = 40;
        now.stages[Stage::Settled as usize] -= 40;
        now.followers = vec![100, 50];
        let value = |figure: Figure, share: bool, pulse: &Pulse| figure.value(share, pulse, 7.0);
        for (figure, share, expected) in [
            (Figure::Active, false, 200.0),
            (Figure::Active, true, 0.2),
            (Figure::Aware, true, 0.2),
            (Figure::Followers, false, 150.0),
            (Figure::Followers, true, 0.15),
            (Figure::Participants, false, 40.0),
            (Figure::Participants, true, 0.2),
            (Figure::Loyal, true, 0.2),
            (Figure::Satisfied, true, 0.75),
            (Figure::Quality, true, 0.8),
            (Figure::Wait, false, 3.0),
            (Figure::Spent, false, 7.0),
        ] {
            assert_eq!(value(figure, share, &now), expected, "{figure:?}");
        }
        // Growth is unknown before there is a week to look back on.
        assert!(value(Figure::WeeklyGrowth, true, &now).is_nan());
        now.week_ago = Some(160);
        assert_eq!(value(Figure::WeeklyGrowth, true, &now), 0.25);
        assert!(value(Figure::Satisfied, true, &pulse(0, 0)).is_nan(), "of nobody");
    }

    #[test]
    fn clauses_hold_at_once_and_without_a_break_for_as_long_as_they_say() {
        let many = clause(Figure::Active, true, 100.0);
        let calm = Clause { lasting: 3.0, share: true, ..clause(Figure::Satisfied, true, 0.7) };
        let mut trigger = Trigger::new(When::Reached(Condition(vec![many, calm])));
        let days = [(50, 0), (90, 0), (120, 60), (120, 0), (130, 0), (90, 0), (140, 0), (80, 80)];
        let fired: Vec<Option<f64>> = (0u32..)
            .zip(days)
            .map(|(day, (active, angry))| trigger.fired(f64::from(day), 1.0, &pulse(active, angry), 0.0))
            .collect();
        // Calm again from day 3, for three days on day 6; many enough on that day too.
        assert_eq!(fired, [None, None, None, None, None, None, Some(6.0), Some(6.0)]);
    }

    #[test]
    fn unless_looks_once_on_its_day() {
        let when = || When::Unless(5.0, Condition(vec![clause(Figure::Active, true, 100.0)]));
        let fired = |counts: &[u64]| {
            let mut trigger = Trigger::new(when());
            let all =
                (0u32..).zip(counts).map(|(day, n)| trigger.fired(f64::from(day), 1.0, &pulse(*n, 0), 0.0));
            all.last().flatten()
        };
        assert_eq!(fired(&[10; 8]), Some(5.0));
        assert_eq!(fired(&[200, 200, 200, 200, 200, 99, 200, 200]), Some(5.0));
        assert_eq!(fired(&[10, 10, 10, 10, 10, 100, 10, 10]), None);
    }
}
