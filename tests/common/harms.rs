//! The three harms, done to every shipped scenario under the luck of the scenario itself: bad quality, a
//! closed channel and a broken service desk make nothing better.
//!
//! Whatever is better is found by paired differences (harmed less unharmed run of the same replication) of every
//! strategy at every horizon, in one-sided t tests over networks. Chance alone gives a scenario a false alarm
//! in at most 1 % of lucks (Bonferroni).
//!
//! Three things are counted: people who ever had it, days on which somebody owned it, and active owners. Active
//! owners may rise at a horizon where the other two fall and owners give up in time: whoever is won later has
//! had less time to give up. Events that use up a market of 10,000 or 100,000 people do so without the forum
//! of `hundred-seeds`: at week 104 6 % fewer ever had it (of 39,400), 16 % fewer have given it up, and 2 % more
//! are active.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use groundswell::engine::record::RunRecord;
use groundswell::scenario::plan::{Channel, Force, LayerKind, Pace, Plan};
use groundswell::scenario::{Reader, Scenario};
use groundswell::statistics::mean;
use groundswell::study::play::{Job, Player, Runs, active, row};
use groundswell::units::{Day, StrategyId};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// False alarms of a scenario.
const ALARMS: f64 = 0.01;

/// How far scenarios are reduced.
#[derive(Clone, Copy)]
pub struct Size {
    /// People at most, where the people are not those of a file.
    pub people: u32,
    /// Runs of each strategy.
    pub replications: u32,
}

/// A harm to a scenario.
struct Harm {
    name: String,
    set: String,
    /// Whether nothing in the scenario depends on what is harmed, so that every run stays as it was.
    idle: bool,
    /// Whether some strategy must surely be worse off.
    bites: bool,
}

