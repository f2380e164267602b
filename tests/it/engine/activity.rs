//! What tactics did by week, against what the same runs paid and counted.

use crate::common;
use groundswell::engine::record::RunRecord;
use groundswell::verify::busy::{Busy, with};

const PARTICIPATION: &str = "kind = \"participation\"\nname = \"node\"\nbudget = 25_000\nowners_who_need_it = 0.6\nwage_per_month = 3_000";
const ADS: &str = "kind = \"ads\"\nspend = 15_000\nflight = \"pulsing\"\ncpm = 25\nstarts = \"10d\"";
const EVENTS: &str = "kind = \"amplification\"\nname = \"events\"\nspend_each = 4_000\nbudget = 16_000\nwhen_first = \"20d\"\ncpm = 50";
const SHARE: &str = "kind = \"share\"\nfeed = \"weibo\"\nprice = 2_000";

fn runs() -> Vec<RunRecord> {
    let strategies = with("Organic", &[]) + &with("All", &[PARTICIPATION, ADS, EVENTS, SHARE]);
    let runs = common::study(&Busy { days: 120, strategies, ..Busy::default() }.text()).records;
    runs.into_iter().filter(|run| run.strategy.0 == 1).collect()
}

fn weeks(run: &RunRecord, tactic: usize, measure: usize) -> Vec<Option<f32>> {
    run.activity[tactic][measure].clone()
}

fn sum(run: &RunRecord, tactic: usize, measure: usize) -> f64 {
    weeks(run, tactic, measure).into_iter().flatten().map(f64::from).sum()
}

fn paid(run: &RunRecord, tactic: usize) -> f64 {
    run.expenses.iter().filter(|e| e.tactic.index() == tactic).map(|e| e.amount).sum()
}

#[test]
fn measures_agree_with_the_money_and_the_work_of_the_run() {
    for run in runs() {
        // 120 days are 17 weeks and a day.
        assert!(run.activity.iter().flatten().all(|weeks| weeks.len() == 18));
        let close = |a: f64, b: f64| assert!((a - b).abs() <= 1e-5 * b.abs() + 1e-9, "{a} {b}");
        close(sum(&run, 1, 0) * 0.025, paid(&run, 1));
        close(sum(&run, 2, 1) * 0.05, paid(&run, 2));
        close(sum(&run, 2, 0) * 4_000.0, paid(&run, 2));
        // Heads are paid by the day; the last week has one.
        let heads = weeks(&run, 0, 3);
        let days = |w: usize| if w == 17 { 1.0 } else { 7.0 };
        if heads.iter().all(Option::is_some) {
            let wages: f64 = heads
                .iter()
                .enumerate()
                .map(|(w, h)| f64::from(h.unwrap()) * days(w) * 3_000.0 * 12.0 / 365.0)
                .sum();
            close(wages, paid(&run, 0));
        }
        let [acts, handled, made] = [0, 1, 2].map(|m| sum(&run, 0, m));
        assert!(acts > 100.0 && made > 0.0 && handled <= acts, "{acts} {handled} {made}");
        let talk = sum(&run, 1, 2) + sum(&run, 3, 0);
        assert!(talk > 0.0);
        close(talk, run.work.marked as f64);
        // Nothing is bought before it starts.
        assert_eq!(weeks(&run, 1, 0)[0], Some(0.0));
        assert_eq!(weeks(&run, 1, 1)[0], None);
    }
}
