//! Chart 3, the winners: every drawn setting as a mark in the colour and form of its winner,
//! over two assumptions.
//!
//! The axes are organic R and cold CAC where the scenario is unsure of both, else the two
//! assumptions that move the leader's lead most; with one only, the lead itself is the height.

use crate::report::chart::figure::*;
use crate::report::lead;
use crate::report::titles::{win_map, winners};
use crate::scenario::plan::{Assumption, Judged, Plan, Unit};
use crate::statistics::Share;
use crate::study::play::Yardstick;
use crate::study::sensitivity::{SettingPoint, Settings};

/// Settings in which the first two are level.
const LEVEL: Color = Color(150, 150, 150, 1.0);
/// Left edge of the legend.
const LEGEND: f64 = 1120.0;

pub(super) const WIN_MAP: Chart = Chart {
    file: "3-win-map",
    doc: "who wins where, over two assumptions; needs numbers with a range",
    shows: |results| !axes(results).is_empty(),
    title: |results| results.settings.iter().map(|found| win_map(results, found, &axes(results))).collect(),
    captions: |results| results.settings.iter().flat_map(|found| captions(results, found)).collect(),
    draw: |drawing, results, top| {
        results.settings.iter().for_each(|found| draw(drawing, results, found, top));
    },
};

/// Positions of the assumptions on the axes, that of the x axis first; empty where none moves.
fn axes(results: &Results) -> Vec<usize> {
    let (Some(found), all) = (results.settings.as_ref(), &results.plan.assumptions) else {
        return Vec::new();
    };
    let moving: Vec<usize> = (0..all.len()).filter(|k| all[*k].high > all[*k].low).collect();
    let known = |rank| moving.iter().copied().find(|k| all[*k].well_known().is_some_and(|(r, _)| r == rank));
    if let Some((x, y)) = known(0).zip(known(1)) {
        return vec![x, y];
    }
    let by_effect = found.effects.iter().flat_map(|e| &e.of).map(|e| e.assumption);
    let mut chosen: Vec<usize> = Vec::new();
    for k in by_effect.chain(moving.iter().copied()) {
        if chosen.len() < 2 && !chosen.contains(&k) {
            chosen.push(k);
        }
    }
    chosen
}

fn captions(results: &Results, found: &Settings) -> Vec<String> {
    let (plan, shown) = (&results.plan, axes(results).len());
    let others =
        if plan.assumptions.len() > shown { " of all assumptions, so the others vary too" } else { "" };
    vec![
        format!(
            "{} settings × {}; {} in {}, a win is a lead over the second of more than {}. Shares with 95 % intervals.",
            found.sample.settings,
            runs(found.sample.runs),
            match plan.compare.outcome {
                Judged::Active => "active owners",
                Judged::Profit => "profit",
            },
            when(plan.last_horizon()),
            percent(plan.compare.tie)
        ),
        format!(
            "Each mark is one draw{others}, by what is likeliest with luck taken out. Shares are of the stated ranges, not probabilities of the world."
        ),
    ]
}

fn draw(drawing: &mut Drawing, results: &Results, found: &Settings, top: f64) {
    let plan = &results.plan;
    let shown = axes(results);
    let Some(across) = shown.first().map(|k| &plan.assumptions[*k]) else { return };
    let up = shown.get(1).map(|k| &plan.assumptions[*k]);
    let (x, y) = (scale_of(across), up.map_or_else(|| of_leads(plan, found), scale_of));
    let panel = Panel::new((160.0, LEGEND - 110.0), (top + 40.0, HEIGHT - 150.0), x, y);
    let [name, other] = [found.leader, found.competitor].map(|s| fit(&title_of(plan, s), 17.0, 200.0));
    let lead = lead::axis(plan, &name, &other);
    Axes {
        size: 17.0,
        x: labelled(panel.x.inside_ticks(8), plain),
        x_name: &fit(&axis_name(plan, across), 17.0, 850.0),
        y: labelled(panel.y.inside_ticks(10), |v| if up.is_some() { plain(v) } else { lead_label(plan)(v) }),
        ..Axes::default()
    }
    .draw(drawing, &panel);
    let y_name = up.map_or(lead, |a| axis_name(plan, a));
    let name = fit(&y_name, 17.0, panel.bottom - panel.top);
    drawing.rotated((panel.left - 105.0, f64::midpoint(panel.top, panel.bottom)), name, 17.0, Color::GREY);
    if up.is_none() {
        panel.rule(drawing, Yardstick::last(plan).read(0.0), Color::DARK, 1.5, Dash::Solid);
    }
    stated(drawing, &panel, across, up);
    let radius = (14.0 - (found.sample.settings.max(1) as f64).log2()).clamp(4.0, 9.0);
    let mut points: Vec<&SettingPoint> = found.points.iter().collect();
    // Level ones first, so that they lie beneath.
    points.sort_by_key(|p| p.winner.is_some());
    for point in points {
        let height = shown.get(1).map_or(Yardstick::last(plan).read(point.lead), |k| point.values[*k]);
        mark(drawing, panel.at(point.values[shown[0]], height), point.winner, radius);
    }
    legend(drawing, results, found, top + 40.0);
}

/// Straight, or logarithmic where the assumption is drawn so.
fn scale_of(assumption: &Assumption) -> Scale {
    let scale = if assumption.logarithmic { Scale::Log } else { Scale::Straight };
    scale(assumption.low, assumption.high)
}

