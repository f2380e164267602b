//! The right of chart 6: what each tactic of the leader is worth, by first touch, last touch,
//! removal and, where asked for, Shapley value.

use crate::report::chart::figure::*;
use crate::statistics::Estimate;
use crate::study::play::{Removal, Worth};

/// Tactics that are drawn, at most; the others are worth less.
const SHOWN: usize = 8;
/// What removal says; none of the colours of the causes beside it.
const REMOVAL: Color = Color(150, 125, 190, 1.0);
/// Left edge of the names of the measures.
const LEFT: f64 = 985.0;

/// Draws the bars between two heights.
pub fn draw(drawing: &mut Drawing, results: &Results, removal: &Removal, (top, bottom): (f64, f64)) {
    let mut tactics: Vec<&Worth> = removal.tactics.iter().collect();
    tactics.sort_by(|a, b| b.removal.mean.total_cmp(&a.removal.mean));
    let left_out = tactics.len().saturating_sub(SHOWN);
    tactics.truncate(SHOWN);
    let name = fit(&title_of(&results.plan, removal.strategy), 19.0, 300.0);
    let title = format!("{name}: worth of each tactic");
    drawing.text((LEFT, top + 14.0), fit(&title, 19.0, 590.0), 19.0, Color::DARK, Align::Left);
    let edges = ((LEFT + 105.0, 1505.0), (top + 34.0, bottom - 42.0));
    let panel = Panel::new(edges.0, edges.1, scale(&tactics), Scale::Straight(0.0, 1.0));
    let mut x_name = String::from("share of its adopters");
    if left_out > 0 {
        x_name += &format!("; {left_out} smaller tactics are left out");
    }
    let x = labelled(panel.x.inside_ticks(6), signed_percent);
    Axes { size: 14.0, x, x_name: &x_name, ..Axes::default() }.draw(drawing, &panel);
    let high = (panel.bottom - panel.top) / tactics.len().max(1) as f64;
    for (i, tactic) in tactics.iter().enumerate() {
        let upper = panel.top + high * i as f64;
        group(drawing, &panel, tactic, (upper, upper + high.min(190.0)));
    }
}

/// The measures of a tactic: name, value, colour.
fn measures(tactic: &Worth) -> Vec<(&'static str, Estimate, Color)> {
    let mut all = vec![
        ("first touch", tactic.first, Color(205, 205, 205, 1.0)),
        ("last touch", tactic.last, Color(165, 165, 165, 1.0)),
        ("removal", tactic.removal, REMOVAL),
    ];
    all.extend(tactic.shapley.map(|value| ("Shapley", value, REMOVAL.with_opacity(0.25))));
    all
}

/// A scale that contains 0 and every interval.
fn scale(tactics: &[&Worth]) -> Scale {
    let all: Vec<Estimate> = tactics.iter().flat_map(|t| measures(t)).map(|m| m.1).collect();
    let high = all.iter().map(|e| e.ends().high).fold(0.1, f64::max);
    let low = all.iter().map(|e| e.ends().low).fold(0.0, f64::min);
    // One draw that goes wild must not press all the others together.
    Scale::Straight(low.max(-1.0) * 1.05, high.min(1.5) * 1.05)
}

fn group(drawing: &mut Drawing, panel: &Panel, tactic: &Worth, (top, bottom): (f64, f64)) {
    let all = measures(tactic);
    let step = (bottom - top) / (all.len() as f64 + 1.6);
    let name = fit(&tactic.name, 16.0, panel.right - LEFT);
    drawing.text((LEFT, top + step * 0.7), name, 16.0, Color::DARK, Align::Left);
    let (zero, last) = (panel.column(0.0), top + step * (all.len() as f64 + 1.2));
    for (i, (name, value, color)) in all.into_iter().enumerate() {
        let y = top + step * (i as f64 + 1.7);
        let half = (step * 0.36).min(11.0);
        let size = (step * 0.85).clamp(10.0, 14.0);
        drawing.text((panel.left - 10.0, y), name, size, Color::GREY, Align::Right);
        let end = panel.column(value.mean);
        drawing.rectangle((zero.min(end), y - half), (zero.max(end), y + half), color);
        let (low, high) = (panel.column(value.ends().low), panel.column(value.ends().high));
        drawing.h_error_bar((low, high), y, half * 0.6, Color::DARK);
        let after = high.max(zero).max(end) + 8.0;
        drawing.text((after, y), signed_percent(value.mean), size, Color::DARK, Align::Left);
    }
    drawing.line(vec![(zero, top + step * 1.2), (zero, last)], Color::DARK, 1.2, Dash::Solid);
}
