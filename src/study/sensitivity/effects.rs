//! What each assumption does to the leader's lead over its closest competitor.
//!
//! The lead in each setting (ln ratio of owners, or difference of profit) is fitted by a straight line in the positions of all assumptions:
//! y = a + b_k·(u_k − ½) + the others. b_k is the change of the lead over the whole range of
//! assumption k, which is what a tornado shows. The others' slopes are taken as drawn from one normal
//! law whose variance is fitted (restricted maximum likelihood); that spends fewer degrees of freedom
//! on assumptions that do little than a slope for each does. An assumption is called sure where the t
//! test of b_k passes Holm's correction over all assumptions (Holm 1979, *Scandinavian Journal of
//! Statistics* 6:65): were none to matter, at most 5 % of studies would name one. An F test of the whole
//! line is not asked first: it adds nothing to that rate and finds fewer of those that do matter.
//!
//! Rank correlations (Spearman) stand beside, and do not ask for a line.

use nalgebra::{DMatrix, DVector};
use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

use crate::scenario::plan::Plan;
use crate::statistics::{Estimate, Interval, mean};
use crate::study::sensitivity::points::SettingPoint;

/// Settings beyond the number of coefficients that a fit should have.
const SPARE: usize = 4;
/// Chance that a study names an assumption where none matters.
const LEVEL: f64 = 0.05;

/// What assumptions do.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssumptionEffects {
    /// One per assumption, the largest change first.
    pub of: Vec<AssumptionEffect>,
    /// Share of the variance of the lead that the least-squares line explains, adjusted for the
    /// number of its slopes: 1 − (rss ÷ (n − k − 1)) ÷ (tss ÷ (n − 1)), 0 where that is negative.
    pub explained: f64,
    /// Mean lead of the runs at the stated values, or what the line gives there if there are none.
    pub stated: f64,
}

/// What one assumption does.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssumptionEffect {
    /// Position of the assumption in the plan.
    pub assumption: usize,
    /// Change of the lead from the lower to the upper end of the range, with its 95 % interval.
    pub change: Estimate,
    /// Chance of a change so large where this assumption does nothing, by Holm's correction over all.
    pub chance: f64,
    /// Share of the variance of the lead that goes with it alone: b²·var(u) ÷ var(y).
    pub share: f64,
    /// Spearman's rank correlation of position and lead.
    pub correlation: f64,
    /// Whether it was played over its range, all else as stated.
    pub played: bool,
    /// Where the lead turns by that; `None` where it surely does nowhere in the range.
    pub flip: Option<Flip>,
}

/// A value at which the lead turns, all else as stated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Flip {
    /// The value at which leader and closest competitor are equal.
    pub value: f64,
    /// Its 95 % interval, within the range.
    #[serde(flatten)]
    pub interval: Interval,
    /// Whether the leader is ahead above it (else below it).
    pub leads_above: bool,
}

impl AssumptionEffect {
    /// Whether it surely moves the lead.
    pub fn is_sure(&self) -> bool {
        self.chance <= LEVEL
    }
}

impl AssumptionEffects {
    /// Those that surely move the lead, the largest change first.
    pub fn sure(&self) -> impl Iterator<Item = &AssumptionEffect> {
        self.of.iter().filter(|e| e.is_sure())
    }
}

