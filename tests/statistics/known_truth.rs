//! Studies of worlds whose truth is known: what may be said where nothing matters, and what must be
//! found where something does. Records are made up, so that thousands of studies take seconds.

use groundswell::engine::record::{DayRow, RunRecord, Terms, Work};
use groundswell::rng::{Luck, Purpose};
use groundswell::scenario::Plan;
use groundswell::scenario::plan::Assumption;
use groundswell::study::Results;
use groundswell::study::play::{self, Runs, position};
use groundswell::units::{Stage, StrategyId};
use rayon::prelude::*;

/// Two strategies beside the organic one; the third is the baseline.
const TEXT: &str = r#"
horizon = "2d"
[market]
people = 1_000_000
[talk]
scale = { value = 1, range = [0, 2] }
[compare]
cap = 10
settings = 64
replications = 16
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

/// The strategy that differs, and the baseline.
const A: StrategyId = StrategyId(1);
const B: StrategyId = StrategyId(2);

/// A world whose truth is known.
#[derive(Clone, Copy)]
struct Truth<'a> {
    /// Numbers with a range.
    unknowns: usize,
    /// Standard deviation of the ln owners of one run by luck, each strategy's its own.
    luck: f64,
    /// The same by the network.
    network: f64,
    /// ln ratio of A to B in a setting (shares of the ranges), all luck averaged out.
    lead: &'a (dyn Fn(&[f64]) -> f64 + Sync),
}

fn plan(unknowns: usize, seed: u64) -> Plan {
    let plan = groundswell::Scenario::parse(TEXT, "t.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    let named = |k: usize| {
        let name = format!("unknown {k}");
        Assumption { name: name.clone(), drawn_as: name, ..plan.assumptions[0].clone() }
    };
    let assumptions = (0..unknowns).map(named).collect();
    Plan { seed, assumptions, ..plan }
}

fn record(strategy: StrategyId, replication: u32, network: u32, log: f64) -> RunRecord {
    let active = log.exp().round() as u32;
    let mut day = DayRow { adopted: active, ..DayRow::default() };
    day.stages[Stage::Fresh as usize] = active;
    RunRecord {
        strategy,
        replication,
        network,
        days: vec![day; 3],
        causes: vec![],
        last_touch: vec![],
        first_touch: vec![],
        expenses: vec![],
        seeds_cost: 0.0,
        terms: Terms::default(),
        notes: vec![],
        began: vec![],
        ledger: vec![],
        offspring: (0, 0),
        clubs: vec![],
        work: Work::default(),
    }
}

/// A standard normal draw, the same for the same numbers.
fn normal(luck: Luck, what: u32, who: u32) -> f64 {
    let mut stream = luck.stream(Purpose::Trait, what, who, 0);
    (-2.0 * stream.unit().ln()).sqrt() * (std::f64::consts::TAU * stream.unit()).cos()
}

impl Truth<'_> {
    /// Runs of both strategies, and of the organic one, which is far behind.
    fn runs(&self, plan: &Plan, position: Vec<f64>, runs: impl Iterator<Item = (u32, u32)>) -> Runs {
        let lead = (self.lead)(&position);
        let records = runs.flat_map(|(replication, network)| {
            let luck = |s: StrategyId| {
                self.luck * normal(Luck::of_replication(plan.seed, replication), 1, s.index() as u32)
                    + self.network * normal(Luck::of_network(plan.seed, network), 2, s.index() as u32)
            };
            let owners = 50_000_f64.ln();
            [
                record(StrategyId(0), replication, network, 10_f64.ln()),
                record(A, replication, network, owners + lead + luck(A)),
                record(B, replication, network, owners + luck(B)),
            ]
        });
        Runs { position, ..Runs::from(records.collect::<Vec<_>>()) }
    }

    fn study(&self, seed: u64) -> Results {
        let plan = plan(self.unknowns, seed);
        let per_network = plan.runs_per_network();
        let middle = vec![0.5; self.unknowns];
        let stated = self.runs(&plan, middle, (0..plan.compare.replications).map(|r| (r, r / per_network)));
        let drawn: Vec<Runs> = (0..plan.compare.settings)
            .map(|i| {
                let position = position(&plan.assumptions, seed, play::Purpose::Judging, i);
                let ids =
                    play::experiment::runs_of_setting(&plan, i).into_iter().filter(|id| id.strategy == A);
                self.runs(&plan, position, ids.map(|id| (id.replication, id.network)))
            })
            .collect();
        Results::of_runs(plan, stated, &drawn)
    }

    /// Of so many studies.
    fn studies<T: Send>(&self, studies: u64, told: impl Fn(Results) -> T + Sync) -> Vec<T> {
        (1..=studies).into_par_iter().map(|seed| told(self.study(seed))).collect()
    }
}

