//! Numbers of layers and channels, each declared in one place.
//!
//! All others stand in the file of their table, what is no number in `grammar::words`. How to read a declaration stands in `key`.
//!
//! Always true, tested in `grammar`: every default lies in its own range, and names a source or
//! says that it is assumed.

use super::key::Unit::{Count, Days, Number, Share};
use super::key::keys;
pub(super) use super::key::{Key, LONG, TINY, Unit};

const MILLION: f64 = 1e6;
keys! {
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

}
