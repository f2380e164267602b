//! Money: every strategy played with less and more of it, and what more of it brings.
//!
//! Budgets, flights, events and fixed numbers of heads (where they stay whole) are multiplied together;
//! heads hired by load follow the work. A multiple that changes nothing of a strategy is left out. Extra owners and
//! adopters are counted against the strategy without tactics under the same luck.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::engine::record::{RunId, RunRecord};
use crate::scenario::plan::{Plan, Strategy};
use crate::scenario::spec::Spend;
use crate::statistics::{Estimate, Ratio, estimate, mean};
use crate::study::play::{
    Batch, OtherTalk, Part, Player, Runs, ScaleFrom, StudyError, active, other_talk, profit, spent_by, spread,
};
use crate::units::{StrategyId, TacticId};

/// Multiples of the money that are played beside what is stated.
pub const MULTIPLES: [f64; 3] = [0.25, 0.5, 2.0];
/// Runs of each, at most.
const RUNS: usize = 8;
/// Fewest runs that say anything.
const FEWEST: usize = 4;

/// A strategy with a multiple of its money, over the horizon.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MoneyLevel {
    /// Position of the strategy.
    pub strategy: StrategyId,
    /// Multiple of the stated money.
    pub multiple: f64,
    /// Runs, each with its organic pair.
    pub runs: usize,
    /// Mean money spent.
    pub spent: f64,
    /// More active owners at the last horizon than the organic arm's.
    pub extra: Estimate,
    /// Money per extra active owner; `None` where there are none extra.
    pub cost: Option<Ratio>,
    /// (Profit − profit of the organic arm) ÷ money spent; `None` where nothing is spent, or no margin
    /// is said.
    pub returned: Option<Ratio>,
    /// The same of the money that the next smaller multiple does not spend; `None` for the smallest.
    pub marginal: Option<Ratio>,
    /// Profit by the last horizon; `None` where no margin is said.
    pub profit: Option<Estimate>,
    /// Profit less that of the stated money, same luck; `None` for the stated money itself.
    pub gain: Option<Estimate>,
    /// The same on the half of the runs that did not name it, of the level that gained most on the other
    /// half; `None` for all other levels. A gain on the runs that name the best is too large.
    pub judged: Option<Estimate>,
}

/// Runs that this may ask for: those of every strategy that has tactics.
pub fn most_runs(plan: &Plan) -> u64 {
    let runs = (plan.compare.replications as usize).min(RUNS);
    if runs < FEWEST || plan.organic().is_none() {
        return 0;
    }
    let active = plan.strategies.iter().filter(|s| !s.tactics.is_empty()).count();
    (runs * MULTIPLES.len() * active) as u64
}

/// Plays every strategy that spends money with less and more of it, also with other talk; nothing where there
/// is no organic arm, or too few runs.
pub fn play(plan: &Plan, stated: &Runs, player: &mut Player) -> Result<Vec<MoneyLevel>, StudyError> {
    let mut levels = of_talk(plan, stated, player)?;
    let Some(talk) = &stated.other_talk else { return Ok(levels) };
    let [weaker, stronger] = other_talk::with_each(talk, player, |runs, player| of_talk(plan, runs, player))?;
    for level in &mut levels {
        let same = |other: &&MoneyLevel| (other.strategy, other.multiple) == (level.strategy, level.multiple);
        if let Some((weaker, stronger)) = weaker.iter().find(same).zip(stronger.iter().find(same)) {
            level.take_in_error(talk, weaker, stronger);
        }
    }
    Ok(levels)
}

