//! Charts: a results drawn as shapes, and the shapes painted as SVG and PNG.
//!
//! A chart is a pure function from a results to a [`Drawing`]; one painter, generic over the
//! backend, turns it into either file, so both always show the same.
//!
//! Only `paint` and `font` name `plotters`.

mod decides;
mod drawing;
mod font;
mod growth;
mod labels;
mod layout;
mod money;
mod origin;
mod owners;
mod paint;
mod panel;
mod ratio;
mod take_off;
mod win_map;
mod worth;

use crate::study::Results;
pub use drawing::{Drawing, Shape};
pub use paint::{DrawError, png, svg};

/// The charts of a study.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// Active owners by week, with bands of luck.
    Growth,
    /// Ratio to the baseline under the same luck.
    Ratio,
    /// Who wins where, over two assumptions.
    WinMap,
    /// How far each assumption moves the favourite's lead.
    Decides,
    /// What money buys, and at what cost.
    Money,
    /// Where adopters came from, by week and in all.
    Origin,
    /// Time to take-off, never-reached included.
    TakeOff,
    /// Owners of the leader by stage, quality, and the wait for service.
    Owners,
}

impl Figure {
    /// All of them, in the order of reading.
    pub const ALL: [Figure; 8] = [
        Figure::Growth,
        Figure::Ratio,
        Figure::WinMap,
        Figure::Decides,
        Figure::Money,
        Figure::Origin,
        Figure::TakeOff,
        Figure::Owners,
    ];

    /// Those that have something to show.
    pub fn drawn(results: &Results) -> Vec<Figure> {
        Figure::ALL.into_iter().filter(|figure| figure.shows(results)).collect()
    }

    fn shows(self, results: &Results) -> bool {
        match self {
            Figure::WinMap => {
                results.settings.as_ref().is_some_and(|u| !win_map::axes(&results.plan, u).is_empty())
            }
            Figure::Decides => results.settings.as_ref().is_some_and(|u| u.effects.is_some()),
            Figure::Money => !results.budgets.is_empty(),
            Figure::Growth | Figure::Ratio | Figure::Origin | Figure::TakeOff | Figure::Owners => true,
        }
    }

    /// File name without its ending.
    pub fn file_stem(self) -> &'static str {
        match self {
            Figure::Growth => "1-active-users",
            Figure::Ratio => "2-ratio-to-baseline",
            Figure::WinMap => "3-win-map",
            Figure::Decides => "4-what-decides",
            Figure::Money => "5-what-money-buys",
            Figure::Origin => "6-where-adopters-came-from",
            Figure::TakeOff => "7-time-to-take-off",
            Figure::Owners => "8-owners-quality-service",
        }
    }
}

/// Draws a chart; one line that says so where the results has nothing for it.
pub fn draw(figure: Figure, results: &Results) -> Drawing {
    let drawn = match figure {
        Figure::Growth => Some(growth::draw(results)),
        Figure::Ratio => Some(ratio::draw(results)),
        Figure::WinMap => results.settings.as_ref().map(|found| win_map::draw(results, found)),
        Figure::Decides => results
            .settings
            .as_ref()
            .and_then(|found| found.effects.as_ref().map(|effects| decides::draw(results, found, effects))),
        Figure::Money => (!results.budgets.is_empty()).then(|| money::draw(results)),
        Figure::Origin => Some(origin::draw(results)),
        Figure::TakeOff => Some(take_off::draw(results)),
        Figure::Owners => Some(owners::draw(results)),
    };
    drawn.unwrap_or_else(|| {
        let mut empty = Drawing::default();
        empty.frame("Nothing was played that this chart could show", &[]);
        empty
    })
}
