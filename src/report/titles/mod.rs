//! What the data say in one sentence each: the titles of charts, and how strategies are named.
//!
//! Always true: computed from the results; no sentence is written before the run.

mod settings;
mod worth;

pub use settings::{decides, win_map, winners};
pub use worth::{money, service, worth};

use crate::report::format::{count, cut, people, percent, plural, rough, when};
use crate::report::lead;
use crate::scenario::plan::{Judged, Plan};
use crate::study::Results;
use crate::study::summary::{Arm, Contest, Milestone, Standing, Touch};
use crate::units::{Day, StrategyId};

/// The name charts show for a strategy: its label if it has one.
pub fn title_of(plan: &Plan, strategy: StrategyId) -> String {
    plan.strategies.get(strategy.index()).map_or_else(String::new, |s| s.title().to_string())
}

/// The name that texts and tables show for a strategy, cut where it is very long.
pub fn name_of(plan: &Plan, strategy: StrategyId) -> String {
    plan.strategies.get(strategy.index()).map_or_else(String::new, |s| cut(&s.name, 40))
}

impl Results {
    /// The strategy that the verdict sets against the baseline: the leader, or the second where the baseline
    /// itself leads.
    #[doc(hidden)]
    pub fn best_beside_baseline(&self) -> Option<StrategyId> {
        let base = self.plan.compare.baseline;
        self.sample().ranking(self.plan.last_horizon()).iter().map(|a| a.strategy).find(|s| *s != base)
    }

    /// What the verdict counts, and how much of it there is: `64 settings`, or `16 runs`.
    #[doc(hidden)]
    pub fn counted(&self) -> String {
        match &self.settings {
            Some(settings) => plural(settings.sample.settings, "setting", "settings"),
            None => plural(self.stated.runs, "run", "runs"),
        }
    }

    /// That a sentence tells what the stated values gave, as words to put in; empty where they are all there is.
    #[doc(hidden)]
    pub fn at_stated_values(&self) -> &'static str {
        if self.settings.is_some() { " at the stated values" } else { "" }
    }
}

/// What may be said of a strategy against another at the last horizon over the runs that the verdict is
/// about, and the share of these in which it is ahead, level and behind.
fn standing(results: &Results, strategy: StrategyId, other: StrategyId) -> (Standing, [f64; 3]) {
    let (sample, day) = (results.sample(), results.plan.last_horizon());
    let shares = |c: &Contest| [c.ahead.value, c.level.value, c.behind.value];
    if results.settings.is_none() {
        let found = results.against(strategy, other);
        return (found.standing, shares(&found));
    }
    if let Some(found) = sample.contest(strategy, other, day) {
        return (found.standing, shares(found));
    }
    sample.contest(other, strategy, day).map_or((Standing::Open, [0.0; 3]), |found| {
        let [behind, level, ahead] = shares(found);
        (found.standing.turned(), [ahead, level, behind])
    })
}

/// Chart 1: who leads by the end, and by how much.
pub fn growth(results: &Results) -> String {
    let plan = &results.plan;
    let ranking = results.sample().ranking(plan.last_horizon());
    let people = if results.settings.is_some() { rough } else { people as fn(f64) -> String };
    let (what, kind) = match plan.compare.outcome {
        Judged::Active => ("active owners".to_owned(), "median"),
        Judged::Profit => (format!("{} profit", plan.currency), "mean"),
    };
    let said = |arm: &Arm| match (plan.compare.outcome, arm.profit) {
        (Judged::Profit, Some(profit)) => count(profit.mean.mean),
        (Judged::Active | Judged::Profit, _) => people(arm.active.p50),
    };
    let Some(first) = ranking.first() else { return "No runs".into() };
    let when = when(plan.last_horizon());
    let name = title_of(plan, first.strategy);
    let owners = said(first);
    if ranking.iter().all(|p| p.active.p50 == 0.0) {
        return format!("Nobody is active any more by {when}, whatever the strategy");
    }
    let Some(second) = ranking.get(1) else {
        return format!("{name}: {owners} {what} by {when} ({kind})");
    };
    let other = title_of(plan, second.strategy);
    let next = said(second);
    let (standing, [ahead, level, behind]) = standing(results, first.strategy, second.strategy);
    let of = |share: f64| match &results.settings {
        Some(_) => format!(" in {} of settings", percent(share)),
        None => String::new(),
    };
    match standing {
        Standing::Same => {
            format!("{name} and {other} are the same by {when}: {owners} {what} ({kind}s)")
        }
        Standing::Level => {
            format!("{name} and {other} stand level{} by {when}: {owners} {what} ({kind}s)", of(level))
        }
        Standing::Ahead => format!(
            "{name} leads{} by {when}: {owners} {what}, next {other} with {next} ({kind}s)",
            of(ahead)
        ),
        Standing::Behind if results.settings.is_some() => format!(
            "{other} is ahead of {name}{} by {when}; {next} and {owners} {what} ({kind}s)",
            of(behind)
        ),
        Standing::Behind | Standing::Open => format!(
            "{name} or {other}: not decided by {} by {when}; {owners} and {next} {what} ({kind}s)",
            results.counted()
        ),
    }
}

