//! What charts are made of, under one name: a chart itself, captions, headings, lines, bands and marks,
//! with the parts of the files beside.

pub(super) use crate::report::chart::axes::*;
pub(super) use crate::report::chart::drawing::*;
pub(super) use crate::report::chart::font::text_width;
pub(super) use crate::report::chart::labels::{End, Taken, direct};
pub(super) use crate::report::chart::panel::{Panel, Scale};
pub(super) use crate::report::format::{grouped, hours, measured, people, percent, plain, plural};
pub(super) use crate::report::format::{rounded, short, signed_percent, when};
pub(super) use crate::report::titles::title_of;
pub(super) use crate::study::Results;
pub(super) use crate::study::summary::{Point, Series};
pub(super) use crate::units::{Day, StrategyId};

/// A chart: what it shows, and how it is drawn from what a study found.
#[derive(Debug)]
pub struct Chart {
    /// File name without its ending; its number is the order of reading.
    pub file: &'static str,
    /// What it shows.
    pub doc: &'static str,
    /// Whether there is anything to show.
    pub shows: fn(&Results) -> bool,
    /// The title: its finding.
    pub title: fn(&Results) -> String,
    /// Lines below the picture: what the marks mean, and what they rest on.
    pub captions: fn(&Results) -> Vec<String>,
    /// Draws the picture below a height.
    pub draw: fn(&mut Drawing, &Results, f64),
}

impl Chart {
    /// The chart of a study; one line that says so where there is nothing to show.
    pub fn drawn(&self, results: &Results) -> Drawing {
        let mut drawing = Drawing::default();
        if (self.shows)(results) {
            let top = drawing.frame(&(self.title)(results), &(self.captions)(results));
            (self.draw)(&mut drawing, results, top);
        } else {
            drawing.frame("Nothing was played that this chart could show", &[]);
        }
        drawing
    }
}

/// Caption that every chart with bands of luck carries.
pub fn luck(results: &Results) -> String {
    format!("{} Bands: luck only, not the uncertainty of the settings.", size(results))
}

/// Caption of a chart of the runs that the verdict is about: what it rests on, and what its bands hold.
pub fn bands(results: &Results) -> String {
    let Some(found) = &results.settings else { return luck(results) };
    let (settings, of) = (found.sample.settings, runs(found.sample.runs));
    format!("{settings} settings × {of} of each strategy, the same luck for all. Bands: settings and luck.")
}

/// How many runs and networks a chart rests on.
pub fn size(results: &Results) -> String {
    let networks = plural(results.stated.networks, "network", "networks");
    format!("n = {} of each strategy on {networks}, the same luck for all.", runs(results.stated.runs))
}

/// A number of runs: `1 run`, `8 runs`.
pub fn runs(count: usize) -> String {
    plural(count, "run", "runs")
}

/// Name of the x axis of a chart over time.
pub fn since(time: Time, results: &Results) -> String {
    format!("{} from {}", time.unit(), results.plan.start)
}

/// Left edge of the small panels' region.
const GRID_LEFT: f64 = 960.0;
/// Right edge of the sheet's picture.
const RIGHT: f64 = 1585.0;

/// The large panel.
pub fn overview(top: f64, x: Scale, y: Scale) -> Panel {
    Panel::new((115.0, 680.0), (top + 30.0, HEIGHT - 150.0), x, y)
}

/// Room for labels right of the large panel.
pub const LABEL_ROOM: f64 = 225.0;

/// A small panel, and whether it writes its foot and side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Small {
    pub panel: Panel,
    pub lowest: bool,
    pub leftmost: bool,
}

