//! What the findings say of settings: one sentence of the spread between them and of each number.

use crate::common::synthetic::story::{drawn, unsure};
use crate::common::synthetic::{EIGHT, plan, records};
use groundswell::report::findings;
use groundswell::statistics::{Differ, Interval};
use groundswell::study::Results;

/// Three strategies in 16 settings of two numbers.
fn told() -> Results {
    let mut plan = unsure(plan(&EIGHT[..3], 728, 1_000_000), 2);
    plan.compare.settings = 16;
    Results::of_runs(plan.clone(), records(&plan, 16).into(), &drawn(&plan, 16))
}

/// The sentence on what settings do, where their spread has this lower end and these numbers surely move the
/// multiple, by these factors.
fn sentence(low: f64, movers: [Option<f64>; 2]) -> String {
    let mut results = told();
    let settings = results.settings.as_mut().expect("settings were drawn");
    for contest in &mut settings.sample.contests {
        contest.by_settings = Differ { sd: 1.11_f64.ln(), interval: Interval { low, high: 1.24_f64.ln() } };
    }
    let effects = settings.effects.as_mut().expect("enough settings");
    effects.of.sort_by_key(|e| e.assumption);
    for (effect, factor) in effects.of.iter_mut().zip(movers) {
        effect.chance = if factor.is_some() { 0.01 } else { 1.0 };
        effect.change.mean = factor.unwrap_or(1.0).ln();
    }
    let said = findings(&results);
    let named = said.decides[0].starts_with("What moves the multiple of ");
    assert_eq!(named, movers.iter().any(Option::is_some), "{:?}", said.decides);
    let luck = said.verdict.iter().position(|l| l.starts_with("Luck and networks move")).expect("the line");
    said.verdict[luck + 1].clone()
}

#[test]
fn settings_and_their_numbers_never_contradict_each_other() {
    let low = 1.05_f64.ln();
    assert_eq!(sentence(0.0, [None; 2]), "Settings do not surely move it (by a factor of 1 to 1.24).");
    assert_eq!(
        sentence(0.0, [Some(1.5), None]),
        "Settings move it: over its range talk.organic_r by a factor of 1.50."
    );
    assert_eq!(
        sentence(0.0, [Some(1.5), Some(0.8)]),
        "Settings move it: over their ranges talk.organic_r by a factor of 1.50, ads.cold_cac by a factor of 0.80."
    );
    assert_eq!(sentence(low, [Some(1.5), None]), "Settings move it by a factor of 1.11 (1.05 to 1.24).");
    assert_eq!(
        sentence(low, [None; 2]),
        "Settings move it by a factor of 1.11 (1.05 to 1.24); which number does is not sure."
    );
}

#[test]
fn milestones_are_told_over_settings_beside_those_as_stated() {
    let results = told();
    let settings = results.settings.as_ref().expect("settings were drawn");
    let tables = groundswell::report::tables::tables(&results);
    let text = &tables.iter().find(|t| t.0 == "milestones.csv").expect("the table").1;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<std::collections::BTreeMap<String, String>> =
        reader.deserialize().map(|row| row.expect("a row")).collect();
    for (sample, all, runs) in
        [("as stated", &results.stated.milestones, 16), ("settings", &settings.sample.milestones, 32)]
    {
        let own: Vec<_> = rows.iter().filter(|row| row["sample"] == sample).collect();
        assert_eq!(own.len(), all.len());
        for (row, of) in own.iter().zip(all) {
            assert_eq!(row["strategy"], results.plan.strategies[of.strategy].name);
            assert_eq!(
                (&row["milestone"], row["runs"].as_str()),
                (&of.level.name, runs.to_string().as_str())
            );
            assert_eq!(row["runs_reached"], of.reached.count.to_string());
            assert_eq!(row["median_day"], of.median_day.map_or(String::new(), |day| day.to_string()));
        }
    }
}
