//! `[channels]`: the ways of speaking, each on its layer.

use jiff::civil::Date;

use super::channel_heading::{Heading, Kind};
use super::context::DEFAULTS;
use super::declare::{Choice, Form, Key, LONG, Section, TINY, Word, choice, table};
use super::market::{Market, named_segments};
use super::moment;
use super::network::{LayerKind, Network};
use super::problem::At;
use super::quantity::{fitting_tick, show_days};
use super::speech::{ChatSpeech, ClubSpeech, FeedSpeech, Force, Pace, Ties, pace_key};
use super::tree;
use crate::network::import::Column;
use crate::units::LayerId;

/// A way of speaking.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
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
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub enum ChannelKind {
    /// One tie at a time.
    Chat(Chat),
    /// A post that followers see and may repost.
    Feed(Feed),
    /// A forum post read by visitors.
    Club(Club),
}

impl ChannelKind {
    /// The same where people spare themselves this share of their reposts.
    fn with_effort(self, effort: f64) -> ChannelKind {
        match self {
            ChannelKind::Feed(feed) => {
                ChannelKind::Feed(Feed { repost: feed.repost * (1.0 - effort), ..feed })
            }
            ChannelKind::Chat(_) | ChannelKind::Club(_) => self,
        }
    }
}

table! {
    /// The layer of a chat or a feed.
    pub struct Ride in ["channels.*:chat,feed"], with (kind: Kind, network: &Network) {
        /// The layer it rides on; by default the first that is directed for feeds, undirected for chats.
        pub layer: Option<LayerId> = Text, by |s, key| layer(s, key, kind == Kind::Feed, network);
    }
}

table! {
    /// One tie at a time.
    #[derive(Copy)]
    pub struct Chat in ["channels.*:chat"], with (layer: Option<&LayerKind>) {
        /// Whether each friend is told at most once; neutral: no.
        // An act picks among the ties not yet told; with a pace per tie it picks among all and is lost
        // on one already told, so that each tie keeps its own rate.
        pub once: bool = Flag "false", by |s, key| {
            let once = s.flag(key);
            if once && matches!(layer, Some(LayerKind::Complete)) {
                let help = "told ties are not stored on a complete layer; remove once";
                s.problem(key.name, "is true on a complete layer", help);
            }
            once
        };
        /// Which friend is told: any, or by the strength of the tie; neutral: any.
        pub by_strength ["pick"]: bool = Form (Form::Word(Friend::WORDS)) "any", by |s, key| {
            let by_strength = s.choice::<Friend>(key) == Friend::ByStrength;
            if by_strength && column(layer) != Column::Strength {
                let help = "only an import with a column of strengths has them; take this away";
                s.problem(key.name, "is \"strength\"", help);
            }
            by_strength
        };
        /// Mean time between what is said and that it is heard; neutral: at once (a talk face to face takes a week to
        /// come about).
        pub delay: f64 = Days "0d" in 0.0..=LONG, plausible "0d" to "14d", by |s, key| {
            let delay = s.number(key);
            if delay > 0.0 && s.has("acts") {
                s.problem(key.name, "stands beside acts = \"all\"", "write acts_per_day: a cascade tells in its tick");
            }
            delay
        };
    }
}

choice! {
    /// Which friend is told.
    pub enum Friend {
        Any = "any",
        /// In proportion to the strength of the tie.
        ByStrength = "strength",
    }
}

table! {
    /// A post that followers see and may repost.
    #[derive(Copy)]
    pub struct Feed in ["channels.*:feed"], with (ticks_per_day: u32) {
        /// Share of followers who see a post; assumed.
        pub view: f64 = Share 0.10, plausible 0.02 to 0.3;
        /// Chance that a viewer passes a post on; assumed.
        pub repost: f64 = Share 0.01;
        /// Half of a post's views come in this time; from the measured median for tweets, 80 minutes.
        pub half_life: f64 = Days "80m" in TINY..=1e4, plausible "20m" to "3h";
        /// Delay of one hop, in whole ticks; by default one tick.
        pub latency_ticks ["latency"]: u32 = Days in 0.0..=LONG, by |s, key| latency(s, key, ticks_per_day);
        /// Product posts a reader sees per day that halve attention; assumed.
        pub attention: f64 = Number 3 in TINY..=1e6, plausible 1 to 10;
        /// Luck of a single post: spread of the logarithm of its views, of mean 1 (0.8 lets one in a hundred be seen
        /// by 4.7 times as many); neutral: all are seen alike.
        pub spread: f64 = Number 0 in 0.0..=2.0, plausible 0 to 1;
    }
}

