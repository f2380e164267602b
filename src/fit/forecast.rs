//! A fitted Bass curve continued beyond its series, with bands.
//!
//! Always true: a band has 5 % below and 5 % above it; nothing is drawn, so the same series gives the same bands.

use rayon::prelude::*;
use serde::Serialize;

use super::bass::{BassFit, share};
use super::likely::{Likely, weigh};

/// A value that is not known yet: that of the fitted curve, and the 5 % and 95 % quantiles of what it may be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Expected {
    /// By the fitted curve.
    pub value: f64,
    /// 5 % quantile.
    pub p05: f64,
    /// 95 % quantile.
    pub p95: f64,
}

/// One period beyond the series.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Ahead {
    /// Periods from the last one of the series, from 1.
    pub periods: usize,
    /// New adopters in it.
    pub new: Expected,
    /// Adopters by its end, those of the series among them.
    pub total: Expected,
}

/// Continues a fit by so many periods.
///
/// The bands are quantiles of the predictive law of xᵢ = m·(F(i) − F(i − 1)) + ε with errors ε of one normal law:
/// they hold the uncertainty of p, q and m and the noise of the periods ahead. Flat priors on ln p, ln q, ln m and
/// ln σ, m at most 100 times what was seen. For each p and q, m and σ are integrated in closed form, so that what
/// is ahead is a mixture of Student laws of n − 1 degrees of freedom at m̂·s with the squared scale
/// SSE/(n − 1)·(k + s²/Σsᵢ²): s is the increment of F over the k periods (1 of a period, all up to it of a total).
/// New adopters are at least 0, totals at least what was seen.
///
/// - `values`: the series, and `fit` what [`super::bass::fit`] made of it
pub fn forecast(values: &[f64], fit: &BassFit, periods: usize) -> Vec<Ahead> {
    let scaled: Vec<f64> = values.iter().map(|value| value / fit.total).collect();
    let (likely, law) = (weigh(&scaled, fit.p, fit.q), StudentLaw::new(values.len() - 1));
    let seen = values.len();
    let ahead = |periods: usize| {
        let one = |from: usize, least: f64| {
            let of = |p, q| share(p, q, (seen + periods) as f64) - share(p, q, from as f64);
            let parts: Vec<Part> =
                likely.iter().map(|l| Part::of(l, of(l.p, l.q), seen + periods - from, seen)).collect();
            let end = |chance| (fit.total * quantile(&parts, &law, chance)).max(0.0) + least;
            let value = fit.m * of(fit.p, fit.q) + least;
            Expected { value, p05: end(0.05), p95: end(0.95) }
        };
        Ahead { periods, new: one(seen + periods - 1, 0.0), total: one(seen, fit.total) }
    };
    (1..=periods).into_par_iter().map(ahead).collect()
}

/// Whether the errors of a series are surely larger where its curve is higher: a deviation in proportion to the
/// curve, or to its root, is likelier than one of a single size by more than e³, which at most 1 in 70 series with
/// errors of one size seem to show. Bands take errors as of one size.
///
/// - `values`: the series, at least eight periods; `fitted`: its curve
pub fn errors_follow_curve(values: &[f64], fitted: &[f64]) -> bool {
    let most = fitted.iter().copied().fold(0.0, f64::max);
    if values.len() < 8 || most <= 0.0 {
        return false;
    }
    // Where hardly anybody adopts, a deviation of nearly 0 would decide alone.
    let size = |f: f64, power: f64| libm::pow((f / most).max(1e-3), power);
    let unlikely = |power: f64| {
        let squares: f64 = values.iter().zip(fitted).map(|(x, f)| ((x - f) / size(*f, power)).powi(2)).sum();
        let sizes: f64 = fitted.iter().map(|f| libm::log(size(*f, power))).sum();
        0.5 * values.len() as f64 * libm::log(squares) + sizes
    };
    let squares: f64 = values.iter().zip(fitted).map(|(x, f)| (x - f) * (x - f)).sum();
    // Of an exact curve only rounding is left.
    let exact = squares <= 1e-9 * values.iter().map(|x| x * x).sum::<f64>();
    let one = unlikely(0.0);
    !exact && one - unlikely(0.5).min(unlikely(1.0)) > 3.0
}

/// One law of a mixture.
struct Part {
    weight: f64,
    middle: f64,
    scale: f64,
}

impl Part {
    /// - `step`: increment of F over the `periods` ahead; `seen`: periods of the series
    fn of(likely: &Likely, step: f64, periods: usize, seen: usize) -> Part {
        let spread = periods as f64 + step * step / likely.shape;
        let scale = (likely.squares / (seen - 1) as f64 * spread).sqrt();
        Part { weight: likely.weight, middle: likely.m * step, scale }
    }
}

