//! What drawn settings say: effects, flip values and the case against are found where they are
//! known, and intervals of win shares cover as often as they say.

use crate::common;
use groundswell::Reader;
use groundswell::engine::record::{RecordRow, RunRecord};
use groundswell::scenario::Plan;
use groundswell::study::Results;
use groundswell::study::play::{DirectPlay, PlayedPoint, Purpose, Runs, position};
use groundswell::study::sensitivity::Settings;
use groundswell::study::summary::Sample;
use groundswell::units::{Stage, StrategyId};

/// Three assumptions and two strategies; the second is the baseline.
const TEXT: &str = r#"
horizon = "2d"
[market]
people = 1_000_000
[talk]
scale = { value = 1, range = [0, 2] }
rates.settled = { value = 0.5, range = [0, 1], scale = "linear" }
[media]
cold_cac = { value = 100, range = [10, 1_000], scale = "log" }
[compare]
cap = 10
settings = 64
replications_per_setting = 2
baseline = "B"
[[strategy]]
name = "Organic"
[[strategy]]
name = "A"
[[strategy.tactic]]
kind = "ads"
[[strategy]]
name = "B"
[[strategy.tactic]]
kind = "ads"
"#;

fn plan() -> Plan {
    groundswell::Scenario::parse(TEXT, "t.toml").unwrap_or_else(|p| panic!("{p}")).plan
}

fn record(strategy: usize, replication: u32, active: f64) -> RunRecord {
    let mut day = RecordRow { adopted: active as u32, ..RecordRow::default() };
    day.stages[Stage::Fresh as usize] = active as u32;
    RunRecord { strategy: StrategyId(strategy), replication, rows: vec![day; 3], ..RunRecord::default() }
}

/// What settings say in which A has e^{y(u)} times the owners of B in both runs of each, and at the
/// stated values e^{stated} times.
fn told(stated: f64, y: impl Fn(&[f64]) -> f64) -> (Plan, Settings) {
    let plan = plan();
    let drawn = |i: u32| {
        let position = position(&plan.assumptions, 7, Purpose::Judging, i);
        let a = 50_000.0 * y(&position).exp();
        let runs = (0..2).flat_map(|r| [record(0, r, 10.0), record(1, r, a), record(2, r, 50_000.0)]);
        Runs { position, ..Runs::from(runs.collect::<Vec<_>>()) }
    };
    let drawn: Vec<Runs> = (0..64).map(drawn).collect();
    let records = vec![record(0, 0, 10.0), record(1, 0, 50_000.0 * stated.exp()), record(2, 0, 50_000.0)];
    let told = Settings::of(&plan, &records.into(), &drawn).expect("settings were drawn");
    (plan, told)
}

#[test]
fn effects_are_those_that_were_put_in() {
    // ln ratio 0.6 + 1.5·(u_cac − ½) − 0.4·(u_scale − ½).
    let (plan, told) = told(0.6, |u| 0.6 + 1.5 * (u[2] - 0.5) - 0.4 * (u[0] - 0.5));
    assert_eq!((told.leader, told.competitor), (StrategyId(1), StrategyId(2)));
    let effects = told.effects.expect("enough settings");
    let of = |name: &str| {
        let k = plan.assumptions.iter().position(|a| a.name == name).expect(name);
        effects.of.iter().find(|e| e.assumption == k).expect(name)
    };
    let cac = of("media.cold_cac");
    assert!((cac.change.mean - 1.5).abs() < 1e-3, "{cac:?}");
    assert!((of("talk.scale").change.mean + 0.4).abs() < 1e-3);
    assert!(cac.is_sure() && of("talk.scale").is_sure() && !of("talk.rates.settled").is_sure());
    assert!(of("talk.rates.settled").change.mean.abs() < 1e-3);
    assert_eq!(effects.of[0].assumption, cac.assumption, "the largest first");
    assert!(effects.explained > 0.999 && (effects.stated - 0.6).abs() < 1e-3);
    assert!(cac.correlation > 0.9 && of("talk.scale").correlation < 0.0);
}

/// What direct play of the cold CAC shows: A's mean ln ratio to B at five points of its range.
fn direct(at: impl Fn(f64) -> f64) -> DirectPlay {
    let point = |x: f64| PlayedPoint {
        position: x,
        leads: (0..8).map(|r| at(x) + 0.001 * f64::from(r)).collect(),
        bound: 0.05,
    };
    let points = [0.0, 0.25, 0.5, 0.75, 1.0].map(point).to_vec();
    DirectPlay { assumption: 2, points, networks: (0..8).collect(), error_of_talk: 0.0 }
}

#[test]
fn a_flip_value_is_what_direct_play_shows_unless_the_draws_contradict_it() {
    // Settings and play agree: level where u_cac = 0.3, a cold CAC of 10·100^0.3 = 39.8.
    let (plan, told) = told(0.3, |u| 1.5 * (u[2] - 0.3));
    let flip = |told: &Settings, at: &dyn Fn(f64) -> f64| {
        let told = told.clone().with_flips(&plan, &[direct(at)]);
        let effects = told.effects.expect("enough settings");
        effects.of.into_iter().find(|e| e.assumption == 2).expect("the cold CAC").flip
    };
    let found = flip(&told, &|x| 1.5 * (x - 0.3)).expect("it flips");
    assert!((found.value / 39.8 - 1.0).abs() < 0.02 && found.leads_above, "{found:?}");
    // Level everywhere below a half, so never surely behind: no flip.
    assert_eq!(flip(&told, &|x| 1.5 * (x - 0.5).max(-0.02)), None);
    // A flip at 0.9 is refuted by settings above it, in all of which A is ahead, and below.
    assert_eq!(flip(&told, &|x| -1.5 * (x - 0.9)), None);
}

