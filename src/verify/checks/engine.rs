//! What the theories take for granted: credit, seeds, views, telling once, and the slow twin.

use std::sync::atomic::AtomicBool;

use super::super::busy::{self, Busy};
use super::super::check::*;
use super::super::closed_forms::binomial;
use super::super::ties::{self, Ties};
use crate::scenario::Reader;
use crate::statistics::mean;
use crate::study::play::{Job, Player};
use crate::units::PersonId;

pub(super) fn checks() -> Vec<Check> {
    vec![
        claim(
            "E01",
            "of two who convince together each gets the credit in proportion to the hazard",
            "competing exponentials",
        )
        .case(|size| {
            let ties = Ties::with_column("two.txt", "probability", [(0, 2, 0.2), (1, 2, 0.6)]).directed();
            Case::new(size, size.of(20_000, 100_000))
                .ties(ties)
                .chat("acts = \"all\"")
                .seeds("count = 2\npick = { list = [0, 1] }")
                .days(3)
                .ledgers()
        })
        .gives(|played| {
            let won: Vec<_> = played
                .runs
                .iter()
                .filter_map(|r| r.ledger.iter().find(|a| a.person == PersonId(2)))
                .collect();
            let strong = won.iter().filter(|a| a.parent == Some(PersonId(1))).count();
            let (weak_hazard, strong_hazard) = (-0.8_f64.ln(), -0.4_f64.ln());
            let credit = strong_hazard / (weak_hazard + strong_hazard);
            vec![
                played.share("P(convinced)", won.len(), 1.0 - 0.8 * 0.4),
                Comparison::share("credit of the stronger", strong, won.len(), credit),
            ]
        }),
        claim("E02", "a friend told once is asked once, however long one talks", "binomial law")
            .cases(|size| {
                let star = Case::new(size, size.of(20_000, 40_000)).ties(ties::star(5).directed());
                let star = star.seeds(FIRST).days(10);
                let again = star.clone().talk("same_friend_again = 0").label("again counts nothing");
                vec![
                    star.chat("acts_per_day = 10\nonce = true\nprobability = 0.3").ledgers(),
                    again.chat("acts_per_day = 10\nprobability = 0.3"),
                ]
            })
            .give(|played| {
                let counts = |(p, how): (&Played, &str)| {
                    let name = |k| format!("P({k} of 5 follow), {how}");
                    [0, 1, 2, 3].map(|k| p.ends(name(k), k + 1, binomial(5, k, 0.3)))
                };
                let once = &played[0];
                let friend = |k| once.share(format!("P(friend {k} follows), told once"), once.having(k), 0.3);
                let counts = played.iter().zip(["told once", "again counts nothing"]).flat_map(counts);
                counts.chain([1, 5].map(friend)).collect()
            }),
        claim(
            "E03",
            "every follower sees a post with the same chance (200 followers, views of 0.3, a post a day)",
            "Poisson and binomial laws",
        )
        .case(|size| {
            let posts = "acts_per_day = 1\nprobability = 1.0\nview = 0.3\nrepost = 0\n\
                             half_life = \"1s\"\nattention = 1000000";
            let star = Case::new(size, size.of(2_000, 20_000)).ties(ties::star(200).directed());
            star.feed(posts).seeds(FIRST).days(2).ledgers()
        })
        .gives(|played| {
            // After N posts, Poisson of mean 2, a follower has seen none with chance 0.7^N.
            let (unseen, square) = ((-0.6_f64).exp(), (-2.0 * (1.0 - 0.49_f64)).exp());
            let seen = 1.0 - unseen;
            let variance = 200.0 * (unseen - square) + 200.0 * 200.0 * (square - unseen * unseen);
            let sizes: Vec<f64> = played.sizes().iter().map(|s| s - 1.0).collect();
            let place = |r: &RunRecord| {
                let seen = r.ledger.iter().filter(|a| a.person > PersonId(0)).map(|a| f64::from(a.person.0));
                mean(&seen.collect::<Vec<f64>>())
            };
            let places: Vec<f64> = played.each(place).into_iter().filter(|p| *p > 0.0).collect();
            vec![
                Comparison::mean("mean number who have seen", &sizes, 200.0 * seen),
                Comparison::deviation("sd of their number", &sizes, variance.sqrt()),
                Comparison::mean("mean place among the followers", &places, 100.5),
                played.share("P(the first has seen)", played.having(1), seen),
                played.share("P(the last has seen)", played.having(200), seen),
            ]
        }),
        claim("E04", "seeds are the most tied, the inmost, or anybody with the same chance", "direct count")
            .cases(|size| {
                let silent = |runs, label| {
                    Case::new(size, runs)
                        .chat("acts_per_day = 0\nprobability = 0.0")
                        .days(1)
                        .ledgers()
                        .label(label)
                };
                let by = |pick, count, label| {
                    let seeds = format!("count = {count}\npick = \"{pick}\"");
                    silent(1, label).ties(friends()).seeds(seeds)
                };
                vec![
                    by("degree", 1, "degree"),
                    by("degree", 3, "degree"),
                    by("core", 4, "core"),
                    by("degree", 2, "degree, the last place shared"),
                    silent(size.of(20_000, 40_000), "random")
                        .people(10, "complete = true")
                        .seeds("count = 3"),
                ]
            })
            .give(|played| {
                let set = |people: &[u32]| people.iter().map(|p| 2_f64.powi(*p as i32)).sum::<f64>();
                let chosen = |p: &Played| p.runs[0].ledger.iter().map(|a| a.person.0).collect::<Vec<_>>();
                let exact = |(p, (name, people)): (&Played, (&str, &[u32]))| {
                    Comparison::exact(name, set(&chosen(p)), set(people))
                };
                let expected: [(&str, &[u32]); 4] = [
                    ("the most tied, as a set", &[9]),
                    ("the three most tied, as a set", &[9, 0, 1]),
                    ("the inmost four, as a set", &[0, 1, 2, 3]),
                    ("of two alike the smaller number", &[9, 0]),
                ];
                let random = &played[4];
                let seed =
                    |k| random.share(format!("P(person {k} is a seed), 3 of 10"), random.having(k), 0.3);
                played.iter().zip(expected).map(exact).chain((0..10).map(seed)).collect()
            }),
        claim(
            "E05",
            "with everything switched on the engine equals its slow twin, \
                a scan of everybody, byte for byte",
            "same keys, no queues; 1, 2, 4 and 8 shards, blocks of 32 people",
        )
        .computes(twin),
    ]
}

