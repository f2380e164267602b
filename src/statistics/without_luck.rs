//! What groups do with luck taken out: the values behind means of a few runs each.
//!
//! The mean of group i is yᵢ = θᵢ + luck, with θᵢ normal around a common centre. Runs share networks, so
//! their likelihood is that of crossed effects ([`Crossed`]): groups on the same networks differ by
//! nothing that networks do. Unknown are the centre, the variance of θ, that of networks and that of
//! luck, σ². With B = (σ² ÷ r) ÷ (σ² ÷ r + var θ), the share of luck in means of r runs, what the data say
//! of each θᵢ is averaged over the values of B and of the networks' variance as they are likely (empirical
//! Bayes; Efron & Morris 1975, *JASA* 70:311). Before the data, the chance that groups do not differ at
//! all (B = 1) is two thirds (assumed), and else B is uniform in (0, 1); so is the share of networks in
//! the variance of a run.
//!
//! Always true: with no luck, or no knowledge of it, values are the means themselves.

use serde::Serialize;
use statrs::distribution::{Beta, ContinuousCDF, Normal};

use crate::statistics::crossed::{Crossed, Fit, Group};
use crate::statistics::{Interval, Share, mean, sd};

/// Steps of ln B from 0 that find where it is likely, and their size.
const ROUGH: i32 = 11;
const ROUGH_STEP: f64 = 2.0;
/// What is less likely than the likeliest by more than this, in ln, is left out.
const UNLIKELY: f64 = 6.0;
/// Steps to either side of there, and their size in standard errors of ln B.
const STEPS: i32 = 10;
const STEP: f64 = 0.6;
/// Variances of networks over σ² beside 0: the least of them, the factor between two, and their number.
const NETWORKS: (f64, f64, i32) = (0.03, 5.0, 10);
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
    /// Values of B with their weights, which sum to 1.
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Part {
    weight: f64,
    /// Variance of θ.
    differ: f64,
    centre: f64,
    centre_sd: f64,
    /// Every group given the centre.
    groups: Vec<Group>,
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
    /// Groups with these runs: value and network of each.
    pub fn new(runs: &[Vec<(f64, u32)>]) -> WithoutLuck {
        let values = |of: &Vec<(f64, u32)>| of.iter().map(|run| run.0).collect::<Vec<_>>();
        let means: Vec<f64> = runs.iter().map(|of| mean(&values(of))).collect();
        let (n, count) = (runs.len(), runs.iter().map(Vec::len).sum::<usize>());
        let squares: f64 = runs.iter().map(|of| sd(&values(of)).powi(2) * (of.len().max(1) - 1) as f64).sum();
        let luck = squares / count.saturating_sub(n).max(1) as f64;
        let spread = sd(&means).powi(2);
        // What is luck by rounding alone is none.
        let known = n > 2 && runs.iter().all(|of| !of.is_empty()) && luck > 1e-12 * spread.max(1e-12);
        let parts = if known { parts(&Crossed::new(runs), n, count as f64 / n as f64) } else { Vec::new() };
        WithoutLuck { means, parts }
    }

    /// Whether luck is known and taken out.
    pub fn is_apart(&self) -> bool {
        !self.parts.is_empty()
    }

    /// Chances of each group, the common centre being where it is likeliest: how surely that is known says
    /// the interval of [`shares`](WithoutLuck::shares).
    ///
    /// - `bounds`, shape `[n]`: half the width of what counts as level, of each group
    pub fn chances(&self, bounds: &[f64]) -> Vec<Chances> {
        if self.parts.is_empty() {
            return self.means.iter().zip(bounds).map(|(y, bound)| chances(*y, 0.0, *bound)).collect();
        }
        let mut sums = vec![[0.0; 3]; bounds.len()];
        for part in &self.parts {
            for ((sum, group), bound) in sums.iter_mut().zip(&part.groups).zip(bounds) {
                let of = chances(group.own + group.pull * part.centre, group.sd, *bound);
                sum.iter_mut().zip(of).for_each(|(sum, p)| *sum += part.weight * p);
            }
        }
        sums
    }

    /// Shares of groups above their bound, within it and below its negative, with 95 % intervals that
    /// hold what luck hides and that groups are a sample: quantiles of a mixture of beta laws (Jeffreys's
    /// prior), one for each share of luck and centre; Wilson's where there is no luck.
    pub fn shares(&self, bounds: &[f64]) -> [Share; 3] {
        let n = self.means.len();
        let each = self.chances(bounds);
        let centres: Vec<f64> = normal_points().collect();
        if self.parts.is_empty() {
            return [0, 1, 2].map(|o| Share::of(each.iter().filter(|c| c[o] > 0.5).count(), n));
        }
        let mut laws: [Vec<(f64, f64)>; 3] = Default::default();
        for part in &self.parts {
            for x in &centres {
                let centre = part.centre + x * part.centre_sd;
                let mut sum = [0.0; 3];
                for (group, bound) in part.groups.iter().zip(bounds) {
                    let of = chances(group.own + group.pull * centre, group.sd, *bound);
                    sum.iter_mut().zip(of).for_each(|(sum, p)| *sum += p / n as f64);
                }
                laws.iter_mut().zip(sum).for_each(|(law, p)| law.push((p, part.weight / CENTRES as f64)));
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
        let mut sorted: Vec<(f64, f64)> = self.parts.iter().map(|p| (p.differ, p.weight)).collect();
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
        let Some(part) = self.parts.iter().find(reached).or(self.parts.last()) else {
            return self.means.clone();
        };
        let centre = part.centre + normal(part.groups.len()) * part.centre_sd;
        let one = |(i, of): (usize, &Group)| of.own + of.pull * centre + of.sd * normal(i);
        part.groups.iter().enumerate().map(one).collect()
    }
}

/// ln weight, variance of networks over σ², and the data under them, by that variance.
type Fits = Vec<(f64, f64, Fit)>;

/// Values of B with their weights, and what groups are under each: the networks' variance is the likeliest,
/// and the centre is as far off as all of them say.
fn parts(data: &Crossed, groups: usize, runs: f64) -> Vec<Part> {
    let (least, factor, most) = NETWORKS;
    // Uniform in b ÷ (1 + b), the share of networks in the variance of a run.
    let uniform = |b: f64| b / (1.0 + b).powi(2) * factor.ln();
    let mut networks = vec![(0.0, if data.has_networks() { least / 2.0 } else { 1.0 })];
    if data.has_networks() {
        networks.extend((0..most).map(|k| least * factor.powi(k)).map(|b| (b, uniform(b))));
    }
    let at = |share: f64, prior: f64, networks: &[(f64, f64)]| -> Fits {
        let a = (1.0 / share - 1.0) / runs;
        let one = |(b, own): &(f64, f64)| {
            let fit = data.fit(a, *b)?;
            Some((fit.likelihood + (prior * own).ln(), *b, fit))
        };
        networks.iter().filter_map(one).collect()
    };
    let top = |of: &[(f64, f64, Fit)]| of.iter().map(|one| one.0).fold(f64::NEG_INFINITY, f64::max);
    let rough: Vec<(f64, Fits)> = (0..ROUGH)
        .map(|k| -f64::from(k) * ROUGH_STEP)
        .map(|x| (x, at(x.exp(), x.exp(), &networks)))
        .collect();
    let Some((middle, best)) = rough.iter().max_by(|a, b| top(&a.1).total_cmp(&top(&b.1))) else {
        return Vec::new();
    };
    let likely = |b: f64| best.iter().any(|one| one.1 == b && one.0 > top(best) - UNLIKELY);
    networks.retain(|(b, _)| likely(*b));
    let step = STEP * (8.0 / groups as f64).sqrt();
    let shares = (-STEPS..=STEPS).map(|k| (middle + f64::from(k) * step).exp());
    // Uniform in B: as wide as its step.
    let mut found: Vec<(f64, Fits)> = shares
        .filter(|share| *share < 1.0)
        .map(|share| (share, at(share, share * step, &networks)))
        .collect();
    found.push((1.0, at(1.0, NO_DIFFERENCE, &networks)));
    let most = found.iter().map(|of| top(&of.1)).fold(f64::NEG_INFINITY, f64::max);
    // What weighs nothing costs as much as what does.
    found.retain(|of| top(&of.1) > most - UNLIKELY);
    let weights = |of: &[(f64, f64, Fit)]| of.iter().map(|one| (one.0 - most).exp()).collect::<Vec<_>>();
    let sum: f64 = found.iter().flat_map(|of| weights(&of.1)).sum();
    let part = |(share, of): (f64, Fits)| {
        let weights = weights(&of);
        let weight: f64 = weights.iter().sum();
        let over = |value: &dyn Fn(&Fit) -> f64| {
            weights.iter().zip(&of).map(|(w, one)| w * value(&one.2)).sum::<f64>() / weight
        };
        let centre = over(&|fit| fit.centre);
        let off = over(&|fit| fit.centre_variance + (fit.centre - centre).powi(2));
        let (_, b, fit) = of.iter().max_by(|a, b| a.0.total_cmp(&b.0))?;
        let a = (1.0 / share - 1.0) / runs;
        Some(Part {
            weight: weight / sum,
            differ: a * fit.luck,
            centre,
            centre_sd: off.sqrt(),
            groups: data.groups(a, *b, fit.luck),
        })
    };
    found.into_iter().filter_map(part).collect()
}

fn chances(middle: f64, width: f64, bound: f64) -> Chances {
    if width <= 0.0 {
        // A hair of slack: a tie that is one exactly must not hang on rounding.
        let bound = bound * (1.0 + 1e-12) + 1e-12;
        let ahead = f64::from(u8::from(middle > bound));
        let behind = f64::from(u8::from(middle < -bound));
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

    /// Two runs of each group on networks of their own, whose luck is `luck` in their mean.
    fn groups(means: &[f64], luck: f64) -> Vec<Vec<(f64, u32)>> {
        let one = |(k, mean): (u32, &f64)| vec![(mean + luck, 2 * k), (mean - luck, 2 * k + 1)];
        (0..).zip(means).map(one).collect()
    }

    #[test]
    fn without_luck_values_are_the_means() {
        let of = WithoutLuck::new(&groups(&[-0.2, 0.0, 0.3, 0.05], 0.0));
        assert!(!of.is_apart());
        assert_eq!(of.shares(&[0.05; 4]).map(|s| s.count), [1, 2, 1]);
        assert_eq!(of.shares(&[0.05; 4])[0], Share::of(1, 4));
    }

    #[test]
    fn what_luck_alone_explains_is_level_and_does_not_differ() {
        // Means that spread as luck does, around 0: θ is 0 everywhere.
        let of = WithoutLuck::new(&groups(&means(64, 0.0, 0.063), 0.063));
        let [ahead, level, behind] = of.shares(&[0.0513; 64]);
        assert!(level.value > 0.97 && ahead.value < 0.02 && behind.value < 0.02, "{level:?}");
        assert!(level.interval.low > 0.5 && level.interval.high == 1.0, "{level:?}");
        let differ = of.differ();
        assert!(differ.sd < 0.03 && differ.interval.low == 0.0, "{differ:?}");
    }

    #[test]
    fn where_groups_differ_much_their_means_count_and_shares_are_theirs() {
        let of = WithoutLuck::new(&groups(&means(64, 0.1, 0.5), 0.02));
        let share = of.shares(&[0.05; 64])[0];
        // P(N(0.1, 0.5) > 0.05) = 0.540.
        assert!((share.value - 0.54).abs() < 0.01, "{share:?}");
        let plain = Share::of(share.count, 64);
        assert!((share.interval.low - plain.interval.low).abs() < 0.01, "{share:?} {plain:?}");
        assert!((of.differ().sd - 0.5).abs() < 0.02);
    }
}
