//! Files: tables word for word, folders that are spared, findings that stay in their columns.

use std::fs;
use std::path::Path;

use crate::common::synthetic::{EIGHT, plan, records, results};
use groundswell::engine::record::RunRecord;
use groundswell::report::chart::CHARTS;
use groundswell::report::format::width;
use groundswell::report::output_folder::file_names;
use groundswell::report::tables::tables;
use groundswell::report::{Manifest, WriteError, check_target, findings, json};
use groundswell::scenario::plan::Plan;
use groundswell::study::play::Yardstick;
use groundswell::study::summary::Touch;
use groundswell::units::StrategyId;

fn small() -> (Plan, Vec<RunRecord>) {
    let plan = plan(&EIGHT[..3], 14, 1_000);
    let records = records(&plan, 3);
    (plan, records)
}

fn put(dir: &Path, fingerprint: &str, force: bool) -> Result<Vec<String>, WriteError> {
    let (plan, records) = small();
    let found = results(&plan, &records);
    let manifest = Manifest { fingerprint: fingerprint.into(), ..Manifest::default() };
    found.write_with(dir, manifest, force).map(|w| w.files)
}

fn listing(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("a folder")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn everything_is_written_and_nothing_else_is_left_beside_it() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("result");
    let mut files = put(&dir, "a", false).expect("a result");
    files.sort();
    let mut expected = file_names();
    // Charts of drawn settings and of money have nothing to show here.
    let plain = ["1-", "2-", "6-", "7-", "8-"];
    let stems: Vec<&str> = CHARTS.iter().map(|chart| chart.file).collect();
    assert!(plain.iter().all(|p| stems.iter().any(|s| s.starts_with(p))), "{stems:?}");
    expected.retain(|f| f.strip_prefix("charts/").is_none_or(|c| plain.iter().any(|p| c.starts_with(p))));
    // And so have their tables, and the lines of runs that no study played.
    let unsure = [
        "all_runs.csv",
        "screening.csv",
        "settings.csv",
        "contests.csv",
        "outlook.csv",
        "plans.csv",
        "budgets.csv",
    ];
    expected.retain(|f| !unsure.contains(&f.as_str()));
    expected.sort();
    assert_eq!(files, expected);
    assert!(files.iter().all(|f| dir.join(f).is_file()));
    assert_eq!(listing(parent.path()), ["result"]);
}

#[test]
fn the_same_fingerprint_is_rewritten_byte_for_byte() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("result");
    let files = put(&dir, "a", false).expect("a result");
    let before: Vec<Vec<u8>> = files.iter().map(|f| fs::read(dir.join(f)).expect("a file")).collect();
    put(&dir, "a", false).expect("the same result");
    let after: Vec<Vec<u8>> = files.iter().map(|f| fs::read(dir.join(f)).expect("a file")).collect();
    assert!(before == after, "a file differs");
}

#[test]
fn another_result_is_replaced_only_by_force() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("result");
    put(&dir, "a", false).expect("a result");
    let refused = check_target(&dir, "b", false).expect_err("another result stands there").to_string();
    assert!(refused.ends_with(
        "holds the result of another scenario; choose another folder with --out, or say --force, \
         which replaces only files that a manifest lists"
    ));
    assert!(put(&dir, "b", false).is_err());
    put(&dir, "b", true).expect("forced");
    let manifest = fs::read_to_string(dir.join("manifest.json")).expect("a manifest");
    assert!(manifest.contains("\"fingerprint\": \"b\""));
}

#[test]
fn foreign_files_survive_force_and_rewriting() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("result");
    put(&dir, "a", false).expect("a result");
    fs::write(dir.join("notes.txt"), "mine").expect("a note");
    fs::create_dir(dir.join("mine")).expect("a folder");
    fs::write(dir.join("mine/deep.txt"), "deep").expect("a note");
    put(&dir, "a", false).expect("rewritten");
    put(&dir, "b", true).expect("forced");
    assert_eq!(fs::read_to_string(dir.join("notes.txt")).expect("the note"), "mine");
    assert_eq!(fs::read_to_string(dir.join("mine/deep.txt")).expect("the note"), "deep");
    assert_eq!(listing(parent.path()), ["result"]);
}

