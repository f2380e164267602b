//! Flip values by direct play: the plan as stated except for one assumption, at several points of its
//! range, leader and closest competitor only, with the luck and networks of the stated runs.
//!
//! The mean lead is made monotone over the range (pool adjacent violators; Ayer and others 1955, *Annals
//! of Mathematical Statistics* 26:641) and read along straight lines between the points. Where it passes 0,
//! two more points are played around that place.
//!
//! Always true: the same runs are compared at every point, so that luck moves all points together.

use serde::Serialize;

use crate::engine::record::RunId;
use crate::scenario::plan::Plan;
use crate::statistics::{Estimate, Interval, estimate, mean};
use crate::study::calibrate::Quick;
use crate::study::play::outcome::{bounds, leads};
use crate::study::play::{Batch, Draws, Part, Player, Runs, ScaleFrom, StudyError, Yardstick, pairs};
use crate::units::StrategyId;

/// Assumptions that are played, at most: the surest movers.
pub const MOST: usize = 3;
/// Points of the range that are played first.
const GRID: [f64; 5] = [0.0, 0.25, 0.5, 0.75, 1.0];
/// Points played around the place where the lead turns.
const AROUND: usize = 2;
/// Runs at each point, at most.
const RUNS: usize = 8;
/// Fewest runs that say anything.
const FEWEST: usize = 4;
/// Points nearer than this to one that is known are left out.
const NEAR: f64 = 0.05;
/// Number of the pilots' luck where β is solved for a point; the same at all points.
const PILOTS: u32 = 1 << 17;

/// One assumption over its range, all else as stated.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DirectPlay {
    /// Position of the assumption in the plan.
    pub assumption: usize,
    /// By place in the range; the stated value is one of them.
    pub points: Vec<PlayedPoint>,
    /// Network of each run.
    pub networks: Vec<u32>,
    /// Standard error that the error of β gives the mean lead as stated; it is taken for that of all points.
    pub error_of_talk: f64,
}

/// One point of a range.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PlayedPoint {
    /// Share of the way through the range.
    pub position: f64,
    /// Lead of the leader over its closest competitor in each run: ln ratio, or profit.
    pub leads: Vec<f64>,
    /// The largest |mean lead| that is level.
    pub bound: f64,
}

/// Where the lead turns.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Turn {
    /// Share of the way through the range, with its 95 % interval by networks.
    pub position: f64,
    /// The interval, within the range.
    pub interval: Interval,
    /// Whether the leader is ahead above the value (else below it).
    pub leads_above: bool,
}

impl DirectPlay {
    /// Where the monotone mean lead passes 0, if the leader is surely ahead by more than the tie at a
    /// played point to one side, and surely behind by more than it at one to the other.
    pub fn turn(&self) -> Option<Turn> {
        let (place, leads_above) = self.crossing()?;
        let (a, b) = (&self.points[place], &self.points[place + 1]);
        let sure = |point: &PlayedPoint, ahead: bool| {
            let interval = self.estimate(point).interval;
            interval.is_some_and(|i| if ahead { i.low > point.bound } else { i.high < -point.bound })
        };
        let (below, above) = self.points.split_at(place + 1);
        if !below.iter().any(|p| sure(p, !leads_above)) || !above.iter().any(|p| sure(p, leads_above)) {
            return None;
        }
        let fitted = self.monotone();
        let (from, to) = (fitted[place], fitted[place + 1]);
        let share = from / (from - to);
        let wide = b.position - a.position;
        let position = a.position + share * wide;
        // Runs read at that place along the line between its neighbours; their error over the slope.
        let there: Vec<f64> =
            a.leads.iter().zip(&b.leads).map(|(x, y)| (1.0 - share) * x + share * y).collect();
        let there = estimate(&there, &self.networks).with_error(self.error_of_talk);
        let half = there.interval.map_or(1.0, |i| (i.high - i.low) / 2.0);
        let half = half * wide / (to - from).abs();
        let interval = Interval { low: (position - half).max(0.0), high: (position + half).min(1.0) };
        Some(Turn { position, interval, leads_above })
    }

    /// The mean lead at a point, with its interval over networks.
    pub fn estimate(&self, point: &PlayedPoint) -> Estimate {
        estimate(&point.leads, &self.networks).with_error(self.error_of_talk)
    }

    /// The last point before the mean lead passes 0, and whether it rises.
    fn crossing(&self) -> Option<(usize, bool)> {
        let fitted = self.monotone();
        let rises = fitted.last()? > fitted.first()?;
        let place = fitted.windows(2).position(|pair| (pair[0] < 0.0) != (pair[1] < 0.0))?;
        Some((place, rises))
    }

    /// Mean leads made monotone, in the direction that leaves the smaller squares.
    fn monotone(&self) -> Vec<f64> {
        let means: Vec<f64> = self.points.iter().map(|p| mean(&p.leads)).collect();
        let up = pooled(&means);
        let turned: Vec<f64> = means.iter().map(|m| -m).collect();
        let down: Vec<f64> = pooled(&turned).iter().map(|m| -m).collect();
        let squares = |fit: &[f64]| fit.iter().zip(&means).map(|(f, m)| (f - m).powi(2)).sum::<f64>();
        if squares(&up) <= squares(&down) { up } else { down }
    }

