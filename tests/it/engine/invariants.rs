//! What holds in every run, whatever the scenario.

use crate::common;
use std::collections::{HashMap, HashSet, VecDeque};

use crate::common::cases::{assert_mean, case, moments, play};
use groundswell::engine::record::RunRecord;
use groundswell::units::{Cause, PersonId, Source, StrategyId};
use groundswell::verify::busy::{Busy, with};
use groundswell::verify::case::Case;
use groundswell::verify::ties::Ties;

const PARTICIPATION: &str =
    "kind = \"participation\"\nname = \"node\"\nbudget = 25_000\nowners_who_need_it = 0.6\nuser_gain = 1.0";
const ADS: &str = "kind = \"ads\"\nspend = 15_000\nflight = \"pulsing\"\ncold_cac = 60";
const EVENTS: &str = "kind = \"amplification\"\nname = \"amplify\"\nspend_each = 4_000\nbudget = 16_000\nwhen_first = \"20d\"\ncold_cac = 60";
const SHARE: &str = "kind = \"share\"\nfeed = \"weibo\"\nprice = 2_000";

/// Runs of an organic and a full arm over three seeds, growth, rivals and delays among them.
fn runs() -> Vec<RunRecord> {
    (1..=3)
        .flat_map(|seed| {
            let strategies = with("Organic", &[]) + &with("All", &[PARTICIPATION, ADS, EVENTS, SHARE]);
            let market = "rival_per_day = 0.0005\noutside_per_day = 0.0005\ngrows = { from = 0.5, half_by = \"30d\", over = \"40d\" }";
            common::study(&Busy { seed, market, strategies, ..Busy::default() }.text()).records
        })
        .collect()
}

#[test]
fn stages_add_up_to_the_population_and_adopters_to_no_more_than_the_market_each_day() {
    for run in runs() {
        let mut before = 0;
        for day in &run.rows {
            assert_eq!(day.stages.iter().sum::<u32>(), 3_000);
            // Eligibility comes in steps of 1/65,536 and is drawn a person: 4 standard deviations.
            assert!(f64::from(day.adopted) <= f64::from(day.market) + 4.0 * f64::sqrt(3_000.0 / 4.0));
            assert!(day.active() <= day.adopted && before <= day.adopted);
            before = day.adopted;
        }
        assert!(before > 400, "something happens: {before}");
    }
}

#[test]
fn every_adoption_has_one_cause_and_a_parent_who_is_older() {
    for run in runs() {
        let mut since = HashMap::new();
        for a in &run.ledger {
            assert!(since.insert(a.person, a.tick).is_none(), "{:?} adopts once", a.person);
            let cause = Cause::unpack(a.last).expect("a cause");
            assert!(Cause::unpack(a.first).is_some());
            match cause.source {
                Source::Seed => assert_eq!((a.tick, a.parent), (0, None)),
                Source::Outside | Source::Tactic(_) => assert!(a.parent.is_none() && a.tick > 0),
                Source::Channel(_) => {
                    if let Some(parent) = a.parent {
                        assert!(since[&parent] < a.tick, "{parent:?} is older than {:?}", a.person);
                    }
                }
            }
        }
    }
}

#[test]
fn causes_sum_to_the_adopters_and_the_ledger_replays_to_the_same_days() {
    for run in runs() {
        let adopted = run.rows[run.rows.len() - 1].adopted;
        assert_eq!(run.first_touch.iter().sum::<u32>(), adopted);
        assert_eq!(run.last_touch.iter().flatten().sum::<u32>(), adopted);
        assert_eq!(run.ledger.len() as u32, adopted);
        for (d, day) in run.rows.iter().enumerate() {
            let by_then = run.ledger.iter().filter(|a| a.tick as usize <= d).count();
            assert_eq!(by_then as u32, day.adopted, "day {d}");
        }
    }
}

#[test]
fn money_spent_is_the_sum_of_its_items_and_never_passes_cap_or_budget() {
    for cap in ["cap = 60_000", "cap = 70_000"] {
        let strategies = with("Organic", &[]) + &with("All", &[PARTICIPATION, ADS, EVENTS, SHARE]);
        let records = common::study(&Busy { cap, strategies, ..Busy::default() }.text()).records;
        for run in records {
            let by = |t: u8| run.expenses.iter().filter(|e| e.tactic.0 == t).map(|e| e.amount).sum::<f64>();
            let all: f64 = (0..4).map(by).sum();
            assert!(run.expenses.iter().all(|e| e.amount > 0.0 && e.day < 120 && e.tactic.0 < 4));
            assert!(all <= 60_000.0 + 1e-6, "{all}");
            for (t, budget) in [25_000.0, 15_000.0, 16_000.0, 2_000.0].into_iter().enumerate() {
                assert!(by(t as u8) <= budget + 1e-6);
            }
            assert_eq!(all == 0.0, run.strategy == StrategyId(0));
        }
    }
}

/// A sparse directed network with loops, repeats and people without ties.
fn tangle() -> Vec<(u32, u32)> {
    let mut x = 7_u32;
    let mut word = || {
        x = x.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        x >> 8
    };
    // Loops on everybody keep isolated people in the list.
    let mut ties: Vec<(u32, u32)> = (0..400).map(|p| (p, p)).collect();
    ties.extend((0..700).map(|_| (word() % 400, word() % 400)));
    let again: Vec<_> = ties[400..450].to_vec();
    ties.extend(again);
    ties
}

