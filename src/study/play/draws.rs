//! Settings: draws of the assumed numbers, evenly over their ranges.
//!
//! Every assumption runs through a van der Corput sequence, scrambled (Owen) and shuffled under a key
//! of its own: the first n = 2^k draws have one in each n-th of its range, and assumptions are paired
//! at random. That is a Latin hypercube (McKay, Beckman & Conover 1979, *Technometrics* 21:239)
//! which can be extended, and in which no assumption's draws depend on what other assumptions there are.
//!
//! Always true: draw `i` of an assumption is a function of seed, purpose, its name and `i` alone.

use crate::rng::name_key;
use crate::scenario::plan::{Assumption, Plan, Unranged, Until};
use crate::scenario::{Problems, Scenario};

/// One drawn setting: where in its range each assumption lies, and the plan that follows.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// Share of the way through its range of each assumption, in the order of the plan's.
    pub position: Vec<f64>,
    /// The plan with these values.
    pub plan: Plan,
}

/// Training runs of each plan, each on a setting of its own.
pub const TRIALS: u32 = 8;

/// Everything that may be played.
#[derive(Debug, Clone)]
pub struct Draws<'a> {
    scenario: &'a Scenario,
    /// The plan at its stated values.
    pub stated: Plan,
    /// Drawn settings, as many as may ever be asked for.
    pub drawn: Vec<Setting>,
    /// Settings on which plans are chosen.
    pub training: Vec<Setting>,
}

impl<'a> Draws<'a> {
    /// Everything that a run of a scenario may play: the stated plan, its drawn settings, and those
    /// on which plans are chosen.
    ///
    /// # Errors
    /// Where values drawn from the ranges cannot stand together.
    pub fn of(scenario: &'a Scenario) -> Result<Draws<'a>, Problems> {
        let stated = &scenario.plan;
        let draw = |purpose, number| -> Result<Setting, Problems> {
            let position = position(&stated.assumptions, stated.seed, purpose, number);
            let plan = scenario.plan_for_draw(&position)?;
            Ok(Setting { position, plan })
        };
        let compare = &stated.compare;
        let most = match compare.settings {
            0 => 0,
            least => least.max(if compare.until == Until::Decided { compare.at_most } else { 0 }),
        };
        let trials = if stated.strategies.iter().any(|s| !s.plans.is_empty()) { TRIALS } else { 0 };
        let training = |number| {
            if compare.settings > 0 {
                draw(Purpose::Training, number)
            } else {
                Ok(Setting { position: Vec::new(), plan: stated.clone() })
            }
        };
        Ok(Draws {
            scenario,
            stated: stated.clone(),
            drawn: (0..most).map(|i| draw(Purpose::Judging, i)).collect::<Result<_, _>>()?,
            training: (0..trials).map(training).collect::<Result<_, _>>()?,
        })
    }

    /// The plan in which one assumption lies elsewhere in its range, all else as stated.
    ///
    /// # Errors
    /// Where that value cannot stand beside the others.
    pub fn with_one(&self, assumption: usize, share: f64) -> Result<Plan, Problems> {
        self.scenario.plan_with_one(assumption, share)
    }

    /// Numbers that are marked assumed and carry no range.
    pub fn unranged(&self) -> &[Unranged] {
        &self.scenario.unranged
    }

    /// The plan in which numbers without a range have other values, all else as stated.
    ///
    /// # Errors
    /// Where these values cannot stand beside each other.
    pub fn with_unranged(&self, values: &[(&Unranged, f64)]) -> Result<Plan, Problems> {
        self.scenario.plan_with_unranged(values)
    }
}

/// What settings are drawn for; different purposes share no draw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    Judging,
    Training,
}

/// Positions in their ranges, each in (0, 1), of all assumptions in draw `number` (below 2^16).
pub fn position(assumptions: &[Assumption], seed: u64, purpose: Purpose, number: u32) -> Vec<f64> {
    let mixed = (seed as u32)
        ^ ((seed >> 32) as u32).rotate_left(16)
        ^ (purpose as u32 + 1).wrapping_mul(0x9e37_79b9);
    let draw = |a: &Assumption| {
        let key = name_key(&a.drawn_as) ^ mixed;
        // Steps of 2^-24 as the sequence gives them; the middle of a step, so never an end.
        f64::from(sobol_burley::sample(number % (1 << 16), 0, key)) + 0.5 / f64::from(1 << 24)
    };
    assumptions.iter().map(draw).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::plan::Unit;

    fn assumption(name: &str, logarithmic: bool) -> Assumption {
        let keys = vec![name.to_owned()];
        Assumption {
            name: name.into(),
            drawn_as: name.into(),
            keys,
            value: 2.0,
            low: 1.0,
            high: 16.0,
            logarithmic,
            unit: Unit::Number,
            why: None,
        }
    }

    #[test]
    fn every_power_of_two_draws_hold_one_in_each_part_of_a_range() {
        for (seed, n) in [(1, 16_u32), (2010, 64), (u64::MAX, 256)] {
            for name in ["talk.organic_r", "ads.cold_cac"] {
                let a = [assumption(name, false)];
                let mut parts: Vec<u32> = (0..n)
                    .map(|i| (position(&a, seed, Purpose::Judging, i)[0] * f64::from(n)) as u32)
                    .collect();
                parts.sort_unstable();
                assert_eq!(parts, (0..n).collect::<Vec<_>>(), "{name} seed {seed}");
            }
        }
    }

    #[test]
    fn another_unknown_moves_no_draw_and_unknowns_are_not_in_step() {
        let (a, b) = (assumption("a", false), assumption("b", false));
        let alone: Vec<f64> =
            (0..256).map(|i| position(std::slice::from_ref(&a), 7, Purpose::Judging, i)[0]).collect();
        let both: Vec<Vec<f64>> =
            (0..256).map(|i| position(&[b.clone(), a.clone()], 7, Purpose::Judging, i)).collect();
        assert!(alone.iter().zip(&both).all(|(x, y)| *x == y[1]));
        let product: f64 = both.iter().map(|p| (p[0] - 0.5) * (p[1] - 0.5)).sum::<f64>() / 256.0 * 12.0;
        // The correlation of 256 independent pairs has a standard error of 0.06.
        assert!(product.abs() < 0.25, "{product}");
        assert_ne!(alone[0], position(&[a], 7, Purpose::Training, 0)[0]);
    }

    #[test]
    fn logarithmic_ranges_are_halved_by_their_geometric_middle() {
        let log = assumption("a", true);
        assert!((log.at(0.5) - 4.0).abs() < 1e-12);
        assert!((log.share(4.0) - 0.5).abs() < 1e-12);
        assert!((assumption("a", false).at(0.5) - 8.5).abs() < 1e-12);
        assert_eq!((log.at(0.0), log.at(1.0)), (1.0, 16.0));
    }
}
