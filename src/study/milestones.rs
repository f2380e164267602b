//! Milestones: when active owners first reach a level, and in how many runs they do.
//!
//! Runs that have not reached a level by the horizon are censored there, never left out.
//!
//! Layer 6. Uses `scenario engine`.

use serde::Serialize;

use crate::engine::record::RunRecord;
use crate::scenario::plan::Plan;
use crate::study::estimate::Share;
use crate::study::select::first_day;

/// A number of active owners worth waiting for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Level {
    /// How it is named, such as `10 %` (of the finally eligible), `10,000` or `taken off`.
    pub name: String,
    /// Active owners, at least 1.
    pub people: u32,
}

/// People who could ever be won: round(people × eligible).
#[must_use]
pub fn eligible(plan: &Plan) -> u32 {
    (f64::from(plan.market.people) * plan.market.eligible).round() as u32
}

/// Active owners at which a run has taken off: 10,000, or 10 % of the eligible if that is less.
/// Assumed; at this size a run from 100 seeds hardly ever dies out again.
#[must_use]
pub fn take_off_level(plan: &Plan) -> u32 {
    ((f64::from(eligible(plan)) * 0.1).round() as u32).clamp(1, 10_000)
}

/// The levels of a plan: 1, 10 and 50 % of the eligible, round numbers the market can hold, and
/// the take-off, which comes last.
#[must_use]
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
    levels.push(Level { name: "taken off".into(), people: take_off_level(plan) });
    levels
}

/// One step of a Kaplan–Meier curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Step {
    /// Day of the events.
    pub day: u32,
    /// Share not yet there after this day.
    pub waiting: f64,
}

/// The Kaplan–Meier estimate (1958, *JASA* 53:457): the product over event days of
/// (1 − events ÷ runs still watched). A run is `(day, true)` where the event came on that day and
/// `(day, false)` where it was watched up to that day without one. Steps ascend by day.
#[must_use]
pub fn kaplan_meier(runs: &[(u32, bool)]) -> Vec<Step> {
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
#[must_use]
pub fn day_when(steps: &[Step], share: f64) -> Option<u32> {
    // A little slack: products of fractions miss one half by rounding only.
    steps.iter().find(|s| 1.0 - s.waiting >= share - 1e-9).map(|s| s.day)
}

/// One strategy and one level.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Milestone {
    /// Position of the strategy in the plan.
    pub strategy: usize,
    /// The level.
    pub level: Level,
    /// Share of runs that reached it by the horizon.
    pub reached: Share,
    /// Day by which a quarter of the runs was there (Kaplan–Meier, whole days); `None` if never.
    pub p25_day: Option<u32>,
    /// Day by which half of the runs was there; `None` says "not reached by half".
    pub median_day: Option<u32>,
    /// Day by which three quarters of the runs were there.
    pub p75_day: Option<u32>,
    /// Steps of the Kaplan–Meier curve.
    pub steps: Vec<Step>,
}

/// The milestone of one strategy at one level.
#[must_use]
pub fn milestone(strategy: usize, runs: &[&RunRecord], level: &Level, horizon: u32) -> Milestone {
    let days: Vec<(u32, bool)> =
        runs.iter().map(|run| first_day(run, level.people).map_or((horizon, false), |d| (d, true))).collect();
    let steps = kaplan_meier(&days);
    Milestone {
        strategy,
        level: level.clone(),
        reached: Share::of(days.iter().filter(|d| d.1).count(), days.len()),
        p25_day: day_when(&steps, 0.25),
        median_day: day_when(&steps, 0.5),
        p75_day: day_when(&steps, 0.75),
        steps,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kaplan_meier_equals_the_hand_computed_case() {
        // Of six: events on days 2, 2, 5, 9; watched in vain until 3 and 9.
        // After 2: 4/6. After 5: 4/6 · 2/3 = 4/9. After 9: 4/9 · 1/2 = 2/9.
        let steps = kaplan_meier(&[(5, true), (2, true), (9, false), (2, true), (3, false), (9, true)]);
        let days: Vec<u32> = steps.iter().map(|s| s.day).collect();
        assert_eq!(days, [2, 5, 9]);
        for (step, waiting) in steps.iter().zip([4.0 / 6.0, 4.0 / 9.0, 2.0 / 9.0]) {
            assert!((step.waiting - waiting).abs() < 1e-12, "{step:?}");
        }
        assert_eq!(day_when(&steps, 0.5), Some(5));
        assert_eq!(day_when(&steps, 0.8), None);
    }

    #[test]
    fn half_of_an_even_number_of_runs_is_half() {
        let steps = kaplan_meier(&[(10, false), (3, true), (4, true), (10, false), (10, false), (6, true)]);
        assert_eq!(day_when(&steps, 0.5), Some(6));
        let fewer = kaplan_meier(&[(10, false), (3, true), (10, false), (10, false)]);
        assert_eq!(day_when(&fewer, 0.5), None);
    }
}
