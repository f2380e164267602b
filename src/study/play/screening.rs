//! Screening: numbers that are assumed and carry no range, each at one of its two ends, all at once, in a
//! few worlds; leader and closest competitor only.
//!
//! Every world is met as a drawn setting is: its talk is as convincing as `organic_r` asks for there. Each
//! has luck of its own, so that neither luck nor a network is taken for a number; where there are many
//! people up to four worlds of the same kind share a network, as drawn settings do. Numbers with a range
//! stay as stated.

use crate::engine::record::RunId;
use crate::scenario::plan::{Plan, Unit, Unranged};
use crate::statistics::{Design, mean, median};
use crate::study::calibrate::Quick;
use crate::study::play::flips::Duel;
use crate::study::play::outcome::{bounds, leads};
use crate::study::play::{Batch, Draws, Part, Player, Runs, ScaleFrom, StudyError, Yardstick, kind_of_world};
use crate::units::StrategyId;

/// Other runs for each one that this may ask for, where the file does not say how many.
const SHARE: u64 = 8;
/// Columns beyond the numbers that a design should have, where they can be afforded.
const SPARE: usize = 6;
/// Columns that a design has at least, so that its error is known.
const FEWEST: usize = 19;
/// Runs of each strategy in a world, at most.
const MOST_RUNS: u64 = 4;
/// Tries of an end that cannot stand beside the other values, each half as far from the stated one.
const TRIES: usize = 4;
/// Replication numbers of screening begin here.
const LUCK: u32 = 3 << 30;
/// Network numbers of screening begin here.
const NETWORKS: u32 = 1 << 29;
/// Worlds of one kind that share a network where settings do.
const NEIGHBOURS: u32 = 4;
/// Numbers of the pilots' luck begin here.
const PILOTS: u32 = 1 << 18;

/// What became of the numbers without a range.
#[derive(Debug, Clone, PartialEq)]
pub enum Screening {
    /// They were tried.
    Played(Box<Screen>),
    /// There is none that may bear on the two, or none was to be tried.
    Nothing,
    /// So many would take so many runs, more than they may.
    TooDear(usize, u64),
    /// The ends of so many do not stand together, or leave too few people for the seeds in some world.
    Impossible(usize),
}

/// What was played.
#[derive(Debug, Clone, PartialEq)]
pub struct Screen {
    /// Strategy whose lead is meant.
    pub leader: StrategyId,
    /// Strategy that it leads.
    pub competitor: StrategyId,
    /// The numbers tried, with the ends that they were tried at: number `k` by column `k`.
    pub numbers: Vec<Unranged>,
    /// Where each column stands in each world.
    pub design: Design,
    /// Mean lead of leader over competitor in each world.
    pub leads: Vec<f64>,
    /// Runs of each strategy in a world.
    pub runs: u32,
    /// The largest |lead| that is level in the middle one of these worlds.
    pub bound: f64,
    /// Numbers that could not be moved, because other values would not stand beside them.
    pub left_out: Vec<String>,
}

/// Size of a screening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shape {
    /// Rows of the design before it is folded.
    size: usize,
    folded: bool,
    /// Runs of each strategy in a world.
    runs: u64,
}

impl Shape {
    /// The largest for so many numbers that takes at most so many runs of the two strategies; `None` where
    /// there is none.
    fn of(numbers: usize, affordable: u64) -> Option<Shape> {
        let cost = |size: usize| 2 * size as u64;
        let sizes = [numbers + SPARE, numbers].map(|columns| Design::size(columns.max(FEWEST)));
        let size = sizes.into_iter().find(|size| numbers > 0 && cost(*size) <= affordable)?;
        let folded = cost(2 * size) <= affordable;
        let worlds = if folded { 2 * size } else { size };
        Some(Shape { size, folded, runs: (affordable / cost(worlds)).min(MOST_RUNS) })
    }

    fn all_runs(self) -> u64 {
        2 * self.size as u64 * if self.folded { 2 } else { 1 } * self.runs
    }
}

/// Runs that screening may take beside so many others.
fn affordable(plan: &Plan, others: u64) -> u64 {
    match plan.compare.settings {
        0 => 0,
        _ => plan.compare.screen.map_or(others / SHARE, u64::from),
    }
}

/// Runs that this may ask for beside so many others.
pub fn most_runs(plan: &Plan, numbers: &[Unranged], others: u64) -> u64 {
    if plan.strategies.len() < 2 {
        return 0;
    }
    let affordable = affordable(plan, others);
    (1..=numbers.len()).filter_map(|n| Shape::of(n, affordable)).map(Shape::all_runs).max().unwrap_or(0)
}

