//! The experiment through the program: going on equals playing at once, a tactic that does nothing
//! moves nobody else, plans are chosen on luck of their own, unspent money is kept or filled up.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::program::{call, done, errors, folder, put, refused, results};

const UNSURE: &str = include_str!("../../data/unsure.toml");

/// Runs a scenario with overrides, into `out`.
fn run(dir: &Path, out: &str, sets: &[&str]) {
    let mut line = vec!["run", "s.toml", "--quiet", "--out", out];
    sets.iter().for_each(|set| line.extend(["--set", set]));
    done(dir, &line);
}

/// A table's rows, as cells by heading.
fn table(dir: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(dir.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

#[test]
fn going_on_with_more_settings_and_runs_ends_as_if_played_at_once() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(
        dir.path(),
        "once",
        &["compare.settings=16", "compare.replications_per_setting=2", "compare.replications=8"],
    );
    run(
        dir.path(),
        "on",
        &["compare.settings=8", "compare.replications_per_setting=1", "compare.replications=4"],
    );
    run(
        dir.path(),
        "on",
        &["compare.settings=16", "compare.replications_per_setting=2", "compare.replications=8"],
    );
    let (once, on) = (results(&dir.path().join("once")), results(&dir.path().join("on")));
    assert_eq!(once.keys().collect::<Vec<_>>(), on.keys().collect::<Vec<_>>());
    assert!(once.contains_key("kept.runs") && once.contains_key("contests.csv"));
    for (name, bytes) in &once {
        assert!(on[name] == *bytes, "{name} differs");
    }
}

#[test]
fn a_second_run_plays_nothing_again() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(dir.path(), "o", &[]);
    let first = results(&dir.path().join("o"));
    run(dir.path(), "o", &[]);
    assert!(first == results(&dir.path().join("o")));
    let text = std::fs::read_to_string(dir.path().join("o/manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(manifest["runs_played"], 0, "{text}");
    assert_eq!(manifest["runs_reused"], manifest["runs_in_all"]);
}

#[test]
fn damaged_kept_runs_are_said_and_played_again() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(dir.path(), "o", &["compare.settings=4"]);
    let first = results(&dir.path().join("o"));
    let kept = dir.path().join("o/kept.runs");
    let mut bytes = std::fs::read(&kept).expect("kept runs");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 0xff;
    std::fs::write(&kept, bytes).expect("written");
    let line = ["run", "s.toml", "--out", "o", "--set", "compare.settings=4"];
    let said = errors(&call(dir.path(), &line));
    assert!(said.contains("runs kept in o are played again: they cannot be read"), "{said}");
    assert!(first == results(&dir.path().join("o")));
}

/// A tactic that does nothing, with an assumption of its own.
const IDLE: &str = r#"
[[strategy]]
name = "Idle"
[[strategy.tactic]]
kind = "participation"
name = "idle"
staff = 0
free_because = "nobody comes"
owners_who_need_it = 0
improvement_per_release = { value = 0.01, range = [0.003, 0.03], why = "assumed" }
"#;

#[test]
fn a_tactic_that_does_nothing_changes_no_byte_of_other_strategies() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(dir.path(), "without", &[]);
    put(dir.path(), "s.toml", &format!("{UNSURE}{IDLE}"));
    run(dir.path(), "with", &[]);
    for name in
        ["curves.csv", "milestones.csv", "runs.csv", "money.csv", "outlook.csv", "plans.csv", "budgets.csv"]
    {
        let others = |out: &str| -> Vec<_> {
            table(&dir.path().join(out), name).into_iter().filter(|row| row["strategy"] != "Idle").collect()
        };
        let (without, with) = (others("without"), others("with"));
        assert!(!without.is_empty());
        assert_eq!(without, with, "{name}");
    }
    // Idle equals Organic, and is level with it in every setting.
    let contests = table(&dir.path().join("with"), "outlook.csv");
    let of = |name: &str| -> Vec<_> {
        contests.iter().filter(|r| r["strategy"] == name).map(|r| r["active_p50"].clone()).collect()
    };
    assert_eq!(of("Idle"), of("Organic"));
}

