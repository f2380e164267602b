//! Chart 8: what owners of the leading strategy are, what quality they meet and how long they wait:
//! three panels over the same weeks.
//!
//! Owners by stage are medians laid on each other; quality and wait show 5–95 % bands of luck. The
//! promise of the service is a rule in the panel of waits.

use crate::report::chart::figure::*;
use crate::report::titles::service;
use crate::units::{Day, Stage};

/// Stages of owners from the foot of the stack, each with its name and colour.
const STACK: [(Stage, &str, usize); 5] = [
    (Stage::Settled, "settled", 5),
    (Stage::Fresh, "fresh", 4),
    (Stage::Participant, "participants", 2),
    (Stage::Advocate, "advocates", 0),
    (Stage::Aggrieved, "aggrieved", 1),
];
/// Waits that carry a label where they lie in the panel, in hours.
const WAITS: [f64; 12] = [
    1.0 / 3_600.0,
    10.0 / 3_600.0,
    1.0 / 60.0,
    5.0 / 60.0,
    0.25,
    1.0,
    4.0,
    24.0,
    168.0,
    720.0,
    8_760.0,
    87_600.0,
];
/// Room for labels right of the panels.
const ROOM: f64 = 260.0;

pub(super) const STAGES: Chart = Chart {
    file: "8-owners-quality-service",
    doc: "owners of the leader by stage, quality, and the wait for service",
    shows: |_| true,
    title: |results| results.leader().map_or_else(|| "No runs".into(), |leader| service(results, leader)),
    captions: |results| results.leader().map_or_else(Vec::new, |leader| captions(results, leader)),
    draw: |drawing, results, top| {
        results.leader().iter().for_each(|leader| draw(drawing, results, *leader, top));
    },
};

fn captions(results: &Results, strategy: StrategyId) -> Vec<String> {
    vec![
        format!(
            "{}. {} Lines and areas: medians of runs at the stated values.",
            title_of(&results.plan, strategy),
            size(results)
        ),
        "Stages: medians of each, laid on each other. Quality: share of new owners who are satisfied. Wait: mean \
         of the day's tickets. Pale: 5–95 % of runs (luck only)."
            .to_string(),
    ]
}

fn draw(drawing: &mut Drawing, results: &Results, strategy: StrategyId, top: f64) {
    let plan = &results.plan;
    let time = Time::of(&results.plan);
    let room = HEIGHT - 150.0 - top;
    let place = |from: f64, to: f64, y: Scale| {
        let heights = (top + 30.0 + room * from, top + room * to);
        Panel::new((150.0, WIDTH - ROOM - 30.0), heights, time.scale(), y)
    };
    stages(drawing, results, strategy, place(0.0, 0.48, Scale::Straight(0.0, 1.0)), time);
    let quality = results.stated.curve(strategy, Series::Quality);
    let panel = place(0.50, 0.72, around(quality));
    let ticks = labelled(panel.y.ticks(4), fine_percent);
    axes(drawing, &panel, time, "quality", ticks, None);
    curve(drawing, &panel, quality, time, palette(2));
    if let Some(last) = quality.last() {
        let (y, text) = (panel.height(last.spread.p50), format!("quality {}", fine_percent(last.spread.p50)));
        let end = End { y, text, color: palette(2) };
        direct(drawing, &[end], &panel, ROOM, 18.0);
    }
    let waits = results.stated.curve(strategy, Series::WaitHours);
    let promise = plan.service.promise_days * 24.0;
    wait(drawing, place(0.74, 1.0, of_waits(waits, promise)), waits, promise, (time, results));
}

/// Axes of one of the panels; only the lowest names its x axis.
fn axes(drawing: &mut Drawing, panel: &Panel, time: Time, name: &str, y: Vec<Tick>, x_name: Option<&str>) {
    let x = time.ticks(10);
    let x = if x_name.is_some() { x } else { bare(x) };
    Axes { x, x_name: x_name.unwrap_or_default(), y, ..Axes::default() }.draw(drawing, panel);
    let at = (panel.left - 95.0, f64::midpoint(panel.top, panel.bottom));
    drawing.rotated(at, name, 16.0, Color::GREY);
}

fn curve(drawing: &mut Drawing, panel: &Panel, points: &[Point], time: Time, color: Color) {
    band(drawing, panel, points, time, color.with_opacity(0.25), |p| (p.day, p.spread.p05, p.spread.p95));
    drawing.line(path(panel, points, time, |p| (p.day, p.spread.p50)), color, 2.5, Dash::Solid);
}

