//! Whether 95 % intervals hold the long run where the talk scale is solved for: what pilots get wrong of
//! β is the same in all runs of a study, so that no spread between its runs shows it, and runs with other talk
//! must.
//!
//! Nine small scenarios of five strategies, each under several master seeds. A study draws networks,
//! pilots and luck of its own; the long run of a figure is its mean over the other seeds, and an
//! interval is widened by √(1 + 1/others) for the error of that mean.

use std::sync::atomic::AtomicBool;

use groundswell::Reader;
use groundswell::network::import::Imports;
use groundswell::statistics::{estimate, mean};
use groundswell::study::play::{Job, Player, Runs, active, other_talk, pairs};
use groundswell::units::StrategyId;
use rayon::prelude::*;

const STRATEGIES: &str = r#"
[seeds]
count = 60
[compare]
cap = 12_000
at = ["26w"]
baseline = "Organic"
replications = 16
[[strategy]]
name = "Organic"
[[strategy]]
name = "Ads"
[[strategy.tactic]]
kind = "ads"
spend = "all"
[[strategy]]
name = "Fewer ads"
[[strategy.tactic]]
kind = "ads"
spend = 3_000
[[strategy]]
name = "More seeds"
[[strategy.tactic]]
kind = "seeding"
count = 90
[[strategy]]
name = "Best seeds"
[[strategy.tactic]]
kind = "seeding"
count = 60
pick = "degree"
"#;

const FRIENDS: &str = "[channels.chat]\nkind = \"chat\"\n";
const FEED: &str = "[channels.feed]\nkind = \"feed\"\n";
const CLUB: &str = "[channels.forum]\nkind = \"club\"\ncatchment = [\"innovators\", \"early adopters\"]\n";

/// Scenario `k` of nine: three sets of channels, three values of R, towns of 4,000 to 12,000 people.
fn scenario(k: usize) -> String {
    let channels = [FRIENDS.to_owned(), format!("{FRIENDS}{FEED}"), format!("{FRIENDS}{FEED}{CLUB}")];
    let (people, r) = ([4_000, 8_000, 12_000][k % 3], [0.6, 0.8, 1.0][k / 3]);
    format!(
        "name = \"talk scale\"\nhorizon = \"26w\"\n[market]\npeople = {people}\n[talk]\norganic_r = {r}\n{}{STRATEGIES}",
        channels[k % 3]
    )
}

/// A figure of a study with half the width of its interval.
struct Told {
    value: f64,
    half: f64,
}

/// Everything told of one study: the mean ln ratio and the mean difference of each of the ten pairs of
/// strategies on common luck, and the mean of each strategy.
fn told(k: usize, seed: u64) -> Vec<Told> {
    let imports = Imports::new();
    let plan = Reader::new().set(format!("seed={seed}")).parse(&scenario(k), "talk.toml");
    let plan = plan.unwrap_or_else(|p| panic!("{p}")).plan;
    let stop = AtomicBool::new(false);
    let job = Job { shards: Some(1), ..Job::new(&imports, &stop, &|_| {}) };
    let mut player = Player::new(job);
    let mut runs = player.stated(&plan).unwrap_or_else(|e| panic!("{e}"));
    runs.other_talk = other_talk::play(&plan, &runs, &mut player).unwrap_or_else(|e| panic!("{e}"));
    assert!(runs.other_talk.is_some(), "β was solved for");
    let mut all = Vec::new();
    let mut tell = |values: &dyn Fn(&Runs) -> Vec<f64>| {
        let networks: Vec<u32> = runs.of(StrategyId(0)).iter().map(|r| r.network).collect();
        let error = runs.error_of_talk(|other| Some(mean(&values(other))));
        let estimate = estimate(&values(&runs), &networks).with_error(error);
        let half = estimate.interval.map_or(f64::INFINITY, |i| (i.high - i.low) / 2.0);
        all.push(Told { value: estimate.mean, half });
    };
    for a in 0..5 {
        tell(&|runs| runs.of(StrategyId(a)).iter().map(|r| active(r, 182)).collect());
        for b in 0..a {
            let of = |runs: &Runs, what: fn(f64, f64) -> f64| -> Vec<f64> {
                let pairs = pairs(&runs.records, StrategyId(a), StrategyId(b)).into_iter();
                pairs.map(|(a, b)| what(active(a, 182), active(b, 182))).collect()
            };
            tell(&|runs| of(runs, |a, b| a - b));
            tell(&|runs| of(runs, |a, b| ((a + 1.0) / (b + 1.0)).ln()));
        }
    }
    all
}

/// Master seeds 1 to 12, 9 · 20 · 12 intervals of pairs. They are told in groups that move together, the
/// studies: 108 of them, of which each holds about as much as three independent intervals, so a
/// coverage of 95 % is seen with a standard error of about 1.2 % and leaves 92 to 98 % once in 80.
#[test]
#[ignore = "slow: 108 studies"]
fn intervals_of_scenarios_with_organic_r_hold_the_long_run() {
    const SEEDS: u64 = 12;
    let widened = (1.0 + 1.0 / (SEEDS - 1) as f64).sqrt();
    let (mut held, mut of) = ([0_usize; 2], [0_usize; 2]);
    for k in 0..9 {
        let studies: Vec<Vec<Told>> = (1..=SEEDS).into_par_iter().map(|seed| told(k, seed)).collect();
        let mut here = ([0_usize; 2], [0_usize; 2]);
        for figure in 0..studies[0].len() {
            let total: f64 = studies.iter().map(|s| s[figure].value).sum();
            // Figures 0, 1, 4, 9, 16 are the means of strategies.
            let kind = usize::from([0, 1, 4, 9, 16].contains(&figure));
            for study in &studies {
                let Told { value, half } = study[figure];
                let long_run = (total - value) / (SEEDS - 1) as f64;
                here.0[kind] += usize::from((value - long_run).abs() <= half * widened);
                here.1[kind] += 1;
            }
        }
        let share = |kind: usize| 100.0 * here.0[kind] as f64 / here.1[kind] as f64;
        println!("scenario {k}: pairs {:.1} %, means {:.1} %", share(0), share(1));
        for kind in 0..2 {
            (held[kind], of[kind]) = (held[kind] + here.0[kind], of[kind] + here.1[kind]);
        }
    }
    let share = |kind: usize| held[kind] as f64 / of[kind] as f64;
    println!("all: pairs {:.3}, means {:.3}", share(0), share(1));
    assert!((0.92..=0.98).contains(&share(0)), "pairs: {}", share(0));
    assert!((0.92..=0.98).contains(&share(1)), "means: {}", share(1));
}