#[test]
fn plans_are_tried_on_their_own_luck_and_the_best_is_judged() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(dir.path(), "o", &["compare.settings=4"]);
    let plans = table(&dir.path().join("o"), "plans.csv");
    let of = |name: &str| plans.iter().filter(|r| r["strategy"] == name).collect::<Vec<_>>();
    assert_eq!(
        of("Ads").iter().map(|r| r["plan"].as_str()).collect::<Vec<_>>(),
        ["burst flight", "continuous flight"]
    );
    assert_eq!(
        of("Build").iter().map(|r| r["plan"].as_str()).collect::<Vec<_>>(),
        ["node owners who need it 0.1", "node owners who need it 0.6"]
    );
    for name in ["Ads", "Build"] {
        let chosen: Vec<_> = of(name).into_iter().filter(|r| r["chosen"] == "true").collect();
        assert_eq!(chosen.len(), 1);
        let typical = |r: &BTreeMap<String, String>| r["typical_active"].parse::<f64>().expect("a number");
        assert!(of(name).iter().all(|r| typical(r) <= typical(chosen[0])), "{name}");
        assert!(of(name).iter().all(|r| r["training_runs"] == "8"));
    }
}

#[test]
fn a_number_of_plans_that_the_lists_do_not_give_is_refused() {
    let dir = folder();
    put(dir.path(), "s.toml", &UNSURE.replacen("plans = 2", "plans = 3", 1));
    let said = refused(dir.path(), 2, &["check", "s.toml"]);
    assert!(said.contains("strategy.\"Ads\".plans is 3") && said.contains("write plans = 2"), "{said}");
}

#[test]
fn unspent_money_is_kept_or_buys_ads() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    let unspent = |out: &str| -> BTreeMap<String, f64> {
        table(&dir.path().join(out), "money.csv")
            .into_iter()
            .filter(|r| r["item"] == "unspent_of_cap")
            .map(|r| (r["strategy"].clone(), r["mean"].parse().expect("a number")))
            .collect()
    };
    run(dir.path(), "kept", &["compare.settings=0"]);
    run(dir.path(), "filled", &["compare.settings=0", "compare.unspent=\"fill:Ads\""]);
    let (kept, filled) = (unspent("kept"), unspent("filled"));
    assert_eq!(
        (kept["Organic"], filled["Organic"]),
        (12_000.0, 12_000.0),
        "organic spends nothing by definition"
    );
    assert!(kept["Build"] > 100.0, "{kept:?}");
    // The wages of the last tick stay set aside until it ends: up to a thousandth of the cap.
    assert!(filled["Build"].abs() < 1e-3 * 12_000.0, "{filled:?}");
}

#[test]
fn until_decided_stops_where_a_majority_is_sure() {
    let dir = folder();
    // Two names for the same thing are level in every setting, and organic talk is far behind.
    let twins = "[[strategy]]\nname = \"Ads too\"\n[[strategy.tactic]]\nkind = \"ads\"\nspend = \"all\"\n";
    let plain = UNSURE.replace("plans = 2\n", "").replace("[\"burst\", \"continuous\"]", "\"continuous\"");
    let plain = plain.replace("[0.1, 0.6]", "0.1");
    put(dir.path(), "s.toml", &format!("{plain}{twins}"));
    run(dir.path(), "o", &["compare.settings=4", "compare.until=\"decided\"", "compare.at_most=64"]);
    let settings =
        table(&dir.path().join("o"), "contests.csv")[0]["settings"].parse::<u32>().expect("a number");
    assert!((8..=64).contains(&settings) && settings.is_power_of_two(), "{settings}");
    let text = std::fs::read_to_string(dir.path().join("o/findings.txt")).expect("findings");
    assert!(text.contains("Played until decided"), "{text}");
    run(dir.path(), "once", &[&format!("compare.settings={settings}")]);
    let of = |out: &str| std::fs::read(dir.path().join(out).join("contests.csv")).expect("contests");
    assert!(of("o") == of("once"), "what was stopped at is what that many settings say");
}

