//! Titles of the charts of drawn settings: winners by setting, and what decides.
//!
//! Always true: computed from the settings; a difference that chance makes as easily is not reported.

use statrs::distribution::{ContinuousCDF, Normal};

use crate::report::format::{count, factor, measured, percent};
use crate::report::titles::title_of;
use crate::scenario::plan::Judged;
use crate::study::Results;
use crate::study::sensitivity::{AssumptionEffects, SettingPoint, Settings};
use crate::units::StrategyId;

/// Chance that a title names a part of the settings where parts do not differ.
const LEVEL: f64 = 0.05;

/// Whether two sums of chances differ by more than luck makes likely, asked of so many pairs: standard
/// errors of the difference of two Poisson counts.
fn apart(a: f64, b: f64, asked: usize) -> bool {
    let errors = Normal::standard().inverse_cdf(1.0 - LEVEL / 2.0 / asked.max(1) as f64);
    (a - b).abs() > errors * (a + b).sqrt()
}

/// One half of the range of an assumption: its position in the plan, and whether the upper one.
type Half = (usize, bool);

/// Settings that a strategy wins: the sum of its chances.
fn won(points: &[&SettingPoint], strategy: StrategyId) -> f64 {
    points.iter().map(|p| p.wins[strategy]).sum()
}

/// Strategies with the number of settings that each wins, the most first.
pub fn winners(results: &Results, points: &[&SettingPoint]) -> Vec<(StrategyId, f64)> {
    let mut all: Vec<(StrategyId, f64)> = results.plan.strategy_ids().map(|s| (s, won(points, s))).collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1));
    all
}

/// Chart 3: the strategy that wins most settings, and the half of the axes in which another does. A
/// half is named only of an assumption that surely moves the lead.
pub fn win_map(results: &Results, found: &Settings, axes: &[usize]) -> String {
    let (plan, count) = (&results.plan, found.sample.settings);
    let all: Vec<&SettingPoint> = found.points.iter().collect();
    let order = winners(results, &all);
    let Some((first, most)) = order.first().copied().filter(|(_, won)| *won >= 0.5) else {
        return format!("No strategy wins outright: the first two are level in all {count} settings");
    };
    let name = title_of(plan, first);
    if most > count as f64 - 0.5 {
        return format!("{name} wins in all {count} settings");
    }
    let share = |won: f64, of: usize| percent(won / of.max(1) as f64);
    let head = format!("{name} wins in {} of settings", share(most, count));
    let sure: Vec<usize> =
        found.effects.iter().flat_map(AssumptionEffects::sure).map(|e| e.assumption).collect();
    let named = axes.iter().filter(|k| sure.contains(k));
    let halves = named.flat_map(|k| [(*k, false), (*k, true)]);
    let asked = halves.clone().count() * order.len();
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
            let (best, most) = winners(results, &points).first().copied()?;
            let own = won(&points, first);
            (best != first && apart(most, own, asked)).then_some((most - own, half, best, most, points.len()))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, half, best, won, of)) = other {
        return format!("{head}; with {}, {} does in {}", place(half), title_of(plan, best), share(won, of));
    }
    let strong = halves
        .clone()
        .filter_map(|(k, above)| {
            let own = |above| won(&within((k, above)), first);
            let (here, there) = (own(above), own(!above));
            (here > there && apart(here, there, asked)).then_some((here - there, (k, above), here))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0));
    if let Some((_, half, here)) = strong {
        return format!("{head}, and in {} with {}", share(here, within(half).len()), place(half));
    }
    let Some((second, wins)) = order.get(1).copied().filter(|(_, won)| *won >= 0.5) else {
        return format!("{head}; in the others the first two are level");
    };
    let next = format!("{head}, {} in {}", title_of(plan, second), share(wins, count));
    // Where the second wins, if that is nearly always in one half.
    let own = |half| won(&within(half), second);
    let side = halves.max_by(|a, b| own(*a).total_cmp(&own(*b)));
    match side.filter(|half| apart(own(*half), wins - own(*half), asked)) {
        Some(half) if wins - own(half) < 0.5 => format!("{next}, always with {}", place(half)),
        Some(half) => {
            format!("{next}, {:.0} of these {wins:.0} with {}", own(half), place(half))
        }
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
    let size = first.change.mean.abs();
    let lead = match plan.compare.outcome {
        Judged::Active => {
            format!("{name}'s multiple of {competitor} {}-fold", factor(size.exp()).trim_end_matches('×'))
        }
        Judged::Profit => {
            format!("{name}'s profit less {competitor}'s by {} {}", count(size), plan.currency)
        }
    };
    let changes = format!(
        "{} decides most: from {} to {} it {moves} {lead}",
        assumption.name,
        measured(assumption.low, assumption.unit),
        measured(assumption.high, assumption.unit),
    );
    match first.flip {
        Some(flip) => format!("{changes}; at {} they are level", measured(flip.value, assumption.unit)),
        None => changes,
    }
}