table! {
    /// A forum post read by visitors.
    pub struct Club in ["channels.*:club"], with (market: &Market) {
        /// Readers of a forum post; assumed.
        pub views: f64 = Number 5 in 0.0..=1e6, plausible 2 to 20;
        /// Segments that come to it; by default all.
        pub catchment: Vec<usize> = Form (Form::List(&Form::Text)), by |s, key| named_segments(s, key, &market.segments);
        /// Time in which half of a post's readers come, and half of what it helps is gone; neutral: all readers at once.
        pub half_life: f64 = Days "0d" in 0.0..=LONG, plausible "0d" to "120d";
        /// Most that what is written keeps away of all troubles, once owners find plenty of it; neutral: nothing.
        pub helps: f64 = Share 0 in 0.0..=0.5, plausible 0 to 0.3, by |s, key| {
            let helps = s.number(key);
            if helps > 0.0 && half_life <= 0.0 {
                s.follows(key.name, "needs posts that stay", "add half_life = \"60d\"", &[&s.name("half_life")]);
            }
            helps
        };
    }
}

table! {
    /// When a channel opens.
    pub struct Opening in ["channels.*"], with (start: Date) {
        /// When it opens; neutral: there from the start.
        pub opens: f64 = Moment "0d", by |s, key| opens(s, key, start);
        /// Days between 10 % and 90 % of a new channel's users joining; neutral: at once.
        pub fills: f64 = Days "0d" in 0.0..=1e5;
        /// Share of talk and of reposts that is not made because it takes an effort; neutral: none.
        pub effort: f64 = Share 0 in 0.0..=0.95, plausible 0 to 0.9;
    }
}

/// What is known when channels are read.
pub(super) struct ChannelContext<'a> {
    pub start: Date,
    pub ticks_per_day: u32,
    pub network: &'a Network,
    pub market: &'a Market,
    pub thresholds: bool,
    /// Where it is written that resistance is a threshold.
    pub thresholds_at: At,
}

const MOST: usize = 32;

pub(super) fn read(top: &Section<'_>, context: &ChannelContext<'_>) -> Vec<Channel> {
    let mut channels = Vec::new();
    let tables = top.tables("channels", "[channels.wechat]");
    let alone = tables.len() == 1;
    for (name, s) in tables {
        let Some(channel) = channel(&s, name, context) else { continue };
        if channel.force == Force::StrengthShare && !alone {
            let help = "thresholds in strengths are counted on one layer; take the other channels away";
            s.problem("weight", "stands beside other channels", help);
        }
        if matches!(channel.pace, Pace::PerTiePerDay(_)) && !alone {
            let help = "a pace by ties would also speed up the other channels; write acts_per_day";
            s.problem("acts_per_tie_per_day", "stands beside other channels", help);
        }
        channels.push(channel);
        s.write();
    }
    if channels.len() > MOST {
        let text = format!("holds {} channels", channels.len());
        top.problem("channels", text, format!("there may be at most {MOST}"));
    }
    channels
}

