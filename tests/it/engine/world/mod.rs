//! Rules of the world: each changes nothing where it is off, and does what it says where it is on.
//!
//! Directions are asked of pairs of runs on the same luck: the mean of their differences must lie 4 standard errors from
//! 0 (fails by chance once in 16,000).

mod calendar;
mod channels;
mod market;

use crate::common::cases::moments;
use crate::common::{How, study, study_how};
use groundswell::engine::record::RunRecord;
use groundswell::scenario::Scenario;

/// A small busy market with parts of one's own.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub people: u32,
    pub days: u32,
    pub runs: u32,
    pub top: &'a str,
    pub market: &'a str,
    pub product: &'a str,
    pub chat: &'a str,
    pub feed: &'a str,
    pub club: &'a str,
    pub seeds: &'a str,
    pub strategy: &'a str,
}

/// The plain one.
pub const PLAIN: World<'static> = World {
    people: 6_000,
    days: 150,
    runs: 24,
    top: "",
    market: "",
    product: "satisfied = 0.75",
    chat: "",
    feed: "",
    club: "",
    seeds: "count = 40\nsuper_users = 5",
    strategy: "",
};

impl World<'_> {
    /// The scenario as a user would write it.
    pub fn text(&self) -> String {
        let World { people, days, runs, top, market, product, chat, feed, club, seeds, strategy } = self;
        let chat = usual(&["acts_per_day = 0.3"], chat);
        let feed = usual(&["acts_per_day = 0.2", "view = 0.2", "repost = 0.05"], feed);
        let product = usual(&["lapse_per_year = 1.0"], product);
        format!(
            r#"
horizon = "{days}d"
{top}
[market]
people = {people}
cities = {{ count = 3 }}
{market}
[layers.friends]
small_world = {{ degree = 10, rewire = 0.1 }}
[layers.follows]
power_law = {{ mean = 12, exponent = 2.3 }}
directed = true
[talk]
scale = 0.2
[channels.wechat]
kind = "chat"
layer = "friends"
{chat}
[channels.weibo]
kind = "feed"
layer = "follows"
{feed}
[channels.forum]
kind = "club"
{club}
[product]
{product}
[seeds]
{seeds}
[compare]
cap = 60_000
replications = {runs}
[[strategy]]
name = "one"
{strategy}
"#
        )
    }

    /// Its runs, without those of the strategy that is added where every written one has a tactic.
    pub fn runs(&self) -> Vec<RunRecord> {
        let text = self.text();
        let plan = Scenario::parse(&text, "s.toml").unwrap_or_else(|p| panic!("{p}")).plan;
        let mut records = study(&text).records;
        records.retain(|run| plan.strategies[run.strategy].name != "Organic");
        records
    }

    /// A figure of each run.
    pub fn each(&self, figure: impl Fn(&RunRecord) -> f64) -> Vec<f64> {
        self.runs().iter().map(figure).collect()
    }
}

/// These lines, after the usual ones whose keys the first table of them does not say.
fn usual(usual: &[&str], lines: &str) -> String {
    let own = lines.split("\n[").next().unwrap_or("");
    let key = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
    let said: Vec<String> = own.lines().filter_map(key).collect();
    let kept = usual.iter().filter(|line| key(line).is_none_or(|key| !said.contains(&key)));
    kept.map(|line| format!("{line}\n")).collect::<String>() + lines
}

/// Active owners at the end.
pub fn active(run: &RunRecord) -> f64 {
    f64::from(run.rows.last().expect("a day").active())
}

/// People who ever had it by the end.
pub fn adopted(run: &RunRecord) -> f64 {
    f64::from(run.rows.last().expect("a day").adopted)
}

/// The first is larger than the second on the same luck, by more than 4 standard errors of the mean difference.
#[track_caller]
pub fn assert_larger(what: &str, large: &[f64], small: &[f64]) {
    let differences: Vec<f64> = large.iter().zip(small).map(|(a, b)| a - b).collect();
    let (mean, sd) = moments(&differences);
    let error = sd / (differences.len() as f64).sqrt();
    let (a, b) = (moments(large).0, moments(small).0);
    println!("{what}: {a:.2} against {b:.2}, difference {mean:.2} ± {:.2} (4 se)", 4.0 * error);
    assert!(mean > 4.0 * error && mean > 0.0, "{what}: {a} against {b}, difference {mean} ± {error}");
}

/// Two worlds give the same runs, byte for byte.
#[track_caller]
pub fn assert_same(what: &str, one: World<'_>, other: World<'_>) {
    let small = |world: World<'_>| World { runs: 3, people: 3_000, ..world }.runs();
    assert!(small(one) == small(other), "{what} changes something");
}

/// A world gives the same runs in any number of shards, and by the slow twin.
#[track_caller]
pub fn assert_cut(world: World<'_>) {
    let text = World { runs: 2, people: 2_000, days: 80, ..world }.text();
    let runs = |shards, scan| study_how(&text, How { shards: Some(shards), scan, block_bits: 5 }).records;
    let one = runs(1, false);
    for shards in [2, 8] {
        assert!(runs(shards, false) == one, "{shards} shards");
    }
    assert!(runs(1, true) == one, "the slow twin");
}

/// What is said of a scenario that is refused.
pub fn refusal(world: World<'_>) -> String {
    Scenario::parse(&world.text(), "s.toml").map(|_| ()).unwrap_err().to_string()
}
