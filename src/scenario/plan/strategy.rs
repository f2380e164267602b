//! The plan of what the company does: strategies, tactics and the settings of each kind.
//!
//! Plain data; see `plan` for what always holds.

use super::{Channel, Seeds};
use crate::scenario::declare::table;
use crate::scenario::tactics::needed_feed;
use crate::units::ChannelId;

/// A named list of tactics.
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// Unique name.
    pub name: String,
    /// What charts show instead of the name.
    pub label: Option<String>,
    /// Tactics with unique names.
    pub tactics: Vec<TacticPlan>,
    /// Seeds of this strategy (a seeding tactic replaces the common ones).
    pub seeds: Option<Seeds>,
    /// The plans tried for it, the best of which is judged; empty where there is only the one above.
    /// Until one is chosen, tactics and seeds are those of the first.
    pub plans: Vec<Tried>,
}

/// One of the plans tried for a strategy.
#[derive(Debug, Clone, PartialEq)]
pub struct Tried {
    /// What tells it from the others, such as `burst`.
    pub name: String,
    /// Its tactics.
    pub tactics: Vec<TacticPlan>,
    /// Its seeds, where they are not the common ones.
    pub seeds: Option<Seeds>,
}

impl Strategy {
    /// The label if there is one, else the name.
    pub fn title(&self) -> &str {
        self.label.as_deref().unwrap_or(&self.name)
    }
}

/// One tactic of a strategy.
#[derive(Debug, Clone, PartialEq)]
pub struct TacticPlan {
    /// Unique in its strategy; keys the tactic's draws. Default: the kind.
    pub name: String,
    /// When it begins.
    pub starts: When,
    /// When it ends for good, if before the horizon.
    pub stops: Option<When>,
    /// The most this tactic may spend; `None` where only the cap binds.
    pub budget: Option<f64>,
    /// Why it costs nothing, where it does.
    pub free: Option<String>,
    /// Typed settings of its kind.
    pub kind: TacticKind,
}

/// The moment a tactic begins or ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum When {
    /// Days from the start.
    Day(f64),
    /// The first tick whose pulse meets the condition (an edge: true once).
    Reached {
        /// What is counted.
        count: Count,
        /// The level to reach.
        level: f64,
    },
}

/// A count that conditions can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Owners who have not lapsed.
    Active,
    /// Everybody who ever had it.
    Adopted,
    /// Everybody who has heard of it.
    Aware,
    /// Owners at participant or above.
    Participants,
    /// Advocates.
    Advocates,
    /// Tickets waiting.
    Backlog,
    /// Money spent by the strategy so far.
    Spent,
}

/// Settings of a tactic, by kind.
#[derive(Debug, Clone, PartialEq)]
pub enum TacticKind {
    /// Bought impressions.
    Ads(AdsPlan),
    /// A participation node with its interaction design and release loop.
    Node(NodePlan),
    /// Amplified word-of-mouth events.
    Amplify(AmplifyPlan),
    /// A share mechanic inside the product.
    Share(SharePlan),
}

impl TacticKind {
    /// The kind as written in scenarios.
    pub fn name(&self) -> &'static str {
        match self {
            TacticKind::Ads(_) => "ads",
            TacticKind::Node(_) => "node",
            TacticKind::Amplify(_) => "amplify",
            TacticKind::Share(_) => "share",
        }
    }
}

/// What bought impressions do and cost.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Media {
    /// Price of a thousand impressions.
    pub cpm: f64,
    /// Cost of an adopter bought by a fresh impression while nobody talks; may be infinite.
    pub cold_cac: f64,
    /// Share of people the media reach.
    pub reachable: f64,
    /// Chance that an impression makes aware.
    pub aware: f64,
    /// Impressions a head that halve an impression's force (wear-out).
    pub wear: f64,
}

/// Bought impressions.
#[derive(Debug, Clone, PartialEq)]
pub struct AdsPlan {
    /// Money for the flight.
    pub spend: Spend,
    /// How the money is spread in time.
    pub flight: Flight,
    /// Days the flight lasts.
    pub lasts_days: f64,
    /// The media bought.
    pub media: Media,
    /// Lift of all talk per share of people reached in the last 7 days.
    pub talk_lift: f64,
}

/// Money for a flight of ads.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spend {
    /// So much.
    Amount(f64),
    /// The cap less the other tactics' budgets.
    All,
    /// Whatever is left unspoken for, spread over what is left of the flight.
    Rest,
}

