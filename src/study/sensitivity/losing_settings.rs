//! The case against the leader: the settings in which it falls behind, and what they share.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::scenario::plan::Plan;
use crate::study::sensitivity::effects::spearman;
use crate::study::sensitivity::points::SettingPoint;

/// Minimum number of lost settings, and of others, for a comparison.
const FEWEST: usize = 3;
/// Splits that are reported, at most.
const TOLD: usize = 3;

/// The case against the leader.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Against {
    /// Settings in which it is behind its closest competitor, luck taken out: the sum of the chances, rounded.
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
    /// Chance of ranks that go so closely together with losing where the assumption does not matter
    /// (Spearman's correlation r, normal r·√(n − 1), two-sided; where every setting is lost or not for sure
    /// that is the rank sum test of Mann & Whitney 1947), times the number of assumptions asked (Bonferroni).
    pub chance: f64,
}

/// The case against, from the settings as they came out.
pub fn against(plan: &Plan, points: &[SettingPoint]) -> Against {
    let lost: Vec<f64> = points.iter().map(|p| p.behind).collect();
    let losses = rounded(lost.iter().sum());
    let mut splits = Vec::new();
    if losses >= FEWEST && points.len() - losses >= FEWEST {
        for k in 0..plan.assumptions.len() {
            let column: Vec<f64> = points.iter().map(|p| p.position[k]).collect();
            let chance = (rank_chance(&column, &lost) * plan.assumptions.len() as f64).min(1.0);
            if chance < 0.05 {
                let (above, u) = best_cut(&column, &lost);
                let there = |x: f64| if above { x > u } else { x < u };
                let on = || column.iter().zip(&lost).filter(|(x, _)| there(**x));
                splits.push(Split {
                    assumption: k,
                    above,
                    value: plan.assumptions[k].at(u),
                    losses: rounded(on().map(|(_, l)| l).sum()),
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

fn rounded(sum: f64) -> usize {
    sum.max(0.0).round() as usize
}

/// Chance of so close a rank correlation of values and losses without any connection.
fn rank_chance(values: &[f64], lost: &[f64]) -> f64 {
    let z = spearman(values, lost) * (values.len().saturating_sub(1) as f64).sqrt();
    2.0 * Normal::standard().cdf(-z.abs())
}

/// The cut, midway between two neighbours, on one side of which most of the losses and fewest of
/// the others lie; and whether that side is above it.
fn best_cut(values: &[f64], lost: &[f64]) -> (bool, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let losses: f64 = lost.iter().sum();
    let others = lost.len() as f64 - losses;
    let (mut below_lost, mut below_other) = (0.0, 0.0);
    let mut best = (0.0, false, 0.5);
    for pair in order.windows(2) {
        below_lost += lost[pair[0]];
        below_other += 1.0 - lost[pair[0]];
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
        let lost = [1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0];
        let (above, cut) = best_cut(&values, &lost);
        assert!(!above && (cut - 0.35).abs() < 1e-12, "{above} {cut}");
        // Ranks 1, 2, 3 of eight: the closest there is, exact chance 2/56 = .036.
        let chance = rank_chance(&values, &lost);
        assert!((chance - 0.0253).abs() < 0.001, "{chance}");
    }
}
