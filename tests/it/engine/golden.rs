//! Golden values: the same version gives the same numbers. They change only together with a line
//! under "Changed output" in the changelog.

use crate::common;

/// Strategy, replication, and adopted, active and aware people at the end, acts and exposures.
const VILLAGE: &[(&str, u32, [u64; 5])] = &[
    ("Organic", 0, [610, 551, 1914, 5112, 14895]),
    ("Organic", 1, [587, 528, 1941, 4697, 14114]),
    ("Ads", 0, [754, 685, 2832, 6843, 20661]),
    ("Ads", 1, [745, 673, 2840, 6429, 19844]),
    ("Everything", 0, [942, 858, 2935, 12231, 27253]),
    ("Everything", 1, [1194, 1096, 2986, 14660, 37469]),
];

#[test]
fn value_stability_village_of_3_000_with_every_tactic() {
    let text = include_str!("../../data/all-tactics.toml");
    let plan = groundswell::Scenario::parse(text, "all-tactics.toml").expect("it is sound").plan;
    let study = common::study(text);
    let mut seen = Vec::new();
    for record in study.records.iter().filter(|r| r.replication < 2) {
        let end = record.days.last().expect("every run has days");
        let counts = [end.adopted, end.active(), end.aware()].map(u64::from);
        let work = [record.work.events, record.work.exposures];
        let name = plan.strategies[record.strategy].name.as_str();
        seen.push((name, record.replication, [counts[0], counts[1], counts[2], work[0], work[1]]));
    }
    assert_eq!(seen, VILLAGE);
}
