//! Removal: the leader played again without each of its tactics, on the same settings and luck.
//!
//! What a tactic is worth is what is lost without it: adopters(all) − adopters(all but it), by the
//! horizon. The ledger cannot say that: people that it credits to a tactic might have come anyway, and
//! people that a tactic made talk won others, which it credits to talk. Where asked, Shapley values
//! (1953) share out everything that tactics add together: the mean, over all orders in which tactics may
//! be added, of what each adds; they sum exactly to adopters(all) − adopters(none).
//!
//! A tactic left out leaves its money unspent: `spend = "all"` stays the amount that it was.
//!
//! A tactic that works by several mechanisms (its impressions convince, lift talk, overlap with it) is
//! played without each of them too, its money spent all the same. These losses need not add up to that
//! of the whole tactic: one mechanism may stand in for another, or need it.

use std::collections::BTreeMap;

use crate::contract::Mechanism;
use crate::engine::record::{RunId, RunRecord};
use crate::scenario::plan::{Plan, Strategy, TacticPlan};
use crate::statistics::Estimate;
use crate::study::calibrate::TalkScale;
use crate::study::play::{
    Batch, MechanismWorth, Part, Player, Removal, Runs, ScaleFrom, StudyError, Worth, other_talk, row,
    setting_name, spread,
};
use crate::units::{Cause, Day, Source, StrategyId, TacticId};

/// Draws that removal is played on, at most.
pub const DRAWS: usize = 16;
/// Draws on which the mechanisms of a tactic are split, at most.
const SPLIT_DRAWS: usize = 8;
/// Fewest draws that say anything.
const FEWEST: usize = 4;
/// Most tactics whose every combination is played.
pub const MOST: usize = 6;

/// What removal is played on.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    pub plan: &'a Plan,
    pub drawn_plans: &'a [Plan],
    pub stated: &'a Runs,
    pub drawn: &'a [Runs],
}

/// One draw: the run of the whole strategy, the plan it was played with, and its number.
struct Draw<'a> {
    plan: &'a Plan,
    whole: &'a RunRecord,
    name: String,
    /// Number of the drawn setting.
    setting: Option<u32>,
    solved: TalkScale,
}

/// Runs that this may ask for: those of the strategy that has the most tactics.
pub fn most_runs(plan: &Plan) -> u64 {
    let compare = &plan.compare;
    let draws =
        (if compare.settings > 0 { compare.settings } else { compare.replications } as usize).min(DRAWS);
    let most = plan.strategies.iter().map(|s| sets(plan, s.tactics.len()).len()).max().unwrap_or(0);
    let split = plan.strategies.iter().map(|s| mechanisms(s).len()).max().unwrap_or(0);
    if draws < FEWEST { 0 } else { (draws * most + draws.min(SPLIT_DRAWS) * split) as u64 }
}

/// The mechanisms of the tactics that have several.
fn mechanisms(strategy: &Strategy) -> Vec<(TacticId, Mechanism)> {
    TacticId::all(strategy.tactics.len())
        .zip(&strategy.tactics)
        .map(|(id, tactic)| (id, tactic.spec.mechanisms()))
        .filter(|(_, of)| of.len() > 1)
        .flat_map(|(id, of)| of.into_iter().map(move |mechanism| (id, mechanism)))
        .collect()
}

/// All tactics of a strategy that has so many, as bits.
fn whole(tactics: usize) -> u64 {
    (1 << tactics) - 1
}

/// Whether every set of so many tactics is played, for their Shapley values.
fn with_every_set(plan: &Plan, tactics: usize) -> bool {
    plan.compare.shapley && tactics <= MOST
}

/// Sets of tactics that are played beside the whole, as bits: all but one, or every one.
fn sets(plan: &Plan, tactics: usize) -> Vec<u64> {
    let whole = whole(tactics);
    if with_every_set(plan, tactics) {
        (0..whole).collect()
    } else {
        (0..tactics).map(|t| whole & !(1 << t)).collect()
    }
}

