//! Chart 1: active owners by week, logarithmic, with bands of luck.
//!
//! Left: medians of all strategies, the reached market, openings of channels. Right: one panel a
//! strategy with 5–95 and 25–75 % bands, the dashed median of everybody who ever had it, the
//! baseline in grey, and triangles where tactics began; where settings were drawn, the 5–95 % band
//! of settings and luck lies pale behind that of luck alone.

use crate::report::chart::drawing::{Align, At, Dash, Drawing, Form, Ink, fit, form, ink};
use crate::report::chart::labels::{End, direct};
use crate::report::chart::layout::{LABEL_ROOM, Small, overview, small};
use crate::report::chart::panel::{Axes, Panel, Scale, Time, counted};
use crate::report::numbers::{grouped, short};
use crate::report::sentences::{growth, title_of};
use crate::scenario::plan::Plan;
use crate::statistics::estimate::Spread;
use crate::study::Results;
use crate::study::summary::curves::{Point, Series};

/// Caption that every chart with bands of luck carries.
pub fn luck(results: &Results) -> String {
    format!("{} Bands: luck only, not the uncertainty of the settings.", size(results))
}

/// How many runs and networks a chart rests on.
pub fn size(results: &Results) -> String {
    let networks = if results.stated.networks == 1 { "network" } else { "networks" };
    format!(
        "n = {} {} of each strategy on {} {networks}, the same luck for all.",
        results.stated.runs,
        runs(results.stated.runs),
        results.stated.networks
    )
}

/// Run or runs.
pub fn runs(count: usize) -> &'static str {
    if count == 1 { "run" } else { "runs" }
}

/// Draws the chart.
pub fn draw(results: &Results) -> Drawing {
    let plan = &results.plan;
    let mut drawing = Drawing::default();
    let rest = "dashed: ever adopted (median); grey: baseline; triangles: a tactic begins. Nobody active \
                is drawn at the foot.";
    let captions = match results.settings.as_ref() {
        None => [luck(results), format!("Right: median, 25–75 % and 5–95 % of runs; {rest}")],
        Some(found) => [
            format!(
                "Right, 5–95 %: pale: settings and luck, {} settings × {} {}; dark: luck alone, {} {} at the stated values.",
                found.sample.settings,
                found.sample.runs,
                runs(found.sample.runs),
                results.stated.runs,
                runs(results.stated.runs)
            ),
            format!("Lines: medians at the stated values; {rest}"),
        ],
    };
    let top = drawing.frame(&results.as_stated(growth(plan, results)), &captions);
    let time = Time { horizon: results.plan.horizon_days() };
    let y = scale(results);
    left(&mut drawing, plan, results, overview(top, time.scale(), y), time);
    let panels = small(results.plan.strategies.len(), top, time.scale(), y);
    for (strategy, place) in panels.iter().enumerate() {
        right(&mut drawing, results, strategy, place, time);
    }
    drawing
}

fn scale(results: &Results) -> Scale {
    let drawn =
        || results.settings.iter().flat_map(|u| &u.sample.curves).flat_map(|b| &b.points).map(|p| p.spread);
    let points =
        |series| results.stated.curves.iter().filter(move |c| c.series == series).flat_map(|c| &c.points);
    let high = points(Series::Active)
        .chain(points(Series::Adopted))
        .map(|p| p.spread.p95)
        .chain(drawn().map(|s| s.p95))
        .fold(10.0, f64::max);
    let market = points(Series::Market).map(|p| p.spread.p50).fold(0.0, f64::max);
    let low = points(Series::Active)
        .map(|p| p.spread.p05)
        .chain(drawn().map(|s| s.p05))
        .filter(|v| *v > 0.0)
        .fold(high, f64::min);
    Scale::log_around(low.clamp(1.0, high), high.max(market))
}

/// Points of a curve on the days that are drawn.
pub fn path(panel: &Panel, points: &[Point], time: Time, value: fn(&Spread) -> f64) -> Vec<At> {
    let shown = points.iter().filter(|p| time.shown(p.day));
    shown.map(|p| panel.at(f64::from(p.day), value(&p.spread))).collect()
}

fn left(drawing: &mut Drawing, plan: &Plan, results: &Results, panel: Panel, time: Time) {
    panel.axes(
        drawing,
        &Axes {
            size: 17.0,
            foot: &time.ticks(8),
            foot_labels: true,
            foot_name: &format!("{} from {}", time.unit(), plan.start),
            side: &panel.y.ticks(8),
            side_labels: Some(counted),
            side_name: "active owners (log)",
        },
    );
    openings(drawing, plan, results, &panel);
    let market = results.stated.curve(results.plan.compare.baseline, Series::Market);
    let mut ends = Vec::new();
    if let Some(last) = market.last().filter(|p| p.spread.p50 > 0.0) {
        drawing.line(path(&panel, market, time, |s| s.p50), Ink::GREY, 1.5, Dash::Dotted);
        let (_, y) = panel.at(f64::from(last.day), last.spread.p50);
        let text = format!("reached market {}", short(crate::report::numbers::rounded(last.spread.p50)));
        ends.push(End { y, text, ink: Ink::GREY });
    }
    for strategy in 0..results.plan.strategies.len() {
        let points = results.stated.curve(strategy, Series::Active);
        let line = path(&panel, points, time, |s| s.p50);
        let Some(end) = line.last().copied() else { continue };
        marks(drawing, &line, strategy);
        drawing.line(line, ink(strategy), 2.5, Dash::Solid);
        ends.push(End { y: end.1, text: title_of(plan, strategy), ink: ink(strategy) });
    }
    direct(drawing, &ends, panel.right, LABEL_ROOM, 18.0, (panel.top, panel.bottom));
}

