//! A case: a classic model as a scenario that a user could write, and what came of playing it.
//!
//! One unit of the theory is one day. Everybody is alike and eligible, nobody is aggrieved; what a
//! case does not set stays switched off, so that only the mechanism under proof is at work.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::ties::Ties;
use crate::engine::record::RunRecord;
use crate::network::import::Imports;
use crate::scenario::Reader;
use crate::scenario::plan::Plan;
use crate::study::play::job::Job;
use crate::study::play::player::Player;

/// How much of the pack is played.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Master seed of every case.
    pub seed: u64,
    /// All replications, instead of as many as fit into a minute.
    pub full: bool,
}

impl Size {
    /// Replications: a number for each mode.
    pub fn of(self, quick: u32, full: u32) -> u32 {
        if self.full { full } else { quick }
    }
}

/// A scenario in parts; each text is TOML of its table.
#[derive(Debug, Clone)]
pub struct Case {
    /// What sets it apart from the check's other cases.
    pub label: String,
    seed: u64,
    runs: u32,
    runs_per_network: u32,
    top: &'static str,
    tick: &'static str,
    horizon: String,
    market: String,
    layer: String,
    more_layers: String,
    talk: String,
    channel: String,
    more_channels: String,
    product: String,
    seeds: String,
    ties: Option<Ties>,
    keep_ledgers: bool,
}

impl Case {
    /// A case with so many replications, all on one network.
    pub fn new(size: Size, runs: u32) -> Case {
        Case {
            label: String::new(),
            seed: size.seed,
            runs,
            runs_per_network: runs,
            top: "",
            tick: "1d",
            horizon: "30d".into(),
            market: String::new(),
            layer: String::new(),
            more_layers: String::new(),
            talk: String::new(),
            channel: "kind = \"chat\"\nacts = \"all\"\nprobability = 1.0".into(),
            more_channels: String::new(),
            product: "satisfied = 1.0\ntrouble_per_day = 0\nlapse_per_year = 0".into(),
            seeds: "count = 1".into(),
            ties: None,
            keep_ledgers: false,
        }
    }

    /// Sets the case apart from its check's others.
    pub fn label(mut self, label: impl Into<String>) -> Case {
        self.label = label.into();
        self
    }

    /// Gives the case luck of its own, apart from its check's others.
    pub fn own_luck(mut self, number: usize) -> Case {
        // Seeds are whole numbers up to 2⁵³.
        self.seed = (self.seed + 1_000_003 * (number as u64 + 1)) % (1 << 53);
        self
    }

    /// Draws a new network every so many replications.
    pub fn runs_per_network(mut self, runs: u32) -> Case {
        self.runs_per_network = runs;
        self
    }

    /// Adds a line before all tables.
    pub fn top(mut self, line: &'static str) -> Case {
        self.top = line;
        self
    }

    /// Sets the step of observation.
    pub fn tick(mut self, tick: &'static str) -> Case {
        self.tick = tick;
        self
    }

    /// Sets the length of the story in days.
    pub fn days(mut self, days: u32) -> Case {
        self.horizon = format!("{days}d");
        self
    }

    /// Draws so many people, tied by this law.
    pub fn people(mut self, people: u32, layer: impl Into<String>) -> Case {
        self.market = format!("people = {people}\n{}", self.market);
        self.layer = layer.into();
        self
    }

    /// Takes people and ties from a list.
    pub fn ties(mut self, ties: Ties) -> Case {
        self.layer = ties.layer();
        self.ties = Some(ties);
        self
    }

    /// Adds a line to the market.
    pub fn market(mut self, line: impl AsRef<str>) -> Case {
        self.market.push_str(line.as_ref());
        self.market.push('\n');
        self
    }

    /// Adds a line to the rules of talk.
    pub fn talk(mut self, line: impl AsRef<str>) -> Case {
        self.talk.push_str(line.as_ref());
        self.talk.push('\n');
        self
    }

    /// Says how owners tell others over their ties.
    pub fn chat(mut self, lines: impl AsRef<str>) -> Case {
        self.channel = format!("kind = \"chat\"\n{}", lines.as_ref());
        self
    }

    /// Lets owners post to those who follow them.
    pub fn feed(mut self, lines: impl AsRef<str>) -> Case {
        self.channel = format!("kind = \"feed\"\n{}", lines.as_ref());
        self
    }

    /// Lets all people meet each other on a second channel.
    pub fn strangers(mut self, lines: impl AsRef<str>) -> Case {
        self.more_layers = "[layers.everybody]\ncomplete = true\n".into();
        self.more_channels =
            format!("[channels.strangers]\nkind = \"chat\"\nlayer = \"everybody\"\n{}\n", lines.as_ref());
        self
    }

    /// Replaces what owners experience.
    pub fn product(mut self, lines: impl Into<String>) -> Case {
        self.product = lines.into();
        self
    }

    /// Says who starts.
    pub fn seeds(mut self, lines: impl Into<String>) -> Case {
        self.seeds = lines.into();
        self
    }

    /// Keeps who adopted when and through whom.
    pub fn ledgers(mut self) -> Case {
        self.keep_ledgers = true;
        self
    }

    /// The label as an aside, if there is one.
    pub fn aside(&self) -> String {
        if self.label.is_empty() { String::new() } else { format!(" ({})", self.label) }
    }