#[test]
fn a_folder_of_somebody_else_is_refused_and_left_alone() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("thesis");
    fs::create_dir(&dir).expect("a folder");
    fs::write(dir.join("chapter.txt"), "years").expect("a file");
    let refused = put(&dir, "a", false).expect_err("not ours").to_string();
    assert!(refused.contains("files that are no result of this program (chapter.txt)"), "{refused}");
    put(&dir, "a", true).expect("forced beside it");
    assert_eq!(fs::read_to_string(dir.join("chapter.txt")).expect("the file"), "years");
}

#[test]
fn force_never_overwrites_a_file_that_no_manifest_lists() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("mine");
    fs::create_dir(&dir).expect("a folder");
    fs::write(dir.join("curves.csv"), "my own curves").expect("a file");
    let refused = check_target(&dir, "a", true);
    assert!(matches!(refused, Err(WriteError::Foreign { ref file, .. }) if file == "curves.csv"));
    assert_eq!(fs::read_to_string(dir.join("curves.csv")).expect("the file"), "my own curves");
}

#[test]
fn a_manifest_that_points_outside_its_folder_moves_nothing() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("result");
    put(&dir, "a", false).expect("a result");
    fs::write(parent.path().join("outside.txt"), "safe").expect("a file");
    fs::write(dir.join("manifest.json"), r#"{"fingerprint": "a", "files": ["../outside.txt"]}"#)
        .expect("a manifest");
    assert!(check_target(&dir, "a", true).is_err(), "the other files are now nobody's");
    assert_eq!(fs::read_to_string(parent.path().join("outside.txt")).expect("it"), "safe");
}

#[test]
fn a_file_in_place_of_the_folder_is_named() {
    let parent = tempfile::tempdir().expect("a folder");
    let dir = parent.path().join("result");
    fs::write(&dir, "a file").expect("a file");
    assert!(matches!(check_target(&dir, "a", true), Err(WriteError::NotAFolder(_))));
}

#[test]
fn credits_sum_exactly_to_everybody_who_ever_had_it() {
    let plan = plan(&EIGHT, 364, 100_000);
    let records = records(&plan, 5);
    let found = results(&plan, &records);
    for strategy in StrategyId::all(8) {
        let adopted: u64 = records
            .iter()
            .filter(|r| r.strategy == strategy)
            .map(|r| u64::from(r.rows.last().expect("a day").adopted))
            .sum();
        for touch in [Touch::First, Touch::Last] {
            let credits = found.credits.iter().filter(|c| c.strategy == strategy && c.touch == touch);
            let (sum, share) = credits.fold((0, 0.0), |(n, s), c| (n + c.adopters, s + c.share));
            assert_eq!(sum, adopted, "{strategy:?}, {touch:?}");
            assert!((share - 1.0).abs() < 1e-9);
        }
    }
    let names: Vec<&str> = found.credits.iter().map(|c| c.cause.as_str()).collect();
    for name in ["seed", "wechat", "ads (direct)", "weibo ← launch event"] {
        assert!(names.contains(&name), "{name} is missing");
    }
}

#[test]
fn a_strategy_paired_with_itself_ties_in_every_run() {
    let (plan, records) = small();
    let pair = groundswell::study::summary::over_runs(
        &records,
        None,
        StrategyId(1),
        StrategyId(1),
        &Yardstick::of(&plan, 14.into()),
    );
    assert_eq!((pair.level.count, pair.median_lead), (3, 1.0));
    let difference = pair.difference.expect("pairs of runs");
    assert!(difference.estimate.mean == 0.0 && !difference.estimate.is_sure());
}

