//! Bass's model fitted to a series of new adopters, by non-linear least squares.
//!
//! Always true: p, q and m are positive; the fit kept is the best of several starting points, and
//! how many of them came to it is said.

use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt, TerminationReason};
use nalgebra::storage::Owned;
use nalgebra::{DVector, Dyn, Matrix3, OMatrix, U3, Vector3};
use serde::Serialize;

use super::FitError;

/// Fewest periods that are fitted: three parameters and one degree of freedom.
pub const FEWEST: usize = 4;

/// Starting values of p; all pairs with [`START_Q`] are tried.
const START_P: [f64; 4] = [0.0003, 0.002, 0.01, 0.05];
/// Starting values of q.
const START_Q: [f64; 4] = [0.1, 0.3, 0.6, 1.0];
/// Largest relative difference of sums of squares that is called the same fit.
const SAME: f64 = 1e-6;
/// How many times what the series has seen m may be; beyond, the series shows no end. Assumed.
pub(super) const MOST: f64 = 100.0;

/// Bass's model fitted to a series; `…_se` are standard errors, `corr_…` correlations of estimates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BassFit {
    pub periods: usize,
    /// Innovation: hazard of adopting with no adopter yet, per period.
    pub p: f64,
    /// Imitation: hazard added once everybody has adopted, per period.
    pub q: f64,
    /// Final number of adopters, in the unit of the series.
    pub m: f64,
    pub p_se: f64,
    pub q_se: f64,
    pub m_se: f64,
    pub corr_pq: f64,
    pub corr_pm: f64,
    pub corr_qm: f64,
    /// 1 − SSE / Σ(x − x̄)².
    pub r2: f64,
    /// Time of the highest rate, ln(q/p) / (p + q), in periods from the start of the first one; 0
    /// where it falls from the start.
    pub peak: f64,
    /// Whether the series ends before its peak is past: its last value is its largest, or the fitted
    /// peak lies in the last period or later. Then m and q are hardly identified: m tends to come out
    /// too small and q too large (Van den Bulte & Lilien 1997, *Marketing Science* 16:338).
    pub ends_before_peak: bool,
    /// Sum of the series.
    pub total: f64,
    /// Fitted increments, one a period.
    pub fitted: Vec<f64>,
    /// Starting points tried.
    pub starts: usize,
    /// Starting points that ended at this fit.
    pub agreeing: usize,
}

impl BassFit {
    /// Whether the estimates lie along a ridge: a standard error above half its estimate, or m more
    /// than three times what the series has seen. Both limits are assumed.
    pub fn hardly_identified(&self) -> bool {
        self.ends_before_peak || self.wide_m() || self.wide_q() || self.m > 3.0 * self.total
    }

    /// Whether the error of m is above half of it.
    pub fn wide_m(&self) -> bool {
        self.m_se.is_nan() || self.m_se > 0.5 * self.m
    }

    /// Whether the error of q is above half of it, and above a tenth of the whole hazard: a q of nearly 0 that is
    /// sure to be that is identified.
    pub fn wide_q(&self) -> bool {
        self.q_se.is_nan() || self.q_se > f64::max(0.5 * self.q, 0.1 * (self.p + self.q))
    }
}

/// Cumulative share F(t) = (1 − e^{−(p+q)t}) / (1 + (q/p)·e^{−(p+q)t}) of Bass (1969, *Management
/// Science* 15:215), `t` in periods from the launch.
pub fn share(p: f64, q: f64, t: f64) -> f64 {
    let e = libm::exp(-(p + q) * t);
    (1.0 - e) / (1.0 + q / p * e)
}

/// F(t) with its derivatives by p and q.
fn share_slopes(p: f64, q: f64, t: f64) -> [f64; 3] {
    let (e, r) = (libm::exp(-(p + q) * t), q / p);
    let below = 1.0 + r * e;
    let by_e = -(1.0 + r) / (below * below);
    let by_r = -e * (1.0 - e) / (below * below);
    let by_rate = -t * e * by_e;
    [(1.0 - e) / below, by_rate - by_r * q / (p * p), by_rate + by_r / p]
}

