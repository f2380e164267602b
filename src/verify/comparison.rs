//! A comparison: what theory expects, what the engine gave, and how far the two may differ.

use statrs::distribution::{Binomial, ContinuousCDF, DiscreteCDF, Normal, StudentsT};

use crate::statistics::{mean, quantile, sd};

/// One comparison of a check.
#[derive(Debug, Clone)]
pub struct Comparison {
    pub name: String,
    /// What theory or the published reference says.
    pub expected: f64,
    pub got: f64,
    /// How far apart the two may be without chance: a rule, or what the set-up itself may be off by
    /// (its tick, its finite size, the rounding of a printed reference).
    pub off: f64,
    /// What chance adds.
    pub chance: Chance,
}

/// The part of chance in what came out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Chance {
    /// None.
    None,
    /// A standard error (of `got`, or of the difference where the reference has one of its own) and
    /// its degrees of freedom, infinite where it is known.
    Error(f64, f64),
    /// Successes among so many independent trials: the exact binomial law.
    Trials(u64, u64),
}

impl Comparison {
    /// A number without chance, within a distance.
    pub fn near(name: impl Into<String>, got: f64, expected: f64, by: f64) -> Comparison {
        Comparison { name: name.into(), expected, got, off: by, chance: Chance::None }
    }

    /// A number that must come out exactly.
    pub fn exact(name: impl Into<String>, got: f64, expected: f64) -> Comparison {
        Comparison::near(name, got, expected, 0.0)
    }

    /// A formula: equal but for rounding, 10⁻⁹ relative.
    pub fn formula(name: impl Into<String>, got: f64, expected: f64) -> Comparison {
        Comparison::near(name, got, expected, 1e-9 * expected.abs())
    }

    /// The mean of independent values: se = s/√n, Student's t with n − 1 degrees of freedom.
    pub fn mean(name: impl Into<String>, values: &[f64], expected: f64) -> Comparison {
        let se = sd(values) / (values.len().max(1) as f64).sqrt();
        let freedom = values.len().saturating_sub(1).max(1) as f64;
        Comparison::exact(name, mean(values), expected).with(Chance::Error(se, freedom))
    }

    /// The standard deviation of independent values: se = √((m₄ − s⁴)/n) / 2s, m₄ the fourth
    /// central moment.
    pub fn deviation(name: impl Into<String>, values: &[f64], expected: f64) -> Comparison {
        let (n, s, centre) = (values.len().max(1) as f64, sd(values), mean(values));
        let fourth = values.iter().map(|v| (v - centre).powi(4)).sum::<f64>() / n;
        let se = ((fourth - s.powi(4)).max(0.0) / n).sqrt() / (2.0 * s).max(f64::MIN_POSITIVE);
        Comparison::exact(name, s, expected).with(Chance::Error(se, n - 1.0))
    }

    /// A quantile of independent values (ascending): its standard error is half the distance of
    /// the quantiles √(p(1 − p)/n) to either side.
    pub fn quantile(name: impl Into<String>, sorted: &[f64], p: f64, expected: f64) -> Comparison {
        let n = sorted.len().max(1) as f64;
        let aside = (p * (1.0 - p) / n).sqrt();
        let se = (quantile(sorted, p + aside) - quantile(sorted, p - aside)) / 2.0;
        Comparison::exact(name, quantile(sorted, p), expected).with(Chance::Error(se, n))
    }

    /// A share of independent trials.
    pub fn share(name: impl Into<String>, hits: usize, of: usize, expected: f64) -> Comparison {
        let got = hits as f64 / of.max(1) as f64;
        Comparison::exact(name, got, expected).with(Chance::Trials(hits as u64, of as u64))
    }

    fn with(self, chance: Chance) -> Comparison {
        Comparison { chance, ..self }
    }

    /// Allows for what the set-up itself may be off by.
    pub fn off_by(self, off: f64) -> Comparison {
        Comparison { off, ..self }
    }

    /// Adds the standard error that the reference itself has.
    pub fn against(self, reference_se: f64) -> Comparison {
        let chance = match self.chance {
            Chance::None => Chance::None,
            Chance::Error(se, freedom) => Chance::Error(se.hypot(reference_se), freedom),
            Chance::Trials(_, of) => {
                let own = (self.got * (1.0 - self.got) / of as f64).sqrt();
                Chance::Error(own.hypot(reference_se), f64::INFINITY)
            }
        };
        self.with(chance)
    }

    /// Whether chance has a part.
    pub fn random(&self) -> bool {
        self.chance != Chance::None
    }

    /// Standard error of what came out, where chance has a part in it.
    pub fn se(&self) -> Option<f64> {
        match self.chance {
            Chance::None => None,
            Chance::Error(se, _) => Some(se),
            Chance::Trials(_, of) => {
                Some((self.expected * (1.0 - self.expected) / of.max(1) as f64).max(0.0).sqrt())
            }
        }
    }

    /// Chance that a right engine comes out at least this far from what is expected (two-sided);
    /// 0 or 1 where chance has no part.
    pub fn p_value(&self) -> f64 {
        let apart = (self.got - self.expected).abs();
        match self.chance {
            Chance::None => f64::from(apart <= self.off),
            Chance::Error(se, _) if apart.is_nan() || se.is_nan() => 0.0,
            Chance::Error(..) if apart - self.off <= 0.0 => 1.0,
            Chance::Error(se, _) if se <= 0.0 => 0.0,
            Chance::Error(se, freedom) => 2.0 * upper_tail((apart - self.off) / se, freedom),
            Chance::Trials(hits, of) => {
                let toward = (self.got - self.expected).clamp(-self.off, self.off);
                two_sided(hits, of, (self.expected + toward).clamp(0.0, 1.0))
            }
        }
    }

    /// Largest difference that passes, at this chance of refusing a right engine.
    pub fn limit(&self, alpha: f64) -> f64 {
        let se = self.se().unwrap_or(0.0);
        match self.chance {
            Chance::None => self.off,
            Chance::Error(_, freedom) => self.off + se * upper_point(alpha / 2.0, freedom),
            Chance::Trials(_, of) => {
                self.off + se * upper_point(alpha / 2.0, f64::INFINITY) + 1.0 / of.max(1) as f64
            }
        }
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
