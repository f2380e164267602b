//! `groundswell fit` as a user calls it: the verdict in words, the figures for machines, and one clear
//! message with its place for each mistake.

use serde_json::Value;

use crate::common::program::{done, put, refused, shipped};

const PHYSICIANS: [&str; 2] = ["medical-innovation-people.csv", "medical-innovation-ties.csv"];
const FARMERS: [&str; 2] = ["brazilian-farmers-people.csv", "brazilian-farmers-ties.csv.gz"];

fn fit(files: [&str; 2], more: &[&str]) -> String {
    let dir = tempfile::tempdir().unwrap();
    let [people, ties] = files.map(|f| shipped("scenarios/data").join(f).to_string_lossy().into_owned());
    done(dir.path(), &[&["fit", &people, "--ties", &ties], more].concat())
}

#[test]
fn the_verdict_on_physicians_is_no_significant_contagion_and_the_odds_may_be_one() {
    let text = fit(PHYSICIANS, &["--time", "toa", "--never", "18"]);
    for words in [
        "125 people, 109 adopted in periods 1 to 17",
        "No significant contagion",
        "0.58× to 2.0×",
        "−2.187",
        "Van den Bulte & Lilien 2001",
        "in 17 of 17 periods",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
}

#[test]
fn the_verdict_on_farmers_is_contagion_with_its_caution() {
    let text = fit(FARMERS, &["--time", "yr_adopt", "--censored-from", "1965", "--runs", "50"]);
    let verdict = text.lines().find(|line| line.contains("ontagion")).unwrap();
    assert!(verdict.starts_with("Contagion: "), "{verdict}");
    assert!(text.contains("Caution: people who are tied are alike"), "{text}");
}

#[test]
fn machines_get_the_same_figures_and_the_curve_as_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let [people, ties] = PHYSICIANS.map(|f| shipped("scenarios/data").join(f).display().to_string());
    let call = ["fit", &people, "--ties", &ties, "--time", "toa", "--never", "18", "--runs", "100", "--json"];
    let out = [&call[..], &["--out", "curve.csv"]].concat();
    let value: Value = serde_json::from_str(&done(dir.path(), &out)).unwrap();
    assert_eq!(value["kind"], "network");
    assert_eq!(value["people"]["adopters"], 109);
    assert_eq!(value["hazard"]["verdict"], "no_contagion");
    assert!((value["hazard"]["exposure"]["value"].as_f64().unwrap() - 0.0788).abs() < 1e-4);
    let curve = std::fs::read_to_string(dir.path().join("curve.csv")).unwrap();
    assert_eq!(curve.lines().next(), Some("period,new_adopters,observed_share,simulated_mean,p05,p95"));
    assert_eq!(curve.lines().count(), 18);
    let said = refused(dir.path(), 2, &out);
    assert!(said.contains("curve.csv is there already; --force replaces it"), "{said}");
    done(dir.path(), &[&out[..], &["--force"]].concat());
    // The threads cannot show.
    let on = |threads| done(dir.path(), &[&call[..], &["--threads", threads]].concat());
    assert_eq!(on("1"), on("2"));
}

const SERIES: &str = "series,kind,period,value\n\
    tv,new,1963,747\ntv,new,1964,1480\ntv,new,1965,2646\ntv,new,1966,5118\n\
    tv,new,1967,5777\ntv,new,1968,5982\ntv,new,1969,5962\ntv,new,1970,4631\n\
    cars,stock,1963,10\ncars,stock,1964,20\nfew,new,1,3\nfew,new,2,4\n";

#[test]
fn a_series_is_known_by_its_columns_and_its_ridge_is_said() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "s.csv", SERIES);
    let text = done(dir.path(), &["fit", "s.csv"]);
    let few = "few: the series has 2 periods; p, q and m need at least 4.";
    for words in ["2 series of new adopters", "39,700 (2,270)", "1968", "p–q −0.89", few] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    // Six years end before the peak.
    let early: String = SERIES.lines().take(7).map(|l| format!("{l}\n")).collect();
    put(dir.path(), "early.csv", &early);
    let text = done(dir.path(), &["fit", "early.csv"]);
    assert!(text.contains("Caution, tv: the series ends before its peak is past"), "{text}");
    put(dir.path(), "plain.tsv", "week\tnew\n1\t5\n2\t9\n3\t14\n4\t11\n5\t6\n6\t3\n");
    let value: Value = serde_json::from_str(&done(
        dir.path(),
        &["fit", "plain.tsv", "--period", "week", "--value", "new", "--json"],
    ))
    .unwrap();
    assert_eq!((&value["kind"], &value["fits"][0]["series"]["name"]), (&"series".into(), &"new".into()));
}

