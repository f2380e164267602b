//! Where output goes: a full disk, a folder that another run is on its way to, silence, many threads.

use std::process::{Command, Output, Stdio};

use crate::common::program::{call, done, errors, folder, put, refused, shipped};

fn program(dir: &std::path::Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_groundswell"));
    command.current_dir(dir).args(arguments).stderr(Stdio::piped());
    command
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_a_failure_and_is_said() {
    let dir = folder();
    put(dir.path(), "e.txt", "1 2\n2 3\n3 4\n4 5\n");
    put(dir.path(), "t.csv", "cascade,node,parent\n1,1,\n1,2,1\n");
    let series = shipped("tests/data").join("bass-weekly.csv");
    let series = if series.exists() {
        series.to_string_lossy().into_owned()
    } else {
        let rows: String = (1..=12).map(|t| format!("{t},{}\n", 10 * t * (13 - t))).collect();
        put(dir.path(), "s.csv", &format!("period,value\n{rows}"));
        "s.csv".to_owned()
    };
    for arguments in [
        &["schema"][..],
        &["schema", "--defaults"],
        &["schema", "--columns"],
        &["check", "s.toml"],
        &["check", "s.toml", "--json"],
        &["run", "s.toml"],
        &["run", "s.toml", "--json"],
        &["network", "e.txt"],
        &["network", "e.txt", "--json"],
        &["network", "e.txt", "--save", "e.net"],
        &["trees", "t.csv"],
        &["fit", &series, "--json"],
        &["verify", "--only", "V01", "--save", "rows"],
        &["--help"],
    ] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
        let output: Output = program(dir.path(), arguments).stdout(full).output().expect("it starts");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {}", errors(&output));
        let help = arguments == ["--help"];
        assert!(help || errors(&output).contains("standard output cannot be written"), "{arguments:?}");
    }
    assert!(dir.path().join("output/s/manifest.json").exists(), "the result is there all the same");
}

