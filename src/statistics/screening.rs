//! Screening: many numbers tried at once, each at one of two ends, and which of them surely do something.
//!
//! Designs are those of Plackett & Burman (1946, *Biometrika* 33:305) by Paley's construction: for a prime
//! q ≡ 3 (mod 4) q + 1 rows tell q columns apart, each balanced and orthogonal to all others. Folded over
//! (Box & Wilson 1951) the mirror image of every row is added, so that no product of two columns is taken
//! for a third.
//!
//! Lenth (1989, *Technometrics* 31:469) finds the error among the contrasts themselves, most of which are
//! taken to be of nothing: s = 1.5·median|c|, PSE = 1.5·median of the |c| below 2.5 s.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::rng::{Luck, Purpose};
use crate::statistics::{mean, median};

/// Chance that a family of contrasts without any effect has one beyond the critical value.
const LEVEL: f64 = 0.05;
/// Families of contrasts that are simulated for it: its level is known to 0.15 points.
const FAMILIES: u32 = 20_000;
/// Master seed of the simulation.
const SEED: u64 = 1989;
/// Contrasts below this are rounding.
const NOTHING: f64 = 1e-9;

/// A two-level design: which columns stand at their high ends in each row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Design {
    /// By row, then column.
    pub rows: Vec<Vec<bool>>,
}

impl Design {
    /// Rows of the smallest design that has so many columns.
    pub fn size(columns: usize) -> usize {
        let prime = |n: &usize| (2..).take_while(|d| d * d <= *n).all(|d| !n.is_multiple_of(d));
        let mut orders = (3..).step_by(4).filter(prime);
        orders.find(|q| *q >= columns).unwrap_or(3) + 1
    }

    /// The design of `size` rows (one that [`Design::size`] gives); folded over it has twice as many, and
    /// a column more, which tells the two halves apart.
    pub fn new(size: usize, folded: bool) -> Design {
        let q = size - 1;
        let mut square = vec![false; q];
        (1..q).for_each(|x| square[x * x % q] = true);
        square[0] = true;
        // Row i, column j: whether j − i is a square modulo q; the last row is low everywhere.
        let row = |i: usize| (0..q).map(|j| square[(j + q - i) % q]).collect::<Vec<bool>>();
        let mut rows: Vec<Vec<bool>> = (0..q).map(row).chain([vec![false; q]]).collect();
        if folded {
            rows.iter_mut().for_each(|row| row.push(true));
            let mirror = |row: &Vec<bool>| row.iter().map(|high| !high).collect();
            let mirrored: Vec<Vec<bool>> = rows.iter().map(mirror).collect();
            rows.extend(mirrored);
        }
        Design { rows }
    }

    /// Columns.
    pub fn columns(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }

    /// Mean of a value by row where a column is low, and where it is high.
    pub fn means(&self, column: usize, values: &[f64]) -> [f64; 2] {
        [false, true].map(|end| {
            let here = self.rows.iter().zip(values).filter(|(row, _)| row[column] == end);
            mean(&here.map(|(_, value)| *value).collect::<Vec<_>>())
        })
    }

    /// The contrast of each column: the mean of a value where it is high less that where it is low.
    pub fn contrasts(&self, values: &[f64]) -> Vec<f64> {
        let contrast = |column| {
            let [low, high] = self.means(column, values);
            high - low
        };
        (0..self.columns()).map(contrast).collect()
    }
}

/// What contrasts are measured by.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lenth {
    /// The pseudo standard error of a contrast.
    pub error: f64,
    /// Errors beyond which a contrast is surely not 0.
    pub critical: f64,
}

impl Lenth {
    /// That of these contrasts, of which the first `tested` are asked about; the others have no effect of
    /// their own. Where none has one, at most 5 % of families have a contrast that is called sure.
    pub fn of(contrasts: &[f64], tested: usize) -> Lenth {
        Lenth { error: pseudo_error(contrasts), critical: critical(contrasts.len(), tested) }
    }

    /// A contrast over its error.
    pub fn t(&self, contrast: f64) -> f64 {
        contrast / self.error.max(NOTHING)
    }

    /// Whether a contrast is surely not 0.
    pub fn is_sure(&self, contrast: f64) -> bool {
        contrast.abs() > NOTHING && self.t(contrast).abs() > self.critical
    }
}

/// Lenth's pseudo standard error.
fn pseudo_error(contrasts: &[f64]) -> f64 {
    let sizes: Vec<f64> = contrasts.iter().map(|c| c.abs()).collect();
    let first = 1.5 * median(&sizes);
    let small: Vec<f64> = sizes.into_iter().filter(|size| *size < 2.5 * first).collect();
    if small.is_empty() { 0.0 } else { 1.5 * median(&small) }
}

/// The value that the largest of the first `tested` of so many contrasts over their pseudo error passes in
/// 5 % of families of normal ones without any effect; simulated once for all studies of a program.
fn critical(contrasts: usize, tested: usize) -> f64 {
    static KNOWN: Mutex<BTreeMap<(usize, usize), f64>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    *known.entry((contrasts, tested)).or_insert_with(|| simulated(contrasts, tested))
}

/// That value by simulation on a fixed seed.
fn simulated(contrasts: usize, tested: usize) -> f64 {
    let luck = Luck::of_replication(SEED, contrasts as u32);
    let mut largest: Vec<f64> = (0..FAMILIES)
        .map(|family| {
            let mut stream = luck.stream(Purpose::Key, family, 0, 0);
            let drawn: Vec<f64> = (0..contrasts).map(|_| normal(stream.unit(), stream.unit())).collect();
            let most = drawn[..tested.min(contrasts)].iter().fold(0.0_f64, |most, c| most.max(c.abs()));
            most / pseudo_error(&drawn).max(NOTHING)
        })
        .collect();
    largest.sort_by(f64::total_cmp);
    largest[((1.0 - LEVEL) * f64::from(FAMILIES)) as usize]
}

