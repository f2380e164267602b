//! Gatherings by themselves and in a market: null, direction, limits, cost, exact numbers.

#![cfg(test)]

use super::*;
use crate::contract::{EnlistCounts, EnlistPulse, Pulse};
use crate::engine::record::RunRecord;
use crate::tactic::proof::{Alone, alone, assert_limits, assert_null, runs};
use crate::verify::busy::{Busy, with};

/// Gatherings on 30 days, where so many guests came and it was in the second city each time.
fn gatherings(lines: &str, guests: u64) -> Alone {
    let mut counts = EnlistCounts::default();
    counts[Enlisted::Chosen] = guests;
    let enlist = vec![EnlistPulse { counts, members: 0, city: Some(1) }];
    let market = Pulse { enlist, stages: [1_000; 10], ..Pulse::default() };
    alone(&format!("kind = \"meetup\"\n{lines}"), 30, &market)
}

/// Runs of a busy market with gatherings, on common luck.
fn played(lines: &str, change: impl Fn(String) -> String) -> Vec<RunRecord> {
    let tactic = format!("kind = \"meetup\"\nfree_because = \"a test\"\ncost = 0\ncost_each = 0\n{lines}");
    let strategies = with("Organic", &[]) + &with("Meet-ups", &[&tactic]);
    let text = Busy { runs: 16, days: 120, cap: "", strategies, ..Busy::default() }.text();
    runs(&change(text)).swap_remove(1)
}

/// What a measure adds up to over all runs.
fn total(runs: &[RunRecord], measure: usize) -> f64 {
    let weeks = runs.iter().flat_map(|run| &run.activity[0][measure]);
    weeks.flatten().map(|value| f64::from(*value)).sum()
}

const NOTHING: &str = "gain = 0\ntalk = 0\nintroduces = 0\nthings_made = 0";

#[test]
fn null_gatherings_at_which_nothing_happens_change_nothing_but_the_money() {
    assert_null("", "satisfied = 0.75", &format!("kind = \"meetup\"\n{NOTHING}\ncost = 500"));
    let everywhere = format!(
        "kind = \"meetup\"\nwhere = \"everywhere\"\n{NOTHING}\nguests = 500\ncost = 500\ncost_each = 1"
    );
    assert_null("", "satisfied = 0.75", &everywhere);
}

#[test]
fn direction_owners_who_know_each_other_lapse_less() {
    let lapses = |text: String| text.replace("lapse_per_year = 1.0", "lapse_per_year = 4.0");
    let lapsed = |introduces: &str| -> u32 {
        let lines =
            format!("gain = 0\ntalk = 0\nthings_made = 0\n{introduces}\nguests = 400\nevery = \"7d\"");
        let runs = played(&lines, lapses);
        runs.iter().map(|run| run.rows[120].stages[Stage::Lapsed as usize]).sum()
    };
    let few = ["introduces = 0", "introduces = 0.002", "introduces = 0.3"].map(lapsed);
    assert!(few.is_sorted_by(|a, b| a > b), "{few:?}");
    // Eight acquaintances keep 57 in 100 who would have lapsed, if they came early enough.
    assert!(few[2] as f64 > 0.43 * few[0] as f64, "{few:?}");
}

#[test]
fn direction_guests_who_talk_and_are_involved_win_more() {
    let slow = |text: String| text.replace("scale = 0.25", "scale = 0.1");
    let active = |lines: &str| -> u32 {
        let lines = format!("introduces = 0\nthings_made = 0\nevery = \"7d\"\nguests = 40\n{lines}");
        played(&lines, slow).iter().map(|run| run.rows[120].active()).sum()
    };
    let talk = ["gain = 0\ntalk = 0", "gain = 0\ntalk = 0.5", "gain = 0\ntalk = 3"].map(active);
    assert!(talk.is_sorted_by(|a, b| a < b), "{talk:?}");
    let longer = ["gain = 0\ntalk = 1\nfor = \"3d\"", "gain = 0\ntalk = 1\nfor = \"30d\""].map(active);
    assert!(longer[0] < longer[1], "{longer:?}");
    let involved = ["gain = 0\ntalk = 0", "gain = 0.3\ntalk = 0"].map(active);
    assert!(involved[0] < involved[1], "{involved:?}");
}

