//! Service by itself: null, direction, limits, cost.

#![cfg(test)]

use super::*;
use crate::contract::{DeskPulse, Pulse};
use crate::engine::record::RunRecord;
use crate::tactic::proof::{Alone, alone, assert_limits, assert_null, runs};
use crate::verify::busy::{Busy, with};

/// Service for 100 days, while so many tickets a day come to a desk that every strategy has for none of them.
fn service(lines: &str, tickets: f64) -> Alone {
    let desk = DeskPulse { tickets, by_hand: tickets, ..DeskPulse::default() };
    let market = Pulse { stages: [1_000; 10], desk, ..Pulse::default() };
    alone(&format!("kind = \"service\"\n{lines}"), 100, &market)
}

fn last(alone: &Alone) -> ServiceToday {
    alone.days[99].service[0]
}

/// A product that makes trouble, and nobody who answers unless a tactic does.
const TROUBLED: &str =
    "satisfied = 0.6\ntrouble_per_day = 0.2\n[service]\nstaff_per_100_000 = 0\nignored = 2";

/// Owners at the end of all runs together, by arm.
fn owners(product: &'static str, arms: &[&[&str]]) -> Vec<u32> {
    let arms: String = arms.iter().zip(1..).map(|(tactics, i)| with(&format!("Arm {i}"), tactics)).collect();
    let busy = Busy {
        product,
        market: "outside_per_day = 0.003",
        runs: 8,
        strategies: with("Organic", &[]) + &arms,
        cap: "cap = 1_000_000",
        ..Busy::default()
    };
    let last = |run: &RunRecord| run.rows.last().map_or(0, |row| row.active());
    runs(&busy.text())[1..].iter().map(|arm| arm.iter().map(last).sum()).collect()
}

#[test]
fn null_service_changes_nothing_but_the_money_where_nobody_asks() {
    let all = "kind = \"service\"\nteam.heads = 2\nteam.wage_per_month = 1_000\nautomatic = 0.9\nautomatic_per_month = 1_000\nhelpers = 5\ngift = 1\nshared_desk = false";
    assert_null("", "satisfied = 0.75\ntrouble_per_day = 0", all);
    // A machine that settles nothing, and listening that hears nothing.
    let nothing = "kind = \"service\"\nteam.heads = 0\nautomatic = 0.9\nautomatic_per_month = 1_000\nsolves = 0\nanswer_gain = 0";
    assert_null("", "satisfied = 0.75\ntrouble_per_day = 0.05", nothing);
}

#[test]
fn direction_each_lever_keeps_owners_and_all_of_them_never_beat_no_trouble_at_all() {
    let of =
        |keys: &str| format!("kind = \"service\"\nteam.wage_per_month = 1\nteam.learns = \"0d\"\n{keys}");
    let few = |keys: &str| of(&format!("team.heads = 2\ntickets_per_head_day = 5\n{keys}"));
    let many = |keys: &str| of(&format!("team.heads = 200\ntickets_per_head_day = 5\n{keys}"));
    let machine = "automatic = 0.9\nautomatic_per_month = 1";
    let listening = "everyone_listens = 1\nlistening_per_month = 1";
    let (helpers, club) = (
        "helpers = 50\nanswer_gain = 0",
        "kind = \"participation\"\nimprovement_per_release = 0\ninvolvement_gain = 1\ncontent = 0",
    );
    let all = format!("{machine}\n{listening}\ngift = 0.01\nanswer_gain = 0");
    let lone: Vec<String> = vec![
        of("team.heads = 0\nfree_because = \"nothing\""),
        few(""),
        few(machine),
        few("team.hired = \"outsourced\""),
        few(listening),
        many(""),
        many("gift = 0.01"),
        many(listening),
        many(&all),
    ];
    let clubs = [few("answer_gain = 0"), few(helpers)];
    let arms: Vec<Vec<&str>> =
        lone.iter().map(|t| vec![t.as_str()]).chain(clubs.iter().map(|t| vec![t.as_str(), club])).collect();
    let arms: Vec<&[&str]> = arms.iter().map(Vec::as_slice).collect();
    let got = owners(TROUBLED, &arms);
    let [nobody, two, machine, outsourced, overheard, many, gifts, listening, all, club, helped] = got[..]
    else {
        panic!("{got:?}")
    };
    for (name, more, less) in [
        ("heads", two, nobody),
        ("machine", machine, two),
        ("in house", two, outsourced),
        ("more heads", many, two),
        ("gifts", gifts, many),
        ("listening", listening, many),
        ("all", all, gifts.max(listening)),
        ("helpers", helped, club),
        // Two heads cannot answer what everybody hears: the told wait, and a promise that is broken hurts.
        ("nobody to answer", two, overheard),
    ] {
        assert!(more > less, "{name}: {more} against {less} in {got:?}");
    }
    let without =
        owners("satisfied = 0.6\ntrouble_per_day = 0\n[service]\nstaff_per_100_000 = 0", &[&[&lone[0]]]);
    assert!(all < without[0], "{all} with all levers, {} without trouble", without[0]);
}

