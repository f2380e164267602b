//! Outbreaks on networks of any degree law: bond percolation (Newman 2002), and the epidemic whose
//! ties share the infectious time (Kenah & Robins 2007).

use super::degrees::Law;
use super::fixed_point;

/// Share of people in the giant outbreak, which is also the chance that one seed starts it:
/// 1 − G₀(u), u = 1 − T + T·G₁(u).
pub fn giant(law: &Law, t: f64) -> f64 {
    1.0 - law.g0(fixed_point(0.0, |u| 1.0 - t + t * law.g1(u)))
}

/// Mean outbreak below the threshold: 1 + T·⟨k⟩ / (1 − T·⟨k(k−1)⟩/⟨k⟩).
pub fn mean_size(law: &Law, t: f64) -> f64 {
    let (mean, square) = (law.mean(), law.mean_square());
    1.0 + t * mean / (1.0 - t * (square - mean) / mean)
}

/// Chance that one seed's epidemic is major, where an infection of rate β along each tie lasts
/// Exp(γ): 1 − E[G₀(1 − T + T·h)], h = E[G₁(1 − T + T·h)], T = 1 − e^{−βτ} over the common τ.
pub fn epidemic_chance(law: &Law, beta: f64, gamma: f64) -> f64 {
    // e^{−βτ} at the midpoints of equal slices of τ's law.
    let slices = 2_000;
    let stays: Vec<f64> =
        (0..slices).map(|i| ((f64::from(i) + 0.5) / f64::from(slices)).powf(beta / gamma)).collect();
    let over = |g: &dyn Fn(f64) -> f64, h: f64| {
        stays.iter().map(|s| g(s + (1.0 - s) * h)).sum::<f64>() / f64::from(slices)
    };
    let mut h = 0.0;
    for _ in 0..2_000 {
        let next = over(&|x| law.g1(x), h);
        if f64::abs(next - h) < 1e-12 {
            break;
        }
        h = next;
    }
    1.0 - over(&|x| law.g0(x), h)
}
