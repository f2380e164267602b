//! Statistics of a handful of runs: quantiles, shares with intervals, means with intervals.
//!
//! Always true: nothing here is undefined for few or no values; what cannot be said is `None`.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Two-sided 95 % point of the standard normal law.
pub const Z95: f64 = 1.959_963_984_540_054;

/// Quantile of type 7 (Hyndman & Fan 1996, *The American Statistician* 50:361): with h = (n − 1)·p,
/// the straight line between the values ranked ⌊h⌋ and ⌊h⌋ + 1. 0 where there are no values.
///
/// `sorted` must ascend; `p` lies in [0, 1].
pub fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return 0.0 };
    let h = p.clamp(0.0, 1.0) * last as f64;
    let low = (h.floor() as usize).min(last);
    let high = (low + 1).min(last);
    sorted[low] + (h - low as f64) * (sorted[high] - sorted[low])
}

/// The middle value; the mean of the two middle ones where their number is even.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    quantile(&sorted, 0.5)
}

/// Mean; 0 of nothing.
pub fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

/// Standard deviation with n − 1; 0 of fewer than two values.
pub fn sd(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let centre = mean(values);
    let squares: f64 = values.iter().map(|v| (v - centre).powi(2)).sum();
    (squares / (values.len() - 1) as f64).sqrt()
}

/// An interval, both ends included. Its ends are numbers; `Interval<Option<f64>>` may be open at an end,
/// and days of an `Interval<Option<u32>>` may lie beyond the horizon.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Interval<E = f64> {
    /// Lower end.
    pub low: E,
    /// Upper end.
    pub high: E,
}

impl<E> Interval<Option<E>> {
    /// The interval with both ends; `None` where one is open.
    pub fn closed(self) -> Option<Interval<E>> {
        Some(Interval { low: self.low?, high: self.high? })
    }
}

impl Interval {
    /// The interval of this half width around a centre.
    pub fn around(centre: f64, half: f64) -> Interval {
        Interval { low: centre - half, high: centre + half }
    }

    /// The interval of a value that has an independent error besides: each end moves away from the value, to
    /// √(distance² + (1.96 · se)²).
    ///
    /// - `se`: standard error of the further error; 0 leaves the interval as it is
    #[must_use]
    pub fn with_error(self, value: f64, se: f64) -> Interval {
        if se == 0.0 {
            return self;
        }
        Interval { low: value - further(value - self.low, se), high: value + further(self.high - value, se) }
    }

    /// The interval cut off at bounds that its value cannot pass.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Interval {
        Interval { low: self.low.max(least), high: self.high.min(most) }
    }

    /// Whether 0 lies outside.
    pub fn excludes_zero(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// Half an interval's width with a further error of this standard error.
pub(super) fn further(half: f64, se: f64) -> f64 {
    half.hypot(Z95 * se)
}

/// How values spread over runs.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// Standard deviation (n − 1).
    pub sd: f64,
    /// 5 % quantile (type 7, as all of them).
    pub p05: f64,
    /// 25 % quantile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75 % quantile.
    pub p75: f64,
    /// 95 % quantile.
    pub p95: f64,
}

impl Spread {
    /// Spread of these values; all 0 if there are none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Spread {
        let mut sorted: Vec<f64> = values.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let at = |p| quantile(&sorted, p);
        Spread {
            // Summed in ascending order, so that the order of the runs cannot show.
            mean: mean(&sorted),
            sd: sd(&sorted),
            p05: at(0.05),
            p25: at(0.25),
            p50: at(0.5),
            p75: at(0.75),
            p95: at(0.95),
        }
    }
}

/// A share of runs with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Share {
    /// Runs that did.
    pub count: usize,
    /// Runs there were.
    pub of: usize,
    /// count ÷ of; 0 where there were none.
    pub value: f64,
    /// The interval.
    #[serde(flatten)]
    pub interval: Interval,
}

impl Share {
    /// Wilson's score interval (Wilson 1927, *JASA* 22:209):
    /// (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96; [0, 1] where n = 0.
    pub fn of(count: usize, of: usize) -> Share {
        Share::wilson(count, of, of as f64, Z95)
    }

