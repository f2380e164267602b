//! Independent cascades on small graphs.

use super::super::case::{Case, FIRST, Played, Size, told_with};
use super::super::check::{Check, cases, one_case};
use super::super::closed_forms::{binomial, cascade};
use super::super::comparison::Comparison;
use super::super::ties::{self, Ties};
use super::engine::having;
use crate::units::PersonId;

/// The checks of this part.
pub(super) fn checks() -> Vec<Check> {
    vec![
        one_case(
            "V01",
            "down a path of 21 (p = 0.8) it stops as a geometric law says",
            "Kempe, Kleinberg and Tardos 2003",
            |size| small(size).ties(ties::path(21).directed()).chat(told_with(0.8)),
            |played| {
                let (mean, sd, all) = cascade::path(21, 0.8);
                let sizes = played.sizes();
                vec![
                    Comparison::mean("mean size", &sizes, mean),
                    Comparison::deviation("sd of the size", &sizes, sd),
                    Comparison::share("P(all)", played.ending_with(21), sizes.len(), all),
                ]
            },
        ),
        cases(
            "V02",
            "on a star of 100 leaves (p = 0.1) it is binomial from the hub, two steps from a leaf",
            "binomial law",
            |size| {
                let star = |label, seeds| {
                    small(size).ties(ties::star(100)).chat(told_with(0.1)).seeds(seeds).label(label)
                };
                vec![star("hub", FIRST), star("leaf", "count = 1\npick = { list = [57] }")]
            },
            |played| {
                let hub = played[0].sizes();
                vec![
                    Comparison::mean("mean size from the hub", &hub, 11.0),
                    Comparison::deviation("sd from the hub", &hub, 3.0),
                    Comparison::mean(
                        "mean size from a leaf",
                        &played[1].sizes(),
                        1.0 + 0.1 * (1.0 + 99.0 * 0.1),
                    ),
                ]
            },
        ),
        one_case(
            "V03",
            "down a binary tree of depth 10 (p = 0.5) it is a critical branching process",
            "Athreya and Ney 1972",
            |size| small(size).ties(ties::tree(2, 10).directed()).chat(told_with(0.5)),
            |played| {
                let (mean, sd) = cascade::tree(2.0, 10, 0.5);
                let sizes = played.sizes();
                vec![
                    Comparison::mean("mean size", &sizes, mean),
                    Comparison::deviation("sd of the size", &sizes, sd),
                    Comparison::share("P(no spread)", played.ending_with(1), sizes.len(), 0.25),
                ]
            },
        ),
        clique("V04", 10, 0.1),
        clique("V05", 50, 0.03),
        one_case(
            "V06",
            "on a cycle of 20 (p = 0.7) it meets itself",
            "direct count",
            |size| small(size).ties(ties::ring(20, 1)).chat(told_with(0.7)),
            |played| vec![Comparison::mean("mean size", &played.sizes(), cascade::cycle(20, 0.7))],
        ),
        one_case(
            "V07",
            "over ties of their own probabilities it has the exact law of sizes",
            "enumeration of all worlds",
            |size| {
                let ties = DIAMOND.map(|(a, b, p)| (a as u32, b as u32, p));
                let ties = Ties::with_column("diamond.txt", "probability", ties).directed();
                small(size).ties(ties).chat("acts = \"all\"").ledgers()
            },
            |played| {
                let (sizes, reached) = cascade::enumerate(4, &DIAMOND);
                let of = played.runs.len();
                let mean = sizes.iter().enumerate().map(|(k, p)| (k + 1) as f64 * p).sum();
                let mut comparisons = vec![Comparison::mean("mean size", &played.sizes(), mean)];
                comparisons.extend(
                    sizes.iter().zip(1..).map(|(p, k)| {
                        Comparison::share(format!("P(size {k})"), played.ending_with(k), of, *p)
                    }),
                );
                comparisons.extend(reached.iter().zip(0..).skip(1).map(|(p, who)| {
                    let hits = having(played, who);
                    Comparison::share(format!("P(person {who} reached)"), hits, of, *p)
                }));
                comparisons
            },
        ),
        one_case(
            "V08",
            "with negative opinions (p = 0.9, quality 0.8) down a path of 15",
            "Chen et al. 2011 (IC-N)",
            |size| {
                let scene = Case::new(size, size.of(20_000, 40_000)).ties(ties::path(15).directed());
                scene
                    .chat(told_with(0.9))
                    .talk("reject = 0.9\nrejecters_warn = true\ngrievance_for = \"100000d\"")
                    .product(
                        "satisfied = 0.8\nsatisfied_at_best = 0.8\ntrouble_per_day = 0\nlapse_per_year = 0",
                    )
                    .seeds(format!("{FIRST}\nsatisfied = 0.8"))
            },
            |played| {
                use crate::units::Stage::{Aggrieved, Fresh, Rejecter};
                let (positive, all) = cascade::with_warnings(15, 0.9, 0.8);
                let at_end = |stages: &[crate::units::Stage]| {
                    played.each(|r| {
                        let last = r.days[r.days.len() - 1].stages;
                        stages.iter().map(|s| f64::from(last[*s as usize])).sum()
                    })
                };
                vec![
                    Comparison::mean("mean number satisfied", &at_end(&[Fresh]), positive),
                    Comparison::mean("mean number reached", &at_end(&[Fresh, Aggrieved, Rejecter]), all),
                ]
            },
        ),
        cases(
            "V09",
            "in continuous time (p = 0.6, delays of mean 2): three steps down a path, five leaves of a star",
            "Gomez-Rodriguez, Balduzzi and Schölkopf 2011",
            |size| {
                let timed = |ties, label| {
                    Case::new(size, size.of(20_000, 40_000))
                        .ties(ties)
                        .tick("2h")
                        .days(20)
                        .chat("acts_per_tie_per_day = 0.5\nonce = true\nprobability = 0.6")
                        .seeds(FIRST)
                        .ledgers()
                        .label(label)
                };
                vec![timed(ties::path(4).directed(), "path"), timed(ties::star(5).directed(), "star")]
            },
            |played| {
                let by = |p: &Played, who: u32, day: u32| {
                    p.count(|r| r.ledger.iter().any(|a| a.person == PersonId(who) && a.tick <= 12 * day))
                };
                let of = played[0].runs.len();
                let mut comparisons: Vec<Comparison> = [2, 6, 20]
                    .map(|day| {
                        let expected = cascade::timed_path(3, 0.6, 0.5, f64::from(day));
                        // What is heard within two hours counts from their end.
                        Comparison::share(
                            format!("P(third reached by day {day})"),
                            by(&played[0], 3, day),
                            of,
                            expected,
                        )
                        .off_by(0.002)
                    })
                    .into();
                // Each leaf at its own pace: shares by leaf, and how many there are together.
                let leaf = 0.6 * (1.0 - (-1.0_f64).exp());
                comparisons.extend((1..=5).map(|who| {
                    Comparison::share(
                        format!("P(leaf {who} reached by day 2)"),
                        by(&played[1], who, 2),
                        of,
                        leaf,
                    )
                    .off_by(0.002)
                }));
                let told = |k: usize| {
                    played[1].count(|r| {
                        r.ledger.iter().filter(|a| a.person > PersonId(0) && a.tick <= 24).count() == k
                    })
                };
                comparisons.extend([0_u32, 2, 5].map(|k| {
                    Comparison::share(
                        format!("P({k} leaves by day 2)"),
                        told(k as usize),
                        of,
                        binomial(5, k, leaf),
                    )
                    .off_by(0.002)
                }));
                comparisons
            },
        ),
        one_case(
            "V44",
            "certain talk on a grid reaches 2t(t+1)+1 people in t steps",
            "direct count",
            |size| {
                // The middle of 61 × 61: 30·61 + 30.
                Case::new(size, 1)
                    .ties(ties::grid(61))
                    .chat(told_with(1.0))
                    .seeds("count = 1\npick = { list = [1860] }")
            },
            |played| {
                let days = &played.runs[0].days;
                [1, 5, 20, 30]
                    .map(|t: u32| {
                        let reached = f64::from(days[t as usize].adopted);
                        Comparison::exact(
                            format!("reached after {t} steps"),
                            reached,
                            f64::from(2 * t * (t + 1) + 1),
                        )
                    })
                    .into()
            },
        ),
    ]
}

