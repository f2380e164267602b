//! The verdict over everything that nobody knows: who is ahead in how many settings, what turns it,
//! and the case against the favourite.

use crate::report::findings::{columns, plural};
use crate::report::numbers::{self, count, factor, measured, percent, rough, when};
use crate::report::sentences::name_of;
use crate::report::story::Story;
use crate::scenario::plan::{Assumption, Plan};
use crate::study::play::stopping::Looks;
use crate::study::sensitivity::{Contest, Effect, Uncertainty};
use crate::study::statistics::estimate::Share;

/// Assumptions that are told as deciding, at most.
const TOLD: usize = 3;

/// What was varied, for the header.
pub fn varied(plan: &Plan, u: &Uncertainty) -> String {
    format!(
        "Nobody knows these settings exactly: {} varied over {} (assumptions.csv), in {} × {} on {}.",
        plural(plan.assumptions.len(), "assumed number was", "assumed numbers were"),
        if plan.assumptions.len() == 1 { "its range" } else { "their ranges" },
        plural(u.settings, "setting", "settings"),
        plural(u.runs, "run", "runs"),
        plural(u.networks, "network", "networks"),
    )
}

/// That plans were tried, and what for.
pub fn tried(story: &Story) -> Option<String> {
    let day = story.plan.last_horizon();
    let runs = story.choices.iter().map(|c| c.runs).max().filter(|runs| *runs > 0)?;
    Some(format!(
        "Where a strategy has several plans, each was tried in {} that are not judged on, and the best for {} is \
         played (plans.csv).",
        plural(runs, "training run", "training runs"),
        when(f64::from(day))
    ))
}

/// How far a study that grows until it is decided went.
pub fn looked(looks: &Looks, drawn: bool) -> String {
    let what = if drawn { "settings" } else { "runs" };
    let at: Vec<String> = looks.at.iter().map(ToString::to_string).collect();
    format!(
        "Played until decided, looking at {} {what}: {} (5 % chance of a false decision over at most {}).",
        at.join(", "),
        if looks.decided { "decided" } else { "not decided by then" },
        plural(looks.most as usize, "look", "looks")
    )
}

/// The ranking over settings and luck at the last horizon.
pub fn table(story: &Story, u: &Uncertainty) -> Vec<String> {
    let plan = story.plan;
    let day = plan.last_horizon();
    let mut arms: Vec<_> = u.arms.iter().filter(|a| a.day == day).collect();
    arms.sort_by(|a, b| b.active.p50.total_cmp(&a.active.p50));
    let heads = ["", "strategy", "active", "5 to 95 %", "wins", "spent", "per extra active", "as stated"];
    let mut rows = vec![heads.map(String::from)];
    for (place, arm) in arms.into_iter().enumerate() {
        let cost = arm.cost.as_ref().map_or("–".into(), |c| match (c.low, c.high) {
            _ if arm.spent == 0.0 => "free".into(),
            (Some(low), Some(high)) => numbers::with_interval(c.value, low.max(0.0), high),
            _ => count(c.value),
        });
        let stated =
            story.summary.ranks.last().and_then(|r| r.places.iter().find(|p| p.strategy == arm.strategy));
        let mark = if arm.strategy == plan.compare.baseline { " (baseline)" } else { "" };
        rows.push([
            (place + 1).to_string(),
            format!("{}{mark}", with_plan(story, arm.strategy)),
            rough(arm.active.p50),
            format!("{} to {}", rough(arm.active.p05), rough(arm.active.p95)),
            percent(u.won(arm.strategy).value),
            if arm.spent > 0.0 { count(arm.spent) } else { "0".into() },
            cost,
            stated.map_or(String::new(), |p| rough(p.active.p50)),
        ]);
    }
    let mut lines = vec![format!(
        "Active owners at {}, medians over settings and luck (as stated: over luck alone), money in {}:",
        when(f64::from(day)),
        plan.currency,
    )];
    lines.extend(columns(&rows, 1));
    lines
}

/// A strategy's name, with the plan that was chosen for it.
fn with_plan(story: &Story, strategy: usize) -> String {
    let chosen = story.choices.iter().find(|c| c.strategy == strategy && c.chosen && !c.plan.is_empty());
    let name = name_of(story.plan, strategy);
    chosen.map_or(name.clone(), |c| format!("{name}: {}", crate::report::numbers::cut(&c.plan, 24)))
}

fn with_interval(share: &Share) -> String {
    format!("{} ({} to {})", percent(share.value), percent(share.low), percent(share.high))
}

