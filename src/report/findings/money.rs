//! Profit, break-even and returns: which strategy earns most, and whether less money earns more.

use crate::report::format::{count, hundredths, percent, signed, when, with_ends};
use crate::report::titles::name_of;
use crate::scenario::plan::Judged;
use crate::statistics::{Estimate, Ratio};
use crate::study::Results;
use crate::study::summary::{Arm, BreakEven, Profit};
use crate::units::StrategyId;

/// Profit of an arm that has one.
fn earned(arm: &Arm) -> Option<(StrategyId, Profit)> {
    Some((arm.strategy, arm.profit?))
}

/// The strategy with most profit, and its profit; `None` where no margin is said.
fn best(results: &Results) -> Option<(StrategyId, Profit)> {
    results.sample().most_profit(results.plan.last_horizon()).and_then(earned)
}

/// Says that the strategy with most owners loses money, or earns less than another; where profit is judged,
/// that it is, and which strategy wins most owners.
pub fn headline(results: &Results) -> Vec<String> {
    let (plan, sample) = (&results.plan, results.sample());
    if plan.compare.outcome == Judged::Profit {
        return by_profit(results);
    }
    let Some((leader, best)) = results.leader().zip(best(results)) else { return Vec::new() };
    let arm = sample.arm(leader, plan.last_horizon()).and_then(earned);
    let Some((_, own)) = arm else { return Vec::new() };
    let (name, money) = (name_of(plan, leader), |v: f64| format!("{} {}", count(v.abs()), plan.currency));
    let loses = own.mean.mean < 0.0;
    if !loses && best.0 == leader {
        return Vec::new();
    }
    let verb = match (loses, own.mean.is_sure()) {
        (true, true) => "loses",
        (true, false) => "may lose (not surely)",
        (false, _) => "earns",
    };
    let joint = if loses { "but" } else { "and" };
    let first = format!("{name} wins most owners {joint} {verb} {}", money(own.mean.mean));
    if best.0 == leader {
        return vec![format!("{first}; so does every other strategy, or more.")];
    }
    let other = with_nothing_spent(results, best.0);
    let best = match best.1.mean.mean {
        profit if profit < 0.0 => format!("{other} loses least, {}", money(profit)),
        profit => format!("{other} earns most, {}", money(profit)),
    };
    let sure = sample.profit_leads.iter().any(|l| l.other == leader && l.difference.is_sure());
    let sure = if sure { "" } else { ", not surely more" };
    vec![format!("{first}; {best} (means{sure}).")]
}

/// That strategies are judged by profit, whether the best one loses money, and what the one with most owners
/// earns less.
fn by_profit(results: &Results) -> Vec<String> {
    let (plan, sample, day) = (&results.plan, results.sample(), results.plan.last_horizon());
    let Some((strategy, profit)) = best(results) else { return Vec::new() };
    let name = name_of(plan, strategy);
    let mut lines = vec!["Strategies are ranked by mean profit, not by owners.".to_owned()];
    if profit.mean.mean < 0.0 {
        let money = format!("{} {}", count(-profit.mean.mean), plan.currency);
        lines.push(format!("No strategy earns money: {name} loses least, {money} (mean)."));
    }
    let less = sample
        .most_owners(day)
        .and_then(|most| sample.profit_leads.iter().find(|l| l.other == most.strategy));
    lines.extend(less.map(|less| {
        let by = with_ends(less.difference.mean, less.difference.interval, |v| {
            format!("{} {}", signed(v), plan.currency)
        });
        let more = if less.difference.is_sure() { "surely earns more" } else { "earns more, not surely" };
        format!("{} wins most owners; {name} {more}: {by}.", name_of(plan, less.other))
    }));
    lines
}

/// The strategy's name, and whether it spends nothing.
fn with_nothing_spent(results: &Results, strategy: StrategyId) -> String {
    let arm = results.sample().arm(strategy, results.plan.last_horizon());
    let free = arm.is_some_and(|a| a.spent == 0.0);
    name_of(&results.plan, strategy) + if free { " (spends nothing)" } else { "" }
}

