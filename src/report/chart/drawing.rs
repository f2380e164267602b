//! A drawing: shapes on a sheet of 1600 × 1000, the colours and marks that tell strategies apart.
//!
//! Always true: positions are finite, and every text is measured with the font that paints it.

use crate::report::chart::font::text_width;
use crate::units::StrategyId;

pub const WIDTH: f64 = 1600.0;
pub const HEIGHT: f64 = 1000.0;

/// A position on the sheet: right, down.
pub type At = (f64, f64);

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Color(pub u8, pub u8, pub u8, pub f64);

impl Color {
    /// Text and titles.
    pub const DARK: Color = Color(34, 34, 34, 1.0);
    /// Axes, captions, the baseline behind others.
    pub const GREY: Color = Color(105, 105, 105, 1.0);
    /// Grids.
    pub const PALE: Color = Color(224, 224, 224, 1.0);

    /// The same colour at another opacity.
    pub fn with_opacity(self, opacity: f64) -> Color {
        Color(self.0, self.1, self.2, opacity)
    }
}

/// Colours that people with any colour vision tell apart (Okabe & Ito 2008, *Color Universal
/// Design*), the yellow last and darkened, since it vanishes on white.
const PALETTE: [Color; 8] = [
    Color(0, 114, 178, 1.0),
    Color(213, 94, 0, 1.0),
    Color(0, 158, 115, 1.0),
    Color(204, 121, 167, 1.0),
    Color(230, 159, 0, 1.0),
    Color(86, 180, 233, 1.0),
    Color(0, 0, 0, 1.0),
    Color(150, 135, 20, 1.0),
];

pub fn palette(position: usize) -> Color {
    PALETTE[position % PALETTE.len()]
}

pub fn color_of(strategy: StrategyId) -> Color {
    palette(strategy.index())
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dash {
    Solid,
    Dashed,
    Dotted,
}

/// Marks on a line, so that colour is never the only difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Circle,
    Square,
    Triangle,
    Diamond,
}

pub fn marker_of(strategy: StrategyId) -> Marker {
    let position = strategy.index();
    [Marker::Circle, Marker::Square, Marker::Triangle, Marker::Diamond][(position + position / 8) % 4]
}

/// Where a text stands to its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    Left,
    Middle,
    Right,
}

/// One thing on the sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Line(Vec<At>, Color, f64, Dash),
    Area(Vec<At>, Color),
    /// A text of one line; the position is the middle of its height.
    Text(At, String, f64, Color, Align),
    /// A text read from below.
    Rotated(At, String, f64, Color),
}

/// Shapes in the order in which they are painted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    pub shapes: Vec<Shape>,
}

impl Drawing {
    pub fn line(&mut self, points: Vec<At>, color: Color, width: f64, dash: Dash) {
        self.shapes.push(Shape::Line(points, color, width, dash));
    }

    pub fn area(&mut self, points: Vec<At>, color: Color) {
        self.shapes.push(Shape::Area(points, color));
    }

    pub fn rectangle(&mut self, (left, top): At, (right, bottom): At, color: Color) {
        self.area(vec![(left, top), (right, top), (right, bottom), (left, bottom)], color);
    }

    pub fn text(&mut self, at: At, text: impl Into<String>, size: f64, color: Color, align: Align) {
        self.shapes.push(Shape::Text(at, text.into(), size, color, align));
    }

    /// Writes a text that is read from below, its middle at a position.
    pub fn rotated(&mut self, at: At, text: impl Into<String>, size: f64, color: Color) {
        self.shapes.push(Shape::Rotated(at, text.into(), size, color));
    }

    /// A whisker from left to right with caps of this half height.
    pub fn h_error_bar(&mut self, (from, to): (f64, f64), y: f64, half: f64, color: Color) {
        self.line(vec![(from, y), (to, y)], color, 1.5, Dash::Solid);
        for x in [from, to] {
            self.line(vec![(x, y - half), (x, y + half)], color, 1.5, Dash::Solid);
        }
    }

    /// A whisker from one height to another with caps of this half width.
    pub fn v_error_bar(&mut self, x: f64, (from, to): (f64, f64), half: f64, color: Color) {
        self.line(vec![(x, from), (x, to)], color, 1.5, Dash::Solid);
        for y in [from, to] {
            self.line(vec![(x - half, y), (x + half, y)], color, 1.5, Dash::Solid);
        }
    }

    pub fn mark(&mut self, (x, y): At, marker: Marker, radius: f64, color: Color) {
        let corners = |n: usize, turn: f64, r: f64| {
            (0..n)
                .map(|i| {
                    let angle = std::f64::consts::TAU * (i as f64 / n as f64) + turn;
                    (x + r * angle.sin(), y - r * angle.cos())
                })
                .collect()
        };
        let shape = match marker {
            Marker::Circle => corners(20, 0.0, radius),
            Marker::Square => corners(4, std::f64::consts::FRAC_PI_4, radius * 1.2),
            Marker::Triangle => corners(3, 0.0, radius * 1.3),
            Marker::Diamond => corners(4, 0.0, radius * 1.3),
        };
        self.area(shape, color);
    }

    /// Writes the title, in up to two lines, and the captions at the foot. Returns where the
    /// picture may begin.
    pub fn frame(&mut self, title: &str, captions: &[String]) -> f64 {
        let lines = wrap(title, 32.0, WIDTH - 100.0, 2);
        for (i, line) in lines.iter().enumerate() {
            self.text((50.0, 46.0 + 40.0 * i as f64), line, 32.0, Color::DARK, Align::Left);
        }
        for (i, caption) in captions.iter().rev().enumerate() {
            let fitted = fit(caption, 17.0, WIDTH - 100.0);
            self.text((50.0, HEIGHT - 24.0 - 24.0 * i as f64), fitted, 17.0, Color::GREY, Align::Left);
        }
        46.0 + 40.0 * lines.len() as f64
    }
}

/// The text cut to a width on the sheet, with `…` where something is missing.
pub fn fit(text: &str, size: f64, room: f64) -> String {
    if text_width(text, size) <= room {
        return text.into();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while !kept.is_empty() {
        kept.pop();
        let shorter: String = kept.iter().collect::<String>().trim_end().to_string() + "…";
        if text_width(&shorter, size) <= room {
            return shorter;
        }
    }
    String::new()
}

/// The text in lines of a width, broken at spaces, the last one cut if there would be too many.
pub fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last().map_or("", String::as_str);
        let longer = if line.is_empty() { word.to_string() } else { format!("{line} {word}") };
        let full = text_width(&longer, size) > room && !line.is_empty();
        if full && lines.len() < most {
            lines.push(word.to_string());
        } else if let Some(last) = lines.last_mut() {
            *last = longer;
        }
    }
    lines.iter().map(|line| fit(line, size, room)).collect()
}
