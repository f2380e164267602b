//! Rows finer than a day: the same runs, seen hour by hour.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::cases::{FIRST, assert_share, case, play};
use crate::common::program::{done, folder, put, refused};
use crate::common::{How, same_as_twin, study, study_how};
use groundswell::study::play::{first_day, flows, profit, row};
use groundswell::units::{Cause, Day, Source};
use groundswell::verify::ties::path;
use groundswell::{Scenario, Study};

/// Friends and followers, bought and earned attention, service, money, for three days by the hour.
fn town(rows: &str) -> String {
    format!(
        r#"
horizon = "3d"
tick = "1h"
{rows}
[market]
people = 3_000
outside_per_day = 0.02
[talk]
scale = 2
[product]
delay = "2h"
trouble_per_day = 2
margin_per_owner = 10
[seeds]
count = 40
[compare]
cap = 4_000
replications = 3
[[strategy]]
name = "Organic"
[[strategy]]
name = "Ads"
[[strategy.tactic]]
kind = "ads"
spend = 3_000
starts = "6h"
"#
    )
}

#[test]
fn hourly_rows_are_those_of_days_at_their_ends_bit_for_bit() {
    let (daily, hourly) = (study(&town("")), study(&town("rows = \"1h\"")));
    assert_eq!(daily.records.len(), 6);
    for (day, hour) in daily.records.iter().zip(&hourly.records) {
        assert_eq!((day.rows.len(), hour.rows.len()), (4, 73));
        assert_eq!((&day.ledger, &day.expenses, day.work), (&hour.ledger, &hour.expenses, hour.work));
        for d in 0..=3 {
            assert_eq!(day.rows[d], hour.rows[24 * d], "day {d}");
            assert_eq!(row(hour, d as u32), day.rows[d]);
            assert_eq!(profit(hour, d as u32).is_some(), profit(day, d as u32).is_some());
        }
        // Adopters by cause add up to those of the days.
        for (d, of_day) in day.last_touch.iter().enumerate().skip(1) {
            let hours = &hour.last_touch[24 * d - 23..=24 * d];
            for (cause, count) in of_day.iter().enumerate() {
                assert_eq!(hours.iter().map(|row| row[cause]).sum::<u32>(), *count);
            }
        }
        // Money is booked by the day, so by the end of each day the same is spent.
        let (of_day, of_hour) = (flows(day), flows(hour));
        for d in 0..=3 {
            assert!((of_day[d].spent - of_hour[24 * d].spent).abs() < 1e-9);
        }
    }
}

#[test]
fn hourly_rows_are_the_same_for_any_number_of_shards_and_for_the_slow_twin() {
    let runs = same_as_twin(9, |how: How| study_how(&town("rows = \"1h\""), how).records);
    assert!(runs.iter().all(|run| run.rows.len() == 73));
}

/// Everybody tells the next in the row, which takes one period of an hour: h + 1 have it after h hours.
#[test]
fn a_cascade_is_seen_hour_by_hour_as_theory_says() {
    let row_of_60 = case(2).ties(path(60).directed()).seeds(FIRST).tick("1h").days(2);
    let runs = play(&row_of_60.top("time = \"whole periods\"\nrows = \"1h\"")).runs;
    for run in &runs {
        let adopted: Vec<u32> = run.rows.iter().map(|row| row.adopted).collect();
        assert_eq!(adopted, (1..=49).collect::<Vec<u32>>());
        assert_eq!(
            [1, 13, 37, 50].map(|level| first_day(run, level)),
            [Some(0.0), Some(0.5), Some(1.5), None].map(|d| d.map(Day))
        );
    }
    // Of 40,000 people each is won from outside at one a day: 1 − e^(−h/24) after h hours.
    let all = case(1).people(40_000, "complete = true").market("outside_per_day = 1").tick("1h").days(2);
    let all = all.top("rows = \"1h\"").seeds("count = 0").chat("acts_per_day = 0\nprobability = 1");
    let run = &play(&all).runs[0];
    for hour in [1, 5, 24, 31, 48] {
        let won = run.rows[hour].adopted as usize;
        assert_share(&format!("hour {hour}"), won, 40_000, -(-(hour as f64) / 24.0).exp_m1());
    }
}

