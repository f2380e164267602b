//! Every number of the world that a scenario can say, each declared in one place.
//!
//! A tactic's keys stand in its own file, what is no number in `grammar::words`. How to read and add a declaration stands in `key`.
//!
//! Always true, tested in `grammar`: every default lies in its own range, and names a source or
//! says that it is assumed.

use super::key::Unit::{Count, Days, Money, Number, Share};
use super::key::keys;
pub(super) use super::key::{Key, LONG, TINY, Unit};

const MILLION: f64 = 1e6;
/// Largest whole number that every tool reads exactly from a TOML file.
const EXACT: f64 = 9_007_199_254_740_992.0;

keys! {
    [""] {
        /// Length of the story; assumed: two years is what the questions ask for.
        HORIZON = "horizon", Days, "104w", 0.0, LONG;
        /// Step of observation; assumed: a day resolves everything but feeds.
        TICK = "tick", Days, "1d", 1.0 / 86_400.0, 1.0;
        /// Master seed of all draws; neutral: any number will do.
        SEED = "seed", Count, "1", 0.0, EXACT;
    }

    ["market"] {
        /// People in the market, who ever would buy or not; assumed.
        PEOPLE = "people", Count, "100_000", 1.0, 4e9;
        /// Share who could ever be won; assumed.
        ELIGIBLE = "eligible", Share, "0.6", TINY, 1.0, worth "0.3" to "1";
        /// Bass's p, hazard per day of adopting with nobody talking; neutral: off.
        OUTSIDE = "outside_per_day", Number, "0", 0.0, 1.0;
        /// Bass's q for the whole market, hazard per day at full adoption (Bass 1969); neutral: off.
        IMITATION = "imitation_per_day", Number, "0", 0.0, 100.0;
        /// Hazard per day of being lost to a rival, such as 0.0003; neutral: off.
        RIVAL = "rival_per_day", Number, "0", 0.0, 1.0, worth "0" to "0.001";
    }

    ["market.grows"] {
        /// Share of the final eligible people there on day 0; assumed.
        GROWS_FROM = "from", Share, "0.2", TINY, 1.0;
        /// Day on which it grows fastest: the middle of the logistic, near half of the final number; assumed.
        GROWS_HALF_BY = "half_by", Days, "52w", 0.0, LONG;
        /// Days between 10 % and 90 % of the logistic; assumed.
        GROWS_OVER = "over", Days, "104w", TINY, 20_000.0;
    }

    ["market.cities"] {
        /// Number of cities; by default one for each 25,000 people, at most 40 (assumed), one for
        /// imported people.
        CITIES = "count", Count, "", 1.0, 10_000.0;
    }

    ["market.segments"] {
        /// Share of people in the segment; all shares add up to 1.
        SEGMENT_SHARE = "share", Share, "", 0.0, 1.0;
    }

    ["market.susceptibility"] {
        /// Spread of susceptibility (standard deviation of its logarithm); assumed.
        SUSCEPTIBILITY = "lognormal_sd", Number, "0.8", 0.0, 3.0, worth "0" to "1.5";
    }

    ["market.activity"] {
        /// Shape of the law of talkativeness; from the most talkative 15 %, who make a third of all
        /// brand talk, as they do at 2.3 (Keller and Berry, The Influentials, 2003).
        ACTIVITY = "gamma_shape", Number, "2.3", 0.05, 1_000.0;
    }

    ["layers.*.small_world"] {
        /// Ring neighbours in a small world; from the core circle of friends and family, about 14
        /// (Dunbar's layers of 5 and 15).
        DEGREE = "degree", Count, "14", 2.0, 10_000.0;
        /// Share of ties rewired; from the small-world regime, which is near (Watts and Strogatz 1998).
        REWIRE = "rewire", Share, "0.06", 0.0, 1.0;
    }

    ["layers.*.power_law"] {
        /// Mean number of followers; assumed.
        MEAN_FOLLOWERS = "mean", Number, "20", TINY, 10_000.0;
        /// Exponent of the law of followers; from follower networks as measured.
        EXPONENT = "exponent", Number, "2.3", 2.001, 10.0, worth "2.1" to "2.7";
    }

    ["layers.*.random"] {
        /// Mean number of ties; assumed.
        MEAN_TIES = "mean", Number, "10", TINY, 10_000.0;
    }

    ["layers.*.communities"] {
        /// People in a community; assumed.
        COMMUNITY = "size", Count, "10", 2.0, 10_000.0;
        /// Share of ties leading out of the community; assumed.
        BRIDGES = "bridges", Share, "0.1", 0.0, 1.0;
    }

    ["layers.*.degrees"] {
        /// Ties of everybody, where all have the same number.
        REGULAR = "regular", Count, "", 1.0, 10_000.0;
        /// Exponent of a stated power law of degrees; 0 makes every degree equally common.
        DEGREES_EXPONENT = "power_law", Number, "", 0.0, 10.0;
        /// Fewest ties under a stated power law; assumed.
        DEGREES_MIN = "min", Count, "1", 1.0, MILLION;
        /// Most ties under a stated power law; assumed.
        DEGREES_MAX = "max", Count, "1_000", 1.0, MILLION;
        /// Mean of negative binomial degrees.
        DEGREES_MEAN = "negative_binomial", Number, "", TINY, 1_000.0;
        /// Dispersion of negative binomial degrees, where 1 is geometric and large numbers are Poisson;
        /// from the superspreading of SARS in 2003 (Lloyd-Smith et al. 2005).
        DISPERSION = "dispersion", Number, "0.16", 0.01, MILLION;
    }

    ["layers.*"] {
        /// Share of redrawn ties that stay in the city, in layers of friends (small_world and
        /// communities; 0 in others, where strangers meet); assumed.
        SAME_CITY = "same_city", Share, "0.7", 0.0, 1.0;
        /// Share of redrawn ties that stay in the segment, in layers of friends (small_world and
        /// communities; 0 in others); assumed.
        SAME_SEGMENT = "same_segment", Share, "0.3", 0.0, 1.0, worth "0" to "0.6";
    }

    ["talk"] {
        /// People one owner wins in a virgin market with no tactic; assumed.
        ORGANIC_R = "organic_r", Number, "0.8", 0.001, 50.0, worth "0.4" to "1.8";
        /// Hazard of one exposure of weight 1, instead of organic_r; neutral: as it stands.
        SCALE = "scale", Number, "1", 0.0, MILLION;
        /// Mean days an owner talks about the new thing; assumed.
        FRESH_FOR = "fresh_for", Days, "30d", TINY, 1e5, worth "10d" to "90d", or ["never"];
        /// Talk of a settled owner relative to a fresh one; assumed.
        SETTLED = "settled", Share, "0.02", 0.0, 1.0, worth "0" to "0.1";
        /// Talk of a participant relative to a fresh owner; assumed.
        TALK_PARTICIPANT = "participant", Number, "0.10", 0.0, 100.0, worth "0.03" to "0.3";
        /// Talk of an advocate relative to a fresh owner; from 15 % of people making a third of brand
        /// talk, 2.8 times the rest, on a mean of 0.06.
        TALK_ADVOCATE = "advocate", Number, "0.20", 0.0, 100.0, worth "0.06" to "0.6";
        /// Weight of telling the same friend again; assumed.
        AGAIN = "same_friend_again", Share, "0.3", 0.0, 1.0, worth "0" to "1";
        /// Extra force on somebody who met both paid and personal messages; assumed.
        OVERLAP = "overlap", Number, "0.3", 0.0, 10.0, worth "0" to "1";
        /// Time within which the other kind counts as met; assumed.
        OVERLAP_WITHIN = "overlap_within", Days, "30d", TINY, 1e5;
        /// Negative talk of the aggrieved relative to fresh owners; from the 6 to 9 positive messages
        /// for a negative one that surveys find.
        GRIEVANCE = "grievance", Number, "0.06", 0.0, 100.0, worth "0.02" to "0.3";
        /// Mean time a grievance lasts; assumed.
        GRIEVANCE_FOR = "grievance_for", Days, "60d", TINY, 1e5;
        /// Factor on persuasion for each negative message heard; assumed.
        WARNING_FACTOR = "warning_factor", Share, "0.5", 0.0, 1.0, worth "0.25" to "1";
        /// Time after which a negative message counts half; assumed.
        DOUBT_HALF_LIFE = "doubt_half_life", Days, "90d", TINY, 1e5;
        /// Chance that a negative message makes an undecided person refuse; assumed.
        REJECT = "reject", Share, "0.02", 0.0, 1.0, worth "0" to "0.1";
        /// Chance that telling somebody who already knows ends an owner's talk, 1 in Maki and Thompson
        /// (1973); neutral: off.
        STIFLE = "stifle", Share, "0", 0.0, 1.0;
        /// Half-life of wanting something that is not to be had; assumed.
        WANTING = "wanting_half_life", Days, "14d", TINY, 1e5;
    }

    ["talk.resistance"] {
        /// Share of neighbours who must have adopted; from Watts (2002).
        THRESHOLD = "share", Share, "0.18", 0.0, 1.0;
    }

    ["talk.distinct_voices"] {
        /// What one more distinct voice adds: complex contagion (Centola and Macy 2007); assumed.
        VOICE_SLOPE = "slope", Number, "0.4", 0.0, 100.0, worth "0" to "1";
        /// Largest factor of many voices; assumed.
        VOICE_CAP = "cap", Number, "2.5", 1.0, 1_000.0;
        /// Time after which a voice counts half; assumed.
        VOICE_WITHIN = "within", Days, "60d", TINY, 1e5;
    }

    ["talk.trust"] {
        /// Trust in a participant's word; assumed.
        TRUST_PARTICIPANT = "participant", Number, "1.1", 0.0, 100.0, worth "1" to "1.5";
        /// Trust in an advocate's word; assumed.
        TRUST_ADVOCATE = "advocate", Number, "1.25", 0.0, 100.0, worth "1" to "1.5";
    }

    ["channels.*:chat"] {
        /// Recommendations a fresh owner makes per day in chat; assumed.
        CHAT_ACTS = "acts_per_day", Number, "0.2", 0.0, 1_000.0;
        /// Acts per day and tie, instead of acts_per_day.
        TIE_ACTS = "acts_per_tie_per_day", Number, "", 0.0, 1_000.0;
        /// Force of a friend's word, or what share of its listener's neighbours a tie is (under
        /// thresholds, and there "1/degree" by default); neutral: the others are measured against it.
        CHAT_WEIGHT = "weight", Number, "1.0", 0.0, 1_000.0, or ["1/degree", "strength/degree"];
    }

    ["channels.*:feed"] {
        /// Posts a fresh owner writes per day; assumed.
        FEED_ACTS = "acts_per_day", Number, "0.1", 0.0, 1_000.0;
        /// Force of a post relative to a friend's word; assumed.
        FEED_WEIGHT = "weight", Number, "0.35", 0.0, 1_000.0;
        /// Share of followers who see a post; assumed.
        VIEW = "view", Share, "0.10", 0.0, 1.0, worth "0.02" to "0.3";
        /// Chance that a viewer passes a post on; assumed.
        REPOST = "repost", Share, "0.01", 0.0, 1.0;
        /// Half of a post's views come in this time; from the measured median for tweets, 80 minutes.
        HALF_LIFE = "half_life", Days, "80m", TINY, 1e4, worth "20m" to "3h";
        /// Delay of one hop, in whole ticks; by default one tick.
        LATENCY = "latency", Days, "", 0.0, LONG;
        /// Product posts a reader sees per day that halve attention; assumed.
        ATTENTION = "attention", Number, "3", TINY, MILLION, worth "1" to "10";
    }

    ["channels.*:club"] {
        /// Forum posts a fresh owner writes per day; assumed.
        CLUB_ACTS = "acts_per_day", Number, "0.05", 0.0, 1_000.0;
        /// Force of a forum post relative to a friend's word; assumed.
        CLUB_WEIGHT = "weight", Number, "0.6", 0.0, 1_000.0;
        /// Readers of a forum post; assumed.
        VIEWS = "views", Number, "20", 0.0, MILLION;
    }

    ["channels.*"] {
        /// Chance that one exposure convinces, as it stands, instead of weight.
        PROBABILITY = "probability", Share, "", 0.0, 1.0;
        /// Days between 10 % and 90 % of a new channel's users joining; neutral: at once.
        FILLS = "fills", Days, "0d", 0.0, 1e5;
    }

    ["product"] {
        /// Share of new owners who are satisfied; assumed.
        SATISFIED = "satisfied", Share, "0.75", 0.0, 1.0;
        /// Best share that improvements can reach, never below satisfied; assumed.
        SATISFIED_BEST = "satisfied_at_best", Share, "0.95", 0.0, 1.0;
        /// Margin earned per owner; assumed.
        MARGIN = "margin_per_owner", Money, "180", 0.0, 1e12;
        /// Hazard per year of giving the product up; assumed.
        LAPSE = "lapse_per_year", Number, "0.4", 0.0, MILLION;
        /// Lapse of participants relative to other owners; assumed.
        LAPSE_PARTICIPANT = "lapse_participant", Number, "0.7", 0.0, 1_000.0, worth "0.7" to "1";
        /// Lapse of advocates relative to other owners; assumed.
        LAPSE_ADVOCATE = "lapse_advocate", Number, "0.4", 0.0, 1_000.0, worth "0.4" to "1";
        /// Lapse of aggrieved owners relative to other owners; assumed.
        LAPSE_AGGRIEVED = "lapse_aggrieved", Number, "3", 0.0, 1_000.0;
        /// Troubles per day of an owner at quality 0; from 20 % of the 10 service messages a follower
        /// sends a year, which come from a product at 0.75.
        TROUBLE = "trouble_per_day", Number, "0.02", 0.0, 1_000.0;
        /// Mean time between being convinced and having it; assumed.
        DELAY = "delay", Days, "3d", 0.0, LONG, worth "0d" to "30d";
    }

    ["service"] {
        /// Service heads per 100,000 owners; assumed.
        STAFF = "staff_per_100_000", Number, "6", 0.0, 100_000.0;
        /// Wage per head and month; assumed.
        WAGE = "wage_per_month", Money, "9_000", 0.0, 1e9;
        /// Promised answer time; from the 15 minutes that firms with fast service promise.
        PROMISE = "promise", Days, "15m", TINY, LONG;
        /// Share of troubles told to the company; assumed.
        VOICED = "voiced", Share, "0.4", 0.0, 1.0, worth "0.1" to "0.7";
        /// Chance that an answer without a wait restores satisfaction; assumed.
        RECOVERY = "recovery", Share, "0.6", 0.0, 1.0;
        /// Wait that cuts recovery by e; assumed.
        PATIENCE = "patience", Days, "4h", TINY, LONG, worth "15m" to "48h";
        /// Tickets a head settles per day; from 150 replies per service engineer and day.
        TICKETS = "tickets_per_head_day", Number, "150", TINY, MILLION;
    }

    ["seeds", "strategy.tactic:seeding"] {
        /// People the product starts with; assumed: the hundred of the question, or all of a list.
        SEEDS = "count", Count, "100", 0.0, 4e9;
        /// How many of them start deeply involved (0.8), on their way to being advocates; neutral: none.
        SUPER_USERS = "super_users", Count, "0", 0.0, 4e9;
        /// Share of them who are satisfied; assumed: chosen people are.
        SEEDS_SATISFIED = "satisfied", Share, "1", 0.0, 1.0;
    }

    ["seeds.pick"] {
        /// Share of people with most ties that seeds are drawn among.
        SEEDS_TOP = "top", Share, "", TINY, 1.0;
    }

    ["compare"] {
        /// The most money any strategy may spend; by default "none".
        CAP = "cap", Money, "", 0.0, 1e15, or ["none"];
        /// Relative difference below which strategies tie; assumed.
        TIE = "tie", Share, "0.05", 0.0, 1.0;
        /// Draws of the numbers that carry a range, 0 plays the stated values only; by default 64
        /// where a number carries one (assumed).
        SETTINGS = "settings", Count, "", 0.0, 65_536.0;
        /// Replications of each strategy in each drawn setting; assumed.
        REPLICATIONS_PER_SETTING = "replications_per_setting", Count, "2", 1.0, MILLION;
        /// Replications of each strategy at the stated values; by default 16 where settings are drawn,
        /// else 32 (assumed).
        REPLICATIONS = "replications", Count, "", 1.0, MILLION;
        /// Most settings, or replications where nothing is drawn, that `until` may go to; by default
        /// 256 (assumed).
        AT_MOST = "at_most", Count, "", 1.0, 65_536.0;
        /// Discount of later adoptions a year; assumed.
        DISCOUNT = "discount_per_year", Number, "0.1", 0.0, 10.0;
        /// Replications that share one network; assumed.
        RUNS_PER_NETWORK = "runs_per_network", Count, "8", 1.0, MILLION;
    }

    ["strategy.tactic:*"] {
        /// The most the tactic may spend; by default what it needs, if that is known, else what is left.
        BUDGET = "budget", Money, "", 0.0, 1e15;
    }

    ["strategy"] {
        /// Plans that the lists among its tactics' keys give, all tried on training luck, the best
        /// judged; neutral: the one that is written.
        PLANS = "plans", Count, "1", 1.0, 1_000.0;
    }
}
