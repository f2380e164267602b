//! The desk by itself: Erlang's waits, backlogs, and what tactics add.

#![cfg(test)]

use super::*;

/// What a desk of one head that settles so many a day leaves of tickets that come at this pace.
fn left(per_head: f64, staff: f64, ticks_per_day: u32, a_tick: u64, days: u32) -> Tickets {
    let text = format!(
        "horizon = \"{days}d\"\ntick = \"{}h\"\n[service]\nstaff_per_100_000 = {staff}\n\
         tickets_per_head_day = {per_head}\n[[strategy]]\nname = \"Organic\"\n",
        24 / ticks_per_day
    );
    let plan = crate::Scenario::parse(&text, "desk.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    let mut desk = Desk::new(&plan.service);
    for _ in 0..days * ticks_per_day {
        desk.staff(&plan, Served { owners: 1_000.0, ..Served::default() });
        desk.open((a_tick, 0), ticks_per_day);
    }
    desk.tickets(&plan)
}

#[test]
fn the_chance_of_a_wait_is_erlangs_until_there_is_a_backlog() {
    let text = "horizon = \"9d\"\n[service]\nstaff_per_100_000 = 100\ntickets_per_head_day = 10\n[[strategy]]\n\
                name = \"Organic\"\n";
    let plan = crate::Scenario::parse(text, "desk.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    let chance = |a_day: u64| {
        let mut desk = Desk::new(&plan.service);
        for _ in 0..3 {
            desk.open((a_day, 0), 1);
            desk.staff(&plan, Served { owners: 1_000.0, ..Served::default() });
        }
        desk.waits()
    };
    // One head: the load itself.
    assert!((chance(4) - 0.4).abs() < 1e-12 && chance(0) == 0.0 && chance(11) == 1.0);
}

#[test]
fn what_comes_in_beyond_what_is_settled_is_never_answered() {
    // 30 a day come from day 1 on, 10 a day are settled: 20 a day wait at the end.
    assert_eq!(left(10.0, 6.0, 1, 30, 14), Tickets { opened: 420, unanswered: 280.0 });
    assert_eq!(left(30.0, 6.0, 1, 30, 14), Tickets { opened: 420, unanswered: 0.0 });
    // With six ticks a day a ticket counts over the day that follows it: 29 of its 30 wait at most.
    let often = left(10.0, 6.0, 6, 5, 14);
    assert_eq!(often.opened, 420);
    assert!((often.unanswered - 280.0).abs() < 15.0, "{often:?}");
    assert_eq!(left(10.0, 0.0, 6, 5, 14), Tickets { opened: 420, unanswered: 420.0 });
}

/// A plan whose own desk has no heads.
fn without_a_floor() -> Plan {
    let text = "horizon = \"9d\"\n[service]\nstaff_per_100_000 = 0\n[[strategy]]\nname = \"Organic\"\n";
    crate::Scenario::parse(text, "desk.toml").unwrap_or_else(|p| panic!("{p}")).plan
}

/// The desk after 100 days of this offer.
fn offered(plan: &Plan, offer: ServiceToday, served: Served, a_day: u64) -> Desk {
    let mut desk = Desk::new(&plan.service);
    desk.offer(vec![offer]);
    for _ in 0..100 {
        desk.staff(plan, served);
        desk.open((a_day, 0), 1);
    }
    desk
}

#[test]
fn the_messenger_of_sixteen_heads_collapses_by_hand_between_half_a_million_followers_and_a_million() {
    // 10 messages a follower and year; 16 heads settle 850 a day each, as in chats.
    let plan = without_a_floor();
    let behind = |followers: f64, automatic: f64| {
        let offer = ServiceToday {
            heads: 16.0,
            capacity: 16.0 * 850.0,
            automatic,
            messages: followers * 10.0 / 365.0,
            ..ServiceToday::none(TacticId(0))
        };
        offered(&plan, offer, Served::default(), 0).backlog()
    };
    assert_eq!(behind(450_000.0, 0.0), 0.0);
    // 13,699 a day against 13,600.
    assert!((behind(500_000.0, 0.0) - 100.0 * (500_000.0 * 10.0 / 365.0 - 13_600.0)).abs() < 1e-6);
    assert!(behind(800_000.0, 0.0) > 800_000.0);
    assert_eq!([500_000.0, 1e6, 4.9e6].map(|followers| behind(followers, 0.9)), [0.0; 3]);
    assert!(behind(5e6, 0.9) > 0.0);
    // A machine that settles 70 % of its 90 % leaves 37 % by hand: it gives out at 1.34 million.
    assert_eq!((behind(1.3e6, 0.63), behind(1.4e6, 0.63) > 0.0), (0.0, true));
    // 50 million messages a year, a tenth by hand: 13,699 a day are 91.3 heads of a forum's 150.
    let heads: f64 = 5e6 * 10.0 / 365.0 * 0.1 / 150.0;
    assert!((heads - 91.3).abs() < 0.1);
}

#[test]
fn separate_queues_wait_longer_than_one_and_helpers_answer_worse() {
    let plan = without_a_floor();
    let offer = ServiceToday { heads: 4.0, capacity: 400.0, ..ServiceToday::none(TacticId(0)) };
    let one = offered(&plan, offer, Served::default(), 320);
    let apart = offered(&plan, ServiceToday { separate: true, ..offer }, Served::default(), 320);
    // M/M/1 at 80 %: .8/(100 − 80) days each.
    assert!((apart.wait_hours(9.0) - 24.0 * 0.8 / 20.0).abs() < 1e-9);
    assert!(one.wait_hours(9.0) < 0.5 * apart.wait_hours(9.0));
    let helped = ServiceToday { helpers: 4.0, helper_recovery: 0.8, ..offer };
    let desk = offered(&plan, helped, Served { advocates: 100.0, ..Served::default() }, 320);
    // Half of the capacity is theirs: .6·(1 − .2/2).
    assert!((desk.answers().recovery[0] - 0.54).abs() < 1e-12, "{:?}", desk.answers());
    assert_eq!(desk.pulse(&plan).helpers, 400.0);
}

#[test]
fn complaints_found_in_public_are_answered_with_the_rest_and_win_back_what_an_answer_would() {
    let plan = without_a_floor();
    let offer = ServiceToday {
        heads: 1.0,
        capacity: 100.0,
        found: 0.5,
        told: 0.3,
        ..ServiceToday::none(TacticId(0))
    };
    let served = Served { aggrieved: 1_000.0, complaints: 0.06, ..Served::default() };
    let desk = offered(&plan, offer, served, 0);
    let pulse = desk.pulse(&plan);
    assert_eq!((pulse.found, pulse.by_hand), (30.0, 30.0));
    // M/M/1: E[e^{−wait/patience}] = 1 − ρ + ρ·r/(r + 6) with r = 100 − 30 a day and a patience of four hours.
    let kept = 0.7 + 0.3 * 70.0 / 76.0;
    assert!((desk.answers().won_back - 0.5 * 0.6 * kept).abs() < 1e-12);
    assert!((desk.answers().told - 0.7).abs() < 1e-12);
    // A gift adds a quarter and never passes nine in ten.
    let gift = ServiceToday { gift: 1.0, gift_recovery: 0.5, ..offer };
    assert_eq!(offered(&plan, gift, served, 0).answers().recovery, [0.6, 0.9]);
}
