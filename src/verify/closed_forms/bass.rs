//! Bass's curve (Bass 1969), on few people (pure birth), on a ring (Fibich & Gibori 2010), and in
//! whole periods; Maki and Thompson's rumour.

use super::fixed_point;

/// Moment of most adoptions: ln(q/p)/(p+q).
pub fn peak(p: f64, q: f64) -> f64 {
    (q / p).ln() / (p + q)
}

/// F after 1..=periods whole periods: F += (p + q·F)(1 − F).
pub fn whole_periods(p: f64, q: f64, periods: usize) -> Vec<f64> {
    let mut f = 0.0;
    (0..periods)
        .map(|_| {
            f += (p + q * f) * (1.0 - f);
            f
        })
        .collect()
}

/// Mean share among exactly m people who all meet, hazard p + q·n/(m−1): the pure-birth chain,
/// by fourth-order Runge–Kutta in steps of 10⁻³.
pub fn among(m: usize, p: f64, q: f64, t: f64) -> f64 {
    let rate: Vec<f64> = (0..=m).map(|n| (m - n) as f64 * (p + q * n as f64 / (m - 1) as f64)).collect();
    let flow = |x: &[f64]| -> Vec<f64> {
        (0..=m).map(|n| if n > 0 { rate[n - 1] * x[n - 1] } else { 0.0 } - rate[n] * x[n]).collect()
    };
    let add =
        |x: &[f64], by: f64, d: &[f64]| -> Vec<f64> { x.iter().zip(d).map(|(x, d)| x + by * d).collect() };
    let steps = (t * 1_000.0).ceil() as usize;
    let h = t / steps as f64;
    let mut x = vec![0.0; m + 1];
    x[0] = 1.0;
    for _ in 0..steps {
        let a = flow(&x);
        let b = flow(&add(&x, h / 2.0, &a));
        let c = flow(&add(&x, h / 2.0, &b));
        let d = flow(&add(&x, h, &c));
        for n in 0..=m {
            x[n] += h / 6.0 * (a[n] + 2.0 * b[n] + 2.0 * c[n] + d[n]);
        }
    }
    x.iter().enumerate().map(|(n, p)| n as f64 * p).sum::<f64>() / m as f64
}

/// Share on an endless ring, hazard p + (q/2)·(adopted neighbours):
/// 1 − e^{−(p+q)t + q(1 − e^{−pt})/p}.
pub fn ring(p: f64, q: f64, t: f64) -> f64 {
    1.0 - (-(p + q) * t + q * (1.0 - (-p * t).exp()) / p).exp()
}

/// Mean share of two people who meet after each of so many whole periods: chance p, and
/// 1 − (1 − p)(1 − q) from the period after the other's adoption on.
pub fn pair_in_periods(p: f64, q: f64, periods: usize) -> Vec<f64> {
    let (mut none, mut one) = (1.0, 0.0);
    let moved = 1.0 - (1.0 - p) * (1.0 - q);
    (0..periods)
        .map(|_| {
            one = one * (1.0 - moved) + none * 2.0 * p * (1.0 - p);
            none *= (1.0 - p) * (1.0 - p);
            1.0 - none - one / 2.0
        })
        .collect()
}

/// Share on an endless ring after each of so many whole periods, chance
/// 1 − (1 − p)(1 − h)^{adopted neighbours}: with S_j the chance that j neighbours in a row have not
/// adopted, S_j ← (1 − p)ʲ·(S_{j+2} + 2(1 − h)(S_{j+1} − S_{j+2}) + (1 − h)²(S_j − 2S_{j+1} + S_{j+2})).
pub fn ring_in_periods(p: f64, h: f64, periods: usize) -> Vec<f64> {
    // Each period looks two people further.
    let mut rows = vec![1.0; 2 * periods + 3];
    (0..periods)
        .map(|_| {
            rows = (0..rows.len() - 2)
                .map(|j| {
                    let (own, wide, wider) = (rows[j], rows[j + 1], rows[j + 2]);
                    let one = 2.0 * (1.0 - h) * (wide - wider);
                    let both = (1.0 - h) * (1.0 - h) * (own - 2.0 * wide + wider);
                    // rows[0] is a row of one person.
                    (1.0 - p).powi(j as i32 + 1) * (wider + one + both)
                })
                .collect();
            1.0 - rows[0]
        })
        .collect()
}

/// Share who never hear a rumour that is told at `ratio` times the rate at which tellers are
/// stifled: x = e^{−(1 + ratio)(1 − x)} (Maki & Thompson 1973; Daley & Kendall 1965).
pub fn never_hear(ratio: f64) -> f64 {
    fixed_point(0.0, |x| (-(1.0 + ratio) * (1.0 - x)).exp())
}
