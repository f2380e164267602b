//! Every number a tactic can say: its default, range, unit and source, each in one place.
//!
//! Layer 1. Uses `scenario::keys`.

use super::keys::Unit::{Count, Days, Number, Share};
use super::keys::{ANY, Key, LONG, TINY, key, keys};

const MONEY: f64 = 1e15;

/// Shortest flight in days: what is left where a tactic starts at the horizon.
pub(super) const TINY_FLIGHT: f64 = TINY;

const COMMON: [&str; 4] = ["starts", "stops", "budget", "free"];
const MEDIA: [&str; 5] = ["cpm", "cold_cac", "reachable", "aware", "wear"];

/// The keys that tactics of this kind have beside their name and kind.
pub(super) fn keys_of(kind: &str) -> Vec<&'static str> {
    let own: &[&str] = match kind {
        "ads" => &["spend", "lasts", "flight", "burst_days", "pulse_on_days", "pulse_off_days", "talk_lift"],
        "node" => &[
            "owners_who_need_it",
            "user_gain",
            "company_gain",
            "design",
            "acts_per_day",
            "fade",
            "participant",
            "advocate",
            "involve",
            "improve",
            "feedback_half",
            "release_every",
            "content",
            "posts_on",
            "staff",
            "wage_per_month",
            "acts_per_head_day",
            "refresh_every",
            "refresh_cost",
        ],
        "amplify" => &[
            "when_first",
            "again_after",
            "at_most_per_year",
            "spend_each",
            "decide_in",
            "topic_half_life",
            "force",
            "spread",
            "picks_from",
            "maker_gain",
            "viewer_gain",
            "follow",
            "feed",
        ],
        "share" => &["feed", "uses_per_day", "share", "one_click", "price"],
        "seeding" => &["count", "super_users", "satisfied", "pick", "layer"],
        _ => &[],
    };
    let common = if kind == "seeding" { &[] } else { &COMMON[..] };
    let media = if matches!(kind, "ads" | "amplify") { &MEDIA[..] } else { &[] };
    [own, common, media].concat()
}

