//! What does a general engine cost if everybody sooner or later tells everybody they know?
//!
//! `SI`: owners talk over each of their ten ties at a rate of .03 a day, and every listener adopts;
//! one person in a hundred starts as an owner, and within 100 days nearly all adopt. `Bass`: the
//! same without seeds, but .3 % a day adopt from outside. The engine plays both and, as baseline in
//! the same run, a loop by hand: on adoption it draws one wait for each tie and lists the listener
//! under that day. In the engine owners act again and again, 20 times or more on average.
//!
//! `items` are adopters.

mod support;

use groundswell::network::Csr;
use support::classic::{Classic, rows};
use support::dice::{Waits, Xorshift};
use support::pairs::{self, Contest, Played, Player, heads_at};
use support::{Case, count};

/// Days played.
const DAYS: usize = 100;
/// Tellings a day over each tie.
const PER_TIE: f64 = 0.03;
/// Adoptions a day from outside, a head: Bass's p.
const OUTSIDE: f64 = 0.003;
/// Days on which heads are compared.
const MOMENTS: [u32; 3] = [10, 20, 100];

fn main() {
    pairs::one_thread();
    for people in pairs::sizes() {
        let seeds = people / 100;
        compare("SI", people, Classic { seeds, ..Classic::of(people) }, 0.0);
        let market = format!("people = {people}\noutside_per_day = {OUTSIDE}");
        compare("Bass", people, Classic { market, seeds: 0, ..Classic::of(people) }, OUTSIDE);
    }
}

fn compare(model: &str, people: u32, classic: Classic, outside: f64) {
    let title = format!("{model}, {} people", count(people.into()));
    if !pairs::wanted(&title) {
        return;
    }
    let chat = format!("acts_per_tie_per_day = {PER_TIE}\nprobability = 1");
    let seeds = classic.seeds;
    let case: Case = Classic { days: DAYS as u32, chat, ..classic }.case();
    let mut hand = Hand::new(rows(&case), seeds, outside);
    let players = vec![
        Player::by_hand("by hand", move |replication| hand.play(replication)),
        Player::engine(&case, MOMENTS, |record| record.ledger.len() as u64),
    ];
    let trials = (4_000_000 / people).clamp(2, 400);
    Contest { title, item: "an adopter", trials, players }.run();
}

/// The day after the last.
const NEVER: u8 = DAYS as u8 + 1;

/// The spread by hand, with memory that is used again.
struct Hand<'a> {
    csr: &'a Csr,
    seeds: u32,
    /// Days until a tie's telling, for seeds and for others.
    first_waits: Waits,
    waits: Waits,
    /// −1 ÷ ln of the chance not to adopt from outside within a day; 0 where nobody does.
    per_miss: f32,
    /// The earliest day on which each person is known to adopt.
    due: Vec<u8>,
    /// Possible adoptions on each day; one counts if the day is still the earliest of its person.
    days: Vec<Vec<u32>>,
    curve: Vec<u32>,
}

impl Hand<'_> {
    fn new(csr: &Csr, seeds: u32, outside: f64) -> Hand<'_> {
        Hand {
            csr,
            seeds,
            first_waits: Waits::from_start(PER_TIE),
            waits: Waits::from_within(PER_TIE),
            per_miss: if outside > 0.0 { (1.0 / outside) as f32 } else { 0.0 },
            due: vec![NEVER; csr.people() as usize],
            days: vec![Vec::new(); DAYS + 1],
            curve: Vec::new(),
        }
    }

    fn play(&mut self, replication: u32) -> Played {
        let Hand { csr, due, days, curve, .. } = self;
        let mut dice = Xorshift::of(replication);
        due.fill(NEVER);
        days.iter_mut().for_each(Vec::clear);
        curve.clear();
        while days[0].len() < self.seeds as usize {
            let seed = dice.below(csr.people());
            if std::mem::replace(&mut due[seed as usize], 0) != 0 {
                days[0].push(seed);
            }
        }
        let mut heads = 0;
        for day in 0..=DAYS {
            if day > 0 && self.per_miss > 0.0 {
                // Distance to the next person who adopts from outside today.
                let mut at = (dice.exponential() * self.per_miss) as usize;
                while at < due.len() {
                    if due[at] as usize > day {
                        due[at] = day as u8;
                        days[day].push(at as u32);
                    }
                    at += 1 + (dice.exponential() * self.per_miss) as usize;
                }
            }
            let waits = if day == 0 { &self.first_waits } else { &self.waits };
            let today = std::mem::take(&mut days[day]);
            for person in &today {
                if due[*person as usize] as usize != day {
                    continue;
                }
                heads += 1;
                for friend in csr.hearers(*person) {
                    if due[*friend as usize] as usize <= day + 1 {
                        continue;
                    }
                    let told = day + waits.draw(&mut dice);
                    if told < due[*friend as usize] as usize {
                        due[*friend as usize] = told as u8;
                        days[told].push(*friend);
                    }
                }
            }
            days[day] = today;
            curve.push(heads);
        }
        Played { work: heads.into(), heads: heads_at(curve, MOMENTS) }
    }
}
