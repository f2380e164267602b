//! The engine's fine print: hubs, long lives, wrapping clocks, credit, cost.

use crate::common;
use crate::common::classic::{Classic, EdgeFile, assert_near, assert_share, moments};

fn star(leaves: u32) -> EdgeFile {
    EdgeFile::of((1..=leaves).map(|leaf| (0, leaf)))
}

const HUB: &str = "count = 1\npick = { list = [0] }";

/// 20 runs of 100,000 ties: ±.001 on the share is 4.7 standard errors.
#[test]
fn hub_of_100_000_ties_tells_each_at_its_own_rate() {
    let star = star(100_000);
    let runs = Classic {
        runs: 20,
        tick: "6h",
        horizon: "2d",
        layer: star.layer(false),
        channel: "acts_per_tie_per_day = 0.1\nprobability = 1.0".into(),
        seeds: HUB,
        ..Classic::default()
    }
    .play();
    let share: Vec<f64> = runs.iter().map(|r| f64::from(r.days[1].adopted) / 1e5).collect();
    // Later adopters only speak back to the hub.
    assert_near("told in a day", moments(&share).0, 1.0 - (-0.1_f64).exp(), 0.001);
}

/// 1,000 acts a day for 200 days are twice as many as there are ties.
#[test]
fn hub_of_100_000_ties_tells_each_of_them_once_and_then_nobody() {
    let star = star(100_000);
    let run = |horizon| {
        Classic {
            runs: 1,
            horizon,
            layer: star.layer(true),
            // Nobody is ever convinced, so that every letter is the hub's.
            channel: "acts_per_day = 1000\nonce = true\nweight = 0".into(),
            seeds: HUB,
            ..Classic::default()
        }
        .play()
        .remove(0)
        .work
    };
    let (half, all) = (run("50d"), run("200d"));
    assert_eq!(half.exposures, half.events, "every act of the first half finds a tie");
    assert!(all.events > 190_000, "{} acts", all.events);
    assert_eq!(all.exposures, 100_000);
}

/// 100,000 followers of one person; ±4 binomial standard errors.
#[test]
fn hub_of_100_000_followers_shows_a_post_to_the_share_that_views() {
    let star = star(100_000);
    let text = Classic { runs: 1, horizon: "40d", layer: star.layer(true), seeds: HUB, ..Classic::default() }
        .text()
        .replace("kind = \"chat\"\n", "kind = \"feed\"\n")
        .replace(
            "acts = \"all\"\nprobability = 1.0",
            "acts_per_day = 1.0\nview = 0.1\nrepost = 0\nprobability = 1.0\nattention = 1e6\nhalf_life = \"1m\"",
        );
    let records = common::study(&text).records;
    let ledger = &records[0].ledger;
    let first = ledger.iter().map(|a| a.tick).find(|t| *t > 0).expect("the hub posts within 40 days");
    // A tick may hold several posts; the count of talk acts is not recorded, so take the runs' law:
    // after k posts in the first active tick the share won is 1 − .9^k for a small whole k.
    let won = ledger.iter().filter(|a| a.tick == first).count();
    let close = (1..=6).any(|k| {
        let p = 1.0 - 0.9_f64.powi(k);
        (won as f64 - 1e5 * p).abs() <= 4.0 * (1e5 * p * (1.0 - p)).sqrt()
    });
    assert!(close, "{won} of 100,000 saw whole posts");
}

/// A reading wraps after 4,096 expected acts: 100 a day are 3,000, 6,000 and 30,000. Means of 200
/// runs, 4 standard errors of a Poisson count (fails by chance once in 16,000).
#[test]
fn talk_goes_on_at_the_same_rate_after_its_clock_has_wrapped() {
    let pair = EdgeFile::of([(0, 1)]);
    for (horizon, acts) in [("30d", 3_000.0), ("60d", 6_000.0), ("300d", 30_000.0)] {
        let runs = Classic {
            runs: 200,
            horizon,
            layer: pair.layer(true),
            channel: "acts_per_day = 100\nweight = 0".into(),
            seeds: HUB,
            ..Classic::default()
        }
        .play();
        let told: Vec<f64> = runs.iter().map(|r| r.work.exposures as f64).collect();
        assert_near(horizon, moments(&told).0, acts, 4.0 * f64::sqrt(acts / 200.0));
    }
}

/// 20,000 owners who stay fresh a day and lapse once in ten on average, told apart tick by tick:
/// with a tick of a day most go through both in few ticks. 4 binomial standard errors.
#[test]
fn stage_change_and_lapse_within_one_tick_keep_their_rates() {
    let n = 20_000;
    for tick in ["1d", "1h"] {
        let text = Classic {
            runs: 1,
            tick,
            horizon: "20d",
            market: format!("people = {n}"),
            layer: "complete = true".into(),
            channel: "acts_per_day = 0\nprobability = 1.0".into(),
            lapse_per_year: 365.0 * 0.5,
            seeds: "count = 20_000",
            ..Classic::default()
        }
        .text()
        .replace("fresh_for = \"never\"", "fresh_for = \"12h\"");
        let days = &common::study(&text).records[0].days;
        for day in [1, 2, 3, 6] {
            let t = day as f64;
            let fresh = (-2.5 * t).exp();
            let settled = (-0.5 * t).exp() - fresh;
            let [_, _, _, f, s, _, _, _, _, lapsed] = days[day].stages;
            assert_share(&format!("{tick}: fresh on day {day}"), f as usize, n, fresh);
            assert_share(&format!("{tick}: settled on day {day}"), s as usize, n, settled);
            assert_share(&format!("{tick}: lapsed on day {day}"), lapsed as usize, n, 1.0 - (-0.5 * t).exp());
        }
    }
}

/// A hundred owners among 100,000 people for 1,000 hourly ticks: the work is what they did.
#[test]
fn work_follows_what_people_did_and_not_people_times_ticks() {
    let runs = Classic {
        runs: 1,
        tick: "1h",
        horizon: "1000h",
        market: "people = 100_000".into(),
        layer: "random = { mean = 10 }".into(),
        channel: "acts_per_day = 0.5\nprobability = 0".into(),
        seeds: "count = 100",
        ..Classic::default()
    }
    .play();
    // Poisson(100 · .5 · 41.7): ± 4 standard deviations; people × ticks would be 10⁸.
    let expected = 100.0 * 0.5 * 1_000.0 / 24.0;
    assert_near("acts", runs[0].work.events as f64, expected, 4.0 * f64::sqrt(expected));
}
