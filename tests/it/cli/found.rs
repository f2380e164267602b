//! Files as they are found, through the program: the commands agree about one file, and say how they read it.

use std::path::Path;
use std::process::{Command, Stdio};

use groundswell::fit::adoption::{self, Times};
use groundswell::fit::table::Table;
use groundswell::fit::ties::Reading;

use crate::common::program::{done, put, refused};

fn scenario(import: &str) -> String {
    format!(
        "name = \"S\"\nhorizon = \"10d\"\n[market]\neligible = 1\n[layers.net]\nimport = {{ {import} }}\n\
         [channels.word]\nkind = \"chat\"\nlayer = \"net\"\n[talk]\nscale = 0.5\n[seeds]\ncount = 1\n[compare]\n\
         at = [\"10d\"]\nreplications = 2\n[[strategy]]\nname = \"None\"\n"
    )
}

/// What is said, on one line.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn network_check_and_run_count_the_same_people() {
    let dir = tempfile::tempdir().unwrap();
    let riders = "骑手甲,骑手乙,次数\n张三,李四,3\n李四,王五,1\n王五,赵六,2\n";
    put(dir.path(), "riders.csv", riders);
    put(dir.path(), "s.toml", &scenario("file = \"riders.csv\""));
    let network = done(dir.path(), &["network", "riders.csv"]);
    assert!(network.starts_with("people                             4\n"), "{network}");
    for words in [
        "Its first line names the columns: ties from `骑手甲` to `骑手乙`, third column `次数`.",
        "Third column `次数`: 1 to 3; a scenario takes it as strength.",
    ] {
        assert!(network.contains(words), "{network}");
    }
    let check = flat(&done(dir.path(), &["check", "s.toml"]));
    assert!(check.contains("people 4 (4 eligible)"), "{check}");
    assert!(check.contains("imported net: 4 people and 3 ties in riders.csv"), "{check}");
    assert!(check.contains("Third column `次数`: 1 to 3, taken as strength."), "{check}");
    let run = flat(&done(dir.path(), &["run", "s.toml"]));
    assert!(run.contains("S: 4 people (4 eligible)"), "{run}");
    assert!(run.contains("Third column `次数`: 1 to 3, taken as strength."), "{run}");
}

#[test]
fn third_columns_that_cannot_be_used_are_refused_at_their_line_and_times_warned_of() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "ties.csv", "1,2,0.1\n2,3,0.1\n3,4,0.1\n8,9,-1\n");
    put(dir.path(), "s.toml", &scenario("file = \"ties.csv\""));
    for command in ["check", "run"] {
        let said = flat(&refused(dir.path(), 2, &[command, "s.toml"]));
        assert!(said.contains("has a third column that is no strength"), "{said}");
        assert!(said.contains("ties.csv:4: \"8,9,-1\"; expected a strength of at least 0"), "{said}");
    }
    put(dir.path(), "s.toml", &scenario("file = \"ties.csv\", column = \"none\""));
    let check = flat(&done(dir.path(), &["check", "s.toml"]));
    assert!(check.contains("Third column: -1 to 0.1, not used."), "{check}");
    put(dir.path(), "ties.csv", "1 2 1082040961\n2 3 1082155839\n3 4 1082414391\n");
    put(dir.path(), "s.toml", &scenario("file = \"ties.csv\""));
    let output = crate::common::program::call(dir.path(), &["check", "s.toml"]);
    let warned = flat(&crate::common::program::errors(&output));
    assert!(warned.contains("takes times as strengths"), "{warned}");
    put(dir.path(), "ties.csv", "who,whom,p\nann,bob,0.5\nbob,cid,0.25\n");
    put(
        dir.path(),
        "s.toml",
        &scenario(
            "file = \"ties.csv\", from = \"whom\", to = \"who\", weight = \"p\", column = \"probability\"",
        ),
    );
    let check = flat(&done(dir.path(), &["check", "s.toml"]));
    assert!(check.contains("ties from `whom` to `who`, third column `p`."), "{check}");
}