/// The value below which a mixture has this chance.
fn quantile(parts: &[Part], law: &StudentLaw, chance: f64) -> f64 {
    // The 5 % and 95 % quantiles of a Student law of 3 or more degrees of freedom lie within 2.4 scales.
    let end = |side: f64| parts.iter().map(move |part| part.middle + side * 3.0 * part.scale);
    let (mut low, mut high) =
        (end(-1.0).fold(f64::INFINITY, f64::min), end(1.0).fold(f64::NEG_INFINITY, f64::max));
    for _ in 0..50 {
        let middle = f64::midpoint(low, high);
        let below: f64 =
            parts.iter().map(|part| part.weight * law.below((middle - part.middle) / part.scale)).sum();
        if below < chance { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// Student's law, tabled: its distribution function is wanted a million times.
struct StudentLaw {
    freedom: f64,
    /// P(T ≤ t) at even steps of u = t/√(ν + t²) from −1 to 1, whose density is ∝ (1 − u²)^{ν/2 − 1}.
    below: Vec<f64>,
}

/// Steps of the table.
const STEPS: usize = 8192;

impl StudentLaw {
    fn new(freedom: usize) -> StudentLaw {
        // Beyond, the law is the normal one to four digits, and the table would grow too coarse for it.
        let freedom = freedom.min(2_000) as f64;
        let place = |i: f64| -1.0 + 2.0 * i / STEPS as f64;
        let mut below = vec![0.0];
        for i in 0..STEPS {
            let u = place(i as f64 + 0.5);
            below.push(below[i] + libm::pow(1.0 - u * u, freedom / 2.0 - 1.0));
        }
        let all = below[STEPS];
        below.iter_mut().for_each(|b| *b /= all);
        StudentLaw { freedom, below }
    }

    /// P(T ≤ t).
    fn below(&self, t: f64) -> f64 {
        let u = t / (self.freedom + t * t).sqrt();
        let at = (u + 1.0) / 2.0 * STEPS as f64;
        let i = (at.max(0.0) as usize).min(STEPS - 1);
        self.below[i] + (at - i as f64) * (self.below[i + 1] - self.below[i])
    }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, StudentsT};

    use super::*;
    use crate::fit::bass::fit;

    #[test]
    fn the_tabled_law_is_students() {
        for freedom in [3, 4, 11, 60, 1_000] {
            let (law, known) = (StudentLaw::new(freedom), StudentsT::new(0.0, 1.0, freedom as f64).unwrap());
            for t in [-12.0, -2.3, -0.7, 0.0, 0.1, 1.6, 4.0] {
                assert!((law.below(t) - known.cdf(t)).abs() < 2e-5, "{freedom} {t}");
            }
        }
    }

    fn bass(p: f64, q: f64, periods: u32) -> Vec<f64> {
        let at = |i: u32| share(p, q, f64::from(i));
        (0..periods).map(|i| 10_000.0 * (at(i + 1) - at(i))).collect()
    }

    #[test]
    fn an_exact_curve_goes_on_exactly() {
        let whole = bass(0.02, 0.4, 20);
        let fit = fit(&whole[..12]).unwrap();
        let ahead = forecast(&whole[..12], &fit, 8);
        let mut total: f64 = whole[..12].iter().sum();
        for (found, value) in ahead.iter().zip(&whole[12..]) {
            total += value;
            for (found, value) in [(found.new, *value), (found.total, total)] {
                assert!((found.value - value).abs() < 1e-3, "{found:?} is not {value}");
                assert!(found.p05 <= value + 0.1 && found.p95 >= value - 0.1, "{found:?} is not {value}");
                assert!(found.p95 - found.p05 < 1.0, "{found:?}");
            }
        }
    }

    #[test]
    fn where_one_parameter_is_open_the_band_is_that_of_a_linear_model() {
        // After a peak seen at leisure p and q are known well; what is left is noise of a period.
        let noise = [1.0, -1.0, 0.5, -0.5, 1.0, -1.5, 0.5].into_iter().cycle();
        let values: Vec<f64> =
            bass(0.01, 0.3, 60).iter().zip(noise).map(|(x, e)| x + 3.0 * e + 5.0).collect();
        let fit = fit(&values).unwrap();
        let sd = (fit.fitted.iter().zip(&values).map(|(f, x)| (f - x) * (f - x)).sum::<f64>() / 57.0).sqrt();
        let new = forecast(&values, &fit, 1)[0].new;
        let t = StudentsT::new(0.0, 1.0, 57.0).unwrap().inverse_cdf(0.95);
        assert!((new.p95 - new.value - t * sd).abs() < 0.1 * t * sd, "{new:?} {sd}");
    }

    #[test]
    fn errors_that_grow_with_the_curve_are_told_from_errors_of_one_size() {
        let noise = || [0.9, -1.1, 0.2, -0.6, 1.3, -0.4, 0.5, -0.8].into_iter().cycle();
        let curve = bass(0.01, 0.3, 40);
        let one: Vec<f64> = curve.iter().zip(noise()).map(|(x, e)| x + 30.0 * e).collect();
        let grown: Vec<f64> = curve.iter().zip(noise()).map(|(x, e)| x * (1.0 + 0.1 * e)).collect();
        assert!(!errors_follow_curve(&one, &curve) && errors_follow_curve(&grown, &curve));
        assert!(!errors_follow_curve(&curve, &curve) && !errors_follow_curve(&grown[..7], &curve[..7]));
    }

    #[test]
    fn before_the_peak_the_band_is_wide_upwards() {
        let values: Vec<f64> =
            bass(0.002, 0.4, 9).iter().zip([1.05, 0.95].into_iter().cycle()).map(|(x, f)| x * f).collect();
        let fit = fit(&values).unwrap();
        let far = forecast(&values, &fit, 12)[11].total;
        assert!(fit.ends_before_peak && far.p95 > 3.0 * far.p05, "{far:?}");
    }
}
