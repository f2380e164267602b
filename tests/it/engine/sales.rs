//! Sales in whole runs: what waiting loses, what is sold, what an order is worth, and both ends of each key.

use crate::common;
use crate::common::cases::assert_near;
use groundswell::engine::record::RunRecord;
use groundswell::units::Stage;
use groundswell::verify::busy::{Busy, with};

/// A market that nothing but influence from outside convinces, at a constant rate, in one run.
fn steady(people: u32, days: u32, hazard: f64, tactics: &[&str]) -> RunRecord {
    let text = format!(
        "name = \"steady\"\nseed = 1\nhorizon = \"{days}d\"\n[market]\npeople = {people}\neligible = 1\n\
         outside_per_day = {hazard}\n[layers.friends]\nsmall_world = {{ degree = 2 }}\n[talk]\nscale = 0\n\
         [channels.chat]\nkind = \"chat\"\nlayer = \"friends\"\nacts_per_day = 0.01\n[product]\ndelay = \"0d\"\n\
         satisfied = 1\nlapse_per_year = 0\ntrouble_per_day = 0\n[seeds]\ncount = 0\n[compare]\nreplications = 1\n{}",
        with("One", tactics)
    );
    common::study(&text).records.pop().expect("a run")
}

fn total(run: &RunRecord, tactic: usize, measure: usize) -> f64 {
    run.activity[tactic][measure].iter().flatten().map(|v| f64::from(*v)).sum()
}

const SOLD: usize = 2;
const LEFT: usize = 3;
const EMPTY: usize = 5;
const TURNED: usize = 6;
const FADED: usize = 7;

/// The share of wishes that fade before a weekly round: 15.5 % where each moment of the week is alike and a wish
/// halves in 14 days, 1 − (1 − 2^{−½})/(½ ln 2). In ticks of a day, who is convinced on the day of the
/// round waits six whole days, and one in 280 of those who wait is lost on the day itself. 24,000 wishes: 4
/// standard errors are .0094 (fails by chance once in 16,000).
#[test]
fn a_weekly_sale_loses_a_sixth_of_those_who_want_it_by_waiting_alone() {
    let run = steady(400_000, 72, 0.001, &["kind = \"sale\"\nfree_because = \"a test\""]);
    let (sold, faded) = (total(&run, 0, SOLD), total(&run, 0, FADED));
    let fade = 2_f64.ln() / 14.0;
    let on_the_day = fade / (fade + 20.0 * 2_f64.ln());
    let lost = |days: f64| 1.0 - (-fade * days).exp() * (1.0 - on_the_day);
    // Somebody convinced on day i of the week waits for 6 − i whole days and a part of that day.
    let part = (1.0 - (-fade).exp()) / fade;
    let later = |i: i32| 1.0 - (1.0 - lost(f64::from(6 - i))) * part;
    let expected = (lost(6.0) + (1..=6).map(later).sum::<f64>()) / 7.0;
    assert_near("without ticks", expected, 1.0 - (1.0 - 0.5_f64.sqrt()) / (0.5 * 2_f64.ln()), 0.002);
    assert!(sold + faded > 23_000.0, "{sold} {faded}");
    assert_near("lost by waiting", faded / (sold + faded), expected, 0.0094);
}

/// Rounds of 100 goods every two weeks: what was sold and what is left are what was put up, in each run.
#[test]
fn what_is_sold_and_what_is_left_are_the_stock() {
    let run = steady(
        100_000,
        84,
        0.001,
        &[
            "kind = \"sale\"\nevery = \"14d\"\nopen_for = \"3d\"\nstock = 500\nsour = 0.1\nfree_because = \"a test\"",
        ],
    );
    let (stock, sold) = (total(&run, 0, 1), total(&run, 0, SOLD));
    // A round is over in its first week; in the second nothing moves.
    let left = f64::from(run.activity[0][LEFT][11].expect("the last week"));
    assert_eq!(stock, 3_000.0);
    assert_eq!(sold + left, stock);
    assert_eq!(sold, f64::from(run.rows[84].adopted));
    // In the mean S are sold: 4 standard deviations of the last round.
    assert!(left.abs() <= 4.0 * 500_f64.sqrt(), "{left}");
    assert!(total(&run, 0, EMPTY) > 1_000.0);
}

/// Nothing is ever sold: of those who wait after a round `sour` turn away, beside the few that fade.
/// 5,000 to 8,000 turn away; 4 standard errors are 5 %.
#[test]
fn a_share_of_those_left_empty_handed_turns_away() {
    let lines = "kind = \"sale\"\nstock = 0\nsour = 0.1\nbuzz = 0\nfree_because = \"a test\"";
    let run = steady(100_000, 74, 0.005, &[lines]);
    let (empty, turned) = (total(&run, 0, EMPTY), total(&run, 0, TURNED));
    assert!(turned > 3_000.0, "{turned}");
    // Some of the day's new wishes stand before closed doors, too; a twentieth of a wish fades in a day.
    assert!((0.095..=0.115).contains(&(turned / empty)), "{turned} of {empty}");
    // The last round was three days before the end.
    assert_eq!(f64::from(run.rows[74].stages[Stage::Rejecter as usize]), turned);
}

