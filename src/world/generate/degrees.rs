//! Stated laws of degrees, as tables.
//!
//! Whole degrees and the share of people at or below each; a degree is found by searching the
//! table for a uniform (inversion), so the law is met exactly and not through a formula for its
//! quantiles.
//!
//! Always true: degrees ascend and are below the number of people, shares at or below strictly
//! ascend to 1, and the table is not empty.

use crate::scenario::plan::DegreeLaw;

/// Weight, relative to the most common degree, below which a tail is left out.
const NOTHING: f64 = 1e-18;

/// A law of degrees.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// Degrees that occur.
    degree: Vec<u32>,
    /// Share of people with that degree or a smaller one.
    below: Vec<f64>,
}

impl Table {
    /// The table of a law for this many people; nobody has more ties than there are others.
    pub(super) fn of(law: &DegreeLaw, people: u32) -> Table {
        let everybody = people.saturating_sub(1);
        match law {
            DegreeLaw::Regular { degree } => Table::from_weights([(*degree, 1.0)], everybody),
            DegreeLaw::PowerLaw { exponent, min, max, cutoff } => {
                let cut = |k: u32| cutoff.map_or(1.0, |cutoff| libm::exp(-f64::from(k - min) / cutoff));
                let weight = |k: u32| libm::pow(f64::from(k) / f64::from(*min), -exponent) * cut(k);
                Table::from_weights((*min..=*max).map(|k| (k, weight(k))), everybody)
            }
            DegreeLaw::Shares(shares) => {
                let mut shares = shares.clone();
                shares.sort_unstable_by_key(|(degree, _)| *degree);
                Table::from_weights(shares, everybody)
            }
            DegreeLaw::NegativeBinomial { mean, dispersion } => {
                Table::from_weights(negative_binomial(*mean, *dispersion), everybody)
            }
        }
    }

    /// Degrees with their weights, ascending; what lies above `most` counts for `most`.
    fn from_weights(weights: impl IntoIterator<Item = (u32, f64)>, most: u32) -> Table {
        let mut table = Table { degree: Vec::new(), below: Vec::new() };
        let mut sum = 0.0;
        // What rounding has kept from the sum so far: rare degrees may be many (Kahan 1965).
        let mut kept_back = 0.0;
        for (degree, weight) in weights.into_iter().filter(|(_, weight)| *weight > 0.0) {
            kept_back += weight;
            let above = sum + kept_back;
            if above > sum {
                kept_back -= above - sum;
                sum = above;
                if table.degree.last() == Some(&degree.min(most)) {
                    table.below.pop();
                } else {
                    table.degree.push(degree.min(most));
                }
                table.below.push(sum);
            }
        }
        if table.degree.is_empty() {
            (table.degree, table.below, sum) = (vec![0], vec![1.0], 1.0);
        }
        table.below.iter_mut().for_each(|share| *share /= sum);
        table
    }

    /// The degree below which a share `u` of people lies, `u` in (0, 1).
    pub(super) fn quantile(&self, u: f64) -> u32 {
        let place = self.below.partition_point(|below| *below <= u);
        self.degree[place.min(self.degree.len() - 1)]
    }

    /// Mean degree.
    pub(super) fn mean(&self) -> f64 {
        let before = std::iter::once(0.0).chain(self.below.iter().copied());
        self.degree
            .iter()
            .zip(self.below.iter().zip(before))
            .map(|(degree, (to, from))| f64::from(*degree) * (to - from))
            .sum()
    }
}