    /// The same interval with another point than 1.96, as if there had been `n` runs.
    pub fn wilson(count: usize, of: usize, n: f64, point: f64) -> Share {
        if of == 0 {
            return Share { count, of, value: 0.0, interval: Interval { low: 0.0, high: 1.0 } };
        }
        let value = count as f64 / of as f64;
        let Interval { low, high } = wilson(value, n, point);
        // The ends are exactly 0 and 1 where nobody or everybody did; rounding must not hide that.
        let (low, high) = (if count == 0 { 0.0 } else { low }, if count == of { 1.0 } else { high });
        Share { count, of, value, interval: Interval { low, high } }
    }

    /// The share with an independent error besides, of this standard error ([`Interval::with_error`]).
    #[must_use]
    pub fn with_error(self, se: f64) -> Share {
        Share { interval: self.interval.with_error(self.value, se).within(0.0, 1.0), ..self }
    }
}

/// Ends of Wilson's score interval at the normal point `z`, of a share `p` of `n` things; (0, 1) of
/// nothing.
pub fn wilson(p: f64, n: f64, z: f64) -> Interval {
    if n <= 0.0 {
        return Interval { low: 0.0, high: 1.0 };
    }
    let z2 = z * z;
    let centre = p + z2 / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z2 / n;
    Interval { low: ((centre - half) / scale).max(0.0), high: ((centre + half) / scale).min(1.0) }
}

/// A mean with its 95 % t interval.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Estimate {
    /// Mean.
    pub mean: f64,
    /// `None` of fewer than two values.
    pub interval: Option<Interval>,
}

impl Estimate {
    /// Whether the interval leaves 0 out.
    pub fn is_sure(&self) -> bool {
        self.interval.is_some_and(|i| i.excludes_zero())
    }

    /// The mean of independent values.
    pub fn of(values: &[f64]) -> Estimate {
        Estimate { mean: mean(values), interval: t_interval(values) }
    }

    /// The mean with an independent error besides, of this standard error ([`Interval::with_error`]).
    #[must_use]
    pub fn with_error(self, se: f64) -> Estimate {
        Estimate { interval: self.interval.map(|i| i.with_error(self.mean, se)), ..self }
    }

    /// The mean with its interval cut off at bounds that it cannot pass.
    #[must_use]
    pub fn within(self, least: f64, most: f64) -> Estimate {
        Estimate { interval: self.interval.map(|i| i.within(least, most)), ..self }
    }

    /// The interval; the mean alone where there is none.
    pub fn ends(&self) -> Interval {
        self.interval.unwrap_or(Interval { low: self.mean, high: self.mean })
    }

    /// The lower end of the interval.
    pub fn low(&self) -> Option<f64> {
        self.interval.map(|i| i.low)
    }

    /// The upper end of the interval.
    pub fn high(&self) -> Option<f64> {
        self.interval.map(|i| i.high)
    }
}

/// Two-sided 95 % point of Student's t with `n − 1` degrees of freedom; `None` for n < 2.
pub fn t95(n: usize) -> Option<f64> {
    let freedom = n.checked_sub(1).filter(|f| *f > 0)?;
    if freedom > EXACT {
        return Some(t95_of_many(freedom as f64));
    }
    StudentsT::new(0.0, 1.0, freedom as f64).ok().map(|t| t.inverse_cdf(0.975))
}

/// Degrees of freedom up to which Student's law is inverted; for very many that may never end.
const EXACT: usize = 1_000;

