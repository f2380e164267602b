//! The case against the leader: the settings in which it falls behind, and what they share.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::scenario::plan::Plan;
use crate::study::play::Outcome;
use crate::study::sensitivity::effects::ranks;
use crate::study::sensitivity::points::SettingPoint;

/// Minimum number of lost settings, and of others, for a comparison.
const FEWEST: usize = 3;
/// Splits that are reported, at most.
const TOLD: usize = 3;

/// The case against the leader.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Against {
    /// Settings in which it is behind its closest competitor.
    pub losses: usize,
    /// Settings in all.
    pub settings: usize,
    /// What sets losses apart, the clearest first.
    pub splits: Vec<Split>,
}

/// One assumption that sets losses apart from the other settings.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Split {
    /// Position of the assumption in the plan.
    pub assumption: usize,
    /// Whether losses lie above the value (else below it).
    pub above: bool,
    /// The value that parts them best (largest difference of the shares on its side).
    pub value: f64,
    /// Losses on that side.
    pub losses: usize,
    /// Settings on that side.
    pub settings: usize,
    /// Chance of ranks so far apart where the assumption does not matter (Mann & Whitney 1947,
    /// normal approximation, two-sided), times the number of assumptions asked (Bonferroni).
    pub chance: f64,
}

/// The case against, from the settings as they came out.
pub fn against(plan: &Plan, points: &[SettingPoint]) -> Against {
    let lost: Vec<bool> = points.iter().map(|p| p.outcome == Outcome::Behind).collect();
    let losses = lost.iter().filter(|l| **l).count();
    let mut splits = Vec::new();
    if losses >= FEWEST && points.len() - losses >= FEWEST {
        for k in 0..plan.assumptions.len() {
            let column: Vec<f64> = points.iter().map(|p| p.position[k]).collect();
            let chance = (rank_sum_chance(&column, &lost) * plan.assumptions.len() as f64).min(1.0);
            if chance < 0.05 {
                let (above, u) = best_cut(&column, &lost);
                let there = |x: f64| if above { x > u } else { x < u };
                let on = || column.iter().zip(&lost).filter(|(x, _)| there(**x));
                splits.push(Split {
                    assumption: k,
                    above,
                    value: plan.assumptions[k].at(u),
                    losses: on().filter(|(_, l)| **l).count(),
                    settings: on().count(),
                    chance,
                });
            }
        }
    }
    splits.sort_by(|a, b| a.chance.total_cmp(&b.chance));
    splits.truncate(TOLD);
    Against { losses, settings: points.len(), splits }
}

fn rank_sum_chance(values: &[f64], lost: &[bool]) -> f64 {
    let ranks = ranks(values);
    let n = lost.iter().filter(|l| **l).count() as f64;
    let m = values.len() as f64 - n;
    let sum: f64 = ranks.iter().zip(lost).filter(|(_, l)| **l).map(|(r, _)| r).sum();
    let u = sum - n * (n + 1.0) / 2.0;
    let z = (u - n * m / 2.0) / (n * m * (n + m + 1.0) / 12.0).sqrt();
    Normal::new(0.0, 1.0).map_or(1.0, |law| 2.0 * law.cdf(-z.abs()))
}

/// The cut, midway between two neighbours, on one side of which most of the losses and fewest of
/// the others lie; and whether that side is above it.
fn best_cut(values: &[f64], lost: &[bool]) -> (bool, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let losses = lost.iter().filter(|l| **l).count() as f64;
    let others = lost.len() as f64 - losses;
    let (mut below_lost, mut below_other) = (0.0, 0.0);
    let mut best = (0.0, false, 0.5);
    for pair in order.windows(2) {
        if lost[pair[0]] {
            below_lost += 1.0
        } else {
            below_other += 1.0
        }
        let apart: f64 = below_lost / losses - below_other / others;
        if apart.abs() > best.0 {
            best = (apart.abs(), apart < 0.0, f64::midpoint(values[pair[0]], values[pair[1]]));
        }
    }
    (best.1, best.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cut_parts_losses_from_the_rest() {
        let values = [0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.4, 0.6];
        let lost = [true, false, true, false, true, false, false, false];
        let (above, cut) = best_cut(&values, &lost);
        assert!(!above && (cut - 0.35).abs() < 1e-12, "{above} {cut}");
        // Ranks 1, 2, 3 of eight: the smallest rank sum there is, exact chance 2/56 = .036.
        let chance = rank_sum_chance(&values, &lost);
        assert!((chance - 0.0253).abs() < 0.001, "{chance}");
    }
}