/// Weights of the negative binomial law, ascending: P(x) / P(x − 1) = (x − 1 + k)/x · m/(m + k).
///
/// Walked from the most common degree to both sides, so that nothing underflows.
fn negative_binomial(mean: f64, dispersion: f64) -> Vec<(u32, f64)> {
    let odds = mean / (mean + dispersion);
    let ratio = |x: u32| (f64::from(x) - 1.0 + dispersion) / f64::from(x) * odds;
    let mode = (mean * (dispersion - 1.0) / dispersion).max(0.0).floor() as u32;
    let mut weights = vec![(mode, 1.0)];
    let mut weight = 1.0;
    for x in (1..=mode).rev() {
        weight /= ratio(x);
        if weight < NOTHING {
            break;
        }
        weights.push((x - 1, weight));
    }
    weights.reverse();
    weight = 1.0;
    for x in mode + 1.. {
        weight *= ratio(x);
        // Weights only fall above the mode.
        if weight < NOTHING {
            break;
        }
        weights.push((x, weight));
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(table: &Table) -> Vec<(u32, f64)> {
        let before = std::iter::once(0.0).chain(table.below.iter().copied());
        table
            .degree
            .iter()
            .zip(table.below.iter().zip(before))
            .map(|(d, (to, from))| (*d, to - from))
            .collect()
    }

    #[test]
    fn a_power_law_table_holds_the_law_exactly() {
        let table = Table::of(&DegreeLaw::PowerLaw { exponent: 2.5, min: 2, max: 100, cutoff: None }, 1_000);
        let sum: f64 = (2..=100).map(|k| f64::from(k).powf(-2.5)).sum();
        for (k, share) in shares(&table) {
            assert!((share - f64::from(k).powf(-2.5) / sum).abs() < 1e-14, "{k}: {share}");
        }
        assert_eq!((table.quantile(1e-9), table.quantile(1.0 - 1e-9)), (2, 100));
        let even = Table::of(&DegreeLaw::PowerLaw { exponent: 0.0, min: 1, max: 4, cutoff: None }, 1_000);
        assert!((even.mean() - 2.5).abs() < 1e-12);
    }

    #[test]
    fn an_exponential_cut_off_is_in_the_table_exactly() {
        let law = DegreeLaw::PowerLaw { exponent: 2.0, min: 3, max: 500, cutoff: Some(40.0) };
        let weight = |k: u32| f64::from(k).powi(-2) * (-f64::from(k) / 40.0).exp();
        let sum: f64 = (3..=500).map(weight).sum();
        for (k, share) in shares(&Table::of(&law, 10_000)) {
            assert!((share - weight(k) / sum).abs() < 1e-14, "{k}: {share}");
        }
    }

    #[test]
    fn a_negative_binomial_table_has_the_mean_variance_and_share_of_nobody() {
        for (mean, k) in [(1.5, 0.16), (3.0, 1.0), (40.0, 8.0), (1_000.0, 1e6), (1_000.0, 0.01)] {
            let table = Table::of(&DegreeLaw::NegativeBinomial { mean, dispersion: k }, u32::MAX);
            assert!((table.mean() / mean - 1.0).abs() < 1e-8, "{mean} {k}: {}", table.mean());
            let square: f64 = shares(&table).iter().map(|(d, s)| f64::from(*d).powi(2) * s).sum();
            let variance = square - mean * mean;
            assert!((variance / (mean + mean * mean / k) - 1.0).abs() < 1e-6, "{mean} {k}: {variance}");
            let nobody = shares(&table).iter().find(|(d, _)| *d == 0).map_or(0.0, |(_, s)| *s);
            // (1 + m/k)^−k.
            let expected = (-k * (mean / k).ln_1p()).exp();
            assert!((nobody - expected).abs() < 1e-9, "{mean} {k}: {nobody} {expected}");
        }
    }

    #[test]
    fn nobody_has_more_ties_than_there_are_others() {
        let law = DegreeLaw::Shares(vec![(30, 0.1), (3, 0.6), (40, 0.3), (7, 0.0)]);
        assert_eq!(Table::of(&law, 21).degree, [3, 20]);
        assert_eq!(Table::of(&law, 100).degree, [3, 30, 40]);
        assert!((Table::of(&law, 21).mean() - 0.6 * 3.0 - 0.4 * 20.0).abs() < 1e-12);
        assert_eq!(Table::of(&DegreeLaw::Regular { degree: 4 }, 1).degree, [0]);
    }
}
