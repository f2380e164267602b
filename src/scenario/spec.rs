//! What a kind of tactic is to the rest of the program: its word, its keys, and what it needs.
//!
//! A kind is one file that implements [`TacticSpec`] beside what the tactic does. Whatever engine,
//! study and report ask of a tactic, they ask by [`Needs`] and money, never by its kind; the plan
//! holds it as a [`Spec`]. A [`Registry`](super::registry::Registry) lists the kinds that scenarios may use.

use std::any::Any;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use jiff::civil::Date;
use serde::Serialize;

use super::declare::{Item, Section, Word};
use super::market::Market;
use super::media::Media;
use super::plan::{Channel, Plan, Trend};
use crate::contract::{Did, Measure, Mechanism, Tactic};
use crate::units::{AccountId, ChannelId};

/// A kind of tactic: what a scenario says of it. Most of it is declared with `table!`.
pub trait TacticSpec: fmt::Debug + Clone + PartialEq + Serialize + Send + Sync + 'static {
    /// The word in `kind = "…"`.
    const KIND: &'static str;
    /// The word that it was before, which is refused with the new one named.
    const WAS: Option<&'static str> = None;
    /// What it is, in a few words, for the list of kinds.
    const MEANING: &'static str = "";
    /// Other words for it, in small letters, which are refused with its own named.
    const LIKE: &'static [&'static str] = &[];
    /// Its own keys, beside those of every tactic.
    const KEYS: &'static [&'static [Item]];
    /// The keys of tables within its own.
    const INNER: &'static [&'static [Item]] = &[];
    /// Another key for `starts`, if it has one.
    const ALSO_STARTS: Option<&'static Word> = None;

    /// Reads its keys; every mistake is reported at its place.
    fn read(section: &Section<'_>, context: &TacticContext<'_>) -> Self;

    /// What the engine must prepare for it, and what reports may say of it.
    fn needs(&self) -> Needs;

    /// The money it asks for within this many days; `None` where only its budget and the cap limit it.
    fn spend(&self, _days: f64) -> Option<Spend> {
        None
    }

    /// How the money it asks for within this many days comes about, such as `6 events × 25_000`.
    fn spend_in_words(&self, _days: f64) -> Option<String> {
        None
    }

    /// Whether it has a price; if not, the scenario must say why.
    fn costs(&self) -> bool {
        true
    }

    /// Wages over this many days of the heads without which it does nothing.
    fn least_wages(&self, _days: f64) -> f64 {
        0.0
    }

    /// Share of its money that it has spent after this many days, of a run that goes on for so many
    /// from its start.
    fn spent_share(&self, _days: f64, _left: f64) -> f64 {
        1.0
    }

    /// Multiplies the money it decides on.
    fn scale_money(&mut self, _multiple: f64) {}

    /// The same tactic as one that takes whatever money is left until the horizon, in days; `None`
    /// where more money does not simply buy more of it.
    fn taking_the_rest(&self, _horizon: f64) -> Option<Self> {
        None
    }

    /// Further acts that an act causes at steady state, in mean field.
    fn spiral_gain(&self, _channels: &[Channel]) -> f64 {
        0.0
    }

    /// What it does on a day on which so many people own the product, in words without its name, for whoever plans it.
    fn at_owners(&self, _owners: f64, _plan: &Plan) -> Option<String> {
        None
    }

    /// The mechanisms by which it works, where there are several; each is switched off alone to see what
    /// it is worth.
    fn mechanisms(&self) -> Vec<Mechanism> {
        Vec::new()
    }

    /// What it tells about itself week by week.
    fn measures(&self) -> &'static [Measure] {
        &[]
    }

    /// A sentence on what it did, without its name; `did` has a value for each measure, `show` writes a number.
    fn tell(&self, _did: &[Did], _show: &dyn Fn(f64) -> String) -> Option<String> {
        None
    }

    /// The account that it keeps, or whose followers its own posts reach.
    fn account(&self) -> Option<Account<'_>> {
        None
    }

    /// The tactic at the start of a run.
    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic>;
}

