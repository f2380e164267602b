//! Reads one tactic: when it runs, what it may cost, and the settings of its kind.

use jiff::civil::Date;

use super::channels::days_between;
use super::grammar::form::Word;
use super::grammar::words;
use super::plan::{
    AdsPlan, AmplifyPlan, Channel, ChannelKind, Design, Flight, Media, NodePlan, SharePlan, Spend, Staff,
    TacticKind, TacticPlan, When,
};
use super::problem::suggestion;
use super::quantity;
use super::section::Section;
use super::tactic_keys as keys;
use super::tree::{self, Value};
use crate::units::ChannelId;

/// What tactics are read against.
pub(super) struct Around<'a> {
    /// Calendar date of day 0.
    pub start: Date,
    /// Days of the run.
    pub horizon: f64,
    /// Channels to post on.
    pub channels: &'a [Channel],
    /// What bought attention costs and does unless a tactic says otherwise.
    pub media: Media,
    /// Whether resistance is a threshold.
    pub thresholds: bool,
}

/// Reads a tactic of any kind but seeding.
pub(super) fn read(s: &Section<'_>, kind: &str, name: &str, around: &Around<'_>) -> TacticPlan {
    let starts_key = match (s.has("starts"), s.has("when_first"), kind) {
        (true, true, "amplify") => {
            s.problem("when_first", "stands beside starts", "they mean the same; take one away");
            s.allow("when_first");
            "starts"
        }
        (false, true, "amplify") => "when_first",
        _ => "starts",
    };
    let starts = when(s, starts_key, around).unwrap_or(When::Day(0.0));
    let stops = when(s, "stops", around);
    if let (When::Day(from), Some(When::Day(to))) = (starts, stops)
        && to <= from
    {
        s.problem("stops", "comes before it starts", "let it stop after it starts");
    }
    if matches!(starts, When::Day(day) if day >= around.horizon) {
        s.warning(starts_key, "lies beyond the horizon", "this tactic never runs");
    }
    let first = if let When::Day(day) = starts { day.min(around.horizon) } else { 0.0 };
    let left = around.horizon - first;
    let free = s.maybe_text("free");
    if around.thresholds && matches!(kind, "ads" | "amplify") {
        let help = "audiences need exponential resistance; take it away, or [talk] resistance";
        s.problem("kind", format!("is {}", tree::quoted(kind)), help);
    }
    let (kind, usual, costs) = match kind {
        "ads" => {
            let ads = ads(s, left, around.media);
            let spend = if let Spend::Amount(amount) = ads.spend { Some(amount) } else { None };
            (TacticKind::Ads(ads), spend, true)
        }
        "node" => {
            let node = node(s, around.channels);
            let paid = node.wage_per_month > 0.0 && node.staff != Staff::Heads(0.0);
            (TacticKind::Node(node), None, paid)
        }
        "amplify" => {
            let amplify = amplify(s, around);
            let events = possible_events(&amplify, left);
            let all_events = amplify.spend_each * events;
            let paid = amplify.spend_each > 0.0;
            (TacticKind::Amplify(amplify), Some(all_events), paid)
        }
        _ => {
            let share = SharePlan::read(s, around.channels);
            let price = share.price;
            (TacticKind::Share(share), Some(price), price > 0.0)
        }
    };
    let budget = s.maybe(&keys::BUDGET).or(usual);
    if let Some(budget) = budget.filter(|_| !s.has("budget")) {
        s.record("budget", tree::float(budget));
    }
    if !costs && free.as_ref().is_none_or(|why| why.trim().is_empty()) {
        s.problem("", "has no price", "give it one, or say free = \"why it costs nothing\"");
    }
    TacticPlan { name: name.to_owned(), starts, stops, budget, free, kind }
}

/// How many events can be held within `days`: as the cooldown and the yearly limit allow.
fn possible_events(plan: &AmplifyPlan, days: f64) -> f64 {
    let within = |days: f64| (days / plan.again_after_days).ceil();
    let yearly = f64::from(plan.at_most_per_year);
    let years = (days / 365.0).floor();
    (years * yearly + within(days - years * 365.0).min(yearly)).min(within(days))
}