/// Plays the leader without its tactics; `None` where it has none, or too few draws are there. At the stated
/// values it is also played with other talk, for the error of β.
pub fn play(judged: &Judged, leader: StrategyId, player: &mut Player) -> Result<Option<Removal>, StudyError> {
    let Some(mut removal) = of_talk(judged, leader, player)? else { return Ok(None) };
    let Some(talk) = judged.stated.other_talk.as_ref().filter(|_| judged.drawn.is_empty()) else {
        return Ok(Some(removal));
    };
    let other = other_talk::with_each(talk, player, |stated, player| {
        of_talk(&Judged { stated, ..*judged }, leader, player)
    })?;
    if let [Some(weaker), Some(stronger)] = other {
        for (tactic, other) in removal.tactics.iter_mut().zip(weaker.tactics.iter().zip(&stronger.tactics)) {
            tactic.take_in_error(talk, other);
        }
    }
    Ok(Some(removal))
}

/// Plays the leader without its tactics with one talk.
fn of_talk(judged: &Judged, leader: StrategyId, player: &mut Player) -> Result<Option<Removal>, StudyError> {
    let tactics = judged.plan.strategies[leader].tactics.len();
    let draws = draws(judged, leader);
    if tactics == 0 || draws.len() < FEWEST {
        return Ok(None);
    }
    let whole = whole(tactics);
    let sets = sets(judged.plan, tactics);
    let reduced: Vec<Plan> = draws.iter().map(|d| with_sets(d.plan, leader, &sets)).collect();
    let batches = draws.iter().zip(&reduced).map(|(draw, plan)| {
        let run =
            |strategy| RunId { strategy, replication: draw.whole.replication, network: draw.whole.network };
        let runs = StrategyId::all(sets.len()).map(run).collect();
        let name = format!("{} of {} with {sets:?}", draw.name, leader.index());
        (name, Batch::new(Part::Removal(draw.setting), plan, runs, ScaleFrom::Known(draw.solved)))
    });
    let split = mechanisms(&judged.plan.strategies[leader]);
    let split_draws = if split.is_empty() { &[] } else { &draws[..draws.len().min(SPLIT_DRAWS)] };
    let split_plans: Vec<Plan> = split_draws.iter().map(|d| without_each(d.plan, leader, &split)).collect();
    // Both together, so that they share the networks.
    let split_batches = split_batches(split_draws, &split_plans, leader, &split);
    let mut played = player.play(batches.chain(split_batches).collect())?;
    let without = played.split_off(draws.len());
    let day = judged.plan.horizon_days();
    let outcomes: Vec<Outcome> = draws
        .iter()
        .zip(&played)
        .map(|(draw, runs)| {
            let by_set = sets.iter().copied().zip(runs.records.iter().map(|run| adopted(run, day)));
            let adopters = by_set.chain([(whole, adopted(draw.whole, day))]).collect();
            Outcome { run: draw.whole, adopters }
        })
        .collect();
    let shapley = with_every_set(judged.plan, tactics);
    let tactics = &judged.plan.strategies[leader].tactics;
    Ok(Some(Removal {
        strategy: leader,
        draws: draws.len(),
        of_settings: !judged.drawn.is_empty(),
        adopters: outcomes.iter().map(|o| o.adopters[&whole]).sum::<f64>() / draws.len() as f64,
        tactics: TacticId::all(tactics.len())
            .zip(tactics)
            .map(|(id, tactic)| Worth {
                mechanisms: (StrategyId::all(split.len()).zip(&split))
                    .filter(|(_, (of, _))| *of == id)
                    .map(|(k, (_, mechanism))| mechanism_worth(*mechanism, split_draws, (&without, k), day))
                    .collect(),
                ..worth(tactic.name.clone(), (id, whole), shapley, &outcomes)
            })
            .collect(),
    }))
}