/// A group of four who all know each other (0–3), tied to a hub (9) with six friends of its own;
/// 0 and 1 have one tie more than 2 and 3.
fn friends() -> Ties {
    let group = [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)];
    Ties::of("friends.txt", group.into_iter().chain([0, 1, 4, 5, 6, 7, 8, 10].map(|friend| (9, friend))))
}

/// Every kind of tactic but a whole plan.
const TACTICS: [&str; 4] = [
    "kind = \"participation\"\nname = \"weekly build\"\nowners_who_need_it = 0.3\nstaff = \"by load\"\nbudget = 20_000",
    "kind = \"amplification\"\nname = \"amplify\"\nwhen_first = \"4w\"\nspend_each = 2_000\nat_most_per_year = 6",
    "kind = \"share\"\nfree_because = \"a button in the product\"",
    "kind = \"ads\"\nspend = \"all\"\nflight = \"continuous\"\nduration = \"60d\"",
];

fn twin(size: Size, stop: &AtomicBool) -> Result<Vec<Comparison>, VerifyError> {
    let text = Busy {
        seed: size.seed,
        people: 1_500,
        days: 100,
        runs: 2,
        market: "outside_per_day = 0.0002\nrival_per_day = 0.0002",
        product: "",
        strategies: busy::with("Organic", &[]) + &busy::with("Everything", &TACTICS),
        ..Busy::default()
    }
    .text();
    let scenario = Reader::new().parse(&text, "busy.toml").map_err(VerifyError::of)?;
    let play = |shards: usize, scan: bool| {
        let job = Job {
            shards: Some(shards),
            scan,
            block_bits: 5,
            keep_ledgers: true,
            ..Job::new(&scenario.imports, stop, &|_| {})
        };
        Player::new(job).stated(&scenario.plan).map(|s| s.records).map_err(VerifyError::of)
    };
    let twin = play(1, true)?;
    let adopters: usize = twin.iter().map(|r| r.ledger.len()).sum();
    // A market in which nothing happened would prove nothing.
    let mut comparisons =
        vec![Comparison::near("adopters in the twin's runs", adopters as f64, 3_000.0, 2_700.0)];
    for shards in [1, 2, 4, 8] {
        let differ = play(shards, false)?.iter().zip(&twin).filter(|(a, b)| *a != *b).count();
        comparisons.push(Comparison::exact(format!("runs that differ, {shards} shards"), differ as f64, 0.0));
    }
    Ok(comparisons)
}