#[test]
fn take_up_says_that_it_is_a_description() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "p.csv", "hh,loan,leader\na,1,1\nb,0,0\nc,1,0\nd,no,0\n");
    put(dir.path(), "t.txt", "# a comment\na b\nb c\nb c\n");
    let call = ["fit", "p.csv", "--ties", "t.txt", "--id", "hh", "--adopted", "loan", "--mark", "leader"];
    let text = done(dir.path(), &[&call[..], &["--undirected"]].concat()).replace("\n ", "");
    for words in [
        "2 of 4 (50.0 %) people adopted",
        "2 distinct undirected ties",
        "no estimate of influence",
        "1 of 1 (100.0 %)",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[test]
fn whatever_is_wrong_is_named_with_its_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("s.csv", SERIES),
        ("gap.csv", "period,value\n1,3\n2,5\n4,8\n5,9\n"),
        ("word.csv", "period,value\n1,3\n2,many\n"),
        ("p.csv", "id,time\na,1\nb,2\nc,NA\n"),
        ("soon.csv", "id,time\na,1\nb,soon\n"),
        ("twice.csv", "id,time\na,1\nb,2\na,3\n"),
        ("nobody.csv", "id,time\na,NA\nb,NA\n"),
        ("once.csv", "id,time\na,4\nb,4\n"),
        ("t.csv", "src,dst\na,b\n"),
        ("far.csv", "src,dst\na,b\na,zoe\n"),
        ("alone.csv", "src\na\n"),
        ("yes.csv", "id,adopted\na,1\nb,maybe\n"),
        ("f", "id,time\na,9\nb,9999999999\n"),
    ] {
        put(dir.path(), name, text);
    }
    let net = |people: &'static str, ties: &'static str| vec![people, "--ties", ties];
    for (arguments, code, words) in [
        (vec!["p.csv"], 2, "p.csv has the columns id, time; expected `period` and `value`"),
        (vec!["no.csv"], 2, "no.csv: there is no such file"),
        (vec!["gap.csv"], 2, "gap.csv:4: period 4 follows 2; expected 3"),
        (vec!["word.csv"], 2, "word.csv:3: value is \"many\"; expected the new adopters of the period"),
        (vec!["s.csv", "--series", "tvs"], 2, "s.csv: there is no series `tvs`; did you mean `tv`?"),
        (vec!["s.csv", "--series", "cars"], 2, "s.csv: series cars is of kind `stock`"),
        (
            vec!["s.csv", "--series", "few"],
            1,
            "error: s.csv: the series has 2 periods; p, q and m need at least 4",
        ),
        (vec!["s.csv", "--value", "valu"], 2, "s.csv:1: there is no column `valu`; did you mean `value`?"),
        (
            vec!["s.csv", "--never", "3"],
            2,
            "--never belongs to adoption times on a network; s.csv was read as a series",
        ),
        (net("soon.csv", "t.csv"), 2, "soon.csv:3: time is \"soon\"; expected a period as a whole number"),
        (net("twice.csv", "t.csv"), 2, "twice.csv:4: id a stands already in line 2"),
        (net("p.csv", "far.csv"), 2, "far.csv:3: dst names zoe, who is not in p.csv"),
        (net("p.csv", "alone.csv"), 2, "alone.csv:1: there is no column `dst`; there are `src`"),
        (net("f", "t.csv"), 2, "error: f: adoption times run from 9 to 9999999999"),
        (net("p.csv", "t.csv"), 1, "error: p.csv: exposure never varies"),
        (net("p.csv", "no.csv"), 2, "error: no.csv: there is no such file"),
        (net("nobody.csv", "t.csv"), 1, "error: nobody.csv: nobody adopted: there is nothing to estimate"),
        (
            net("once.csv", "t.csv"),
            1,
            "error: once.csv: everybody who adopted did so in the first period (4)",
        ),
        (vec!["p.csv", "--ties", "t.csv", "--never", "9"], 2, "p.csv: no time is 9"),
        (vec!["p.csv", "--time", "time"], 2, "people on a network need their ties: --ties FILE"),
        (
            vec!["yes.csv", "--ties", "t.csv", "--adopted", "adopted"],
            2,
            "yes.csv:3: adopted is \"maybe\"; expected 1 or 0",
        ),
    ] {
        let said = refused(dir.path(), code, &[&["fit"], arguments.as_slice()].concat());
        assert!(said.contains(words), "{arguments:?} said {said}");
    }
}

