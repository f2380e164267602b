//! How many instructions do three kernels take, and has one become dearer?
//!
//! `standard_run` plays the standard run of 10,000 people, `cascade` an independent cascade among
//! 100,000 (both on an engine that has played before; networks are not counted), `draw` draws the
//! network of 100,000. Callgrind counts, so that other work on the machine cannot disturb; two
//! counts of one program differ by less than a ten-thousandth. The baseline is the record in
//! `instructions.toml`: a count more than its tolerance above it ends with an error.
//!
//! With the word `record` it writes the record anew. Where valgrind is missing it says so and
//! ends well; under `cargo test` the kernels are played without counting.

mod support;

use std::collections::BTreeMap;
use std::env::consts::ARCH;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, fs};

use divan::black_box;
use groundswell::engine::run::Partition;
use groundswell::network::Imports;
use groundswell::scenario::plan::Plan;
use groundswell::world::World;
use support::classic::Classic;
use support::guard::Record;
use support::{Case, Standard, pairs};

/// Each kernel and its name.
const KERNELS: [(&str, fn()); 3] = [("standard_run", standard_run), ("cascade", cascade), ("draw", draw)];
/// Asks this program to play one kernel.
const KERNEL: &str = "--kernel=";
/// The record, beside this file.
const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/instructions.toml");
/// Share by which counts may differ, where there is no record yet.
const TOLERANCE: f64 = 0.03;

fn main() -> ExitCode {
    if let Some(name) = env::args().find_map(|a| a.strip_prefix(KERNEL).map(str::to_owned)) {
        pairs::one_thread();
        KERNELS.iter().filter(|k| k.0 == name).for_each(|k| k.1());
        return ExitCode::SUCCESS;
    }
    if !pairs::measuring() {
        pairs::one_thread();
        KERNELS.iter().for_each(|k| k.1());
        println!("all kernels play; cargo bench --bench instructions counts them");
        return ExitCode::SUCCESS;
    }
    let Some(valgrind) = first_line("valgrind") else {
        println!(
            "valgrind is missing, so instructions are not counted; install it (apt-get install valgrind)"
        );
        return ExitCode::SUCCESS;
    };
    match count_all().and_then(|counts| judge(counts, &valgrind)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(told) => {
            eprintln!("instructions: {told}");
            ExitCode::FAILURE
        }
    }
}

/// Compares with the record, or writes it anew where that is asked for; whether all is well.
fn judge(counts: BTreeMap<String, u64>, valgrind: &str) -> Result<bool, String> {
    let rustc = first_line("rustc").unwrap_or_else(|| "an unknown compiler".into());
    let old = match fs::read_to_string(RECORD) {
        Ok(text) => Some(Record::read(&text).map_err(|e| format!("{RECORD}: {e}"))?),
        Err(_) => None,
    };
    println!("counted by {valgrind}, {rustc} on {ARCH}");
    let compared = old.as_ref().map(|record| record.compare(&counts, &rustc, ARCH));
    for line in compared.iter().flat_map(|report| &report.lines) {
        println!("{line}");
    }
    if env::args().any(|a| a == "record") {
        let tolerance = old.map_or(TOLERANCE, |record| record.tolerance);
        let record = Record { rustc, arch: ARCH.into(), tolerance, counts };
        fs::write(RECORD, record.write()).map_err(|e| format!("{RECORD}: {e}"))?;
        println!("recorded in {RECORD}");
        return Ok(true);
    }
    match compared {
        Some(report) => Ok(!report.fails),
        None => Err(format!("{RECORD} is missing; cargo bench --bench instructions -- record makes it")),
    }
}

/// What a program says about its version, if it is there.
fn first_line(program: &str) -> Option<String> {
    let output = Command::new(program).arg("--version").output().ok().filter(|o| o.status.success())?;
    String::from_utf8_lossy(&output.stdout).lines().next().map(str::to_owned)
}

/// Counts every kernel in a process of its own.
fn count_all() -> Result<BTreeMap<String, u64>, String> {
    let folder = tempfile::tempdir().map_err(|e| e.to_string())?;
    KERNELS.iter().map(|(name, _)| Ok(((*name).to_owned(), count(name, folder.path())?))).collect()
}

fn count(kernel: &str, folder: &Path) -> Result<u64, String> {
    let profile = folder.join(kernel);
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--collect-atstart=no", "--toggle-collect=*counted_work*"])
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(env::current_exe().map_err(|e| e.to_string())?)
        .arg(format!("{KERNEL}{kernel}"))
        .output()
        .map_err(|e| format!("valgrind does not start: {e}"))?;
    let told = || format!("{kernel} under valgrind:\n{}", String::from_utf8_lossy(&output.stderr));
    let text = fs::read_to_string(&profile).map_err(|_| told())?;
    let total = text.lines().find_map(|line| line.strip_prefix("totals: "));
    let total: Option<u64> = total.and_then(|n| n.trim().parse().ok());
    total.filter(|n| *n > 0 && output.status.success()).ok_or_else(told)
}

/// Counting goes on in here and nowhere else.
#[inline(never)]
fn counted_work(work: &mut dyn FnMut()) {
    work();
    // Without something to do after it the call would be a jump, and counting would not end.
    black_box(());
}

/// Counts the second of two replications: the engine has its memory.
fn second_run(case: &Case) {
    let mut engine = case.engine(Partition::default());
    case.run(&mut engine, 0);
    counted_work(&mut || drop(black_box(case.run(&mut engine, 1))));
}

fn standard_run() {
    second_run(&Case::new(&Standard::of(10_000).text()));
}

fn cascade() {
    let model = Classic {
        days: 200,
        layer: "random = { mean = 10 }\ndirected = true".into(),
        chat: "acts = \"all\"\nprobability = 0.1116".into(),
        ..Classic::of(100_000)
    };
    second_run(&model.case());
}

fn draw() {
    let imports = Imports::new();
    let text = Standard::of(100_000).text();
    let plan: Plan = groundswell::Scenario::parse(&text, "bench.toml").unwrap_or_else(|p| panic!("{p}")).plan;
    counted_work(&mut || drop(black_box(World::build(&plan, &imports, 0).unwrap_or_else(|e| panic!("{e}")))));
}
