//! What groups do with luck taken out: the values behind means of a few runs each.
//!
//! The mean of group i is yᵢ = θᵢ + luck, with θᵢ normal around a common centre and luck of a known
//! variance v. Both the centre and the variance of θ are unknown. With B = v ÷ (v + var θ), the share of
//! luck in the variance of the means, given B: θᵢ is normal around B·centre + (1 − B)·yᵢ with variance
//! (1 − B)·v, and the centre around ȳ with variance v/(B·n) (empirical Bayes; Efron & Morris 1975,
//! *JASA* 70:311). What the data say of B follows from f = s² ÷ v, as f·B has the F law of n − 1 and
//! the degrees of freedom that v is known with. Before the data, the chance that groups do not differ at
//! all (B = 1) is two thirds (assumed), and else B is uniform in (0, 1).
//!
//! Always true: with no luck, or no knowledge of it, values are the means themselves.

use serde::Serialize;
use statrs::distribution::{Beta, Continuous, ContinuousCDF, FisherSnedecor, Normal};

use crate::statistics::{Interval, Share, mean, sd};

/// Steps to either side of the likeliest share of luck, and their size in standard errors of its ln.
const STEPS: i32 = 16;
const STEP: f64 = 0.5;
/// Odds, before the data, that groups do not differ at all.
const NO_DIFFERENCE: f64 = 2.0;
/// Values of the centre that stand for its law.
const CENTRES: usize = 9;
/// Parts that a law of a share is kept in.
const PARTS: usize = 24;

/// Groups, and what their means say with luck taken out.
#[derive(Debug, Clone)]
pub struct WithoutLuck {
    means: Vec<f64>,
    centre: f64,
    /// Independent groups that tell of the centre.
    independent: f64,
    /// Variance of a mean by luck.
    luck: f64,
    /// Shares of luck with their weights, which sum to 1.
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy)]
struct Part {
    weight: f64,
    /// B, the share of luck in the variance of the means.
    share: f64,
}

/// How far groups differ: a standard deviation with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Differ {
    /// Root of the mean variance of θ.
    pub sd: f64,
    /// Its interval.
    #[serde(flatten)]
    pub interval: Interval,
}

/// Chances that a group lies above a bound, between it and its negative, and below that.
pub type Chances = [f64; 3];

impl WithoutLuck {
    /// Groups with these means.
    ///
    /// - `means`, shape `[n]`: of each group
    /// - `luck`: variance of a mean by luck
    /// - `freedom`: degrees of freedom that `luck` is known with; 0 where it is not known
    /// - `alike`: how many times less independent groups tell of their common centre, since some share
    ///   their luck; at least 1. Degrees of freedom are so many times fewer, too.
    pub fn new(means: Vec<f64>, luck: f64, freedom: usize, alike: f64) -> WithoutLuck {
        let n = means.len();
        let spread = sd(&means).powi(2);
        // What is luck by rounding alone is none.
        let known = n > 2 && freedom > 0 && luck > 1e-12 * spread.max(1e-12);
        let alike = alike.clamp(1.0, n.max(1) as f64 / 2.0);
        let fewer = |freedom: usize| (freedom as f64 / alike).max(1.0);
        let parts = if known { parts(spread / luck, fewer(n - 1), fewer(freedom)) } else { Vec::new() };
        let centre = mean(&means);
        let luck = if parts.is_empty() { 0.0 } else { luck };
        WithoutLuck { independent: n as f64 / alike, means, centre, luck, parts }
    }

