//! What does a general engine cost if people count the friends who have adopted?
//!
//! The linear threshold: everybody has a threshold, even between 0 and 1, and adopts when that
//! share of their ten friends has; from random seeds about one in five is reached. Played by the
//! engine and, as baseline in the same run, by hand: the friends still missing are counted down,
//! from a threshold that is drawn when the first of them adopts.
//!
//! `items` are ties over which somebody told somebody, so that luck drops out of the comparison.

mod support;

use groundswell::network::Csr;
use support::classic::{Classic, rows};
use support::dice::Xorshift;
use support::pairs::{self, Contest, Played, Player, heads_at};

/// Days played.
const DAYS: u32 = 100;
/// Days on which heads are compared.
const MOMENTS: [u32; 3] = [2, 5, DAYS];

fn main() {
    pairs::each_size("linear threshold", pairs::sizes(), compare);
}

fn compare(title: String, people: u32) {
    let model = Classic {
        days: DAYS,
        chat: "acts = \"all\"\nweight = \"1/degree\"".into(),
        talk: "resistance = \"uniform\"",
        seeds: people / 40,
        ..Classic::of(people)
    };
    let case = model.case();
    let csr = rows(&case);
    let mut hand = Hand::new(csr, model.seeds);
    let players = vec![
        Player::by_hand("by hand", move |replication| hand.play(replication)),
        Player::engine(&case, MOMENTS, |r| r.ledger.iter().map(|a| u64::from(csr.degree(a.person.0))).sum()),
    ];
    let trials = (4_000_000 / people).clamp(2, 400);
    Contest { title, item: "a tie told over", trials, players }.run();
}

/// A person who has heard of nothing.
const UNTOLD: u16 = 0;
/// An owner.
const HAS: u16 = u16::MAX;

/// The thresholds by hand, with memory that is used again.
struct Hand<'a> {
    csr: &'a Csr,
    seeds: u32,
    /// Friends still missing by person, or `UNTOLD`, or `HAS`.
    missing: Vec<u16>,
    queue: Vec<u32>,
    curve: Vec<u32>,
}

impl Hand<'_> {
    fn new(csr: &Csr, seeds: u32) -> Hand<'_> {
        Hand {
            csr,
            seeds,
            missing: vec![UNTOLD; csr.people() as usize],
            queue: Vec::new(),
            curve: Vec::new(),
        }
    }

    fn play(&mut self, replication: u32) -> Played {
        let Hand { csr, missing, queue, curve, .. } = self;
        let mut dice = Xorshift::of(replication);
        missing.fill(UNTOLD);
        queue.clear();
        curve.clear();
        while queue.len() < self.seeds as usize {
            let seed = dice.below(csr.people());
            if std::mem::replace(&mut missing[seed as usize], HAS) != HAS {
                queue.push(seed);
            }
        }
        let (mut next, mut told) = (0, 0);
        while next < queue.len() {
            curve.push(queue.len() as u32);
            let heads = queue.len();
            for at in next..heads {
                let friends = csr.hearers(queue[at]);
                told += friends.len() as u64;
                for friend in friends {
                    let left = &mut missing[*friend as usize];
                    *left = match *left {
                        HAS => continue,
                        UNTOLD => dice.below(csr.degree(*friend)) as u16,
                        more => more - 1,
                    };
                    if *left == 0 {
                        *left = HAS;
                        queue.push(*friend);
                    }
                }
            }
            next = heads;
        }
        Played { work: told, heads: heads_at(curve, MOMENTS) }
    }
}