/// How a flight is spread in time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Flight {
    /// All of it evenly over the first `days`.
    Burst {
        /// Length of the burst in days.
        days: f64,
    },
    /// Evenly over the whole flight.
    Continuous,
    /// Evenly over the first `on` days of every `on + off`.
    Pulsing {
        /// Days on air.
        on: f64,
        /// Days off air.
        off: f64,
    },
}

/// A participation node.
#[derive(Debug, Clone, PartialEq)]
pub struct NodePlan {
    /// Share of owners who need it.
    pub demand: f64,
    /// Benefit to the user, in [0, 1].
    pub user_gain: f64,
    /// Benefit to the company, in [0, 1].
    pub company_gain: f64,
    /// How the interaction is designed.
    pub design: Design,
    /// Acts per day of an owner who needs it, at x = 1, age 0 and talk factor 1.
    pub acts_per_day: f64,
    /// Days after which interest halves.
    pub fade_days: f64,
    /// Act rate of participants relative to other owners (accomplishment).
    pub participant: f64,
    /// Act rate of advocates relative to other owners.
    pub advocate: f64,
    /// Involvement gained by a handled act at user gain 1.
    pub involve: f64,
    /// Improvement share κ per release.
    pub improve: f64,
    /// Feedback units that give half of κ.
    pub feedback_half: f64,
    /// Days between releases.
    pub release_days: u32,
    /// Content made per act at x = 1.
    pub content: f64,
    /// Feed that content is posted on, if any.
    pub posts_on: Option<ChannelId>,
    /// Who handles the acts.
    pub staff: Staff,
    /// Wage per head and month.
    pub wage_per_month: f64,
    /// Acts a head handles per day.
    pub acts_per_head_day: f64,
    /// Days between refreshes of interest, if any.
    pub refresh_days: Option<u32>,
    /// Cost of a refresh.
    pub refresh_cost: f64,
}

/// The four qualities of an interaction, each in [0, 1], and how it improves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Design {
    /// Ease of taking part.
    pub simple: f64,
    /// What it gives back.
    pub rewarding: f64,
    /// Joy.
    pub fun: f64,
    /// Whether it is fair and honest.
    pub real: f64,
    /// Best overall score that iterations can reach.
    pub best: f64,
    /// Share of the remaining way made good per release.
    pub step: f64,
    /// Whether the reward is cash (rewarding + .2, involvement gain − .2).
    pub cash: bool,
}

/// Who handles what people bring to a node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Staff {
    /// Hired each month by last month's load, as money allows.
    ByLoad,
    /// A fixed number of heads.
    Heads(f64),
}

/// Amplified word-of-mouth events.
#[derive(Debug, Clone, PartialEq)]
pub struct AmplifyPlan {
    /// Days before another event may be held.
    pub again_after_days: f64,
    /// Events per 365 days at most.
    pub at_most_per_year: u32,
    /// Budget of one event.
    pub spend_each: f64,
    /// Days taken to decide.
    pub decide_days: f64,
    /// Half-life of a topic in days.
    pub topic_half_life: f64,
    /// The media bought.
    pub media: Media,
    /// Force of a view relative to an ad's (ζ).
    pub zeta: f64,
    /// Spread of item quality (σ).
    pub spread: f64,
    /// Days of content an event picks from.
    pub pick_days: u32,
    /// Involvement gained by the maker picked.
    pub maker_gain: f64,
    /// Involvement gained by participants who see it, per log10(1 + views/1000), at most 0.15.
    pub viewer_gain: f64,
    /// Share of owners who follow the company's own feed.
    pub follow: f64,
    /// Feed that stories spread on, if any.
    pub feed: Option<ChannelId>,
}

table! {
    /// A share button inside the product.
    pub struct SharePlan in ["strategy.tactic:share"], with (channels: &[Channel]) {
        /// The feed that is posted on; by default the first feed.
        pub feed: ChannelId = Text, by |s, key| needed_feed(s, key, channels);
        /// Uses per day of a fresh owner; assumed.
        pub uses_per_day: f64 = Number 1 in 0.0..=1_000.0;
        /// Chance that a use is shared; assumed.
        pub share: f64 = Share 0.02;
        /// Factor of a one-click button; assumed.
        pub one_click: f64 = Number 3 in 0.0..=1_000.0;
        /// One-off cost of building it; neutral: nothing.
        pub price: f64 = Money 0 in 0.0..=1e15;
    }
}