#[test]
fn the_case_against_names_what_losses_share() {
    let (plan, told) = told(0.2, |u| if u[2] < 0.25 { -1.0 } else { 0.5 });
    assert_eq!((told.against.losses, told.against.settings), (16, 64), "a quarter of a stratified sample");
    let split = &told.against.splits[0];
    assert_eq!(plan.assumptions[split.assumption].name, "media.cold_cac");
    assert!(!split.above && (split.losses, split.settings) == (16, 16), "{split:?}");
    let (low, high) = (plan.assumptions[2].at(0.23), plan.assumptions[2].at(0.27));
    assert!((low..high).contains(&split.value), "{split:?}");
    let contest = told.sample.contest(StrategyId(1), StrategyId(2), 2).expect("the contest");
    assert_eq!((contest.ahead.count, contest.level.count, contest.behind.count), (48, 0, 16));
    assert_eq!(told.won(StrategyId(1)).count + told.won(StrategyId(2)).count, 64);
    assert_eq!(contest.by_luck, 0.0);
}

/// A market of 300 people with one strong and one weak assumption.
const SMALL: &str = r#"
horizon = "6w"
[market]
people = 300
eligible = { value = 0.8, range = [0.6, 1.0] }
cities = { count = 1, sizes = "equal" }
susceptibility = "equal"
activity = "equal"
[layers.friends]
random = { mean = 6 }
[channels.chat]
kind = "chat"
layer = "friends"
[talk]
scale = { value = 0.4, range = [0.05, 0.9] }
[seeds]
count = 10
pick = "random"
[media]
cold_cac = { value = 40, range = [8, 200] }
[compare]
cap = 600
settings = 32
replications_per_setting = 2
replications = 1
baseline = "Ads"
[[strategy]]
name = "Organic"
[[strategy]]
name = "Ads"
[[strategy.tactic]]
kind = "ads"
flight = "burst"
[[strategy]]
name = "Late"
[[strategy.tactic]]
kind = "ads"
starts = "4w"
"#;

fn small(seed: u32, settings: u32, runs: u32) -> Settings {
    let reader = Reader::new()
        .set(format!("seed={seed}"))
        .set(format!("compare.settings={settings}"))
        .set(format!("compare.replications_per_setting={runs}"));
    let scenario = reader.parse(SMALL, "t.toml").unwrap_or_else(|p| panic!("{p}"));
    let found = common::experiment(&scenario, false);
    let (plan, drawn) = (found.plan.clone(), found.drawn.clone());
    let told = Results::from_experiment(found).settings.expect("settings were drawn");
    // 10 % of the people who can be won, the same in all studies: a level of each study's own would be
    // another truth in each.
    Settings { sample: Sample::drawn(&plan, &drawn, told.leader, Some(24)), ..told }
}

/// 1,000 studies of 32 settings of two runs, seeds 1 to 1,000, against one of 2,000 settings of 24 runs
/// (seed 0), in which luck is all but averaged out: the shares meant are those without luck. Shares are
/// discrete, and stratified draws make them steadier than chance alone would, so that intervals
/// made for chance cover more often than they say: at least 93 % is asked. Were one to cover 95 %
/// exactly, it would fail here once in 500 times (standard error 0.7 %). The quick form asks 60 studies for
/// 85 %, which fails once in 400 times.
#[test]
fn intervals_of_win_shares_over_settings_cover() {
    win_shares_cover(60, 51, (600, 16));
}

#[test]
#[ignore = "slow: 1,000 studies"]
fn intervals_of_win_shares_over_settings_cover_in_1_000_studies() {
    win_shares_cover(1_000, 930, (2_000, 24));
}

/// In how many of so many studies, at least, the share of a study of so many settings and runs is held.
fn win_shares_cover(studies: u32, least: usize, (settings, runs): (u32, u32)) {
    use rayon::prelude::*;
    let truth = small(0, settings, runs);
    let wanted = |u: &Settings| -> Vec<(f64, f64, f64)> {
        let contests = u.sample.contests.iter().filter(|c| c.other == StrategyId(1));
        let shares = contests
            .flat_map(|c| [c.ahead, c.level, c.behind])
            .map(|s| (s.value, s.interval.low, s.interval.high));
        shares
            .chain(
                u.sample
                    .arms
                    .iter()
                    .map(|a| a.taken_off.expect("a level of take-off"))
                    .map(|off| (off.mean, off.low().unwrap(), off.high().unwrap())),
            )
            .collect()
    };
    let known = wanted(&truth);
    let told: Vec<Vec<(f64, f64, f64)>> =
        (1..=studies).into_par_iter().map(|s| wanted(&small(s, 32, 2))).collect();
    let mut open = 0;
    for (k, (value, ..)) in known.iter().enumerate() {
        // The truth of 2,000 stratified settings has an error of its own, up to half a per cent.
        let held = told.iter().filter(|s| s[k].1 - 1e-9 <= *value && *value <= s[k].2 + 1e-9).count();
        println!("share {k}: {value:.3}, covered {:.1} %", 100.0 * held as f64 / f64::from(studies));
        assert!(held >= least, "share {k} ({value}) is covered in {held} of {studies} studies");
        open += usize::from((0.05..0.95).contains(value));
    }
    assert!(open >= 3, "{open} shares are open: {known:?}");
}
