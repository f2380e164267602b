//! The engine's fine print: hubs, long lives, wrapping clocks, cost.

use crate::common::cases::{FIRST, assert_near, assert_share, case, moments, play};
use groundswell::verify::ties::{path, star};

/// 20 runs of 100,000 ties: ±.001 on the share is 4.7 standard errors.
#[test]
fn hub_of_100_000_ties_tells_each_at_its_own_rate() {
    let star = case(20).ties(star(100_000)).seeds(FIRST).tick("6h").days(2);
    let share = play(&star.chat("acts_per_tie_per_day = 0.1\nprobability = 1.0"))
        .each(|r| f64::from(r.rows[1].adopted) / 1e5);
    // Later adopters only speak back to the hub.
    assert_near("told in a day", moments(&share).0, 1.0 - (-0.1_f64).exp(), 0.001);
}

/// 1,000 acts a day for 200 days are twice as many as there are ties.
#[test]
fn hub_of_100_000_ties_tells_each_of_them_once_and_then_nobody() {
    // Nobody is ever convinced, so every exposure comes from the hub.
    let star = case(1).ties(star(100_000).directed()).seeds(FIRST);
    let star = star.chat("acts_per_day = 1000\nonce = true\nweight = 0");
    let work = |days| play(&star.clone().days(days)).runs.remove(0).work;
    let (half, all) = (work(50), work(200));
    assert_eq!(half.exposures, half.events, "every act of the first half finds a tie");
    assert!(all.events > 190_000, "{} acts", all.events);
    assert_eq!(all.exposures, 100_000);
}

/// 100,000 followers of one person; ±4 binomial standard errors.
#[test]
fn hub_of_100_000_followers_shows_a_post_to_the_share_that_views() {
    let star = case(1).ties(star(100_000).directed()).seeds(FIRST).days(40).ledgers();
    let posts =
        "acts_per_day = 1.0\nview = 0.1\nrepost = 0\nprobability = 1.0\nattention = 1e6\nhalf_life = \"1m\"";
    let runs = play(&star.feed(posts)).runs;
    let ledger = &runs[0].ledger;
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
    for days in [30, 60, 300] {
        let pair = case(200).ties(path(2).directed()).seeds(FIRST).days(days);
        let told = play(&pair.chat("acts_per_day = 100\nweight = 0")).each(|r| r.work.exposures as f64);
        let acts = 100.0 * f64::from(days);
        assert_near(&format!("{days} days"), moments(&told).0, acts, 4.0 * f64::sqrt(acts / 200.0));
    }
}

/// A hundred times a hundred acts a day of a disappointed owner are 10,000 in a tick of a day, and 417 in one of an
/// hour. Means of 25 runs of 20 days, 4 standard errors of a Poisson count (fails by chance once in 16,000).
#[test]
fn talk_keeps_its_rate_however_often_people_act_in_a_tick() {
    for tick in ["1d", "1h"] {
        let pair = case(25).ties(path(2).directed()).seeds(format!("{FIRST}\nsatisfied = 0"));
        let pair = pair.talk("grievance = 100\ngrievance_for = \"2000w\"").tick(tick).days(20);
        let told = play(&pair.chat("acts_per_day = 100\nweight = 0")).each(|r| r.work.exposures as f64);
        let acts = 100.0 * 100.0 * 20.0;
        assert_near(tick, moments(&told).0, acts, 4.0 * f64::sqrt(acts / 25.0) + acts * 20.0 / 14_000.0);
    }
}

/// 1,000 acts a day over each of four ties, each told at a rate of its own: 80,000 in 20 days.
#[test]
fn talk_over_each_tie_keeps_its_rate_however_often_people_act_in_a_tick() {
    let star = case(25).ties(star(4).directed()).seeds(FIRST).days(20);
    let told = play(&star.chat("acts_per_tie_per_day = 1000\nweight = 0")).each(|r| r.work.exposures as f64);
    let acts = 4.0 * 1_000.0 * 20.0;
    assert_near("acts", moments(&told).0, acts, 4.0 * f64::sqrt(acts / 25.0));
}

/// 20,000 owners stay fresh for half a day and lapse after two days on average: with a tick of a day
/// most go through both in few ticks. 4 binomial standard errors.
#[test]
fn stage_change_and_lapse_within_one_tick_keep_their_rates() {
    let n = 20_000;
    for tick in ["1d", "1h"] {
        let owners = case(1).people(20_000, "complete = true").seeds("count = 20_000").tick(tick).days(20);
        let owners = owners.talk("fresh_for = \"12h\"").chat("acts_per_day = 0\nprobability = 1.0");
        let product = "satisfied = 1.0\ntrouble_per_day = 0\nlapse_per_year = 182.5";
        let runs = play(&owners.product(product)).runs;
        let days = &runs[0].rows;
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

/// A hundred owners among 100,000 people for 960 hourly ticks: the work is what they did.
#[test]
fn work_follows_what_people_did_and_not_people_times_ticks() {
    let few = case(1).people(100_000, "random = { mean = 10 }").seeds("count = 100").tick("1h").days(40);
    let runs = play(&few.chat("acts_per_day = 0.5\nprobability = 0")).runs;
    // Poisson(100 · .5 · 40): ± 4 standard deviations; people × ticks would be 10⁸.
    let expected = 100.0 * 0.5 * 40.0;
    assert_near("acts", runs[0].work.events as f64, expected, 4.0 * f64::sqrt(expected));
}
