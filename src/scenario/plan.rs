//! The plan: what a scenario means, with every default filled in and every range proven.
//!
//! Plain data. A checked plan cannot fail inside a tick, so nothing here returns an error.
//! Rates are per day, durations in days, shares in [0, 1], money in the plan's currency.
//! Defaults and their sources stand where they are filled in, beside the parser.
//!
//! Layer 1. Uses `units`.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::units::{ChannelId, LayerId};

/// Everything a run needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// Title, shown in every output.
    pub name: String,
    /// The question the scenario asks, if it says one.
    pub question: Option<String>,
    /// Calendar date of day 0.
    pub start: Date,
    /// Number of ticks to run, at least 1.
    pub horizon_ticks: u32,
    /// Ticks a day, at least 1: a tick never lasts longer than a day and divides it.
    pub ticks_per_day: u32,
    /// Master seed of all draws.
    pub seed: u64,
    /// Currency code shown beside money.
    pub currency: String,
    /// Who could ever have the product.
    pub market: Market,
    /// Social networks, at least one.
    pub layers: Vec<Layer>,
    /// How persuasion works and how long talk lasts.
    pub talk: Talk,
    /// Ways of speaking, at most 32.
    pub channels: Vec<Channel>,
    /// What owners experience.
    pub product: Product,
    /// The service floor every strategy has.
    pub service: Service,
    /// The people the product starts with.
    pub seeds: Seeds,
    /// How strategies are compared.
    pub compare: Compare,
    /// At least one; an organic one is added when every written one has a tactic.
    pub strategies: Vec<Strategy>,
    /// Every number written with a range.
    pub assumptions: Vec<Assumption>,
}

impl Plan {
    /// Length of a tick in days.
    #[must_use]
    pub fn tick_days(&self) -> f64 {
        1.0 / f64::from(self.ticks_per_day)
    }

    /// Horizon in days, rounded up to whole days.
    #[must_use]
    pub fn horizon_days(&self) -> u32 {
        self.horizon_ticks.div_ceil(self.ticks_per_day)
    }
}

/// A number the author is not sure of: the value used, and the range it is believed to lie in.
#[derive(Debug, Clone, PartialEq)]
pub struct Assumption {
    /// Dotted key, such as `talk.organic_r`.
    pub key: String,
    /// Central value, which runs use.
    pub value: f64,
    /// Lower end of the range.
    pub low: f64,
    /// Upper end of the range.
    pub high: f64,
    /// Why this range.
    pub why: Option<String>,
}

/// Who could ever have the product.
#[derive(Debug, Clone, PartialEq)]
pub struct Market {
    /// Number of people; at least 1. For an imported layer, the file's.
    pub people: u32,
    /// Share of people who could ever be won.
    pub eligible: f64,
    /// Growth of the eligible share: a logistic in time, if any.
    pub grows: Option<Growth>,
    /// Number of cities, at least 1.
    pub cities: u32,
    /// Whether city sizes follow Zipf's law (1/rank) instead of being equal.
    pub zipf_cities: bool,
    /// Labels for quantiles of susceptibility, the most susceptible first; shares sum to 1.
    pub segments: Vec<Segment>,
    /// Standard deviation of the logarithm of susceptibility (mean 1); 0 makes all alike.
    pub susceptibility_sd: f64,
    /// Shape of the gamma law of the talk factor (mean 1); `None` makes all alike.
    pub activity_shape: Option<f64>,
    /// Bass's p: hazard per day of adopting from outside influence.
    pub outside_per_day: f64,
    /// Hazard per day of an undecided person being lost to a rival.
    pub rival_per_day: f64,
}

/// Logistic growth of the eligible share from `from` of its final value at day 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth {
    /// Share of the final eligible people who are there on day 0, in (0, 1].
    pub from: f64,
    /// Day on which half of the final number is reached.
    pub half_by: f64,
    /// Days between 10 % and 90 % of the final number.
    pub over: f64,
}

/// A label for a slice of the susceptibility law.
#[derive(Debug, Clone, PartialEq)]
pub struct Segment {
    /// Name used by seeding, catchments and tables.
    pub name: String,
    /// Share of people.
    pub share: f64,
}

/// A social network.
#[derive(Debug, Clone, PartialEq)]
pub struct Layer {
    /// Name used by channels.
    pub name: String,
    /// How its ties come about.
    pub kind: LayerKind,
    /// Share of redrawn or drawn ties that stay in the same city.
    pub same_city: f64,
    /// Share of redrawn or drawn ties that stay in the same segment.
    pub same_segment: f64,
    /// Whether ties run one way, from speaker to hearer.
    pub directed: bool,
}