/// Plays leader and closest competitor in the worlds of the design.
pub fn play(draws: &Draws, duel: &Duel, others: u64, player: &mut Player) -> Result<Screening, StudyError> {
    let (plan, pair) = (duel.plan, [duel.leader, duel.competitor]);
    let affordable = affordable(plan, others);
    let bearing: Vec<&Unranged> = draws.unranged().iter().filter(|u| u.bears_on(plan, &pair)).collect();
    let all = bearing.len();
    if all == 0 || plan.compare.screen == Some(0) {
        return Ok(Screening::Nothing);
    }
    let Some(shape) = Shape::of(all, affordable) else {
        return Ok(Screening::TooDear(all, 2 * Design::size(all.max(FEWEST)) as u64));
    };
    let mut numbers: Vec<Unranged> = bearing.iter().filter_map(|number| movable(draws, number)).collect();
    let design = Design::new(shape.size, shape.folded);
    let Some(worlds) = worlds(draws, &design, &mut numbers) else { return Ok(Screening::Impossible(all)) };
    let worlds: Vec<Plan> = worlds.into_iter().map(|world| world.with_plans(duel.chosen)).collect();
    let batches = (0..).zip(worlds.iter().zip(places(&worlds))).map(|(row, (world, place))| {
        let run = |r: u32| {
            let network = NETWORKS + plan.network_of_setting(place, r);
            pair.map(|strategy| RunId { strategy, replication: LUCK + (r << 16) + row, network })
        };
        let ids = (0..shape.runs as u32).flat_map(run).collect();
        let near = Some((draws.stated.reference(), duel.stated.solved));
        let scale = ScaleFrom::Quick(Quick { near, number: PILOTS + row });
        let name = format!("screening {row} of {} of {:?}", shape.size, pair.map(StrategyId::index));
        (name, Batch::new(Part::Screening(row), world, ids, scale))
    });
    let played = match player.play(batches.collect()) {
        // So few can be won in some world that the seeds cannot be found.
        Err(StudyError::Seeds { .. }) => return Ok(Screening::Impossible(all)),
        played => played?,
    };
    let left_out = bearing.iter().filter(|u| numbers.iter().all(|n| n.name != u.name));
    Ok(Screening::Played(Box::new(Screen {
        leader: duel.leader,
        competitor: duel.competitor,
        leads: played.iter().map(|runs| response(plan, runs, pair)).collect(),
        bound: bound(plan, &played, pair),
        left_out: left_out.map(|u| u.name.clone()).collect(),
        runs: shape.runs as u32,
        numbers,
        design,
    })))
}

/// What a world says: the mean lead of its pairs.
fn response(plan: &Plan, runs: &Runs, [leader, competitor]: [StrategyId; 2]) -> f64 {
    mean(&leads(&runs.records, leader, competitor, &Yardstick::last(plan)))
}

/// The largest |lead| that is level in the middle one of these worlds.
fn bound(plan: &Plan, played: &[Runs], [leader, competitor]: [StrategyId; 2]) -> f64 {
    median(&bounds(played, leader, competitor, &Yardstick::last(plan)))
}

/// A number with ends that can stand beside the stated values; `None` where neither can.
fn movable(draws: &Draws, number: &Unranged) -> Option<Unranged> {
    let end = |far: f64| {
        let way = |k: usize| number.value + (far - number.value) / (1 << k) as f64;
        // Some durations must be whole days.
        let whole = |value: f64| if number.unit == Unit::Days { value.round() } else { value };
        let tried = (0..TRIES).map(way).flat_map(|value| [value, whole(value)]);
        tried.into_iter().find(|value| draws.with_unranged(&[(number, *value)]).is_ok())
    };
    let (low, high) = (end(number.low).unwrap_or(number.value), end(number.high).unwrap_or(number.value));
    (low < high).then(|| Unranged { low, high, ..number.clone() })
}

/// The plan of each row. A number that cannot stand beside the others in some row is left out.
fn worlds(draws: &Draws, design: &Design, numbers: &mut Vec<Unranged>) -> Option<Vec<Plan>> {
    while !numbers.is_empty() {
        let world = |row: &Vec<bool>| {
            let values = numbers.iter().zip(row).map(|(n, high)| (n, if *high { n.high } else { n.low }));
            draws.with_unranged(&values.collect::<Vec<_>>())
        };
        let problems = match design.rows.iter().map(world).collect::<Result<Vec<Plan>, _>>() {
            Ok(worlds) => return Some(worlds),
            Err(problems) => problems,
        };
        let named = |n: &Unranged| problems.list().iter().any(|p| n.keys.contains(&p.key));
        let before = numbers.len();
        numbers.retain(|number| !named(number));
        if numbers.len() == before {
            return None;
        }
    }
    None
}

/// A place for each world, so that those whose places have the same quarter are of one kind.
fn places(worlds: &[Plan]) -> Vec<u32> {
    let mut kinds: Vec<(Vec<u8>, u32)> = Vec::new();
    let mut begun = 0;
    let place = |world: &Plan| {
        let kind = kind_of_world(world);
        let at = kinds.iter().position(|of| of.0 == kind).unwrap_or_else(|| {
            kinds.push((kind, 0));
            kinds.len() - 1
        });
        let next = &mut kinds[at].1;
        if next.is_multiple_of(NEIGHBOURS) {
            *next = begun;
            begun += NEIGHBOURS;
        }
        *next += 1;
        *next - 1
    };
    worlds.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_screening_takes_at_most_the_runs_that_it_may() {
        let of = |numbers, affordable| Shape::of(numbers, affordable).map(|s| (s.size, s.folded, s.runs));
        assert_eq!(of(0, 1_000), None);
        assert_eq!(of(6, 39), None);
        assert_eq!(of(6, 40), Some((20, false, 1)));
        assert_eq!(of(6, 80), Some((20, true, 1)));
        assert_eq!(of(6, 170), Some((20, true, 2)));
        // 53 numbers in 60 worlds, six columns to spare.
        assert_eq!(of(53, 145), Some((60, false, 1)));
        assert_eq!(of(57, 125), Some((60, false, 1)));
        assert_eq!(of(57, 136), Some((68, false, 1)));
        assert_eq!(of(60, 125), None);
        for (numbers, affordable) in (1..100).flat_map(|n| (40..400).step_by(7).map(move |a| (n, a))) {
            assert!(Shape::of(numbers, affordable).is_none_or(|shape| shape.all_runs() <= affordable));
        }
    }
}