fn channel(s: &Section<'_>, name: &str, context: &ChannelContext<'_>) -> Option<Channel> {
    let kind = Heading::read(s).kind?;
    let layer = match kind {
        Kind::Chat | Kind::Feed => Ride::read(s, kind, context.network).layer,
        Kind::Club => None,
    };
    let ridden = layer.and_then(|id| context.network.layers.get(id.0)).map(|layer| &layer.kind);
    let said = pace_key(s, kind == Kind::Chat);
    let stored = ridden.is_some_and(|kind| *kind != LayerKind::Complete);
    let ties =
        Ties { column: column(ridden), thresholds: context.thresholds, stored: stored || context.thresholds };
    let (pace, force, kind) = match kind {
        Kind::Chat => {
            let speech = ChatSpeech::read(s, said, ties);
            (speech.pace(said), speech.force, ChannelKind::Chat(Chat::read(s, ridden)))
        }
        Kind::Feed => {
            let FeedSpeech { per_day, force } = FeedSpeech::read(s, said, ties);
            (Pace::PerDay(per_day), force, ChannelKind::Feed(Feed::read(s, context.ticks_per_day)))
        }
        Kind::Club => {
            let ClubSpeech { per_day, force } = ClubSpeech::read(s, said, ties);
            (Pace::PerDay(per_day), force, ChannelKind::Club(Club::read(s, context.market)))
        }
    };
    if context.thresholds && (!matches!(kind, ChannelKind::Chat(_)) || pace != Pace::All) {
        let help = "write kind = \"chat\" and acts = \"all\": thresholds count each teller once";
        if s.at.source == DEFAULTS {
            let help = format!("the usual channel {name} has a pace: write [channels] of your own; {help}");
            s.cx.problem(context.thresholds_at, "talk.resistance", "is a threshold", help);
        } else {
            s.problem(said.word(), "does not go with thresholds", help);
        }
    }
    let Opening { opens: opens_day, fills: fills_days, effort } = Opening::read(s, context.start);
    if pace == Pace::All && effort > 0.0 {
        s.problem(
            "effort",
            "is for channels on which people keep talking",
            "remove effort, or write acts_per_day",
        );
    }
    let (pace, kind) = (pace.with_effort(effort), kind.with_effort(effort));
    if pace == Pace::All && opens_day > 0.0 {
        let help = "people who adopt before it opens would never speak; remove opens, or write acts_per_day";
        s.problem("opens", "is for channels on which people keep talking", help);
    }
    Some(Channel { name: name.to_owned(), kind, layer, pace, force, opens_day, fills_days })
}

/// What the third column of an imported layer means.
fn column(layer: Option<&LayerKind>) -> Column {
    match layer {
        Some(LayerKind::Import { column, .. }) => *column,
        _ => Column::None,
    }
}

/// The layer by name; by default the first one that is directed for feeds, undirected for chats.
fn layer(s: &Section<'_>, key: &'static Word, feed: bool, network: &Network) -> Option<LayerId> {
    let fits = network.layers.iter().position(|l| l.directed == feed).unwrap_or(0);
    let names = network.names();
    s.named(key.name, names.get(fits).unwrap_or(&""), &names).map(LayerId)
}

/// Delay of one hop in whole ticks, at least one.
fn latency(s: &Section<'_>, key: &'static Key, ticks_per_day: u32) -> u32 {
    let tick = 1.0 / f64::from(ticks_per_day);
    let days = s.number_or(key, tick);
    let ticks = days / tick;
    if ticks < 1.0 - 1e-9 {
        if s.has(key.name) {
            let said = s.said_of(key.name, "");
            let text = format!("is {said}, shorter than the tick of {}", show_days(tick));
            let help = format!("write tick = \"{}\", or leave latency out", fitting_tick(days));
            s.problem(key.name, text, help);
        }
        return 1;
    }
    if (ticks - ticks.round()).abs() > 1e-6 {
        let whole = show_days(ticks.ceil() * tick);
        let help = format!("it is played in whole ticks, as {whole}");
        s.warning(key.name, format!("is {}", s.said_of(key.name, "")), help);
    }
    ((ticks - 1e-6).ceil() as u32).max(1)
}

/// Day of opening; by default open from the start.
fn opens(s: &Section<'_>, key: &'static Word, start: Date) -> f64 {
    if !s.has(key.name) {
        s.record(key.name, tree::quoted(key.default));
    }
    moment::day(s, key, start).unwrap_or(0.0)
}
