//! Recognition by itself and in a market: null, direction, limits, cost, members who own it.

#![cfg(test)]

use super::*;
use crate::contract::{EnlistCounts, EnlistPulse, Pulse};
use crate::engine::record::RunRecord;
use crate::tactic::proof::{Alone, alone, assert_limits, assert_null, runs};
use crate::verify::busy::{Busy, with};

/// Recognition for 40 days while there are 300 members and so many were chosen in the tick before.
fn honours(lines: &str, chosen: u64) -> Alone {
    let mut counts = EnlistCounts::default();
    counts[Enlisted::Chosen] = chosen;
    let enlist = vec![EnlistPulse { counts, members: 300, city: None }];
    let market = Pulse { enlist, stages: [1_000; 10], ..Pulse::default() };
    alone(&format!("kind = \"recognition\"\nfrom = \"owners\"\n{lines}"), 40, &market)
}

/// Runs of a busy market with such recognition, on common luck.
fn played(lines: &str) -> Vec<RunRecord> {
    let tactic = format!(
        "kind = \"recognition\"\nfree_because = \"a test\"\nprice = 0\ncost_each = 0\ncost_per_member_month = 0\n{lines}"
    );
    let part = "kind = \"participation\"\nowners_who_need_it = 0.5\nuser_gain = 0.8\ncompany_gain = 0.8\n\
                staff = 1\nwage_per_month = 0\nfree_because = \"a test\"";
    let strategies = with("Node", &[part]) + &with("Both", &[part, &tactic]);
    let text = Busy { runs: 16, days: 120, cap: "", strategies, ..Busy::default() }.text();
    runs(&text.replace("scale = 0.25", "scale = 0.15")).pop().expect("runs")
}

fn active(runs: &[RunRecord]) -> u32 {
    runs.iter().map(|run| run.rows[120].active()).sum()
}

fn stage(runs: &[RunRecord], stage: Stage) -> u32 {
    runs.iter().map(|run| run.rows[120].stages[stage as usize]).sum()
}

/// Values of a measure of the second tactic in all weeks of all runs.
fn values(runs: &[RunRecord], measure: usize) -> Vec<f64> {
    let weeks = runs.iter().flat_map(|run| &run.activity[1][measure]);
    weeks.flatten().map(|value| f64::from(*value)).collect()
}

const NOTHING: &str = "gain = 0\nkeeps = 0\ntalk = 0\nvoters = 0\naspire = 0\nrewarding = 0\nexpert = 1\nanswers_per_day = 0\nleaks_per_year = 0";

#[test]
fn null_recognition_without_any_effect_changes_nothing_but_the_money() {
    for who in ["honour group", "stars"] {
        let lines = format!(
            "kind = \"recognition\"\nwho = \"{who}\"\nfrom = \"owners\"\n{NOTHING}\ncount = 20\nprice = 100\ncost_each = 1"
        );
        assert_null("", "satisfied = 0.75", &lines);
    }
    let seeds = "kind = \"recognition\"\nwho = \"seeds\"\ngain = 0\ntalk = 0\nvoters = 0\nprice = 100";
    assert_null("", "satisfied = 0.75", seeds);
    assert_null(
        "",
        "satisfied = 0.75",
        "kind = \"recognition\"\nwho = \"ranks\"\nranks = 0\nrewarding = 0\nprice = 100",
    );
}

#[test]
fn direction_a_group_has_more_advocates_who_stay_and_answer() {
    let none = played(&format!("{NOTHING}\ncount = 60"));
    let kept = played("leaks_per_year = 0\nanswers_per_day = 0\naspire = 0\ncount = 60");
    assert!(stage(&kept, Stage::Advocate) > stage(&none, Stage::Advocate));
    assert!(active(&kept) > active(&none));
    let longer = played("leaks_per_year = 0\nanswers_per_day = 0\naspire = 0\ncount = 60\nkeeps = 0");
    assert!(stage(&kept, Stage::Advocate) > stage(&longer, Stage::Advocate));
    // Many places are filled where all owners may be chosen.
    let places = ["count = 60", "count = 300"].map(|count| {
        let lines =
            format!("leaks_per_year = 0\nanswers_per_day = 0\naspire = 0\nfrom = \"owners\"\n{count}");
        stage(&played(&lines), Stage::Advocate)
    });
    assert!(places[0] < places[1], "{places:?}");
}