/// Every scenario that is shipped.
pub fn shipped() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).expect("the folder is shipped") {
            let path = entry.expect("it can be read").path();
            match path.is_dir() {
                true => walk(&path, found),
                false if path.extension().is_some_and(|e| e == "toml") => found.push(path),
                false => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios"), &mut found);
    found.sort();
    found
}

fn read(file: &Path, sets: &[String]) -> Scenario {
    let reader = sets.iter().fold(Reader::new(), |reader, set| reader.set(set));
    reader.load(file).unwrap_or_else(|problems| panic!("{} {sets:?}: {problems}", file.display()))
}

fn play(scenario: &Scenario) -> Runs {
    let stop = AtomicBool::new(false);
    let job = Job::new(&scenario.imports, &stop, &|_| {});
    Player::new(job).stated(&scenario.plan).unwrap_or_else(|e| panic!("{}: {e}", scenario.plan.name))
}

/// What nobody speaks on any more; `None` where no key can silence it.
fn closed(channel: &Channel) -> Option<String> {
    let key = match (channel.pace, channel.force) {
        (Pace::PerDay(_), _) => "acts_per_day",
        (Pace::PerTiePerDay(_), _) => "acts_per_tie_per_day",
        (Pace::All, Force::Probability(_)) => "probability",
        (
            Pace::All,
            Force::Weight(_) | Force::PerDegree | Force::DegreeProbability | Force::StrengthShare,
        ) => "weight",
        (Pace::All, Force::TieProbability) => return None,
    };
    Some(format!("channels.\"{}\".{key}=0", channel.name))
}

fn harms(plan: &Plan) -> Vec<Harm> {
    let mut harms = vec![Harm {
        name: "bad quality".into(),
        set: format!("product.satisfied={}", plan.product.satisfied / 2.0),
        idle: false,
        bites: true,
    }];
    let alone = plan.channels.len() == 1;
    harms.extend(plan.channels.iter().filter_map(|channel| {
        let (name, set) = (format!("{} closed", channel.name), closed(channel)?);
        Some(Harm { name, set, idle: false, bites: alone })
    }));
    // Who never has trouble, or is never dissatisfied, needs no desk.
    let idle = plan.product.trouble_per_day == 0.0 || plan.product.satisfied >= 1.0;
    harms.push(Harm {
        name: "broken desk".into(),
        set: "service.tickets_per_head_day=0.1".into(),
        idle,
        bites: false,
    });
    harms
}

/// Paired differences of a strategy at a horizon.
struct Differences {
    of: String,
    unharmed: f64,
    /// Harmed less unharmed, by network, or by run where there is one network.
    draws: Vec<f64>,
}

impl Differences {
    fn mean(&self) -> f64 {
        mean(&self.draws)
    }

    /// The chance that luck alone gives so large a mean or a larger one; of their negatives with `sign` −1.
    fn chance(&self, sign: f64) -> f64 {
        let (n, centre) = (self.draws.len() as f64, sign * self.mean());
        let squares: f64 = self.draws.iter().map(|d| (sign * d - centre).powi(2)).sum();
        if squares == 0.0 {
            return if centre > 0.0 { 0.0 } else { 1.0 };
        }
        let t = centre / (squares / (n - 1.0) / n).sqrt();
        StudentsT::new(0.0, 1.0, n - 1.0).expect("degrees of freedom").sf(t)
    }
}

/// What is counted of a run by a day.
type Counted = fn(&RunRecord, Day) -> f64;

/// People who ever had it, days on which somebody owned it, and active owners.
const COUNTED: [(&str, Counted); 3] = [
    ("ever had it", |run, day| f64::from(row(run, day).adopted)),
    ("owner-days", |run, day| {
        run.rows.iter().take(run.timeline.row_of(day) + 1).map(|d| f64::from(d.active())).sum()
    }),
    ("active", active),
];

/// Differences of all that is counted, of a strategy at a horizon.
fn differences(plan: &Plan, (strategy, day): (StrategyId, Day), runs: [&Runs; 2]) -> [Differences; 3] {
    let [unharmed, harmed] = runs.map(|runs| runs.of(strategy));
    COUNTED.map(|(what, count)| {
        let mut by_network: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
        for (before, after) in unharmed.iter().zip(&harmed) {
            assert_eq!(before.replication, after.replication);
            by_network.entry(before.network).or_default().push(count(after, day) - count(before, day));
        }
        Differences {
            of: format!("{} {what} by day {day}", plan.strategies[strategy].name),
            unharmed: mean(&unharmed.iter().map(|run| count(run, day)).collect::<Vec<_>>()),
            draws: match by_network.len() {
                1 => by_network.into_values().flatten().collect(),
                _ => by_network.values().map(|of| mean(of)).collect(),
            },
        }
    })
}

/// What the harms to a scenario made better, and where a harm did nothing though it must.
pub fn wrong(file: &Path, size: Size) -> Vec<String> {
    let plan = read(file, &[]).plan;
    // Few people are soon played.
    let runs = if plan.market.people < 2_000 { plan.compare.replications } else { size.replications };
    let mut sets = vec![
        format!("compare.replications={}", runs.max(size.replications)),
        "compare.runs_per_network=1".to_owned(),
        "compare.settings=0".to_owned(),
    ];
    let from_file = plan.layers.iter().any(|l| matches!(l.kind, LayerKind::Import { .. }));
    if plan.market.people > size.people && !from_file {
        sets.push(format!("market.people={}", size.people));
    }
    let whole = read(file, &sets);
    let (plan, unharmed) = (&whole.plan, play(&whole));
    let (harms, days) = (harms(plan), &plan.compare.at_days);
    let tests = (harms.len() * plan.strategies.len() * days.len() * COUNTED.len()) as f64;
    let mut wrong = Vec::new();
    for harm in &harms {
        let harmed = play(&read(file, &[&sets[..], std::slice::from_ref(&harm.set)].concat()));
        let place = format!("{}, {} ({})", plan.name, harm.name, harm.set);
        let mut bitten = false;
        for at in plan.strategy_ids().flat_map(|s| days.iter().map(move |day| (s, *day))) {
            let all = differences(plan, at, [&unharmed, &harmed]);
            let later = plan.product.lapse_per_day > 0.0 && all[..2].iter().all(|d| d.mean() < 0.0);
            for (k, d) in all.iter().enumerate() {
                let chance = d.chance(1.0);
                println!("{place}: {}: {:.0} {:+.1} ({chance:.4})", d.of, d.unharmed, d.mean());
                if chance * tests < ALARMS && !(later && COUNTED[k].0 == "active") {
                    wrong.push(format!("{place}: {} rises from {:.0} by {:.1}", d.of, d.unharmed, d.mean()));
                }
                bitten |= d.chance(-1.0) * tests < ALARMS;
            }
        }
        if harm.idle && harmed.records != unharmed.records {
            wrong.push(format!("{place}: no run needs it, and yet runs differ"));
        }
        if harm.bites && !bitten {
            wrong.push(format!("{place}: nothing is surely worse"));
        }
    }
    wrong
}