#[test]
fn no_line_of_the_findings_is_wider_than_110_columns() {
    let plan = plan(&EIGHT, 728, 1_000_000);
    let found = results(&plan, &records(&plan, 8));
    let said = findings(&found).placed(Path::new("output/x"));
    let text = said.to_string();
    for line in text.lines() {
        assert!(width(line) <= 110, "{} columns: {line}", width(line));
    }
    assert!(text.contains("Only luck was varied: 1 number carries a range (talk.organic_r)"));
    assert!(text.contains("output/x") && !said.lasting().contains("output/x"));
}

#[test]
fn each_unknown_is_named_once_with_the_places_it_stands_in() {
    let (mut plan, records) = small();
    let first = plan.assumptions[0].clone();
    plan.assumptions.push(groundswell::scenario::plan::Assumption {
        name: "ads.cold_cac".into(),
        keys: vec![
            "strategy.\"Ads: 1.5 a head\".ads.cold_cac".into(),
            "strategy.\"Mix\".ads.cold_cac".into(),
        ],
        ..first
    });
    let found = results(&plan, &records);
    let said = findings(&found).warnings;
    assert_eq!(
        said[0],
        "Only luck was varied: 2 numbers carry ranges (talk.organic_r, ads.cold_cac (2 places)) and were held \
         at their central values."
    );
}

#[test]
fn findings_follow_the_data_when_the_baseline_leads() {
    // Three runs, or two networks, would be too few to be sure.
    let (mut plan, _) = small();
    let mut records = records(&plan, 16);
    records.iter_mut().for_each(|run| run.network = run.replication);
    plan.compare.baseline = StrategyId(0);
    let better = results(&plan, &records);
    plan.compare.baseline = StrategyId(1);
    let leads = results(&plan, &records);
    // Where it loses money, that is said before.
    let verdict = |results| {
        let lines = findings(results).verdict.into_iter();
        lines.skip_while(|line| line.contains(" wins most owners ")).collect::<Vec<_>>()
    };
    let first = verdict(&leads);
    assert!(first[0].starts_with("Ads, the baseline, leads at week 2"), "{first:?}");
    plan.compare.baseline = StrategyId(0);
    let second = verdict(&better);
    assert!(second[0].starts_with("At week 2 Ads is ahead of Organic in"), "{second:?}");
}

#[test]
fn json_holds_findings_and_weekly_curves() {
    let (plan, records) = small();
    let found = results(&plan, &records);
    let value = json(&found, &findings(&found));
    assert_eq!(value["summary"]["strategies"][1], "Ads");
    let points = value["summary"]["stated"]["curves"][0]["points"].as_array().expect("points").len();
    assert_eq!(points, 3);
    assert!(value["findings"]["header"][0].as_str().expect("a line").starts_with("Hundred seeds"));
}

