//! The one font: made known to `plotters`, and measured.

use std::sync::OnceLock;

use plotters::style::{FontDesc, FontStyle, IntoFont, register_font};

/// The one font family; the font that ships holds Latin and Chinese.
const FAMILY: &str = "sans-serif";

/// The font at a size. There is no fallback by sign: one font must hold them all.
pub(super) fn font(size: f64) -> FontDesc<'static> {
    static READY: OnceLock<()> = OnceLock::new();
    READY.get_or_init(|| {
        let bytes = include_bytes!("../../../assets/wqy-microhei-subset.ttf");
        for style in [FontStyle::Normal, FontStyle::Bold] {
            // A damaged font shows as an error of the first text; it ships with the program.
            let _ = register_font(FAMILY, style, bytes);
        }
    });
    (FAMILY, size).into_font()
}

/// Width of a text on the sheet.
pub fn text_width(text: &str, size: f64) -> f64 {
    // Measured large, since the answer is in whole pixels.
    font(1_000.0).box_size(text).map_or(0.0, |(width, _)| f64::from(width) * size / 1_000.0)
}

/// Width of what is visible of a text; `None` where nothing is.
pub(super) fn visible_width(text: &str, size: f64) -> Option<f64> {
    let mut last = None;
    let drawn = font(size).draw(text, (0, 0), |x, _, cover| {
        if cover > 0.3 {
            last = last.max(Some(x + 1));
        }
        Ok::<(), std::convert::Infallible>(())
    });
    drawn.ok().and(last).map(f64::from)
}
