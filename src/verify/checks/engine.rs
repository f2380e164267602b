//! What the theories take for granted: credit, seeds, views, telling once, and the slow twin.

use std::sync::atomic::AtomicBool;

use super::super::case::{Case, FIRST, Played, Size, VerifyError};
use super::super::check::{Check, cases, custom, one_case};
use super::super::closed_forms::binomial;
use super::super::comparison::Comparison;
use super::super::ties::{self, Ties};
use crate::engine::record::RunRecord;
use crate::scenario::Reader;
use crate::statistics::estimate::mean;
use crate::study::play::job::Job;
use crate::study::play::player::Player;
use crate::units::{PersonId, Vertex};

/// The checks of this part.
pub(super) fn checks() -> Vec<Check> {
    vec![
        one_case(
            "E01",
            "of two who convince together each gets the credit in proportion to the hazard",
            "competing exponentials",
            |size| {
                let ties = Ties::with_column("two.txt", "probability", [(0, 2, 0.2), (1, 2, 0.6)]).directed();
                Case::new(size, size.of(20_000, 100_000))
                    .ties(ties)
                    .chat("acts = \"all\"")
                    .seeds("count = 2\npick = { list = [0, 1] }")
                    .days(3)
                    .ledgers()
            },
            |played| {
                let won: Vec<_> = played
                    .runs
                    .iter()
                    .filter_map(|r| r.ledger.iter().find(|a| a.person == PersonId(2)))
                    .collect();
                let strong = won.iter().filter(|a| a.parent == Some(PersonId(1))).count();
                let (weak_hazard, strong_hazard) = (-0.8_f64.ln(), -0.4_f64.ln());
                vec![
                    Comparison::share("P(convinced)", won.len(), played.runs.len(), 1.0 - 0.8 * 0.4),
                    Comparison::share(
                        "credit of the stronger",
                        strong,
                        won.len(),
                        strong_hazard / (weak_hazard + strong_hazard),
                    ),
                ]
            },
        ),
        cases(
            "E02",
            "a friend told once is asked once, however long one talks",
            "binomial law",
            |size| {
                vec![
                    Case::new(size, size.of(20_000, 40_000))
                        .ties(ties::star(5).directed())
                        .chat("acts_per_day = 10\nonce = true\nprobability = 0.3")
                        .seeds(FIRST)
                        .days(10)
                        .ledgers(),
                    Case::new(size, size.of(20_000, 40_000))
                        .ties(ties::star(5).directed())
                        .chat("acts_per_day = 10\nprobability = 0.3")
                        .talk("same_friend_again = 0")
                        .seeds(FIRST)
                        .days(10)
                        .label("again counts nothing"),
                ]
            },
            |played| {
                let of = played[0].runs.len();
                let comparisons = |p: &Played, how: &str| -> Vec<Comparison> {
                    [0, 1, 2, 3]
                        .map(|k| {
                            let name = format!("P({k} of 5 follow), {how}");
                            Comparison::share(name, p.ending_with(k + 1), of, binomial(5, k, 0.3))
                        })
                        .into()
                };
                let each = [1, 5].map(|friend| {
                    let won = having(&played[0], friend);
                    Comparison::share(format!("P(friend {friend} follows), told once"), won, of, 0.3)
                });
                let counts =
                    [comparisons(&played[0], "told once"), comparisons(&played[1], "again counts nothing")];
                [counts.concat(), each.into()].concat()
            },
        ),
        one_case(
            "E03",
            "every follower sees a post with the same chance (200 followers, views of 0.3, a post a day)",
            "Poisson and binomial laws",
            |size| {
                Case::new(size, size.of(2_000, 20_000))
                        .ties(ties::star(200).directed())
                        .feed("acts_per_day = 1\nprobability = 1.0\nview = 0.3\nrepost = 0\nhalf_life = \"1s\"\nattention = 1000000")
                        .seeds(FIRST)
                        .days(2)
                        .ledgers()
            },
            |played| {
                // After N posts, Poisson of mean 2, a follower has seen none with chance 0.7^N.
                let (unseen, square) = ((-0.6_f64).exp(), (-2.0 * (1.0 - 0.49_f64)).exp());
                let seen = 1.0 - unseen;
                let variance = 200.0 * (unseen - square) + 200.0 * 200.0 * (square - unseen * unseen);
                let sizes: Vec<f64> = played.sizes().iter().map(|s| s - 1.0).collect();
                let place = |r: &RunRecord| {
                    let seen =
                        r.ledger.iter().filter(|a| a.person > PersonId(0)).map(|a| f64::from(a.person.0));
                    mean(&seen.collect::<Vec<f64>>())
                };
                let places: Vec<f64> = played.each(place).into_iter().filter(|p| *p > 0.0).collect();
                vec![
                    Comparison::mean("mean number who have seen", &sizes, 200.0 * seen),
                    Comparison::deviation("sd of their number", &sizes, variance.sqrt()),
                    Comparison::mean("mean place among the followers", &places, 100.5),
                    Comparison::share("P(the first has seen)", having(played, 1), sizes.len(), seen),
                    Comparison::share("P(the last has seen)", having(played, 200), sizes.len(), seen),
                ]
            },
        ),
        cases(
            "E04",
            "seeds are the most tied, the inmost, or anybody with the same chance",
            "direct count",
            |size| {
                let by = |pick: &'static str, count: u32, label| {
                    Case::new(size, 1)
                        .ties(ties::Ties::of("friends.txt", FRIENDS))
                        .seeds(format!("count = {count}\npick = \"{pick}\""))
                        .chat("acts_per_day = 0\nprobability = 0.0")
                        .days(1)
                        .ledgers()
                        .label(label)
                };
                let random = Case::new(size, size.of(20_000, 40_000))
                    .people(10, "complete = true")
                    .seeds("count = 3")
                    .chat("acts_per_day = 0\nprobability = 0.0")
                    .days(1)
                    .ledgers()
                    .label("random");
                vec![
                    by("degree", 1, "degree"),
                    by("degree", 3, "degree"),
                    by("core", 4, "core"),
                    by("degree", 2, "degree, the last place shared"),
                    random,
                ]
            },
            |played| {
                let sum =
                    |p: &Played| p.runs[0].ledger.iter().map(|a| 2_f64.powi(a.person.0 as i32)).sum::<f64>();
                let set = |people: &[i32]| people.iter().map(|p| 2_f64.powi(*p)).sum::<f64>();
                let mut comparisons = vec![
                    Comparison::exact("the most tied, as a set", sum(&played[0]), set(&[9])),
                    Comparison::exact("the three most tied, as a set", sum(&played[1]), set(&[9, 0, 1])),
                    Comparison::exact("the inmost four, as a set", sum(&played[2]), set(&[0, 1, 2, 3])),
                    Comparison::exact("of two alike the smaller number", sum(&played[3]), set(&[9, 0])),
                ];
                let of = played[4].runs.len();
                comparisons.extend((0..10).map(|who| {
                    let hits = having(&played[4], who);
                    Comparison::share(format!("P(person {who} is a seed), 3 of 10"), hits, of, 0.3)
                }));
                comparisons
            },
        ),
        custom(
            "E05",
            "with everything switched on the engine equals its slow twin, a scan of everybody, byte for byte",
            "same keys, no queues; 1, 2, 4 and 8 shards, blocks of 32 people",
            twin,
        ),
    ]
}