/// A moment: a date, a duration from the start, or a condition.
fn when(s: &Section<'_>, key: &'static str, around: &Around<'_>) -> Option<When> {
    let node = s.node(key)?;
    let help = "write a date such as 2010-08-16 without quotes, a duration from the start such as \"12w\", \
                or a condition such as \"active >= 100_000\"";
    let moment = match &node.value {
        Value::Date(date) => Some(When::Day(days_between(around.start, *date))),
        Value::Text(text) => match quantity::condition(text) {
            Some(Ok(condition)) => Some(condition),
            Some(Err(help)) => {
                s.problem(key, format!("is {}", tree::quoted(text)), help);
                return None;
            }
            None => quantity::duration(text).map(When::Day),
        },
        _ => None,
    };
    match moment {
        Some(When::Day(day)) if day < 0.0 => {
            s.problem(key, format!("is {}", node.written()), format!("the story starts on {}", around.start));
            None
        }
        Some(moment) => {
            s.record(if key == "when_first" { "starts" } else { key }, node.written());
            Some(moment)
        }
        None => {
            s.problem(key, format!("is {}", node.describe()), help);
            None
        }
    }
}

/// Reads `[media]`: what bought attention costs and does, the same for ads and events everywhere.
pub(super) fn common_media(s: &Section<'_>) -> Media {
    Media {
        cpm: s.number(&keys::CPM),
        cold_cac: s.number(&keys::COLD_CAC),
        reachable: s.number(&keys::REACHABLE),
        aware: s.number(&keys::AWARE),
        wear: s.number(&keys::WEAR),
    }
}

/// The media of one tactic: the common ones, but for what it says itself.
fn media(s: &Section<'_>, common: Media) -> Media {
    Media {
        cpm: s.maybe(&keys::CPM).unwrap_or(common.cpm),
        cold_cac: s.maybe(&keys::COLD_CAC).unwrap_or(common.cold_cac),
        reachable: s.maybe(&keys::REACHABLE).unwrap_or(common.reachable),
        aware: s.maybe(&keys::AWARE).unwrap_or(common.aware),
        wear: s.maybe(&keys::WEAR).unwrap_or(common.wear),
    }
}

fn ads(s: &Section<'_>, left: f64, common: Media) -> AdsPlan {
    let spend = match s.node("spend").map(|n| &n.value) {
        Some(Value::Text(text)) if s.word(&keys::SPEND).is_none() => {
            s.problem("spend", format!("is {}", tree::quoted(text)), "write an amount, or \"all\"");
            Spend::Amount(0.0)
        }
        Some(Value::Text(_)) | None => {
            s.record("spend", tree::quoted(keys::SPEND.words[0]));
            Spend::All
        }
        Some(_) => Spend::Amount(s.maybe(&keys::SPEND).unwrap_or(0.0)),
    };
    let lasts_days = s.number_or(&keys::LASTS, left.max(keys::TINY_FLIGHT));
    if lasts_days > left + 1e-9 && left > 0.0 {
        let text = format!("runs {} beyond the horizon", quantity::show_days(lasts_days - left));
        s.warning("lasts", text, "what is planned for later is not spent");
    }
    s.allow("burst_days");
    s.allow("pulse_on_days");
    s.allow("pulse_off_days");
    let flight = match s.choice(&words::FLIGHT) {
        0 => {
            let usual = keys::BURST_DAYS.default_value().0.min(lasts_days);
            let days = s.number_or(&keys::BURST_DAYS, usual);
            if days > lasts_days {
                let help = format!("the flight lasts {}", quantity::show_days(lasts_days));
                s.problem("burst_days", format!("is {days}"), help);
            }
            Flight::Burst { days }
        }
        1 => Flight::Continuous,
        _ => Flight::Pulsing { on: s.number(&keys::PULSE_ON_DAYS), off: s.number(&keys::PULSE_OFF_DAYS) },
    };
    let media = media(s, common);
    AdsPlan { spend, flight, lasts_days, media, talk_lift: s.number(&keys::TALK_LIFT) }
}