#[cfg(unix)]
#[test]
fn a_network_comes_through_standard_input() {
    use std::io::Write;
    let mut child = Command::new(env!("CARGO_BIN_EXE_groundswell"))
        .args(["network", "/dev/stdin", "--from", "2", "--to", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"123456789 5\n123456789 6\n123456789 7\n").unwrap();
    let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(flat(&text).contains("people 4") && text.contains("3 (id 123456789)"), "{text}");
}

/// New adopters by Bass's model with p = 0.01, q = 0.4, m = 1,000, rounded to one decimal.
const NEW: [f64; 18] = [
    12.2, 17.8, 25.7, 36.3, 49.7, 65.4, 81.6, 95.5, 103.6, 103.6, 95.4, 81.5, 65.3, 49.6, 36.2, 25.7, 17.8,
    12.2,
];

#[test]
#[cfg(target_os = "linux")]
fn a_text_that_memory_has_no_room_for_is_refused_in_words() {
    use std::io::Write;
    let dir = tempfile::tempdir().unwrap();
    // Half a megabyte that unpacks to 480, under a limit of 800.
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let lines = "1 2\n".repeat(1 << 18);
    (0..480).for_each(|_| packed.write_all(lines.as_bytes()).unwrap());
    std::fs::write(dir.path().join("bomb.gz"), packed.finish().unwrap()).unwrap();
    let program = env!("CARGO_BIN_EXE_groundswell");
    for (command, words) in [
        (format!("{program} network bomb.gz"), "bomb.gz: cannot be read: its text takes over 42"),
        (
            format!("gzip -dc bomb.gz | {program} network /dev/stdin"),
            "cannot be read: its text takes over 42",
        ),
    ] {
        let shell = format!("ulimit -v 819200; {command}");
        let out = Command::new("sh").args(["-c", &shell]).current_dir(dir.path()).output().unwrap();
        let said = flat(&String::from_utf8_lossy(&out.stderr));
        assert_eq!(out.status.code(), Some(2), "{said}");
        assert!(said.contains(words) && said.contains("of memory to read, and"), "{said}");
    }
}

#[test]
fn a_saved_network_replaces_neither_its_source_nor_what_is_no_file() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "ties.txt", "1 2\n2 3\n");
    std::fs::create_dir(dir.path().join("folder")).unwrap();
    let said = refused(dir.path(), 2, &["network", "ties.txt", "--save", "./ties.txt"]);
    assert!(said.contains("./ties.txt: is the file that is read; save under another name"), "{said}");
    for out in ["folder", "/dev/null"] {
        let said = refused(dir.path(), 2, &["network", "ties.txt", "--save", out]);
        assert!(said.contains(&format!("{out}: something stands there that is no regular file")), "{said}");
    }
    assert_eq!(std::fs::read_to_string(dir.path().join("ties.txt")).unwrap(), "1 2\n2 3\n");
    #[cfg(unix)]
    {
        // What a link points to is replaced, and the link stays.
        put(dir.path(), "old.net", "");
        std::os::unix::fs::symlink("old.net", dir.path().join("link.net")).unwrap();
        done(dir.path(), &["network", "ties.txt", "--save", "link.net"]);
        assert!(dir.path().join("link.net").is_symlink());
        assert!(done(dir.path(), &["network", "old.net"]).contains("people                             3"));
    }
}

fn series(dir: &Path, text: &str, more: &[&str]) -> serde_json::Value {
    put(dir, "s.csv", text);
    serde_json::from_str(&done(dir, &[&["fit", "s.csv", "--json"], more].concat())).unwrap()
}

