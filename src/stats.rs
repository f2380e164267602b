//! Deterministic numbers: slices of a law, whole shares of a total, counts that arrive by chance.
//!
//! Only `+ − × ÷ √` and `libm` are used, never the platform's `ln` or `exp`, so the same
//! input gives the same bits on every machine.

use crate::rng::{Stream, exp1};

/// Cells of the grid that [`slice_means`] integrates on; 2¹⁷ keeps errors of the means below 10⁻⁶.
const GRID: usize = 1 << 17;

/// Conditional means of a positive law over consecutive quantile slices, lowest slice first.
///
/// The law of X is given by the density of y = ln X. Slice `i` holds the share
/// `weights[i] / Σ weights` of the mass; its mean is E[X | X in the slice], by the midpoint rule
/// on a grid over `lo..hi`, cells split in proportion where two slices meet. The result is
/// rescaled so that Σ share·mean is 1. A slice of weight 0 gets the value at its place.
///
/// - `log_density`: ln of the density of y, up to a constant
/// - `lo`, `hi`: range of y that holds all the mass that matters
/// - `weights`, shape `[n]`: at least 0, not all 0
pub fn slice_means(log_density: impl Fn(f64) -> f64, lo: f64, hi: f64, weights: &[f64]) -> Vec<f64> {
    let step = (hi - lo) / GRID as f64;
    let cell = |i: usize| lo + (i as f64 + 0.5) * step;
    let top = (0..GRID).map(|i| log_density(cell(i))).fold(f64::NEG_INFINITY, f64::max);
    let mass: Vec<f64> = (0..GRID).map(|i| libm::exp(log_density(cell(i)) - top)).collect();
    let total: f64 = mass.iter().sum();
    let sum_of_weights: f64 = weights.iter().sum();
    let mut means = Vec::with_capacity(weights.len());
    let (mut i, mut left) = (0, mass[0]);
    for weight in weights {
        let (mut need, mut got, mut moment) = (weight / sum_of_weights * total, 0.0, 0.0);
        while need > 0.0 && i < GRID {
            let take = left.min(need);
            got += take;
            moment += take * libm::exp(cell(i));
            need -= take;
            left -= take;
            if left <= 0.0 {
                i += 1;
                left = mass.get(i).copied().unwrap_or(0.0);
            }
        }
        means.push(if got > 0.0 { moment / got } else { libm::exp(cell(i.min(GRID - 1))) });
    }
    let mean: f64 = means.iter().zip(weights).map(|(m, w)| m * w / sum_of_weights).sum();
    means.iter().map(|m| m / mean).collect()
}

/// Means of the lognormal law of mean 1 over quantile slices, lowest first.
///
/// y = ln X is normal with mean −sd²/2 and standard deviation `sd` (at least 0; 0 gives all 1).
pub fn lognormal_means(sd: f64, weights: &[f64]) -> Vec<f64> {
    if sd <= 0.0 {
        return vec![1.0; weights.len()];
    }
    let centre = -sd * sd / 2.0;
    let density = |y: f64| -(y - centre) * (y - centre) / (2.0 * sd * sd);
    // X's own mean sits sd² above the centre, so the upper end goes that much further.
    slice_means(density, centre - 9.0 * sd, centre + (9.0 + sd) * sd, weights)
}

/// Means of the gamma law of shape k and mean 1 over quantile slices, lowest first.
///
/// The density of y = ln X is proportional to exp(k·y − k·eʸ), `shape` above 0.
pub fn gamma_means(shape: f64, weights: &[f64]) -> Vec<f64> {
    let density = |y: f64| shape * (y - libm::exp(y));
    // Where the density of y has fallen by e⁻⁴⁵ on either side of its peak at y = 0.
    let edge = |side: f64| {
        let low = |y: f64| density(y * side) < -shape - 45.0;
        let mut far = 1e-6;
        while !low(far) {
            far *= 1.25;
        }
        far * side
    };
    slice_means(density, edge(-1.0), edge(1.0), weights)
}

