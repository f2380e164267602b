//! Contests by themselves and in small worlds: null, direction, limit, cost.

#![cfg(test)]

use super::{Contest, Interaction};
use crate::contract::{Entrants, ParticipationCounts, Pulse};
use crate::scenario::Scenario;
use crate::tactic::proof::{Alone, alone, assert_limits, assert_more, assert_null, runs};
use crate::units::Stage;
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

#[test]
fn direction_a_contest_that_rides_a_trend_has_more_entries_while_it_lasts() {
    let trend =
        "[[market.trend]]\nname = \"show\"\nat = \"20d\"\nheight = 2\nlasts = \"10d\"\nhalf_life = \"2d\"\n";
    let contest = |rides: &str| {
        format!(
            "kind = \"contest\"\nname = \"it\"\nfree_because = \"a test\"\nwinners_per_day = 0\njudging = 0\ncommits = 0\n{rides}"
        )
    };
    let strategies = with("Alone", &[&contest("")]) + &with("Rides", &[&contest("rides = \"show\"")]);
    let text = Busy { runs: 24, strategies, ..Busy::default() }.text();
    let played = runs(&text.replacen("[layers", &format!("{trend}[layers"), 1));
    let entries = |strategy: usize, week: usize| -> f64 {
        let of = |run: &crate::engine::record::RunRecord| run.activity[0][0][week].map_or(0.0, f64::from);
        played[strategy].iter().map(of).sum()
    };
    let last = played.len() - 1;
    assert_eq!(entries(last - 1, 1), entries(last, 1), "the trend has not begun");
    let ratio = entries(last, 3) / entries(last - 1, 3);
    // Three times as many while it lasts; Poisson counts of hundreds.
    assert!((2.5..3.5).contains(&ratio), "{ratio}");
}

/// A scenario of a classic model with a contest, or whatever else stands in these lines.
fn classic(text: &str, lines: &str) -> String {
    format!("{text}\n[[strategy.tactic]]\nname = \"it\"\nfree_because = \"a test\"\n{lines}")
}

#[test]
fn people_who_take_part_without_owning_it_are_refused_where_people_have_thresholds() {
    let threshold = include_str!("../../../scenarios/classic/linear-threshold.toml");
    for kind in ["\"contest\"", "\"participation\"\nopen_to = \"aware\""] {
        let text = classic(threshold, &format!("kind = {kind}"));
        let Err(problems) = Scenario::parse(&text, "contest.toml") else {
            panic!("{kind} is not refused");
        };
        assert!(problems.to_string().contains("audiences need exponential resistance"), "{problems}");
    }
    assert!(Scenario::parse(&classic(threshold, "kind = \"participation\""), "contest.toml").is_ok());
}

#[test]
fn annoyed_friends_are_heard_where_nobody_else_warns() {
    let cascade = include_str!("../../../scenarios/classic/independent-cascade.toml")
        .replace("acts = \"all\"", "acts_per_tie_per_day = 0.3")
        .replace("reject = 0", "reject = 1\ntrust = { participant = 1, advocate = 1 }")
        .replace("people = 10_000", "people = 2_000")
        .replace("replications = 32", "replications = 1");
    let turned_away = |annoys: f64| {
        let lines = format!(
            "kind = \"contest\"\nwinners_per_day = 0\njudging = 0\ncommits = 0\npeople_who_enter = 1\nannoys = {annoys}"
        );
        let played = runs(&classic(&cascade, &lines));
        played.last().unwrap()[0].rows.last().unwrap().stages[Stage::Rejecter as usize]
    };
    assert_eq!(turned_away(0.0), 0);
    let away = turned_away(1.0);
    assert!(away > 0, "{away}");
}