/// Chart 2: whether and when the best other strategy passes the baseline.
pub fn race(results: &Results) -> String {
    let plan = &results.plan;
    let base = title_of(plan, plan.compare.baseline);
    let day = plan.last_horizon();
    let Some(strategy) = results.best_beside_baseline() else {
        return "Only one strategy: nothing to compare it with".into();
    };
    let name = title_of(plan, strategy);
    let Some(pair) = results.pair(strategy, day) else { return "Nothing to compare".into() };
    let end = when(day);
    let ratio = lead::shown(plan, pair.median_lead);
    let ahead_of_it = lead::is_ahead(plan, pair.median_lead);
    let noun = if results.settings.is_some() { "settings" } else { "runs" };
    let crossing = results.sample().lead(strategy).and_then(|r| r.crossings.last());
    if matches!(pair.standing, Standing::Same | Standing::Level) {
        return format!("{name}, the nearest to {base}, stands level with it by {end}");
    }
    if pair.standing == Standing::Open {
        let counted = results.counted();
        return format!(
            "{name}, the nearest to {base}, stands at {ratio} by {end}: not decided by {counted}"
        );
    }
    match crossing {
        Some(c) if c.upwards && ahead_of_it => {
            format!("{name} passes {base} in {} and reaches {ratio} by {end}", when(c.day))
        }
        Some(c) if !c.upwards && !ahead_of_it => {
            format!("{name} falls behind {base} in {} and stands at {ratio} by {end}", when(c.day))
        }
        _ if ahead_of_it => {
            let ahead = percent(pair.ahead.value);
            match plan.compare.outcome {
                Judged::Active => {
                    format!("{name} reaches {ratio} of {base} by {end}, ahead in {ahead} of {noun}")
                }
                Judged::Profit => {
                    let more = format!("{} {}", count(pair.median_lead), plan.currency);
                    format!("{name} earns {more} more than {base} by {end}, ahead in {ahead} of {noun}")
                }
            }
        }
        _ => format!("No strategy passes {base}: {name}, the nearest, stands at {ratio} by {end}"),
    }
}

/// Chart 6: what the ledger credits most in the leading strategy.
pub fn origin(results: &Results) -> String {
    let plan = &results.plan;
    let Some(strategy) = results.stated_ranking().first().map(|a| a.strategy) else {
        return "No runs".into();
    };
    let name = title_of(plan, strategy);
    let mut credits = results.credits.iter().filter(|c| c.strategy == strategy && c.touch == Touch::Last);
    match (credits.next(), credits.next()) {
        (None, _) => format!("{name}: nobody adopted"),
        (Some(first), None) => format!("{name}: every adopter is credited to {}", first.cause),
        (Some(first), Some(second)) => format!(
            "{name}: {} of adopters are credited to {}, {} to {} (last touch)",
            percent(first.share),
            first.cause,
            percent(second.share),
            second.cause
        ),
    }
}

/// That no strategy takes off, and what the best one comes to; `None` where one does.
pub fn no_take_off(results: &Results) -> Option<String> {
    let plan = &results.plan;
    let best = results.sample().most_owners(plan.last_horizon());
    let best = best.filter(|_| results.sample().take_off.is_none())?;
    Some(format!(
        "No strategy multiplies its seeds: {}, the best, has {} active owners at {} (median)",
        title_of(plan, best.strategy),
        people(best.active.p50),
        when(plan.last_horizon())
    ))
}

/// Chart 7: how many runs take off, and how fast.
pub fn take_off(results: &Results) -> String {
    let plan = &results.plan;
    if let Some(none) = no_take_off(results) {
        return none;
    }
    let all: Vec<_> = plan.strategy_ids().filter_map(|s| results.take_off(s)).collect();
    let Some(most) = all.iter().max_by(|a, b| {
        // Of equal shares, the sooner one.
        let day = |m: &Milestone| std::cmp::Reverse(m.median_day.unwrap_or(Day(f64::INFINITY)));
        a.reached.value.total_cmp(&b.reached.value).then(day(a).cmp(&day(b)))
    }) else {
        return "No runs".into();
    };
    if most.reached.count == 0 {
        return format!("No run of any strategy reaches {} active owners", people(most.level.people));
    }
    let median = most.median_day.map_or(String::new(), |d| format!(", half of the runs by {}", when(d)));
    let sure = all.iter().filter(|m| m.reached.count == m.reached.of).count();
    if sure > 1 {
        return format!(
            "{sure} of {} strategies take off in every run; {} is the soonest{}",
            all.len(),
            title_of(plan, most.strategy),
            most.median_day.map_or(String::new(), |d| format!(" (half by {})", when(d)))
        );
    }
    let share =
        if sure == 1 { "every run".into() } else { format!("{} of runs", percent(most.reached.value)) };
    format!("{} takes off in {share}{median}", title_of(plan, most.strategy))
}