/// An account as a tactic names it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Account<'a> {
    /// Its name.
    pub name: &'a str,
    /// The channel that the tactic keeps it on, and its followers from before; `None` if the tactic only uses
    /// it.
    pub kept: Option<(ChannelId, f64)>,
}

/// What the engine must prepare for a tactic, and what reports may say of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Needs {
    /// It buys impressions, at this price for one.
    pub impression_price: Option<f64>,
    /// It opens something to take part in.
    pub opens_participation: bool,
    /// It turns owners into people whose word counts more.
    pub changes_trust: bool,
    /// It meets people before they adopt, so that an adoption may be credited to it.
    pub closes_sales: bool,
    /// It may hold the product back, so that people who want it wait.
    pub holds_sale: bool,
    /// It may change the price, and with it everybody's chance of being convinced.
    pub moves_price: bool,
    /// Acts of inviting per day that it adds to an owner's talk.
    pub invites_per_day: f64,
    /// It may make the product easier to sell to some people than to others.
    pub fits: bool,
    /// The key that says that it works with participants only, if it does.
    pub wants_participants: Option<&'static str>,
    /// It chooses people.
    pub picks: bool,
    /// It tells people of the product who have not decided.
    pub contacts: bool,
    /// What it does may be told as a warning.
    pub warns: bool,
    /// It chooses among the owners that it won.
    pub winners: bool,
}

/// The money that a tactic asks for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub enum Spend {
    /// This amount.
    Amount(f64),
    /// The cap less the other tactics' budgets.
    All,
    /// The money that no other tactic claims, spread over the time left.
    Rest,
}

/// What is known of the scenario when a tactic is read.
#[derive(Debug, Clone, Copy)]
pub struct TacticContext<'a> {
    /// Calendar date of day 0.
    pub start: Date,
    /// Days of the run.
    pub horizon: f64,
    /// Days from the tactic's start to the horizon; all of them where it starts on a condition.
    pub left: f64,
    /// Day on which the tactic starts; `None` where it starts on a condition.
    pub begins: Option<f64>,
    /// Channels to post on.
    pub channels: &'a [Channel],
    /// What bought attention costs and does unless a tactic says otherwise.
    pub media: &'a Media,
    /// Whether resistance is a threshold.
    pub thresholds: bool,
    /// The people of the market.
    pub market: &'a Market,
    /// Whether people who are convinced wait before they buy.
    pub waits: bool,
    /// Trends that it may ride.
    pub trends: &'a [Trend],
    /// The hours of the day, of mean 1; none where all are alike.
    pub day: &'a [f64],
    /// Factor on sharing of how much the product shows.
    pub shown: f64,
}

/// What a tactic knows when a run begins.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// Key of its draws, made of its name.
    pub tactic_key: u32,
    /// The most it can spend, if that is known.
    pub money: Option<f64>,
    /// Day from the start by which it has ended: that of its stop, or the horizon.
    pub ends: f64,
    /// The channels of the plan.
    pub channels: &'a [Channel],
    /// The account that it names, and the key of the account's draws.
    pub account: Option<(AccountId, u32)>,
}

/// A tactic's settings as the plan holds them.
#[derive(Clone)]
pub struct Spec(Arc<dyn Settings>);

/// What a plan asks of the settings of any kind: [`TacticSpec`] without its type.
pub trait Settings: fmt::Debug + Any + Send + Sync {
    /// The kind as written in scenarios.
    fn kind(&self) -> &'static str;
    /// See [`TacticSpec::needs`].
    fn needs(&self) -> Needs;
    /// See [`TacticSpec::spend`].
    fn spend(&self, days: f64) -> Option<Spend>;
    /// See [`TacticSpec::spend_in_words`].
    fn spend_in_words(&self, days: f64) -> Option<String>;
    /// See [`TacticSpec::costs`].
    fn costs(&self) -> bool;
    /// See [`TacticSpec::least_wages`].
    fn least_wages(&self, days: f64) -> f64;
    /// See [`TacticSpec::spent_share`].
    fn spent_share(&self, days: f64, left: f64) -> f64;
    /// The same tactic with a multiple of the money it decides on.
    fn scaled(&self, multiple: f64) -> Spec;
    /// See [`TacticSpec::taking_the_rest`].
    fn taking_the_rest(&self, horizon: f64) -> Option<Spec>;
    /// See [`TacticSpec::spiral_gain`].
    fn spiral_gain(&self, channels: &[Channel]) -> f64;
    /// See [`TacticSpec::at_owners`].
    fn at_owners(&self, owners: f64, plan: &Plan) -> Option<String>;
    /// See [`TacticSpec::mechanisms`].
    fn mechanisms(&self) -> Vec<Mechanism>;
    /// See [`TacticSpec::measures`].
    fn measures(&self) -> &'static [Measure];
    /// See [`TacticSpec::tell`].
    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String>;
    /// See [`TacticSpec::account`].
    fn account(&self) -> Option<Account<'_>>;
    /// See [`TacticSpec::begin`].
    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic>;
    /// Whether the other is of the same kind and says the same.
    fn equals(&self, other: &Spec) -> bool;
    /// All its values as bytes.
    fn encoding(&self) -> Result<Vec<u8>, String>;