/// Of a closed market nobody lapses, so that all is known: 9 gatherings of exactly 40 in each of three cities in turn; each
/// guest meets 12 of 39 others on the average, but only eight; things are made by a tenth.
#[test]
fn guests_are_exactly_as_many_as_are_asked_for_and_all_cities_are_visited_in_turn() {
    let closed = |text: String| {
        text.replace("lapse_per_year = 1.0", "lapse_per_year = 0\ntrouble_per_day = 0")
            .replace("satisfied = 0.75", "satisfied = 1")
            .replace("count = 30\nsuper_users = 5", "count = 1_500")
            .replace("pick = \"core\"", "pick = \"random\"")
    };
    let runs = played("", closed);
    let each = |measure: usize| total(&runs, measure) / runs.len() as f64;
    assert_eq!((each(GATHERINGS), each(1), each(CITIES)), (9.0, 360.0, 3.0));
    let made = total(&runs, 3);
    // Binomial of 5,760 with chance .1: sd 22.8, five of them.
    assert!((made - 576.0).abs() < 5.0 * 22.8, "{made}");
    // Bin(39, .3) cut at 8 has the mean 7.91; who comes again has few left to meet.
    let met = each(2) / 360.0;
    assert!((4.0..7.95).contains(&met), "{met}");
    // Talk factors have the shape 2.3, so 5,760 guests vary by .9 %: six times that.
    // A guest says .3 of what a fresh owner says for 14 days (the last gathering for 8 of them): 40·.3·(8·14 + 8)·R.
    let said = total(&runs, 4);
    let expected = 16.0 * 40.0 * 0.3 * (8.0 * 14.0 + 8.0) * 0.55;
    assert!((said / expected - 1.0).abs() < 0.06, "{said} for about {expected}");
}

#[test]
fn limit_keys_at_both_ends_break_nothing() {
    assert_limits("kind = \"meetup\"\nfree_because = \"a test\"", &[("", Meetup::ITEMS)]);
}

#[test]
fn cost_a_gathering_is_paid_for_at_once_and_guests_when_they_have_come() {
    let held = gatherings("every = \"10d\"\ncost = 500\ncost_each = 7", 33);
    let amounts: Vec<(u32, f64)> = held.expenses.iter().map(|e| (e.day, e.amount)).collect();
    assert_eq!(amounts, [(0, 500.0), (1, 231.0), (10, 500.0), (11, 231.0), (20, 500.0), (21, 231.0)]);
    // Where it was is not visited again while there are others.
    assert_eq!(held.days[10].picks[0].place, Place::CityWithMost { but: vec![1] });
    let again = gatherings("every = \"10d\"\nrevisit = \"5d\"", 33);
    assert_eq!(again.days[10].picks[0].place, Place::CityWithMost { but: vec![] });
    let poor = gatherings("every = \"10d\"\ncost = 500\ncost_each = 7\nbudget = 570", 10);
    assert_eq!((poor.days[0].picks[0].number, poor.spent()), (Number::Exactly(10), 570.0));
    assert_eq!(poor.notes(), ["held no more gatherings: the money was out"]);
}

#[test]
fn whoever_watches_gains_a_little_and_the_day_lifts_talk_on_feeds() {
    let festival = gatherings(
        "where = \"everywhere\"\nfrom = \"participants\"\nfree_because = \"a test\"\nwatched = 0.01\nlive = 2",
        0,
    );
    let picks = &festival.days[0].picks;
    // A small gain goes to a share of them, so that the mean is right: 2,000·.01/(13/255) of them gain 13/255.
    let Number::Exactly(viewers) = picks[1].number else { panic!("{picks:?}") };
    assert_eq!((viewers, picks[1].gain, picks[1].counts), (392, 13.0 / 255.0, false));
    assert_eq!((picks[0].from.clone(), picks[0].place.clone()), (Pool::Participants, Place::Everywhere));
    let lifts: Vec<usize> = festival.days.iter().map(|day| day.lifts.len()).collect();
    assert_eq!((lifts[0], lifts[1], lifts[14], festival.lift()), (1, 0, 1, 2.0));
}

#[test]
fn gatherings_on_dates_are_held_on_them_and_paid_for() {
    let held = gatherings("dates = [\"20d\", \"3d\"]\ncost = 500\ncost_each = 7", 33);
    let amounts: Vec<(u32, f64)> = held.expenses.iter().map(|e| (e.day, e.amount)).collect();
    assert_eq!(amounts, [(3, 500.0), (4, 231.0), (20, 500.0), (21, 231.0)]);
}
