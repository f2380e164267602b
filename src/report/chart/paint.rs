//! Painting: a list of shapes to SVG or PNG, through the drawing backends of `plotters`.
//!
//! Everything is painted at twice the size: SVG keeps half pixels that way, and PNG is averaged
//! down, which smooths lines that the bitmap backend draws with steps.
//!
//! With `font` the only place that names `plotters`.

use std::path::Path;

use plotters::backend::{BitMapBackend, DrawingBackend, SVGBackend};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color as _, FontTransform, RGBAColor, RGBColor, ShapeStyle, TextStyle, WHITE};

use crate::report::chart::drawing::{Align, At, Color, Dash, Drawing, HEIGHT, Shape, WIDTH};
use crate::report::chart::font::{font, text_width, visible_width};

/// Factor between the sheet and what is painted.
const FINE: f64 = 2.0;
/// Width and height of the sheet.
const SHEET: (u32, u32) = (WIDTH as u32, HEIGHT as u32);
/// Width and height of what is painted.
const CANVAS: (u32, u32) = (SHEET.0 * 2, SHEET.1 * 2);
/// Share of its size by which a bitmap text is moved down: the backends do not agree where the
/// middle of a text is.
const LOWER: f64 = 0.1;

/// A chart that could not be painted.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DrawError(String);

fn failed(error: impl std::fmt::Display) -> DrawError {
    DrawError(error.to_string())
}

fn rgba(color: Color) -> RGBAColor {
    RGBColor(color.0, color.1, color.2).mix(color.3)
}

fn pixel((x, y): At) -> (i32, i32) {
    ((x * FINE).round() as i32, (y * FINE).round() as i32)
}

/// Pixels of a line; points that fall on the same pixel are one, since a thick stroke of no length
/// has no direction.
fn pixels(points: &[At]) -> Vec<(i32, i32)> {
    let mut pixels: Vec<(i32, i32)> = points.iter().copied().map(pixel).collect();
    pixels.dedup();
    pixels
}

/// Paints all shapes. Texts are set as real text, which the reader's program sets, or letter by letter:
/// the bitmap backend leaves out the space that a glyph has on its left, so that narrow letters lean to
/// the left; here each stands in the middle of its own room.
fn paint<B: DrawingBackend>(drawing: &Drawing, mut to: B, by_letter: bool) -> Result<(), DrawError> {
    to.ensure_prepared().map_err(failed)?;
    to.draw_rect((0, 0), (CANVAS.0 as i32, CANVAS.1 as i32), &WHITE.to_backend_color(), true)
        .map_err(failed)?;
    for shape in &drawing.shapes {
        match shape {
            Shape::Line(points, color, width, dash) => {
                let stroke_width = (width * FINE).round().max(1.0) as u32;
                let style = ShapeStyle { color: rgba(*color), filled: false, stroke_width };
                for path in pieces(points, *dash).iter().map(|piece| pixels(piece)).filter(|p| p.len() > 1) {
                    to.draw_path(path, &style).map_err(failed)?;
                }
            }
            Shape::Area(points, color) => {
                let corners = pixels(points);
                let tall = corners.iter().any(|c| c.1 != corners[0].1);
                let wide = corners.iter().any(|c| c.0 != corners[0].0);
                if corners.len() > 2 && tall && wide {
                    to.fill_polygon(corners, &rgba(*color).filled()).map_err(failed)?;
                }
            }
            Shape::Text(at, text, size, color, align) if by_letter => {
                for (x, letter) in letters(at.0, text, *size, *align) {
                    let at = (x, at.1 + LOWER * size);
                    write(&mut to, at, &letter, *size, *color, HPos::Left, FontTransform::None)?;
                }
            }
            Shape::Text(at, text, size, color, align) => {
                let side = match align {
                    Align::Left => HPos::Left,
                    Align::Middle => HPos::Center,
                    Align::Right => HPos::Right,
                };
                write(&mut to, *at, text, *size, *color, side, FontTransform::None)?;
            }
            Shape::Rotated(at, text, size, color) => {
                write(&mut to, *at, text, *size, *color, HPos::Center, FontTransform::Rotate270)?;
            }
        }
    }
    to.present().map_err(failed)
}

fn write<B: DrawingBackend>(
    to: &mut B,
    at: At,
    text: &str,
    size: f64,
    color: Color,
    side: HPos,
    turn: FontTransform,
) -> Result<(), DrawError> {
    if text.is_empty() {
        return Ok(());
    }
    let color = rgba(color);
    let style = TextStyle::from(font(size * FINE).transform(turn)).color(&color);
    to.draw_text(text, &style.pos(Pos::new(side, VPos::Center)), pixel(at)).map_err(failed)
}

/// The visible letters of a text, each with the place where it begins.
fn letters(x: f64, text: &str, size: f64, align: Align) -> Vec<(f64, String)> {
    let widths: Vec<(String, f64)> =
        text.chars().map(|c| (c.to_string(), text_width(c.encode_utf8(&mut [0; 4]), size))).collect();
    let whole: f64 = widths.iter().map(|w| w.1).sum();
    let mut left = match align {
        Align::Left => x,
        Align::Middle => x - whole / 2.0,
        Align::Right => x - whole,
    };
    let mut letters = Vec::new();
    for (letter, width) in widths {
        if let Some(visible) = visible_width(&letter, size * FINE) {
            letters.push((left + (width - visible / FINE) / 2.0, letter));
        }
        left += width;
    }
    letters
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

/// The drawing as the text of an SVG file.
///
/// # Errors
/// If a text cannot be measured.
pub fn svg(drawing: &Drawing) -> Result<String, DrawError> {
    let mut text = String::new();
    paint(drawing, SVGBackend::with_string(&mut text, CANVAS), false)?;
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
    paint(drawing, BitMapBackend::with_buffer(&mut large, CANVAS), true)?;
    let line = (CANVAS.0 * 3) as usize;
    let mut small = Vec::with_capacity((SHEET.0 * SHEET.1 * 3) as usize);
    for rows in large.chunks_exact(2 * line) {
        for dot in (0..line).step_by(6) {
            for corner in dot..dot + 3 {
                let four = [corner, corner + 3, corner + line, corner + line + 3];
                let sum: u32 = four.iter().map(|c| u32::from(rows[*c])).sum();
                small.push(((sum + 2) / 4) as u8);
            }
        }
    }
    let mut backend = BitMapBackend::new(path, SHEET);
    backend.blit_bitmap((0, 0), SHEET, &small).map_err(failed)?;
    backend.present().map_err(failed)
}
