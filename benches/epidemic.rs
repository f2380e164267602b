//! What does a general engine cost if people recover and steps are far shorter than an infection?
//!
//! SIR: an infected person infects over each of ten ties at a rate of .02 a day and recovers after
//! 25 days on average; a step is a hundredth of that, six hours; one person in a hundred starts
//! infected. The engine plays it and, as baseline in the same run, a loop by hand: on infection it
//! draws the time of recovery and one wait for each tie, and lists the next infections by step.
//!
//! `items` are people infected.

mod support;

use groundswell::network::Csr;
use support::classic::{Classic, rows};
use support::dice::Xorshift;
use support::pairs::{self, Contest, Played, Player, heads_at};

/// Days played.
const DAYS: u32 = 300;
/// Steps a day.
const STEPS: u32 = 4;
/// Mean days of an infection.
const RECOVERY: f64 = 25.0;
/// Infections a day over each tie.
const PER_TIE: f64 = 0.02;
/// Days on which heads are compared.
const MOMENTS: [u32; 3] = [15, 40, DAYS];

fn main() {
    pairs::each_size("SIR", pairs::sizes(), compare);
}

fn compare(title: String, people: u32) {
    let model = Classic {
        days: DAYS,
        tick: "6h",
        chat: format!("acts_per_tie_per_day = {PER_TIE}\nprobability = 1"),
        lapse_per_year: 365.0 / RECOVERY,
        ..Classic::of(people)
    };
    let case = model.case();
    let mut hand = Hand::new(rows(&case), model.seeds);
    let players = vec![
        Player::by_hand("by hand", move |replication| hand.play(replication)),
        Player::engine(&case, MOMENTS, |record| record.ledger.len() as u64),
    ];
    let trials = (4_000_000 / people).clamp(2, 400);
    Contest { title, item: "a person infected", trials, players }.run();
}

/// Steps played.
const END: usize = (DAYS * STEPS) as usize;
/// The step after the last.
const NEVER: u16 = END as u16 + 1;

/// The epidemic by hand, with memory that is used again.
struct Hand<'a> {
    csr: &'a Csr,
    seeds: u32,
    /// The earliest step in which each person is known to be infected.
    due: Vec<u16>,
    /// Possible infections in each step; one counts if the step is still the earliest of its person.
    steps: Vec<Vec<u32>>,
    /// People who recover in each step, and people infected by its end.
    recovered: Vec<u32>,
    curve: Vec<u32>,
}

impl Hand<'_> {
    fn new(csr: &Csr, seeds: u32) -> Hand<'_> {
        Hand {
            csr,
            seeds,
            due: vec![NEVER; csr.people() as usize],
            steps: vec![Vec::new(); END + 1],
            recovered: vec![0; END + 1],
            curve: Vec::new(),
        }
    }

    fn play(&mut self, replication: u32) -> Played {
        let Hand { csr, due, steps, recovered, curve, .. } = self;
        let mut dice = Xorshift::of(replication);
        due.fill(NEVER);
        steps.iter_mut().for_each(Vec::clear);
        recovered.fill(0);
        curve.clear();
        while steps[0].len() < self.seeds as usize {
            let seed = dice.below(csr.people());
            if std::mem::replace(&mut due[seed as usize], 0) != 0 {
                steps[0].push(seed);
            }
        }
        let per_infection = STEPS as f32 * RECOVERY as f32;
        let per_telling = STEPS as f32 / PER_TIE as f32;
        let mut heads = 0;
        for step in 0..=END {
            let today = std::mem::take(&mut steps[step]);
            for person in &today {
                if due[*person as usize] as usize != step {
                    continue;
                }
                heads += 1;
                // Infected within the step, or, as a seed, at the end of step 0.
                let from = if step == 0 { 0.0 } else { step as f32 - dice.unit() };
                let until = from + dice.exponential() * per_infection;
                recovered[(until as usize + 1).min(END)] += 1;
                for friend in csr.hearers(*person) {
                    if due[*friend as usize] as usize <= step + 1 {
                        continue;
                    }
                    let at = from + dice.exponential() * per_telling;
                    // What would fall into the same step comes in the next.
                    let told = (at as usize).max(step) + 1;
                    if at < until && told < due[*friend as usize] as usize {
                        due[*friend as usize] = told as u16;
                        steps[told].push(*friend);
                    }
                }
            }
            steps[step] = today;
            curve.push(heads);
        }
        Played { work: heads.into(), heads: heads_at(curve, MOMENTS.map(|d| d * STEPS)) }
    }
}