    /// The edge list it imports: its file's name and its lines.
    pub fn file(&self) -> Option<(String, Arc<[u8]>)> {
        self.ties.as_ref().map(|t| (t.file().to_owned(), t.bytes()))
    }

    /// The scenario as a user would write it.
    pub fn text(&self) -> String {
        format!(
            "name = \"proof\"\nseed = {}\ntick = \"{}\"\nhorizon = \"{}\"\n{}\n\
             [market]\n{}{}eligible = 1.0\nsusceptibility = \"equal\"\ncities = {{ count = 1 }}\n\
             [layers.net]\n{}\n{}\
             [talk]\nscale = 1\n\
             distinct_voices = {{ slope = 0 }}\noverlap = 0\n{}{}{}\
             [channels.talk]\nlayer = \"net\"\n{}\n{}\
             [product]\ndelay = \"0d\"\n{}\n[seeds]\n{}\n\
             [compare]\nreplications = {}\nruns_per_network = {}\n\
             [[strategy]]\nname = \"none\"\n",
            self.seed,
            self.tick,
            self.horizon,
            self.top,
            self.market,
            if self.market.contains("activity") { "" } else { "activity = \"equal\"\n" },
            self.layer,
            self.more_layers,
            if self.talk.contains("fresh_for") { "" } else { "fresh_for = \"never\"\n" },
            if self.talk.contains("same_friend_again") { "" } else { "same_friend_again = 1.0\n" },
            self.talk,
            self.channel,
            self.more_channels,
            self.product,
            self.seeds,
            self.runs,
            self.runs_per_network
        )
    }

    /// What the scenario means, and the edge lists it names.
    ///
    /// # Errors
    /// If it is no scenario: a mistake in the pack.
    pub fn plan(&self) -> Result<(Plan, Imports), VerifyError> {
        let imports = Imports::new();
        if let Some(ties) = &self.ties {
            imports.give(Path::new(ties.file()), ties.bytes());
        }
        let scenario = Reader::new()
            .imports(&imports)
            .parse(&self.text(), "proof.toml")
            .map_err(|p| VerifyError(format!("{p}\n{}", self.text())))?;
        Ok((scenario.plan, imports))
    }

    /// Plays all replications.
    ///
    /// # Errors
    /// If it is no scenario, cannot be run, or `stop` was raised.
    pub fn play(&self, stop: &AtomicBool) -> Result<Played, VerifyError> {
        self.play_as(stop, |job| job)
    }

    /// Plays all replications in a way of one's own.
    ///
    /// # Errors
    /// As [`Case::play`].
    pub fn play_as(
        &self,
        stop: &AtomicBool,
        how: impl for<'a> Fn(Job<'a>) -> Job<'a>,
    ) -> Result<Played, VerifyError> {
        let (plan, imports) = self.plan()?;
        let job = Job { keep_ledgers: self.keep_ledgers, ..Job::new(&imports, stop, &|_| {}) };
        let study = Player::new(how(job)).stated(&plan).map_err(|e| VerifyError(e.to_string()))?;
        Ok(Played { people: f64::from(plan.market.people), runs: study.records })
    }
}

/// Why a check could not be played.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct VerifyError(pub String);

/// All replications of a case.
#[derive(Debug)]
pub struct Played {
    /// People in the market.
    pub people: f64,
    /// The runs, by replication.
    pub runs: Vec<RunRecord>,
}

impl Played {
    /// Adopters at the end of each run, seeds counted.
    pub fn sizes(&self) -> Vec<f64> {
        self.each(size)
    }

    /// A number of each run.
    pub fn each(&self, of: impl Fn(&RunRecord) -> f64) -> Vec<f64> {
        self.runs.iter().map(of).collect()
    }

    /// Share of people who have adopted by the end of a day, for each run.
    pub fn shares_on(&self, day: usize) -> Vec<f64> {
        self.each(|r| f64::from(r.days[day].adopted) / self.people)
    }

    /// Runs that do.
    pub fn count(&self, does: impl Fn(&RunRecord) -> bool) -> usize {
        self.runs.iter().filter(|r| does(r)).count()
    }

    /// Runs that end with so many adopters.
    pub fn ending_with(&self, people: u32) -> usize {
        self.count(|r| size(r) as u32 == people)
    }

    /// Final shares of the runs that reach more than `least` of all people, and their number.
    pub fn outbreaks(&self, least: f64) -> (usize, Vec<f64>) {
        let large: Vec<f64> =
            self.sizes().into_iter().map(|s| s / self.people).filter(|s| *s > least).collect();
        (large.len(), large)
    }

    /// Mean of a number over the runs of each network: runs on one network are not independent.
    pub fn by_network(&self, of: impl Fn(&RunRecord) -> f64) -> Vec<f64> {
        self.runs
            .chunk_by(|a, b| a.network == b.network)
            .map(|runs| runs.iter().map(&of).sum::<f64>() / runs.len() as f64)
            .collect()
    }
}

/// Adopters at the end of a run, seeds counted.
pub fn size(run: &RunRecord) -> f64 {
    run.days.last().map_or(0.0, |d| f64::from(d.adopted))
}

/// Starts a case with person 0.
pub(super) const FIRST: &str = "count = 1\npick = { list = [0] }";

/// A channel on which everybody tells all their ties once, in the round after adopting.
pub(super) fn told_with(p: f64) -> String {
    format!("acts = \"all\"\nprobability = {p}")
}