#[test]
fn direction_stars_who_talk_win_more_and_ranks_make_more_participants() {
    let quiet = "leaks_per_year = 0\nanswers_per_day = 0\nwho = \"stars\"\nevery = \"30d\"";
    let talk = ["aspire = 0\ntalk = 0", "aspire = 0\ntalk = 3"]
        .map(|talk| active(&played(&format!("{quiet}\n{talk}"))));
    assert!(talk[0] < talk[1], "{talk:?}");
    let ranks = ["0", "0.3", "2"].map(|ranks| {
        let runs = played(&format!("who = \"ranks\"\nranks = {ranks}"));
        stage(&runs, Stage::Participant) + stage(&runs, Stage::Advocate)
    });
    assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
    let aspire = ["0", "2"].map(|aspire| {
        let runs = played(&format!("{quiet}\ntalk = 0\nvoters = 0\ngain = 0\naspire = {aspire}"));
        let acts = runs.iter().flat_map(|run| run.activity[0].iter().flatten().flatten());
        acts.map(|value| f64::from(*value)).sum::<f64>()
    });
    assert!(aspire[0] < aspire[1], "{aspire:?}");
}

/// Members are never more than there are places, and never more than owners; a secret a member and year comes so often.
#[test]
fn members_own_the_product_and_let_out_as_many_secrets_as_is_said() {
    let runs = played("count = 100\nevery = \"7d\"\nleaks_per_year = 5\nleak_negative = 0.3");
    for run in &runs {
        for (week, members) in run.activity[1][MEMBERS].iter().enumerate() {
            let members = members.unwrap_or(0.0);
            let active = run.rows[7 * week..].iter().take(8).map(|row| row.active()).max().unwrap_or(0);
            assert!(members <= 100.0 && members <= active as f32, "{week}: {members} of {active}");
        }
    }
    let days: f64 = values(&runs, ANSWERS).iter().sum::<f64>() / 5.0;
    let (expected, leaks) = (days * 5.0 / 365.0, values(&runs, 5).iter().sum::<f64>());
    // Poisson, five standard deviations: a false alarm in two million.
    assert!(expected > 100.0 && (leaks - expected).abs() < 5.0 * expected.sqrt(), "{leaks} for {expected}");
    let against = values(&runs, 6).iter().sum::<f64>();
    assert!((against - 0.3 * leaks).abs() < 5.0 * (0.21 * leaks).sqrt(), "{against} of {leaks}");
}

/// Stories against the product cost owners, those for it win some.
#[test]
fn direction_secrets_for_it_win_and_secrets_against_it_cost() {
    let of = |negative: &str| {
        let lines = format!("count = 100\nevery = \"7d\"\nleaks_per_year = 60\nleak_negative = {negative}");
        active(&played(&lines))
    };
    let (good, bad) = (of("0"), of("1"));
    assert!(good > bad, "{good} {bad}");
}

#[test]
fn limit_keys_at_both_ends_break_nothing() {
    for who in ["honour group", "stars", "seeds", "ranks"] {
        let tactic =
            format!("kind = \"recognition\"\nwho = \"{who}\"\nfrom = \"owners\"\nprice = 1\ncost_each = 1");
        assert_limits(&tactic, &[("", Recognition::ITEMS)]);
    }
}

