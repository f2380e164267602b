//! Chart 2: active owners as a multiple of the baseline's under the same luck, logarithmic.
//!
//! Left: medians of all strategies. Right: one panel a strategy with its 5–95 % band and the weeks in which
//! its median passes 1. Over pairs of runs; where settings were drawn, over settings, and the stated values
//! are dotted.

use crate::report::chart::figure::*;
use crate::report::titles::race;
use crate::study::summary::{RatioCurve, RatioPoint};

pub(super) const RATIO: Chart = Chart {
    file: "2-ratio-to-baseline",
    doc: "ratio to the baseline under the same luck",
    shows: |_| true,
    title: race,
    captions,
    draw,
};

fn captions(results: &Results) -> Vec<String> {
    let base = title_of(&results.plan, results.plan.compare.baseline);
    let rest = "dots: the median passes 1. Beyond a factor of 1,000: at the edge.";
    let ratio = format!("(active + 1) ÷ (active + 1 of {base})");
    match &results.settings {
        None => vec![
            luck(results),
            format!("{ratio} in runs with the same luck. Right: median and 5–95 % of pairs; {rest}"),
        ],
        Some(found) => vec![
            format!(
                "{ratio} in runs with the same luck, the mean (of logarithms) of {} in each of {} settings.",
                runs(found.sample.runs),
                found.sample.settings
            ),
            format!("Right: median and 5–95 % of settings; dotted: at the stated values; {rest}"),
        ],
    }
}

fn draw(drawing: &mut Drawing, results: &Results, top: f64) {
    let ratios = &results.sample().ratios;
    if ratios.is_empty() {
        let middle = (WIDTH / 2.0, HEIGHT / 2.0);
        drawing.text(middle, "One strategy: nothing to compare it with.", 24.0, Color::GREY, Align::Middle);
        return;
    }
    let time = Time { horizon: results.plan.horizon_days() };
    let y = scale(results);
    left(drawing, results, overview(top, time.scale(), y), time);
    for (ratio, place) in ratios.iter().zip(small(ratios.len(), top, time.scale(), y)) {
        right(drawing, results, ratio, &place, time);
    }
}

/// Ratios beyond this factor stand at the edge: what matters is near 1.
const FARTHEST: f64 = 1_000.0;

/// Around 1, as far as the widest band reaches, at least a factor of 2 each way.
fn scale(results: &Results) -> Scale {
    let points = || results.sample().ratios.iter().flat_map(|r| &r.points);
    let high = points().map(|p| p.p95).fold(2.0, f64::max).min(FARTHEST);
    let low = points().map(|p| p.p05).fold(0.5, f64::min).max(1.0 / FARTHEST);
    Scale::Log(1.0 / nice(1.0 / low), nice(high))
}

fn median(point: &RatioPoint) -> (u32, f64) {
    (point.day, point.p50)
}

fn left(drawing: &mut Drawing, results: &Results, panel: Panel, time: Time) {
    let plan = &results.plan;
    Axes {
        size: 17.0,
        x: time.ticks(8),
        x_name: &since(time, results),
        y: labelled(panel.y.inside_ticks(12), times),
        y_name: "multiple of the baseline's active owners (log)",
    }
    .draw(drawing, &panel);
    panel.rule(drawing, 1.0, Color::DARK, 1.5, Dash::Solid);
    let base = format!("{} = 1", title_of(plan, results.plan.compare.baseline));
    let mut ends = vec![End { y: panel.height(1.0), text: base, color: Color::DARK }];
    for ratio in &results.sample().ratios {
        let line = path(&panel, &ratio.points, time, median);
        let marked = line.clone();
        let name = title_of(plan, ratio.strategy);
        strategy_line(drawing, &mut ends, ratio.strategy, (line, &marked, 2.5), name);
    }
    direct(drawing, &ends, &panel, LABEL_ROOM, 18.0);
}

fn right(drawing: &mut Drawing, results: &Results, ratio: &RatioCurve, place: &Small, time: Time) {
    let panel = &place.panel;
    let color = color_of(ratio.strategy);
    let below = results.pair(ratio.strategy, results.plan.horizon_days()).or(
        // The last horizon asked for need not be the last day.
        results
            .sample()
            .contests
            .iter()
            .rfind(|p| (p.strategy, p.other) == (ratio.strategy, results.plan.compare.baseline)),
    );
    let below = below.map_or(String::new(), |p| {
        let of = if results.settings.is_some() { " of settings" } else { "" };
        format!("{}: {}, ahead in {}{of}", when(p.day), factor(p.median_ratio), percent(p.ahead.value))
    });
    let title = title_of(&results.plan, ratio.strategy);
    heading(drawing, place, (&title, &below), color, time, |_| String::new());
    if place.leftmost {
        for value in panel.y.inside_ticks(4) {
            drawing.text(
                (panel.left - 8.0, panel.height(value)),
                times(value),
                14.0,
                Color::GREY,
                Align::Right,
            );
        }
    }
    band(drawing, panel, &ratio.points, time, color.with_opacity(0.25), |p| (p.day, p.p05, p.p95));
    panel.rule(drawing, 1.0, Color::DARK, 1.5, Dash::Solid);
    if let Some(stated) = results.settings.as_ref().and(results.stated.ratio(ratio.strategy)) {
        let typical = |p: &RatioPoint| (p.day, p.typical);
        drawing.line(path(panel, &stated.points, time, typical), Color::DARK, 1.5, Dash::Dotted);
    }
    drawing.line(path(panel, &ratio.points, time, median), color, 2.5, Dash::Solid);
    // Of many crossings the last ones count; more labels would cover each other.
    for crossing in ratio.crossings.iter().rev().take(2) {
        let (x, y) = panel.at(f64::from(crossing.day), 1.0);
        drawing.mark((x, y), Marker::Circle, 5.0, Color::DARK);
        let align = if x > (panel.left + panel.right) / 2.0 { Align::Right } else { Align::Left };
        let x = if align == Align::Right { x - 8.0 } else { x + 8.0 };
        // Above the rule where the median was below it before, and the other way round.
        let side = if (align == Align::Right) == crossing.upwards { -13.0 } else { 14.0 };
        drawing.text((x, y + side), when(crossing.day), 15.0, Color::DARK, align);
    }
}