/// The most profitable strategy, each strategy's profit and break-even, less money, and returns.
pub fn money(results: &Results) -> Vec<String> {
    let (plan, sample, day) = (&results.plan, results.sample(), results.plan.last_horizon());
    let Some((strategy, profit)) = best(results) else {
        return vec![
            "Profit, returns and break-even are not said: write product.margin_per_owner to see them.".into(),
        ];
    };
    let least = if profit.mean.mean < 0.0 { "Least loss" } else { "Most profit" };
    let mut lines = vec![format!(
        "{least} by {}: {}, {} {} (mean){}.",
        when(day),
        with_nothing_spent(results, strategy),
        count(profit.mean.mean),
        plan.currency,
        lead(results, strategy)
    )];
    let over = if results.settings.is_some() { "settings and luck" } else { "luck" };
    lines.push(format!("Profit, mean and 5 to 95 % over {over}, and the week from which it stays above 0:"));
    for of in plan.strategy_ids().filter_map(|s| earned(sample.arm(s, day)?)) {
        let (mean, runs) = (of.1.mean.mean, of.1.over_runs);
        let even = sample.break_even.iter().find(|b| b.strategy == of.0);
        let even = even.map_or(String::new(), |b| format!("; {}", broken_even(b)));
        let band = format!("{} to {}", count(runs.p05), count(runs.p95));
        lines.push(format!("- {}: {} ({band}){even}", name_of(plan, of.0), count(mean)));
    }
    lines.extend(less(results));
    lines.extend(results.leader().into_iter().flat_map(|leader| returns(results, leader)));
    lines.push(format!(
        "Profit is the margin of everybody won after the start, less money spent, less wages of service, discounted by {} a year.",
        percent(plan.compare.discount_per_year)
    ));
    lines
}

/// Whether the most profitable strategy is surely above the one that comes nearest.
fn lead(results: &Results, strategy: StrategyId) -> String {
    let leads = results.sample().profit_leads.iter().filter(|l| l.strategy == strategy);
    let nearest = leads.min_by(|a, b| a.difference.mean.total_cmp(&b.difference.mean));
    let Some(lead) = nearest else { return String::new() };
    let other = name_of(&results.plan, lead.other);
    let by = with_ends(lead.difference.mean, lead.difference.interval, signed);
    let sure = if lead.difference.is_sure() { "surely more" } else { "not surely more" };
    format!("; {sure} than {other}, {by}")
}

/// When a strategy breaks even, in how many runs, and what was spent by then.
fn broken_even(even: &BreakEven) -> String {
    let runs = percent(even.share.mean);
    let spent =
        even.spent.filter(|s| *s > 0.0).map_or(String::new(), |s| format!(", {} spent by then", count(s)));
    match even.day {
        _ if even.share.mean == 0.0 => "never breaks even".into(),
        None => format!("breaks even in {runs} of runs"),
        Some(day) if day < 7.0 => format!("from the start, in {runs} of runs"),
        Some(day) => format!("from week {:.0}, in {runs} of runs{spent}", (day / 7.0).ceil()),
    }
}

/// Whether a quarter or a half of the money earns more, for the strategy with most owners and for the
/// most profitable one that spends.
fn less(results: &Results) -> Vec<String> {
    let leader = results.leader();
    let spends = |s: &StrategyId| results.budgets.iter().any(|b| b.strategy == *s);
    let profit = |s: StrategyId| {
        let stated = results.budgets.iter().find(|b| b.strategy == s && b.multiple == 1.0);
        stated.and_then(|b| b.profit).map_or(f64::NEG_INFINITY, |p| p.mean)
    };
    let best = results.plan.strategy_ids().filter(spends).max_by(|a, b| profit(*a).total_cmp(&profit(*b)));
    let mut asked: Vec<StrategyId> = leader.into_iter().chain(best).filter(spends).collect();
    asked.dedup();
    asked.into_iter().filter_map(|s| less_money(results, s)).collect()
}