/// The least-squares problem in θ = (ln p, ln q, ln m), so that all three stay positive.
#[derive(Clone)]
struct Problem<'a> {
    values: &'a [f64],
    theta: Vector3<f64>,
}

impl Problem<'_> {
    /// p, q, m.
    fn parameters(&self) -> [f64; 3] {
        [libm::exp(self.theta.x), libm::exp(self.theta.y), libm::exp(self.theta.z)]
    }

    fn fitted(&self) -> Vec<f64> {
        let [p, q, m] = self.parameters();
        let at = |i: usize| share(p, q, i as f64);
        (0..self.values.len()).map(|i| m * (at(i + 1) - at(i))).collect()
    }

    fn squares(&self) -> f64 {
        self.fitted().iter().zip(self.values).map(|(f, x)| (f - x) * (f - x)).sum()
    }

    /// ∂(fitted increment) / ∂(p, q, m), shape `[periods, 3]`.
    fn slopes(&self) -> OMatrix<f64, Dyn, U3> {
        let [p, q, m] = self.parameters();
        let ends: Vec<[f64; 3]> = (0..=self.values.len()).map(|i| share_slopes(p, q, i as f64)).collect();
        OMatrix::<f64, Dyn, U3>::from_fn(self.values.len(), |i, k| {
            let step = |c: usize| ends[i + 1][c] - ends[i][c];
            match k {
                0 => m * step(1),
                1 => m * step(2),
                _ => step(0),
            }
        })
    }
}

impl LeastSquaresProblem<f64, Dyn, U3> for Problem<'_> {
    type ParameterStorage = Owned<f64, U3>;
    type ResidualStorage = Owned<f64, Dyn>;
    type JacobianStorage = Owned<f64, Dyn, U3>;

    fn set_params(&mut self, theta: &Vector3<f64>) {
        self.theta = *theta;
    }

    fn params(&self) -> Vector3<f64> {
        self.theta
    }

    fn residuals(&self) -> Option<DVector<f64>> {
        let residuals = DVector::from_iterator(
            self.values.len(),
            self.fitted().iter().zip(self.values).map(|(f, x)| f - x),
        );
        residuals.iter().all(|r| r.is_finite()).then_some(residuals)
    }

    fn jacobian(&self) -> Option<OMatrix<f64, Dyn, U3>> {
        let mut slopes = self.slopes();
        for (k, value) in self.parameters().into_iter().enumerate() {
            slopes.column_mut(k).scale_mut(value);
        }
        slopes.iter().all(|s| s.is_finite()).then_some(slopes)
    }
}

