use groundswell::study::runner::{self, Job};
use groundswell::world::import::Imports;
use std::sync::atomic::AtomicBool;
fn main() {
    let f = std::env::args().nth(1).unwrap();
    let t = std::fs::read_to_string(&f).unwrap();
    let imports = Imports::new();
    let l = groundswell::parse(&t, &f, &[], &imports).unwrap_or_else(|p| panic!("{p}"));
    let stop = AtomicBool::new(false);
    let c = std::time::Instant::now();
    let s = runner::run(&l.plan, Job::new(&imports, &stop, &|_| {})).unwrap();
    let e: u64 = s.records.iter().map(|r| r.work.events).sum();
    let x: u64 = s.records.iter().map(|r| r.work.exposures).sum();
    println!("{:?} total {:?} events {e} exposures {x} runs {}", s.timings, c.elapsed(), s.records.len());
}
