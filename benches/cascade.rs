//! What does a general engine cost against a program that can do nothing but one cascade?
//!
//! The independent cascade, in which each new adopter tells every follower once: played by the
//! engine with its ledger, days and stages, and, as baselines in the same run, by two hand-written
//! loops over the same ties that only count heads by step: `plain` tosses a coin per tie,
//! `skipping` draws the distance to the next success, as the engine does. p is set so that about
//! one person in five is reached.
//!
//! `items` are ties over which people talked, so that luck drops out of the comparison.

mod support;

use std::path::Path;

use groundswell::network::Csr;
use groundswell::network::import::Imports;
use support::classic::{Classic, rows};
use support::dice::Xorshift;
use support::pairs::{self, Contest, Played, Player, heads_at};
use support::{Case, count, preferential};

/// −ln(1 − .2) ÷ (.2 · 10): a fifth of a random network of mean 10.
const FIFTH: f64 = 0.111_571_775_657_104_88;
/// Seeds of every cascade.
const SEEDS: usize = 100;

fn main() {
    pairs::one_thread();
    for people in pairs::sizes() {
        let model =
            Classic { layer: "random = { mean = 10 }\ndirected = true".into(), ..Classic::of(people) };
        play(&format!("cascade, random, {} people", count(people.into())), model, FIFTH, 200);
    }
    // A run that only checks that the bench works uses the small networks.
    if pairs::sizes().len() > 1 {
        play("cascade, preferential, 1_000_000 people", from_file("preferential.txt"), 0.077, 60);
    }
    play("cascade, twitch-ru", from_file("scenarios/data/twitch-ru.txt.gz"), 0.03, 40);
    let pages = "scenarios/data/facebook-company-pages.txt.gz";
    play("cascade, facebook-company-pages", from_file(pages), 0.09, 60);
}

/// A market of the people that a file names.
fn from_file(file: &str) -> Classic {
    let layer = format!("import = {{ file = \"{file}\" }}");
    Classic { market: String::new(), layer, ..Classic::of(0) }
}

/// Compares on a network with its probability and the days that a cascade may take.
fn play(title: &str, model: Classic, p: f64, days: u32) {
    if !pairs::wanted(title) {
        return;
    }
    let chat = format!("acts = \"all\"\nprobability = {p}");
    let case = build(&Classic { chat, days, seeds: SEEDS as u32, ..model });
    let csr = rows(&case);
    let moments = [5, 10, days];
    let (mut coins, mut skips) = (Hand::new(csr, moments), Hand::new(csr, moments));
    let below = (p * 4_294_967_296.0) as u32;
    let plain = move |replication| {
        coins.play(replication, |followers, dice, reached| {
            for to in followers {
                if dice.word() < below {
                    reached.add(*to);
                }
            }
        })
    };
    let per_miss = -1.0 / (-p as f32).ln_1p();
    let skipping = move |replication| {
        skips.play(replication, |followers, dice, reached| {
            let mut at = (dice.exponential() * per_miss) as usize;
            while at < followers.len() {
                reached.add(followers[at]);
                at += 1 + (dice.exponential() * per_miss) as usize;
            }
        })
    };
    let players = vec![
        Player::by_hand("plain", plain),
        Player::by_hand("skipping", skipping),
        Player::engine(&case, moments, |r| r.ledger.iter().map(|a| u64::from(csr.degree(a.person.0))).sum()),
    ];
    // A hundred seeds leave much to luck.
    let trials = (40_000_000 / csr.people()).clamp(20, 400);
    Contest { title: title.into(), item: "a tie told over", trials, players }.run();
}

fn build(model: &Classic) -> Case {
    let imports = Imports::new();
    if model.layer.contains("preferential") {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("preferential.txt");
        imports.give(&file, preferential::edge_list(1_000_000));
    }
    model.case_with(&imports)
}

/// People reached, in order.
struct Reached {
    is: Vec<bool>,
    queue: Vec<u32>,
}

impl Reached {
    #[inline]
    fn add(&mut self, person: u32) {
        if !std::mem::replace(&mut self.is[person as usize], true) {
            self.queue.push(person);
        }
    }
}

/// A cascade by hand, with memory that is used again.
struct Hand<'a> {
    csr: &'a Csr,
    moments: [u32; 3],
    reached: Reached,
    /// Heads after each step.
    curve: Vec<u32>,
}

impl Hand<'_> {
    fn new(csr: &Csr, moments: [u32; 3]) -> Hand<'_> {
        let reached = Reached { is: vec![false; csr.people() as usize], queue: Vec::new() };
        Hand { csr, moments, reached, curve: Vec::new() }
    }

    /// `tell` adds the followers that are convinced.
    #[inline]
    fn play(&mut self, replication: u32, tell: impl Fn(&[u32], &mut Xorshift, &mut Reached)) -> Played {
        let Hand { csr, moments, reached, curve } = self;
        reached.is.fill(false);
        reached.queue.clear();
        curve.clear();
        let mut dice = Xorshift::of(replication);
        while reached.queue.len() < SEEDS {
            reached.add(dice.below(csr.people()));
        }
        let (mut next, mut told) = (0, 0);
        while next < reached.queue.len() {
            curve.push(reached.queue.len() as u32);
            let heads = reached.queue.len();
            for at in next..heads {
                let followers = csr.hearers(reached.queue[at]);
                told += followers.len() as u64;
                tell(followers, &mut dice, reached);
            }
            next = heads;
        }
        Played { work: told, heads: heads_at(curve, *moments) }
    }
}