/// The golden rows change only with the format, and then the changelog says so.
#[test]
fn tables_of_two_tiny_runs_are_these_word_for_word() {
    let mut plan = plan(&EIGHT[..2], 1, 1_000);
    plan.compare.at_days = vec![1.into()];
    plan.compare.cap = None;
    // √(10 · 80), so that the level of take-off is 28.
    plan.seeds.count = 10;
    let mut records = records(&plan, 1);
    for run in &mut records {
        let owners = if run.strategy == StrategyId(0) { 10 } else { 40 };
        for (day, row) in run.rows.iter_mut().enumerate() {
            row.stages = [0; 10];
            row.stages[4] = owners * (day as u32 + 1);
            row.stages[0] = 1_000 - row.stages[4];
            row.adopted = row.stages[4];
            row.wages = 0.0;
        }
        run.expenses.iter_mut().for_each(|e| e.amount = 120.0);
    }
    let found = results(&plan, &records);
    let made = tables(&found);
    let text = |name: &str| made.iter().find(|t| t.0 == name).expect("the table").1.as_str();
    assert!(text("curves.csv").starts_with(
        "strategy,sample,series,unit,day,date,mean,sd,p05,p25,p50,p75,p95\n\
         Organic,as stated,active,people,0,2010-08-16,10,0,10,10,10,10,10\n\
         Organic,as stated,active,people,1,2010-08-17,20,0,20,20,20,20,20\n"
    ));
    assert_eq!(text("curves.csv").lines().count(), 1 + 2 * 18 * 2);
    assert_eq!(
        text("paired.csv").lines().nth(1),
        Some(
            "Organic,Ads,active,1,2010-08-17,1,-60,,,-60,0.259259,,,,,,\
             0,0,0.793451,0,0,0.793451,1,0.206549,1,false,"
        )
    );
    assert_eq!(
        text("milestones.csv").lines().skip(6).collect::<Vec<_>>(),
        [
            "Ads,as stated,10 %,60,1,1,1,0.206549,1,1,0,,1,0,,2010-08-17,1,0,",
            "Ads,as stated,50 %,300,1,0,0,0,0.793451,,0,,,0,,,,0,",
            "Ads,as stated,taken off,28,1,1,1,0.206549,1,0,0,,0,0,,2010-08-16,0,0,"
        ]
    );
    // Without ledgers these have a head and no line; of no whole week no curve can be read.
    for name in ["cascades.csv", "reproduction.csv", "value.csv"] {
        assert_eq!(text(name).lines().count(), 1, "{name}");
    }
    assert_eq!(
        text("bass.csv").lines().nth(1),
        Some("Organic,0,,,,,,,,,,,,true,\"the series has 0 periods; p, q and m need at least 4\"")
    );
    assert_eq!(
        text("money.csv").lines().filter(|l| l.starts_with("Ads,")).collect::<Vec<_>>(),
        [
            "Ads,spent_total,all,1,2010-08-17,CNY,120,120,120,,",
            "Ads,spent_total,ads,1,2010-08-17,CNY,120,120,120,,",
            "Ads,unspent_of_cap,,1,2010-08-17,CNY,,,,,",
            "Ads,service_wages_outside_cap,,1,2010-08-17,CNY,0,0,0,,",
            "Ads,margin_before_costs,,1,2010-08-17,CNY,7200,7200,7200,,",
            "Ads,margin_discounted,,1,2010-08-17,CNY,7198.029017,,,,",
            "Ads,spent_discounted,,1,2010-08-17,CNY,119.96715,,,,",
            "Ads,service_wages_discounted,,1,2010-08-17,CNY,0,,,,",
            "Ads,profit,,1,2010-08-17,CNY,7078.061867,7078.061867,7078.061867,,",
            "Ads,extra_active_over_organic_people,,1,2010-08-17,CNY,60,,,,",
            "Ads,cost_per_extra_active,,1,2010-08-17,CNY,2,,,,",
            "Ads,spent_so_far,all,1,2010-08-17,CNY,120,,,,",
            "Ads,spent_so_far,ads,1,2010-08-17,CNY,120,,,,"
        ]
    );
    assert_eq!(
        text("runs.csv").lines().collect::<Vec<_>>(),
        [
            "strategy,replication,network,active_day_1_people,adopted_day_1_people,aware_day_1_people,\
             spent_day_1_money,first_day_1_percent_active,first_day_10_percent_active,\
             first_day_50_percent_active,first_day_taken_off,taken_off,spent_money,service_wages_money,\
             profit_money,break_even_day,longest_wait_hours,tickets,share_unanswered,events,exposures,marked_acts,notes",
            "Organic,0,0,20,20,20,0,0,,,,false,0,0,1799.507254,0,0.000123,100,0.25,1000,3000,200,",
            "Ads,0,0,80,80,80,120,0,1,,0,true,120,0,7078.061867,0,0.000211,100,0.25,1000,3000,200,"
        ]
    );
}

#[cfg(unix)]
#[test]
fn a_link_to_the_folder_stays_a_link() {
    let parent = tempfile::tempdir().expect("a folder");
    let (dir, link) = (parent.path().join("real"), parent.path().join("link"));
    put(&dir, "a", false).expect("a result");
    std::os::unix::fs::symlink(&dir, &link).expect("a link");
    put(&link, "a", false).expect("rewritten through the link");
    assert!(link.is_symlink() && dir.join("manifest.json").is_file());
}