/// How the ties of a layer come about.
#[derive(Debug, Clone, PartialEq)]
pub enum LayerKind {
    /// Watts–Strogatz: a ring of `degree` neighbours (even), each tie rewired with `rewire`.
    SmallWorld {
        /// Ring neighbours of each person; even.
        degree: u32,
        /// Share of ties rewired.
        rewire: f64,
    },
    /// Configuration model with P(degree = k) ∝ k^−exponent, scaled to a mean.
    PowerLaw {
        /// Mean number of hearers.
        mean: f64,
        /// Exponent of the degree law, above 2.
        exponent: f64,
    },
    /// Erdős–Rényi: every pair tied with the same chance.
    Random {
        /// Mean number of ties a person.
        mean: f64,
    },
    /// Cliques of `size` people, with `bridges` of each person's ties led outside.
    Communities {
        /// People in a community, at least 2.
        size: u32,
        /// Share of ties that lead to another community.
        bridges: f64,
    },
    /// Everybody is tied to everybody; never stored.
    Complete,
    /// An edge list.
    Import {
        /// Path, resolved against the scenario's folder.
        file: PathBuf,
        /// Meaning of a third column.
        column: Column,
    },
}

/// What the third column of an edge list means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// There is none, or it is ignored.
    None,
    /// Strength of the tie, times the channel's weight.
    Strength,
    /// The tie's own probability of convincing.
    Probability,
}

/// How persuasion works and how long talk lasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Talk {
    /// Law of the one resistance each person has.
    pub resistance: Resistance,
    /// What fixes β, the hazard of one exposure of weight 1.
    pub scale: Scale,
    /// Mean days an owner stays fresh; `None` means for ever.
    pub fresh_days: Option<f64>,
    /// Talk rate of settled owners relative to fresh ones.
    pub settled: f64,
    /// Talk rate of participants relative to fresh owners.
    pub participant: f64,
    /// Talk rate of advocates relative to fresh owners.
    pub advocate: f64,
    /// Weight of speaking again over a tie already used, relative to the first time.
    pub same_friend_again: f64,
    /// Factor of one more distinct voice: min(1 + slope·n, cap).
    pub voice_slope: f64,
    /// Largest factor of distinct voices.
    pub voice_cap: f64,
    /// Days after which the count of voices halves.
    pub voice_days: f64,
    /// Trust in a participant's word relative to another owner's.
    pub trust_participant: f64,
    /// Trust in an advocate's word relative to another owner's.
    pub trust_advocate: f64,
    /// Extra weight of an exposure to somebody who met the other kind (paid / personal).
    pub overlap: f64,
    /// Days within which the other kind counts as met.
    pub overlap_days: f64,
    /// Negative talk rate of aggrieved owners relative to fresh ones.
    pub grievance: f64,
    /// Mean days a grievance lasts.
    pub grievance_days: f64,
    /// Factor on the hazard per negative message heard.
    pub doubt: f64,
    /// Days after which the count of negative messages halves.
    pub doubt_days: f64,
    /// Chance that one negative message makes an undecided person a rejecter.
    pub reject: f64,
    /// Half-life in days of wanting something that is not to be had.
    pub wanting_half_life: f64,
}

/// The law of the resistance a person's account must pass.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Resistance {
    /// Exp(1): hazards (independent cascade, Bass, the model's own).
    Exponential,
    /// Uniform on (0, 1) of the degree: linear threshold.
    Uniform,
    /// This share of the degree: Watts' threshold.
    Share(f64),
}

/// What fixes β.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scale {
    /// People one owner wins in a virgin market with no tactic; β is solved by a pilot.
    OrganicR(f64),
    /// β itself.
    Beta(f64),
}

/// A way of speaking.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Name shown in tables.
    pub name: String,
    /// Chat, feed or club.
    pub kind: ChannelKind,
    /// The layer it rides; `None` only for clubs.
    pub layer: Option<LayerId>,
    /// How often a fresh owner of talk factor 1 speaks.
    pub pace: Pace,
    /// How strongly one exposure convinces.
    pub force: Force,
    /// Day on which it opens, counted from the start; at most 0 if already open.
    pub opens_day: f64,
    /// Days between 10 % and 90 % of its users joining (an S-curve after opening); 0 at once.
    pub fills_days: f64,
}

/// The kinds of channel.
#[derive(Debug, Clone, PartialEq)]
pub enum ChannelKind {
    /// One tie at a time.
    Chat {
        /// Each tie at most once.
        once: bool,
        /// Pick the tie in proportion to its strength instead of evenly.
        by_strength: bool,
    },
    /// A post that followers see and may repost.
    Feed {
        /// Share of followers who see one post when the channel is calm.
        view: f64,
        /// Chance that a viewer reposts a story of strength 1.
        repost: f64,
        /// Half-life of a post's views in days.
        half_life: f64,
        /// Delay of one hop in ticks, at least 1.
        latency_ticks: u32,
        /// Product posts seen per reader-day that halve attention (L0).
        attention: f64,
    },
    /// A forum post read by visitors.
    Club {
        /// Mean number of readers of a post.
        views: f64,
        /// Segments whose people visit; empty means everybody.
        catchment: Vec<usize>,
    },
}