#[test]
fn removal_and_shapley_values_stand_beside_the_ledger() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(dir.path(), "o", &["compare.settings=8", "compare.shapley=true", "compare.cap=12_001"]);
    let rows = table(&dir.path().join("o"), "attribution.csv");
    let tactics: Vec<_> = rows.iter().filter(|r| r["kind"] == "tactic").collect();
    assert!(!tactics.is_empty());
    for touch in ["first", "last", "removal", "shapley"] {
        assert!(tactics.iter().any(|r| r["touch"] == touch && !r["share_lo95"].is_empty()), "{touch}");
    }
    let sum = |touch: &str| -> f64 {
        let of =
            rows.iter().filter(|r| r["kind"] == "cause" && r["touch"] == touch && r["strategy"] == "Build");
        of.map(|r| r["share"].parse::<f64>().expect("a share")).sum()
    };
    assert!((sum("last") - 1.0).abs() < 1e-5 && (sum("first") - 1.0).abs() < 1e-5);
}

#[test]
fn removal_is_split_by_the_mechanisms_of_a_tactic() {
    let market = |acts: f64| {
        format!(
            "horizon = \"60d\"\n[market]\npeople = 4_000\n[layers.friends]\nrandom = {{ mean = 8 }}\n\
             [channels.chat]\nkind = \"chat\"\nlayer = \"friends\"\nacts_per_day = {acts}\n[talk]\nscale = 0.3\n\
             overlap = 1\n[seeds]\ncount = 20\n[compare]\ncap = 4_000\nreplications = 8\n[[strategy]]\n\
             name = \"Organic\"\n[[strategy]]\nname = \"Bought\"\n[[strategy.tactic]]\nkind = \"ads\"\ncold_cac = 20\n\
             talk_lift = 0.5\n"
        )
    };
    let dir = folder();
    let lost = |out: &str, acts: f64| -> BTreeMap<String, f64> {
        put(dir.path(), "s.toml", &market(acts));
        run(dir.path(), out, &[]);
        let rows = table(&dir.path().join(out), "attribution.csv");
        let of = rows.into_iter().filter(|r| r["touch"] == "removal");
        of.map(|r| (r["name"].clone(), r["adopters_mean"].parse().expect("people"))).collect()
    };
    // Where nobody talks there is no talk to lift and none to overlap with.
    let silent = lost("silent", 0.0);
    assert!(silent["ads"] > 50.0, "{silent:?}");
    assert_eq!(silent["ads: convincing"], silent["ads"]);
    assert_eq!((silent["ads: talk lift"], silent["ads: overlap with talk"]), (0.0, 0.0));
    // Where they do, each brings something, and convincing most.
    let talking = lost("talking", 0.3);
    assert!(talking.values().all(|lost| *lost > 10.0), "{talking:?}");
    assert!(talking["ads: convincing"] < talking["ads"], "{talking:?}");
    let text = std::fs::read_to_string(dir.path().join("talking/findings.txt")).expect("findings");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("ads, one mechanism off at a time: convincing "), "{text}");
}