/// Fits the line; `None` with too few settings for the number of assumptions. `stated` is the mean
/// lead of the runs at the stated values.
pub fn effects(plan: &Plan, points: &[SettingPoint], stated: Option<f64>) -> Option<AssumptionEffects> {
    // A range that is a point moves nothing.
    let moving: Vec<usize> = (0..plan.assumptions.len())
        .filter(|k| plan.assumptions[*k].high > plan.assumptions[*k].low)
        .collect();
    let (n, k) = (points.len(), moving.len());
    if k == 0 || n < k + 1 + SPARE {
        return None;
    }
    let y: Vec<f64> = points.iter().map(|p| p.lead).collect();
    let columns: Vec<Vec<f64>> =
        moving.iter().map(|at| points.iter().map(|p| p.position[*at]).collect()).collect();
    let line = Line::new(&columns, &y)?;
    let slopes: Vec<Slope> = (0..k).map(|j| line.slope(j)).collect::<Option<_>>()?;
    let chances = holm(&slopes.iter().map(|s| s.chance).collect::<Vec<_>>());
    let total: f64 = line.total;
    let share_of = |part: f64| if total > 0.0 { (part / total).clamp(0.0, 1.0) } else { 0.0 };
    let stated_at = |k: usize| plan.assumptions[k].share(plan.assumptions[k].value);
    let by_the_line: f64 =
        mean(&y) + (0..k).map(|j| slopes[j].b * (stated_at(moving[j]) - mean(&columns[j]))).sum::<f64>();
    let stated = stated.unwrap_or(by_the_line);
    let mut of: Vec<AssumptionEffect> = (0..k)
        .map(|j| {
            let (at, Slope { b, half, .. }) = (moving[j], slopes[j]);
            AssumptionEffect {
                assumption: at,
                change: Estimate { mean: b, interval: Some(Interval::around(b, half)) },
                chance: chances[j],
                share: share_of(b * b * line.squares[(j, j)]),
                correlation: spearman(&columns[j], &y),
                played: false,
                flip: None,
            }
        })
        .collect();
    of.sort_by(|a, b| b.change.mean.abs().total_cmp(&a.change.mean.abs()));
    Some(AssumptionEffects { of, explained: line.explained(), stated })
}

/// Holm's adjusted chances: sorted upwards, the j-th of k (from 0) times k − j, and never falling.
fn holm(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| chances[*a].total_cmp(&chances[*b]));
    let mut adjusted = vec![1.0; chances.len()];
    let mut least: f64 = 0.0;
    for (j, at) in order.iter().enumerate() {
        least = least.max(chances[*at] * (chances.len() - j) as f64).min(1.0);
        adjusted[*at] = least;
    }
    adjusted
}

/// Sums of squares and products of centred positions and leads, from which every slope follows.
struct Line {
    n: usize,
    /// Σ (u_j − ū_j)(u_k − ū_k), shape `[k, k]`.
    squares: DMatrix<f64>,
    /// Σ (u_j − ū_j)(y − ȳ), shape `[k]`.
    products: DVector<f64>,
    /// Σ (y − ȳ)².
    total: f64,
    /// The same of the residuals of the least-squares line.
    rest: f64,
    /// Variance of the slopes over that of the residuals (restricted maximum likelihood).
    spread: f64,
    /// Degrees of freedom of the residuals.
    freedom: f64,
}

/// One slope: its value, the half of its 95 % interval, the chance of one so large without any effect.
#[derive(Clone, Copy)]
struct Slope {
    b: f64,
    half: f64,
    chance: f64,
}

impl Line {
    /// `None` where the positions do not tell the assumptions apart.
    fn new(columns: &[Vec<f64>], y: &[f64]) -> Option<Line> {
        let (n, k) = (y.len(), columns.len());
        let centred = |values: &[f64]| {
            let centre = mean(values);
            DVector::from_iterator(n, values.iter().map(|v| v - centre))
        };
        let y = centred(y);
        let columns: Vec<DVector<f64>> = columns.iter().map(|c| centred(c)).collect();
        let squares = DMatrix::from_fn(k, k, |i, j| columns[i].dot(&columns[j]));
        let products = DVector::from_fn(k, |j, _| columns[j].dot(&y));
        let total = y.norm_squared();
        let slopes = squares.clone().cholesky()?.solve(&products);
        let rest = (total - slopes.dot(&products)).max(0.0);
        let eigen = squares.clone().symmetric_eigen();
        let along = eigen.eigenvectors.transpose() * &products;
        // Restricted likelihood of a spread; the intercept is taken off by centring.
        let sums = |spread: f64| {
            let part = |(l, a): (&f64, &f64)| spread * a * a / (1.0 + spread * l);
            let rest = total - eigen.eigenvalues.iter().zip(along.iter()).map(part).sum::<f64>();
            let size: f64 = eigen.eigenvalues.iter().map(|l| (1.0 + spread * l).ln()).sum();
            ((n - 1) as f64 * rest.max(f64::MIN_POSITIVE).ln() + size) / -2.0
        };
        let tried = (-40..=120).map(|step| (f64::from(step) / 8.0 * std::f64::consts::LN_10 / 2.0).exp());
        let spread = tried.fold((0.0, sums(0.0)), |best, spread| {
            let here = sums(spread);
            if here > best.1 { (spread, here) } else { best }
        });
        let spent: f64 = eigen.eigenvalues.iter().map(|l| spread.0 * l / (1.0 + spread.0 * l)).sum();
        let freedom = ((n - 2) as f64 - spent).max((n - k - 1) as f64);
        Some(Line { n, squares, products, total, rest, spread: spread.0, freedom })
    }

