//! Painting: shapes to SVG or PNG, by one function generic over the backend.
//!
//! Everything is painted at twice the size: SVG keeps half pixels that way, and PNG is averaged
//! down, which smooths lines that the bitmap backend draws with steps.
//!
//! Only this file and `font` name `plotters`.

use std::path::Path;

use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{PathElement, Polygon, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, IntoFont, RGBColor, ShapeStyle, TextStyle, WHITE};

use crate::report::chart::drawing::{Align, At, Dash, Drawing, HEIGHT, Ink, Shape, WIDTH};
use crate::report::chart::font::{FAMILY, ensure_font, text_width};

/// Factor between the sheet and what is painted.
const FINE: u32 = 2;

/// A chart that could not be painted.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DrawError(String);

fn failed(error: impl std::fmt::Display) -> DrawError {
    DrawError(error.to_string())
}

fn style(ink: Ink) -> plotters::style::RGBAColor {
    RGBColor(ink.0, ink.1, ink.2).mix(ink.3)
}

fn pixel((x, y): At) -> (i32, i32) {
    let fine = f64::from(FINE);
    ((x * fine).round() as i32, (y * fine).round() as i32)
}

/// Pixels of a line; points that fall on the same pixel are one, since a thick stroke of no length
/// has no direction.
fn pixels(points: &[At]) -> Vec<(i32, i32)> {
    let mut pixels: Vec<(i32, i32)> = points.iter().copied().map(pixel).collect();
    pixels.dedup();
    pixels
}

/// How a backend sets texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// As real text, which the reader's program sets.
    Whole,
    /// Sign by sign. The bitmap backend leaves out the space that a glyph has on its left, so that
    /// narrow signs lean to the left; here each stands in the middle of its own room.
    Signs,
}

/// Share of its size by which a bitmap text is moved down: the backends do not agree where the
/// middle of a text is.
const LOWER: f64 = 0.1;

/// Paints all shapes.
fn paint<DB: DrawingBackend>(
    drawing: &Drawing,
    root: &DrawingArea<DB, Shift>,
    setting: Setting,
) -> Result<(), DrawError>
where
    DB::ErrorType: 'static,
{
    ensure_font();
    root.fill(&WHITE).map_err(failed)?;
    for shape in &drawing.shapes {
        match shape {
            Shape::Line(points, ink, width, dash) => {
                let stroke = (width * f64::from(FINE)).round().max(1.0) as u32;
                let look = ShapeStyle { color: style(*ink), filled: false, stroke_width: stroke };
                for piece in pieces(points, *dash) {
                    let path = pixels(&piece);
                    if path.len() > 1 {
                        root.draw(&PathElement::new(path, look)).map_err(failed)?;
                    }
                }
            }
            Shape::Area(points, ink) => {
                let corners = pixels(points);
                let tall = corners.iter().any(|c| c.1 != corners[0].1);
                let wide = corners.iter().any(|c| c.0 != corners[0].0);
                if corners.len() > 2 && tall && wide {
                    root.draw(&Polygon::new(corners, style(*ink).filled())).map_err(failed)?;
                }
            }
            Shape::Text(at, text, size, ink, align) if setting == Setting::Whole => {
                write(root, *at, text, *size, *ink, *align, FontTransform::None)?;
            }
            Shape::Text(at, text, size, ink, align) => {
                for (x, sign) in signs(at.0, text, *size, *align) {
                    let at = (x, at.1 + LOWER * size);
                    write(root, at, &sign, *size, *ink, Align::Left, FontTransform::None)?;
                }
            }
            Shape::Turned(at, text, size, ink) => {
                write(root, *at, text, *size, *ink, Align::Middle, FontTransform::Rotate270)?;
            }
        }
    }
    root.present().map_err(failed)
}

fn write<DB: DrawingBackend>(
    root: &DrawingArea<DB, Shift>,
    at: At,
    text: &str,
    size: f64,
    ink: Ink,
    align: Align,
    turn: FontTransform,
) -> Result<(), DrawError>
where
    DB::ErrorType: 'static,
{
    if text.is_empty() {
        return Ok(());
    }
    let side = match align {
        Align::Left => HPos::Left,
        Align::Middle => HPos::Center,
        Align::Right => HPos::Right,
    };
    let font = (FAMILY, size * f64::from(FINE)).into_font().transform(turn);
    let colour = style(ink);
    let look = TextStyle::from(font).color(&colour).pos(Pos::new(side, VPos::Center));
    root.draw(&Text::new(text.to_string(), pixel(at), look)).map_err(failed)
}

