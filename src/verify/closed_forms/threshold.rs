//! Thresholds: linear (Kempe, Kleinberg & Tardos 2003), of a share of neighbours (Watts 2002;
//! Gleeson & Cahalane 2007), of a number of neighbours (bootstrap percolation, Chalupa et al. 1979).

use super::degrees::Law;
use super::{binomial, fixed_point, root};

/// Mean of the linear threshold model among n who all know each other, from one seed:
/// 1 + Σₖ Πⱼ≤ₖ (n−j)/(n−1).
pub fn linear_clique(n: u32) -> f64 {
    let mut chain = 1.0;
    1.0 + (1..n)
        .map(|k| {
            chain *= f64::from(n - k) / f64::from(n - 1);
            chain
        })
        .sum::<f64>()
}

/// Most ties with which one adopting neighbour is enough: ⌊1/φ⌋.
pub fn vulnerable_up_to(phi: f64) -> usize {
    (1.0 / phi + 1e-12).floor() as usize
}

/// Mean degrees of a random network between which one seed can set off everybody:
/// Σ_{k ≤ 1/φ} k(k−1) P(k) = ⟨k⟩.
pub fn window(phi: f64) -> (f64, f64) {
    let k_max = vulnerable_up_to(phi);
    let excess = |z: f64| {
        Law::poisson(z).each().take(k_max + 1).map(|(k, p)| (k * k.saturating_sub(1)) as f64 * p).sum::<f64>()
            - z
    };
    // Vulnerable neighbours are most plentiful in between.
    let middle = (1..100).map(|i| f64::from(i) * 0.1).max_by(|a, b| excess(*a).total_cmp(&excess(*b)));
    let middle = middle.unwrap_or(3.0);
    (root(0.1, middle, excess), root(middle, 30.0, excess))
}

/// The vulnerable cluster of a random network and the chance that one seed touches it.
pub fn vulnerable(phi: f64, z: f64) -> (f64, f64) {
    let (law, k_max) = (Law::poisson(z), vulnerable_up_to(phi));
    let along = |h: f64| {
        law.each().take(k_max + 1).skip(1).map(|(k, p)| k as f64 * p / z * h.powi(k as i32 - 1)).sum::<f64>()
    };
    let all = along(1.0);
    let h = fixed_point(0.0, |h| 1.0 - all + along(h));
    let cluster = law.each().take(k_max + 1).map(|(k, p)| p * (1.0 - h.powi(k as i32))).sum();
    (cluster, 1.0 - law.g0(h))
}

/// Final share where a share `seeds` of a random network starts and everybody needs a share φ of
/// their neighbours (mean field, exact for large networks).
pub fn watts_final(phi: f64, z: f64, seeds: f64) -> f64 {
    let law = Law::poisson(z);
    let convinced = |k: usize, m: u32| k > 0 && f64::from(m) / k as f64 >= phi - 1e-12;
    let over = |k: usize, of: usize, q: f64| -> f64 {
        (0..=of as u32).filter(|m| convinced(k, *m)).map(|m| binomial(of as u32, m, q)).sum()
    };
    let step = |q: f64| {
        let s: f64 = law
            .each()
            .skip(1)
            .filter(|(_, p)| *p > 1e-14)
            .map(|(k, p)| k as f64 * p / z * over(k, k - 1, q))
            .sum();
        seeds + (1.0 - seeds) * s
    };
    let q = fixed_point(seeds, step);
    let rest: f64 = law.each().filter(|(_, p)| *p > 1e-14).map(|(k, p)| p * over(k, k, q)).sum();
    seeds + (1.0 - seeds) * rest
}

/// Final share on a random d-regular network where everybody needs k adopting neighbours.
pub fn bootstrap_final(d: u32, k: u32, seeds: f64) -> f64 {
    let enough = |of: u32, q: f64| (k..=of).map(|m| binomial(of, m, q)).sum::<f64>();
    let q = fixed_point(seeds, |q| seeds + (1.0 - seeds) * enough(d - 1, q));
    seeds + (1.0 - seeds) * enough(d, q)
}

/// Share of seeds above which everybody follows there.
pub fn bootstrap_critical(d: u32, k: u32) -> f64 {
    let held = |x: f64| (0..k).map(|m| binomial(d - 1, m, 1.0 - x)).sum::<f64>();
    let least = (1..=20_000).map(|i| f64::from(i) / 20_000.0).map(|x| x / held(x)).fold(f64::MAX, f64::min);
    1.0 - least
}