    /// Whether luck is known and taken out.
    pub fn is_apart(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Chances of each group.
    ///
    /// - `bounds`, shape `[n]`: half the width of what counts as level, of each group
    pub fn chances(&self, bounds: &[f64]) -> Vec<Chances> {
        let one = |(y, bound): (&f64, &f64)| {
            if self.parts.is_empty() {
                return chances(*y, 0.0, *bound);
            }
            let mut sum = [0.0; 3];
            for Part { weight, share } in &self.parts {
                let middle = share * self.centre + (1.0 - share) * y;
                let variance = (1.0 - share) * self.luck + share * self.luck / self.independent;
                let part = chances(middle, variance.sqrt(), *bound);
                sum.iter_mut().zip(part).for_each(|(sum, p)| *sum += weight * p);
            }
            sum
        };
        self.means.iter().zip(bounds).map(one).collect()
    }

    /// Shares of groups above their bound, within it and below its negative, with 95 % intervals that
    /// hold what luck hides and that groups are a sample: quantiles of a mixture of beta laws (Jeffreys's
    /// prior), one for each share of luck and centre; Wilson's where there is no luck.
    pub fn shares(&self, bounds: &[f64]) -> [Share; 3] {
        let n = self.means.len();
        let each = self.chances(bounds);
        if self.parts.is_empty() {
            return [0, 1, 2].map(|o| Share::of(each.iter().filter(|c| c[o] > 0.5).count(), n));
        }
        let mut laws: [Vec<(f64, f64)>; 3] = Default::default();
        for Part { weight, share } in &self.parts {
            for x in normal_points() {
                let centre = self.centre + x * (self.luck / share / self.independent).sqrt();
                let mut sum = [0.0; 3];
                for (y, bound) in self.means.iter().zip(bounds) {
                    let middle = share * centre + (1.0 - share) * y;
                    let part = chances(middle, ((1.0 - share) * self.luck).sqrt(), *bound);
                    sum.iter_mut().zip(part).for_each(|(sum, p)| *sum += p / n as f64);
                }
                laws.iter_mut().zip(sum).for_each(|(law, p)| law.push((p, weight / CENTRES as f64)));
            }
        }
        let mut outcome = 0;
        laws.map(|law| {
            let value = (each.iter().map(|c| c[outcome]).sum::<f64>() / n as f64).clamp(0.0, 1.0);
            outcome += 1;
            let count = (value * n as f64).round() as usize;
            Share { count, of: n, value, interval: ends(law, value, n) }
        })
    }

    /// How far groups differ, luck taken out.
    pub fn differ(&self) -> Differ {
        if self.parts.is_empty() {
            let sd = sd(&self.means);
            return Differ { sd, interval: Interval { low: sd, high: sd } };
        }
        let variance = |p: &Part| self.luck * (1.0 / p.share - 1.0);
        let mut sorted: Vec<(f64, f64)> = self.parts.iter().map(|p| (variance(p), p.weight)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let at = |share: f64| {
            let mut sum = 0.0;
            let reached = |(_, weight): &&(f64, f64)| {
                sum += weight;
                sum >= share
            };
            sorted.iter().find(reached).or(sorted.last()).map_or(0.0, |found| found.0.sqrt())
        };
        let mean: f64 = sorted.iter().map(|(variance, weight)| variance * weight).sum();
        Differ { sd: mean.sqrt(), interval: Interval { low: at(0.025), high: at(0.975) } }
    }

    /// Values of all groups as they may be: one draw of them together.
    ///
    /// - `part`: a uniform number that draws the share of luck
    /// - `normal`: standard normal numbers by group, that of the centre at n
    pub fn draw(&self, part: f64, normal: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut sum = 0.0;
        let reached = |p: &&Part| {
            sum += p.weight;
            sum >= part
        };
        let Some(Part { share, .. }) = self.parts.iter().find(reached).or(self.parts.last()) else {
            return self.means.clone();
        };
        let n = self.means.len();
        let centre = self.centre + normal(n) * (self.luck / share / self.independent).sqrt();
        let width = ((1.0 - share) * self.luck).sqrt();
        let one = |(i, y): (usize, &f64)| share * centre + (1.0 - share) * y + width * normal(i);
        self.means.iter().enumerate().map(one).collect()
    }
}

/// Shares of luck with their weights, where the variance of the means is `f` times that of luck, both with
/// so many degrees of freedom.
fn parts(f: f64, of_means: f64, freedom: f64) -> Vec<Part> {
    let Ok(law) = FisherSnedecor::new(of_means, freedom) else { return Vec::new() };
    let f = f.max(1e-9);
    let step = STEP * (2.0 / of_means + 2.0 / freedom).sqrt();
    let mut found = vec![(law.ln_pdf(f) + NO_DIFFERENCE.ln(), 1.0)];
    for k in -STEPS..=STEPS {
        let share = (f64::from(k) * step).exp() / f;
        if share < 1.0 {
            // Uniform in B: as wide as its step, and f has the density of f·B times B.
            found.push((law.ln_pdf(f * share) + 2.0 * share.ln() + step.ln(), share));
        }
    }
    let top = found.iter().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = found.iter().map(|p| (p.0 - top).exp()).sum();
    let part = |(ln, share): (f64, f64)| Part { weight: (ln - top).exp() / sum, share };
    // What weighs nothing costs as much as what does.
    found.into_iter().map(part).filter(|p| p.weight > 1e-4).collect()
}

fn chances(middle: f64, width: f64, bound: f64) -> Chances {
    if width <= 0.0 {
        // A hair of slack: a tie that is one exactly must not hang on rounding.
        let ahead = f64::from(u8::from(middle > bound + 1e-12));
        let behind = f64::from(u8::from(middle < -bound - 1e-12));
        return [ahead, 1.0 - ahead - behind, behind];
    }
    let law = Normal::standard();
    let [ahead, behind] = [(middle - bound) / width, (-middle - bound) / width].map(|z| law.cdf(z));
    [ahead, (1.0 - ahead - behind).max(0.0), behind]
}

/// Points of the standard normal law with equal chances between them.
fn normal_points() -> impl Iterator<Item = f64> {
    let law = Normal::standard();
    (0..CENTRES).map(move |k| law.inverse_cdf((k as f64 + 0.5) / CENTRES as f64))
}

/// Ends of the 95 % interval of a share that has this law (share, weight), of which n groups are a sample.
fn ends(mut law: Vec<(f64, f64)>, value: f64, n: usize) -> Interval {
    law.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Neighbours are put together, so that there are few.
    let mut parts: Vec<(f64, f64)> = Vec::new();
    for (share, weight) in law {
        match parts.last_mut().filter(|p| p.1 + weight <= 1.0 / PARTS as f64) {
            Some(last) => {
                last.0 = (last.0 * last.1 + share * weight) / (last.1 + weight);
                last.1 += weight;
            }
            None => parts.push((share, weight)),
        }
    }
    let betas: Vec<(Beta, f64)> = parts
        .into_iter()
        .filter_map(|(share, weight)| {
            let won = share.clamp(0.0, 1.0) * n as f64;
            Some((Beta::new(won + 0.5, n as f64 - won + 0.5).ok()?, weight))
        })
        .collect();
    let below = |x: f64| betas.iter().map(|(law, weight)| weight * law.cdf(x)).sum::<f64>();
    let at = |chance: f64| {
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..30 {
            let middle = f64::midpoint(low, high);
            if below(middle) < chance { low = middle } else { high = middle }
        }
        f64::midpoint(low, high)
    };
    // Less than half a group from all or none is all or none, as in Wilson's interval.
    let half = 0.5 / n as f64;
    let (low, high) = (at(0.025).min(value), at(0.975).max(value));
    Interval { low: if low < half { 0.0 } else { low }, high: if high > 1.0 - half { 1.0 } else { high } }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Means of a normal law of this variance around `centre`: its quantiles.
    fn means(n: usize, centre: f64, sd: f64) -> Vec<f64> {
        let law = Normal::new(centre, sd).unwrap();
        (0..n).map(|k| law.inverse_cdf((k as f64 + 0.5) / n as f64)).collect()
    }

    #[test]
    fn without_luck_values_are_the_means() {
        let of = WithoutLuck::new(vec![-0.2, 0.0, 0.3, 0.05], 0.0, 4, 1.0);
        assert!(!of.is_apart());
        assert_eq!(of.shares(&[0.05; 4]).map(|s| s.count), [1, 2, 1]);
        assert_eq!(of.shares(&[0.05; 4])[0], Share::of(1, 4));
    }

    #[test]
    fn what_luck_alone_explains_is_level_and_does_not_differ() {
        // Means that spread as luck does, around 0: θ is 0 everywhere.
        let of = WithoutLuck::new(means(64, 0.0, 0.063), 0.063 * 0.063, 64, 1.0);
        let [ahead, level, behind] = of.shares(&[0.0513; 64]);
        assert!(level.value > 0.97 && ahead.value < 0.02 && behind.value < 0.02, "{level:?}");
        assert!(level.interval.low > 0.5 && level.interval.high == 1.0, "{level:?}");
        let differ = of.differ();
        assert!(differ.sd < 0.03 && differ.interval.low == 0.0, "{differ:?}");
    }

    #[test]
    fn where_groups_differ_much_their_means_count_and_shares_are_theirs() {
        let of = WithoutLuck::new(means(64, 0.1, 0.5), 0.02 * 0.02, 64, 1.0);
        let share = of.shares(&[0.05; 64])[0];
        // P(N(0.1, 0.5) > 0.05) = 0.540.
        assert!((share.value - 0.54).abs() < 0.01, "{share:?}");
        let plain = Share::of(share.count, 64);
        assert!((share.interval.low - plain.interval.low).abs() < 0.01, "{share:?} {plain:?}");
        assert!((of.differ().sd - 0.5).abs() < 0.02);
    }
}
