//! A figure: what theory expects, what the engine gave, and by what right they may differ.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Normal, StudentsT};

use crate::study::statistics::estimate::{mean, quantile, sd};

/// One comparison of a row.
#[derive(Debug, Clone)]
pub struct Figure {
    /// What is compared.
    pub name: String,
    /// What theory or the published reference says.
    pub expected: f64,
    /// What came out.
    pub got: f64,
    /// How far apart they may be.
    pub by: By,
}

/// By what right a figure may differ from what is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum By {
    /// No chance is involved: at most this far.
    Rule(f64),
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

impl Figure {
    /// A number that must come out exactly.
    pub fn exact(name: impl Into<String>, got: f64, expected: f64) -> Figure {
        Figure { name: name.into(), expected, got, by: By::Rule(0.0) }
    }

    /// A number without chance, within a distance.
    pub fn near(name: impl Into<String>, got: f64, expected: f64, by: f64) -> Figure {
        Figure { name: name.into(), expected, got, by: By::Rule(by) }
    }

    /// A formula: equal but for rounding, 10⁻⁹ relative.
    pub fn formula(name: impl Into<String>, got: f64, expected: f64) -> Figure {
        Figure::near(name, got, expected, 1e-9 * expected.abs())
    }

    /// The mean of independent values: se = s/√n, Student's t with n − 1 degrees of freedom.
    pub fn mean(name: impl Into<String>, values: &[f64], expected: f64) -> Figure {
        let se = sd(values) / (values.len().max(1) as f64).sqrt();
        let freedom = values.len().saturating_sub(1).max(1) as f64;
        let by = By::Chance { se, freedom, off: 0.0 };
        Figure { name: name.into(), expected, got: mean(values), by }
    }

    /// The standard deviation of independent values: se = √((m₄ − s⁴)/n) / 2s, m₄ the fourth
    /// central moment.
    pub fn deviation(name: impl Into<String>, values: &[f64], expected: f64) -> Figure {
        let (n, s, centre) = (values.len().max(1) as f64, sd(values), mean(values));
        let fourth = values.iter().map(|v| (v - centre).powi(4)).sum::<f64>() / n;
        let se = ((fourth - s.powi(4)).max(0.0) / n).sqrt() / (2.0 * s).max(f64::MIN_POSITIVE);
        Figure { name: name.into(), expected, got: s, by: By::Chance { se, freedom: n - 1.0, off: 0.0 } }
    }

    /// A quantile of independent values (ascending): its standard error is half the distance of
    /// the quantiles √(p(1 − p)/n) to either side.
    pub fn quantile(name: impl Into<String>, sorted: &[f64], p: f64, expected: f64) -> Figure {
        let n = sorted.len().max(1) as f64;
        let aside = (p * (1.0 - p) / n).sqrt();
        let se = (quantile(sorted, p + aside) - quantile(sorted, p - aside)) / 2.0;
        let by = By::Chance { se, freedom: n, off: 0.0 };
        Figure { name: name.into(), expected, got: quantile(sorted, p), by }
    }

    /// A share of independent trials.
    pub fn share(name: impl Into<String>, hits: usize, of: usize, expected: f64) -> Figure {
        let by = By::Trials { hits: hits as u64, of: of as u64, off: 0.0 };
        Figure { name: name.into(), expected, got: hits as f64 / of.max(1) as f64, by }
    }

    /// Allows for what the set-up itself may be off by.
    pub fn off_by(mut self, allowed: f64) -> Figure {
        match &mut self.by {
            By::Rule(by) => *by = allowed,
            By::Chance { off, .. } | By::Trials { off, .. } => *off = allowed,
        }
        self
    }

    /// Adds the standard error that the reference itself has.
    pub fn against(mut self, reference_se: f64) -> Figure {
        match &mut self.by {
            By::Chance { se, .. } => *se = se.hypot(reference_se),
            By::Trials { of, off, .. } => {
                let (p, of, off) = (self.got, *of as f64, *off);
                let se = (p * (1.0 - p) / of).sqrt().hypot(reference_se);
                self.by = By::Chance { se, freedom: f64::INFINITY, off };
            }
            By::Rule(_) => {}
        }
        self
    }

    /// Whether chance has a part in it.
    pub fn random(&self) -> bool {
        !matches!(self.by, By::Rule(_))
    }

    /// Standard error of what came out, where chance has a part in it.
    pub fn se(&self) -> Option<f64> {
        match self.by {
            By::Rule(_) => None,
            By::Chance { se, .. } => Some(se),
            By::Trials { of, .. } => {
                Some((self.expected * (1.0 - self.expected) / of.max(1) as f64).max(0.0).sqrt())
            }
        }
    }

    /// Chance that a right engine comes out at least this far from what is expected (two-sided);
    /// 0 or 1 where chance has no part.
    pub fn p_value(&self) -> f64 {
        let apart = (self.got - self.expected).abs();
        match self.by {
            By::Rule(by) => f64::from(apart <= by),
            By::Chance { se, freedom, off } => {
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
            By::Trials { hits, of, off } => {
                let toward = (self.got - self.expected).clamp(-off, off);
                two_sided(hits, of, (self.expected + toward).clamp(0.0, 1.0))
            }
        }
    }

    /// How far from what is expected a figure is still held for right, at this chance of being
    /// wrongly refused.
    pub fn limit(&self, alpha: f64) -> f64 {
        match self.by {
            By::Rule(by) => by,
            By::Chance { se, freedom, off } => off + se * upper_point(alpha / 2.0, freedom),
            By::Trials { of, off, .. } => {
                off + self.se().unwrap_or(0.0) * upper_point(alpha / 2.0, f64::INFINITY)
                    + 1.0 / of.max(1) as f64
            }
        }
    }

    /// Standard errors between got and expected, beyond what the set-up may be off by.
    pub fn z(&self) -> Option<f64> {
        let se = self.se().filter(|s| *s > 0.0)?;
        let off = match self.by {
            By::Chance { off, .. } | By::Trials { off, .. } => off,
            By::Rule(_) => 0.0,
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
        let figure = Figure::share("heads", 10, 10, 0.5);
        assert!((figure.p_value() - 2.0 / 1024.0).abs() < 1e-12);
        assert!((Figure::share("heads", 10, 10, 0.5).off_by(0.5).p_value() - 1.0).abs() < 1e-12);
        assert!(Figure::share("never", 1, 1_000, 0.0).p_value() < 1e-12);
    }

    #[test]
    fn mean_is_judged_by_students_law() {
        let figure = Figure::mean("m", &[1.0, 2.0, 3.0], 2.0 + 4.302_652_73 / 3.0_f64.sqrt());
        assert!((figure.p_value() - 0.05).abs() < 1e-6, "{}", figure.p_value());
        assert!((figure.limit(0.05) - 4.302_652_73 / 3.0_f64.sqrt()).abs() < 1e-6);
    }

    #[test]
    fn figure_without_spread_passes_only_where_it_is_right() {
        assert!(Figure::mean("all alike", &[3.0, 3.0], 3.0).p_value() > 0.5);
        assert!(Figure::mean("all alike", &[3.0, 3.0], 4.0).p_value() < 1e-9);
        assert!(Figure::exact("nan", f64::NAN, 4.0).p_value() < 0.5);
    }
}
