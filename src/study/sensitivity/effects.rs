//! What each assumption does to the leader's lead over its closest competitor.
//!
//! The ln ratio of each setting is fitted by a straight line in the positions of all assumptions
//! together (least squares): y = a + Σ b_k·(u_k − ½). b_k is then the change of the ln ratio over
//! the whole range of assumption k with the others at any place, which is what a tornado shows, and
//! R² says how much of the whole the line explains. Rank correlations (Spearman) stand beside, and
//! do not ask for a line.

use nalgebra::{DMatrix, DVector};
use serde::Serialize;

use crate::scenario::plan::Plan;
use crate::statistics::{Estimate, Interval, mean, t95};
use crate::study::sensitivity::points::SettingPoint;

/// Settings beyond the number of coefficients that a fit should have.
const SPARE: usize = 4;

/// What assumptions do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssumptionEffects {
    /// One per assumption, the largest change first.
    pub of: Vec<AssumptionEffect>,
    /// Share of the variance of the ln ratio that the line explains (R²).
    pub explained: f64,
    /// Mean ln ratio of the runs at the stated values, or what the line gives there if there are none.
    pub stated: f64,
}

/// What one assumption does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssumptionEffect {
    /// Position of the assumption in the plan.
    pub assumption: usize,
    /// Change of the ln ratio from the lower to the upper end of the range, with its 95 % interval.
    pub change: Estimate,
    /// Share of the variance of the ln ratio that goes with it alone: b²·var(u) ÷ var(y).
    pub share: f64,
    /// Spearman's rank correlation of position and ln ratio.
    pub correlation: f64,
    /// The value at which leader and competitor are equal while everything else is as stated, by a line
    /// of this slope through the stated values; `None` where that lies outside the range, or the
    /// interval of the change holds 0.
    pub flip: Option<f64>,
}

/// Fits the line; `None` with too few settings for the number of assumptions. `stated` is the mean ln
/// ratio of the runs at the stated values.
pub fn effects(plan: &Plan, points: &[SettingPoint], stated: Option<f64>) -> Option<AssumptionEffects> {
    // A range that is a point moves nothing.
    let moving: Vec<usize> = (0..plan.assumptions.len())
        .filter(|k| plan.assumptions[*k].high > plan.assumptions[*k].low)
        .collect();
    let (n, k) = (points.len(), moving.len());
    if k == 0 || n < k + 1 + SPARE {
        return None;
    }
    let x =
        DMatrix::from_fn(n, k + 1, |i, j| if j == 0 { 1.0 } else { points[i].position[moving[j - 1]] - 0.5 });
    let y = DVector::from_iterator(n, points.iter().map(|p| p.log_ratio));
    let inverse = (x.transpose() * &x).try_inverse()?;
    let b = &inverse * x.transpose() * &y;
    let residuals = &y - &x * &b;
    let freedom = n - k - 1;
    let variance = residuals.norm_squared() / freedom as f64;
    let t = t95(freedom + 1)?;
    let centre = mean(y.as_slice());
    let total: f64 = y.iter().map(|v| (v - centre).powi(2)).sum();
    let share_of = |part: f64| if total > 0.0 { (part / total).clamp(0.0, 1.0) } else { 0.0 };
    let stated_at = |k: usize| plan.assumptions[k].share(plan.assumptions[k].value) - 0.5;
    let by_the_line = b[0] + (0..k).map(|j| b[j + 1] * stated_at(moving[j])).sum::<f64>();
    let stated = stated.unwrap_or(by_the_line);
    let mut of: Vec<AssumptionEffect> = (0..k)
        .map(|j| {
            let (slope, at) = (b[j + 1], moving[j]);
            let half = t * (variance * inverse[(j + 1, j + 1)]).sqrt();
            let column: Vec<f64> = points.iter().map(|p| p.position[at]).collect();
            let middle = mean(&column);
            let spread: f64 = column.iter().map(|u| (u - middle).powi(2)).sum();
            let flip = stated_at(at) + 0.5 - stated / slope;
            let sure = slope.abs() > half && (0.0..=1.0).contains(&flip);
            AssumptionEffect {
                assumption: at,
                change: Estimate { mean: slope, interval: Some(Interval::around(slope, half)) },
                share: share_of(slope * slope * spread),
                correlation: spearman(&column, y.as_slice()),
                flip: sure.then(|| plan.assumptions[at].at(flip)),
            }
        })
        .collect();
    of.sort_by(|a, b| b.change.mean.abs().total_cmp(&a.change.mean.abs()));
    Some(AssumptionEffects { of, explained: share_of(total - residuals.norm_squared()), stated })
}

/// Spearman's rank correlation: Pearson's of the ranks, ties sharing their mean rank; 0 where one
/// of the two does not vary.
pub fn spearman(a: &[f64], b: &[f64]) -> f64 {
    let (a, b) = (ranks(a), ranks(b));
    let (ma, mb) = (mean(&a), mean(&b));
    let sum = |f: &dyn Fn(f64, f64) -> f64| a.iter().zip(&b).map(|(x, y)| f(x - ma, y - mb)).sum::<f64>();
    let scale = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    if scale > 0.0 { sum(&|x, y| x * y) / scale } else { 0.0 }
}

/// Ranks from 1; equal values share the mean of theirs.
pub fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let mut from = 0;
    while from < order.len() {
        let same = order[from..].iter().take_while(|i| values[**i] == values[order[from]]).count();
        for i in &order[from..from + same] {
            ranks[*i] = from as f64 + (same as f64 + 1.0) / 2.0;
        }
        from += same;
    }
    ranks
}
