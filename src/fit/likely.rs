//! Every p and q that a series leaves open, weighed; m and the noise of a period are integrated out.
//!
//! Always true: weights are above 0 and sum to 1; the grid follows the ridge, because for each q the points of p
//! lie around the p that fits best with it.

use rayon::prelude::*;

use super::bass::{MOST, share};
use super::search::lowest;

/// One p and q with the m that fits best with them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Likely {
    pub p: f64,
    pub q: f64,
    pub m: f64,
    /// Sum of squared misses.
    pub squares: f64,
    /// Sum of squared increments of F over the periods seen.
    pub shape: f64,
    pub weight: f64,
}

/// ln p a period is looked for between these.
const LN_P: (f64, f64) = (-25.0, 1.0);
/// Least q, as a share of the fitted p + q, where the fitted q is not less: below, imitation hardly changes a
/// period. Assumed.
const LEAST_Q: f64 = 0.01;
/// Largest ln q a period: with q = 10 everybody has it within a period.
const LN_Q: f64 = std::f64::consts::LN_10;
/// Weights below e^−14 of the largest are left out.
const DEEP: f64 = 14.0;
/// Misses are at least this share of the squares of the values: of an exact curve only rounding is left.
const ROUNDING: f64 = 1e-13;

/// A series in shares of its total.
struct Seen<'a> {
    values: &'a [f64],
    size: f64,
}

impl Seen<'_> {
    /// A pair without its weight, and minus the logarithm of its weight; infinite beyond the bounds of m.
    ///
    /// With flat priors on ln p, ln q and ln σ, and 1/m on m: SSE^{−(n−1)/2} · (Σs²)^{−1/2} / m.
    fn at(&self, ln_p: f64, ln_q: f64) -> (Likely, f64) {
        let (p, q) = (libm::exp(ln_p), libm::exp(ln_q));
        let ends: Vec<f64> = (0..=self.values.len()).map(|i| share(p, q, i as f64)).collect();
        let steps = || ends.windows(2).map(|e| e[1] - e[0]).zip(self.values);
        let (both, shape) = steps().fold((0.0, 0.0), |(both, own), (s, x)| (both + s * x, own + s * s));
        let m = both / shape;
        let squares = steps().map(|(s, x)| (m * s - x) * (m * s - x)).sum::<f64>().max(ROUNDING * self.size);
        let freedom = (self.values.len() - 1) as f64;
        let cost = 0.5 * freedom * libm::log(squares) + 0.5 * libm::log(shape) + libm::log(m);
        let allowed = m > 0.0 && m <= MOST && cost.is_finite();
        (Likely { p, q, m, squares, shape, weight: 0.0 }, if allowed { cost } else { f64::INFINITY })
    }

    /// The pairs of one q with the width of ln p that each stands for, and minus the logarithm of what
    /// they weigh together.
    fn of_q(&self, ln_q: f64) -> (Vec<(Likely, f64)>, f64) {
        let cost = |ln_p: f64| self.at(ln_p, ln_q).1;
        let best = lowest(&cost, LN_P, 52, 50);
        let points: Vec<_> = grid(&cost, best, LN_P)
            .into_iter()
            .map(|(ln_p, width)| {
                let (likely, cost) = self.at(ln_p, ln_q);
                (likely, cost - libm::log(width))
            })
            .filter(|(_, cost)| cost.is_finite())
            .collect();
        let least = points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
        let sum: f64 = points.iter().map(|point| libm::exp(least - point.1)).sum();
        (points, least - libm::log(sum))
    }
}

/// Weighs the pairs of p and q of a series of new adopters, around the q of its fit.
///
/// - `values`: at least four, in shares of their sum
/// - `p`, `q`: those of the fit
pub(super) fn weigh(values: &[f64], p: f64, q: f64) -> Vec<Likely> {
    let seen = Seen { values, size: values.iter().map(|x| x * x).sum() };
    let from = libm::log(q).clamp(LN_P.0, LN_Q);
    let least = from.min(libm::log(LEAST_Q * (p + q)));
    let cost = |ln_q: f64| seen.of_q(ln_q).1;
    let of_q = |(ln_q, width): &(f64, f64)| -> Vec<(Likely, f64)> {
        seen.of_q(*ln_q).0.into_iter().map(|(l, cost)| (l, cost - libm::log(*width))).collect()
    };
    let all: Vec<_> = grid(&cost, from, (least, LN_Q)).par_iter().flat_map_iter(of_q).collect();
    let least = all.iter().map(|point| point.1).fold(f64::INFINITY, f64::min);
    let weight = |cost: f64| libm::exp(least - cost);
    let sum: f64 = all.iter().map(|point| weight(point.1)).sum();
    let weighed = all.into_iter().map(|(likely, cost)| Likely { weight: weight(cost) / sum, ..likely });
    weighed.filter(|likely| likely.weight > 1e-7).collect()
}

/// Longest step of ln p and ln q.
const STRIDE: f64 = 0.5;

/// Points around the least cost, as far out as they weigh something, each with the width it stands for. Steps
/// begin at a third of the way on which the cost rises by a half, and grow by 6 %.
fn grid(cost: &dyn Fn(f64) -> f64, from: f64, (low, high): (f64, f64)) -> Vec<(f64, f64)> {
    let mut points: Vec<f64> = side(cost, from, low);
    points.reverse();
    points.push(from);
    points.extend(side(cost, from, high));
    let at = |i: usize| points[i.min(points.len() - 1)];
    let width = |i: usize| ((at(i + 1) - at(i.saturating_sub(1))) / 2.0).max(f64::MIN_POSITIVE);
    (0..points.len()).map(|i| (points[i], width(i))).collect()
}

fn side(cost: &dyn Fn(f64) -> f64, from: f64, to: f64) -> Vec<f64> {
    let (least, far) = (cost(from), to - from);
    let mut rise = 1e-9 * far.signum();
    while rise.abs() < far.abs() && cost(from + rise) - least < 0.5 {
        rise *= 2.0;
    }
    let (mut step, mut at) = ((rise / 3.0).clamp(-STRIDE, STRIDE), from);
    let mut points = Vec::new();
    while points.len() < 200 {
        at += step;
        step = (1.06 * step).clamp(-STRIDE, STRIDE);
        if (at - from).abs() > far.abs() || cost(at) - least > DEEP {
            break;
        }
        points.push(at);
    }
    points
}