/// How often people speak on a channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// Acts per day of a fresh owner with talk factor 1.
    PerDay(f64),
    /// Acts per day and tie: the talk factor is multiplied by the degree.
    PerTiePerDay(f64),
    /// All ties in one act, in the tick after adoption (cascade, threshold).
    All,
}

/// How strongly one exposure convinces.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Force {
    /// A weight times β and the listener's factors; chat = 1 by convention.
    Weight(f64),
    /// A probability of convincing: hazard −ln(1 − p) as it stands.
    Probability(f64),
    /// Each tie's own probability, from an imported column.
    TieProbability,
    /// One over the listener's degree, counted in whole neighbours (thresholds).
    PerDegree,
}

/// What owners experience.
#[derive(Debug, Clone, PartialEq)]
pub struct Product {
    /// Share of new owners who are satisfied (quality Q at the start).
    pub satisfied: f64,
    /// Best Q that improvements can reach.
    pub satisfied_at_best: f64,
    /// Margin earned per owner, in money.
    pub margin_per_owner: f64,
    /// Hazard per day of giving the product up (0 for never).
    pub lapse_per_day: f64,
    /// Lapse of participants relative to other owners.
    pub lapse_participant: f64,
    /// Lapse of advocates relative to other owners.
    pub lapse_advocate: f64,
    /// Lapse of aggrieved owners relative to other owners.
    pub lapse_aggrieved: f64,
    /// Troubles per day at Q = 0 (rate is this times 1 − Q).
    pub trouble_per_day: f64,
    /// Mean days between being convinced and having it; 0 for the same tick.
    pub delay_days: f64,
}

/// The service floor, the same for every strategy.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// Heads per 100,000 owners.
    pub staff_per_100_000: f64,
    /// Wage per head and month.
    pub wage_per_month: f64,
    /// Promised answer time in days.
    pub promise_days: f64,
    /// Share of troubles told to the company.
    pub voiced: f64,
    /// Chance that an answer without a wait restores satisfaction.
    pub recovery: f64,
    /// Days of waiting that cut recovery by e (τ).
    pub patience_days: f64,
    /// Tickets a head settles per day.
    pub tickets_per_head_day: f64,
}

/// The people the product starts with.
#[derive(Debug, Clone, PartialEq)]
pub struct Seeds {
    /// How many, at most the number of people.
    pub count: u32,
    /// How many of them start as advocates.
    pub super_users: u32,
    /// How they are chosen.
    pub pick: Pick,
    /// The layer that degree and core are read from.
    pub layer: LayerId,
}

/// How seeds are chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// At random, anew in each replication.
    Random,
    /// Most ties first.
    Degree,
    /// Highest k-core first, then most ties.
    Core,
    /// At random within a segment.
    Segment(usize),
    /// These ids, in this order (imported people: the ids of the file).
    List(Vec<String>),
}

/// How strategies are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Compare {
    /// The most money any strategy may spend; `None` for no limit.
    pub cap: Option<f64>,
    /// Horizons in days at which rankings are given, ascending, none beyond the horizon.
    pub at_days: Vec<u32>,
    /// Relative difference below which two strategies tie.
    pub tie: f64,
    /// Draws of the assumed numbers (kept; not drawn from yet).
    pub settings: u32,
    /// Replications of each strategy.
    pub runs: u32,
    /// Replications that share one network.
    pub runs_per_network: u32,
    /// Position of the strategy the others are compared with.
    pub baseline: usize,
}

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
}

impl Strategy {
    /// The label if there is one, else the name.
    #[must_use]
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
    #[must_use]
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
    /// Money for the flight; `None` is "all": the cap less the other tactics' budgets.
    pub spend: Option<f64>,
    /// How the money is spread in time.
    pub flight: Flight,
    /// Days the flight lasts.
    pub lasts_days: f64,
    /// The media bought.
    pub media: Media,
    /// Lift of all talk per share of people reached in the last 7 days.
    pub talk_lift: f64,
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

/// A share button inside the product.
#[derive(Debug, Clone, PartialEq)]
pub struct SharePlan {
    /// Feed it posts to.
    pub feed: ChannelId,
    /// Uses per day of a fresh owner.
    pub uses_per_day: f64,
    /// Chance that a use is shared.
    pub share: f64,
    /// Factor of a one-click button.
    pub one_click: f64,
    /// One-off cost of building it.
    pub price: f64,
}
