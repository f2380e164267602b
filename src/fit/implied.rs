//! The Bass curve that a simulated strategy implies, with the ridge it lies on.
//!
//! Many pairs of p and q fit one S-curve almost equally well; a pair alone says more than it knows.
//! So an estimate never stands here without the range of q that does nearly as well.

use super::FitError;
use super::bass::{self, BassFit, share};
use super::search::lowest;

/// How much worse than the best a fit on the ridge may be: an error 10 % larger. Assumed.
const RIDGE: f64 = 1.1;
/// Fit error above which the curve is no Bass curve: a quarter of its size. Assumed.
const POOR: f64 = 0.25;
/// The ridge is followed between these values of q a week: below, the hazard hardly grows at all;
/// above, everybody has it within days.
const Q: (f64, f64) = (1e-6, 10.0);
/// Factor between the values of q at which the ridge is tried.
const STRIDE: f64 = 1.25;
/// ln p is searched for between these.
const LN_P: (f64, f64) = (-25.0, 1.0);
/// Steps of that search before it is refined.
const STEPS: u32 = 52;

/// A fitted curve and its ridge.
#[derive(Debug, Clone, PartialEq)]
pub struct ImpliedCurve {
    /// p, q (a week) and m with standard errors and correlations.
    pub fit: BassFit,
    /// Fit error: root of Σ(fitted − seen)² ÷ Σ seen², 0 for an exact Bass curve.
    pub error: f64,
    /// Smallest q whose best fit has an error at most 10 % above `error`; `None` where that holds
    /// down to 10⁻⁶, which is none.
    pub q_low: Option<f64>,
    /// Largest such q; `None` where that holds up to 10.
    pub q_high: Option<f64>,
}

impl ImpliedCurve {
    /// Whether the curve is no Bass curve, whatever p, q and m.
    pub fn is_poor(&self) -> bool {
        self.error > POOR
    }
}

/// Fits Bass's model to new adopters a week and follows the ridge of q.
pub fn curve(weekly: &[f64]) -> Result<ImpliedCurve, FitError> {
    let fit = bass::fit(weekly)?;
    let size: f64 = weekly.iter().map(|x| x * x).sum();
    let relative = |squares: f64| (squares / size).sqrt();
    let best: f64 = fit.fitted.iter().zip(weekly).map(|(f, x)| (f - x) * (f - x)).sum();
    let error = relative(best);
    // Of an exact curve even rounding is more than 10 % worse.
    let limit = (RIDGE * error).max(1e-9);
    let holds = |q: f64| relative(least_squares(weekly, q)) <= limit;
    let from = fit.q.clamp(Q.0, Q.1);
    let (q_low, q_high) = (edge(from, 1.0 / STRIDE, &holds), edge(from, STRIDE, &holds));
    Ok(ImpliedCurve { fit, error, q_low, q_high })
}

/// The last q for which something holds, going from `from` by a factor; `None` if it holds as far
/// as [`Q`] goes.
fn edge(from: f64, factor: f64, holds: &dyn Fn(f64) -> bool) -> Option<f64> {
    let mut inside = from;
    let mut outside = loop {
        let next = inside * factor;
        if !(Q.0..=Q.1).contains(&next) {
            return None;
        }
        if !holds(next) {
            break next;
        }
        inside = next;
    };
    for _ in 0..20 {
        let middle = (inside * outside).sqrt();
        if holds(middle) { inside = middle } else { outside = middle }
    }
    Some(inside)
}

/// The least sum of squares that p and m reach with this q.
fn least_squares(weekly: &[f64], q: f64) -> f64 {
    let squares = |ln_p: f64| {
        let p = libm::exp(ln_p);
        let ends: Vec<f64> = (0..=weekly.len()).map(|i| share(p, q, i as f64)).collect();
        let shape = || ends.windows(2).map(|e| e[1] - e[0]);
        // The best m of given p and q has a closed form.
        let (both, own) =
            shape().zip(weekly).fold((0.0, 0.0), |(both, own), (s, x)| (both + s * x, own + s * s));
        let m = if own > 0.0 { (both / own).max(0.0) } else { 0.0 };
        shape().zip(weekly).map(|(s, x)| (m * s - x) * (m * s - x)).sum::<f64>()
    };
    squares(lowest(&squares, LN_P, STEPS, 30))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bass(p: f64, q: f64, weeks: u32) -> Vec<f64> {
        let at = |i: u32| share(p, q, f64::from(i));
        (0..weeks).map(|i| 10_000.0 * (at(i + 1) - at(i))).collect()
    }

    /// Every fourth week a tenth more, every fourth a tenth less.
    fn uneven(weekly: &[f64]) -> Vec<f64> {
        weekly.iter().zip([1.1, 1.0, 0.9, 1.0].into_iter().cycle()).map(|(x, f)| x * f).collect()
    }

    #[test]
    fn an_exact_curve_has_no_error_and_no_ridge() {
        let found = curve(&bass(0.002, 0.12, 104)).unwrap();
        assert!(found.error < 1e-6 && !found.is_poor(), "{found:?}");
        assert!((found.fit.q - 0.12).abs() < 1e-4);
        let (low, high) = (found.q_low.unwrap(), found.q_high.unwrap());
        assert!(low > 0.1199 && high < 0.1201, "{low} to {high}");
    }

    #[test]
    fn the_ridge_holds_q_and_is_longer_where_the_curve_ends_before_its_peak() {
        let whole = curve(&uneven(&bass(0.002, 0.12, 80))).unwrap();
        let (low, high) = (whole.q_low.unwrap(), whole.q_high.unwrap());
        assert!(low < whole.fit.q && whole.fit.q < high, "{low} to {high}");
        let half = curve(&uneven(&bass(0.002, 0.12, 30))).unwrap();
        let wider = half.q_high.unwrap_or(f64::INFINITY) / half.q_low.unwrap_or(0.0);
        assert!(half.fit.ends_before_peak && wider > high / low, "{half:?}");
        // The error at the edge is 10 % above the best, and a little further it is more.
        let weekly = uneven(&bass(0.002, 0.12, 80));
        let size: f64 = weekly.iter().map(|x| x * x).sum();
        let at = |q: f64| (least_squares(&weekly, q) / size).sqrt() / whole.error;
        assert!((at(low) - 1.1).abs() < 1e-3 && (at(high) - 1.1).abs() < 1e-3, "{} {}", at(low), at(high));
    }

    #[test]
    fn a_curve_that_only_falls_has_a_ridge_down_to_no_imitation() {
        let falling: Vec<f64> = (0..60).map(|i| 1_000.0 * 0.9_f64.powi(i)).collect();
        let found = curve(&falling).unwrap();
        assert!(found.fit.q < 1e-3 && found.q_low.is_none(), "{found:?}");
        assert!(found.q_high.is_some_and(|q| q < 0.01), "{found:?}");
    }

    #[test]
    fn two_waves_are_no_bass_curve() {
        let wave = bass(0.002, 0.4, 30);
        let weekly: Vec<f64> = wave.iter().chain(&vec![0.0; 30]).chain(&wave).copied().collect();
        assert!(curve(&weekly).map_or(true, |c| c.is_poor()));
        assert!(curve(&[5.0, 3.0]).is_err());
    }
}
