//! Golden values: the same version gives the same numbers. They change only together with a line
//! under "Changed output" in the changelog.

use crate::common;

/// Strategy, replication, and adopted, active and aware people at the end, acts and exposures.
const VILLAGE: &[(&str, u32, [u64; 5])] = &[
    ("Organic", 0, [319, 290, 1301, 2280, 3049]),
    ("Organic", 1, [415, 378, 1587, 3101, 4313]),
    ("Ads", 0, [609, 560, 2755, 4787, 6478]),
    ("Ads", 1, [629, 577, 2811, 5087, 7117]),
    ("Everything", 0, [728, 668, 2826, 8584, 8994]),
    ("Everything", 1, [963, 906, 2969, 10381, 14801]),
];

#[test]
fn value_stability_village_of_3_000_with_every_tactic() {
    let text = include_str!("../../data/all-tactics.toml");
    let plan = groundswell::Scenario::parse(text, "all-tactics.toml").expect("it is sound").plan;
    let study = common::study(text);
    let mut seen = Vec::new();
    for record in study.records.iter().filter(|r| r.replication < 2) {
        let end = record.rows.last().expect("every run has days");
        let counts = [end.adopted, end.active(), end.aware()].map(u64::from);
        let work = [record.work.events, record.work.exposures];
        let name = plan.strategies[record.strategy].name.as_str();
        seen.push((name, record.replication, [counts[0], counts[1], counts[2], work[0], work[1]]));
    }
    assert_eq!(seen, VILLAGE);
}
