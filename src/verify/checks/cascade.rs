//! Independent cascades on small graphs.

use super::super::check::*;
use super::super::closed_forms::{binomial, cascade};
use super::super::ties::{self, Ties};
use crate::units::PersonId;
use crate::units::Stage::{Aggrieved, Fresh, Rejecter};

pub(super) fn checks() -> Vec<Check> {
    vec![
        claim(
            "V01",
            "down a path of 21 (p = 0.8) it stops as a geometric law says",
            "Kempe, Kleinberg and Tardos 2003",
        )
        .case(|size| small(size, ties::path(21).directed(), 0.8))
        .gives(|played| {
            let (mean, sd, all) = cascade::path(21, 0.8);
            vec![played.mean_size(mean), played.sd_of_size(sd), played.ends("P(all)", 21, all)]
        }),
        claim(
            "V02",
            "on a star of 100 leaves (p = 0.1) it is binomial from the hub, two steps from a leaf",
            "binomial law",
        )
        .cases(|size| {
            let star = |label, seeds| small(size, ties::star(100), 0.1).seeds(seeds).label(label);
            vec![star("hub", FIRST), star("leaf", "count = 1\npick = { list = [57] }")]
        })
        .give(|played| {
            let (hub, leaf) = (played[0].sizes(), played[1].sizes());
            vec![
                Comparison::mean("mean size from the hub", &hub, 11.0),
                Comparison::deviation("sd from the hub", &hub, 3.0),
                Comparison::mean("mean size from a leaf", &leaf, 1.0 + 0.1 * (1.0 + 99.0 * 0.1)),
            ]
        }),
        claim(
            "V03",
            "down a binary tree of depth 10 (p = 0.5) it is a critical branching process",
            "Athreya and Ney 1972",
        )
        .case(|size| small(size, ties::tree(2, 10).directed(), 0.5))
        .gives(|played| {
            let (mean, sd) = cascade::tree(2.0, 10, 0.5);
            vec![played.mean_size(mean), played.sd_of_size(sd), played.ends("P(no spread)", 1, 0.25)]
        }),
        clique("V04", 10, 0.1),
        clique("V05", 50, 0.03),
        claim("V06", "on a cycle of 20 (p = 0.7) it meets itself", "direct count")
            .case(|size| small(size, ties::ring(20, 1), 0.7))
            .gives(|played| vec![played.mean_size(cascade::cycle(20, 0.7))]),
        claim(
            "V07",
            "over ties of their own probabilities it has the exact law of sizes",
            "enumeration of all worlds",
        )
        .case(|size| {
            let ties = DIAMOND.map(|(a, b, p)| (a as u32, b as u32, p));
            let ties = Ties::with_column("diamond.txt", "probability", ties).directed();
            small(size, ties, 1.0).chat("acts = \"all\"").ledgers()
        })
        .gives(|played| {
            let (sizes, reached) = cascade::enumerate(4, &DIAMOND);
            let mean = sizes.iter().zip(1..).map(|(p, k)| f64::from(k) * p).sum();
            let size = |(p, k): (&f64, u32)| played.ends(format!("P(size {k})"), k, *p);
            let person = |(p, person): (&f64, u32)| {
                played.share(format!("P(person {person} reached)"), played.having(person), *p)
            };
            let sizes = sizes.iter().zip(1..).map(size);
            let people = reached.iter().zip(0..).skip(1).map(person);
            [played.mean_size(mean)].into_iter().chain(sizes).chain(people).collect()
        }),
        claim(
            "V08",
            "with negative opinions (p = 0.9, quality 0.8) down a path of 15",
            "Chen et al. 2011 (IC-N)",
        )
        .case(|size| {
            small(size, ties::path(15).directed(), 0.9)
                .talk("reject = 0.9\nrejecters_warn = true\ngrievance_for = \"100000d\"")
                .product("satisfied = 0.8\nsatisfied_at_best = 0.8\ntrouble_per_day = 0\nlapse_per_year = 0")
                .seeds(format!("{FIRST}\nsatisfied = 0.8"))
        })
        .gives(|played| {
            let (positive, all) = cascade::with_warnings(15, 0.9, 0.8);
            let at_end = |stages: &[crate::units::Stage]| {
                played.each(|r| {
                    let last = r.rows[r.rows.len() - 1].stages;
                    stages.iter().map(|s| f64::from(last[*s as usize])).sum()
                })
            };
            vec![
                Comparison::mean("mean number satisfied", &at_end(&[Fresh]), positive),
                Comparison::mean("mean number reached", &at_end(&[Fresh, Aggrieved, Rejecter]), all),
            ]
        }),
        claim(
            "V09",
            "in continuous time (p = 0.6, delays of mean 2): three steps down a path, five leaves of a star",
            "Gomez-Rodriguez, Balduzzi and Schölkopf 2011",
        )
        .cases(|size| {
            let timed = |ties: Ties, label| {
                small(size, ties.directed(), 0.6)
                    .tick("2h")
                    .days(20)
                    .chat("acts_per_tie_per_day = 0.5\nonce = true\nprobability = 0.6")
                    .ledgers()
                    .label(label)
            };
            vec![timed(ties::path(4), "path"), timed(ties::star(5), "star")]
        })
        .give(|played| {
            let (path, star) = (&played[0], &played[1]);
            let by = |p: &Played, person, day: u32| {
                p.count(|r| r.ledger.iter().any(|a| a.person == PersonId(person) && a.tick <= 12 * day))
            };
            let third = |day| {
                let expected = cascade::timed_path(3, 0.6, 0.5, f64::from(day));
                path.share(format!("P(third reached by day {day})"), by(path, 3, day), expected)
            };
            // Each leaf at its own pace: shares by leaf, and how many there are together.
            let leaf = 0.6 * (1.0 - (-1.0_f64).exp());
            let one = |k| star.share(format!("P(leaf {k} reached by day 2)"), by(star, k, 2), leaf);
            let several = |k: u32| {
                let told = |r: &RunRecord| {
                    r.ledger.iter().filter(|a| a.person > PersonId(0) && a.tick <= 24).count()
                };
                let hits = star.count(|r| told(r) == k as usize);
                star.share(format!("P({k} leaves by day 2)"), hits, binomial(5, k, leaf))
            };
            let leaves = (1..=5).map(one).chain([0, 2, 5].map(several));
            // What is heard within two hours counts from their end.
            [2, 6, 20].map(third).into_iter().chain(leaves).map(|c| c.off_by(0.002)).collect()
        }),
        claim("V44", "certain talk on a grid reaches 2t(t+1)+1 people in t steps", "direct count")
            .case(
                // The middle of 61 × 61: 30·61 + 30.
                |size| {
                    let grid = Case::new(size, 1).ties(ties::grid(61)).chat(told_with(1.0));
                    grid.seeds("count = 1\npick = { list = [1860] }")
                },
            )
            .gives(|played| {
                let reached = |t: u32| f64::from(played.runs[0].rows[t as usize].adopted);
                let after = |t: u32| {
                    let people = f64::from(2 * t * (t + 1) + 1);
                    Comparison::exact(format!("reached after {t} steps"), reached(t), people)
                };
                [1, 5, 20, 30].map(after).into()
            }),
    ]
}

