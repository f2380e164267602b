//! Seeds and spend from tables, through the program: what a file says is what is played, and each mistake names
//! its file, line and column.

use std::path::Path;

use crate::common::program::{call, done, put, refused};

const TIES: &str = "source,target\nann,bob\nbob,cid\ncid,dee\ndee,Jos\u{e9}\nJos\u{e9},ann\n";

fn scenario(more: &str, tail: &str) -> String {
    format!(
        "name = \"S\"\nhorizon = \"10w\"\n{more}\n[talk]\nscale = 0.2\n[compare]\nat = [\"10w\"]\nreplications = 3\n\
         cap = 90_000\n{tail}"
    )
}

/// Whether both halves of a message, what is wrong and what would do, are said.
fn says(said: &str, message: &str) -> bool {
    message.split("; ").all(|part| said.contains(part))
}

/// What is said, on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn with_seeds(dir: &Path, pick: &str) {
    let net = "[market]\neligible = 1\n[layers.net]\nimport = { file = \"data/ties.csv\" }\n[channels.word]\nkind = \"chat\"\nlayer = \"net\"";
    put(
        dir,
        "s.toml",
        &scenario(&format!("{net}\n[seeds]\npick = {pick}"), "[[strategy]]\nname = \"None\"\n"),
    );
}

#[test]
fn seeds_are_read_from_a_table_whatever_its_encoding_and_order_of_columns() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("data")).unwrap();
    put(dir.path(), "data/ties.csv", TIES);
    with_seeds(dir.path(), "{ list = [\"bob\", \"José\"] }");
    let stated = done(dir.path(), &["run", "s.toml", "--out", "stated"]);
    assert!(stated.contains("S: 5 people"), "{stated}");
    let result = |folder: &str| std::fs::read(dir.path().join(folder).join("runs.csv")).unwrap();
    let gbk = encoding_rs::GB18030.encode("序号;编号\n1;bob\n2;\"José\"\n").0;
    std::fs::write(dir.path().join("data/gbk.csv"), gbk).unwrap();
    for (file, text, pick) in [
        ("a.csv", "id\nbob\nJos\u{e9}\n", "{ list = { file = \"data/a.csv\" } }"),
        (
            "b.csv",
            "n,who,since\n1,bob,2020\n2,\"Jose\u{301}\",2021\n",
            "{ list = { file = \"data/b.csv\", column = \"who\" } }",
        ),
        ("c.txt", "bob\nJos\u{e9}\n", "{ list = { file = \"data/c.txt\" } }"),
        ("d.tsv", "x\tbob\r\ny\tJos\u{e9}\r\n", "{ list = { file = \"data/d.tsv\", column = \"2\" } }"),
        ("e.csv", "", "{ list = { file = \"data/gbk.csv\" } }"),
        ("f.csv", "", "{ list = [\"bob\", \"Jose\u{301}\"] }"),
    ] {
        put(dir.path(), &format!("data/{file}"), text);
        with_seeds(dir.path(), pick);
        let run = flat(&done(dir.path(), &["run", "s.toml", "--out", file]));
        if text.contains('\n') {
            assert!(run.contains(&format!("Table data/{file}: 2 ids in ")), "{run}");
        } else if pick.contains("gbk") {
            assert!(run.contains("2 ids in 编号. The file is not UTF-8; it was read as GB18030"), "{run}");
        }
        assert_eq!(result(file), result("stated"), "{file}");
        // The result runs again where it lies.
        let resolved = format!("{file}/scenario.resolved.toml");
        done(dir.path(), &["run", &resolved, "--out", &format!("{file}-again")]);
        assert_eq!(result(&format!("{file}-again")), result("stated"), "{file}");
    }
}

