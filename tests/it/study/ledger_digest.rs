//! What is kept of a ledger: trees, cohorts and gains of ledgers made by hand, by chance and by runs.

use crate::common::synthetic;
use groundswell::engine::record::{Adoption, RunRecord};
use groundswell::network::import::Imports;
use groundswell::study::play::{Clock, Cohort, Job, LedgerDigest, Player, Runs, digest, gain, ledgers_fit};
use groundswell::study::summary::{Measure, ledger_statistics};
use groundswell::units::{PersonId, StrategyId};
use proptest::prelude::*;
use std::sync::atomic::AtomicBool;

const CLOCK: Clock = Clock { ticks_per_day: 2, horizon_ticks: 20, discount: 0.1 };

fn line(person: u32, tick: u32, parent: Option<u32>) -> Adoption {
    Adoption { person: PersonId(person), tick, parent: parent.map(PersonId), last: 0, first: 0 }
}

fn run_of(ledger: Vec<Adoption>) -> RunRecord {
    let plan = synthetic::plan(&synthetic::EIGHT[..1], 14, 1_000);
    RunRecord { ledger, ..synthetic::records(&plan, 1).swap_remove(0) }
}

fn study(keep_ledgers: bool, digest: bool) -> Runs {
    let text = include_str!("../../data/all-tactics.toml");
    let imports = Imports::new();
    let plan = groundswell::Scenario::parse(text, "all-tactics.toml").expect("it is sound").plan;
    let stop = AtomicBool::new(false);
    let job = Job { keep_ledgers, digest, ..Job::new(&imports, &stop, &|_| {}) };
    Player::new(job).stated(&plan).unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn a_ledger_made_by_hand_has_these_trees_cohorts_and_waits() {
    // Two ticks a day, ten days. 7 wins 1 and 2 on day 1, 1 wins 3 on day 3, 3 wins 4 on day 10;
    // 9 wins nobody; 5 comes on day 6 by herself and wins 6 on day 7.
    let run = run_of(vec![
        line(7, 0, None),
        line(9, 0, None),
        line(1, 1, Some(7)),
        line(2, 2, Some(7)),
        line(3, 6, Some(1)),
        line(5, 12, None),
        line(6, 13, Some(5)),
        line(4, 20, Some(3)),
    ]);
    let kept = digest(&run, None, CLOCK);
    let counts: Vec<(u32, u64, u64, u32, u32)> =
        kept.trees.iter().map(|t| (t.trees, t.people, t.depth, t.deepest, t.largest)).collect();
    // One alone, one pair, one of five: 7 – 1 – 3 – 4 with 2 beside 1.
    assert_eq!(counts, [(1, 1, 0, 0, 1), (1, 2, 1, 1, 2), (1, 5, 3, 3, 5)]);
    // Distances of the five: 7–1 1, 7–2 1, 7–3 2, 7–4 3, 1–2 2, 1–3 1, 1–4 2, 2–3 3, 2–4 4, 3–4 1.
    assert!((kept.trees[2].virality - 2.0).abs() < 1e-12, "{kept:?}");
    let cohort = |adopters, won| Cohort { adopters, won };
    let (none, mut days) = (cohort(0, 0), vec![cohort(0, 0); 11]);
    days[0] = cohort(2, 2);
    days[1] = cohort(2, 1);
    days[3] = cohort(1, 1);
    days[6] = cohort(1, 1);
    days[7] = cohort(1, 0);
    days[10] = cohort(1, 0);
    assert_eq!(kept.cohorts, days);
    assert_eq!(days[2], none);
    // Parents of the first five days: waits of 1, 1, 2 and 7 days.
    assert_eq!(kept.delays, [0, 2, 1, 0, 0, 0, 0, 1]);
    assert_eq!(kept.gain, None);
}

#[test]
fn who_adopts_in_both_arms_is_sped_up_and_who_in_one_is_gained_or_lost() {
    let clock = Clock { ticks_per_day: 1, horizon_ticks: 100, discount: 0.1 };
    // 1 adopts on day 20 instead of 50, 2 only here on day 60, 3 only without it on day 90.
    let found = gain(&[line(1, 20, None), line(2, 60, None)], &[line(1, 50, None), line(3, 90, None)], clock);
    assert_eq!(found.person_days.acceleration, 30.0);
    assert_eq!(found.person_days.expansion, 40.0 - 10.0);
    assert_eq!(found.person_days.total, 60.0);
    let worth = |days: f64| (-0.1 * days / 365.25_f64).exp();
    assert!((found.discounted.acceleration - (worth(20.0) - worth(50.0))).abs() < 1e-12);
    assert!((found.discounted.expansion - (worth(60.0) - worth(90.0))).abs() < 1e-12);
}

/// Distinct people in some order, each with a tick and perhaps an earlier person as a parent.
fn ledger() -> impl Strategy<Value = Vec<Adoption>> {
    prop::collection::btree_map(0..400_u32, (0..=20_u32, any::<u32>(), any::<bool>()), 0..120).prop_map(
        |people| {
            let mut lines: Vec<(u32, u32, u32, bool)> =
                people.into_iter().map(|(person, (tick, draw, root))| (tick, person, draw, root)).collect();
            lines.sort_unstable();
            let all: Vec<u32> = lines.iter().map(|l| l.1).collect();
            let parent = |i: usize, draw: u32| (i > 0).then(|| all[draw as usize % i]);
            let won = |(i, l): (usize, &(u32, u32, u32, bool))| {
                line(l.1, l.0, if l.3 { None } else { parent(i, l.2) })
            };
            lines.iter().enumerate().map(won).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn acceleration_and_expansion_sum_to_the_difference_of_the_arms(here in ledger(), there in ledger()) {
        let found = gain(&here, &there, CLOCK);
        let days = |l: &[Adoption]| l.iter().map(|a| f64::from(20 - a.tick) / 2.0).sum::<f64>();
        let worth =
            |l: &[Adoption]| l.iter().map(|a| (-0.1 * f64::from(a.tick) / 2.0 / 365.25).exp()).sum::<f64>();
        for (split, total) in
            [(found.person_days, days(&here) - days(&there)), (found.discounted, worth(&here) - worth(&there))]
        {
            prop_assert!((split.acceleration + split.expansion - total).abs() < 1e-9, "{split:?}, {total}");
            prop_assert!((split.total - total).abs() < 1e-9, "{split:?}, {total}");
        }
        let turned = gain(&there, &here, CLOCK);
        prop_assert!((turned.discounted.acceleration + found.discounted.acceleration).abs() < 1e-9);
        let same = gain(&here, &here, CLOCK);
        prop_assert!(same.discounted.expansion.abs() < 1e-9 && same.person_days.acceleration == 0.0);
    }

    #[test]
    fn everybody_is_in_one_tree_and_one_cohort(here in ledger()) {
        let run = run_of(here);
        let kept = digest(&run, None, CLOCK);
        let all = run.ledger.len() as u64;
        prop_assert_eq!(kept.trees.iter().map(|t| t.people).sum::<u64>(), all);
        prop_assert_eq!(kept.cohorts.iter().map(|c| u64::from(c.adopters)).sum::<u64>(), all);
        let roots: u64 = kept.trees.iter().map(|t| u64::from(t.trees)).sum();
        let won: u64 = kept.cohorts.iter().map(|c| u64::from(c.won)).sum();
        prop_assert_eq!(roots + won, all);
        for (k, class) in kept.trees.iter().enumerate().filter(|(_, class)| class.trees > 0) {
            prop_assert!(class.largest >= 1 << k && class.largest < 2 << k);
        }
    }
}

#[test]
fn reflections_are_the_same_whether_or_not_ledgers_stay() {
    let (kept, dropped) = (study(true, true), study(false, true));
    assert_eq!(kept.digests, dropped.digests);
    assert_eq!(kept.digests.len(), kept.records.len());
    assert!(dropped.records.iter().all(|r| r.ledger.is_empty()));
    assert!(kept.records.iter().all(|r| !r.ledger.is_empty()));
    for (run, kept) in kept.records.iter().zip(&kept.digests) {
        assert_eq!(
            (run.strategy, run.replication, run.network),
            (kept.strategy, kept.replication, kept.network)
        );
        let people: u64 = kept.trees.iter().map(|t| t.people).sum();
        assert_eq!(people, run.ledger.len() as u64);
        assert_eq!(kept.gain.is_none(), run.strategy == StrategyId(0));
    }
    assert!(study(false, false).digests.is_empty());
}

#[test]
fn a_reflection_survives_being_written_and_read() {
    for kept in study(false, true).digests {
        let text = serde_json::to_string(&kept).expect("it can be written");
        let read: LedgerDigest = serde_json::from_str(&text).expect("it can be read");
        assert_eq!(read, kept);
    }
}

#[test]
fn a_summary_of_reflections_sums_to_the_runs() {
    let text = include_str!("../../data/all-tactics.toml");
    let plan = groundswell::Scenario::parse(text, "all-tactics.toml").expect("it is sound").plan;
    assert_eq!(ledger_statistics(&plan, &Runs::from(Vec::new())), None);
    let study = study(false, true);
    let told = ledger_statistics(&plan, &study).expect("there are digests");
    for strategy in StrategyId::all(3) {
        let runs: Vec<_> = study.records.iter().filter(|r| r.strategy == strategy).collect();
        let adopted: f64 =
            runs.iter().map(|r| f64::from(r.rows[84].adopted)).sum::<f64>() / runs.len() as f64;
        let people: f64 = told.cascades.iter().filter(|c| c.strategy == strategy).map(|c| c.people).sum();
        let cohorts: f64 = told.reproduction[strategy].points.iter().map(|p| p.adopters).sum();
        assert!((people - adopted).abs() < 1e-9 && (cohorts - adopted).abs() < 1e-9);
        let wait = told.reproduction[strategy].complete_after.expect("somebody was won");
        assert_eq!(told.reproduction[strategy].censored_from, Some(85 - wait));
        assert_eq!(told.value.iter().filter(|v| v.strategy == strategy).count(), 2 * strategy.0.min(1));
    }
    for value in &told.value {
        assert!(
            (value.acceleration.estimate.mean + value.expansion.estimate.mean - value.total.estimate.mean)
                .abs()
                < 1e-9
        );
        assert_eq!(value.discount_per_year.is_some(), value.measure == Measure::DiscountedAdoptions);
    }
}

#[test]
fn ledgers_past_2_gib_are_not_kept() {
    // 20 bytes a line: 2 GiB are 107,374,182 lines.
    let mut plan = synthetic::plan(&synthetic::EIGHT[..1], 14, 107_374_182);
    plan.market.eligible = 1.0;
    assert!(ledgers_fit(&plan, 1));
    assert!(!ledgers_fit(&plan, 2));
    plan.market.people += 1;
    assert!(!ledgers_fit(&plan, 1));
}