#[test]
fn a_forecast_is_said_in_words_figures_tables_and_a_chart() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "s.csv", SERIES);
    let call = ["fit", "s.csv", "--series", "tv", "--forecast", "3"];
    let text = done(dir.path(), &[&call[..], &["--out", "f"]].concat());
    for words in ["Forecast of tv: 3 periods beyond 1970.", "1973", "90 % band", "holds the value in 9 of 10"]
    {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    assert!(!text.contains("Heeler"), "the peak is past:\n{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 110), "{text}");
    let value: Value = serde_json::from_str(&done(dir.path(), &[&call[..], &["--json"]].concat())).unwrap();
    let last = &value["fits"][0]["forecast"][2];
    assert_eq!(last["period"], "1973");
    let of = |key: &str| last["new_adopters"][key].as_f64().unwrap();
    assert!(0.0 <= of("p05") && of("p05") < of("value") && of("value") < of("p95"), "{last}");
    let read = |file: &str| std::fs::read_to_string(dir.path().join("f").join(file)).unwrap();
    let table = read("forecast.csv");
    let (head, last_row) = (table.lines().next().unwrap(), table.lines().last().unwrap());
    assert!(head.starts_with("series,period,periods_ahead,new_adopters,new_adopters_p05"), "{head}");
    assert!(last_row.starts_with(&format!("tv,1973,3,{:.3}", of("value"))), "{last_row}");
    assert_eq!((table.lines().count(), read("fitted.csv").lines().count()), (4, 9));
    assert!(read("forecast.svg").contains("adopters by 1973"));
    assert!(std::fs::read(dir.path().join("f/forecast.png")).unwrap().starts_with(b"\x89PNG"));
    let again = refused(dir.path(), 2, &[&call[..], &["--out", "f"]].concat());
    assert!(again.contains("is there already; --force replaces it"), "{again}");
    done(dir.path(), &[&call[..], &["--out", "f", "--force"]].concat());
    assert_eq!(read("forecast.csv"), table);
    let file = refused(dir.path(), 2, &[&call[..], &["--out", "x.csv"]].concat());
    assert!(file.contains("write --out x"), "{file}");
}

#[test]
fn a_forecast_before_the_peak_is_cautioned_and_dates_go_on() {
    let dir = tempfile::tempdir().unwrap();
    let early = "month,new\n2020-09,7\n2020-10,15\n2020-11,26\n2020-12,51\n2021-01,58\n2021-02,70\n";
    put(dir.path(), "early.csv", early);
    let text = done(dir.path(), &["fit", "early.csv", "--forecast", "30"]);
    assert!(text.contains("Caution, new: forecasts of Bass's model that are made before the peak"), "{text}");
    assert!(
        text.contains("Forecast of new: 30 periods beyond 2021-02.") && text.contains("2023-08"),
        "{text}"
    );
    let unasked = done(dir.path(), &["fit", "early.csv"]);
    assert!(!unasked.contains("Heeler") && !unasked.contains("orecast of new"), "{unasked}");
    put(dir.path(), "p.csv", "id,time\na,1\nb,2\n");
    put(dir.path(), "t.csv", "src,dst\na,b\n");
    let said = refused(dir.path(), 2, &["fit", "p.csv", "--ties", "t.csv", "--forecast", "3"]);
    assert!(said.contains("--forecast belongs to a series"), "{said}");
}

#[test]
fn a_stock_that_never_falls_is_fitted_by_its_differences_and_one_that_falls_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let new = [5, 9, 14, 22, 27, 24, 15, 9, 5, 3];
    let table = |name: &str, begin: i32| {
        let (mut text, mut held) = (format!("month,{name}\n"), begin);
        for (value, i) in new.iter().zip(1..) {
            held += value;
            text += &format!("2020-{i:02},{held}\n");
        }
        text
    };
    let plain: String = new.iter().zip(1..).map(|(value, i)| format!("2020-{i:02},{value}\n")).collect();
    put(dir.path(), "new.csv", &format!("month,new\n{plain}"));
    let fitted = |call: &[&str]| -> (Value, String) {
        let all = [&["fit"], call, &["--json"]].concat();
        let value: Value = serde_json::from_str(&done(dir.path(), &all)).unwrap();
        (value["fits"][0]["bass"]["q"].clone(), value["fits"][0]["said"].to_string())
    };
    let (q, _) = fitted(&["new.csv"]);
    for (name, begin, flag, words) in [
        ("MAU (thousands)", 0, None, "people who have it (by the name of their column; --new"),
        ("保有量", 0, None, "net of people who left"),
        ("monthly_active_users", 0, None, "by the name of their column"),
        ("在网用户数", 0, None, "by the name of their column"),
        ("累计销量", 0, None, "running totals were fitted (by the name"),
        ("用户数", 0, None, "by the name of their column"),
        ("value", 0, Some("--stock"), "people who have it (--stock)"),
        ("累计", 0, None, "running totals were fitted (by the name"),
        ("value", 0, Some("--cumulative"), "running totals were fitted (--cumulative)"),
        ("owners", 4000, None, "4,005 were there in the first period already"),
    ] {
        put(dir.path(), "held.csv", &table(name, begin));
        let (found, said) = fitted(&[&["held.csv"][..], flag.as_slice()].concat());
        assert!(said.contains(words), "{name}: {said}");
        assert!(begin > 0 || found == q && !said.contains("were there"), "{name}: {found} {said}");
    }
    // What was there before counts in totals ahead.
    let ahead: Value =
        serde_json::from_str(&done(dir.path(), &["fit", "held.csv", "--forecast", "1", "--json"])).unwrap();
    let total = ahead["fits"][0]["forecast"][0]["total_adopters"]["value"].as_f64().unwrap();
    assert!((4133.0..4150.0).contains(&total), "{ahead}");
    // Values called so that are new adopters after all.
    put(dir.path(), "users.csv", &format!("month,users\n{plain}"));
    let said = refused(dir.path(), 2, &["fit", "users.csv"]);
    assert!(said.contains("users.csv:7: users falls from 27 to 24, so people left"), "{said}");
    assert!(said.contains("--new if it holds new adopters"), "{said}");
    assert_eq!(fitted(&["users.csv", "--new"]).0, q);
    let said = refused(dir.path(), 2, &["fit", "new.csv", "--stock"]);
    assert!(said.contains("new.csv:7: new falls from 27 to 24") && !said.contains("--new"), "{said}");
    // Of several columns the one that is a stock, where that is asked for.
    put(dir.path(), "both.csv", "t,mau,new\n1,5,5\n2,14,9\n3,28,14\n4,50,22\n5,59,9\n6,63,4\n");
    assert_eq!(fitted(&["both.csv", "--stock"]).0, fitted(&["both.csv"]).0);
    put(dir.path(), "kinds.csv", SERIES);
    let said = refused(dir.path(), 1, &["fit", "kinds.csv", "--stock"]);
    assert!(said.contains("kinds.csv: the series has 2 periods"), "{said}");
}