/// Mean shares in which A is ahead of B, level with it and behind it over settings, and in how many studies
/// the intervals hold these truths.
fn shares(world: &Truth, studies: u64, truth: [f64; 3]) -> ([f64; 3], [f64; 3]) {
    let told = world.studies(studies, |results| {
        let sample = &results.settings.expect("settings were drawn").sample;
        let c = sample.contest(A, B, 2).expect("the contest");
        [c.ahead, c.level, c.behind]
    });
    let n = told.len() as f64;
    let mean = [0, 1, 2].map(|o| told.iter().map(|t| t[o].value).sum::<f64>() / n);
    let holds = |o: usize| {
        let held = told
            .iter()
            .filter(|t| t[o].interval.low - 1e-9 <= truth[o] && truth[o] <= t[o].interval.high + 1e-9);
        held.count() as f64 / n
    };
    (mean, [0, 1, 2].map(holds))
}

fn share(of: &[bool]) -> f64 {
    of.iter().filter(|b| **b).count() as f64 / of.len() as f64
}

/// Identical strategies with luck of their own, and 6 or 16 unknowns that cannot matter: at most 5 %
/// of studies name one. 600 studies each: at a true 5 % a share over 7.5 % comes once in 300 tries.
#[test]
fn what_cannot_matter_is_named_in_five_of_a_hundred_studies() {
    for unknowns in [6, 16] {
        let world = Truth { unknowns, luck: 0.2, network: 0.0, lead: &|_| 0.0 };
        let told = world.studies(600, |results| {
            let findings = groundswell::report::findings(&results);
            let found = results.settings.expect("settings were drawn").effects.expect("enough settings");
            let named = found.sure().count() > 0;
            let says = findings.decides[0] == "No assumed number surely moves the multiple of A to B."
                || findings.decides[0] == "No assumed number surely moves the multiple of B to A.";
            assert_eq!(named, !says, "{:?}", findings.decides);
            assert!(named || findings.next.is_empty(), "{:?}", findings.next);
            (named, found.explained)
        });
        let named = share(&told.iter().map(|t| t.0).collect::<Vec<_>>());
        let explained = told.iter().map(|t| t.1).sum::<f64>() / told.len() as f64;
        println!(
            "{unknowns} unknowns that cannot matter: {:.1} % name one; R² {explained:.3}",
            100.0 * named
        );
        assert!(named <= 0.075, "{unknowns}: {named}");
        assert!(explained < 0.1, "{unknowns}: {explained}");
    }
}