const DIAMOND: [(usize, usize, f64); 4] = [(0, 1, 0.5), (0, 2, 0.3), (1, 3, 0.4), (2, 3, 0.6)];

fn small(size: Size) -> Case {
    Case::new(size, size.of(20_000, 40_000)).seeds(FIRST)
}

/// Reed and Frost's epidemic among n people who all know each other.
fn clique(id: &'static str, n: u32, p: f64) -> Check {
    one_case(
        id,
        format!("among {n} who all know each other (p = {p}) it is Reed and Frost's epidemic"),
        "Gilbert 1959",
        move |size| {
            let case = Case::new(size, size.of(20_000, 40_000));
            case.people(n, "complete = true").chat(told_with(p)).days(50)
        },
        move |played| clique_sizes(played, n, p),
    )
}

fn clique_sizes(played: &Played, n: u32, p: f64) -> Vec<Comparison> {
    let law = cascade::clique(n as usize, p);
    let moment = |power: i32| -> f64 { law.iter().zip(1..).map(|(p, k)| f64::from(k).powi(power) * p).sum() };
    let sizes = played.sizes();
    vec![
        Comparison::mean("mean size", &sizes, moment(1)),
        Comparison::deviation("sd of the size", &sizes, (moment(2) - moment(1).powi(2)).sqrt()),
        Comparison::share("P(nobody follows)", played.ending_with(1), sizes.len(), law[0]),
        Comparison::share("P(all)", played.ending_with(n), sizes.len(), law[n as usize - 1]),
    ]
}
