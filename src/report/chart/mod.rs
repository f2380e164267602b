//! Charts: a summary drawn as shapes, and the shapes painted as SVG and PNG.
//!
//! A chart is a pure function from a story to a [`Drawing`]; one painter, generic over the
//! backend, turns it into either file, so both always show the same.
//!
//! The only place that names `plotters` is `paint`.

mod decides;
mod drawing;
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

pub use drawing::{Drawing, Shape};
pub use paint::{DrawError, png, svg};

use crate::report::story::Story;

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
    pub fn drawn(story: &Story) -> Vec<Figure> {
        Figure::ALL.into_iter().filter(|figure| figure.shows(story)).collect()
    }

    fn shows(self, story: &Story) -> bool {
        match self {
            Figure::WinMap => story.uncertainty.is_some_and(|u| !win_map::axes(story.plan, u).is_empty()),
            Figure::Decides => story.uncertainty.is_some_and(|u| u.effects.is_some()),
            Figure::Money => !story.budgets.is_empty(),
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

/// Draws a chart; one line that says so where the story has nothing for it.
pub fn draw(figure: Figure, story: &Story) -> Drawing {
    let drawn = match figure {
        Figure::Growth => Some(growth::draw(story)),
        Figure::Ratio => Some(ratio::draw(story)),
        Figure::WinMap => story.uncertainty.map(|found| win_map::draw(story, found)),
        Figure::Decides => story
            .uncertainty
            .and_then(|found| found.effects.as_ref().map(|effects| decides::draw(story, found, effects))),
        Figure::Money => (!story.budgets.is_empty()).then(|| money::draw(story)),
        Figure::Origin => Some(origin::draw(story)),
        Figure::TakeOff => Some(take_off::draw(story)),
        Figure::Owners => Some(owners::draw(story)),
    };
    drawn.unwrap_or_else(|| {
        let mut empty = Drawing::default();
        empty.frame("Nothing was played that this chart could show", &[]);
        empty
    })
}
