//! Chart 6: where adopters came from: weekly adoptions by last touch, and the ledger's shares by
//! first and last touch, one panel a strategy. Where removal was played, the shares give way to what
//! each tactic of the leader is worth.

use crate::report::chart::attribution;
use crate::report::chart::figure::*;
use crate::report::titles::{origin, worth};
use crate::study::play::Removal;
use crate::study::summary::{Credit, Touch};

/// Causes with a colour of their own; the others share grey.
const NAMED: usize = 7;
const OTHER: Color = Color(170, 170, 170, 1.0);

pub(super) const SOURCES: Chart = Chart {
    file: "6-where-adopters-came-from",
    doc: "where adopters came from, by week and in all",
    shows: |_| true,
    title: |results| match &results.removal {
        Some(removal) => worth(results, removal),
        None => origin(results),
    },
    captions,
    draw,
};

fn captions(results: &Results) -> Vec<String> {
    let captions = [
        format!("{} Means over runs.", size(results)),
        format!(
            "Areas: adoptions a week by the exposure that convinced (last touch); without the seeds; every \
             panel has its own scale. {}",
            match &results.removal {
                None => "Bars: shares of all adopters. Credit is not cause.",
                Some(_) => "Credit is not cause: only removal is.",
            }
        ),
    ];
    results.removal.as_ref().map(bars_caption).into_iter().chain(captions).collect()
}

fn draw(drawing: &mut Drawing, results: &Results, top: f64) {
    let causes = causes(results);
    let top = legend(drawing, &causes, results, top);
    let count = results.plan.strategies.len();
    let columns = if count < 4 { 1 } else { 2 };
    let rows = count.div_ceil(columns).max(1);
    let room = if results.removal.is_some() { 880.0 } else { 1510.0 };
    let bottom = if results.removal.is_some() { HEIGHT - 142.0 } else { HEIGHT - 118.0 };
    let (wide, high) = (room / columns as f64, (bottom - top) / rows as f64);
    for strategy in results.plan.strategy_ids() {
        let (row, column) = (strategy.index() / columns, strategy.index() % columns);
        let left = 50.0 + wide * column as f64;
        let upper = top + high * row as f64;
        let place = (left, upper, left + wide - 30.0, upper + high);
        let lowest = strategy.index() + columns >= count;
        panel(drawing, results, strategy, &causes, place, lowest);
    }
    if let Some(removal) = &results.removal {
        attribution::draw(drawing, results, removal, (top, bottom));
    }
}

/// What the bars of the tactics are, and what they rest on.
fn bars_caption(removal: &Removal) -> String {
    let draws =
        if removal.of_settings { "drawn settings, one run of each" } else { "runs at the stated values" };
    let shapley = if removal.tactics.iter().any(|t| t.shapley.is_some()) {
        "; Shapley: mean of what it adds, over all orders of adding tactics"
    } else {
        ""
    };
    format!(
        "Bars, {} {draws}, 95 %: credited by first and last touch; removal: adopters lost when it alone is left out{shapley}.",
        removal.draws
    )
}

/// Names of the causes with a colour of their own, the most credited first.
fn causes(results: &Results) -> Vec<String> {
    // Shares, not counts: the causes of a small strategy matter as much as those of a large one.
    let mut names: Vec<(f64, &str)> = Vec::new();
    for credit in &results.credits {
        match names.iter_mut().find(|(_, name)| *name == credit.cause) {
            Some((sum, _)) => *sum += credit.share,
            None => names.push((credit.share, &credit.cause)),
        }
    }
    names.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    names.into_iter().take(NAMED).map(|(_, name)| name.to_string()).collect()
}

fn legend(drawing: &mut Drawing, causes: &[String], results: &Results, top: f64) -> f64 {
    let mut entries: Vec<(String, Color)> =
        (0..).map(palette).zip(causes).map(|(i, c)| (c.clone(), i)).collect();
    if results.credits.iter().any(|c| !causes.contains(&c.cause)) {
        entries.push(("all others".into(), OTHER));
    }
    let (mut x, mut y) = (50.0, top);
    for (name, color) in entries {
        let text = fit(&name, 17.0, 330.0);
        let wide = text_width(&text, 17.0) + 54.0;
        if x + wide > 1570.0 {
            (x, y) = (50.0, y + 26.0);
        }
        drawing.rectangle((x, y - 8.0), (x + 16.0, y + 8.0), color);
        drawing.text((x + 24.0, y), text, 17.0, Color::DARK, Align::Left);
        x += wide;
    }
    y + 20.0
}

fn cause_color(causes: &[String], cause: &str) -> Color {
    causes.iter().position(|c| c == cause).map_or(OTHER, palette)
}

