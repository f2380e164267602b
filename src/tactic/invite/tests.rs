//! Invitations by themselves: null, direction, limits, cost.

#![cfg(test)]

use super::Invite;
use crate::contract::{DealCounts, Pulse};
use crate::scenario::Scenario;
use crate::scenario::spec::TacticSpec;
use crate::tactic::proof::{Alone, alone, assert_null};
use crate::verify::busy::{Busy, with};

/// Codes for 30 days while there are 1,000 owners of each stage and so much comes of codes a day.
fn codes(lines: &str, given: u64, won: u64) -> Alone {
    let deals = vec![DealCounts { given, won, ..DealCounts::default() }];
    let market = Pulse { deals, stages: [1_000; 10], adopted: 5_000, ..Pulse::default() };
    alone(&format!("kind = \"invite\"\ngiven_to = \"owners\"\n{lines}"), 30, &market)
}

fn rates(codes: &Alone) -> Vec<f64> {
    codes.days.iter().map(|day| day.invites.first().map_or(0.0, |i| i.per_day)).collect()
}

fn gain(lines: &str) -> f64 {
    let tactic = format!("kind = \"invite\"\ngiven_to = \"owners\"\nfree_because = \"a test\"\n{lines}");
    let text = Busy { strategies: with("Alone", &[&tactic]), ..Busy::default() }.text();
    let plan = Scenario::parse(&text, "gain.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    plan.strategies.last().expect("the strategy").tactics[0].spec.spiral_gain(&plan.channels)
}

#[test]
fn null_codes_that_nobody_gives_change_nothing_but_the_money() {
    assert_null("", "satisfied = 0.75", "kind = \"invite\"\ngives_per_day = 0\nselling = 0.5\nprice = 5_000");
}

#[test]
fn direction_more_codes_that_convince_more_and_last_longer_win_more() {
    for (key, values) in [
        ("codes", ["1", "2", "5"]),
        ("gives_per_day", ["0.05", "0.3", "1"]),
        ("converts", ["0.05", "0.3", "0.5"]),
        ("lasts", ["\"1d\"", "\"7d\"", "\"14d\""]),
    ] {
        let gains = values.map(|value| gain(&format!("{key} = {value}")));
        assert!(gains.is_sorted_by(|a, b| a < b), "{key}: {gains:?}");
    }
    let trust = ["0", "0.1", "0.9"].map(|selling| {
        let last = codes(&format!("selling = {selling}\nprice = 1"), 400, 0);
        last.days[29].invites[0].trust
    });
    assert!(trust[0] == 1.0 && trust.is_sorted_by(|a, b| a > b), "{trust:?}");
}

/// A giver of 2 codes gives a Poisson number of them, at most two: 1 − e^{−m} + 1 − e^{−m}(1 + m).
#[test]
fn limit_a_grant_is_never_more_than_its_codes_and_the_gain_is_codes_times_conversion() {
    let m = 0.3 * 14.0_f64;
    let given = (1.0 - (-m).exp()) + (1.0 - (-m).exp() * (1.0 + m));
    assert!((gain("converts = 0.3") - 0.6 * 0.3 * given).abs() < 1e-12);
    assert!((gain("gives_per_day = 50\nconverts = 0.4\ncodes = 3") - 0.6 * 1.2).abs() < 1e-9);
    assert!(
        (gain("codes = \"unlimited\"\ngives_per_day = 0.02\nconverts = 0.05") - 0.6 * 0.03).abs() < 1e-12
    );
    let lasts = rates(&codes("every = \"10d\"\nlasts = \"3d\"\nprice = 1", 0, 0));
    let open: Vec<usize> = (0..30).filter(|day| lasts[*day] > 0.0).collect();
    assert_eq!(open, [0, 1, 2, 10, 11, 12, 20, 21, 22]);
    // Trust is worn by .2·.5·(codes given ÷ 5,000 owners) a day and comes back in 90.
    let worn = codes("selling = 0.5\nprice = 1", 500, 0);
    let mut trust = 1.0;
    for day in &worn.days {
        trust += (1.0 - trust) / 90.0 - 0.2 * 0.5 * 0.1;
        assert!((day.invites[0].trust - trust).abs() < 1e-12, "{trust}");
    }
    assert!(rates(&codes("selling = 1\nprice = 1", u64::from(u32::MAX), 0))[0] > 0.0);
}

#[test]
fn limit_a_supply_that_runs_short_slows_giving_and_ends_it() {
    let short = codes("supply = 3_000\ngives_per_day = 1\nprice = 1", 700, 0);
    let rates = rates(&short);
    // 5,000 owners would give 5,000 a day; 2,300 less four standard deviations are left after a day.
    assert!((rates[0] - (2_300.0 - 4.0 * 2_300_f64.sqrt()) / 5_000.0).abs() < 1e-12, "{}", rates[0]);
    assert!(rates.is_sorted_by(|a, b| a >= b) && rates[4] == 0.0, "{rates:?}");
}

#[test]
fn cost_the_price_is_paid_once_and_each_owner_won_twice_the_reward_until_the_money_is_out() {
    let paid = codes("reward = 20\nprice = 1_000\nbudget = 1_900", 9, 5);
    let amounts: Vec<f64> = paid.expenses.iter().map(|e| e.amount).collect();
    // 5 owners won a day at 40; the first day has the price and what was won before.
    assert_eq!(amounts, [1_200.0, 200.0, 200.0, 200.0, 100.0]);
    assert_eq!(paid.notes(), ["ended: the money for rewards is spent"]);
    assert_eq!(rates(&paid)[3..5], [0.3, 0.0]);
    let none = codes("price = 2_000\nbudget = 1_900", 0, 0);
    assert_eq!((none.spent(), rates(&none)[0]), (0.0, 0.0));
    assert_eq!(none.notes(), ["made no codes: the money did not cover their price"]);
}

#[test]
fn every_code_counts_towards_the_spiral_that_check_warns_of() {
    let invite = |codes: Option<f64>| Invite {
        chat: crate::units::ChannelId(0),
        given_to: crate::contract::Givers::Owners,
        codes,
        every_days: 14,
        lasts_days: 14.0,
        gives_per_day: 1.0,
        converts: 0.5,
        supply: None,
        reward: 0.0,
        pass_on: false,
        opens: 0.5,
        value: 0.0,
        selling: 0.0,
        price: 0.0,
        eligible: 0.6,
    };
    assert!(invite(Some(1e6)).given_a_grant() > 13.9 && invite(Some(1e6)).given_a_grant() < 14.1);
    assert_eq!(invite(None).given_a_grant(), 30.0);
    assert!((invite(None).spiral_gain(&[]) - 30.0 * 0.5 * 0.6).abs() < 1e-12);
    let few = Invite { given_to: crate::contract::Givers::Participants, ..invite(None) };
    assert!((few.spiral_gain(&[]) - 0.05 * 9.0).abs() < 1e-12);
}

#[test]
fn codes_that_are_passed_on_cost_their_value_each_and_open_as_far_as_the_money_goes() {
    let deals = vec![DealCounts { opened: 10, ..DealCounts::default() }];
    let market = Pulse { deals, stages: [100; 10], adopted: 500, ..Pulse::default() };
    let lines = "kind = \"invite\"\ngiven_to = \"owners\"\npass_on = true\ncodes = 3\nvalue = 2\nbudget = 65\ngives_per_day = 0.1";
    let packets = alone(lines, 6, &market);
    let amounts: Vec<f64> = packets.expenses.iter().map(|e| e.amount).collect();
    assert_eq!(amounts, [20.0, 20.0, 20.0, 5.0]);
    // 30 are shown by those who opened one, 50 are given: 40 would be opened, and 22 are left to pay, then 12.
    let opens: Vec<f64> = packets.days.iter().map(|day| day.invites[0].opens.unwrap_or(-1.0)).collect();
    let expected = [22.5 / 80.0, 12.5 / 80.0, 2.5 / 80.0, 0.0, 0.0, 0.0];
    assert!(opens.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{opens:?}");
    let m = |codes: f64, opens: f64| {
        let lines =
            format!("pass_on = true\ncodes = {codes}\nopens = {opens}\ngives_per_day = 50\nconverts = 0.01");
        gain(&lines) / (codes * 0.01 * 0.6)
    };
    assert!((m(1.0, 0.5) - 2.0).abs() < 1e-9 && (m(3.0, 0.5) - 100.0).abs() < 1e-6);
}
