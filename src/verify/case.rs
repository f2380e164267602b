//! A case: a classic model as a scenario that a user could write.
//!
//! One unit of the theory is one day. Everybody is alike and eligible, nobody is aggrieved; what a
//! case does not set stays switched off, so that only the mechanism under proof is at work.

use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::played::Played;
use super::ties::Ties;
use crate::network::Csr;
use crate::network::import::Imports;
use crate::scenario::Reader;
use crate::scenario::plan::Plan;
use crate::study::play::{Job, Player};
use crate::world::{self, World};

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

/// Setters of a case, each for one field.
macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident($value:ident: $type:ty) $field:ident: $to:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(self, $value: $type) -> Case {
            Case { $field: $to, ..self }
        }
    )*};
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
    days: u32,
    market: String,
    layer: String,
    more_layers: &'static str,
    talk: String,
    channel: String,
    more_channels: String,
    product: &'static str,
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
            days: 30,
            market: String::new(),
            layer: String::new(),
            more_layers: "",
            talk: String::new(),
            channel: "kind = \"chat\"\nacts = \"all\"\nprobability = 1.0".into(),
            more_channels: String::new(),
            product: "satisfied = 1.0\ntrouble_per_day = 0\nlapse_per_year = 0",
            seeds: "count = 1".into(),
            ties: None,
            keep_ledgers: false,
        }
    }

    /// Gives the case luck of its own, apart from its check's others.
    pub fn own_luck(mut self, number: usize) -> Case {
        // Seeds are whole numbers up to 2⁵³.
        self.seed = (self.seed + 1_000_003 * (number as u64 + 1)) % (1 << 53);
        self
    }

    /// Draws so many people, tied by this law.
    pub fn people(mut self, people: u32, layer: impl Into<String>) -> Case {
        self.market = format!("people = {people}\n{}", self.market);
        self.layer = layer.into();
        self
    }

    /// Takes people and ties from a list.
    pub fn ties(self, ties: Ties) -> Case {
        Case { layer: ties.layer(), ties: Some(ties), ..self }
    }

    /// Adds a line to the market.
    pub fn market(mut self, line: impl Display) -> Case {
        self.market += &format!("{line}\n");
        self
    }

    /// Adds a line to the rules of talk.
    pub fn talk(mut self, line: impl Display) -> Case {
        self.talk += &format!("{line}\n");
        self
    }

    /// Lets all people meet each other on a second channel.
    pub fn strangers(mut self, lines: impl Display) -> Case {
        self.more_layers = "[layers.everybody]\ncomplete = true\n";
        self.more_channels =
            format!("[channels.strangers]\nkind = \"chat\"\nlayer = \"everybody\"\n{lines}\n");
        self
    }

    setters! {
        /// What sets it apart from the check's other cases.
        label(text: &str) label: text.into();
        /// Replications on each network.
        runs_per_network(runs: u32) runs_per_network: runs;
        /// A line before all tables.
        top(line: &'static str) top: line;
        /// The step of observation.
        tick(step: &'static str) tick: step;
        /// The length of the story in days.
        days(days: u32) days: days;
        /// How owners tell others over their ties.
        chat(lines: impl Display) channel: format!("kind = \"chat\"\n{lines}");
        /// How owners post to their followers.
        feed(lines: impl Display) channel: format!("kind = \"feed\"\n{lines}");
        /// What owners experience.
        product(lines: &'static str) product: lines;
        /// Who starts.
        seeds(lines: impl Into<String>) seeds: lines.into();
    }

    /// Keeps the ledger of adoptions.
    pub fn ledgers(self) -> Case {
        Case { keep_ledgers: true, ..self }
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
        let Case { seed, tick, days, top, market, layer, more_layers, talk, .. } = self;
        let Case { channel, more_channels, product, seeds, runs, runs_per_network, .. } = self;
        let unless = |text: &str, key, line| if text.contains(key) { "" } else { line };
        let activity = unless(market, "activity", "activity = \"equal\"\n");
        let fresh = unless(talk, "fresh_for", "fresh_for = \"never\"\n");
        let again = unless(talk, "same_friend_again", "same_friend_again = 1.0\n");
        format!(
            "name = \"proof\"\nseed = {seed}\ntick = \"{tick}\"\nhorizon = \"{days}d\"\n{top}\n\
             [market]\n{market}{activity}eligible = 1.0\nsusceptibility = \"equal\"\ncities = {{ count = 1 }}\n\
             [layers.net]\n{layer}\n{more_layers}\
             [talk]\nscale = 1\ndistinct_voices = {{ slope = 0 }}\noverlap = 0\n{fresh}{again}{talk}\
             [channels.talk]\nlayer = \"net\"\n{channel}\n{more_channels}\
             [product]\ndelay = \"0d\"\n{product}\n[seeds]\n{seeds}\n\
             [compare]\nreplications = {runs}\nruns_per_network = {runs_per_network}\n\
             [[strategy]]\nname = \"none\"\n"
        )
    }

    /// What the scenario means, and the edge lists it names.
    ///
    /// # Errors
    /// If it is no scenario: a mistake in the pack.
    pub fn plan(&self) -> Result<(Plan, Imports), VerifyError> {
        let imports = Imports::new();
        self.ties.iter().for_each(|t| imports.give(Path::new(t.file()), t.bytes()));
        let scenario = Reader::new()
            .imports(&imports)
            .parse(&self.text(), "proof.toml")
            .map_err(|p| VerifyError(format!("{p}\n{}", self.text())))?;
        Ok((scenario.plan, imports))
    }

    /// The ties of its first network.
    ///
    /// # Errors
    /// If it is no scenario, or its ties are not stored.
    pub(super) fn network(&self) -> Result<Csr, VerifyError> {
        let (plan, imports) = self.plan()?;
        match World::build(&plan, &imports, 0).map_err(VerifyError::of)?.layers.swap_remove(0) {
            world::Ties::Stored(ties) => Ok(ties),
            world::Ties::Complete { .. } => Err(VerifyError::of("no stored ties")),
        }
    }

    /// Plays all replications, in a way of one's own.
    ///
    /// # Errors
    /// If it is no scenario, cannot be run, or `stop` was raised.
    pub fn play(
        &self,
        stop: &AtomicBool,
        how: impl for<'a> Fn(Job<'a>) -> Job<'a>,
    ) -> Result<Played, VerifyError> {
        let (plan, imports) = self.plan()?;
        let job = Job { keep_ledgers: self.keep_ledgers, ..Job::new(&imports, stop, &|_| {}) };
        let study = Player::new(how(job)).stated(&plan).map_err(VerifyError::of)?;
        Ok(Played { people: f64::from(plan.market.people), runs: study.records })
    }
}

/// Why a check could not be played.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct VerifyError(pub String);

impl VerifyError {
    /// What went wrong, in the words of its cause.
    pub(super) fn of(cause: impl Display) -> VerifyError {
        VerifyError(cause.to_string())
    }
}

/// Starts a case with person 0.
pub(super) const FIRST: &str = "count = 1\npick = { list = [0] }";

/// A channel on which everybody tells all their ties once, in the round after adopting.
pub(super) fn told_with(p: f64) -> String {
    format!("acts = \"all\"\nprobability = {p}")
}