    /// Points to play around the place where the lead turns, by thirds of its neighbours' distance.
    pub fn around(&self) -> Vec<f64> {
        let Some((place, _)) = self.crossing() else { return Vec::new() };
        let (a, b) = (self.points[place].position, self.points[place + 1].position);
        let fitted = self.monotone();
        let at = a + (b - a) * fitted[place] / (fitted[place] - fitted[place + 1]);
        let step = (b - a) / 6.0;
        let inside = |x: f64| x.clamp(a + 0.5 * step, b - 0.5 * step);
        let found = [inside(at - step), inside(at + step)];
        found.into_iter().take(AROUND).filter(|x| self.is_new(*x, 0.2 * step)).collect()
    }

    fn is_new(&self, position: f64, near: f64) -> bool {
        self.points.iter().all(|p| (p.position - position).abs() > near)
    }

    /// Takes a point in, in its place.
    pub fn add(&mut self, point: PlayedPoint) {
        let place = self.points.partition_point(|p| p.position < point.position);
        self.points.insert(place, point);
    }
}

/// Values made to rise by pooling neighbours that fall, all of equal weight.
fn pooled(values: &[f64]) -> Vec<f64> {
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for value in values {
        blocks.push((*value, 1));
        while let [.., (a, n), (b, m)] = blocks[..] {
            if a <= b {
                break;
            }
            blocks.truncate(blocks.len() - 2);
            blocks.push(((a * n as f64 + b * m as f64) / (n + m) as f64, n + m));
        }
    }
    blocks.into_iter().flat_map(|(value, n)| std::iter::repeat_n(value, n)).collect()
}

/// What is played: the leader against its closest competitor.
pub struct Duel<'a> {
    /// The plan with the plans chosen.
    pub plan: &'a Plan,
    /// Positions of the plans chosen, by strategy.
    pub chosen: &'a [usize],
    /// Its runs at the stated values.
    pub stated: &'a Runs,
    pub leader: StrategyId,
    pub competitor: StrategyId,
}

/// Runs that this may ask for.
pub fn most_runs(plan: &Plan) -> u64 {
    let runs = (plan.compare.replications as usize).min(RUNS);
    if plan.compare.settings == 0 || runs < FEWEST || plan.strategies.len() < 2 {
        return 0;
    }
    let moving = plan.assumptions.iter().filter(|a| a.high > a.low).count();
    (moving.min(MOST) * (GRID.len() + AROUND) * runs * 2) as u64
}

/// Plays these assumptions over their ranges; nothing where there are too few runs as stated.
pub fn play(
    draws: &Draws,
    duel: &Duel,
    movers: &[usize],
    player: &mut Player,
) -> Result<Vec<DirectPlay>, StudyError> {
    let own = pairs(&duel.stated.records, duel.leader, duel.competitor);
    let own = &own[..own.len().min(RUNS)];
    if own.len() < FEWEST {
        return Ok(Vec::new());
    }
    let ids: Vec<RunId> = own
        .iter()
        .flat_map(|(run, _)| {
            [duel.leader, duel.competitor].map(|strategy| RunId {
                strategy,
                replication: run.replication,
                network: run.network,
            })
        })
        .collect();
    let known = Runs {
        records: duel
            .stated
            .records
            .iter()
            .filter(|r| ids.iter().any(|id| (id.strategy, id.replication) == (r.strategy, r.replication)))
            .cloned()
            .collect(),
        ..Runs::from(Vec::new())
    };
    let lead = |runs: &Runs| {
        Some(mean(&leads(&runs.records, duel.leader, duel.competitor, &Yardstick::last(duel.plan))))
    };
    let error_of_talk = duel.stated.error_of_talk(lead);
    let mut found: Vec<DirectPlay> = movers
        .iter()
        .take(MOST)
        .map(|at| {
            let a = &duel.plan.assumptions[*at];
            let stated = point(duel, a.share(a.value), &known);
            let networks = own.iter().map(|(run, _)| run.network).collect();
            DirectPlay { assumption: *at, points: vec![stated], networks, error_of_talk }
        })
        .collect();
    for first in [true, false] {
        let asked: Vec<(usize, f64)> = found
            .iter()
            .enumerate()
            .flat_map(|(k, of)| {
                let places = match first {
                    true => GRID.into_iter().filter(|x| of.is_new(*x, NEAR)).collect(),
                    false => of.around(),
                };
                places.into_iter().map(move |x| (k, x)).collect::<Vec<_>>()
            })
            .collect();
        // A value that cannot stand beside the stated ones is left out.
        let asked: Vec<(usize, f64, Plan)> = asked
            .into_iter()
            .filter_map(|(k, x)| {
                let plan = draws.with_one(found[k].assumption, x).ok()?;
                Some((k, x, plan.with_plans(duel.chosen)))
            })
            .collect();
        let batches = asked.iter().map(|(k, x, plan)| {
            let a = &duel.plan.assumptions[found[*k].assumption];
            let scale = if same_talk(plan, duel.plan) {
                ScaleFrom::Known(duel.stated.solved)
            } else {
                let near = Some((&draws.stated, duel.stated.solved));
                ScaleFrom::Quick(Quick { near, number: PILOTS })
            };
            let set = (duel.leader.index(), duel.competitor.index());
            let part = Part::Flip(a.name.clone(), a.at(*x));
            (format!("{} at {x} of {set:?}", a.name), Batch::new(part, plan, ids.clone(), scale))
        });
        let played = player.play(batches.collect())?;
        for ((k, x, _), runs) in asked.iter().zip(&played) {
            found[*k].add(point(duel, *x, runs));
        }
    }
    Ok(found)
}

