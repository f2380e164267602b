//! What the benches share: scenarios as text, a plan with its world, one run of the engine, a
//! meter of processor time; in files of their own classic models, hand-written dice, pairs of
//! engine and baseline, and the guard of instruction counts.
//!
//! Always true: building a world and an engine is never part of a measured time, unless a bench
//! says that this is what it measures.
//!
//! Uses the library only.

#![allow(dead_code, reason = "each bench uses its part")]

pub mod classic;
pub mod dice;
pub mod guard;
pub mod pairs;
pub mod preferential;

use std::fs;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::thread;
use std::time::Instant;

use groundswell::engine::model::{BLOCK_BITS, Model};
use groundswell::engine::record::RunId;
use groundswell::engine::record::RunRecord;
use groundswell::engine::run::{Engine, Partition};
use groundswell::engine::seeds;
use groundswell::network::import::Imports;
use groundswell::rng::Luck;
use groundswell::scenario::plan::Plan;
use groundswell::units::StrategyId;
use groundswell::world::{Ties, World};

/// A plan and its first network.
pub struct Case {
    /// What the scenario means.
    pub plan: Plan,
    /// The people.
    pub world: World,
}

impl Case {
    /// A case from the text of a scenario; file names in it start at the root of the package.
    pub fn new(text: &str) -> Case {
        Case::with_imports(text, &Imports::new())
    }

    /// The same with files that need not lie anywhere.
    pub fn with_imports(text: &str, imports: &Imports) -> Case {
        let origin = concat!(env!("CARGO_MANIFEST_DIR"), "/bench.toml");
        let loaded =
            groundswell::Reader::new().imports(imports).parse(text, origin).unwrap_or_else(|p| panic!("{p}"));
        let world = World::build(&loaded.plan, imports, 0).unwrap_or_else(|e| panic!("{e}"));
        Case { plan: loaded.plan, world }
    }

    /// An engine of the right size, allocated but not yet used.
    pub fn engine(&self, partition: Partition) -> Engine {
        Engine::new(self.world.count(), BLOCK_BITS, partition)
    }

    /// One run of the first strategy with this replication's luck. Its talk scale must be stated.
    pub fn run(&self, engine: &mut Engine, replication: u32) -> RunRecord {
        assert!(self.plan.talk.organic_r.is_none(), "benches state [talk] scale");
        let beta = self.plan.talk.scale;
        let luck = Luck::of_replication(self.plan.seed, replication);
        let network = Luck::of_network(self.plan.seed, 0);
        let model = Model::new(&self.plan, &self.plan.strategies[0], &self.world, None, beta, luck, network);
        let chosen = seeds::choose(&model, &self.plan.seeds, &[]);
        let id = RunId { strategy: StrategyId(0), replication, network: 0 };
        let stop = AtomicBool::new(false);
        engine
            .run(&model, &chosen, self.plan.seeds.super_users, id, (&stop).into())
            .expect("nobody stops a bench")
    }

    /// Stored directed ties.
    pub fn ties(&self) -> u64 {
        self.world.layers.iter().map(Ties::stored).sum()
    }
}

/// How the standard run differs from one use to the next.
#[derive(Debug, Clone, Copy)]
pub struct Standard {
    /// People.
    pub people: u32,
    /// Length of a tick.
    pub tick: &'static str,
    /// Share of people who can be won.
    pub eligible: f64,
    /// Days played.
    pub days: u32,
}

impl Standard {
    /// Daily ticks, everybody can be won.
    pub fn of(people: u32) -> Standard {
        Standard { people, tick: "1d", eligible: 1.0, days: 160 }
    }

    /// The standard run: 10 random followers each, 1 % seeds, chats .16 and posts .03 a day
    /// (3 in 10 followers see a post), gamma activity, every mechanism of talk and product on:
    /// distinct voices, repeats, grievances, lapse, trouble, service. Saturates in 160 days.
    pub fn text(self) -> String {
        let Standard { people, tick, eligible, days } = self;
        let seeds = people / 100;
        format!(
            r#"
name = "standard run"
horizon = "{days}d"
tick = "{tick}"
seed = 1
[market]
people = {people}
eligible = {eligible}
cities = {{ count = 40, sizes = "zipf" }}
activity = {{ gamma_shape = 2.3 }}
[layers.ties]
random = {{ mean = 10 }}
directed = true
[talk]
scale = 0.8
fresh_for = "60d"
rates = {{ settled = 1 }}
[channels.chat]
kind = "chat"
layer = "ties"
acts_per_day = 0.16
[channels.post]
kind = "feed"
layer = "ties"
acts_per_day = 0.03
view = 0.3
[product]
satisfied = 0.9
[seeds]
count = {seeds}
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
}

/// A number with a thousands separator.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('_');
        }
        out.push(digit);
    }
    out
}

/// A number with three digits that count, and its thousands: "0.0123", "4.56", "78.9", "1_234".
pub fn figure(x: f64) -> String {
    match x {
        x if x >= 100.0 => count(x.round() as u64),
        x if x >= 10.0 => format!("{x:.1}"),
        x if x >= 1.0 => format!("{x:.2}"),
        x => format!("{x:.4}"),
    }
}

/// Mean processor time of pieces of work. The system counts that of other threads in steps of up
/// to 4 ms, so all pieces together should take a second or so.
#[derive(Debug, Default)]
pub struct Meter {
    total_ns: u64,
    pieces: u32,
}

impl Meter {
    /// Does a piece of work and measures it.
    pub fn time<T>(&mut self, work: impl FnOnce() -> T) -> T {
        let (cpu, wall) = (cpu_ns(), Instant::now());
        let result = work();
        let spent = match (cpu, cpu_ns()) {
            (Some(before), Some(after)) => after - before,
            _ => wall.elapsed().as_nanos() as u64,
        };
        self.total_ns += spent;
        self.pieces += 1;
        result
    }

    /// Nanoseconds of one piece of work; `None` if none was done.
    pub fn mean_ns(&self) -> Option<f64> {
        (self.pieces > 0).then(|| self.total_ns as f64 / f64::from(self.pieces))
    }
}

/// Processor time of all threads alive, in nanoseconds; `None` where the system does not tell
/// (wall time stands in then).
fn cpu_ns() -> Option<u64> {
    // Offering the core brings this thread's own count up to the moment.
    thread::yield_now();
    let mut sum = 0;
    for task in fs::read_dir("/proc/self/task").ok()? {
        let text = fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        sum += text.split_whitespace().next()?.parse::<u64>().ok()?;
    }
    Some(sum)
}

static FACTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Keeps a line to be printed below divan's table.
pub fn say(line: String) {
    if let Ok(mut facts) = FACTS.lock() {
        facts.push(line);
    }
}

/// Runs divan, then prints what was said meanwhile.
pub fn run_and_print() {
    divan::main();
    let facts = FACTS.lock().map(|f| f.clone()).unwrap_or_default();
    for line in facts {
        println!("{line}");
    }
}