/// Who is ahead, in how many settings, at which horizon, and how far luck and settings move it.
pub fn verdict(plan: &Plan, u: &Uncertainty) -> Vec<String> {
    let day = plan.last_horizon();
    let (name, base) = (name_of(plan, u.favourite), plan.compare.baseline);
    let mut lines = Vec::new();
    let first = if u.favourite == base { u.rival } else { base };
    lines.extend(
        u.contest(u.favourite, first, day)
            .map(|c| format!("At {} {}", when(f64::from(day)), contest(plan, &name, c))),
    );
    let earlier: Vec<String> = plan.compare.at_days[..plan.compare.at_days.len() - 1]
        .iter()
        .filter_map(|d| u.contest(u.favourite, first, *d))
        .map(|c| format!("{} of settings at {}", with_interval(&c.ahead), when(f64::from(c.day))))
        .collect();
    if !earlier.is_empty() {
        let told = earlier.join(", in ");
        lines.push(format!(
            "Earlier it was ahead of {} in {told}.{}",
            name_of(plan, first),
            leaders(plan, u)
        ));
    }
    if u.rival != first
        && let Some(c) = u.contest(u.favourite, u.rival, day)
    {
        lines.push(format!("Its closest rival: {}", contest(plan, &name, c)));
    }
    let others: Vec<String> = (0..plan.strategies.len())
        .filter(|s| ![u.favourite, u.rival, first].contains(s))
        .filter_map(|s| Some((s, u.contest(u.favourite, s, day)?)))
        .map(|(s, c)| format!("{} in {}", name_of(plan, s), percent(c.ahead.value)))
        .collect();
    if !others.is_empty() {
        lines.push(format!("Of the others it is ahead of {} of settings.", others.join(", ")));
    }
    let apart = u.contest(u.favourite, u.rival, day).map(|c| apart(plan, u, c));
    lines.push(format!(
        "These are shares of the ranges written in the scenario, not probabilities of the world. {}",
        apart.unwrap_or_default()
    ));
    lines
}

fn contest(plan: &Plan, name: &str, c: &Contest) -> String {
    let other = name_of(plan, c.other);
    format!(
        "{name} is ahead of {other} in {} of settings (95 % interval), level (within {}) in {}, behind in {}; its \
         multiple of {other}: median {} (5–95 %: {} to {}).{}",
        with_interval(&c.ahead),
        percent(plan.compare.tie),
        percent(c.level.value),
        percent(c.behind.value),
        factor(c.median_ratio),
        factor(c.ratio_band.0),
        factor(c.ratio_band.1),
        match c.more_settings {
            Some(0) => String::new(),
            Some(more) =>
                format!(" About {} more would show a majority.", plural(more as usize, "setting", "settings")),
            None => " No majority is in sight.".into(),
        }
    )
}

/// Who leads by medians at each horizon, where that changes.
fn leaders(plan: &Plan, u: &Uncertainty) -> String {
    let first = |day: u32| {
        let arms = u.arms.iter().filter(|a| a.day == day);
        arms.max_by(|a, b| a.active.p50.total_cmp(&b.active.p50).then(b.strategy.cmp(&a.strategy)))
    };
    let told: Vec<(usize, String)> = plan
        .compare
        .at_days
        .iter()
        .filter_map(|day| Some((first(*day)?.strategy, when(f64::from(*day)))))
        .collect();
    if told.windows(2).all(|w| w[0].0 == w[1].0) {
        return String::new();
    }
    let told: Vec<String> = told.iter().map(|(s, day)| format!("{} at {day}", name_of(plan, *s))).collect();
    format!(" The horizon decides: the largest median is that of {}.", told.join(", "))
}

fn apart(plan: &Plan, u: &Uncertainty, c: &Contest) -> String {
    let multiple = format!("the multiple of {} to {}", name_of(plan, u.favourite), name_of(plan, u.rival));
    let settings = format!("settings by a factor of {} (one standard deviation)", plain(c.by_settings.exp()));
    if u.runs < 2 {
        return format!(
            "Luck and settings move {multiple}; with one run a setting they cannot be told apart."
        );
    }
    format!("Luck alone moves {multiple} by a factor of {}, {settings}.", plain(c.by_luck.exp()))
}

fn plain(value: f64) -> String {
    if value < 10.0 { format!("{value:.2}") } else { count(value) }
}