impl MoneyLevel {
    /// Takes the error of β into all intervals: the same level with weaker and with stronger talk shows it.
    fn take_in_error(&mut self, talk: &OtherTalk, weaker: &MoneyLevel, stronger: &MoneyLevel) {
        let means = [weaker, stronger];
        let error = |of: &dyn Fn(&MoneyLevel) -> Option<f64>| {
            let [weaker, stronger] = means.map(of);
            weaker.zip(stronger).map_or(0.0, |(w, s)| talk.error_between(w, s))
        };
        let mean = |of: fn(&MoneyLevel) -> Option<Estimate>| error(&|level| Some(of(level)?.mean));
        let ratio = |of: fn(&MoneyLevel) -> Option<Ratio>| error(&|level| Some(of(level)?.value));
        let gain = mean(|level| level.gain);
        self.extra = self.extra.with_error(mean(|level| Some(level.extra)));
        self.cost = self.cost.map(|cost| cost.with_error(ratio(|level| level.cost)));
        self.returned = self.returned.map(|of| of.with_error(ratio(|level| level.returned)));
        self.marginal = self.marginal.map(|of| of.with_error(ratio(|level| level.marginal)));
        self.profit = self.profit.map(|of| of.with_error(mean(|level| level.profit)));
        self.gain = self.gain.map(|of| of.with_error(gain));
        self.judged = self.judged.map(|of| of.with_error(gain));
    }
}

/// Plays the runs of one talk.
fn of_talk(plan: &Plan, stated: &Runs, player: &mut Player) -> Result<Vec<MoneyLevel>, StudyError> {
    let Some(organic) = plan.organic() else { return Ok(Vec::new()) };
    let all = spread(stated.of(organic), RUNS);
    let pairs = &all[..all.len().min(RUNS)];
    if pairs.len() < FEWEST {
        return Ok(Vec::new());
    }
    let spends: Vec<StrategyId> =
        plan.strategy_ids().filter(|s| stated.of(*s).iter().any(|r| !r.expenses.is_empty())).collect();
    let plans: Vec<Plan> = MULTIPLES.iter().map(|m| with_money(plan, *m)).collect();
    let batches = MULTIPLES.iter().zip(&plans).map(|(multiple, scaled)| {
        let runs = pairs
            .iter()
            .flat_map(|p| {
                // Where nothing can be scaled, there is nothing to play.
                let differs = |s: StrategyId| scaled.strategies[s] != plan.strategies[s];
                let id =
                    |s: &StrategyId| RunId { strategy: *s, replication: p.replication, network: p.network };
                spends.iter().filter(|s| differs(**s)).map(id).collect::<Vec<_>>()
            })
            .collect();
        (
            format!("money times {multiple}"),
            Batch::new(Part::Money(*multiple), scaled, runs, ScaleFrom::Known(stated.solved)),
        )
    });
    let played = player.play(batches.collect())?;
    let mut budgets = Vec::new();
    for strategy in spends {
        let mut levels: Vec<(f64, Vec<&RunRecord>)> =
            MULTIPLES.iter().zip(&played).map(|(m, runs)| (*m, runs.of(strategy))).collect();
        levels.retain(|(_, runs)| !runs.is_empty());
        // The stated money is judged on all runs, so that every table says the same of it; steps between
        // levels are judged on the runs that both have.
        let as_stated = spread(stated.of(strategy), RUNS);
        levels.push((1.0, as_stated.clone()));
        levels.sort_by(|a, b| a.0.total_cmp(&b.0));
        // Profit less that of the stated money, by place among all levels.
        let mut others: Vec<(usize, Vec<f64>)> = Vec::new();
        for k in 0..levels.len() {
            let less = k.checked_sub(1).map(|k| &levels[k].1[..]);
            let (multiple, runs) = (levels[k].0, &levels[k].1[..]);
            let level = level(plan, strategy, (multiple, runs), less, &all[..runs.len()]);
            let gains = if multiple == 1.0 { None } else { gains(plan, runs, &as_stated) };
            let gain = gains.as_ref().map(|gains| estimate(gains, &networks_of(runs)));
            others.extend(gains.map(|gains| (budgets.len(), gains)));
            budgets.push(MoneyLevel { gain, ..level });
        }
        let networks = networks_of(pairs);
        let values: Vec<&[f64]> = others.iter().map(|o| &o.1[..]).collect();
        if let Some((best, judged)) = named_and_judged(&values, &networks) {
            budgets[others[best].0].judged = Some(judged);
        }
    }
    Ok(budgets)
}

