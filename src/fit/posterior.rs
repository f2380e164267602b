//! The fitted hazard played on the same network, against the data.
//!
//! Always true: every draw is keyed by (seed, run, person, period), so threads cannot show.

use rayon::prelude::*;
use serde::Serialize;

use super::adoption::Adoption;
use super::hazard::chance;
use crate::rng::{Luck, Purpose, name_key};
use crate::statistics::quantile;
use crate::units::Vertex;

/// Adopters by the end of one period, as shares of all people: in the data, and over runs the mean and the
/// 5 % and 95 % quantiles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Band {
    pub period: i64,
    pub observed: f64,
    pub mean: f64,
    pub p05: f64,
    pub p95: f64,
}

/// How a simulated hazard compares with the data it was fitted to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Posterior {
    pub runs: u32,
    pub seed: u64,
    /// The curve, one entry a period.
    pub curve: Vec<Band>,
    /// Root of the mean squared distance between mean curve and data, as a share of all people.
    pub rmse: f64,
    /// Periods in which the data lie within the 5–95 % band.
    pub inside: usize,
}

/// Plays a hazard on the network of `data`, from nobody, and compares the cumulative curves.
///
/// A posterior predictive check (Gelman, Meng & Stern 1996, *Statistica Sinica* 6:733) with the
/// coefficients held at their estimates: the band shows luck alone, not the errors of the estimates.
/// In each period everybody who has not adopted does so with the fitted chance, judged on who had
/// adopted before that period.
///
/// - `coefficients`: constant, exposure, time ([`super::hazard::HazardFit::coefficients`])
/// - `runs`: at least 1
pub fn simulate(data: &Adoption, coefficients: [f64; 3], runs: u32, seed: u64) -> Posterior {
    let curves: Vec<Vec<u32>> =
        (0..runs.max(1)).into_par_iter().map(|run| play(data, coefficients, seed, run)).collect();
    let people = f64::from(data.people());
    let mut so_far = 0;
    let mut curve = Vec::with_capacity(data.periods());
    for (i, new) in data.counts().new.iter().enumerate() {
        so_far += new;
        let mut shares: Vec<f64> = curves.iter().map(|c| f64::from(c[i]) / people).collect();
        shares.sort_by(f64::total_cmp);
        curve.push(Band {
            period: data.first + i as i64,
            observed: f64::from(so_far) / people,
            mean: shares.iter().sum::<f64>() / shares.len() as f64,
            p05: quantile(&shares, 0.05),
            p95: quantile(&shares, 0.95),
        });
    }
    let squares: f64 = curve.iter().map(|b| (b.mean - b.observed).powi(2)).sum();
    // Shares are counts over one number; rounding must not put a count outside its own band.
    let within = |b: &&Band| b.observed >= b.p05 - 1e-9 && b.observed <= b.p95 + 1e-9;
    Posterior {
        runs: runs.max(1),
        seed,
        rmse: (squares / curve.len() as f64).sqrt(),
        inside: curve.iter().filter(within).count(),
        curve,
    }
}

/// Adoption times of one run; `None` for people without adoption by the last period.
///
/// - `coefficients`: constant, exposure, time; draws are keyed by (seed, run, person, period)
pub fn times(data: &Adoption, coefficients: [f64; 3], seed: u64, run: u32) -> Vec<Option<i64>> {
    let luck = Luck::of_replication(seed, run);
    // A purpose of the engine under a salt of its own; no scenario is played with this key.
    let salt = name_key("fitted hazard");
    let mut time = vec![None; data.time.len()];
    let mut before = vec![0u32; data.time.len()];
    let mut waiting: Vec<Vertex> = (0..data.people()).collect();
    for (period, count) in (data.first..=data.last).zip(0..) {
        let scaled = data.scaled(period);
        let mut new = Vec::new();
        waiting.retain(|&person| {
            let named = data.ties.named.degree(person);
            let share = if named == 0 { 0.0 } else { f64::from(before[person as usize]) / f64::from(named) };
            let adopts = luck.unit(Purpose::Adopt, person, count, salt) < chance(coefficients, share, scaled);
            if adopts {
                new.push(person);
            }
            !adopts
        });
        // Counted only now: adoptions of a period are not before it.
        for person in new {
            time[person as usize] = Some(period);
            for namer in data.ties.namers.hearers(person) {
                before[*namer as usize] += 1;
            }
        }
    }
    time
}

/// Cumulative adopters by period in one run.
fn play(data: &Adoption, coefficients: [f64; 3], seed: u64, run: u32) -> Vec<u32> {
    let mut curve = vec![0; data.periods()];
    for t in times(data, coefficients, seed, run).into_iter().flatten() {
        curve[(t - data.first) as usize] += 1;
    }
    let mut sum = 0;
    for value in &mut curve {
        sum += *value;
        *value = sum;
    }
    curve
}
