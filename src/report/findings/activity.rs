//! What each tactic did, one line a tactic, and how far people are drawn in.

use crate::report::format::{people, plural, when};
use crate::report::titles::name_of;
use crate::scenario::plan::TacticPlan;
use crate::study::Results;
use crate::study::play::row;
use crate::units::{Stage, StrategyId, TacticId};

/// One line for each tactic that has something to tell, at the stated values; each tactic is told once, for the first
/// strategy that has it so.
pub fn activity(results: &Results) -> Vec<String> {
    let mut lines = Vec::new();
    for strategy in results.plan.strategy_ids() {
        let tactics = &results.plan.strategies[strategy].tactics;
        for tactic in TacticId::all(tactics.len()) {
            lines.extend(told(results, strategy, tactic, &tactics[tactic]));
        }
    }
    lines.extend(results.leader().and_then(|leader| pyramid(results, leader)));
    lines
}

fn told(results: &Results, strategy: StrategyId, tactic: TacticId, plan: &TacticPlan) -> Option<String> {
    let of = results.activity.iter().filter(|a| (a.strategy, a.tactic) == (strategy, tactic));
    let did: Vec<_> = of.map(|a| a.did).collect();
    if did.is_empty() || did.iter().all(|d| d.total == 0.0) {
        return None;
    }
    let words = plan.spec.tell(&did, &|n| people(n))?;
    Some(format!("- {}, {}: {words}.", name_of(&results.plan, strategy), plan.name))
}

/// Heads, advocates, participants and owners at the end, medians over runs.
fn pyramid(results: &Results, leader: StrategyId) -> Option<String> {
    let day = results.plan.last_horizon();
    let stage = |stage: Stage| {
        let of = results.records.iter().filter(|r| r.strategy == leader);
        let counts: Vec<f64> = of.map(|r| f64::from(row(r, day).stages[stage as usize])).collect();
        if counts.is_empty() { 0.0 } else { crate::statistics::median(&counts) }
    };
    let (advocates, participants) = (stage(Stage::Advocate), stage(Stage::Participant));
    let heads: f64 = results
        .activity
        .iter()
        .filter(|a| a.strategy == leader && a.measure == "heads")
        .map(|a| a.did.last)
        .sum();
    if advocates + participants < 1.0 {
        return None;
    }
    let arm = results.stated.arm(leader, day)?;
    let staff = if heads > 0.0 {
        format!("{} : ", plural(heads.round() as usize, "head", "heads"))
    } else {
        String::new()
    };
    Some(format!(
        "Participation pyramid of {}, {}: {staff}{} advocates : {} participants : {} owners.",
        name_of(&results.plan, leader),
        when(day),
        people(advocates),
        people(participants),
        people(arm.active.p50)
    ))
}
