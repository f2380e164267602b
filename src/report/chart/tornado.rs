//! Chart 4: what decides: how far each assumption moves the leader's multiple of its closest competitor over
//! its range, the others as stated (a tornado).
//!
//! A bar reaches from the multiple at the lower end of the range (hollow side) to that at the upper
//! end (filled side), with the values written at the ends: the fitted slope, from what the stated
//! values gave.

use crate::report::chart::figure::*;
use crate::report::lead;
use crate::report::titles::decides;
use crate::scenario::plan::{Judged, Plan};
use crate::statistics::Interval;
use crate::study::play::Yardstick;
use crate::study::sensitivity::{AssumptionEffect, AssumptionEffects, Settings};

/// Assumptions that are drawn, at most; the others move less.
const ROWS: usize = 12;
/// Multiples beyond this factor stand at the edge.
const FARTHEST: f64 = 13.0;

pub(super) const TORNADO: Chart = Chart {
    file: "4-what-decides",
    doc: "how far each assumption moves the leader's lead; needs numbers with a range",
    shows: |results| found(results).is_some(),
    title: |results| results.settings.as_ref().map_or_else(String::new, |found| decides(results, found)),
    captions: |results| found(results).map_or_else(Vec::new, |(s, effects)| captions(results, s, effects)),
    draw: |drawing, results, top| {
        found(results).iter().for_each(|(s, effects)| draw(drawing, results, s, effects, top));
    },
};

fn found(results: &Results) -> Option<(&Settings, &AssumptionEffects)> {
    results.settings.as_ref().and_then(|found| found.effects.as_ref().map(|effects| (found, effects)))
}

fn captions(results: &Results, found: &Settings, effects: &AssumptionEffects) -> Vec<String> {
    let missing = effects.of.len().saturating_sub(ROWS);
    let more = if missing > 0 { format!(" {missing} smaller ones are left out.") } else { String::new() };
    vec![
        format!(
            "Each assumption over its range from what the stated values gave: slopes of a line through {} settings × {} (adjusted R² {}). Pale: not sure (5 % over all).{more}",
            found.sample.settings,
            runs(found.sample.runs),
            percent(effects.explained)
        ),
        format!(
            "{} in {}. Hollow: towards the lower end of the range; filled: towards the upper. Whiskers: 95 % of the slope, upper end above lower end. Right: change over the whole range.",
            match results.plan.compare.outcome {
                Judged::Active => "(active + 1)",
                Judged::Profit => "Profit",
            },
            when(results.plan.last_horizon())
        ),
    ]
}

fn draw(drawing: &mut Drawing, results: &Results, found: &Settings, effects: &AssumptionEffects, top: f64) {
    let (plan, by) = (&results.plan, Yardstick::last(&results.plan));
    let (name, competitor) = (title_of(plan, found.leader), title_of(plan, found.competitor));
    let rows: Vec<Row> = effects.of.iter().take(ROWS).map(|e| row(results, e, effects.stated)).collect();
    let upper = top + 70.0;
    let high = ((HEIGHT - 165.0 - upper) / rows.len().max(1) as f64).min(110.0);
    let lower = upper + high * rows.len().max(1) as f64;
    let panel = Panel::new((430.0, 1190.0), (upper, lower), scale(plan, &rows), Scale::Straight(0.0, 1.0));
    Axes { x: labelled(panel.x.inside_ticks(9), lead_label(plan)), ..Axes::default() }.draw(drawing, &panel);
    let y = panel.bottom + 44.0;
    let (to_left, to_right) = (fit(&competitor, 16.0, 170.0), fit(&name, 16.0, 170.0));
    drawing.text((panel.left, y), format!("← {to_left} ahead"), 16.0, Color::GREY, Align::Left);
    drawing.text((panel.right, y), format!("{to_right} ahead →"), 16.0, Color::GREY, Align::Right);
    let middle = (f64::midpoint(panel.left, panel.right), y);
    drawing.text(middle, lead::axis(plan, &to_right, &to_left), 16.0, Color::GREY, Align::Middle);
    let column = |lead: f64| panel.column(by.read(lead));
    let (level, stated) = (column(0.0), column(effects.stated));
    drawing.line(vec![(level, panel.top - 4.0), (level, panel.bottom)], Color::DARK, 1.2, Dash::Solid);
    drawing.text((level, panel.top - 14.0), "level", 16.0, Color::DARK, Align::Middle);
    // The line to the upper label must not run through the lower one.
    let from = if (stated - level).abs() < 30.0 { panel.top - 4.0 } else { panel.top - 28.0 };
    drawing.line(vec![(stated, from), (stated, panel.bottom)], Color::DARK, 1.2, Dash::Dashed);
    let text = format!("as stated: {}", lead::said(plan, effects.stated));
    drawing.text((stated, panel.top - 38.0), text, 16.0, Color::DARK, Align::Middle);
    for (i, row) in rows.iter().enumerate() {
        bar(drawing, (&panel, &by), row, panel.top + high * (i as f64 + 0.5), high);
    }
}

