//! Every drawn setting as one point: its values, their results, and who wins there with luck taken out.
//!
//! Winners come from the leads of the leader over every other strategy with luck taken out
//! ([`WithoutLuck`]): drawn together many times, the largest wins the setting where it is ahead of the
//! second by more than the tie.

use serde::Serialize;

use crate::rng::{Luck, Purpose, Stream};
use crate::scenario::plan::{Judged, Plan};
use crate::statistics::{Interval, Share, WithoutLuck, quantile, wilson};
use crate::study::calibrate::TalkScale;
use crate::study::play::{Outcome, Runs, Yardstick, outcome};
use crate::units::StrategyId;

/// Draws of what luck hides, where it hides something.
const DRAWS: u32 = 200;

/// One drawn setting.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SettingPoint {
    /// Share of the way through its range of each assumption, in the plan's order.
    pub position: Vec<f64>,
    /// Value of each assumption.
    pub values: Vec<f64>,
    /// What is likeliest: the strategy that wins, or `None` where the first two are level.
    pub winner: Option<StrategyId>,
    /// Chance that each strategy wins.
    pub wins: Vec<f64>,
    /// The talk scale it was played with.
    pub solved: TalkScale,
    /// The leader's lead over the closest competitor, luck included: ln of its multiple, or the difference of
    /// profit.
    pub lead: f64,
    /// How that counts, by what is likeliest.
    pub outcome: Outcome,
    /// Chance that the leader is behind its closest competitor.
    pub behind: f64,
    /// Typical active owners of each strategy at the last horizon: exp(mean of ln(1 + active)) − 1.
    pub active: Vec<f64>,
    /// Mean profit of each strategy by the last horizon, where profit is judged; else empty.
    pub profit: Vec<f64>,
}

/// All points, and who wins how many.
pub struct Winners {
    pub points: Vec<SettingPoint>,
    /// Share of settings that each strategy wins.
    pub wins: Vec<Share>,
    /// Share of settings in which the first two are level.
    pub level: Share,
}

/// The points of all drawn settings.
pub fn points(plan: &Plan, drawn: &[Runs], leader: StrategyId, competitor: StrategyId) -> Winners {
    let yardstick = Yardstick::last(plan);
    let owners = Yardstick::by(Judged::Active, plan, yardstick.day);
    let typical = |by: &Yardstick| -> Vec<Vec<f64>> {
        plan.strategy_ids().map(|s| outcome::outcomes(drawn, s, by)).collect()
    };
    let (judged, active) = (typical(&yardstick), typical(&owners));
    let leads = outcome::against(drawn, leader, competitor, &yardstick);
    let bounds = outcome::bounds(drawn, leader, competitor, &yardstick);
    let chances = outcome::without_luck(drawn, leader, competitor, &yardstick).chances(&bounds);
    let others: Vec<WithoutLuck> = plan
        .strategy_ids()
        .filter(|s| *s != leader)
        .map(|s| outcome::without_luck(drawn, leader, s, &yardstick))
        .collect();
    let (won, wins, level) = winners(plan, &judged, leader, &others);
    let points = drawn.iter().enumerate().map(|(i, setting)| {
        let wins = won[i].clone();
        let level = 1.0 - wins.iter().sum::<f64>();
        let best = plan.strategy_ids().fold(leader, |best, s| if wins[s] > wins[best] { s } else { best });
        SettingPoint {
            position: setting.position.clone(),
            values: plan.assumptions.iter().zip(&setting.position).map(|(a, u)| a.at(*u)).collect(),
            winner: (wins[best] > level).then_some(best),
            wins,
            solved: setting.solved,
            lead: leads[i],
            outcome: Outcome::likeliest(&chances[i]),
            behind: chances[i][2],
            active: active.iter().map(|of| of[i]).collect(),
            profit: match yardstick.outcome {
                Judged::Active => Vec::new(),
                Judged::Profit => judged.iter().map(|of| of[i]).collect(),
            },
        }
    });
    Winners { points: points.collect(), wins, level }
}

