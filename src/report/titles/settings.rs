//! Titles of the charts of drawn settings: winners by setting, and what decides.
//!
//! Always true: computed from the settings; a difference that chance makes as easily is not reported.

use crate::report::format::{factor, measured, percent};
use crate::report::titles::title_of;
use crate::study::Results;
use crate::study::sensitivity::{SettingPoint, Settings};
use crate::units::StrategyId;

/// Whether two counts differ by more than chance makes likely: two standard errors of the
/// difference of two Poisson counts.
fn apart(a: usize, b: usize) -> bool {
    let (a, b) = (a as f64, b as f64);
    (a - b).abs() > 2.0 * (a + b).sqrt()
}

/// One half of the range of an assumption: its position in the plan, and whether the upper one.
type Half = (usize, bool);

/// Strategies with the number of settings that each wins, the most first.
pub fn winners(results: &Results, points: &[&SettingPoint]) -> Vec<(StrategyId, usize)> {
    let won = |s: StrategyId| points.iter().filter(|p| p.winner == Some(s)).count();
    let mut all: Vec<(StrategyId, usize)> = results.plan.strategy_ids().map(|s| (s, won(s))).collect();
    all.sort_by_key(|(_, won)| std::cmp::Reverse(*won));
    all
}

/// Chart 3: the strategy that wins most settings, and the half of the axes in which another does.
pub fn win_map(results: &Results, found: &Settings, axes: &[usize]) -> String {
    let (plan, count) = (&results.plan, found.sample.settings);
    let all: Vec<&SettingPoint> = found.points.iter().collect();
    let order = winners(results, &all);
    let Some((first, most)) = order.first().copied().filter(|(_, won)| *won > 0) else {
        return format!("No strategy wins outright: the first two are level in all {count} settings");
    };
    let name = title_of(plan, first);
    if most == count {
        return format!("{name} wins in all {count} settings");
    }
    let share = |won: usize, of: usize| percent(won as f64 / of.max(1) as f64);
    let head = format!("{name} wins in {} of settings", share(most, count));
    let halves = axes.iter().flat_map(|k| [(*k, false), (*k, true)]);
    let within = |(k, above): Half| -> Vec<&SettingPoint> {
        found.points.iter().filter(|p| (p.position[k] > 0.5) == above).collect()
    };
    let place = |(k, above): Half| {
        let (a, side) = (&plan.assumptions[k], if above { "above" } else { "below" });
        format!("{} {side} {}", a.name, measured(a.at(0.5), a.unit))
    };
    // Another winner in one half, the clearest one.
    let other = halves
        .clone()
        .filter_map(|half| {
            let points = within(half);
            let (best, won) = winners(results, &points).first().copied()?;
            let own = points.iter().filter(|p| p.winner == Some(first)).count();
            (best != first && apart(won, own)).then_some((won - own, half, best, won, points.len()))
        })
        .max_by_key(|found| found.0);
    if let Some((_, half, best, won, of)) = other {
        return format!("{head}; with {}, {} does in {}", place(half), title_of(plan, best), share(won, of));
    }
    let strong = halves
        .filter_map(|(k, above)| {
            let own = |above| within((k, above)).iter().filter(|p| p.winner == Some(first)).count();
            let (here, there) = (own(above), own(!above));
            (here > there && apart(here, there)).then(|| (here - there, (k, above), here))
        })
        .max_by_key(|found| found.0);
    if let Some((_, half, here)) = strong {
        return format!("{head}, and in {} with {}", share(here, within(half).len()), place(half));
    }
    let Some((second, won)) = order.get(1).copied().filter(|(_, won)| *won > 0) else {
        return format!("{head}; in the others the first two are level");
    };
    let next = format!("{head}, {} in {}", title_of(plan, second), share(won, count));
    // Where the second wins, if that is nearly always in one half.
    let own = |half| within(half).iter().filter(|p| p.winner == Some(second)).count();
    let side = axes.iter().flat_map(|k| [(*k, false), (*k, true)]).max_by_key(|half| own(*half));
    match side.filter(|half| apart(own(*half), won - own(*half))) {
        Some(half) if own(half) == won => format!("{next}, always with {}", place(half)),
        Some(half) => format!("{next}, {} of these {won} with {}", own(half), place(half)),
        None => next,
    }
}

/// Chart 4: which assumption moves the leader's lead most.
pub fn decides(results: &Results, found: &Settings) -> String {
    let plan = &results.plan;
    let (name, competitor) = (title_of(plan, found.leader), title_of(plan, found.competitor));
    let Some(first) = found.effects.as_ref().and_then(|e| e.sure().next()) else {
        return format!("No single assumption surely moves {name} against {competitor}");
    };
    let assumption = &plan.assumptions[first.assumption];
    let moves = if first.change.mean > 0.0 { "raises" } else { "lowers" };
    let changes = format!(
        "{} decides most: from {} to {} it {moves} {name}'s multiple of {competitor} {}-fold",
        assumption.name,
        measured(assumption.low, assumption.unit),
        measured(assumption.high, assumption.unit),
        factor(first.change.mean.abs().exp()).trim_end_matches('×')
    );
    match first.flip {
        Some(flip) => format!("{changes}; at {} they are level", measured(flip, assumption.unit)),
        None => changes,
    }
}