/// Sets marks along a line, at other places for every strategy.
pub fn marks(drawing: &mut Drawing, line: &[At], strategy: usize) {
    let step = (line.len() / 7).max(1);
    let first = step * (strategy % 8) / 8;
    for at in line.iter().skip(first).step_by(step) {
        drawing.mark(*at, form(strategy), 5.0, ink(strategy));
    }
}

/// Upright dotted lines where channels open, named above the panel.
fn openings(drawing: &mut Drawing, plan: &Plan, results: &Results, panel: &Panel) {
    let mut free_from = f64::NEG_INFINITY;
    let mut opening: Vec<_> = plan.channels.iter().filter(|c| c.opens_day > 0.0).collect();
    opening.sort_by(|a, b| a.opens_day.total_cmp(&b.opens_day));
    for channel in opening {
        if channel.opens_day > f64::from(results.plan.horizon_days()) {
            continue;
        }
        let x = panel.column(channel.opens_day);
        let foot = (x, panel.bottom);
        drawing.line(vec![(x, panel.top), foot], Ink::GREY.faint(0.7), 1.0, Dash::Dotted);
        let text = fit(&format!("{} opens", channel.name), 15.0, 180.0);
        let wide = crate::report::chart::font::text_width(&text, 15.0);
        // A label that would run into the one before goes a line higher.
        let y = if x - wide / 2.0 < free_from { panel.top - 30.0 } else { panel.top - 12.0 };
        drawing.text((x, y), text, 15.0, Ink::GREY, Align::Middle);
        free_from = x + wide / 2.0 + 6.0;
    }
}

/// Axes and heading of a small panel: the strategy's name, and a smaller line below it.
pub fn heading(
    drawing: &mut Drawing,
    place: &Small,
    (name, below): (&str, &str),
    colour: Ink,
    time: Time,
    side_labels: Option<fn(f64) -> String>,
) {
    let panel = &place.panel;
    let room = panel.right - panel.left;
    drawing.text((panel.left, panel.top - 31.0), fit(name, 18.0, room), 18.0, colour, Align::Left);
    drawing.text((panel.left, panel.top - 12.0), fit(below, 14.0, room), 14.0, Ink::GREY, Align::Left);
    panel.axes(
        drawing,
        &Axes {
            size: 14.0,
            foot: &time.ticks(5),
            foot_labels: place.lowest,
            foot_name: if place.lowest { time.unit() } else { "" },
            side: &panel.y.ticks(5),
            side_labels: if place.leftmost { side_labels } else { None },
            side_name: "",
        },
    );
}

fn right(drawing: &mut Drawing, results: &Results, strategy: usize, place: &Small, time: Time) {
    let plan = &results.plan;
    let panel = &place.panel;
    let points = results.stated.curve(strategy, Series::Active);
    let colour = ink(strategy);
    let begun: Vec<_> =
        results.begins.iter().filter(|b| b.strategy == strategy && b.median_day.is_some()).collect();
    let told: Vec<String> = begun
        .iter()
        .map(|b| format!("{} {:.0}", b.name, b.median_day.unwrap_or(0.0) / time.unit_days()))
        .collect();
    let below = if told.is_empty() {
        let end = points.last().map_or(0.0, |p| p.spread.p50);
        format!("{} by the end (median)", grouped(crate::report::numbers::rounded(end)))
    } else {
        format!("from {}: {}", time.unit(), told.join(", "))
    };
    heading(drawing, place, (&title_of(plan, strategy), &below), colour, time, Some(counted));
    let drawn =
        results.settings.as_ref().and_then(|u| u.sample.curves.iter().find(|b| b.strategy == strategy));
    if let Some(drawn) = drawn {
        band(drawing, panel, &drawn.points, time, colour.faint(0.18), |s| (s.p05, s.p95));
        band(drawing, panel, points, time, colour.faint(0.40), |s| (s.p05, s.p95));
    } else {
        band(drawing, panel, points, time, colour.faint(0.20), |s| (s.p05, s.p95));
        band(drawing, panel, points, time, colour.faint(0.30), |s| (s.p25, s.p75));
    }
    if strategy != results.plan.compare.baseline {
        let base = results.stated.curve(results.plan.compare.baseline, Series::Active);
        drawing.line(path(panel, base, time, |s| s.p50), Ink::GREY, 1.5, Dash::Solid);
    }
    let adopted = results.stated.curve(strategy, Series::Adopted);
    drawing.line(path(panel, adopted, time, |s| s.p50), colour, 1.5, Dash::Dashed);
    drawing.line(path(panel, points, time, |s| s.p50), colour, 2.5, Dash::Solid);
    for begin in begun {
        let day = begin.median_day.unwrap_or(0.0);
        if let Some(point) = points.get(day.round() as usize) {
            let (x, y) = panel.at(day, point.spread.p50);
            drawing.mark((x, y + 1.0), Form::Triangle, 6.0, Ink::DARK);
        }
    }
}

/// Fills the area between two values of a curve.
pub fn band(
    drawing: &mut Drawing,
    panel: &Panel,
    points: &[Point],
    time: Time,
    colour: Ink,
    ends: fn(&Spread) -> (f64, f64),
) {
    let shown: Vec<&Point> = points.iter().filter(|p| time.shown(p.day)).collect();
    let edge = |p: &&Point, value: f64| panel.at(f64::from(p.day), value);
    let mut outline: Vec<At> = shown.iter().map(|p| edge(p, ends(&p.spread).1)).collect();
    outline.extend(shown.iter().rev().map(|p| edge(p, ends(&p.spread).0)));
    drawing.area(outline, colour);
}
