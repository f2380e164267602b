//! A sale by itself: null, direction, limits, cost.

#![cfg(test)]

use crate::contract::{Goods, Pulse, SaleCounts};
use crate::tactic::proof::{Alone, alone, assert_null};

/// A sale of 29 days, while this many people wait.
fn sale(lines: &str, waiting: u64) -> Alone {
    let market =
        Pulse { sale: SaleCounts { waiting, ..SaleCounts::default() }, adopted: 10, ..Pulse::default() };
    alone(&format!("kind = \"sale\"\n{lines}"), 29, &market)
}

fn goods(sale: &Alone) -> Vec<Goods> {
    sale.days.iter().map(|day| day.sales[0].goods).collect()
}

#[test]
fn null_an_unlimited_sale_that_never_closes_changes_nothing_but_the_money() {
    let null = "kind = \"sale\"\nopen_for = \"7d\"\ncost_each = 100";
    assert_null("", "satisfied = 0.75", null);
    assert_null("wanting_half_life = \"1d\"", "satisfied = 0.75\ndelay = \"0d\"", null);
    // A lower price that nobody minds.
    assert_null("", "satisfied = 0.75", &format!("{null}\nprice = 9\nprice_drop = 0.5\nelasticity = 0"));
}

#[test]
fn direction_more_stock_is_offered_and_fewer_are_left_empty_handed() {
    let stock = [0, 10, 40].map(|stock| {
        let offered = goods(&sale(&format!("stock = {stock}\nfree_because = \"a test\""), 30));
        offered.iter().map(|g| if let Goods::UpTo(goods) = g { *goods } else { 0.0 }).sum::<f64>()
    });
    assert!(stock.is_sorted_by(|a, b| a < b), "{stock:?}");
    let lifts = [0.1, 0.2, 0.5]
        .map(|buzz| sale(&format!("stock = 10\nbuzz = {buzz}\nfree_because = \"a test\""), 30).lift());
    assert_eq!(lifts.map(|lift| (lift * 1e6).round() / 1e6), [0.3, 0.6, 1.5]);
    let appeals = [0.0, 0.2, 0.5].map(|drop| {
        let cheap = sale(&format!("price = 10\nprice_drop = {drop}\ncost_each = 1"), 0);
        cheap.days[0].sales[0].appeal
    });
    assert_eq!(appeals, [0.0, 0.4, 1.0]);
}

#[test]
fn limit_rounds_open_on_their_day_and_close_when_all_is_gone() {
    let weekly = goods(&sale("free_because = \"a test\"", 5));
    for (day, goods) in weekly.iter().enumerate() {
        assert_eq!(*goods, if day % 7 == 0 { Goods::Enough } else { Goods::Nothing }, "day {day}");
    }
    // Nobody was sold anything, so that goods add up; 3 of them serve the 2 who wait all week.
    let open = "stock = 3\nopen_for = \"7d\"\nfree_because = \"a test\"";
    assert_eq!(goods(&sale(open, 2))[6..9], [Goods::UpTo(3.0), Goods::UpTo(6.0), Goods::UpTo(6.0)]);
    // They do not serve 20: it closes after a tick, and those left may turn away in the next.
    let short = sale(open, 20);
    assert_eq!(goods(&short)[..2], [Goods::UpTo(3.0), Goods::Nothing]);
    let sour: Vec<f64> = short.days.iter().map(|day| day.sales[0].sour).collect();
    assert_eq!(sour[..9], [0.0, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.02]);
    // The crush is five times the buzz at most, and is over after `buzz_for`.
    let lifts: Vec<usize> = short.days.iter().map(|day| day.lifts.len()).collect();
    assert_eq!((short.lift(), &lifts[..4]), (1.0, &[1, 1, 0, 0][..]));
    assert_eq!(sale("stock = 0\nfree_because = \"a test\"", 0).lift(), 0.0);
}

#[test]
fn limit_a_round_that_the_money_does_not_cover_is_not_held() {
    let held = sale("stock = 3\ncost_each = 100\nbudget = 250", 5);
    assert_eq!(held.spent(), 200.0);
    assert_eq!(goods(&held)[21], Goods::Nothing);
    assert_eq!(held.notes(), ["held no round: the money left did not cover it"; 3]);
}

#[test]
fn cost_a_round_costs_what_is_stated_and_each_sale_the_drop_of_its_price() {
    let rounds = sale("stock = 3\ncost_each = 100", 5);
    assert_eq!((rounds.expenses.len(), rounds.spent()), (5, 500.0));
    let days: Vec<u32> = rounds.expenses.iter().map(|e| e.day).collect();
    assert_eq!(days, [0, 7, 14, 21, 28]);
    // 3 goods are said to be sold in each tick before, at 2.50 less.
    let sold = crate::contract::DealCounts { sold: 3, ..Default::default() };
    let market = Pulse { deals: vec![sold], ..Pulse::default() };
    let lines = "kind = \"sale\"\nstock = 100\nprice = 10\nprice_drop = 0.25\nbudget = 31";
    let cheap = alone(lines, 29, &market);
    assert_eq!(cheap.expenses.iter().map(|e| e.amount).collect::<Vec<_>>(), [7.5, 7.5, 7.5, 7.5]);
    assert_eq!(cheap.notes(), ["ended the lower price: its money is spent"]);
    let appeal: Vec<f64> = cheap.days.iter().map(|day| day.sales[0].appeal).collect();
    assert_eq!(appeal[..6], [0.5, 0.5, 0.5, 0.0, 0.0, 0.0]);
}

#[test]
fn stock_grows_by_the_week_or_follows_those_who_wait() {
    let grows = goods(&sale("stock = 10\nstock_growth_per_week = 0.5\nfree_because = \"a test\"", 1_000));
    // What is left is carried on: 10, 10 + 15, 25 + 22.
    assert_eq!([0, 7, 14].map(|day| grows[day]), [Goods::UpTo(10.0), Goods::UpTo(25.0), Goods::UpTo(47.0)]);
    let share = goods(&sale("stock_share = 0.25\nfree_because = \"a test\"", 1_000));
    assert_eq!(share[0], Goods::UpTo(250.0));
}