#[test]
fn dates_zeros_and_running_totals_are_understood_and_said() {
    let dir = tempfile::tempdir().unwrap();
    let table = |label: &dyn Fn(usize) -> String| {
        let rows = NEW.iter().enumerate().map(|(i, v)| format!("{},{v}\n", label(i)));
        format!("period,value\n{}", rows.collect::<String>())
    };
    let month = |i: usize| format!("{}-{:02}", 2020 + i / 12, i % 12 + 1);
    let near = |value: &serde_json::Value| {
        let bass = &value["fits"][0]["bass"];
        let [p, q, m] = ["p", "q", "m"].map(|key| bass[key].as_f64().unwrap());
        assert!((p - 0.01).abs() < 5e-4 && (q - 0.4).abs() < 5e-3 && (m - 1000.0).abs() < 5.0, "{value}");
    };
    let serial = |i: usize| {
        let days: [usize; 18] =
            [0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366, 397, 425, 456, 486, 517];
        (43_831 + days[i]).to_string()
    };
    let quarter = |i: usize| format!("{}Q{}", 2020 + i / 4, i % 4 + 1);
    for (text, first) in [
        (table(&|i| month(i) + "-01"), "2020-01"),
        (table(&month), "2020-01"),
        (table(&serial), "2020-01"),
        (table(&quarter), "2020Q1"),
        (
            table(&|i| format!("{}年{}月", 2020 + i / 12, i % 12 + 1)).replace("period,value", "月份,新增"),
            "2020-01",
        ),
    ] {
        let value = series(dir.path(), &text, &[]);
        near(&value);
        assert_eq!(value["fits"][0]["first_period"], first, "{text}");
    }
    let latest_first: Vec<String> = table(&month).lines().rev().take(18).map(str::to_owned).collect();
    near(&series(dir.path(), &format!("period,value\n{}\n", latest_first.join("\n")), &[]));
    // Zeros before the launch.
    let zeros: String = (0..6).map(|i| format!("{},0\n", i - 5)).collect();
    let late = table(&|i| (i + 1).to_string()).replace("period,value\n", &format!("period,value\n{zeros}"));
    let value = series(dir.path(), &late, &[]);
    near(&value);
    assert_eq!(value["fits"][0]["series"]["zeros_before"], 6);
    let text = flat(&done(dir.path(), &["fit", "s.csv"]));
    assert!(text.contains("Caution, value: there are 6 periods of 0 at the beginning"), "{text}");
    // A running total.
    let total: Vec<f64> = NEW
        .iter()
        .scan(0.0, |sum, v| {
            *sum += v;
            Some(*sum)
        })
        .collect();
    let rows: String = total.iter().enumerate().map(|(i, v)| format!("{},{v:.1}\n", i + 1)).collect();
    put(dir.path(), "s.csv", &format!("period,value\n{rows}"));
    let text = flat(&done(dir.path(), &["fit", "s.csv"]));
    assert!(text.contains("Caution, value: its values never fall."), "{text}");
    near(&series(dir.path(), &format!("period,value\n{rows}"), &["--cumulative"]));
}

#[test]
fn years_and_months_in_two_columns_and_values_of_any_name_are_a_series() {
    let dir = tempfile::tempdir().unwrap();
    let rows = |mark: char| {
        let line = |(i, v): (usize, &f64)| {
            format!("{}{mark}{}{mark}Oslo{mark}{v}\n", 2019 + (i + 6) / 12, (i + 6) % 12 + 1)
        };
        NEW.iter().enumerate().map(line).collect::<String>()
    };
    put(dir.path(), "s.csv", &format!("Year,Month,Place,Series.1\n{}", rows(',')));
    let said = flat(&done(dir.path(), &["fit", "s.csv"]));
    assert!(
        said.contains("Series.1 18 0.0100")
            && said.contains("Its columns `Year` and `Month` are one period."),
        "{said}"
    );
    put(dir.path(), "s.tsv", &format!("年份\t月份\t城市\t销量\n{}", rows('\t')));
    assert!(
        flat(&done(dir.path(), &["fit", "s.tsv"]))
            .contains("dates from 2019-07 to 2020-12, one period a month")
    );
}

#[test]
fn a_series_that_only_falls_is_told_without_a_false_caution_and_with_columns_apart() {
    let dir = tempfile::tempdir().unwrap();
    let values = [80.0, 64.0, 51.2, 40.96, 32.77, 26.21, 20.97, 16.78, 13.42, 10.74, 8.59, 6.87, 5.5, 4.4];
    let rows: String = values.iter().enumerate().map(|(i, v)| format!("{},{v}\n", i + 1)).collect();
    put(dir.path(), "s.csv", &format!("period,value\n{rows}"));
    let text = done(dir.path(), &["fit", "s.csv"]);
    assert!(!text.contains("hardly identified") && !text.contains(")0"), "{text}");
}

