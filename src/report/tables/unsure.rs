//! Tables of what nobody knows: assumptions, settings, contests, the plans tried, and money.
//!
//! Always true: as of `tables`; a table is there only where there is something to put into it.

use super::{Table, date, maybe, number, share, spread, table};
use crate::report::story::Story;
use crate::study::sensitivity::Uncertainty;
use crate::study::statistics::clusters::Ratio;
use crate::study::statistics::estimate::Estimate;

/// All of them that apply.
///
/// # Errors
/// If the writer fails, which memory does not.
pub fn tables(story: &Story) -> Result<Vec<Table>, csv::Error> {
    let mut all = Vec::new();
    if !story.plan.assumptions.is_empty() {
        all.push(("assumptions.csv", assumptions(story)?));
    }
    if let Some(u) = story.uncertainty {
        all.push(("settings.csv", settings(story, u)?));
        all.push(("contests.csv", contests(story, u)?));
        all.push(("outlook.csv", outlook(story, u)?));
    }
    if story.choices.iter().any(|c| c.runs > 0) {
        all.push(("plans.csv", plans(story)?));
    }
    if !story.budgets.is_empty() {
        all.push(("budgets.csv", budgets(story)?));
    }
    Ok(all)
}

/// Every number that carries a range, and what it does to the favourite's lead.
fn assumptions(story: &Story) -> Result<String, csv::Error> {
    let heads = [
        "assumption",
        "unit",
        "value",
        "low",
        "high",
        "drawn_in",
        "why",
        "written_in",
        "favourite",
        "rival",
        "rank_correlation",
        "ln_ratio_change",
        "change_low",
        "change_high",
        "share_of_variance",
        "flip_value",
        "line_explains",
    ];
    let effects = story.uncertainty.and_then(|u| u.effects.as_ref());
    let name = |s: Option<usize>| s.map_or(String::new(), |s| story.plan.strategies[s].name.clone());
    let rows = story.plan.assumptions.iter().enumerate().map(|(k, a)| {
        let effect = effects.and_then(|e| e.of.iter().find(|e| e.assumption == k));
        let of = |f: fn(&crate::study::sensitivity::Effect) -> Option<f64>| maybe(effect.and_then(f));
        vec![
            a.name.clone(),
            a.unit.name().into(),
            number(a.value),
            number(a.low),
            number(a.high),
            if a.logarithmic { "factors" } else { "steps" }.into(),
            a.why.clone().unwrap_or_default(),
            a.keys.join("; "),
            name(effect.and(story.uncertainty).map(|u| u.favourite)),
            name(effect.and(story.uncertainty).map(|u| u.rival)),
            of(|e| Some(e.correlation)),
            of(|e| Some(e.change.mean)),
            of(|e| e.change.low),
            of(|e| e.change.high),
            of(|e| Some(e.share)),
            of(|e| e.flip),
            maybe(effects.map(|e| e.explained)),
        ]
    });
    table(&heads, rows)
}

/// One line a setting and strategy: the values drawn, and what came of them.
fn settings(story: &Story, u: &Uncertainty) -> Result<String, csv::Error> {
    let mut heads: Vec<String> =
        ["strategy", "setting", "active_people", "wins", "favourite_ln_ratio_to_rival", "pilot_r"]
            .map(String::from)
            .into();
    heads.extend(story.plan.assumptions.iter().map(|a| a.name.clone()));
    let mut rows = Vec::new();
    for (number_of, point) in u.points.iter().enumerate() {
        for (strategy, active) in point.active.iter().enumerate() {
            let mut row = vec![
                story.summary.strategies[strategy].clone(),
                number_of.to_string(),
                number(*active),
                (point.winner == Some(strategy)).to_string(),
                number(point.log_ratio),
                maybe(point.solved.r_hat),
            ];
            row.extend(point.values.iter().map(|v| number(*v)));
            rows.push(row);
        }
    }
    let heads: Vec<&str> = heads.iter().map(String::as_str).collect();
    table(&heads, rows.into_iter())
}

