//! A comparison: what theory expects, what the engine gave, and how far the two may differ.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Normal, StudentsT};

use crate::statistics::estimate::{mean, quantile, sd};

/// One comparison of a check.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What is compared.
    pub name: String,
    /// What theory or the published reference says.
    pub expected: f64,
    /// What came out.
    pub got: f64,
    /// How far apart the two may be.
    pub tolerance: Tolerance,
}

/// How far a comparison may differ from what is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Tolerance {
    /// No chance is involved: at most this far.
    Fixed(f64),
    /// Chance: a standard error, its degrees of freedom (infinite where it is known), and what the
    /// set-up itself may be off by (its tick, its finite size, the rounding of a printed reference).
    Chance {
        /// Standard error of `got`, or of the difference where the reference has one of its own.
        se: f64,
        /// Degrees of freedom of that error.
        freedom: f64,
        /// Largest systematic difference allowed.
        off: f64,
    },
    /// Chance: a share of so many independent trials, by the exact binomial law.
    Trials {
        /// Successes.
        hits: u64,
        /// Trials.
        of: u64,
        /// As in `Chance`.
        off: f64,
    },
}

impl Comparison {
    /// A number that must come out exactly.
    pub fn exact(name: impl Into<String>, got: f64, expected: f64) -> Comparison {
        Comparison { name: name.into(), expected, got, tolerance: Tolerance::Fixed(0.0) }
    }

    /// A number without chance, within a distance.
    pub fn near(name: impl Into<String>, got: f64, expected: f64, by: f64) -> Comparison {
        Comparison { name: name.into(), expected, got, tolerance: Tolerance::Fixed(by) }
    }

    /// A formula: equal but for rounding, 10⁻⁹ relative.
    pub fn formula(name: impl Into<String>, got: f64, expected: f64) -> Comparison {
        Comparison::near(name, got, expected, 1e-9 * expected.abs())
    }

    /// The mean of independent values: se = s/√n, Student's t with n − 1 degrees of freedom.
    pub fn mean(name: impl Into<String>, values: &[f64], expected: f64) -> Comparison {
        let se = sd(values) / (values.len().max(1) as f64).sqrt();
        let freedom = values.len().saturating_sub(1).max(1) as f64;
        let tolerance = Tolerance::Chance { se, freedom, off: 0.0 };
        Comparison { name: name.into(), expected, got: mean(values), tolerance }
    }

    /// The standard deviation of independent values: se = √((m₄ − s⁴)/n) / 2s, m₄ the fourth
    /// central moment.
    pub fn deviation(name: impl Into<String>, values: &[f64], expected: f64) -> Comparison {
        let (n, s, centre) = (values.len().max(1) as f64, sd(values), mean(values));
        let fourth = values.iter().map(|v| (v - centre).powi(4)).sum::<f64>() / n;
        let se = ((fourth - s.powi(4)).max(0.0) / n).sqrt() / (2.0 * s).max(f64::MIN_POSITIVE);
        Comparison {
            name: name.into(),
            expected,
            got: s,
            tolerance: Tolerance::Chance { se, freedom: n - 1.0, off: 0.0 },
        }
    }

    /// A quantile of independent values (ascending): its standard error is half the distance of
    /// the quantiles √(p(1 − p)/n) to either side.
    pub fn quantile(name: impl Into<String>, sorted: &[f64], p: f64, expected: f64) -> Comparison {
        let n = sorted.len().max(1) as f64;
        let aside = (p * (1.0 - p) / n).sqrt();
        let se = (quantile(sorted, p + aside) - quantile(sorted, p - aside)) / 2.0;
        let tolerance = Tolerance::Chance { se, freedom: n, off: 0.0 };
        Comparison { name: name.into(), expected, got: quantile(sorted, p), tolerance }
    }

    /// A share of independent trials.
    pub fn share(name: impl Into<String>, hits: usize, of: usize, expected: f64) -> Comparison {
        let tolerance = Tolerance::Trials { hits: hits as u64, of: of as u64, off: 0.0 };
        Comparison { name: name.into(), expected, got: hits as f64 / of.max(1) as f64, tolerance }
    }

    /// Allows for what the set-up itself may be off by.
    pub fn off_by(mut self, allowed: f64) -> Comparison {
        match &mut self.tolerance {
            Tolerance::Fixed(by) => *by = allowed,
            Tolerance::Chance { off, .. } | Tolerance::Trials { off, .. } => *off = allowed,
        }
        self
    }

    /// Adds the standard error that the reference itself has.
    pub fn against(mut self, reference_se: f64) -> Comparison {
        match &mut self.tolerance {
            Tolerance::Chance { se, .. } => *se = se.hypot(reference_se),
            Tolerance::Trials { of, off, .. } => {
                let (p, of, off) = (self.got, *of as f64, *off);
                let se = (p * (1.0 - p) / of).sqrt().hypot(reference_se);
                self.tolerance = Tolerance::Chance { se, freedom: f64::INFINITY, off };
            }
            Tolerance::Fixed(_) => {}
        }
        self
    }

