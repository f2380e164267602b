//! Chart 2: active owners as a multiple of the baseline's under the same luck, logarithmic; where profit is
//! judged, profit less that of the baseline.
//!
//! Left: medians of all strategies. Right: one panel a strategy with its 5–95 % band and the weeks in which
//! its median passes level. Over pairs of runs; where settings were drawn, over settings, and the stated values
//! are dotted.

use crate::report::chart::figure::*;
use crate::report::lead;
use crate::report::titles::race;
use crate::scenario::plan::Judged;
use crate::study::summary::{LeadCurve, LeadPoint};

pub(super) const AGAINST: Chart = Chart {
    file: "2-against-baseline",
    doc: "multiple of the baseline's owners, or difference of profit, under the same luck",
    shows: |_| true,
    title: race,
    captions,
    draw,
};

fn captions(results: &Results) -> Vec<String> {
    let base = title_of(&results.plan, results.plan.compare.baseline);
    let (rest, ratio, mean) = match results.plan.compare.outcome {
        Judged::Active => (
            "dots: the median passes 1. Beyond a factor of 1,000: at the edge.",
            format!("(active + 1) ÷ (active + 1 of {base})"),
            "the mean (of logarithms)",
        ),
        Judged::Profit => ("dots: the median passes 0.", format!("Profit less that of {base}"), "the mean"),
    };
    match &results.settings {
        None => vec![
            luck(results),
            format!("{ratio} in runs with the same luck. Right: median and 5–95 % of pairs; {rest}"),
        ],
        Some(found) => vec![
            format!(
                "{ratio} in runs with the same luck, {mean} of {} in each of {} settings.",
                runs(found.sample.runs),
                found.sample.settings
            ),
            format!("Right: median and 5–95 % of settings; dotted: at the stated values; {rest}"),
        ],
    }
}

fn draw(drawing: &mut Drawing, results: &Results, top: f64) {
    let leads = &results.sample().leads;
    if leads.is_empty() {
        let middle = (WIDTH / 2.0, HEIGHT / 2.0);
        drawing.text(middle, "One strategy: nothing to compare it with.", 24.0, Color::GREY, Align::Middle);
        return;
    }
    let time = Time::of(&results.plan);
    let y = scale(results);
    left(drawing, results, overview(top, time.scale(), y), time);
    for (of, place) in leads.iter().zip(small(leads.len(), top, time.scale(), y)) {
        right(drawing, results, of, &place, time);
    }
}

/// Ratios beyond this factor stand at the edge: what matters is near 1.
const FARTHEST: f64 = 1_000.0;

/// Around level, as far as the widest band reaches; of multiples at least a factor of 2 each way.
fn scale(results: &Results) -> Scale {
    let points = || results.sample().leads.iter().flat_map(|r| &r.points);
    if results.plan.compare.outcome == Judged::Profit {
        return Scale::straight_around(points().flat_map(|p| [p.p05, p.p95]));
    }
    let high = points().map(|p| p.p95).fold(2.0, f64::max).min(FARTHEST);
    let low = points().map(|p| p.p05).fold(0.5, f64::min).max(1.0 / FARTHEST);
    Scale::Log(1.0 / nice(1.0 / low), nice(high))
}

fn median(point: &LeadPoint) -> (Day, f64) {
    (point.day, point.p50)
}

fn left(drawing: &mut Drawing, results: &Results, panel: Panel, time: Time) {
    let plan = &results.plan;
    let y_name = match plan.compare.outcome {
        Judged::Active => "multiple of the baseline's active owners (log)".to_owned(),
        Judged::Profit => format!("profit less that of the baseline, {}", plan.currency),
    };
    Axes {
        size: 17.0,
        x: time.ticks(8),
        x_name: &since(time, results),
        y: labelled(panel.y.inside_ticks(12), lead_label(plan)),
        y_name: &y_name,
    }
    .draw(drawing, &panel);
    let level = lead::level(plan);
    panel.rule(drawing, level, Color::DARK, 1.5, Dash::Solid);
    let base = format!("{} = {level}", title_of(plan, results.plan.compare.baseline));
    let mut ends = vec![End { y: panel.height(level), text: base, color: Color::DARK }];
    for ratio in &results.sample().leads {
        let line = path(&panel, &ratio.points, time, median);
        let marked = line.clone();
        let name = title_of(plan, ratio.strategy);
        strategy_line(drawing, &mut ends, ratio.strategy, (line, &marked, 2.5), name);
    }
    direct(drawing, &ends, &panel, LABEL_ROOM, 18.0);
}

fn right(drawing: &mut Drawing, results: &Results, ratio: &LeadCurve, place: &Small, time: Time) {
    let (plan, panel) = (&results.plan, &place.panel);
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
        format!(
            "{}: {}, ahead in {}{of}",
            when(p.day),
            lead::shown(plan, p.median_lead),
            percent(p.ahead.value)
        )
    });
    let title = title_of(&results.plan, ratio.strategy);
    heading(drawing, place, (&title, &below), color, time, |_| String::new());
    if place.leftmost {
        for value in panel.y.inside_ticks(4) {
            drawing.text(
                (panel.left - 8.0, panel.height(value)),
                lead_label(plan)(value),
                14.0,
                Color::GREY,
                Align::Right,
            );
        }
    }
    band(drawing, panel, &ratio.points, time, color.with_opacity(0.25), |p| (p.day, p.p05, p.p95));
    panel.rule(drawing, lead::level(plan), Color::DARK, 1.5, Dash::Solid);
    if let Some(stated) = results.settings.as_ref().and(results.stated.lead(ratio.strategy)) {
        let typical = |p: &LeadPoint| (p.day, p.typical);
        drawing.line(path(panel, &stated.points, time, typical), Color::DARK, 1.5, Dash::Dotted);
    }
    drawing.line(path(panel, &ratio.points, time, median), color, 2.5, Dash::Solid);
    // Of many crossings the last ones count; more labels would cover each other.
    for crossing in ratio.crossings.iter().rev().take(2) {
        let (x, y) = panel.at(f64::from(crossing.day), lead::level(plan));
        drawing.mark((x, y), Marker::Circle, 5.0, Color::DARK);
        let align = if x > (panel.left + panel.right) / 2.0 { Align::Right } else { Align::Left };
        let x = if align == Align::Right { x - 8.0 } else { x + 8.0 };
        // Above the rule where the median was below it before, and the other way round.
        let side = if (align == Align::Right) == crossing.upwards { -13.0 } else { 14.0 };
        drawing.text((x, y + side), when(crossing.day), 15.0, Color::DARK, align);
    }
}