#[test]
fn cost_members_are_paid_for_by_the_day_and_stars_when_they_are_chosen() {
    // 300 members at 36.5 a month: 300·1.2 a day.
    let group = honours("count = 300\ncost_per_member_month = 36.5\nprice = 50", 0);
    let amounts: Vec<f64> = group.expenses.iter().map(|e| e.amount).collect();
    let expected = [(0, 410.0), (1, 360.0), (30, 410.0)];
    assert!(expected.iter().all(|(day, paid)| (amounts[*day] - paid).abs() < 1e-9), "{amounts:?}");
    assert_eq!(group.days[0].picks[0].number, Number::Exactly(0), "all places are filled");
    let answers: f64 = group.days[1].service.iter().map(|s| s.volunteers).sum();
    assert_eq!((answers, group.days[1].groups[0].keeps), (1_500.0, 0.6));
    let stars = honours("who = \"stars\"\ncost_each = 100\nprice = 50\ncount = 9", 7);
    let amounts: Vec<(u32, f64)> = stars.expenses.iter().map(|e| (e.day, e.amount)).collect();
    assert_eq!(amounts, [(0, 50.0), (1, 700.0)]);
    let poor = honours("who = \"stars\"\ncost_each = 100\nprice = 50\ncount = 9\nbudget = 360", 3);
    assert_eq!((poor.days[0].picks[0].number, poor.spent()), (Number::Exactly(3), 350.0));
    let broke = honours("cost_per_member_month = 365\nbudget = 9_000", 0);
    assert_eq!((broke.spent(), broke.notes()), (7_200.0, vec!["could no longer pay for its group"]));
    assert!(broke.days[5].groups.is_empty() && broke.days[5].service.is_empty());
    let ranks = honours("who = \"ranks\"\nprice = 500", 0);
    assert_eq!((ranks.spent(), ranks.days[20].ranks[0].gains), (500.0, 0.3));
}

/// Acts of owners and quality at the end, in the mean over runs.
fn acts_and_quality(lines: &str) -> (f64, f64) {
    let runs = played(lines);
    let acts = runs.iter().flat_map(|run| run.activity[0][0].iter().flatten());
    let quality = runs.iter().map(|run| run.rows[120].quality).sum::<f64>();
    (acts.map(|value| f64::from(*value)).sum::<f64>() / runs.len() as f64, quality / runs.len() as f64)
}

#[test]
fn direction_honour_makes_taking_part_more_rewarding_and_experts_improve_the_product_sooner() {
    let plain = format!("from = \"owners\"\ncount = 300\nevery = \"7d\"\n{NOTHING}");
    let of = |key: &str, value: &str| {
        let none = if key == "expert" { "expert = 1" } else { "rewarding = 0" };
        acts_and_quality(&plain.replace(none, &format!("{key} = {value}")))
    };
    let rewarding = ["0", "0.2", "0.7"].map(|more| of("rewarding", more).0);
    assert!(rewarding.is_sorted_by(|a, b| a < b), "{rewarding:?}");
    // With a reward of .3 it is (.5/.3)^¼ = 1.136 times as rewarding; more owners add to it.
    let ratio = rewarding[1] / rewarding[0];
    assert!((1.10..1.25).contains(&ratio), "{ratio}");
    let quality = ["1", "3", "30"].map(|weight| of("expert", weight).1);
    assert!(quality.is_sorted_by(|a, b| a < b), "{quality:?}");
}

#[test]
fn cost_members_who_work_for_other_firms_earn_by_the_day_and_have_less_time() {
    // 300 members who bring 36.5 a month each: 360 a day.
    let earning = honours(
        "earns_per_member_month = 36.5\nfor_others = 0.4\ncost_per_member_month = 0\nfree_because = \"a test\"",
        0,
    );
    let earned: f64 = earning.income.iter().map(|e| e.amount).sum();
    assert!((earned - 40.0 * 360.0).abs() < 1e-6, "{earned}");
    let day = &earning.days[5];
    assert!((day.service[0].volunteers - 0.6 * 1_500.0).abs() < 1e-9, "{:?}", day.service);
    assert!((day.groups[0].expert - 2.2).abs() < 1e-12, "{:?}", day.groups);
    let own = honours("cost_per_member_month = 0\nfree_because = \"a test\"", 0);
    assert!(own.income.is_empty() && own.days[5].groups[0].expert == 3.0);
}
