//! Tables of money: what was spent on what, and what less and more of it brings.

use super::table::{Day, Results, StrategyId, Table, columns};
use crate::statistics::{Ratio, Spread};
use crate::study::play::MoneyLevel;

/// One amount, or one number of people that money is counted against.
#[derive(Default)]
pub(super) struct Row {
    strategy: StrategyId,
    item: &'static str,
    tactic: String,
    day: Day,
    mean: Option<f64>,
    tails: Option<(f64, f64)>,
    cost: Option<Ratio>,
}

fn amounts(s: &Results, put: &mut dyn FnMut(&Row)) {
    for money in &s.money {
        let row = |item, mean| Row {
            strategy: money.strategy,
            item,
            mean,
            day: s.plan.horizon_days(),
            ..Row::default()
        };
        let over = |item, s: &Spread| Row { tails: Some((s.p05, s.p95)), ..row(item, Some(s.mean)) };
        for spending in &money.spending {
            put(&Row { tactic: spending.name.clone(), ..over("spent_total", &spending.total) });
        }
        if money.seeds > 0.0 {
            put(&row("spent_on_seeds", Some(money.seeds)));
        }
        for (name, earned) in &money.income {
            put(&Row { tactic: name.clone(), ..over("earned_total", earned) });
        }
        if money.reinvested > 0.0 {
            put(&row("reinvested", Some(money.reinvested)));
        }
        put(&row("unspent_of_cap", money.unspent));
        put(&over("service_wages_outside_cap", &money.service_wages));
        if let Some(margin) = &money.margin {
            put(&over("margin_before_costs", margin));
        }
        for flows in &money.flows {
            let row = |item, mean| Row { day: flows.day, ..row(item, Some(mean)) };
            put(&row("margin_discounted", flows.margin));
            if flows.earned > 0.0 {
                put(&row("earned_discounted", flows.earned));
            }
            put(&row("spent_discounted", flows.spent));
            put(&row("service_wages_discounted", flows.wages));
            let tails = Some((flows.profit.p05, flows.profit.p95));
            put(&Row { tails, ..row("profit", flows.profit.mean) });
        }
        for cost in &money.cost_per_extra {
            let day = cost.day;
            put(&Row { day, ..row("extra_active_over_organic_people", Some(cost.extra)) });
            let (day, cost) = (cost.day, cost.cost);
            put(&Row { day, cost, ..row("cost_per_extra_active", cost.map(|c| c.value)) });
        }
        for spending in &money.spending {
            // A day without a new expense says nothing that the day before did not.
            let mut before = 0.0;
            for (day, spent) in s.plan.timeline().days().into_iter().zip(&spending.by_row) {
                if *spent != before {
                    let tactic = spending.name.clone();
                    put(&Row { day, tactic, ..row("spent_so_far", Some(*spent)) });
                    before = *spent;
                }
            }
        }
    }
}

pub(super) static MONEY: Table<Row> = Table {
    file: "money.csv",
    doc: "As stated: what each tactic spent, by day; wages, margin, profit, and the cost of an extra active owner",
    shows: |_| true,
    rows: amounts,
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "item" = r.item,
            "What is counted; money but for `extra_active_over_organic_people`. `profit` is `margin_discounted` and `earned_discounted` less `spent_discounted` less `service_wages_discounted`; these are left out where no margin is said.";
        "tactic" = r.tactic.as_str(), "Tactic that spent or earned it, or `all`, seeds among them; empty for what is no tactic's.";
        "day" ["days"] = r.day, "Day by the end of which.";
        "date" = s.date(r.day), "Its date.";
        "currency" = s.plan.currency.as_str(), "Currency.";
        "mean" ["currency"] = r.mean, "Mean over runs, or ratio of means for a cost; empty where there is none extra.";
        "p05" ["currency"] = r.tails.map(|t| t.0), "5 % quantile over runs.";
        "p95" ["currency"] = r.tails.map(|t| t.1), "95 % quantile over runs.";
        Ends "mean" ["currency"] = r.cost,
            "Interval of a cost; the upper end is empty where the extra owners are not surely above 0.";
    },
};

pub(super) static BUDGETS: Table<MoneyLevel> = Table {
    file: "budgets.csv",
    doc: "As stated: every strategy with ¼, ½, 1 and 2 times its money: extra owners, cost, return, marginal return",
    shows: |s| !s.budgets.is_empty(),
    rows: |s, put| s.budgets.iter().for_each(put),
    columns: columns! { |s, r|
        "strategy" = s.strategy(r.strategy), "Strategy.";
        "money_multiple" = r.multiple, "Multiple of the stated money.";
        "runs" = r.runs, "Runs, each with its organic pair.";
        "currency" = s.plan.currency.as_str(), "Currency.";
        "spent_mean" ["currency"] = r.spent, "Mean money spent.";
        Interval "extra_active" ["people"] = r.extra, "More active owners at the last horizon than without tactics.";
        Interval "cost_per_extra_active" ["currency"] = r.cost, "Money per extra active owner; empty where there are none extra.";
        Interval "return" = r.returned, "(Profit − profit without tactics) ÷ money spent; empty where no margin is said.";
        Interval "marginal_return" = r.marginal, "The same of the money that the next smaller multiple does not spend.";
        Interval "profit" ["currency"] = r.profit, "Profit by the last horizon; empty where no margin is said.";
        Interval "profit_gain" ["currency"] = r.gain, "Profit less that of the stated money, same luck.";
        Interval "profit_gain_judged" ["currency"] = r.judged,
            "The same on one half of the runs, of the level that gained most on the other half; empty for all others.";
    },
};
