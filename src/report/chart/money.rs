//! Chart 5: what money buys: extra active owners, and what each of them costs, against money spent.
//!
//! Every strategy is a path over a quarter, a half, all and twice its money. On the paths stands what
//! the money of a step brought back beyond itself, where there is room.

use crate::report::chart::figure::*;
use crate::report::titles::money;
use crate::statistics::Ratio;
use crate::study::play::MoneyLevel;

/// Spent or bought amounts further apart than this are drawn in logarithms.
const WIDE: f64 = 20.0;
/// Size of the numbers on the paths.
const SMALL: f64 = 14.0;
/// Distance of the whiskers of two strategies that spend the same.
const APART: f64 = 5.0;

pub(super) const MONEY: Chart = Chart {
    file: "5-what-money-buys",
    doc: "what money buys, and at what cost; needs strategies that spend money and one that does not",
    shows: |results| !results.budgets.is_empty(),
    title: money,
    captions,
    draw,
};

fn captions(results: &Results) -> Vec<String> {
    let runs = results.budgets.iter().map(|b| b.runs).max().unwrap_or(0);
    let currency = &results.plan.currency;
    vec![
        format!(
            "n = {runs} runs of each point at the stated values, each with its organic pair under the same luck; whiskers: 95 % (luck only). Paths: a quarter, half, all (large mark) and twice the money."
        ),
        format!(
            "Numbers on paths: {currency} that each further {currency} of the step brought back beyond itself, as margin of extra adopters. Right: a dotted whisker has no upper end, no mark means none extra."
        ),
    ]
}

fn draw(drawing: &mut Drawing, results: &Results, top: f64) {
    let plan = &results.plan;
    let spent = scale(results.budgets.iter().map(|b| b.spent), 1.0);
    let extra = of_extra(&results.budgets);
    let cost = of_costs(&results.budgets);
    let place = |left, right, y| Panel::new((left, right), (top + 60.0, HEIGHT - 150.0), spent, y);
    let panel = place(130.0, 720.0, extra);
    let name = format!("extra active owners in {}, over organic", when(plan.last_horizon()));
    axes(drawing, &panel, &name, &plan.currency);
    if matches!(panel.y, Scale::Straight(..)) {
        panel.rule(drawing, 0.0, Color::DARK, 1.2, Dash::Solid);
    }
    let costs = place(1040.0, 1560.0, cost);
    axes(drawing, &costs, &format!("{} per extra active owner", plan.currency), &plan.currency);
    if results.budgets.iter().all(|b| b.cost.is_none()) {
        let middle = (f64::midpoint(costs.left, costs.right), f64::midpoint(costs.top, costs.bottom));
        drawing.text(middle, "none extra at any cost", 18.0, Color::GREY, Align::Middle);
    }
    let mut ends = Vec::new();
    let mut taken = Taken::default();
    let all = paths(&results.budgets).count() as f64;
    for (i, path) in paths(&results.budgets).enumerate() {
        let strategy = path[0].strategy;
        // Strategies that spend the same stand side by side.
        let aside = APART * (i as f64 - (all - 1.0) / 2.0);
        let (panel, costs) = (panel.moved(aside), costs.moved(aside));
        let at: Vec<At> = path.iter().map(|b| panel.at(b.spent, b.extra.mean)).collect();
        for (budget, (x, _)) in path.iter().zip(&at) {
            if let Some(ends) = budget.extra.interval {
                let ends = (panel.height(ends.low), panel.height(ends.high));
                drawing.v_error_bar(*x, ends, 5.0, color_of(strategy).with_opacity(0.8));
                taken.put((x - 5.0, ends.1), (x + 5.0, ends.0));
            }
        }
        line(drawing, &at, path);
        take(&mut taken, &at, 2.0);
        at.iter().for_each(|(x, y)| taken.put((x - 11.0, y - 11.0), (x + 11.0, y + 11.0)));
        if let Some(last) = at.last() {
            ends.push(End { y: last.1, text: title_of(plan, strategy), color: color_of(strategy) });
        }
        cost_path(drawing, &costs, path);
    }
    for (i, path) in paths(&results.budgets).enumerate() {
        let aside = APART * (i as f64 - (all - 1.0) / 2.0);
        marginals(drawing, &panel.moved(aside), path, &mut taken);
    }
    direct(drawing, &ends, &panel, 225.0, 17.0);
}

/// The points of each strategy, by rising multiple of the money.
fn paths(budgets: &[MoneyLevel]) -> impl Iterator<Item = &[MoneyLevel]> {
    budgets.chunk_by(|a, b| a.strategy == b.strategy)
}

/// A scale of amounts from `least` on: straight from 0, logarithmic where they lie far apart.
fn scale(values: impl Iterator<Item = f64> + Clone, least: f64) -> Scale {
    let high = values.clone().fold(least, f64::max);
    let low = values.filter(|v| *v > 0.0).fold(high, f64::min);
    if high > WIDE * low {
        Scale::Log(low.max(least) * 0.7, high * 1.4)
    } else {
        Scale::Straight(0.0, high * 1.06)
    }
}

/// Straight, so that losses show; logarithmic where every strategy surely gains and they lie far apart.
fn of_extra(budgets: &[MoneyLevel]) -> Scale {
    let lows = || budgets.iter().map(|b| b.extra.ends().low);
    let high = budgets.iter().map(|b| b.extra.ends().high).fold(1.0, f64::max);
    let low = lows().fold(0.0, f64::min);
    if lows().all(|l| l > 0.0) {
        return scale(lows().chain([high]).collect::<Vec<_>>().into_iter(), 1.0);
    }
    Scale::Straight(low * 1.06, high * 1.06)
}

