//! The engine against hand-written programs, in pairs: first both are played until it is sure that
//! they do the same, then they take turns, and each turn gives one ratio.
//!
//! Always true: what is compared has been checked in the same process: mean heads at three
//! moments agree within 2 % (or within four standard errors, where few runs leave more doubt).
//! All players use one thread. Building networks, engines and buffers is not measured.
//!
//! Uses `support`.

use std::time::{Duration, Instant};

use divan::black_box;
use groundswell::engine::record::RunRecord;
use groundswell::engine::run::{Engine, Partition};

use super::{Case, Meter, count, figure};

/// Turns of each player; a median of these ratios is reported.
const ROUNDS: usize = 5;
/// Time that the fastest player's turn takes, at least.
const TURN: Duration = Duration::from_millis(60);
/// Means that differ by more than this share are not of the same model.
const AGREE: f64 = 0.02;

/// What one replication did.
#[derive(Debug, Clone, Copy, Default)]
pub struct Played {
    /// Items of work, of the kind the contest states; read only where it is asked for.
    pub work: u64,
    /// Owners at the contest's three moments.
    pub heads: [u32; 3],
}

/// A program that plays replications.
pub struct Player<'a> {
    name: &'static str,
    play: Box<dyn FnMut(u32, bool) -> Played + 'a>,
}

impl<'a> Player<'a> {
    /// A program by hand: plays the replication of this number.
    pub fn by_hand(name: &'static str, mut play: impl FnMut(u32) -> Played + 'a) -> Player<'a> {
        Player { name, play: Box::new(move |replication, _| play(replication)) }
    }

    /// The engine on one thread; heads are those at the end of these days. `work` is counted
    /// outside of the measured time.
    pub fn engine(case: &'a Case, days: [u32; 3], work: impl Fn(&RunRecord) -> u64 + 'a) -> Player<'a> {
        let mut engine: Engine = case.engine(Partition::default());
        let play = move |replication, counted| {
            let record = case.run(&mut engine, replication);
            let work = if counted { work(&record) } else { 0 };
            Played { work, heads: days.map(|d| record.rows[d as usize].adopted) }
        };
        Player { name: "engine", play: Box::new(play) }
    }
}

/// Heads at the end of three steps; a curve that ends early stays where it is.
pub fn heads_at(curve: &[u32], steps: [u32; 3]) -> [u32; 3] {
    steps.map(|s| curve[(s as usize).min(curve.len() - 1)])
}

/// A workload and its players.
pub struct Contest<'a> {
    /// What is played.
    pub title: String,
    /// What an item of work is.
    pub item: &'static str,
    /// Replications that the check of agreement needs, at least.
    pub trials: u32,
    /// Baselines first, the engine last.
    pub players: Vec<Player<'a>>,
}

impl Contest<'_> {
    /// Checks that all players do the same, measures them in turns and prints the result.
    ///
    /// # Panics
    /// If a baseline and the engine do not have the same mean heads: they are not the same model.
    pub fn run(mut self) {
        let quick = !measuring();
        let runs = if quick { 1 } else { self.runs_a_turn() };
        let tried = self.trials.max(runs);
        let trials: Vec<Trial> = self.players.iter_mut().map(|p| Trial::of(p, tried)).collect();
        let Some((engine, baselines)) = trials.split_last() else { return };
        let title = &self.title;
        let off =
            baselines.iter().map(|b| engine.off(b, title)).fold((0.0, 0.0), |a, b| if a > b { a } else { b });
        println!(
            "{title}: {} people have it in the end; means of {tried} runs differ by at most {:.1} % ({:.1} standard errors)",
            count(engine.mean[2].round() as u64),
            100.0 * off.0,
            off.1
        );
        if quick {
            return;
        }
        let mut rounds: Vec<Vec<f64>> = Vec::new();
        for _ in 0..ROUNDS {
            let turn = |(p, t): (&mut Player, &Trial)| turn(p, runs) / t.work_of(runs);
            rounds.push(self.players.iter_mut().zip(&trials).map(turn).collect());
        }
        let column = |who: usize| rounds.iter().map(move |r| r[who]);
        let last = self.players.len() - 1;
        for (who, player) in self.players.iter().enumerate() {
            let (middle, low, high) = spread(column(who));
            println!(
                "  {}: processor time {} ns {} ({} to {})",
                player.name,
                figure(middle),
                self.item,
                figure(low),
                figure(high)
            );
        }
        for (who, player) in self.players[..last].iter().enumerate() {
            let (middle, low, high) = spread(rounds.iter().map(|r| r[last] / r[who]));
            println!(
                "  engine takes {} times as long as {} ({} to {} in {ROUNDS} pairs of {runs} runs)",
                figure(middle),
                player.name,
                figure(low),
                figure(high)
            );
        }
    }

    /// Replications that take the fastest baseline the length of a turn.
    fn runs_a_turn(&mut self) -> u32 {
        let last = self.players.len() - 1;
        let baselines = &mut self.players[..last];
        // Memory is brought in first.
        baselines.iter_mut().for_each(|p| _ = (p.play)(0, false));
        let mut runs = 1;
        loop {
            let fastest = baselines.iter_mut().map(|p| {
                let clock = Instant::now();
                (0..runs).for_each(|r| _ = black_box((p.play)(r, false)));
                clock.elapsed()
            });
            let fastest = fastest.min().unwrap_or(TURN);
            if fastest >= TURN / 4 {
                return (f64::from(runs) * TURN.as_secs_f64() / fastest.as_secs_f64()).ceil() as u32;
            }
            runs *= 2;
        }
    }
}

