//! Checks the money of a strategy: budgets under the cap, and what "all" means.

use std::cmp::Ordering;

use super::context::Context;
use super::inheritance::{Shaped, tactic_name};
use super::plan::{Strategy, TacticPlan};
use super::problem::At;
use super::quantity::figure;
use super::tree::{self, Node};
use crate::units::TacticId;

/// Bought impressions a head above which a plan deserves a second look.
const MANY_IMPRESSIONS: f64 = 60.0;

/// Checks one strategy; `places` are those of its tactics, in the same order. Of the world it needs the
/// cap, the days of the run and the people.
pub(super) fn check(
    cx: &Context,
    strategy: &Strategy,
    places: &[At],
    shaped: &Shaped,
    (cap, horizon, people): (Option<f64>, f64, u32),
) {
    let key = |t: &TacticPlan| format!("strategy.{}.{}", tree::quoted(&strategy.name), tree::key(&t.name));
    let written = |t: &TacticPlan, place: At, name: &str| {
        let table = shaped
            .table
            .list("tactic")
            .iter()
            .filter_map(Node::table)
            .find(|table| tactic_name(table) == t.name);
        table.and_then(|table| table.get(name)).map_or(place, |n| n.at)
    };
    // The place of what a tactic asks for, and the key that stands there.
    let asked = |t: &TacticPlan, place: At| {
        let keys = ["budget", "spend", "spend_each", "staff", "team", "price"];
        let found = keys.into_iter().map(|name| (name, written(t, place, name))).find(|(_, at)| *at != place);
        found.map_or((place, key(t)), |(name, at)| (at, format!("{}.{name}", key(t))))
    };
    let own: Vec<String> = strategy.tactics.iter().map(|t| format!("{}.", key(t))).collect();
    // Sums over days follow from the horizon.
    let timed = strategy.tactics.iter().any(|t| t.spec.spend_in_words(1.0).is_some()).then_some("horizon");
    let from: Vec<&str> = own.iter().map(String::as_str).chain(["compare.cap"]).chain(timed).collect();
    let everything = strategy.tactics.iter().zip(places).find(|(t, _)| t.spec.takes_all());

    if let Some((all, place)) = everything {
        let (all_key, at) = (format!("{}.spend", key(all)), written(all, *place, "spend"));
        if cap.is_none() && all.budget.is_none() {
            let help = "add cap = … to [compare], or state an amount";
            // A key that is none may have been meant for it.
            let from = ["compare.cap", "compare.\""];
            cx.follows(at, &all_key, "is \"all\", but there is no cap", help, &from);
        }
        for (other, place) in strategy.tactics.iter().zip(places) {
            if other.name != all.name && other.budget.is_none() {
                let text = format!("has no budget, but {} spends all that is left", tree::quoted(&all.name));
                let at = written(other, *place, "name");
                let help = "add budget = … to it, the most that it may cost";
                cx.follows(at, &key(other), text, help, &[&format!("{}.", key(other))]);
            }
        }
    }

    // A fixed number of heads is known to be what it spends; by load nobody knows beforehand.
    let fixed = |id: TacticId| strategy.tactics[id].spec.spend(horizon).is_some();
    let unpaid = strategy.unpaid_staff(cap, horizon).filter(|(id, ..)| fixed(*id) && cx.draws.is_empty());
    if let Some((id, wages, most)) = unpaid {
        let (tactic, place) = (&strategy.tactics[id], places[id.index()]);
        let sum = tactic.spec.spend_in_words(tactic.running_days(horizon));
        let sum = sum.map_or(String::new(), |sum| format!(" ({sum})"));
        let text = format!("costs {} in wages until its end{sum}", money(wages.ceil()));
        let help =
            format!("its money is {}: hire fewer heads, let it start later, or give it more", money(most));
        let team = if written(tactic, place, "team") == place { "staff" } else { "team" };
        cx.follows(written(tactic, place, team), &format!("{}.{team}", key(tactic)), text, help, &from);
        return;
    }

    let planned: f64 = strategy.tactics.iter().filter_map(|t| t.budget).sum();
    if let Some(cap) = cap.filter(|cap| planned > *cap * (1.0 + 1e-9) && cx.draws.is_empty()) {
        let help = format!("the cap of [compare] is {}", money(cap));
        let sum = |t: &TacticPlan, place: At| {
            // What the budget says itself needs no sum.
            let own = written(t, place, "budget") != place;
            t.spec.spend_in_words(t.running_days(horizon)).filter(|_| !own)
        };
        let paid: Vec<_> =
            strategy.tactics.iter().zip(places).filter(|(t, _)| t.budget > Some(0.0)).collect();
        let most = paid.iter().max_by(|a, b| a.0.budget.partial_cmp(&b.0.budget).unwrap_or(Ordering::Equal));
        let (at, name) = most.map_or((shaped.at, String::new()), |(t, place)| asked(t, **place));
        match paid.as_slice() {
            [(one, place)] => {
                let text = match sum(one, **place) {
                    Some(sum) => format!("asks for {} in all ({sum})", money(planned)),
                    None => format!("asks for {}", money(planned)),
                };
                cx.follows(at, &name, text, help, &from);
            }
            several => {
                let parts = several.iter().map(|(t, place)| {
                    let sum = sum(t, **place).map_or(String::new(), |sum| format!(" ({sum})"));
                    format!("{} {}{sum}", t.name, money(t.budget.unwrap_or(0.0)))
                });
                let parts: Vec<String> = parts.collect();
                let text = format!("asks for {} in all: {}", money(planned), parts.join(" + "));
                let name = format!("strategy.{}", tree::quoted(&strategy.name));
                cx.follows(at, &name, text, help, &from);
            }
        }
    }

    let mut impressions = 0.0;
    for (id, tactic) in TacticId::all(strategy.tactics.len()).zip(&strategy.tactics) {
        let Some(price) = tactic.spec.needs().impression_price else { continue };
        let spend = strategy.most_spend(id, cap, horizon);
        impressions += spend.unwrap_or(0.0) / price;
    }
    let a_head = impressions / f64::from(people);
    if a_head > MANY_IMPRESSIONS {
        let name = format!("strategy.{}", tree::quoted(&strategy.name));
        let text = format!("buys up to {} impressions a head", a_head.round());
        cx.warning(shaped.at, &name, text, "more than 60 wear out; is the market as small as that?");
    }
}

/// An amount as it is told: without fractions from 100 on.
fn money(amount: f64) -> String {
    figure(if amount.abs() >= 100.0 { amount.round() } else { amount })
}