/// Orders are kept: whoever has ordered gets it `delivery` later, and the wish does not fade meanwhile.
#[test]
fn an_order_is_delivered_on_its_day_and_nobody_who_ordered_is_lost() {
    let open = steady(50_000, 70, 0.002, &[]);
    let lines = "kind = \"sale\"\nopen_for = \"7d\"\ndelivery = \"30d\"\nfree_because = \"a test\"";
    let ordered = steady(50_000, 70, 0.002, &[lines]);
    assert_eq!(ordered.rows[31].adopted, 0);
    for day in 1..=38 {
        // Ordered a day after; one in 280 changes their mind on that day.
        let (a, b) = (open.rows[day].adopted, ordered.rows[day + 31].adopted);
        assert!(b <= a && f64::from(b) > 0.98 * f64::from(a) - 10.0, "day {day}: {a} {b}");
    }
    assert!(ordered.rows[69].adopted > 3_000);
}

/// A price lower by a tenth makes influence from outside 1.2 times as strong. 9,500 adopters: 4 standard
/// errors of the ratio are .055.
#[test]
fn a_lower_price_convinces_by_its_elasticity() {
    let lines = "kind = \"sale\"\nopen_for = \"7d\"\nprice = 10\nprice_drop = 0.1\n";
    let open = steady(200_000, 50, 0.001, &[]);
    let cheap = steady(200_000, 50, 0.001, &[lines]);
    let hazard = |run: &RunRecord| -(1.0 - f64::from(run.rows[50].adopted) / 200_000.0).ln();
    assert_near("the price", hazard(&cheap) / hazard(&open), 1.2, 0.055);
    // Each of them costs 1, but for those of the last day, who are paid the day after.
    let paid: f64 = cheap.expenses.iter().map(|e| e.amount).sum();
    assert!((paid - f64::from(cheap.rows[49].adopted)).abs() < 1e-6, "{paid}");
}

/// Each number at both ends, alone and two by two: people add up, nobody adopts twice, money stays within the cap.
#[test]
fn limit_a_sale_holds_at_both_ends_of_every_key_alone_and_in_pairs() {
    let ends: [(&str, [&str; 2]); 12] = [
        ("every", ["\"1d\"", "\"4000d\""]),
        ("open_for", ["\"1m\"", "\"1d\""]),
        ("stock", ["0", "1e12"]),
        ("stock_growth_per_week", ["-1.0", "10"]),
        ("stock_share", ["0", "1"]),
        ("sour", ["0", "1"]),
        ("buzz", ["0", "3"]),
        ("buzz_for", ["\"0d\"", "\"4000d\""]),
        ("delivery", ["\"0d\"", "\"4000d\""]),
        ("price_drop", ["0", "1"]),
        ("elasticity", ["0", "10"]),
        ("cost_each", ["0", "1_000"]),
    ];
    let mut tried = Vec::new();
    for (i, (key, values)) in ends.iter().enumerate() {
        for value in values {
            tried.push(format!("{key} = {value}"));
            // Every pair of keys once, at ends that take turns.
            for (j, (other, others)) in ends.iter().enumerate().skip(i + 1) {
                tried.push(format!("{key} = {value}\n{other} = {}", others[(i + j) % 2]));
            }
        }
    }
    let mut strategies = String::new();
    for (k, lines) in tried.iter().enumerate() {
        let pair = lines.contains("stock_share") && (lines.contains("stock = ") || lines.contains("growth"));
        if pair {
            continue;
        }
        let stock =
            if lines.contains("stock_growth") && !lines.contains("stock = ") { "stock = 20\n" } else { "" };
        let tactic = format!("kind = \"sale\"\nprice = 5\nfree_because = \"a test\"\n{stock}{lines}");
        strategies += &with(&format!("S{k}"), &[&tactic]);
    }
    let text = Busy { people: 600, days: 30, runs: 1, strategies, ..Busy::default() }.text();
    for run in common::study(&text).records {
        for row in &run.rows {
            assert_eq!(row.stages.iter().sum::<u32>(), 600);
            assert!(row.active() <= row.adopted);
        }
        let mut people: Vec<_> = run.ledger.iter().map(|a| a.person).collect();
        people.sort_unstable();
        assert!(people.windows(2).all(|w| w[0] != w[1]), "nobody adopts twice");
        assert!(run.expenses.iter().map(|e| e.amount).sum::<f64>() <= 60_000.0 + 1e-6);
    }
}

/// Warnings turn people away who wait; quality that comes back lets them reconsider and wait again, so that entries of
/// their first wait are left in the queue when they get it, with a sale and without.
#[test]
fn people_who_wait_a_second_time_get_it_once_and_play_as_the_slow_twin_does() {
    let sale = "kind = \"sale\"\nevery = \"2d\"\nopen_for = \"12h\"\nstock = 15\nsour = 0.5\nfree_because = \"a test\"";
    let world = Busy {
        people: 2_000,
        days: 60,
        runs: 6,
        talk: "reject = 1\ngrievance = 3\nrejecters_warn = true\nwanting_half_life = \"2d\"",
        product: "satisfied = 0.5\ndelay = \"6d\"\n[[product.shock]]\nper_year = 60\nrecovers_in = \"4d\"",
        strategies: with("Open", &[]) + &with("Sale", &[sale]),
        ..Busy::default()
    };
    let text = world.text().replace("scale = 0.25", "scale = 1");
    let played = common::same_as_twin(5, |how| common::study_how(&text, how).records);
    let turned: u32 =
        played.iter().map(|run| run.rows.last().unwrap().stages[Stage::Rejecter as usize]).sum();
    assert!(turned > 100, "{turned} turned away");
}
