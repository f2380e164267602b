//! Charts: results drawn as shapes, and the shapes painted as SVG and PNG.
//!
//! A chart is a pure function from results to a [`Drawing`]; one painter, generic over the
//! backend, turns it into either file, so both always show the same.
//!
//! A new chart is a file with a [`Chart`] and a line in [`CHARTS`].

mod against;
mod attribution;
mod axes;
mod drawing;
mod figure;
mod font;
mod forecast;
mod growth;
mod labels;
mod money;
mod paint;
mod panel;
mod sources;
mod stages;
mod take_off;
mod tornado;
mod win_map;

pub use drawing::{Drawing, Shape};
pub use figure::Chart;
pub use forecast::forecast;
pub use paint::{DrawError, png, svg};

use crate::study::Results;

/// All charts there may be, in the order of reading.
pub static CHARTS: &[Chart] = &[
    growth::GROWTH,
    against::AGAINST,
    win_map::WIN_MAP,
    tornado::TORNADO,
    money::MONEY,
    sources::SOURCES,
    take_off::TAKE_OFF,
    stages::STAGES,
];

/// The charts that have something to show.
pub fn shown(results: &Results) -> Vec<&'static Chart> {
    CHARTS.iter().filter(|chart| (chart.shows)(results)).collect()
}
