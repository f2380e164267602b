//! The plan of what the company does: strategies and their tactics.
//!
//! Plain data; see `plan` for what always holds.

use crate::rng::name_key;
use crate::units::{AccountId, TacticId};
use serde::Serialize;

use super::Seeds;
pub use crate::contract::{Clause, Condition, Figure, When};
use crate::scenario::spec::Spend;
pub use crate::scenario::tactics::TacticPlan;

/// A named list of tactics.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Strategy {
    /// Unique name.
    pub name: String,
    /// What charts show instead of the name.
    pub label: Option<String>,
    /// Share of what it earns that it may spend on top of the cap.
    pub reinvest: f64,
    /// When it stops all its tactics.
    pub give_up: Option<When>,
    /// Tactics with unique names.
    pub tactics: Vec<TacticPlan>,
    /// Seeds of this strategy (a seeding tactic replaces the common ones).
    pub seeds: Option<Seeds>,
    /// The plans tried for it, the best of which is judged; empty where there is only the one above.
    /// Until one is chosen, tactics and seeds are those of the first.
    pub plans: Vec<Tried>,
}

/// One of the plans tried for a strategy.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tried {
    /// What tells it from the others, such as `burst flight`.
    pub name: String,
    /// Its tactics.
    pub tactics: Vec<TacticPlan>,
    /// Its seeds, where they are not the common ones.
    pub seeds: Option<Seeds>,
}

impl Strategy {
    /// The label if there is one, else the name.
    pub fn title(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }

    /// Whether any of its tactics buys impressions.
    pub fn buys_impressions(&self) -> bool {
        self.tactics.iter().any(|t| t.spec.needs().impression_price.is_some())
    }

    /// Whether any of its tactics may hold the product back.
    pub fn holds_sale(&self) -> bool {
        self.tactics.iter().any(|t| t.spec.needs().holds_sale)
    }

    /// Whether any of its tactics may change the price.
    pub fn moves_price(&self) -> bool {
        self.tactics.iter().any(|t| t.spec.needs().moves_price)
    }

    /// Acts of inviting per day that its tactics add to an owner's talk.
    pub fn invites_per_day(&self) -> f64 {
        self.tactics.iter().map(|t| t.spec.needs().invites_per_day).sum::<f64>() + 0.0
    }

    /// The accounts that its tactics keep or use, in the order in which they name them.
    pub fn accounts(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for account in self.tactics.iter().filter_map(|t| t.spec.account()) {
            if !names.contains(&account.name) {
                names.push(account.name);
            }
        }
        names
    }

    /// The account that a tactic names, and the key of the account's draws.
    pub fn account_of(&self, tactic: TacticId) -> Option<(AccountId, u32)> {
        let name = self.tactics[tactic].spec.account()?.name;
        let position = self.accounts().iter().position(|account| *account == name)?;
        Some((AccountId(position as u8), name_key(name)))
    }

    /// The most that a tactic can spend after the wages of the others, which are set aside first; `None`
    /// where it is not known.
    pub fn can_spend(&self, id: TacticId, money: Option<f64>, days: f64) -> Option<f64> {
        let others = TacticId::all(self.tactics.len()).zip(&self.tactics).filter(|(other, _)| *other != id);
        let wages: f64 = others.map(|(_, t)| t.spec.least_wages(t.running_days(days))).sum();
        let left = money.map_or(f64::INFINITY, |money| (money - wages).max(0.0));
        self.most_spend(id, money, days).map(|most| most.min(left))
    }

    /// The first tactic whose least staff its money does not pay until it ends: the tactic, wages, and the
    /// most it may spend. One that starts on a condition is not judged.
    pub fn unpaid_staff(&self, money: Option<f64>, horizon: f64) -> Option<(TacticId, f64, f64)> {
        let unpaid = |(id, tactic): (TacticId, &TacticPlan)| {
            let wages = tactic.spec.least_wages(tactic.running_days(horizon));
            let most = tactic.budget.unwrap_or(f64::INFINITY).min(money.unwrap_or(f64::INFINITY));
            let known = matches!(tactic.starts, When::Day(_));
            (known && wages > most * (1.0 + 1e-9)).then_some((id, wages, most))
        };
        TacticId::all(self.tactics.len()).zip(&self.tactics).find_map(unpaid)
    }

    /// The most that a tactic can spend, as far as that is known: what it asks for,
    /// or, where it takes all there is, the cap less the budgets of the others; in any case no more
    /// than its own budget.
    pub fn most_spend(&self, id: TacticId, cap: Option<f64>, days: f64) -> Option<f64> {
        let tactic = &self.tactics[id];
        let asked = match tactic.spec.spend(days) {
            Some(Spend::Amount(amount)) => Some(amount),
            Some(Spend::All | Spend::Rest) => {
                let others =
                    TacticId::all(self.tactics.len()).zip(&self.tactics).filter(|(other, _)| *other != id);
                let others: f64 = others.filter_map(|(_, t)| t.budget).sum();
                cap.map(|cap| (cap - others).max(0.0))
            }
            None => None,
        };
        match (asked, tactic.budget) {
            (Some(asked), Some(budget)) => Some(asked.min(budget)),
            (asked, budget) => asked.or(budget),
        }
    }
}