/// Profit of these runs less that of those with the same luck.
fn gains(plan: &Plan, runs: &[&RunRecord], as_stated: &[&RunRecord]) -> Option<Vec<f64>> {
    let day = plan.last_horizon();
    runs.iter().zip(as_stated).map(|(a, b)| Some(profit(a, day)? - profit(b, day)?)).collect()
}

/// The network of each run.
fn networks_of(runs: &[&RunRecord]) -> Vec<u32> {
    runs.iter().map(|r| r.network).collect()
}

/// The level that gains most on one half of the networks (of the runs, where there is one network), and its
/// gain on the other half; `None` where none gains on the first half. The mean on the other half owes nothing
/// to the choice.
///
/// - `gains`, shape `[levels][n]`, and `networks`, shape `[n]`: of each run
fn named_and_judged(gains: &[&[f64]], networks: &[u32]) -> Option<(usize, Estimate)> {
    let all: BTreeSet<u32> = networks.iter().copied().collect();
    let names = |run: usize| match all.len() {
        1 => run % 2 == 1,
        _ => all.range(..networks[run]).count() % 2 == 1,
    };
    let half = |gains: &[f64], naming: bool| -> (Vec<f64>, Vec<u32>) {
        let own = (0..gains.len()).filter(|run| names(*run) == naming);
        own.map(|run| (gains[run], networks[run])).unzip()
    };
    let naming: Vec<f64> = gains.iter().map(|gains| mean(&half(gains, true).0)).collect();
    let best = (0..gains.len()).max_by(|a, b| naming[*a].total_cmp(&naming[*b]))?;
    let (judging, networks) = half(gains[best], false);
    (naming[best] > 0.0).then(|| (best, estimate(&judging, &networks)))
}

fn level(
    plan: &Plan,
    strategy: StrategyId,
    (multiple, runs): (f64, &[&RunRecord]),
    less: Option<&[&RunRecord]>,
    organic: &[&RunRecord],
) -> MoneyLevel {
    let horizon = plan.horizon_days();
    let day = plan.last_horizon();
    let spent =
        |r: &[&RunRecord]| -> Vec<f64> { r.iter().map(|r| spent_by(r, None, day, horizon)).collect() };
    let earned = |r: &[&RunRecord]| -> Option<Vec<f64>> { r.iter().map(|r| profit(r, day)).collect() };
    let minus = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    let networks = networks_of(runs);
    let money = spent(runs);
    let own = |r: &[&RunRecord]| -> Vec<f64> { r.iter().map(|r| active(r, day)).collect() };
    let extra = minus(&own(runs), &own(organic));
    let own_profit = earned(runs);
    // Zipped to the runs that both have.
    let returned = |more_money: &[f64], before: &[&RunRecord]| {
        let more = minus(own_profit.as_ref()?, &earned(before)?);
        Ratio::of(&more, more_money, &networks[..more.len()])
    };
    MoneyLevel {
        strategy,
        multiple,
        runs: runs.len(),
        spent: mean(&money),
        cost: Ratio::of(&money, &extra, &networks),
        extra: estimate(&extra, &networks),
        returned: returned(&money, organic),
        marginal: less.and_then(|l| returned(&minus(&money, &spent(l)), l)),
        profit: own_profit.map(|profit| estimate(&profit, &networks)),
        gain: None,
        judged: None,
    }
}

/// The plan with a multiple of all money that can be scaled. Less of it leaves the cap and whatever pays
/// staff as they are, so that wages take nothing from the rest; more of it raises them too.
fn with_money(plan: &Plan, multiple: f64) -> Plan {
    let mut scaled = plan.clone();
    if multiple > 1.0 {
        scaled.compare.cap = plan.compare.cap.map(|cap| cap * multiple);
    }
    for (strategy, stated) in scaled.strategies.iter_mut().zip(&plan.strategies) {
        scale(strategy, plan, stated, multiple);
    }
    scaled
}