/// Chance of each strategy to win each setting, the share that each wins, and that of level ones.
fn winners(
    plan: &Plan,
    typical: &[Vec<f64>],
    leader: StrategyId,
    others: &[WithoutLuck],
) -> (Vec<Vec<f64>>, Vec<Share>, Share) {
    let (n, strategies, yardstick) =
        (typical.first().map_or(0, Vec::len), typical.len(), Yardstick::last(plan));
    let draws = if others.iter().any(WithoutLuck::is_apart) { DRAWS } else { 1 };
    let mut won = vec![vec![0.0; strategies]; n];
    // By strategy, and level ones last: the share of settings in each draw.
    let mut shares = vec![Vec::new(); strategies + 1];
    for draw in 0..draws {
        let luck = Luck::of_replication(plan.seed, draw);
        let behind: Vec<Vec<f64>> = (0..).zip(others).map(|(k, of)| hidden(of, luck, k, n)).collect();
        let mut count = vec![0.0; strategies + 1];
        for i in 0..n {
            // The lead of each strategy over the leader.
            let mut at = behind.iter();
            let logs: Vec<(f64, StrategyId)> = plan
                .strategy_ids()
                .map(|s| if s == leader { (0.0, s) } else { (at.next().map_or(0.0, |of| -of[i]), s) })
                .collect();
            let best = logs.iter().fold(logs[0], |best, one| if one.0 > best.0 { *one } else { best });
            let second = logs.iter().filter(|one| one.1 != best.1);
            let second =
                second.fold(
                    None,
                    |second: Option<(f64, StrategyId)>, one| {
                        if second.is_none_or(|s| one.0 > s.0) { Some(*one) } else { second }
                    },
                );
            let wins = second.is_none_or(|second| {
                let [a, b] = [best.1, second.1].map(|s| typical[s.index()][i]);
                Outcome::of(best.0 - second.0, yardstick.bound(a, b)) == Outcome::Ahead
            });
            let place = if wins { best.1.index() } else { strategies };
            count[place] += 1.0 / n as f64;
            if wins {
                won[i][place] += 1.0 / f64::from(draws);
            }
        }
        shares.iter_mut().zip(count).for_each(|(all, share)| all.push(share));
    }
    let mut told: Vec<Share> = shares.into_iter().map(|of| share(of, n)).collect();
    let level = told.pop().unwrap_or_default();
    (won, told, level)
}

/// One draw of the values that luck hides.
fn hidden(of: &WithoutLuck, luck: Luck, number: u32, n: usize) -> Vec<f64> {
    let mut stream: Stream = luck.stream(Purpose::Key, number, 1, 7);
    let part = stream.unit();
    let normals: Vec<f64> = (0..=n)
        .map(|_| (-2.0 * stream.unit().ln()).sqrt() * (std::f64::consts::TAU * stream.unit()).cos())
        .collect();
    of.draw(part, |i| normals[i])
}

/// The mean share over draws. Its interval is as wide as settings as a sample make it, and the draws.
fn share(mut of: Vec<f64>, n: usize) -> Share {
    of.sort_by(f64::total_cmp);
    let value = (of.iter().sum::<f64>() / of.len().max(1) as f64).clamp(0.0, 1.0);
    let count = (value * n as f64).round() as usize;
    let [low, high] = [quantile(&of, 0.025), quantile(&of, 0.975)];
    let plain = wilson(value, n as f64, crate::statistics::Z95);
    // Two sources of doubt that have nothing to do with each other: halves add as squares.
    let below = (value - plain.low).hypot(value - low);
    let above = (plain.high - value).hypot(high - value);
    let interval = Interval { low: (value - below).max(0.0), high: (value + above).min(1.0) };
    Share { count, of: n, value, interval }
}
