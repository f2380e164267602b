//! How fast does the engine play the standard run, and what do threads, queues and ticks cost?
//!
//! Baselines: two threads against one; the scan of everybody (the engine's slow twin, the same
//! results) against the queues, with daily and with hourly ticks; a tick in which nothing happens.
//!
//! `items` are acts of people, or ticks for `empty_ticks`. The lines below the table count
//! processor time of all threads, which other work on the machine disturbs less than wall time.
//! 10,000,000 people are played only with `GROUNDSWELL_BENCH_LARGE=1`.

mod support;

use divan::Bencher;
use divan::counter::ItemsCount;
use groundswell::engine::run::Partition;
use support::{Case, Meter, Standard, count, figure, say};

/// People of the comparison with the scan.
const SCANNED: u32 = 300_000;
/// People of the comparison of threads.
const THREADED: u32 = 1_000_000;
/// Hours in five years: ticks of the empty run.
const EMPTY_TICKS: u32 = 5 * 365 * 24;

fn main() {
    support::run_and_print();
}

fn sizes() -> Vec<u32> {
    let large = std::env::var_os("GROUNDSWELL_BENCH_LARGE").is_some();
    [10_000, 100_000, 1_000_000].into_iter().chain(large.then_some(10_000_000)).collect()
}

/// Measures runs of a case; the work is counted, and memory brought in, by a run before.
fn measure(bencher: Bencher, name: &str, case: &Case, threads: usize, partition: Partition) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads start");
    let mut engine = case.engine(partition);
    // The scan does the same work and needs no memory of its own: count it the fast way.
    let record = match partition.brute_force {
        true => case.run(&mut case.engine(Partition::default()), 0),
        false => pool.install(|| case.run(&mut engine, 0)),
    };
    let (work, adopted) = (record.work, record.rows.last().map_or(0, |d| d.adopted));
    drop(record);
    let mut meter = Meter::default();
    bencher
        .counter(ItemsCount::new(work.events))
        .bench_local(|| meter.time(|| pool.install(|| case.run(&mut engine, 0))));
    let Some(ns) = meter.mean_ns() else { return };
    say(format!(
        "{name}: {} acts, {:.2} exposures an act, {:.0} % have it in the end; processor time {} ns an act, \
         {} million acts and {} million exposures a second and core",
        count(work.events),
        work.exposures as f64 / work.events as f64,
        100.0 * f64::from(adopted) / f64::from(case.world.count()),
        figure(ns / work.events as f64),
        figure(1e3 * work.events as f64 / ns),
        figure(1e3 * work.exposures as f64 / ns),
    ));
}

/// One thread, one shard, by number of people.
#[divan::bench(args = sizes(), max_time = 8, min_time = 1, sample_count = 3, sample_size = 1)]
fn standard_run(bencher: Bencher, people: u32) {
    let case = Case::new(&Standard::of(people).text());
    measure(bencher, &format!("{} people", count(people.into())), &case, 1, Partition::default());
}

/// Threads and shards at 1,000,000 people; the baseline is one of each.
#[divan::bench(args = [(1, 1), (1, 4), (2, 2), (2, 4)], sample_count = 2, sample_size = 1)]
fn threads_and_shards(bencher: Bencher, (threads, shards): (usize, usize)) {
    let case = Case::new(&Standard::of(THREADED).text());
    let name = format!("threads {threads}, shards {shards}");
    measure(bencher, &name, &case, threads, Partition { shards, brute_force: false });
}

/// Queues against looking at everybody in every tick.
#[divan::bench(
    args = [("1d", false), ("1d", true), ("1h", false), ("1h", true)],
    sample_count = 1,
    sample_size = 1
)]
fn queue_or_scan(bencher: Bencher, (tick, scan): (&'static str, bool)) {
    let case = Case::new(&Standard { tick, ..Standard::of(SCANNED) }.text());
    let way = if scan { "scan" } else { "queues" };
    measure(
        bencher,
        &format!("ticks of {tick}, {way}"),
        &case,
        1,
        Partition { shards: 1, brute_force: scan },
    );
}

/// Hourly ticks over five years in which nobody does anything, on two threads.
#[divan::bench(args = [1, 4], sample_count = 3, sample_size = 1)]
fn empty_ticks(bencher: Bencher, shards: usize) {
    let case = Case::new(&empty(THREADED));
    let mut engine = case.engine(Partition { shards, brute_force: false });
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build().expect("threads start");
    let mut meter = Meter::default();
    bencher
        .counter(ItemsCount::new(EMPTY_TICKS))
        .bench_local(|| meter.time(|| pool.install(|| case.run(&mut engine, 0))));
    if let Some(ns) = meter.mean_ns() {
        let us = ns / 1e3 / f64::from(EMPTY_TICKS);
        say(format!("an empty tick of 1,000,000 people, {shards} shards: {} µs", figure(us)));
    }
}

/// A scenario whose only owner never acts.
fn empty(people: u32) -> String {
    format!(
        r#"
name = "nothing happens"
start = 2026-01-01
horizon = "1825d"
tick = "1h"
[market]
people = {people}
[layers.ties]
random = {{ mean = 1 }}
[talk]
scale = 1
fresh_for = "never"
[channels.chat]
kind = "chat"
layer = "ties"
opens = 2035-01-01
[product]
satisfied = 1
satisfied_at_best = 1
lapse_per_year = 0
trouble_per_day = 0
[seeds]
count = 1
super_users = 0
pick = "random"
[compare]
cap = "none"
replications = 1
[[strategy]]
name = "Organic"
"#
    )
}
