//! Chart 2: active owners as a multiple of the baseline's under the same luck, logarithmic.
//!
//! Left: medians of all strategies. Right: one panel a strategy with its 5–95 % band of luck and
//! the weeks in which its median passes 1.

use crate::report::chart::drawing::{Align, At, Dash, Drawing, Form, HEIGHT, Ink, WIDTH, ink};
use crate::report::chart::growth::{heading, luck, marks};
use crate::report::chart::labels::{End, direct};
use crate::report::chart::layout::{LABEL_ROOM, Small, overview, small};
use crate::report::chart::panel::{Axes, Panel, Scale, Time};
use crate::report::numbers::{factor, percent, short, when};
use crate::report::sentences::{race, title_of};
use crate::scenario::plan::Plan;
use crate::study::Results;
use crate::study::summary::ratio::{Ratio, RatioPoint};

/// Draws the chart.
pub fn draw(results: &Results) -> Drawing {
    let plan = &results.plan;
    let mut drawing = Drawing::default();
    let base = title_of(plan, results.plan.compare.baseline);
    let captions = [
        luck(results),
        format!(
            "(active + 1) ÷ (active + 1 of {base}) in runs with the same luck. Right: median and 5–95 % of pairs; \
             dots: the median passes 1. Beyond a factor of 1,000: at the edge."
        ),
    ];
    let top = drawing.frame(&results.as_stated(race(plan, results)), &captions);
    if results.ratios.is_empty() {
        let middle = (WIDTH / 2.0, HEIGHT / 2.0);
        drawing.text(middle, "One strategy: nothing to compare it with.", 24.0, Ink::GREY, Align::Middle);
        return drawing;
    }
    let time = Time { horizon: results.plan.horizon_days() };
    let y = scale(results);
    left(&mut drawing, plan, results, overview(top, time.scale(), y), time);
    for (ratio, place) in results.ratios.iter().zip(small(results.ratios.len(), top, time.scale(), y)) {
        right(&mut drawing, plan, results, ratio, &place, time);
    }
    drawing
}

/// Ratios beyond this factor stand at the edge: what matters is near 1.
const FARTHEST: f64 = 1_000.0;

/// The next of 1, 2, 5 and 10 times a power of ten: powers of ten alone waste room where all is near 1.
pub fn nice(value: f64) -> f64 {
    let power = 10_f64.powf(value.log10().floor());
    let steps = [1.0, 2.0, 5.0, 10.0].map(|m| m * power);
    steps.into_iter().find(|s| *s >= value * 0.999).unwrap_or(power * 10.0)
}

/// Around 1, as far as the widest band reaches, at least a factor of 2 each way.
fn scale(results: &Results) -> Scale {
    let points = || results.ratios.iter().flat_map(|r| &r.points);
    let high = points().map(|p| p.p95).fold(2.0, f64::max).min(FARTHEST);
    let low = points().map(|p| p.p05).fold(0.5, f64::min).max(1.0 / FARTHEST);
    Scale::Log(1.0 / nice(1.0 / low), nice(high))
}

/// A label of a multiple.
pub fn times(value: f64) -> String {
    if value < 0.01 { format!("{value}×") } else { format!("{}×", short(value)) }
}

fn path(panel: &Panel, points: &[RatioPoint], time: Time, value: fn(&RatioPoint) -> f64) -> Vec<At> {
    let shown = points.iter().filter(|p| time.shown(p.day));
    shown.map(|p| panel.at(f64::from(p.day), value(p))).collect()
}

fn rule(drawing: &mut Drawing, panel: &Panel) {
    let (_, y) = panel.at(0.0, 1.0);
    drawing.line(vec![(panel.left, y), (panel.right, y)], Ink::DARK, 1.5, Dash::Solid);
}

fn left(drawing: &mut Drawing, plan: &Plan, results: &Results, panel: Panel, time: Time) {
    panel.axes(
        drawing,
        &Axes {
            size: 17.0,
            foot: &time.ticks(8),
            foot_labels: true,
            foot_name: &format!("{} from {}", time.unit(), plan.start),
            side: &panel.y.inside_ticks(12),
            side_labels: Some(times),
            side_name: "multiple of the baseline's active owners (log)",
        },
    );
    rule(drawing, &panel);
    let (_, one) = panel.at(0.0, 1.0);
    let base = format!("{} = 1", title_of(plan, results.plan.compare.baseline));
    let mut ends = vec![End { y: one, text: base, ink: Ink::DARK }];
    for ratio in &results.ratios {
        let line = path(&panel, &ratio.points, time, |p| p.p50);
        let Some(end) = line.last().copied() else { continue };
        marks(drawing, &line, ratio.strategy);
        drawing.line(line, ink(ratio.strategy), 2.5, Dash::Solid);
        ends.push(End { y: end.1, text: title_of(plan, ratio.strategy), ink: ink(ratio.strategy) });
    }
    direct(drawing, &ends, panel.right, LABEL_ROOM, 18.0, (panel.top, panel.bottom));
}

fn right(drawing: &mut Drawing, plan: &Plan, results: &Results, ratio: &Ratio, place: &Small, time: Time) {
    let panel = &place.panel;
    let colour = ink(ratio.strategy);
    let below = results.pair(ratio.strategy, results.plan.horizon_days()).or(
        // The last horizon asked for need not be the last day.
        results.stated.contests.iter().rfind(|p| p.strategy == ratio.strategy),
    );
    let below = below.map_or(String::new(), |p| {
        format!("{}: {}, ahead in {}", when(f64::from(p.day)), factor(p.median_ratio), percent(p.ahead.value))
    });
    let title = title_of(plan, ratio.strategy);
    heading(drawing, place, (&title, &below), colour, time, None);
    if place.leftmost {
        for value in panel.y.inside_ticks(4) {
            let (_, y) = panel.at(0.0, value);
            drawing.text((panel.left - 8.0, y), times(value), 14.0, Ink::GREY, Align::Right);
        }
    }
    let mut outline = path(panel, &ratio.points, time, |p| p.p95);
    outline.extend(path(panel, &ratio.points, time, |p| p.p05).into_iter().rev());
    drawing.area(outline, colour.faint(0.25));
    rule(drawing, panel);
    drawing.line(path(panel, &ratio.points, time, |p| p.p50), colour, 2.5, Dash::Solid);
    // Of many crossings the last ones count; more labels would cover each other.
    for crossing in ratio.crossings.iter().rev().take(2) {
        let (x, y) = panel.at(f64::from(crossing.day), 1.0);
        drawing.mark((x, y), Form::Circle, 5.0, Ink::DARK);
        let align = if x > (panel.left + panel.right) / 2.0 { Align::Right } else { Align::Left };
        let x = if align == Align::Right { x - 8.0 } else { x + 8.0 };
        // Above the rule where the median was below it before, and the other way round.
        let side = if (align == Align::Right) == crossing.upwards { -13.0 } else { 14.0 };
        drawing.text((x, y + side), when(f64::from(crossing.day)), 15.0, Ink::DARK, align);
    }
}
