//! Every number of a tactic that a scenario can say, each declared in one place.
//!
//! How to read and add a declaration stands in `key`.

use super::key::Unit::{Count, Days, Money, Number, Share};
use super::key::{ANY, Key, LONG, TINY, keys};

const MOST_MONEY: f64 = 1e15;

/// Shortest flight in days: what is left where a tactic starts at the horizon.
pub(super) const TINY_FLIGHT: f64 = TINY;

keys! {
    ["strategy.tactic:ads,node,amplify,share"] {
        /// The most the tactic may spend; by default what it needs, if that is known, else what is left.
        BUDGET = "budget", Money, "", 0.0, MOST_MONEY;
    }

    ["strategy.tactic:ads"] {
        /// Money for the flight, "all" is the cap less the other tactics' budgets; by default "all".
        SPEND = "spend", Money, "", 0.0, MOST_MONEY, or ["all"];
        /// Length of the flight; by default the rest of the horizon.
        LASTS = "lasts", Days, "", TINY, LONG;
        /// Days a burst spends its money in; assumed.
        BURST_DAYS = "burst_days", Number, "30", TINY, LONG;
        /// Days on air when pulsing; from common practice: four weeks on, four off (assumed).
        PULSE_ON_DAYS = "pulse_on_days", Number, "28", TINY, LONG;
        /// Days off air when pulsing; from the same practice (assumed).
        PULSE_OFF_DAYS = "pulse_off_days", Number, "28", 0.0, LONG;
        /// Lift of talk per share of people reached in 7 days; from the 22 % of brand talk that cites
        /// ads, which allow at most 0.28.
        TALK_LIFT = "talk_lift", Number, "0.2", 0.0, 3.0, worth "0" to "0.3";
    }

    ["media", "strategy.tactic:ads,amplify"] {
        /// Price of a thousand impressions; assumed.
        CPM = "cpm", Money, "40", 0.001, 1e9, worth "20" to "80";
        /// Cost of an adopter bought by a fresh impression while nobody talks; assumed.
        COLD_CAC = "cold_cac", Money, "200", 0.001, ANY, worth "50" to "1_000";
        /// Share of people the media reach; assumed.
        REACHABLE = "reachable", Share, "0.8", TINY, 1.0;
        /// Chance that an impression makes aware; assumed.
        AWARE = "aware", Share, "0.2", 0.0, 1.0, worth "0.05" to "0.5";
        /// Impressions a head that halve an impression's force; assumed.
        WEAR = "wear", Number, "10", TINY, 1e9, worth "5" to "30";
    }

    ["strategy.tactic:node"] {
        /// Share of owners who need the node; assumed.
        DEMAND = "owners_who_need_it", Share, "0.3", 0.0, 1.0;
        /// What an owner gets out of taking part; assumed.
        USER_GAIN = "user_gain", Share, "0.7", 0.0, 1.0;
        /// What the company gets out of it; assumed.
        COMPANY_GAIN = "company_gain", Share, "0.8", 0.0, 1.0;
        /// Acts per day of an owner who needs it, at full design; assumed.
        NODE_ACTS = "acts_per_day", Number, "0.2", 0.0, 1_000.0;
        /// Time after which interest halves; assumed.
        FADE = "fade", Days, "8w", TINY, 1e5;
        /// Acts of participants relative to other owners: accomplishment; assumed.
        NODE_PARTICIPANT = "participant", Number, "1.3", 0.0, 100.0, worth "1" to "2";
        /// Acts of advocates relative to other owners; assumed.
        NODE_ADVOCATE = "advocate", Number, "1.6", 0.0, 100.0, worth "1" to "3";
        /// Involvement gained by an act the company handled; assumed.
        INVOLVE = "involve", Share, "0.1", 0.0, 1.0, worth "0.02" to "0.3";
        /// Share of the way to the best product made good per release; assumed.
        IMPROVE = "improve", Share, "0.01", 0.0, 1.0, worth "0.003" to "0.03";
        /// Feedback that gives half of it, as a handful of testers finds most faults (Nielsen and
        /// Landauer 1993); assumed.
        FEEDBACK_HALF = "feedback_half", Number, "20", TINY, 1e9, worth "5" to "200";
        /// Time between releases, in whole days; assumed: a weekly build.
        RELEASE_EVERY = "release_every", Days, "1w", 1.0, LONG;
        /// Content made per act at full design; assumed.
        CONTENT = "content", Share, "0.02", 0.0, 1.0;
        /// A fixed number of heads, or "by load": one, and more as owners come; by default "by load".
        HEADS = "staff", Number, "", 0.0, 1e7, or ["by load"];
        /// Wage per head and month; assumed.
        NODE_WAGE = "wage_per_month", Money, "12_000", 0.0, 1e9;
        /// Acts a head handles per day; from 150 replies per engineer and day.
        HEAD_ACTS = "acts_per_head_day", Number, "150", TINY, 1e9;
        /// Time between refreshes of interest, in whole days; by default there are none.
        REFRESH_EVERY = "refresh_every", Days, "", 1.0, LONG;
        /// Cost of a refresh; neutral: nothing.
        REFRESH_COST = "refresh_cost", Money, "0", 0.0, MOST_MONEY;
    }

    ["strategy.tactic.design"] {
        /// How easy taking part is; assumed: a plain form is 0.3 in all four qualities.
        SIMPLE = "simple", Share, "0.3", 0.0, 1.0;
        /// What taking part gives back; assumed.
        REWARDING = "rewarding", Share, "0.3", 0.0, 1.0;
        /// Whether it is fun; assumed.
        FUN = "fun", Share, "0.3", 0.0, 1.0;
        /// Whether it is honest; assumed.
        REAL = "real", Share, "0.3", 0.0, 1.0;
        /// Best score that iterations reach; assumed.
        BEST = "best", Share, "0.9", 0.0, 1.0;
        /// Share of the remaining way made good per release; assumed.
        STEP = "step", Share, "0.03", 0.0, 1.0;
    }

    ["strategy.tactic:amplify"] {
        /// Time before another event may be held; assumed: at least four weeks against fatigue.
        AGAIN_AFTER = "again_after", Days, "28d", TINY, LONG;
        /// Events in 365 days at most; assumed.
        AT_MOST = "at_most_per_year", Count, "6", 0.0, 1_000.0;
        /// Budget of one event; assumed.
        SPEND_EACH = "spend_each", Money, "100_000", 0.0, MOST_MONEY;
        /// Time taken to decide, a topic's enemy; assumed.
        DECIDE_IN = "decide_in", Days, "6h", 0.0, LONG;
        /// Half-life of a topic; assumed.
        TOPIC_HALF_LIFE = "topic_half_life", Days, "6h", TINY, LONG, worth "3h" to "24h";
        /// Force of a view relative to an ad's at the same price; assumed.
        FORCE = "force", Number, "1", 0.0, 100.0, worth "0.7" to "2";
        /// Spread of the quality of what people make; assumed.
        SPREAD = "spread", Number, "0.5", 0.0, 3.0, worth "0" to "1";
        /// How far back an event picks content from, in whole days; assumed.
        PICKS_FROM = "picks_from", Days, "14d", 1.0, LONG;
        /// Involvement gained by the maker picked; assumed.
        MAKER_GAIN = "maker_gain", Share, "0.3", 0.0, 1.0;
        /// Involvement gained by participants who see it, per log10(1 + views/1000); assumed.
        VIEWER_GAIN = "viewer_gain", Share, "0.05", 0.0, 1.0;
        /// Share of owners who follow the company's own feed; assumed.
        FOLLOW = "follow", Share, "0.3", 0.0, 1.0;
    }
}
