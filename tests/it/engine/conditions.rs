//! When tactics begin and end: each condition against the rows of the same run, worked out anew.

use crate::common;
use groundswell::engine::record::{RecordRow, RunRecord};
use groundswell::units::{Day, Stage};
use groundswell::verify::busy::{Busy, with};

/// Ads that nobody minds: they show when a condition is met and change nothing.
fn ads(when: &str) -> Vec<RunRecord> {
    let tactic = format!("kind = \"ads\"\nspend = 9_000\ncold_cac = inf\ntalk_lift = 0\n{when}");
    let strategies = with("Organic", &[]) + &with("Ads", &[&tactic]);
    let product = "satisfied = 0.6\ntrouble_per_day = 0.05";
    let talk = "rejecters_warn = true";
    let runs =
        common::study(&Busy { days: 100, product, talk, strategies, ..Busy::default() }.text()).records;
    runs.into_iter().filter(|run| run.strategy.0 == 1).collect()
}

fn stage(day: &RecordRow, stage: Stage) -> f64 {
    f64::from(day.stages[stage as usize])
}

fn active(day: &RecordRow) -> f64 {
    f64::from(day.active())
}

fn loyal(day: &RecordRow) -> f64 {
    (stage(day, Stage::Participant) + stage(day, Stage::Advocate)) / active(day)
}

fn satisfied(day: &RecordRow) -> f64 {
    1.0 - stage(day, Stage::Aggrieved) / active(day)
}

#[test]
fn a_condition_is_met_on_the_first_day_whose_rows_meet_it() {
    // Row d is how day d begins; the wait of a day stands in the row that ends it.
    type Holds = fn(&[RecordRow], usize) -> bool;
    let cases: [(&str, Holds); 9] = [
        ("active >= 150", |d, i| active(&d[i]) >= 150.0),
        ("active >= 7 %", |d, i| active(&d[i]) / f64::from(d[i].market) >= 0.07),
        ("adopted >= 8 % and satisfied <= 95 %", |d, i| {
            f64::from(d[i].adopted) / f64::from(d[i].market) >= 0.08 && satisfied(&d[i]) <= 0.95
        }),
        ("satisfied <= 97 % for 5d", |d, i| i >= 5 && d[i - 5..=i].iter().all(|row| satisfied(row) <= 0.97)),
        ("weekly_growth <= 40 % and active >= 100", |d, i| {
            i >= 7 && active(&d[i]) / active(&d[i - 7]) - 1.0 <= 0.4 && active(&d[i]) >= 100.0
        }),
        ("loyal <= 5 %", |d, i| loyal(&d[i]) <= 0.05),
        ("quality >= 60 %", |d, i| d[i].quality >= 0.6),
        ("wait >= 1s", |d, i| d[i + 1].wait_hours >= 1.0 / 3_600.0),
        ("aware >= 60 %", |d, i| {
            let heard = 3_000.0 - stage(&d[i], Stage::Unaware) - f64::from(d[i].lost_unheard);
            heard / 3_000.0 >= 0.6
        }),
    ];
    let mut days_met = Vec::new();
    for (condition, holds) in cases {
        for run in ads(&format!("starts = \"{condition}\"")) {
            let expected = (0..100).find(|i| holds(&run.rows, *i)).map(|i| Day::from(i as u32));
            assert_eq!(run.began[0], expected, "{condition}");
            days_met.push(expected);
        }
    }
    let late = days_met.iter().flatten().filter(|day| **day > Day(0.0)).count();
    assert!(late > 20, "conditions are met on all kinds of days: {days_met:?}");
}

#[test]
fn unless_is_looked_at_once_on_its_day() {
    let last = |run: &RunRecord| run.expenses.iter().map(|e| e.day).max();
    for run in ads("stops = \"40d unless active >= 3_000\"") {
        assert_eq!(last(&run), Some(39), "there are never so many owners");
    }
    for run in ads("stops = \"40d unless active >= 60\"") {
        assert!(run.rows[40].active() >= 60);
        assert_eq!(last(&run), Some(99));
    }
    for run in ads("starts = \"40d unless active >= 60\"") {
        assert_eq!((run.began[0], run.expenses.len()), (None, 0));
    }
}
