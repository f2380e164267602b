//! Contests by themselves and in small worlds: null, direction, limit, cost.

#![cfg(test)]

use super::{Contest, Interaction};
use crate::contract::{Entrants, ParticipationCounts, Pulse};
use crate::scenario::Scenario;
use crate::tactic::proof::{Alone, alone, assert_limits, assert_more, assert_null, runs};
use crate::verify::busy::{Busy, with};

/// A contest for so many days, while this many people enter a day.
fn open(lines: &str, days: u32, entries: u64) -> Alone {
    let counts = ParticipationCounts { entries, ..ParticipationCounts::default() };
    let market = Pulse { participation: vec![counts], ..Pulse::default() };
    alone(&format!("kind = \"contest\"\n{lines}"), days, &market)
}

#[test]
fn null_a_contest_that_commits_nobody_changes_nothing_but_the_money() {
    let null = "kind = \"contest\"\ncommits = 0\ncontent = 0\ninvolvement_gain = 0\nannoys = 0\nbudget = 60_000\nwinners_per_day = 10";
    assert_null("", "satisfied = 0.75", null);
}

#[test]
fn direction_a_better_form_lets_more_people_enter_and_an_unfair_one_fewer_after_a_week() {
    let rate = |lines: &str, day: usize| open(lines, 30, 10).days[day].entries[0].rate;
    let fun = [0.1, 0.3, 0.8].map(|fun| rate(&format!("interaction.fun = {fun}"), 0));
    assert!(fun.is_sorted_by(|a, b| a < b), "{fun:?}");
    let (fair, unfair) = (rate("", 6), rate("fair = false", 6));
    assert_eq!(fair, unfair);
    let seen_through = rate("fair = false", 7) / rate("", 7);
    assert!((seen_through - 0.5_f64.powf(0.25)).abs() < 1e-12, "{seen_through}");
    // Interest halves in two weeks.
    assert!((rate("", 14) / rate("", 0) - 0.5).abs() < 1e-12);
}

#[test]
fn limit_prizes_end_with_the_money_and_no_keys_break_anything() {
    // 1,000 entries a day at 30 a prize: the cap of 60,000 pays two days.
    let two = open("judging = 0", 10, 1_000);
    assert_eq!(two.spent(), 60_000.0);
    assert_eq!(two.notes(), ["ended: it ran out of money for its prizes"]);
    assert_limits("kind = \"contest\"", &[("", Contest::ITEMS), ("interaction.", Interaction::ITEMS)]);
}

#[test]
fn cost_a_prize_for_each_entry_up_to_so_many_a_day_and_the_judging_of_all() {
    let some = open("winners_per_day = 20", 11, 100);
    // The first tick has no prizes to give: there are no entries before it; the last is for paying.
    let days = some.days.iter().filter(|d| !d.entries.is_empty()).count();
    assert_eq!(days, 10);
    let each = 20.0 * 30.0 + 100.0 * 0.05;
    let expected = 10.0 * each + 100.0 * 0.05;
    assert!((some.spent() - expected).abs() < 1e-6, "{} against {expected}", some.spent());
    assert!(matches!(some.days[0].entries[0].from, Entrants::Aware));
}

/// Adopters of the last two strategies of a small world with a contest in each, run by run.
fn adopters(first: &str, second: &str) -> Vec<(f64, f64)> {
    let contest = "kind = \"contest\"\nname = \"it\"\nfree_because = \"a test\"\nwinners_per_day = 0\njudging = 0\n\
                   interest_half_life = \"100d\"\npeople_who_enter = 1\n";
    let one = |lines: &str| format!("{contest}{lines}");
    let strategies = with("One", &[&one(first)]) + &with("Two", &[&one(second)]);
    let text = Busy { runs: 30, strategies, ..Busy::default() }.text();
    assert!(Scenario::parse(&text, "contest.toml").is_ok());
    let played = runs(&text);
    let adopted = |strategy: usize| played[strategy].iter().map(|run| run.ledger.len() as f64);
    let last = played.len() - 1;
    adopted(last - 1).zip(adopted(last)).collect()
}

#[test]
fn direction_to_have_said_it_commits_and_annoyed_friends_turn_away() {
    assert_more(adopters("annoys = 0\ncommits = 0", "annoys = 0\ncommits = 10"));
    assert_more(adopters("commits = 0\nannoys = 0.5", "commits = 0\nannoys = 0.0"));
}
