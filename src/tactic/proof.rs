//! What the tests of tactics share: a tactic played by itself, and a market that its null must leave alone.

#![cfg(test)]

use std::sync::atomic::AtomicBool;

use crate::contract::{Budget, Effects, Expense, Now, Pulse};
use crate::engine::record::{RecordRow, RunRecord};
use crate::network::import::Imports;
use crate::rng::name_key;
use crate::scenario::declare::{Item, Key, Unit};
use crate::scenario::spec::Start;
use crate::scenario::{Reader, Scenario};
use crate::statistics::{mean, sd};
use crate::study::play::{Job, Player};
use crate::units::{Cause, PersonId, Stage, TacticId};
use crate::verify::busy::{Busy, with};

/// The cap on what a strategy spends.
pub(super) const CAP: f64 = 60_000.0;

/// What a tactic did by itself.
pub(super) struct Alone {
    /// Its effects by day.
    pub days: Vec<Effects>,
    /// What it paid.
    pub expenses: Vec<Expense>,
    /// What it earned.
    pub income: Vec<Expense>,
}

impl Alone {
    /// Money it spent.
    pub fn spent(&self) -> f64 {
        self.expenses.iter().map(|e| e.amount).sum()
    }

    /// Impressions it bought.
    pub fn impressions(&self) -> f64 {
        self.days.iter().flat_map(|d| &d.reach).map(|r| r.impressions).sum()
    }

    /// The largest lift of talk that it asked for.
    pub fn lift(&self) -> f64 {
        self.days.iter().flat_map(|d| &d.lifts).map(|l| l.share).fold(0.0, f64::max)
    }

    /// What the money did not allow.
    pub fn notes(&self) -> Vec<&str> {
        self.days.iter().flat_map(|d| &d.notes).map(String::as_str).collect()
    }
}

/// Plays the tactic that these lines describe in ticks of a day, before a market that stands still.
pub(super) fn alone(lines: &str, days: u32, market: &Pulse) -> Alone {
    let text = Busy { days, strategies: with("Alone", &[lines]), ..Busy::default() }.text();
    let plan = Scenario::parse(&text, "alone.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    let strategy = plan.strategies.last().expect("the strategy");
    let tactic = &strategy.tactics[0];
    let mut running = tactic.spec.begin(&Start {
        tactic_key: name_key(&tactic.name),
        money: strategy.most_spend(TacticId(0), Some(CAP), f64::from(days)),
        channels: &plan.channels,
        account: strategy.account_of(TacticId(0)),
        ends: f64::from(days),
    });
    let mut budget = Budget::new(Some(CAP), &[tactic.budget]);
    let days = (0..days).map(|day| {
        let (now, mut effects) = (now(f64::from(day), f64::from(days), market), Effects::default());
        running.act(&now, &mut budget, &mut effects);
        effects
    });
    let days = days.collect();
    Alone { days, expenses: budget.entries, income: budget.income }
}

fn now(day: f64, horizon: f64, pulse: &Pulse) -> Now<'_> {
    Now { day, dt: 1.0, horizon, began: 0.0, pulse, reached_7d: 0.5, quality: (0.75, 0.95) }
}

/// What a null must leave alone in a run: adoptions with their parents and last causes; by day active
/// owners, lapsed people, adopters, Q and waits; adopters by day and last touch; service wages.
#[derive(Debug, PartialEq)]
pub(super) struct Facts {
    adoptions: Vec<(PersonId, u32, Option<PersonId>, u16)>,
    days: Vec<(u32, u32, u32, f64, f64)>,
    last_touch: Vec<Vec<(Cause, u32)>>,
    service_wages: f64,
}

/// The facts of a run.
pub(super) fn facts(run: &RunRecord) -> Facts {
    let day =
        |d: &RecordRow| (d.active(), d.stages[Stage::Lapsed as usize], d.adopted, d.quality, d.wait_hours);
    // A cause that was only ever a first touch has a column too.
    let touched =
        |day: &Vec<u32>| run.causes.iter().copied().zip(day.iter().copied()).filter(|c| c.1 > 0).collect();
    Facts {
        adoptions: run.ledger.iter().map(|a| (a.person, a.tick, a.parent, a.last)).collect(),
        days: run.rows.iter().map(day).collect(),
        last_touch: run.last_touch.iter().map(touched).collect(),
        service_wages: run.service_wages(),
    }
}

/// The runs of each strategy of a scenario.
pub(super) fn runs(text: &str) -> Vec<Vec<RunRecord>> {
    let scenario = Scenario::parse(text, "null.toml").unwrap_or_else(|p| panic!("{p}"));
    let records = played_runs(&scenario);
    records.chunk_by(|a, b| a.strategy == b.strategy).map(<[RunRecord]>::to_vec).collect()
}