/// A standard normal number of two uniform ones (Box & Muller).
fn normal(a: f64, b: f64) -> f64 {
    libm::sqrt(-2.0 * libm::log(a)) * libm::cos(std::f64::consts::TAU * b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All sizes up to 200 columns.
    fn sizes() -> Vec<usize> {
        let mut sizes: Vec<usize> = (1..=200).map(Design::size).collect();
        sizes.dedup();
        sizes
    }

    #[test]
    fn the_smallest_design_that_is_large_enough_is_taken() {
        assert_eq!(sizes()[..12], [4, 8, 12, 20, 24, 32, 44, 48, 60, 68, 72, 80]);
        assert_eq!([11, 12, 19, 20].map(Design::size), [12, 20, 20, 24]);
    }

    /// Every column is balanced, and any two have each pair of ends equally often.
    #[test]
    fn columns_are_balanced_and_orthogonal_in_every_design() {
        for (size, folded) in sizes().into_iter().flat_map(|size| [(size, false), (size, true)]) {
            let design = Design::new(size, folded);
            assert_eq!(design.rows.len(), if folded { 2 * size } else { size });
            assert_eq!(design.columns(), if folded { size } else { size - 1 });
            let sign = |high: bool| if high { 1_i64 } else { -1 };
            for a in 0..design.columns() {
                assert_eq!(design.rows.iter().map(|row| sign(row[a])).sum::<i64>(), 0, "{size}: {a}");
                for b in 0..a {
                    let product: i64 = design.rows.iter().map(|row| sign(row[a]) * sign(row[b])).sum();
                    assert_eq!(product, 0, "{size}, folded {folded}: {a} and {b}");
                }
            }
        }
    }

    /// In a folded design no product of two columns moves the contrast of a third; in a plain one it does.
    #[test]
    fn folded_over_no_pair_is_taken_for_a_third() {
        let product = |design: &Design| -> Vec<f64> {
            design.rows.iter().map(|row| if row[0] == row[1] { 1.0 } else { -1.0 }).collect()
        };
        let folded = Design::new(20, true);
        assert!(folded.contrasts(&product(&folded)).iter().all(|c| c.abs() < 1e-12));
        let plain = Design::new(20, false);
        assert!(plain.contrasts(&product(&plain)).iter().any(|c| c.abs() > 0.1));
    }

    #[test]
    fn a_contrast_is_what_the_column_does() {
        let design = Design::new(12, false);
        let values: Vec<f64> = design.rows.iter().map(|row| 3.0 + if row[4] { 0.5 } else { -0.5 }).collect();
        let contrasts = design.contrasts(&values);
        assert!((contrasts[4] - 1.0).abs() < 1e-12 && (design.means(4, &values)[0] - 2.5).abs() < 1e-12);
        assert!(contrasts.iter().enumerate().all(|(k, c)| k == 4 || c.abs() < 1e-12));
        // Nothing else moves, so the error is 0 and the one is sure; where nothing moves none is.
        let lenth = Lenth::of(&contrasts, 11);
        assert!(lenth.is_sure(contrasts[4]) && !lenth.is_sure(contrasts[3]));
        let still = design.contrasts(&[0.7; 12]);
        assert!(still.iter().all(|c| !Lenth::of(&still, 11).is_sure(*c)));
    }

    #[test]
    fn the_pseudo_error_is_that_of_lenths_formula() {
        // |c| = .1 … .6 and 9: median .4, s = .6, all but 9 are below 1.5; their median is .35.
        let contrasts = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6, 9.0];
        assert!((pseudo_error(&contrasts) - 0.525).abs() < 1e-12);
        // The experimentwise values of Ye & Hamada (2000, Journal of Quality Technology 32:57).
        for (contrasts, wanted) in [(7, 4.867), (15, 4.240)] {
            let got = critical(contrasts, contrasts);
            assert!((got / wanted - 1.0).abs() < 0.03, "{contrasts}: {got}");
        }
    }

    /// Of 4,000 families of 6, 16 and 40 numbers that do nothing at most 5 % have one that is called sure (a
    /// share over 6.1 % comes once in 700 tries at a true 5 %), and one of 5 errors is found in 75 %.
    #[test]
    fn what_does_nothing_is_hardly_ever_sure_and_what_does_is_found() {
        for tested in [6, 16, 40] {
            let design = Design::new(Design::size((tested + 7).max(19)), false);
            let critical = critical(design.columns(), tested);
            let (mut alarms, mut found) = (0, 0);
            for study in 0..4_000 {
                let mut stream = Luck::of_replication(7, study).stream(Purpose::Trait, tested as u32, 0, 0);
                let mut values: Vec<f64> =
                    design.rows.iter().map(|_| normal(stream.unit(), stream.unit())).collect();
                let named = |values: &[f64]| {
                    let contrasts = design.contrasts(values);
                    let lenth = Lenth { error: pseudo_error(&contrasts), critical };
                    contrasts[..tested].iter().map(|c| lenth.is_sure(*c)).collect::<Vec<_>>()
                };
                alarms += u32::from(named(&values).contains(&true));
                // The error of a contrast is 2 ÷ √rows.
                let half = 5.0 / (design.rows.len() as f64).sqrt();
                for (row, value) in design.rows.iter().zip(&mut values) {
                    *value += if row[2] { half } else { -half };
                }
                found += u32::from(named(&values)[2]);
            }
            println!("{tested}: critical {critical:.2}, false {alarms} and found {found} of 4,000");
            assert!(alarms <= 244, "{tested}: {alarms}");
            assert!(found >= 3_000, "{tested}: {found}");
        }
    }
}
