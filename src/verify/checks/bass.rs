//! Bass's model: many people, few people, a ring, whole periods.

use super::super::check::*;
use super::super::closed_forms::bass;
use super::super::ties;
use crate::fit;

const P: f64 = 0.03;
const Q: f64 = 0.38;

const PERIODS: &str = "time = \"whole periods\"";

pub(super) fn checks() -> Vec<Check> {
    vec![
        claim(
            "V21",
            "100,000 people who all meet follow Bass's curve in continuous time (p = 0.03, q = 0.38)",
            "Bass 1969",
        )
        .case(|size| {
            let tick = if size.full { "864s" } else { "1h" };
            all_meet(size, 100_000, size.of(6, 10)).days(15).tick(tick).ledgers()
        })
        .gives(|played| {
            let share = |day| on(played, day, fit::bass::share(P, Q, day as f64)).off_by(0.001);
            let counts = per_tick(played);
            let got = peak(&counts, counts.len() as f64 / 15.0);
            let peak = Comparison::near("day of the peak", got, bass::peak(P, Q), 0.15);
            [1, 2, 3, 5, 7, 10, 15].map(share).into_iter().chain([peak]).collect()
        }),
        claim(
            "V22",
            "in whole periods, chance p + qF(t−1), 100,000 people follow the period model",
            "Bass 1969",
        )
        .case(|size| {
            Case::new(size, size.of(10, 20))
                .top(PERIODS)
                .people(100_000, "random = { mean = 1 }")
                .market(format!("outside_per_day = {P}\nimitation_per_day = {Q}"))
                .chat("acts_per_day = 0\nprobability = 0.0")
                .seeds("count = 0")
                .days(15)
        })
        .gives(|played| {
            let curve = bass::whole_periods(P, Q, 15);
            (1..=15).map(|t| on(played, t, curve[t - 1]).off_by(0.0005)).collect()
        }),
        few("V23", "two people who meet", 2, (20_000, 100_000)),
        claim("V23p", "two people who meet, in whole periods", "direct count")
            .case(|size| {
                // Convinced within a period with chance q: contacts come at the rate −ln(1 − q).
                let meets = -(-Q).ln_1p();
                let chat = format!("acts_per_day = {meets}\nprobability = 1.0");
                all_meet(size, 2, size.of(20_000, 100_000)).top(PERIODS).chat(chat).days(10)
            })
            .gives(|played| {
                let curve = bass::pair_in_periods(P, Q, 10);
                [1, 2, 5, 10].map(|t| on(played, t, curve[t - 1])).into()
            }),
        few("V24", "fifty people who all meet", 50, (4_000, 20_000)),
        claim(
            "V25",
            "neighbours on a ring, hazard p + q/2 for each (p = 0.02, q = 0.2), in continuous time",
            "Fibich and Gibori 2010",
        )
        .case(|size| ring(size, size.of(6, 10), 0.1).tick(if size.full { "864s" } else { "3h" }))
        .gives(|played| {
            let share = |day| on(played, day, bass::ring(0.02, 0.2, day as f64)).off_by(0.001);
            [5, 10, 20, 30].map(share).into()
        }),
        claim(
            "V25p",
            "neighbours on a ring in whole periods, chance 1 − (1 − p)(1 − q/2) for one of them",
            "direct count; Fibich and Gibori 2010",
        )
        .case(|size| ring(size, size.of(10, 20), -(-0.1_f64).ln_1p()).top(PERIODS))
        .gives(|played| {
            let curve = bass::ring_in_periods(0.02, 0.1, 30);
            [1, 5, 10, 20, 30].map(|t| on(played, t, curve[t - 1])).into()
        }),
    ]
}

/// A few people, against the exact chain of their number; `runs` of the quick and the full pack.
fn few(id: &'static str, group: &str, people: u32, (quick, full): (u32, u32)) -> Check {
    claim(id, format!("{group}, in continuous time"), "pure-birth chain")
        .case(move |size| all_meet(size, people, size.of(quick, full)).days(10).tick("2h"))
        .gives(move |played| {
            let expected = |day| bass::among(people as usize, P, Q, day as f64);
            [2, 5, 10].map(|day| on(played, day, expected(day)).off_by(0.002)).into()
        })
}

/// Everybody meets a random person at rate q and convinces them; p comes from outside.
fn all_meet(size: Size, people: u32, runs: u32) -> Case {
    Case::new(size, runs)
        .people(people, "complete = true")
        .market(format!("outside_per_day = {P}"))
        .seeds("count = 0")
        .chat(format!("acts_per_day = {Q}\nprobability = 1.0"))
}

/// 100,000 on a ring, each told by either neighbour at this rate; 0.02 a day comes from outside.
fn ring(size: Size, runs: u32, per_tie: f64) -> Case {
    Case::new(size, runs)
        .ties(ties::ring(100_000, 1))
        .market("outside_per_day = 0.02")
        .seeds("count = 0")
        .chat(format!("acts_per_tie_per_day = {per_tie}\nprobability = 1.0"))
}

fn on(played: &Played, day: usize, expected: f64) -> Comparison {
    Comparison::mean(format!("F({day})"), &played.shares_on(day), expected)
}

/// Adoptions by tick, over all runs.
fn per_tick(played: &Played) -> Vec<f64> {
    let last = played.runs.iter().flat_map(|r| r.ledger.last()).map(|a| a.tick).max().unwrap_or(0);
    // Up to the end of the horizon, whenever the last one adopted.
    let ticks = if last > 15 * 24 { 1_500 } else { 15 * 24 };
    let mut counts = vec![0.0; ticks + 1];
    played.runs.iter().flat_map(|r| &r.ledger).for_each(|a| counts[a.tick as usize] += 1.0);
    counts
}

/// Top of the parabola through the counts of a day and a half around day 6.2, in days; off by less
/// than .03 on Bass's own curve.
fn peak(counts: &[f64], per_day: f64) -> f64 {
    let (centre, half) = ((6.2 * per_day).round() as i32, (1.5 * per_day).round() as i32);
    let sum = |of: fn(f64, f64) -> f64| -> f64 {
        (-half..=half).map(|k| of(f64::from(k), counts[(centre + k) as usize])).sum()
    };
    let (s0, s1, s2) = (sum(|_, y| y), sum(|x, y| x * y), sum(|x, y| x * x * y));
    let (n, x2, x4) = (sum(|_, _| 1.0), sum(|x, _| x * x), sum(|x, _| x * x * x * x));
    let bend = (s2 - x2 / n * s0) / (x4 - x2 * x2 / n);
    // A count of tick k falls between k − 1 and k.
    (f64::from(centre) - 0.5 - s1 / x2 / (2.0 * bend)) / per_day
}
