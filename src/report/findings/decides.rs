//! What decides between the leader and the closest competitor over drawn settings, and the case against the leader.

use crate::report::format::{count, hundredths, measured, percent, plural};
use crate::report::lead;
use crate::report::titles::name_of;
use crate::scenario::plan::Plan;
use crate::statistics::Differ;
use crate::study::sensitivity::{AssumptionEffect, AssumptionEffects, Settings};
use crate::study::summary::Contest;

/// Assumptions that are reported as deciding, at most.
const TOLD: usize = 3;

/// What decides between leader and closest competitor, where it turns, and the case against the leader.
pub fn what_decides(plan: &Plan, u: &Settings) -> Vec<String> {
    let (name, base) = (name_of(plan, u.leader), name_of(plan, u.competitor));
    let mut lines = Vec::new();
    let sure: Vec<&AssumptionEffect> = u.effects.iter().flat_map(AssumptionEffects::sure).collect();
    if let Some(effects) = u.effects.as_ref().filter(|_| !sure.is_empty()) {
        lines.push(format!("What moves {} most, over each range:", lead::name(plan, &name, &base)));
        lines.extend(sure.iter().take(TOLD).map(|e| effect(plan, e)));
        let varied = if effects.of.len() == 1 { "it" } else { "all that was varied" };
        let explained = percent(effects.explained);
        lines.push(format!("A straight line in {varied} explains {explained} of the {}.", lead::noun(plan)));
        lines.extend(flips(plan, effects, &name, &base));
    } else if u.effects.is_some() {
        lines.push(format!("No assumed number surely moves {}.", lead::name(plan, &name, &base)));
    }
    lines.extend(case_against(plan, u, &name, &base));
    lines
}

/// Whether settings move the lead: one sentence of two tests, that of the spread between settings and
/// that of each assumed number. A number that surely moves it is a setting that does, though the spread
/// alone be not sure; then the number says by how much.
pub fn settings_move(plan: &Plan, u: &Settings, c: &Contest) -> String {
    let Differ { sd, interval } = c.by_settings;
    let (settings, low) = (lead::amount(plan, sd), lead::bare(plan, interval.low));
    let (none, high) = (lead::amount(plan, 0.0), lead::bare(plan, interval.high));
    let movers: Vec<&AssumptionEffect> = u.movers().take(TOLD).collect();
    match (interval.low > 0.0, &movers[..]) {
        (true, []) if u.effects.is_some() => {
            format!("Settings move it by {settings} ({low} to {high}); which number does is not sure.")
        }
        (true, _) => format!("Settings move it by {settings} ({low} to {high})."),
        (false, []) => {
            format!("Settings do not surely move it (by {} to {high}).", none.trim_end_matches(".00"))
        }
        (false, movers) => {
            let by = |e: &&AssumptionEffect| {
                let name = &plan.assumptions[e.assumption].name;
                format!("{name} by {}", lead::amount(plan, e.change.mean))
            };
            let told: Vec<String> = movers.iter().map(by).collect();
            let ranges = if told.len() == 1 { "its range" } else { "their ranges" };
            format!("Settings move it: over {ranges} {}.", told.join(", "))
        }
    }
}

/// Values at which the other strategy would lead, all else as stated.
fn flips(plan: &Plan, effects: &AssumptionEffects, name: &str, base: &str) -> Option<String> {
    let played: Vec<&AssumptionEffect> = effects.of.iter().filter(|e| e.played).collect();
    let flips: Vec<String> = played
        .iter()
        .filter_map(|e| {
            let (a, flip) = (&plan.assumptions[e.assumption], e.flip?);
            let [low, high] = [flip.interval.low, flip.interval.high].map(|end| measured(end, a.unit));
            let value = measured(flip.value, a.unit);
            Some(format!("{} {} {value} ({low} to {high})", a.name, side(!flip.leads_above)))
        })
        .collect();
    let names: Vec<&str> = played.iter().map(|e| plan.assumptions[e.assumption].name.as_str()).collect();
    if played.is_empty() {
        None
    } else if flips.is_empty() {
        Some(format!(
            "Played over its range, all else as stated, {} surely turns the lead.",
            if names.len() == 1 {
                format!("{} nowhere", names[0])
            } else {
                format!("none of {}", names.join(", "))
            }
        ))
    } else {
        Some(format!(
            "All else as stated, {base} is ahead of {name} with {} (played directly).",
            flips.join(", or ")
        ))
    }
}

fn side(above: bool) -> &'static str {
    if above { "over" } else { "under" }
}

fn effect(plan: &Plan, e: &AssumptionEffect) -> String {
    let a = &plan.assumptions[e.assumption];
    let [low, high] = [a.low, a.high].map(|end| measured(end, a.unit));
    let (by, correlation) = (lead::said(plan, e.change.mean), hundredths(e.correlation));
    format!("- {}, from {low} to {high}: {by} (rank correlation {correlation})", a.name)
}

fn case_against(plan: &Plan, u: &Settings, name: &str, base: &str) -> Vec<String> {
    let case = &u.against;
    let settings = plural(case.settings, "setting", "settings");
    if case.losses == 0 {
        return vec![format!("The case against {name}: none of {settings} puts it behind {base}.")];
    }
    let told: Vec<String> = case
        .splits
        .iter()
        .map(|s| {
            let a = &plan.assumptions[s.assumption];
            let place = format!("{} {} {}", a.name, side(s.above), measured(s.value, a.unit));
            format!("{place} ({} of {} such settings lost)", s.losses, s.settings)
        })
        .collect();
    let shared = if told.is_empty() {
        "These settings share nothing that chance would not explain.".to_owned()
    } else {
        format!("Most of them have {}.", told.join(", or "))
    };
    vec![format!("The case against {name}: it falls behind {base} in {} of {settings}.", case.losses), shared]
}

/// Settings whose talk could not be as strong as drawn, if any.
pub fn out_of_reach(u: &Settings) -> Option<String> {
    let short: Vec<f64> =
        u.points.iter().filter(|p| p.solved.falls_short()).filter_map(|p| p.solved.r_hat).collect();
    let (low, high) = short.iter().fold((f64::INFINITY, 0.0_f64), |(l, h), r| (l.min(*r), h.max(*r)));
    (!short.is_empty()).then(|| {
        format!(
            "Warning: in {} of {} the organic_r drawn is out of reach, however convincing talk is. The strongest talk \
             there was played: {} to {} people an owner. More acts a day, longer freshness or a range that \
             ends lower would do.",
            short.len(),
            plural(u.sample.settings, "setting", "settings"),
            count(low),
            count(high)
        )
    })
}

/// What is worth knowing better first.
pub fn next(plan: &Plan, u: &Settings) -> Vec<String> {
    let Some(effects) = &u.effects else { return Vec::new() };
    let mut by_share: Vec<&AssumptionEffect> = effects.sure().collect();
    by_share.sort_by(|a, b| b.share.total_cmp(&a.share));
    let first: Vec<&&AssumptionEffect> = by_share.iter().take(2).filter(|e| e.share >= 0.05).collect();
    if first.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = first.iter().map(|e| plan.assumptions[e.assumption].name.as_str()).collect();
    let share: f64 = first.iter().map(|e| e.share).sum();
    vec![format!(
        "Measure {} first; {} with {} of what moves the {}.",
        names.join(" and "),
        if names.len() == 1 { "it goes" } else { "they go" },
        percent(share.min(1.0)),
        lead::noun(plan)
    )]
}