/// Splits `total` into whole parts in proportion to `weights`, by largest remainder.
///
/// Parts sum to `total`; each differs from its exact share by less than 1; of equal remainders
/// the earlier wins. With `at_least_one`, a part of 0 takes one from the largest part while that
/// has more than one.
pub fn apportion(total: u32, weights: &[f64], at_least_one: bool) -> Vec<u32> {
    let sum: f64 = weights.iter().sum();
    let exact: Vec<f64> = weights.iter().map(|w| f64::from(total) * w / sum).collect();
    let mut parts: Vec<u32> = exact.iter().map(|e| e.floor() as u32).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    let rest = |i: usize| exact[i] - exact[i].floor();
    order.sort_by(|&a, &b| rest(b).total_cmp(&rest(a)).then(a.cmp(&b)));
    let given: u32 = parts.iter().sum();
    for &i in order.iter().cycle().take(total.saturating_sub(given) as usize) {
        parts[i] += 1;
    }
    if at_least_one {
        while let Some(empty) = parts.iter().position(|p| *p == 0) {
            let Some(largest) = (0..parts.len()).rev().max_by_key(|&i| parts[i]) else { break };
            if parts[largest] < 2 {
                break;
            }
            parts[largest] -= 1;
            parts[empty] += 1;
        }
    }
    parts
}

/// A Poisson count of this mean: arrivals with Exp(1) gaps before `mean`.
pub fn poisson(stream: &mut Stream, mean: f64) -> u32 {
    let (mut clock, mut count) = (exp1(stream.word()), 0);
    while clock < mean {
        clock += exp1(stream.word());
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Luck, Purpose};

    #[test]
    fn halves_of_a_lognormal_have_their_closed_form_means() {
        // E[X; X < median] = Φ(−sd), so the lower half's mean is 2Φ(−0.8) = 0.423711.
        let means = lognormal_means(0.8, &[0.5, 0.5]);
        assert!((means[0] - 0.423_711).abs() < 2e-5, "{means:?}");
        assert!((means[0] + means[1] - 2.0).abs() < 1e-12);
    }

    #[test]
    fn tenths_of_an_exponential_have_their_closed_form_means() {
        // Shape 1: E[X | X above its 90 % quantile] = 1 + ln 10.
        let means = gamma_means(1.0, &[0.1; 10]);
        assert!((means[9] - 3.302_585).abs() < 1e-4, "{means:?}");
        assert!((means.iter().sum::<f64>() - 10.0).abs() < 1e-12);
        assert!(means.windows(2).all(|w| w[0] < w[1]));
    }

    #[test]
    fn extreme_laws_stay_finite_with_mean_one() {
        for means in [
            gamma_means(0.01, &[1.0; 256]),
            gamma_means(1e6, &[1.0; 256]),
            lognormal_means(1e-4, &[1.0; 256]),
            lognormal_means(3.0, &[1.0; 256]),
        ] {
            assert!(means.iter().all(|m| m.is_finite() && *m >= 0.0));
            assert!((means.iter().sum::<f64>() / 256.0 - 1.0).abs() < 1e-9);
        }
        assert_eq!(lognormal_means(0.0, &[1.0, 3.0]), [1.0, 1.0]);
    }

    #[test]
    fn parts_sum_to_the_total_and_small_parts_get_one() {
        assert_eq!(apportion(10, &[1.0, 1.0, 1.0], false), [4, 3, 3]);
        assert_eq!(apportion(5, &[100.0, 1.0, 1.0], true), [3, 1, 1]);
        assert_eq!(apportion(2, &[5.0, 1.0, 1.0], true), [1, 1, 0]);
        assert_eq!(apportion(0, &[5.0, 1.0], true), [0, 0]);
    }

    #[test]
    fn poisson_counts_have_the_asked_mean_within_4_sigma() {
        let luck = Luck::of_network(1, 0);
        let sum: u32 = (0..40_000).map(|i| poisson(&mut luck.stream(Purpose::Tie, i, 0, 0), 3.0)).sum();
        // sd of the mean is √(3/40,000) = 0.00866; fails by chance once in 16,000 seeds.
        assert!((f64::from(sum) / 40_000.0 - 3.0).abs() < 0.035);
    }
}
