//! Studies of worlds whose truth is known: what may be said where nothing matters, and what must be
//! found where something does. Records are made up, so that thousands of studies take seconds.
//!
//! Each has a quick form and one of so many studies that its rate is known, which is marked slow.

mod directions;
mod engine;
mod movers;
mod screening;
mod shares;
mod talk;

use groundswell::engine::record::{RecordRow, RunRecord, Terms};
use groundswell::rng::{Luck, Purpose};
use groundswell::scenario::Plan;
use groundswell::scenario::plan::{Assumption, Compare, Judged};
use groundswell::study::Results;
use groundswell::study::play::{self, Runs, position};
use groundswell::units::{Stage, StrategyId};
use rayon::prelude::*;

/// Two strategies beside the organic one; the third is the baseline. An owner earns 1.
const TEXT: &str = r#"
horizon = "2d"
[market]
people = 1_000_000
[product]
margin_per_owner = 1
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
    /// Typical owners of a run.
    owners: f64,
    /// What is judged; profit is the number of owners, each of whom earns 1.
    judged: Judged,
    /// ln ratio of A to B in a setting (shares of the ranges), all luck averaged out.
    lead: &'a (dyn Fn(&[f64]) -> f64 + Sync),
}

/// Identical strategies without any luck.
const SAME: Truth =
    Truth { unknowns: 6, luck: 0.0, network: 0.0, owners: 50_000.0, judged: Judged::Active, lead: &|_| 0.0 };

fn plan(unknowns: usize, judged: Judged, seed: u64) -> Plan {
    let plan = groundswell::Scenario::parse(TEXT, "t.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    let named = |k: usize| {
        let name = format!("unknown {k}");
        Assumption { name: name.clone(), drawn_as: name, ..plan.assumptions[0].clone() }
    };
    let assumptions = (0..unknowns).map(named).collect();
    let compare = Compare { outcome: judged, ..plan.compare.clone() };
    Plan { seed, assumptions, compare, ..plan }
}

fn record(strategy: StrategyId, replication: u32, network: u32, log: f64) -> RunRecord {
    let active = log.exp().round() as u32;
    let mut day = RecordRow { adopted: active, ..RecordRow::default() };
    day.stages[Stage::Fresh as usize] = active;
    RunRecord {
        strategy,
        replication,
        network,
        rows: vec![RecordRow::default(), day, day],
        terms: Terms { margin_per_owner: Some(1.0), discount_per_year: 0.0 },
        ..RunRecord::default()
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
            let owners = self.owners.ln();
            [
                record(StrategyId(0), replication, network, self.owners.min(10.0).ln()),
                record(A, replication, network, owners + lead + luck(A)),
                record(B, replication, network, owners + luck(B)),
            ]
        });
        Runs { position, ..Runs::from(records.collect::<Vec<_>>()) }
    }

    fn study(&self, seed: u64) -> Results {
        let plan = plan(self.unknowns, self.judged, seed);
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