/// What decides between favourite and rival, where it turns, and the case against the favourite.
pub fn what_decides(plan: &Plan, u: &Uncertainty) -> Vec<String> {
    let (name, base) = (name_of(plan, u.favourite), name_of(plan, u.rival));
    let mut lines = Vec::new();
    if let Some(effects) = &u.effects {
        let told: Vec<String> =
            effects.of.iter().filter(|e| e.change.is_sure()).take(TOLD).map(|e| effect(plan, e)).collect();
        lines.push(if told.is_empty() {
            format!("No assumed number surely moves the multiple of {name} to {base}.")
        } else {
            format!(
                "What moves the multiple of {name} to {base} most, over each range: {}. A straight line in {} explains \
                 {} of it.",
                told.join("; "),
                if effects.of.len() == 1 { "it" } else { "all that was varied" },
                percent(effects.explained)
            )
        });
        let flips: Vec<String> = effects
            .of
            .iter()
            .filter_map(|e| {
                let a = &plan.assumptions[e.assumption];
                let flip = e.flip?;
                // On this side of the flip the one is ahead who is not as stated.
                let under = (e.change.mean > 0.0) == (effects.stated > 0.0);
                Some(format!(
                    "{} {} {}",
                    a.name,
                    if under { "under" } else { "over" },
                    measured(flip, a.unit)
                ))
            })
            .collect();
        let (ahead, behind) = if effects.stated > 0.0 { (&name, &base) } else { (&base, &name) };
        lines.push(if flips.is_empty() {
            format!("All else as stated, no single number turns it within its range: {ahead} stays ahead (by these slopes).")
        } else {
            format!("All else as stated, {behind} would be ahead with {} (by these slopes).", flips.join(", or "))
        });
    }
    lines.push(case_against(plan, u, &name, &base));
    lines
}

fn effect(plan: &Plan, e: &Effect) -> String {
    let a = &plan.assumptions[e.assumption];
    let correlation = format!("{:.2}", e.correlation).replace('-', "−");
    format!(
        "{}, from {} to {}: {} (rank correlation {correlation})",
        a.name,
        measured(a.low, a.unit),
        measured(a.high, a.unit),
        factor(e.change.mean.exp()),
    )
}

fn case_against(plan: &Plan, u: &Uncertainty, name: &str, base: &str) -> String {
    let case = &u.against;
    let settings = plural(case.settings, "setting", "settings");
    if case.losses == 0 {
        return format!("The case against {name}: none of {settings} puts it behind {base}.");
    }
    let told: Vec<String> = case
        .splits
        .iter()
        .map(|s| {
            let a: &Assumption = &plan.assumptions[s.assumption];
            let side = if s.above { "over" } else { "under" };
            format!(
                "{} {side} {} ({} of {} such settings lost)",
                a.name,
                measured(s.value, a.unit),
                s.losses,
                s.settings
            )
        })
        .collect();
    let shared = if told.is_empty() {
        "they share nothing that chance would not explain".to_owned()
    } else {
        format!("most have {}", told.join(", or "))
    };
    format!("The case against {name}: it falls behind {base} in {} of {settings}; {shared}.", case.losses)
}

/// Settings whose talk could not be as strong as drawn, if any.
pub fn out_of_reach(u: &Uncertainty) -> Option<String> {
    let short: Vec<f64> =
        u.points.iter().filter(|p| p.solved.falls_short()).filter_map(|p| p.solved.r_hat).collect();
    let (low, high) = short.iter().fold((f64::INFINITY, 0.0_f64), |(l, h), r| (l.min(*r), h.max(*r)));
    (!short.is_empty()).then(|| {
        format!(
            "Warning: in {} of {} the organic_r drawn is out of reach, however convincing talk is; the strongest talk \
             there ({} to {} people an owner) was played. More acts a day, longer freshness or a range that \
             ends lower would do.",
            short.len(),
            plural(u.settings, "setting", "settings"),
            count(low),
            count(high)
        )
    })
}

/// What is worth knowing better first.
pub fn next(plan: &Plan, u: &Uncertainty) -> Vec<String> {
    let Some(effects) = &u.effects else { return Vec::new() };
    let mut by_share: Vec<&Effect> = effects.of.iter().filter(|e| e.change.is_sure()).collect();
    by_share.sort_by(|a, b| b.share.total_cmp(&a.share));
    let first: Vec<&&Effect> = by_share.iter().take(2).filter(|e| e.share >= 0.05).collect();
    if first.is_empty() {
        return Vec::new();
    }
    let names: Vec<&str> = first.iter().map(|e| plan.assumptions[e.assumption].name.as_str()).collect();
    let share: f64 = first.iter().map(|e| e.share).sum();
    vec![format!(
        "Next: measure {} first; {} with {} of what moves the multiple.",
        names.join(" and "),
        if names.len() == 1 { "it goes" } else { "they go" },
        percent(share.min(1.0))
    )]
}