/// Owners by stage, stacked from below.
fn stages(drawing: &mut Drawing, results: &Results, strategy: StrategyId, panel: Panel, time: Time) {
    let curves: Vec<&[Point]> =
        STACK.iter().map(|(stage, ..)| results.stated.curve(strategy, Series::Stage(*stage))).collect();
    let rows: Vec<(usize, Day)> =
        results.plan.timeline().days().into_iter().enumerate().filter(|(_, day)| time.shown(*day)).collect();
    let at = |points: &[Point], row: usize| points.get(row).map_or(0.0, |p| p.spread.p50);
    let all = |row: usize| curves.iter().map(|points| at(points, row)).sum::<f64>();
    let most = rows.iter().map(|(row, _)| all(*row)).fold(0.0, f64::max);
    let panel = Panel { y: Scale::Straight(0.0, if most > 0.0 { most * 1.05 } else { 1.0 }), ..panel };
    let values = if most > 0.0 { panel.y.ticks(5) } else { vec![0.0] };
    axes(drawing, &panel, time, "owners by stage", labelled(values, short), None);
    let mut floor = vec![0.0; rows.len()];
    let mut ends = Vec::new();
    for ((_, name, color), points) in STACK.iter().zip(&curves) {
        let edge = |heights: &[f64]| -> Vec<At> {
            rows.iter().zip(heights).map(|((_, day), height)| panel.at(day.0, *height)).collect()
        };
        let below = floor.last().copied().unwrap_or(0.0);
        let more = rows.iter().map(|(row, _)| at(points, *row));
        stacked(drawing, &mut floor, more, palette(*color), edge);
        let above = floor.last().copied().unwrap_or(0.0);
        let (y, text) =
            (panel.height(f64::midpoint(below, above)), format!("{name} {}", people(above - below)));
        ends.push(End { y, text, color: palette(*color) });
    }
    direct(drawing, &ends, &panel, ROOM, 18.0);
}

/// The wait for service against its promise.
fn wait(
    drawing: &mut Drawing,
    panel: Panel,
    waits: &[Point],
    promise: f64,
    (time, results): (Time, &Results),
) {
    let Scale::Log(low, high) = panel.y else { return };
    let ticks = labelled(WAITS.into_iter().filter(|w| (low..=high).contains(w)), hours);
    axes(drawing, &panel, time, "wait (log)", ticks, Some(&since(time, results)));
    curve(drawing, &panel, waits, time, palette(0));
    panel.rule(drawing, promise, Color::DARK, 1.5, Dash::Dashed);
    let end =
        |what: &str, h: f64, color| End { y: panel.height(h), text: format!("{what} {}", hours(h)), color };
    let mut ends = vec![end("promise", promise, Color::DARK)];
    ends.extend(waits.last().map(|last| end("mean wait", last.spread.p50, palette(0))));
    direct(drawing, &ends, &panel, ROOM, 18.0);
    let longest = waits.iter().map(|p| p.spread.p95).fold(0.0, f64::max);
    if longest < low {
        let at = (f64::midpoint(panel.left, panel.right), panel.bottom - 16.0);
        let text = format!("never longer than {}: at the foot", hours(longest));
        let text = if longest > 0.0 { text } else { "nobody ever waits".into() };
        drawing.text(at, text, 16.0, Color::GREY, Align::Middle);
    }
}

/// As wide as the band of quality, at least a tenth, within 0 and 1.
fn around(points: &[Point]) -> Scale {
    let low = points.iter().map(|p| p.spread.p05).fold(1.0, f64::min);
    let high = points.iter().map(|p| p.spread.p95).fold(0.0, f64::max);
    let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
    let more = ((0.1 - (high - low)) / 2.0).max(0.01);
    let (low, high) = ((low - more).max(0.0), (high + more).min(1.0));
    Scale::Straight(low.min(0.9), high.max(0.1))
}

/// Around the promise, as far as waits go, at least a factor of 10 to both sides.
fn of_waits(points: &[Point], promise: f64) -> Scale {
    let high = points.iter().map(|p| p.spread.p95).fold(promise * 10.0, f64::max);
    let short = points.iter().map(|p| p.spread.p50).filter(|w| *w > 0.0).fold(promise, f64::min);
    // Waits below a thousandth of the promise need no room of their own.
    Scale::Log(short.clamp(promise / 1_000.0, promise / 10.0), high * 1.2)
}

fn fine_percent(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    if text.ends_with(".0") { percent(share) } else { format!("{text} %") }
}
