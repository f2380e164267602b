//! The profit of a run: the margin of everybody whom it won and what tactics earned beside it, less the money
//! spent and the wages of service, all discounted to day 0.
//!
//! People who start with the product are given it: their margin is not counted.

use crate::engine::record::RunRecord;
use crate::study::play::ledger_digest::YEAR;
use crate::study::play::spent_at;
use crate::units::Day;

/// Money that has moved by a time, discounted to day 0.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Flows {
    /// Margin per owner × people won; 0 where no margin is said.
    pub margin: f64,
    /// What tactics earned beside the margin of owners.
    pub earned: f64,
    /// Money spent by tactics and on seeds.
    pub spent: f64,
    /// Wages of service.
    pub wages: f64,
}

impl Flows {
    /// Margin and other earnings less money spent less wages.
    pub fn profit(&self) -> f64 {
        self.margin + self.earned - self.spent - self.wages
    }
}

/// Worth on day 0 of one unit of money at a later time: exp(−r·day/365.25), r the discount a year.
fn worth(discount: f64, day: Day) -> f64 {
    libm::exp(-discount * day.0 / YEAR)
}

/// Cumulative flows by each row, from the start to the horizon. What is booked on day d (from 0) is spent by the
/// end of that day ([`spent_at`]); the margin of an owner comes with the product, all of it at once.
pub fn flows(run: &RunRecord) -> Vec<Flows> {
    let mut rows = vec![Flows::default(); run.rows.len()];
    let Some(last) = rows.len().checked_sub(1) else { return rows };
    let margin = run.terms.margin_per_owner.unwrap_or(0.0);
    let line = &run.timeline;
    let worth = |row| worth(run.terms.discount_per_year, line.day_of_row(row));
    let row_of = |booked: u32| line.row_of(spent_at(booked, line.horizon())).min(last);
    for expense in &run.expenses {
        let row = row_of(expense.day);
        rows[row].spent += expense.amount * worth(row);
    }
    for income in &run.income {
        let row = row_of(income.day);
        rows[row].earned += income.amount * worth(row);
    }
    for (row, pair) in (1..).zip(run.rows.windows(2)) {
        rows[row].margin = margin * (f64::from(pair[1].adopted) - f64::from(pair[0].adopted)) * worth(row);
        rows[row].wages = (pair[1].wages - pair[0].wages) * worth(row);
    }
    rows[0].spent += run.seeds_cost;
    for row in 1..rows.len() {
        let before = rows[row - 1];
        rows[row].margin += before.margin;
        rows[row].earned += before.earned;
        rows[row].spent += before.spent;
        rows[row].wages += before.wages;
    }
    rows
}

/// Flows by a time; those of the last row where the run is shorter.
pub fn flows_by(run: &RunRecord, day: impl Into<Day>) -> Flows {
    let rows = flows(run);
    rows.get(run.timeline.row_of(day.into())).or(rows.last()).copied().unwrap_or_default()
}

/// Profit by a time; `None` where no margin is said.
pub fn profit(run: &RunRecord, day: impl Into<Day>) -> Option<f64> {
    run.terms.margin_per_owner.map(|_| flows_by(run, day).profit())
}

/// End of the first week from which on profit stays at 0 or above until the horizon: 0 where it was
/// never below; `None` where it is below at the horizon, or no margin is said.
pub fn break_even(run: &RunRecord) -> Option<Day> {
    run.terms.margin_per_owner?;
    let rows = flows(run);
    let last = rows.len().checked_sub(1)?;
    match rows.iter().rposition(|row| row.profit() < 0.0) {
        None => Some(Day(0.0)),
        Some(below) if below == last => None,
        Some(below) => {
            let week = (run.timeline.day_of_row(below + 1).0 / 7.0).ceil() * 7.0;
            Some(Day(week).min(run.timeline.day_of_row(last)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Expense;
    use crate::engine::record::{RecordRow, Terms};
    use crate::units::TacticId;

    /// 10 seeds, then 4 people won a day; 30 spent on day 0 and 2 of wages a day.
    fn run(margin: Option<f64>, discount: f64) -> RunRecord {
        let day =
            |d: u32| RecordRow { adopted: 10 + 4 * d, wages: 2.0 * f64::from(d), ..RecordRow::default() };
        RunRecord {
            rows: (0..=20).map(day).collect(),
            expenses: vec![Expense { tactic: TacticId(0), day: 0, amount: 30.0 }],
            terms: Terms { margin_per_owner: margin, discount_per_year: discount },
            ..RunRecord::default()
        }
    }

    #[test]
    fn profit_is_margin_of_the_people_won_less_money_less_wages() {
        let run = run(Some(1.0), 0.0);
        assert_eq!(profit(&run, 0), Some(0.0));
        assert_eq!(profit(&run, 1), Some(4.0 - 30.0 - 2.0));
        assert_eq!(profit(&run, 20), Some(80.0 - 30.0 - 40.0));
        assert_eq!(profit(&run, 999), profit(&run, 20));
        // 2 a day: 30 are back on day 15, which the third week ends.
        assert_eq!(break_even(&run), Some(Day(20.0)));
    }

    #[test]
    fn every_flow_is_discounted_from_its_own_day_in_closed_form() {
        let (r, run) = (0.5, run(Some(3.0), 0.5));
        let v = (-r / YEAR).exp();
        let annuity = v * (1.0 - v.powi(20)) / (1.0 - v);
        let expected = 12.0 * annuity - 30.0 * v - 2.0 * annuity;
        let found = profit(&run, 20).expect("a margin");
        assert!((found - expected).abs() < 1e-9, "{found} {expected}");
        let parts = flows_by(&run, 20);
        assert!((parts.margin - 12.0 * annuity).abs() < 1e-9 && (parts.wages - 2.0 * annuity).abs() < 1e-9);
    }

    #[test]
    fn break_even_is_the_week_from_which_profit_stays() {
        // 38 − 2 a day: 10·d − 30 is 0 on day 3, within the first week.
        assert_eq!(break_even(&run(Some(3.0), 0.0)), Some(Day(7.0)));
        assert_eq!(break_even(&run(Some(0.5), 0.0)), None);
        let mut never_below = run(Some(3.0), 0.0);
        never_below.expenses.clear();
        assert_eq!(break_even(&never_below), Some(Day(0.0)));
        // Money that is spent late takes it below again.
        let mut late = run(Some(3.0), 0.0);
        late.expenses.push(Expense { tactic: TacticId(0), day: 12, amount: 120.0 });
        assert_eq!(break_even(&late), Some(Day(20.0)), "back on day 15, within the third week");
        assert_eq!((break_even(&run(None, 0.0)), profit(&run(None, 0.0), 5)), (None, None));
    }
}
