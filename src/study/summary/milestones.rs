//! Milestones: when active owners first reach a level, and in how many runs they do.
//!
//! Runs that have not reached a level by the horizon are censored there, never left out.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::statistics::{Interval, Share, share, share_of};
use crate::study::play::first_day;
use crate::units::{Day, StrategyId};

/// A number of active owners worth waiting for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Level {
    /// How it is named, such as `10 %` (of the finally eligible), `10,000` or `taken off`.
    pub name: String,
    /// Active owners, at least 1.
    pub people: u32,
}

/// People who could ever be won: round(people × eligible).
pub fn eligible(plan: &Plan) -> u32 {
    (f64::from(plan.market.people) * plan.market.eligible_share()).round() as u32
}

/// Active owners at which a run has taken off: half-way by factors from the seeds to what the best strategy
/// reaches, √(seeds · active owners) rounded to two digits. `None` where it reaches less than twice the
/// seeds: then nothing takes off. Assumed: a run that came half the way did not fizzle at the start.
///
/// A level that hangs on the market alone may lie between two strategies that differ by a hair, and then
/// tells them apart by chance.
///
/// - `seeds`: the most that a strategy starts with, so that no run is there from the start
/// - `reached`: the largest median of active owners at the last horizon
pub fn take_off_level(seeds: u32, reached: f64) -> Option<u32> {
    let seeds = f64::from(seeds.max(1));
    let level = (seeds * reached).sqrt();
    let step = 10_f64.powf(level.max(1.0).log10().floor() - 1.0).max(1.0);
    (reached >= 2.0 * seeds).then(|| ((level / step).round() * step) as u32)
}

/// The most people that a strategy of the plan starts with.
pub fn most_seeds(plan: &Plan) -> u32 {
    let own = plan.strategies.iter().map(|s| s.seeds.as_ref().unwrap_or(&plan.seeds).count);
    own.max().unwrap_or(plan.seeds.count)
}

/// Name of the take-off among the milestones.
pub const TAKEN_OFF: &str = "taken off";

/// The levels of a plan: 1, 10 and 50 % of the eligible, and round numbers that the market can hold.
pub fn levels(plan: &Plan) -> Vec<Level> {
    let eligible = eligible(plan);
    let percent = |p: u32| Level {
        name: format!("{p} %"),
        people: ((f64::from(eligible) * f64::from(p) / 100.0).round() as u32).max(1),
    };
    let mut levels: Vec<Level> = [1, 10, 50].map(percent).into();
    for (name, people) in
        [("1,000", 1_000), ("10,000", 10_000), ("100,000", 100_000), ("1,000,000", 1_000_000)]
    {
        if people <= eligible {
            levels.push(Level { name: name.into(), people });
        }
    }
    levels
}

/// One step of a Kaplan–Meier curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// Day of the events.
    pub day: Day,
    /// Share not yet there after this day.
    pub waiting: f64,
}

/// The Kaplan–Meier estimate (1958, *JASA* 53:457): the product over event days of
/// (1 − events ÷ runs still watched). A run is `(day, true)` where the event came on that day and
/// `(day, false)` where it was watched up to that day without one. Steps ascend by day.
pub fn kaplan_meier(runs: &[(Day, bool)]) -> Vec<Step> {
    let mut sorted = runs.to_vec();
    sorted.sort_unstable();
    let mut steps = Vec::new();
    let (mut waiting, mut at) = (1.0, 0);
    while at < sorted.len() {
        let day = sorted[at].0;
        let watched = sorted.len() - at;
        let leaving = sorted[at..].iter().take_while(|r| r.0 == day).count();
        let events = sorted[at..at + leaving].iter().filter(|r| r.1).count();
        if events > 0 {
            waiting *= (watched - events) as f64 / watched as f64;
            steps.push(Step { day, waiting });
        }
        at += leaving;
    }
    steps
}

