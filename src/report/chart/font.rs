//! The font of charts, and how wide its texts are.

use std::sync::OnceLock;

use plotters::style::{FontStyle, IntoFont, register_font};

/// The one font family; the font that ships holds Latin and Chinese.
pub(super) const FAMILY: &str = "sans-serif";

/// Makes the shipped font known, once. There is no fallback by sign: one font must hold them all.
pub(super) fn ensure_font() {
    static READY: OnceLock<()> = OnceLock::new();
    READY.get_or_init(|| {
        let bytes = include_bytes!("../../../assets/wqy-microhei-subset.ttf");
        for style in [FontStyle::Normal, FontStyle::Bold] {
            // A damaged font shows as an error of the first text; it ships with the program.
            let _ = register_font(FAMILY, style, bytes);
        }
    });
}

/// Width of a text on the sheet.
pub fn text_width(text: &str, size: f64) -> f64 {
    ensure_font();
    // Measured large, since the answer is in whole pixels.
    let measured = (FAMILY, 1_000.0).into_font().box_size(text);
    measured.map_or(0.0, |(width, _)| f64::from(width) * size / 1_000.0)
}
