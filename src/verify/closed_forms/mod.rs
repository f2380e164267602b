//! Closed forms: what theory says, computed from its formulas rather than written down.

pub mod bass;
pub mod branching;
pub mod cascade;
pub mod degrees;
pub mod percolation;
pub mod threshold;

/// The limit of x ← f(x), from `start`.
pub(crate) fn fixed_point(start: f64, f: impl Fn(f64) -> f64) -> f64 {
    let mut x = start;
    for _ in 0..1_000_000 {
        let next = f(x);
        if (next - x).abs() < 1e-15 {
            return next;
        }
        x = next;
    }
    x
}

/// The x in `[low, high]` at which f changes its sign, by bisection.
pub(crate) fn root(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let sign = f(low) > 0.0;
    for _ in 0..200 {
        let middle = low.midpoint(high);
        if (f(middle) > 0.0) == sign { low = middle } else { high = middle }
    }
    low.midpoint(high)
}

/// P(m of n) where each comes with chance q.
pub(crate) fn binomial(n: u32, m: u32, q: f64) -> f64 {
    let ways: f64 = (0..m).map(|i| f64::from(n - i) / f64::from(i + 1)).product();
    ways * q.powi(m as i32) * (1.0 - q).powi((n - m) as i32)
}