/// Logarithmic, around all costs and their intervals; unbounded ones reach the upper edge.
fn of_costs(budgets: &[MoneyLevel]) -> Scale {
    let costs = || budgets.iter().filter_map(|b| b.cost);
    let cheapest = costs().map(|c| c.value).fold(f64::INFINITY, f64::min);
    // Next to nobody bought is a cost without bounds; it must not press the others together.
    let high =
        costs().map(|c| c.interval.high.unwrap_or(c.value * 2.0)).fold(0.0, f64::max).min(cheapest * 1e4);
    let low = costs().map(|c| c.interval.low.unwrap_or(c.value)).fold(high, f64::min).max(cheapest / 100.0);
    if high > 0.0 { Scale::Log(low.min(high / 4.0) * 0.8, high * 1.3) } else { Scale::Log(1.0, 1_000.0) }
}

fn axes(drawing: &mut Drawing, panel: &Panel, name: &str, currency: &str) {
    let log = |scale: Scale| if matches!(scale, Scale::Log(..)) { " (log)" } else { "" };
    Axes {
        x: labelled(panel.x.inside_ticks(6), short),
        x_name: &format!("{currency} spent over the horizon{}", log(panel.x)),
        y: labelled(panel.y.inside_ticks(10), short),
        ..Axes::default()
    }
    .draw(drawing, panel);
    let at = (panel.left - 70.0, panel.top - 30.0);
    drawing.text(at, format!("{name}{}", log(panel.y)), 17.0, Color::DARK, Align::Left);
}

/// The path and its marks; that of the stated money is the large one.
fn line(drawing: &mut Drawing, at: &[At], path: &[MoneyLevel]) {
    let Some(first) = path.first() else { return };
    drawing.line(at.to_vec(), color_of(first.strategy), 2.5, Dash::Solid);
    for (at, budget) in at.iter().zip(path) {
        let radius = if budget.multiple == 1.0 { 9.0 } else { 5.5 };
        drawing.mark(*at, marker_of(budget.strategy), radius, color_of(budget.strategy));
    }
}

/// Cost per extra owner along a path; it is broken where there are none extra.
fn cost_path(drawing: &mut Drawing, panel: &Panel, path: &[MoneyLevel]) {
    for piece in path.chunk_by(|a, b| a.cost.is_some() && b.cost.is_some()) {
        let with: Vec<(&MoneyLevel, Ratio)> = piece.iter().filter_map(|b| Some((b, b.cost?))).collect();
        let at: Vec<At> = with.iter().map(|(b, c)| panel.at(b.spent, c.value)).collect();
        for ((budget, cost), (x, y)) in with.iter().zip(&at) {
            let color = color_of(budget.strategy).with_opacity(0.8);
            if let Some(low) = cost.interval.low {
                drawing.v_error_bar(*x, (panel.height(low), *y), 5.0, color);
            }
            match cost.interval.high {
                Some(high) => drawing.v_error_bar(*x, (panel.height(high), *y), 5.0, color),
                None => drawing.line(vec![(*x, *y), (*x, panel.top)], color, 1.5, Dash::Dotted),
            }
        }
        if with.len() == piece.len() {
            line(drawing, &at, piece);
        }
    }
}

/// What further money brought back beyond itself, above or below the middle of each step.
fn marginals(drawing: &mut Drawing, panel: &Panel, path: &[MoneyLevel], taken: &mut Taken) {
    for step in path.windows(2) {
        let Some(marginal) = step[1].marginal else { continue };
        let (sign, size) = (if marginal.value < 0.0 { "−" } else { "+" }, marginal.value.abs());
        // A step that brings next to nothing back must not read as one that brings nothing.
        let text = if size < 10.0 { format!("{sign}{size:.2}") } else { format!("{sign}{size:.0}") };
        let (a, b) =
            (panel.at(step[0].spent, step[0].extra.mean), panel.at(step[1].spent, step[1].extra.mean));
        let (x, y) = (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1));
        let half = text_width(&text, SMALL) / 2.0 + 2.0;
        // Paths rise, so room is most likely above on the left, or below on the right.
        let beside = half + 4.0;
        let places =
            [(0.0, -14.0), (-beside, -9.0), (beside, 9.0), (0.0, 14.0), (-beside, -20.0), (beside, 20.0)];
        let free = places.iter().map(|(right, down)| (x + right, y + down)).find(|(x, y)| {
            *y > panel.top && *y < panel.bottom - 8.0 && taken.free((x - half, y - 8.0), (x + half, y + 8.0))
        });
        if let Some((x, y)) = free {
            taken.put((x - half, y - 8.0), (x + half, y + 8.0));
            drawing.text((x, y), text, SMALL, color_of(path[0].strategy), Align::Middle);
        }
    }
}

/// Takes the room along a line.
fn take(taken: &mut Taken, line: &[At], half: f64) {
    for pair in line.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        for i in 0..=40 {
            let share = f64::from(i) / 40.0;
            let (x, y) = (a.0 + (b.0 - a.0) * share, a.1 + (b.1 - a.1) * share);
            taken.put((x - half, y - half), (x + half, y + half));
        }
    }
}
