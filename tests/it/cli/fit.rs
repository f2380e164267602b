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
        (vec!["s.csv", "--series", "few"], 1, "the series has 2 periods; p, q and m need at least 4"),
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
        (net("nobody.csv", "t.csv"), 1, "nobody adopted: there is nothing to estimate"),
        (net("once.csv", "t.csv"), 1, "everybody who adopted did so in the first period (4)"),
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