/// The first day by which at least this share of runs is there; `None` if it never is.
pub fn day_when(steps: &[Step], share: f64) -> Option<Day> {
    // A little slack: products of fractions miss one half by rounding only.
    steps.iter().find(|s| 1.0 - s.waiting >= share - 1e-9).map(|s| s.day)
}

/// 95 % interval of the day by which a share of all runs is there: from the first day on which the
/// share may be reached to the first on which it surely is, by the interval of the share of runs
/// there by each day ([`share`], which knows of networks). The lower end is `None` where even that lies
/// beyond the horizon, the upper one where the share may never be reached.
///
/// This is the way of Brookmeyer & Crowley (1982, *Biometrics* 38:29) with Wilson's interval for
/// Greenwood's, which is fair to few runs too: no run is censored before the horizon, so the
/// Kaplan–Meier curve is a plain share. Ranks of a binomial law would do the same for runs that are
/// independent, but not for runs on one network.
///
/// - `days`: the day of each run, if it got there, and its network
/// - `error`: standard error of the share there by a day that runs share, such as that of β
pub fn between(
    days: &[(Option<Day>, u32)],
    wanted: f64,
    error: &dyn Fn(Day) -> f64,
) -> Interval<Option<Day>> {
    let mut by_network: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (_, network) in days {
        by_network.entry(*network).or_default().1 += 1;
    }
    let mut events: Vec<(Day, u32)> = days.iter().filter_map(|(day, n)| Some(((*day)?, *n))).collect();
    events.sort_unstable();
    let there = |by_network: &BTreeMap<u32, (usize, usize)>, day| {
        share(&by_network.values().copied().collect::<Vec<_>>()).with_error(error(day))
    };
    // Of few runs a share may be there from the start, though none of them is.
    let low = (!days.is_empty() && there(&by_network, Day(0.0)).interval.high >= wanted).then_some(Day(0.0));
    let mut found = Interval { low, high: None };
    for same_day in events.chunk_by(|a, b| a.0 == b.0) {
        for (_, network) in same_day {
            by_network.entry(*network).or_default().0 += 1;
        }
        let there = there(&by_network, same_day[0].0).interval;
        let day = Some(same_day[0].0);
        if there.high >= wanted {
            found.low = found.low.or(day);
        }
        if there.low >= wanted {
            found.high = found.high.or(day);
        }
    }
    found
}

/// One strategy and one level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Milestone {
    /// Position of the strategy in the plan.
    pub strategy: StrategyId,
    /// The level.
    pub level: Level,
    /// Share of runs that reached it by the horizon.
    pub reached: Share,
    /// Day by which a quarter of the runs was there (Kaplan–Meier, by rows); `None` if never.
    pub p25_day: Option<Day>,
    /// Its 95 % interval.
    pub p25_between: Interval<Option<Day>>,
    /// Day by which half of the runs was there; `None` says "not reached by half".
    pub median_day: Option<Day>,
    /// Its 95 % interval.
    pub median_between: Interval<Option<Day>>,
    /// Day by which three quarters of the runs were there.
    pub p75_day: Option<Day>,
    /// Its 95 % interval.
    pub p75_between: Interval<Option<Day>>,
    /// Steps of the Kaplan–Meier curve.
    pub steps: Vec<Step>,
}