#[test]
fn a_second_run_into_the_same_folder_is_refused_while_the_first_is_on_its_way() {
    let dir = folder();
    let slow = [
        "run",
        "s.toml",
        "--out",
        "o",
        "--replications",
        "200000",
        "--set",
        "compare.runs_per_network=200000",
    ];
    let mut first = program(dir.path(), &slow).stdout(Stdio::null()).spawn().expect("it starts");
    let lock = dir.path().join(".groundswell-o.lock");
    for _ in 0..600 {
        if std::fs::read_to_string(&lock).is_ok_and(|text| !text.is_empty()) {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    for out in ["o", "./o"] {
        let said = refused(dir.path(), 2, &["run", "s.toml", "--out", out, "--seed", "7"]);
        let words = format!("another run is writing to {out} (process {})", first.id());
        assert!(said.contains(&words) && said.contains("choose another folder with --out"), "{said}");
    }
    done(dir.path(), &["run", "s.toml", "--out", "p"]);
    // However the first ends, the folder is free again.
    first.kill().expect("it is killed");
    first.wait().expect("it ends");
    done(dir.path(), &["run", "s.toml", "--out", "o"]);
    assert!(!lock.exists(), "nothing is left beside the result");
}

#[test]
fn quiet_prints_no_word_not_even_of_runs_that_are_played_again() {
    let dir = folder();
    done(dir.path(), &["run", "s.toml", "--out", "o"]);
    put(&dir.path().join("o"), "kept.runs", "broken");
    let loud = call(dir.path(), &["run", "s.toml", "--out", "o"]);
    assert!(errors(&loud).contains("are played again"), "{}", errors(&loud));
    put(&dir.path().join("o"), "kept.runs", "broken");
    let quiet = call(dir.path(), &["run", "s.toml", "--out", "o", "--quiet"]);
    assert_eq!((quiet.status.code(), errors(&quiet).as_str()), (Some(0), ""));
    assert!(quiet.stdout.is_empty());
}

#[test]
fn very_many_threads_are_no_more_than_are_of_use() {
    let dir = folder();
    let clock = std::time::Instant::now();
    done(dir.path(), &["run", "s.toml", "--threads", "65535", "--replications", "1", "--quiet"]);
    assert!(clock.elapsed().as_secs() < 60, "{:?}", clock.elapsed());
}

#[test]
fn every_mistake_in_data_to_be_fitted_names_the_file() {
    let dir = folder();
    put(dir.path(), "people.csv", "id,time\n1,9\n2,9999999999\n3,10\n");
    put(dir.path(), "same.csv", "id,time\n1,1\n2,1\n3,1\n");
    put(dir.path(), "ties.csv", "src,dst\n1,2\n2,3\n3,1\n");
    for file in ["people.csv", "same.csv"] {
        let output = call(dir.path(), &["fit", file, "--ties", "ties.csv"]);
        assert_ne!(output.status.code(), Some(0));
        assert!(errors(&output).starts_with(&format!("error: {file}")), "{}", errors(&output));
    }
}

#[test]
fn a_scenario_that_is_no_utf8_text_says_how_to_save_it() {
    let dir = folder();
    let write = |name: &str, bytes: &[u8]| std::fs::write(dir.path().join(name), bytes).expect("a file");
    write("gbk.toml", b"name = \"\xd7\xd4\xc8\xbb\xbf\xda\xb1\xae\"\n");
    write("utf16.toml", b"\xff\xfen\0a\0m\0e\0");
    for (file, words) in [
        ("gbk.toml", "it is not UTF-8 but looks like GBK from line 1 on; save it as UTF-8"),
        ("utf16.toml", "it is UTF-16; save it as UTF-8"),
        ("none.toml", "there is no such file"),
        (".", "it is a folder"),
    ] {
        let said = refused(dir.path(), 2, &["check", file]);
        assert!(said.contains("the scenario cannot be read") && said.contains(words), "{said}");
        assert!(!said.contains('│'), "there is no line to show\n{said}");
    }
}

#[test]
fn a_damaged_manifest_does_not_make_a_result_foreign() {
    let dir = folder();
    fn run<'a>(more: &[&'a str]) -> Vec<&'a str> {
        [&["run", "s.toml", "--out", "o", "--quiet"], more].concat()
    }
    done(dir.path(), &run(&[]));
    let out = dir.path().join("o");
    let (curves, manifest) = (out.join("curves.csv"), out.join("manifest.json"));
    let first = std::fs::read(&curves).unwrap();
    put(&out, "notes.txt", "mine");
    let whole = std::fs::read_to_string(&manifest).unwrap();
    for damaged in ["", "{", &whole[..whole.len() / 2], "[1, 2]", "{\"fingerprint\": 3}"] {
        std::fs::write(&manifest, damaged).unwrap();
        let said = refused(dir.path(), 2, &run(&["--seed", "7"]));
        assert!(said.contains("o holds the result of another scenario"), "{said}");
        // The same scenario goes on from the runs that were kept.
        done(dir.path(), &run(&[]));
        assert_eq!(std::fs::read(&curves).unwrap(), first);
        assert!(std::fs::read_to_string(&manifest).unwrap().contains("\"runs_played\": 0"));
    }
    std::fs::remove_file(&manifest).unwrap();
    done(dir.path(), &run(&["--seed", "7", "--force"]));
    assert_ne!(std::fs::read(&curves).unwrap(), first);
    assert_eq!(std::fs::read_to_string(out.join("notes.txt")).unwrap(), "mine");
    // Without kept runs nobody can say whose files these are.
    std::fs::write(&manifest, "{").unwrap();
    std::fs::remove_file(out.join("kept.runs")).unwrap();
    let said = refused(dir.path(), 2, &run(&["--force"]));
    assert!(said.contains("which no manifest lists and this run would overwrite"), "{said}");
}