keys! {
    /// The most a tactic may spend.
    BUDGET = "budget", Number, "", 0.0, MONEY;

    /// Money for the flight; `"all"` is the cap less the other tactics' budgets.
    SPEND = "spend", Number, "", 0.0, MONEY;
    /// Length of the flight; default the rest of the horizon.
    LASTS = "lasts", Days, "", TINY, LONG;
    /// Days a burst spends its money in (assumed).
    BURST_DAYS = "burst_days", Number, "30", TINY, LONG;
    /// Days on air when pulsing: four weeks on, four off is common practice (assumed).
    PULSE_ON_DAYS = "pulse_on_days", Number, "28", TINY, LONG;
    /// Days off air when pulsing.
    PULSE_OFF_DAYS = "pulse_off_days", Number, "28", 0.0, LONG;
    /// Price of a thousand impressions; assumed [20, 80].
    CPM = "cpm", Number, "40", 0.001, 1e9;
    /// Cost of an adopter bought by a fresh impression while nobody talks; assumed [50, 1,000].
    COLD_CAC = "cold_cac", Number, "200", 0.001, ANY;
    /// Share of people the media reach (assumed).
    REACHABLE = "reachable", Share, "0.8", TINY, 1.0;
    /// Chance that an impression makes aware; assumed [0.05, 0.5].
    AWARE = "aware", Share, "0.2", 0.0, 1.0;
    /// Impressions a head that halve an impression's force; assumed [5, 30].
    WEAR = "wear", Number, "10", TINY, 1e9;
    /// Lift of talk per share of people reached in 7 days; 22 % of brand talk cites ads, which
    /// allows at most 0.28 [0, 0.3].
    TALK_LIFT = "talk_lift", Number, "0.2", 0.0, 3.0;

    /// Share of owners who need the node (assumed).
    DEMAND = "owners_who_need_it", Share, "0.3", 0.0, 1.0;
    /// What an owner gets out of taking part (assumed).
    USER_GAIN = "user_gain", Share, "0.7", 0.0, 1.0;
    /// What the company gets out of it (assumed).
    COMPANY_GAIN = "company_gain", Share, "0.8", 0.0, 1.0;
    /// How easy taking part is; a plain form is 0.3 in all four qualities (assumed).
    SIMPLE = "simple", Share, "0.3", 0.0, 1.0;
    /// What taking part gives back (assumed).
    REWARDING = "rewarding", Share, "0.3", 0.0, 1.0;
    /// Whether it is fun (assumed).
    FUN = "fun", Share, "0.3", 0.0, 1.0;
    /// Whether it is honest (assumed).
    REAL = "real", Share, "0.3", 0.0, 1.0;
    /// Best score that iterations reach (assumed).
    BEST = "best", Share, "0.9", 0.0, 1.0;
    /// Share of the remaining way made good per release (assumed).
    STEP = "step", Share, "0.03", 0.0, 1.0;
    /// Acts per day of an owner who needs it, at full design (assumed).
    NODE_ACTS = "acts_per_day", Number, "0.2", 0.0, 1_000.0;
    /// Time after which interest halves (assumed).
    FADE = "fade", Days, "8w", TINY, 1e5;
    /// Acts of participants relative to other owners: accomplishment; assumed [1, 2].
    NODE_PARTICIPANT = "participant", Number, "1.3", 0.0, 100.0;
    /// Acts of advocates relative to other owners; assumed [1, 3].
    NODE_ADVOCATE = "advocate", Number, "1.6", 0.0, 100.0;
    /// Involvement gained by an act the company handled; assumed [0.02, 0.3].
    INVOLVE = "involve", Share, "0.1", 0.0, 1.0;
    /// Share of the way to the best product made good per release; assumed [0.003, 0.03].
    IMPROVE = "improve", Share, "0.01", 0.0, 1.0;
    /// Feedback that gives half of it: a handful of testers finds most faults (Nielsen and
    /// Landauer 1993); assumed [5, 200].
    FEEDBACK_HALF = "feedback_half", Number, "20", TINY, 1e9;
    /// Time between releases: a weekly build.
    RELEASE_EVERY = "release_every", Days, "1w", 1.0, LONG;
    /// Content made per act at full design (assumed).
    CONTENT = "content", Share, "0.02", 0.0, 1.0;
    /// A fixed number of heads.
    HEADS = "staff", Number, "", 0.0, 1e7;
    /// Wage per head and month (assumed).
    NODE_WAGE = "wage_per_month", Number, "12_000", 0.0, 1e9;
    /// Acts a head handles per day: 150 replies per engineer and day.
    HEAD_ACTS = "acts_per_head_day", Number, "150", TINY, 1e9;
    /// Time between refreshes of interest; none by default.
    REFRESH_EVERY = "refresh_every", Days, "", 1.0, LONG;
    /// Cost of a refresh.
    REFRESH_COST = "refresh_cost", Number, "0", 0.0, MONEY;

    /// Time before another event may be held; at least four weeks against fatigue (assumed).
    AGAIN_AFTER = "again_after", Days, "28d", TINY, LONG;
    /// Events in 365 days at most (assumed).
    AT_MOST = "at_most_per_year", Count, "6", 0.0, 1_000.0;
    /// Budget of one event (assumed).
    SPEND_EACH = "spend_each", Number, "100_000", 0.0, MONEY;
    /// Time taken to decide, a topic's enemy (assumed).
    DECIDE_IN = "decide_in", Days, "6h", 0.0, LONG;
    /// Half-life of a topic; assumed [3h, 24h].
    TOPIC_HALF_LIFE = "topic_half_life", Days, "6h", TINY, LONG;
    /// Force of a view relative to an ad's at the same price; assumed [0.7, 2].
    FORCE = "force", Number, "1", 0.0, 100.0;
    /// Spread of the quality of what people make; assumed [0, 1].
    SPREAD = "spread", Number, "0.5", 0.0, 3.0;
    /// How far back an event picks content from (assumed).
    PICKS_FROM = "picks_from", Days, "14d", 1.0, LONG;
    /// Involvement gained by the maker picked (assumed).
    MAKER_GAIN = "maker_gain", Share, "0.3", 0.0, 1.0;
    /// Involvement gained by participants who see it, per log10(1 + views/1000) (assumed).
    VIEWER_GAIN = "viewer_gain", Share, "0.05", 0.0, 1.0;
    /// Share of owners who follow the company's own feed (assumed).
    FOLLOW = "follow", Share, "0.3", 0.0, 1.0;

    /// Uses per day of a fresh owner (assumed).
    USES = "uses_per_day", Number, "1", 0.0, 1_000.0;
    /// Chance that a use is shared (assumed).
    SHARED = "share", Share, "0.02", 0.0, 1.0;
    /// Factor of a one-click button (assumed).
    ONE_CLICK = "one_click", Number, "3", 0.0, 1_000.0;
    /// One-off cost of building it.
    PRICE = "price", Number, "0", 0.0, MONEY;
}
