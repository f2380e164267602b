//! Every number a scenario can say: its default, range, unit and source, each in one place.
//!
//! This file holds the world's keys; `tactic_keys` holds the tactics'. *assumed* marks numbers
//! without a source; the range in brackets is the one worth trying.
//!
//! Always true, tested: every default lies in its own range.
//!
//! Layer 1. Uses `scenario::{quantity, tree}`.

use super::quantity;
use super::tree;

/// How a number is written and meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// A share of 1; may be written as a percentage.
    Share,
    /// A number without a unit, or per the unit its name says.
    Number,
    /// A whole number.
    Count,
    /// A duration such as `"30d"`, in days.
    Days,
}

impl Unit {
    /// What has to be written.
    pub fn wanted(self) -> &'static str {
        match self {
            Unit::Share => "it must be a number or a percentage such as \"5%\"",
            Unit::Number => "it must be a number",
            Unit::Count => "it must be a whole number",
            Unit::Days => "it must be a duration such as \"30d\" (y, w, d, h, m, s)",
        }
    }

    /// A value as TOML.
    pub fn write(self, value: f64) -> String {
        match self {
            Unit::Days => format!("\"{value}d\""),
            Unit::Count => format!("{value}"),
            _ => tree::float(value),
        }
    }
}

/// A number that a scenario can say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    /// As written in its table.
    pub name: &'static str,
    /// How it is written.
    pub unit: Unit,
    /// Default as written; empty where it follows from other values or there is none.
    default: &'static str,
    /// Smallest allowed value (days for durations).
    pub low: f64,
    /// Largest allowed value.
    pub high: f64,
}

impl Key {
    /// What would do instead of `value`, which lies outside the range.
    pub fn allowed(&self, value: f64) -> String {
        let show = |v: f64| match self.unit {
            Unit::Days => quantity::show_days(v),
            _ if v.abs() >= 1e15 || (v != 0.0 && v.abs() < 1e-3) => format!("{v:e}"),
            _ => format!("{v}"),
        };
        // Far ends only say that a number is absurd: where the near end is broken, name that one.
        if value < self.low && self.high >= 1e5 {
            return match self.low {
                low if low == TINY => "it must be above 0".to_owned(),
                low => format!("it must be at least {}", show(low)),
            };
        }
        match self.low {
            low if low == TINY => format!("it must be above 0 and at most {}", show(self.high)),
            low => format!("it must lie in [{}, {}]", show(low), show(self.high)),
        }
    }

    /// The default and how it is written in TOML.
    pub fn default_value(&self) -> (f64, String) {
        // A default that did not parse would be caught by the test below.
        if self.unit == Unit::Days {
            return (quantity::duration(self.default).unwrap_or(self.low), tree::quoted(self.default));
        }
        let plain = self.default.replace('_', "");
        let value = plain.parse().unwrap_or(self.low);
        (value, if plain.contains('.') { tree::float(value) } else { plain })
    }
}

/// A key: name, unit, default, allowed range.
pub(super) const fn key(name: &'static str, unit: Unit, default: &'static str, low: f64, high: f64) -> Key {
    Key { name, unit, default, low, high }
}

use Unit::{Count, Days, Number, Share};

