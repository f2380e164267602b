//! The sheet of the first two charts: all strategies in one panel on the left, one small panel for
//! each on the right, the same scales throughout.

use crate::report::chart::drawing::HEIGHT;
use crate::report::chart::panel::{Panel, Scale};

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
