//! The program as its user meets it: help, JSON, silence, flags, folders, Ctrl-C.

use crate::common::program;
use crate::common::program::{
    call, done, errors, files, folder, manifest, printed, put, refused, results, shipped,
};
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("{e}: {text}"))
}

#[test]
fn help_of_each_command_names_its_flags() {
    let dir = folder();
    for (arguments, words) in [
        (&["--help"][..], &["run", "check", "network", "trees", "schema", "--version"][..]),
        (
            &["run", "--help"],
            &["--out", "--force", "--json", "--quiet", "--set", "--seed", "--replications", "--threads"],
        ),
        (&["check", "--help"], &["--json", "--set", "--threads"]),
        (&["network", "--help"], &["--directed", "--json"]),
        (&["schema", "--help"], &["--defaults"]),
    ] {
        let text = done(dir.path(), arguments);
        for word in words {
            assert!(text.contains(word), "{arguments:?} does not tell of {word}");
        }
    }
    assert_eq!(done(dir.path(), &["--version"]).trim(), concat!("groundswell ", env!("CARGO_PKG_VERSION")));
    refused(dir.path(), 2, &["sail"]);
    refused(dir.path(), 2, &["run"]);
    refused(dir.path(), 2, &["run", "s.toml", "--replications", "0"]);
    assert!(files(dir.path()).len() == 1, "nothing was written");
}