/// The stated runs of a scenario.
fn played_runs(scenario: &Scenario) -> Vec<RunRecord> {
    let (imports, stop) = (Imports::new(), AtomicBool::new(false));
    let job = Job { keep_ledgers: true, ..Job::new(&imports, &stop, &|_| {}) };
    Player::new(job).stated(&scenario.plan).unwrap_or_else(|e| panic!("{e}")).records
}

/// Plays a tactic with each number of its keys at both ends of what is allowed, alone and in random pairs:
/// nothing breaks, and money, people and figures stay within their bounds. `at` is where the keys stand in the tactic,
/// such as `team.`; values that the reader refuses are not played.
pub(super) fn assert_limits(tactic: &str, keys: &[(&str, &[Item])]) {
    let number = |(at, item): (&str, &Item)| match item {
        Item::Number(key) => Some((format!("strategy.Limits.it.{at}{}", key.name), *key)),
        Item::Other(_) => None,
    };
    let all: Vec<_> =
        keys.iter().flat_map(|(at, items)| items.iter().filter_map(move |i| number((at, i)))).collect();
    let value = |key: &Key, end: f64| match key.unit {
        Unit::Days => format!("\"{end}d\""),
        Unit::Count => format!("{}", end.floor()),
        Unit::Share | Unit::Number | Unit::Money => format!("{end:?}"),
    };
    let ends: Vec<String> = all
        .iter()
        .flat_map(|(path, key)| {
            [key.low, key.high.min(1e15)].map(|end| format!("{path}={}", value(key, end)))
        })
        .collect();
    let mut word = 7_u64;
    let mut any = || {
        word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ends[(word >> 33) as usize % ends.len()].as_str()
    };
    let pairs: Vec<[&str; 2]> = (0..ends.len()).map(|_| [any(), any()]).collect();
    let tactic = format!("name = \"it\"\n{tactic}");
    let text =
        Busy { people: 500, days: 40, runs: 1, strategies: with("Limits", &[&tactic]), ..Busy::default() }
            .text();
    let tried = ends.iter().map(|end| vec![end.as_str()]).chain(pairs.iter().map(|pair| pair.to_vec()));
    let (mut played, mut refused) = (0, 0);
    for sets in tried {
        let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(*set));
        let Ok(scenario) = reader.parse(&text, "limits.toml") else {
            refused += 1;
            continue;
        };
        played += 1;
        for run in played_runs(&scenario) {
            let spent: f64 = run.expenses.iter().map(|e| e.amount).sum();
            assert!((0.0..=CAP * (1.0 + 1e-9)).contains(&spent), "{sets:?}: {spent} spent");
            for row in &run.rows {
                assert_eq!(row.stages.iter().sum::<u32>(), 500, "{sets:?}");
                assert!((0.0..=1.0).contains(&row.quality) && row.wait_hours >= 0.0, "{sets:?}: {row:?}");
            }
            let values = run.activity.iter().flatten().flatten().flatten();
            assert!(values.clone().all(|v| v.is_finite()), "{sets:?}: {:?}", run.activity);
        }
    }
    assert!(played >= 2 * refused, "{played} played, {refused} refused");
}

/// The second of each pair of runs on the same luck is larger in the mean: a test that is wrong once in 10,000 times if
/// there is no difference.
pub(super) fn assert_more(pairs: impl IntoIterator<Item = (f64, f64)>) {
    let gains: Vec<f64> = pairs.into_iter().map(|(a, b)| b - a).collect();
    let t = mean(&gains) / (sd(&gains) / (gains.len() as f64).sqrt());
    assert!(t > 4.0, "t = {t:.1}, mean {:.1}", mean(&gains));
}

/// A tactic whose effects are all switched off changes nothing but the money, byte for byte.
pub(super) fn assert_null(talk: &'static str, product: &'static str, tactic: &str) {
    for seed in 1..=3 {
        let strategies = with("Organic", &[]) + &with("Null", &[tactic]);
        let played = runs(&Busy { seed, talk, product, strategies, ..Busy::default() }.text());
        assert_eq!(played.len(), 2);
        for (organic, null) in played[0].iter().zip(&played[1]) {
            assert!(organic.ledger.len() > 300, "something happens: {} adopters", organic.ledger.len());
            assert!(!null.expenses.is_empty(), "the tactic is paid for");
            assert_eq!(facts(organic), facts(null));
        }
    }
}