    /// Whether it takes all that the cap leaves to it.
    fn takes_all(&self) -> bool {
        self.spend(0.0) == Some(Spend::All)
    }
}

impl<T: TacticSpec> Settings for T {
    fn kind(&self) -> &'static str {
        T::KIND
    }

    fn needs(&self) -> Needs {
        TacticSpec::needs(self)
    }

    fn spend(&self, days: f64) -> Option<Spend> {
        TacticSpec::spend(self, days)
    }

    fn spend_in_words(&self, days: f64) -> Option<String> {
        TacticSpec::spend_in_words(self, days)
    }

    fn costs(&self) -> bool {
        TacticSpec::costs(self)
    }

    fn least_wages(&self, days: f64) -> f64 {
        TacticSpec::least_wages(self, days)
    }

    fn spent_share(&self, days: f64, left: f64) -> f64 {
        TacticSpec::spent_share(self, days, left)
    }

    fn scaled(&self, multiple: f64) -> Spec {
        let mut scaled = self.clone();
        scaled.scale_money(multiple);
        Spec::new(scaled)
    }

    fn taking_the_rest(&self, horizon: f64) -> Option<Spec> {
        TacticSpec::taking_the_rest(self, horizon).map(Spec::new)
    }

    fn spiral_gain(&self, channels: &[Channel]) -> f64 {
        TacticSpec::spiral_gain(self, channels)
    }

    fn at_owners(&self, owners: f64, plan: &Plan) -> Option<String> {
        TacticSpec::at_owners(self, owners, plan)
    }

    fn mechanisms(&self) -> Vec<Mechanism> {
        TacticSpec::mechanisms(self)
    }

    fn measures(&self) -> &'static [Measure] {
        TacticSpec::measures(self)
    }

    fn tell(&self, did: &[Did], show: &dyn Fn(f64) -> String) -> Option<String> {
        TacticSpec::tell(self, did, show)
    }

    fn account(&self) -> Option<Account<'_>> {
        TacticSpec::account(self)
    }

    fn begin(&self, start: &Start<'_>) -> Box<dyn Tactic> {
        TacticSpec::begin(self, start)
    }

    fn equals(&self, other: &Spec) -> bool {
        other.get::<T>() == Some(self)
    }

    fn encoding(&self) -> Result<Vec<u8>, String> {
        postcard::to_stdvec(self).map_err(|error| error.to_string())
    }
}

impl Spec {
    /// The settings of one kind.
    pub fn new<T: TacticSpec>(settings: T) -> Spec {
        Spec(Arc::new(settings))
    }

    /// The settings, if they are of this kind.
    pub fn get<T: TacticSpec>(&self) -> Option<&T> {
        let any: &dyn Any = &*self.0;
        any.downcast_ref()
    }
}

impl Deref for Spec {
    type Target = dyn Settings;

    fn deref(&self) -> &dyn Settings {
        &*self.0
    }
}

impl fmt::Debug for Spec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for Spec {
    fn eq(&self, other: &Spec) -> bool {
        self.0.equals(other)
    }
}

impl Serialize for Spec {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let encoding = self.0.encoding().map_err(serde::ser::Error::custom)?;
        (self.kind(), encoding).serialize(serializer)
    }
}