/// Runs in which a person has it at the end.
pub(super) fn having(played: &Played, person: Vertex) -> usize {
    played.count(|r| r.ledger.iter().any(|a| a.person == PersonId(person)))
}

/// A group of four who all know each other (0–3), tied to a hub (9) with six friends of its own;
/// 0 and 1 have one tie more than 2 and 3.
const FRIENDS: [(u32, u32); 14] = [
    (0, 1),
    (0, 2),
    (0, 3),
    (1, 2),
    (1, 3),
    (2, 3),
    (9, 0),
    (9, 1),
    (9, 4),
    (9, 5),
    (9, 6),
    (9, 7),
    (9, 8),
    (9, 10),
];

/// A market in which everything happens.
const BUSY: &str = r#"
name = "busy"
horizon = "100d"
[market]
people = 1_500
cities = { count = 3 }
outside_per_day = 0.0002
rival_per_day = 0.0002
[layers.friends]
small_world = { degree = 10, rewire = 0.1 }
[layers.follows]
power_law = { mean = 12, exponent = 2.3 }
directed = true
[talk]
scale = 0.25
[channels.wechat]
kind = "chat"
layer = "friends"
acts_per_day = 0.3
[channels.weibo]
kind = "feed"
layer = "follows"
acts_per_day = 0.2
view = 0.3
repost = 0.1
[channels.forum]
kind = "club"
catchment = ["innovators", "early adopters"]
[product]
lapse_per_year = 1.0
[seeds]
count = 30
super_users = 5
pick = "core"
[compare]
replications = 2
cap = 60_000
[[strategy]]
name = "Organic"
[[strategy]]
name = "Everything"
[[strategy.tactic]]
kind = "participation"
name = "weekly build"
owners_who_need_it = 0.3
staff = "by load"
budget = 20_000
[[strategy.tactic]]
kind = "amplification"
name = "amplify"
when_first = "4w"
spend_each = 2_000
at_most_per_year = 6
[[strategy.tactic]]
kind = "share"
free_because = "a button in the product"
[[strategy.tactic]]
kind = "ads"
spend = "all"
flight = "continuous"
duration = "60d"
"#;

fn twin(size: Size, stop: &AtomicBool) -> Result<Vec<Comparison>, VerifyError> {
    let scenario = Reader::new()
        .set(format!("seed={}", size.seed))
        .parse(BUSY, "busy.toml")
        .map_err(|p| VerifyError(p.to_string()))?;
    let play = |shards: usize, scan: bool| {
        let job = Job {
            shards: Some(shards),
            scan,
            block_bits: 5,
            keep_ledgers: true,
            ..Job::new(&scenario.imports, stop, &|_| {})
        };
        let played = Player::new(job).stated(&scenario.plan);
        played.map(|s| s.records).map_err(|e| VerifyError(e.to_string()))
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