/// What the other tables say of settings, removal, plans and money can be made again from the raw rows.
#[test]
fn all_runs_are_in_one_table_and_the_other_tables_follow_from_it() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(dir.path(), "o", &["compare.settings=8"]);
    let read = |file: &str| table(&dir.path().join("o"), file);
    let number = |text: &String| text.parse::<f64>().expect("a number");
    let (all, stated, outlook) = (read("all_runs.csv"), read("runs.csv"), read("outlook.csv"));
    let end = all[0]
        .keys()
        .filter(|key| key.starts_with("active_day_"))
        .max_by_key(|key| key.len())
        .expect("a day");
    let of = |sample: &'static str| all.iter().filter(move |r| r["sample"] == sample);
    assert_eq!(of("as stated").count(), stated.len());
    for (line, run) in of("as stated").zip(&stated) {
        assert_eq!(
            (&line["strategy"], &line["network"], &line[end]),
            (&run["strategy"], &run["network"], &run[end])
        );
    }
    let last = outlook.iter().map(|r| number(&r["day"])).fold(0.0, f64::max);
    for row in outlook.iter().filter(|r| number(&r["day"]) == last) {
        let own = of("settings").filter(|r| r["strategy"] == row["strategy"]);
        assert!(own.clone().all(|r| !r["setting"].is_empty()));
        let active: Vec<f64> = own.map(|r| number(&r[end])).collect();
        let mean = active.iter().sum::<f64>() / active.len() as f64;
        assert!((mean - number(&row["active_mean"])).abs() < 1e-3 * mean.max(1.0), "{}", row["strategy"]);
    }
    assert!(of("plans").all(|r| r["strategy"].contains(", ")) && of("plans").count() > 0);
    assert!(of("removal").all(|r| r["strategy"].contains(" without ")) && of("removal").count() > 0);
    assert!(of("money").all(|r| r["change"].starts_with("money × ")) && of("money").count() > 0);
    let drawn = read("curves.csv").into_iter().filter(|r| r["sample"] == "settings").count();
    assert!(drawn > 0, "the bands of the first chart are in the table of curves");
}

#[test]
fn money_is_played_with_less_and_more_of_it() {
    let dir = folder();
    put(dir.path(), "s.toml", UNSURE);
    run(dir.path(), "o", &["compare.settings=0"]);
    let rows = table(&dir.path().join("o"), "budgets.csv");
    let ads: Vec<_> = rows.iter().filter(|r| r["strategy"] == "Ads").collect();
    assert_eq!(
        ads.iter().map(|r| r["money_multiple"].as_str()).collect::<Vec<_>>(),
        ["0.25", "0.5", "1", "2"]
    );
    let spent: Vec<f64> = ads.iter().map(|r| r["spent_mean"].parse().expect("money")).collect();
    for (got, wanted) in spent.iter().zip([3_000.0, 6_000.0, 12_000.0, 24_000.0]) {
        assert!((got - wanted).abs() < 1e-3, "{spent:?}");
    }
}

#[test]
fn a_setting_whose_talk_cannot_be_as_strong_as_drawn_is_played_with_the_strongest_and_said() {
    let quiet = "[market]\npeople = 5_000\n[layers.friends]\nsmall_world = { degree = 4, rewire = 0.05 }\n\
                 [channels.chat]\nkind = \"chat\"\nlayer = \"friends\"\nacts_per_day = 0.05\n\
                 [talk]\norganic_r = { value = 0.3, range = [0.1, 3], scale = \"linear\" }\n\
                 [compare]\ncap = \"none\"\nsettings = 8\nreplications_per_setting = 1\nreplications = 2\n\
                 [[strategy]]\nname = \"Organic\"\n[[strategy]]\nname = \"Seeds\"\n\
                 [[strategy.tactic]]\nkind = \"seeding\"\ncount = 20\n";
    let dir = folder();
    put(dir.path(), "s.toml", quiet);
    run(dir.path(), "o", &[]);
    let drawn = table(&dir.path().join("o"), "settings.csv");
    let number = |row: &BTreeMap<String, String>, key: &str| row[key].parse::<f64>().expect("a number");
    let short = drawn.iter().filter(|r| number(r, "pilot_r") < 0.9 * number(r, "talk.organic_r")).count() / 2;
    assert!(
        (4..=8).contains(&short),
        "of 8 even draws from 0.1 to 3 most are beyond what so few ties can do"
    );
    let said = std::fs::read_to_string(dir.path().join("o/findings.txt")).expect("findings");
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said.contains(&format!("Warning: in {short} of 8 settings the organic_r drawn is out of reach")),
        "{said}"
    );
    // What is stated must be within reach.
    put(dir.path(), "s.toml", &quiet.replace("value = 0.3", "value = 2.5"));
    let said = refused(dir.path(), 2, &["run", "s.toml", "--out", "p"]);
    assert!(said.contains("talk.organic_r is 2.5, but one owner wins at most"), "{said}");
}
