//! Mechanisms behind published models that the proof pack does not play by themselves: whole periods,
//! imitation at large, stifling, warnings, and telling each tie once.
//!
//! Where nothing else is said, a comparison holds to 4 standard errors (fails by chance once in
//! 16,000).

use crate::common;
use crate::common::How;
use crate::common::classic::{Classic, EdgeFile, assert_mean, assert_near, assert_share, path, refusal};
use groundswell::engine::record::RunRecord;
use groundswell::units::Stage;
use groundswell::world::import::Imports;

const FIRST: &str = "count = 1\npick = { list = [0] }";
const PERIODS: &str = "whole periods";

fn in_stage(run: &RunRecord, day: usize, stage: Stage) -> u32 {
    run.days[day].stages[stage as usize]
}

fn bass(time: &'static str, tick: &'static str) -> Classic {
    Classic {
        runs: 5,
        tick,
        time,
        horizon: "15d",
        market: "people = 100_000\noutside_per_day = 0.03\nimitation_per_day = 0.38".into(),
        layer: "complete = true".into(),
        channel: "acts_per_day = 0\nprobability = 1.0".into(),
        seeds: "count = 0",
        ..Classic::default()
    }
}

#[test]
fn imitation_at_large_in_continuous_time_follows_basss_curve() {
    let (p, q) = (0.03_f64, 0.38_f64);
    let runs = bass("continuous", "432s").play();
    for day in [1, 3, 5, 7, 10, 15] {
        let e = (-(p + q) * f64::from(day)).exp();
        let mean = runs.iter().map(|r| f64::from(r.days[day as usize].adopted)).sum::<f64>() / 5e5;
        assert_near(&format!("F({day})"), mean, (1.0 - e) / (1.0 + q / p * e), 0.004);
    }
}

#[test]
fn outside_influence_of_one_a_period_wins_everybody_in_it_and_63_in_100_in_continuous_time() {
    let won = |time| {
        let market = "people = 100_000\noutside_per_day = 1".to_owned();
        let runs = Classic { runs: 1, horizon: "1d", market, ..bass(time, "1d") }.play();
        runs[0].days[1].adopted
    };
    assert_eq!(won(PERIODS), 100_000);
    assert_share("continuous", won("continuous") as usize, 100_000, 1.0 - (-1.0_f64).exp());
}

/// The wait of the second link is a whole number of periods, each with chance 1 − e^{−1/2}; in
/// continuous time it would be 2 on average.
#[test]
fn adopters_of_a_whole_period_first_act_in_the_next() {
    let path = path(3);
    let runs = Classic {
        time: PERIODS,
        horizon: "100d",
        layer: path.layer(true),
        channel: "acts_per_tie_per_day = 0.5\nprobability = 1.0".into(),
        seeds: FIRST,
        ..Classic::default()
    }
    .play_with_ledgers();
    let tick = |r: &RunRecord, k: usize| f64::from(r.ledger[k].tick);
    let waits: Vec<f64> = runs.iter().map(|r| tick(r, 2) - tick(r, 1)).collect();
    assert_mean("wait of the second link", &waits, 1.0 / (1.0 - (-0.5_f64).exp()));
    assert!(waits.iter().all(|w| *w >= 1.0));
}

#[test]
fn no_seeds_are_refused_where_nothing_else_can_begin() {
    let nobody = Classic { market: "people = 10".into(), ..bass("continuous", "1d") };
    let why = "nobody would ever begin, and imitation needs somebody to imitate; write 1 or more, or \
               outside_per_day in [market]";
    assert!(
        refusal(&nobody.text()).contains(&format!("seeds.count is 0; {why}")),
        "{}",
        refusal(&nobody.text())
    );
    let imitators = Classic { market: "people = 10\nimitation_per_day = 1".into(), ..nobody };
    assert!(refusal(&imitators.text()).contains("seeds.count is 0"));
}

/// An owner with one friend, who knows after the first telling: the second telling tires with
/// chance .3. So after n tellings the owner is still fresh with .7^(n − 1).
#[test]
fn telling_one_who_knows_tires_with_the_stated_chance_each_time() {
    let pair = EdgeFile::of([(0, 1)]);
    let runs = Classic {
        tick: "144m",
        horizon: "4d",
        layer: pair.layer(true),
        talk: "stifle = 0.3\nsettled = 0",
        channel: "acts_per_day = 1\nprobability = 1.0".into(),
        seeds: "count = 2\npick = { list = [0, 1] }",
        ..Classic::default()
    }
    .play();
    // The friend has nobody to tell and stays fresh.
    let tired = runs.iter().filter(|r| in_stage(r, 4, Stage::Settled) == 1).count();
    // Tellings in the last tick are answered after it.
    assert_share("tired", tired, runs.len(), 1.0 - (-0.3 * 3.9_f64).exp());
}