/// A mover with a rank correlation of about 0.45 among 18, with seven smaller ones that leave half of
/// the variance unexplained, as in the large example scenario: found in at least 90 % of studies (true
/// rate about 94 %; with 400 studies a share under 90 % comes once in 2,000 tries). Those of the
/// eighteen that do nothing are named in at most 5 %.
#[test]
fn a_mover_of_middling_size_is_found_and_idle_ones_are_not() {
    const SHARES: [f64; 8] = [0.21, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02, 0.02];
    // Positions are uniform, with variance 1/12; luck of two runs a setting leaves the other half.
    let lead = |u: &[f64]| SHARES.iter().zip(u).map(|(s, u)| (12.0 * s).sqrt() * 0.2 * (u - 0.5)).sum();
    let world = Truth { unknowns: 18, luck: 0.2 * 0.49_f64.sqrt(), network: 0.0, lead: &lead };
    let told = world.studies(400, |results| {
        let found = results.settings.expect("settings were drawn").effects.expect("enough settings");
        let first = found.of.iter().find(|e| e.assumption == 0).expect("the first");
        let idle = found.sure().any(|e| e.assumption >= SHARES.len());
        (first.is_sure(), idle, first.correlation.abs())
    });
    let rate = share(&told.iter().map(|t| t.0).collect::<Vec<_>>());
    let idle = share(&told.iter().map(|t| t.1).collect::<Vec<_>>());
    let correlation = told.iter().map(|t| t.2).sum::<f64>() / told.len() as f64;
    println!(
        "a mover (rank correlation {correlation:.2}): found in {:.1} %, an idle one in {:.1} %",
        100.0 * rate,
        100.0 * idle
    );
    assert!(rate >= 0.9, "{rate}");
    assert!(idle <= 0.08, "{idle}");
}

/// Luck that a setting's two runs hardly average out must not be told as settings that differ. Worlds:
/// identical strategies (level everywhere), 1.10 times (ahead everywhere), a lead that runs evenly from
/// −0.3 to 0.3 (41.4 % ahead, 17.1 % level), and all but equal ones that settings move a little. Luck of a
/// setting's mean is 0.063 in ln (0.09 a run, half of it from networks), so that by its mean alone an
/// identical one is called level in 58 %.
#[test]
fn shares_of_settings_are_told_without_luck() {
    let bound = -(0.95_f64.ln());
    let even = |half: f64| (1.0 - bound / half) / 2.0;
    let normal = |u: f64| {
        statrs::distribution::ContinuousCDF::inverse_cdf(&statrs::distribution::Normal::standard(), u)
    };
    type Lead<'a> = &'a (dyn Fn(&[f64]) -> f64 + Sync);
    let worlds: [(&str, Lead, [f64; 3]); 4] = [
        ("level everywhere", &|_| 0.0, [0.0, 1.0, 0.0]),
        ("1.10 times everywhere", &|_| 1.1_f64.ln(), [1.0, 0.0, 0.0]),
        ("from -0.3 to 0.3", &|u| 0.6 * (u[0] - 0.5), [even(0.3), 1.0 - 2.0 * even(0.3), even(0.3)]),
        ("normal, sd 0.1", &|u| 0.1 * normal(u[0]), [0.304, 0.392, 0.304]),
    ];
    let luck = 0.063_f64;
    for (name, lead, truth) in worlds {
        // The luck of both strategies adds up in the ratio.
        let world = Truth { unknowns: 4, luck: luck / 2.0_f64.sqrt(), network: luck / 2.0_f64.sqrt(), lead };
        let (mean, held) = shares(&world, 200, truth);
        let told = |of: [f64; 3]| of.map(|v| format!("{:.1} %", 100.0 * v)).join(" / ");
        println!("{name}: truth {}, told {}, held in {}", told(truth), told(mean), told(held));
        for o in 0..3 {
            assert!((mean[o] - truth[o]).abs() < 0.03, "{name}: {mean:?}");
            assert!(held[o] >= 0.93, "{name}: {held:?}");
        }
    }
}

