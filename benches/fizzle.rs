//! What does a replication cost that touches a thousand people of a million?
//!
//! A cascade below its threshold: each of ten followers is convinced with chance .09, so that 100
//! seeds reach 1,000 people in the mean. Played thousands of times by the engine and, as baseline
//! in the same run, by a loop that clears only what it touched. Work on every person once a
//! replication shows up here and nowhere else.
//!
//! `items` are replications; the people reached are the same in the mean.

mod support;

use groundswell::network::Csr;
use support::classic::{Classic, rows};
use support::dice::Xorshift;
use support::pairs::{self, Contest, Played, Player, heads_at};

/// Chance that a follower is convinced.
const P: f64 = 0.09;
/// Days played.
const DAYS: u32 = 100;
/// Days on which heads are compared.
const MOMENTS: [u32; 3] = [3, 10, DAYS];
/// Seeds of every cascade.
const SEEDS: usize = 100;

fn main() {
    let sizes = pairs::sizes();
    // A thousand are few of a million; a run that only checks that the bench works uses the smallest.
    let few = if sizes.len() > 1 { 1_000_000 } else { 0 };
    pairs::each_size("fizzle", sizes.into_iter().filter(|people| *people >= few), compare);
}

fn compare(title: String, people: u32) {
    let model = Classic {
        days: DAYS,
        layer: "random = { mean = 10 }\ndirected = true".into(),
        chat: format!("acts = \"all\"\nprobability = {P}"),
        seeds: SEEDS as u32,
        ..Classic::of(people)
    };
    let case = model.case();
    let mut hand = Hand::new(rows(&case));
    let players = vec![
        Player::by_hand("by hand", move |replication| hand.play(replication)),
        Player::engine(&case, MOMENTS, |_| 1),
    ];
    Contest { title, item: "a replication", trials: 2_000, players }.run();
}

/// The cascade by hand, with memory that is used again.
struct Hand<'a> {
    csr: &'a Csr,
    reached: Vec<bool>,
    queue: Vec<u32>,
    curve: Vec<u32>,
}

impl Hand<'_> {
    fn new(csr: &Csr) -> Hand<'_> {
        Hand { csr, reached: vec![false; csr.people() as usize], queue: Vec::new(), curve: Vec::new() }
    }

    fn play(&mut self, replication: u32) -> Played {
        let Hand { csr, reached, queue, curve } = self;
        let mut dice = Xorshift::of(replication);
        curve.clear();
        for person in queue.drain(..) {
            reached[person as usize] = false;
        }
        let mut add = |person: u32, queue: &mut Vec<u32>| {
            if !std::mem::replace(&mut reached[person as usize], true) {
                queue.push(person);
            }
        };
        while queue.len() < SEEDS {
            add(dice.below(csr.people()), queue);
        }
        let per_miss = -1.0 / (-P as f32).ln_1p();
        let mut next = 0;
        while next < queue.len() {
            curve.push(queue.len() as u32);
            let heads = queue.len();
            for told in next..heads {
                let followers = csr.hearers(queue[told]);
                let mut at = (dice.exponential() * per_miss) as usize;
                while at < followers.len() {
                    add(followers[at], queue);
                    at += 1 + (dice.exponential() * per_miss) as usize;
                }
            }
            next = heads;
        }
        Played { work: 1, heads: heads_at(curve, MOMENTS) }
    }
}