/// Fits Bass's model to the increments of a series by non-linear least squares (Srinivasan & Mason
/// 1986, *Marketing Science* 5:169): xᵢ = m·(F(i) − F(i − 1)) + ε, i = 1 … n.
///
/// Period 1 begins at the launch: a series that starts later makes p too large. Standard errors are
/// those of the Jacobian J at the estimates, from s²·(JᵀJ)⁻¹ with s² = SSE / (n − 3); they take the
/// errors of the periods as independent and of one size. Levenberg–Marquardt from 16 starting points.
///
/// - `values`, shape `[n]`: new adopters in each period, at least 0
///
/// # Errors
/// If there are fewer than four periods, if nobody adopted, if no starting point led to a fit, or if
/// the best one tells nothing: m over 100 times what was seen, or parameters that cannot be told apart.
pub fn fit(values: &[f64]) -> Result<BassFit, FitError> {
    if values.len() < FEWEST {
        return Err(FitError::TooShort { what: "the series".into(), found: values.len(), needed: FEWEST });
    }
    let total: f64 = values.iter().sum();
    if !total.is_finite() {
        return Err(FitError::NotConverged { reason: "the values are too large to be summed".into() });
    }
    if total <= 0.0 {
        return Err(FitError::NobodyAdopted);
    }
    // In shares of the total, so that tolerances mean the same for hundreds and for millions.
    let scaled: Vec<f64> = values.iter().map(|v| v / total).collect();
    let solver = LevenbergMarquardt::new().with_tol(1e-12).with_patience(400);
    let mut ends: Vec<(f64, Problem)> = Vec::new();
    for (p, q) in START_P.iter().flat_map(|p| START_Q.iter().map(move |q| (*p, *q))) {
        let seen = share(p, q, values.len() as f64).max(0.01);
        let theta = Vector3::new(libm::log(p), libm::log(q), -libm::log(seen));
        let (end, report) = solver.minimize(Problem { values: &scaled, theta });
        let squares = end.squares();
        // Where no improvement is possible any more, the end is as good as reached.
        let done = report.termination.was_successful()
            || matches!(report.termination, TerminationReason::NoImprovementPossible(_));
        if squares.is_finite() && done {
            ends.push((squares, end));
        }
    }
    let starts = START_P.len() * START_Q.len();
    let nowhere =
        || FitError::NotConverged { reason: format!("none of {starts} starting points led to a fit") };
    let (least, best) = ends.iter().min_by(|a, b| a.0.total_cmp(&b.0)).cloned().ok_or_else(nowhere)?;
    let agreeing = ends.iter().filter(|e| e.0 <= least * (1.0 + SAME) + 1e-15).count();
    let [p, q, m] = best.parameters();
    let mean = 1.0 / scaled.len() as f64;
    let around: f64 = scaled.iter().map(|v| (v - mean) * (v - mean)).sum();
    let slopes = best.slopes();
    let spread: Matrix3<f64> = slopes.tr_mul(&slopes);
    let covariance = spread
        .try_inverse()
        .map_or(Matrix3::repeat(f64::INFINITY), |inverse| inverse * (least / (scaled.len() - 3) as f64));
    let se = |k: usize| covariance[(k, k)].max(0.0).sqrt();
    let corr = |i: usize, k: usize| (covariance[(i, k)] / (se(i) * se(k))).clamp(-1.0, 1.0);
    if m > MOST {
        return Err(FitError::NoBend {
            reason: "it goes on as if without end, the best m being over 100 times what it has seen",
        });
    }
    // Along a perfect ridge nothing tells one parameter from another.
    let told_apart = |i, k| corr(i, k).abs() < 1.0 - 1e-7;
    if !(told_apart(0, 1) && told_apart(0, 2) && told_apart(1, 2)) {
        return Err(FitError::NoBend { reason: "other values of p, q and m fit it just as well" });
    }
    let peak = (libm::log(q / p) / (p + q)).max(0.0);
    let last = values.len() - 1;
    let rising = values[..last].iter().all(|v| *v < values[last]);
    Ok(BassFit {
        periods: values.len(),
        p,
        q,
        m: m * total,
        p_se: se(0),
        q_se: se(1),
        m_se: se(2) * total,
        corr_pq: corr(0, 1),
        corr_pm: corr(0, 2),
        corr_qm: corr(1, 2),
        r2: if around > 0.0 { 1.0 - least / around } else { 0.0 },
        peak,
        ends_before_peak: rising || peak > last as f64,
        total,
        fitted: best.fitted().iter().map(|f| f * total).collect(),
        starts,
        agreeing,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_those_of_small_steps() {
        let (p, q, t, step) = (0.02, 0.4, 6.0, 1e-6);
        let [f, by_p, by_q] = share_slopes(p, q, t);
        assert_eq!(f, share(p, q, t));
        // Central differences of step 1e-6 are good to 1e-9 here.
        let near = |a: f64, b: f64| (a - b).abs() < 1e-7;
        assert!(near(by_p, (share(p + step, q, t) - share(p - step, q, t)) / (2.0 * step)));
        assert!(near(by_q, (share(p, q + step, t) - share(p, q - step, t)) / (2.0 * step)));
    }

    #[test]
    fn an_exact_bass_curve_gives_its_own_parameters_back() {
        let values: Vec<f64> = (0..15)
            .map(|i| 5000.0 * (share(0.01, 0.5, f64::from(i) + 1.0) - share(0.01, 0.5, f64::from(i))))
            .collect();
        let fit = fit(&values).unwrap();
        assert!(
            (fit.p - 0.01).abs() < 1e-7 && (fit.q - 0.5).abs() < 1e-6 && (fit.m - 5000.0).abs() < 1e-2,
            "{fit:?}"
        );
        assert!(fit.r2 > 1.0 - 1e-9);
    }
}
