//! What does a general engine cost against a program that can do nothing but one cascade?
//!
//! The independent cascade, in which each new adopter tells every follower once: played by the
//! engine with its ledger, days and stages, and, as baselines in the same run, by two hand-written
//! loops over the same ties that only count heads: `plain` tosses a coin per tie, `skipping` draws
//! the distance to the next success, as the engine does. p is set so that about one in five is
//! reached.
//!
//! `items` are ties over which somebody told somebody, so that luck drops out of the comparison.

mod support;

use std::fmt;
use std::sync::Mutex;

use divan::Bencher;
use divan::counter::ItemsCount;
use groundswell::engine::run::Cut;
use groundswell::world::{Csr, Ties};
use support::{Case, Meter, count, figure, say};

/// Ties told over before a measured sample ends, at least.
const ENOUGH: u64 = 10_000_000;

fn main() {
    support::run_and_print();
}

/// A network, its probability, and how many days the cascade may take.
#[derive(Debug, Clone, Copy)]
struct Net {
    name: &'static str,
    people: &'static str,
    layer: &'static str,
    p: f64,
    days: u32,
}

impl fmt::Display for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// −ln(1 − .2) ÷ (.2 · 10): a fifth of a random network of mean 10.
const FIFTH: f64 = 0.111_571_775_657_104_88;

const NETS: [Net; 4] = [
    Net {
        name: "random, 100,000 people",
        people: "people = 100_000",
        layer: "random = { mean = 10 }\ndirected = true",
        p: FIFTH,
        days: 200,
    },
    Net {
        name: "random, 1,000,000 people",
        people: "people = 1_000_000",
        layer: "random = { mean = 10 }\ndirected = true",
        p: FIFTH,
        days: 200,
    },
    Net {
        name: "twitch-ru",
        people: "",
        layer: "import = { file = \"scenarios/data/twitch-ru.txt.gz\" }",
        p: 0.03,
        days: 40,
    },
    Net {
        name: "facebook-company-pages",
        people: "",
        layer: "import = { file = \"scenarios/data/facebook-company-pages.txt.gz\" }",
        p: 0.09,
        days: 60,
    },
];

impl Net {
    fn case(&self) -> Case {
        let Net { people, layer, p, days, .. } = self;
        Case::new(&format!(
            r#"
name = "cascade"
horizon = "{days}d"
seed = 1
[market]
{people}
eligible = 1
susceptibility = "equal"
activity = "equal"
[layers.ties]
{layer}
[channels.word]
kind = "chat"
layer = "ties"
acts = "all"
probability = {p}
[talk]
scale = 1
fresh_for = "never"
same_friend_again = 1
distinct_voices = {{ slope = 0, cap = 1, within = "60d" }}
overlap = 0
grievance = 0
reject = 0
[product]
satisfied = 1
satisfied_at_best = 1
lapse_per_year = 0
trouble_per_day = 0
delay = "0d"
[seeds]
count = 100
super_users = 0
pick = "random"
[compare]
cap = "none"
runs = 1
[[strategy]]
name = "Cascade"
"#
        ))
    }
}

/// Nanoseconds a tie of each network's hand-written loops and of the engine.
static SPEEDS: Mutex<Vec<(&'static str, &'static str, f64)>> = Mutex::new(Vec::new());

/// Measures cascades: `cascade(replication)` plays one and returns the people reached and the
/// ties they told over. Replications are the same in every sample.
fn measure(bencher: Bencher, net: &Net, who: &'static str, mut cascade: impl FnMut(u32) -> (u64, u64)) {
    let (mut runs, mut reached, mut told) = (0, 0, 0);
    while told < ENOUGH && runs < 2_000 {
        let (r, t) = cascade(runs);
        reached += r;
        told += t;
        runs += 1;
    }
    let mut meter = Meter::default();
    bencher
        .counter(ItemsCount::new(told))
        .bench_local(|| meter.time(|| (0..runs).map(&mut cascade).map(|c| c.1).sum::<u64>()));
    let Some(ns) = meter.mean_ns() else { return };
    let ns = ns / told as f64;
    say(format!(
        "{net}, {who}: {} people reached a run, processor time {} ns a tie told over",
        count(reached / u64::from(runs)),
        figure(ns)
    ));
    let Ok(mut speeds) = SPEEDS.lock() else { return };
    for (_, other, theirs) in speeds.iter().filter(|s| s.0 == net.name) {
        say(format!("{net}: {who} takes {} times as long as {other}", figure(ns / theirs)));
    }
    speeds.push((net.name, who, ns));
}