/// No upper end.
pub(super) const ANY: f64 = f64::INFINITY;
/// Smallest number where 0 makes no sense.
pub(super) const TINY: f64 = 1e-9;
/// Longest duration: 4,000 days, the longest horizon.
pub(super) const LONG: f64 = 4_000.0;
const MILLION: f64 = 1e6;
/// Largest whole number that every tool reads exactly from a TOML file.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! keys {
    ($($(#[$doc:meta])* $id:ident = $name:literal, $unit:expr, $default:literal, $low:expr, $high:expr;)*) => {
        $($(#[$doc])* pub(super) static $id: Key = key($name, $unit, $default, $low, $high);)*
        /// Every key of this table, for tests.
        #[cfg(test)]
        pub(super) static ALL: &[&Key] = &[$(&$id),*];
    };
}
pub(super) use keys;

keys! {
    /// Length of the story; two years is what the questions ask for (assumed).
    HORIZON = "horizon", Days, "104w", 0.0, LONG;
    /// Step of observation; a day resolves everything but feeds (assumed).
    TICK = "tick", Days, "1d", 1.0 / 86_400.0, 1.0;
    /// Master seed of all draws; any number will do.
    SEED = "seed", Count, "1", 0.0, EXACT;

    /// People in the market (assumed).
    PEOPLE = "people", Count, "100_000", 1.0, 4e9;
    /// Share who could ever be won; assumed [0.3, 1].
    ELIGIBLE = "eligible", Share, "0.6", TINY, 1.0;
    /// Share of the final eligible people there on day 0 (assumed).
    GROWS_FROM = "from", Share, "0.2", TINY, 1.0;
    /// Day on which it grows fastest: the middle of the logistic, near half of the final number (assumed).
    GROWS_HALF_BY = "half_by", Days, "52w", 0.0, LONG;
    /// Days between 10 % and 90 % of the logistic (assumed).
    GROWS_OVER = "over", Days, "104w", TINY, 20_000.0;
    /// Number of cities; default one for each 25,000 people, at most 40 (assumed).
    CITIES = "count", Count, "", 1.0, 10_000.0;
    /// Share of people in a segment.
    SEGMENT_SHARE = "share", Share, "", 0.0, 1.0;
    /// Spread of susceptibility (standard deviation of its logarithm); assumed [0, 1.5].
    SUSCEPTIBILITY = "lognormal_sd", Number, "0.8", 0.0, 3.0;
    /// Shape of the law of talkativeness: at 2.3 the most talkative 15 % make a third of all
    /// brand talk (Keller and Berry, The Influentials, 2003).
    ACTIVITY = "gamma_shape", Number, "2.3", 0.05, 1_000.0;
    /// Bass's p, hazard per day of adopting with nobody talking: off by default.
    OUTSIDE = "outside_per_day", Number, "0", 0.0, 1.0;
    /// Bass's q for the whole market, hazard per day at full adoption: off by default (Bass 1969).
    IMITATION = "imitation_per_day", Number, "0", 0.0, 100.0;
    /// Hazard per day of being lost to a rival: off by default; try 0.0003 [0, 0.001] (assumed).
    RIVAL = "rival_per_day", Number, "0", 0.0, 1.0;

    /// Ring neighbours in a small world; the core circle of friends and family is about 14
    /// (Dunbar's layers of 5 and 15).
    DEGREE = "degree", Count, "14", 2.0, 10_000.0;
    /// Share of ties rewired: near the small-world regime (Watts and Strogatz 1998).
    REWIRE = "rewire", Share, "0.06", 0.0, 1.0;
    /// Mean number of followers (assumed).
    MEAN_FOLLOWERS = "mean", Number, "20", TINY, 10_000.0;
    /// Exponent of the law of followers; 2.3 [2.1, 2.7] in follower networks.
    EXPONENT = "exponent", Number, "2.3", 2.001, 10.0;
    /// Mean number of ties in a random network (assumed).
    MEAN_TIES = "mean", Number, "10", TINY, 10_000.0;
    /// People in a community (assumed).
    COMMUNITY = "size", Count, "10", 2.0, 10_000.0;
    /// Share of ties leading out of the community (assumed).
    BRIDGES = "bridges", Share, "0.1", 0.0, 1.0;
    /// Ties of everybody, where all have the same number.
    REGULAR = "regular", Count, "", 1.0, 10_000.0;
    /// Exponent of a stated power law of degrees; 0 makes every degree equally common.
    DEGREES_EXPONENT = "power_law", Number, "", 0.0, 10.0;
    /// Fewest ties under a stated power law (assumed).
    DEGREES_MIN = "min", Count, "1", 1.0, MILLION;
    /// Most ties under a stated power law (assumed).
    DEGREES_MAX = "max", Count, "1_000", 1.0, MILLION;
    /// Mean of negative binomial degrees.
    DEGREES_MEAN = "negative_binomial", Number, "", TINY, 1_000.0;
    /// Dispersion of negative binomial degrees: 0.16 is the superspreading of SARS in 2003
    /// (Lloyd-Smith et al. 2005); 1 is geometric, large numbers are Poisson.
    DISPERSION = "dispersion", Number, "0.16", 0.01, MILLION;
    /// Share of redrawn ties that stay in the city (assumed; 0 where strangers meet).
    SAME_CITY = "same_city", Share, "0.7", 0.0, 1.0;
    /// Share of redrawn ties that stay in the segment; assumed [0, 0.6].
    SAME_SEGMENT = "same_segment", Share, "0.3", 0.0, 1.0;

    /// People one owner wins in a virgin market with no tactic; assumed [0.4, 1.8].
    ORGANIC_R = "organic_r", Number, "0.8", 0.001, 50.0;
    /// Hazard of one exposure of weight 1, as it stands.
    SCALE = "scale", Number, "1", 0.0, MILLION;
    /// Share of neighbours who must have adopted (Watts 2002).
    THRESHOLD = "share", Share, "0.18", 0.0, 1.0;
    /// Mean days an owner talks about the new thing; assumed [10d, 90d].
    FRESH_FOR = "fresh_for", Days, "30d", TINY, 1e5;
    /// Talk of a settled owner relative to a fresh one; assumed [0, 0.1].
    SETTLED = "settled", Share, "0.02", 0.0, 1.0;
    /// Talk of a participant relative to a fresh owner; assumed [0.03, 0.3].
    TALK_PARTICIPANT = "participant", Number, "0.10", 0.0, 100.0;
    /// Talk of an advocate relative to a fresh owner: 15 % of people make a third of brand talk,
    /// 2.8 times the rest, on a mean of 0.06 [0.06, 0.6].
    TALK_ADVOCATE = "advocate", Number, "0.20", 0.0, 100.0;
    /// Weight of telling the same friend again; assumed [0, 1].
    AGAIN = "same_friend_again", Share, "0.3", 0.0, 1.0;
    /// What one more distinct voice adds; complex contagion (Centola and Macy 2007), size assumed [0, 1].
    VOICE_SLOPE = "slope", Number, "0.4", 0.0, 100.0;
    /// Largest factor of many voices (assumed).
    VOICE_CAP = "cap", Number, "2.5", 1.0, 1_000.0;
    /// Time after which a voice counts half (assumed).
    VOICE_WITHIN = "within", Days, "60d", TINY, 1e5;
    /// Trust in a participant's word; assumed [1, 1.5].
    TRUST_PARTICIPANT = "participant", Number, "1.1", 0.0, 100.0;
    /// Trust in an advocate's word; assumed [1, 1.5].
    TRUST_ADVOCATE = "advocate", Number, "1.25", 0.0, 100.0;
    /// Extra force on somebody who met both paid and personal messages; assumed [0, 1].
    OVERLAP = "overlap", Number, "0.3", 0.0, 10.0;
    /// Time within which the other kind counts as met (assumed).
    OVERLAP_WITHIN = "overlap_within", Days, "30d", TINY, 1e5;
    /// Negative talk of the aggrieved relative to fresh owners: gives the 6 to 9 positive
    /// messages for a negative one that surveys find [0.02, 0.3].
    GRIEVANCE = "grievance", Number, "0.06", 0.0, 100.0;
    /// Mean time a grievance lasts (assumed).
    GRIEVANCE_FOR = "grievance_for", Days, "60d", TINY, 1e5;
    /// Factor on persuasion for each negative message heard; assumed [0.25, 1].
    DOUBT = "doubt", Share, "0.5", 0.0, 1.0;
    /// Time after which a negative message counts half (assumed).
    DOUBT_HALF_LIFE = "doubt_half_life", Days, "90d", TINY, 1e5;
    /// Chance that a negative message makes an undecided person refuse; assumed [0, 0.1].
    REJECT = "reject", Share, "0.02", 0.0, 1.0;
    /// Chance that telling somebody who already knows ends an owner's talk: off by default; 1 in
    /// Maki and Thompson (1973).
    STIFLE = "stifle", Share, "0", 0.0, 1.0;
    /// Half-life of wanting something that is not to be had (assumed).
    WANTING = "wanting_half_life", Days, "14d", TINY, 1e5;

    /// Recommendations a fresh owner makes per day in chat (assumed).
    CHAT_ACTS = "acts_per_day", Number, "0.2", 0.0, 1_000.0;
    /// Posts a fresh owner writes per day (assumed).
    FEED_ACTS = "acts_per_day", Number, "0.1", 0.0, 1_000.0;
    /// Forum posts a fresh owner writes per day (assumed).
    CLUB_ACTS = "acts_per_day", Number, "0.05", 0.0, 1_000.0;
    /// Acts per day and tie.
    TIE_ACTS = "acts_per_tie_per_day", Number, "", 0.0, 1_000.0;
    /// Force of a friend's word; 1 by convention, the others are measured against it.
    CHAT_WEIGHT = "weight", Number, "1.0", 0.0, 1_000.0;
    /// Force of a post relative to a friend's word (assumed).
    FEED_WEIGHT = "weight", Number, "0.35", 0.0, 1_000.0;
    /// Force of a forum post relative to a friend's word (assumed).
    CLUB_WEIGHT = "weight", Number, "0.6", 0.0, 1_000.0;
    /// Chance that one exposure convinces, as it stands.
    PROBABILITY = "probability", Share, "", 0.0, 1.0;
    /// Share of followers who see a post; assumed [0.02, 0.3].
    VIEW = "view", Share, "0.10", 0.0, 1.0;
    /// Chance that a viewer passes a post on (assumed).
    REPOST = "repost", Share, "0.01", 0.0, 1.0;
    /// Half of a post's views come in this time: 80 minutes, a measured median for tweets [20m, 3h].
    HALF_LIFE = "half_life", Days, "80m", TINY, 1e4;
    /// Delay of one hop; default one tick.
    LATENCY = "latency", Days, "", 0.0, LONG;
    /// Product posts a reader sees per day that halve attention; assumed [1, 10].
    ATTENTION = "attention", Number, "3", TINY, MILLION;
    /// Readers of a forum post (assumed).
    VIEWS = "views", Number, "20", 0.0, MILLION;
    /// Days between 10 % and 90 % of a new channel's users joining; at once by default.
    FILLS = "fills", Days, "0d", 0.0, 1e5;

    /// Share of new owners who are satisfied (assumed).
    SATISFIED = "satisfied", Share, "0.75", 0.0, 1.0;
    /// Best share that improvements can reach (assumed).
    SATISFIED_BEST = "satisfied_at_best", Share, "0.95", 0.0, 1.0;
    /// Margin earned per owner, in money (assumed).
    MARGIN = "margin_per_owner", Number, "180", 0.0, 1e12;
    /// Hazard per year of giving the product up (assumed).
    LAPSE = "lapse_per_year", Number, "0.4", 0.0, MILLION;
    /// Lapse of participants relative to other owners; assumed up to 1.
    LAPSE_PARTICIPANT = "lapse_participant", Number, "0.7", 0.0, 1_000.0;
    /// Lapse of advocates relative to other owners; assumed up to 1.
    LAPSE_ADVOCATE = "lapse_advocate", Number, "0.4", 0.0, 1_000.0;
    /// Lapse of aggrieved owners relative to other owners (assumed).
    LAPSE_AGGRIEVED = "lapse_aggrieved", Number, "3", 0.0, 1_000.0;
    /// Troubles per day of an owner at quality 0: 20 % of the 10 service messages a follower
    /// sends a year come from a product at 0.75.
    TROUBLE = "trouble_per_day", Number, "0.02", 0.0, 1_000.0;
    /// Mean time between being convinced and having it; assumed [0d, 30d].
    DELAY = "delay", Days, "3d", 0.0, LONG;

    /// Service heads per 100,000 owners (assumed).
    STAFF = "staff_per_100_000", Number, "6", 0.0, 100_000.0;
    /// Wage per head and month (assumed).
    WAGE = "wage_per_month", Number, "9_000", 0.0, 1e9;
    /// Promised answer time: the 15 minutes that firms with fast service promise.
    PROMISE = "promise", Days, "15m", TINY, LONG;
    /// Share of troubles told to the company; assumed [0.1, 0.7].
    VOICED = "voiced", Share, "0.4", 0.0, 1.0;
    /// Chance that an answer without a wait restores satisfaction (assumed).
    RECOVERY = "recovery", Share, "0.6", 0.0, 1.0;
    /// Wait that cuts recovery by e; assumed [15m, 48h].
    PATIENCE = "patience", Days, "4h", TINY, LONG;
    /// Tickets a head settles per day: 150 replies per service engineer and day.
    TICKETS = "tickets_per_head_day", Number, "150", TINY, MILLION;

    /// People the product starts with: the hundred of the question.
    SEEDS = "count", Count, "100", 0.0, 4e9;
    /// How many of them start deeply involved (0.8), on their way to being advocates.
    SUPER_USERS = "super_users", Count, "0", 0.0, 4e9;
    /// Share of people with most ties that seeds are drawn among.
    SEEDS_TOP = "top", Share, "", TINY, 1.0;
    /// Share of them who are satisfied; chosen people are by default (assumed).
    SEEDS_SATISFIED = "satisfied", Share, "1", 0.0, 1.0;

    /// The most money any strategy may spend.
    CAP = "cap", Number, "", 0.0, 1e15;
    /// Relative difference below which strategies tie.
    TIE = "tie", Share, "0.05", 0.0, 1.0;
    /// Draws of the numbers that carry a range; default 64 where one does. 0 plays the stated
    /// values only.
    SETTINGS = "settings", Count, "", 0.0, 65_536.0;
    /// Replications of each strategy in each setting; default 2, or 32 where nothing is drawn.
    RUNS = "runs", Count, "", 1.0, MILLION;
    /// Replications of each strategy at the stated values; default 16 where settings are drawn.
    RUNS_AS_STATED = "runs_as_stated", Count, "", 1.0, MILLION;
    /// Most settings, or replications where nothing is drawn, that `until` may go to; default 256.
    AT_MOST = "at_most", Count, "", 1.0, 65_536.0;
    /// Discount of later adoptions a year (assumed).
    DISCOUNT = "discount_per_year", Number, "0.1", 0.0, 10.0;
    /// Replications that share one network.
    RUNS_PER_NETWORK = "runs_per_network", Count, "8", 1.0, MILLION;
    /// A horizon at which rankings are given.
    HORIZON_AT = "at", Days, "", 1.0, LONG;
}

#[cfg(test)]
mod tests {
    use super::super::tactic_keys;
    use super::*;

    #[test]
    fn every_default_lies_in_its_own_range() {
        for key in ALL.iter().chain(tactic_keys::ALL) {
            if !key.default.is_empty() {
                let parsed = match key.unit {
                    Unit::Days => quantity::duration(key.default),
                    _ => key.default.replace('_', "").parse().ok(),
                };
                let value = parsed.unwrap_or_else(|| panic!("{} has an unreadable default", key.name));
                assert!((key.low..=key.high).contains(&value), "{} is {value}", key.name);
                assert_eq!(key.default_value().0, value, "{}", key.name);
            }
        }
    }
}