fn node(s: &Section<'_>, channels: &[Channel]) -> NodePlan {
    let inner = s.table_or_empty("design");
    let design = Design {
        simple: inner.number(&keys::SIMPLE),
        rewarding: inner.number(&keys::REWARDING),
        fun: inner.number(&keys::FUN),
        real: inner.number(&keys::REAL),
        best: inner.number(&keys::BEST),
        step: inner.number(&keys::STEP),
        cash: inner.flag(&words::CASH),
    };
    s.close("design", inner);
    let staff = match s.node("staff").map(|n| &n.value) {
        None => Staff::ByLoad,
        Some(Value::Text(text)) => {
            if s.word(&keys::HEADS).is_none() {
                s.problem(
                    "staff",
                    format!("is {}", tree::quoted(text)),
                    "write \"by load\" or a number of heads",
                );
            }
            Staff::ByLoad
        }
        Some(_) => Staff::Heads(s.maybe(&keys::HEADS).unwrap_or(1.0)),
    };
    if staff == Staff::ByLoad {
        s.record("staff", tree::quoted(keys::HEADS.words[0]));
    }
    NodePlan {
        demand: s.number(&keys::DEMAND),
        user_gain: s.number(&keys::USER_GAIN),
        company_gain: s.number(&keys::COMPANY_GAIN),
        design,
        acts_per_day: s.number(&keys::NODE_ACTS),
        fade_days: s.number(&keys::FADE),
        participant: s.number(&keys::NODE_PARTICIPANT),
        advocate: s.number(&keys::NODE_ADVOCATE),
        involve: s.number(&keys::INVOLVE),
        improve: s.number(&keys::IMPROVE),
        feedback_half: s.number(&keys::FEEDBACK_HALF),
        release_days: whole_days(s, keys::RELEASE_EVERY.name, s.number(&keys::RELEASE_EVERY)),
        content: s.number(&keys::CONTENT),
        posts_on: feed(s, "posts_on", channels),
        staff,
        wage_per_month: s.number(&keys::NODE_WAGE),
        acts_per_head_day: s.number(&keys::HEAD_ACTS),
        refresh_days: s.maybe(&keys::REFRESH_EVERY).map(|days| whole_days(s, keys::REFRESH_EVERY.name, days)),
        refresh_cost: s.number(&keys::REFRESH_COST),
    }
}

fn amplify(s: &Section<'_>, around: &Around<'_>) -> AmplifyPlan {
    AmplifyPlan {
        again_after_days: s.number(&keys::AGAIN_AFTER),
        at_most_per_year: s.number(&keys::AT_MOST) as u32,
        spend_each: s.number(&keys::SPEND_EACH),
        decide_days: s.number(&keys::DECIDE_IN),
        topic_half_life: s.number(&keys::TOPIC_HALF_LIFE),
        media: media(s, around.media),
        zeta: s.number(&keys::FORCE),
        spread: s.number(&keys::SPREAD),
        pick_days: whole_days(s, keys::PICKS_FROM.name, s.number(&keys::PICKS_FROM)),
        maker_gain: s.number(&keys::MAKER_GAIN),
        viewer_gain: s.number(&keys::VIEWER_GAIN),
        follow: s.number(&keys::FOLLOW),
        feed: feed(s, "feed", around.channels),
    }
}

/// A feed by name, which must be there.
pub(super) fn needed_feed(s: &Section<'_>, key: &'static Word, channels: &[Channel]) -> ChannelId {
    let feed = feed(s, key.name, channels);
    if feed.is_none() {
        s.problem("", "has no feed to post to", "name a channel of kind \"feed\": feed = \"…\"");
    }
    feed.unwrap_or(ChannelId(0))
}

/// A duration that must be whole days.
fn whole_days(s: &Section<'_>, key: &'static str, days: f64) -> u32 {
    if days.fract() != 0.0 {
        s.problem(key, format!("is {}", quantity::show_days(days)), "it must be whole days");
    }
    (days as u32).max(1)
}

/// A feed by name; the first one if none is named, no feed for `"none"`.
fn feed(s: &Section<'_>, key: &'static str, channels: &[Channel]) -> Option<ChannelId> {
    let is_feed = |c: &Channel| matches!(c.kind, ChannelKind::Feed { .. });
    let first = channels.iter().find(|c| is_feed(c)).map_or("none", |c| c.name.as_str());
    let name = s.text(key, first);
    if name == "none" {
        return None;
    }
    let found = channels.iter().position(|c| c.name == name);
    match found {
        Some(position) if is_feed(&channels[position]) => return Some(ChannelId(position)),
        Some(_) => s.problem(key, format!("is {}", tree::quoted(&name)), "that channel is no feed"),
        None => {
            let feeds: Vec<&str> = channels.iter().filter(|c| is_feed(c)).map(|c| c.name.as_str()).collect();
            s.problem(key, format!("is {}", tree::quoted(&name)), suggestion(&name, &feeds));
        }
    }
    None
}
