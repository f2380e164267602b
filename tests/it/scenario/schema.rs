//! The schema of scenario files: it takes what the program takes, refuses slips of the pen, and the
//! copies in `docs` are those that the program prints.

use std::path::{Path, PathBuf};

use crate::common::json_schema::faults;
use crate::common::program::{ALL_TACTICS, done, folder, refused, shipped};
use groundswell::network::Imports;
use groundswell::report::tables::columns_page;
use groundswell::scenario::{Reader, defaults_page, schema};
use groundswell::tactic::registry;
use serde_json::{Value, json};

fn tables_in(folder: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(shipped(folder)).expect("a folder");
    let mut paths: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    paths.sort();
    paths
}

fn all_shipped() -> Vec<PathBuf> {
    let all = [tables_in("scenarios"), tables_in("scenarios/classic")].concat();
    assert!(all.len() >= 8, "only {} scenarios were found", all.len());
    all
}

/// A scenario as an editor sees it: dates are texts.
fn as_json(text: &str) -> Value {
    fn value(toml: &toml::Value) -> Value {
        match toml {
            toml::Value::String(text) => json!(text),
            toml::Value::Integer(number) => json!(number),
            toml::Value::Float(number) => json!(number),
            toml::Value::Boolean(flag) => json!(flag),
            toml::Value::Datetime(date) => json!(date.to_string()),
            toml::Value::Array(list) => list.iter().map(value).collect(),
            toml::Value::Table(table) => table.iter().map(|(k, v)| (k.clone(), value(v))).collect(),
        }
    }
    value(&toml::Value::Table(text.parse().expect("TOML")))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("a text")
}

/// Reads with the edge list at hand that a scenario with every key names.
fn reader(scenario: &Path) -> Reader {
    let imports = Imports::new();
    let ties: String = (1..4385).map(|i| format!("{},{i},1\n", i - 1)).collect();
    imports.give(&scenario.with_file_name("ties.csv"), ties.into_bytes());
    Reader::new().imports(&imports)
}

#[test]
fn every_scenario_of_this_repository_fits_the_schema() {
    let schema = schema(&registry());
    for path in [all_shipped(), tables_in("tests/data")].concat() {
        let faults = faults(&schema, &as_json(&read(&path)));
        assert!(faults.is_empty(), "{}:\n{}", path.display(), faults.join("\n"));
    }
}

#[test]
fn every_resolved_scenario_fits_the_schema_with_all_its_keys() {
    let schema = schema(&registry());
    for path in [all_shipped(), tables_in("tests/data")].concat() {
        let loaded = reader(&path).load(&path).unwrap_or_else(|problems| panic!("{problems}"));
        let faults = faults(&schema, &as_json(&loaded.resolved));
        assert!(faults.is_empty(), "{}:\n{}", path.display(), faults.join("\n"));
    }
}

#[test]
fn a_slip_of_the_pen_is_refused_wherever_it_stands() {
    let schema = schema(&registry());
    assert_eq!(faults(&schema, &as_json(ALL_TACTICS)), [""; 0]);
    for (right, wrong) in [
        // Misspelt keys, at every depth.
        ("horizon = ", "horzion = "),
        ("people = ", "peeple = "),
        ("sizes = ", "size = "),
        ("rewire = ", "rewires = "),
        ("view = ", "veiw = "),
        ("range = [0.2, 1.0]", "ranges = [0.2, 1.0]"),
        ("label = ", "labels = "),
        ("owners_who_need_it = ", "owners_need_it = "),
        ("[seeds]", "[seed_users]"),
        // Keys of another kind.
        ("catchment = [\"innovators\", \"early adopters\"]", "latency = \"1d\""),
        ("flight = \"pulsing\"", "spend_each = 5_000"),
        // Wrong types, words and sizes.
        ("people = 3_000", "people = \"many\""),
        ("people = 3_000", "people = 0"),
        ("people = 3_000", "people = 2.5"),
        ("start = 2026-01-01", "start = \"soon\""),
        ("horizon = \"12w\"", "horizon = 12"),
        ("tick = \"12h\"", "tick = \"12 hours\""),
        ("sizes = \"zipf\"", "sizes = \"zip\""),
        ("view = 0.2", "view = 1.2"),
        ("view = 0.2", "view = \"much\""),
        ("value = 0.5", "value = \"half\""),
        ("range = [0.2, 1.0]", "range = [0.2]"),
        ("kind = \"club\"", "kind = \"clubs\""),
        ("directed = true", "directed = \"yes\""),
        ("cap = 60_000", "cap = \"nothing\""),
        ("at = [\"4w\", \"12w\"]", "at = \"4w\""),
        ("starts = \"active >= 60\"", "starts = \"actve >= 60\""),
        ("flight = \"pulsing\"", "flight = [\"pulsing\", \"never\"]"),
        // What has to be there, once.
        ("kind = \"feed\"\n", ""),
        ("name = \"Organic\"\n", ""),
        ("directed = true", "complete = true"),
    ] {
        let text = ALL_TACTICS.replacen(right, wrong, 1);
        assert_ne!(text, ALL_TACTICS, "{right} is not there");
        assert!(!faults(&schema, &as_json(&text)).is_empty(), "{wrong} was taken");
    }
}