/// The batches that play a strategy without each of these mechanisms, one a draw.
fn split_batches<'a>(
    draws: &'a [Draw],
    plans: &'a [Plan],
    leader: StrategyId,
    split: &'a [(TacticId, Mechanism)],
) -> impl Iterator<Item = (String, Batch<'a>)> {
    draws.iter().zip(plans).map(move |(draw, plan)| {
        let (replication, network) = (draw.whole.replication, draw.whole.network);
        let runs = StrategyId::all(split.len()).map(|strategy| RunId { strategy, replication, network });
        let name = format!("{} of {} without {split:?}", draw.name, leader.index());
        let part = Part::Mechanism(draw.setting);
        (name, Batch::new(part, plan, runs.collect(), ScaleFrom::Known(draw.solved)))
    })
}

/// What a mechanism is worth by the runs of strategy `k` of each draw, from which it is left out.
fn mechanism_worth(
    mechanism: Mechanism,
    draws: &[Draw],
    (without, k): (&[Runs], StrategyId),
    day: Day,
) -> MechanismWorth {
    let left = without.iter().filter_map(|runs| runs.of(k).first().map(|run| adopted(run, day)));
    let pairs: Vec<(f64, f64)> = draws.iter().map(|draw| adopted(draw.whole, day)).zip(left).collect();
    let shares: Vec<f64> = pairs.iter().map(|(all, left)| (all - left) / all.max(1.0)).collect();
    let lost = pairs.iter().map(|(all, left)| all - left).sum::<f64>() / pairs.len().max(1) as f64;
    // No more than all can be lost.
    let removal = Estimate::of(&shares).within(f64::NEG_INFINITY, 1.0);
    MechanismWorth { mechanism, removal, lost, draws: pairs.len() }
}

/// The plan whose strategies are one strategy without each of these mechanisms.
fn without_each(plan: &Plan, strategy: StrategyId, split: &[(TacticId, Mechanism)]) -> Plan {
    let strategies = split.iter().map(|(tactic, mechanism)| {
        let mut left = plan.strategies[strategy].clone();
        let tactic = &mut left.tactics[*tactic];
        tactic.without = Some(*mechanism);
        left.name = format!("{} without {}: {}", left.name, tactic.name, mechanism.name());
        left
    });
    Plan { strategies: strategies.collect(), ..plan.clone() }
}

/// Result of one draw: its run with all tactics, and the adopters with each set of tactics played.
struct Outcome<'a> {
    run: &'a RunRecord,
    adopters: BTreeMap<u64, f64>,
}

fn adopted(run: &RunRecord, day: Day) -> f64 {
    f64::from(row(run, day).adopted)
}

fn draws<'a>(judged: &'a Judged, leader: StrategyId) -> Vec<Draw<'a>> {
    let draw = |plan, runs: &'a Runs, whole: &'a RunRecord, name, setting| Draw {
        plan,
        whole,
        name,
        setting,
        solved: runs.solved,
    };
    if judged.drawn.is_empty() {
        let name = |run: &RunRecord| format!("run {}", run.replication);
        let named = |run: &'a RunRecord| draw(judged.plan, judged.stated, run, name(run), None);
        return spread(judged.stated.of(leader), DRAWS).into_iter().take(DRAWS).map(named).collect();
    }
    let settings = (0..).zip(judged.drawn.iter().zip(judged.drawn_plans)).take(DRAWS);
    settings
        .filter_map(|(number, (runs, plan))| {
            Some(draw(plan, runs, *runs.of(leader).first()?, setting_name(number), Some(number)))
        })
        .collect()
}

/// The plan whose strategies are one strategy with these sets of its tactics.
fn with_sets(plan: &Plan, strategy: StrategyId, sets: &[u64]) -> Plan {
    let mut whole = plan.strategies[strategy].clone();
    freeze(plan, &mut whole);
    let strategies = sets.iter().map(|set| {
        let (left, out): (Vec<_>, Vec<_>) =
            (0..).zip(whole.tactics.clone()).partition(|(at, _)| set >> at & 1 == 1);
        let out: Vec<String> = out.into_iter().map(|(_, tactic): (u32, TacticPlan)| tactic.name).collect();
        let name = format!("{} without {}", whole.name, out.join(", "));
        Strategy { name, tactics: left.into_iter().map(|(_, tactic)| tactic).collect(), ..whole.clone() }
    });
    Plan { strategies: strategies.collect(), ..plan.clone() }
}