#[test]
fn check_prints_the_size_of_the_job_and_writes_nothing() {
    let dir = folder();
    let text = done(dir.path(), &["check", "s.toml"]);
    for part in [
        "All tactics: it can be played, with the warnings above.",
        "3,000 (1,800 eligible)",
        "24 (3 strategies × 8 replications), up to 152 to weigh tactics, money and assumptions; 168 ticks each",
        "about 1 MB for a network",
        "β = 0.5 as stated",
        "60,000 CNY a strategy",
        "Everything",
        "spiral",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
    assert!(!text.contains("-0"), "{text}");
    let value = json(&done(dir.path(), &["check", "s.toml", "--json"]));
    assert_eq!((&value["people"], &value["runs"]), (&3_000.into(), &24.into()));
    assert_eq!(value["strategies"][1]["name"], "Ads");
    assert_eq!(files(dir.path()).len(), 1);
}

#[test]
fn check_says_on_which_layer_seeds_are_chosen_and_where_another_has_hubs() {
    let dir = folder();
    let text = "name = \"Hubs\"\nhorizon = \"4w\"\n[market]\npeople = 20_000\n[talk]\nscale = 0.5\n[seeds]\npick = \"degree\"\n\
        [compare]\ncap = 1_000\n[[strategy]]\nname = \"None\"\n[[strategy]]\nname = \"Fans\"\n[[strategy.tactic]]\n\
        kind = \"seeding\"\npick = \"core\"\nlayer = \"follows\"\n";
    put(dir.path(), "hubs.toml", text);
    let said = done(dir.path(), &["check", "hubs.toml"]);
    assert!(said.contains("those: the best connected on friends, who have up to "), "{said}");
    assert!(said.contains(" ties; on follows the best connected have up to "), "{said}");
    assert!(said.contains("those of Fans: the inner circle on follows\n"), "{said}");
    put(
        dir.path(),
        "plain.toml",
        &text.replace("\"degree\"", "\"random\"").replace("\"core\"", "\"random\""),
    );
    assert!(!done(dir.path(), &["check", "plain.toml"]).contains("those"), "random seeds count no ties");
}

#[test]
fn check_never_finds_more_eligible_people_than_people() {
    let dir = folder();
    // A path of 4,038 people, and one more person with only a self-tie.
    let ties: String = (1..4_038).map(|p| format!("{} {p}\n", p - 1)).collect();
    put(dir.path(), "path.txt", &(ties + "4038 4038\n"));
    let scenario = "name = \"All\"\n[market]\neligible = 1\n[layers.net]\nimport = { file = \"path.txt\" }\n\
        [channels.word]\nkind = \"chat\"\nlayer = \"net\"\n[talk]\nscale = 0.5\n[[strategy]]\nname = \"None\"\n";
    put(dir.path(), "all.toml", scenario);
    let text = done(dir.path(), &["check", "all.toml"]);
    assert!(text.contains("4,039 (4,039 eligible)"), "{text}");
    assert!(text.contains("4,037 (one network"), "{text}");
}

#[test]
fn check_says_how_talk_moved_since_the_result_that_is_there() {
    let dir = folder();
    let small = |satisfied: f64| {
        format!(
            "horizon = \"4w\"\n[market]\npeople = 2_000\n[layers.friends]\nrandom = {{ mean = 14 }}\n[channels.chat]\n\
             kind = \"chat\"\nlayer = \"friends\"\nacts_per_day = 0.5\n[talk]\norganic_r = 0.8\n[product]\n\
             satisfied = {satisfied}\n[seeds]\ncount = 20\n[compare]\nreplications = 2\n[[strategy]]\nname = \"Organic\"\n"
        )
    };
    let checked = || {
        done(dir.path(), &["check", "s.toml", "--out", "o"]).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    put(dir.path(), "s.toml", &small(0.9));
    assert!(!checked().contains("Since the result"), "there is none yet");
    done(dir.path(), &["run", "s.toml", "--out", "o", "--quiet"]);
    assert!(!checked().contains("Since the result"), "nothing changed");
    put(dir.path(), "s.toml", &small(0.5));
    let said = checked();
    let expected = "Since the result in o: product.satisfied 0.9 → 0.5. Talk became ";
    assert!(said.contains(expected), "{said}");
    let factor = said.split(expected).nth(1).and_then(|rest| rest.split(' ').next()).expect("a factor");
    assert!((1.3..4.0).contains(&factor.parse::<f64>().expect("a number")), "{said}");
    // A value set from outside leaves talk as it was.
    put(dir.path(), "s.toml", &small(0.9));
    let set = done(dir.path(), &["check", "s.toml", "--out", "o", "--set", "product.satisfied=0.5"]);
    assert!(!set.contains("Since the result"), "{set}");
}

#[test]
fn hundred_seeds_is_sized_without_running() {
    let dir = folder();
    let flagship = shipped("scenarios/hundred-seeds.toml");
    // The scale is stated here, so that no pilot is played.
    let text = std::fs::read_to_string(flagship).expect("the scenario");
    let line = text.lines().find(|l| l.starts_with("organic_r")).expect("the scale");
    put(dir.path(), "h.toml", &text.replace(line, "scale = 0.05"));
    let text = done(dir.path(), &["check", "h.toml"]);
    assert!(text.contains("1,000,000 (600,000 eligible)"), "{text}");
    assert!(text.contains("864 (6 strategies × (16 as stated + 64 settings × 2)), 120 more to choose among plans, up to 576 to weigh tactics, money and assumptions, up to 192 to try numbers without a range; 728 ticks each"), "{text}");
}

#[test]
fn network_prints_the_known_figures_of_a_real_one() {
    let dir = folder();
    let file = shipped("scenarios/data/twitch-ru.txt.gz").to_string_lossy().into_owned();
    let text = done(dir.path(), &["network", &file]);
    let figure = |label: &str| {
        let line = text.lines().find(|l| l.starts_with(label)).unwrap_or_else(|| panic!("no {label}"));
        line[label.len()..].trim().to_owned()
    };
    assert_eq!(figure("people"), "4385");
    assert_eq!(figure("ties (undirected)"), "37304");
    assert_eq!(figure("largest degree"), "1229 (id 1800)");
    assert_eq!(figure("transitivity"), "0.048648");
    assert_eq!(figure("components"), "1");
    let value = json(&done(dir.path(), &["network", &file, "--json"]));
    assert!(value.as_object().is_some_and(|v| v.values().any(|n| *n == 4_385)), "{value}");
    put(dir.path(), "edges.txt", "1 2\n2 three four five\n");
    let said = refused(dir.path(), 2, &["network", "edges.txt"]);
    assert!(said.contains("edges.txt:2: \"2 three four five\""), "{said}");
    assert!(refused(dir.path(), 2, &["network", "no.txt"]).contains("no.txt"));
}

#[test]
fn run_prints_json_words_or_nothing() {
    let dir = folder();
    let value = json(&done(dir.path(), &["run", "s.toml", "--json"]));
    assert_eq!(value["summary"]["strategies"][2], "Everything");
    assert!(value["findings"]["header"][0].as_str().is_some_and(|l| l.contains("3,000 people")));
    assert!(dir.path().join("output/s/manifest.json").exists(), "the default folder is output/ and the name");
    let text = done(dir.path(), &["run", "s.toml"]);
    assert!(text.contains("Only luck was varied: 1 number carries a range (talk.scale)"), "{text}");
    assert!(text.contains("Credit is not cause"), "{text}");
    assert!(text.trim_end().ends_with("Tables and charts: output/s"), "{text}");
    let found = std::fs::read_to_string(dir.path().join("output/s/findings.txt")).expect("findings");
    assert!(text.starts_with(&found), "the file holds what was printed, but for the place");
    let quiet = call(dir.path(), &["run", "s.toml", "--quiet"]);
    assert_eq!(quiet.status.code(), Some(0));
    assert_eq!((printed(&quiet).as_str(), errors(&quiet).as_str()), ("", ""));
}

#[test]
fn a_reader_that_went_away_causes_no_panic() {
    let dir = folder();
    for arguments in [&["run", "s.toml"][..], &["check", "s.toml", "--json"], &["run", "--help"]] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_groundswell"))
            .current_dir(dir.path())
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // Closed before anything is printed: worse than `head -1`, which closes after a line.
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the program ends");
        assert!(output.status.code().is_some(), "{arguments:?} died of a signal");
        assert!(!errors(&output).contains("panicked"), "{}", errors(&output));
    }
    assert!(dir.path().join("output/s/manifest.json").exists(), "the result is written all the same");
}

#[test]
fn what_was_set_is_recorded_and_an_unknown_key_is_refused() {
    let dir = folder();
    let arguments = [
        "run",
        "s.toml",
        "--set",
        "talk.same_friend_again=0.25",
        "--seed",
        "9",
        "--replications",
        "3",
        "--out",
        "o",
    ];
    done(dir.path(), &arguments);
    let out = dir.path().join("o");
    let written = manifest(&out);
    let told: Vec<&str> =
        written["arguments"].as_array().expect("a list").iter().filter_map(|a| a.as_str()).collect();
    assert_eq!(told, arguments);
    assert_eq!((&written["seed"], &written["work"]["runs"]), (&9.into(), &9.into()));
    let resolved = std::fs::read_to_string(out.join("scenario.resolved.toml")).expect("resolved");
    for line in ["same_friend_again = 0.25", "seed = 9", "replications = 3"] {
        assert!(resolved.lines().any(|l| l == line), "no {line} in\n{resolved}");
    }
    // What it resolved to is the same study.
    put(dir.path(), "again.toml", &resolved);
    done(dir.path(), &["run", "again.toml", "--out", "p"]);
    assert_eq!(results(&out), results(&dir.path().join("p")));
    let said = refused(dir.path(), 2, &["run", "s.toml", "--set", "talk.same_freind_again=0.5"]);
    assert!(said.contains("--set:1:1") && said.contains("same_friend_again"), "{said}");
}

#[test]
fn organic_r_can_be_set_and_is_what_the_pilot_solves_for() {
    let dir = folder();
    let text = program::ALL_TACTICS
        .lines()
        .map(|l| if l.starts_with("scale =") { "organic_r = 1.0" } else { l })
        .collect::<Vec<_>>()
        .join("\n");
    put(dir.path(), "r.toml", &text);
    done(dir.path(), &["run", "r.toml", "--set", "talk.organic_r=0.5", "--replications", "1", "--out", "o"]);
    let written = manifest(&dir.path().join("o"));
    assert_eq!(written["target_r"], 0.5);
    let pilot = written["pilot_r"].as_f64().expect("the pilot's R");
    // The pilot's own tolerance is 1 %.
    assert!((pilot - 0.5).abs() <= 0.0051, "{pilot}");
    let resolved = std::fs::read_to_string(dir.path().join("o/scenario.resolved.toml")).expect("resolved");
    assert!(resolved.contains("organic_r = 0.5"), "{resolved}");
    // The second time the scale is taken from the earlier result: the bytes must not show it.
    let before = results(&dir.path().join("o"));
    done(dir.path(), &["run", "r.toml", "--set", "talk.organic_r=0.5", "--replications", "1", "--out", "o"]);
    assert_eq!(results(&dir.path().join("o")), before);
}

#[test]
fn other_results_are_refused_without_force_and_foreign_files_survive_it() {
    let dir = folder();
    let (out, other) = (dir.path().join("o"), ["run", "s.toml", "--seed", "6", "--out", "o"]);
    done(dir.path(), &["run", "s.toml", "--out", "o"]);
    put(&out, "notes.txt", "mine");
    let before = files(&out);
    let said = refused(dir.path(), 2, &other);
    assert!(said.contains("the result of another scenario") && said.contains("--force"), "{said}");
    assert_eq!(files(&out), before);
    // The same study is rewritten without being told, to the same bytes.
    done(dir.path(), &["run", "s.toml", "--out", "o"]);
    let mut same = results(&out);
    assert_eq!(same.remove("notes.txt"), Some(b"mine".to_vec()));
    assert!(same.iter().all(|(name, bytes)| before[name] == *bytes));
    done(dir.path(), &[&other[..], &["--force"]].concat());
    let after = files(&out);
    assert_eq!(after["notes.txt"], b"mine");
    assert_ne!(after["runs.csv"], before["runs.csv"]);
    // A folder that no run wrote is refused, too.
    std::fs::create_dir(dir.path().join("mine")).expect("a folder");
    put(&dir.path().join("mine"), "letter.txt", "dear");
    let said = refused(dir.path(), 2, &["run", "s.toml", "--out", "mine"]);
    assert!(said.contains("letter.txt"), "{said}");
}

#[test]
fn more_replications_extend_the_same_folder_and_keep_the_earlier_runs() {
    let dir = folder();
    done(dir.path(), &["run", "s.toml", "--out", "o", "--replications", "3"]);
    let rows = || {
        let text = std::fs::read_to_string(dir.path().join("o/runs.csv")).expect("runs");
        text.lines().map(String::from).collect::<Vec<_>>()
    };
    let few = rows();
    done(dir.path(), &["run", "s.toml", "--out", "o", "--replications", "5"]);
    let many = rows();
    assert_eq!((few.len(), many.len()), (1 + 3 * 3, 1 + 3 * 5));
    assert!(few.iter().all(|row| many.contains(row)), "the first replications are the same runs");
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_the_run_and_leaves_the_earlier_result_untouched() {
    let dir = folder();
    done(dir.path(), &["run", "s.toml", "--out", "o"]);
    let before = files(dir.path());
    let interrupted = |out: &str, kept: &str, seconds| -> u64 {
        let mut child = Command::new(env!("CARGO_BIN_EXE_groundswell"))
            .current_dir(dir.path())
            .args(["run", "s.toml", "--out", out, "--replications", "200000", "--set"])
            // More runs a network, so that none ends before the signal comes.
            .arg("compare.runs_per_network=200000")
            .args((out == "o").then_some("--force"))
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the program starts");
        let errors = BufReader::new(child.stderr.take().expect("standard error"));
        std::thread::sleep(Duration::from_secs(seconds));
        let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
        assert!(sent.success());
        let said: Vec<String> = errors.lines().map(|l| l.expect("text")).collect();
        let said = said.last().expect("a message").clone();
        assert_eq!(child.wait().expect("the end").code(), Some(1), "{said}");
        assert!(said.contains("of 600000 runs: nothing was written") && said.contains(kept), "{said}");
        said.strip_prefix("error: interrupted after ")
            .and_then(|rest| rest.split(' ').next())
            .and_then(|n| n.parse().ok())
            .unwrap_or_else(|| panic!("{said}"))
    };
    for (out, kept) in [("o", "the earlier result in o stays as it was"), ("n", "there is no result in n")] {
        // A busy machine may need longer for the first run.
        let runs = [2, 8, 30].into_iter().map(|seconds| interrupted(out, kept, seconds)).find(|n| *n > 0);
        assert!(runs.is_some_and(|n| n < 600_000), "{runs:?} runs");
    }
    assert_eq!(files(dir.path()), before, "no file came, went or changed");
}
