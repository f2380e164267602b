//! Independent cascades on small graphs (Kempe, Kleinberg & Tardos 2003), with negative opinions
//! (Chen et al. 2011) and in continuous time.

/// Mean, standard deviation and P(all) from the first of a path of n.
pub fn path(n: i32, p: f64) -> (f64, f64, f64) {
    let exactly = |k: i32| if k < n { p.powi(k - 1) * (1.0 - p) } else { p.powi(n - 1) };
    let mean: f64 = (1..=n).map(|k| f64::from(k) * exactly(k)).sum();
    let square: f64 = (1..=n).map(|k| f64::from(k * k) * exactly(k)).sum();
    (mean, (square - mean * mean).sqrt(), exactly(n))
}

/// Mean and standard deviation from the root of a complete tree.
pub fn tree(branches: f64, depth: u32, p: f64) -> (f64, f64) {
    let (mut mean, mut variance) = (1.0, 0.0);
    for _ in 0..depth {
        // A child counts its whole tree with chance p, nothing otherwise.
        variance = branches * (p * (variance + mean * mean) - (p * mean) * (p * mean));
        mean = 1.0 + branches * p * mean;
    }
    (mean, variance.sqrt())
}

/// Mean on a cycle of n: a person i steps away is reached from either side.
pub fn cycle(n: i32, p: f64) -> f64 {
    1.0 + (1..n).map(|i| p.powi(i) + p.powi(n - i) - p.powi(n)).sum::<f64>()
}

/// P(size = k) for k = 1..n where all n know each other: the component of one person in G(n, p)
/// (Gilbert 1959), which is Reed and Frost's epidemic.
pub fn clique(n: usize, p: f64) -> Vec<f64> {
    let miss = |ties: usize| (1.0 - p).powi(ties as i32);
    let ways = |n: usize, k: usize| (0..k).map(|i| (n - i) as f64 / (i + 1) as f64).product::<f64>();
    let mut connected = vec![0.0, 1.0];
    for k in 2..=n {
        let apart: f64 = (1..k).map(|j| ways(k - 1, j - 1) * connected[j] * miss(j * (k - j))).sum();
        connected.push(1.0 - apart);
    }
    (1..=n).map(|k| ways(n - 1, k - 1) * connected[k] * miss(k * (n - k))).collect()
}

/// Over all ways in which a few directed ties may work: P(size = 1..n) and P(each is reached),
/// from person 0.
pub fn enumerate(n: usize, ties: &[(usize, usize, f64)]) -> (Vec<f64>, Vec<f64>) {
    let (mut sizes, mut reached) = (vec![0.0; n], vec![0.0; n]);
    for live in 0_u32..1 << ties.len() {
        let on = |i: usize| live >> i & 1 == 1;
        let chance: f64 = ties.iter().enumerate().map(|(i, t)| if on(i) { t.2 } else { 1.0 - t.2 }).product();
        let mut seen = vec![false; n];
        seen[0] = true;
        for _ in 0..n {
            for (i, (from, to, _)) in ties.iter().enumerate() {
                seen[*to] |= on(i) && seen[*from];
            }
        }
        sizes[seen.iter().filter(|s| **s).count() - 1] += chance;
        seen.iter().zip(&mut reached).filter(|(s, _)| **s).for_each(|(_, r)| *r += chance);
    }
    (sizes, reached)
}

/// Mean number of satisfied people, and of all reached, from the first of a path of n, where a
/// share q of the people convinced by a satisfied person is satisfied and all others warn.
pub fn with_warnings(n: i32, p: f64, q: f64) -> (f64, f64) {
    ((0..n).map(|i| p.powi(i) * q.powi(i + 1)).sum(), (0..n).map(|i| p.powi(i)).sum())
}

/// P(somebody k steps down a path has it by t) where each step takes Exp(rate): pᵏ times the
/// Erlang law's distribution function.
pub fn timed_path(k: i32, p: f64, rate: f64, t: f64) -> f64 {
    let x = rate * t;
    let mut term = (-x).exp();
    let mut later = 0.0;
    for i in 0..k {
        later += term;
        term *= x / f64::from(i + 1);
    }
    p.powi(k) * (1.0 - later)
}
