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