/// Whatever is told by the day or the week does not change with the rows.
#[test]
fn finer_rows_change_nothing_that_is_told_of_days_and_weeks() {
    let told = |rows: &str| {
        let text = town(rows).replace("\"3d\"", "\"5w\"").replace("\"1h\"", "\"6h\"");
        let text = text.replace("cap = 4_000", "cap = 4_000\nat = [\"2w\", \"5w\"]");
        let scenario = Scenario::parse(&text, "town.toml").unwrap_or_else(|p| panic!("{p}"));
        Study::new(&scenario).run().expect("a study")
    };
    let (daily, fine) = (told(""), told("rows = \"6h\""));
    assert_eq!(fine.records[0].rows.len(), 4 * 35 + 1);
    assert_eq!((&daily.bass, &daily.credits), (&fine.bass, &fine.credits));
    assert_eq!(
        (&daily.stated.contests, &daily.stated.take_off),
        (&fine.stated.contests, &fine.stated.take_off)
    );
    for (of_day, of_row) in daily.stated.arms.iter().zip(&fine.stated.arms) {
        assert_eq!((of_day.day, &of_day.active, of_day.spent), (of_row.day, &of_row.active, of_row.spent));
    }
    for (of_day, of_row) in daily.stated.milestones.iter().zip(&fine.stated.milestones) {
        assert_eq!(of_day.reached, of_row.reached);
        // What is reached by the end of a day was reached within it.
        if let (Some(day), Some(row)) = (of_day.median_day, of_row.median_day) {
            assert!(row.0 <= day.0 && row.0 > day.0 - 1.0, "{day} {row}");
        }
    }
    for (curve, finer) in daily.stated.curves.iter().zip(&fine.stated.curves) {
        assert!(curve.points.iter().eq(finer.points.iter().step_by(4)), "{:?}", curve.series);
    }
}

#[test]
fn tactics_begin_at_their_hour() {
    let early = |tick: u32, run: &groundswell::results::RunRecord| {
        let direct = |a: &&groundswell::results::Adoption| {
            matches!(Cause::unpack(a.first).map(|c| c.source), Some(Source::Tactic(_))) && a.tick <= tick
        };
        run.ledger.iter().filter(direct).count()
    };
    let runs = study(&town("rows = \"1h\"").replace("delay = \"2h\"", "delay = \"0d\"")).records;
    let ads: Vec<_> = runs.iter().filter(|run| run.strategy.index() == 1).collect();
    assert!(ads.iter().all(|run| early(6, run) == 0), "they begin with the seventh hour");
    assert!(ads.iter().all(|run| run.began == [Some(Day(0.25))]));
    assert!(ads.iter().map(|run| early(9, run)).sum::<usize>() > 0);
}

fn table(dir: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(dir.join(name)).expect("the table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn a_day_and_a_half_is_told_and_written_in_hours() {
    let dir = folder();
    let text = town("rows = \"6h\"\nstart = 2026-03-01").replace("\"3d\"", "\"32h\"");
    put(dir.path(), "s.toml", &text.replace("cap = 4_000", "cap = 4_000\nat = [\"12h\", \"32h\"]"));
    let said = done(dir.path(), &["run", "s.toml", "--out", "o"]);
    assert!(said.contains("32 hours") && said.contains("hour 32"), "{said}");
    let active: Vec<_> = table(&dir.path().join("o"), "curves.csv")
        .into_iter()
        .filter(|row| row["strategy"] == "Ads" && row["series"] == "active")
        .map(|row| (row["day"].clone(), row["date"].clone()))
        .collect();
    let days = ["0", "0.25", "0.5", "0.75", "1", "1.25", "1.333333"];
    assert_eq!(active.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), days);
    assert_eq!((active[3].1.as_str(), active[6].1.as_str()), ("2026-03-01", "2026-03-02"));
    let runs = table(&dir.path().join("o"), "runs.csv");
    assert!(
        runs[0].contains_key("active_day_0.5_people") && runs[0].contains_key("adopted_day_1.333333_people")
    );
    let chart = std::fs::read_to_string(dir.path().join("o/charts/1-active-users.svg")).expect("the chart");
    assert!(chart.contains("hour from 2026-03-01"), "time is in hours");
    // The same scenario as it was written out says the same.
    put(
        dir.path(),
        "again.toml",
        &std::fs::read_to_string(dir.path().join("o/scenario.resolved.toml")).unwrap(),
    );
    done(dir.path(), &["run", "again.toml", "--quiet", "--out", "p"]);
    let read = |out: &str| std::fs::read(dir.path().join(out).join("curves.csv")).expect("the table");
    assert!(read("o") == read("p"));
}

#[test]
fn rows_that_do_not_fit_are_refused_with_what_to_write() {
    let dir = folder();
    let says = |text: &str, wanted: &str| {
        put(dir.path(), "s.toml", text);
        let said = refused(dir.path(), 2, &["check", "s.toml"]);
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(wanted), "{said}");
    };
    let help = "rows must be whole ticks of 1h, and a day whole rows, as with";
    for (rows, fits) in [("90m", "1h"), ("7h", "6h"), ("20m", "1h"), ("5h", "4h")] {
        says(&town(&format!("rows = \"{rows}\"")), &format!("Error: rows is {rows} "));
        says(&town(&format!("rows = \"{rows}\"")), &format!("Help: {help} {fits} "));
    }
    let at =
        |at: &str, rows: &str| town(rows).replace("cap = 4_000", &format!("cap = 4_000\nat = [\"{at}\"]"));
    says(&at("90m", "rows = \"1h\""), "it must be whole rows of 1h, at least one, or the horizon");
    says(&at("36h", ""), "it must be whole days, at least one, or the horizon");
}
