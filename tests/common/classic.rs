//! Classic models as scenarios: everybody alike, everybody eligible, nobody aggrieved.
//!
//! One unit of theory is one day. What a test does not set stays switched off, so that only the
//! mechanism under proof is at work.

use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

use groundswell::engine::record::RunRecord;
use groundswell::study::play::job::Job;
use groundswell::study::play::runner;
use groundswell::world::import::Imports;
use tempfile::TempDir;

/// A classic scenario in parts; each is TOML of its table.
#[derive(Debug, Clone)]
pub struct Classic {
    pub seed: u64,
    pub runs: u32,
    pub runs_per_network: u32,
    pub tick: &'static str,
    pub time: &'static str,
    pub horizon: &'static str,
    pub market: String,
    pub layer: String,
    pub talk: &'static str,
    pub channel: String,
    pub satisfied: f64,
    pub lapse_per_year: f64,
    pub seeds: &'static str,
}

impl Default for Classic {
    fn default() -> Classic {
        Classic {
            seed: 1,
            runs: 20_000,
            runs_per_network: 1_000_000,
            tick: "1d",
            time: "continuous",
            horizon: "30d",
            market: String::new(),
            layer: String::new(),
            talk: "",
            channel: "acts = \"all\"\nprobability = 1.0".to_owned(),
            satisfied: 1.0,
            lapse_per_year: 0.0,
            seeds: "count = 1",
        }
    }
}

impl Classic {
    /// The scenario as a user would write it.
    pub fn text(&self) -> String {
        format!(
            r#"
name = "classic"
seed = {seed}
tick = "{tick}"
time = "{time}"
horizon = "{horizon}"
[market]
{market}
eligible = 1.0
susceptibility = "equal"
activity = "equal"
cities = {{ count = 1 }}
[layers.net]
{layer}
[talk]
scale = 1
fresh_for = "never"
same_friend_again = 1.0
distinct_voices = {{ slope = 0 }}
overlap = 0
{talk}
[channels.talk]
kind = "chat"
layer = "net"
{channel}
[product]
satisfied = {satisfied}
trouble_per_day = 0
delay = "0d"
lapse_per_year = {lapse}
[seeds]
{seeds}
[compare]
runs = {runs}
runs_per_network = {per}
[[strategy]]
name = "none"
"#,
            seed = self.seed,
            tick = self.tick,
            time = self.time,
            horizon = self.horizon,
            market = self.market,
            layer = self.layer,
            talk = self.talk,
            channel = self.channel,
            satisfied = self.satisfied,
            lapse = self.lapse_per_year,
            seeds = self.seeds,
            runs = self.runs,
            per = self.runs_per_network,
        )
    }

    /// All runs, without their ledgers.
    pub fn play(&self) -> Vec<RunRecord> {
        self.play_keeping(false)
    }

    /// All runs with their ledgers.
    pub fn play_with_ledgers(&self) -> Vec<RunRecord> {
        self.play_keeping(true)
    }

    fn play_keeping(&self, keep_ledgers: bool) -> Vec<RunRecord> {
        let imports = Imports::new();
        let loaded =
            groundswell::parse(&self.text(), "classic.toml", &[], &imports).unwrap_or_else(|p| panic!("{p}"));
        let stop = AtomicBool::new(false);
        let job = Job { keep_ledgers, ..Job::new(&imports, &stop, &|_| {}) };
        runner::run(&loaded.plan, job).unwrap_or_else(|e| panic!("{e}")).records
    }

    /// Sizes of all runs at the horizon, seeds counted.
    pub fn sizes(&self) -> Vec<f64> {
        self.play().iter().map(size).collect()
    }
}

/// Everybody who ever adopted in a run.
pub fn size(run: &RunRecord) -> f64 {
    f64::from(run.days[run.days.len() - 1].adopted)
}

/// An edge list in a folder of its own, deleted with it.
pub struct EdgeFile {
    _folder: TempDir,
    path: PathBuf,
}

impl EdgeFile {
    /// Writes lines such as `0 1` or `0 1 0.5`.
    pub fn new(lines: impl IntoIterator<Item = String>) -> EdgeFile {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ties.txt");
        let mut text = String::new();
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        std::fs::write(&path, text).unwrap();
        EdgeFile { _folder: folder, path }
    }

    /// Unweighted ties.
    pub fn of(ties: impl IntoIterator<Item = (u32, u32)>) -> EdgeFile {
        EdgeFile::new(ties.into_iter().map(|(a, b)| format!("{a} {b}")))
    }

    /// The layer that reads this file.
    pub fn layer(&self, directed: bool) -> String {
        format!("import = {{ file = '{}', directed = {directed} }}", self.path.display())
    }

    /// The layer that reads this file with a third column of strengths.
    pub fn layer_of_strengths(&self, directed: bool) -> String {
        format!(
            "import = {{ file = '{}', directed = {directed}, column = \"strength\" }}",
            self.path.display()
        )
    }

    /// The layer that reads this file with a third column of probabilities.
    pub fn layer_of_probabilities(&self, directed: bool) -> String {
        format!(
            "import = {{ file = '{}', directed = {directed}, column = \"probability\" }}",
            self.path.display()
        )
    }
}

/// A path in which everybody tells only the next.
pub fn path(people: u32) -> EdgeFile {
    EdgeFile::of((1..people).map(|p| (p - 1, p)))
}

/// What a scenario is refused with.
pub fn refusal(text: &str) -> String {
    groundswell::parse(text, "s.toml", &[], &Imports::new()).map(|_| ()).unwrap_err().to_string()
}

/// A ring in which everybody knows the `each_side` next on either side.
pub fn ring(n: u32, each_side: u32) -> Vec<(u32, u32)> {
    (0..n).flat_map(|p| (1..=each_side).map(move |k| (p, (p + k) % n))).collect()
}

/// A complete tree in which everybody but the leaves has `b` children.
pub fn tree(b: u32, depth: u32) -> Vec<(u32, u32)> {
    let nodes: u32 = (0..=depth).map(|d| b.pow(d)).sum();
    (1..nodes).map(|child| ((child - 1) / b, child)).collect()
}

/// Mean and standard deviation.
pub fn moments(values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let var = values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0);
    (mean, var.sqrt())
}

/// The mean lies within 4 standard errors: fails by chance once in 16,000.
#[track_caller]
pub fn assert_mean(what: &str, values: &[f64], expected: f64) {
    let (mean, sd) = moments(values);
    let error = 4.0 * sd / (values.len() as f64).sqrt();
    println!("{what}: {mean:.5} ± {error:.5} (4 se), expected {expected:.5}");
    assert!((mean - expected).abs() <= error + 1e-12, "{what}: {mean} ± {error}, expected {expected}");
}

/// A share lies within 4 binomial standard errors: fails by chance once in 16,000.
#[track_caller]
pub fn assert_share(what: &str, hits: usize, of: usize, expected: f64) {
    let share = hits as f64 / of as f64;
    let error = 4.0 * (expected * (1.0 - expected) / of as f64).sqrt();
    println!("{what}: {share:.6} ± {error:.6} (4 se), expected {expected:.6}");
    // Half a hit: shares come in steps of 1/n.
    assert!(
        (share - expected).abs() <= error + 0.5 / of as f64,
        "{what}: {share} ± {error}, expected {expected}"
    );
}

/// A value lies within a fixed distance.
#[track_caller]
pub fn assert_near(what: &str, value: f64, expected: f64, by: f64) {
    println!("{what}: {value:.6}, expected {expected:.6} ± {by}");
    assert!((value - expected).abs() <= by, "{what}: {value}, expected {expected} ± {by}");
}
