//! Charts: a summary drawn as shapes, and the shapes painted as SVG and PNG.
//!
//! A chart is a pure function from a story to a [`Drawing`]; one painter, generic over the
//! backend, turns it into either file, so both always show the same.
//!
//! Layer 7. Uses `scenario study`. The only place that names `plotters` is `paint`.

mod drawing;
mod growth;
mod labels;
mod layout;
mod origin;
mod owners;
mod paint;
mod panel;
mod ratio;
mod take_off;

pub use drawing::Drawing;
pub use paint::{DrawError, png, svg};

use crate::report::story::Story;

/// The charts of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Active owners by week, with bands of luck.
    Growth,
    /// Ratio to the baseline under the same luck.
    Ratio,
    /// Where adopters came from, by week and in all.
    Origin,
    /// Time to take-off, never-reached included.
    TakeOff,
    /// Owners of the leader by stage, quality, and the wait for service.
    Owners,
}

impl Figure {
    /// All of them, in the order of reading.
    pub const ALL: [Figure; 5] =
        [Figure::Growth, Figure::Ratio, Figure::Origin, Figure::TakeOff, Figure::Owners];

    /// Those that have something to show.
    #[must_use]
    pub fn drawn(_: &Story) -> Vec<Figure> {
        Figure::ALL.to_vec()
    }

    /// File name without its ending.
    #[must_use]
    pub fn file_stem(self) -> &'static str {
        match self {
            Figure::Growth => "1-active-users",
            Figure::Ratio => "2-ratio-to-baseline",
            Figure::Origin => "6-where-adopters-came-from",
            Figure::TakeOff => "7-time-to-take-off",
            Figure::Owners => "8-owners-quality-service",
        }
    }
}

/// Draws a chart.
#[must_use]
pub fn draw(figure: Figure, story: &Story) -> Drawing {
    match figure {
        Figure::Growth => growth::draw(story),
        Figure::Ratio => ratio::draw(story),
        Figure::Origin => origin::draw(story),
        Figure::TakeOff => take_off::draw(story),
        Figure::Owners => owners::draw(story),
    }
}
