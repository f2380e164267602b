//! Titles of the charts about money, tactics and service.
//!
//! Always true: computed from the results; what an interval does not bear out is not said as sure.

use crate::report::format::{count, factor, hours, people, percent, when};
use crate::report::titles::title_of;
use crate::study::Results;
use crate::study::play::{MoneyLevel, Removal, Worth};
use crate::study::summary::Series;
use crate::units::StrategyId;

/// Chart 5: who buys most and who buys cheapest at the stated money, and what twice as much would add.
pub fn money(results: &Results) -> String {
    let plan = &results.plan;
    let stated: Vec<&MoneyLevel> = results.budgets.iter().filter(|b| b.multiple == 1.0).collect();
    let Some(most) = stated.iter().copied().max_by(|a, b| a.extra.mean.total_cmp(&b.extra.mean)) else {
        return "No strategy spends money".into();
    };
    if most.extra.mean <= 0.0 {
        return "Money buys no extra active owner in any strategy".into();
    }
    let name = title_of(plan, most.strategy);
    let sure = if most.extra.low().is_some_and(|low| low > 0.0) { "" } else { " (not surely any)" };
    let profit = most.profit.map_or(String::new(), |p| format!(", profit {}", count(p.mean)));
    let bought = format!(
        "{name} buys most: {} extra active owners{sure} for {} {}{profit}",
        people(most.extra.mean),
        count(most.spent),
        plan.currency
    );
    let cost = |b: &MoneyLevel| b.cost.map(|c| c.value);
    let cheapest =
        stated.iter().filter_map(|b| Some((cost(b)?, b.strategy))).min_by(|a, b| a.0.total_cmp(&b.0));
    let double = results.budgets.iter().find(|b| b.strategy == most.strategy && b.multiple == 2.0);
    match (cheapest, double) {
        (Some((cost, other)), _) if other != most.strategy => {
            let (other, cost) = (title_of(plan, other), count(cost));
            format!("{bought}; {other} is the cheapest at {cost} {} each", plan.currency)
        }
        (Some(_), Some(double)) => format!(
            "{bought}{}; twice the money brings {}",
            if stated.len() > 1 { ", and cheapest" } else { "" },
            factor((double.extra.mean / most.extra.mean).max(0.0))
        ),
        _ => bought,
    }
}

/// Chart 6 where removal was played: the tactic without which most adopters are lost.
pub fn worth(results: &Results, removal: &Removal) -> String {
    let name = title_of(&results.plan, removal.strategy);
    let most = |value: fn(&Worth) -> f64| removal.tactics.iter().max_by(|a, b| value(a).total_cmp(&value(b)));
    let Some((lost, told)) = most(|w| w.removal.mean).zip(most(|w| w.last.mean)) else {
        return format!("{name} has no tactics to remove");
    };
    let sure = lost.removal.low().is_some_and(|low| low > 0.0);
    if !sure {
        return format!(
            "No tactic of {name} is surely missed, though the ledger credits {} with {} of adopters",
            told.name,
            percent(told.last.mean)
        );
    }
    let (tactic, share) = (&lost.name, percent(lost.removal.mean.min(1.0)));
    let credited = percent(lost.last.mean);
    format!(
        "Without {tactic}, {name} loses {share} of its adopters; the ledger credits {tactic} with {credited}"
    )
}

/// Chart 8: how many owners a strategy ends with, where quality goes, and whether the promise holds.
pub fn service(results: &Results, strategy: StrategyId) -> String {
    let name = title_of(&results.plan, strategy);
    let last = |series| results.stated.curve(strategy, series).last().map_or(0.0, |p| p.spread.p50);
    let owners = last(Series::Active);
    if owners == 0.0 {
        return format!("{name}: nobody owns it by {}", when(results.plan.horizon_days()));
    }
    let quality = results.stated.curve(strategy, Series::Quality);
    let (from, to) = (quality.first().map_or(0.0, |p| p.spread.p50), last(Series::Quality));
    let moved = match (percent(from), percent(to)) {
        (a, b) if a == b => format!("quality stays at {a}"),
        (a, b) if to > from => format!("quality rises from {a} to {b}"),
        (a, b) => format!("quality falls from {a} to {b}"),
    };
    let promise = results.plan.service.promise_days * 24.0;
    let waits = results.stated.curve(strategy, Series::WaitHours);
    let broken = waits.iter().find(|p| p.spread.p50 > promise);
    let overrun = results.stated.service.iter().find(|s| s.strategy == strategy).map(|s| s.overrun);
    let kept = match (broken, overrun) {
        (Some(point), _) => {
            format!("the wait passes the promise of {} in {}", hours(promise), when(point.day))
        }
        (None, Some(share)) if share.count > 0 => {
            format!("the promise of {} is broken in {} of runs", hours(promise), percent(share.value))
        }
        _ => format!("the promise of {} holds in every run", hours(promise)),
    };
    format!(
        "{name}: {} active owners by {}; {moved}; {kept}",
        people(owners),
        when(results.plan.horizon_days())
    )
}