fn reachable(ties: &[(u32, u32)], seeds: &[u32]) -> HashSet<u32> {
    let mut seen: HashSet<u32> = seeds.iter().copied().collect();
    let mut next: VecDeque<u32> = seeds.iter().copied().collect();
    while let Some(p) = next.pop_front() {
        for (_, q) in ties.iter().filter(|t| t.0 == p) {
            if seen.insert(*q) {
                next.push_back(*q);
            }
        }
    }
    seen
}

fn told(ties: impl IntoIterator<Item = (u32, u32)>, channel: &str, seeds: &str) -> Case {
    case(200).ties(Ties::of("ties.txt", ties).directed()).chat(channel).seeds(seeds).days(100).ledgers()
}

fn cascade(ties: impl IntoIterator<Item = (u32, u32)>, p: f64, seeds: &str) -> Case {
    told(ties, &format!("acts = \"all\"\nprobability = {p}"), seeds)
}

const THREE: &str = "count = 3\npick = { list = [3, 70, 200] }";
const FOUR: &str = "count = 4\npick = { list = [3, 70, 200, 311] }";

#[test]
fn talk_that_never_convinces_leaves_the_seeds_and_talk_that_always_does_wins_all_they_reach() {
    let ties = tangle();
    assert!(play(&cascade(tangle(), 0.0, THREE)).sizes().iter().all(|size| *size == 3.0));
    let reached = reachable(&ties, &[3, 70, 200]);
    assert!(reached.len() > 10 && reached.len() < 390, "{}", reached.len());
    for run in play(&cascade(ties, 1.0, THREE)).runs {
        let won: HashSet<u32> = run.ledger.iter().map(|a| a.person.0).collect();
        assert_eq!(won, reached);
    }
}

#[test]
fn one_more_seed_never_loses_anybody_under_the_same_luck() {
    // Successes drawn at the sender, accounts against resistances, and whole neighbours.
    for (talk, channel) in [
        ("", "acts = \"all\"\nprobability = 0.5"),
        ("", "acts = \"all\"\nweight = 0.7"),
        ("resistance = \"uniform\"", "acts = \"all\"\nweight = \"1/degree\""),
    ] {
        let from = |seeds| play(&told(tangle(), channel, seeds).talk(talk)).runs;
        for (three, four) in from(THREE).iter().zip(&from(FOUR)) {
            let more: HashSet<PersonId> = four.ledger.iter().map(|a| a.person).collect();
            assert!(three.ledger.iter().all(|a| more.contains(&a.person)));
        }
    }
}

#[test]
fn stronger_talk_and_more_ties_never_lower_the_mean() {
    let mean = |ties: Vec<(u32, u32)>, p: f64| moments(&play(&cascade(ties, p, THREE)).sizes()).0;
    let by_p = [0.2, 0.4, 0.6, 0.8, 1.0].map(|p| mean(tangle(), p));
    assert!(by_p.is_sorted(), "{by_p:?}");
    let more = tangle().into_iter().chain((0..60).map(|k| (k * 6, (k * 37 + 5) % 400)));
    assert!(mean(more.collect(), 0.6) >= by_p[2]);
}

#[test]
fn everybody_as_a_seed_and_people_who_know_nobody_are_no_special_case() {
    for count in [1, 50] {
        let nobody = case(3).ties(Ties::of("ties.txt", (0..50).map(|p| (p, p))));
        let sizes = play(&nobody.seeds(format!("count = {count}"))).sizes();
        assert_eq!(sizes, [f64::from(count); 3]);
    }
}

#[test]
fn one_more_silent_person_changes_nobody_else() {
    let ties = tangle();
    let runs = |extra: bool| {
        let all = ties.iter().copied().chain(extra.then_some((400, 400)));
        let product = "satisfied = 1.0\ntrouble_per_day = 0\nlapse_per_year = 3";
        play(&told(all, "acts_per_day = 0.5\nweight = 0.4", THREE).product(product)).runs
    };
    for (a, b) in runs(false).iter().zip(&runs(true)) {
        assert_eq!(a.ledger, b.ledger);
        assert_eq!(a.work, b.work);
        for (x, y) in a.rows.iter().zip(&b.rows) {
            assert_eq!(x.stages[1..], y.stages[1..]);
            assert_eq!(x.stages[0] + 1, y.stages[0]);
        }
    }
}

/// The same network under other numbers: 20,000 runs each, 4 standard errors of the difference.
#[test]
fn new_numbers_for_the_same_people_change_no_mean_size() {
    let ties = tangle();
    // 151 and 400 have no common factor, so this is a permutation.
    let other = |p: u32| (p * 151 + 17) % 400;
    let sizes = |ties: Vec<(u32, u32)>, seeds| {
        let all = case(20_000).ties(Ties::of("ties.txt", ties).directed()).days(50).seeds(seeds);
        play(&all.chat("acts = \"all\"\nprobability = 0.5")).sizes()
    };
    let renamed = ties.iter().map(|(a, b)| (other(*a), other(*b))).collect();
    let as_is = sizes(ties, THREE);
    // 3, 70 and 200 under their new numbers.
    let renamed = sizes(renamed, "count = 3\npick = { list = [70, 187, 217] }");
    assert_eq!([other(3), other(70), other(200)], [70, 187, 217]);
    let difference: Vec<f64> = as_is.iter().zip(&renamed).map(|(a, b)| a - b).collect();
    assert_mean("difference", &difference, 0.0);
}
