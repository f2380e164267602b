//! Everybody's luck is their own: the draws of one person and act tell nothing of any other's.
//!
//! Theories take it for granted that the times of talk, the people talked to, the people convinced
//! and the people satisfied are drawn apart. Draws that shared their words would leave most totals
//! right, so each check asks for something that only independence gives.

use super::super::check::*;
use super::super::closed_forms::binomial;
use super::super::ties::{self, Ties};
use super::epidemic::LAPSES;
use crate::units::Stage;

/// Pairs of a speaker and a hearer.
const PAIRS: u32 = 20_000;

/// Shape of the gamma law of talk factors where people differ.
const SHAPE: f64 = 0.5;

pub(super) fn checks() -> Vec<Check> {
    vec![
        claim(
            "E06",
            "the friend chosen says nothing about the time of talk: two friends, an act a day, two days",
            "independent Poisson processes",
        )
        .case(|size| daily(size, ties::star(2)).days(2).ledgers())
        .gives(|played| {
            // Each friend is told at the rate of half an act a day.
            let told = 1.0 - (-1.0_f64).exp();
            vec![
                played.share("P(first friend told)", played.having(1), told),
                played.share("P(second friend told)", played.having(2), told),
                played.ends("P(both told)", 3, told * told),
            ]
        }),
        claim("E07", "an act a day is an act a day: 100 people, 30 days", "Poisson process")
            .case(|size| {
                Case::new(size, size.of(1_000, 10_000))
                    .people(100, "complete = true")
                    .chat("acts_per_day = 1\nprobability = 0.0")
                    .seeds("count = 100")
                    .days(30)
            })
            .gives(|played| {
                let acts = played.each(|r| r.work.events as f64);
                vec![
                    Comparison::mean("mean number of acts", &acts, 3_000.0),
                    Comparison::deviation("sd of their number", &acts, 3_000.0_f64.sqrt()),
                ]
            }),
        claim(
            "E08",
            "people won today begin to talk at a moment of today, each as likely as any other",
            "sum of exponential waits",
        )
        .case(|size| daily(size, ties::path(3)).days(3))
        .gives(|played| {
            let by = |day: u32| {
                let hits = played.count(|r| r.rows[day as usize].adopted == 3);
                played.share(format!("P(a friend's friend has it on day {day})"), hits, relayed(day))
            };
            [2, 3].map(by).into()
        }),
        claim(
            "E09",
            "everybody talks at a pace of their own: gamma of shape 0.5 and mean 1",
            "Pólya process",
        )
        .case(|size| {
            let pairs = Ties::of("pairs.txt", (0..PAIRS).map(|k| (2 * k, 2 * k + 1)));
            Case::new(size, 1)
                .ties(pairs.directed())
                .market(format!("activity = {{ gamma_shape = {SHAPE} }}"))
                .chat("acts_per_day = 1\nprobability = 1.0")
                .seeds(format!("count = {PAIRS}\npick = \"degree\""))
                .days(4)
        })
        .gives(|played| {
            let by = |day: usize| {
                let told = (played.runs[0].rows[day].adopted - PAIRS) as usize;
                let expected = 1.0 - (1.0 + day as f64 / SHAPE).powf(-SHAPE);
                let name = format!("hearers told by day {day}");
                // 256 classes stand for the law.
                Comparison::share(name, told, PAIRS as usize, expected).off_by(0.001)
            };
            [1, 4].map(by).into()
        }),
        claim(
            "E10",
            "two who each tell five friends once do not count each other's friends as told",
            "binomial law",
        )
        .case(|size| {
            let friends = (2..7).map(|f| (0, f)).chain((7..12).map(|f| (1, f)));
            Case::new(size, size.of(10_000, 40_000))
                .ties(Ties::of("two-stars.txt", friends).directed())
                .chat("acts_per_day = 10\nonce = true\nprobability = 0.3")
                .seeds("count = 2\npick = { list = [0, 1] }")
                .days(10)
        })
        .gives(|played| {
            let follow = |k| played.ends(format!("P({k} of 10 follow)"), k + 2, binomial(10, k, 0.3));
            [1, 2, 3, 4, 5].map(follow).into()
        }),
        claim(
            "E11",
            "how easily one is won says nothing about whether one will like it",
            "independent draws",
        )
        .case(|size| {
            Case::new(size, size.of(20_000, 100_000))
                .ties(ties::star(1).directed())
                .chat("acts = \"all\"\nprobability = 0.3")
                .product("satisfied = 0.5\ntrouble_per_day = 0\nlapse_per_year = 0")
                .seeds(format!("satisfied = 1.0\n{FIRST}"))
                .days(1)
        })
        .gives(|played| {
            let unhappy = |s: Stage| played.count(|r| r.rows[1].stages[s as usize] == 1);
            let won = played.ending_with(2);
            vec![
                played.share("P(won)", won, 0.3),
                Comparison::share("P(disappointed), of those won", unhappy(Stage::Aggrieved), won, 0.5),
            ]
        }),
        claim(
            "E12",
            "when one talks says nothing about when one leaves: \
                two acts a day, a day's stay, fresh for a day",
            "competing exponentials",
        )
        .case(|size| {
            Case::new(size, size.of(20_000, 100_000))
                .ties(ties::star(8).directed())
                .chat("acts_per_day = 2\nonce = true\nprobability = 1.0")
                .talk(
                    "fresh_for = \"1d\"
rates = { settled = 1.0 }",
                )
                .product(LAPSES)
                .seeds(FIRST)
                .days(30)
        })
        .gives(|played| {
            // Of what happens next to an owner, two in three are acts of talk.
            let told = |k: u32| {
                played.ends(format!("P({k} of 8 told)"), k + 1, (2.0_f64 / 3.0).powi(k as i32) / 3.0)
            };
            [0, 1, 2, 3].map(told).into()
        }),
    ]
}

/// The first talks once a day and always convinces, and so do the others.
fn daily(size: Size, ties: Ties) -> Case {
    let case = Case::new(size, size.of(20_000, 100_000)).ties(ties.directed()).seeds(FIRST);
    case.chat("acts_per_day = 1\nprobability = 1.0")
}

/// Chance that news which everybody passes on to the next at the rate 1 has gone two steps by the
/// end of a day. A person won on day k starts at an even moment of it and speaks from day k + 1 on:
/// Σₖ (e^{1−k} − e^{−k}) · (1 − (1 − 1/e)·e^{k−day}).
fn relayed(day: u32) -> f64 {
    let first_day = 1.0 - (-1.0_f64).exp();
    let won = |k: u32| (1.0 - f64::from(k)).exp() * first_day;
    (1..day).map(|k| won(k) * (1.0 - first_day * (f64::from(k) - f64::from(day)).exp())).sum()
}
