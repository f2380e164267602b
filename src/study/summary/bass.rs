//! The Bass curve that each strategy's median curve implies.

use crate::fit::FitError;
use crate::fit::implied::{ImpliedCurve, curve};
use crate::study::summary::{Sample, Series};
use crate::units::StrategyId;

/// What Bass's model makes of one strategy's median curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Implied {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// Whole weeks of new adopters that were fitted.
    pub weeks: usize,
    /// The fit, or why there is none.
    pub curve: Result<ImpliedCurve, FitError>,
}

/// Fits every strategy's median curve of people who ever had it, week by week, without the seeds.
pub fn implied(sample: &Sample, strategies: impl Iterator<Item = StrategyId>) -> Vec<Implied> {
    strategies
        .map(|strategy| {
            let points = sample.curve(strategy, Series::Adopted);
            let medians: Vec<f64> =
                points.iter().filter(|p| p.day.ends_week()).map(|p| p.spread.p50).collect();
            let weekly: Vec<f64> = medians.windows(2).map(|w| w[1] - w[0]).collect();
            Implied { strategy, weeks: weekly.len(), curve: curve(&weekly) }
        })
        .collect()
}