/// Credits of a strategy in the order of the legend, so that equal causes lie alike everywhere.
fn ordered<'a>(
    results: &'a Results,
    strategy: StrategyId,
    touch: Touch,
    causes: &[String],
) -> Vec<&'a Credit> {
    let mut found: Vec<&Credit> =
        results.credits.iter().filter(|c| c.strategy == strategy && c.touch == touch).collect();
    found.sort_by_key(|c| causes.iter().position(|name| *name == c.cause).unwrap_or(usize::MAX));
    found
}

fn panel(
    drawing: &mut Drawing,
    results: &Results,
    strategy: StrategyId,
    causes: &[String],
    (left, top, right, bottom): (f64, f64, f64, f64),
    lowest: bool,
) {
    let (plan, removal) = (&results.plan, results.removal.as_ref());
    let last = ordered(results, strategy, Touch::Last, causes);
    let weeks = last.iter().map(|c| c.weekly.len()).max().unwrap_or(1);
    let sum = |week: usize| last.iter().filter_map(|c| c.weekly.get(week)).sum::<f64>();
    let most = (0..weeks).map(sum).fold(0.0, f64::max);
    let time = Time::of(plan);
    let bars = if removal.is_some() { 0.0 } else { 190.0 };
    let (upper, lower) = (top + 34.0, bottom - if lowest { 42.0 } else { 28.0 });
    let y = Scale::Straight(0.0, if most > 0.0 { most * 1.05 } else { 1.0 });
    let panel = Panel::new((left + 65.0, right - bars), (upper, lower), time.scale(), y);
    let adopters = last.iter().map(|c| c.mean).sum::<f64>();
    let title = fit(&title_of(plan, strategy), 19.0, (0.6 * (panel.right - panel.left)).min(430.0));
    let after = panel.left + text_width(&title, 19.0) + 14.0;
    drawing.text((panel.left, top + 14.0), title, 19.0, Color::DARK, Align::Left);
    let told = format!("{} ever adopted (mean)", people(adopters));
    let told = fit(&told, 15.0, right - after);
    drawing.text((after, top + 15.0), told, 15.0, Color::GREY, Align::Left);
    let unit = if time.unit() == "day" { "adoptions a week; days" } else { "week" };
    let values = if most > 0.0 { panel.y.ticks(3) } else { vec![0.0] };
    Axes {
        size: 14.0,
        x: time.ticks(8),
        x_name: if lowest { unit } else { "" },
        y: labelled(values, short),
        ..Axes::default()
    }
    .draw(drawing, &panel);
    areas(drawing, &panel, &last, causes, results.plan.horizon_days());
    if removal.is_some() {
        return;
    }
    for (i, touch) in [Touch::First, Touch::Last].into_iter().enumerate() {
        let x = panel.right + 34.0 + 80.0 * i as f64;
        let credits = ordered(results, strategy, touch, causes);
        stack(drawing, &credits, causes, (x, panel.top, x + 62.0, panel.bottom));
        let at = (x + 31.0, panel.bottom + 15.0);
        drawing.text(at, format!("{} touch", touch.name()), 14.0, Color::GREY, Align::Middle);
    }
}

/// Weekly steps, stacked from below.
fn areas(drawing: &mut Drawing, panel: &Panel, credits: &[&Credit], causes: &[String], horizon: Day) {
    let weeks = credits.iter().map(|c| c.weekly.len()).max().unwrap_or(0);
    let mut floor = vec![0.0; weeks];
    for credit in credits {
        let edge = |heights: &[f64]| {
            let steps = heights.iter().enumerate().flat_map(|(week, height)| {
                let from = 7.0 * week as f64;
                [panel.at(from, *height), panel.at((from + 7.0).min(f64::from(horizon)), *height)]
            });
            steps.collect::<Vec<_>>()
        };
        let color = cause_color(causes, &credit.cause);
        stacked(drawing, &mut floor, credit.weekly.iter().copied(), color, edge);
    }
}

/// One bar of shares, stacked from below, with its per cents where they fit.
fn stack(
    drawing: &mut Drawing,
    credits: &[&Credit],
    causes: &[String],
    (left, top, right, bottom): (f64, f64, f64, f64),
) {
    let mut y = bottom;
    for credit in credits {
        let upper = y - (bottom - top) * credit.share;
        let fill = cause_color(causes, &credit.cause);
        drawing.rectangle((left, upper), (right, y), fill);
        if y - upper > 18.0 {
            // Light on dark and dark on light, by the weights of brightness.
            let light = 0.3 * f64::from(fill.0) + 0.59 * f64::from(fill.1) + 0.11 * f64::from(fill.2);
            let paper = if light > 125.0 { Color(20, 20, 20, 1.0) } else { Color(255, 255, 255, 1.0) };
            let at = ((left + right) / 2.0, (y + upper) / 2.0);
            drawing.text(at, percent(credit.share), 14.0, paper, Align::Middle);
        }
        y = upper;
    }
}
