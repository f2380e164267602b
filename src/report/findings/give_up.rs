//! What giving up cost, in words.

use crate::report::format::{count, percent, signed, with_ends};
use crate::report::titles::name_of;
use crate::study::Results;
use crate::study::play::PlayedOn;

/// Two lines for each strategy that may give up: how often it did, and what that cost.
pub fn give_up(results: &Results) -> Vec<String> {
    results.played_on.iter().flat_map(|on| lines(results, on)).collect()
}

fn lines(results: &Results, on: &PlayedOn) -> Vec<String> {
    let (plan, name) = (&results.plan, name_of(&results.plan, on.strategy));
    let share = on.gave_up.value;
    let often = match on.gave_up.count {
        0 => return vec![format!("{name} never gave up{}.", results.at_stated_values())],
        _ => with_ends(share, Some(on.gave_up.interval), percent),
    };
    let often = format!("{name} gave up in {often} of runs{}.", results.at_stated_values());
    let (Some(owners), Some(spent)) = (&on.owners, &on.spent) else { return vec![often] };
    let more = with_ends(owners.mean, owners.interval, signed);
    let money = format!("{} {}", count(spent.mean.abs()), plan.currency);
    let money = if spent.mean >= 0.0 { format!("for {money} more") } else { format!("for {money} less") };
    let cost = if !owners.is_sure() {
        format!(
            "Whether going on would have won more cannot be told from luck: {more} active owners at the end, {money}."
        )
    } else if owners.mean > 0.0 {
        let each = spent.mean / owners.mean;
        let each = if each > 0.0 { format!(", {} each", count(each)) } else { String::new() };
        format!(
            "Going on with the same luck would have won these runs {more} active owners at the end, {money}{each}."
        )
    } else {
        format!(
            "Giving up was right: going on would have changed active owners by {more} at the end, {money}."
        )
    };
    vec![often, cost]
}