#[test]
fn ties_turned_round_are_those_of_a_file_with_its_columns_exchanged() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "p.csv", "hh,loan\na,1\nb,0\nc,1\nd,0\ne,0\n");
    put(dir.path(), "t.csv", "src,dst\na,b\na,d\nc,d\ne,b\n");
    put(dir.path(), "turned.csv", "src,dst\nb,a\nd,a\nd,c\nb,e\n");
    put(dir.path(), "bare.txt", "a b\na d\nc d\ne b\n");
    let call = |ties: &'static str, more: &[&'static str]| {
        let call = ["fit", "p.csv", "--id", "hh", "--adopted", "loan", "--ties", ties];
        done(dir.path(), &[&call[..], more].concat())
    };
    let classes =
        |text: &str| text.split("take-up").nth(1).unwrap().split("Neighbours").next().unwrap().to_owned();
    let (turned, round) = (call("turned.csv", &[]), call("t.csv", &["--reverse"]));
    assert_eq!(classes(&turned), classes(&round));
    assert_ne!(classes(&turned), classes(&call("t.csv", &[])));
    assert_eq!(round, call("bare.txt", &["--reverse"]));
    let round = round.replace("\n ", "");
    assert!(
        round.contains("turned round (--reverse)") && round.contains("Neighbours are the people who name"),
        "{round}"
    );
    let both =
        ["fit", "p.csv", "--id", "hh", "--adopted", "loan", "--ties", "t.csv", "--reverse", "--undirected"];
    assert!(refused(dir.path(), 2, &both).contains("cannot be used with"));
    let hazard = fit(PHYSICIANS, &["--time", "toa", "--never", "18", "--reverse", "--runs", "10"]);
    assert!(hazard.replace("\n ", "").contains("a person named by adopters only has"), "{hazard}");
}

#[test]
fn a_forecast_of_a_series_whose_errors_grow_with_it_says_what_that_does_to_its_bands() {
    let dir = tempfile::tempdir().unwrap();
    let series = |error: fn(f64, f64) -> f64| {
        let at = |i: u32| groundswell::fit::bass::share(0.01, 0.3, f64::from(i));
        let uneven = [0.9, -1.1, 0.2, -0.6, 1.3, -0.4, 0.5, -0.8].into_iter().cycle();
        let value =
            |(i, e): (u32, f64)| format!("{i},{}\n", error(10_000.0 * (at(i + 1) - at(i)), e).max(0.0));
        format!("week,new\n{}", (0..40).zip(uneven).map(value).collect::<String>())
    };
    let said = |text: &str| {
        put(dir.path(), "s.csv", text);
        done(dir.path(), &["fit", "s.csv", "--forecast", "4"]).replace("\n ", "")
    };
    let words = "its errors are larger where more adopt";
    assert!(said(&series(|x, e| x * (1.0 + 0.1 * e))).contains(words));
    assert!(!said(&series(|x, e| x + 30.0 * e)).contains(words));
}
