//! Degree laws and their generating functions G₀ and G₁ (Newman, Strogatz & Watts 2001).

/// P(degree = k), by k.
#[derive(Debug, Clone)]
pub struct Law(Vec<f64>);

impl Law {
    /// Poisson of mean c: the random network.
    pub fn poisson(c: f64) -> Law {
        let last = (c + 14.0 * c.sqrt() + 40.0) as usize;
        let mut p = (-c).exp();
        Law((0..=last)
            .map(|k| {
                if k > 0 {
                    p *= c / k as f64;
                }
                p
            })
            .collect())
    }

    /// Shares of a few degrees.
    pub fn shares(shares: &[(usize, f64)]) -> Law {
        let mut p = vec![0.0; shares.iter().map(|s| s.0).max().unwrap_or(0) + 1];
        shares.iter().for_each(|(k, share)| p[*k] += share);
        Law(p)
    }

    /// P(k) ∝ k^−exponent for `least ≤ k ≤ most`.
    pub fn power(exponent: f64, least: usize, most: usize) -> Law {
        let weight = |k: usize| if k < least { 0.0 } else { (k as f64).powf(-exponent) };
        let sum: f64 = (least..=most).map(weight).sum();
        Law((0..=most).map(|k| weight(k) / sum).collect())
    }

    /// Every degree and its chance.
    pub fn each(&self) -> impl Iterator<Item = (usize, f64)> {
        self.0.iter().copied().enumerate()
    }

    /// Σ k P(k).
    pub fn mean(&self) -> f64 {
        self.each().map(|(k, p)| k as f64 * p).sum()
    }

    /// Σ k² P(k).
    pub fn mean_square(&self) -> f64 {
        self.each().map(|(k, p)| (k * k) as f64 * p).sum()
    }

    /// G₀(x) = Σ P(k) xᵏ: the ties of a random person.
    pub fn g0(&self, x: f64) -> f64 {
        self.0.iter().rev().fold(0.0, |sum, p| sum * x + p)
    }

    /// G₁(x) = Σ k P(k) xᵏ⁻¹ / mean: the other ties of somebody met along a tie.
    pub fn g1(&self, x: f64) -> f64 {
        self.each().skip(1).collect::<Vec<_>>().iter().rev().fold(0.0, |sum, (k, p)| sum * x + *k as f64 * p)
            / self.mean()
    }
}