#[test]
fn stifling_warns_of_a_tick_in_which_tellers_would_go_on_too_long() {
    let warnings = |tick| {
        let net = Classic { tick, talk: "stifle = 1", layer: "complete = true".into(), ..Classic::default() };
        let channel = "acts_per_day = 2\nprobability = 1.0".to_owned();
        let text = Classic { market: "people = 10".into(), channel, ..net }.text();
        groundswell::parse(&text, "s.toml", &[], &Imports::new()).unwrap().warnings.to_string()
    };
    let help = "talk.stifle is 1; who knows already answers with the next tick, and 2 acts go into one; \
                write tick = \"36m\" or shorter";
    assert!(warnings("1d").contains(help), "{}", warnings("1d"));
    assert!(!warnings("36m").contains("stifle"), "{}", warnings("36m"));
}

/// Two links, each told at grievance × pace = 0.25 a day: both have turned by t with 1 − e^{−t/4}(1 + t/4).
#[test]
fn rejecters_warn_at_the_rate_of_a_grievance() {
    let path = path(3);
    let quiet = Classic {
        tick: "144m",
        horizon: "10d",
        layer: path.layer(true),
        talk: "reject = 1\ngrievance = 0.5\ngrievance_for = \"100000d\"",
        channel: "acts_per_tie_per_day = 0.5\nprobability = 1.0".into(),
        seeds: "count = 1\nsatisfied = 0\npick = { list = [0] }",
        ..Classic::default()
    };
    let talk = "reject = 1\ngrievance = 0.5\ngrievance_for = \"100000d\"\nrejecters_warn = true";
    let runs = Classic { talk, ..quiet.clone() }.play();
    for day in [2_usize, 5, 10] {
        let both = runs.iter().filter(|r| in_stage(r, day, Stage::Rejecter) == 2).count();
        let t = 0.25 * day as f64;
        assert_share(&format!("both by {day}"), both, runs.len(), 1.0 - (-t).exp() * (1.0 + t));
    }
    let most = quiet.play().iter().map(|r| in_stage(r, 10, Stage::Rejecter)).max();
    assert_eq!(most, Some(1), "without rejecters_warn the second hears nothing");
}

/// Quality rises by .1 and more in the first weeks, so rejecters come back, fall silent, and may
/// turn or be won again.
#[test]
fn rejecters_who_warned_come_back_the_same_for_any_cut_and_for_the_twin() {
    let node =
        "kind = \"node\"\nowners_who_need_it = 1.0\ncompany_gain = 1.0\nimprove = 0.5\nbudget = 50_000";
    let text = common::busy::Busy {
        talk: "reject = 0.3\ngrievance = 1.0\nrejecters_warn = true",
        product: "satisfied = 0.3",
        strategies: common::busy::with("Node", &[node]),
        ..common::busy::Busy::default()
    }
    .text();
    let how = |shards, scan| How { shards: Some(shards), scan, block_bits: 6 };
    let twin = common::study_how(&text, how(1, true)).records;
    let back = |r: &RunRecord| {
        let rejecters: Vec<u32> = (0..=120).map(|d| in_stage(r, d, Stage::Rejecter)).collect();
        rejecters.windows(2).any(|w| w[1] + 20 < w[0])
    };
    assert!(twin.iter().any(back), "rejecters come back");
    for shards in [1, 2, 4, 8] {
        assert!(common::study_how(&text, how(shards, false)).records == twin, "{shards} shards");
    }
}

/// A hub keeps who was told apart from its own record.
#[test]
fn hub_tells_each_of_100_ties_once_at_its_own_rate() {
    let star = EdgeFile::of((1..=100).map(|leaf| (0, leaf)));
    let runs = Classic {
        runs: 2_000,
        tick: "144m",
        horizon: "8d",
        layer: star.layer(true),
        channel: "acts_per_tie_per_day = 0.4\nonce = true\nprobability = 0.7".into(),
        seeds: FIRST,
        ..Classic::default()
    }
    .play();
    for day in [1_usize, 3, 8] {
        let told: Vec<f64> = runs.iter().map(|r| f64::from(r.days[day].adopted) - 1.0).collect();
        assert_mean(&format!("told by {day}"), &told, 70.0 * (1.0 - (-0.4 * day as f64).exp()));
    }
}

#[test]
fn stifling_and_warning_rejecters_are_refused_where_they_do_nothing() {
    let net = Classic { market: "people = 10".into(), layer: "complete = true".into(), ..Classic::default() };
    let stifle = refusal(&Classic { talk: "stifle = 0.5", ..net.clone() }.text());
    let help = "talk.stifle is 0.5; only chats with acts_per_day or acts_per_tie_per_day tell people one by one; \
                take it away";
    assert!(stifle.contains(help), "{stifle}");
    let warn = refusal(&Classic { talk: "reject = 0\nrejecters_warn = true", ..net.clone() }.text());
    let help = "talk.rejecters_warn is true; no warning makes a rejecter while reject is 0; raise it, or take this away";
    assert!(warn.contains(help), "{warn}");
    let time = refusal(&Classic { time: "whole period", ..net }.text());
    assert!(time.contains("time is \"whole period\"; did you mean \"whole periods\"?"), "{time}");
}