fn scale(strategy: &mut Strategy, plan: &Plan, stated: &Strategy, multiple: f64) {
    let days = f64::from(plan.horizon_ticks) * plan.tick_days();
    for (id, tactic) in TacticId::all(stated.tactics.len()).zip(&mut strategy.tactics) {
        tactic.spec = tactic.spec.scaled(multiple);
        let wages = tactic.spec.least_wages(tactic.running_days(days));
        let before = &stated.tactics[id];
        // A price that stays as it is must be paid in full.
        let fixed = tactic.spec == before.spec && matches!(before.spec.spend(days), Some(Spend::Amount(_)));
        if fixed {
            continue;
        }
        if wages == 0.0 {
            let most = stated.can_spend(id, plan.money_of(stated), days);
            tactic.budget = most.or(tactic.budget).map(|most| most * multiple);
        } else if wages != before.spec.least_wages(before.running_days(days)) {
            tactic.budget = tactic.budget.map(|budget| budget * multiple);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::{Luck, Purpose};

    fn normal(study: u64, level: u32, run: u32) -> f64 {
        let mut stream = Luck::of_replication(study, run).stream(Purpose::Trait, level, 0, 0);
        (-2.0 * stream.unit().ln()).sqrt() * (std::f64::consts::TAU * stream.unit()).cos()
    }

    /// Three levels that gain as much as the stated money, each profit with luck of its own on eight
    /// networks: in at most 3 % of 2,000 studies the one that is named is surely ahead (true rate about 1.7
    /// %), and its mean gain is 0 within three standard errors. Where all runs both name and judge, the mean
    /// gain lies far above 0.
    #[test]
    fn of_levels_that_are_equal_in_truth_the_best_is_hardly_ever_surely_ahead() {
        let networks: Vec<u32> = (0..8).collect();
        let (mut sure, mut judged, mut naive) = (0, Vec::new(), Vec::new());
        for study in 0..2_000 {
            let of = |level| -> Vec<f64> {
                networks.iter().map(|run| normal(study, level, *run) - normal(study, 0, *run)).collect()
            };
            let gains = [of(1), of(2), of(3)];
            let gains: Vec<&[f64]> = gains.iter().map(|g| &g[..]).collect();
            naive.push(gains.iter().map(|g| mean(g)).fold(f64::NEG_INFINITY, f64::max));
            let Some((_, gain)) = named_and_judged(&gains, &networks) else { continue };
            sure += u32::from(gain.mean > 0.0 && gain.is_sure());
            judged.push(gain.mean);
        }
        let error = |of: &[f64]| crate::statistics::sd(of) / (of.len() as f64).sqrt();
        println!("surely ahead in {sure} of 2,000; mean {:.3} ± {:.3}", mean(&judged), error(&judged));
        assert!(judged.len() > 1_200 && sure <= 60, "{sure} of {}", judged.len());
        assert!(mean(&judged).abs() < 3.0 * error(&judged), "{}", mean(&judged));
        assert!(mean(&naive) > 10.0 * error(&naive), "{}", mean(&naive));
    }

    #[test]
    fn a_level_is_named_on_every_second_network_and_judged_on_the_others() {
        let named = |gains: &[&[f64]], networks: &[u32]| {
            named_and_judged(gains, networks).map(|(best, gain)| (best, gain.mean))
        };
        let (first, second) = ([1.0, 5.0, 2.0, 6.0], [9.0, -1.0, 9.0, -1.0]);
        assert_eq!(named(&[&first, &second], &[0, 1, 2, 3]), Some((0, 1.5)));
        assert_eq!(named(&[&first, &second], &[7, 7, 9, 9]), Some((1, 4.0)));
        assert_eq!(named(&[&first, &second], &[0; 4]), Some((0, 1.5)));
        assert_eq!(named(&[&second], &[0, 1, 2, 3]), None);
        assert_eq!(named(&[], &[0, 1]), None);
    }
}