fn rows(case: &Case) -> &Csr {
    match &case.world.layers[0] {
        Ties::Stored(csr) => csr,
        Ties::Complete { .. } => unreachable!("no bench has a complete layer"),
    }
}

/// Marsaglia's xorshift with 64 bits.
struct Xorshift(u64);

impl Xorshift {
    fn of(replication: u32) -> Xorshift {
        Xorshift(0x9e37_79b9_7f4a_7c15 ^ (u64::from(replication) + 1).wrapping_mul(0xd134_2543_de82_ef95))
    }

    fn word(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as u32
    }

    fn unit(&mut self) -> f64 {
        (f64::from(self.word()) + 0.5) / 4_294_967_296.0
    }
}

/// One cascade by hand: whoever is reached calls `tell` with their followers and gets back, one by
/// one, those who are convinced.
fn by_hand(
    csr: &Csr,
    reached: &mut [bool],
    replication: u32,
    tell: impl Fn(&[u32], &mut Xorshift, &mut dyn FnMut(u32)),
) -> (u64, u64) {
    reached.fill(false);
    let mut dice = Xorshift::of(replication);
    let mut queue: Vec<u32> = Vec::new();
    while queue.len() < 100 {
        let seed = (dice.unit() * f64::from(csr.people())) as u32;
        if !std::mem::replace(&mut reached[seed as usize], true) {
            queue.push(seed);
        }
    }
    let (mut next, mut told) = (0, 0);
    while let Some(person) = queue.get(next).copied() {
        next += 1;
        let followers = csr.hearers(person);
        told += followers.len() as u64;
        tell(followers, &mut dice, &mut |to| {
            if !std::mem::replace(&mut reached[to as usize], true) {
                queue.push(to);
            }
        });
    }
    (queue.len() as u64, told)
}

/// Baseline: a coin per tie.
#[divan::bench(args = NETS, sample_count = 3, sample_size = 1)]
fn a_plain(bencher: Bencher, net: &Net) {
    let case = net.case();
    let mut reached = vec![false; case.world.count() as usize];
    let below = (net.p * 4_294_967_296.0) as u32;
    measure(bencher, net, "plain", |replication| {
        by_hand(rows(&case), &mut reached, replication, |followers, dice, convince| {
            for to in followers {
                if dice.word() < below {
                    convince(*to);
                }
            }
        })
    });
}

/// Baseline: one draw per success.
#[divan::bench(args = NETS, sample_count = 3, sample_size = 1)]
fn b_skipping(bencher: Bencher, net: &Net) {
    let case = net.case();
    let mut reached = vec![false; case.world.count() as usize];
    let ln_miss = (-net.p).ln_1p();
    measure(bencher, net, "skipping", |replication| {
        by_hand(rows(&case), &mut reached, replication, |followers, dice, convince| {
            let mut at = (dice.unit().ln() / ln_miss) as usize;
            while at < followers.len() {
                convince(followers[at]);
                at += 1 + (dice.unit().ln() / ln_miss) as usize;
            }
        })
    });
}

/// The engine, one thread.
#[divan::bench(args = NETS, sample_count = 3, sample_size = 1)]
fn c_engine(bencher: Bencher, net: &Net) {
    let case = net.case();
    let mut engine = case.engine(Cut::default());
    measure(bencher, net, "engine", |replication| {
        let ledger = case.run(&mut engine, replication).ledger;
        let told = ledger.iter().map(|a| u64::from(rows(&case).degree(a.person))).sum();
        (ledger.len() as u64, told)
    });
}
