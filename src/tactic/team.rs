//! A team: the people who do a tactic's work, whatever the kind.
//!
//! A fixed team of `n` heads is complete after its ramp: at age `a` days it has
//! `n·L(a)/L(ramp)` whole heads (at least one), `L` the S-curve with half at `ramp/2` and 10 % to 90 %
//! in `0.8·ramp`. A head does `p = 1 − ½·2^{−a/learns}` of what a practised one does, times `outsourced`
//! where the team is hired outside. Wages are paid by the day for whole heads. Without heads, or with
//! wages of 0, only the other prices of a tactic are left.

use serde::Serialize;

use crate::contract::{Budget, Effects, Now};
use crate::rules::logistic;
use crate::scenario::declare::{Key, LONG, NumberOrWord, Section, choice, figure, table};
use crate::units::TacticId;

/// Days of a month of wages.
pub(super) const MONTH: f64 = 365.0 / 12.0;

table! {
    /// The people who do a tactic's work.
    #[derive(Copy)]
    pub struct Team in ["strategy.tactic.team"] {
        /// A fixed number of whole heads, or "by load": one, and more as work comes, as far as money pays
        /// them until the end; by default "by load".
        pub heads: Staff = Number in 0.0..=1e7, or ["by load"], by staff;
        /// Wage per head and month; from the 120,000 a year that firms pay who run their own media.
        pub wage_per_month: f64 = Money 10_000 in 0.0..=1e9;
        /// Time until a fixed number of heads is complete, along an S-curve; neutral: at once (a media
        /// team of one's own took two to three years).
        pub ramp_days ["ramp"]: f64 = Days "0d" in 0.0..=LONG, plausible "0d" to "1095d";
        /// Time after which half of what a new team cannot yet do is learnt, which is half of the work at first;
        /// assumed.
        pub learns_days ["learns"]: f64 = Days "180d" in 0.0..=LONG, plausible "30d" to "1y";
        /// Whether it is hired in house or outsourced; assumed.
        pub hired: Hired = Word "in house";
        /// Work of an outsourced head relative to one in house; assumed.
        pub outsourced: f64 = Share 0.4, plausible 0.2 to 0.8;
    }
}

choice! {
    /// Where a team is hired.
    pub enum Hired {
        /// In the firm.
        InHouse = "in house",
        /// Outside.
        Outsourced = "outsourced",
    }
}

/// The number of heads of a team.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Staff {
    /// Hired each month by last month's load, as money allows.
    ByLoad,
    /// A fixed number of heads.
    Heads(f64),
}

/// Reads a number of heads, or `"by load"`.
pub(super) fn staff(s: &Section<'_>, key: &'static Key) -> Staff {
    match s.number_or_word(key, "write \"by load\" or a number of heads") {
        Some(NumberOrWord::Number(heads)) => Staff::Heads(heads),
        Some(NumberOrWord::Word) => Staff::ByLoad,
        None => {
            s.record(key.name, "\"by load\"");
            Staff::ByLoad
        }
    }
}

impl Team {
    /// A team that is complete and practised from its first day.
    pub(super) fn practised(heads: Staff, wage_per_month: f64) -> Team {
        let hired = Hired::InHouse;
        Team { heads, wage_per_month, ramp_days: 0.0, learns_days: 0.0, hired, outsourced: 1.0 }
    }

    /// Reports what does not fit together.
    pub(super) fn check(&self, s: &Section<'_>) {
        if self.heads == Staff::ByLoad && self.ramp_days > 0.0 {
            let help = "a team by load grows with its work; take ramp away, or write a number of heads";
            s.problem("team", "has a ramp and heads by load", help);
        }
    }

    /// Whether its work is paid.
    pub(super) fn costs(&self) -> bool {
        self.wage_per_month > 0.0 && self.heads != Staff::Heads(0.0)
    }

