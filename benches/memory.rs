//! How many bytes does a person cost, and a tie, once the market is saturated?
//!
//! Nothing is timed, so this is a plain program: it plays the standard run with six in ten people
//! eligible and prints what the engine and the world say they hold, and the peak that the system
//! saw, where it tells. The aims: at most 80 bytes a person (records, queues, ledger, exposures) and
//! at most 5 bytes a tie, offsets included. 10,000,000 people only with
//! `GROUNDSWELL_BENCH_LARGE=1`.

mod support;

use groundswell::engine::run::Partition;
use support::{Case, Standard, count};

fn main() {
    let large = std::env::var_os("GROUNDSWELL_BENCH_LARGE").is_some();
    for people in [100_000, 1_000_000].into_iter().chain(large.then_some(10_000_000)) {
        print_memory(people);
    }
}

fn print_memory(people: u32) {
    let case = Case::new(&Standard { eligible: 0.6, days: 400, ..Standard::of(people) }.text());
    let built = resident();
    let mut engine = case.engine(Partition::default());
    let empty = engine.bytes();
    let record = case.run(&mut engine, 0);
    let adopted = record.rows.last().map_or(0, |d| d.adopted);
    let people_bytes = 5 * u64::from(people);
    let tie_bytes = case.world.memory_bytes() - people_bytes;
    let each = |bytes: u64| bytes as f64 / f64::from(people);
    println!(
        "{} people, {} ties, {} adopters",
        count(people.into()),
        count(case.ties()),
        count(adopted.into())
    );
    println!("  engine before the run   {:6.1} bytes a person", each(empty as u64));
    println!("  engine after it         {:6.1} bytes a person", each(engine.bytes() as u64));
    println!("  the record's ledger     {:6.1} bytes a person", each(20 * record.ledger.capacity() as u64));
    println!("  attributes in the world {:6.1} bytes a person", each(people_bytes));
    println!("  ties and offsets        {:6.2} bytes a tie", tie_bytes as f64 / case.ties() as f64);
    if let (Some(built), Some(now)) = (built, resident()) {
        println!("  peak while building     {:6.1} bytes a person, ties included", each(built.peak));
        println!("  resident after building {:6.1} bytes a person", each(built.now));
        println!("  growth by the run       {:6.1} bytes a person", each(now.now.saturating_sub(built.now)));
        println!("  peak of the process     {:6.1} bytes a person, {} MiB", each(now.peak), now.peak >> 20);
    }
}

/// Resident memory of the process, in bytes.
struct Resident {
    now: u64,
    peak: u64,
}

/// What the system tells of this process; `None` where it does not.
fn resident() -> Option<Resident> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let kib = |key: &str| {
        let line = text.lines().find_map(|l| l.strip_prefix(key))?;
        line.trim_matches(|c: char| !c.is_ascii_digit()).parse::<u64>().ok()
    };
    Some(Resident { now: kib("VmRSS:")? << 10, peak: kib("VmHWM:")? << 10 })
}