#[test]
fn mistakes_in_tables_are_told_with_their_true_line() {
    let dir = tempfile::tempdir().unwrap();
    for (text, words) in [
        ("period,value\r\n1,3\r\n2,x\r\n3,4\r\n", "s.csv:3: value is \"x\""),
        ("period,value\r1,3\r2,x\r3,4\r", "s.csv:3: value is \"x\""),
        (
            "period,value\n1,1,120\n2,2,345\n3,4,018\n4,3,900\n",
            "s.csv:2: the row has 3 fields, but line 1 has 2 fields",
        ),
        (
            "period,value\n2020-01,3\n2020-02,4\n2020-04,5\n2020-05,6\n",
            "s.csv:4: period 2020-04 follows 2020-02; expected 2020-03",
        ),
        (
            "period,value\n2020-01,3\nsoon,4\n2020-03,5\n",
            "s.csv:3: period is \"soon\"; expected a period: a number, or a date",
        ),
        (
            "period,value\n01/02/2020,3\n01/03/2020,4\n01/04/2020,5\n",
            "may be read in two ways; write dates as 2020-03-31",
        ),
        ("period,value\n1,3\n#2,4\n3,5\n", "s.csv:3: the line begins with #"),
        ("period;value\n1;1,120\n2;2,345\n", "s.csv:2: value is \"1,120\"; expected a number whose comma"),
    ] {
        put(dir.path(), "s.csv", text);
        let said = refused(dir.path(), 2, &["fit", "s.csv"]);
        assert!(said.contains(words), "{text}: {said}");
    }
    put(dir.path(), "s.csv", "period;value, thousands\n1;5\n2;9\n3;12\n4;9\n5;4\n6;2\n");
    done(dir.path(), &["fit", "s.csv", "--value", "value, thousands"]);
    put(
        dir.path(),
        "s.csv",
        "period,value\n1,\"1,120\"\n2,\"2,345\"\n3,\"4,018\"\n4,\"3,900\"\n5,\"2,100\"\n6,\"1,100\"\n",
    );
    let value = series(dir.path(), &std::fs::read_to_string(dir.path().join("s.csv")).unwrap(), &[]);
    assert_eq!(value["fits"][0]["series"]["values"][0], 1120.0);
}

#[test]
fn one_list_of_missing_words_and_one_reader_of_numbers_serve_all_tables() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "ties.csv", "src,dst\n2,1\n4,1\n3.0,2\n");
    let table = |text: &str| Table::parse(text.as_bytes(), Path::new("t")).unwrap();
    for word in ["NULL", "N/A", "NaN", "None", ".", "NA", ""] {
        let people = table(&format!("id,time\n1,1\n2,2.0\n3,{word}\n4,2\n"));
        let ties = table("src,dst\n2,1\n4,1\n3.0,2\n");
        let data = adoption::read(&people, &ties, &Reading::default(), &Times::default()).unwrap();
        assert_eq!(data.time, [Some(1), Some(2), None, Some(2)], "{word}");
    }
    put(dir.path(), "p.csv", "id,adopted\n1,Y\n2,N\n3,是\n4,否\n");
    let text = flat(&done(dir.path(), &["fit", "p.csv", "--ties", "ties.csv", "--adopted", "adopted"]));
    assert!(text.contains("2 of 4 (50.0 %) people adopted"), "{text}");
    for parents in [["", "0.0", "1.0"], ["NA", "0", "1"], ["-1.0", "0", "1"]] {
        let rows: String = parents.iter().enumerate().map(|(i, p)| format!("#love,{i},{p}\n")).collect();
        put(dir.path(), "t.csv", &format!("cascade,node,parent\n{rows}"));
        let text = flat(&done(dir.path(), &["trees", "t.csv"]));
        assert!(text.contains("largest tree 3 (cascade #love)"), "{text}");
    }
}
