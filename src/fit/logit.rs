//! Logistic regression by maximum likelihood.
//!
//! Always true: what is returned is the maximum; where there is none, an error says which column
//! separates the outcomes.

use nalgebra::{SMatrix, SVector};

use super::FitError;

/// Newton steps before giving up; a well-behaved problem takes under ten.
const STEPS: usize = 60;
/// Newton decrement gᵀH⁻¹g below which the maximum is reached.
const DONE: f64 = 1e-12;

/// A fitted logistic regression of `K` columns.
#[derive(Debug, Clone, PartialEq)]
pub struct Logit<const K: usize> {
    pub coefficients: [f64; K],
    /// Their standard errors, from the inverse information matrix.
    pub se: [f64; K],
    /// ln of the likelihood at the maximum.
    pub log_likelihood: f64,
    pub steps: usize,
}

/// 1 / (1 + e^{−x}).
pub fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// ln(1 + eˣ) without overflow.
fn log1p_exp(x: f64) -> f64 {
    x.max(0.0) + libm::log1p(libm::exp(-x.abs()))
}

/// Fits P(yᵢ = 1) = 1 / (1 + e^{−xᵢ·b}) by Newton's method with halved steps, from b = 0; standard
/// errors are √ of the diagonal of (Σ p(1 − p) x xᵀ)⁻¹.
///
/// - `rows`, shape `[n, K]`: the columns, a constant among them; `outcomes`, shape `[n]`
/// - `names`, shape `[K]`: what errors call the columns
///
/// # Errors
/// If columns are collinear, if one separates the outcomes, or if 60 steps do not reach the maximum.
pub fn fit<const K: usize>(
    rows: &[[f64; K]],
    outcomes: &[bool],
    names: [&str; K],
) -> Result<Logit<K>, FitError> {
    let likelihood = |b: &SVector<f64, K>| -> f64 {
        let one = |(x, y): (&[f64; K], &bool)| {
            let line = SVector::from(*x).dot(b);
            if *y { line - log1p_exp(line) } else { -log1p_exp(line) }
        };
        rows.iter().zip(outcomes).map(one).sum()
    };
    let collinear = || FitError::NotConverged { reason: format!("{} are collinear", names.join(", ")) };
    let mut b = SVector::<f64, K>::zeros();
    let mut height = likelihood(&b);
    for step in 1..=STEPS {
        let mut slope = SVector::<f64, K>::zeros();
        let mut information = SMatrix::<f64, K, K>::zeros();
        for (x, y) in rows.iter().zip(outcomes) {
            let x = SVector::from(*x);
            let p = logistic(x.dot(&b));
            slope += x * (f64::from(u8::from(*y)) - p);
            information += x * x.transpose() * (p * (1.0 - p));
        }
        let Some(factor) = information.cholesky() else {
            return Err(separated(rows, &b, names).unwrap_or_else(collinear));
        };
        let mut move_by = factor.solve(&slope);
        let decrement = slope.dot(&move_by);
        if !decrement.is_finite() {
            return Err(separated(rows, &b, names).unwrap_or_else(collinear));
        }
        if decrement < DONE {
            let variance = factor.inverse();
            let se: [f64; K] = std::array::from_fn(|k| variance[(k, k)].sqrt());
            // At a maximum that lies nowhere, a large coefficient is smaller than its own error.
            if let Some(error) = separated(rows, &b, names)
                && b.iter().zip(se).any(|(b, se)| b.abs() < se && se > 10.0)
            {
                return Err(error);
            }
            return Ok(Logit { coefficients: b.into(), se, log_likelihood: height, steps: step });
        }
        let mut next = likelihood(&(b + move_by));
        for _ in 0..30 {
            if next >= height {
                break;
            }
            move_by *= 0.5;
            next = likelihood(&(b + move_by));
        }
        b += move_by;
        height = next;
    }
    let slow = FitError::NotConverged { reason: format!("the likelihood still rises after {STEPS} steps") };
    Err(separated(rows, &b, names).unwrap_or(slow))
}

/// The column whose effect over its range is beyond all sense (|b|·range > 10), as an error.
fn separated<const K: usize>(rows: &[[f64; K]], b: &SVector<f64, K>, names: [&str; K]) -> Option<FitError> {
    let effect = |k: usize| {
        let (low, high) = rows
            .iter()
            .map(|x| x[k])
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
        (b[k] * (high - low)).abs()
    };
    (0..K)
        .filter(|k| effect(*k) > 10.0)
        .max_by(|i, k| effect(*i).total_cmp(&effect(*k)))
        .map(|k| FitError::Separation { column: names[k].to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_two_by_two_table_gives_its_log_odds_ratio() {
        // 30 of 40 against 10 of 50: ln odds ratio ln(3 / 0.25) = ln 12, its error √(1/30 + 1/10 + 1/10 + 1/40).
        let mut rows = Vec::new();
        let mut outcomes = Vec::new();
        for (x, yes, no) in [(0.0, 10, 40), (1.0, 30, 10)] {
            rows.extend(vec![[1.0, x]; yes + no]);
            outcomes.extend((0..yes + no).map(|i| i < yes));
        }
        let fit = fit(&rows, &outcomes, ["constant", "x"]).unwrap();
        assert!((fit.coefficients[1] - 12f64.ln()).abs() < 1e-9, "{fit:?}");
        let se = (1.0 / 30.0 + 1.0 / 10.0 + 1.0 / 10.0 + 1.0 / 40.0f64).sqrt();
        assert!((fit.se[1] - se).abs() < 1e-6, "{fit:?}");
    }

    #[test]
    fn a_column_that_separates_is_named() {
        let rows: Vec<[f64; 2]> = (0..20).map(|i| [1.0, f64::from(i)]).collect();
        let outcomes: Vec<bool> = (0..20).map(|i| i >= 10).collect();
        let error = fit(&rows, &outcomes, ["constant", "x"]).unwrap_err();
        assert_eq!(error, FitError::Separation { column: "x".into() });
    }
}