/// Identical strategies with luck of their own: at most 5 % of studies tell a direction as stated, in the
/// findings or in a title (300 studies; at a true 5 % a share over 9 % comes once in 1,000 tries), and
/// none tells that the horizon decides. Identical byte for byte, none does, and they are called the same.
#[test]
fn identical_strategies_are_told_no_direction() {
    /// As stated, in a title, by the horizon; the same.
    type Told = (bool, bool, bool, bool);
    let luck = Truth { unknowns: 6, luck: 0.2, network: 0.1, lead: &|_| 0.0 };
    let none = Truth { luck: 0.0, network: 0.0, ..luck };
    for (world, name, most) in [(luck, "luck of their own", 0.09), (none, "byte for byte", 0.0)] {
        let told = world.studies(300, |results| {
            let findings = groundswell::report::findings(&results);
            let text = findings.verdict.join(" ");
            let stated: Vec<&String> =
                findings.verdict.iter().filter(|l| l.starts_with("As stated")).collect();
            assert_eq!(stated.len(), 1, "{text}");
            let title = groundswell::report::titles::growth(&results);
            let same = stated[0].contains("are the same in every run");
            (
                stated[0].contains(" is ahead of "),
                title.contains(" leads by "),
                text.contains("The horizon decides"),
                same,
            )
        });
        let of = |f: fn(&Told) -> bool| share(&told.iter().map(f).collect::<Vec<_>>());
        let rates = [of(|t| t.0), of(|t| t.1), of(|t| t.2)];
        println!(
            "identical, {name}: as stated {:.3}, title {:.3}, horizon {:.3}",
            rates[0], rates[1], rates[2]
        );
        assert!(rates.iter().all(|rate| *rate <= most), "{name}: {rates:?}");
        assert_eq!(of(|t| t.3), if name == "byte for byte" { 1.0 } else { 0.0 });
    }
}

/// Where settings do nothing, the factor that they move the multiple by is told as about 1, though
/// networks have luck of their own.
#[test]
fn networks_are_not_told_as_settings() {
    let world = Truth { unknowns: 6, luck: 0.1, network: 0.2, lead: &|_| 0.0 };
    let told = world.studies(200, |results| {
        let sample = &results.settings.expect("settings were drawn").sample;
        sample.contest(A, B, 2).expect("the contest").by_settings
    });
    let factor = told.iter().map(|t| t.sd.exp()).sum::<f64>() / told.len() as f64;
    let sure = share(&told.iter().map(|t| t.interval.low > 0.0).collect::<Vec<_>>());
    println!("settings that do nothing: a factor of {factor:.3}, sure in {:.1} %", 100.0 * sure);
    assert!(factor < 1.08, "{factor}");
    // 200 studies: at a true 5 % a share over 9 % comes once in 100 tries.
    assert!(sure <= 0.09, "{sure}");
}

/// Two strategies that differ in nothing but the cost of a customer won by their ads: 40 for B, from 10 to
/// 160 for A. They are the same, run by run, where A's is 40.
const DUEL: &str = r#"
horizon = "8w"
[market]
people = 4_000
[layers.friends]
random = { mean = 6 }
[channels.chat]
kind = "chat"
layer = "friends"
[talk]
scale = { value = 0.1, range = [0.05, 0.2] }
[seeds]
count = 10
pick = "random"
[compare]
cap = 20_000
settings = 16
replications_per_setting = 2
replications = 8
baseline = "B"
[[strategy]]
name = "Organic"
[[strategy]]
name = "A"
[[strategy.tactic]]
kind = "ads"
name = "cheap or dear"
cold_cac = { value = 20, range = [10, 160], scale = "log" }
[[strategy]]
name = "B"
[[strategy.tactic]]
kind = "ads"
name = "known"
cold_cac = 40
"#;

/// With the real engine: the flip at 40 is told in every of 20 studies, within 5 % in at least 18.
#[test]
fn a_flip_of_two_kinds_of_ads_is_met() {
    let flips: Vec<Option<f64>> = (1..=20)
        .into_par_iter()
        .map(|seed| {
            let reader = groundswell::Reader::new().set(format!("seed={seed}"));
            let scenario = reader.parse(DUEL, "t.toml").unwrap_or_else(|p| panic!("{p}"));
            let results = Results::from_experiment(crate::common::experiment(&scenario, false));
            let cac = results.plan.assumptions.iter().position(|a| a.name.ends_with("cold_cac"));
            let effects = results.settings.expect("settings were drawn").effects.expect("enough settings");
            let found = effects.of.into_iter().find(|e| Some(e.assumption) == cac).expect("the cost");
            found.flip.map(|flip| flip.value)
        })
        .collect();
    println!("a flip at 40: told {flips:?}");
    assert!(flips.iter().all(Option::is_some), "{flips:?}");
    let within = flips.iter().flatten().filter(|flip| (*flip / 40.0 - 1.0).abs() < 0.05).count();
    assert!(within >= 18, "{flips:?}");
}