/// The milestone of one strategy at one level.
///
/// - `runs`: each with the number of what it shares with others: its network, or over drawn settings its
///   setting
/// - `error`: standard error that runs share of the share of them at so many people by a day
pub fn milestone(
    strategy: StrategyId,
    runs: &[(&RunRecord, u32)],
    level: &Level,
    horizon: Day,
    error: &dyn Fn(u32, Day) -> f64,
) -> Milestone {
    let error = |day| error(level.people, day);
    let days: Vec<(Option<Day>, u32)> =
        runs.iter().map(|(run, alike)| (first_day(run, level.people), *alike)).collect();
    let watched: Vec<(Day, bool)> =
        days.iter().map(|(day, _)| day.map_or((horizon, false), |d| (d, true))).collect();
    let steps = kaplan_meier(&watched);
    Milestone {
        strategy,
        level: level.clone(),
        reached: share_of(days.iter().map(|(day, alike)| (day.is_some(), *alike))).with_error(error(horizon)),
        p25_day: day_when(&steps, 0.25),
        p25_between: between(&days, 0.25, &error),
        median_day: day_when(&steps, 0.5),
        median_between: between(&days, 0.5, &error),
        p75_day: day_when(&steps, 0.75),
        p75_between: between(&days, 0.75, &error),
        steps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watched(runs: &[(u32, bool)]) -> Vec<Step> {
        kaplan_meier(&runs.iter().map(|(day, there)| (Day::from(*day), *there)).collect::<Vec<_>>())
    }

    fn days(low: Option<u32>, high: Option<u32>) -> Interval<Option<Day>> {
        Interval { low: low.map(Day::from), high: high.map(Day::from) }
    }

    #[test]
    fn kaplan_meier_equals_the_hand_computed_case() {
        // Of six: events on days 2, 2, 5, 9; watched in vain until 3 and 9.
        // After 2: 4/6. After 5: 4/6 · 2/3 = 4/9. After 9: 4/9 · 1/2 = 2/9.
        let steps = watched(&[(5, true), (2, true), (9, false), (2, true), (3, false), (9, true)]);
        let days: Vec<Day> = steps.iter().map(|s| s.day).collect();
        assert_eq!(days, [2, 5, 9].map(Day::from));
        for (step, waiting) in steps.iter().zip([4.0 / 6.0, 4.0 / 9.0, 2.0 / 9.0]) {
            assert!((step.waiting - waiting).abs() < 1e-12, "{step:?}");
        }
        assert_eq!(day_when(&steps, 0.5), Some(Day(5.0)));
        assert_eq!(day_when(&steps, 0.8), None);
    }

    #[test]
    fn half_of_an_even_number_of_runs_is_half() {
        let steps = watched(&[(10, false), (3, true), (4, true), (10, false), (10, false), (6, true)]);
        assert_eq!(day_when(&steps, 0.5), Some(Day(6.0)));
        let fewer = watched(&[(10, false), (3, true), (10, false), (10, false)]);
        assert_eq!(day_when(&fewer, 0.5), None);
    }

    #[test]
    fn the_take_off_lies_half_way_by_factors_and_there_is_none_below_twice_the_seeds() {
        // √(100 · 1,100) = 331.7; √(100 · 25,000) = 1,581.1; √(1 · 20) = 4.47.
        assert_eq!(take_off_level(100, 1_100.0), Some(330));
        assert_eq!(take_off_level(100, 25_000.0), Some(1_600));
        assert_eq!(take_off_level(1, 20.0), Some(4));
        assert_eq!(take_off_level(100, 200.0), Some(140));
        assert_eq!(take_off_level(100, 199.0), None);
        assert_eq!(take_off_level(0, 0.0), None);
    }

    #[test]
    fn the_median_lies_between_the_days_on_which_half_may_be_and_surely_is_there() {
        // Wilson's interval of k of 10 holds one half for k from 2 (to 0.5098) to 8 (from 0.4902).
        let runs = |reached: u32| -> Vec<(Option<Day>, u32)> {
            (0..10).map(|i| ((i < reached).then_some(Day::from(10 * i)), i)).collect()
        };
        assert_eq!(between(&runs(10), 0.5, &|_| 0.0), days(Some(10), Some(80)));
        assert_eq!(between(&runs(8), 0.5, &|_| 0.0), days(Some(10), None));
        assert_eq!(between(&runs(1), 0.5, &|_| 0.0), days(None, None));
        assert_eq!(between(&runs(10)[..3], 0.5, &|_| 0.0), days(Some(0), None));
        assert_eq!(between(&[], 0.5, &|_| 0.0), days(None, None));
    }
}
