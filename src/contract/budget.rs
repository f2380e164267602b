//! A strategy's money: one cap, a budget a tactic, every expense booked under a name and a day.
//!
//! Always true: the sum of the expenses is at most the cap and what is reinvested, and a tactic's at most its
//! budget.
//! Wages ahead are set aside first, so that one-offs never leave running staff unpaid.

use serde::{Deserialize, Serialize};

use crate::units::TacticId;

/// Money spent by a tactic.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Expense {
    /// The tactic that pays.
    pub tactic: TacticId,
    /// Day it was booked, from 0.
    pub day: u32,
    /// Amount in the plan's currency.
    pub amount: f64,
}

/// The money of one strategy in one run.
#[derive(Debug, Clone)]
pub struct Budget {
    cap: f64,
    budget: Vec<f64>,
    spent: Vec<f64>,
    /// Set aside by tactic: wages ahead, and budgets promised to others.
    reserved: Vec<f64>,
    /// Most that a tactic may still spend, as far as it has said.
    expected: Vec<f64>,
    /// Everything paid so far, one row a tactic and day.
    pub entries: Vec<Expense>,
    /// Everything that tactics earned beside the margin of owners, one row a tactic and day.
    pub income: Vec<Expense>,
    /// Share of earnings that may be spent again.
    reinvest: f64,
    /// Earnings that raised the cap so far.
    pub reinvested: f64,
}

impl Budget {
    /// A strategy's money with a cap and a budget per tactic (`None`: only the cap binds).
    pub fn new(cap: Option<f64>, budgets: &[Option<f64>]) -> Budget {
        Budget {
            cap: cap.unwrap_or(f64::INFINITY),
            budget: budgets.iter().map(|b| b.unwrap_or(f64::INFINITY)).collect(),
            spent: vec![0.0; budgets.len()],
            reserved: vec![0.0; budgets.len()],
            expected: vec![f64::INFINITY; budgets.len()],
            entries: Vec::new(),
            income: Vec::new(),
            reinvest: 0.0,
            reinvested: 0.0,
        }
    }

    /// The same money, of whose earnings this share may be spent again.
    pub fn reinvesting(self, share: f64) -> Budget {
        Budget { reinvest: share, ..self }
    }

    /// Books what a tactic earned beside the margin of owners; the cap rises by the share that is reinvested.
    pub fn earn(&mut self, tactic: TacticId, day: u32, amount: f64) {
        if amount > 0.0 {
            book(&mut self.income, tactic, day, amount);
            self.take_in(amount);
        }
    }

    /// Takes in earnings that are booked elsewhere, such as the margin of new owners: the cap rises by the share that
    /// is reinvested.
    pub fn take_in(&mut self, amount: f64) {
        self.cap += self.reinvest * amount;
        self.reinvested += self.reinvest * amount;
    }

    /// Spent by all tactics so far.
    pub fn total(&self) -> f64 {
        self.spent.iter().sum()
    }

    /// Spent by one tactic so far.
    pub fn spent_by(&self, tactic: TacticId) -> f64 {
        self.spent[tactic]
    }

    /// Money that a tactic could pay now without the reserves of others.
    pub fn available(&self, tactic: TacticId) -> f64 {
        let t = tactic.index();
        let others: f64 = self.reserved.iter().enumerate().filter(|(i, _)| *i != t).map(|(_, r)| r).sum();
        (self.cap - self.total() - others).min(self.budget[t] - self.spent[t]).max(0.0)
    }

    /// Notes the most that a tactic may still spend, where that is less than its budget.
    pub fn expect(&mut self, tactic: TacticId, amount: f64) {
        self.expected[tactic] = amount;
    }

    /// Money under the cap that no other tactic has a claim on: a tactic claims its reserved wages if it has
    /// any, else the unspent rest of its own budget. 0 without a cap.
    pub fn unclaimed(&self, tactic: TacticId) -> f64 {
        let others = (0..self.spent.len()).filter(|i| *i != tactic.index());
        let claims: f64 = others
            .map(|i| {
                let budget = (self.budget[i] - self.spent[i]).min(self.expected[i]);
                if self.reserved[i] > 0.0 || budget.is_infinite() { self.reserved[i] } else { budget }
            })
            .sum();
        let free = self.cap - self.total() - claims;
        if free.is_finite() { free.max(0.0) } else { 0.0 }
    }