/// As far as the leader's lead over its closest competitor goes: level, and of multiples a factor of 2 beyond
/// it included.
fn of_leads(plan: &Plan, found: &Settings) -> Scale {
    let leads = || found.points.iter().map(|p| p.lead);
    match plan.compare.outcome {
        Judged::Active => {
            let (low, high) = (leads().fold(-0.7, f64::min), leads().fold(0.7, f64::max));
            Scale::Log(1.0 / nice((-low).exp()), nice(high.exp()))
        }
        Judged::Profit => Scale::straight_around(leads()),
    }
}

/// Name of an axis: the assumption, what the best known ones mean, and the kind of scale.
fn axis_name(plan: &Plan, assumption: &Assumption) -> String {
    let meaning = match (assumption.well_known(), assumption.unit) {
        (Some((_, meaning)), Unit::Money) => format!(": {meaning}, {}", plan.currency),
        (Some((_, meaning)), _) => format!(": {meaning}"),
        (None, Unit::Days) => " in days".to_string(),
        (None, _) => String::new(),
    };
    format!("{}{meaning}{}", assumption.name, if assumption.logarithmic { " (log)" } else { "" })
}

fn mark(drawing: &mut Drawing, (x, y): At, winner: Option<StrategyId>, radius: f64) {
    if let Some(strategy) = winner {
        drawing.mark((x, y), marker_of(strategy), radius, color_of(strategy).with_opacity(0.85));
    } else {
        let r = radius * 0.8;
        drawing.line(vec![(x - r, y - r), (x + r, y + r)], LEVEL, 2.0, Dash::Solid);
        drawing.line(vec![(x - r, y + r), (x + r, y - r)], LEVEL, 2.0, Dash::Solid);
    }
}

fn ring((x, y): At, radius: f64) -> Vec<At> {
    (0..=32)
        .map(|i| std::f64::consts::TAU * f64::from(i) / 32.0)
        .map(|angle| (x + radius * angle.sin(), y - radius * angle.cos()))
        .collect()
}

/// Dotted lines at the stated values, written outside the panel, and a ring where they meet.
fn stated(drawing: &mut Drawing, panel: &Panel, across: &Assumption, up: Option<&Assumption>) {
    let x = panel.column(across.value);
    drawing.line(vec![(x, panel.top), (x, panel.bottom)], Color::DARK, 1.0, Dash::Dotted);
    let text = format!("as stated {}", measured(across.value, across.unit));
    drawing.text((x, panel.top - 12.0), text, 16.0, Color::DARK, Align::Middle);
    let Some(up) = up else { return };
    let (_, y) = panel.at(across.value, up.value);
    panel.rule(drawing, up.value, Color::DARK, 1.0, Dash::Dotted);
    drawing.text((panel.right + 6.0, y), measured(up.value, up.unit), 16.0, Color::DARK, Align::Left);
    drawing.line(ring((x, y), 13.0), Color::DARK, 2.5, Dash::Solid);
}

/// Strategies by the number of settings that they win, the most first.
fn legend(drawing: &mut Drawing, results: &Results, found: &Settings, top: f64) {
    let all: Vec<&SettingPoint> = found.points.iter().collect();
    let order = winners(results, &all);
    let step = ((HEIGHT - 150.0 - top) / (order.len() + 2) as f64).min(62.0);
    let interval = |share: Share| {
        let low = percent(share.interval.low);
        format!("{} ({}–{})", percent(share.value), low.trim_end_matches(" %"), percent(share.interval.high))
    };
    let write = |drawing: &mut Drawing, row: usize, name: &str, told: &str| {
        let y = top + step * row as f64;
        drawing.text((LEGEND + 30.0, y), fit(name, 18.0, 420.0), 18.0, Color::DARK, Align::Left);
        drawing.text((LEGEND + 30.0, y + 21.0), fit(told, 15.0, 420.0), 15.0, Color::GREY, Align::Left);
        (LEGEND + 8.0, y)
    };
    for (row, (strategy, won)) in order.iter().enumerate() {
        let share = if *won < 0.005 { "nowhere".into() } else { interval(found.won(*strategy)) };
        let told = format!("wins {share}");
        let at = write(drawing, row, &title_of(&results.plan, *strategy), &told);
        mark(drawing, at, Some(*strategy), 9.0);
    }
    let share = interval(found.level);
    let at = write(drawing, order.len(), "the first two are level", &share);
    mark(drawing, at, None, 9.0);
    let two = axes(results).len() > 1;
    let place = if two { "where the dotted lines meet" } else { "on the dotted line" };
    let at = write(drawing, order.len() + 1, "as stated", place);
    if two {
        drawing.line(ring(at, 9.0), Color::DARK, 2.5, Dash::Solid);
    } else {
        drawing.line(vec![(at.0, at.1 - 10.0), (at.0, at.1 + 10.0)], Color::DARK, 1.5, Dash::Dotted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_setting_is_told_from_a_won_one_without_colour() {
        let shapes = |winner| {
            let mut drawing = Drawing::default();
            mark(&mut drawing, (10.0, 10.0), winner, 5.0);
            drawing.shapes.len()
        };
        assert_eq!((shapes(None), shapes(Some(StrategyId(0)))), (2, 1));
    }
}