/// One assumption as it is drawn; ends are leads: ln multiples, or differences of profit.
struct Row {
    name: String,
    sure: bool,
    range: String,
    change: String,
    beside: String,
    stated: f64,
    /// At the lower end of the range: by the line, and the interval.
    low: (f64, f64, f64),
    /// At the upper end.
    high: (f64, f64, f64),
    values: (String, String),
}

fn row(results: &Results, effect: &AssumptionEffect, stated: f64) -> Row {
    let a = &results.plan.assumptions[effect.assumption];
    let of = |v: f64| measured(v, a.unit);
    let at = a.share(a.value);
    let (slope, Interval { low, high }) = (effect.change.mean, effect.change.ends());
    // The line is held at the stated values and turns with the slope.
    let end = |by: f64| {
        let (x, y) = (stated + low * by, stated + high * by);
        (stated + slope * by, x.min(y), x.max(y))
    };
    let flip = match effect.flip {
        Some(flip) => format!("level at {}", of(flip.value)),
        None if effect.played => "no sure flip in its range".into(),
        None if effect.is_sure() => "sure".into(),
        None => "not sure".into(),
    };
    Row {
        name: a.name.clone(),
        sure: effect.is_sure(),
        range: format!("{} to {}, stated {}", of(a.low), of(a.high), of(a.value)),
        change: {
            let said = |of| lead::said(&results.plan, of);
            format!("{} ({} to {})", said(slope), said(low), said(high))
        },
        beside: format!("rank correlation {}; {flip}", correlation(effect.correlation)),
        stated,
        low: end(-at),
        high: end(1.0 - at),
        values: (of(a.low), of(a.high)),
    }
}

fn correlation(value: f64) -> String {
    let text = format!("{:.2}", value.abs());
    match text.as_str() {
        "0.00" => text,
        _ if value < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

/// All ends and the level line, with room for the values at the ends.
fn scale(plan: &Plan, rows: &[Row]) -> Scale {
    let ends = || rows.iter().flat_map(|r| [r.low.1, r.low.2, r.high.1, r.high.2, r.stated]);
    if plan.compare.outcome == Judged::Profit {
        return Scale::straight_around(ends());
    }
    let low = ends().fold(-0.4, f64::min).max(-FARTHEST);
    let high = ends().fold(0.4, f64::max).min(FARTHEST);
    let room = 0.14 * (high - low);
    Scale::Log((low - room).exp(), (high + room).exp())
}

fn bar(drawing: &mut Drawing, (panel, by): (&Panel, &Yardstick), row: &Row, y: f64, high: f64) {
    let x = |lead: f64| panel.column(by.read(lead));
    let half = (high * 0.27).min(20.0);
    let (from, low, up) = (x(row.stated), x(row.low.0), x(row.high.0));
    drawing.rectangle(
        (from.min(up), y - half),
        (from.max(up), y + half),
        palette(0).with_opacity(if row.sure { 0.8 } else { 0.35 }),
    );
    let corners = [(from, y - half), (low, y - half), (low, y + half), (from, y + half), (from, y - half)];
    drawing.rectangle((from.min(low), y - half), (from.max(low), y + half), palette(0).with_opacity(0.12));
    drawing.line(corners.to_vec(), palette(0), 1.5, Dash::Solid);
    // One whisker above the other, since they overlap where the slope is unsure.
    for (end, by) in [(row.low, 0.4), (row.high, -0.4)] {
        drawing.h_error_bar((x(end.1), x(end.2)), y + half * by, half * 0.3, Color::DARK);
    }
    // Values stand outside bar and whisker, each on its own side.
    let rises = row.high.0 >= row.low.0;
    let (left, right) = if rises { (&row.low, &row.high) } else { (&row.high, &row.low) };
    let (at_left, at_right) =
        if rises { (&row.values.0, &row.values.1) } else { (&row.values.1, &row.values.0) };
    let edge = [left.1, row.low.1, row.high.1].into_iter().fold(left.0, f64::min);
    beside(drawing, (x(edge) - 8.0, y), at_left, Align::Right);
    let edge = [right.2, row.low.2, row.high.2].into_iter().fold(right.0, f64::max);
    beside(drawing, (x(edge) + 8.0, y), at_right, Align::Left);
    let line = (high * 0.2).clamp(9.0, 12.0);
    drawing.text((50.0, y - line), fit(&row.name, 18.0, 360.0), 18.0, Color::DARK, Align::Left);
    drawing.text((50.0, y + line), fit(&row.range, 15.0, 360.0), 15.0, Color::GREY, Align::Left);
    drawing.text((1215.0, y - line), fit(&row.change, 18.0, 350.0), 18.0, Color::DARK, Align::Left);
    drawing.text((1215.0, y + line), fit(&row.beside, 15.0, 350.0), 15.0, Color::GREY, Align::Left);
}

/// A value at the end of a bar, on white where a line of the panel would run through it.
fn beside(drawing: &mut Drawing, (x, y): At, value: &str, align: Align) {
    let wide = text_width(value, 15.0) + 6.0;
    let (left, right) =
        if align == Align::Right { (x + 3.0 - wide, x + 3.0) } else { (x - 3.0, x - 3.0 + wide) };
    drawing.rectangle((left, y - 9.0), (right, y + 9.0), Color(255, 255, 255, 1.0));
    drawing.text((x, y), value, 15.0, Color::DARK, align);
}