/// The level of money at which a strategy earns most: named from one half of the runs, judged on the other.
fn less_money(results: &Results, strategy: StrategyId) -> Option<String> {
    let levels = || results.budgets.iter().filter(move |b| b.strategy == strategy);
    if levels().count() < 2 || levels().any(|b| b.profit.is_none()) {
        return None;
    }
    let staffed = results.plan.strategies[strategy].tactics.iter().any(|t| t.spec.least_wages(1.0) > 0.0);
    let wages = if staffed { " (wages as they are)" } else { "" };
    let (name, currency) = (name_of(&results.plan, strategy), &results.plan.currency);
    let stated = results.at_stated_values();
    let judged = levels().find_map(|b| Some((b.multiple, b.judged?))).filter(|(_, gain)| gain.mean > 0.0);
    let Some((multiple, more)) = judged else {
        let worse = |gain: &Estimate| gain.is_sure() && gain.mean < 0.0;
        return Some(if levels().filter_map(|b| b.gain).all(|gain| worse(&gain)) {
            format!("{name} earns most with the stated money, of ¼, ½, 1 and 2 times it{stated}.")
        } else {
            format!(
                "None of ¼, ½ and 2 times its money surely earns {name} more than the stated money{stated}."
            )
        });
    };
    let share = match multiple {
        m if m < 0.4 => "a quarter of",
        m if m < 1.0 => "half",
        _ => "twice",
    };
    let verb = if more.is_sure() { "would be" } else { "may be" };
    Some(format!(
        "With {share} its money{wages} {name} {verb} {} {currency} better off{stated} (95 % interval {}, on runs that did not choose it).",
        count(more.mean),
        ends(&more)
    ))
}

fn ends(of: &Estimate) -> String {
    of.interval.map_or("none".into(), |i| format!("{} to {}", signed(i.low), signed(i.high)))
}

/// What each unit of the leader's money brings beyond itself, and what twice the money would.
fn returns(results: &Results, leader: StrategyId) -> Vec<String> {
    let (currency, name) = (&results.plan.currency, name_of(&results.plan, leader));
    let told = |r: &Ratio| with_ends(r.value, r.interval.closed(), hundredths);
    let arm = results.sample().arm(leader, results.plan.last_horizon());
    let Some((arm, returned)) = arm.and_then(|a| Some((a, a.returned?))) else { return Vec::new() };
    let over = if results.settings.is_some() { "over settings" } else { "over luck alone" };
    let mut lines = vec![format!(
        "Each {currency} that {name} spends brings {} beyond itself, wages and discount taken off (95 % interval {over}).",
        told(&returned)
    )];
    if let (Some(all), Some(taken), Some(off)) = (arm.cost, arm.cost_taken_off, arm.taken_off) {
        lines.push(format!(
            "An extra active owner costs {} over all runs, {} over the {} that take off.",
            count(all.value),
            count(taken.value),
            percent(off.mean)
        ));
    }
    let own = || results.budgets.iter().filter(|b| b.strategy == leader);
    let stated = own().find(|b| b.multiple == 1.0);
    if let (Some(stated), Some(most)) = (stated, own().next_back().filter(|b| b.multiple > 1.0)) {
        lines.push(match &most.marginal {
            None => format!("Twice the money is not spent{}.", results.at_stated_values()),
            Some(marginal) => format!(
                "Twice the money spends {} more{}; each {currency} of that brings {} (over luck alone).",
                count(most.spent - stated.spent),
                results.at_stated_values(),
                told(marginal)
            ),
        });
    }
    lines
}

/// Tactics that spent under a tenth of their plan at the stated values, and chosen seeds without a price.
pub fn notes(results: &Results) -> Vec<String> {
    let (plan, horizon) = (&results.plan, f64::from(results.plan.horizon_days()));
    let mut lines = Vec::new();
    for money in &results.money {
        let strategy = &plan.strategies[money.strategy];
        let name = name_of(plan, money.strategy);
        for spending in &money.spending {
            let Some(tactic) = spending.tactic else { continue };
            let planned = strategy.most_spend(tactic, plan.money_of(strategy), horizon).unwrap_or(0.0);
            if planned > 0.0 && spending.total.mean < 0.1 * planned {
                lines.push(format!(
                    "Note: {} of {name} spends {} of the {} {} planned for it, under a tenth{}.",
                    spending.name,
                    count(spending.total.mean),
                    count(planned),
                    plan.currency,
                    results.at_stated_values()
                ));
            }
        }
        if money.reinvested > 0.0 {
            lines.push(format!(
                "Note: {name} could spend {} {} on top of the cap, {} of its own earnings{}: the money is not the same.",
                count(money.reinvested),
                plan.currency,
                percent(strategy.reinvest),
                results.at_stated_values()
            ));
        }
        if let Some(seeds) = strategy.seeds.as_ref().filter(|seeds| seeds.chosen_for_nothing()) {
            let layer = plan.layers.get(seeds.layer.0);
            let how = layer.and_then(|layer| seeds.chosen_on(&layer.name));
            lines.push(format!(
                "Note: the chosen seeds of {name}{} cost nothing here. Write cost_each to give them a price.",
                how.map_or(String::new(), |how| format!(" ({how})"))
            ));
        }
    }
    lines
}