#[test]
fn mistakes_in_a_table_of_seeds_name_its_line_and_column() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("data")).unwrap();
    put(dir.path(), "data/ties.csv", TIES);
    for (text, more, words) in [
        (
            "id\nbob\nzed\n",
            "",
            "names a stranger (data/s.csv:3: id is \"zed\"); the edge list has nobody of that name",
        ),
        ("id\nbob\nNA\n", "", "holds nobody (data/s.csv:3: id is \"NA\")"),
        ("id\nbob\n\nbob\n", "", "names \"bob\" twice (data/s.csv:4: id, and line 2)"),
        ("id\n", "", "names nobody (data/s.csv holds a header only)"),
        (
            "kunde\nbob\n",
            "",
            "column 1 is \"kunde\"); the edge list has nobody of that name; if it names the column, say column = \"kunde\"",
        ),
        (
            "a,b\nbob,1\n",
            "",
            "does not say which column of data/s.csv is meant; it has the columns \"a\", \"b\"; say which with column",
        ),
        ("id,b\nbob,1\n", ", column = \"ib\"", "there is no column \"ib\"; did you mean \"id\"?"),
        ("id,b\nbob\n", "", "line 2: the row has 1 field, but line 1 has 2 fields"),
    ] {
        put(dir.path(), "data/s.csv", text);
        with_seeds(dir.path(), &format!("{{ list = {{ file = \"data/s.csv\"{more} }} }}"));
        let said = flat(&refused(dir.path(), 2, &["check", "s.toml"]));
        assert!(says(&said, words) && said.contains("s.toml:11:"), "{words} is missing in\n{said}");
    }
    with_seeds(dir.path(), "{ list = { file = \"data/none.csv\" } }");
    assert!(refused(dir.path(), 2, &["check", "s.toml"]).contains("there is no such file"));
    with_seeds(dir.path(), "{ list = { column = \"id\" } }");
    assert!(flat(&refused(dir.path(), 2, &["check", "s.toml"])).contains("names no file"));
}

fn with_spend(dir: &Path, start: &str, spend: &str, more: &str) {
    let ads = format!(
        "[[strategy]]\nname = \"None\"\n[[strategy]]\nname = \"Ads\"\n[[strategy.tactic]]\nkind = \"ads\"\nspend = {spend}\n{more}\n"
    );
    put(dir, "s.toml", &scenario(&format!("{start}\n[market]\npeople = 2_000"), &ads));
}

/// What ads spent by the end of each day on which they spent.
fn spent(dir: &Path, folder: &str) -> Vec<(u32, f64)> {
    let text = std::fs::read_to_string(dir.join(folder).join("money.csv")).unwrap();
    let rows = text.lines().filter(|line| line.starts_with("Ads,spent_so_far,ads,"));
    rows.map(|row| {
        let fields: Vec<&str> = row.split(',').collect();
        (fields[3].parse().unwrap(), fields[6].parse().unwrap())
    })
    .collect()
}

#[test]
fn spend_from_a_table_is_spent_on_its_days_to_the_penny() {
    let dir = tempfile::tempdir().unwrap();
    for (text, spend, days, all) in [
        // Days from 1, with a header in the program's words.
        (
            "day,spend\n1,100\n2,0\n3,50.25\n",
            "{ file = \"spend.csv\" }",
            vec![(1, 100.0), (3, 150.25)],
            150.25,
        ),
        // Days from 0.
        (
            "day,spend\n0,100\n1,0\n2,50.25\n",
            "{ file = \"spend.csv\" }",
            vec![(1, 100.0), (3, 150.25)],
            150.25,
        ),
        // Weeks, by the name of a column.
        (
            "week;tv;ads\n1;9;700,00\n2;9;1400,50\n",
            "{ file = \"spend.csv\", column = \"ads\" }",
            vec![(1, 100.0), (7, 700.0)],
            2100.5,
        ),
        // Dates of weeks.
        (
            "date,amount\n2026-01-01,70\n2026-01-08,140\n",
            "{ file = \"spend.csv\" }",
            vec![(1, 10.0), (7, 70.0), (8, 90.0)],
            210.0,
        ),
        // The same from the latest to the first.
        (
            "date,amount\n2026-01-08,140\n2026-01-01,70\n",
            "{ file = \"spend.csv\" }",
            vec![(1, 10.0), (7, 70.0), (8, 90.0)],
            210.0,
        ),
        // Months, in Chinese.
        (
            "月份,花费\n2026-01,3100\n2026-02,2800\n",
            "{ file = \"spend.csv\" }",
            vec![(1, 100.0), (31, 3100.0), (32, 3200.0)],
            5900.0,
        ),
        // By day in the scenario itself.
        ("", "{ by_day = [0, 30, 12.5] }", vec![(2, 30.0), (3, 42.5)], 42.5),
    ] {
        put(dir.path(), "spend.csv", text);
        with_spend(dir.path(), "start = 2026-01-01", spend, "");
        done(dir.path(), &["run", "s.toml", "--out", "r", "--force"]);
        let found = spent(dir.path(), "r");
        for day in days {
            assert!(found.contains(&day), "{text}: {day:?} is not in {found:?}");
        }
        let last = found.last().unwrap().1;
        assert!((last - all).abs() < 1e-6, "{text}: {last} of {all}");
        done(dir.path(), &["run", "r/scenario.resolved.toml", "--out", "again", "--force"]);
        assert_eq!(spent(dir.path(), "again"), found);
    }
}

