//! What the ledger credits, and how the service floor held.

use crate::report::format::{count, hours, people, percent};
use crate::report::titles::name_of;
use crate::study::Results;
use crate::study::summary::{Money, Touch};
use crate::units::StrategyId;

/// The three largest credits of the leader by each touch, and what a ledger cannot say.
pub fn ledger(results: &Results, strategy: StrategyId) -> Vec<String> {
    let largest = |touch: Touch| {
        let credits = results.credits.iter().filter(|c| c.strategy == strategy && c.touch == touch);
        let told: Vec<String> =
            credits.take(3).map(|c| format!("{} {}", c.cause, percent(c.share))).collect();
        told.join(", ")
    };
    let last = largest(Touch::Last);
    if last.is_empty() {
        return Vec::new();
    }
    let name = name_of(&results.plan, strategy);
    vec![
        format!("By last touch the ledger of {name} credits{}: {last}.", results.at_stated_values()),
        format!("By first touch it credits: {}.", largest(Touch::First)),
        "Credit is not cause: part of it would have come anyway, later.".into(),
    ]
}

/// In how many runs the mean wait passed the promise, the share of tickets that were never answered there
/// (medians over these runs), and what the floor's wages came to.
pub fn service(results: &Results) -> Vec<String> {
    let plan = &results.plan;
    let over_what = if results.settings.is_some() { " over settings and luck" } else { "" };
    let over: Vec<String> = results
        .sample()
        .service
        .iter()
        .filter(|s| s.overrun.count > 0)
        .map(|s| {
            let then = s.owners_then.map_or(String::new(), |n| format!(" near {} owners", people(n)));
            let run = f64::from(plan.horizon_days()) * 24.0;
            let longest = s.longest_wait.map_or(String::new(), |wait| match wait < run {
                true => format!(", longest wait {}", hours(wait)),
                false => ", longest wait beyond the run".into(),
            });
            let never = s.unanswered.filter(|share| *share > 0.0);
            let never = never
                .map_or(String::new(), |share| format!(", {} of tickets never answered", percent(share)));
            let runs = percent(s.overrun.value);
            format!("{} in {runs} of runs{then}{longest}{never}", name_of(plan, s.strategy))
        })
        .collect();
    if plan.service.staff_per_100_000 == 0.0 {
        return vec!["There is no service desk: nobody answers, and it costs nothing.".into()];
    }
    let mut lines = vec![if over.is_empty() {
        format!("The queue kept its promise in every run{over_what}.")
    } else {
        format!("The queue broke its promise{over_what}: {}.", over.join("; "))
    }];
    let wages = || results.money.iter().filter(|m| m.service_wages.mean > 0.0);
    let by_wage = |a: &&Money, b: &&Money| a.service_wages.mean.total_cmp(&b.service_wages.mean);
    if let (Some(least), Some(most)) = (wages().min_by(by_wage), wages().max_by(by_wage)) {
        let told = |m: &Money| format!("{} ({})", count(m.service_wages.mean), name_of(plan, m.strategy));
        let range = if count(least.service_wages.mean) == count(most.service_wages.mean) {
            format!("{} whatever the strategy", count(most.service_wages.mean))
        } else {
            format!("{} to {}", told(least), told(most))
        };
        lines.push(format!(
            "Wages of the service floor, outside the cap (mean{}, {}): {range}.",
            results.at_stated_values(),
            plan.currency
        ));
    }
    lines
}
