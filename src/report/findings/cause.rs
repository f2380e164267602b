//! What each tactic of the leader is worth, and where that differs from what the ledger credits.

use crate::report::format::{percent, plural, signed_percent, with_ends};
use crate::report::titles::name_of;
use crate::scenario::plan::TacticPlan;
use crate::statistics::Estimate;
use crate::study::Results;
use crate::study::play::{MOST, Removal, Worth};

/// What each mechanism of a tactic is worth, where it was split.
fn split(w: &Worth) -> Option<String> {
    let told: Vec<String> = (w.mechanisms.iter())
        .map(|m| {
            let loss = with_ends(m.removal.mean, m.removal.interval, signed_percent);
            format!("{} {loss}", m.mechanism.name())
        })
        .collect();
    (!told.is_empty()).then(|| format!("- {}, one mechanism off at a time: {}", w.name, told.join(", ")))
}

/// What a tactic is worth by one measure.
fn worth(w: &Worth, e: Estimate) -> String {
    format!("- {}: {}", w.name, with_ends(e.mean, e.interval, signed_percent))
}

/// Removal in words, and the clearest disagreement with the ledger.
pub fn removal(results: &Results) -> Vec<String> {
    let Some(removal) = &results.removal else { return Vec::new() };
    let name = name_of(&results.plan, removal.strategy);
    let (one, many) = if removal.of_settings { ("setting", "settings") } else { ("run", "runs") };
    let on = plural(removal.draws, one, many);
    let mut lines = vec![format!(
        "Removal: the share of its adopters that {name} loses without a tactic, same luck in {on}, 95 % intervals:"
    )];
    for w in &removal.tactics {
        lines.push(worth(w, w.removal));
        lines.extend(split(w));
    }
    if removal.tactics.iter().any(|w| !w.mechanisms.is_empty()) {
        lines.push(
            "What single mechanisms lose need not add up: one may stand in for another, or need it.".into(),
        );
    }
    lines.extend(disagreement(results, removal).into_iter().flatten());
    let shapley: Vec<String> = removal.tactics.iter().filter_map(|w| Some(worth(w, w.shapley?))).collect();
    if !shapley.is_empty() {
        lines.push("Shapley values share out all that the tactics add together:".into());
        lines.extend(shapley);
    } else if results.plan.compare.shapley && removal.tactics.len() > MOST {
        lines.push(format!("Shapley values were asked for, but are played for up to {MOST} tactics only."));
    }
    lines
}

/// The tactic on which last touch and removal are furthest apart, beyond both intervals.
fn disagreement(results: &Results, removal: &Removal) -> Option<[String; 2]> {
    let apart = |w: &&Worth| {
        let beyond = |a: &Estimate, b: &Estimate| a.low().zip(b.high()).is_some_and(|(low, high)| low > high);
        beyond(&w.last, &w.removal) || beyond(&w.removal, &w.last)
    };
    let gap = |w: &Worth| (w.last.mean - w.removal.mean).abs();
    let worst = removal.tactics.iter().filter(apart).max_by(|a, b| gap(a).total_cmp(&gap(b)))?;
    let (last, lost) = (worst.last.mean, worst.removal.mean);
    let why = if lost < 0.0 {
        "Without it there would be more: its money or its noise does harm here."
    } else if last > lost {
        "The rest of those credited to it would have come anyway, later or by others."
    } else {
        let own = &results.plan.strategies[removal.strategy].tactics;
        let closes = |t: &TacticPlan| t.name != worst.name || t.spec.needs().closes_sales;
        if own.iter().all(closes) {
            "The people that it reaches win others, who win more; last touch credits these to talk."
        } else {
            "What it does for quality, for staying and for talk wins people that the ledger credits to other causes."
        }
    };
    let [last, first] = [last, worst.first.mean].map(percent);
    let said =
        format!("The ledger credits {} with {last} (last touch) and {first} (first touch)", worst.name);
    Some([format!("{said}; removing it loses {}.", signed_percent(lost)), why.into()])
}