/// Whether two plans differ in nothing that the pilots of talk see.
fn same_talk(a: &Plan, b: &Plan) -> bool {
    let bare = |plan: &Plan| Plan {
        strategies: Vec::new(),
        assumptions: Vec::new(),
        compare: b.compare.clone(),
        ..plan.clone()
    };
    bare(a) == bare(b)
}

fn point(duel: &Duel, position: f64, runs: &Runs) -> PlayedPoint {
    let (a, b, yardstick) = (duel.leader, duel.competitor, Yardstick::last(duel.plan));
    let bound = bounds(std::slice::from_ref(runs), a, b, &yardstick)[0];
    PlayedPoint { position, leads: leads(&runs.records, a, b, &yardstick), bound }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Plays a known curve as an experiment does, with noise that is common to all points and a little
    /// of each point's own.
    fn played(truth: impl Fn(f64) -> f64, stated: f64, seed: u64) -> DirectPlay {
        let normal = |what: u64, run: usize| {
            // Twelve uniforms less 6.
            let word = |k: u64| {
                let mut x = seed.wrapping_mul(1_000_003) ^ (what << 20) ^ ((run as u64) << 8) ^ k;
                x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                ((x ^ (x >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
            };
            (0..12).map(word).sum::<f64>() - 6.0
        };
        let point = |x: f64| PlayedPoint {
            position: x,
            leads: (0..RUNS)
                .map(|r| truth(x) + 0.01 * normal(1, r) + 0.003 * normal(2 + (x * 1e6) as u64, r))
                .collect(),
            bound: 0.0513,
        };
        let mut play = DirectPlay {
            assumption: 0,
            points: vec![point(stated)],
            networks: (0..RUNS as u32).collect(),
            error_of_talk: 0.0,
        };
        for x in GRID.into_iter().filter(|x| (x - stated).abs() > NEAR) {
            play.add(point(x));
        }
        for x in play.around() {
            play.add(point(x));
        }
        play
    }

    /// Known flips over a range from 10 to 1,000 in logarithms: a straight line, and curves that bend
    /// so much that a straight line through the range is a factor of 1.4 to 2 off. 100 studies each.
    #[test]
    fn known_flips_are_met_within_five_per_cent() {
        type Curve = fn(f64) -> f64;
        let curves: [(&str, Curve); 4] = [
            ("straight", |x| 1.2 * (x - 0.5)),
            ("steep at the start", |x| (x.powf(0.3) - 0.5_f64.powf(0.3)) * 2.0),
            ("a threshold", |x| ((x - 0.5) * 8.0).tanh()),
            ("falling, steep at the end", |x| 1.5 * (0.5_f64.powi(3) - x.powi(3))),
        ];
        for (name, truth) in curves {
            let value = |x: f64| 10.0 * 100_f64.powf(x);
            let told: Vec<Turn> = (1..=100).filter_map(|seed| played(truth, 0.7, seed).turn()).collect();
            assert_eq!(told.len(), 100, "{name}");
            let off = told.iter().map(|t| value(t.position) / value(0.5) - 1.0);
            let within = off.clone().filter(|off| off.abs() < 0.05).count();
            let bias = off.sum::<f64>() / 100.0;
            let held = told.iter().filter(|t| t.interval.low <= 0.5 && 0.5 <= t.interval.high).count();
            println!("{name}: {within} of 100 within 5 %, mean {bias:.4}, interval holds it in {held}");
            assert!(within >= 90 && bias.abs() < 0.03, "{name}: {within}, {bias}");
            assert_eq!(told[0].leads_above, name != "falling, steep at the end");
        }
    }

    /// Neither identical strategies nor a lead that never passes the tie turn anywhere.
    #[test]
    fn a_lead_that_does_not_pass_the_tie_on_both_sides_is_no_flip() {
        for seed in 1..=200 {
            assert_eq!(played(|_| 0.0, 0.5, seed).turn(), None);
            assert_eq!(played(|x| 0.05 * (x - 0.5), 0.5, seed).turn(), None);
            assert_eq!(played(|x| 0.1 + 0.5 * x, 0.5, seed).turn(), None);
        }
    }

    #[test]
    fn falling_neighbours_are_pooled() {
        assert_eq!(pooled(&[1.0, 3.0, 2.0, 4.0]), [1.0, 2.5, 2.5, 4.0]);
        assert_eq!(pooled(&[3.0, 2.0, 1.0]), [2.0, 2.0, 2.0]);
    }
}