    /// Whole heads of a fixed team at an age in days; one by load.
    fn heads_at(&self, age: f64) -> f64 {
        let Staff::Heads(heads) = self.heads else { return 1.0 };
        if heads <= 0.0 || age >= self.ramp_days {
            return heads.ceil();
        }
        let curve = |day: f64| logistic(day, 0.5 * self.ramp_days, 0.8 * self.ramp_days);
        (heads.ceil() * curve(age) / curve(self.ramp_days)).round().max(1.0)
    }

    /// Work of a head of a team of this age in days, relative to a practised one in house.
    pub(super) fn skill(&self, age: f64) -> f64 {
        let lacks = if self.learns_days > 0.0 { 0.5 * libm::exp2(-age / self.learns_days) } else { 0.0 };
        let factor = if self.hired == Hired::Outsourced { self.outsourced } else { 1.0 };
        (1.0 - lacks) * factor
    }

    /// Wages over this many days of the heads without which it does nothing: those of a fixed team, or of
    /// one head.
    pub(super) fn least_wages(&self, days: f64) -> f64 {
        let ramping = self.ramp_days.min(days).ceil();
        let early: f64 = (0..ramping as u32).map(|day| self.heads_at(f64::from(day))).sum();
        let complete = self.heads_at(self.ramp_days);
        early * self.wage_per_month / MONTH
            + complete * self.wage_per_month / MONTH * (days - ramping).max(0.0)
    }

    /// Wages over this many days, where they are known beforehand.
    pub(super) fn wages(&self, days: f64) -> Option<f64> {
        matches!(self.heads, Staff::Heads(_)).then(|| self.least_wages(days))
    }

    /// How the wages over this many days come about.
    pub(super) fn wages_in_words(&self, days: f64) -> Option<String> {
        let Staff::Heads(heads) = self.heads else { return None };
        let staff =
            if heads == 1.0 { "1 head".to_owned() } else { format!("{} heads", figure(heads.ceil())) };
        let months = (days / MONTH * 10.0).round() / 10.0;
        let ramp = if self.ramp_days > 0.0 { ", fewer at first" } else { "" };
        Some(format!("{staff} × {} a month × {months} months{ramp}", figure(self.wage_per_month)))
    }

    /// As many heads as the multiple pays, where these are whole; heads by load follow the work.
    pub(super) fn scale(&mut self, multiple: f64) {
        if let Staff::Heads(heads) = &mut self.heads
            && (heads.ceil() * multiple).fract() == 0.0
        {
            *heads = heads.ceil() * multiple;
        }
    }
}

/// A team at work.
pub(super) struct Crew {
    team: Team,
    /// Day by which its tactic has ended.
    ends: f64,
    heads: f64,
    age: f64,
    months: u32,
    /// Work since the last hiring.
    work: f64,
    paid: bool,
    broke: bool,
}

impl Crew {
    /// A team before its first day; `ends` is the day by which its tactic has ended.
    pub fn new(team: Team, ends: f64) -> Crew {
        Crew { team, ends, heads: 0.0, age: 0.0, months: 0, work: 0.0, paid: false, broke: false }
    }

    /// Heads that are hired.
    pub fn heads(&self) -> f64 {
        self.heads
    }

    /// Whether somebody works there today.
    pub fn works(&self) -> bool {
        self.paid && self.heads > 0.0
    }

    /// Heads that work today.
    pub fn at_work(&self) -> f64 {
        if self.paid { self.heads } else { 0.0 }
    }

    /// Work of all heads relative to one practised head in house; 0 while nobody works.
    pub fn work(&self) -> f64 {
        self.at_work() * self.team.skill(self.age)
    }

    /// Notes work that came in, in the units of `per_head` of [`Crew::start_day`].
    pub fn loaded(&mut self, work: f64) {
        self.work += work;
    }

