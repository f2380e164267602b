//! Chart 3: who wins where: every drawn setting as a mark in the colour and form of its winner,
//! over two assumptions.
//!
//! The axes are organic R and cold CAC where the scenario is unsure of both, else the two
//! assumptions that move the favourite's lead most; with one only, the lead itself is the height.

use crate::report::chart::drawing::{Align, At, Dash, Drawing, HEIGHT, Ink, fit, form, ink};
use crate::report::chart::growth::runs;
use crate::report::chart::panel::{Axes, Panel, Scale};
use crate::report::chart::ratio::{nice, times};
use crate::report::numbers::{measured, percent, plain, when};
use crate::report::sentences::{title_of, win_map, winners};
use crate::scenario::plan::{Assumption, Plan, Unit};
use crate::statistics::estimate::Share;
use crate::study::Results;
use crate::study::sensitivity::{Point, Settings};

/// Settings in which the first two are level.
const LEVEL: Ink = Ink(150, 150, 150, 1.0);
/// Left edge of the legend.
const LEGEND: f64 = 1120.0;

/// Positions of the assumptions on the axes, the one along the foot first; empty where none moves.
pub fn axes(plan: &Plan, found: &Settings) -> Vec<usize> {
    let moves = |k: &usize| plan.assumptions[*k].high > plan.assumptions[*k].low;
    let moving: Vec<usize> = (0..plan.assumptions.len()).filter(moves).collect();
    let ending = |end: &str| moving.iter().copied().find(|k| plan.assumptions[*k].name.ends_with(end));
    if let Some((r, cac)) = ending("talk.organic_r").zip(ending("cold_cac")) {
        return vec![r, cac];
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

/// Draws the chart.
pub fn draw(results: &Results, found: &Settings) -> Drawing {
    let plan = &results.plan;
    let mut drawing = Drawing::default();
    let shown = axes(plan, found);
    let Some(across) = shown.first().map(|k| &plan.assumptions[*k]) else {
        drawing.frame("No assumption has a range", &[]);
        return drawing;
    };
    let up = shown.get(1).map(|k| &plan.assumptions[*k]);
    let day = plan.last_horizon();
    let captions = [
        format!(
            "{} settings × {} {}; active owners in {}, a win is a lead over the second of more than {}. Shares with 95 % intervals.",
            found.sample.settings,
            found.sample.runs,
            runs(found.sample.runs),
            when(f64::from(day)),
            percent(plan.compare.tie)
        ),
        format!(
            "Each mark is one draw{}. Shares are of the stated ranges, not probabilities of the world.",
            if plan.assumptions.len() > shown.len() {
                " of all assumptions, so the others vary too"
            } else {
                ""
            }
        ),
    ];
    let top = drawing.frame(&win_map(results, found, &shown), &captions);
    let panel = Panel {
        left: 160.0,
        top: top + 40.0,
        right: LEGEND - 110.0,
        bottom: HEIGHT - 150.0,
        x: scale_of(across),
        y: up.map_or_else(|| of_ratios(found), scale_of),
    };
    let foot: Vec<(f64, String)> = panel.x.inside_ticks(8).into_iter().map(|v| (v, plain(v))).collect();
    let (foot_name, side_name) = (axis_name(plan, across), up.map(|a| axis_name(plan, a)));
    let lead = format!(
        "{} ÷ {}, active owners (log)",
        fit(&title_of(plan, found.leader), 17.0, 200.0),
        fit(&title_of(plan, found.runner_up), 17.0, 200.0)
    );
    panel.axes(
        &mut drawing,
        &Axes {
            size: 17.0,
            foot: &foot,
            foot_labels: true,
            foot_name: &fit(&foot_name, 17.0, 850.0),
            side: &panel.y.inside_ticks(10),
            side_labels: Some(if up.is_some() { plain } else { times }),
            side_name: "",
        },
    );
    let name = fit(&side_name.unwrap_or(lead), 17.0, panel.bottom - panel.top);
    drawing.turned((panel.left - 105.0, f64::midpoint(panel.top, panel.bottom)), name, 17.0, Ink::GREY);
    if up.is_none() {
        let (_, y) = panel.at(across.value, 1.0);
        drawing.line(vec![(panel.left, y), (panel.right, y)], Ink::DARK, 1.5, Dash::Solid);
    }
    stated(&mut drawing, &panel, across, up);
    let radius = (14.0 - (found.sample.settings.max(1) as f64).log2()).clamp(4.0, 9.0);
    let mut points: Vec<&Point> = found.points.iter().collect();
    // Level ones first, so that they lie beneath.
    points.sort_by_key(|p| p.winner.is_some());
    for point in points {
        let height = shown.get(1).map_or(point.log_ratio.exp(), |k| point.values[*k]);
        mark(&mut drawing, panel.at(point.values[shown[0]], height), point.winner, radius);
    }
    legend(&mut drawing, results, found, top + 40.0);
    drawing
}

/// Straight, or logarithmic where the assumption is drawn so.
fn scale_of(assumption: &Assumption) -> Scale {
    if assumption.logarithmic {
        Scale::Log(assumption.low, assumption.high)
    } else {
        Scale::Straight(assumption.low, assumption.high)
    }
}

/// As far as the favourite's multiple of its rival goes, 1 and a factor of 2 beyond it included.
fn of_ratios(found: &Settings) -> Scale {
    let logs = || found.points.iter().map(|p| p.log_ratio);
    let (low, high) = (logs().fold(-0.7, f64::min), logs().fold(0.7, f64::max));
    Scale::Log(1.0 / nice((-low).exp()), nice(high.exp()))
}

/// Name of an axis: the assumption, what the two best known ones mean, and the kind of scale.
fn axis_name(plan: &Plan, assumption: &Assumption) -> String {
    let name = &assumption.name;
    let meaning = if name.ends_with("organic_r") {
        ": people whom one owner wins without tactics".to_string()
    } else if name.ends_with("cold_cac") {
        format!(": cost of a customer whom an ad alone wins, {}", plan.currency)
    } else if assumption.unit == Unit::Days {
        " in days".to_string()
    } else {
        String::new()
    };
    format!("{name}{meaning}{}", if assumption.logarithmic { " (log)" } else { "" })
}

fn mark(drawing: &mut Drawing, (x, y): At, winner: Option<usize>, radius: f64) {
    if let Some(strategy) = winner {
        drawing.mark((x, y), form(strategy), radius, ink(strategy).faint(0.85));
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

/// Dotted lines at the stated values, told outside the panel, and a ring where they meet.
fn stated(drawing: &mut Drawing, panel: &Panel, across: &Assumption, up: Option<&Assumption>) {
    let x = panel.column(across.value);
    drawing.line(vec![(x, panel.top), (x, panel.bottom)], Ink::DARK, 1.0, Dash::Dotted);
    let text = format!("as stated {}", measured(across.value, across.unit));
    drawing.text((x, panel.top - 12.0), text, 16.0, Ink::DARK, Align::Middle);
    let Some(up) = up else { return };
    let (_, y) = panel.at(across.value, up.value);
    drawing.line(vec![(panel.left, y), (panel.right, y)], Ink::DARK, 1.0, Dash::Dotted);
    drawing.text((panel.right + 6.0, y), measured(up.value, up.unit), 16.0, Ink::DARK, Align::Left);
    drawing.line(ring((x, y), 13.0), Ink::DARK, 2.5, Dash::Solid);
}

/// Who wins how many settings, the most first.
fn legend(drawing: &mut Drawing, results: &Results, found: &Settings, top: f64) {
    let all: Vec<&Point> = found.points.iter().collect();
    let order = winners(results, &all);
    let step = ((HEIGHT - 150.0 - top) / (order.len() + 2) as f64).min(62.0);
    let interval = |share: Share| {
        let low = percent(share.low);
        format!("{} ({}–{})", percent(share.value), low.trim_end_matches(" %"), percent(share.high))
    };
    let write = |drawing: &mut Drawing, row: usize, name: &str, told: &str| {
        let y = top + step * row as f64;
        drawing.text((LEGEND + 30.0, y), fit(name, 18.0, 420.0), 18.0, Ink::DARK, Align::Left);
        drawing.text((LEGEND + 30.0, y + 21.0), fit(told, 15.0, 420.0), 15.0, Ink::GREY, Align::Left);
        (LEGEND + 8.0, y)
    };
    for (row, (strategy, won)) in order.iter().enumerate() {
        let told = if *won == 0 {
            "wins nowhere".into()
        } else {
            format!("wins {}", interval(found.won(*strategy)))
        };
        let at = write(drawing, row, &title_of(&results.plan, *strategy), &told);
        mark(drawing, at, Some(*strategy), 9.0);
    }
    let level = found.points.iter().filter(|p| p.winner.is_none()).count();
    let at = write(
        drawing,
        order.len(),
        "the first two are level",
        &interval(Share::of(level, found.sample.settings)),
    );
    mark(drawing, at, None, 9.0);
    let two = axes(&results.plan, found).len() > 1;
    let place = if two { "where the dotted lines meet" } else { "on the dotted line" };
    let at = write(drawing, order.len() + 1, "as stated", place);
    if two {
        drawing.line(ring(at, 9.0), Ink::DARK, 2.5, Dash::Solid);
    } else {
        drawing.line(vec![(at.0, at.1 - 10.0), (at.0, at.1 + 10.0)], Ink::DARK, 1.5, Dash::Dotted);
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
        assert_eq!((shapes(None), shapes(Some(0))), (2, 1));
    }
}