/// Writes out what `spend = "all"` comes to, as a budget.
fn freeze(plan: &Plan, strategy: &mut Strategy) {
    for id in TacticId::all(strategy.tactics.len()) {
        if strategy.tactics[id].spec.takes_all() {
            strategy.tactics[id].budget = strategy.most_spend(id, plan.money_of(strategy), 0.0);
        }
    }
}

fn worth(name: String, (tactic, whole): (TacticId, u64), shapley: bool, outcomes: &[Outcome]) -> Worth {
    let share = |value: &dyn Fn(&Outcome) -> f64| {
        let shares = outcomes.iter().map(|o| value(o) / o.adopters[&whole].max(1.0));
        // No more than all can be lost or credited, and nothing is credited below 0.
        let all_above = outcomes.iter().all(|o| value(o) >= 0.0);
        let least = if all_above { 0.0 } else { f64::NEG_INFINITY };
        Estimate::of(&shares.collect::<Vec<_>>()).within(least, 1.0)
    };
    let lost = |o: &Outcome| o.adopters[&whole] - o.adopters[&(whole & !(1 << tactic.index()))];
    let added = |o: &Outcome| {
        let by_set: Vec<f64> = o.adopters.values().copied().collect();
        shapley_value(&by_set, tactic.index(), whole.count_ones() as usize)
    };
    Worth {
        name,
        first: share(&|o| credited(o.run, tactic, true)),
        last: share(&|o| credited(o.run, tactic, false)),
        removal: share(&lost),
        shapley: shapley.then(|| share(&added)),
        lost: outcomes.iter().map(lost).sum::<f64>() / outcomes.len() as f64,
        mechanisms: Vec::new(),
    }
}

/// Adopters that the ledger credits to a tactic: by its own exposures, or by acts that its lift caused.
fn credited(run: &RunRecord, tactic: TacticId, first: bool) -> f64 {
    let its = |cause: &Cause| cause.source == Source::Tactic(tactic) || cause.mark == Some(tactic);
    let counts: u64 = run
        .causes
        .iter()
        .enumerate()
        .filter(|(_, cause)| its(cause))
        .map(|(c, _)| {
            if first {
                u64::from(run.first_touch[c])
            } else {
                run.last_touch.iter().map(|day| u64::from(day[c])).sum()
            }
        })
        .sum();
    counts as f64
}

/// The Shapley value of a tactic: Σ over sets S without it of |S|!·(n − |S| − 1)!/n! times what it
/// adds to S. `value[S]` is the value of the set with bits S.
fn shapley_value(value: &[f64], tactic: usize, tactics: usize) -> f64 {
    let factorial = |n: usize| (1..=n).map(|k| k as f64).product::<f64>();
    (0..1_usize << tactics)
        .filter(|set| set >> tactic & 1 == 0)
        .map(|set| {
            let size = set.count_ones() as usize;
            let weight = factorial(size) * factorial(tactics - size - 1) / factorial(tactics);
            weight * (value[set | 1 << tactic] - value[set])
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapley_values_share_out_what_three_tactics_add_together() {
        // The glove game: tactic 0 is worth nothing without 1 or 2. Known values 2/3, 1/6, 1/6.
        let value: Vec<f64> = (0..8).map(|s| f64::from(u8::from(s & 1 == 1 && s & 6 != 0))).collect();
        let got: Vec<f64> = (0..3).map(|t| shapley_value(&value, t, 3)).collect();
        for (g, wanted) in got.iter().zip([2.0 / 3.0, 1.0 / 6.0, 1.0 / 6.0]) {
            assert!((g - wanted).abs() < 1e-12, "{got:?}");
        }
    }
}