#[test]
fn what_may_be_written_in_several_ways_is_taken_in_each() {
    let schema = schema(&registry());
    for (right, other) in [
        ("people = 3_000", "people = { value = 3_000, range = [1_000, 9_000], why = \"a guess\" }"),
        ("view = 0.2", "view = \" 20 %\""),
        ("horizon = \"12w\"", "horizon = { value = \"12w\", range = [\"6w\", \"26w\"] }"),
        ("flight = \"pulsing\"", "flight = [\"pulsing\", \"burst\"]"),
        ("flight = \"pulsing\"", "cold_cac = [100, { value = 200, range = [50, 1_000] }]"),
        ("cap = 60_000", "cap = \"none\""),
        ("pick = \"core\"", "pick = { list = [1, \"7\"] }"),
        ("pick = \"core\"", "pick = { list = { file = \"our-hundred.csv\", column = \"id\" } }"),
        ("spend = 10_000", "spend = { file = \"spend.csv\", column = \"ads\", period = \"week\" }"),
        ("spend = 10_000", "spend = { by_day = [0, 10.5, 30] }"),
        ("starts = \"active >= 60\"", "starts = 2026-02-01"),
        ("small_world = { degree = 8, rewire = 0.1 }", "complete = {}"),
    ] {
        let text = ALL_TACTICS.replacen(right, other, 1);
        assert_ne!(text, ALL_TACTICS, "{right} is not there");
        assert_eq!(faults(&schema, &as_json(&text)), [""; 0], "{other}");
    }
}

#[test]
fn the_copies_in_docs_are_those_that_the_program_prints() {
    let dir = folder();
    let schema = serde_json::to_string_pretty(&schema(&registry())).expect("JSON");
    let mut stale = Vec::new();
    for (file, arguments, made) in [
        ("docs/schema.json", &["schema"][..], schema),
        ("docs/defaults.md", &["schema", "--defaults"], defaults_page(&registry())),
    ] {
        assert_eq!(done(dir.path(), arguments).trim_end(), made.trim_end(), "{arguments:?}");
        // A checkout may end lines in its own way.
        if read(&shipped(file)).replace("\r\n", "\n").trim_end() != made.trim_end() {
            stale.push(format!("  cargo run --release -- {} > {file}", arguments.join(" ")));
        }
    }
    // The page of results begins with words of its own.
    let columns = columns_page();
    assert_eq!(done(dir.path(), &["schema", "--columns"]).trim_end(), columns.trim_end());
    if !read(&shipped("output/README.md")).replace("\r\n", "\n").trim_end().ends_with(columns.trim_end()) {
        let words = "sed -i '/^## Tables/,$d' output/README.md";
        stale.push(format!("  {words}; cargo run --release -- schema --columns >> output/README.md"));
    }
    assert!(stale.is_empty(), "stale copies in docs; write them anew with\n{}", stale.join("\n"));
    refused(dir.path(), 2, &["schema", "--default"]);
}

#[test]
fn every_shipped_scenario_names_the_schema_in_its_first_line() {
    let schema = shipped("docs/schema.json").canonicalize().expect("the schema is there");
    for path in all_shipped() {
        let text = read(&path);
        let named = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).map(|name| {
            path.parent().expect("a folder").join(name).canonicalize().expect("the schema that is named")
        });
        assert_eq!(named, Some(schema.clone()), "{}", path.display());
    }
}