const DIAMOND: [(usize, usize, f64); 4] = [(0, 1, 0.5), (0, 2, 0.3), (1, 3, 0.4), (2, 3, 0.6)];

fn small(size: Size, ties: Ties, p: f64) -> Case {
    Case::new(size, size.of(20_000, 40_000)).seeds(FIRST).ties(ties).chat(told_with(p))
}

/// Reed and Frost's epidemic among n people who all know each other.
fn clique(id: &'static str, n: u32, p: f64) -> Check {
    claim(
        id,
        format!("among {n} who all know each other (p = {p}) it is Reed and Frost's epidemic"),
        "Gilbert 1959",
    )
    .case(move |size| {
        let case = Case::new(size, size.of(20_000, 40_000));
        case.people(n, "complete = true").chat(told_with(p)).days(50)
    })
    .gives(move |played| {
        let law = cascade::clique(n as usize, p);
        let moment = |power| law.iter().zip(1..).map(|(p, k)| f64::from(k).powi(power) * p).sum::<f64>();
        vec![
            played.mean_size(moment(1)),
            played.sd_of_size((moment(2) - moment(1).powi(2)).sqrt()),
            played.ends("P(nobody follows)", 1, law[0]),
            played.ends("P(all)", n, law[n as usize - 1]),
        ]
    })
}