/// Who is ahead of whom, in what share of settings.
fn contests(story: &Story, u: &Uncertainty) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "other",
        "outcome",
        "day",
        "date",
        "settings",
        "share_ahead",
        "ahead_low",
        "ahead_high",
        "share_level",
        "level_low",
        "level_high",
        "share_behind",
        "behind_low",
        "behind_high",
        "median_ratio",
        "ratio_p05",
        "ratio_p95",
        "more_settings_needed",
        "ln_ratio_sd_by_luck",
        "ln_ratio_sd_by_settings",
    ];
    let rows = u.contests.iter().map(|c| {
        let mut row = vec![
            story.summary.strategies[c.strategy].clone(),
            story.summary.strategies[c.other].clone(),
            "active".into(),
            c.day.to_string(),
            date(story.plan, c.day),
            c.ahead.of.to_string(),
        ];
        row.extend([&c.ahead, &c.level, &c.behind].into_iter().flat_map(share));
        row.extend([c.median_ratio, c.ratio_band.0, c.ratio_band.1].map(number));
        row.push(c.more_settings.map(|n| n.to_string()).unwrap_or_default());
        row.extend([c.by_luck, c.by_settings].map(number));
        row
    });
    table(&heads, rows)
}

/// Every strategy at every horizon, over settings and luck together.
fn outlook(story: &Story, u: &Uncertainty) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "day",
        "date",
        "settings",
        "runs_a_setting",
        "active_mean",
        "active_sd",
        "active_p05",
        "active_p25",
        "active_p50",
        "active_p75",
        "active_p95",
        "spent_mean",
        "cost_per_extra_active",
        "cost_low",
        "cost_high",
        "share_taken_off",
        "taken_off_low",
        "taken_off_high",
        "share_promise_broken",
        "share_market_used_up",
    ];
    let last = story.plan.compare.at_days.last().copied();
    let rows = u.arms.iter().map(|a| {
        // Over the whole horizon, so with the last day only.
        let whole = |share: f64| maybe((Some(a.day) == last).then_some(share));
        let mut row = vec![
            story.summary.strategies[a.strategy].clone(),
            a.day.to_string(),
            date(story.plan, a.day),
            u.settings.to_string(),
            u.runs.to_string(),
        ];
        row.extend(spread(&a.active));
        row.push(number(a.spent));
        row.extend(ratio(a.cost.as_ref()));
        row.extend([a.taken_off.0, a.taken_off.1, a.taken_off.2].map(number));
        row.extend([u.service[a.strategy].overrun.value, u.used_up[a.strategy].value].map(whole));
        row
    });
    table(&heads, rows)
}

/// What was tried for each strategy, on training settings and luck.
fn plans(story: &Story) -> Result<String, csv::Error> {
    let heads = ["strategy", "plan", "training_runs", "typical_active", "median_active", "chosen"];
    let rows = story.choices.iter().map(|c| {
        vec![
            story.summary.strategies[c.strategy].clone(),
            c.plan.clone(),
            c.runs.to_string(),
            maybe(c.typical_active),
            maybe(c.median_active),
            c.chosen.to_string(),
        ]
    });
    table(&heads, rows)
}

/// What less and more money brings.
fn budgets(story: &Story) -> Result<String, csv::Error> {
    let heads = [
        "strategy",
        "money_multiple",
        "runs",
        "currency",
        "spent_mean",
        "extra_active",
        "extra_low",
        "extra_high",
        "cost_per_extra_active",
        "cost_low",
        "cost_high",
        "return",
        "return_low",
        "return_high",
        "marginal_return",
        "marginal_low",
        "marginal_high",
    ];
    let rows = story.budgets.iter().map(|b| {
        let mut row = vec![
            story.summary.strategies[b.strategy].clone(),
            number(b.multiple),
            b.runs.to_string(),
            story.plan.currency.clone(),
            number(b.spent),
        ];
        row.extend(estimate(&b.extra));
        row.extend([&b.cost, &b.returned, &b.marginal].into_iter().flat_map(|r| ratio(r.as_ref())));
        row
    });
    table(&heads, rows)
}

fn estimate(e: &Estimate) -> [String; 3] {
    [number(e.mean), maybe(e.low), maybe(e.high)]
}

fn ratio(r: Option<&Ratio>) -> [String; 3] {
    [maybe(r.map(|r| r.value)), maybe(r.and_then(|r| r.low)), maybe(r.and_then(|r| r.high))]
}