/// The same point for many degrees of freedom ν: z + (z³ + z) ÷ 4ν + (5z⁵ + 16z³ + 3z) ÷ 96ν² (Cornish &
/// Fisher 1938), to nine digits.
fn t95_of_many(freedom: f64) -> f64 {
    let z = Z95;
    let first = (z.powi(3) + z) / (4.0 * freedom);
    z + first + (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / (96.0 * freedom * freedom)
}

/// 95 % t interval of a mean; `None` for fewer than two values.
pub fn t_interval(values: &[f64]) -> Option<Interval> {
    let half = t95(values.len())? * sd(values) / (values.len() as f64).sqrt();
    Some(Interval::around(mean(values), half))
}

/// Runs at which the 95 % t interval of a mean would exclude 0, were mean and standard deviation
/// what they are now: the smallest n ≥ 2 with t·sd/√n < |mean|, t of as many draws as `per_draw`
/// runs each make of n. `None` where the mean is 0, or more than a billion runs would be needed.
pub fn runs_to_decide(mean: f64, sd: f64, per_draw: u64) -> Option<u64> {
    if mean == 0.0 || !mean.is_finite() {
        return None;
    }
    let draws = |n: u64| n.div_ceil(per_draw.max(1)) as usize;
    let decides = |n: u64| t95(draws(n)).is_some_and(|t| t * sd / (n as f64).sqrt() < mean.abs());
    let (mut low, mut high) = (1_u64, 2_u64);
    while !decides(high) {
        low = high;
        high *= 2;
        if high > 1_000_000_000 {
            return None;
        }
    }
    while high - low > 1 {
        let middle = low.midpoint(high);
        if decides(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_of_students_law_go_on_without_a_step_and_end_at_the_normal_one() {
        let exact = t95(EXACT + 1).unwrap();
        assert!((exact - t95_of_many(EXACT as f64)).abs() < 1e-8, "{exact}");
        assert!(t95(EXACT + 2).unwrap() < exact);
        assert!((t95(500_000_000).unwrap() - Z95).abs() < 1e-8);
        // So many runs that inverting the law did not end.
        assert!(runs_to_decide(1e-3, 10.0, 1).is_some());
    }

    #[test]
    fn a_further_error_widens_an_interval_by_squares() {
        let estimate = Estimate { mean: 10.0, interval: Some(Interval { low: 7.0, high: 14.0 }) };
        let wider = estimate.with_error(4.0 / Z95).interval.unwrap();
        assert!((wider.low - 5.0).abs() < 1e-12 && (wider.high - (10.0 + 32.0_f64.sqrt())).abs() < 1e-12);
        assert_eq!(estimate.with_error(0.0), estimate);
        let share = Share::of(9, 10).with_error(1.0);
        assert_eq!(share.interval, Interval { low: 0.0, high: 1.0 });
    }

    #[test]
    fn quantiles_are_those_of_type_7() {
        let values = [1.0, 2.0, 4.0, 8.0];
        assert!((quantile(&values, 0.25) - 1.75).abs() < 1e-12);
        assert!((quantile(&values, 0.5) - 3.0).abs() < 1e-12);
        assert!((quantile(&values, 0.95) - 7.4).abs() < 1e-12);
        assert_eq!(quantile(&[7.0], 0.05), 7.0);
        assert_eq!(quantile(&[], 0.5), 0.0);
    }

    #[test]
    fn wilson_interval_equals_the_hand_computed_one() {
        // 8 of 10, computed by hand from the formula: 0.4902 to 0.9433.
        let share = Share::of(8, 10);
        assert!((share.interval.low - 0.4902).abs() < 5e-5, "{share:?}");
        assert!((share.interval.high - 0.9433).abs() < 5e-5, "{share:?}");
        let never = Share::of(0, 10);
        assert_eq!(never.interval.low, 0.0);
        assert!((never.interval.high - 0.2775).abs() < 5e-5, "{never:?}");
    }

    #[test]
    fn runs_needed_are_the_first_number_that_decides() {
        // t(4)·2/√5 = 2.48, t(5)·2/√6 = 2.10, t(6)·2/√7 = 1.85.
        assert_eq!(runs_to_decide(2.0, 2.0, 1), Some(7));
        assert_eq!(runs_to_decide(-2.2, 2.0, 1), Some(6));
        assert_eq!(runs_to_decide(0.0, 2.0, 1), None);
        assert_eq!(runs_to_decide(1.0, 0.0, 1), Some(2));
        // 8 runs a network: t(2)·2/√17 = 2.09 with a third network, t(1)·2/√16 = 6.35 without.
        assert_eq!(runs_to_decide(2.1, 2.0, 8), Some(17));
    }
}