/// The visible signs of a text, each with the place where its ink begins.
fn signs(x: f64, text: &str, size: f64, align: Align) -> Vec<(f64, String)> {
    let widths: Vec<(String, f64)> =
        text.chars().map(|c| (c.to_string(), text_width(c.encode_utf8(&mut [0; 4]), size))).collect();
    let whole: f64 = widths.iter().map(|w| w.1).sum();
    let mut left = match align {
        Align::Left => x,
        Align::Middle => x - whole / 2.0,
        Align::Right => x - whole,
    };
    let mut signs = Vec::new();
    for (sign, width) in widths {
        if let Some(ink) = ink_width(&sign, size) {
            signs.push((left + (width - ink) / 2.0, sign));
        }
        left += width;
    }
    signs
}

/// Width of what is visible of a text; `None` where nothing is.
fn ink_width(text: &str, size: f64) -> Option<f64> {
    let font = (FAMILY, size * f64::from(FINE)).into_font();
    let mut last = None;
    let drawn = font.draw(text, (0, 0), |x, _, cover| {
        if cover > 0.3 {
            last = last.max(Some(x + 1));
        }
        Ok::<(), std::convert::Infallible>(())
    });
    drawn.ok().and(last).map(|width| f64::from(width) / f64::from(FINE))
}

/// The pieces of a broken line.
fn pieces(points: &[At], dash: Dash) -> Vec<Vec<At>> {
    let (on, off) = match dash {
        Dash::Solid => return vec![points.to_vec()],
        Dash::Dashed => (9.0, 6.0),
        Dash::Dotted => (2.0, 5.0),
    };
    let mut pieces = Vec::new();
    let (mut drawn, mut left, mut piece) = (true, on, points.first().map_or(vec![], |p| vec![*p]));
    for pair in points.windows(2) {
        let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
        let length = (x1 - x0).hypot(y1 - y0);
        let mut done = 0.0;
        while length - done > left {
            done += left;
            let here = (x0 + (x1 - x0) * done / length, y0 + (y1 - y0) * done / length);
            if drawn {
                piece.push(here);
                pieces.push(std::mem::take(&mut piece));
            } else {
                piece = vec![here];
            }
            drawn = !drawn;
            left = if drawn { on } else { off };
        }
        left -= length - done;
        if drawn {
            piece.push((x1, y1));
        }
    }
    if piece.len() > 1 {
        pieces.push(piece);
    }
    pieces
}

const SHEET: (u32, u32) = (WIDTH as u32, HEIGHT as u32);
const CANVAS: (u32, u32) = (SHEET.0 * FINE, SHEET.1 * FINE);

/// The drawing as the text of an SVG file.
///
/// # Errors
/// If a text cannot be measured.
pub fn svg(drawing: &Drawing) -> Result<String, DrawError> {
    let mut text = String::new();
    paint(drawing, &SVGBackend::with_string(&mut text, CANVAS).into_drawing_area(), Setting::Whole)?;
    // Shown at the size of the sheet; the view box keeps the fine coordinates.
    let from = format!("width=\"{}\" height=\"{}\"", CANVAS.0, CANVAS.1);
    let to = format!("width=\"{}\" height=\"{}\"", SHEET.0, SHEET.1);
    Ok(text.replacen(&from, &to, 1))
}

/// Writes the drawing as a PNG file of 1600 × 1000.
///
/// # Errors
/// If a text cannot be measured or the file cannot be written.
pub fn png(drawing: &Drawing, path: &Path) -> Result<(), DrawError> {
    let mut large = vec![0_u8; (CANVAS.0 * CANVAS.1 * 3) as usize];
    paint(drawing, &BitMapBackend::with_buffer(&mut large, CANVAS).into_drawing_area(), Setting::Signs)?;
    let mut small = vec![0_u8; (SHEET.0 * SHEET.1 * 3) as usize];
    let (line, wide) = ((CANVAS.0 * 3) as usize, SHEET.0 as usize);
    for (i, byte) in small.iter_mut().enumerate() {
        let (dot, part) = (i / 3, i % 3);
        let corner = dot / wide * 2 * line + dot % wide * 6 + part;
        let sum: u32 =
            [corner, corner + 3, corner + line, corner + line + 3].iter().map(|c| u32::from(large[*c])).sum();
        *byte = ((sum + 2) / 4) as u8;
    }
    let mut backend = BitMapBackend::new(path, SHEET);
    backend.blit_bitmap((0, 0), SHEET, &small).map_err(failed)?;
    backend.present().map_err(failed)
}
