//! Chart 1: active owners by week, logarithmic, over the runs that the verdict is about: luck, or settings
//! and luck.
//!
//! Left: medians of all strategies, the reached market, openings of channels. Right: one panel a
//! strategy with 5–95 and 25–75 % bands, the dashed median of everybody who ever had it, the
//! baseline in grey, and triangles where tactics began; where settings were drawn, the median at the
//! stated values is dotted.

use crate::report::chart::figure::*;
use crate::report::titles::growth;
use crate::scenario::plan::{Judged, Plan};
use crate::study::summary::Begin;

pub(super) const GROWTH: Chart = Chart {
    file: "1-active-users",
    doc: "active owners by week, with bands of luck, or of settings and luck",
    shows: |_| true,
    title: growth,
    captions,
    draw,
};

fn captions(results: &Results) -> Vec<String> {
    let rest = "dashed: ever adopted (median); grey: baseline; triangles: a tactic begins. Nobody active \
                is drawn at the foot.";
    let (of, stated) = match results.settings {
        None => ("runs", ""),
        Some(_) => ("runs in all settings", "dotted: median at the stated values; "),
    };
    let ranked = match results.plan.compare.outcome {
        Judged::Active => String::new(),
        Judged::Profit => " Strategies are ranked by profit; the curves are owners.".to_owned(),
    };
    vec![bands(results) + &ranked, format!("Right: median, 25–75 % and 5–95 % of {of}; {stated}{rest}")]
}

fn draw(drawing: &mut Drawing, results: &Results, top: f64) {
    let time = Time::of(&results.plan);
    let y = scale(results);
    left(drawing, results, overview(top, time.scale(), y), time);
    let panels = small(results.plan.strategies.len(), top, time.scale(), y);
    for (strategy, place) in results.plan.strategy_ids().zip(&panels) {
        right(drawing, results, strategy, place, time);
    }
}

fn scale(results: &Results) -> Scale {
    let points = |series| {
        let curves = results.sample().curves.iter().filter(move |c| c.series == series);
        curves.flat_map(|c| &c.points).map(|p| p.spread)
    };
    let active = || points(Series::Active);
    let high = active().chain(points(Series::Adopted)).map(|s| s.p95).fold(10.0, f64::max);
    let market = points(Series::Market).map(|s| s.p50).fold(0.0, f64::max);
    let low = active().map(|s| s.p05).filter(|v| *v > 0.0).fold(high, f64::min);
    Scale::log_around(low.clamp(1.0, high), high.max(market))
}

/// The median of a curve's day.
fn median(point: &Point) -> (Day, f64) {
    (point.day, point.spread.p50)
}

fn left(drawing: &mut Drawing, results: &Results, panel: Panel, time: Time) {
    let plan = &results.plan;
    Axes {
        size: 17.0,
        x: time.ticks(8),
        x_name: &since(time, results),
        y: labelled(panel.y.ticks(8), short),
        y_name: "active owners (log)",
    }
    .draw(drawing, &panel);
    openings(drawing, plan, &panel);
    let market = results.sample().curve(results.plan.compare.baseline, Series::Market);
    let mut ends = Vec::new();
    if let Some(last) = market.last().filter(|p| p.spread.p50 > 0.0) {
        drawing.line(path(&panel, market, time, median), Color::GREY, 1.5, Dash::Dotted);
        let (_, y) = panel.at(f64::from(last.day), last.spread.p50);
        let text = format!("reached market {}", short(rounded(last.spread.p50)));
        ends.push(End { y, text, color: Color::GREY });
    }
    for strategy in results.plan.strategy_ids() {
        let line = path(&panel, results.sample().curve(strategy, Series::Active), time, median);
        let marked = line.clone();
        strategy_line(drawing, &mut ends, strategy, (line, &marked, 2.5), title_of(plan, strategy));
    }
    direct(drawing, &ends, &panel, LABEL_ROOM, 18.0);
}

/// Upright dotted lines where channels open, named above the panel.
fn openings(drawing: &mut Drawing, plan: &Plan, panel: &Panel) {
    let mut free_from = f64::NEG_INFINITY;
    let within = |day: f64| day > 0.0 && day <= f64::from(plan.horizon_days());
    let mut opening: Vec<_> = plan.channels.iter().filter(|c| within(c.opens_day)).collect();
    opening.sort_by(|a, b| a.opens_day.total_cmp(&b.opens_day));
    for channel in opening {
        let x = panel.column(channel.opens_day);
        let foot = (x, panel.bottom);
        drawing.line(vec![(x, panel.top), foot], Color::GREY.with_opacity(0.7), 1.0, Dash::Dotted);
        let text = fit(&format!("{} opens", channel.name), 15.0, 180.0);
        let wide = text_width(&text, 15.0);
        // A label that would run into the one before goes a line higher.
        let y = if x - wide / 2.0 < free_from { panel.top - 30.0 } else { panel.top - 12.0 };
        drawing.text((x, y), text, 15.0, Color::GREY, Align::Middle);
        free_from = x + wide / 2.0 + 6.0;
    }
}

fn right(drawing: &mut Drawing, results: &Results, strategy: StrategyId, place: &Small, time: Time) {
    let plan = &results.plan;
    let panel = &place.panel;
    let sample = results.sample();
    let points = sample.curve(strategy, Series::Active);
    let color = color_of(strategy);
    let begun: Vec<_> =
        results.begins.iter().filter(|b| b.strategy == strategy && b.median_day.is_some()).collect();
    let told = |b: &&Begin| format!("{} {:.0}", b.name, b.median_day.unwrap_or(0.0) / time.unit_days());
    let told: Vec<String> = begun.iter().map(told).collect();
    let below = if told.is_empty() {
        let end = points.last().map_or(0.0, |p| p.spread.p50);
        format!("{} by the end (median)", grouped(rounded(end)))
    } else {
        format!("from {}: {}", time.unit(), told.join(", "))
    };
    heading(drawing, place, (&title_of(plan, strategy), &below), color, time, short);
    let inner = |p: &Point| (p.day, p.spread.p25, p.spread.p75);
    let outer = |p: &Point| (p.day, p.spread.p05, p.spread.p95);
    band(drawing, panel, points, time, color.with_opacity(0.20), outer);
    band(drawing, panel, points, time, color.with_opacity(0.30), inner);
    if strategy != results.plan.compare.baseline {
        let base = sample.curve(results.plan.compare.baseline, Series::Active);
        drawing.line(path(panel, base, time, median), Color::GREY, 1.5, Dash::Solid);
    }
    let adopted = sample.curve(strategy, Series::Adopted);
    drawing.line(path(panel, adopted, time, median), color, 1.5, Dash::Dashed);
    if results.settings.is_some() {
        let stated = results.stated.curve(strategy, Series::Active);
        drawing.line(path(panel, stated, time, median), Color::DARK, 1.5, Dash::Dotted);
    }
    drawing.line(path(panel, points, time, median), color, 2.5, Dash::Solid);
    for begin in begun {
        let day = begin.median_day.unwrap_or(0.0);
        if let Some(point) = points.iter().rfind(|p| f64::from(p.day) <= day.round()) {
            let (x, y) = panel.at(day, point.spread.p50);
            drawing.mark((x, y + 1.0), Marker::Triangle, 6.0, Color::DARK);
        }
    }
}
