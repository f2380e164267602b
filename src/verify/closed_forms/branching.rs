//! Branching processes (Athreya & Ney 1972; Borel 1942).

use super::fixed_point;

/// Chance that one line dies out with Poisson(λ) children: the smallest q = e^{λ(q−1)}.
pub fn poisson_extinction(mean: f64) -> f64 {
    fixed_point(0.0, |q| (mean * (q - 1.0)).exp())
}

/// The same with negative binomial children: q = (1 + R(1−q)/k)^−k.
pub fn negative_binomial_extinction(mean: f64, dispersion: f64) -> f64 {
    fixed_point(0.0, |q| (1.0 + mean * (1.0 - q) / dispersion).powf(-dispersion))
}

/// Mean and standard deviation of the tree of one person with Poisson(λ) children, λ < 1:
/// 1/(1−λ), √(λ/(1−λ)³).
pub fn tree_size(mean: f64) -> (f64, f64) {
    (1.0 / (1.0 - mean), (mean / (1.0 - mean).powi(3)).sqrt())
}

/// Borel's law, P(tree of n) = e^{−λn} (λn)ⁿ⁻¹ / n!.
pub fn borel(mean: f64, n: u32) -> f64 {
    let x = mean * f64::from(n);
    (1..=n).fold((-x).exp(), |p, i| if i < n { p * x / f64::from(i) } else { p / f64::from(i) })
}

/// Share reached where a random network of mean `reached` passes it on: z = 1 − e^{−R z}.
pub fn giant_share(r: f64) -> f64 {
    1.0 - fixed_point(0.0, |x| (-r * (1.0 - x)).exp())
}