#[test]
fn direction_waits_of_hours_cost_owners_and_ignored_complaints_cost_more() {
    let one = |product: &'static str| {
        owners(product, &[&["kind = \"service\"\nteam.heads = 0\nfree_because = \"nothing\""]])[0]
    };
    let quick = one(
        "satisfied = 0.6\ntrouble_per_day = 0.2\n[service]\nstaff_per_100_000 = 1_000\npatience = \"1h\"",
    );
    let slow =
        one("satisfied = 0.6\ntrouble_per_day = 0.2\n[service]\nstaff_per_100_000 = 0\npatience = \"1h\"");
    let loud = one(
        "satisfied = 0.6\ntrouble_per_day = 0.2\n[service]\nstaff_per_100_000 = 0\npatience = \"1h\"\nignored = 4",
    );
    assert!(quick > slow && slow > loud, "{quick} > {slow} > {loud}");
}

#[test]
fn limit_every_key_at_both_ends_alone_and_in_pairs() {
    let lines = "kind = \"service\"\nteam.heads = 1\nteam.wage_per_month = 10\nautomatic = 0.5\neveryone_listens = 0.5\ngift = 1\nhelpers = 1";
    assert_limits(lines, &[("", Service::ITEMS), ("team.", Team::ITEMS)]);
}

#[test]
fn cost_wages_machine_listening_and_gifts_are_paid_to_the_cent() {
    let two = service("team.heads = 2\nteam.wage_per_month = 3_650", 100.0);
    assert!((two.spent() - 2.0 * 120.0 * 100.0).abs() < 1e-6, "{}", two.spent());
    assert_eq!((last(&two).heads, last(&two).told, last(&two).automatic), (2.0, 0.0, 0.0));
    let skill = 1.0 - 0.5 * libm::exp2(-99.0 / 180.0);
    assert!((last(&two).capacity - 300.0 * skill).abs() < 1e-9);
    let standing = service(
        "team.heads = 0\nautomatic = 0.5\nautomatic_per_month = 3_650\neveryone_listens = 0.5\nlistening_per_month = 7_300",
        100.0,
    );
    assert!((standing.spent() - 240.0 * 100.0).abs() < 1e-6, "{}", standing.spent());
    // 100 tickets a day and 4·√100 + 4 in store; then nobody takes one.
    let gifts = service("team.heads = 0\ngift = 5", 100.0);
    assert_eq!((gifts.spent(), last(&gifts).gift), (144.0 * 5.0, 1.0));
    let poor = service("team.heads = 0\ngift = 5\nbudget = 360", 100.0);
    assert_eq!((poor.spent(), last(&poor).gift), (360.0, 0.5));
    // By load: 800 a day need seven heads at 80 % of 150 once practised, fourteen at first, eleven after
    // three months.
    let load = service("team.wage_per_month = 10", 800.0);
    assert_eq!((load.days[0].service[0].heads, last(&load).heads), (14.0, 11.0));
}

#[test]
fn a_machine_that_is_not_paid_settles_nothing() {
    let broke = service("team.heads = 0\nautomatic = 0.5\nautomatic_per_month = 3_650\nbudget = 1_200", 10.0);
    assert_eq!((broke.days[9].service[0].automatic, broke.days[10].service[0].automatic), (0.5, 0.0));
    assert_eq!(broke.notes(), ["could no longer pay its machine or its listening"]);
}

#[test]
fn direction_gifts_that_are_told_of_win_owners() {
    let adopted = |told: &str| -> u32 {
        let desk = format!(
            "kind = \"service\"\nteam.heads = 50\nteam.wage_per_month = 1\nteam.learns = \"0d\"\ngift = 1\n{told}"
        );
        let strategies = with("Organic", &[]) + &with("Gifts", &[&desk]);
        let (product, cap) = (TROUBLED, "cap = 1_000_000");
        let text = Busy { product, cap, runs: 16, days: 90, strategies, ..Busy::default() }.text();
        let played = runs(&text.replace("scale = 0.25", "scale = 0.1"));
        played[1].iter().map(|run| run.rows[90].adopted).sum()
    };
    let won = ["", "gift_told = 0.3", "gift_told = 1\ngift_talk = 5"].map(adopted);
    assert!(won.is_sorted_by(|a, b| a < b), "{won:?}");
}