    /// Sets aside wages that a tactic must still pay, as far as its budget goes.
    pub fn reserve(&mut self, tactic: TacticId, amount: f64) {
        let t = tactic.index();
        self.reserved[t] = amount.min(self.budget[t] - self.spent[t]).max(0.0);
    }

    /// Pays in full or not at all (a rounding error of one part in 10⁹ is forgiven).
    pub fn pay(&mut self, tactic: TacticId, day: u32, amount: f64) -> bool {
        if amount <= 0.0 {
            return true;
        }
        let available = self.available(tactic);
        if amount > available * (1.0 + 1e-9) + 1e-9 {
            return false;
        }
        let amount = amount.min(available);
        let t = tactic.index();
        self.spent[t] += amount;
        self.reserved[t] = (self.reserved[t] - amount).max(0.0);
        book(&mut self.entries, tactic, day, amount);
        true
    }

    /// Pays as much of `amount` as the money allows, and returns that.
    pub fn pay_up_to(&mut self, tactic: TacticId, day: u32, amount: f64) -> f64 {
        let payable = amount.min(self.available(tactic));
        if payable > 0.0 && self.pay(tactic, day, payable) { payable } else { 0.0 }
    }
}

/// Adds an amount to the row of a tactic and day, or begins one.
fn book(rows: &mut Vec<Expense>, tactic: TacticId, day: u32, amount: f64) {
    match rows.last_mut() {
        Some(last) if last.tactic == tactic && last.day == day => last.amount += amount,
        _ => rows.push(Expense { tactic, day, amount }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_offs_leave_the_wages_that_are_set_aside() {
        let mut money = Budget::new(Some(100.0), &[None, Some(80.0)]);
        money.reserve(TacticId(0), 60.0);
        assert!(!money.pay(TacticId(1), 0, 50.0));
        assert!(money.pay(TacticId(1), 0, 40.0));
        assert!(money.pay(TacticId(0), 1, 60.0));
        assert!(!money.pay(TacticId(0), 2, 1.0));
        assert_eq!(money.total(), 100.0);
        assert_eq!(money.entries.iter().map(|p| p.amount).sum::<f64>(), money.total());
    }

    #[test]
    fn a_share_of_earnings_may_be_spent_again_and_no_more() {
        let mut money = Budget::new(Some(100.0), &[None]).reinvesting(0.2);
        assert!(money.pay(TacticId(0), 0, 100.0));
        money.take_in(50.0);
        money.earn(TacticId(0), 1, 25.0);
        money.earn(TacticId(0), 1, 25.0);
        assert_eq!(money.pay_up_to(TacticId(0), 1, 1_000.0), 20.0);
        assert_eq!((money.total(), money.reinvested), (120.0, 20.0));
        assert_eq!(money.income, [Expense { tactic: TacticId(0), day: 1, amount: 50.0 }]);
        let mut none = Budget::new(Some(1.0), &[None]);
        none.earn(TacticId(0), 0, 9.0);
        assert_eq!((none.available(TacticId(0)), none.reinvested), (1.0, 0.0));
    }

    #[test]
    fn what_is_unclaimed_leaves_budgets_and_wages_of_others() {
        let mut money = Budget::new(Some(100.0), &[None, Some(30.0), None]);
        money.reserve(TacticId(0), 20.0);
        assert_eq!(money.unclaimed(TacticId(2)), 50.0);
        assert!(money.pay(TacticId(1), 0, 20.0));
        assert_eq!(money.unclaimed(TacticId(2)), 50.0);
        money.expect(TacticId(1), 0.0);
        assert_eq!(money.unclaimed(TacticId(2)), 60.0);
        assert_eq!(Budget::new(None, &[None]).unclaimed(TacticId(0)), 0.0);
    }

    #[test]
    fn a_budget_binds_before_the_cap() {
        let mut money = Budget::new(Some(100.0), &[Some(30.0)]);
        assert_eq!(money.pay_up_to(TacticId(0), 0, 50.0), 30.0);
        assert_eq!(money.pay_up_to(TacticId(0), 0, 50.0), 0.0);
    }
}