/// Replications played once without a clock.
struct Trial {
    /// Work of each replication.
    work: Vec<u64>,
    mean: [f64; 3],
    /// Variance of each mean.
    doubt: [f64; 3],
}

impl Trial {
    fn of(player: &mut Player, runs: u32) -> Trial {
        let played: Vec<Played> = (0..runs).map(|r| (player.play)(r, true)).collect();
        let n = f64::from(runs);
        let mean = [0, 1, 2].map(|k| played.iter().map(|p| f64::from(p.heads[k])).sum::<f64>() / n);
        let squares =
            [0, 1, 2].map(|k| played.iter().map(|p| (f64::from(p.heads[k]) - mean[k]).powi(2)).sum::<f64>());
        let doubt = squares.map(|s| s / (n - 1.0).max(1.0) / n);
        Trial { work: played.iter().map(|p| p.work).collect(), mean, doubt }
    }

    /// Work of the first replications.
    fn work_of(&self, runs: u32) -> f64 {
        self.work[..runs as usize].iter().sum::<u64>() as f64
    }

    /// Largest relative difference of the means from a baseline's, and its standard errors.
    fn off(&self, baseline: &Trial, title: &str) -> (f64, f64) {
        let mut largest = (0.0, 0.0);
        for k in 0..3 {
            let (got, expected) = (self.mean[k], baseline.mean[k]);
            let error = (self.doubt[k] + baseline.doubt[k]).sqrt();
            let (off, errors) = ((got - expected).abs() / expected, (got - expected).abs() / error);
            assert!(
                off <= AGREE || errors <= 4.0,
                "{title}: {got:.0} people have it in the engine, {expected:.0} by hand, at moment {} of 3",
                k + 1
            );
            if off > largest.0 {
                largest = (off, errors);
            }
        }
        largest
    }
}

/// Processor time of a turn in nanoseconds.
fn turn(player: &mut Player, runs: u32) -> f64 {
    let mut meter = Meter::default();
    meter.time(|| (0..runs).for_each(|r| _ = black_box((player.play)(r, false))));
    meter.mean_ns().unwrap_or(f64::NAN)
}

/// Median, least and greatest.
fn spread(figures: impl Iterator<Item = f64>) -> (f64, f64, f64) {
    let mut sorted: Vec<f64> = figures.collect();
    sorted.sort_by(f64::total_cmp);
    (sorted[sorted.len() / 2], sorted[0], sorted[sorted.len() - 1])
}

/// Whether `cargo bench` called, rather than `cargo test`, which wants to see that it works.
pub fn measuring() -> bool {
    std::env::args().any(|a| a == "--bench")
}

/// Whether this title is to be played: all are, unless arguments give parts of names.
pub fn wanted(title: &str) -> bool {
    let mut parts = std::env::args().skip(1).filter(|a| !a.starts_with("--")).peekable();
    parts.peek().is_none() || parts.any(|p| title.contains(&p))
}

/// Plays a contest with each of these numbers of people that is wanted, on one thread: its title and
/// the number go to `compare`.
pub fn each_size(model: &str, sizes: impl IntoIterator<Item = u32>, compare: impl Fn(String, u32)) {
    one_thread();
    for people in sizes {
        let title = format!("{model}, {} people", count(people.into()));
        if wanted(&title) {
            compare(title, people);
        }
    }
}

/// Numbers of people: one where only the workings are asked for, up to 10,000,000 with
/// `GROUNDSWELL_BENCH_LARGE=1`.
pub fn sizes() -> Vec<u32> {
    let large = std::env::var_os("GROUNDSWELL_BENCH_LARGE").is_some();
    let sizes = [10_000, 100_000, 1_000_000, 10_000_000];
    sizes[..if !measuring() { 1 } else { 3 + usize::from(large) }].to_vec()
}

/// Leaves everything to the calling thread, so that no other can do work unseen.
///
/// # Panics
/// If threads of work have been started before.
pub fn one_thread() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("nothing was played before");
}