    /// Starts a day: hires at the beginning of each month and pays. `expected` is the work a day in the
    /// first month, `per_head` what a practised head does a day.
    pub fn start_day(
        &mut self,
        now: &Now,
        budget: &mut Budget,
        out: &mut Effects,
        (expected, per_head): (f64, f64),
    ) {
        let me = out.acting;
        self.age = now.day - now.began;
        if self.age + 1e-9 >= f64::from(self.months) * MONTH {
            let load = if self.months == 0 { expected } else { self.work / MONTH };
            self.hire(now, budget, me, load / (per_head * self.team.skill(self.age)));
        } else if let Staff::Heads(_) = self.team.heads {
            self.heads = self.team.heads_at(self.age);
        }
        self.paid = budget.pay(me, now.day_number(), self.heads * self.team.wage_per_month / MONTH);
        if !self.paid && !self.broke {
            self.broke = true;
            out.notes.push("closed: it ran out of money for its staff".to_owned());
        }
    }

    fn hire(&mut self, now: &Now, budget: &Budget, me: TacticId, needed: f64) {
        let months_left = ((self.ends.min(now.horizon) - now.day) / MONTH).max(1.0 / MONTH);
        let wage = self.team.wage_per_month * months_left;
        // Whole heads that are paid until the end; a fixed number, and one head by load, work until
        // the money is gone.
        let payable = if wage > 0.0 { (budget.available(me) / wage + 1e-6).floor() } else { f64::INFINITY };
        self.heads = match self.team.heads {
            Staff::ByLoad => needed.ceil().max(1.0).min(payable).max(1.0),
            Staff::Heads(_) => self.team.heads_at(self.age),
        };
        self.work = 0.0;
        self.months += 1;
    }

    /// Wages from a day on until the end, of the heads it has now.
    pub fn wages_ahead(&self, day: f64, horizon: f64) -> f64 {
        self.heads * self.team.wage_per_month * (self.ends.min(horizon) - day).max(0.0) / MONTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramping(heads: f64) -> Team {
        Team { ramp_days: 900.0, ..Team::practised(Staff::Heads(heads), 3_650.0) }
    }

    #[test]
    fn a_ramp_ends_with_all_heads_and_begins_with_one() {
        let team = ramping(47.0);
        assert_eq!((team.heads_at(0.0), team.heads_at(900.0), team.heads_at(2_000.0)), (3.0, 47.0, 47.0));
        assert_eq!(ramping(3.0).heads_at(0.0), 1.0);
        let heads: Vec<f64> = (0..=900).map(|day| team.heads_at(f64::from(day))).collect();
        assert!(heads.is_sorted());
        // Half of them after half of the ramp, over L(900) = 1/(1 + 9^−1.25).
        assert_eq!(team.heads_at(450.0), (47.0 * 0.5 * (1.0 + libm::pow(9.0, -1.25))).round());
        assert_eq!(ramping(0.0).heads_at(10.0), 0.0);
    }

    #[test]
    fn wages_of_a_ramp_are_those_of_its_days() {
        let team = ramping(10.0);
        let by_day: f64 = (0..1_000).map(|day| team.heads_at(f64::from(day)) * 120.0).sum();
        assert!((team.least_wages(1_000.0) - by_day).abs() < 1e-6);
        assert_eq!(Team::practised(Staff::Heads(1.5), 3_650.0).least_wages(10.0), 2_400.0);
        assert_eq!(Team::practised(Staff::ByLoad, 3_650.0).wages(10.0), None);
    }

    #[test]
    fn a_new_team_does_half_and_an_outsourced_one_its_share() {
        let team = Team { learns_days: 180.0, ..ramping(3.0) };
        assert_eq!((team.skill(0.0), team.skill(180.0)), (0.5, 0.75));
        assert!((team.skill(1e4) - 1.0).abs() < 1e-12);
        let outside = Team { hired: Hired::Outsourced, outsourced: 0.4, ..team };
        assert!((outside.skill(180.0) - 0.3).abs() < 1e-12);
        assert_eq!(ramping(3.0).skill(0.0), 1.0);
    }
}