    /// Whether chance has a part.
    pub fn random(&self) -> bool {
        !matches!(self.tolerance, Tolerance::Fixed(_))
    }

    /// Standard error of what came out, where chance has a part in it.
    pub fn se(&self) -> Option<f64> {
        match self.tolerance {
            Tolerance::Fixed(_) => None,
            Tolerance::Chance { se, .. } => Some(se),
            Tolerance::Trials { of, .. } => {
                Some((self.expected * (1.0 - self.expected) / of.max(1) as f64).max(0.0).sqrt())
            }
        }
    }

    /// Chance that a right engine comes out at least this far from what is expected (two-sided);
    /// 0 or 1 where chance has no part.
    pub fn p_value(&self) -> f64 {
        let apart = (self.got - self.expected).abs();
        match self.tolerance {
            Tolerance::Fixed(by) => f64::from(apart <= by),
            Tolerance::Chance { se, freedom, off } => {
                let beyond = apart - off;
                if beyond.is_nan() || se.is_nan() {
                    return 0.0;
                }
                if beyond <= 0.0 {
                    return 1.0;
                }
                if se <= 0.0 {
                    return 0.0;
                }
                2.0 * upper_tail(beyond / se, freedom)
            }
            Tolerance::Trials { hits, of, off } => {
                let toward = (self.got - self.expected).clamp(-off, off);
                two_sided(hits, of, (self.expected + toward).clamp(0.0, 1.0))
            }
        }
    }

    /// Largest difference that passes, at this chance of refusing a right engine.
    pub fn limit(&self, alpha: f64) -> f64 {
        match self.tolerance {
            Tolerance::Fixed(by) => by,
            Tolerance::Chance { se, freedom, off } => off + se * upper_point(alpha / 2.0, freedom),
            Tolerance::Trials { of, off, .. } => {
                off + self.se().unwrap_or(0.0) * upper_point(alpha / 2.0, f64::INFINITY)
                    + 1.0 / of.max(1) as f64
            }
        }
    }

    /// Standard errors between `got` and `expected`, beyond what the set-up may be off by.
    pub fn z(&self) -> Option<f64> {
        let se = self.se().filter(|s| *s > 0.0)?;
        let off = match self.tolerance {
            Tolerance::Chance { off, .. } | Tolerance::Trials { off, .. } => off,
            Tolerance::Fixed(_) => 0.0,
        };
        let apart = self.got - self.expected;
        Some((apart.abs() - off).max(0.0) * apart.signum() / se)
    }
}

/// P(X > x) of Student's law, of the normal law where `freedom` is infinite.
fn upper_tail(x: f64, freedom: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(law) if freedom.is_finite() && freedom < 1e5 => law.sf(x),
        _ => Normal::standard().sf(x),
    }
}

/// The x with P(X > x) = `tail`.
fn upper_point(tail: f64, freedom: f64) -> f64 {
    match StudentsT::new(0.0, 1.0, freedom) {
        Ok(law) if freedom.is_finite() && freedom < 1e5 => -law.inverse_cdf(tail),
        _ => -Normal::standard().inverse_cdf(tail),
    }
}

/// Twice the smaller tail of the binomial law at `hits`.
fn two_sided(hits: u64, of: u64, p: f64) -> f64 {
    let Ok(law) = Binomial::new(p, of) else { return 0.0 };
    let below = law.cdf(hits);
    let above = if hits == 0 { 1.0 } else { law.sf(hits - 1) };
    (2.0 * below.min(above)).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn share_far_out_has_the_p_value_of_the_binomial_law() {
        // P(X ≥ 10 of 10) = 2⁻¹⁰.
        let comparison = Comparison::share("heads", 10, 10, 0.5);
        assert!((comparison.p_value() - 2.0 / 1024.0).abs() < 1e-12);
        assert!((Comparison::share("heads", 10, 10, 0.5).off_by(0.5).p_value() - 1.0).abs() < 1e-12);
        assert!(Comparison::share("never", 1, 1_000, 0.0).p_value() < 1e-12);
    }

    #[test]
    fn mean_is_judged_by_students_law() {
        let comparison = Comparison::mean("m", &[1.0, 2.0, 3.0], 2.0 + 4.302_652_73 / 3.0_f64.sqrt());
        assert!((comparison.p_value() - 0.05).abs() < 1e-6, "{}", comparison.p_value());
        assert!((comparison.limit(0.05) - 4.302_652_73 / 3.0_f64.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn comparison_without_spread_passes_only_where_it_is_right() {
        assert!(Comparison::mean("all alike", &[3.0, 3.0], 3.0).p_value() > 0.5);
        assert!(Comparison::mean("all alike", &[3.0, 3.0], 4.0).p_value() < 1e-9);
        assert!(Comparison::exact("nan", f64::NAN, 4.0).p_value() < 0.5);
    }
}