#[test]
fn spend_beyond_the_run_is_told_and_not_spent_and_budgets_bind_as_they_do_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    // Ten weeks are the run: of 12 weeks of 700, two lie beyond.
    let weeks: String = (1..=12).map(|week| format!("{week},700\n")).collect();
    put(dir.path(), "spend.csv", &format!("week,spend\n{weeks}"));
    let file = "{ file = \"spend.csv\" }";
    with_spend(dir.path(), "", file, "");
    let check = flat(&done(dir.path(), &["check", "s.toml"]));
    let told = "table spend.csv: 8400 in spend, 12 periods from 2026-01-01 to 2026-03-25.";
    assert!(check.contains(told), "{check}");
    let run = call_both(dir.path());
    assert!(says(&run, "holds 1400 for days beyond the horizon (from line 12); that is not spent"), "{run}");
    assert_eq!(spent(dir.path(), "r").last().unwrap().1, 7_000.0);
    // A tactic that starts later spends what lies after its start.
    with_spend(dir.path(), "", file, "starts = \"2w\"");
    let run = call_both(dir.path());
    assert!(run.contains("holds 1400 for days before the tactic starts (up to line 3)"), "{run}");
    assert_eq!(spent(dir.path(), "r").last().unwrap().1, 5_600.0);
    assert_eq!(spent(dir.path(), "r")[0].0, 15);
    // With half of the money every day has half.
    with_spend(dir.path(), "", file, "budget = 3_500");
    call_both(dir.path());
    let found = spent(dir.path(), "r");
    assert_eq!((found[0], found.last().unwrap().1), ((1, 50.0), 3_500.0));
}

/// Runs the scenario into `r`; what was said on standard error.
fn call_both(dir: &Path) -> String {
    let output = call(dir, &["run", "s.toml", "--out", "r", "--force"]);
    assert_eq!(output.status.code(), Some(0));
    flat(&String::from_utf8_lossy(&output.stderr))
}

#[test]
fn mistakes_in_a_table_of_spend_name_its_line_and_column() {
    let dir = tempfile::tempdir().unwrap();
    let file = "{ file = \"spend.csv\" }";
    for (text, spend, more, words) in [
        (
            "day,spend\n1,100\n2,7\n4,50\n",
            file,
            "",
            "leaves a period out, or has it twice (spend.csv:4: day); 4 follows 2; every period has a row",
        ),
        (
            "day,spend\n1,100\n2,\n",
            file,
            "",
            "cannot be read (spend.csv:3: spend is \"\"); write an amount of 0 or more for every period",
        ),
        ("day,spend\n1,100\n2,-5\n", file, "", "spend.csv:3: spend is \"-5\""),
        ("t,spend\n1,100\n2,5\n", file, "", "it has the columns \"t\", \"spend\"; say which with period"),
        (
            "period,spend\n1,100\n2,5\n",
            file,
            "",
            "write dates such as 2026-03-31, or call the column `day` or `week`",
        ),
        (
            "day,spend\n1,100\n",
            "{ file = \"spend.csv\", column = \"spent\" }",
            "",
            "there is no column \"spent\"; did you mean \"spend\"?",
        ),
        ("day,spend\n1,100\n", file, "duration = \"4w\"", "stands beside a table of spend"),
        ("day,spend\n1,100\n", file, "flight = \"burst\"", "stands beside a table of spend"),
        (
            "day,spend\n1,100\n",
            file,
            "starts = \"active >= 500\"",
            "its table says on which days the money is spent",
        ),
        ("day,spend\n1,95000\n", file, "", "the cap of [compare] is 90_000"),
        ("", "{ by_day = [1, -2] }", "", "holds -2; write amounts of 0 or more"),
        ("", "{ column = \"x\" }", "", "names no file; add file"),
    ] {
        put(dir.path(), "spend.csv", text);
        with_spend(dir.path(), "start = 2026-01-01", spend, more);
        let said = flat(&refused(dir.path(), 2, &["check", "s.toml"]));
        assert!(says(&said, words), "{words} is missing in\n{said}");
    }
}