    /// The adjusted share of the variance that the least-squares line explains.
    fn explained(&self) -> f64 {
        let freedom = self.n - self.squares.nrows() - 1;
        let unexplained = self.rest / freedom as f64 / (self.total / (self.n - 1) as f64);
        if self.total > 0.0 { (1.0 - unexplained).clamp(0.0, 1.0) } else { 0.0 }
    }

    /// The slope of assumption `j` by generalised least squares, the others' slopes being normal:
    /// with V = I + spread·ΣZZᵀ over the others, b = zᵀV⁻¹y ÷ zᵀV⁻¹z.
    fn slope(&self, j: usize) -> Option<Slope> {
        let s = self.squares.clone().remove_row(j);
        let (own, others) = (s.column(j).into_owned(), s.remove_column(j));
        let to_y = self.products.clone().remove_row(j);
        let (zz, zy, yy) = if self.spread > 0.0 && !own.is_empty() {
            let inner = others + DMatrix::identity(own.len(), own.len()) / self.spread;
            let inner = inner.cholesky()?;
            let (by_own, by_y) = (inner.solve(&own), inner.solve(&to_y));
            (
                self.squares[(j, j)] - own.dot(&by_own),
                self.products[j] - own.dot(&by_y),
                self.total - to_y.dot(&by_y),
            )
        } else {
            (self.squares[(j, j)], self.products[j], self.total)
        };
        if zz <= 0.0 {
            return None;
        }
        let b = zy / zz;
        let error = ((yy - b * zy).max(0.0) / (self.n - 2) as f64 / zz).sqrt();
        let law = StudentsT::new(0.0, 1.0, self.freedom).ok()?;
        // Where nothing varies there is no error, and nothing to find either.
        let chance = if b.abs() < 1e-12 { 1.0 } else { 2.0 * law.cdf(-b.abs() / error) };
        Some(Slope { b, half: law.inverse_cdf(0.975) * error, chance })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_of_a_family_are_those_that_holm_computed() {
        // Sorted .005, .01, .03, .04: times 4, 3, 2, 1 = .02, .03, .06, .04, and never falling.
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (got, wanted) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            assert!((got - wanted).abs() < 1e-12, "{adjusted:?}");
        }
        assert_eq!(holm(&[0.9, 0.8]), [1.0, 1.0]);
    }

    #[test]
    fn one_slope_is_that_of_least_squares_with_its_t_test() {
        let line = Line::new(&[vec![1.0, 2.0, 3.0, 4.0, 5.0]], &[1.0, 2.0, 3.0, 4.0, 6.0]).unwrap();
        let slope = line.slope(0).unwrap();
        // Σxy = 12, Σx² = 10, Σy² = 14.8: b = 1.2, rss = 0.4, se = √(0.4/3/10) = 0.11547, t = 10.39.
        assert!((slope.b - 1.2).abs() < 1e-12);
        assert!((slope.chance - 0.00190).abs() < 5e-5, "{}", slope.chance);
        // 1 − (0.4/3)/(14.8/4).
        assert!((line.explained() - 0.963_964).abs() < 1e-6);
    }
}
