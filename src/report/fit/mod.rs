//! What a fit says, in words, as a table and for machines.
//!
//! Always true: no line of words is wider than the findings' columns; every estimate is shown with
//! its error, and what it cannot say stands beside it.

mod ahead;
mod figures;
mod fitted;
mod network;
mod series;
mod uptake;

pub use fitted::Fitted;
pub use network::NetworkReport;
pub use series::SeriesReport;
pub use uptake::UptakeReport;

/// The tables of `fit`, column by column (Markdown).
pub fn sections() -> String {
    [series::FITTED.section(), ahead::FORECAST.section(), network::CURVE.section(), uptake::TAKE_UP.section()]
        .join("\n")
}