/// Small panels for `count` strategies, row by row; two lines of text fit above each.
pub fn small(count: usize, top: f64, x: Scale, y: Scale) -> Vec<Small> {
    let columns = match count {
        0..=3 => 1,
        4..=10 => 2,
        _ => 3,
    };
    let rows = count.div_ceil(columns).max(1);
    let (wide, gap) = ((RIGHT - GRID_LEFT) / columns as f64, 32.0);
    let bottom = HEIGHT - 150.0;
    let high = (bottom - top + 20.0) / rows as f64;
    (0..count)
        .map(|i| {
            let (row, column) = (i / columns, i % columns);
            let left = GRID_LEFT + wide * column as f64;
            let upper = top - 20.0 + high * row as f64;
            let lower = upper + high - 14.0 + if row + 1 == rows { 14.0 } else { 0.0 };
            let panel = Panel::new((left, left + wide - gap), (upper + 50.0, lower), x, y);
            Small { panel, lowest: i + columns >= count, leftmost: column == 0 }
        })
        .collect()
}

/// Axes and heading of a small panel: the strategy's name, and a smaller line below it.
pub fn heading(
    drawing: &mut Drawing,
    place: &Small,
    (name, below): (&str, &str),
    color: Color,
    time: Time,
    y_label: fn(f64) -> String,
) {
    let panel = &place.panel;
    let room = panel.right - panel.left;
    drawing.text((panel.left, panel.top - 31.0), fit(name, 18.0, room), 18.0, color, Align::Left);
    drawing.text((panel.left, panel.top - 12.0), fit(below, 14.0, room), 14.0, Color::GREY, Align::Left);
    let (x, y): (Vec<Tick>, Vec<Tick>) = (time.ticks(5), labelled(panel.y.ticks(5), y_label));
    Axes {
        size: 14.0,
        x: if place.lowest { x } else { bare(x) },
        x_name: if place.lowest { time.unit() } else { "" },
        y: if place.leftmost { y } else { bare(y) },
        ..Axes::default()
    }
    .draw(drawing, panel);
}

/// The days of a curve that are drawn, each with a value.
pub fn path<P>(panel: &Panel, points: &[P], time: Time, value: impl Fn(&P) -> (Day, f64)) -> Vec<At> {
    let days = points.iter().map(value).filter(|(day, _)| time.shown(*day));
    days.map(|(day, value)| panel.at(f64::from(day), value)).collect()
}

/// Fills the area between the lower and the upper value of every day.
pub fn band<P>(
    drawing: &mut Drawing,
    panel: &Panel,
    points: &[P],
    time: Time,
    color: Color,
    ends: impl Fn(&P) -> (Day, f64, f64),
) {
    let end = |upper: bool| {
        path(panel, points, time, |p| {
            let (day, low, high) = ends(p);
            (day, if upper { high } else { low })
        })
    };
    let mut outline = end(true);
    outline.extend(end(false).into_iter().rev());
    drawing.area(outline, color);
}

/// Fills the area between heights and what is laid on them, which are the heights then.
pub fn stacked(
    drawing: &mut Drawing,
    heights: &mut [f64],
    more: impl IntoIterator<Item = f64>,
    color: Color,
    edge: impl Fn(&[f64]) -> Vec<At>,
) {
    let mut outline = edge(heights);
    heights.iter_mut().zip(more).for_each(|(height, more)| *height += more);
    outline.reverse();
    outline.extend(edge(heights));
    drawing.area(outline, color);
}

/// Draws the line of a strategy with marks at `marked` places, and notes the label of its end.
pub fn strategy_line(
    drawing: &mut Drawing,
    ends: &mut Vec<End>,
    strategy: StrategyId,
    (line, marked, width): (Vec<At>, &[At], f64),
    text: String,
) {
    let Some((_, y)) = line.last().copied() else { return };
    // At other places for every strategy.
    let step = (marked.len() / 7).max(1);
    for at in marked.iter().skip(step * (strategy.index() % 8) / 8).step_by(step) {
        drawing.mark(*at, marker_of(strategy), 5.0, color_of(strategy));
    }
    drawing.line(line, color_of(strategy), width, Dash::Solid);
    ends.push(End { y, text, color: color_of(strategy) });
}
